"""Reading a village roster dry: which sheet, which columns, which people, what needs attention."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from xieshang_desktop import ids
from xieshang_desktop.domain.names import group_name, is_numbered_group
from xieshang_desktop.errors import BadInput
from xieshang_desktop.intake.body import read_body
from xieshang_desktop.intake.grids import Grid, read_grids, shown
from xieshang_desktop.intake.headers import SHARED_FIELDS
from xieshang_desktop.intake.reading import FIELDS, Attention, Column, Preview, RosterReading

_SAMPLES = 3
#: Rows looked at for samples.
_SAMPLED = 30

ColumnMap = Mapping[int, str | None]


def read_roster(
    path: str | Path,
    *,
    sheet: str | None = None,
    mapping: ColumnMap | None = None,
    clock: ids.Clock = ids.now,
) -> RosterReading:
    """Everything the roster at `path` says; nothing is stored and the file is not changed.

    `mapping` says what single columns hold (index from 0 → a field of FIELDS, or None for
    nothing) and wins over the header; with it, a file without a header can be read too.
    Raises BadInput: file_missing, file_empty, file_not_readable, file_too_large,
    file_password_protected, file_kind_unknown, too_many_rows, too_many_columns, sheet_missing,
    not_a_roster, no_name_column, no_people; WorldFailed: file_not_permitted, file_unreachable,
    reader_not_started.
    """
    path = Path(path)
    grids, grid = _open(path, sheet)
    columns = _columns(grid, mapping or {})
    fields = {column.field for column in columns}
    if "name" not in fields or (grid.header is None and not mapping):
        raise BadInput(_no_roster_code(path, grid), path=str(path))
    section = group_name(grid.sheet) if is_numbered_group(grid.sheet) else ""
    body = read_body(grid, columns, section=section, today=clock().date())
    if not body.people:
        raise BadInput("no_people", path=str(path))
    others = [
        Attention(row=0, column="", code="sheet_not_read", text=other.sheet)
        for other in grids
        if other is not grid and _fitness(other)[0] and sheet is None
    ]
    return RosterReading(
        sheet=grid.sheet,
        header_rows=_header_rows(grid),
        columns=columns,
        people=body.people,
        skipped=body.skipped,
        attention=(*others, *body.attention),
    )


def preview(
    path: str | Path, *, sheet: str | None = None, mapping: ColumnMap | None = None, rows: int = 20
) -> Preview:
    """The first rows and the columns as understood, also where no header was found.

    Raises as `read_roster`, but never not_a_roster, no_name_column or no_people.
    """
    grids, grid = _open(Path(path), sheet)
    return Preview(
        sheet=grid.sheet,
        sheets=tuple(each.sheet for each in grids),
        header_rows=_header_rows(grid),
        columns=_columns(grid, mapping or {}),
        rows=tuple(tuple(map(shown, row)) for row in grid.rows[:rows]),
    )


def _open(path: Path, sheet: str | None) -> tuple[list[Grid], Grid]:
    grids = read_grids(path)
    if sheet is None:
        return grids, max(grids, key=_fitness)
    for grid in grids:
        if grid.sheet == sheet:
            return grids, grid
    raise BadInput("sheet_missing", path=str(path), sheet=sheet)


def _fitness(grid: Grid) -> tuple[bool, int, int]:
    if grid.header is None:
        return False, 0, len(grid.rows)
    return "name" in grid.header.fields, grid.header.score, len(grid.rows)


def _no_roster_code(path: Path, grid: Grid) -> str:
    # A text that calls itself a workbook is no roster and no workbook either.
    is_text = not grid.sheet and path.suffix.lower() in (".xlsx", ".xls", ".ods", ".xlsm")
    if is_text:
        return "file_not_readable"
    return "no_name_column" if grid.header else "not_a_roster"


def _header_rows(grid: Grid) -> tuple[int, ...]:
    return tuple(row + 1 for row in grid.header.rows) if grid.header else ()


def _columns(grid: Grid, mapping: ColumnMap) -> tuple[Column, ...]:
    width = max(map(len, grid.rows), default=0)
    header = grid.header
    titles = header.titles if header else ("",) * width
    fields: list[str | None] = list(header.fields) if header else [None] * width
    for index, field in mapping.items():
        if field and field not in FIELDS:
            raise ValueError(f"no such field: {field}")
        if field and field not in SHARED_FIELDS:
            fields = [None if each == field else each for each in fields]
        if 0 <= index < width:
            fields[index] = field or None
    first = header.rows[-1] + 1 if header else 0
    body = grid.rows[first : first + _SAMPLED]
    return tuple(
        Column(
            index=index,
            title=titles[index],
            field=fields[index],
            samples=tuple(dict.fromkeys(shown(row[index]) for row in body if row[index] != ""))[
                :_SAMPLES
            ],
        )
        for index in range(width)
    )
