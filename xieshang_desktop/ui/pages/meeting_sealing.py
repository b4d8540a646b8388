"""确认纪要: one convenor, or who stands in, confirms on the screen, by PIN where there is one."""

from __future__ import annotations

from functools import partial
from gettext import gettext as _
from typing import NamedTuple, Protocol

from PySide6.QtWidgets import QWidget

from xieshang_desktop.domain.terms import Rank
from xieshang_desktop.services.pins import Need
from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.presenters.pins import PinPresenter
from xieshang_desktop.ui.presenters.sealing import WhoView, who_may
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.fields import ChoiceField, LineField
from xieshang_desktop.ui.widgets.layout import Flow, show_if
from xieshang_desktop.ui.widgets.pin_field import PinField
from xieshang_desktop.ui.widgets.sheet import Sheet
from xieshang_desktop.ui.widgets.text import Label


class Confirm(Protocol):
    """Confirms; False when it was refused, in words."""

    def __call__(
        self, rank: str, *, convenor_id: str = "", reason: str = "", pin: str = ""
    ) -> bool: ...


class Question(NamedTuple):
    """For which office of which meeting, and how it is put."""

    meeting_id: str
    rank: str
    title: str
    words: str
    yes: str


def ask_to_confirm(context: Context, question: Question, confirm: Confirm) -> SealingSheet:
    """Once, in words that say what will happen."""
    sheet = SealingSheet(context, question, confirm)
    sheet.open(sheet.first())
    return sheet


class SealingSheet(Sheet):
    """Who, why where it is not the convenor, and the PIN; Enter confirms."""

    def __init__(self, context: Context, question: Question, confirm: Confirm) -> None:
        super().__init__(context.window, question.title, question.yes, icon="question")
        self._context, self._question, self._confirm = context, question, confirm
        self._pins = PinPresenter(context.desk, context.attempt)
        found = who_may(context.desk, question.meeting_id, Rank(question.rank))
        self._who = {each.id: each for each in found}
        self.body.addWidget(Label(question.words, "", wrap=True))
        self.who = ChoiceField(_("由谁确认"), [(each.id, each.words) for each in found])
        self.who.show_value(found[0].id)
        self.who.changed.connect(lambda _keys: self._choose())
        self.reason = LineField(
            _("为什么代为确认（会印在纪要上）"), example=_("例如：沈慧外出开会，月底才回")
        )
        self._note = Label("", "waiting", wrap=True)
        self.pin = PinField("")
        self.again = PinField(_("再输一遍"))
        for part in (self.who, self.reason, self._note, self.pin, self.again):
            self.body.addWidget(part)
        links = QWidget()
        flow = Flow(links, gap=16, row_gap=4)
        self.forgotten = Button(_("忘了口令"), "link", pressed=self._forgot)
        self.paper = Button(_("在纸上签名确认"), "link", pressed=self._on_paper)
        flow.addWidget(self.forgotten)
        flow.addWidget(self.paper)
        self.body.addWidget(links)
        self.accepted.connect(self._accept_it)
        show_if(self.who, len(found) > 1)
        self._show()

    def first(self) -> QWidget | None:
        """Where the keyboard begins: the PIN, or the deed itself."""
        need = self._chosen().need
        return self.pin.line if need in (Need.PIN, Need.FIRST_PIN) else self.yes

    def _chosen(self) -> WhoView:
        return self._who[self.who.value()]

    def _choose(self) -> None:
        self._show()
        if self._chosen().explained:
            self.reason.line.setFocus()

    def _show(self) -> None:
        who = self._chosen()
        first = who.need is Need.FIRST_PIN
        asked = first or who.need is Need.PIN
        self.reason.show_value(who.reason)
        self._note.setText(who.note)
        label = _("{0}的口令") if not first else _("{0}设一个口令")
        self.pin.show_label(label.format(who.name))
        self.pin.show_hint(_("6到12位数字，以后确认都要用，只有本人知道。") if first else "")
        for field in (self.pin, self.again):
            field.show_value("")
        show_if(self.reason, who.explained)
        show_if(self._note, bool(who.note))
        show_if(self.pin, asked)
        show_if(self.again, first)
        show_if(self.forgotten, who.need is Need.PIN)
        self.yes.setEnabled(who.need is not Need.PAPER)
        self.show_problem("")

    def _accept_it(self) -> None:
        who, pin = self._chosen(), self.pin.pin()
        if who.explained and not self.reason.value():
            self.reason.show_error(_("请写明原因。"))
            self.reason.line.setFocus()
            return
        if who.need in (Need.PIN, Need.FIRST_PIN) and not pin:
            self.pin.show_error(_("请输入口令。"))
            self.pin.line.setFocus()
            return
        if who.need is Need.FIRST_PIN and not self._first_pin(who, pin):
            return
        reason = self.reason.value() if who.explained else ""
        if self._confirm(self._question.rank, convenor_id=who.id, reason=reason, pin=pin):
            self.leave()
        elif pin:
            self.pin.forget()

    def _first_pin(self, who: WhoView, pin: str) -> bool:
        """Set it; afterwards it is asked for like any other."""
        if pin != self.again.pin():
            self.again.show_error(_("两遍不一样，请再输一遍。"))
            self.again.forget()
            return False
        if not self._pins.set(who.id, pin):
            return False
        self._who[who.id] = who._replace(need=Need.PIN)
        return True

    def _forgot(self) -> None:
        from xieshang_desktop.ui.pin_sheet import RESET, PinSheet  # rarely forgotten

        again = partial(ask_to_confirm, self._context, self._question, self._confirm)
        who = self._chosen()
        self.leave()
        sheet = PinSheet(self._context, self._pins, who.id, who.name, RESET)
        sheet.ended.connect(again)
        sheet.open(sheet.first())

    def _on_paper(self) -> None:
        from xieshang_desktop.ui.pages.meeting_sealing_paper import PaperSheet  # few do

        self.leave()
        PaperSheet(self._context, self._question.meeting_id).open()
