"""Prints a paper as its preview shows it: the same pages, at actual size (实际大小)."""

from __future__ import annotations

from collections.abc import Callable
from gettext import gettext as _

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from xieshang_desktop.errors import WorldFailed
from xieshang_desktop.services.papers import Pages, open_pages
from xieshang_desktop.ui import dialogs, tasks

_POINTS = 72.0  # to the inch
_FINEST = 300  # dots to the inch: text of a printed page is sharp, and a page takes 26 MB


def print_paper(where: QWidget, pdf: bytes, name: str) -> QPrintDialog | None:
    """Ask which printer and how many copies, then print; without a printer, say what helps."""
    if not QPrinterInfo.availablePrinterNames():
        dialogs.tell(
            where,
            _("这台电脑还没有装打印机"),
            _("可以先点“保存”，把文件存到U盘，到有打印机的电脑上打印；打印时选“实际大小”。"),
        )
        return None
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)
    dialog = QPrintDialog(printer, where.window())
    dialog.setWindowTitle(_("打印 {0}").format(name))
    pages = open_pages(pdf)
    dialog.setMinMax(1, pages.count)

    def start() -> None:
        tasks.run(
            lambda step: paint_pages(printer, pages, step),
            lambda _nothing: pages.close(),
            failed=lambda failure: _failed(where, pages, failure),
            name=_("打印 {0}").format(name),
            cancelled=pages.close,
        )

    dialog.accepted.connect(start)
    dialog.rejected.connect(pages.close)
    dialog.finished.connect(dialog.deleteLater)
    QDialog.open(dialog)
    return dialog


def paint_pages(
    printer: QPrinter, pages: Pages, step: Callable[[int, int, str], object] | None = None
) -> None:
    """Paint the chosen pages on a printer, each at its actual size whatever the printer's margins.

    Raises WorldFailed `printer_failed` when the printer does not take the work.
    """
    first = max(printer.fromPage(), 1)
    last = min(printer.toPage() or pages.count, pages.count)
    resolution = min(printer.resolution(), _FINEST)
    printer.setResolution(resolution)
    printer.setFullPage(True)
    _take_paper(printer, pages.size(first - 1))
    painter = QPainter()
    if not painter.begin(printer):
        raise WorldFailed("printer_failed")
    try:
        for number in range(first, last + 1):
            if step is not None:
                words = _("第 {page} 页，共 {pages} 页").format(page=number, pages=pages.count)
                step(number - first, last - first + 1, words)
            size = pages.size(number - 1)
            if number > first:
                _take_paper(printer, size)
                if not printer.newPage():
                    raise WorldFailed("printer_failed")
            width, height, colours = pages.render(number - 1, resolution / _POINTS)
            picture = QImage(colours, width, height, 3 * width, QImage.Format.Format_RGB888)
            scale = resolution / _POINTS
            painter.drawImage(QRectF(0, 0, size[0] * scale, size[1] * scale), picture)
    finally:
        painter.end()


def _take_paper(printer: QPrinter, size: tuple[float, float]) -> None:
    """The paper of this page, upright or across."""
    wide, high = size
    across = wide > high
    points = QSizeF(min(size), max(size))
    fuzzy = QPageSize.SizeMatchPolicy.FuzzyMatch  # A4 in points is not a whole number
    printer.setPageSize(QPageSize(points, QPageSize.Unit.Point, "", fuzzy))
    printer.setPageOrientation(
        QPageLayout.Orientation.Landscape if across else QPageLayout.Orientation.Portrait
    )


def _failed(where: QWidget, pages: Pages, failure: BaseException) -> None:
    pages.close()
    if isinstance(failure, WorldFailed) and failure.code == "printer_failed":
        dialogs.show_problem(
            _("打印机没有接下这份文书。"),
            _("请看看打印机开了没有、有没有纸，再打一次；也可以先“保存”。"),
            where,
        )
    else:
        dialogs.show_exception(failure)
