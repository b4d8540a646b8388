"""What stands before there is a desk: the three questions, or where the records went."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from xieshang_desktop.services.data_place import holds_records, lay_here

if TYPE_CHECKING:
    from xieshang_desktop.app import Session
    from xieshang_desktop.services.desk import Desk
    from xieshang_desktop.ui.pages.folder_gone import FolderGone


def begin_without_records(session: Session) -> None:
    """Somebody who starts for the first time is asked three questions; whose records lay here and
    are gone is told so, and asked nothing."""
    if lay_here(session.folder, session.settings):
        _ask_where(session)
    else:
        ask_first(session)


def ask_first(session: Session, desk: Desk | None = None) -> None:
    """Ask about a desk that was begun without a name, or about none."""
    from xieshang_desktop.ui.pages.first_start import FirstStart

    first = FirstStart(session.folder, desk, session.clock, session.settings)
    first.finished.connect(session.answered)
    session.show_first(first)


def tell_of_file(first: QWidget | None, file: Path | None) -> None:
    """A file waits until there is a desk to look at it from."""
    show = getattr(first, "show_file", None)
    if show is not None and file is not None:
        show(file)


def _ask_where(session: Session) -> None:
    from xieshang_desktop.ui.pages.folder_gone import FolderGone

    show_gone(session, FolderGone(session.folder, session.settings))


def show_gone(session: Session, gone: FolderGone) -> None:
    """Show it, and go on where it leads."""
    gone.found.connect(lambda folder: session.answered(folder, None, fresh=False))
    gone.restored.connect(lambda folder: session.answered(folder, None))
    gone.anew.connect(lambda folder: _begin_anew(session, gone, folder))
    session.show_first(gone)


def _begin_anew(session: Session, gone: QWidget, folder: Path) -> None:
    """Nothing is left of what was: as if for the first time, in the usual folder."""
    if holds_records(folder):
        session.answered(folder, None, fresh=False)
    elif session.go_to(folder):
        ask_first(session)
        gone.close()
