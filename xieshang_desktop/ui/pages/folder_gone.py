"""The records lay here and are gone: put the stick in, say where they are now, or restore them."""

from __future__ import annotations

from gettext import gettext as _
from pathlib import Path

from PySide6.QtCore import Signal

from xieshang_desktop import settings
from xieshang_desktop.errors import Problem
from xieshang_desktop.services.data_place import NAME, holds_records, keep_in, require_records
from xieshang_desktop.ui import dialogs
from xieshang_desktop.ui.presenters.exchange_words import breakable
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.first_question import FirstQuestion
from xieshang_desktop.wording import words_for


class FolderGone(FirstQuestion):
    """`found(folder)` when records are there again or somewhere else, `restored(folder)` from a
    backup, `anew(folder)` when somebody wants to start from the beginning."""

    found = Signal(object)
    restored = Signal(object)
    anew = Signal(object)

    def __init__(self, folder: Path, chosen: settings.Settings) -> None:
        super().__init__()
        self._folder, self._chosen = folder, chosen
        self.restore = Button(_("从备份恢复"), "link", pressed=self._restore)
        self.begin = Button(_("不找了，重新开始"), "link", pressed=self._ask_anew)
        self._ask_where()

    def _ask_where(self) -> None:
        self.ask(
            _("资料文件夹不见了"),
            _("以前的记录放在这里，现在这里没有：{0}").format(breakable(str(self._folder))),
            (_("再看一次"), self._look),
            (_("资料在别处，去找…"), self._pick),
            points=(
                _("· 资料在U盘或移动硬盘上的：请插好，等几秒，点“再看一次”。"),
                _("· 文件夹改了名字、挪了地方的：点“资料在别处，去找…”，选它现在的位置。"),
                _("· 真的没有了：用备份恢复。先别重新开始，问问是谁动过这台电脑。"),
            ),
            links=(self.restore, self.begin),
        )

    def take(self, folder: Path) -> None:
        """Records are in this folder, or in the one that bears their name in it."""
        for place in (folder, folder / NAME):
            try:
                here = holds_records(place)
                if here:
                    require_records(place)
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

        RestoreSheet(self, self._instead(), lambda _folder: self._restored_there()).open()

    def _restored_there(self) -> None:
        try:
            self.restored.emit(self._usual())
        except Problem as problem:
            self.wizard.show_problem(*words_for(problem))

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

    def _instead(self) -> Path:
        """Where it goes on without the old place: the usual folder, unless the start named one."""
        chosen = self._chosen.text("data")
        named = not chosen or Path(chosen) != self._folder
        return self._folder if named else settings.default_data_dir()

    def _usual(self) -> Path:
        """There, from now on."""
        folder = self._instead()
        if folder != self._folder:
            keep_in(self._chosen, folder)
        return folder
