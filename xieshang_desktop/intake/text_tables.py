"""Tables in text files: which encoding, which delimiter, and the rows."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Literal

from xieshang_desktop.domain.names import map_old_gb18030
from xieshang_desktop.errors import BadInput
from xieshang_desktop.intake.files import MOST_ROWS

#: Comma and tab are what spreadsheets write, the semicolon what some of them write in Europe.
DELIMITERS = (",", "\t", ";")
#: More line breaks than this in one cell: a quotation mark was opened and never closed.
_LINES_IN_CELL = 20


def decode(data: bytes, path: Path) -> str:
    """The text of a file in UTF-8, UTF-16 or GB 18030 (the 19 old private codes mapped)."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif b"\0" in data[:4096]:
        little = data[1:4096:2].count(0) >= data[0:4096:2].count(0)
        encodings = ["utf-16-le" if little else "utf-16-be"]
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return map_old_gb18030(text) if encoding == "gb18030" else text
    raise BadInput("file_not_readable", path=str(path))


def split_rows(text: str, delimiter: str, path: Path, most: int | None = None) -> list[list[str]]:
    """The rows of `text`; BadInput too_many_rows past the limit. `most` stops early without it."""
    rows = _rows(text, delimiter, csv.QUOTE_MINIMAL, path, most)
    if rows is None or any(cell.count("\n") > _LINES_IN_CELL for row in rows for cell in row):
        rows = _rows(text, delimiter, csv.QUOTE_NONE, path, most)
    if rows is None:
        raise BadInput("file_not_readable", path=str(path))
    return rows


def _rows(
    text: str, delimiter: str, quoting: Literal[0, 3], path: Path, most: int | None
) -> list[list[str]] | None:
    rows: list[list[str]] = []
    filled = 0
    try:
        lines = io.StringIO(text, newline="")
        for row in csv.reader(lines, delimiter=delimiter, quoting=quoting):
            rows.append([_unwrap(cell) if '"' in cell else cell for cell in row])
            filled += any(row)
            if filled > MOST_ROWS:
                raise BadInput("too_many_rows", path=str(path), limit=MOST_ROWS)
            if most is not None and len(rows) >= most:
                break
    except csv.Error:
        return None
    return rows


def _unwrap(cell: str) -> str:
    # ="990000…" is how some systems keep a spreadsheet from destroying long numbers.
    return cell[2:-1] if cell.startswith('="') and cell.endswith('"') and len(cell) > 2 else cell
