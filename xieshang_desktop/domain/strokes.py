"""Handwriting as numbers: a movement thinned to what an eye needs, and the curve through it."""

from __future__ import annotations

from collections.abc import Sequence
from math import hypot, sqrt

from xieshang_desktop.domain.signature import Stroke

#: A point as it is drawn, in thousandths of the pad's width.
Point = tuple[float, float]

#: A piece of a curve: two handles and where it ends (a cubic Bézier, as PDF and Qt draw it).
Piece = tuple[Point, Point, Point]

#: So many points are a movement of the hand, fewer a touch by accident.
LEAST_POINTS = 3

#: As many numbers as all strokes of a signature have at most.
MOST_NUMBERS = 600

#: How far a left out point may lie beside the line, in thousandths of the pad's width: less than a
#: screen's pixel at first, then coarser until the signature is small enough.
_FINE, _COARSER = 0.8, 1.6

#: The handles of a curve reach over this share of its piece: it never swings beyond its points.
_HANDLE = 1 / 3


def thinned(movements: Sequence[Sequence[Point]], most: int = MOST_NUMBERS) -> tuple[Stroke, ...]:
    """The strokes of these movements, with at most `most` numbers and within the pad's width; ends
    of strokes stay where they are."""
    moved = [[_inside(point) for point in movement] for movement in movements if movement]
    tolerance = _FINE
    while True:
        strokes = tuple(_stroke(_reduced(movement, tolerance)) for movement in moved)
        if sum(map(len, strokes)) <= most or tolerance > 1000:
            return strokes
        tolerance *= _COARSER


def is_written(strokes: Sequence[Stroke]) -> bool:
    """Whether a hand moved: at least `LEAST_POINTS` different points, beyond one spot."""
    points = {point for stroke in strokes for point in points_of(stroke)}
    if len(points) < LEAST_POINTS:
        return False
    left, top, right, bottom = bounds(strokes)
    return max(right - left, bottom - top) >= 20


def points_of(stroke: Stroke) -> list[Point]:
    """The points of a stroke."""
    return list(zip(stroke[::2], stroke[1::2], strict=True))


def bounds(strokes: Sequence[Stroke]) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of what was written."""
    across = [x for stroke in strokes for x in stroke[::2]]
    down = [y for stroke in strokes for y in stroke[1::2]]
    return min(across), min(down), max(across), max(down)


def curve(points: Sequence[Point]) -> list[Piece]:
    """A smooth curve through the points, which begins at the first of them; a single point gives a
    dot."""
    if len(points) == 1:
        return [(points[0], points[0], points[0])]
    pieces = []
    for at in range(len(points) - 1):
        before, begin = points[max(0, at - 1)], points[at]
        end, after = points[at + 1], points[min(len(points) - 1, at + 2)]
        reach = hypot(end[0] - begin[0], end[1] - begin[1]) * _HANDLE
        out, back = _towards(before, end, reach), _towards(begin, after, reach)
        pieces.append(
            ((begin[0] + out[0], begin[1] + out[1]), (end[0] - back[0], end[1] - back[1]), end)
        )
    return pieces


def _towards(begin: Point, end: Point, reach: float) -> Point:
    """A step of this length from one point towards another."""
    length = hypot(end[0] - begin[0], end[1] - begin[1])
    if not length:
        return (0.0, 0.0)
    return ((end[0] - begin[0]) / length * reach, (end[1] - begin[1]) / length * reach)


def _inside(point: Point) -> Point:
    return (min(1000.0, max(0.0, point[0])), min(1000.0, max(0.0, point[1])))


def _stroke(points: Sequence[Point]) -> Stroke:
    return tuple(round(number) for point in points for number in point)


def _reduced(points: Sequence[Point], tolerance: float) -> list[Point]:
    """The points without which the line would leave its way by more than the tolerance (Ramer,
    Douglas and Peucker)."""
    kept, waiting = {0, len(points) - 1}, [(0, len(points) - 1)]
    while waiting:
        first, last = waiting.pop()
        far, farthest = _farthest(points, first, last)
        if far > tolerance:
            kept.add(farthest)
            waiting += [(first, farthest), (farthest, last)]
    return [points[at] for at in sorted(kept)]


def _farthest(points: Sequence[Point], first: int, last: int) -> tuple[float, int]:
    """How far the line between two points misses those between them, and which one the most."""
    (left, top), (right, bottom) = points[first], points[last]
    across, down = right - left, bottom - top
    length = across * across + down * down or 1.0
    far, farthest = 0.0, 0
    for at in range(first + 1, last):  # in place and squared: a long movement asks this often
        x, y = points[at][0] - left, points[at][1] - top
        along = (x * across + y * down) / length
        if along > 0:
            along = along if along < 1 else 1.0
            x, y = x - along * across, y - along * down
        aside = x * x + y * y
        if aside > far:
            far, farthest = aside, at
    return sqrt(far), farthest
