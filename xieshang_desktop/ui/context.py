"""What every page is given: the desk, the way to other places, and one way to act."""

from __future__ import annotations

from collections.abc import Callable
from gettext import gettext as _
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, QSignalBlocker, Signal
from PySide6.QtWidgets import QWidget

from xieshang_desktop.errors import Problem
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.ui import dialogs, tasks
from xieshang_desktop.ui.main_window import MainWindow
from xieshang_desktop.ui.widgets import sheet
from xieshang_desktop.wording import words_for

if TYPE_CHECKING:
    from xieshang_desktop.domain.village_days import VillageDays

T = TypeVar("T")


class Context(QObject):
    """`changed()` after every committed change: the page in view reads again, the frame too."""

    changed = Signal()

    def __init__(self, desk: Desk, window: MainWindow) -> None:
        super().__init__(window)
        self.desk = desk
        self.window = window
        window.read_days = self._read_days

    def go(self, key: str, object_id: str | None = None) -> QWidget:
        """Open a page (`topics`, `topics/topic` …) at an object."""
        page = self.window.open(key)
        opening = getattr(page, "open_object", None)
        if opening is not None:
            opening(object_id)
        return page

    def attempt(
        self,
        call: Callable[[], T],
        said: str = "",
        then: Callable[[T], object] | None = None,
        *,
        final: bool = False,
    ) -> bool:
        """Do something; a problem is shown in words and False given. `said` is the toast, with
        撤销 when an entry was written; `final` says it can't be taken back."""
        before = list(self.desk.store.recent)
        held = self.window.page_has_keyboard()
        try:
            result = call()
        except Problem as problem:
            dialogs.show_problem(*words_for(problem))
            return False
        written = [a for a in self.desk.store.recent if a not in before]
        if final:
            self.window.forget_undo()
        if said:
            can = bool(written) and not final
            self.window.show_toast(said, (lambda: self._undo(written)) if can else None)
        elif written and not final:
            self.window.remember_undo(lambda: self._undo(written))
        if then is not None:
            then(result)
        if written or final:
            self.changed.emit()
        if held and not sheet.is_open() and not self.window.page_has_keyboard():
            self.window.take_keyboard()  # the button that was pressed is no more
        return True

    def attempt_here(
        self,
        call: Callable[[], T],
        said: str = "",
        then: Callable[[T], object] | None = None,
        *,
        final: bool = False,
    ) -> bool:
        """The same where a change concerns the page in view alone, which shows it by itself:
        nothing else need be read again."""
        with QSignalBlocker(self):
            return self.attempt(call, said, then, final=final)

    def run(
        self,
        job: Callable[[tasks.Task], T],
        done: Callable[[T], Any],
        name: str,
        progress: Callable[[int, int, str], object] | None = None,
    ) -> tasks.Task:
        """Slow work on the worker; afterwards what is shown is read again."""

        def finished(result: T) -> None:
            done(result)
            self.changed.emit()

        return tasks.run(job, finished, progress=progress, name=name)

    def _read_days(self) -> VillageDays:
        from xieshang_desktop.services.village_days import open_days  # not for the first page

        return open_days(self.desk)

    def _undo(self, actions: list[str]) -> None:
        from xieshang_desktop.services.undoing import undo  # not for the first page

        def take_back() -> None:
            for action in reversed(actions):
                undo(self.desk, action)

        self.attempt(take_back, _("已撤销"))
        self.changed.emit()
