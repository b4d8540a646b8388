"""Copies are made every day, sealed, kept beside the data and on the backup stick."""

from __future__ import annotations

import subprocess
from datetime import timedelta
from pathlib import Path

import pytest

from tests.clock import HandClock
from tests.making import a_topic
from xieshang_desktop.errors import Problem, WorldFailed
from xieshang_desktop.exchange.drives import Drive
from xieshang_desktop.services import backup
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.keys import own_keys
from xieshang_desktop.services.snapshot import last_backup, last_stick_backup
from xieshang_desktop.storage.database import Database, copy_database


def a_stick(folder: Path, label: str = "KINGSTON") -> Drive:
    path = folder / label
    path.mkdir()
    return Drive(label=label, path=path, free=1 << 30, read_only=False)


@pytest.fixture
def stick(desk: Desk, tmp_path: Path) -> Drive:
    drive = a_stick(tmp_path)
    backup.name_backup_stick(desk, drive)
    return drive


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def failure(desk: Desk, drive: Drive) -> Problem:
    with pytest.raises(Problem) as failed:
        backup.back_up_to_stick(desk, drive)
    return failed.value


def test_a_copy_is_made_once_a_day(desk: Desk, clock: HandClock) -> None:
    first = backup.back_up(desk, at_most_daily=True)
    clock.moment += timedelta(hours=2)
    again = backup.back_up(desk, at_most_daily=True)
    assert again == last_backup(desk.folder)
    assert abs(again - first) < timedelta(seconds=1)
    assert len(backup.copies(desk.folder)) == 1
    backup.back_up(desk)
    assert len(backup.copies(desk.folder)) == 2


def test_the_last_fourteen_copies_stay(desk: Desk, clock: HandClock) -> None:
    for _day in range(16):
        backup.back_up(desk)
        clock.moment += timedelta(days=1)
    kept = [path.name.split("-")[2] for path in backup.copies(desk.folder)]
    assert len(kept) == backup.COPIES
    assert kept[0] == "20260304"


def test_a_day_of_many_copies_does_not_push_out_the_days_before(
    desk: Desk, clock: HandClock
) -> None:
    for _day in range(5):
        backup.back_up(desk)
        clock.moment += timedelta(days=1)
    for _hour in range(20):
        backup.back_up(desk)
        clock.moment += timedelta(minutes=20)
    kept = [path.name.split("-")[2] for path in backup.copies(desk.folder)]
    assert len(kept) == backup.COPIES
    assert len(set(kept)) == 6


def test_a_clock_set_back_does_not_throw_away_the_copy_just_made(
    desk: Desk, clock: HandClock
) -> None:
    for _day in range(14):
        backup.back_up(desk)
        clock.moment += timedelta(days=1)
    clock.moment -= timedelta(days=3650)
    made = backup.back_up(desk)
    assert f"{made:%Y%m%d-%H%M%S}" in backup.copies(desk.folder)[0].name


def test_a_copy_opens_with_age_gunzip_and_sqlite_alone(desk: Desk, tmp_path: Path) -> None:
    topic = a_topic(desk)
    backup.back_up(desk)
    (sealed,) = backup.copies(desk.folder)
    clear = tmp_path / "xieshang.db"
    key = desk.folder / "keys" / "seal.key"
    packed = clear.with_suffix(".db.gz")
    subprocess.run(["age", "-d", "-i", key, "-o", packed, sealed], check=True)
    subprocess.run(["gunzip", packed], check=True)
    with Database(clear, 1).transaction() as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert connection.execute("SELECT title FROM topic").fetchall() == [(topic.title,)]


def test_no_clear_text_and_no_key_is_in_a_backup(desk: Desk, stick: Drive) -> None:
    a_topic(desk, "甲乙丙丁戊己庚辛")
    photo = "不给别人看的照片".encode() * 50
    desk.files.keep(photo)
    backup.back_up_to_stick(desk, stick)
    secret = own_keys(desk).age_identity
    for folder in (desk.folder / "backups", stick.path):
        for path in folder.rglob("*"):
            content = path.read_bytes() if path.is_file() else b""
            for clear in (
                "甲乙丙丁戊己庚辛".encode(),
                photo[:48],
                b"SQLite format",
                secret.encode(),
            ):
                assert clear not in content, path
            assert not path.name.endswith((".key", ".db", ".part"))


def test_attachments_are_sealed_once(desk: Desk, clock: HandClock) -> None:
    digest = desk.files.keep(b"photo")
    backup.back_up(desk)
    folder = desk.folder / "backups" / f"XSB1-{desk.unit.id[-12:]}-files"
    first = (folder / f"{digest}.age").stat().st_mtime_ns
    desk.files.keep(b"another")
    clock.moment += timedelta(days=1)
    backup.back_up(desk)
    assert (folder / f"{digest}.age").stat().st_mtime_ns == first
    assert len(list(folder.glob("*.age"))) == 2


def test_a_new_key_seals_the_attachments_anew(
    desk: Desk, clock: HandClock, stick: Drive, tmp_path: Path
) -> None:
    from xieshang_desktop.exchange.keys import rotate

    digest = desk.files.keep(b"photo")
    backup.back_up_to_stick(desk, stick)
    rotate(desk.folder / "keys")
    clock.moment += timedelta(days=1)
    backup.back_up_to_stick(desk, stick)
    sealed = stick.path / f"XSB1-{desk.unit.id[-12:]}-files" / f"{digest}.age"
    key = desk.folder / "keys" / "seal.key"
    opened = subprocess.run(["age", "-d", "-i", key, sealed], capture_output=True, check=True)
    assert opened.stdout == b"photo"


def test_what_a_crash_left_is_cleaned_and_counts_as_nothing(desk: Desk) -> None:
    unit12 = desk.unit.id[-12:]
    folder, clear = desk.folder / "backups", desk.folder / "tmp" / "backup"
    for place in (folder / f"XSB1-{unit12}-files", clear):
        place.mkdir(parents=True)
    (folder / f"XSB1-{unit12}-20260101-080000.xsk.0123abcd.part").write_bytes(b"half")
    (folder / f"XSB1-{unit12}-files" / f"{'0' * 64}.age.0123abcd.part").write_bytes(b"half")
    (clear / "xieshang.db").write_bytes(b"clear")
    assert last_backup(desk.folder) is None
    backup.back_up(desk)
    assert not clear.exists()
    assert not list(folder.rglob("*.part"))
    assert len(backup.copies(desk.folder)) == 1


def test_keys_that_are_gone_are_not_replaced_in_silence(desk: Desk, tmp_path: Path) -> None:
    backup.back_up(desk)
    (desk.folder / "keys").rename(tmp_path / "elsewhere")
    with pytest.raises(WorldFailed) as failed:
        backup.back_up(desk)
    assert failed.value.code == "keys_damaged"


def test_a_copy_that_is_not_the_journal_is_no_copy(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that lost the last minutes while it copied."""
    from xieshang_desktop.storage import copies

    earlier = desk.folder / "earlier.db"
    copy_database(desk.store.database, earlier)
    a_topic(desk)
    monkeypatch.setattr(copies, "copy_database", lambda _database, file: earlier.replace(file))
    with pytest.raises(WorldFailed) as failed:
        backup.back_up(desk)
    assert failed.value.code == "backup_not_whole"
    assert backup.copies(desk.folder) == []
    assert not (desk.folder / "tmp" / "backup").exists()


def test_only_the_stick_that_was_named_is_the_backup_stick(
    desk: Desk, stick: Drive, tmp_path: Path
) -> None:
    other = a_stick(tmp_path, "OTHER")
    assert backup.is_backup_stick(desk, stick)
    assert not backup.is_backup_stick(desk, other)
    assert failure(desk, other).code == "backup_stick_unknown"
    backup.name_backup_stick(desk, other)
    assert backup.is_backup_stick(desk, other)
    assert not backup.is_backup_stick(desk, stick)
    (other.path / names(other.path)[0]).write_text("not what we wrote")
    assert not backup.is_backup_stick(desk, other)


def test_the_stick_gets_copy_and_attachments_and_the_day_is_known(
    desk: Desk, clock: HandClock, stick: Drive
) -> None:
    assert last_stick_backup(desk.folder) is None
    desk.files.keep(b"photo")
    copied = backup.back_up_to_stick(desk, stick)
    assert (copied.files, copied.added) == (1, 1)
    assert copied.path.read_bytes() == backup.copies(desk.folder)[-1].read_bytes()
    assert last_stick_backup(desk.folder) == copied.at
    clock.moment += timedelta(days=1)
    backup.back_up(desk)
    assert last_stick_backup(desk.folder) == copied.at  # the stick was not there
    again = backup.back_up_to_stick(desk, stick)
    assert (again.files, again.added) == (1, 0)
    unit12 = desk.unit.id[-12:]
    assert [name for name in names(stick.path) if not name.endswith(".xsk")] == [
        f"XSB1-{unit12}-files",
        f"XSB1-{unit12}.stick",
    ]


def test_the_stick_keeps_the_newest_ten_and_leaves_what_is_not_ours(
    desk: Desk, clock: HandClock, stick: Drive
) -> None:
    foreign = ["XSB1-ffffffffffff-20200101-080000.xsk", "照片.jpg", "autorun.inf"]
    for name in foreign:
        (stick.path / name).write_text(name)
    for _day in range(12):
        backup.back_up_to_stick(desk, stick)
        clock.moment += timedelta(days=1)
    ours = [name for name in names(stick.path) if name.startswith(f"XSB1-{desk.unit.id[-12:]}-2")]
    assert len(ours) == backup.COPIES_ON_STICK
    assert set(foreign) <= set(names(stick.path))


def test_a_folder_that_was_named_by_hand_keeps_them_all(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "somewhere"
    folder.mkdir()
    copied = backup.back_up_to(desk, folder)
    assert copied.path.parent == folder
    assert last_stick_backup(desk.folder) is None
    with pytest.raises(WorldFailed) as failed:
        backup.back_up_to(desk, tmp_path / "nowhere")
    assert failed.value.code == "drive_missing"


def test_a_stick_pulled_out_is_told_and_the_day_stays(
    desk: Desk, stick: Drive, monkeypatch: pytest.MonkeyPatch
) -> None:
    import errno

    from xieshang_desktop.exchange.target import TargetFolder

    made = backup.back_up_to_stick(desk, stick)
    create = TargetFolder.create

    def pulled(self: TargetFolder, name: str) -> object:
        if self.folder.is_relative_to(stick.path):
            raise OSError(errno.EIO, "gone")
        return create(self, name)

    monkeypatch.setattr(TargetFolder, "create", pulled)
    assert failure(desk, stick).code == "drive_pulled"
    assert last_stick_backup(desk.folder) == made.at


def test_our_own_disk_is_not_called_a_stick(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from xieshang_desktop.exchange.target import TargetFolder

    monkeypatch.setattr(TargetFolder, "free", lambda _self: 0)
    with pytest.raises(WorldFailed) as failed:
        backup.back_up(desk)
    assert failed.value.code == "backup_disk_full"


def test_it_can_be_stopped(desk: Desk, stick: Drive) -> None:
    with pytest.raises(WorldFailed) as failed:
        backup.back_up_to_stick(desk, stick, cancelled=lambda: True)
    assert failed.value.code == "backup_cancelled"
    assert backup.copies(desk.folder) == []
    assert last_stick_backup(desk.folder) is None


def test_the_way_is_told(desk: Desk, stick: Drive) -> None:
    told: list[tuple[int, int]] = []
    backup.back_up_to_stick(desk, stick, lambda done, total: told.append((done, total)))
    assert told
    assert all(0 <= done <= total for done, total in told)
    assert told[-1][0] == told[-1][1]
