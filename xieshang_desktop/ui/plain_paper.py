"""A short text on A4 for the printer: what is no official paper, like a handbook's chapter or the
code of an invitation."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter
from PySide6.QtWidgets import QWidget

from xieshang_desktop.ui import theme
from xieshang_desktop.ui.widgets.reading import Reading

_DOTS = 96  # to the inch, as on the screen: 16 px there are 12 pt on paper


def text_pdf(text: Reading, title: str, margin: float = 10) -> bytes:
    """What is shown, on A4 pages with a margin in millimetres."""
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(margin, margin, margin, margin), QPageLayout.Unit.Millimeter)
    writer.setResolution(theme.px(_DOTS))
    writer.setTitle(title)
    text.print_out(writer)
    return bytes(buffer.data().data())


def print_text(where: QWidget, markdown: str, title: str, *, secret: bool = False) -> None:
    """Let it be printed; without a printer, kept as a PDF, unless it is `secret`."""
    from xieshang_desktop.ui.printing_dialog import print_paper  # few people print it

    text = Reading()
    text.show_markdown(markdown)
    print_paper(where, text_pdf(text, title, 25), title, secret=secret)
