"""Printers made by hand, which print into a file; and what came out of them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtPrintSupport import QPrinter

from xieshang_desktop.services.paper_pages import Pages, open_pages
from xieshang_desktop.ui.printers import PrinterFacts

OFFICE = PrinterFacts(((210.0, 297.0), (148.0, 210.0)))
LARGE = PrinterFacts(((210.0, 297.0), (297.0, 420.0)), duplex=True)


class HandPrinters:
    """Each printer prints into `folder`; `taken` are those that were asked for."""

    def __init__(self, folder: Path, **printers: PrinterFacts) -> None:
        self.folder = folder
        self._printers = printers or {"村委会": OFFICE, "镇文印室": LARGE}
        self.taken: list[QPrinter] = []

    def names(self) -> list[str]:
        """All of them."""
        return list(self._printers)

    def usual(self) -> str:
        """The first."""
        return next(iter(self._printers), "")

    def facts(self, name: str) -> PrinterFacts:
        """As it was made."""
        return self._printers[name]

    def device(self, _name: str) -> QPrinter:
        """A new file of this folder."""
        printer = to_file(self.folder / f"{len(self.taken) + 1}.pdf")
        self.taken.append(printer)
        return printer

    def out(self) -> Pages:
        """What the last one printed."""
        return open_pages((self.folder / f"{len(self.taken)}.pdf").read_bytes())


class FilePrinter(QPrinter):
    """Its paper is a file. A file has no duplex: what was asked for is kept in `turned`."""

    def __init__(self, file: Path, dots: int) -> None:
        super().__init__(QPrinter.PrinterMode.HighResolution)
        self.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        self.setOutputFileName(str(file))
        self.setResolution(dots)
        self.turned: QPrinter.DuplexMode | None = None

    def setDuplex(self, duplex: QPrinter.DuplexMode) -> None:
        self.turned = duplex
        super().setDuplex(duplex)


def to_file(file: Path, dots: int = 120) -> FilePrinter:
    """A printer of so many dots to the inch."""
    return FilePrinter(file, dots)


def page_on(printed: Pages, side: int, pages: Pages, left: float = 0.0) -> int | None:
    """Which page of the paper stands on a printed side, `left` points from its edge."""
    wide, high = pages.size(0)
    across, down = round(wide * _SMALL), round(high * _SMALL)
    whole = round(printed.size(side)[0] * _SMALL)
    start = round(left * _SMALL)
    band = printed.band(side, whole, 0, down, grey=True)
    found = b"".join(
        bytes(band[row * whole + start : row * whole + start + across]) for row in range(down)
    )
    if min(found) > 200:
        return None
    unlike = {
        page: sum(
            abs(a - b)
            for a, b in zip(found, pages.band(page, across, 0, down, grey=True), strict=False)
        )
        for page in range(pages.count)
    }
    return min(unlike, key=lambda page: unlike[page])


_SMALL = 0.4  # pixels for a point: enough to tell pages apart, whoever drew them
