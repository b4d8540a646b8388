"""What is done inside one block is committed whole or not at all, each change with its entry."""

from __future__ import annotations

import sqlite3
import threading
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from tests.storage.village import MORNING, UNIT, faults, meeting, opened, person, signed_in, topic
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.terms import Sex
from xieshang_desktop.domain.topic import Topic
from xieshang_desktop.errors import RuleBroken
from xieshang_desktop.ids import new_id
from xieshang_desktop.storage import journal
from xieshang_desktop.storage.database import open_database
from xieshang_desktop.storage.holdings import OWN, hold, unit_of
from xieshang_desktop.storage.unit_of_work import Store


def test_a_change_and_its_entry_are_committed_together(store: Store) -> None:
    wu = person()
    with store.write("吴") as uow:
        entry = uow.put(wu, "person_entered")
        assert uow.commit() == [entry]
    with store.read() as reader:
        assert reader.one(Person, wu.id) == wu
        assert journal.history(reader, wu.id) == [entry]
    header = entry.read_header()
    assert (header.kind, header.object_type, header.actor) == ("person_entered", "person", "吴")


def test_leaving_the_block_without_commit_changes_nothing(store: Store) -> None:
    wu = person()
    with store.write() as uow:
        uow.put(wu, "person_entered")
    with store.read() as reader:
        assert reader.find(Person, wu.id) is None
        assert journal.history(reader, wu.id) == []


def test_an_error_inside_the_block_changes_nothing(store: Store) -> None:
    wu = person()

    def half_way() -> None:
        with store.write() as uow:
            uow.put(wu, "person_entered")
            raise RuleBroken("gone")

    with pytest.raises(RuleBroken):
        half_way()
    with store.read() as reader:
        assert reader.find(Person, wu.id) is None


def test_when_the_entry_cannot_be_written_the_row_is_not_either(store: Store) -> None:
    wu = person()
    with pytest.raises(sqlite3.IntegrityError), store.write() as uow:
        uow.put(wu, None)  # type: ignore[arg-type]
    with store.read() as reader:
        assert reader.find(Person, wu.id) is None


def test_after_commit_nothing_more_can_be_written_in_the_same_block(store: Store) -> None:
    with store.write() as uow:
        uow.put(person(), "person_entered")
        uow.commit()
        with pytest.raises(RuntimeError, match="committed"):
            uow.put(person(), "person_entered")


def test_a_second_reader_sees_the_old_values_until_commit(store: Store) -> None:
    wu = person()
    with store.write() as uow:
        uow.put(wu, "person_entered")
        with store.read() as reader:
            assert reader.find(Person, wu.id) is None
        uow.commit()
    with store.read() as reader:
        assert reader.find(Person, wu.id) == wu


def test_two_programs_writing_in_turn_keep_one_chain(store: Store) -> None:
    other_program = Store(open_database(store.database.file.parent), UNIT, store.line)
    for writer in (store, other_program, other_program, store):
        with writer.write() as uow:
            uow.put(person(), "person_entered")
            uow.commit()
    assert faults(store) == []
    with store.read() as reader:
        numbers = [
            e.read_header().number for e in journal.entries_of_line(reader, store.line, after=1)
        ]
    assert numbers == [2, 3, 4, 5]
    other_program.database.close()


def test_threads_writing_at_once_keep_one_chain(store: Store) -> None:
    def enter_fifty() -> None:
        for _ in range(50):
            with store.write() as uow:
                uow.put(person(), "person_entered")
                uow.commit()

    threads = [threading.Thread(target=enter_fifty) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.read() as reader:
        assert reader.count(Person) == 200
    assert faults(store) == []


def test_a_write_inside_a_write_is_a_mistake_and_no_endless_wait(store: Store) -> None:
    with store.write() as uow:
        with pytest.raises(RuntimeError, match="inside a write"), store.write():
            pass
        uow.put(person(), "person_entered")
        uow.commit()
    with store.write() as uow:
        uow.put(person(), "person_entered")
        uow.commit()
    with store.read() as reader:
        assert reader.count(Person) == 2


def test_what_was_made_in_a_hurry_is_there_and_then_every_commit_is_flushed_again(
    store: Store,
) -> None:
    with store.database.hurried():
        for _ in range(20):
            with store.write() as uow:
                uow.put(person(), "person_entered")
                uow.commit()
    with store.read() as reader:
        assert reader.count(Person) == 20
        assert reader.connection.execute("PRAGMA synchronous").fetchone() == (2,)
    assert faults(store) == []


def test_a_new_value_takes_the_place_of_the_old_one(store: Store) -> None:
    wu = person(sex=Sex.FEMALE)
    older = msgspec.structs.replace(wu, name="吴桂蘭", phones=())
    with store.write() as uow:
        uow.put(wu, "person_entered")
        uow.put(older, "person_changed")
        uow.commit()
    with store.read() as reader:
        assert reader.all(Person) == [older]
        assert [e.read_header().kind for e in journal.history(reader, wu.id)] == [
            "person_entered",
            "person_changed",
        ]


def test_a_value_taken_away_leaves_its_history(store: Store) -> None:
    here = signed_in("m")
    with store.write() as uow:
        uow.put(here, "signed_in")
        uow.take_away(type(here), here.id, "sign_in_withdrawn")
        uow.commit()
    with store.read() as reader:
        assert reader.count(type(here)) == 0
        kinds = [e.read_header().kind for e in journal.history(reader, here.id)]
    assert kinds == ["signed_in", "sign_in_withdrawn"]
    assert faults(store) == []


def test_asking_for_what_is_not_there_says_gone(store: Store) -> None:
    with store.read() as reader, pytest.raises(RuleBroken) as refusal:
        reader.one(Topic, new_id())
    assert (refusal.value.code, refusal.value.facts["noun"]) == ("gone", "topic")


def test_values_are_found_by_their_fields(store: Store) -> None:
    wu, zhou, qian = (
        person("吴", group="一组", sex=Sex.FEMALE),
        person("周", group="二组", household_id="h", party_member=True),
        person("钱", group="二组", sex=Sex.FEMALE),
    )
    with store.write() as uow:
        uow.put_all([wu, zhou, qian], "person_entered")
        uow.commit()
    with store.read() as reader:
        assert reader.all(Person) == [wu, zhou, qian]
        assert reader.all(Person, "-group") == [zhou, qian, wu]
        assert reader.all(Person, group="二组", sex=Sex.FEMALE) == [qian]
        assert reader.all(Person, group=["一组", "三组"]) == [wu]
        assert reader.all(Person, group=[]) == []
        assert reader.all(Person, household_id=None) == [wu, qian]
        assert reader.all(Person, party_member=True) == [zhou]
        assert reader.count(Person, group="二组") == 2
        assert reader.counts(Person, "group") == {"一组": 1, "二组": 2}
        assert reader.find(Person, None) is None
        assert reader.all(Person, "household_id", "-name") == [qian, wu, zhou]
        assert reader.all(Person, "-household_id", "name") == [zhou, wu, qian]


def test_a_field_that_does_not_exist_is_no_silent_text(store: Store) -> None:
    with store.read() as reader, pytest.raises(KeyError, match="nmae"):
        reader.all(Person, nmae="吴")


def test_dates_and_moments_are_found_by_value(store: Store) -> None:
    early, late = meeting(), msgspec.structs.replace(meeting(), starts=MORNING + timedelta(days=1))
    with store.write() as uow:
        uow.put_all([early, late], "meeting_planned")
        uow.commit()
    with store.read() as reader:
        assert reader.all(type(early), starts=MORNING) == [early]


def test_texts_are_found_by_how_they_begin(store: Store) -> None:
    with store.write() as uow:
        for number in ("2025-09", "2026-01", "2026-02"):
            uow.put(msgspec.structs.replace(topic(), number=number), "topic_collected")
        uow.commit()
    with store.read() as reader:
        assert sorted(reader.texts(Topic, "number", "2026-")) == ["2026-01", "2026-02"]


def test_actions_of_this_session_are_remembered_newest_last(store: Store) -> None:
    for action in ("a", "b", "a"):
        with store.write(action=action) as uow:
            uow.put(person(), "person_entered")
            uow.commit()
    assert store.recent == ["b", "a"]
    with store.write() as uow:
        uow.undo("a")
        uow.commit()
    assert store.recent == ["b"]


def test_a_unit_is_known_once_it_was_named(tmp_path: Path) -> None:
    from xieshang_desktop.domain.unit import Unit

    with opened(tmp_path / "data", tmp_path / "device") as store:
        assert unit_of(store.database) is None
        with store.write() as uow:
            hold(uow, UNIT, OWN)
            uow.put(Unit(id=UNIT, name="柳溪村", room="有事好商量"), "unit_named")
            uow.commit()
        assert unit_of(store.database) == UNIT
