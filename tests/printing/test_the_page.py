"""The page of GB/T 9704—2012, measured in millimetres on the finished PDF."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import msgspec
import pytest

from tests.printing.reading import boxes, dark_columns, dark_rows, faces, lines, words
from tests.printing.samples import MINUTES, NOTICE, section, sheet
from xieshang_desktop.domain.documents import MinutesSection
from xieshang_desktop.printing.papers import render

TOP, LEFT, RIGHT, BOTTOM = 37.0, 28.0, 184.0, 262.0

FULL = "三组五组之间的村道建于本世纪初全长约半公里路面破损严重雨天积水难行群众反映强烈" * 60


@pytest.fixture(scope="module")
def full_page() -> bytes:
    """Minutes whose third page holds nothing but body text."""
    return render(
        msgspec.structs.replace(MINUTES, sections=(MinutesSection(heading="全文", text=FULL),))
    ).pdf


def test_a_full_page_has_22_lines_of_28_characters(full_page: bytes) -> None:
    rows = [row for row in lines(full_page, 2) if row[0].top < BOTTOM]
    assert len(rows) == 22
    assert {len(row) for row in rows} == {28}


def test_em_boxes_fill_the_text_area_from_edge_to_edge(full_page: bytes) -> None:
    rows = [row for row in lines(full_page, 2) if row[0].top < BOTTOM]
    assert rows[0][0].top == pytest.approx(TOP, abs=0.1)
    assert rows[-1][0].bottom == pytest.approx(BOTTOM, abs=0.1)
    for row in rows:
        assert row[0].left == pytest.approx(LEFT, abs=0.1)
        assert row[-1].right == pytest.approx(RIGHT, abs=0.1)


def test_lines_stand_10_45_millimetres_apart_and_characters_5_571(full_page: bytes) -> None:
    rows = [row for row in lines(full_page, 2) if row[0].top < BOTTOM]
    for above, below in pairwise(rows):
        assert below[0].top - above[0].top == pytest.approx(10.45, abs=0.02)
    for left, right in pairwise(rows[0]):
        assert right.left - left.left == pytest.approx(156 / 28, abs=0.02)


def test_digits_are_half_as_wide_as_han(full_page: bytes) -> None:
    paper = msgspec.structs.replace(
        MINUTES, sections=(MinutesSection(heading="数", text="共12345678户。" * 3),)
    )
    row = next(row for row in lines(render(paper).pdf, 0) if "12345678" in words(row))
    at = words(row).index("1234")
    for left, right in pairwise(row[at : at + 9]):
        assert right.left - left.left == pytest.approx(156 / 56, abs=0.02)


@pytest.mark.parametrize(("page", "odd"), [(0, True), (1, False), (2, True)])
def test_page_number_stands_outside_with_its_dash_7_millimetres_below(
    full_page: bytes, page: int, odd: bool
) -> None:
    row = [box for box in boxes(full_page, page) if box.top > BOTTOM]
    assert words(row) == f"—{page + 1}—"
    one = 14 * 25.4 / 72  # a character of 4号
    if odd:
        assert RIGHT - row[-1].right == pytest.approx(one, abs=0.2)
    else:
        assert row[0].left - LEFT == pytest.approx(one, abs=0.2)
    dash = row[0]
    ink = dark_rows(full_page, page, (dash.left + 0.5, BOTTOM + 1, dash.right - 0.5, BOTTOM + 14))
    assert ink[0] == pytest.approx(BOTTOM + 7, abs=0.5)


def test_red_mark_of_minutes_begins_35_millimetres_below_the_text_area(full_page: bytes) -> None:
    mark = lines(full_page, 0)[0]
    assert words(mark) == MINUTES.mark
    assert mark[0].top == pytest.approx(TOP + 35, abs=0.5)
    middle = (mark[0].left + mark[-1].right) / 2
    assert middle == pytest.approx((LEFT + RIGHT) / 2, abs=0.5)


def test_red_line_is_as_wide_as_the_text_and_4_millimetres_below_the_number() -> None:
    pdf = render(MINUTES).pdf
    dated = next(row for row in lines(pdf, 0) if "2026年11月30日" in words(row))
    below = dated[0].bottom
    assert dark_rows(pdf, 0, (60, below + 1, 62, below + 8))[0] == pytest.approx(below + 4, abs=0.4)
    ink = dark_columns(pdf, 0, (20, below + 3.5, 195, below + 4.5))
    assert ink[0] == pytest.approx(LEFT, abs=0.3)
    assert ink[-1] == pytest.approx(RIGHT, abs=0.3)


def test_title_is_centred_on_lines_of_the_grid() -> None:
    rows = lines(render(NOTICE).pdf, 0)
    assert rows[0][0].top == pytest.approx(TOP, abs=0.2)
    assert rows[1][0].top == pytest.approx(TOP + 10.45, abs=0.2)
    for row in rows[:2]:
        assert (row[0].left + row[-1].right) / 2 == pytest.approx(106, abs=0.5)


def test_paragraphs_are_indented_by_two_characters() -> None:
    row = next(row for row in lines(render(NOTICE).pdf, 0) if words(row).startswith("经研究"))
    assert row[0].left == pytest.approx(LEFT + 2 * 156 / 28, abs=0.1)


def test_signature_without_seal_is_two_characters_from_the_edge_and_the_date_two_further() -> None:
    paper = msgspec.structs.replace(NOTICE, seal_space=False, signer="槐树湾村村民委员会办公室")
    signer, dated, _ = lines(render(paper).pdf, 0)[-3:]
    assert words(signer) == "槐树湾村村民委员会办公室"
    assert RIGHT - signer[-1].right == pytest.approx(2 * 156 / 28, abs=0.1)
    assert dated[0].left - signer[0].left == pytest.approx(2 * 156 / 28, abs=0.1)


def test_a_date_longer_than_the_signer_moves_the_signer_to_the_left() -> None:
    paper = msgspec.structs.replace(NOTICE, seal_space=False, signer="村委会")
    signer, dated, _ = lines(render(paper).pdf, 0)[-3:]
    assert RIGHT - dated[-1].right == pytest.approx(2 * 156 / 28, abs=0.1)
    assert dated[0].left - signer[0].left == pytest.approx(2 * 156 / 28, abs=0.1)


def test_signature_with_seal_has_the_date_four_characters_in_and_the_signer_centred_above() -> None:
    rows = lines(render(NOTICE).pdf, 0)
    before, signer, dated, _ = rows[-4:]
    assert RIGHT - dated[-1].right == pytest.approx(4 * 156 / 28, abs=0.1)
    centres = [(row[0].left + row[-1].right) / 2 for row in (signer, dated)]
    assert centres[0] == pytest.approx(centres[1], abs=0.1)
    # A seal of 42 mm set a little high over both begins within one line of the text.
    middle = (signer[0].top + dated[0].bottom) / 2
    assert 0 <= middle - 3 - 21 - before[0].bottom <= 10.45


def test_no_seal_is_drawn() -> None:
    dated = lines(render(NOTICE).pdf, 0)[-2]
    assert not dark_rows(render(NOTICE).pdf, 0, (RIGHT - 60, dated[0].bottom + 1, RIGHT, BOTTOM))


@pytest.mark.parametrize("length", range(0, 700, 33))
def test_no_page_has_a_signature_alone(length: int) -> None:
    paper = msgspec.structs.replace(NOTICE, requests=("请" * length + "。",))
    rendered = render(paper)
    last = lines(rendered.pdf, rendered.pages - 1)
    assert words(last[-3]) == NOTICE.signer
    assert len(last) >= 5


def test_attendance_aligns_after_the_colon_as_clause_10_3_says() -> None:
    rendered = render(MINUTES)
    for page in range(rendered.pages):
        rows = lines(rendered.pdf, page)
        at = next((n for n, row in enumerate(rows) if words(row).startswith("出席：")), None)
        if at is not None:
            break
    assert at is not None
    assert rows[at][0].left == pytest.approx(LEFT + 2 * 156 / 28, abs=0.1)
    assert rows[at + 1][0].left == pytest.approx(rows[at][3].left, abs=0.1)
    # One blank line between the text and the block, each label on a line of its own.
    assert rows[at][0].top - rows[at - 1][0].top == pytest.approx(2 * 10.45, abs=0.1)
    labels = [words(row)[:3] for row in rows if words(row)[2:3] == "："]
    assert labels[labels.index("出席：") :][:3] == ["出席：", "请假：", "列席："]


def test_head_row_of_a_table_comes_again_on_every_page_and_the_number_stays() -> None:
    rendered = render(sheet(60))
    assert rendered.pages > 2
    for page in range(rendered.pages):
        rows = lines(rendered.pdf, page)
        assert any("姓名" in words(row) for row in rows)
        assert words(rows[-1]) == f"—{page + 1}—"


def test_nothing_is_printed_outside_the_text_area_but_the_page_number() -> None:
    rendered = render(msgspec.structs.replace(MINUTES, sections=(section("一题", 6),)))
    for page in range(rendered.pages):
        for box in boxes(rendered.pdf, page):
            assert box.left >= LEFT - 0.1
            # A narrowed mark keeps its box and gives up the empty half of it.
            assert box.right <= RIGHT + (3 if box.character in "，。、；：）》”" else 0.1)
            assert box.top >= TOP - 0.1
            assert box.bottom <= BOTTOM + 0.1 or box.top > 266


def test_each_part_has_the_face_that_the_standard_names() -> None:
    text = "一、第一层\n（一）第二层。正文3号\n1. 第三层\n（1）第四层"
    paper = msgspec.structs.replace(
        NOTICE, title="标题", requests=(), topics=("甲题", "乙题"), contact=""
    )
    body = msgspec.structs.replace(
        MINUTES, sections=(MinutesSection(heading="章", text=text),), topics=()
    )
    printed = [
        each
        for rendered in (render(paper), render(body))
        for page in range(rendered.pages)
        for each in faces(rendered.pdf, page)
    ]
    by_character = dict(printed)
    for characters, face in (
        ("标题", "NotoSerifSC-Bold"),  # 小标宋
        ("章、层", "NotoSansSC-Medium"),  # 黑体
        ("甲乙二", "LXGWWenKai-Regular"),  # 楷体
        ("正文3号四", "XieshangFang-Regular"),  # 仿宋
    ):
        for character in characters:
            assert (character, face) in printed, (character, by_character.get(character))
    assert faces(render(paper).pdf, 0)[-3:-2] == [("1", "NotoSerifSC-Regular")]  # 宋体


def test_a_date_in_a_signature_has_no_leading_zeros() -> None:
    paper = msgspec.structs.replace(NOTICE, issued_on=date(2026, 3, 2))
    assert words(lines(render(paper).pdf, 0)[-2]) == "2026年3月2日"
