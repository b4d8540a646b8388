"""The small forms of 准备: topics for the agenda, a late notice, an invited person."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from gettext import gettext as _

from PySide6.QtWidgets import QWidget

from xieshang_desktop.domain.terms import Part
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.ui.presenters.meeting_plan import PlanPresenter, TopicChoice
from xieshang_desktop.ui.presenters.meeting_plan_view import InvitedRow
from xieshang_desktop.ui.unfinished import Unfinished
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.entry_list import Entry, EntryList
from xieshang_desktop.ui.widgets.fields import ChoiceField, LineField
from xieshang_desktop.ui.widgets.search_box import FilterBox
from xieshang_desktop.ui.widgets.sheet import Sheet
from xieshang_desktop.ui.widgets.text import Label


class TopicsSheet(Sheet):
    """Topics that are settled and on no agenda: Space picks, Enter adds what is picked."""

    def __init__(
        self,
        host: QWidget,
        choices: Sequence[TopicChoice],
        add: Callable[[Sequence[str]], bool],
    ) -> None:
        super().__init__(host, _("列入议程的议题"), _("列入议程") if choices else "", width=640)
        self._choices, self._add = choices, add
        self._picked: set[str] = set()
        self._text = ""
        if not choices:
            words = _("没有别的议题可以列入：议题要先审定，已经有结果的不再列入。")
            self.body.addWidget(Label(words, "", wrap=True))
            return
        self.box = FilterBox(_("查找议题"))
        self.list = EntryList(most=5, least=3)
        self.list.setAccessibleName(_("议题"))
        self.body.addWidget(self.box)
        self.body.addWidget(self.list)
        self.box.typed.connect(self._narrow)
        self.box.drive(self.list)
        self.box.entered.connect(lambda _text: self._accept_marked())
        self.list.picked.connect(self._pick)
        self.list.opened.connect(lambda _key: self._accept_marked())
        self.accepted.connect(self._accept_marked)
        self._show()

    def _narrow(self, text: str) -> None:
        self._text = text
        self._show()

    def _pick(self, key: str) -> None:
        self._picked ^= {key}
        self._show()

    def _show(self) -> None:
        fitting = [choice for choice in self._choices if self._text in choice.title]
        rows = [
            Entry(choice.key, choice.title, note=choice.note, picked=choice.key in self._picked)
            for choice in fitting
        ]
        marked = self.list.marked_key()
        keys = [row.key for row in rows]
        self.list.show_rows(rows, marked if marked in keys else next(iter(keys), ""))
        self.yes.show_words(
            _("列入议程（{0}）").format(len(self._picked)) if self._picked else _("列入议程")
        )

    def _accept_marked(self) -> None:
        marked = [self.list.marked_key()] if self.list.marked_key() else []
        wanted = [c.key for c in self._choices if c.key in self._picked] or marked
        if wanted and self._add(wanted):
            self.leave()


class LateNoticeSheet(Sheet):
    """A notice later than the rule asks needs its reason, which the minutes show."""

    def __init__(
        self, host: QWidget, desk: Desk, about: str, words: str, issue: Callable[[str], bool]
    ) -> None:
        super().__init__(host, _("通知晚了"), _("写明原因，发通知"), icon="warning")
        self._issue = issue
        self.body.addWidget(Label(words, "", wrap=True))
        self.reason = LineField(_("原因"), example=_("如 汛情紧急，需当日商定排水办法"))
        self.body.addWidget(self.reason)
        self._unfinished = Unfinished(self, desk, about, {"late": self.reason})
        self.accepted.connect(self._save)

    def _save(self) -> None:
        if not self.reason.value():
            self.reason.show_error(_("请写明原因。"))
            self.reason.setFocus()
        elif self._issue(self.reason.value()):
            self._unfinished.take()


class CancelSheet(Sheet):
    """Calling a meeting off, with its reason."""

    def __init__(
        self, host: QWidget, desk: Desk, about: str, cancel: Callable[[str], bool]
    ) -> None:
        super().__init__(host, _("取消这次会议？"), _("取消会议"), _("不取消"), icon="question")
        self._cancel = cancel
        words = _("会议留在清单里，标作已取消；议题可以列入别的会议。请记得通知已邀请的人。")
        self.body.addWidget(Label(words, "", wrap=True))
        self.reason = LineField(_("原因"), example=_("如 农忙，改到下月"), longest=80)
        self.body.addWidget(self.reason)
        self._unfinished = Unfinished(self, desk, about, {"cancel": self.reason})
        self.accepted.connect(self._save)

    def _save(self) -> None:
        if not self.reason.value():
            self.reason.show_error(_("请写原因，一句话就行。"))
            self.reason.setFocus()
        elif self._cancel(self.reason.value()):
            self._unfinished.take()


class InvitedSheet(Sheet):
    """As what somebody takes part, or no invitation after all."""

    def __init__(self, host: QWidget, row: InvitedRow, part: str, presenter: PlanPresenter) -> None:
        super().__init__(host, row.name, _("记下"))
        self._key, self._part, self._presenter = row.key, part, presenter
        self.body.addWidget(Label(row.place, "secondary"))
        self.part = ChoiceField(_("参加身份"), [(each.value, each.words) for each in Part])
        self.part.show_value(part)
        self.part.changed.connect(lambda _keys: self.yes.setFocus())  # Enter then keeps it
        self.body.addWidget(self.part)
        self.remove = Button(_("不邀请了"), pressed=self._uninvite)
        self.buttons.insertWidget(0, self.remove)
        self.accepted.connect(self._save)

    def _save(self) -> None:
        same = self.part.value() == self._part
        if same or self._presenter.change_part(self._key, self.part.value()):
            self.leave()

    def _uninvite(self) -> None:
        if self._presenter.uninvite(self._key):
            self.leave()
