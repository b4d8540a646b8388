"""Paints a composition at any size: on the hall's screen, and in the operator's miniature."""

from __future__ import annotations

from datetime import datetime
from itertools import groupby

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QRegion

from xieshang_desktop.ui.hall_screen import faces
from xieshang_desktop.ui.hall_screen.colours import Colours
from xieshang_desktop.ui.hall_screen.composition import Composition, Slot
from xieshang_desktop.ui.hall_screen.flow import Line

#: ISO/IEC 18004: four light modules around the code.
_QUIET = 4
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def paint(
    painter: QPainter,
    area: QRectF,
    made: Composition,
    page: int,
    now: datetime,
    colours: Colours,
    only: QRegion | None = None,
) -> None:
    """Paint one page of a slide over the whole area, or `only` a part of it: the ground first, so
    that nothing of what was there before shines through."""
    painter.fillRect(area, QColor(colours.ground))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(area.topLeft())
    scale = scale_of(area, made)
    painter.scale(scale, scale)
    for box in made.boxes:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(getattr(colours, box.colour)))
        painter.drawRoundedRect(box.rect, box.radius, box.radius)
    for line in lines_of(made, page):
        if only is not None and not only.intersects(_pixels(area, line.rect, scale)):
            continue
        painter.setPen(QPen(QColor(getattr(colours, line.colour))))
        line.layout.lineAt(line.number).draw(painter, line.at)
    if made.code is not None:
        _paint_code(painter, *made.code)
    if made.mark is not None:
        _say(painter, made.mark, f"{page + 1}/{len(made.pages)}", colours)
    if made.clock is not None:
        _say(painter, made.clock, f"{now:%H:%M}", colours)
    if made.timing is not None and made.timer is not None and made.label is not None:
        left = made.timing.left(now)
        _say(painter, made.label, left.label, colours)
        _say(painter, made.timer, left.clock, colours, "red" if left.over else "")
    painter.restore()


def scale_of(area: QRectF, made: Composition) -> float:
    """Pixels for each unit."""
    return min(area.height() / faces.HEIGHT, area.width() / made.width)


def lines_of(made: Composition, page: int) -> tuple[Line, ...]:
    """What stands on one page."""
    return (*made.fixed, *made.pages[min(page, len(made.pages) - 1)])


def ticking(area: QRectF, made: Composition) -> QRegion:
    """The parts of the area that change each second."""
    slots = [made.clock]
    if made.timing is not None:
        slots += [made.label, made.timer]
    return _region(area, made, [slot.rect for slot in slots if slot is not None])


def differing(
    area: QRectF, before: Composition, page: int, made: Composition, on: int
) -> QRegion | None:
    """The parts in which two pictures differ; None where that is not worth asking. Qt draws letters
    of more than 64 pixels as outlines, one by one: what stays is not drawn again."""
    if (before.width, before.boxes, before.code) != (made.width, made.boxes, made.code):
        return None
    old = {_key(line): line.rect for line in lines_of(before, page)}
    new = {_key(line): line.rect for line in lines_of(made, on)}
    rects = [rect for key, rect in old.items() if key not in new]
    rects += [rect for key, rect in new.items() if key not in old]
    slots = (before.mark, made.mark, before.label, before.timer, made.label, made.timer)
    rects += [slot.rect for slot in slots if slot is not None]
    return _region(area, made, rects) + ticking(area, made)


def _key(line: Line) -> tuple[str, int, float, float, str, int]:
    size = line.layout.font().pixelSize()
    words = line.layout.text()
    return words, line.number, line.at.x(), line.at.y(), line.colour, size


def _region(area: QRectF, made: Composition, rects: list[QRectF]) -> QRegion:
    scale, region = scale_of(area, made), QRegion()
    for rect in rects:
        region += _pixels(area, rect, scale)
    return region


def _pixels(area: QRectF, rect: QRectF, scale: float) -> QRect:
    """A rectangle of units in pixels, with room for what stands over the edge of its square."""
    place = QRectF(rect.topLeft() * scale, rect.size() * scale).translated(area.topLeft())
    return place.adjusted(-8 * scale - 2, -2, 8 * scale + 2, 2).toAlignedRect()


def _say(painter: QPainter, slot: Slot, words: str, colours: Colours, colour: str = "") -> None:
    painter.setFont(slot.font)
    painter.setPen(QColor(getattr(colours, colour or slot.colour)))
    painter.drawText(slot.rect, int(_RIGHT | Qt.TextFlag.TextDontClip), words)


def _paint_code(painter: QPainter, square: QRectF, rows: tuple[bytes, ...]) -> None:
    """Dark on white whatever the colours are: many telephones read nothing else. Modules are whole
    pixels, so that no hair of white lies between them."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.fillRect(square, QColor(Qt.GlobalColor.white))
    scale = painter.worldTransform().m11()
    modules = len(rows) + 2 * _QUIET
    pixels = square.width() * scale
    module = (pixels // modules if pixels >= modules else pixels / modules) / scale
    inset = (square.width() - module * len(rows)) / 2
    begin = square.topLeft() + QPointF(inset, inset)
    begin = QPointF(round(begin.x() * scale) / scale, round(begin.y() * scale) / scale)
    for down, row in enumerate(rows):
        across = 0
        for dark, run in groupby(row):
            length = len(list(run))
            if dark:
                place = begin + QPointF(across, down) * module
                painter.fillRect(
                    QRectF(place.x(), place.y(), length * module, module),
                    QColor(Qt.GlobalColor.black),
                )
            across += length
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
