"""Lets people type Chinese on Linux: Qt brings a plug-in for ibus only, and fcitx5 answers as ibus.

Qt 6 has no XIM, and a desktop's own plug-in for fcitx fits that desktop's own Qt only: with
fcitx 4 the program speaks itself.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from pathlib import Path

_WANT_NONE = {"none", "simple", "compose"}  # somebody turned input methods off on purpose


@contextmanager
def offered(environment: MutableMapping[str, str] | None = None) -> Iterator[None]:
    """While Qt starts, `environment` (this process's own) names ibus after what the desktop asks.

    Qt takes the first that answers, so that what worked without this works as before. Put back
    afterwards: what is opened from here (WPS, a PDF viewer) keeps the desktop's own.
    """
    held = os.environ if environment is None else environment
    names = modules(held) if sys.platform == "linux" else ""
    if not names:
        yield
        return
    added = {"QT_IM_MODULES": names}
    path = held.get("PATH", os.defpath)
    folder = None if shutil.which("ibus-daemon", path=path) else _stand_in()
    if folder:
        added["PATH"] = path + os.pathsep + str(folder)
    before = {name: held.get(name) for name in added}
    held.update(added)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                held.pop(name, None)
            else:
                held[name] = value
        if folder:
            shutil.rmtree(folder, ignore_errors=True)


def asks_for_fcitx(environment: Mapping[str, str]) -> bool:
    """Whether the desktop names fcitx, of whatever version, and nobody turned it off."""
    names = modules(environment) if sys.platform == "linux" else ""
    return "fcitx" in names or (bool(names) and "=fcitx" in environment.get("XMODIFIERS", ""))


def modules(environment: Mapping[str, str]) -> str:
    """What Qt is to try, in order, as its `QT_IM_MODULES`; empty where nothing is asked for."""
    names = [name for name in environment.get("QT_IM_MODULES", "").split(";") if name]
    if not names and environment.get("QT_IM_MODULE"):
        names = [environment["QT_IM_MODULE"]]
    if not names and environment.get("XMODIFIERS", "").startswith(("@im=fcitx", "@im=ibus")):
        names = ["wayland"]  # Wayland's own way first, where Qt runs on it
    if not names or _WANT_NONE.intersection(names):
        return ""
    return ";".join(dict.fromkeys([*names, "ibus"]))


def _stand_in() -> Path | None:
    """A folder with a program of ibus's name, for the time that Qt starts: Qt asks nobody unless
    there is one, though fcitx5 answers without. Nothing runs it. None where it can't be made.

    Its other way, IBUS_USE_PORTAL, swallows every key from the moment that fcitx5 is restarted.
    """
    try:
        folder = Path(tempfile.mkdtemp(prefix="xieshang-"))
    except OSError:
        return None
    try:
        (folder / "ibus-daemon").symlink_to("/bin/true")
    except OSError:  # a disk that keeps no links
        folder.rmdir()
        return None
    return folder
