"""Pages of a PDF as pictures and as text, for the screen and the printer: one and the same bytes.

A page is drawn in bands, so that a sheet of A3 at 600 dots to the inch needs no 200 MB.
"""

from __future__ import annotations

import ctypes
from types import TracebackType
from typing import Any, Self

import msgspec

from xieshang_desktop.errors import BadInput
from xieshang_desktop.printing.finding import Letter, find

#: Pixels across a page that is only looked at for colour.
_GLANCE = 420


class Box(msgspec.Struct, frozen=True):
    """A place on a page, in points from its upper left corner."""

    left: float
    top: float
    width: float
    height: float


class PageSource:
    """An opened PDF. Use it from one thread at a time (pdfium is not thread-safe); close it."""

    def __init__(self, pdf: bytes) -> None:
        import pypdfium2  # 0.1 s: only when something is shown

        try:
            self._document = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError as error:
            raise BadInput("pdf_unreadable") from error
        self._sizes = [
            tuple(map(float, self._document.get_page_size(index)))
            for index in range(len(self._document))
        ]
        self._opened: tuple[int, Any] | None = None
        self._letters: dict[int, list[Letter]] = {}

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self._sizes)

    def size(self, index: int) -> tuple[float, float]:
        """Width and height of page `index` (from 0) in points."""
        width, height = self._sizes[index]
        return width, height

    def band(
        self, index: int, width: int, top: int, height: int, *, grey: bool = False
    ) -> bytearray:
        """Rows `top` to `top + height` of page `index` drawn `width` pixels wide: tight rows of
        32-bit BGRx, or of 8-bit grey. Below the page's end they are white."""
        import pypdfium2.raw as pdfium

        across, down = self._sizes[index]
        kind, each = (pdfium.FPDFBitmap_Gray, 1) if grey else (pdfium.FPDFBitmap_BGRx, 4)
        flags = pdfium.FPDF_GRAYSCALE if grey else 0
        rows = bytearray(b"\xff") * (width * height * each)
        buffer = (ctypes.c_char * len(rows)).from_buffer(rows)
        bitmap = pdfium.FPDFBitmap_CreateEx(width, height, kind, buffer, width * each)
        page, whole = self._page(index).raw, round(width * down / across)
        pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, -top, width, whole, 0, flags)
        pdfium.FPDFBitmap_Destroy(bitmap)
        return rows

    def coloured(self, index: int) -> bool:
        """Whether anything on page `index` is neither black, white nor grey."""
        across, down = self._sizes[index]
        rows = self.band(index, _GLANCE, 0, round(_GLANCE * down / across))
        return not rows[0::4] == rows[1::4] == rows[2::4]

    def render(self, index: int, scale: float) -> tuple[int, int, bytes]:
        """Page `index` at `scale` pixels for a point: width, height, tight rows of RGB."""
        bitmap = self._page(index).render(scale=scale, rev_byteorder=True)
        width, height, stride = bitmap.width, bitmap.height, bitmap.stride
        data = bytes(bitmap.buffer)
        bitmap.close()
        if stride != 3 * width:
            data = b"".join(data[at * stride : at * stride + 3 * width] for at in range(height))
        return width, height, data

    def text(self, index: int) -> str:
        """The text of page `index`, as it is copied from a PDF."""
        content = self._page(index).get_textpage()
        try:
            return str(content.get_text_range())
        finally:
            content.close()

    def find(self, index: int, words: str) -> list[tuple[Box, ...]]:
        """Every place on page `index` where these words stand, whatever lines they are broken
        into: a box for each line of it."""
        if index not in self._letters:
            self._letters[index] = self._read(index)
        return [
            tuple(Box(left, top, right - left, bottom - top) for left, top, right, bottom in lines)
            for lines in find(self._letters[index], words)
        ]

    def close(self) -> None:
        """Let the document go."""
        self._leave()
        self._document.close()

    def _page(self, index: int) -> Any:
        """A page, kept open while nothing else is asked for: most calls are about the same one."""
        if self._opened is None or self._opened[0] != index:
            self._leave()
            self._opened = (index, self._document[index])
        return self._opened[1]

    def _leave(self) -> None:
        if self._opened is not None:
            self._opened[1].close()
            self._opened = None

    def _read(self, index: int) -> list[Letter]:
        """The characters of a page with their em-boxes."""
        import pypdfium2.raw as pdfium

        page, high = self._page(index), self._sizes[index][1]
        content = pdfium.FPDFText_LoadPage(page.raw)
        box = pdfium.FS_RECTF()
        letters = []
        for at in range(pdfium.FPDFText_CountChars(content)):
            code = pdfium.FPDFText_GetUnicode(content, at)
            pdfium.FPDFText_GetLooseCharBox(content, at, box)
            letters.append(Letter(code, (box.left, high - box.top, box.right, high - box.bottom)))
        pdfium.FPDFText_ClosePage(content)
        return letters

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def open_pages(pdf: bytes) -> PageSource:
    """Open a PDF for showing. Raises BadInput `pdf_unreadable`."""
    return PageSource(pdf)
