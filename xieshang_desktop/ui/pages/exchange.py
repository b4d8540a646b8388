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
from xieshang_desktop.ui.presenters.exchange import ExchangePresenter
from xieshang_desktop.ui.presenters.exchange_words import DriveView, Saying
from xieshang_desktop.ui.tables import Column as TableColumn
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.card import Card
from xieshang_desktop.ui.widgets.empty import Empty
from xieshang_desktop.ui.widgets.fields import ChoiceField
from xieshang_desktop.ui.widgets.history import HistoryList
from xieshang_desktop.ui.widgets.layout import Column, Flow, Split, show_if
from xieshang_desktop.ui.widgets.mark_table import MarkTable
from xieshang_desktop.ui.widgets.notice import Notice
from xieshang_desktop.ui.widgets.page import Page
from xieshang_desktop.ui.widgets.text import Label

LOOK_EVERY = 2_000  # milliseconds between two looks for drives, while the page is in view


def build(context: Context) -> QWidget:
    """The page, wired to the desk."""
    page = ExchangePage(context)
    page.shown.connect(page.begin)
    context.changed.connect(lambda: page.refresh() if page.isVisible() else None)
    return page


class ExchangePage(Page):
    """Writing and checking at the left, what was written and where the data lie at the right."""

    def __init__(self, context: Context, drives: Callable = handover.drives) -> None:
        super().__init__(_("交换"))
        self._context = context
        self._presenter = ExchangePresenter(context.desk, self, drives)
        self._task: tasks.Task | None = None
        self._looking = False
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY)
        self._timer.timeout.connect(self._look)
        left, right = QWidget(), QWidget()
        column = Column(left, gap=14)
        column.addWidget(self._make_writing())
        column.addWidget(self._make_checking())
        column.addStretch(1)
        column = Column(right, gap=14)
        column.addWidget(self._make_bundles(), 1)
        column.addWidget(self._make_data())
        self.body.addWidget(Split(left, right, (1, 1)), 1)
        self.setFocusProxy(self.folder)

    # ---- the parts

    def _make_writing(self) -> Card:
        card = Card(_("交给乡镇"), gap=14)
        self.owed = Notice()
        self.drives = ChoiceField(_("写到哪个U盘"))
        self.drives.changed.connect(lambda keys: self._presenter.choose(keys[0]))
        self.no_drive = Label("", "secondary", wrap=True)
        self.drive_note = Label("", "small", wrap=True)
        buttons = QWidget()
        flow = Flow(buttons, gap=12, row_gap=10)
        self.write = Button(_("写到U盘"), "primary", "usb", pressed=self._write)
        self.write.setEnabled(False)
        self.folder = Button(_("写到文件夹…"), icon="folder", pressed=self._pick)
        flow.addWidget(self.write)
        flow.addWidget(self.folder)
        self.writing, self.result = Notice(), Notice()
        self.writing.acted.connect(self._stop)
        hint = Label(_("写进去的内容是加密的，U盘丢了别人也看不到。"), "small", wrap=True)
        for part in (
            self.owed,
            self.drives,
            self.no_drive,
            self.drive_note,
            buttons,
            self.writing,
            self.result,
            hint,
        ):
            card.body.addWidget(part)
        return card

    def _make_checking(self) -> Card:
        card = Card(_("检查协商包"), gap=14)
        row = QWidget()
        flow = Flow(row, gap=12)
        self.pick = Button(_("检查协商包…"), icon="search", pressed=self._pick_bundle)
        flow.addWidget(self.pick)
        self.checked = Notice()
        words = _("看看一个协商包是不是完好、是哪个村的、从第几条到第几条。")
        for part in (Label(words, "secondary", wrap=True), row, self.checked):
            card.body.addWidget(part)
        return card

    def _make_bundles(self) -> Card:
        card = Card(_("写过的协商包"))
        self.table = MarkTable(
            [
                TableColumn(_("什么时候"), 150),
                TableColumn(_("记录")),
                TableColumn(_("状态"), 156, kind="chip"),
            ],
            least=3,
        )
        self.table.marked.connect(self._show_name)
        self.name = Label("", "small", wrap=True)
        self.empty = Empty("usb", _("还没有写过协商包。插上U盘，点“写到U盘”。"))
        card.body.addWidget(self.table, 1)
        card.body.addWidget(self.name)
        card.body.addWidget(self.empty)
        return card

    def _make_data(self) -> Card:
        card = Card(_("资料和备份"), gap=14)
        self.facts = HistoryList()
        buttons = QWidget()
        flow = Flow(buttons, gap=12, row_gap=10)
        self.backup = Button(_("现在备份"), icon="save", pressed=self._back_up)
        flow.addWidget(self.backup)
        for words, folder in (
            (_("打开资料文件夹"), lambda: self._context.desk.folder),
            (_("打开备份文件夹"), lambda: self._presenter.backups),
        ):
            flow.addWidget(Button(words, icon="folder", pressed=lambda at=folder: _open(at())))
        card.body.addWidget(self.facts)
        card.body.addWidget(buttons)
        return card

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
        self.owed.show_notice(*saying)

    def show_drives(self, drives: Sequence[DriveView], chosen: str, saying: str) -> None:
        """The drives plugged in now."""
        self.drives.show_choices([(d.key, d.words) for d in drives], [chosen] if chosen else ())
        show_if(self.drives, bool(drives))
        self.no_drive.setText(saying)
        show_if(self.no_drive, bool(saying))
        one = next((d for d in drives if d.key == chosen or len(drives) == 1), None)
        self.drive_note.show_words(one.note if one else "", one.kind if one else "small")
        show_if(self.drive_note, bool(one and one.note))

    def show_bundles(self, rows: Sequence[tuple[object, ...]]) -> None:
        """The bundles that were written."""
        self.table.show_rows(rows, self.table.marked_key())
        self._show_name(self.table.marked_key())
        show_if(self.table, bool(rows))
        show_if(self.name, bool(rows))
        show_if(self.empty, not rows)

    def show_writing(self, sentence: str, can_write: bool) -> None:
        """What is being written, with the way to stop it."""
        busy = bool(sentence)
        hint = _("没有写好以前，请不要拔U盘。") if busy else ""
        self.writing.show_notice(sentence, "waiting", hint, _("停下") if busy else "")
        self.write.setEnabled(can_write)
        self.folder.setEnabled(not busy)

    def show_result(self, saying: Saying) -> None:
        """What came of it."""
        self.result.show_notice(*saying)

    def show_checked(self, saying: Saying) -> None:
        """What a bundle says of itself, or why it is refused."""
        self.checked.show_notice(*saying)

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Where things are."""
        self.facts.show_items(facts)

    def _show_name(self, name: str) -> None:
        self.name.setText(_("文件：{0}").format(name) if name else "")

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

        tasks.run(
            lambda _step: self._presenter.look(), done, failed, cancelled=lambda: done([])
        )

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
        (self.write if self.write.isEnabled() else self.folder).setFocus()
        self._bring(self.result)

    def _bring(self, part: QWidget) -> None:
        QTimer.singleShot(0, part, lambda: self.ensureWidgetVisible(part))

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self.writing.show_notice(_("正在停下"), "waiting")

    def _pick_bundle(self) -> None:
        kinds = [(_("协商包"), "*.xsb")]
        dialogs.pick_file(self, _("选一个协商包"), self.check_file, kinds)

    def check_file(self, file: Path) -> None:
        """Check this bundle."""

        def done(report: object) -> None:
            self._presenter.checked(report)
            self._bring(self.checked)

        def failed(failure: BaseException) -> None:
            if isinstance(failure, Problem):
                self._presenter.refused(failure)
                self._bring(self.checked)
            else:
                dialogs.show_exception(failure)

        tasks.run(
            lambda _step: self._presenter.check(file),
            done,
            failed,
            name=_("检查协商包"),
        )

    def _back_up(self) -> None:
        self.backup.setEnabled(False)

        def done(_at: object) -> None:
            self.backup.setEnabled(True)
            self._context.window.show_toast(_("备份好了"))
            self._context.changed.emit()

        def failed(failure: BaseException) -> None:
            self.backup.setEnabled(True)
            dialogs.show_exception(failure)

        tasks.run(lambda _step: self._presenter.back_up(), done, failed, name=_("备份"))


def _open(folder: Path) -> None:
    """Show a folder in the system's own file manager."""
    folder.mkdir(parents=True, exist_ok=True)
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
