"""Workbooks read with calamine: every sheet that can be seen, its cells and merged ranges."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, cast

import msgspec

from xieshang_desktop.errors import BadInput
from xieshang_desktop.intake.files import MOST_ROWS

if TYPE_CHECKING:
    import python_calamine as calamine

Cell = object
Span = tuple[tuple[int, int], tuple[int, int]]


class Sheet(msgspec.Struct):
    """Rows from the first of the file, equally long; merged ranges from 0, both ends included."""

    name: str
    rows: list[list[Cell]]
    merges: list[Span]


def read_sheets(data: bytes) -> list[Sheet]:
    """The sheets of an .xlsx, .xls or .ods; hidden ones only where nothing else is there.

    Raises BadInput: file_not_readable, file_password_protected, too_many_rows.
    """
    import python_calamine as calamine

    try:
        with calamine.load_workbook(io.BytesIO(data)) as book:
            sheets = [s for s in book.sheets_metadata if s.typ == calamine.SheetTypeEnum.WorkSheet]
            seen = [s for s in sheets if s.visible == calamine.SheetVisibleEnum.Visible]
            return [_read(book.get_sheet_by_name(each.name)) for each in seen or sheets]
    except calamine.PasswordError as error:
        raise BadInput("file_password_protected") from error
    except calamine.CalamineError as error:
        raise BadInput("file_not_readable") from error
    except BaseException as error:
        # The reader's panics are no Exceptions; only their name tells them from Ctrl+C.
        if type(error).__name__ != "PanicException":
            raise
        raise BadInput("file_not_readable") from error


def _read(sheet: calamine.CalamineSheet) -> Sheet:
    if sheet.height > 2 * MOST_ROWS:
        raise BadInput("too_many_rows", limit=MOST_ROWS)
    rows = cast("list[list[Cell]]", sheet.to_python(skip_empty_area=False))
    while rows and not _filled(rows[-1]):
        rows.pop()
    if len(rows) > MOST_ROWS and sum(map(_filled, rows)) > MOST_ROWS:
        raise BadInput("too_many_rows", limit=MOST_ROWS)
    return Sheet(sheet.name, rows, sheet.merged_cell_ranges or [])


def _filled(row: list[Cell]) -> bool:
    return any(cell != "" for cell in row)
