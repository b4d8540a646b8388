"""Nothing can be opened: why, in a window of its own, and what a person can do about it."""

from __future__ import annotations

from gettext import gettext as _
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from xieshang_desktop import launching
from xieshang_desktop.app.display import tell_terminal
from xieshang_desktop.errors import Problem
from xieshang_desktop.services.data_place import is_chosen
from xieshang_desktop.wording import words_for

if TYPE_CHECKING:
    from xieshang_desktop.app import Session


#: What another folder does not mend.
_OURS = ("settings_not_writable", "window_silent")


def tell(session: Session, problem: Problem) -> QWidget:
    """The window that says it, on the terminal too; when it is closed the program ends."""
    words = words_for(problem)
    tell_terminal(words.together)
    if problem.code.startswith("data_newer") and launching.own_folder() is not None:
        return _newer(session, problem)
    if problem.code not in _OURS and is_chosen(session.folder, session.settings):
        return _closed(session, problem)
    box = QMessageBox(QMessageBox.Icon.Warning, _("协商桌面"), words.sentence)
    box.setInformativeText(words.hint)
    box.finished.connect(lambda _result: QApplication.exit(1))
    box.open()
    return box


def _closed(session: Session, problem: Problem) -> QWidget:
    """Somebody chose this folder: another one can be chosen."""
    from xieshang_desktop.app.first import show_gone
    from xieshang_desktop.ui import dialogs
    from xieshang_desktop.ui.pages.folder_closed import FolderClosed

    dialogs.catch_everything(words_for)
    window = FolderClosed(session.folder, session.settings, problem)
    show_gone(session, window)
    return window


def _newer(session: Session, problem: Problem) -> QWidget:
    """An update file from the township's stick mends it."""
    from xieshang_desktop.ui import dialogs
    from xieshang_desktop.ui.pages.records_newer import RecordsNewer

    dialogs.catch_everything(words_for)
    window = RecordsNewer(session.folder, problem)

    def again() -> None:
        launching.ask_again(["--data", str(session.folder)])
        session.status = 0  # nothing went wrong with this start
        window.hide()  # what is being looked for may take a moment to end
        QApplication.exit(0)

    window.again.connect(again)
    window.show()
    window.look()
    return window
