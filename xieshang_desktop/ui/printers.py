"""The printers of this computer, as the system tells of them."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo


class PrinterFacts(NamedTuple):
    """What a printer can do: `papers` are millimetres, empty where it does not tell; it is not
    `ready` when it is switched off, out of paper or jammed."""

    papers: tuple[tuple[float, float], ...] = ()
    duplex: bool = False
    ready: bool = True


class Printers(Protocol):
    """Where printers are asked about; a test has others than the system."""

    def names(self) -> list[str]:
        """All of them."""

    def usual(self) -> str:
        """The one to begin with, or ""."""

    def facts(self, name: str) -> PrinterFacts:
        """What this one can do; asking may take a moment."""

    def device(self, name: str) -> QPrinter:
        """It, to print on."""


class SystemPrinters:
    """The printers that are installed."""

    def names(self) -> list[str]:
        """All of them."""
        return QPrinterInfo.availablePrinterNames()

    def usual(self) -> str:
        """The system's default."""
        return QPrinterInfo.defaultPrinterName()

    def facts(self, name: str) -> PrinterFacts:
        """What the driver tells."""
        found = QPrinterInfo.printerInfo(name)
        if found.isNull():
            return PrinterFacts(ready=False)
        sizes = [size.size(QPageSize.Unit.Millimeter) for size in found.supportedPageSizes()]
        both = {QPrinter.DuplexMode.DuplexLongSide, QPrinter.DuplexMode.DuplexAuto}
        return PrinterFacts(
            tuple((size.width(), size.height()) for size in sizes),
            bool(both & set(found.supportedDuplexModes())),
            found.state() not in (QPrinter.PrinterState.Error, QPrinter.PrinterState.Aborted),
        )

    def device(self, name: str) -> QPrinter:
        """It, at its own fineness."""
        printer = QPrinter(QPrinterInfo.printerInfo(name), QPrinter.PrinterMode.HighResolution)
        printer.setPrinterName(name)
        return printer
