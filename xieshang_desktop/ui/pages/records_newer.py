"""The records were written by a newer version that does not start: an update file mends it."""

from __future__ import annotations

from collections.abc import Callable
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent

from xieshang_desktop.errors import Problem
from xieshang_desktop.services import going_back, handover, updates
from xieshang_desktop.services.updates import Offer
from xieshang_desktop.ui import dialogs, tasks
from xieshang_desktop.ui.presenters import updates as presenter
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.first_question import FirstQuestion
from xieshang_desktop.wording import words_for

if TYPE_CHECKING:
    from xieshang_desktop.services.handover import Drive

_LOOK_EVERY = 3_000  # milliseconds between two looks for a stick


class RecordsNewer(FirstQuestion):
    """`again` when the program is to start anew; closing it ends the program."""

    again = Signal()

    def __init__(
        self,
        folder: Path,
        problem: Problem,
        drives: Callable[[], list[Drive]] = handover.drives,
    ) -> None:
        super().__init__()
        self._folder, self._drives = folder, drives
        self._found: Offer | None = None
        self._looking = self._taking = False
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY)
        self._timer.timeout.connect(self.look)
        self._closed = presenter.closed_words()
        self.other_file = Button(_("换一个文件…"), "link", pressed=self._pick)
        self.other_file.hide()
        words = words_for(problem)
        self.ask(
            words.sentence,
            words.hint,
            (_("从文件更新…"), self._go_on),
            (_("再打开一次"), self.again.emit),
            points=(
                _("· 请向乡镇要新版本的更新文件，名字以 .xsu 结尾。"),
                _("· 插上U盘，等几秒，程序自己认得出；也可以点“从文件更新…”。"),
                _("· 装以前先把记录照原样抄一份，留在资料文件夹里。"),
            )
            if not self._closed
            else (),
            links=(self.other_file,),
        )
        if self._closed or problem.code == "data_newer_again":
            self.wizard.other.setFocus()
        if self._closed:
            self.wizard.next.setEnabled(False)
            self.wizard.next.hide()
            self.wizard.show_problem(*self._closed)
        else:
            self._timer.start()

    def look(self) -> None:
        """Look for an update file that fits on the sticks that are plugged in."""
        if self._looking or self._taking or self._closed:
            return
        self._looking = True
        folder, drives = self._folder, self._drives

        def job(_step: tasks.Task) -> Offer | None:
            beyond = going_back.beyond(folder)
            found = [o for drive in drives() for o in updates.offers_in(drive.path, beyond)]
            return found[0] if found else None

        tasks.run(job, self._seen, self._not_seen, quiet=True)

    def take(self, file: Path) -> None:
        """Lay the version in this file beside the others, with a copy of the records kept."""
        folder = self._folder
        self._busy(True)
        self.wizard.show_problem("")  # of another file
        self.waiting.show_notice(_("请等一下…"), "waiting", _("请不要拔U盘，也不要关电脑。"))
        tasks.run(
            lambda step: updates.take(
                folder, file, lambda part, done, of: step(done, of, part), lambda: step.cancelled
            ),
            self._done,
            self._not_taken,
            self._tell,
            name=_("更新程序"),
        )

    def closeEvent(self, event: QCloseEvent) -> None:
        self._timer.stop()
        tasks.stop()
        super().closeEvent(event)

    def _go_on(self) -> None:
        if self._found is not None:
            self.take(self._found.file)
        else:
            self._pick()

    def _pick(self) -> None:
        dialogs.pick_file(self, _("选更新文件"), self.take, [(_("更新文件"), f"*{updates.SUFFIX}")])

    def _seen(self, found: Offer | None) -> None:
        self._looking = False
        if self._taking:
            return
        before, self._found = self._found, found
        if found is None:
            self.waiting.show_notice("")
            self.wizard.next.show_words(_("从文件更新…"))
        else:
            if found != before:
                self.wizard.show_problem("")  # of another file
            words = _("U盘上有程序的新版本：{0}").format(found.version)
            self.waiting.show_notice(words, "waiting")
            self.wizard.next.show_words(_("更新到 {0}").format(found.version))
        self.other_file.setVisible(found is not None)

    def _not_seen(self, failure: BaseException) -> None:
        self._looking = False
        self._timer.stop()  # else it would be said again and again
        dialogs.show_exception(failure)

    def _tell(self, done: int, of: int, part: str) -> None:
        words = presenter.progress_words(part, done, of)
        self.waiting.show_notice(words, "waiting", _("请不要拔U盘，也不要关电脑。"))

    def _done(self, version: str) -> None:
        self._timer.stop()  # and what is being looked for is of no use any more
        self.waiting.show_notice("")
        self.ask(
            _("{0} 装好了。").format(version),
            _("U盘可以拔了。现在重新启动就用上。"),
            (_("现在重新启动"), self.again.emit),
        )

    def _not_taken(self, failure: BaseException) -> None:
        self._busy(False)
        self.waiting.show_notice("")
        if isinstance(failure, Problem):
            self.wizard.show_problem(*words_for(failure))
        else:
            dialogs.show_exception(failure)

    def _busy(self, busy: bool) -> None:
        self._taking = busy
        for button in (self.wizard.next, self.wizard.other, self.other_file):
            button.setEnabled(not busy)
