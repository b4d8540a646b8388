"""Taking an update file and going back: what fits, what is refused, what is left behind."""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.installer.update_files import Keys, a_program, install_here, make, new_keys
from tests.making import a_desk
from xieshang_desktop import __version__, launching, replacing, resources, versions
from xieshang_desktop.errors import Problem, WorldFailed
from xieshang_desktop.services import backup, updates
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.going_back import go_back
from xieshang_desktop.services.old_versions import tidy
from xieshang_desktop.storage.database import REVISION
from xieshang_desktop.ui.presenters.updates import state_rows
from xieshang_desktop.versions import Version, read_number


class Here(NamedTuple):
    """This process as a packed program, with a village's records and the release's keys."""

    folder: Path
    home: Path
    keys: Keys
    program: Path
    desk: Desk

    def file(self, **other: Any) -> Path:
        """An update file on the stick."""
        return make(self.program, self.folder / "stick", self.keys, **other)

    @property
    def lying(self) -> list[str]:
        """What lies in the folder of versions."""
        root = self.home / "versions"
        return sorted(p.name for p in root.iterdir()) if root.exists() else []

    def version(self, name: str) -> Version:
        return Version(read_number(name) or (), name, self.home / "versions" / name)

    def lay_down(self, name: str, **note: object) -> Version:
        """A version that was taken before."""
        version = self.version(name)
        version.folder.mkdir(parents=True)
        version.program.touch()
        content = {"version": name, "revision": REVISION} | note
        (version.folder / versions.INSTALLED).write_text(json.dumps(content))
        return version

    def become(self, version: Version, patch: pytest.MonkeyPatch, base: str = "0.0.1") -> None:
        """From now on that one is the version that runs."""
        patch.setenv(launching.LAUNCH, str(version.folder))
        patch.setenv(launching.BASE_VERSION, base)
        for module in (launching, updates):
            patch.setattr(module, "__version__", version.name)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Here]:
    keys = new_keys(tmp_path)
    home = install_here(monkeypatch, tmp_path, keys)
    desk = a_desk(tmp_path / "village")
    yield Here(tmp_path, home, keys, a_program(tmp_path / "program"), desk)
    desk.close()


def code_of(call: Callable[[], object]) -> str:
    with pytest.raises(Problem) as problem:
        call()
    return problem.value.code


# ---- what a file brings


def test_a_file_that_fits_says_what_it_brings(here: Here) -> None:
    file = here.file()
    offer = updates.look_at(file)
    assert (offer.version, offer.own) == ("9.9.9", __version__)
    assert offer.size < file.stat().st_size
    assert offer.unpacked > 100_000
    assert offer.news_zh.splitlines()[0] == "签到的名单可以按小组排"


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"system": "windows-x86_64"}, "update_other_system"),
        ({"version": __version__}, "update_same"),
        ({"version": __version__ + ".0"}, "update_same"),
        ({"version": "0.0.1"}, "update_older"),
        ({"needs": "9.0.0"}, "update_needs_newer"),
        ({"revision": REVISION - 1}, "update_old_records"),
        ({"version": "soon"}, "update_foreign"),
    ],
)
def test_a_file_that_does_not_fit_is_refused_and_nothing_is_laid_down(
    here: Here, told: dict[str, Any], code: str
) -> None:
    if told.get("system") == updates.system():
        told = {"system": "linux-x86_64"}
    file = here.file(**told)
    assert code_of(lambda: updates.look_at(file)) == code
    assert code_of(lambda: updates.take(here.desk, file)) == code
    assert here.lying == []


def test_one_that_is_already_here_and_waits_is_not_taken_twice(here: Here) -> None:
    here.lay_down("9.9.9")
    assert code_of(lambda: updates.look_at(here.file())) == "update_waiting"
    assert code_of(lambda: updates.look_at(here.file(version="9.9.8"))) == "update_waiting"
    assert updates.look_at(here.file(version="9.10.0")).version == "9.10.0"


def test_without_a_key_of_the_releases_nothing_is_taken(
    here: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = here.file()
    resources.path("release.pub").unlink()
    assert updates.state().closed == "update_no_key"
    assert code_of(lambda: updates.take(here.desk, file)) == "update_no_key"
    monkeypatch.delenv(launching.LAUNCH)
    assert updates.state().closed == "update_from_checkout"
    assert code_of(lambda: updates.look_at(file)) == "update_from_checkout"


def test_on_a_stick_the_highest_that_fits_is_found_among_all(here: Here) -> None:
    here.file(version="9.9.9")
    here.file(version="10.0.0")
    here.file(version="11.0.0", needs="10.5.0")
    here.file(version="0.0.1")
    (here.folder / "stick" / "broken.xsu").write_bytes(b"PK")
    (here.folder / "stick" / "photo.jpg").write_bytes(b"x")
    found = updates.offers_in(here.folder / "stick")
    assert [offer.version for offer in found] == ["10.0.0", "9.9.9"]
    assert updates.offers_in(here.folder / "pulled out") == []


# ---- taking it


def test_taking_backs_up_first_and_lays_the_version_beside_the_others(here: Here) -> None:
    heard: list[tuple[str, int, int]] = []
    assert backup.copies(here.desk.folder) == []
    name = updates.take(here.desk, here.file(), lambda *told: heard.append(told))
    assert name == "9.9.9"
    assert here.lying == ["9.9.9"]
    assert len(backup.copies(here.desk.folder)) == 1
    parts = [part for part, _done, _total in heard]
    assert parts == sorted(parts, key=[updates.BACKUP, updates.PROGRAM].index)
    assert set(parts) == {updates.BACKUP, updates.PROGRAM}
    assert all(done <= total for _part, done, total in heard)
    version = here.version("9.9.9")
    assert os.access(version.program, os.X_OK)
    assert version.note(versions.INSTALLED)["revision"] == REVISION
    assert (version.proven, version.failed) == (False, False)
    assert updates.state().waiting == "9.9.9"


def test_without_records_there_is_nothing_to_back_up(here: Here) -> None:
    assert updates.take(None, here.file()) == "9.9.9"


def test_a_backup_that_fails_keeps_the_update_from_beginning(
    here: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object, **_told: object) -> None:
        raise WorldFailed("backup_disk_full", folder="/")

    monkeypatch.setattr(backup, "back_up", full)
    assert code_of(lambda: updates.take(here.desk, here.file())) == "backup_disk_full"
    assert here.lying == []


@pytest.mark.parametrize("part", [updates.BACKUP, updates.PROGRAM])
def test_somebody_who_stops_leaves_nothing_behind(here: Here, part: str) -> None:
    now: list[str] = []
    stop = lambda: part in now  # noqa: E731
    code = code_of(
        lambda: updates.take(here.desk, here.file(), lambda p, _d, _t: now.append(p), stop)
    )
    assert code in ("backup_cancelled", "update_cancelled")
    assert here.lying == []


def test_a_damaged_file_leaves_nothing_behind(here: Here) -> None:
    file = here.file()
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    assert code_of(lambda: updates.take(here.desk, file)) == "update_damaged"
    assert here.lying == []


def test_a_stick_that_is_pulled_out_meanwhile_leaves_nothing_behind(
    here: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = here.file()

    def pulled(_desk: Desk, **_told: object) -> None:
        shutil.rmtree(file.parent)

    monkeypatch.setattr(backup, "back_up", pulled)
    assert code_of(lambda: updates.take(here.desk, file)) == "update_unreadable"
    assert here.lying == []


def test_a_disk_without_room_is_told_before_the_backup(
    here: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = here.file()
    usage = shutil.disk_usage("/")
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage._replace(free=10**8))
    assert code_of(lambda: updates.take(here.desk, file)) == "update_no_room"
    assert backup.copies(here.desk.folder) == []


def test_a_folder_that_takes_nothing_is_named(here: Here) -> None:
    (here.home / "versions").write_text("a file in its place")
    assert code_of(lambda: updates.take(None, here.file())) == "update_folder_closed"


def test_a_stick_that_runs_no_programs_is_told_before_the_backup(
    here: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(updates.os, "access", lambda _path, mode: mode != os.X_OK)
    assert code_of(lambda: updates.take(here.desk, here.file())) == "update_cannot_run"
    assert here.lying == []
    assert backup.copies(here.desk.folder) == []


def test_a_version_that_a_person_left_is_not_said_to_have_failed(here: Here) -> None:
    versions.fail(here.lay_down("9.9.8"), versions.LATE)
    versions.fail(here.lay_down("9.9.9"), versions.PUT_BACK)
    state = updates.state()
    assert (state.failed, state.left) == (("9.9.8",), ("9.9.9",))
    assert state_rows(state)[2:] == [
        ("没有启动起来", "9.9.8，现在没有用它"),
        ("退回以前用过", "9.9.9，现在没有用它"),
    ]


def test_a_version_that_failed_can_be_taken_again(here: Here) -> None:
    failed = here.lay_down("9.9.9")
    versions.fail(failed, versions.ENDED, 1)
    (failed.folder / "left").touch()
    assert updates.state().failed == ("9.9.9",)
    updates.take(None, here.file())
    assert here.lying == ["9.9.9"]
    assert not failed.failed
    assert not (failed.folder / "left").exists()


def test_a_virus_scanner_that_holds_a_file_is_waited_for(
    here: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []
    times = iter(range(3))
    real = os.replace

    def held(old: Path, new: Path) -> None:
        if Path(new).name == "9.9.9" and next(times, None) is not None:
            raise PermissionError(errno.EACCES, "held")
        real(old, new)

    monkeypatch.setattr(updates, "_HELD", (0.1, 0.3, 1.0))
    monkeypatch.setattr(updates, "_is_windows", lambda: True)
    monkeypatch.setattr(updates.os, "replace", held)
    monkeypatch.setattr(replacing.time, "sleep", waited.append)
    assert updates.take(None, here.file()) == "9.9.9"
    assert waited == [0.1, 0.3, 1.0]


def test_a_virus_scanner_that_does_not_let_go_is_named(
    here: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(_old: Path, new: Path) -> None:
        if Path(new).name == "9.9.9":
            raise PermissionError(errno.EACCES, "held")
        real(_old, new)

    real = os.replace
    monkeypatch.setattr(updates, "_is_windows", lambda: True)
    monkeypatch.setattr(updates.os, "replace", held)
    monkeypatch.setattr(replacing.time, "sleep", lambda _seconds: None)
    assert code_of(lambda: updates.take(None, here.file())) == "update_held"
    assert here.lying == []


# ---- going back, and what is removed


def test_the_version_before_is_the_installed_one_or_the_one_below(
    here: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert updates.state().before == ""
    assert code_of(lambda: go_back(here.desk.folder)) == "version_before_none"
    newer = here.lay_down("9.9.9")
    here.become(newer, monkeypatch)
    assert updates.state().before == "0.0.1"
    here.lay_down("9.0.0")
    assert updates.state().before == "9.0.0"
    assert go_back(here.desk.folder) == "9.0.0"
    assert newer.note(versions.FAILED)["reason"] == versions.PUT_BACK
    assert updates.tell_failure() is None


def test_one_that_would_not_understand_what_was_written_is_not_gone_back_to(
    here: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer = here.lay_down("9.9.9", taken_by="0.0.1", taken_by_revision=REVISION - 1)
    here.become(newer, monkeypatch)
    assert code_of(lambda: go_back(here.desk.folder)) == "version_before_blind"
    assert not newer.failed


def test_a_failure_is_told_until_it_was_read(here: Here) -> None:
    assert updates.tell_failure() is None
    failed = here.lay_down("9.9.9")
    versions.fail(failed, versions.LATE)
    assert updates.tell_failure() == ("9.9.9", "late")
    updates.failure_told()
    assert updates.tell_failure() is None


def test_what_nobody_goes_back_to_is_removed(here: Here, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("2.0.0", "3.0.0", "4.0.0"):
        here.lay_down(name)
    failed = here.lay_down("5.0.0")
    (failed.folder / "_internal").mkdir()
    (failed.folder / "_internal" / "large").write_bytes(bytes(99))
    versions.fail(failed, versions.ENDED)
    old, fresh = (here.home / "versions" / f".6.0.0.{n}.part" for n in "ab")
    for part in (old, fresh):
        part.mkdir()
    os.utime(old, (10**9, 10**9))
    here.become(here.version("4.0.0"), monkeypatch)
    tidy()
    assert here.lying == [fresh.name, "3.0.0", "4.0.0", "5.0.0"]
    assert sorted(p.name for p in failed.folder.iterdir()) == ["failed.json", "installed.json"]


def test_a_package_that_is_newer_than_all_removes_them(here: Here) -> None:
    here.lay_down("0.0.1")
    here.lay_down("0.0.2")
    tidy()
    assert here.lying == []
