"""Versions of a text compared and merged: nothing that a person wrote is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from xieshang_desktop.domain.text_changes import compared, merged

LINES = st.lists(
    st.sampled_from(["路要修。", "水要通。", "𠮷家说好。", "灯要亮。", ""]), max_size=6
)
TEXTS = LINES.map("\n".join)


def whole(pieces: tuple[tuple[str, bool], ...]) -> str:
    return "".join(words for words, _changed in pieces)


def test_what_differs_is_marked_character_by_character() -> None:
    left, right = compared("路宽3.5米。", "路宽4.5米。")
    assert left == (("路宽", False), ("3", True), (".5米。", False))
    assert right == (("路宽", False), ("4", True), (".5米。", False))


def test_paragraphs_without_a_change_are_left_out() -> None:
    before = "\n".join(f"第{n}段" for n in range(9))
    left, right = compared(before, before.replace("第4段", "第四段"))
    assert whole(left).split("\n") == ["……", "第4段", "……"]
    assert ("四", True) in right


@given(TEXTS, TEXTS)
def test_something_is_marked_where_the_two_differ_and_else_nothing(before: str, after: str) -> None:
    left, right = compared(before, after)
    marked = any(changed for _words, changed in (*left, *right))
    if before == after:
        assert not marked
    elif before.rstrip("\n") != after.rstrip("\n"):  # empty lines at the end say nothing
        assert marked


def test_a_change_elsewhere_is_taken_into_what_was_written() -> None:
    basis = "甲说：修。\n乙说：不急。\n丙说：好。"
    mine = "甲说：修。\n乙说：不急，先看钱。\n丙说：好。"
    theirs = "甲说：快修。\n乙说：不急。\n丙说：好。\n丁说：行。"
    assert (
        merged(basis, mine, theirs) == "甲说：快修。\n乙说：不急，先看钱。\n丙说：好。\n丁说：行。"
    )


def test_where_both_changed_the_same_paragraph_the_person_is_right() -> None:
    assert merged("路宽3米。", "路宽三米。", "路宽4米。") == "路宽三米。"


@given(TEXTS, TEXTS)
def test_merging_with_no_change_of_the_facts_changes_nothing(basis: str, mine: str) -> None:
    assert merged(basis, mine, basis) == mine


@given(TEXTS, TEXTS)
def test_who_changed_nothing_gets_the_new_facts(basis: str, theirs: str) -> None:
    assert merged(basis, basis, theirs) == theirs


@given(TEXTS, TEXTS, TEXTS)
def test_every_line_that_a_person_wrote_is_still_there(basis: str, mine: str, theirs: str) -> None:
    own = [line for line in mine.split("\n") if line and line not in basis.split("\n")]
    kept = merged(basis, mine, theirs).split("\n")
    assert all(kept.count(line) >= own.count(line) for line in own)
