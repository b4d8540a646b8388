"""签名: what is signed stands above, the pad below; who does not write has a witness (N2)."""

from __future__ import annotations

from collections.abc import Callable
from gettext import gettext as _

from PySide6.QtWidgets import QWidget

from xieshang_desktop.services.signatures import Signing, at_door
from xieshang_desktop.services.signing_minutes import on_minutes
from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.presenters.meeting_door import DoorPresenter
from xieshang_desktop.ui.presenters.signing import Act, SigningPresenter
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.facts import Facts
from xieshang_desktop.ui.widgets.fields import ChoiceField, LineField
from xieshang_desktop.ui.widgets.layout import show_if
from xieshang_desktop.ui.widgets.notice import Notice
from xieshang_desktop.ui.widgets.sheet import Sheet
from xieshang_desktop.ui.widgets.signature_pad import SignaturePad
from xieshang_desktop.ui.widgets.text import Label

_HAND = "strokes"


class SignatureSheet(Sheet):
    """Write and press Enter. Left and right choose another way; Delete clears the pad."""

    def __init__(self, context: Context, signing: Signing, act: Act) -> None:
        self._presenter = SigningPresenter(context.desk, signing, act)
        self._view = view = self._presenter.view
        yes = "" if view.signed else _("签好了")
        super().__init__(context.window, _("{0} 签名").format(view.name), yes, width=720)
        self.facts = Facts()
        self.facts.show_facts([line for line in view.lines if line[0]])
        self.body.addWidget(self.facts)
        for _label, sentence in (line for line in view.lines if not line[0]):
            self.body.addWidget(Label(sentence, "", wrap=True))
        self._state = Notice()
        self._state.show_notice(view.state, "attention" if view.changed else "done")
        self.body.addWidget(self._state)
        self.way = ChoiceField("", view.ways)
        self.way.show_value(_HAND)
        self.body.addWidget(self.way)
        self.pad = SignaturePad(_("请用笔、手指或鼠标在这里写上名字"))
        self.body.addWidget(self.pad)
        self.again = Button(_("重写"), pressed=self.pad.clear)
        self.again.show_words(_("重写"), "Delete")
        self.buttons.insertWidget(0, self.again)
        self.witness = LineField(_("见证人"), example=_("在场看着的人的姓名"), longest=40)
        self.body.addWidget(self.witness)
        self._paper = Label("", "secondary", wrap=True)
        self.body.addWidget(self._paper)
        self.withdraw = Button(_("撤回签名"), pressed=self._withdraw)
        self.buttons.insertWidget(0, self.withdraw)
        show_if(self.withdraw, view.signed)
        self.pad.written.connect(self._written)
        self.way.changed.connect(lambda _keys: self._arrange())
        self.accepted.connect(self._save)
        self._arrange()

    def open(self, first: QWidget | None = None) -> None:
        """Begin on the pad; what is signed already is only looked at."""
        super().open(first or (self.no if self._view.signed else self.pad))

    def _arrange(self) -> None:
        signed = self._view.signed
        by_hand = self.way.value() == _HAND
        show_if(self.way, not signed)
        if signed:
            self.pad.show_strokes(self._view.strokes, writable=False)
        show_if(self.pad, bool(self._view.strokes) if signed else by_hand)
        show_if(self.again, by_hand and not signed)
        for part in (self.witness, self._paper):
            show_if(part, not by_hand and not signed)
        self._paper.setText(
            _("手印只按在纸上，电脑里不存手印，只记下按过、谁见证。")
            if self.way.value() == "fingerprint"
            else _("纸上的签名是原件，这里记下签过、谁见证。")
        )
        self.show_problem("")
        if self.isVisible():
            (self.pad if by_hand else self.witness.line).setFocus()

    def _written(self) -> None:
        self.show_problem("")

    def _save(self) -> None:
        if self._view.signed:
            return
        if self.way.value() == _HAND:
            done = self._presenter.sign(self.pad.strokes())
        else:
            done = self._presenter.sign_on_paper(self.way.value(), self.witness.value())
        if done:
            self.leave()

    def _withdraw(self) -> None:
        if self._presenter.withdraw():
            self.leave()


def ask_at_door(context: Context, door: DoorPresenter, meeting_id: str, person_id: str) -> bool:
    """The pad for the marked person, or for who came last; False when nobody has come yet. Who
    was signed in for it and does not sign is as before."""
    who, first = door.to_sign(person_id)

    def show(signing: Signing) -> None:
        sheet = SignatureSheet(context, signing, act)
        if first:
            sheet.refused.connect(door.undo)
        sheet.open()

    def act(call: Callable[[], object], words: str) -> bool:
        return door.sign_by_hand(who, call, words)

    return bool(who) and context.attempt(
        lambda: at_door(context.desk, meeting_id, who),
        "",
        show,
    )


def ask_on_minutes(context: Context, meeting_id: str, person_id: str) -> bool:
    """The pad for somebody who signs the minutes."""

    def act(call: Callable[[], object], words: str) -> bool:
        return context.attempt(call, words)

    return context.attempt(
        lambda: on_minutes(context.desk, meeting_id, person_id),
        "",
        lambda signing: SignatureSheet(context, signing, act).open(),
    )
