"""The sheets of 纪要: facts that changed, text modules, the five clarities."""

from __future__ import annotations

from collections.abc import Sequence
from gettext import gettext as _

from PySide6.QtWidgets import QWidget

from xieshang_desktop.domain.text_changes import Piece
from xieshang_desktop.ui.presenters.meeting_minutes import MinutesPresenter
from xieshang_desktop.ui.presenters.meeting_minutes_view import ChangeView, ClarityRow, ModuleRow
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.card import divider
from xieshang_desktop.ui.widgets.choice_chips import ChoiceChips
from xieshang_desktop.ui.widgets.entry_list import Entry, EntryAction, EntryList
from xieshang_desktop.ui.widgets.fields import Field, LineField
from xieshang_desktop.ui.widgets.layout import Column, Row, show_if
from xieshang_desktop.ui.widgets.marked_text import MarkedText
from xieshang_desktop.ui.widgets.sheet import Sheet
from xieshang_desktop.ui.widgets.text import Label
from xieshang_desktop.ui.widgets.text_area import TextArea


class ChangeSheet(Sheet):
    """What changed in the facts, side by side; below it the text as it shall be."""

    def __init__(
        self, host: QWidget, presenter: MinutesPresenter, key: str, view: ChangeView, draft: str
    ) -> None:
        super().__init__(
            host,
            _("会议记录改了：{0}").format(view.heading),
            _("就用下面的文字"),
            _("以后再说"),
            width=960,
        )
        self._presenter, self._key = presenter, key
        both = Row(gap=20)
        for words, pieces in ((_("原来的记录"), view.before), (_("现在的记录"), view.after)):
            side = Column(gap=6)
            side.addWidget(Label(words, "label"))
            side.addWidget(_marked(pieces))
            side.addStretch(1)
            both.addLayout(side, 1)
        self.body.addLayout(both)
        self.body.addWidget(divider())
        self.area = TextArea(rows=5, most_rows=7)
        self.area.show_value(view.mine)
        self.area.setPlainText(draft or view.proposed)
        hint = _("您写的字都在；别处的改动已经并进来了。可以直接改。")
        self.body.addWidget(Field(_("纪要里写成"), self.area, hint))
        for words, text in (
            (_("改用现在的记录"), view.fresh),
            (_("保留我写的，不改"), view.mine),
        ):
            button = Button(words, pressed=lambda text=text: self._settle(text))
            self.buttons.insertWidget(self.buttons.count() - 2, button)
        for signal in (self.area.draft_changed, self.area.finished):
            signal.connect(lambda text: presenter.keep_merging(key, text))
        self.accepted.connect(lambda: self._settle(self.area.value()))

    def _settle(self, text: str) -> None:
        self.area.blockSignals(True)  # it is recorded, no draft
        if self._presenter.settle_change(self._key, text):
            self.leave()
        else:
            self.area.blockSignals(False)


class ModulesSheet(Sheet):
    """Text modules: Enter puts one into the minutes."""

    def __init__(
        self, host: QWidget, presenter: MinutesPresenter, rows: Sequence[ModuleRow]
    ) -> None:
        super().__init__(host, _("加一段文字模块"), _("加上这一段"), width=680)
        self._presenter, self._rows = presenter, {row.name: row for row in rows}
        actions = (
            EntryAction("edit", _("改这个模块")),
            EntryAction("drop", _("删去本室的这个模块"), "Del"),
        )
        self.list = EntryList(actions, most=6, least=4)
        self.list.setAccessibleName(_("文字模块"))
        self.list.show_rows(
            [
                Entry(
                    row.name,
                    row.name,
                    note=row.text.split("\n")[0],
                    chip=_("已有") if row.there else _("本室") if row.own else "",
                    chip_kind="done" if row.there else "neutral",
                    strong=True,
                )
                for row in rows
            ],
            next((row.name for row in rows if not row.there), ""),
        )
        self.list.opened.connect(lambda _key: self._add())
        self.list.acted.connect(self._act)
        self.body.addWidget(self.list)
        hint = _("【】里的字没有记录可填，加上以后自己写。")
        self.body.addWidget(Label(hint, "small", wrap=True))
        new = Button(_("写一个本室的模块"), pressed=lambda: self._write("", ""))
        self.buttons.insertWidget(0, new)
        self.accepted.connect(self._add)
        self.open(self.list)

    def _add(self) -> None:
        name = self.list.marked_key()
        if name:
            self.leave()
            self._presenter.add_module(name)

    def _act(self, name: str, action: str) -> None:
        row = self._rows[name]
        if action == "edit":
            self._write(name, row.template)
        elif row.own and self._presenter.drop_module(name):
            self.leave()
            self._presenter.choose_module()

    def _write(self, name: str, text: str) -> None:
        self.leave()
        self._presenter.write_module(name, text)


class OwnModuleSheet(Sheet):
    """A text module of this room."""

    def __init__(self, host: QWidget, presenter: MinutesPresenter, name: str, text: str) -> None:
        super().__init__(host, _("本室的文字模块"), _("存好"), width=680)
        self._presenter = presenter
        self.name = LineField(_("名称"), example=_("如 会前学习"), longest=20)
        self.name.show_value(name)
        self.area = TextArea(rows=5, most_rows=10)
        self.area.show_value(text)
        hint = _(
            "花括号里的字由程序按记录填：{chair} 主持人、{topics} 议题、{day} 日期、{place} 地点、"
            "{present} 实到人数、{proposals} 达成的意见。每次要自己写的，用【】留空。"
        )
        self.body.addWidget(self.name)
        self.body.addWidget(Field(_("文字"), self.area, hint))
        self.accepted.connect(self._save)
        self.open(self.area if name else self.name)

    def _save(self) -> None:
        if self._presenter.keep_module(self.name.value(), self.area.value()):
            self.leave()


class ClaritySheet(Sheet):
    """Five questions, each with yes or no; no asks for a sentence."""

    def __init__(
        self, host: QWidget, presenter: MinutesPresenter, rows: Sequence[ClarityRow]
    ) -> None:
        super().__init__(host, _("确认以前，对照五个明确自查"), _("记下"), width=680)
        self._presenter = presenter
        self._questions = [_Question(row) for row in rows]
        for number, question in enumerate(self._questions):
            if number:
                self.body.addWidget(divider())
            self.body.addWidget(question)
        self.accepted.connect(self._save)
        self.open(self._questions[0].choice)

    def _save(self) -> None:
        open_ones = [question for question in self._questions if not question.answer()]
        unsaid = [q for q in self._questions if q.answer() == "no" and not q.note.value()]
        for question in unsaid:
            question.note.show_error(_("请写一句哪里没做到。"))
        if open_ones or unsaid:
            first = (unsaid or open_ones)[0]
            (first.note if unsaid else first.choice).setFocus()
            if open_ones:
                self.show_problem(_("还有 {0} 个问题没有回答。").format(len(open_ones)))
            return
        answers = [(q.key, q.answer() == "yes", q.note.value()) for q in self._questions]
        if self._presenter.judge(answers):
            self.leave()


class _Question(QWidget):
    """One question with its answer."""

    def __init__(self, row: ClarityRow) -> None:
        super().__init__()
        self.key = row.key
        self._answer = row.answer
        column = Column(self, gap=6)
        line = Row(gap=12)
        line.addWidget(Label(row.question, "", wrap=True), 1)
        self.choice = ChoiceChips()
        self.choice.setAccessibleName(row.question)
        self.choice.show_choices(
            [("yes", _("做到了")), ("no", _("还不够"))], [row.answer] if row.answer else []
        )
        self.choice.changed.connect(self._chosen)
        line.addWidget(self.choice)
        column.addLayout(line)
        self.note = LineField("", example=_("哪里还不够，写一句"), longest=100)
        self.note.inside.setAccessibleName(_("哪里还不够"))
        self.note.show_value(row.note)
        column.addWidget(self.note)
        show_if(self.note, row.answer == "no")

    def answer(self) -> str:
        """yes, no, or nothing yet."""
        return self._answer

    def _chosen(self, keys: list[str]) -> None:
        self._answer = keys[0] if keys else ""
        show_if(self.note, self._answer == "no")


def _marked(pieces: Sequence[Piece]) -> MarkedText:
    text = MarkedText()
    text.show_pieces([(words, "found" if changed else "") for words, changed in pieces])
    return text
