"""Lines of Chinese text: no mark where it must not stand, numbers and dates whole."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xieshang_desktop.domain.names import JOINER
from xieshang_desktop.printing.faces import chain
from xieshang_desktop.printing.hygiene import unbroken
from xieshang_desktop.printing.linebreak import MOST_NARROWED, Line, break_lines, narrowed

NOT_FIRST = "，。、；：？！）》”’…—％℃"
NOT_LAST = "（《“‘"
MARKS = "，。、；：？！（）《》“”‘’…—·2026年1月8日%〔〕3号"
TEXTS = st.text(alphabet="村道硬化协商会议定" * 3 + MARKS, max_size=150)
TOKENS = ["2026年11月28日", "12月3日", "3.5%", "〔2026〕3号", "9:30", "126户"]
#: After a mark, as moment_words() writes it.
HOURS = ["）下午2:00", "）上午9:30。"]
MASKED = ["199****1234", "****1234", "6222****", "0990-****128", "**************002X"]


def broken(text: str, width: float = 28, first: float | None = None) -> list[Line]:
    glyphs = chain("fang")
    return list(
        break_lines(
            text, lambda a, b: glyphs.width(text[a:b]), width if first is None else first, width
        )
    )


def parts(text: str, width: float = 28) -> list[str]:
    return [text[line.start : line.end] for line in broken(text, width)]


@given(TEXTS)
def test_nothing_is_lost_and_nothing_is_wider_than_the_line(text: str) -> None:
    lines = broken(text)
    assert "".join(text[line.start : line.end] for line in lines) == text
    for line in lines:
        own = chain("fang").width(text[line.start : line.end])
        assert own - line.squeezed <= line.limit + 1e-6
        assert line.squeezed <= narrowed(text[line.start : line.end]) * MOST_NARROWED + 1e-6


@given(TEXTS)
def test_closing_marks_never_begin_a_line_and_opening_marks_never_end_one(text: str) -> None:
    # Marks piled up beyond a whole line are no text, and are cut like any other run.
    if re.search(f"[{NOT_FIRST}{NOT_LAST}·〔〕日月号年%]{{8}}", text):
        return
    lines = parts(text)
    assert all(line[0] not in NOT_FIRST for line in lines[1:])
    assert all(line[-1] not in NOT_LAST for line in lines[:-1])


@given(st.integers(0, 30), st.sampled_from(TOKENS))
def test_dates_and_numbers_stay_whole(before: int, token: str) -> None:
    text = "村" * before + token + "议" * 40
    assert any(token in line for line in parts(text))


@given(st.integers(0, 30), st.sampled_from(MASKED))
def test_masked_numbers_stay_whole(before: int, token: str) -> None:
    text = "村" * before + token + "议" * 40
    assert any(token in line for line in parts(text))


@given(st.integers(0, 30), st.sampled_from(HOURS))
def test_the_hour_stays_with_its_half_of_the_day(before: int, token: str) -> None:
    text = "村" * before + token + "议" * 40
    assert any(token[1:] in line for line in parts(text))


@given(st.integers(0, 30))
def test_names_stay_whole(before: int) -> None:
    name = unbroken("欧阳修远")
    text = "村" * before + name + "、" + "议" * 40
    assert any(name in line for line in parts(text))


def test_a_closing_mark_without_room_is_squeezed_in_when_another_mark_gives_way() -> None:
    text = "村" * 10 + "，" + "民" * 17 + "。" + "会" * 5
    assert parts(text)[0].endswith("。")
    assert broken(text)[0].squeezed == pytest.approx(1.0)


def test_a_closing_mark_without_room_takes_its_word_along_when_nothing_gives_way() -> None:
    text = "村" * 28 + "。" + "会" * 5
    assert parts(text)[1].startswith("村。")


def test_a_full_line_is_28_characters_and_the_rest_is_spread_to_the_edge() -> None:
    lines = broken("村" * 60, first=26)
    assert [line.end - line.start for line in lines] == [26, 28, 6]
    assert [line.slack for line in lines] == [0, 0, 0]
    assert broken("村" * 27 + "2026年" + "村" * 9)[0].slack == 1


def test_a_word_longer_than_a_line_is_cut() -> None:
    assert parts("a" * 200, 10)
    assert all(chain("fang").width(line) <= 10 for line in parts("9" * 90, 10))


def test_dashes_and_ellipses_are_not_torn() -> None:
    for before in range(24, 30):
        for mark in ("——", "……"):
            assert any(mark in line for line in parts("村" * before + mark + "议" * 30))


def test_empty_text_is_one_empty_line() -> None:
    assert [(line.start, line.end, line.last) for line in broken("")] == [(0, 0, True)]


def test_a_name_longer_than_a_line_is_cut_so_that_its_comma_is_not_left_alone() -> None:
    shown = [line.replace(JOINER, "") for line in parts(unbroken("欧" * 28) + "，")]
    assert shown == ["欧" * 27, "欧，"]
