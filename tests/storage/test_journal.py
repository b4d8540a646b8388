"""The journal: a chain of entries whose order comes from numbers, never from clocks."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from pathlib import Path

import msgspec

from tests.storage.village import MORNING, faults, opened, person
from xieshang_desktop.domain.entry import NOTHING_BEFORE, payload_hash
from xieshang_desktop.domain.people import Person
from xieshang_desktop.storage import journal
from xieshang_desktop.storage.unit_of_work import Store


def test_each_entry_names_the_hash_of_the_one_before(store: Store) -> None:
    with store.write() as uow:
        uow.put_all([person(), person()], "person_entered")
        uow.commit()
    with store.read() as reader:
        entries = list(journal.entries_of_line(reader, store.line))
    before = NOTHING_BEFORE
    for number, entry in enumerate(entries, 1):
        assert (entry.read_header().number, entry.read_header().previous) == (number, before)
        assert entry.hash == hashlib.sha256(entry.header).hexdigest()
        before = entry.hash
    assert len(entries) == 3


def test_what_reaches_a_person_lies_in_the_private_payload_alone(store: Store) -> None:
    wu = person(phones=("13800000001",), address="柳溪村12号", id_number="11010519491231002X")
    with store.write() as uow:
        entry = uow.put(wu, "person_entered")
        uow.commit()
    assert entry.record is not None
    assert entry.private is not None
    for secret in (b"13800000001", "柳溪村12号".encode(), b"11010519491231002X"):
        assert secret in entry.private
        assert secret not in entry.record
        assert secret not in entry.header
    header = entry.read_header()
    assert header.private_hash == payload_hash(entry.private_salt, entry.private)
    assert header.record_hash == payload_hash(entry.record_salt, entry.record)


def test_salts_differ_so_that_equal_values_show_no_equal_hashes(store: Store) -> None:
    wu = person()
    with store.write() as uow:
        first, second = (uow.put(wu, "person_changed").read_header() for _ in range(2))
        uow.commit()
    assert first.record_hash != second.record_hash
    assert first.private_hash != second.private_hash


def test_a_clock_set_back_ten_years_changes_no_order(tmp_path: Path) -> None:
    wu = person("吴")
    years = [0, -10, -20, 1]
    for turn, year in enumerate(years):
        moment = MORNING + timedelta(days=365 * year)
        with opened(tmp_path / "data", tmp_path / "device", lambda m=moment: m) as store:  # type: ignore[misc]
            with store.write(action=f"action {turn}") as uow:
                uow.put(msgspec.structs.replace(wu, remarks=f"第{turn}次"), "person_changed")
                uow.commit()
            assert faults(store) == []
    with opened(tmp_path / "data", tmp_path / "device", lambda: MORNING) as store:
        with store.read() as reader:
            moments = [e.read_header().at.year for e in journal.history(reader, wu.id)]
            assert reader.one(Person, wu.id).remarks == "第3次"
        with store.write() as uow:
            uow.undo("action 3")
            uow.commit()
        with store.read() as reader:
            assert reader.one(Person, wu.id).remarks == "第2次"
    assert moments == [2026, 2016, 2006, 2027]


def test_a_note_is_an_entry_without_a_row(store: Store) -> None:
    with store.write() as uow:
        entry = uow.note("bundle_written", "bundle", "XS1", b'{"last":7}')
        uow.commit()
    with store.read() as reader:
        assert journal.history(reader, "XS1") == [entry]
        assert journal.newest(reader, store.line) == entry
        assert journal.hash_at(reader, store.line, 2) == entry.hash
        assert journal.hash_at(reader, store.line, 3) is None
    assert faults(store) == []
