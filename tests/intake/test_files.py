"""Files that are damaged, locked, too large, of another kind, or called by a wrong name."""

from __future__ import annotations

import contextlib
import random
import subprocess
import sys
import zipfile
from pathlib import Path

import msgspec
import pytest

from tests.intake.making import (
    HEADER,
    PEOPLE,
    ROSTERS,
    change_sheet,
    make_csv,
    make_ods,
    make_xlsx,
    ods_cell,
    ods_rows,
    sheet_xml,
)
from xieshang_desktop.errors import BadInput, Problem, WorldFailed
from xieshang_desktop.intake import files
from xieshang_desktop.intake.roster import read_roster
from xieshang_desktop.intake.xls_process import answer

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def code_for(path: Path) -> str:
    with pytest.raises(Problem) as caught:
        read_roster(path)
    return caught.value.code


def cell(reference: str, text: str) -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return make_xlsx(tmp_path / "good.xlsx", [HEADER, *PEOPLE])


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert code_for(tmp_path / "名册.xlsx") == "file_missing"


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert code_for(tmp_path) == "file_not_readable"


@pytest.mark.parametrize("content", [b"", b"\r\n \r\n", b"\xef\xbb\xbf", bytes(4096)])
def test_a_file_with_nothing_in_it(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "名册.xlsx"
    path.write_bytes(content)
    assert code_for(path) == "file_empty"


def test_a_workbook_with_nothing_in_it(tmp_path: Path) -> None:
    assert code_for(make_xlsx(tmp_path / "名册.xlsx", [])) == "file_empty"


def test_a_file_that_may_not_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "locked")

    path = tmp_path / "名册.xlsx"
    path.write_bytes(b"x")
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(WorldFailed, match="file_not_permitted"):
        read_roster(path)


def test_a_drive_that_was_pulled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "open", fail)
    with pytest.raises(WorldFailed, match="file_unreachable"):
        read_roster(tmp_path / "名册.xlsx")


def test_a_text_that_calls_itself_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "名册.xlsx"
    path.write_text("这是一封信，不是花名册。\n第二行。\n", encoding="utf-8")
    assert code_for(path) == "file_not_readable"


def test_a_letter_is_no_roster(tmp_path: Path) -> None:
    path = tmp_path / "信.txt"
    path.write_text("各位村民：\n明天上午开会，请准时参加。\n", encoding="utf-8")
    assert code_for(path) == "not_a_roster"


def test_a_table_that_calls_itself_a_workbook_is_read(tmp_path: Path) -> None:
    path = make_csv(tmp_path / "名册.xlsx", [HEADER, *PEOPLE], encoding="gb18030")
    assert [p.name for p in read_roster(path).people] == ["张三", "李秀英"]


def test_a_workbook_that_calls_itself_otherwise_is_read(good: Path, tmp_path: Path) -> None:
    for name in ("名册.xls", "名册.csv", "名册.et", "名册"):
        path = tmp_path / name
        path.write_bytes(good.read_bytes())
        assert len(read_roster(path).people) == 2


def test_every_way_to_cut_a_workbook_is_noticed(good: Path, tmp_path: Path) -> None:
    data = good.read_bytes()
    for length in range(4, len(data) - 22, 97):
        path = tmp_path / "cut.xlsx"
        path.write_bytes(data[:length])
        assert code_for(path) == "file_not_readable"


def test_damaged_workbooks_are_refused_or_read_but_never_end_the_program(
    good: Path, tmp_path: Path
) -> None:
    chance = random.Random(7)  # noqa: S311 - the same damage each time
    data = good.read_bytes()
    seen = set()
    for _ in range(150):
        damaged = bytearray(data)
        for _ in range(chance.choice((1, 3, 30))):
            damaged[chance.randrange(len(data))] = chance.randrange(256)
        path = tmp_path / "damaged.xlsx"
        path.write_bytes(damaged)
        with contextlib.suppress(Problem):
            seen.add(len(read_roster(path).people))
    assert seen <= {2}


@pytest.mark.parametrize("cut", [(60_000, 64_000), (1_000, 1_500), (200_000, 200_001)])
def test_a_damaged_xls_is_read_apart_and_cannot_end_the_program(
    tmp_path: Path, cut: tuple[int, int]
) -> None:
    data = (ROSTERS / "roster-village.xls").read_bytes()
    path = tmp_path / "名册.xls"
    path.write_bytes(data[: cut[0]] + data[cut[1] :])
    assert code_for(path) in {"file_not_readable", "not_a_roster"}


def test_the_process_that_reads_an_xls_answers_with_sheets_or_a_code() -> None:
    data = (ROSTERS / "roster-village.xls").read_bytes()
    whole = msgspec.msgpack.decode(answer(data))
    assert (whole["code"], whole["sheets"][0]["name"]) == ("", "Sheet1")
    damaged = msgspec.msgpack.decode(answer(data[:3000]))
    assert (damaged["code"], damaged["sheets"]) == ("file_not_readable", [])


def test_no_process_to_read_an_xls_with(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(WorldFailed, match="reader_not_started"):
        read_roster(ROSTERS / "roster-village.xls")


def test_an_encrypted_workbook_asks_for_its_password_to_be_removed(tmp_path: Path) -> None:
    path = tmp_path / "名册.xlsx"
    path.write_bytes(OLE + bytes(1024) + "EncryptedPackage".encode("utf-16-le") + bytes(1024))
    assert code_for(path) == "file_password_protected"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("名册.et", OLE + bytes(512) + "Workbook".encode("utf-16-le")),
        ("名册.doc", OLE + bytes(512) + "WordDocument".encode("utf-16-le")),
        ("名册.pdf", b"%PDF-1.7\n"),
        ("名册.jpg", b"\xff\xd8\xff\xe0rest"),
        ("名册.xls", b"<html><table><tr><td>\xe5\xa7\x93</td></tr></table></html>"),
        ("名册.xls", b'\xef\xbb\xbf<?xml version="1.0"?><Workbook/>'),
    ],
)
def test_other_kinds_of_file_are_named(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(BadInput) as caught:
        read_roster(path)
    assert caught.value.code == "file_kind_unknown"
    assert caught.value.facts["kind"] == path.suffix


def test_an_encrypted_ods_asks_for_its_password_to_be_removed(tmp_path: Path) -> None:
    path = make_ods(tmp_path / "名册.ods", ods_rows([HEADER, *PEOPLE]), encrypted=True)
    assert code_for(path) == "file_password_protected"


def test_another_kind_of_archive_is_named(tmp_path: Path) -> None:
    path = tmp_path / "名册.docx"
    with zipfile.ZipFile(path, "w") as parts:
        parts.writestr("word/document.xml", "<document/>")
    assert code_for(path) == "file_kind_unknown"


def test_two_hundred_thousand_rows_are_refused(good: Path, tmp_path: Path) -> None:
    rows = "".join(
        f'<row r="{n}">{cell(f"A{n}", "张三")}{cell(f"B{n}", "男")}</row>'
        for n in range(1, 200_001)
    )
    path = change_sheet(tmp_path / "long.xlsx", good, sheet_xml(rows))
    with pytest.raises(BadInput) as caught:
        read_roster(path)
    assert (caught.value.code, caught.value.facts["limit"]) == ("too_many_rows", 50_000)


def test_sixty_thousand_rows_are_refused_and_empty_ones_do_not_count(
    good: Path, tmp_path: Path
) -> None:
    head = f'<row r="1">{cell("A1", "姓名")}{cell("B1", "性别")}</row>'

    def rows(value: str) -> bytes:
        body = (f'<row r="{n}"><c r="A{n}" s="0"{value}</row>' for n in range(3, 60_003))
        person = f'<row r="2">{cell("A2", "张三")}{cell("B2", "男")}</row>'
        return sheet_xml(head + person + "".join(body))

    full = change_sheet(tmp_path / "full.xlsx", good, rows("><v>1</v></c>"))
    assert code_for(full) == "too_many_rows"
    bare = change_sheet(tmp_path / "bare.xlsx", good, rows("/>"))
    assert len(read_roster(bare).people) == 1


def test_a_long_text_table_is_refused(tmp_path: Path) -> None:
    path = make_csv(tmp_path / "名册.csv", [HEADER, *[PEOPLE[0]] * 50_001])
    assert code_for(path) == "too_many_rows"


def test_a_stray_cell_in_the_last_corner_is_refused_before_it_is_laid_out(
    good: Path, tmp_path: Path
) -> None:
    row = f'<row r="1">{cell("A1", "姓名")}</row>'
    far = {
        "too_many_rows": f'<row r="1048576">{cell("A1048576", "x")}</row>',
        "too_many_columns": f'<row r="2">{cell("XFD2", "x")}</row>',
    }
    for code, stray in far.items():
        assert code_for(change_sheet(tmp_path / "far.xlsx", good, sheet_xml(row + stray))) == code


def test_formats_without_content_in_the_last_corner_do_not_matter(
    good: Path, tmp_path: Path
) -> None:
    rows = (
        f'<row r="1">{cell("A1", "姓名")}{cell("B1", "性别")}</row>'
        f'<row r="2">{cell("A2", "张三")}{cell("B2", "男")}</row>'
        '<row r="1048576" s="1"><c r="XFD1048576" s="1"/><c r="XFD1048576" s="1"></c></row>'
    )
    path = change_sheet(tmp_path / "formats.xlsx", good, sheet_xml(rows))
    assert len(read_roster(path).people) == 1


def test_an_ods_may_repeat_empty_cells_but_not_full_ones(tmp_path: Path) -> None:
    people = ods_rows([HEADER, *PEOPLE])
    empty_end = (
        '<table:table-row table:number-rows-repeated="1048570">'
        '<table:table-cell table:number-columns-repeated="1000"/>'
        '<table:table-cell table:number-columns-repeated="15384"/></table:table-row>'
    )
    assert len(read_roster(make_ods(tmp_path / "1.ods", people + empty_end)).people) == 2
    far_row = people + empty_end + ods_rows([["x"]])
    assert code_for(make_ods(tmp_path / "2.ods", far_row)) == "too_many_rows"
    wide = ods_cell("", 'table:number-columns-repeated="16000"') + ods_cell("x")
    far_cell = f"{people}<table:table-row>{wide}</table:table-row>"
    assert code_for(make_ods(tmp_path / "3.ods", far_cell)) == "too_many_columns"
    repeated = ods_cell("x", 'table:number-columns-repeated="16384"')
    full = f"{people}<table:table-row>{repeated}</table:table-row>"
    assert code_for(make_ods(tmp_path / "4.ods", full)) == "too_many_columns"


def test_an_archive_that_unfolds_without_end_is_refused(
    good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MOST_UNPACKED", 1000)
    assert code_for(good) == "file_too_large"
    monkeypatch.setattr(files, "MOST_BYTES", 1000)
    assert code_for(good) == "file_too_large"


def test_reading_changes_nothing_on_disk(good: Path, tmp_path: Path) -> None:
    before = good.read_bytes()
    good.chmod(0o444)
    tmp_path.chmod(0o555)
    try:
        read_roster(good)
        assert good.read_bytes() == before
        assert [path.name for path in tmp_path.iterdir()] == ["good.xlsx"]
    finally:
        tmp_path.chmod(0o755)


def test_the_spreadsheet_reader_is_loaded_only_to_read_a_workbook() -> None:
    code = (
        "import sys; import xieshang_desktop.intake.roster as r;"
        f"r.read_roster({str(ROSTERS / 'roster-gb18030.csv')!r});"
        "sys.exit('python_calamine' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
