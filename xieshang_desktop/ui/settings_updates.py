"""The part of the settings about the program's versions: the one in use, a newer one, the one
before."""

from __future__ import annotations

from collections.abc import Callable
from gettext import gettext as _
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from xieshang_desktop.services import going_back, updates
from xieshang_desktop.ui import dialogs
from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.presenters import updates as presenter
from xieshang_desktop.ui.update_sheet import UpdateSheet, restart
from xieshang_desktop.ui.widgets import sheet
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.history import HistoryList
from xieshang_desktop.ui.widgets.layout import Column, Flow, show_if
from xieshang_desktop.ui.widgets.notice import Notice
from xieshang_desktop.ui.widgets.text import Label


class UpdatesPart(QWidget):
    """What lies side by side here; `again` starts the program anew. `grown(widget)` when a question
    opened: it should be in sight."""

    grown = Signal(QWidget)

    def __init__(self, context: Context, again: Callable[[Context], object] = restart) -> None:
        super().__init__()
        self._context, self._again = context, again
        column = Column(self, gap=16)
        self._facts = HistoryList()
        column.addWidget(self._facts)
        words = _(
            "新版本由乡镇用U盘发下来，不用上网。插上U盘，程序自己认得出；也可以从文件更新。"
            "更新以前先备份，新版本打不开会自己退回来。"
        )
        self._how = Label(words, "secondary", wrap=True)
        column.addWidget(self._how)
        self._closed = Notice()
        column.addWidget(self._closed)
        buttons = QWidget()
        flow = Flow(buttons, gap=12, row_gap=10)
        self.from_file = Button(_("从文件更新…"), icon="folder", pressed=self._pick)
        self.start = Button(_("现在重新启动"), pressed=lambda: self._leave_and(self._again))
        self.back = Button(_("退回上一个版本"), pressed=self._ask)
        for button in (self.from_file, self.start, self.back):
            flow.addWidget(button)
        column.addWidget(buttons)
        self.question = Notice()
        self.question.acted.connect(self._go_back)
        column.addWidget(self.question)
        column.addStretch(1)
        self.show_again()

    def show_again(self) -> None:
        """What lies here now."""
        state = updates.state()
        self._facts.show_items(presenter.state_rows(state))
        closed = presenter.closed_words()
        self._closed.show_notice(*(closed.sentence, "neutral", closed.hint) if closed else ("",))
        show_if(self._how, not closed)
        show_if(self.from_file, not closed)
        show_if(self.start, bool(state.waiting))
        show_if(self.back, bool(state.before))

    def take_file(self, file: Path) -> None:
        """Look at this file, in place of the settings."""
        opened = UpdateSheet(self._context, file)
        self._leave_and(lambda _context: opened.open())

    def _pick(self) -> None:
        dialogs.pick_file(
            self, _("选更新文件"), self.take_file, [(_("更新文件"), f"*{updates.SUFFIX}")]
        )

    def _ask(self) -> None:
        words = _("退回 {0}：程序会关掉，再用上一个版本打开。").format(updates.state().before)
        hint = _("记录都在。换上现在的版本以后写过记录的，可能退不回去，会先说明。")
        away = _("、").join(map(str, going_back.out_of_reach()))
        if away:
            hint += _("这里的记录现在看不到，上一个版本不一定看得懂，请接上再退：{0}").format(away)
        self.question.show_notice(words, "attention", hint, _("退回并重新启动"))
        self.question.button.setFocus()
        self.grown.emit(self.question)

    def _go_back(self) -> None:
        context = self._context
        self.question.show_notice("")
        context.attempt(
            lambda: going_back.go_back(context.desk.folder),
            then=lambda _name: self._leave_and(self._again),
        )

    def _leave_and(self, then: Callable[[Context], object]) -> None:
        context, opened = self._context, sheet.current()
        if opened is not None:
            opened.leave()
        then(context)
