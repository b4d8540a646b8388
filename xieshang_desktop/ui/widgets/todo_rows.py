"""The dated to-do list: a date badge, what to do in words, and its button."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from xieshang_desktop.ui import theme
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.card import divider
from xieshang_desktop.ui.widgets.chip import GROUNDS, INKS
from xieshang_desktop.ui.widgets.layout import Column, Row
from xieshang_desktop.ui.widgets.text import Label


class Todo(NamedTuple):
    """One thing to do. `day` is the badge's large word (20), `above` its small one (3月, 逾期).

    `kind` colours the badge: attention overdue, waiting soon, neutral later.
    """

    key: str
    day: str
    above: str
    sentence: str
    note: str = ""
    button: str = ""
    kind: str = "neutral"


class TodoRows(QWidget):
    """`acted(key)` when the button of a row is pressed."""

    acted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = Column(self, gap=0)
        self._rows: list[QWidget] = []
        self._items: list[Todo] = []

    def show_items(self, items: Sequence[Todo]) -> None:
        """Show these, in this order; rows that begin the list already stay as they are."""
        pairs = zip(items, self._items, strict=False)
        same = next((n for n, (new, old) in enumerate(pairs) if new != old), None)
        same = min(len(items), len(self._items)) if same is None else same
        kept = max(0, 2 * same - 1)  # with the lines between them
        for row in self._rows[kept:]:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        del self._rows[kept:]
        for item in items[same:]:
            if self._rows:
                self._add(divider())
            self._add(self._row(item))
        self._items = list(items)

    def _add(self, row: QWidget) -> None:
        self._rows.append(row)
        self._column.addWidget(row)

    def _row(self, item: Todo) -> QWidget:
        widget = QWidget()
        row = Row(widget, gap=16, margins=(0, 12, 0, 12))
        row.addWidget(_Badge(item.day, item.above, item.kind), 0, Qt.AlignmentFlag.AlignTop)
        words = Column(gap=2)
        words.addStretch(1)
        words.addWidget(Label(item.sentence, "", wrap=True))
        if item.note:
            words.addWidget(Label(item.note, "small", wrap=True))
        words.addStretch(1)
        row.addLayout(words, 1)
        if item.button:
            button = Button(item.button, pressed=lambda: self.acted.emit(item.key))
            button.setAccessibleDescription(item.sentence)
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        return widget


class _Badge(QWidget):
    """A day like a leaf of a calendar, painted: a dozen of them stand on the first page."""

    def __init__(self, day: str, above: str, kind: str) -> None:
        super().__init__()
        self._day, self._above, self._kind = day, above, kind
        self.setAccessibleName(f"{above} {day}")
        self.rescale()

    def rescale(self) -> None:
        """Take the size in force."""
        self.setFixedSize(theme.px(56), theme.px(56))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(GROUNDS[self._kind]))
        painter.drawRoundedRect(self.rect(), theme.px(8), theme.px(8))
        plain = self._kind == "neutral"
        for words, size, weight, ink, top, high in (
            (self._above, 13, 400, "secondary" if plain else INKS[self._kind], 4, 19),
            (self._day, 20, 500, INKS[self._kind], 23, 29),
        ):
            painter.setPen(theme.colour(ink))
            painter.setFont(theme.font(size, weight))
            box = QRect(0, theme.px(top), self.width(), theme.px(high))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
