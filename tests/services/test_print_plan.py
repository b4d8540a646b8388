"""Which page comes on which side of which sheet."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xieshang_desktop.errors import BadInput
from xieshang_desktop.services.print_plan import (
    Face,
    Sides,
    chosen_pages,
    make_plan,
    may_fold,
    offers,
    sheet_name,
)

A4, A3 = (595.28, 841.89), (841.89, 1190.55)


def numbers(face: Face) -> tuple[int | None, int | None]:
    """The page numbers at the left and at the right of a side of a booklet."""
    placed = {x > 0: page + 1 for page, x in face.pages}
    return placed.get(False), placed.get(True)


@pytest.mark.parametrize(
    ("words", "pages"),
    [
        ("1-3,5", (0, 1, 2, 4)),
        ("3", (2,)),
        ("２，５", (1, 4)),
        ("1至3、5", (0, 1, 2, 4)),
        ("1—2；4 5", (0, 1, 3, 4)),
        ("3-1", (2, 1, 0)),
        ("1-2,2-3", (0, 1, 2)),
    ],
)
def test_pages_are_chosen_as_people_write_them(words: str, pages: tuple[int, ...]) -> None:
    assert chosen_pages(words, 5) == pages


@pytest.mark.parametrize("words", ["", ",", "一", "1-", "-2", "1-2-3", "a", "1.5"])
def test_what_names_no_pages_is_refused(words: str) -> None:
    with pytest.raises(BadInput, match="print_pages_unreadable"):
        chosen_pages(words, 5)


@pytest.mark.parametrize(("words", "page"), [("6", 6), ("0", 0), ("1-9", 9)])
def test_a_page_that_is_not_there_is_named(words: str, page: int) -> None:
    with pytest.raises(BadInput, match="print_page_missing") as refused:
        chosen_pages(words, 5)
    assert refused.value.facts == {"page": page, "pages": 5}


def test_a_booklet_of_five_pages_is_two_sheets_in_saddle_order() -> None:
    plan = make_plan(range(5), [A4] * 5, sides=Sides.BOTH, booklet=True)
    assert [numbers(face) for face in plan.faces] == [
        (None, 1),  # 8|1
        (2, None),  # 2|7
        (None, 3),  # 6|3
        (4, 5),
    ]
    assert plan.sheets == 2
    assert {sheet_name(face.size) for face in plan.faces} == {"A3"}
    assert all(face.size[0] > face.size[1] for face in plan.faces)


@given(st.integers(2, 60))
def test_a_folded_booklet_reads_from_first_to_last(count: int) -> None:
    plan = make_plan(range(count), [A4] * count, sides=Sides.BOTH, booklet=True)
    sheets = [plan.faces[at : at + 2] for at in range(0, len(plan.faces), 2)]
    # Folded in the middle: the right halves of the fronts come first, from the outside in.
    first = [page for front, back in sheets for page in (numbers(front)[1], numbers(back)[0])]
    last = [page for front, back in sheets[::-1] for page in (numbers(back)[1], numbers(front)[0])]
    read = [*first, *last]
    assert [page for page in read if page] == list(range(1, count + 1))
    assert read[:count] == list(range(1, count + 1))  # blank pages come last


def test_by_hand_fronts_and_backs_are_equally_many() -> None:
    fronts = make_plan(range(5), [A4] * 5, sides=Sides.FRONTS)
    backs = make_plan(range(5), [A4] * 5, sides=Sides.BACKS)
    assert [[page for page, _x in face.pages] for face in fronts.faces] == [[0], [2], [4]]
    assert [[page for page, _x in face.pages] for face in backs.faces] == [[1], [3], []]
    assert fronts.sheets == backs.sheets == 3


def test_sheets_are_counted_with_copies_and_both_sides() -> None:
    assert make_plan(range(5), [A4] * 5, copies=2).sheets == 10
    twice = make_plan(range(5), [A4] * 5, copies=2, sides=Sides.BOTH)
    assert twice.sheets == 6
    assert len(twice.faces) == 6  # the second copy begins on a sheet of its own
    assert make_plan([1], [A4] * 5, sides=Sides.BOTH).sheets == 1


def test_each_page_keeps_its_own_paper() -> None:
    wide = (A4[1], A4[0])
    plan = make_plan(range(2), [A4, wide])
    assert [face.size for face in plan.faces] == [A4, wide]
    assert not may_fold([A4, wide])
    assert not may_fold([A4])
    assert not may_fold([A3, A3])
    assert may_fold([A4, (595.0, 842.0)])


def test_papers_are_known_by_their_names() -> None:
    assert [sheet_name(size) for size in (A4, (A4[1], A4[0]), A3)] == ["A4", "A4", "A3"]
    assert sheet_name((255.1, 340.2)) == "90×120 mm"


def test_a_printer_has_the_papers_it_lists() -> None:
    office = [(210.0, 297.0), (148.0, 210.0)]
    assert offers(office, A4)
    assert offers(office, (A4[1], A4[0]))
    assert not offers(office, A3)
    assert offers([], A3)
