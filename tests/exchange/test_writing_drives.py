"""Whatever a drive does while a bundle is written, it has a code, and no half bundle stays."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import BinaryIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exchange.village import failure, make_content, write, write_entries
from xieshang_desktop.errors import WorldFailed
from xieshang_desktop.exchange.keys import VillageKeys
from xieshang_desktop.exchange.packing import BundleContent
from xieshang_desktop.exchange.target import TargetFolder, drive_failure


def test_a_drive_that_is_not_there_is_told(content: BundleContent, keys: VillageKeys) -> None:
    assert failure(content, keys, Path("/media/nobody/gone")).code == "drive_missing"


def test_a_file_in_place_of_the_folder_is_told(
    content: BundleContent, keys: VillageKeys, stick: Path
) -> None:
    stick.rmdir()
    stick.write_text("")
    assert failure(content, keys, stick).code == "folder_not_writable"
    assert failure(content, keys, stick / "inner").code in ("drive_missing", "folder_not_writable")


def test_a_file_in_place_of_the_scratch_folder_is_told(
    content: BundleContent, keys: VillageKeys, stick: Path
) -> None:
    (stick.parent / "tmp").write_text("")
    assert failure(content, keys, stick).code == "scratch_failed"


class FailingFile:
    """A file on a drive that fails once so many bytes were written."""

    def __init__(self, file: BinaryIO, room: int, code: int) -> None:
        self._file = file
        self._room = room
        self._code = code

    def write(self, piece: bytes) -> int:
        self._file.write(piece[: self._room])
        self._room -= len(piece)
        if self._room < 0:
            raise OSError(self._code, os.strerror(self._code))
        return len(piece)

    def flush(self) -> None:
        self._file.flush()

    def fileno(self) -> int:
        return self._file.fileno()

    def close(self) -> None:
        self._file.close()


class FailingDrive(TargetFolder):
    """A real folder of which one step fails: `create`, `write`, `flush`, `reopen`, `rename` …"""

    def __init__(self, folder: Path, step: str, code: int, room: int = 0) -> None:
        super().__init__(folder)
        self._failing = step
        self._code = code
        self._left = room

    def _step(self, name: str) -> None:
        if self._failing == name:
            raise OSError(self._code, os.strerror(self._code))

    def free(self) -> int:
        self._step("free")
        return 0 if self._failing == "room" else super().free()

    def create(self, name: str) -> BinaryIO:
        self._step("create")
        file = super().create(name)
        if self._failing != "write":
            return file
        return FailingFile(file, self._left, self._code)  # type: ignore[return-value]  # a part of one

    def flush(self, file: BinaryIO) -> None:
        self._step("flush")
        super().flush(file)

    def reopen(self, name: str) -> BinaryIO:
        self._step("reopen")
        return super().reopen(name)

    def rename(self, old: str, new: str) -> None:
        self._step("rename")
        super().rename(old, new)
        self._step("flush folder")

    def names(self, prefix: str, suffix: str) -> list[str]:
        self._step("names")
        return super().names(prefix, suffix)


STEPS = ["free", "names", "create", "write", "flush", "reopen", "rename", "flush folder"]


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "drive_full"),
        (errno.EIO, "drive_pulled"),
        (errno.ENODEV, "drive_pulled"),
        (errno.ENOENT, "drive_pulled"),
        (errno.EROFS, "drive_read_only"),
        (errno.EACCES, "folder_not_writable"),
        (errno.EFBIG, "drive_file_too_large"),
        (errno.EBUSY, "drive_failed"),
    ],
)
def test_a_drive_that_fails_at_any_step_leaves_nothing(
    content: BundleContent, keys: VillageKeys, stick: Path, step: str, number: int, code: str
) -> None:
    failed = failure(content, keys, FailingDrive(stick, step, number, room=70_000))
    assert (failed.code, failed.facts["folder"]) == (code, str(stick))
    assert list(stick.iterdir()) == []


@given(room=st.integers(0, 3000))
def test_a_drive_that_fails_at_any_byte_leaves_nothing(
    tmp_path_factory: pytest.TempPathFactory, keys: VillageKeys, room: int
) -> None:
    stick = tmp_path_factory.mktemp("data") / "stick"
    stick.mkdir()
    content = make_content(write_entries(2))
    try:
        written = write(content, keys, FailingDrive(stick, "write", errno.ENOSPC, room=room))
    except WorldFailed as failed:
        code = failed.code
    else:
        assert written.size <= room
        return
    assert code == "drive_full"
    assert list(stick.iterdir()) == []


def test_a_drive_without_room_is_told_before_it_is_written(
    content: BundleContent, keys: VillageKeys, stick: Path
) -> None:
    failed = failure(content, keys, FailingDrive(stick, "room", 0))
    assert (failed.code, failed.facts["free"]) == ("drive_full", 0)
    assert int(str(failed.facts["needed"])) > 150_000


class FullDrive(TargetFolder):
    """The system's own device that is always full, in place of the file."""

    def create(self, name: str) -> BinaryIO:
        (self.folder / name).touch()
        return open("/dev/full", "wb")


def test_a_device_that_is_really_full_is_told(
    content: BundleContent, keys: VillageKeys, stick: Path
) -> None:
    assert failure(content, keys, FullDrive(stick)).code == "drive_full"
    assert list(stick.iterdir()) == []


class ForgetfulDrive(TargetFolder):
    """A drive that says it has written, and has something else."""

    def __init__(self, folder: Path, place: int | None) -> None:
        super().__init__(folder)
        self._place = place

    def reopen(self, name: str) -> BinaryIO:
        path = self.folder / name
        content = bytearray(path.read_bytes())
        if self._place is None:
            del content[-1000:]
        else:
            content[self._place] ^= 1
        path.write_bytes(content)
        return super().reopen(name)


@pytest.mark.parametrize("place", [0, 30, 200, 5000, -1, None])
def test_a_drive_that_gives_back_something_else_is_found(
    content: BundleContent, keys: VillageKeys, stick: Path, place: int | None
) -> None:
    assert failure(content, keys, ForgetfulDrive(stick, place)).code == "drive_write_differs"
    assert list(stick.iterdir()) == []


def test_windows_numbers_are_understood(tmp_path: Path) -> None:
    for number, code in ((19, "drive_read_only"), (21, "drive_pulled"), (112, "drive_full")):
        error = OSError(errno.EACCES, "")
        error.winerror = number  # type: ignore[attr-defined]  # only Windows has it
        assert drive_failure(error, tmp_path).code == code


def test_what_lies_on_the_stick_stays_but_for_our_own_leftovers(
    content: BundleContent, keys: VillageKeys, stick: Path
) -> None:
    foreign = "XS1-ffffffffffff-5eed0001-00000001-00000002-00000000.xsb.part"
    own = "XS1-0123456789ab-5eed0001-00000001-00000002-00000000.xsb.part"
    for name in (foreign, own, "照片.jpg", "autorun.inf"):
        (stick / name).write_text(name)
    written = write(content, keys, stick)
    left = {path.name for path in stick.iterdir()}
    assert left == {foreign, "照片.jpg", "autorun.inf", written.path.name}
