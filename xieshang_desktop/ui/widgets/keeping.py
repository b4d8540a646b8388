"""Keeps what is typed into a form: a few seconds after typing began, and on leaving a field."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from xieshang_desktop.ui.widgets.date_field import DateField
from xieshang_desktop.ui.widgets.fields import CheckField, ChoiceField, LineField, SelectField
from xieshang_desktop.ui.widgets.text_area import DRAFT_AFTER, TextArea


class Keeping(QObject):
    """Calls `keep()`: no letter waits longer than a power cut may cost."""

    def __init__(self, parent: QWidget, keep: Callable[[], object]) -> None:
        super().__init__(parent)
        self._keep = keep
        self._now = False
        self._waiting = QTimer(self)
        self._waiting.setSingleShot(True)
        self._waiting.setInterval(DRAFT_AFTER)
        self._waiting.timeout.connect(self.now)

    def watch(self, *fields: QWidget) -> None:
        """Look after these fields."""
        for field in fields:
            if isinstance(field, TextArea):
                field.draft_changed.connect(self._again)
                field.finished.connect(self._again)
            elif isinstance(field, DateField):
                field.day_changed.connect(self._again)
            elif isinstance(field, LineField):
                field.changed.connect(self._soon)
                field.finished.connect(self._again)
            elif isinstance(field, ChoiceField | SelectField):
                field.changed.connect(self._again)
            elif isinstance(field, CheckField):
                field.clicked.connect(self._again)

    def now(self) -> None:
        """Keep it now."""
        self._waiting.stop()
        if not self._now:  # reading a field may say that it changed
            self._now = True
            try:
                self._keep()
            finally:
                self._now = False

    def stop(self) -> None:
        """It is recorded, or given up: what was still to be kept is not."""
        self._waiting.stop()

    def _again(self, _value: object = None) -> None:
        self.now()

    def _soon(self, _words: str) -> None:
        if not self._waiting.isActive():
            self._waiting.start()
