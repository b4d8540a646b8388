"""交换: what has the township, what do we owe?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from gettext import gettext as _
from importlib import import_module
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from xieshang_desktop.errors import Problem
from xieshang_desktop.services import handover
from xieshang_desktop.ui import dialogs, tasks
from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.exchange_key import KEY, START
from xieshang_desktop.ui.pages.exchange_top import TopCard
from xieshang_desktop.ui.presenters.exchange import ExchangePresenter, Outcome
from xieshang_desktop.ui.presenters.exchange_drives import DriveState, DriveView
from xieshang_desktop.ui.presenters.exchange_result import Line
from xieshang_desktop.ui.presenters.exchange_state import ANSWER, JOIN, StateView
from xieshang_desktop.ui.presenters.exchange_words import Saying
from xieshang_desktop.ui.stick_watch import Drives, watch_of
from xieshang_desktop.ui.widgets.layout import Column, show_if
from xieshang_desktop.ui.widgets.page import Page
from xieshang_desktop.ui.widgets.tabs import Tabs

#: Each part below the first card is a module with a `Part(context, page)`, made when first shown.
PARTS = {
    "receipts": "exchange_receipts",
    "incoming": "exchange_incoming",
    "log": "exchange_log",
    "backup": "exchange_backup",
    "network": "exchange_network",
}


def build(context: Context, drives: Drives = handover.drives) -> QWidget:
    """The page, wired to the desk; `drives` gives what is plugged in."""
    page = ExchangePage(context, drives)
    page.shown.connect(page.begin)
    context.changed.connect(lambda: page.refresh() if page.isVisible() else None)
    return page


class ExchangePage(Page):
    """One card that says how things stand and has the red button; below it one part at a time."""

    def __init__(self, context: Context, drives: Drives) -> None:
        super().__init__(_("交换"))
        self._context = context
        self.presenter = presenter = ExchangePresenter(context.desk, self)
        self._task: tasks.Task | None = None
        self._pressed: QWidget | None = None
        self._start = False
        self.top = top = TopCard(KEY)
        self.body.addWidget(top)
        self.tabs = Tabs()
        self.tabs.chosen.connect(self.show_part)
        self.body.addWidget(self.tabs)
        holder = QWidget()
        self._holder = Column(holder, gap=0)
        self.body.addWidget(holder, 1)
        self.parts: dict[str, QWidget] = {}
        self._part = "receipts"
        self.watch = watch_of(context, drives)
        self.watch.seen.connect(self._seen)
        top.drives.changed.connect(lambda keys: presenter.choose(keys[0]))
        top.exchange.clicked.connect(lambda _on=False: presenter.begin(self.exchange_with))
        top.folder.clicked.connect(lambda _on=False: self._pick())
        top.working.acted.connect(self._stop)
        top.lines.acted.connect(lambda: presenter.ask_close_line(self._close_line))
        top.acted.connect(self._act)
        self.setFocusProxy(top.exchange)

    # ---- coming and going

    def open_object(self, object_id: str | None) -> None:
        """A part by its key, a bundle by its name, something that came by its id; or `start`:
        begin if exactly one good stick is in."""
        if object_id == START:
            self._start = True
            self.watch.look()
        elif object_id in PARTS:
            self.show_part(object_id)
        elif object_id:
            self.show_part("receipts" if object_id.startswith("XS1-") else "incoming")
            self.parts[self._part].open_one(object_id)

    def begin(self) -> None:
        """The page comes into view."""
        self.refresh()
        self.watch.look()

    def refresh(self) -> None:
        """Read the state of things again."""
        self.presenter.refresh()
        self.show_part(self._part)

    def show_part(self, key: str) -> None:
        """Bring one part to the front, read again."""
        self._part = key
        if key not in self.parts:
            module = import_module(f"xieshang_desktop.ui.pages.{PARTS[key]}")
            self.parts[key] = module.Part(self._context, self)
            self._holder.addWidget(self.parts[key], 1)
        titles = {
            "receipts": _("回执"),
            "incoming": _("乡镇来件"),
            "log": _("出门记录"),
            "backup": _("备份与恢复"),
            "network": _("网络"),
        }
        self.tabs.show_tabs(list(titles.items()), key)
        for each, part in self.parts.items():
            show_if(part, each == key)
        self.parts[key].refresh()

    # ---- what the presenter shows

    def show_state(self, view: StateView, owed: Saying) -> None:
        """Where the village stands, and what is owed."""
        self.top.show_state(view, owed)
        self.setFocusProxy(self.top.main_button())

    def show_drives(self, choices: Sequence[tuple[str, str]], chosen: str, view: DriveView) -> None:
        """The drives plugged in now."""
        self.top.show_drives(choices, chosen, view, view.state is DriveState.WORKING)
        self.setFocusProxy(self.top.main_button())

    def show_working(self, sentence: str) -> None:
        """What is being done."""
        self.top.show_working(sentence)

    def show_result(self, lines: Sequence[Line]) -> None:
        """What came of it."""
        self.top.result.show_lines(lines)

    def show_lines(self, saying: Saying, button: str) -> None:
        """Another laptop wrote on."""
        self.top.lines.show_notice(*saying, button)

    def show_checked(self, saying: Saying) -> None:
        """What a bundle says of itself, or why it is refused."""
        dialogs.tell(self, saying.sentence, saying.hint)

    def ask(self, title: str, sentence: str, yes: str, then: Callable[[], object]) -> None:
        """Ask once."""
        dialogs.ask(self, title, sentence, yes, then)

    # ---- on the worker

    def _seen(self, sticks: list) -> None:
        if self._task is None:
            self.presenter.show_sticks(sticks)
        if self._start and self.isVisible():
            self._start = False
            self.presenter.begin(self.exchange_with, by_key=True)

    def _pick(self) -> None:
        dialogs.pick_folder(self, _("写到哪个文件夹"), self.exchange_with)

    def exchange_with(self, folder: Path) -> None:
        """Take in what lies in this folder and write what is owed."""
        if self._task is not None:
            return
        presenter = self.presenter
        self._pressed = self.focusWidget()
        presenter.begun()

        def done(outcome: Outcome) -> None:
            self._task = None
            presenter.ended(outcome, folder)
            self._context.changed.emit()
            self._show_end()

        def failed(failure: BaseException) -> None:
            self._task = None
            if isinstance(failure, Problem):
                presenter.ended(Outcome((), failure), folder)
            else:
                presenter.stopped()
                dialogs.show_exception(failure)
            self._show_end()

        def cancelled() -> None:
            self._task = None
            presenter.stopped()
            self._show_end()

        self._task = tasks.run(
            lambda step: presenter.work(folder, step),
            done,
            failed,
            presenter.progressed,
            name=_("和乡镇交换"),
            cancelled=cancelled,
        )

    def _show_end(self) -> None:
        """The keyboard goes back to the button, and what came of it is in sight."""
        if self.isVisible():
            pressed = self._pressed
            back = pressed if pressed is self.top.folder and pressed.isEnabled() else None
            (back or self.top.main_button()).setFocus()
        result = self.top.result
        QTimer.singleShot(0, result, lambda: self.ensureWidgetVisible(result))
        self.watch.look()

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self.top.working.show_notice(_("正在停下"), "waiting")

    def check_file(self, file: Path) -> None:
        """Check this bundle."""

        def failed(failure: BaseException) -> None:
            if isinstance(failure, Problem):
                self.presenter.refused(failure)
            else:
                dialogs.show_exception(failure)

        tasks.run(
            lambda _step: self.presenter.check(file),
            self.presenter.checked,
            failed,
            name=_("检查协商包"),
        )

    # ---- joining, and an old line

    def _act(self, key: str) -> None:
        from xieshang_desktop.ui.pages import exchange_join

        if key == JOIN:
            exchange_join.ask_invitation(self._context, self.presenter.invitation())
        elif key == ANSWER:
            exchange_join.write_answer(self._context, self.presenter.chosen())
        else:
            exchange_join.compare(self._context)

    def _close_line(self, call: Callable[[], object]) -> None:
        self._context.attempt(call, _("旧线已关闭，随下一个协商包告诉乡镇。"), final=True)
