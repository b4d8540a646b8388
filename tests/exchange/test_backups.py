"""The files of a backup: sealed, laid on a drive, opened; damage anywhere has its code."""

from __future__ import annotations

import hashlib
import os
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exchange.test_writing_drives import FailingDrive, ForgetfulDrive, FullDrive
from xieshang_desktop.errors import BadInput, Problem, WorldFailed
from xieshang_desktop.exchange import backups
from xieshang_desktop.exchange.keys import VillageKeys
from xieshang_desktop.exchange.progress import Course
from xieshang_desktop.exchange.seal import HEADER_LIMIT
from xieshang_desktop.exchange.target import TargetFolder

CONTENT = os.urandom(300_000)
NAME = "XSB1-0123456789ab-20261120-093000.xsk"


def course() -> Course:
    return Course(1, 1, None, None)


@pytest.fixture
def clear(tmp_path: Path) -> Path:
    (tmp_path / "clear").write_bytes(CONTENT)
    return tmp_path / "clear"


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory, keys: VillageKeys) -> Path:
    folder = tmp_path_factory.mktemp("sealed")
    (folder / "clear").write_bytes(CONTENT)
    seal(folder / "clear", TargetFolder(folder), keys)
    return folder / NAME


def seal(clear: Path, target: TargetFolder, keys: VillageKeys) -> None:
    backups.seal_file(clear, target, NAME, keys.age_identity, keys.age_recipient, course())


def lay(file: Path, target: TargetFolder, keys: VillageKeys, sealing: bool) -> None:
    """Either way in which a file comes onto a drive."""
    if sealing:
        seal(file, target, keys)
    else:
        backups.copy_file(file, target, NAME, course())


def refused(path: Path, *identities: str) -> Problem:
    clear = path.with_suffix(".clear")
    with pytest.raises(Problem) as failed:
        backups.open_file(path, clear, identities)
    assert not clear.exists()
    return failed.value


def test_what_was_sealed_opens_with_age_itself(sealed: Path, keys: VillageKeys) -> None:
    key = sealed.parent / "seal.key"
    key.write_text(f"{keys.age_identity}\n")
    opened = subprocess.run(["age", "-d", "-i", key, sealed], capture_output=True, check=True)
    assert opened.stdout == CONTENT


def test_what_age_sealed_opens_here(clear: Path, keys: VillageKeys) -> None:
    sealed = clear.with_name(NAME)
    subprocess.run(["age", "-r", keys.age_recipient, "-o", sealed, clear], check=True)
    digest = backups.open_file(sealed, clear.with_name("again"), [keys.age_identity])
    assert digest == hashlib.sha256(CONTENT).hexdigest()
    assert clear.with_name("again").read_bytes() == CONTENT
    assert clear.with_name("again").stat().st_mode & 0o777 == 0o600


def test_a_sealed_file_lies_on_the_drive_byte_for_byte(sealed: Path, stick: Path) -> None:
    backups.copy_file(sealed, TargetFolder(stick), NAME, course())
    assert [path.name for path in stick.iterdir()] == [NAME]
    assert (stick / NAME).read_bytes() == sealed.read_bytes()


def test_the_way_is_told_to_its_end(clear: Path, stick: Path, keys: VillageKeys) -> None:
    told: list[tuple[int, int]] = []
    way = Course(2 * len(CONTENT), 1, lambda done, total: told.append((done, total)), None)
    backups.seal_file(clear, TargetFolder(stick), NAME, keys.age_identity, keys.age_recipient, way)
    assert told[-1] == (2 * len(CONTENT), 2 * len(CONTENT))


def test_who_does_not_want_it_any_more_leaves_nothing(sealed: Path, stick: Path) -> None:
    with pytest.raises(WorldFailed) as failed:
        backups.copy_file(sealed, TargetFolder(stick), NAME, Course(9, 1, None, lambda: True))
    assert failed.value.code == "bundle_cancelled"
    assert list(stick.iterdir()) == []


@given(place=st.integers(0, 300_300), bit=st.integers(0, 7))
def test_a_bit_changed_anywhere_is_refused(
    sealed: Path, tmp_path_factory: pytest.TempPathFactory, keys: VillageKeys, place: int, bit: int
) -> None:
    content = bytearray(sealed.read_bytes())
    content[place % len(content)] ^= 1 << bit
    changed = tmp_path_factory.mktemp("changed") / NAME
    changed.write_bytes(content)
    code = refused(changed, keys.age_identity).code
    assert code in ("backup_damaged", "backup_unknown", "backup_other_key")
    assert code == "backup_damaged" or place < HEADER_LIMIT


@given(length=st.integers(0, 300_300))
def test_a_file_cut_off_anywhere_is_refused(
    sealed: Path, tmp_path_factory: pytest.TempPathFactory, keys: VillageKeys, length: int
) -> None:
    content = sealed.read_bytes()
    cut = tmp_path_factory.mktemp("cut") / NAME
    cut.write_bytes(content[: min(length, len(content) - 1)])
    assert refused(cut, keys.age_identity).code in ("backup_damaged", "backup_unknown")


def test_bytes_added_at_the_end_are_refused(
    sealed: Path, tmp_path: Path, keys: VillageKeys
) -> None:
    (tmp_path / NAME).write_bytes(sealed.read_bytes() + b"\0")
    assert refused(tmp_path / NAME, keys.age_identity).code == "backup_damaged"


def test_another_key_and_no_key_do_not_open_it(sealed: Path) -> None:
    import pyrage

    assert refused(sealed, str(pyrage.x25519.Identity.generate())).code == "backup_other_key"
    assert refused(sealed).code == "backup_other_key"


@pytest.mark.parametrize("content", [b"", b"hello", b"\xff" * 9999, b"age-encryption.org/v2\n"])
def test_what_is_no_backup_is_told(tmp_path: Path, keys: VillageKeys, content: bytes) -> None:
    (tmp_path / NAME).write_bytes(content)
    assert refused(tmp_path / NAME, keys.age_identity).code == "backup_unknown"


def test_a_file_that_is_not_there_is_told(tmp_path: Path, keys: VillageKeys) -> None:
    assert refused(tmp_path / NAME, keys.age_identity).code == "backup_unreadable"
    with pytest.raises(WorldFailed) as failed:
        seal(tmp_path / "nothing", TargetFolder(tmp_path), keys)
    assert failed.value.code == "backup_unreadable"


def test_a_plain_database_is_taken_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "plain.db").write_bytes(b"SQLite format 3\0" + CONTENT)
    backups.open_file(tmp_path / "plain.db", tmp_path / "again", [])
    assert (tmp_path / "again").read_bytes() == (tmp_path / "plain.db").read_bytes()


def test_a_file_that_is_there_is_not_written_over(sealed: Path, clear: Path) -> None:
    with pytest.raises(WorldFailed) as failed:
        backups.open_file(sealed, clear, [])
    assert failed.value.code == "backup_disk_failed"
    assert clear.read_bytes() == CONTENT


STEPS = ["free", "create", "write", "flush", "reopen", "rename"]


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize(
    ("number", "code"), [(28, "drive_full"), (5, "drive_pulled"), (30, "drive_read_only")]
)
@pytest.mark.parametrize("sealing", [True, False])
def test_a_drive_that_fails_at_any_step_leaves_nothing(
    sealed: Path, stick: Path, keys: VillageKeys, step: str, number: int, code: str, sealing: bool
) -> None:
    drive = FailingDrive(stick, step, number, room=70_000)
    with pytest.raises(WorldFailed) as failed:
        lay(sealed, drive, keys, sealing)
    assert failed.value.code == code
    assert list(stick.iterdir()) == []


@pytest.mark.parametrize("sealing", [True, False])
@pytest.mark.parametrize("place", [0, 100, 250_000, -1, None])
def test_a_drive_that_gives_back_something_else_is_found(
    sealed: Path, stick: Path, keys: VillageKeys, sealing: bool, place: int | None
) -> None:
    drive = ForgetfulDrive(stick, place)
    with pytest.raises(WorldFailed) as failed:
        lay(sealed, drive, keys, sealing)
    assert failed.value.code == "drive_write_differs"
    assert list(stick.iterdir()) == []


def test_a_device_that_is_really_full_is_told(sealed: Path, stick: Path) -> None:
    with pytest.raises(WorldFailed) as failed:
        backups.copy_file(sealed, FullDrive(stick), NAME, course())
    assert failed.value.code == "drive_full"
    assert list(stick.iterdir()) == []


@pytest.mark.skipif(os.geteuid() != 0, reason="only root mounts a file system")
def test_a_small_file_system_is_told_when_it_is_full(sealed: Path, stick: Path) -> None:
    """A real one of 200 KiB, whose free space is not looked at before."""

    class Hopeful(TargetFolder):
        def free(self) -> int:
            return 1 << 40

    mount = ["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", str(stick)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("mounting is not allowed here")
    try:
        with pytest.raises(WorldFailed) as failed:
            backups.copy_file(sealed, Hopeful(stick), NAME, course())
        assert failed.value.code == "drive_full"
        assert list(stick.iterdir()) == []
    finally:
        subprocess.run(["umount", stick], check=True)


def test_a_mark_replaces_the_one_before(stick: Path) -> None:
    for text in ("first", "second"):
        backups.write_mark(TargetFolder(stick), "a.stick", text)
        assert (stick / "a.stick").read_text() == text
    with pytest.raises(WorldFailed):
        backups.write_mark(FailingDrive(stick, "flush", 28), "a.stick", "third")
    assert [path.read_text() for path in stick.iterdir()] == ["second"]


def test_refusals_are_problems_a_person_reads(sealed: Path, tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(sealed.read_bytes()[:-1])
    assert isinstance(refused(tmp_path / NAME), BadInput)


def test_what_is_packed_comes_back_and_what_is_not_packed_is_damaged(
    tmp_path: Path, keys: VillageKeys
) -> None:
    clear, again = tmp_path / "clear", tmp_path / "again"
    clear.write_bytes(b"village " * 100_000)
    target = TargetFolder(tmp_path)
    for packed in (True, False):
        backups.seal_file(
            clear, target, NAME, keys.age_identity, keys.age_recipient, course(), packed=packed
        )
        sealed = tmp_path / NAME
        if packed:
            assert sealed.stat().st_size < clear.stat().st_size / 4
            backups.open_file(sealed, again, [keys.age_identity], packed=True)
            assert again.read_bytes() == clear.read_bytes()
            again.unlink()
            continue
        with pytest.raises(BadInput, match="backup_damaged"):
            backups.open_file(sealed, again, [keys.age_identity], packed=True)
        assert not again.exists()
