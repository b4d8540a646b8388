"""The books of a year as tables on sheets on their side, one table below the other."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import compress

from xieshang_desktop.domain.dates import date_words
from xieshang_desktop.domain.documents.ledgers import Cell, YearBook
from xieshang_desktop.errors import BadInput
from xieshang_desktop.printing.compose import Composer
from xieshang_desktop.printing.forms import title_of
from xieshang_desktop.printing.hygiene import one_line
from xieshang_desktop.printing.setting import Column, Span
from xieshang_desktop.printing.tables import table
from xieshang_desktop.printing.texts import FormTable, Texts

#: 5号 for every cell: a book has many columns, and cells of several sizes are hard to read.
SIZE = 10.5

#: Fields that only say which row it is.
_NAMES = frozenset({"number", "topic", "attachments"})


def compose(paper: YearBook, page: Composer, words: Texts) -> None:
    """Set the book."""
    page.title(title_of(paper, words))
    page.paragraph([Span(as_of(paper, words), "kai")], indent=0, kept=True)
    if not paper.rows:
        page.paragraph(words("empty"))
    for name, form in words.tables.items():
        if not paper.rows:
            break
        if head := words.raw(f"part_{name}"):
            page.paragraph([Span(head, "hei")], indent=0, kept=True)
        columns = [Column(c.head, c.width, c.centred) for c in form.columns]
        table(page, columns, _rows(paper, form), size=SIZE)


def as_of(paper: YearBook, words: Texts) -> str:
    """Whose book it is, and until which day it was kept."""
    facts: Mapping[str, str] = {
        "unit": one_line(paper.unit),
        "year": str(paper.year),
        "issued_on": date_words(paper.issued_on),
    }
    return words("as_of", **facts)


def cell_of(paper: YearBook, row: object, field: str, number: int) -> Cell:
    """What a field of a row holds. BadInput `form_text_unknown_field`."""
    if field == "number":
        return number
    if not hasattr(row, field):
        raise BadInput("form_text_unknown_field", paper=paper.FORM, name="tables", field=field)
    value: Cell = getattr(row, field)
    return value


def _rows(paper: YearBook, form: FormTable) -> list[list[str]]:
    """The cells of one table, without rows that it has nothing to say about."""
    told = [column.field not in _NAMES for column in form.columns]
    rows = [
        [_words(cell_of(paper, row, column.field, at), paper.year) for column in form.columns]
        for at, row in enumerate(paper.rows, 1)
    ]
    return [row for row in rows if any(compress(row, told))]


def _words(cell: Cell, year: int) -> str:
    """A cell on paper: a day without the year that the title says."""
    if cell is None:
        return ""
    if isinstance(cell, date):
        short = f"{cell.month}月{cell.day}日"
        return short if cell.year == year else f"{cell.year}年\n{short}"
    return str(cell)
