"""The records lay here and are gone: put the stick in, say where they are now, or restore them."""

from __future__ import annotations

from gettext import gettext as _
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from xieshang_desktop import settings
from xieshang_desktop.errors import Problem
from xieshang_desktop.services.data_place import NAME, holds_records, keep_in
from xieshang_desktop.ui import dialogs
from xieshang_desktop.ui.presenters.exchange_words import breakable
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.first_window import FirstWindow
from xieshang_desktop.ui.widgets.layout import Column, Flow
from xieshang_desktop.ui.widgets.text import Label
from xieshang_desktop.ui.widgets.wizard import Wizard
from xieshang_desktop.wording import words_for


class FolderGone(FirstWindow):
    """`found(folder)` when records are there again or somewhere else, `restored(folder)` from a
    backup, `anew(folder)` when somebody wants to start from the beginning."""

    found = Signal(object)
    restored = Signal(object)
    anew = Signal(object)

    def __init__(self, folder: Path, chosen: settings.Settings) -> None:
        super().__init__()
        self._folder, self._chosen = folder, chosen
        self.wizard = Wizard(
            [
                (
                    _("资料文件夹不见了"),
                    _("以前的记录放在这里，现在这里没有：{0}").format(breakable(str(folder))),
                    self._ways(),
                )
            ]
        )
        self.wizard.next.show_words(_("再看一次"))
        self.wizard.next_requested.connect(lambda _step: self._look())
        self.wizard.other.show_words(_("资料在别处，去找…"))
        self.wizard.other.clicked.connect(lambda _on=False: self._pick())
        self.wizard.other.show()
        self.column.addWidget(self.wizard, 1)
        self.wizard.next.setFocus()

    def take(self, folder: Path) -> None:
        """Records are in this folder, or in the one that bears their name in it."""
        for place in (folder, folder / NAME):
            try:
                here = holds_records(place)
                if here:
                    keep_in(self._chosen, place)
            except Problem as problem:
                self.wizard.show_problem(*words_for(problem))
                return
            if here:
                self.found.emit(place)
                return
        self.wizard.show_problem(
            _("这个文件夹里没有协商桌面的资料。"),
            _("资料文件夹里有一个叫 xieshang.db 的文件，请选装着它的那个文件夹。"),
        )

    def _ways(self) -> QWidget:
        inside = QWidget()
        column = Column(inside, gap=10)
        for words in (
            _("· 资料在U盘或移动硬盘上的：请插好，等几秒，点“再看一次”。"),
            _("· 文件夹改了名字、挪了地方的：点“资料在别处，去找…”，选它现在的位置。"),
            _("· 真的没有了：用备份恢复。先别重新开始，问问是谁动过这台电脑。"),
        ):
            column.addWidget(Label(words, "", wrap=True))
        self.restore = Button(_("从备份恢复"), "link", pressed=self._restore)
        self.begin = Button(_("不找了，重新开始"), "link", pressed=self._ask_anew)
        links = Flow(gap=20, row_gap=4)
        links.addWidget(self.restore)
        links.addWidget(self.begin)
        column.addLayout(links)
        return inside

    def _look(self) -> None:
        try:
            if holds_records(self._folder):
                self.found.emit(self._folder)
                return
        except Problem as problem:
            self.wizard.show_problem(*words_for(problem))
            return
        self.wizard.show_problem(
            _("还是没有。"), _("U盘插好了，也要等几秒才认得出来；换一个USB口再试试。")
        )

    def _pick(self) -> None:
        dialogs.pick_folder(self, _("资料现在在哪个文件夹"), self.take)

    def _restore(self) -> None:
        from xieshang_desktop.ui.restore_sheet import RestoreSheet

        folder = self._usual()
        RestoreSheet(self, folder, self.restored.emit).open()

    def _ask_anew(self) -> None:
        dialogs.ask(
            self,
            _("重新开始？"),
            _("会像第一次用一样，先问三个问题，里面什么都没有。以前的记录找到了还能再打开。"),
            _("重新开始"),
            self._begin_anew,
        )

    def _begin_anew(self) -> None:
        try:
            folder = self._usual()
        except Problem as problem:
            self.wizard.show_problem(*words_for(problem))
            return
        self.anew.emit(folder)

    def _usual(self) -> Path:
        """Where it goes on without the old place: the usual folder, unless the start named one."""
        if self._chosen.text("data") and Path(self._chosen.text("data")) == self._folder:
            keep_in(self._chosen, settings.default_data_dir())
            return settings.default_data_dir()
        return self._folder
