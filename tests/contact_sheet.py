"""One picture of all papers: `python -m tests.contact_sheet docs/papers.png [--data FOLDER]`.

The first page of every paper, made from the records of the practice village (made anew when no
folder is named) and without its mark, with its name and the number of its pages.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from contextlib import closing
from pathlib import Path

import pypdfium2
from msgspec.structs import replace
from PIL import Image, ImageDraw, ImageFont

from tests.village_papers import furnish, village_papers
from xieshang_desktop import resources
from xieshang_desktop.services import practice
from xieshang_desktop.services.desk import open_desk
from xieshang_desktop.services.papers import rendered

#: Pixels: a field for a page, the white around it, the line below it; fields in a row.
_WIDE, _HIGH, _WHITE, _LINE, _ACROSS = 250, 354, 16, 26, 7

_GROUND, _INK, _EDGE = (236, 236, 233), (40, 40, 40), (200, 200, 196)


def main() -> int:
    """Write the picture; gives how many papers are not in it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("picture", type=Path)
    parser.add_argument("--data", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        village = given.data or Path(folder) / "village"
        if given.data is None:
            device = Path(folder) / "device"
            practice.make(village, years=1, today=practice.FIXED_DAY, device_dir=device)
            with closing(open_desk(village, clock=lambda: practice.FIXED_DAY)) as desk:
                furnish(desk)
        pages, missing = _first_pages(village)
    _sheet(pages).quantize(64, dither=Image.Dither.NONE).save(given.picture, optimize=True)
    for name in missing:
        print(f"not in the picture: {name}", file=sys.stderr)
    return len(missing)


def _first_pages(village: Path) -> tuple[list[tuple[str, Image.Image]], list[str]]:
    pages, missing = [], []
    desk = open_desk(village, clock=lambda: practice.FIXED_DAY, looking=True)
    for spec, composed in village_papers(desk):
        if composed is None:
            missing.append(spec.name)
            continue
        paper = rendered(replace(composed, paper=replace(composed.paper, practice=False)))
        with pypdfium2.PdfDocument(paper.pdf) as document:
            width, height = document[0].get_size()
            scale = min(_WIDE / width, _HIGH / height)
            picture = document[0].render(scale=4 * scale).to_pil()
            size = round(width * scale), round(height * scale)
            small = picture.resize(size, Image.Resampling.LANCZOS)
        pages.append((f"{spec.name}　{paper.pages}页", small))
    desk.close()
    return pages, missing


def _sheet(pages: list[tuple[str, Image.Image]]) -> Image.Image:
    across, down = _WIDE + _WHITE, _HIGH + _WHITE + _LINE
    rows = -(-len(pages) // _ACROSS)
    sheet = Image.new("RGB", (_ACROSS * across + _WHITE, rows * down + _WHITE), _GROUND)
    draw = ImageDraw.Draw(sheet)
    face = ImageFont.truetype(resources.path("fonts", "ui.ttf"), 15)
    for at, (name, page) in enumerate(pages):
        x = _WHITE + at % _ACROSS * across + (_WIDE - page.width) // 2
        y = _WHITE + at // _ACROSS * down + (_HIGH - page.height) // 2
        sheet.paste(page, (x, y))
        draw.rectangle((x - 1, y - 1, x + page.width, y + page.height), outline=_EDGE)
        middle = _WHITE + at % _ACROSS * across + _WIDE // 2
        bottom = _WHITE + at // _ACROSS * down + _HIGH + _LINE // 2 + 2
        draw.text((middle, bottom), name, _INK, face, anchor="mm")
    return sheet


if __name__ == "__main__":
    sys.exit(main())
