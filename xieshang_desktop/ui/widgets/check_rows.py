"""What is done and what is missing, line by line, each with the buttons that help it on."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from xieshang_desktop.ui import theme
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.card import divider
from xieshang_desktop.ui.widgets.icons import IconLabel
from xieshang_desktop.ui.widgets.layout import Column, Row
from xieshang_desktop.ui.widgets.tab_order import tab_through
from xieshang_desktop.ui.widgets.text import Label

_SIGNS = {"done": ("tick", "green"), "attention": ("warning", "red"), "waiting": ("clock", "amber")}
_NOTES = {"attention": "attention", "waiting": "waiting"}
_QUIET = ("minus", "secondary")

Line = tuple[str, str, str, Sequence[tuple[str, str]]]
"""State (done, waiting, attention, ahead), words, note, buttons (key, words)."""


class CheckRows(QWidget):
    """`acted(key)`. The first button of the first line in need is red: the next step.

    When a line with the keyboard goes, the keyboard goes to the next step.
    """

    acted = Signal(str)

    def __init__(
        self, *, primary: bool = True, stacked: bool = False, parent: QWidget | None = None
    ) -> None:
        """`stacked`: long words with the note below them."""
        super().__init__(parent)
        self._stacked = stacked
        self._column = Column(self, gap=0)
        self._primary = primary
        self._shown: list[Line] = []
        self._rows: list[QWidget] = []

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these; the keyboard stays on the button it was on."""
        if list(lines) == self._shown:
            return
        focused = self._focused_key()
        self._shown = list(lines)
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = []
        red = self._next_step(lines) if self._primary else -1
        for number, line in enumerate(lines):
            if number:
                self._add(divider())
            self._add(self._row(line, red=number == red))
        tab_through(self, [button for row in self._rows for button in _buttons(row)])
        if focused:
            buttons = {str(b.property("key")): b for row in self._rows for b in _buttons(row)}
            next_one = buttons.get(focused) or self.main_button()
            if next_one is not None:
                next_one.setFocus()

    def _focused_key(self) -> str:
        for row in self._rows:
            for button in _buttons(row):
                if button.hasFocus():
                    return str(button.property("key"))
        return ""

    def main_button(self) -> Button | None:
        """The red button, or the first there is."""
        buttons = [button for row in self._rows for button in _buttons(row)]
        red = [button for button in buttons if button.property("kind") == "primary"]
        return next(iter([*red, *buttons]), None)

    def _next_step(self, lines: Sequence[Line]) -> int:
        for number, line in enumerate(lines):
            if line[0] in _NOTES and line[3]:
                return number
        last = len(lines) - 1
        return last if lines and lines[last][3] else -1

    def _add(self, row: QWidget) -> None:
        self._rows.append(row)
        self._column.addWidget(row)

    def _row(self, line: Line, *, red: bool) -> QWidget:
        state, words, note, buttons = line
        widget = QWidget()
        row = Row(widget, gap=12, margins=(0, 6, 0, 6))
        row.addWidget(IconLabel(*_SIGNS.get(state, _QUIET), 18), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(_Words(words, note, _NOTES.get(state, "secondary"), self._stacked), 1)
        for number, (key, label) in enumerate(buttons):
            kind = "primary" if red and number == 0 else "secondary"
            button = Button(label, kind, pressed=partial(self.acted.emit, key))
            button.setProperty("key", key)
            button.setAccessibleDescription(f"{words} {note}")
            row.addWidget(button)
        widget.setMinimumHeight(theme.px(52))
        return widget


class _Words(QWidget):
    """What it is and how it stands, side by side, or one below the other where it is narrow."""

    def __init__(self, words: str, note: str, kind: str, stacked: bool) -> None:
        super().__init__()
        self._stacked = stacked
        self._words = Label(words, "strong", wrap=stacked)
        self._note = Label(note, kind, wrap=True)
        self._line = Row(self, gap=12)
        self._line.addWidget(self._words)
        self._line.addWidget(self._note, 1)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._arrange(10_000)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(120), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange(event.size().width())
        super().resizeEvent(event)

    def _arrange(self, width: int) -> None:
        for label in (self._words, self._note):
            label.ensurePolished()
        across = self._words.fontMetrics().horizontalAdvance(self._words.text())
        across += self._note.fontMetrics().horizontalAdvance(self._note.text()) + theme.px(20)
        down = self._stacked or across > width
        wanted = QBoxLayout.Direction.TopToBottom if down else QBoxLayout.Direction.LeftToRight
        if self._line.direction() != wanted:
            self._line.setDirection(wanted)
            self._line.setSpacing(theme.space(2 if down else 12))


def _buttons(row: QWidget) -> list[Button]:
    return row.findChildren(Button)
