"""Tables: nothing is cut, nothing is too small to read, no date is torn apart."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from tests.printing.forging import Sheet, forged
from tests.printing.reading import Box, dense, lines, pdfium_text, words
from tests.printing.samples import PUBLICITY
from tests.printing.samples_public import DEEDS, IMPLEMENTATION, SUBMISSION, SUPERVISION_REPLY
from xieshang_desktop.domain.documents import Paper
from xieshang_desktop.printing.checking import check
from xieshang_desktop.printing.papers import render
from xieshang_desktop.printing.profile import MM, profile
from xieshang_desktop.printing.rows import Row, paginate

LONG = "".join(f"第{number}句落实情况说明；" for number in range(1, 80)) + "最后一句。"


def long_deeds(paper: Paper) -> Paper:
    return replace(paper, deeds=tuple(replace(deed, state=LONG) for deed in DEEDS))


def sizes(pdf: bytes, page: int) -> list[float]:
    """The sizes of type on a page, in points."""
    return [size(box) for row in lines(pdf, page) for box in row if box.character > " "]


def size(box: Box) -> float:
    return (box.bottom - box.top) * MM


@pytest.mark.parametrize("paper", [IMPLEMENTATION, SUPERVISION_REPLY])
def test_a_row_longer_than_a_page_goes_on_with_its_head_and_loses_nothing(paper: Paper) -> None:
    rendered = render(long_deeds(paper))
    text = dense(pdfium_text(rendered.pdf))
    for number in range(1, 80):
        assert text.count(f"第{number}句落实情况说明；") == 2
    assert text.count("最后一句。") == 2
    assert "……" not in text
    heads = text.count("责任单位（人）")
    assert heads >= 5
    assert check(rendered.pdf).findings == ()


def test_a_row_too_high_for_the_rest_of_its_page_leaves_no_gap() -> None:
    rendered = render(long_deeds(IMPLEMENTATION))
    for page in range(rendered.pages - 2):
        lowest = max(box.bottom for row in lines(rendered.pdf, page)[:-1] for box in row)
        assert lowest > 262 - 16  # two lines of the grid


def test_a_row_is_divided_only_where_lines_stay_together() -> None:
    def divide(room: float) -> tuple[Row, Row] | None:
        return (made(room), made(300 - room)) if 40 <= room <= 260 else None

    def made(height: float) -> Row:
        return Row(height=height, needs=height, free=True)

    page = profile()
    for above, first in ((page.text_height - 100, 100), (page.text_height - 20, 300)):
        row = made(300)
        row.split = divide
        pages = paginate([made(above), row], page)
        assert pages[0][-1].row.height == pytest.approx(first if first < 300 else above, abs=0.1)
        rest = sum(placed.row.height for placed in pages[1])
        assert rest == pytest.approx(300 - first or 300, abs=0.1)


def test_a_signature_takes_the_last_lines_of_a_high_row_with_it() -> None:
    paper = replace(
        SUPERVISION_REPLY,
        deeds=(replace(DEEDS[0], state=LONG[:330]),),
        effect="",
        next_steps="",
        note="",
    )
    rendered = render(paper)
    assert rendered.pages == 2
    assert max(box.bottom for row in lines(rendered.pdf, 0)[:-1] for box in row) > 200
    assert check(rendered.pdf).findings == ()


@pytest.mark.parametrize("paper", [IMPLEMENTATION, SUPERVISION_REPLY, PUBLICITY])
def test_type_in_tables_is_never_under_three_quarters_of_the_notes(paper: Paper) -> None:
    for each in (paper, long_deeds(paper)) if hasattr(paper, "deeds") else (paper,):
        rendered = render(each)
        for page in range(rendered.pages):
            assert min(sizes(rendered.pdf, page)) >= 10.4


@pytest.mark.parametrize("paper", [IMPLEMENTATION, SUPERVISION_REPLY])
def test_a_day_stands_in_one_line_of_its_column_at_full_size(paper: Paper) -> None:
    from datetime import date

    paper = replace(paper, deeds=tuple(replace(d, due=date(2026, 12, 28)) for d in DEEDS))
    pdf = render(paper).pdf
    found = [
        row[words(row).index("2026年12月28日")]
        for row in lines(pdf, 0)
        if "2026年12月28日" in words(row)
    ]
    assert len(found) == 2
    assert all(size(box) == pytest.approx(14, abs=0.2) for box in found)


def test_cells_of_a_column_have_one_size() -> None:
    deeds = (replace(DEEDS[0], state="已办结。"), replace(DEEDS[1], state=LONG[:200]))
    pdf = render(replace(IMPLEMENTATION, deeds=deeds)).pdf
    found = {
        round(size(box))
        for page in (0, 1)
        for row in lines(pdf, page)
        for box in row
        if box.left > 28 + 111.5 and box.character in "已说"
        if "已办结。" in words(row) or "说明" in words(row)
    }
    assert found == {12}


def test_a_line_that_fits_goes_before_the_page_with_the_attachments() -> None:
    one = SUBMISSION.enclosures[0]
    paper = replace(SUBMISSION, attachments=(one.name,), enclosures=(one,))
    turned = 0
    for length in range(4, 26):
        pdf = render(replace(paper, background="村道建于二〇〇九年。\n" * length)).pdf
        for before, after in ((0, 1), (1, 2)):
            rows, following = lines(pdf, before), lines(pdf, after)
            if words(following[0]).startswith("妥否"):
                assert max(box.bottom for box in rows[-2]) > 262 - 16
            turned += words(following[0]).startswith("附件：")
    assert turned


def test_small_type_and_a_torn_day_are_found() -> None:
    def page(sheet: Sheet) -> None:
        left, right, top, bottom = 80, 535, 100, 500
        sheet.page.lines([(left, top, right, top), (left, bottom, right, bottom)], 0.6)
        sheet.page.lines([(left, top, left, bottom), (right, top, right, bottom)], 0.6)
        sheet.line(0, "村委会", size=9)
        for at, text in enumerate(("2026年12月2", "8日", "", "2026年", "3月8日", "12月", "5日")):
            sheet.line(3 + at * 0.7, text, column=10, size=14)

    found = [(each.line, each.code) for each in check(forged(page)).findings]
    assert (1, "type_too_small") in found
    assert [line for line, code in found if code == "date_torn"] == [2, 6]
