"""口令: one sheet to set, change, take away, or begin anew when it was forgotten."""

from __future__ import annotations

from gettext import gettext as _

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.presenters.pins import PinPresenter
from xieshang_desktop.ui.widgets.fields import ChoiceField, Field
from xieshang_desktop.ui.widgets.layout import show_if
from xieshang_desktop.ui.widgets.pin_field import PinField
from xieshang_desktop.ui.widgets.sheet import Sheet
from xieshang_desktop.ui.widgets.text import Label
from xieshang_desktop.ui.widgets.text_area import TextArea

SET, CHANGE, REMOVE, RESET = "set", "change", "remove", "reset"

_REASON = "reason"


class PinSheet(Sheet):
    """What is to be done with the PIN of one convenor; Enter does it. `ended` when it was done or
    given up, just before the sheet goes."""

    ended = Signal()

    def __init__(
        self, context: Context, presenter: PinPresenter, convenor_id: str, name: str, deed: str
    ) -> None:
        title, yes = {
            SET: (_("{0}设口令"), _("设好")),
            CHANGE: (_("{0}换口令"), _("换上")),
            REMOVE: (_("取消{0}的口令"), _("取消口令")),
            RESET: (_("{0}忘了口令"), _("重设")),
        }[deed]
        super().__init__(context.window, title.format(name), yes)
        self._presenter, self._id, self._deed = presenter, convenor_id, deed
        allowing = presenter.allowing(convenor_id) if deed == RESET else []
        self._words = Label("", "secondary", wrap=True)
        self.way = ChoiceField(
            _("怎样重设"),
            [
                *((each, _("{0}在场，输他的口令").format(who)) for each, who in allowing),
                (_REASON, _("都忘了，写明原因")),
            ],
        )
        self.way.show_value(allowing[0][0] if allowing else _REASON)
        self.way.changed.connect(lambda _keys: self._show())
        self._names = dict(allowing)
        self.old = PinField(_("现在的口令"))
        self._text = TextArea(_("例如：两位召集人都忘了口令，村务监督委员会主任在场"), rows=2)
        self.reason = Field(_("原因（记下来，改不掉）"), self._text)
        self.new = PinField(_("新口令"), _("6到12位数字，只有本人知道。"))
        self.again = PinField(_("再输一遍"))
        for part in (self._words, self.way, self.old, self.reason, self.new, self.again):
            self.body.addWidget(part)
        show_if(self.way, bool(allowing))
        show_if(self.new, deed != REMOVE)
        show_if(self.again, deed != REMOVE)
        self.accepted.connect(self._do)
        self.refused.connect(self.ended)
        self._show()

    def first(self) -> QWidget:
        """The first field that is asked."""
        fields = (self.old.line, self._text, self.new.line)
        return next(field for field in fields if field.isVisibleTo(self))

    def _show(self) -> None:
        by_other = self._deed == RESET and self.way.value() != _REASON
        if by_other:
            self.old.show_label(_("{0}的口令").format(self._names[self.way.value()]))
        words = {
            SET: _("口令记下是谁确认的。请本人来设，别人转过脸去。"),
            REMOVE: _("取消以后，这位召集人看过纪要按一下就确认。"),
            RESET: _("口令存在这台电脑里，谁也看不到，恢复纸也找不回来，只能重设。")
            if by_other
            else _("没有人能用口令作证时这样重设：写明原因和在场的人，原因记进流水账，不能再改。"),
        }.get(self._deed, "")
        self._words.setText(words)
        show_if(self._words, bool(words))
        show_if(self.old, by_other or self._deed in (CHANGE, REMOVE))
        show_if(self.reason, self._deed == RESET and not by_other)

    def _do(self) -> None:
        old, new = self.old.pin(), self.new.pin()
        if self._deed != REMOVE and new != self.again.pin():
            self.again.show_error(_("两遍不一样，请再输一遍。"))
            self.again.forget()
            return
        way, presenter = self.way.value(), self._presenter
        if self._deed == SET:
            done = presenter.set(self._id, new)
        elif self._deed == CHANGE:
            done = presenter.change(self._id, old, new)
        elif self._deed == REMOVE:
            done = presenter.remove(self._id, old)
        elif way == _REASON:
            done = presenter.reset_with_reason(self._id, new, self._text.value())
        else:
            done = presenter.reset(self._id, new, way, old)
        if done:
            self.ended.emit()
            self.leave()
