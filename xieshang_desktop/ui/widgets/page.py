"""A page: its title says what it is for, its body scrolls up and down, never sideways."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QSizePolicy, QWidget
from shiboken6 import isValid

from xieshang_desktop.ui import theme
from xieshang_desktop.ui.widgets.button import Button, back_button
from xieshang_desktop.ui.widgets.chip import Chip
from xieshang_desktop.ui.widgets.flow import Flow
from xieshang_desktop.ui.widgets.layout import Column, show_if
from xieshang_desktop.ui.widgets.text import Label

_GAP, _MARGINS = 14, (24, 20, 24, 20)
_GAP_LOW, _MARGINS_LOW = 8, (24, 8, 24, 8)
#: Design pixels of a page in which every line counts: all but a large screen at 100 %.
_LOW = 860


class Title(Label):
    """The title of a page: as wide as its words, on several lines only where it must."""

    def __init__(self, words: str = "") -> None:
        super().__init__(words, "title", wrap=True)

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.text()) + theme.px(8), metrics.height())

    def minimumSizeHint(self) -> QSize:
        high = self.fontMetrics().height()
        return QSize(min(self.sizeHint().width(), high * 4), high)


class PageHeader(QWidget):
    """Title, chips and actions on one line (or more, where narrow), a line of facts below."""

    back_requested = Signal()

    def __init__(self, title: str = "", back: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = column = Column(self, gap=12)
        self._back: Button | None = None
        self._flow = Flow(gap=14, row_gap=10)
        self.title = Title(title)
        self._flow.addWidget(self.title)
        self._beside = Label("", "secondary")
        self._beside.hide()
        self._flow.addWidget(self._beside)
        self._chips: list[Chip] = []
        column.addLayout(self._flow)
        self._line = Label("", "secondary", wrap=True)
        self._line.hide()
        column.addWidget(self._line)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.show_back(back)

    def show_title(self, words: str) -> None:
        """What this page is for."""
        self.title.setText(words)

    def show_back(self, words: str) -> None:
        """The way back, e.g. 返回议题; empty hides it."""
        if words and self._back is None:  # the first page has none
            self._back = back_button(words, self.back_requested.emit)
            self._column.insertWidget(0, self._back, 0, Qt.AlignmentFlag.AlignLeft)
        if self._back is not None:
            self._back.show_words(words)
            show_if(self._back, bool(words))

    def show_beside(self, words: str) -> None:
        """Facts on the title's own line."""
        self._beside.setText(words)
        show_if(self._beside, bool(words))

    def show_line(self, words: str) -> None:
        """Facts on the line below the title."""
        self._line.setText(words)
        show_if(self._line, bool(words))

    def show_chips(self, chips: Sequence[tuple[str, str]]) -> None:
        """Chips (words, kind) after the title."""
        while len(self._chips) < len(chips):
            chip = Chip("")
            self._chips.append(chip)
            self._flow.addWidget(chip)
        for number, chip in enumerate(self._chips):
            shown = number < len(chips)
            show_if(chip, shown)
            if shown:
                chip.show_words(*chips[number])
        self._flow.invalidate()

    def add_action(self, button: QPushButton) -> None:
        """A button at the right; the last added stands at the far right."""
        self._flow.add_right(button)


class Page(QScrollArea):
    """Add to `body` (a Column with 24 px margins). Without a title the header is not shown.

    `shown` is emitted when the page comes into view: a presenter refreshes it then.
    """

    shown = Signal()
    back_requested = Signal()

    def __init__(self, title: str = "", back: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._first: QWidget | None = None
        self.setObjectName("page")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # arrows scroll; Tab goes to what is inside
        inside = QWidget()
        inside.setObjectName("pageBody")
        self.body = Column(inside, gap=_GAP, margins=_MARGINS)
        self.header = PageHeader(title, back)
        show_if(self.header, bool(title))
        self.header.back_requested.connect(self.back_requested)
        self.body.addWidget(self.header)
        self.setWidget(inside)

    def show_title(self, words: str) -> None:
        """What this page is for."""
        self.header.show_title(words)
        show_if(self.header, bool(words))

    def setFocusProxy(self, first: QWidget) -> None:
        """Who gets the keyboard when the page is opened.

        Not Qt's own proxy: with that one Tab would leap over all that stands before it.
        """
        self._first = first

    def focusProxy(self) -> QWidget | None:
        """Who gets it, if it is still there."""
        return self._first if self._first is not None and isValid(self._first) else None

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self.shown.emit()


class FullPage(Page):
    """A page whose parts fill it and scroll by themselves: in a low window it has less empty
    space."""

    @property
    def low(self) -> bool:
        """Whether every line counts."""
        return self.height() < theme.px(_LOW)

    def rescale(self) -> None:
        """Take the sizes in force."""
        self.body.respace(*((_GAP_LOW, _MARGINS_LOW) if self.low else (_GAP, _MARGINS)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.rescale()
