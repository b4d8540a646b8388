"""程序更新: what a file brings, one button, how far it is, and starting anew."""

from __future__ import annotations

from gettext import gettext as _
from pathlib import Path

from PySide6.QtWidgets import QWidget

from xieshang_desktop import launching
from xieshang_desktop.errors import Problem
from xieshang_desktop.services import updates
from xieshang_desktop.services.updates import Offer
from xieshang_desktop.ui import dialogs, tasks
from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.presenters import updates as presenter
from xieshang_desktop.ui.widgets.card import section
from xieshang_desktop.ui.widgets.history import HistoryList
from xieshang_desktop.ui.widgets.layout import Column, show_if
from xieshang_desktop.ui.widgets.sheet import Sheet
from xieshang_desktop.ui.widgets.text import Label
from xieshang_desktop.wording import words_for

_WIDTH = 680


class UpdateSheet(Sheet):
    """Looks at the file as soon as it is opened; Escape stops what was begun."""

    def __init__(self, context: Context, file: Path) -> None:
        super().__init__(
            context.window, _("程序更新"), _("备份并更新"), _("下次再说"), width=_WIDTH
        )
        self._context, self._file = context, file
        self._task: tasks.Task | None = None
        self._taken = self._left = False
        self._saying = Label(_("正在看这个文件…"), "secondary", wrap=True)
        self.body.addWidget(self._saying)
        self._shown: list[QWidget] = []
        self.yes.setEnabled(False)
        self.accepted.connect(self._go_on)
        self.refused.connect(self._stop)
        tasks.run(lambda _step: updates.look_at(file), self._show, self._refuse_file, quiet=True)

    def _show(self, offer: Offer) -> None:
        if self._left:
            return
        show_if(self._saying, False)
        facts = HistoryList()
        facts.show_items(presenter.offer_rows(offer))
        news = section(_("有什么新的"))
        lines = QWidget()
        column = Column(lines, gap=6)
        for line in offer.news:
            column.addWidget(Label(f"·　{line}", "", wrap=True))
        course = Label(presenter.course_words(offer), "secondary", wrap=True)
        self._shown = [facts, *([news, lines] if column.count() else []), course]
        for part in self._shown:
            self.body.addWidget(part)
        self.yes.setEnabled(True)
        self.yes.setFocus()
        self.rescale()

    def _refuse_file(self, failure: BaseException) -> None:
        """It does not fit, or is none: nothing can be done but to read why."""
        if self._left:
            return
        show_if(self._saying, False)
        self._failed(failure)
        show_if(self.yes, False)
        self.no.show_words(_("知道了"))
        self.no.setFocus()

    def _go_on(self) -> None:
        if self._taken:
            self.leave()
            restart(self._context)
        elif self._task is None:
            self._take()

    def _take(self) -> None:
        desk, file = self._context.desk.apart(), self._file
        self.yes.setEnabled(False)
        self.no.show_words(_("停下"))
        self.no.setFocus()
        self._tell(_("请等一下…"))

        def job(step: tasks.Task) -> str:
            def progress(part: str, done: int, total: int) -> None:
                step(done, total, part)

            return updates.take(desk, file, progress, lambda: step.cancelled)

        self._task = tasks.run(
            job,
            self._done,
            self._not_taken,
            lambda done, total, part: self._tell(presenter.progress_words(part, done, total)),
            name=_("更新程序"),
            cancelled=self._stopped,
        )

    def _tell(self, sentence: str) -> None:
        if self._left:
            return
        self._notice.show_notice(sentence, "waiting", _("请不要拔U盘，也不要关电脑。"))
        self.rescale()

    def _done(self, version: str) -> None:
        self._task, self._taken = None, True
        self._context.changed.emit()  # a backup was made
        if self._left:  # it was stopped too late
            words = _("{0} 装好了，下次打开程序时用上。").format(version)
            self._context.window.show_toast(words)
            return
        for part in self._shown:
            show_if(part, False)
        hint = _("U盘可以拔了。现在重新启动就用上；不急的话，下次打开程序时用上。")
        self._notice.show_notice(_("{0} 装好了。").format(version), "done", hint)
        self.yes.show_words(_("现在重新启动"))
        self.no.show_words(_("下次再说"))
        self.yes.setEnabled(True)
        self.yes.setFocus()
        self.rescale()

    def _not_taken(self, failure: BaseException) -> None:
        self._task = None
        if isinstance(failure, Problem) and failure.code in (
            "update_cancelled",
            "backup_cancelled",
        ):
            self._stopped()
            return
        if not self._left:
            show_if(self._shown[-1], False)  # how it would have gone
            self.yes.setEnabled(True)
            self.no.show_words(_("下次再说"))
        self._failed(failure)

    def _failed(self, failure: BaseException) -> None:
        if isinstance(failure, Problem) and not self._left:
            self.show_problem(*words_for(failure))
        else:
            dialogs.show_exception(failure)

    def _stop(self) -> None:
        self._left = True
        if self._task is not None:
            self._task.cancel()

    def _stopped(self) -> None:
        """The sheet is gone already: it was its button that stopped the work."""
        self._context.window.show_toast(_("已经停下，没有更新。程序和记录都没有动。"))


def restart(context: Context) -> None:
    """Close the window, with everything written, and start anew on the same records."""
    launching.ask_again(["--data", str(context.desk.folder)])
    context.window.close()
