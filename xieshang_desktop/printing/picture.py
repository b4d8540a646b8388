"""A photo made ready for paper: turned upright, made small enough, without where and when."""

from __future__ import annotations

import io
import re
import struct

import msgspec

from xieshang_desktop.errors import BadInput

#: Dots on the longer side: 150 mm at 300 dots to the inch.
LONGEST = 1800

#: More than this is no photo that paper needs (a file can claim any size). A JPEG is read at a
#: fraction of its size; others, and those JPEGs that come in passes, stand in memory as a whole.
MOST_DOTS, MOST_DOTS_WHOLE = 210_000_000, 80_000_000

#: Formats of photos and scans; what runs programs or holds drawings (EPS, WMF) is never opened.
_FORMATS = ("JPEG", "PNG", "WEBP", "BMP", "GIF", "TIFF")

#: How a HEIC file begins (ISO 23008-12): phones make them, nothing here can read them.
_HEIC = re.compile(rb".{4}ftyp(heic|heix|heim|heis|hevc|hevx|mif1|msf1)", re.DOTALL)


#: What Pillow raises at damaged files, beside errors of its own.
_DAMAGED = (ValueError, SyntaxError, EOFError, TypeError, LookupError, struct.error)


class PreparedPicture(msgspec.Struct, frozen=True):
    """A JPEG in RGB or grey with its size in dots."""

    jpeg: bytes
    width: int
    height: int
    grey: bool = False


def prepare(data: bytes, name: str = "") -> PreparedPicture:
    """The picture in the bytes of a file. Its metadata (place, device, time) stays behind.

    Raises BadInput `picture_unreadable`, `picture_too_large`, `picture_heic`.
    """
    from PIL import Image, ImageOps, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = None  # Pillow only warns; the size is looked at here
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as opened:
            whole = opened.format not in {"JPEG", "MPO"} or "progressive" in opened.info
            if opened.width * opened.height > (MOST_DOTS_WHOLE if whole else MOST_DOTS):
                raise BadInput("picture_too_large", file=name)
            opened.draft("RGB", (LONGEST, LONGEST))
            picture: Image.Image = opened
            if picture.mode in {"1", "P", "PA"}:  # shrunk as they are they would be rough
                picture = picture.convert("L" if picture.mode == "1" else "RGBA")
            picture.thumbnail((LONGEST, LONGEST))
            picture = ImageOps.exif_transpose(picture)
            if picture.mode in {"RGBA", "LA"}:
                coloured = picture.convert("RGBA")
                white = Image.new("RGBA", coloured.size, "white")
                picture = Image.alpha_composite(white, coloured)
            picture = picture.convert("L" if picture.mode in {"L", "I;16"} else "RGB")
            out = io.BytesIO()
            picture.save(out, "JPEG", quality=82, optimize=True, exif=b"")
            return PreparedPicture(
                out.getvalue(), picture.width, picture.height, picture.mode == "L"
            )
    except (UnidentifiedImageError, OSError, *_DAMAGED) as error:
        code = "picture_heic" if _HEIC.match(data) else "picture_unreadable"
        raise BadInput(code, file=name) from error
