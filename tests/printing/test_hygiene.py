"""Text as it comes, made fit for a page."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from xieshang_desktop.printing.hygiene import BROKEN, clean, one_line, unbroken


def test_control_and_direction_characters_go() -> None:
    assert clean("张\x00三\u202e李\u200d四\ufeff\u2066") == "张三李四"


def test_line_breaks_of_every_kind_are_one_kind() -> None:
    assert clean("a\r\nb\rc\u2028d\x0be") == "a\nb\nc\nd\ne"


def test_tabs_and_hard_spaces_are_spaces() -> None:
    assert clean("一\t二\xa0三") == "一 二 三"


def test_accents_are_composed_and_han_is_left_as_it_is() -> None:
    assert clean("Ame\u0301lie") == "Amélie"
    assert clean("\uf900\u2f00") == "\uf900\u2f00"  # NFC and NFKC would exchange these


def test_half_a_surrogate_pair_becomes_a_mark_and_not_a_crash() -> None:
    assert clean("张\ud842") == f"张{BROKEN}"


def test_variant_selectors_go() -> None:
    assert clean("葛\U000e0100\ufe0f") == "葛"


@given(st.text())
def test_cleaning_twice_changes_nothing_and_leaves_no_control_character(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert all(character >= " " or character == "\n" for character in cleaned)
    assert "\n" not in one_line(text)


@given(st.text())
def test_an_unbroken_name_reads_as_before(text: str) -> None:
    assert unbroken(text).replace("\u2060", "") == one_line(text).replace("\u2060", "")
