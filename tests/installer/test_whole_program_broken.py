"""A newer version wrote records and then breaks: it gets one more chance, or an update file
mends it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.installer.laptop_here import CRASH, NEWER, Laptop, change
from tests.installer.update_files import make, new_keys
from xieshang_desktop import versions
from xieshang_desktop.storage.database import REVISION
from xieshang_desktop.versions import Version, read_number

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the programs are shell scripts")

WRITTEN_SINCE = "资料是较新版本的程序写的，这个版本看不懂。"


@pytest.fixture
def broken(laptop: Laptop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Version:
    """A newer version that migrated the records and wrote some, whose program is gone since."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795300000")
    newer = laptop.add(migrates=True)
    assert laptop.window() == (0, "ready\n", "")
    roster = ("roster", "import", str(laptop.roster(tmp_path)))
    assert laptop.start("--data", str(laptop.data), *roster)[0] == 0
    newer.program.unlink()
    return newer


def a_stick(laptop: Laptop, tmp_path: Path, version: str) -> Path:
    """An update file with a whole program in it, which the laptop believes."""
    keys = new_keys(tmp_path)
    (laptop.base / "app" / "resources" / "release.pub").symlink_to(keys.public)
    whole = tmp_path / "whole"
    laptop.lay_down(whole, version, REVISION + 1)
    packed = tmp_path / "packed"
    packed.mkdir()
    (whole / "xieshang").rename(packed / "xieshang")  # it names the folder of the rest
    return make(packed, tmp_path / "stick", keys, version=version, revision=REVISION + 1)


@pytest.mark.parametrize("version", [NEWER, "9.9.10"])
def test_an_update_file_mends_it_and_the_records_are_all_there(
    laptop: Laptop, broken: Version, tmp_path: Path, version: str
) -> None:
    file = a_stick(laptop, tmp_path, version)
    entries = laptop.entries()
    status, out, err = laptop.window()
    assert (status, out) == (1, "")
    assert WRITTEN_SINCE in err
    assert broken.note(versions.FAILED)["reason"] == versions.GONE
    status, out, err = laptop.start("--data", str(laptop.data), "update", str(file), "--yes")
    assert (status, err) == (0, "")
    assert "装好了。下次打开窗口时用上。" in out
    kept = laptop.data / f"xieshang-kept-{REVISION + 1}.db"
    assert laptop.revision(kept) == REVISION + 1
    assert laptop.entries(kept) == entries
    assert laptop.window() == (0, "ready\n", "")
    taken = Version(read_number(version) or (), version, laptop.home / "versions" / version)
    assert taken.proven
    assert laptop.entries()[: len(entries)] == entries


def test_a_file_that_would_not_understand_the_records_is_refused(
    laptop: Laptop, broken: Version, tmp_path: Path
) -> None:
    keys = new_keys(tmp_path)
    (laptop.base / "app" / "resources" / "release.pub").symlink_to(keys.public)
    program = tmp_path / "old"
    program.mkdir()
    (program / "xieshang").touch(0o755)
    file = make(program, tmp_path / "stick", keys, version="9.9.10", revision=REVISION)
    status, _out, err = laptop.start("--data", str(laptop.data), "update", str(file), "--yes")
    assert status == 1
    assert "9.9.10 看不懂现在的记录" in err
    assert laptop.revision() == REVISION + 1


def test_one_that_stopped_starting_is_tried_once_more_and_not_again(
    laptop: Laptop, broken: Version
) -> None:
    laptop.give_back(broken)
    package = broken.folder / "app" / "xieshang_desktop"
    change(package, *CRASH)
    entries = laptop.entries()
    said = []
    for _time in range(8):
        status, _out, err = laptop.window()
        assert status != 0
        said.append("again" if f"会用 {NEWER} 打开" in err else WRITTEN_SINCE in err)
    # two starts unwatched, a third that is watched; then it has to prove itself, and does not
    assert said == [False, False, "again", True, True, True, True, True]
    assert broken.failed
    assert laptop.entries() == entries


def test_one_whose_program_came_back_runs_again(laptop: Laptop, broken: Version) -> None:
    """As when the owner of a virus scanner takes a file out of its quarantine."""
    assert laptop.window()[0] == 1
    assert broken.failed
    laptop.give_back(broken)
    status, _out, err = laptop.window()
    assert status == 1
    assert f"请再打开一次程序，会用 {NEWER} 打开" in err
    assert laptop.window() == (0, "ready\n", "")
    assert broken.proven
    assert not broken.failed


def test_a_newer_version_that_waits_to_be_tried_is_named(laptop: Laptop, broken: Version) -> None:
    laptop.give_back(broken)
    (broken.folder / versions.PROVEN).unlink()
    status, _out, err = laptop.start("--data", str(laptop.data), "backup", str(laptop.home))
    assert status == 1
    assert f"会用 {NEWER} 打开" in err
    assert not broken.failed
