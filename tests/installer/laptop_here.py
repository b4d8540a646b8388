"""A laptop with the whole program in two versions, and a village's records."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import psutil

from tests.making import a_desk
from tests.promises.tree import PACKAGE, ROOT
from xieshang_desktop import __version__, versions
from xieshang_desktop.storage.database import REVISION, file_of
from xieshang_desktop.versions import Version

NEWER = "9.9.9"

#: A revision of the tables that a later version brings.
_MIGRATION = "CREATE TABLE later (unit_id TEXT NOT NULL) STRICT\n"


#: A file of the package, what stands in it, what stands there instead.
Change = tuple[str, str, str]

CRASH: Change = (
    "launching.py",
    r"^def ready\(.*\) -> bool:",
    "def ready(**_: bool) -> bool:\n    os._exit(13)\n\n\ndef never(opened: bool) -> bool:",
)


class Laptop:
    """A laptop with the program as it stands here, and a village's records."""

    def __init__(self, folder: Path) -> None:
        self._begun: list[subprocess.Popen[str]] = []
        self.home, self.base = folder / "home", folder / "base"
        self.lay_down(self.base, __version__)
        desk = a_desk(self.home)
        self.data = desk.folder
        desk.close()
        (self.home / "device").rename(self.home / "config")

    def add(
        self, *, migrates: bool = False, crashes: bool = False, changes: Sequence[Change] = ()
    ) -> Version:
        """A newer version, taken and not yet tried; `changes` are made in its code."""
        folder = self.home / "versions" / NEWER
        revision = REVISION + migrates
        self.lay_down(folder, NEWER, revision, [*changes, *([CRASH] if crashes else [])])
        (folder / versions.INSTALLED).write_text(
            f'{{"version": "{NEWER}", "revision": {revision}}}'
        )
        return Version(versions.read_number(NEWER) or (), NEWER, folder)

    def begin(self, *arguments: str, until: str = "ready") -> subprocess.Popen[str]:
        """Start the installed program."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith("XIESHANG_")}
        own = {"XIESHANG_HOME": str(self.home), "XIESHANG_LAUNCH": str(self.base)}
        process = subprocess.Popen(
            [str(self.base / "xieshang"), *arguments],
            env=kept | own | {"XIESHANG_TIMING": until, "XIESHANG_LANGUAGE": "zh"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self._begun.append(process)
        return process

    def end(self) -> None:
        """End what still runs."""
        for process in self._begun:
            if process.poll() is None:
                for child in psutil.Process(process.pid).children(recursive=True):
                    child.kill()
                process.kill()
            process.communicate()
        self._begun.clear()

    def start(self, *arguments: str) -> tuple[int, str, str]:
        """Start it and wait for its end: exit status, what it said."""
        process = self.begin(*arguments)
        out, err = process.communicate(timeout=120)
        self._begun.remove(process)
        return process.returncode, out, err

    def window(self) -> tuple[int, str, str]:
        """Start the window on the village's records."""
        return self.start("--data", str(self.data))

    def revision(self, file: Path | None = None) -> int:
        with closing(sqlite3.connect(file or file_of(self.data))) as raw:
            return int(raw.execute("PRAGMA user_version").fetchone()[0])

    def roster(self, folder: Path) -> Path:
        """A roster with one person in it."""
        file = folder / "roster.csv"
        file.write_text("姓名,性别,组别\n吴桂兰,女,第一组\n周大山,男,第二组\n", "utf-8")
        return file

    def entries(self, file: Path | None = None) -> list[tuple[object, ...]]:
        """What stands in the journal."""
        with closing(sqlite3.connect(file or file_of(self.data))) as raw:
            return raw.execute("SELECT line, number, hash FROM entries ORDER BY 1, 2").fetchall()

    def lay_down(
        self, folder: Path, version: str, revision: int = REVISION, changes: Sequence[Change] = ()
    ) -> None:
        """The program as it stands here, under another number."""
        app = folder / "app"
        shutil.copytree(PACKAGE, app / PACKAGE.name)
        (app / "resources").mkdir()
        for each in (ROOT / "resources").iterdir():
            (app / "resources" / each.name).symlink_to(each)
        package = app / PACKAGE.name
        (package / "__init__.py").write_text(f'"""Here."""\n\n__version__ = "{version}"\n')
        if revision > REVISION:
            change(package, "storage/database.py", r"^REVISION = \d+", f"REVISION = {revision}")
            migrations = package / "storage" / "migrations"
            (migrations / f"rev_{revision:04}.sql").write_text(_MIGRATION)
        for name, old, new in changes:
            change(package, name, old, new)
        self._write_start(folder)

    def give_back(self, version: Version) -> None:
        """The program of a version is where it was."""
        self._write_start(version.folder)

    def _write_start(self, folder: Path) -> None:
        app = folder / "app"
        start = f'"{sys.executable}" -P "{app}/{PACKAGE.name}/__main__.py"'
        program = folder / "xieshang"
        program.write_text(f'#!/bin/sh\nPYTHONPATH="{app}" exec {start} "$@"\n')
        program.chmod(0o755)


def change(package: Path, name: str, old: str, new: str) -> None:
    """Say something else in one place of a package's file."""
    file = package / name
    text, times = re.subn(old, new, file.read_text("utf-8"), flags=re.MULTILINE)
    assert times == 1, file
    file.write_text(text, "utf-8")
