"""月度汇总 on paper and as a workbook."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
from msgspec.structs import replace

from tests.printing.reading import dense, pdfium_text
from tests.printing.samples_summary import SUMMARY
from xieshang_desktop.printing.checking import check
from xieshang_desktop.printing.papers import render
from xieshang_desktop.printing.texts import texts
from xieshang_desktop.printing.workbook import render_workbook


def sheet() -> Any:
    return openpyxl.load_workbook(io.BytesIO(render_workbook(SUMMARY.book()))).worksheets[0]


def test_the_four_parts_stand_in_their_order() -> None:
    text = dense(pdfium_text(render(SUMMARY).pdf))
    places = [text.index(head) for head in ("一、汇总", "二、研判", "三、问题", "四、经验")]
    assert places == sorted(places)
    assert "柳河镇协商议事工作办公室2026年11月2日" in text
    assert "超过90天没有协商活动记录的有：柳河镇上杨村。" in text


def test_a_part_that_nobody_wrote_has_no_head() -> None:
    text = dense(pdfium_text(render(replace(SUMMARY, judgement="", problems="")).pdf))
    assert "研判" not in text
    assert "二、经验" in text


@pytest.mark.parametrize("villages", [3, 120])
def test_it_passes_the_check_of_papers(villages: int) -> None:
    made = render(replace(SUMMARY, villages=SUMMARY.villages[:3] * (villages // 3)))
    assert check(made.pdf).findings == ()


def test_tables_fill_the_width_of_the_text() -> None:
    for paper, width in ((SUMMARY.FORM, 156), (SUMMARY.book().FORM, 225)):
        for name, table in texts(paper).tables.items():
            assert sum(column.width for column in table.columns) == pytest.approx(width), name


def test_the_workbook_has_numbers_and_below_them_what_was_written() -> None:
    made = sheet()
    heads = [cell.value for cell in made[3]]
    assert made.cell(1, 1).value == SUMMARY.title
    assert made.cell(4, heads.index("协商结果") + 1).value == 3
    assert made.cell(7, 1).value == "合计"
    below = [(made.cell(row, 1).value, made.cell(row, 2).value) for row in (8, 9, 10)]
    assert [head for head, _text in below] == ["研判", "问题", "经验"]
    assert below[2][1] == SUMMARY.experience
    assert render_workbook(SUMMARY.book()) == render_workbook(SUMMARY.book())


def test_the_book_is_a_paper_too() -> None:
    made = render(SUMMARY.book())
    assert check(made.pdf).findings == ()
    assert "柳河镇䶮湾社区" in dense(pdfium_text(made.pdf))
