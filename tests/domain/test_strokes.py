"""Handwriting becomes few numbers and stays what it was to the eye."""

from __future__ import annotations

from itertools import pairwise
from math import cos, hypot, sin

from hypothesis import given
from hypothesis import strategies as st

from xieshang_desktop.domain.signature import Stroke
from xieshang_desktop.domain.strokes import (
    MOST_NUMBERS,
    Point,
    bounds,
    curve,
    is_written,
    points_of,
    thinned,
)

POINT = st.tuples(st.floats(-50, 1050), st.floats(-50, 1050))
MOVEMENTS = st.lists(st.lists(POINT, min_size=1, max_size=120), max_size=8)


def scribble(count: int = 2000) -> list[list[Point]]:
    """A long loop that is never straight."""
    return [
        [(500 + 300 * sin(at / 40) * cos(at / 700), 150 + 90 * cos(at / 31)) for at in range(count)]
    ]


def beside(point: Point, stroke: Stroke) -> float:
    """How far a point lies from a stroke, drawn with straight lines."""
    points = points_of(stroke)
    near = [hypot(point[0] - x, point[1] - y) for x, y in points]
    for (x1, y1), (x2, y2) in pairwise(points):
        length = (x2 - x1) ** 2 + (y2 - y1) ** 2
        along = ((point[0] - x1) * (x2 - x1) + (point[1] - y1) * (y2 - y1)) / (length or 1)
        along = min(1.0, max(0.0, along))
        near.append(hypot(point[0] - x1 - along * (x2 - x1), point[1] - y1 - along * (y2 - y1)))
    return min(near)


@given(MOVEMENTS)
def test_a_signature_is_never_more_than_a_few_hundred_numbers(movements: list[list[Point]]) -> None:
    strokes = thinned(movements)
    assert sum(map(len, strokes)) <= MOST_NUMBERS
    assert all(len(stroke) % 2 == 0 for stroke in strokes)
    assert all(0 <= number <= 1000 for stroke in strokes for number in stroke)


@given(MOVEMENTS)
def test_strokes_begin_and_end_where_the_hand_did(movements: list[list[Point]]) -> None:
    for movement, stroke in zip(filter(None, movements), thinned(movements), strict=True):
        for there, kept in ((movement[0], stroke[:2]), (movement[-1], stroke[-2:])):
            assert all(
                abs(min(1000, max(0, a)) - b) <= 0.5 for a, b in zip(there, kept, strict=True)
            )


def test_what_is_left_out_lies_on_the_line() -> None:
    movement = scribble(600)
    (stroke,) = thinned(movement)
    assert len(stroke) < 300
    assert max(beside(point, stroke) for point in movement[0]) < 2


def test_a_hand_that_never_stops_is_thinned_further() -> None:
    strokes = thinned(scribble(20_000) * 3)
    assert sum(map(len, strokes)) <= MOST_NUMBERS


@given(st.lists(POINT, min_size=1, max_size=40))
def test_a_curve_goes_through_every_point(points: list[Point]) -> None:
    pieces = curve(points)
    assert [piece[2] for piece in pieces] == (points[1:] or points)


@given(st.lists(POINT, min_size=2, max_size=40))
def test_a_curve_does_not_swing_out(points: list[Point]) -> None:
    for (begin, end), (one, two, _end) in zip(pairwise(points), curve(points), strict=True):
        third = hypot(end[0] - begin[0], end[1] - begin[1]) / 3 + 1e-6
        assert hypot(one[0] - begin[0], one[1] - begin[1]) <= third
        assert hypot(two[0] - end[0], two[1] - end[1]) <= third


def test_a_touch_is_no_signature() -> None:
    assert not is_written(())
    assert not is_written(((10, 10),))
    assert not is_written(((10, 10, 11, 11, 12, 12),))
    assert not is_written(((10, 10, 500, 10),))
    assert is_written(((10, 10, 200, 30, 400, 10),))
    assert is_written(((10, 10, 20, 90), (300, 5, 310, 80)))


def test_bounds_are_of_all_strokes() -> None:
    assert bounds(((10, 20, 30, 5), (4, 50))) == (4, 5, 30, 50)
