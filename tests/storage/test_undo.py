"""Undo is a further entry with the earlier value, and only for what is newest and unsealed."""

from __future__ import annotations

import msgspec
import pytest

from tests.storage.village import faults, meeting, person, signed_in, topic
from xieshang_desktop.domain.attendance import Attendance
from xieshang_desktop.domain.meeting import Meeting
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.terms import MeetingState
from xieshang_desktop.domain.topic import Topic
from xieshang_desktop.errors import RuleBroken
from xieshang_desktop.storage import journal
from xieshang_desktop.storage.unit_of_work import Store


def undo(store: Store, action: str, as_action: str = "undo") -> list[str]:
    with store.write(action=as_action) as uow:
        entries = uow.undo(action)
        uow.commit()
    return [entry.read_header().kind for entry in entries]


def test_the_earlier_value_comes_back_as_a_further_entry(store: Store) -> None:
    wu = person()
    with store.write(action="entered") as uow:
        uow.put(wu, "person_entered")
        uow.commit()
    with store.write(action="changed") as uow:
        uow.put(msgspec.structs.replace(wu, name="吴贵兰", phones=()), "person_changed")
        uow.commit()
    assert undo(store, "changed") == ["undone"]
    with store.read() as reader:
        assert reader.one(Person, wu.id) == wu
        assert len(journal.history(reader, wu.id)) == 3
    assert faults(store) == []


def test_what_was_made_is_gone_again(store: Store) -> None:
    with store.write(action="import") as uow:
        uow.put_all([person(str(n)) for n in range(3)], "person_entered")
        uow.put(topic(), "topic_collected")
        uow.commit()
    assert undo(store, "import") == ["undone"] * 4
    with store.read() as reader:
        assert (reader.count(Person), reader.count(Topic)) == (0, 0)
    assert faults(store) == []


def test_what_was_taken_away_is_back(store: Store) -> None:
    here = signed_in("m")
    with store.write(action="in") as uow:
        uow.put(here, "signed_in")
        uow.commit()
    with store.write(action="out") as uow:
        uow.take_away(Attendance, here.id, "sign_in_withdrawn")
        uow.commit()
    undo(store, "out")
    with store.read() as reader:
        assert reader.one(Attendance, here.id) == here


def test_an_undo_can_itself_be_undone(store: Store) -> None:
    wu = person()
    with store.write(action="entered") as uow:
        uow.put(wu, "person_entered")
        uow.commit()
    undo(store, "entered", as_action="first undo")
    undo(store, "first undo")
    with store.read() as reader:
        assert reader.one(Person, wu.id) == wu
    assert faults(store) == []


def test_an_action_that_changed_an_object_twice_is_undone_as_one(store: Store) -> None:
    wu = person()
    with store.write(action="entered") as uow:
        uow.put(wu, "person_entered")
        uow.commit()
    with store.write(action="import") as uow:
        for name in ("甲", "乙"):
            uow.put(msgspec.structs.replace(wu, name=name), "person_changed")
        uow.commit()
    undo(store, "import")
    with store.read() as reader:
        assert reader.one(Person, wu.id) == wu


def test_one_undo_after_the_other_goes_back_step_by_step(store: Store) -> None:
    wu = person()
    for action in ("entered", "first", "second"):
        with store.write(action=action) as uow:
            uow.put(msgspec.structs.replace(wu, remarks=action), "person_changed")
            uow.commit()
    for action, left in (("second", "first"), ("first", "entered")):
        undo(store, action, as_action=f"undo of {action}")
        with store.read() as reader:
            assert reader.one(Person, wu.id).remarks == left
    undo(store, "entered", as_action="the last")
    with store.read() as reader:
        assert reader.count(Person) == 0
    assert faults(store) == []


def test_actions_are_undone_one_after_the_other_newest_first(store: Store) -> None:
    wu = person()
    for action, name in (("entered", "吴"), ("changed", "吴桂兰"), ("changed again", "吴贵兰")):
        with store.write(action=action) as uow:
            uow.put(msgspec.structs.replace(wu, name=name), "person_changed")
            uow.commit()
    names: list[str | None] = []
    for action in ("changed again", "changed", "entered"):
        undo(store, action, as_action=f"undo {action}")
        with store.read() as reader:
            found = reader.find(Person, wu.id)
            names.append(found and found.name)
    assert names == ["吴桂兰", "吴", None]
    assert faults(store) == []


def test_what_changed_since_is_too_late_and_nothing_is_undone(store: Store) -> None:
    wu, zhou = person("吴"), person("周")
    with store.write(action="import") as uow:
        uow.put_all([wu, zhou], "person_entered")
        uow.commit()
    with store.write() as uow:
        uow.put(msgspec.structs.replace(zhou, remarks="迁出"), "person_changed")
        uow.commit()
    with pytest.raises(RuleBroken) as refusal:
        undo(store, "import")
    assert (refusal.value.code, refusal.value.facts) == ("undo_too_late", {"noun": "person"})
    with store.read() as reader:
        assert reader.count(Person) == 2


@pytest.mark.parametrize("action", ["never done", "note"])
def test_an_action_that_changed_no_value_is_nothing_to_undo(store: Store, action: str) -> None:
    with store.write(action="note") as uow:
        uow.note("bundle_written", "bundle", "XS1", b"{}")
        uow.commit()
    with pytest.raises(RuleBroken) as refusal:
        undo(store, action)
    assert refusal.value.code == "undo_nothing"


def test_a_note_beside_a_change_stands_in_no_undos_way(store: Store) -> None:
    with store.write(action="both") as uow:
        uow.put(person(), "person_entered")
        uow.note("import_reported", "person", "report", b"{}")
        uow.note("bundle_written", "bundle", "XS1", b"{}")
        uow.commit()
    undo(store, "both")
    with store.read() as reader:
        assert reader.count(Person) == 0


def test_what_was_sealed_since_cannot_be_undone(store: Store) -> None:
    room = meeting()
    with store.write() as uow:
        uow.put(room, "meeting_opened")
        uow.commit()
    with store.write(action="door") as uow:
        uow.put(signed_in(room.id), "signed_in")
        uow.commit()
    with store.write(action="seal") as uow:
        uow.put(msgspec.structs.replace(room, state=MeetingState.SEALED), "minutes_sealed")
        uow.commit()
    for action in ("door", "seal"):
        with pytest.raises(RuleBroken) as refusal:
            undo(store, action)
        assert refusal.value.code == "sealed"
    with store.read() as reader:
        assert reader.one(Meeting, room.id).state is MeetingState.SEALED
        assert reader.count(Attendance, meeting_id=room.id) == 1
    assert faults(store) == []
