"""The records are their account's alone, wherever they lie. On a disk that keeps no rights, and on
Windows, where a folder hands its rights down, nothing is done."""

from __future__ import annotations

import os
import stat
import sys
from contextlib import suppress
from pathlib import Path

from xieshang_desktop.errors import WorldFailed


def require_own(folder: Path) -> None:
    """WorldFailed `data_of_another` where records lie that another account keeps to itself,
    `data_read_only` where one may not even look."""
    if sys.platform == "win32":
        return
    file = folder / "xieshang.db"
    try:
        owner = file.stat().st_uid
    except PermissionError as error:
        raise closed(folder) from error
    except OSError:
        return  # not there, or worse: who opens it finds out
    usable = os.access(
        file, os.R_OK | os.W_OK, effective_ids=os.access in os.supports_effective_ids
    )
    if owner != os.geteuid() and not usable:
        raise closed(folder)


def closed(folder: Path) -> WorldFailed:
    """Why one may not look into a folder: it is another account's, as far as can be told."""
    if not is_own(folder):
        who = _owner(folder)
        if who:
            return WorldFailed("data_of_another", who=who, folder=str(folder))
    return WorldFailed("data_read_only", file=str(folder))


def is_own(folder: Path) -> bool:
    """Whether it belongs to the account this program runs under."""
    if sys.platform == "win32":
        return True
    try:
        return folder.stat().st_uid == os.geteuid()
    except OSError:
        return False


def keep_private(folder: Path) -> None:
    """Nobody else looks into a folder with records, nor at what lies in it: what was made under
    the usual umask, or came with a copy, is narrowed where it is ours."""
    if sys.platform == "win32":
        return
    with suppress(OSError):
        for path in (folder, *folder.iterdir()):
            _narrow(path)


def _narrow(path: Path) -> None:
    with suppress(OSError):
        found = path.lstat()
        others = stat.S_IRWXG | stat.S_IRWXO
        if found.st_uid == os.geteuid() and found.st_mode & others and not path.is_symlink():
            path.chmod(stat.S_IMODE(found.st_mode) & ~others)


def _owner(folder: Path) -> str:
    if sys.platform == "win32":
        return ""
    import pwd

    try:
        owner = folder.stat().st_uid
        return pwd.getpwuid(owner).pw_name
    except KeyError:
        return str(owner)
    except OSError:
        return ""
