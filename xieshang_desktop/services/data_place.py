"""Where the records lie: a place of one's own choosing, and whether they lay somewhere before."""

from __future__ import annotations

import os
from pathlib import Path

from xieshang_desktop import settings
from xieshang_desktop.errors import WorldFailed

#: What the folder is called that is made on a drive somebody chose.
NAME = "协商资料"


def holds_records(folder: Path) -> bool:
    """Whether records lie there; WorldFailed `data_read_only` where one may not even look."""
    try:
        return (folder / "xieshang.db").exists()
    except OSError as error:
        raise WorldFailed("data_read_only", file=str(folder)) from error


def lay_here(folder: Path, chosen: settings.Settings) -> bool:
    """Whether records lay in this folder before, by the settings and by this device's memory: who
    finds nothing there is not somebody who starts for the first time."""
    if chosen.text("data") and Path(chosen.text("data")) == folder:
        return True
    from xieshang_desktop.storage.device import places

    return folder.resolve() in places(settings.config_dir())


def place_in(picked: Path) -> Path:
    """Where records are kept when somebody picks this folder: there, if it is empty or holds some
    already, else in a folder of their own."""
    try:
        return picked if holds_records(picked) or not any(picked.iterdir()) else picked / NAME
    except OSError:
        return picked / NAME


def may_choose(folder: Path) -> bool:
    """Whether another place can be chosen: not where the start names one (`--data`), nor where
    everything travels together on a stick."""
    return folder == settings.default_data_dir() and not os.environ.get("XIESHANG_HOME")


def keep_in(chosen: settings.Settings, folder: Path) -> None:
    """From now on records lie here; WorldFailed `setting_not_saved`."""
    usual = folder == settings.default_data_dir()
    chosen.choose("data", "" if usual else str(folder))
