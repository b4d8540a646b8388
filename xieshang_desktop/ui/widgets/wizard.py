"""The first start: one question a page, the way back visible, nothing asked twice."""

from __future__ import annotations

from collections.abc import Sequence
from gettext import gettext as _

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QWidget

from xieshang_desktop.ui import theme
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.card import Card
from xieshang_desktop.ui.widgets.fields import LineField
from xieshang_desktop.ui.widgets.icons import IconLabel
from xieshang_desktop.ui.widgets.layout import Column, Inside, Row, show_if
from xieshang_desktop.ui.widgets.notice import Notice
from xieshang_desktop.ui.widgets.reveal import keep_in_sight
from xieshang_desktop.ui.widgets.text import Label


class Wizard(QWidget):
    """`next_requested(step)` at the red button: the caller checks, then calls `go(step + 1)`,

    or `show_problem(...)`. `back_requested(step)` when someone goes back from the first step,
    `shown(step)` when a step comes into view.
    """

    next_requested = Signal(int)
    back_requested = Signal(int)
    shown = Signal(int)

    def __init__(self, steps: Sequence[tuple[str, str, QWidget]], parent: QWidget | None = None):
        """Each step: the question, a line that explains it, the widget that answers it."""
        super().__init__(parent)
        self.setObjectName("ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._at = 0
        outer = Column(self, gap=0, margins=(24, 24, 24, 24))
        middle = Row(gap=0)
        self._card = Card(gap=16, margins=(40, 32, 40, 28))
        middle.addStretch(1)
        middle.addWidget(self._card, 100)
        middle.addStretch(1)
        outer.addStretch()  # none before the card has its whole height: words never move it
        outer.addLayout(middle, 1)
        outer.addStretch()
        top = Row(gap=14)
        top.addWidget(IconLabel("logo", "red", 52))
        self._question, self._where = Label("", "question", wrap=True), Label("", "secondary")
        words = Column(gap=2)
        words.addWidget(self._question)
        words.addWidget(self._where)
        top.addLayout(words, 1)
        self._card.body.addLayout(top)
        self._pages = QStackedWidget()
        self._questions = [question for question, _line, _widget in steps]
        for _question, line, widget in steps:
            self._pages.addWidget(_step(line, widget))
            for field in widget.findChildren(LineField):
                field.changed.connect(lambda _words: self.show_problem(""))
        self._bodies = [widget for _question, _line, widget in steps]
        self._card.body.addWidget(self._pages, 1)
        self._notice = Notice()
        self._card.body.addWidget(self._notice)
        buttons = Row(gap=12)
        self._back = Button(_("上一步"), "quiet", "back", pressed=self._go_back)
        self.other = Button("", "secondary")
        self.other.hide()
        self.next = Button(_("下一步"), "primary", pressed=self._go_on)
        buttons.addWidget(self._back)
        buttons.addStretch(1)
        buttons.addWidget(self.other)
        buttons.addWidget(self.next)
        self._card.body.addLayout(buttons)
        self.rescale()
        self.go(0)

    def go(self, step: int, button: str = "") -> None:
        """Show a step; `button` are the words on the red button, else 下一步 or 开始使用."""
        self._at = min(max(step, 0), self._pages.count() - 1)
        self._notice.show_notice("")
        self._pages.setCurrentIndex(self._at)
        self._question.setText(self._questions[self._at])
        self._where.setText(
            _("第 {step} 步，共 {steps} 步").format(step=self._at + 1, steps=self._pages.count())
        )
        show_if(self._where, self._pages.count() > 1)
        last = self._at == self._pages.count() - 1
        self.next.show_words(button or (_("开始使用") if last else _("下一步")))
        show_if(self._back, self._at > 0)
        self._bodies[self._at].setFocus()
        self.shown.emit(self._at)

    def step(self) -> int:
        """The step in view, from 0."""
        return self._at

    def show_problem(self, sentence: str, hint: str = "") -> None:
        """Say why it does not go on, until something else is written; what has the keyboard stays
        in sight above it."""
        self._notice.show_notice(sentence, "attention", hint)
        field = self._bodies[self._at].focusWidget()
        if field is not None:
            keep_in_sight(field)

    def rescale(self) -> None:
        """Take the sizes in force."""
        self._card.setMaximumSize(theme.px(760), theme.px(720))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go_on()
        elif event.key() == Qt.Key.Key_Escape:
            self._go_back()
        else:
            super().keyPressEvent(event)

    def _go_on(self) -> None:
        if self.next.isEnabled():
            self.next_requested.emit(self._at)

    def _go_back(self) -> None:
        if self._at:
            self.go(self._at - 1)
        else:
            self.back_requested.emit(0)


def _step(line: str, widget: QWidget) -> QScrollArea:
    page = Inside()
    column = Column(page, gap=14)
    if line:
        column.addWidget(Label(line, "secondary", wrap=True))
    column.addWidget(widget)
    column.addStretch(1)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(page)
    return area
