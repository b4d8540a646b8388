"""The whole program in two versions, with a village's records: started, migrated, gone back."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.making import a_desk
from tests.promises.tree import PACKAGE, ROOT
from xieshang_desktop import __version__, versions
from xieshang_desktop.services.desk import open_desk
from xieshang_desktop.services.people_register import find_people
from xieshang_desktop.storage.database import REVISION, file_of
from xieshang_desktop.versions import Version

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the programs are shell scripts")

NEWER = "9.9.9"

#: A revision of the tables that a later version brings.
_MIGRATION = '''"""Later."""
from alembic import op
revision = "{0:04}"
down_revision = "{1:04}"
def upgrade():
    op.get_bind().exec_driver_sql("CREATE TABLE later (unit_id TEXT NOT NULL) STRICT")
'''


class Laptop:
    """A laptop with the program as it stands here, and a village's records."""

    def __init__(self, folder: Path) -> None:
        self.home, self.base = folder / "home", folder / "base"
        self._lay_down(self.base, __version__)
        desk = a_desk(self.home)
        self.data = desk.folder
        desk.close()
        (self.home / "device").rename(self.home / "config")

    def add(self, *, migrates: bool = False, crashes: bool = False) -> Version:
        """A newer version, taken and not yet tried."""
        folder = self.home / "versions" / NEWER
        revision = REVISION + migrates
        self._lay_down(folder, NEWER, revision, crashes=crashes)
        (folder / versions.INSTALLED).write_text(
            f'{{"version": "{NEWER}", "revision": {revision}}}'
        )
        return Version(versions.read_number(NEWER) or (), NEWER, folder)

    def begin(self, *arguments: str, until: str = "ready") -> subprocess.Popen[str]:
        """Start the installed program."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith("XIESHANG_")}
        own = {"XIESHANG_HOME": str(self.home), "XIESHANG_LAUNCH": str(self.base)}
        return subprocess.Popen(
            [str(self.base / "xieshang"), *arguments],
            env=kept | own | {"XIESHANG_TIMING": until, "XIESHANG_LANGUAGE": "zh"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def start(self, *arguments: str) -> tuple[int, str, str]:
        """Start it and wait for its end: exit status, what it said."""
        process = self.begin(*arguments)
        out, err = process.communicate(timeout=120)
        return process.returncode, out, err

    def revision(self, file: Path | None = None) -> int:
        with closing(sqlite3.connect(file or file_of(self.data))) as raw:
            return int(raw.execute("PRAGMA user_version").fetchone()[0])

    def roster(self, folder: Path) -> Path:
        """A roster with one person in it."""
        file = folder / "roster.csv"
        file.write_text("姓名,性别,组别\n吴桂兰,女,第一组\n周大山,男,第二组\n", "utf-8")
        return file

    def _lay_down(
        self, folder: Path, version: str, revision: int = REVISION, *, crashes: bool = False
    ) -> None:
        app = folder / "app"
        shutil.copytree(PACKAGE, app / PACKAGE.name)
        (app / "resources").symlink_to(ROOT / "resources")
        package = app / PACKAGE.name
        (package / "__init__.py").write_text(f'"""Here."""\n\n__version__ = "{version}"\n')
        if revision > REVISION:
            _change(
                package / "storage" / "database.py", r"^REVISION = \d+", f"REVISION = {revision}"
            )
            script = _MIGRATION.format(revision, REVISION)
            migrations = package / "storage" / "migrations" / "versions"
            (migrations / f"rev_{revision:04}.py").write_text(script)
        if crashes:
            ends = "def ready() -> None:\n    os._exit(13)\n\n\ndef never() -> None:"
            _change(package / "launching.py", r"^def ready\(\) -> None:", ends)
        program = folder / "xieshang"
        start = f'"{sys.executable}" -P "{package}/__main__.py"'
        program.write_text(f'#!/bin/sh\nPYTHONPATH="{app}" exec {start} "$@"\n')
        program.chmod(0o755)


def _change(file: Path, old: str, new: str) -> None:
    text, times = re.subn(old, new, file.read_text("utf-8"), flags=re.MULTILINE)
    assert times == 1, file
    file.write_text(text, "utf-8")


@pytest.fixture
def laptop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Laptop:
    monkeypatch.setenv("XIESHANG_HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    return Laptop(tmp_path)


def test_a_new_version_that_starts_takes_over_with_the_records_it_migrated(laptop: Laptop) -> None:
    newer = laptop.add(migrates=True)
    assert laptop.start("--data", str(laptop.data)) == (0, "ready\n", "")
    assert newer.proven
    assert laptop.revision() == REVISION + 1
    status, out, _err = laptop.start("version")
    assert (status, out) == (0, f"xieshang_desktop {NEWER}\n")
    assert laptop.start("--data", str(laptop.data)) == (0, "ready\n", "")
    assert newer.tries == 0


def test_a_version_that_migrated_and_then_failed_leaves_the_records_as_they_were(
    laptop: Laptop,
) -> None:
    newer = laptop.add(migrates=True, crashes=True)
    before = _entries(laptop)
    status, out, _err = laptop.start("--data", str(laptop.data))
    assert (status, out) == (0, "ready\n")
    assert newer.note(versions.FAILED)["reason"] == versions.ENDED
    assert laptop.revision() == REVISION
    assert _entries(laptop) == before
    left = laptop.data / f"xieshang-left-{REVISION + 1}.db"
    assert laptop.revision(left) == REVISION + 1
    desk = open_desk(laptop.data)
    assert not desk.new_line
    desk.close()


def _entries(laptop: Laptop) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(file_of(laptop.data))) as raw:
        return raw.execute("SELECT line, number, hash FROM entries ORDER BY 1, 2").fetchall()


@pytest.mark.parametrize("why", [versions.ENDED, versions.PUT_BACK])
def test_what_was_written_since_the_migration_is_never_given_up(
    laptop: Laptop, tmp_path: Path, why: str
) -> None:
    newer = laptop.add(migrates=True)
    laptop.start("--data", str(laptop.data))
    status, out, err = laptop.start(
        "--data", str(laptop.data), "roster", "import", str(laptop.roster(tmp_path))
    )
    assert (status, err) == (0, ""), out
    entries = _entries(laptop)
    versions.fail(newer, why)
    status, _out, err = laptop.start("--data", str(laptop.data))
    assert status == 1
    assert _entries(laptop) == entries
    assert laptop.revision() == REVISION + 1
    if why == versions.ENDED:
        assert "这个版本看不懂" in err
        assert "更新文件" in err
        assert newer.failed
        return
    assert f"请再打开一次程序，会用 {NEWER} 打开" in err
    assert laptop.start("--data", str(laptop.data)) == (0, "ready\n", "")
    assert laptop.start("version")[1] == f"xieshang_desktop {NEWER}\n"


def test_a_command_that_only_looks_puts_nothing_back(laptop: Laptop) -> None:
    newer = laptop.add(migrates=True)
    laptop.start("--data", str(laptop.data))
    versions.fail(newer, versions.ENDED)
    status, _out, err = laptop.start("--data", str(laptop.data), "topics")
    assert status == 1
    assert "这个版本看不懂" in err
    assert laptop.revision() == REVISION + 1


def test_a_new_version_is_not_judged_while_the_old_window_has_the_records(laptop: Laptop) -> None:
    window = laptop.begin("--data", str(laptop.data), until="hold")
    assert window.stdout is not None
    assert window.stdout.readline() == "ready\n"
    newer = laptop.add()
    status, _out, err = laptop.start("--data", str(laptop.data))
    assert status == 1
    assert "已经打开" in err
    assert (newer.failed, newer.proven, newer.tries) == (False, False, 0)
    window.terminate()
    window.communicate(timeout=30)
    assert laptop.start("--data", str(laptop.data))[:2] == (0, "ready\n")
    assert newer.proven


def test_people_entered_before_are_there_after_going_back(laptop: Laptop, tmp_path: Path) -> None:
    laptop.start("--data", str(laptop.data), "roster", "import", str(laptop.roster(tmp_path)))
    laptop.add(migrates=True, crashes=True)
    assert laptop.start("--data", str(laptop.data))[0] == 0
    desk = open_desk(laptop.data)
    assert [person.name for person in find_people(desk, "wgl")] == ["吴桂兰"]
    desk.close()
