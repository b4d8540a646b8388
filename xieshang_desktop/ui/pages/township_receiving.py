"""收件: what came, and everything that lies on a stick taken in at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QHideEvent
from PySide6.QtWidgets import QWidget

from xieshang_desktop.township.morning import Morning
from xieshang_desktop.ui.pages.township_receiving_cards import ArrivalsCard, TakingCard
from xieshang_desktop.ui.presenters.township_arrivals import arrival_row
from xieshang_desktop.ui.widgets.layout import Column, Split, show_if
from xieshang_desktop.ui.widgets.page import Page

if TYPE_CHECKING:
    from xieshang_desktop.ui import tasks
    from xieshang_desktop.ui.context import Context
    from xieshang_desktop.ui.pages.township_answers import AnswersCard
    from xieshang_desktop.ui.presenters.township_arrivals import ArrivalDetail
    from xieshang_desktop.ui.presenters.township_receiving import (
        AnswerView,
        DriveView,
        ReceivingPresenter,
        Saying,
    )

LOOK_EVERY = 2_000  # milliseconds between two looks for drives, while the page is in view


class ReceivingPage(Page):
    """Painted from the snapshot before anything is loaded; it works once the desk is open."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("收件"), parent=parent)
        self._context: Context | None = None
        self._presenter: ReceivingPresenter | None = None
        self._task: tasks.Task | None = None
        self._looking = False
        self._mark = ""
        self._timer: QTimer | None = None
        self.answers: AnswersCard | None = None
        self.taking, self.came = TakingCard(), ArrivalsCard()
        left = QWidget()
        self._left = Column(left, gap=14)
        self._left.addWidget(self.taking)
        self._left.addStretch(1)
        self.body.addWidget(Split(left, self.came, (5, 7), least=400, snug=True), 1)
        self.taking.take.clicked.connect(lambda _on=False: self._take())
        self.taking.folder.clicked.connect(lambda _on=False: self._pick())
        self.taking.progress.acted.connect(self._stop)
        self.setFocusProxy(self.taking.folder)

    def connect_to(self, context: Context) -> None:
        """The desk is open: the buttons do something."""
        from xieshang_desktop.ui.presenters.township_receiving import ReceivingPresenter

        self._context = context
        presenter = ReceivingPresenter(context.desk, self, context.attempt)
        self._presenter = presenter
        self.taking.drive_chosen.connect(presenter.choose)
        self.came.table.marked.connect(presenter.mark)
        self.came.table.opened.connect(self._open)
        self.came.village.clicked.connect(
            lambda _on=False: self._open(self.came.table.marked_key())
        )
        self.came.retry.clicked.connect(lambda _on=False: self._retry())
        self.came.invite_asked.connect(lambda: context.go("villages"))
        self.came.folder.clicked.connect(lambda _on=False: self._show_aside())
        self.came.drop.clicked.connect(lambda _on=False: self._ask_drop())
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY)
        self._timer.timeout.connect(self._look)
        self.shown.connect(self._begin)
        if self.isVisible():
            self._begin()

    def watch(self, presenter: ReceivingPresenter) -> None:
        """Let another presenter stand behind the page."""
        self._presenter = presenter

    def open_object(self, object_id: str | None) -> None:
        """The list as it was left; with an id, that bundle is marked."""
        if object_id:
            self.came.table.show_rows(self.came.table.rows.all_rows(), object_id)

    # ---- what is shown

    def show_morning(self, morning: Morning) -> None:
        """What came, from the records or from the last session."""
        today = date.fromisoformat(morning.day)
        rows = [arrival_row(line, today) for line in morning.arrivals]
        self.came.show_rows(rows, self._mark)
        self._mark = ""
        if self._presenter is not None:
            self._presenter.show_morning(morning)

    def show_drives(self, drives: Sequence[DriveView], chosen: str, saying: str) -> None:
        """The drives plugged in now."""
        self.taking.show_drives(drives, chosen, saying)

    def show_taking(self, sentence: str, can_take: bool) -> None:
        """How far it is."""
        self.taking.show_taking(sentence, can_take)

    def show_result(self, saying: Saying) -> None:
        """What came of it; villages that are to be compared come before it."""
        self.taking.show_result(*saying)
        if saying.sentence:
            QTimer.singleShot(0, self, self._show_outcome)

    def show_detail(self, detail: ArrivalDetail | None) -> None:
        """The marked bundle in full."""
        self.came.show_detail(detail)

    def mark_bundle(self, key: str) -> None:
        """This one is marked when the list is read again."""
        self._mark = key

    def show_network(self, words: str, kind: str) -> None:
        """How the line stands, where there is one."""
        self.taking.network.show_words(words, kind)
        show_if(self.taking.network, bool(words))

    def show_answers(self, answers: Sequence[AnswerView]) -> None:
        """Villages whose fingerprint is to be compared."""
        if self.answers is None:
            if not answers:
                return
            from xieshang_desktop.ui.pages.township_answers import AnswersCard

            self.answers = AnswersCard()
            self.answers.confirmed.connect(self._ask_confirm)
            self.answers.refused.connect(self._ask_refuse)
            self._left.insertWidget(0, self.answers)
        self.answers.show_answers(answers)
        show_if(self.answers, bool(answers))

    # ---- on the worker

    def hideEvent(self, event: QHideEvent) -> None:
        if self._timer is not None:
            self._timer.stop()
        super().hideEvent(event)

    def _begin(self) -> None:
        if self._timer is not None:
            self._look()
            self._timer.start()

    def _look(self) -> None:
        presenter = self._presenter
        if self._looking or self._task is not None or presenter is None:
            return
        from xieshang_desktop.ui import dialogs, tasks

        self._looking = True

        def done(sticks: list) -> None:
            self._looking = False
            presenter.show_sticks(sticks)

        def failed(failure: BaseException) -> None:
            self._looking = False
            if self._timer is not None:
                self._timer.stop()
            dialogs.show_exception(failure)

        def cancelled() -> None:
            self._looking = False

        tasks.run(lambda _step: presenter.look(), done, failed, cancelled=cancelled, quiet=True)

    def _take(self) -> None:
        target = self._presenter.target() if self._presenter is not None else None
        if target is not None:
            self.take_from(target)

    def _pick(self) -> None:
        if self._presenter is None:
            return
        from xieshang_desktop.ui import dialogs

        dialogs.pick_folder(self, _("从哪个文件夹收"), self.take_from)

    def take_from(self, folder: Path, file: Path | None = None) -> None:
        """Take in everything that lies there, or this one file of it."""
        presenter, context = self._presenter, self._context
        if presenter is None or context is None or self._task is not None:
            return
        from xieshang_desktop.errors import Problem
        from xieshang_desktop.ui import dialogs, tasks

        presenter.begin()

        def end() -> None:
            self._task = None
            context.changed.emit()
            self._show_end()

        def done(taken: object) -> None:
            presenter.taken(taken, folder)
            end()

        def failed(failure: BaseException) -> None:
            if isinstance(failure, Problem):
                presenter.not_taken(failure)
            else:
                presenter.stopped()
                dialogs.show_exception(failure)
            end()

        def cancelled() -> None:
            presenter.stopped()
            end()

        self._task = tasks.run(
            lambda step: presenter.take(folder, step, file),
            done,
            failed,
            presenter.progressed,
            name=_("收协商包"),
            cancelled=cancelled,
        )

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self.taking.progress.show_notice(_("正在停下"), "waiting")

    def _retry(self) -> None:
        presenter, context = self._presenter, self._context
        if presenter is None or context is None:
            return
        context.run(lambda _step: presenter.retry(), presenter.retried, _("再收一次"))

    # ---- what people do

    def _open(self, key: str) -> None:
        if self._presenter is None or self._context is None:
            return
        village_id = self._presenter.village_of(key)
        if village_id:
            self._context.go("villages/village", village_id)

    def _show_aside(self) -> None:
        if self._presenter is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._presenter.aside)))

    def _ask_drop(self) -> None:
        from xieshang_desktop.ui import dialogs

        presenter, key = self._presenter, self.came.table.marked_key()
        if presenter is not None and key:
            dialogs.ask(
                self,
                _("丢掉这个协商包？"),
                _("另放着的这一份会删掉。村里的记录一条不少，请村里重新写一个交来。"),
                _("丢掉"),
                lambda: presenter.drop(key),
            )

    def _ask_confirm(self, answer: AnswerView) -> None:
        from xieshang_desktop.ui.pages.township_answers import ask_same

        presenter, context = self._presenter, self._context

        def agreed() -> None:
            if presenter.confirm(answer.key):
                context.run(lambda _step: presenter.retry(), came, _("再收一次"))

        def came(count: int) -> None:
            if count:
                presenter.enrolled(answer.name, count)

        ask_same(self, answer, agreed)

    def _ask_refuse(self, key: str, name: str) -> None:
        from xieshang_desktop.ui import dialogs

        presenter = self._presenter
        dialogs.ask(
            self,
            _("数字不一样？"),
            _(
                "不登记，这份应答丢掉。可能是别人冒用了{0}的名字，也可能拿错了文件；请当面重新办。"
            ).format(name),
            _("不一致，丢掉"),
            lambda: presenter.refuse(key),
        )

    def _show_end(self) -> None:
        """The keyboard goes back to the button."""
        card = self.taking
        (card.take if card.take.isEnabled() else card.folder).setFocus()

    def _show_outcome(self) -> None:
        compare = self.answers is not None and self.answers.isVisible()
        self.ensureWidgetVisible(self.answers if compare else self.taking.result)


def build(context: Context) -> QWidget:
    """The page, wired to the desk."""
    from xieshang_desktop.township.overview import open_morning

    page = ReceivingPage()
    page.connect_to(context)

    def refresh() -> None:
        context.attempt(lambda: page.show_morning(open_morning(context.desk)))

    page.shown.connect(refresh)
    context.changed.connect(lambda: refresh() if page.isVisible() else None)
    return page
