"""Waiting is honest: what the worker does, how far it is, and after 2 s a way to stop it."""

from __future__ import annotations

from gettext import gettext as _

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QProgressBar, QWidget

from xieshang_desktop.ui import tasks
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.layout import Row
from xieshang_desktop.ui.widgets.text import OneLine

SHOWN_AFTER, CANCEL_AFTER = 300, 2_000  # milliseconds


class BusyBar(QWidget):
    """Follows `ui.tasks`: shown for what takes longer than 0.3 s."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("busy")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = Row(self, gap=16, margins=(24, 6, 14, 6))
        self._words = OneLine("", "strong")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._cancel = Button(_("停下"), pressed=self._stop, reads=True)
        row.addWidget(self._words, 1)
        row.addWidget(self._bar, 1)
        row.addWidget(self._cancel)
        self._task: tasks.Task | None = None
        self._later = _timer(self, SHOWN_AFTER, self._show)
        self._much_later = _timer(self, CANCEL_AFTER, self._cancel.show)
        self.hide()
        tasks.worker().changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        running = [task for task in tasks.worker().tasks if not task.quiet]
        task = running[0] if running else None
        if task is self._task:
            return
        self._task = task
        self._later.stop()
        self._much_later.stop()
        self.hide()
        if task is not None:
            task.progressed.connect(self._tell)
            self._cancel.hide()
            self._cancel.setEnabled(True)
            self._cancel.show_words(_("停下"))
            self._tell()
            self._later.start()
            self._much_later.start()

    def _tell(self) -> None:
        task = self._task
        if task is None:
            return
        count = ""
        if task.total:
            count = _("{done} / {total}").format(done=task.done, total=task.total)
        self._words.setText("　".join(part for part in (task.name, task.what, count) if part))
        self._bar.setRange(0, task.total)
        self._bar.setValue(task.done)

    def _show(self) -> None:
        self.show()

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._cancel.show_words(_("正在停下"))
            self._cancel.setEnabled(False)


def _timer(owner: QWidget, milliseconds: int, call: object) -> QTimer:
    timer = QTimer(owner)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    timer.timeout.connect(call)
    return timer
