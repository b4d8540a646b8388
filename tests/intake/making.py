"""Rosters and broken files made for a test."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from openpyxl import Workbook

ROSTERS = Path(__file__).resolve().parents[1] / "data" / "rosters"

HEADER = ("姓名", "性别", "组别", "身份证号", "联系电话")
PEOPLE = (
    ("张三", "男", "1组", "990000197003070014", "19900000001"),
    ("李秀英", "女", "2组", "990000198512120029", "19900000002"),
)


def make_xlsx(
    path: Path, rows: Iterable[Sequence[object]], *, merge: Iterable[str] = (), sheet: str = "名册"
) -> Path:
    """An .xlsx of one sheet with these rows and merged ranges."""
    return make_book(path, {sheet: rows}, merge=merge)


def make_book(
    path: Path,
    sheets: dict[str, Iterable[Sequence[object]]],
    *,
    merge: Iterable[str] = (),
    hidden: Iterable[str] = (),
) -> Path:
    """An .xlsx with several sheets; the ranges are merged in the first."""
    book = Workbook()
    del book[book.sheetnames[0]]
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    for cells in merge:
        book.worksheets[0].merge_cells(cells)
    for name in hidden:
        book[name].sheet_state = "hidden"
    book.save(path)
    return path


def make_csv(
    path: Path,
    rows: Iterable[Sequence[str]],
    *,
    encoding: str = "utf-8",
    delimiter: str = ",",
) -> Path:
    """A text table, lines ended as Windows ends them."""
    text = "".join(delimiter.join(row) + "\r\n" for row in rows)
    path.write_bytes(text.encode(encoding))
    return path


def make_ods(path: Path, rows_xml: str, *, encrypted: bool = False) -> Path:
    """An .ods whose only table holds `rows_xml`."""
    names = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content'
        f' xmlns:office="{names}:office:1.0" xmlns:table="{names}:table:1.0"'
        f' xmlns:text="{names}:text:1.0"><office:body><office:spreadsheet>'
        f'<table:table table:name="名册">{rows_xml}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    secret = "<manifest:encryption-data/>" if encrypted else ""
    manifest = (
        f'<manifest:manifest xmlns:manifest="{names}:manifest:1.0">{secret}</manifest:manifest>'
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        parts.writestr("META-INF/manifest.xml", manifest)
        parts.writestr("content.xml", content)
    return path


def ods_cell(text: str, attributes: str = "") -> str:
    """One cell of an .ods; an empty one without text."""
    if not text:
        return f"<table:table-cell {attributes}/>"
    return (
        f'<table:table-cell office:value-type="string" {attributes}>'
        f"<text:p>{text}</text:p></table:table-cell>"
    )


def ods_rows(rows: Iterable[Sequence[str]]) -> str:
    """Rows of an .ods from texts."""
    return "".join(
        f"<table:table-row>{''.join(map(ods_cell, row))}</table:table-row>" for row in rows
    )


def change_sheet(path: Path, source: Path, sheet_xml: bytes) -> Path:
    """The workbook `source` with its first sheet's XML replaced."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            data = old.read(part)
            new.writestr(part, sheet_xml if part.filename.endswith("/sheet1.xml") else data)
    return path


def sheet_xml(rows_xml: str) -> bytes:
    """The XML of a worksheet with these rows."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    buffer = io.StringIO()
    buffer.write(f'<worksheet xmlns="{space}"><sheetData>{rows_xml}</sheetData></worksheet>')
    return buffer.getvalue().encode()
