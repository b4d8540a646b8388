"""The books of a year as .xlsx: one sheet, its head frozen, ready to print on A4 (openpyxl).

Days are days and counts are numbers; everything else is text that no spreadsheet reads as a
formula or a number.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.xml.functions import tostring

from xieshang_desktop.domain.documents.ledgers import Cell, YearBook
from xieshang_desktop.printing.forms import title_of
from xieshang_desktop.printing.ledger import as_of, cell_of
from xieshang_desktop.printing.office_files import plain, settled
from xieshang_desktop.printing.profile import profile
from xieshang_desktop.printing.texts import FormColumn, Texts, texts
from xieshang_desktop.printing.word_package import word_profile

#: Rows above the first of the book: title, whose and until when, heads.
_HEAD = 3

#: What the text of a cell may hold (a limit of .xlsx), and how a sheet's name may not be written.
_LONGEST, _NO_NAME = 32767, '\\/?*[]:"'

#: A width of 1 is one digit in the sheet's own face: about this many millimetres.
_MM_A_DIGIT = 1.9

#: How a text begins that a spreadsheet would reckon.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

#: Points of a line and of the highest row there can be; a day in digits; how days are named.
_PITCH, _TALLEST, _DAY_WIDE, _DAYS = 15.0, 409.0, 16.0, ("_on", "_until", "due")

_SIZE, _DAY = 11, 'yyyy"年"m"月"d"日"'


def render_workbook(paper: YearBook, *, forms: Path | None = None) -> bytes:
    """A book as .xlsx. The same value gives the same bytes.

    Raises BadInput `form_text_unreadable`, `form_text_unknown_field`.
    """
    words = texts(paper.FORM, forms)
    book, title = Workbook(), title_of(paper, words)
    sheet = book.worksheets[0]
    sheet.title = "".join(" " if c in _NO_NAME else c for c in plain(title))[:31].strip("' ")
    columns = _columns(words)
    _heads(
        sheet, title, as_of(paper, words), columns, len(next(iter(words.tables.values())).columns)
    )
    for number, row in enumerate(paper.rows, 1):
        lines = 1
        for at, column in enumerate(columns, 1):
            value = cell_of(paper, row, column.field, number)
            _write(_cell(sheet, _HEAD + number, at), value, column)
            lines = max(lines, _lines(value, _width(column)))
        sheet.row_dimensions[_HEAD + number].height = min(_PITCH * lines + 8, _TALLEST)
    if not paper.rows:
        _text(_cell(sheet, _HEAD + 1, 1), words("empty"))
    _notes(sheet, paper, columns)
    _print_setup(sheet, columns, sheets=len(words.tables))
    properties = book.properties
    properties.title, properties.creator = plain(title), plain(paper.unit)
    properties.lastModifiedBy = plain(paper.unit)
    properties.language = "zh-CN"
    out = io.BytesIO()
    book.save(out)
    day = paper.issued_on  # openpyxl writes the hour in which it saves
    properties.created = properties.modified = datetime(day.year, day.month, day.day, tzinfo=UTC)
    core = tostring(properties.to_tree())
    return settled(out.getvalue(), day, {"docProps/core.xml": core})


def _columns(words: Texts) -> list[FormColumn]:
    """The columns of all tables of the form, each field once."""
    known = {c.field: c for table in words.tables.values() for c in table.columns}
    order = dict.fromkeys(c.field for table in words.tables.values() for c in table.columns)
    wide = {
        field: max(
            c.width for table in words.tables.values() for c in table.columns if c.field == field
        )
        for field in order
    }
    return [
        FormColumn(
            field=field,
            head=known[field].head,
            width=wide[field],
            centred=known[field].centred,
        )
        for field in order
    ]


def _heads(
    sheet: Worksheet, title: str, kept: str, columns: Sequence[FormColumn], first: int
) -> None:
    """Title, whose book it is and until when, the heads of the columns."""
    faces = word_profile().faces
    for row, words, face, size in ((1, title, "hei", 18), (2, kept, "kai", _SIZE)):
        cell = _cell(sheet, row, 1)
        _text(cell, words)
        cell.font = Font(name=faces[face], size=size)
        middle = "center" if row == 1 else "left"
        cell.alignment = Alignment(horizontal=middle, vertical="center")
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=first)
    sheet.row_dimensions[1].height = 32
    for at, column in enumerate(columns, 1):
        cell = _cell(sheet, _HEAD, at)
        _text(cell, column.head)
        cell.font = Font(name=faces["hei"], size=_SIZE)
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        cell.border = _border()
        sheet.column_dimensions[get_column_letter(at)].width = _width(column)
    sheet.row_dimensions[_HEAD].height = 32
    named = _named(columns)
    sheet.freeze_panes = f"{get_column_letter(named + 1)}{_HEAD + 1}"


def _notes(sheet: Worksheet, paper: YearBook, columns: Sequence[FormColumn]) -> None:
    """What is written below the rows: a head, and its text over the whole width."""
    wide = sum(map(_width, columns[1:]))
    for row, (head, text) in enumerate(paper.notes, _HEAD + max(len(paper.rows), 1) + 1):
        for at, words in ((1, head), (2, text)):
            cell = _cell(sheet, row, at)
            _write(cell, words, columns[at - 1])
            middle = "center" if at == 1 else "left"
            cell.alignment = Alignment(horizontal=middle, vertical="center", wrap_text=True)
        sheet.row_dimensions[row].height = min(_PITCH * _lines(text, wide) + 12, _TALLEST)
        sheet.merge_cells(start_row=row, end_row=row, start_column=2, end_column=len(columns))


def _cell(sheet: Worksheet, row: int, column: int) -> SheetCell:
    """A cell that is no merged one."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, SheetCell)  # noqa: S101 - cells are merged after they are written
    return cell


def _width(column: FormColumn) -> float:
    """How wide a column is: as on paper, a little wider, never narrower than a day or its head."""
    least = _DAY_WIDE if column.field.endswith(_DAYS) else 2 * min(len(column.head), 4) + 2
    return round(max(column.width / _MM_A_DIGIT * 1.15, least), 1)


def _lines(value: Cell, width: float) -> int:
    """How many lines a cell has: a spreadsheet does not make rows higher by itself."""
    if not isinstance(value, str):
        return 1
    return sum(
        -(-int(sum(1.05 if ord(c) < 0x2000 else 2.15 for c in line)) // int(width)) or 1
        for line in plain(value).split("\n")
    )


def _named(columns: Sequence[FormColumn]) -> int:
    """How many columns at the left say which row it is."""
    names = [at for at, column in enumerate(columns[:3], 1) if column.field == "topic"]
    return names[0] if names else 1


def _write(cell: SheetCell, value: Cell, column: FormColumn) -> None:
    """One cell of the book."""
    cell.font = Font(name=word_profile().faces["fang"], size=_SIZE)
    cell.border = _border()
    middle = "center" if column.centred else "left"
    cell.alignment = Alignment(horizontal=middle, vertical="center", wrap_text=True)
    if isinstance(value, date):
        cell.value = value
        cell.number_format = _DAY
    elif isinstance(value, int):
        cell.value = value
    elif value:
        _text(cell, value)


def _text(cell: SheetCell, words: str) -> None:
    """Text that stays text, whatever it looks like."""
    words = plain(words)[:_LONGEST]
    cell.value = words
    cell.data_type = "s"
    cell.number_format = "@"
    cell.quotePrefix = words.startswith(_FORMULA)


def _border() -> Border:
    line = Side(style="thin")
    return Border(left=line, right=line, top=line, bottom=line)


def _print_setup(sheet: Worksheet, columns: Sequence[FormColumn], *, sheets: int) -> None:
    """A4 on its side, as many sheets wide as the form has tables, the heads on every one."""
    page = profile().turned().sheet
    setup = sheet.page_setup
    setup.orientation, setup.paperSize = "landscape", "9"  # A4
    setup.fitToWidth, setup.fitToHeight = sheets, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = page.left_mm / 25.4
    sheet.page_margins.top = page.top_mm / 25.4
    sheet.page_margins.right = (page.width_mm - page.left_mm - page.text_width_mm) / 25.4
    sheet.page_margins.bottom = (page.height_mm - page.top_mm - page.text_height_mm) / 25.4
    sheet.print_title_rows = f"1:{_HEAD}"
    if sheets > 1:
        sheet.print_title_cols = f"A:{get_column_letter(_named(columns))}"
    sheet.HeaderFooter.differentOddEven = True
    odd, even = sheet.oddFooter, sheet.evenFooter
    if odd is not None and even is not None:
        odd.right.text = even.left.text = "— &P —"
