"""The head of a meeting's page: the way back, what is being done, which meeting, and its parts."""

from __future__ import annotations

from collections.abc import Sequence
from gettext import gettext as _

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from xieshang_desktop.ui import theme
from xieshang_desktop.ui.widgets.button import IconButton
from xieshang_desktop.ui.widgets.chip import Chip
from xieshang_desktop.ui.widgets.layout import Row, show_if
from xieshang_desktop.ui.widgets.tabs import Tabs
from xieshang_desktop.ui.widgets.text import Label, OneLine


class MeetingBar(QWidget):
    """One line: where it is narrow, the title goes first (the tabs say the same), facts get …."""

    back_requested = Signal()
    chosen = Signal(str)
    more_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = row = Row(self, gap=14)
        self.back = IconButton("back", _("返回会议"), self.back_requested.emit)
        self._title = Label("", "title")
        self._facts = OneLine("", "secondary")
        self._chip = Chip("")
        self.tabs = Tabs()
        self.tabs.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.tabs.chosen.connect(self._choose)
        row.addWidget(self.back)
        row.addWidget(self._title)
        row.addWidget(self._facts, 1)
        row.addWidget(self._chip)
        self.more = IconButton("list", _("更多（F10）"), self.more_requested.emit)
        row.addWidget(self.tabs)
        row.addWidget(self.more)
        self._words: dict[str, str] = {}
        self._tools: list[QWidget] = []

    def add_tool(self, tool: QWidget) -> None:
        """Something of one part that stands before 更多 while that part shows it."""
        self._tools.append(tool)
        self._row.insertWidget(self._row.indexOf(self.more), tool)
        QWidget.setTabOrder(self.tabs, tool)
        self.fit()

    def show_tabs(self, tabs: Sequence[tuple[str, str]], key: str) -> None:
        """The parts (key, words), and the one in front, whose words are the title."""
        self._words = dict(tabs)
        self.tabs.show_tabs(tabs, key)
        self._title.setText(self._words[key])
        self.fit()

    def show_meeting(self, facts: str, state: str, kind: str) -> None:
        """Which meeting it is, and its state."""
        self._facts.setText(facts)
        self._chip.show_words(state, kind)
        self.fit()

    def rescale(self) -> None:
        """Take the sizes in force."""
        self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        thick = theme.line_width()
        painter = QPainter(self)
        painter.fillRect(0, self.height() - thick, self.width(), thick, theme.colour("line"))

    def _choose(self, key: str) -> None:
        self._title.setText(self._words[key])
        self.chosen.emit(key)

    def fit(self) -> None:
        """Show the title if there is room; called when a tool comes or goes."""
        parts = [self.back, self._title, self._chip, self.tabs, self.more]
        parts += [tool for tool in self._tools if not tool.isHidden()]
        for part in (self._title, self._chip, *self._tools):
            part.ensurePolished()
        fixed = sum(part.sizeHint().width() for part in parts)
        gaps = len(parts) * theme.space(14)
        show_if(self._title, fixed + gaps + theme.px(200) <= self.width())
