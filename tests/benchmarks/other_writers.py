"""The same papers by other programs in this process, warm: typst, plain ReportLab, Qt.

Each gives a PDF of paragraphs or of a table, in our faces, on a page with our margins. What is not
on this machine is `Absent`.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cache
from io import BytesIO
from typing import Any

from tests.benchmarks.measure import Absent
from xieshang_desktop import resources

Rows = Sequence[Sequence[str]]

#: Widths of the columns of a sheet in millimetres: together as wide as the text area.
WIDTHS = (14, 28, 42, 32, 40)


@cache
def _compiler() -> Any:
    try:
        import typst
    except ImportError as error:
        raise Absent from error
    folder = str(resources.path("fonts"))
    fonts = typst.Fonts(font_paths=[folder], include_system_fonts=False)
    return typst.Compiler(font_paths=fonts)


_TYPST = """#set page(paper: "a4", margin: (top: 37mm, left: 28mm, right: 26mm, bottom: 35mm))
#set text(font: "Xieshang Fang", size: 15.75pt, lang: "zh", region: "cn")
#set par(first-line-indent: (amount: 2em, all: true), justify: true, leading: 0.88em)
#align(center, text(font: "Noto Serif SC", weight: "bold", size: 22pt)[{title}])
"""


def typst_paragraphs(title: str, lines: Sequence[str]) -> bytes:
    """Paragraphs by typst."""
    return _typst(_TYPST.format(title=title) + "\n\n".join(lines))


def typst_table(title: str, head: Sequence[str], rows: Rows) -> bytes:
    """A table with its head again on every page, by typst."""
    widths = ", ".join(f"{width}mm" for width in WIDTHS)
    cells = "".join(", ".join(f"[{cell}]" for cell in row) + ",\n" for row in rows)
    heads = ", ".join(f"[{cell}]" for cell in head)
    return _typst(
        _TYPST.format(title=title)
        + "#set par(first-line-indent: 0em)\n#set text(size: 14pt)\n"
        + f"#table(columns: ({widths}), align: center, inset: (x: 4pt, y: 8pt),\n"
        + f"table.header({heads}),\n{cells})"
    )


def _typst(source: str) -> bytes:
    return bytes(_compiler().compile(input=source.encode(), format="pdf"))


@cache
def _register() -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    for face in ("fang", "xiaobiaosong", "hei"):
        pdfmetrics.registerFont(TTFont(face, resources.path("fonts", f"{face}.ttf")))


def _template(file: BytesIO) -> Any:
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.units import mm
    from reportlab.platypus import SimpleDocTemplate

    _register()
    margins = {"leftMargin": 28, "rightMargin": 26, "topMargin": 37, "bottomMargin": 35}
    return SimpleDocTemplate(
        file, pagesize=A4, **{name: size * mm for name, size in margins.items()}
    )


def _title(words: str) -> Any:
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph

    style = ParagraphStyle("title", fontName="xiaobiaosong", fontSize=22, leading=32, alignment=1)
    return Paragraph(words, style)


def reportlab_paragraphs(title: str, lines: Sequence[str]) -> bytes:
    """Paragraphs by plain ReportLab."""
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph

    file = BytesIO()
    document = _template(file)
    style = ParagraphStyle("body", fontName="fang", fontSize=15.75, leading=29.6, wordWrap="CJK")
    style.firstLineIndent = 31.5
    document.build([_title(title), *(Paragraph(line, style) for line in lines)])
    return file.getvalue()


def reportlab_table(title: str, head: Sequence[str], rows: Rows) -> bytes:
    """A plain table of strings by ReportLab, its head again on every page."""
    from reportlab.lib.units import mm
    from reportlab.platypus import Table

    file = BytesIO()
    document = _template(file)
    table = Table([head, *rows], colWidths=[width * mm for width in WIDTHS], repeatRows=1)
    table.setStyle(
        [
            ("FONT", (0, 0), (-1, -1), "fang", 14),
            ("FONT", (0, 0), (-1, 0), "hei", 14),
            ("GRID", (0, 0), (-1, -1), 0.6, "black"),
            ("ALIGN", (0, 0), (-1, -1), "CENTER"),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("TOPPADDING", (0, 0), (-1, -1), 6),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 9.6),
        ]
    )
    document.build([_title(title), table])
    return file.getvalue()


@cache
def _qt() -> tuple[Any, str]:
    """The application, which has to stay and serves all benchmarks, and our 仿宋's name in it."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    try:
        from PySide6.QtGui import QFontDatabase
        from PySide6.QtWidgets import QApplication
    except ImportError as error:
        raise Absent from error
    from xieshang_desktop.ui import theme

    application = QApplication.instance()
    if application is None:
        application = QApplication(theme.ARGUMENTS)
        theme.start(application)
    face = QFontDatabase.addApplicationFont(str(resources.path("fonts", "fang.ttf")))
    return application, QFontDatabase.applicationFontFamilies(face)[0]


def qt_paragraphs(title: str, lines: Sequence[str]) -> bytes:
    """Paragraphs by QTextDocument and QPdfWriter."""
    _, family = _qt()
    from html import escape

    from PySide6.QtCore import QBuffer, QIODevice, QMarginsF
    from PySide6.QtGui import QFont, QPageLayout, QPageSize, QPdfWriter, QTextDocument

    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    page = QPageSize(QPageSize.PageSizeId.A4)
    margins = QMarginsF(28, 37, 26, 35)
    layout = QPageLayout(page, QPageLayout.Orientation.Portrait, margins)
    layout.setUnits(QPageLayout.Unit.Millimeter)
    layout.setMargins(margins)
    writer.setPageLayout(layout)
    document = QTextDocument()
    document.setDefaultFont(QFont(family, 16))
    body = "".join(f"<p style='text-indent:32pt'>{escape(line)}</p>" for line in lines)
    document.setHtml(f"<h1 align='center'>{escape(title)}</h1>{body}")
    document.print_(writer)
    return bytes(buffer.data().data())
