"""Paints the sides of sheets on a printer: actual size, in bands, so that memory stays small."""

from __future__ import annotations

from collections.abc import Callable
from gettext import gettext as _

from PySide6.QtCore import QRect, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from xieshang_desktop.errors import WorldFailed
from xieshang_desktop.services.paper_pages import Pages
from xieshang_desktop.services.print_plan import Face, PrintPlan, Size

_POINTS = 72.0  # to the inch
_FINEST = 600  # dots to the inch, as laser printers are
_ROWS = 640  # of one band: 3 MB of A4 in grey, 18 MB of A3 in colour
_OVERLAP = 2  # rows drawn twice where no white row parts two bands: no hair's breadth of white

Step = Callable[[int, int, str], object]


def prepare(printer: QPrinter, plan: PrintPlan, name: str) -> None:
    """Tell the printer its paper, copies and sides."""
    printer.setDocName(name)
    printer.setResolution(min(printer.resolution(), _FINEST))
    printer.setFullPage(True)
    take_paper(printer, plan.faces[0].size)
    if plan.duplex:
        # A booklet is turned about its fold; everything else like the leaves of a book.
        short, long = QPrinter.DuplexMode.DuplexShortSide, QPrinter.DuplexMode.DuplexLongSide
        printer.setDuplex(short if plan.booklet else long)
    else:
        printer.setDuplex(QPrinter.DuplexMode.DuplexNone)
    if printer.supportsMultipleCopies():
        printer.setCopyCount(plan.copies)
        printer.setCollateCopies(True)


def paint(printer: QPrinter, pages: Pages, plan: PrintPlan, step: Step | None = None) -> None:
    """Paint a plan on a prepared printer. `step` may raise to stop between two sides.

    WorldFailed `printer_failed` when the printer does not take the work.
    """
    times = 1 if printer.supportsMultipleCopies() else plan.copies
    faces = plan.faces * times
    painter = QPainter()
    if not painter.begin(printer):
        raise WorldFailed("printer_failed")
    # Text turned into JPEG would have clouds around it.
    painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
    try:
        for number, face in enumerate(faces):
            if step is not None:
                words = _("第 {page} 页，共 {pages} 页")
                if plan.booklet:
                    words = _("第 {page} 面，共 {pages} 面")
                step(number, len(faces), words.format(page=number + 1, pages=len(faces)))
            if number:
                if face.size != faces[number - 1].size:
                    take_paper(printer, face.size)
                if not printer.newPage():
                    raise WorldFailed("printer_failed")
            _paint_face(painter, printer.resolution(), pages, face)
    except BaseException:
        printer.abort()
        raise
    finally:
        painter.end()
    if printer.printerState() is QPrinter.PrinterState.Error:
        raise WorldFailed("printer_failed")


def take_paper(printer: QPrinter, size: Size) -> None:
    """The paper of a side, upright or across."""
    points = QSizeF(min(size), max(size))
    fuzzy = QPageSize.SizeMatchPolicy.FuzzyMatch  # A4 in points is not a whole number
    printer.setPageSize(QPageSize(points, QPageSize.Unit.Point, "", fuzzy))
    across = size[0] > size[1]
    printer.setPageOrientation(
        QPageLayout.Orientation.Landscape if across else QPageLayout.Orientation.Portrait
    )


def _paint_face(painter: QPainter, resolution: int, pages: Pages, face: Face) -> None:
    dots = resolution / _POINTS
    for page, left in face.pages:
        across, down = pages.size(page)
        width, height = round(across * dots), round(down * dots)
        grey = not pages.coloured(page)
        kind = QImage.Format.Format_Grayscale8 if grey else QImage.Format.Format_RGB32
        top = 0
        while top < height:
            rows = min(_ROWS, height - top)
            band = pages.band(page, width, top, rows, grey=grey)
            stride = len(band) // rows
            cut = rows if top + rows == height else _blank_row(band, stride)
            if band.count(0xFF, 0, cut * stride) < cut * stride:
                image = QImage(band, width, cut, stride, kind)
                painter.drawImage(QRect(round(left * dots), top, width, cut), image)
            top += cut if cut < rows or top + rows == height else rows - _OVERLAP


def _blank_row(band: bytearray, stride: int) -> int:
    """Where a band ends best: at the last row between two lines of text, else at its end."""
    rows = len(band) // stride
    for row in range(rows - 1, rows // 2, -1):
        if band.count(0xFF, row * stride, (row + 1) * stride) == stride:
            return row
    return rows
