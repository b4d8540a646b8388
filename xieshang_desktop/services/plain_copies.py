"""Plain copies of the whole records that updates and going back left beside them: they go by
themselves once nothing needs them, or when a person says so."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from xieshang_desktop import launching, versions
from xieshang_desktop.errors import Problem, RuleBroken
from xieshang_desktop.services.going_back import copy_needed
from xieshang_desktop.services.snapshot import last_backup
from xieshang_desktop.storage.files import unwritable
from xieshang_desktop.storage.going_back import copies_beside


def tidy(folder: Path) -> None:
    """Remove those older than the newest backup, except the one that going back would put in place.
    While a newer version is on trial all of them stay. Nothing is said of what is held."""
    backed_up = last_backup(folder)
    if backed_up is None or _on_trial():
        return
    with suppress(Problem, OSError):
        needed = copy_needed(folder)
        for copy in copies_beside(folder):
            if copy != needed and copy.stat().st_mtime < backed_up.timestamp():
                copy.unlink()


def remove(folder: Path) -> None:
    """Remove all of them, never the records in use. RuleBroken `copies_on_trial`; WorldFailed
    `folder_not_writable`."""
    trial = _on_trial()
    if trial:
        raise RuleBroken("copies_on_trial", version=trial)
    for copy in copies_beside(folder):
        try:
            copy.unlink(missing_ok=True)
        except OSError as error:
            raise unwritable(error, copy) from error


def _on_trial() -> str:
    """The version whose window has not stood yet, which may have to give way to this one; ""."""
    own = launching.own_version()
    newer = versions.usable(launching.own_number()) if launching.own_folder() else []
    untried = [each for each in newer if not each.proven]
    if own is not None and launching.is_tried():
        untried.append(own)
    return untried[0].name if untried else ""
