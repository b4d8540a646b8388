"""Where the records lie: a place of one's own choosing, and whether they lay somewhere before."""

from __future__ import annotations

import os
from pathlib import Path

from xieshang_desktop import settings
from xieshang_desktop.errors import RuleBroken, WorldFailed
from xieshang_desktop.storage.private import closed, is_own, require_own

#: What the folder is called that is made on a drive somebody chose.
NAME = "协商资料"


def holds_records(folder: Path) -> bool:
    """Whether records lie there; WorldFailed `data_of_another`, `data_read_only` where one may not
    even look."""
    try:
        return (folder / "xieshang.db").exists()
    except OSError as error:
        raise closed(folder) from error


def require_records(folder: Path) -> None:
    """Raise the Problem for which the records there could not be opened now; nothing is changed.
    Those that were begun without a name are asked for one when they are opened."""
    from xieshang_desktop.services.desk import open_desk
    from xieshang_desktop.services.folder_lock import used_by
    from xieshang_desktop.services.laptop_facts import can_write

    require_own(folder)
    holder = used_by(folder)
    if holder is not None and holder.process == os.getpid():
        holder = None
    if holder is not None and holder.who:
        raise WorldFailed(
            "folder_in_use",
            who=holder.who,
            computer=holder.computer,
            since=holder.since,
            folder=str(folder),
        )
    if holder is not None:
        raise WorldFailed("folder_in_use_elsewhere", folder=str(folder))
    try:
        open_desk(folder, looking=True).close()
    except RuleBroken as problem:
        if problem.code != "not_set_up":
            raise
    if not can_write(folder):
        raise WorldFailed("data_read_only", file=str(folder))


def lay_here(folder: Path, chosen: settings.Settings) -> bool:
    """Whether records lay in this folder before, by the settings and by this device's memory: who
    finds nothing there is not somebody who starts for the first time."""
    if chosen.text("data") and Path(chosen.text("data")) == folder:
        return True
    from xieshang_desktop.storage.device import places

    return folder.resolve() in places(settings.config_dir())


def place_in(picked: Path) -> Path:
    """Where records are kept when somebody picks this folder: there, if it holds some already or
    is empty and belongs to this account, else in a folder of their own. WorldFailed as of
    `holds_records`."""
    if holds_records(picked):
        return picked
    try:
        return picked if is_own(picked) and not any(picked.iterdir()) else picked / NAME
    except OSError:
        return picked / NAME


def may_choose(folder: Path) -> bool:
    """Whether another place can be chosen: not where the start names one (`--data`), nor where
    everything travels together on a stick."""
    return folder == settings.default_data_dir() and not os.environ.get("XIESHANG_HOME")


def is_chosen(folder: Path, chosen: settings.Settings) -> bool:
    """Whether records lie there because somebody chose so: another place can be chosen, too."""
    data = chosen.text("data")
    return bool(data) and Path(data) == folder and not os.environ.get("XIESHANG_HOME")


def keep_in(chosen: settings.Settings, folder: Path) -> None:
    """From now on records lie here; WorldFailed `setting_not_saved`."""
    usual = folder == settings.default_data_dir()
    chosen.choose("data", "" if usual else str(folder))
