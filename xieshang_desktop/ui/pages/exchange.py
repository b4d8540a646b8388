"""交换: what has the township, what do we owe?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from gettext import gettext as _
from pathlib import Path

from PySide6.QtCore import QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QHideEvent
from PySide6.QtWidgets import QWidget

from xieshang_desktop.errors import Problem
from xieshang_desktop.services import handover
from xieshang_desktop.ui import dialogs, tasks
from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.pages.exchange_cards import (
    BundlesCard,
    CheckingCard,
    DataCard,
    WritingCard,
)
from xieshang_desktop.ui.presenters.exchange import ExchangePresenter
from xieshang_desktop.ui.presenters.exchange_words import DriveView, Saying
from xieshang_desktop.ui.widgets.layout import Column, Split
from xieshang_desktop.ui.widgets.page import Page

LOOK_EVERY = 2_000  # milliseconds between two looks for drives, while the page is in view


def build(context: Context, drives: Callable[[], list] = handover.drives) -> QWidget:
    """The page, wired to the desk; `drives` gives what is plugged in."""
    page = ExchangePage(context, drives)
    page.shown.connect(page.begin)
    context.changed.connect(lambda: page.refresh() if page.isVisible() else None)
    return page


class ExchangePage(Page):
    """Writing and checking at the left, what was written and where the data lie at the right."""

    def __init__(self, context: Context, drives: Callable[[], list]) -> None:
        super().__init__(_("交换"))
        self._context = context
        self._presenter = presenter = ExchangePresenter(context.desk, self, drives)
        self._task: tasks.Task | None = None
        self._looking = False
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY)
        self._timer.timeout.connect(self._look)
        self.writing, self.checking = WritingCard(), CheckingCard()
        self.bundles, self.data = BundlesCard(), DataCard()
        left, right = QWidget(), QWidget()
        column = Column(left, gap=14)
        column.addWidget(self.writing)
        column.addWidget(self.checking)
        column.addStretch(1)
        column = Column(right, gap=14)
        column.addWidget(self.bundles, 1)
        column.addWidget(self.data)
        self.body.addWidget(Split(left, right, (1, 1), least=480), 1)
        self.writing.drives.changed.connect(lambda keys: presenter.choose(keys[0]))
        self.writing.write.clicked.connect(lambda _on=False: self._write())
        self.writing.folder.clicked.connect(lambda _on=False: self._pick())
        self.writing.writing.acted.connect(self._stop)
        self.checking.pick.clicked.connect(lambda _on=False: self._pick_bundle())
        self.data.backup.clicked.connect(lambda _on=False: self._back_up())
        self.data.open_data.clicked.connect(lambda _on=False: _open(context.desk.folder))
        self.data.open_backups.clicked.connect(lambda _on=False: _open(presenter.backups))
        self.setFocusProxy(self.writing.folder)

    # ---- coming and going

    def open_object(self, object_id: str | None) -> None:
        """Nothing to open: the page is one."""

    def begin(self) -> None:
        """The page comes into view."""
        self.refresh()
        self._look()
        self._timer.start()

    def refresh(self) -> None:
        """Read the state of things again."""
        self._presenter.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        self._timer.stop()
        super().hideEvent(event)

    # ---- what the presenter shows

    def show_owed(self, saying: Saying) -> None:
        """What the township has not got."""
        self.writing.owed.show_notice(*saying)

    def show_drives(self, drives: Sequence[DriveView], chosen: str, saying: str) -> None:
        """The drives plugged in now."""
        self.writing.show_drives(drives, chosen, saying)

    def show_bundles(self, rows: Sequence[tuple[object, ...]]) -> None:
        """The bundles that were written."""
        self.bundles.show_rows(rows)

    def show_writing(self, sentence: str, can_write: bool) -> None:
        """What is being written."""
        self.writing.show_writing(sentence, can_write)

    def show_result(self, saying: Saying) -> None:
        """What came of it."""
        self.writing.result.show_notice(*saying)

    def show_checked(self, saying: Saying) -> None:
        """What a bundle says of itself, or why it is refused."""
        self.checking.checked.show_notice(*saying)

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Where things are."""
        self.data.facts.show_items(facts)

    # ---- on the worker

    def _look(self) -> None:
        if self._looking or self._task is not None:
            return
        self._looking = True

        def done(sticks: list) -> None:
            self._looking = False
            self._presenter.show_sticks(sticks)

        def failed(failure: BaseException) -> None:
            self._looking = False
            self._timer.stop()
            dialogs.show_exception(failure)

        tasks.run(lambda _step: self._presenter.look(), done, failed, cancelled=lambda: done([]))

    def _write(self) -> None:
        target = self._presenter.target()
        if target is not None:
            self.write_to(target)

    def _pick(self) -> None:
        dialogs.pick_folder(self, _("写到哪个文件夹"), self.write_to)

    def write_to(self, folder: Path) -> None:
        """Write what is owed to this folder."""
        if self._task is not None:
            return
        presenter = self._presenter
        presenter.begin_writing()

        def done(files: list) -> None:
            self._task = None
            presenter.written(files)
            self._context.changed.emit()
            self._show_end()

        def failed(failure: BaseException) -> None:
            self._task = None
            if isinstance(failure, Problem):
                presenter.not_written(failure)
            else:
                presenter.stopped()
                dialogs.show_exception(failure)
            self._show_end()

        def cancelled() -> None:
            self._task = None
            presenter.stopped()
            self._show_end()

        self._task = tasks.run(
            lambda step: presenter.write(folder, step),
            done,
            failed,
            presenter.progressed,
            name=_("写协商包"),
            cancelled=cancelled,
        )

    def _show_end(self) -> None:
        """The keyboard goes back to the button, and what came of it is in sight."""
        card = self.writing
        (card.write if card.write.isEnabled() else card.folder).setFocus()
        self._bring(card.result)

    def _bring(self, part: QWidget) -> None:
        QTimer.singleShot(0, part, lambda: self.ensureWidgetVisible(part))

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self.writing.writing.show_notice(_("正在停下"), "waiting")

    def _pick_bundle(self) -> None:
        kinds = [(_("协商包"), "*.xsb")]
        dialogs.pick_file(self, _("选一个协商包"), self.check_file, kinds)

    def check_file(self, file: Path) -> None:
        """Check this bundle."""

        def done(report: object) -> None:
            self._presenter.checked(report)
            self._bring(self.checking.checked)

        def failed(failure: BaseException) -> None:
            if isinstance(failure, Problem):
                self._presenter.refused(failure)
                self._bring(self.checking.checked)
            else:
                dialogs.show_exception(failure)

        tasks.run(
            lambda _step: self._presenter.check(file),
            done,
            failed,
            name=_("检查协商包"),
        )

    def _back_up(self) -> None:
        self.data.backup.setEnabled(False)

        def done(_at: object) -> None:
            self.data.backup.setEnabled(True)
            self._context.window.show_toast(_("备份好了"))
            self._context.changed.emit()

        def failed(failure: BaseException) -> None:
            self.data.backup.setEnabled(True)
            dialogs.show_exception(failure)

        tasks.run(lambda _step: self._presenter.back_up(), done, failed, name=_("备份"))


def _open(folder: Path) -> None:
    """Show a folder in the system's own file manager."""
    folder.mkdir(parents=True, exist_ok=True)
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
