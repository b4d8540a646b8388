"""The stick is pulled, full or read-only, at any byte, on either side: what it was is said, nothing
half stays under a bundle's name, nothing is remembered as written, and the next try ends it."""

from __future__ import annotations

import errno
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from tests.exchange.test_writing_drives import FailingDrive
from tests.township.road import Road, make_road
from xieshang_desktop.domain.terms import ArrivalState, Carrier
from xieshang_desktop.errors import WorldFailed
from xieshang_desktop.exchange import writing
from xieshang_desktop.exchange.target import TargetFolder
from xieshang_desktop.services import handover
from xieshang_desktop.township import receiving
from xieshang_desktop.township.taking import take_all
from xieshang_desktop.township.villages import store_of

#: At how many places of a bundle a drive is pulled.
PLACES = 40


@pytest.fixture
def road(tmp_path: Path) -> Iterator[Road]:
    made = make_road(tmp_path / "road")
    for number in range(5):
        made.village.writes(f"第 {number} 件")
    yield made
    made.close()


class _Drives:
    """From now on every drive fails after so many bytes."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._patch = monkeypatch

    def fail(self, step: str, code: int, room: int = 0) -> None:
        def drive(folder: Path) -> TargetFolder:
            return FailingDrive(folder, step, code, room)

        # `isinstance` is asked of the name too: the class stays what it is.
        drive_type = type("Drive", (TargetFolder,), {"__new__": lambda _c, folder: drive(folder)})
        self._patch.setattr(writing, "TargetFolder", drive_type)

    def mend(self) -> None:
        self._patch.setattr(writing, "TargetFolder", TargetFolder)


@pytest.fixture
def drives(monkeypatch: pytest.MonkeyPatch) -> _Drives:
    return _Drives(monkeypatch)


def sizes(size: int) -> list[int]:
    """Places from the first byte to the last."""
    shortest = size - 500  # a clear text that differs a little is deflated a little shorter
    return sorted({shortest * n // PLACES for n in range(PLACES)} | {0, 1, shortest})


@pytest.mark.parametrize(
    ("number", "code"), [(errno.EIO, "drive_pulled"), (errno.ENOSPC, "drive_full")]
)
def test_pulled_at_any_byte_a_village_has_written_nothing(
    road: Road, drives: _Drives, number: int, code: str
) -> None:
    stick, desk = road.stick(), road.village.desk
    (file,) = handover.write_bundles(desk, road.stick())
    before = handover.open_handover(desk).bundles
    for room in sizes(file.stat().st_size):
        drives.fail("write", number, room)
        with pytest.raises(WorldFailed, match=code):
            handover.exchange_with(desk, stick)
        assert list(stick.iterdir()) == []
        assert handover.open_handover(desk).bundles == before
    drives.mend()
    assert len(handover.exchange_with(desk, stick).written) == 1


def test_pulled_at_any_byte_a_township_has_told_nothing(road: Road, drives: _Drives) -> None:
    stick = road.stick()
    road.village.exchanges(stick)
    town = road.township.desk
    road.township.receives(stick)
    (file,) = road.township.answers(road.village, road.stick())
    for room in sizes(file.stat().st_size)[::4]:
        drives.fail("write", errno.EIO, room)
        taken = take_all(town, stick, Carrier.STICK)
        assert taken.problem is not None
        assert taken.problem.code == "drive_pulled"
        assert taken.receipts == ()
        assert {a.state for a in taken.arrivals} == {ArrivalState.KNOWN}
        assert len(list(stick.glob("*.xsb"))) == 1
    drives.mend()
    assert take_all(town, stick, Carrier.STICK).receipts == (road.village.desk.unit.name,)
    road.village.exchanges(stick)
    assert road.village.owed() == (1, 0) or road.village.owed() == (0, 0)
    numbers = [b.first for b in _messages(road)]
    assert numbers == sorted(set(numbers))  # what failed leaves a gap, never the same number twice


class _PulledFile:
    """A file whose stick is pulled once so many bytes were read."""

    def __init__(self, file: BinaryIO, room: int) -> None:
        self._file = file
        self._room = room

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def __enter__(self) -> _PulledFile:
        return self

    def __exit__(self, *_ended: object) -> None:
        self._file.close()

    def _count(self, size: int) -> None:
        self._room -= size
        if self._room < 0:
            raise OSError(errno.EIO, os.strerror(errno.EIO))

    def read(self, size: int = -1) -> bytes:
        piece = self._file.read(size)
        self._count(len(piece))
        return piece

    def readinto(self, buffer: Any) -> int:
        size = self._file.readinto(buffer)  # type: ignore[attr-defined]  # a buffered reader
        self._count(size)
        return int(size)


class _PulledPath(type(Path())):  # type: ignore[misc]  # the system's own kind of path
    """A path on a stick that is pulled while it is read for the first or the second time."""

    room = 0

    def open(self, *given: Any, **named: Any) -> Any:
        """The file; what may be read of it is less each time."""
        file = super().open(*given, **named)
        pulled = _PulledFile(file, type(self).room)
        type(self).room -= self.stat().st_size
        return pulled


@pytest.mark.parametrize("part", [n / 12 for n in range(24)])
def test_pulled_while_it_is_read_a_bundle_is_not_taken(road: Road, part: float) -> None:
    """The file is read twice: for its hash, and to be taken in."""
    (file,) = handover.write_bundles(road.village.desk, road.stick())
    (other,) = handover.write_bundles(road.village.desk, road.stick())
    _PulledPath.room = int(part * file.stat().st_size)
    pulled = _PulledPath(file)
    came = receiving.receive(road.township.desk, [pulled], Carrier.STICK)
    assert [(a.state, a.code) for a in came] == [(ArrivalState.REFUSED, "bundle_unreadable")]
    with store_of(road.township.desk, road.village.id).read() as reader:
        query = "SELECT count(*) FROM entries WHERE unit_id = ?"
        assert reader.connection.execute(query, (road.village.id,)).fetchone() == (0,)
    assert not (road.township.data / "aside").exists()
    came = road.township.receives(other, file)
    assert [a.state for a in came] == [ArrivalState.TAKEN, ArrivalState.KNOWN]


def test_a_folder_that_lets_nothing_be_written_is_said(road: Road) -> None:
    stick = road.stick()
    stick.chmod(0o555)
    if os.access(stick, os.W_OK):
        stick.chmod(0o755)
        pytest.skip("this user may write everywhere")
    with pytest.raises(WorldFailed, match="folder_not_writable"):
        road.village.exchanges(stick)
    stick.chmod(0o755)


@pytest.fixture
def small_stick(tmp_path: Path) -> Iterator[Path]:
    """A real file system of 96 KiB."""
    stick = tmp_path / "small"
    stick.mkdir()
    mounting = ["mount", "-t", "tmpfs", "-o", "size=96k", "tmpfs", str(stick)]
    try:
        mounted = subprocess.run(mounting, capture_output=True, check=False).returncode == 0
    except OSError:
        mounted = False
    if not mounted:
        pytest.skip("only root may mount")
    yield stick
    subprocess.run(["umount", str(stick)], check=True)


def test_a_stick_that_is_really_full_is_said_and_emptied_again(
    road: Road, small_stick: Path
) -> None:
    road.village.desk.files.keep(os.urandom(10))
    for number in range(200):
        road.village.writes(f"很多件 {number} " + os.urandom(400).hex())
    with pytest.raises(WorldFailed, match="drive_full"):
        road.village.exchanges(small_stick)
    assert list(small_stick.iterdir()) == []
    assert handover.open_handover(road.village.desk).bundles == ()


def test_a_stick_full_of_other_things_takes_the_bundles_in_and_no_receipt(
    road: Road, small_stick: Path
) -> None:
    (file,) = handover.write_bundles(road.village.desk, small_stick)
    (small_stick / "film.mp4").write_bytes(bytes(98_304 - 4096 * -(-file.stat().st_size // 4096)))
    taken = take_all(road.township.desk, small_stick, Carrier.STICK)
    assert [a.state for a in taken.arrivals] == [ArrivalState.TAKEN]
    assert taken.problem is not None
    assert taken.problem.code == "drive_full"
    assert sorted(path.name for path in small_stick.iterdir()) == sorted([file.name, "film.mp4"])


def test_a_read_only_stick_gives_and_takes_nothing(road: Road, small_stick: Path) -> None:
    handover.write_bundles(road.village.desk, small_stick)
    subprocess.run(["mount", "-o", "remount,ro", str(small_stick)], check=True)
    taken = take_all(road.township.desk, small_stick, Carrier.STICK)
    assert [a.state for a in taken.arrivals] == [ArrivalState.TAKEN]
    assert taken.problem is not None
    assert taken.problem.code == "drive_read_only"
    road.village.writes()
    with pytest.raises(WorldFailed, match="drive_read_only"):
        road.village.exchanges(small_stick)


def test_a_read_only_stick_is_read_all_the_same(road: Road, small_stick: Path) -> None:
    """The receipt on it is taken in though nothing can be cleared or written."""
    handover.write_bundles(road.village.desk, small_stick)
    take_all(road.township.desk, small_stick, Carrier.STICK)
    subprocess.run(["mount", "-o", "remount,ro", str(small_stick)], check=True)
    done = road.village.exchanges(small_stick)
    assert ([m.kind for m in done.taken], done.tidied) == (["receipt"], 0)
    assert road.village.owed() == (0, 0)


def _messages(road: Road) -> list[Any]:
    from xieshang_desktop.storage.bundles import bundles_of

    with road.township.desk.store.read() as reader:
        found = bundles_of(reader, kind="receipt", addressee=road.village.id)
    return sorted(found, key=lambda bundle: bundle.first)
