"""Lines of text in units of the screen: broken, stacked, and parted into pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QTextCharFormat, QTextLayout, QTextOption

from xieshang_desktop.domain.numerals import chinese_number
from xieshang_desktop.ui.hall_screen import faces
from xieshang_desktop.ui.presenters.hall_screen_words import Section

_LEADING = 1.42  # from line to line, in sizes of type
_AFTER_LABEL, _AFTER_POINT, _BEFORE_LABEL = 8, 14, 22


class Line(NamedTuple):
    """One broken line at a place of its own: `layout` is shared by all lines of a text."""

    layout: QTextLayout
    number: int
    at: QPointF
    colour: str

    @property
    def rect(self) -> QRectF:
        """Where it stands."""
        return self.layout.lineAt(self.number).naturalTextRect().translated(self.at)


class Piece(NamedTuple):
    """Something that is kept together: a label, a point, or a line of a point that is too long for
    a page. `section` and `point` say whose it is; a label has no point."""

    lines: tuple[Line, ...]
    height: float
    after: float
    section: int
    point: int = -1


def set_text(
    words: str, font: QFont, width: float, colour: str = "ink", *, centred: bool = False
) -> tuple[Line, ...]:
    """Words broken where Chinese may be broken, the lines below each other from 0 on."""
    layout = _broken(words, font, width, centred)
    return tuple(
        Line(layout, number, QPointF(0, 0), colour) for number in range(layout.lineCount())
    )


@lru_cache(maxsize=512)
def _broken(words: str, font: QFont, width: float, centred: bool) -> QTextLayout:
    """Most of what the hall sees stays from one entry to the next: it is broken once. The faces are
    the same objects each time."""
    layout = QTextLayout(words.replace("\n", "\u2028"), font)
    option = QTextOption(Qt.AlignmentFlag.AlignHCenter if centred else Qt.AlignmentFlag.AlignLeft)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setCacheEnabled(True)
    if font.weight() == QFont.Weight.Bold:
        layout.setFormats([_format(*each) for each in faces.in_another_face(words, font)])
    layout.beginLayout()
    pitch, count = font.pixelSize() * _LEADING, 0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        # The ink stands in the middle of its line, whatever white the face has above and below.
        line.setPosition(QPointF(0, count * pitch + (pitch - line.height()) / 2))
        count += 1
    layout.endLayout()
    return layout


def _format(start: int, length: int, font: QFont) -> QTextLayout.FormatRange:
    told, kind = QTextLayout.FormatRange(), QTextCharFormat()
    kind.setFont(font)
    # Qt's stubs leave out the fields of this struct.
    told.start, told.length, told.format = start, length, kind  # type: ignore[attr-defined]
    return told


def height_of(lines: Sequence[Line], font: QFont) -> float:
    """How much room lines take."""
    return len(lines) * font.pixelSize() * _LEADING


def moved(lines: Sequence[Line], x: float, y: float) -> tuple[Line, ...]:
    """The same lines at another place."""
    return tuple(line._replace(at=line.at + QPointF(x, y)) for line in lines)


def pieces_of(sections: Sequence[Section], size: int, width: float) -> list[Piece]:
    """Labels and points at one size of type."""
    found = []
    tones = {"agreed": "agreed", "open": "open"}
    for at, section in enumerate(sections):
        if section.label:
            label = faces.face(faces.LABEL, 500)
            lines = set_text(section.label, label, width, tones.get(section.tone, "secondary"))
            found.append(Piece(lines, height_of(lines, label), _AFTER_LABEL, at))
        font = faces.face(size, 500)
        for point, words in enumerate(section.lines):
            mark = f"{chinese_number(point + 1)}、" if section.numbered else ""
            indent = faces.width_of(mark, font)
            lines = moved(set_text(words, font, width - indent), indent, 0)
            high = height_of(lines, font)
            if mark:
                lines = (*set_text(mark, font, width), *lines)
            found.append(Piece(lines, high, _AFTER_POINT, at, point))
    return found


def parted(pieces: Sequence[Piece], room: float, size: int) -> list[list[Piece]]:
    """The pieces on as many pages as they need. A label never stands at the end of a page, and is
    said again where its points go on."""
    pages: list[list[Piece]] = [[]]
    used, label = 0.0, None
    for piece in _short_enough(pieces, room, size):
        if piece.point < 0:
            label = piece
            continue
        named = label is not None and label.section == piece.section
        fresh = named and not any(p.section == piece.section for p in pages[-1])
        head = label if fresh and label is not None else None
        before = _BEFORE_LABEL if head is not None and pages[-1] else 0
        needed = before + (head.height + head.after if head else 0) + piece.height
        if pages[-1] and used + needed > room:
            pages.append([])
            head = label if named else None
            used, before = 0.0, 0
            needed = (head.height + head.after if head else 0) + piece.height
        if head is not None:
            pages[-1].append(head)
        pages[-1].append(piece)
        used += needed + piece.after
    return pages


def stacked(page: Sequence[Piece], x: float, y: float) -> tuple[Line, ...]:
    """One page's lines, from a place downwards."""
    lines: list[Line] = []
    for at, piece in enumerate(page):
        if piece.point < 0 and at:
            y += _BEFORE_LABEL
        lines += moved(piece.lines, x, y)
        y += piece.height + piece.after
    return tuple(lines)


def _short_enough(pieces: Sequence[Piece], room: float, size: int) -> Iterator[Piece]:
    """A point that is longer than a page goes on line by line."""
    label = faces.LABEL * _LEADING + _AFTER_LABEL
    for piece in pieces:
        if piece.point < 0 or piece.height + label <= room:
            yield piece
            continue
        pitch = size * _LEADING
        numbered = [line for line in piece.lines if line.layout is not piece.lines[-1].layout]
        text = [line for line in piece.lines if line.layout is piece.lines[-1].layout]
        for at, line in enumerate(text):
            lines = (*(numbered if not at else ()), *moved((line,), 0, -at * pitch))
            last = at == len(text) - 1
            yield Piece(lines, pitch, piece.after if last else 0, piece.section, piece.point)
