"""The records lie in a chosen folder and can't be opened there: why, and the ways out."""

from __future__ import annotations

from gettext import gettext as _
from pathlib import Path

from xieshang_desktop import settings
from xieshang_desktop.errors import Problem
from xieshang_desktop.services.data_place import require_records
from xieshang_desktop.ui.pages.folder_gone import FolderGone
from xieshang_desktop.ui.presenters.exchange_words import breakable
from xieshang_desktop.wording import words_for


class FolderClosed(FolderGone):
    """`found(folder)` when they can be opened after all, or others somewhere else; the rest as
    where they are gone."""

    def __init__(self, folder: Path, chosen: settings.Settings, problem: Problem) -> None:
        self._why = words_for(problem)
        super().__init__(folder, chosen)

    def _ask_where(self) -> None:
        self.ask(
            _("资料打不开"),
            breakable(self._why.sentence),
            (_("再试一次"), self._look),
            (_("换一个文件夹…"), self._pick),
            points=(
                breakable(self._why.hint),
                _("· 自己的资料在别的文件夹里：点“换一个文件夹…”，选它。"),
                _("· 有备份的：点“从备份恢复”。"),
                _("· 还没有自己的资料：点“重新开始”，像第一次用一样。"),
            ),
            links=(self.restore, self.begin),
        )
        self.begin.show_words(_("重新开始"))

    def _look(self) -> None:
        try:
            require_records(self._folder)
        except Problem as problem:
            self.wizard.show_problem(*words_for(problem))
            return
        self.found.emit(self._folder)
