"""月度汇总: what the clerk wrote is kept in the journal and stands on the paper with figures."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from tests.printing.reading import dense, pdfium_text
from tests.township.making import a_small_township
from xieshang_desktop.domain import periods
from xieshang_desktop.domain.documents.summary import SummaryPaper
from xieshang_desktop.domain.figures import Figure
from xieshang_desktop.domain.township import MonthlySummary
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.office_files import as_word, save_ways
from xieshang_desktop.services.papers import render
from xieshang_desktop.storage import journal
from xieshang_desktop.township.monthly import (
    compose_summary,
    summary_of,
    summary_paper,
    write_summary,
)
from xieshang_desktop.township.rollup import open_rollup

OCTOBER = periods.month(2026, 10)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = a_small_township(tmp_path)
    yield desk
    desk.close()


def write(desk: Desk, judgement: str = "路灯多了。") -> None:
    write_summary(desk, OCTOBER, judgement=judgement, problems="办理慢。", experience="会前走访。")


def test_what_was_written_is_kept_with_who_and_when(desk: Desk) -> None:
    assert summary_of(desk, OCTOBER).judgement == ""
    write(desk)
    kept = summary_of(desk, OCTOBER)
    assert (kept.judgement, kept.problems, kept.experience) == (
        "路灯多了。",
        "办理慢。",
        "会前走访。",
    )
    assert (kept.made_by, kept.made_on) == ("周敏", date(2026, 11, 20))
    with desk.store.read() as reader:
        entry = journal.newest(reader, desk.store.line)
    assert entry is not None
    assert entry.read_header().kind == "summary_written"


def test_the_same_words_are_not_written_twice_and_others_take_their_place(desk: Desk) -> None:
    write(desk)
    with desk.store.read() as reader:
        before = journal.newest(reader, desk.store.line)
    write(desk)
    with desk.store.read() as reader:
        assert journal.newest(reader, desk.store.line) == before
    write(desk, "垃圾清运多了。")
    assert summary_of(desk, OCTOBER).judgement == "垃圾清运多了。"
    with desk.store.read() as reader:
        assert [summary.id for summary in reader.all(MonthlySummary)] == ["2026-10"]


def test_the_paper_has_the_figures_of_the_roll_up(desk: Desk) -> None:
    write(desk)
    rollup = open_rollup(desk, OCTOBER)
    paper = summary_paper(desk, OCTOBER)
    told = {row.name: row for row in paper.figures}
    outcomes = rollup.figures[Figure.OUTCOMES]
    assert (told["协商结果"].now, told["协商结果"].before) == (
        str(outcomes.count),
        str(outcomes.before),
    )
    assert told["群众满意度"].now == f"{rollup.satisfaction}%"
    assert told["在办事项"].kinds == "截至2026年11月20日"
    assert [row.topic for row in paper.villages] == [
        *(line.name for line in rollup.villages),
        "合计",
    ]
    assert paper.villages[-1].meetings == rollup.figures[Figure.MEETINGS].count
    assert sum(row.consensus for row in paper.villages[:-1]) == paper.villages[-1].consensus


def test_it_is_printed_and_saved_like_any_other_paper(desk: Desk) -> None:
    write(desk)
    composed = compose_summary(desk, OCTOBER)
    assert composed.name == "月度汇总 2026年10月.pdf"
    text = dense(pdfium_text(render(composed)))
    assert "2026年10月协商议事工作情况汇总" in text
    assert "四、经验会前走访。" in text
    ways = {way.suffix: way for way in save_ways(composed)}
    assert ways.keys() == {".docx", ".xlsx"}
    sheet = openpyxl.load_workbook(io.BytesIO(ways[".xlsx"].make())).worksheets[0]
    assert "会前走访。" in [cell.value for row in sheet for cell in row]
    assert as_word(composed)


def test_a_township_without_villages_prints_that_there_are_none(tmp_path: Path) -> None:
    desk = a_small_township(tmp_path, villages=0)
    paper = summary_paper(desk, OCTOBER)
    assert isinstance(paper, SummaryPaper)
    assert (paper.villages, paper.covered) == ((), "还没有登记的村（社区）。")
    assert "还没有登记" in dense(pdfium_text(render(compose_summary(desk, OCTOBER))))
    desk.close()


def test_a_quarter_and_a_year_have_their_paper_too(desk: Desk) -> None:
    for period, words in (
        (periods.quarter(2026, 3), "2026年第三季度"),
        (periods.year(2026), "2026年"),
        (periods.days(date(2026, 9, 3), date(2026, 10, 9)), "2026年9月3日至10月9日"),
    ):
        assert summary_paper(desk, period).title == f"{words}协商议事工作情况汇总"
