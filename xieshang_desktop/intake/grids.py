"""Files as grids of cells: every sheet of a workbook, or the one table of a text file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import msgspec

from xieshang_desktop.domain.identity import number_as_shown
from xieshang_desktop.errors import BadInput
from xieshang_desktop.intake import files, text_tables
from xieshang_desktop.intake.headers import ROWS_SEARCHED, Header, find_header
from xieshang_desktop.intake.workbooks import Cell, Span, read_sheets
from xieshang_desktop.intake.xls_process import read_sheets_apart


class Grid(msgspec.Struct, kw_only=True):
    """One sheet: all its rows from the first, equally long, and its merged ranges (from 0).

    `digits_lost` says that numbers were written as text by a program: 1990.10 may read 1990.1.
    """

    sheet: str
    rows: list[list[Cell]]
    merges: list[Span]
    header: Header | None
    digits_lost: bool = False


def shown(cell: Cell) -> str:
    """A cell as a person sees it, without a decimal point that a spreadsheet added."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float):
        return number_as_shown(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell)


def read_grids(path: Path) -> list[Grid]:
    """Every sheet that can be seen, in order; BadInput or WorldFailed where the file is no use."""
    data = files.read_bytes(path)
    kind = files.kind_of(data, path)
    if kind == "text":
        return [_read_text(data, path)]
    try:
        sheets = read_sheets_apart(data) if kind == "xls" else read_sheets(data)
    except BadInput as error:
        raise BadInput(error.code, path=str(path), **error.facts) from error
    if not any(sheet.rows for sheet in sheets):
        raise BadInput("file_empty", path=str(path))
    return [
        Grid(
            sheet=sheet.name,
            rows=sheet.rows,
            merges=sheet.merges,
            header=find_header(_top(sheet.rows), sheet.merges),
        )
        for sheet in sheets
    ]


def _read_text(data: bytes, path: Path) -> Grid:
    text = text_tables.decode(data, path)
    best: tuple[int, int] = (-1, 0)
    delimiter = ""
    for each in text_tables.DELIMITERS:
        top = text_tables.split_rows(text, each, path, most=2 * ROWS_SEARCHED)
        header = find_header(_top(top), [])
        fitness = (header.score if header else 0, max(map(len, top), default=0))
        if fitness > best:
            best, delimiter = fitness, each
    rows = text_tables.split_rows(text, delimiter, path)
    while rows and not any(rows[-1]):
        rows.pop()
    width = max(map(len, rows), default=0)
    cells: list[list[Cell]] = [[*row, *[""] * (width - len(row))] for row in rows]
    header = find_header(_top(cells), [])
    return Grid(sheet="", rows=cells, merges=[], header=header, digits_lost=True)


def _top(rows: Sequence[Sequence[Cell]]) -> list[list[str]]:
    return [[shown(cell) for cell in row] for row in rows[: ROWS_SEARCHED + 1]]
