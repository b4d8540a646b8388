"""The records are the account's own: nobody else reads them, and nobody finds a dead end."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.making import a_desk
from tests.promises.tree import ROOT
from xieshang_desktop.domain.unit import Unit
from xieshang_desktop.ids import new_id
from xieshang_desktop.services.data_place import place_in
from xieshang_desktop.services.desk import open_desk, set_up
from xieshang_desktop.storage.database import open_database

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="folders hand their rights down")


@pytest.fixture(autouse=True)
def _usual_umask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


def open_to_others(folder: Path) -> list[str]:
    """What others may read, write or look into."""
    found = [folder, *folder.iterdir()]
    return [path.name for path in found if path.lstat().st_mode & 0o077]


def test_records_in_a_folder_that_was_there_are_nobody_else_s(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    set_up(folder, Unit(id=new_id(), name="张家村", room="议事室"), [], tmp_path / "device").close()
    assert open_to_others(folder) == []


def test_those_of_before_are_narrowed_when_they_are_opened(tmp_path: Path) -> None:
    a_desk(tmp_path).close()
    folder = tmp_path / "data"
    for name in ("files", "backups", "aside"):
        (folder / name).mkdir(exist_ok=True)
    (folder / "xieshang-left-2.db").write_bytes(b"a copy")
    for path in (folder, *folder.iterdir()):
        path.chmod(0o755 if path.is_dir() else 0o644)
    open_desk(folder, tmp_path / "device").close()
    assert open_to_others(folder) == []


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give a folder away")
def test_in_a_folder_of_somebody_else_at_least_what_is_ours_is_closed(tmp_path: Path) -> None:
    a_desk(tmp_path).close()
    folder = tmp_path / "data"
    os.chown(folder, 65533, 65533)
    folder.chmod(0o777)
    desk = open_desk(folder, tmp_path / "device")
    desk.files.keep(b"minutes")
    desk.close()
    assert open_to_others(folder) == ["data"]


def test_who_only_looks_narrows_nothing(tmp_path: Path) -> None:
    a_desk(tmp_path).close()
    (tmp_path / "data").chmod(0o755)
    open_desk(tmp_path / "data", tmp_path / "device", looking=True).close()
    assert open_to_others(tmp_path / "data") == ["data"]


def test_what_only_looks_like_records_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "xieshang.db").write_bytes(b"something else" * 100)
    (tmp_path / "xieshang.db").chmod(0o644)
    with pytest.raises(Exception, match="data_damaged"):
        open_database(tmp_path)
    assert "xieshang.db" in open_to_others(tmp_path)


#: Another account looks at the records, and picks the folder at its first start.
OTHER = """
import os, pwd, sys  # while the environment may still be read
from pathlib import Path
from contextlib import suppress
from xieshang_desktop.errors import Problem
from xieshang_desktop.services import data_place, desk, folder_lock, laptop_facts
from xieshang_desktop.storage import database
folder = Path(sys.argv[1])
os.setgroups([])
os.setgid(65534)
os.setuid(65534)
for act in (data_place.holds_records, data_place.place_in, data_place.require_records,
            database.open_database):
    try:
        act(folder)
    except Problem as problem:
        print(problem.code, problem.facts.get("who", ""))
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may run another account")
@pytest.mark.parametrize("rights", [0o700, 0o755])
def test_another_account_is_told_whose_records_they_are(rights: int) -> None:
    with TemporaryDirectory() as drive:
        Path(drive).chmod(0o777)
        a_desk(Path(drive)).close()
        folder = Path(drive) / "data"
        folder.chmod(rights)
        (folder / "xieshang.db").chmod(rights & 0o644)
        said = subprocess.run(
            [sys.executable, "-P", "-c", OTHER, folder],
            env=dict(os.environ) | {"PYTHONPATH": str(ROOT)},
            check=True,
            capture_output=True,
            text=True,
        ).stdout.split("\n")
    told = ["data_of_another root"] * (4 if rights == 0o700 else 2)
    assert said == [*told, ""]


def test_an_empty_folder_of_one_s_own_is_taken_as_it_is(tmp_path: Path) -> None:
    assert place_in(tmp_path) == tmp_path


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give a folder away")
def test_in_a_folder_of_everybody_the_records_get_one_of_their_own(tmp_path: Path) -> None:
    os.chown(tmp_path, 65533, 65533)
    assert place_in(tmp_path) == tmp_path / "协商资料"
    os.chown(tmp_path, 0, 0)
