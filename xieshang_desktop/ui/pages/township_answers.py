"""Villages that answered their invitation: the fingerprint in digits and words, to be compared."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from gettext import gettext as _

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from xieshang_desktop.ui.presenters.township_receiving import AnswerView
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.card import Card, divider
from xieshang_desktop.ui.widgets.layout import Column, Flow
from xieshang_desktop.ui.widgets.sheet import Sheet
from xieshang_desktop.ui.widgets.text import Label


class AnswersCard(Card):
    """`confirmed(answer)`, `refused(key, name)`; a few at a time, one below the other."""

    confirmed = Signal(object)
    refused = Signal(str, str)

    def __init__(self) -> None:
        super().__init__("", gap=12)
        self._column = Column(gap=12)
        self.body.addLayout(self._column)
        self._shown: list[AnswerView] = []
        self._parts: list[QWidget] = []
        self.buttons: dict[str, tuple[Button, Button]] = {}

    def show_answers(self, answers: Sequence[AnswerView]) -> None:
        """Show these, unless they stand there already."""
        if list(answers) == self._shown:
            return
        self._shown = list(answers)
        for part in self._parts:
            self._column.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._parts, self.buttons = [], {}
        for number, answer in enumerate(answers):
            if number:
                self._add(divider())
            self._add(self._part(answer))

    def _add(self, part: QWidget) -> None:
        self._parts.append(part)
        self._column.addWidget(part)

    def _part(self, answer: AnswerView) -> QWidget:
        part = QWidget()
        column = Column(part, gap=8)
        column.addWidget(Label(answer.title, "heading", wrap=True))
        column.addWidget(Label(answer.note, "secondary", wrap=True))
        column.addWidget(Label(answer.digits, "title", wrap=True))
        column.addWidget(Label(answer.words, "strong", wrap=True))
        row = QWidget()
        flow = Flow(row, gap=12, row_gap=10)
        same = Button(
            _("一致，登记"),
            "secondary",
            "tick",
            pressed=lambda: self.confirmed.emit(answer),
        )
        other = Button(_("不一致"), pressed=lambda: self.refused.emit(answer.key, answer.name))
        self.buttons[answer.key] = (same, other)
        for button in (same, other):
            flow.addWidget(button)
        column.addWidget(row)
        return part


def ask_same(where: QWidget, answer: AnswerView, then: Callable[[], object]) -> Sheet:
    """Ask once more with all that is compared in sight; Enter says no, so that nobody agrees by
    accident."""
    question = Sheet(where, _("电话里念的，和这里的一样？"), _("一致，登记"), icon="question")
    told = _("每一组数字都一样，才登记。登记以后，收{0}的协商包，发给它回执。").format(answer.name)
    question.body.addWidget(Label(answer.digits, "title", wrap=True))
    question.body.addWidget(Label(answer.words, "strong", wrap=True))
    question.body.addWidget(Label(told, "", wrap=True))

    def agree() -> None:
        question.leave()
        then()

    question.accepted.connect(agree)
    question.open(question.no)
    return question
