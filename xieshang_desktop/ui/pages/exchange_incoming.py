"""乡镇来件: a list of what was returned and sent down, and a sheet for each."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from xieshang_desktop.ui import dialogs
from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.presenters.exchange_incoming import IncomingPresenter, IncomingView
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.card import Card
from xieshang_desktop.ui.widgets.check_rows import CheckRows
from xieshang_desktop.ui.widgets.empty import Empty
from xieshang_desktop.ui.widgets.fields import Field
from xieshang_desktop.ui.widgets.history import HistoryList
from xieshang_desktop.ui.widgets.layout import Column, Flow, show_if
from xieshang_desktop.ui.widgets.sheet import Sheet
from xieshang_desktop.ui.widgets.text import Label
from xieshang_desktop.ui.widgets.text_area import TextArea

if TYPE_CHECKING:
    from xieshang_desktop.ui.pages.exchange import ExchangePage


class Part(QWidget):
    """Returns first, what waits, what is done."""

    def __init__(self, context: Context, _page: ExchangePage) -> None:
        super().__init__()
        self._context = context
        self._presenter = IncomingPresenter(context.desk, context.attempt, context.go)
        card = Card(_("乡镇来件"))
        self.rows = CheckRows(primary=False, stacked=True)
        self.rows.acted.connect(self._act)
        self.empty = Empty("inbox", _("乡镇没有退回什么，也没有新的来件。"), kind="secondary")
        card.body.addWidget(self.rows)
        card.body.addWidget(self.empty)
        card.body.addStretch(1)
        Column(self, gap=0).addWidget(card, 1)

    def refresh(self) -> None:
        """Read again what came."""
        lines = self._presenter.lines()
        self.rows.show_lines(lines)
        show_if(self.rows, bool(lines))
        show_if(self.empty, not lines)

    def open_one(self, object_id: str) -> None:
        """What a thing to do on 工作台 leads to: the sheet of an instruction; a return stands in
        the list."""
        if self._presenter.view(object_id) is not None:
            self._view(object_id)

    def _act(self, key: str) -> None:
        what, _colon, object_id = key.partition(":")
        {
            "record": self._presenter.open_record,
            "topic": self._presenter.open_topic,
            "view": self._view,
            "reply": self._reply,
        }[what](object_id)

    def _view(self, object_id: str) -> None:
        view = self._presenter.view(object_id)
        if view is not None:
            IncomingSheet(self._context, self._presenter, view, self._reply).open()

    def _reply(self, object_id: str) -> None:
        ReplySheet(self._context, self._presenter, object_id).open()


class IncomingSheet(Sheet):
    """One thing from the township, its files, and the button that settles it."""

    def __init__(
        self,
        context: Context,
        presenter: IncomingPresenter,
        view: IncomingView,
        ask_reply: Callable[[str], object],
    ) -> None:
        super().__init__(context.window, view.title, view.yes, _("关上"), width=720)
        self._presenter, self._view, self._ask_reply = presenter, view, ask_reply
        facts = HistoryList()
        facts.show_items(view.facts)
        self.body.addWidget(facts)
        if view.text:
            self.body.addWidget(Label(view.text, "", wrap=True))
        if view.files:
            files = QWidget()
            flow = Flow(files, gap=12, row_gap=10)
            for sha256, name in view.files:
                words = _("另存：{0}").format(name)
                pressed = partial(self._save, sha256, name)
                flow.addWidget(Button(words, icon="save", pressed=pressed))
            self.body.addWidget(files)
        if view.yes_note:
            self.body.addWidget(Label(view.yes_note, "small", wrap=True))
        if not view.reply_first:
            self.reply = Button(_("回复…"), pressed=self._go_reply)
            self.buttons.insertWidget(self.buttons.count() - 1, self.reply)
        self.accepted.connect(self._go_reply if view.reply_first else self._settle)

    def _settle(self) -> None:
        self.leave()
        self._presenter.settle(self._view.id)

    def _go_reply(self) -> None:
        self.leave()
        self._ask_reply(self._view.id)

    def _save(self, sha256: str, name: str) -> None:
        def keep(target: Path) -> None:
            self._presenter.save_file(self._view.id, sha256, target)

        ending = Path(name).suffix or ".bin"
        kind = (_("文件"), f"*{ending}")
        dialogs.pick_place(self, _("存到哪里"), name, keep, kind)


class ReplySheet(Sheet):
    """The answer; what is typed is kept."""

    def __init__(self, context: Context, presenter: IncomingPresenter, about_id: str) -> None:
        super().__init__(context.window, _("回复乡镇"), _("回复"), width=680)
        self._presenter, self._about = presenter, about_id
        self.body.addWidget(Label(presenter.title(about_id), "strong", wrap=True))
        self.text = TextArea(_("办到哪一步、结果怎样、什么时候能办好"), rows=5)
        self.text.show_value(presenter.draft(about_id))
        self.text.draft_changed.connect(lambda words: presenter.keep_draft(about_id, words))
        self.body.addWidget(Field(_("回复内容"), self.text))
        self.body.addWidget(Label(_("随下一个协商包交给乡镇。"), "small"))
        self._given = False
        self.accepted.connect(self._give)
        self.closed.connect(self._keep)

    def _give(self) -> None:
        self._given = self._presenter.reply(self._about, self.text.value())
        if self._given:
            self.leave()

    def _keep(self) -> None:
        if not self._given:
            self._presenter.keep_draft(self._about, self.text.value())
