"""The bar above the page: venue, next meeting, state line of trust, papers, help, settings."""

from __future__ import annotations

from collections.abc import Sequence
from gettext import gettext as _
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from xieshang_desktop.ui import theme
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.layout import Row, show_if
from xieshang_desktop.ui.widgets.text import Label, OneLine

_DOTS = {"done": "green", "waiting": "amber_dot", "attention": "red", "neutral": "edge"}

_INKS = {"waiting": "waiting", "attention": "attention"}  # the others need no colour


class State(NamedTuple):
    """One part of the state line: kind (done, waiting, attention, neutral), words, shorter ones."""

    kind: str
    words: str
    short: str = ""


class TopBar(QWidget):
    """56 design pixels high. Where it is narrow, words become shorter in a fixed order."""

    papers_pressed = Signal()
    meeting_pressed = Signal(str)
    help_pressed = Signal()
    settings_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("topBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._meeting = ("", "")
        self._states: list[State] = []
        self._row = Row(self, gap=22, margins=(24, 0, 14, 0))
        self._venue = OneLine("", "strong")
        self._next = Label("", "small")
        self._row.addWidget(self._venue)
        self._row.addWidget(self._next)
        self._running = ""
        self._lead = Button("", "link", pressed=lambda: self.meeting_pressed.emit(self._running))
        self._lead.reads = True
        self._row.addWidget(self._lead)
        self._row.addStretch(1)
        self._parts: list[_StatePart] = []
        self._end = Row(gap=2)
        self._papers = Button(_("文书"), "quiet", "paper", pressed=self.papers_pressed.emit)
        self._papers.setToolTip(_("看、打印、核对各种文书"))
        self._help = Button(_("帮助"), "quiet", "help", pressed=self.help_pressed.emit)
        self._help.setToolTip(_("打开这一页的说明（F1）"))
        self._settings = Button(_("设置"), "quiet", "settings", pressed=self.settings_pressed.emit)
        self._end.addWidget(self._papers)
        self._end.addWidget(self._help)
        self._end.addWidget(self._settings)
        self._row.addLayout(self._end)
        self.rescale()

    def show_venue(self, name: str) -> None:
        """The venue's name."""
        self._venue.setText(name)
        self._fit()

    def show_next_meeting(self, words: str, short: str = "", running: str = "") -> None:
        """The next meeting; `short` where there is little room. One that is `running` (its id) is
        a way back to it, and stays however little room there is."""
        self._meeting, self._running = (words, short or words), running
        self._fit()

    def show_state(self, states: Sequence[State]) -> None:
        """The parts of the state line, each with its dot."""
        self._states = list(states)
        while len(self._parts) < len(states):
            part = _StatePart(states[len(self._parts)].kind)
            self._parts.append(part)
            self._row.insertWidget(self._row.count() - 1, part)
        self._fit()

    def add_tool(self, tool: QWidget) -> None:
        """One more button before the others at the right."""
        self._end.insertWidget(0, tool)
        self._fit()

    def leave_out_papers(self) -> None:
        """Papers stand where they are written: 月报 at 汇总, letters at 督办."""
        show_if(self._papers, False)
        self._fit()

    def leave_out_settings(self) -> None:
        """What is looked at here has its settings elsewhere."""
        show_if(self._settings, False)
        self._fit()

    def rescale(self) -> None:
        """Take the sizes in force."""
        self.setFixedHeight(theme.px(56))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Say as much as there is room for: states stay longest, they are what people trust."""
        if not self.isVisible():  # it has no width yet
            self._say(0)
            return
        for level in range(5):
            self._say(level)
            for part in self.findChildren(QWidget):
                part.ensurePolished()  # its face is known only then
                part.updateGeometry()
            self._end.invalidate()
            self._row.invalidate()
            if self._row.sizeHint().width() <= self.width():
                return

    def _say(self, level: int) -> None:
        words = self._meeting[1] if level else self._meeting[0]
        self._next.setText(words)
        self._next.setToolTip(self._meeting[0])
        show_if(self._next, bool(words) and level < 3 and not self._running)
        self._lead.show_words(words)
        show_if(self._lead, bool(self._running))
        for number, part in enumerate(self._parts):
            show_if(part, number < len(self._states))
            if number < len(self._states):
                state = self._states[number]
                part.show_state(state, state.short if level >= 2 and state.short else state.words)
        for button, word in (
            (self._papers, _("文书")),
            (self._help, _("帮助")),
            (self._settings, _("设置")),
        ):
            button.show_words("" if level >= 4 else word)
            button.setAccessibleName(word)


class _StatePart(QWidget):
    def __init__(self, kind: str) -> None:
        super().__init__()
        row = Row(self, gap=7)
        self._dot = _Dot()
        self._words = Label("", _INKS.get(kind, "small"))
        row.addWidget(self._dot)
        row.addWidget(self._words)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)

    def show_state(self, state: State, words: str) -> None:
        """One state in these words."""
        self._dot.show_colour(_DOTS[state.kind])
        self._words.show_words(words, _INKS.get(state.kind, "small"))
        self.setToolTip(state.words)


class _Dot(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._colour = "green"
        self.rescale()

    def show_colour(self, colour: str) -> None:
        """Another colour."""
        self._colour = colour
        self.update()

    def rescale(self) -> None:
        """Take the size in force."""
        self.setFixedSize(theme.px(11), theme.px(11))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(self._colour))
        painter.drawEllipse(self.rect())
