"""A slide as lines and boxes in units: the height of the screen is 1080, whatever its pixels are.

The same composition is painted on a projector of 768 rows, on a television of 2160 and in the
operator's miniature: what the hall sees is what the operator sees.
"""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF

from xieshang_desktop.services.hall_screen import Slide
from xieshang_desktop.ui.hall_screen import faces, flow
from xieshang_desktop.ui.hall_screen.flow import Line, Piece
from xieshang_desktop.ui.presenters.hall_screen_words import Section, Shown, Timing

NARROWEST = 1200.0  # units across, on any screen
_SIDE, _TOP, _HEAD, _BOTTOM = 90.0, 64.0, 60.0, 40.0
_RULE = 7.0  # thick
_BAR, _BAR_SIDE, _BAR_SHARE, _ROUND = 184.0, 44.0, 0.58, 22.0
_CODE = 600.0
_MOST_TITLE_LINES = 4


class Box(NamedTuple):
    """A filled rectangle; `radius` rounds it."""

    rect: QRectF
    colour: str
    radius: float = 0.0


class Slot(NamedTuple):
    """Where words stand that change each second, at the right edge of their place."""

    rect: QRectF
    font: QFont
    colour: str


class Composition(NamedTuple):
    """One slide: what every page has, and what each page adds; `points` tells on which page a
    point (section, number) ends."""

    width: float
    boxes: tuple[Box, ...] = ()
    fixed: tuple[Line, ...] = ()
    pages: tuple[tuple[Line, ...], ...] = ((),)
    points: dict[tuple[int, int], int] = {}  # noqa: RUF012  # never written
    mark: Slot | None = None  # which page of how many
    clock: Slot | None = None
    label: Slot | None = None  # still left, or over
    timer: Slot | None = None
    timing: Timing | None = None
    code: tuple[QRectF, tuple[bytes, ...]] | None = None


def width_for(pixels_wide: float, pixels_high: float) -> float:
    """Units across a screen of these proportions."""
    return max(NARROWEST, faces.HEIGHT * pixels_wide / max(pixels_high, 1.0))


def compose(shown: Shown, width: float) -> Composition:
    """Set a slide for a screen so many units wide."""
    if shown.slide is Slide.BLANK:
        return _brand(shown, width)
    page = _head(shown, width)
    if shown.slide is Slide.MESSAGE:
        return _message(shown, page)
    lines, y = _title(shown, width)
    page = page._replace(
        fixed=(*page.fixed, *lines),
        boxes=(Box(QRectF(_SIDE, y, width - 2 * _SIDE, _RULE), "red"),),
    )
    if shown.slide is Slide.CODE:
        return _code(shown, page, y + _RULE)
    page, floor = _floor(shown, page)
    return _points(shown, page, y + _RULE + 26, floor)


def _brand(shown: Shown, width: float) -> Composition:
    font, small = faces.title_face(faces.BRAND), faces.face(56)
    inside = width - 2 * _SIDE
    big = flow.set_text(shown.title, font, inside, centred=True)
    unit = flow.set_text(shown.lead, small, inside, "secondary", centred=True)
    high = flow.height_of(big, font)
    y = (faces.HEIGHT - high) / 2 - 90
    rule = QRectF((width - 240) / 2, y + high + 30, 240, _RULE)
    lines = (*flow.moved(big, _SIDE, y), *flow.moved(unit, _SIDE, y + high + 76))
    return Composition(width, (Box(rule, "red"),), lines)


def _head(shown: Shown, width: float) -> Composition:
    font = faces.face(faces.LABEL)
    clock = faces.width_of("00:00", font) + 4
    count = faces.width_of(shown.present, font)
    right = width - _SIDE - clock - 36 - count
    room = right - _SIDE - 40
    lead = QFontMetricsF(font).elidedText(shown.lead, Qt.TextElideMode.ElideRight, room)
    lines = (
        *flow.moved(flow.set_text(lead, font, room + 8, "secondary"), _SIDE, _TOP),
        *flow.moved(flow.set_text(shown.present, font, count + 8, "secondary"), right, _TOP),
    )
    place = QRectF(width - _SIDE - clock, _TOP, clock, _HEAD)
    return Composition(width, (), lines, clock=Slot(place, font, "secondary"))


def _title(shown: Shown, width: float) -> tuple[tuple[Line, ...], float]:
    """The title as large as it may be: on one line, on two, or at its smallest on several."""
    inside = width - 2 * _SIDE
    for size in faces.TITLES:
        font = faces.title_face(size)
        lines = flow.set_text(shown.title, font, inside)
        if len(lines) <= (1 if size == faces.TITLES[0] else 2):
            break
    lines = lines[:_MOST_TITLE_LINES]
    y = _TOP + _HEAD + 22
    return flow.moved(lines, _SIDE, y), y + flow.height_of(lines, font) + 14


def _floor(shown: Shown, page: Composition) -> tuple[Composition, float]:
    """Who speaks and what is left at the foot; gives where it begins."""
    width, bottom = page.width, faces.HEIGHT - _BOTTOM
    if shown.speaking is None:
        return _foot(shown, page)
    small, top = faces.face(faces.LABEL), bottom - _BAR
    bar = QRectF(_SIDE, top, (width - 2 * _SIDE) * _BAR_SHARE, _BAR)
    number = faces.face(faces.TIMER, 500)
    timer = faces.width_of("00:00", number) + 8
    left, right = bar.left() + _BAR_SIDE, bar.right() - _BAR_SIDE
    label = "　".join(filter(None, (shown.speaking.label, shown.speaking.group)))
    room = right - 2.4 * faces.LABEL - left  # beside two characters: left, or over
    label = QFontMetricsF(small).elidedText(label, Qt.TextElideMode.ElideRight, room)
    lines = [
        *flow.moved(flow.set_text(label, small, room + 8, "secondary"), left, top + 14),
        *flow.moved(_name(shown.speaking.name, right - timer - 24 - left), left, top + 66),
    ]
    beside = bar.right() + 48
    lines += _beside(shown, beside, width - _SIDE - beside, top)
    return (
        page._replace(
            boxes=(*page.boxes, Box(bar, "card", _ROUND)),
            fixed=(*page.fixed, *lines),
            label=Slot(QRectF(right - timer, top + 14, timer, 60), small, "secondary"),
            timer=Slot(QRectF(right - timer, top + 66, timer, 106), number, "red"),
            timing=shown.timing,
        ),
        top - 20,
    )


def _foot(shown: Shown, page: Composition) -> tuple[Composition, float]:
    """Nobody speaks: the rule, who comes next, and what is left of the item's own time."""
    font, top = faces.face(faces.LABEL), faces.HEIGHT - _BOTTOM - 64
    room = page.width - 2 * _SIDE - 280
    words = "　　".join(filter(None, (_shortened(shown.following, font, room / 2), shown.foot)))
    if not words and shown.timing is None:
        return page, faces.HEIGHT - _BOTTOM
    lines = flow.set_text(words, font, room, "secondary")[:2]
    high = flow.height_of(lines, font)
    top = faces.HEIGHT - _BOTTOM - max(high, 64)
    right = page.width - _SIDE
    return (
        page._replace(
            fixed=(*page.fixed, *flow.moved(lines, _SIDE, top)),
            label=Slot(QRectF(right - 260, top, 110, 62), font, "secondary"),
            timer=Slot(QRectF(right - 150, top, 150, 62), font, "ink"),
            timing=shown.timing,
        ),
        top - 16,
    )


def _beside(shown: Shown, x: float, room: float, top: float) -> tuple[Line, ...]:
    """Who comes next, and the rule, right of who speaks."""
    font = faces.face(faces.LABEL)
    lines: list[Line] = []
    for words, colour in (
        (_shortened(shown.following, font, room), "ink"),
        (shown.foot, "secondary"),
    ):
        if words:
            y = top + flow.height_of(lines, font)
            most = 3 - len(lines)
            lines += flow.moved(flow.set_text(words, font, room, colour)[:most], x, y)
    return flow.moved(lines, 0, (_BAR - flow.height_of(lines, font)) / 2)


def _shortened(forms: tuple[str, ...], font: QFont, room: float) -> str:
    """The fullest that stands on one line, else the shortest."""
    fitting = (words for words in forms if faces.width_of(words, font) <= room)
    return next(fitting, forms[-1] if forms else "")


def _name(name: str, room: float) -> tuple[Line, ...]:
    """A long name is set smaller, then on two lines, best at its dot (阿卜杜热合曼·买买提江)."""
    high = _BAR - 66 - 14
    for size in faces.NAMES:
        font = faces.face(size, 500)
        if faces.width_of(name, font) <= room:
            line = flow.set_text(name, font, room + 8)
            return flow.moved(line, 0, (high - flow.height_of(line, font)) / 2)
    font = faces.face(faces.NAME_IN_TWO, 500)
    dot = name.find("·") + 1 or len(name) // 2
    parts = (name[:dot], name[dot:])
    return tuple(
        line
        for at, part in enumerate(parts)
        for line in flow.moved(_cut(part, font, room), 0, at * high / 2 - 8)
    )


def _cut(words: str, font: QFont, room: float) -> tuple[Line, ...]:
    words = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, room)
    return flow.set_text(words, font, room + 8)


def _points(shown: Shown, page: Composition, top: float, floor: float) -> Composition:
    """Points as large as they all fit; at their smallest on pages that are turned."""
    inside, room = page.width - 2 * _SIDE, floor - top
    if not shown.sections:
        lines = flow.set_text(shown.empty, faces.face(faces.LABEL), inside, "secondary")
        return page._replace(pages=(flow.moved(lines, _SIDE, top),))
    sections = shown.sections
    mark = Slot(
        QRectF(page.width - _SIDE - 160, top, 160, 61), faces.face(faces.LABEL), "secondary"
    )
    for size in faces.POINTS:
        pages = flow.parted(flow.pieces_of(sections, size, inside), room, size)
        if len(pages) == 1:
            break
    else:
        if not sections[0].label:  # the page's number needs a line of its own
            top, room = top + 62, room - 62
            pages = flow.parted(flow.pieces_of(sections, size, inside), room, size)
    return page._replace(
        pages=tuple(flow.stacked(each, _SIDE, top) for each in pages),
        points=_where(pages),
        mark=mark if len(pages) > 1 else None,
    )


def _where(pages: list[list[Piece]]) -> dict[tuple[int, int], int]:
    return {(p.section, p.point): at for at, page in enumerate(pages) for p in page if p.point >= 0}


def _message(shown: Shown, page: Composition) -> Composition:
    """A free message, as large as it fits; at its smallest on pages."""
    inside, top = page.width - 2 * _SIDE, _TOP + _HEAD + 30
    room = faces.HEIGHT - _BOTTOM - top
    for size in faces.MESSAGES:
        font = faces.face(size, 500)
        lines = flow.set_text(shown.message, font, inside, centred=True)
        high = flow.height_of(lines, font)
        if high <= room:
            return page._replace(pages=(flow.moved(lines, _SIDE, top + (room - high) / 2),))
    pieces = flow.pieces_of((Section("", "plain", (shown.message,), False),), size, inside)
    pages = flow.parted(pieces, room - 62, size)
    mark = Slot(
        QRectF(page.width - _SIDE - 160, top, 160, 61), faces.face(faces.LABEL), "secondary"
    )
    return page._replace(
        pages=tuple(flow.stacked(each, _SIDE, top + 62) for each in pages), mark=mark
    )


def _code(shown: Shown, page: Composition, top: float) -> Composition:
    """The code on white, with a few words beside it."""
    side = min(_CODE, faces.HEIGHT - _BOTTOM - top - 30)
    square = QRectF(_SIDE, top + 30, side, side)
    x, y = square.right() + 64, top + 60
    lines: list[Line] = []
    for at, words in enumerate(shown.beside):
        font = faces.face(faces.POINTS[-1] if at < 2 else faces.LABEL, 500 if at < 2 else 400)
        set_ = flow.set_text(words, font, page.width - _SIDE - x, "ink" if at < 2 else "secondary")
        lines += flow.moved(set_, x, y)
        y += flow.height_of(set_, font) + 12
    return page._replace(pages=(tuple(lines),), code=(square, shown.code))
