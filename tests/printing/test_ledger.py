"""The books of a year as PDF and as workbook: all columns, one size, days that stay days."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest
from msgspec.structs import replace

from xieshang_desktop.domain.documents import (
    ConsultationLedger,
    LedgerRow,
    NoteRow,
    NotesBook,
    PlanRow,
    ResultRow,
    ResultsList,
    YearBook,
    YearPlanBook,
)
from xieshang_desktop.errors import BadInput
from xieshang_desktop.printing.checking import check
from xieshang_desktop.printing.papers import render
from xieshang_desktop.printing.preview import open_pages
from xieshang_desktop.printing.texts import texts
from xieshang_desktop.printing.workbook import render_workbook

ROW = LedgerRow(
    topic_number="2026-07",
    topic="三组、五组之间的村道硬化",
    source="群众出题",
    topic_class="道路交通",
    proposer="𬭚大勇",
    proposed_on=date(2025, 12, 30),
    screening="列入协商",
    form="会议协商",
    held_on=date(2026, 3, 12),
    place="村委会二楼会议室",
    first_convenor="李建国",
    second_convenor="尉迟明",
    chair="李建国",
    recorder="王小梅",
    expected=36,
    present=30,
    women=12,
    party_members=5,
    cppcc_members=1,
    stakeholders=9,
    notice_on=date(2026, 3, 2),
    posted_on=date(2026, 3, 16),
    posted_until=date(2026, 4, 1),
    outcome="达成共识",
    adopted="采纳",
    responsible_unit="村委会",
    responsible_person="李建国",
    due=date(2026, 4, 30),
    carried_out="已办结",
    answered_on=date(2026, 5, 6),
    satisfaction=96,
    archive_number="2026-03",
    attachments=2,
)
WAITING = LedgerRow(
    topic_number="2026-08",
    topic="路灯",
    source="网格筛题",
    topic_class="供电和照明",
    proposer="李德发",
    proposed_on=date(2026, 3, 1),
    screening="待筛选",
)
COMMON = {"unit": "槐树湾村", "issued_on": date(2026, 11, 22), "year": 2026}
LEDGER = ConsultationLedger(rows=(ROW, WAITING), **COMMON)
RESULTS = ResultsList(
    rows=(
        ResultRow(
            decided_on=date(2026, 3, 12),
            topic="村道硬化",
            outcome="达成共识",
            text="路宽3.5米",
            measures="报奖补\n放线",
            responsible="村委会",
            due=date(2026, 4, 30),
            progress="办理中（1/2）",
        ),
    ),
    **COMMON,
)
PLAN = YearPlanBook(
    rows=(PlanRow(month="3月", subject="春耕用水", form="会议协商", held_on=date(2026, 3, 12)),),
    **COMMON,
)
NOTES = NotesBook(
    rows=(NoteRow(told_on=date(2026, 3, 2), channel="走访", teller="䶮小燕", text="水渠堵了"),),
    **COMMON,
)
BOOKS = (LEDGER, RESULTS, PLAN, NOTES)


def by_form(book: YearBook) -> str:
    return book.FORM


def heads(book: YearBook) -> list[str]:
    """The heads of all columns in the form of a book."""
    tables = texts(book.FORM).tables.values()
    return list(dict.fromkeys(column.head for table in tables for column in table.columns))


def sheet_of(book: YearBook) -> Any:
    return openpyxl.load_workbook(io.BytesIO(render_workbook(book))).worksheets[0]


def test_the_ledger_offers_every_column() -> None:
    offered = """
        序号 议题编号 议题名称 来源 类别 提出人 提出日期 筛选结论
        协商形式 时间 地点 第一召集人 第二召集人 主持 记录
        应到 实到 其中妇女 其中党员 政协委员 利益相关方 通知日期
        公示起 公示止 协商结果 采纳 责任单位 责任人 时限 落实 反馈日期 满意度% 归档号 附件数
    """
    assert heads(LEDGER) == offered.split()


@pytest.mark.parametrize("book", BOOKS, ids=by_form)
def test_tables_fill_the_width_of_the_text(book: YearBook) -> None:
    for name, table in texts(book.FORM).tables.items():
        assert sum(column.width for column in table.columns) == pytest.approx(225), name


@pytest.mark.parametrize("book", BOOKS, ids=by_form)
def test_a_book_lies_on_its_side_and_passes_the_check(book: YearBook) -> None:
    rows = book.rows * 60
    made = render(replace(book, rows=rows))
    checked = check(made.pdf)
    assert checked.findings == ()
    assert made.pages > 1
    source = open_pages(made.pdf)
    width, height = source.size(0)
    source.close()
    assert width > height
    assert render(replace(book, rows=rows)).pdf == made.pdf


@pytest.mark.parametrize("book", BOOKS, ids=by_form)
def test_an_empty_year_is_a_sheet_that_says_so(book: YearBook) -> None:
    made = render(replace(book, rows=()))
    assert made.pages == 1
    assert check(made.pdf).findings == ()
    assert sheet_of(replace(book, rows=())).cell(4, 1).value.startswith("本年度")


def test_hostile_cells_are_set_and_nothing_is_lost() -> None:
    rows = (
        replace(
            ROW, topic="长" * 300, proposer="\u202e\x07王小二", place="=1+1", screening="字" * 5000
        ),
        replace(ROW, topic="\ufffe\ud800🚜", responsible_person=""),
    )
    book = replace(LEDGER, rows=rows)
    made = render(book)
    assert made.pages > 1
    assert {f.character for f in made.fallbacks if f.missing} >= {"🚜"}
    sheet = sheet_of(book)
    assert sheet.cell(4, 6).value == "王小二"
    assert "〓" in sheet.cell(5, 3).value


def test_a_form_that_asks_for_an_unknown_field_is_named(tmp_path: Any) -> None:
    (tmp_path / "year_plan.toml").write_text(
        '[tables.activities]\ncolumns = [{ field = "phone", head = "电话", width = 225 }]\n',
        "utf-8",
    )
    for make in (render, render_workbook):
        with pytest.raises(BadInput, match="form_text_unknown_field"):
            make(PLAN, forms=tmp_path)


@pytest.mark.parametrize("book", BOOKS, ids=by_form)
def test_a_workbook_has_each_column_once_with_its_head_frozen(book: YearBook) -> None:
    sheet = sheet_of(book)
    assert [cell.value for cell in sheet[3]] == heads(book)
    assert sheet.freeze_panes.endswith("4")
    assert sheet.cell(1, 1).value.startswith("2026年")
    assert "槐树湾村" in sheet.cell(2, 1).value
    assert all(dimension.width >= 6 for dimension in sheet.column_dimensions.values())


def test_days_are_days_and_counts_are_numbers() -> None:
    sheet = sheet_of(LEDGER)
    row = {cell.value: sheet.cell(4, cell.column) for cell in sheet[3]}
    assert row["提出日期"].value == datetime(2025, 12, 30)  # noqa: DTZ001 - cells have no zone
    assert row["提出日期"].is_date
    assert (row["应到"].value, row["满意度%"].value, row["序号"].value) == (36, 96, 1)
    assert row["议题编号"].value == "2026-07"
    assert row["议题编号"].number_format == "@"
    waiting = {cell.value: sheet.cell(5, cell.column).value for cell in sheet[3]}
    assert (waiting["应到"], waiting["时间"], waiting["协商结果"]) == (None, None, None)


@pytest.mark.parametrize("words", ["=1+1", "+86", "-3", "@SUM(A1)", "=cmd|' /C calc'!A0", "000123"])
def test_text_stays_text_whatever_it_looks_like(words: str) -> None:
    cell = sheet_of(replace(NOTES, rows=(replace(NOTES.rows[0], text=words),))).cell(4, 6)
    assert (cell.value, cell.data_type, cell.number_format) == (words, "s", "@")
    assert cell.quotePrefix == words.startswith(("=", "+", "-", "@"))


@pytest.mark.parametrize("book", BOOKS, ids=by_form)
def test_a_workbook_is_ready_to_print_and_always_the_same(book: YearBook) -> None:
    file = render_workbook(book)
    assert file == render_workbook(book)
    loaded = openpyxl.load_workbook(io.BytesIO(file))
    sheet = loaded.worksheets[0]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToWidth == len(texts(book.FORM).tables)
    assert sheet.print_title_rows == "$1:$3"
    assert sheet.oddFooter.right.text == sheet.evenFooter.left.text == "— &P —"
    assert loaded.properties.creator == loaded.properties.lastModifiedBy == "槐树湾村"
    assert loaded.properties.created == loaded.properties.modified == datetime(2026, 11, 22)  # noqa: DTZ001
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        assert {info.date_time for info in package.infolist()} == {(2026, 11, 22, 0, 0, 0)}
