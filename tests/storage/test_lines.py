"""A line is one installation's run of numbers: a copy begins its own, a moved folder goes on."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.storage.village import UNIT, faults, forger, opened, person
from xieshang_desktop.errors import WorldFailed
from xieshang_desktop.ids import now
from xieshang_desktop.storage import journal
from xieshang_desktop.storage.database import open_database
from xieshang_desktop.storage.device import Device, open_line
from xieshang_desktop.storage.unit_of_work import Store


def work(data: Path, device: Path, times: int = 1) -> str:
    """Open the data, enter somebody, close; gives the line that was written."""
    with opened(data, device) as store:
        for _ in range(times):
            with store.write() as uow:
                uow.put(person(), "person_entered")
                uow.commit()
        assert faults(store) == []
        return store.line


@pytest.fixture
def places(tmp_path: Path) -> tuple[Path, Path]:
    data, device = tmp_path / "data", tmp_path / "device"
    work(data, device, times=3)
    return data, device


def origin(store: Store) -> dict[str, object]:
    with store.read() as reader:
        first = next(journal.entries_of_line(reader, store.line))
    return dict(json.loads(first.record or b""))


def test_the_first_line_has_no_parent(places: tuple[Path, Path]) -> None:
    with opened(*places) as store:
        assert origin(store)["line"] == ""


def test_the_same_folder_goes_on_with_its_line(places: tuple[Path, Path]) -> None:
    data, device = places
    assert work(data, device) == work(data, device)


def test_a_moved_folder_goes_on_with_its_line(places: tuple[Path, Path], tmp_path: Path) -> None:
    data, device = places
    line = work(data, device)
    data.rename(tmp_path / "moved")
    assert work(tmp_path / "moved", device) == line
    assert work(tmp_path / "moved", device) == line


def test_a_copy_beside_the_original_begins_a_line_that_names_its_parent(
    places: tuple[Path, Path], tmp_path: Path
) -> None:
    data, device = places
    line = work(data, device)
    shutil.copytree(data, tmp_path / "copy")
    with opened(tmp_path / "copy", device) as copy, copy.read() as reader:
        assert copy.line != line
        parent = origin(copy)
        assert (parent["line"], parent["number"]) == (line, 5)
        assert parent["hash"] == journal.hash_at(reader, line, 5)
        assert journal.lines_of(reader) == [line, copy.line]
    assert work(data, device) == line
    assert work(tmp_path / "copy", device) != line


def test_another_device_begins_a_line(places: tuple[Path, Path], tmp_path: Path) -> None:
    data, device = places
    line = work(data, device)
    second = work(data, tmp_path / "other laptop")
    third = work(data, device)
    assert len({line, second, third}) == 3
    with opened(data, device) as store, store.read() as reader:
        assert journal.lines_of(reader) == [line, second, third]
        assert store.line == third


def test_a_restored_older_backup_begins_a_line(places: tuple[Path, Path], tmp_path: Path) -> None:
    data, device = places
    line = work(data, device)
    shutil.copytree(data, tmp_path / "backup")
    work(data, device, times=2)
    shutil.rmtree(data)
    (tmp_path / "backup").rename(data)
    with opened(data, device) as store:
        assert store.line != line
        assert origin(store)["number"] == 5
        assert faults(store) == []


def test_a_journal_cut_short_begins_a_line(places: tuple[Path, Path], tmp_path: Path) -> None:
    data, device = places
    shutil.copytree(device, tmp_path / "memory")
    with opened(data, device) as store:
        with forger(store) as raw:
            raw.execute("DELETE FROM entries WHERE number = 4")
            raw.execute("DELETE FROM person WHERE id = (SELECT max(id) FROM person)")
        assert faults(store) == [], "what is left is a chain in itself"
        line = store.line
    shutil.rmtree(device)
    (tmp_path / "memory").rename(device)
    with opened(data, device) as store:
        assert store.line != line


def test_a_line_is_begun_whole_or_not_at_all(tmp_path: Path) -> None:
    database = open_database(tmp_path / "data")
    device = Device(tmp_path / "device")
    with database.transaction(write=True) as connection:
        connection.execute("DROP TABLE entries")
        connection.execute("COMMIT")
    with pytest.raises(WorldFailed):
        open_line(database, UNIT, device, tmp_path / "data", now)
    with database.transaction() as connection:
        assert connection.execute("SELECT count(*) FROM lines").fetchone() == (0,)
    database.close()


@pytest.mark.parametrize("content", ["", "{", "[]", '{"device": 7}'])
def test_a_damaged_device_file_makes_a_new_device_or_serves_as_it_is(
    places: tuple[Path, Path], content: str
) -> None:
    data, device = places
    (device / "device.json").write_text(content)
    first, again = Device(device).id, Device(device).id
    assert first == again
    work(data, device)


def test_a_damaged_memory_counts_as_none(places: tuple[Path, Path]) -> None:
    data, device = places
    line = work(data, device)
    (device / f"{line}.json").write_text("{")
    assert work(data, device) == line


def test_a_device_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "device").write_text("a file in the way")
    with pytest.raises(WorldFailed) as failure:
        Device(tmp_path / "device")
    assert failure.value.code == "settings_not_writable"
