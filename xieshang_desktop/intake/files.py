"""What kind of file was given, judged by its content, and whether it may be read safely."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from pathlib import Path
from typing import Literal

from xieshang_desktop.errors import BadInput, WorldFailed

Kind = Literal["xlsx", "xls", "ods", "text"]

#: Rows with content that one roster may have; the largest villages have about 10,000 people.
MOST_ROWS = 50_000
#: Bytes that are read at most, packed and unpacked.
MOST_BYTES = 100 << 20
MOST_UNPACKED = 400 << 20

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FOREIGN = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"Rar!",
    b"7z\xbc\xaf",
    b"{\\rtf",
    b"II*\0",
)
#: What the standard library raises for archives whose inner offsets or names make no sense.
_DAMAGE = (EOFError, KeyError, OSError, ValueError)
_CHUNK = 1 << 20
_OVERLAP = 300

#: A cell with content in row 100,000 or later, or beyond column CZ. The spreadsheet reader lays a
#: sheet out as a full rectangle, and one stray cell in the last corner would need half a terabyte.
_FAR_XLSX = re.compile(
    rb"""r=["'](?:[A-Z]{1,3}(\d{6,})|(?:[A-Z]{3}|[D-Z][A-Z])(\d+))["'][^>]*(?<!/)>(?!</)"""
)
_ODS_ROW = re.compile(rb"<table:table-row\b[^>]*>")
_ODS_ROWS_REPEATED = re.compile(rb"""number-rows-repeated=["'](\d+)""")
#: A cell repeated a hundred times or more that has content, or content after it.
_FAR_ODS = re.compile(
    rb"""<table:[a-z-]*cell\b[^>]*number-columns-repeated=["']\d{3,}["'][^>]*"""
    rb"""(?:(?<!/)>|(?<=/)>(?:\s*<table:[a-z-]*cell\b[^>]*/>)*\s*<table:[a-z-]*cell\b[^>]*(?<!/)>)"""
)


def read_bytes(path: Path) -> bytes:
    """The whole file, or BadInput / WorldFailed where it cannot be had."""
    try:
        with path.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except FileNotFoundError as error:
        raise BadInput("file_missing", path=str(path)) from error
    except IsADirectoryError as error:
        raise BadInput("file_not_readable", path=str(path)) from error
    except PermissionError as error:
        code = "file_not_readable" if path.is_dir() else "file_not_permitted"
        raise WorldFailed(code, path=str(path)) from error
    except OSError as error:
        raise WorldFailed("file_unreachable", path=str(path), reason=str(error)) from error
    if len(data) > MOST_BYTES:
        raise BadInput("file_too_large", path=str(path), megabytes=MOST_BYTES >> 20)
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise BadInput("file_empty", path=str(path))
    return data


def kind_of(data: bytes, path: Path) -> Kind:
    """The kind by content, whatever the name says; BadInput where it is none that can be read."""
    if data.startswith(b"PK\x03\x04"):
        return _kind_of_zip(data, path)
    if data.startswith(_OLE):
        return _kind_of_ole(data, path)
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if data.startswith(_FOREIGN) or head.startswith((b"<html", b"<!doctype", b"<table", b"<?xml")):
        raise BadInput("file_kind_unknown", path=str(path), kind=path.suffix.lower())
    return "text"


def _kind_of_zip(data: bytes, path: Path) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            names = set(parts.namelist())
            if sum(part.file_size for part in parts.infolist()) > MOST_UNPACKED:
                raise BadInput("file_too_large", path=str(path), megabytes=MOST_UNPACKED >> 20)
            if "xl/workbook.xml" in names:
                for name in sorted(names):
                    if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                        _refuse_far_cells(parts, name, path)
                return "xlsx"
            if "content.xml" in names and b"opendocument.spreadsheet" in _start(parts, "mimetype"):
                if b"encryption-data" in parts.read("META-INF/manifest.xml"):
                    raise BadInput("file_password_protected", path=str(path))
                _refuse_long_ods(parts.read("content.xml"), path)
                return "ods"
    except (zipfile.BadZipFile, zlib.error, struct.error, *_DAMAGE) as error:
        raise BadInput("file_not_readable", path=str(path)) from error
    except (RuntimeError, NotImplementedError) as error:  # how zipfile says: encrypted, odd method
        raise BadInput("file_password_protected", path=str(path)) from error
    raise BadInput("file_kind_unknown", path=str(path), kind=path.suffix.lower())


def _kind_of_ole(data: bytes, path: Path) -> Kind:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise BadInput("file_password_protected", path=str(path))
    kind = path.suffix.lower()
    if kind != ".xls" and (kind == ".et" or "Workbook".encode("utf-16-le") not in data):
        raise BadInput("file_kind_unknown", path=str(path), kind=kind)
    return "xls"


def _start(parts: zipfile.ZipFile, name: str) -> bytes:
    with parts.open(name) as stream:
        return stream.read(200)


def _refuse_far_cells(parts: zipfile.ZipFile, name: str, path: Path) -> None:
    tail = b""
    with parts.open(name) as stream:
        while chunk := stream.read(_CHUNK):
            if far := _FAR_XLSX.search(tail + chunk):
                if far[1]:
                    raise BadInput("too_many_rows", path=str(path), limit=MOST_ROWS)
                raise BadInput("too_many_columns", path=str(path))
            tail = chunk[-_OVERLAP:]


def _refuse_long_ods(content: bytes, path: Path) -> None:
    if _FAR_ODS.search(content):
        raise BadInput("too_many_columns", path=str(path))
    rows = 0
    starts = [match.span() for match in _ODS_ROW.finditer(content)]
    ends = [start for start, _ in starts[1:]] + [len(content)]
    for (start, tag_end), end in zip(starts, ends, strict=True):
        repeated = _ODS_ROWS_REPEATED.search(content, start, tag_end)
        rows += int(repeated[1]) if repeated else 1
        if rows > 2 * MOST_ROWS and content.find(b"<text:p", tag_end, end) >= 0:
            raise BadInput("too_many_rows", path=str(path), limit=MOST_ROWS)
