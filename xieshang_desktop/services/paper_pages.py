"""The pages of a paper as pictures, from any thread: for the preview, the printer, a chat group."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xieshang_desktop.printing.preview import Box, PageSource

#: pdfium takes one call at a time, whichever document it is about.
_pdfium = Lock()


class Pages:
    """An opened PDF. After `close()` pages are empty: who draws on the worker need not ask."""

    def __init__(self, source: PageSource) -> None:
        self._source = source
        self._closed = False
        self.count = source.count

    def size(self, index: int) -> tuple[float, float]:
        """Width and height of page `index` (from 0) in points."""
        return self._source.size(index)

    def band(
        self, index: int, width: int, top: int, height: int, *, grey: bool = False
    ) -> bytearray:
        """Rows of page `index`, drawn `width` pixels wide: tight 32-bit BGRx, or 8-bit grey."""
        with _pdfium:
            if self._closed:
                return bytearray(b"\xff") * (width * height * (1 if grey else 4))
            return self._source.band(index, width, top, height, grey=grey)

    def coloured(self, index: int) -> bool:
        """Whether page `index` has anything in colour."""
        with _pdfium:
            return not self._closed and self._source.coloured(index)

    def render(self, index: int, scale: float) -> tuple[int, int, bytes]:
        """Page `index` at `scale` pixels for a point: width, height, tight rows of RGB."""
        with _pdfium:
            return self._source.render(index, scale)

    def find(self, index: int, words: str) -> list[tuple[Box, ...]]:
        """Where these words stand on page `index`: a box for each line they run over."""
        with _pdfium:
            return [] if self._closed else self._source.find(index, words)

    def close(self) -> None:
        """Let the document go."""
        with _pdfium:
            if not self._closed:
                self._closed = True
                self._source.close()


def open_pages(pdf: bytes) -> Pages:
    """Open a PDF for showing or printing; BadInput `pdf_unreadable`."""
    from xieshang_desktop.printing import preview

    with _pdfium:
        return Pages(preview.open_pages(pdf))


def tall_picture(pdf: bytes) -> bytes:
    """The pages as one tall PNG for a chat group; BadInput `pdf_unreadable`, `picture_too_tall`.
    What must not be seen is not in the PDF of a public paper: it has passed the gate."""
    from xieshang_desktop.printing.tall_picture import tall_picture as joined

    with _pdfium:
        return joined(pdf)


def calibration_page() -> bytes:
    """The page with which a printer is measured (校准页), on A4."""
    from xieshang_desktop.printing import calibration

    return calibration.calibration_page()


def trial_page() -> bytes:
    """The page with which a printer is tried (试印页): every face, rare characters, two bars."""
    from xieshang_desktop.printing import trial
    from xieshang_desktop.services.laptop_facts import RARE

    return trial.trial_page(RARE)


def join(papers: Sequence[bytes], *, on_new_sheets: bool = False) -> bytes:
    """Several papers as one; `on_new_sheets`, none begins on the back of another."""
    from xieshang_desktop.printing import joining

    with _pdfium:
        return joining.join(papers, on_new_sheets=on_new_sheets)
