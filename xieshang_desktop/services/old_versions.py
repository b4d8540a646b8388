"""Versions of the program that nobody goes back to are removed; never one that still runs."""

from __future__ import annotations

import os
import re
import secrets
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Final

from xieshang_desktop import launching, settings, versions
from xieshang_desktop.replacing import replace
from xieshang_desktop.storage.files import is_left_over
from xieshang_desktop.versions import Version

_PART: Final = re.compile(r"\..+\.part")
_KEPT: Final = {versions.INSTALLED, versions.FAILED, versions.TOLD}


def tidy() -> None:
    """Remove versions that nothing goes back to: below the one before this, and what was begun and
    not finished. Of what never worked above it only the marks stay; what once did may be needed for
    the records that it wrote. Nothing is said of what is held."""
    if launching.own_folder() is None:
        return
    own, kept = launching.own_number(), launching.version_before()
    for version in versions.installed():
        if versions.in_use(version.folder):
            continue
        if version.number < own and version.name != kept:
            with suppress(OSError):  # Windows refuses where a file of it is open
                remove(version.folder)
        elif version.failed and version.number > own and not version.proven:
            _empty(version)
    for part in _parts():
        with suppress(OSError):
            if is_left_over(part):
                shutil.rmtree(part, ignore_errors=True)


def new_part(name: str) -> Path:
    """Where a version lies that is not whole: nobody takes it for one, and it is removed later."""
    return settings.versions_dir() / f".{name}.{secrets.token_hex(4)}.part"


def remove(folder: Path) -> None:
    """Take a version's folder away, at once for all who look: half of it is never seen. OSError
    where it must stay."""
    aside = new_part(folder.name)
    folder.rename(aside)
    shutil.rmtree(aside, ignore_errors=True)


def _empty(version: Version) -> None:
    """Only its marks stay, in a folder of their own: another window may put a good version in its
    place at any moment, of which nothing may go."""
    place, aside, marks = version.folder, new_part(version.name), new_part(version.name)
    with suppress(OSError):
        names = set(os.listdir(place))
        if names <= _KEPT:
            return
        marks.mkdir(mode=0o755)
        for name in names & _KEPT:
            shutil.copyfile(place / name, marks / name)
        place.rename(aside)  # Windows refuses where a file of it is open
        if version._replace(folder=aside).failed:
            replace(marks, place)
            shutil.rmtree(aside, ignore_errors=True)
        else:  # it is another one already
            replace(aside, place)
    shutil.rmtree(marks, ignore_errors=True)


def _parts() -> list[Path]:
    try:
        return [p for p in settings.versions_dir().iterdir() if _PART.fullmatch(p.name)]
    except OSError:
        return []
