"""The part of the settings about the data and the practice village."""

from __future__ import annotations

import os
from collections.abc import Callable
from gettext import gettext as _
from pathlib import Path

from PySide6.QtCore import QProcess, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from xieshang_desktop import itself
from xieshang_desktop.errors import Problem, WorldFailed
from xieshang_desktop.services.folder_lock import used_by
from xieshang_desktop.ui import dialogs, tasks
from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.presenters.settings import (
    SettingsPresenter,
    practice_exists,
    practice_folder,
)
from xieshang_desktop.ui.widgets import sheet
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.card import divider, section
from xieshang_desktop.ui.widgets.history import HistoryList
from xieshang_desktop.ui.widgets.layout import Column, Flow, show_if
from xieshang_desktop.ui.widgets.notice import Notice
from xieshang_desktop.ui.widgets.text import Label
from xieshang_desktop.wording import words_for


class DataPart(QWidget):
    """Where the records lie; the practice village to open or to throw away."""

    def __init__(
        self,
        presenter: SettingsPresenter,
        start: Callable[[Path], bool] | None = None,
        context: Context | None = None,
    ) -> None:
        super().__init__()
        self._presenter, self._context = presenter, context
        self._start = start or start_window
        self._task: tasks.Task | None = None
        column = Column(self, gap=14)
        folder = presenter.folder()
        facts = HistoryList()
        facts.show_items([(_("资料"), str(folder)), (_("备份"), str(folder / "backups"))])
        column.addWidget(facts)
        self.check = Button(_("检查这台电脑…"), icon="search", pressed=self._check, reads=True)
        show_if(self.check, context is not None)
        column.addWidget(
            _left(
                Button(
                    _("打开资料文件夹"),
                    icon="folder",
                    pressed=lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))),
                ),
                self.check,
            )
        )
        column.addWidget(divider())
        column.addWidget(section(_("练习村")))
        words = _("练习村在自己的文件夹里，另开一个窗口，和真的记录分开，怎么点都不怕。")
        column.addWidget(Label(words, "secondary", wrap=True))
        self.state = Label("", "", wrap=True)
        column.addWidget(self.state)
        self.open = Button(_("打开练习村"), icon="village", pressed=self._open)
        self.throw = Button(_("丢掉练习村"), icon="trash", pressed=self._ask)
        column.addWidget(_left(self.open, self.throw))
        self.notice = Notice()
        self.notice.acted.connect(self._go_on)
        column.addWidget(self.notice)
        column.addStretch(1)
        self._show()

    def _show(self) -> None:
        self.state.setText(self._presenter.practice_words())
        here = self._presenter.in_practice()
        show_if(self.open, not here)
        show_if(self.throw, not here and practice_exists())

    def _check(self) -> None:
        """The page takes the place of the settings."""
        opened = sheet.current()
        if opened is not None:
            opened.leave()
        if self._context is not None:
            self._context.go("laptop")

    def _open(self) -> None:
        if self._task is not None:
            return
        self._tell(_("正在造练习村…") if not practice_exists() else "", _("停下"))
        self._task = tasks.run(
            self._presenter.make_practice,
            lambda _nothing: self._made(),
            self._not_made,
            lambda done, of, _what: self._tell(
                _("正在造练习村：第 {0} 次会议，共 {1} 次").format(done, of), _("停下")
            ),
            name=_("造练习村"),
            cancelled=lambda: self._end(_("已经停下。")),
        )

    def _made(self) -> None:
        self._end("")
        if not self._start(practice_folder()):
            _say(WorldFailed("program_not_started", folder=str(practice_folder())))

    def _not_made(self, failure: BaseException) -> None:
        self._end("")
        dialogs.show_exception(failure)

    def _ask(self) -> None:
        if is_open(practice_folder()):
            _say(WorldFailed("practice_open"))
            return
        self.notice.show_notice(
            _("丢掉以后不能再找回来，真的记录一点不动。"), "attention", "", _("丢掉")
        )
        self.notice.button.setFocus()

    def _go_on(self) -> None:
        """The button of the strip: stop making, or throw away indeed."""
        if self._task is not None:
            self._task.cancel()
            return
        if is_open(practice_folder()):
            _say(WorldFailed("practice_open"))
        elif self._presenter.throw_practice_away():
            self._end(_("练习村已经丢掉。"))
            self.open.setFocus()

    def _end(self, words: str) -> None:
        self._task = None
        self._tell(words)
        self._show()

    def _tell(self, words: str, button: str = "") -> None:
        self.notice.show_notice(words, "neutral", "", button)


def start_window(folder: Path) -> bool:
    """Open another window of the program on a folder; False when the system could not."""
    program, *arguments = itself.command("--data", str(folder))
    return bool(QProcess.startDetached(program, arguments, os.getcwd())[0])


def is_open(folder: Path) -> bool:
    """Whether a window stands on this folder, whoever opened it."""
    return used_by(folder) is not None


def _say(problem: Problem) -> None:
    dialogs.show_problem(*words_for(problem))


def _left(*buttons: Button) -> QWidget:
    row = QWidget()
    flow = Flow(row, gap=12, row_gap=10)
    for button in buttons:
        flow.addWidget(button)
    return row
