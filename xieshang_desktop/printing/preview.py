"""Pages of a PDF as pictures, for the screen: the same bytes that are printed."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from xieshang_desktop.errors import BadInput


class PageSource:
    """An opened PDF. Use it from one thread at a time (pdfium is not thread-safe); close it."""

    def __init__(self, pdf: bytes) -> None:
        import pypdfium2  # 0.1 s: only when something is shown

        try:
            self._document = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError as error:
            raise BadInput("pdf_unreadable") from error

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self._document)

    def size(self, index: int) -> tuple[float, float]:
        """Width and height of page `index` (from 0) in points."""
        width, height = self._document.get_page_size(index)
        return float(width), float(height)

    def render(self, index: int, scale: float) -> tuple[int, int, bytes]:
        """Page `index` at `scale` pixels for a point: width, height, tight rows of RGB."""
        page = self._document[index]
        bitmap = page.render(scale=scale, rev_byteorder=True)
        width, height, stride = bitmap.width, bitmap.height, bitmap.stride
        data = bytes(bitmap.buffer)
        bitmap.close()
        page.close()
        if stride != 3 * width:
            data = b"".join(data[at * stride : at * stride + 3 * width] for at in range(height))
        return width, height, data

    def text(self, index: int) -> str:
        """The text of page `index`, as it is copied from a PDF."""
        page = self._document[index]
        content = page.get_textpage()
        try:
            return str(content.get_text_range())
        finally:
            content.close()
            page.close()

    def close(self) -> None:
        """Let the document go."""
        self._document.close()

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
