"""A person asks to be erased: what can be reached goes, what cannot is counted, the rest stands."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.making import a_desk, some_people
from tests.township.road import Road, make_road, with_phone
from xieshang_desktop.domain.attendance import Attendance
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.terms import AttendanceState, Carrier, Part, Sharing
from xieshang_desktop.errors import RuleBroken
from xieshang_desktop.ids import new_id
from xieshang_desktop.services import backup, erasing, handover, line_state, people, sharing
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.people import find_people
from xieshang_desktop.storage import journal

PHONE = "19900001234"


@pytest.fixture
def road(tmp_path: Path) -> Iterator[Road]:
    made = make_road(tmp_path / "road")
    yield made
    made.close()


def somebody(desk: Desk) -> Person:
    return people.add_person(
        desk, Person(id=new_id(), name="单玉梅", group="第一组", phones=(PHONE,))
    )


def excused(desk: Desk, person: Person, reason: str) -> Attendance:
    attendance = Attendance(
        id=new_id(),
        meeting_id=new_id(),
        person_id=person.id,
        state=AttendanceState.EXCUSED,
        part=Part.COUNCIL,
        at=desk.clock(),
        reason=reason,
    )
    with desk.store.write() as uow:
        uow.put(attendance, "excused")
        uow.commit()
    return attendance


def test_what_reaches_a_person_goes_and_the_person_stays_findable_by_name(desk: Desk) -> None:
    person = somebody(desk)
    attendance = excused(desk, person, "住院")
    assert erasing.look_at(desk, person.id).fields == ("phones",)
    done = erasing.erase_person(desk, person.id)
    assert (done.name, done.excuses) == ("单玉梅", 1)
    with desk.store.read() as reader:
        assert reader.one(Person, person.id).phones == ()
        assert reader.one(Attendance, attendance.id).reason == ""
        assert all(e.private is None for e in journal.history(reader, person.id, attendance.id))
        assert journal.verify(reader) == []
    assert find_people(desk, "1234") == ()
    assert [hit.id for hit in find_people(desk, "单玉梅")] == [person.id]
    assert [hit.id for hit in find_people(desk, "sym")] == [person.id]


def test_what_was_said_once_and_changed_since_is_erased_too(desk: Desk) -> None:
    person = somebody(desk)
    people.edit_person(desk, replace(person, phones=()))
    assert erasing.look_at(desk, person.id).fields == ("phones",)
    erasing.erase_person(desk, person.id)
    assert not erasing.look_at(desk, person.id).anything


def test_of_whom_nothing_is_kept_nothing_is_written(desk: Desk) -> None:
    (person,) = some_people(desk, 4)[:1]
    with desk.store.read() as reader:
        before = journal.newest_number(reader, desk.store.line)
    assert not erasing.erase_person(desk, person.id).anything
    with desk.store.read() as reader:
        assert journal.newest_number(reader, desk.store.line) == before
    with pytest.raises(RuleBroken, match="gone"):
        erasing.erase_person(desk, new_id())


def test_what_cannot_be_reached_is_counted(desk: Desk, tmp_path: Path) -> None:
    person = somebody(desk)
    stick = tmp_path / "stick"
    stick.mkdir()
    handover.write_bundles(desk, stick)
    backup.back_up(desk)
    found = erasing.look_at(desk, person.id)
    assert (found.handed_over, found.copies, found.sealed) == (1, 1, 0)


def test_nobody_elses_number_goes_with_it(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    one, other = somebody(desk), somebody(desk)
    erasing.erase_person(desk, one.id)
    with desk.store.read() as reader:
        assert reader.one(Person, other.id) == other
    desk.close()


def test_the_township_loses_it_with_the_next_bundle(road: Road) -> None:
    sharing.choose_sharing(road.village.desk, "person", Sharing.WHOLE)
    person = with_phone(road.village.desk)
    road.carry(road.village)
    erasing.erase_person(road.village.desk, person.id)
    road.carry(road.village)
    with road.township.mirror(road.village).store.read() as reader:
        assert reader.one(Person, person.id).phones == ()


def test_a_bundle_that_was_not_sent_yet_goes_and_is_written_anew(road: Road) -> None:
    desk = road.village.desk
    person = with_phone(desk)
    outgoing = line_state.outgoing(desk)
    (waiting,) = handover.write_bundles(desk, outgoing, carrier=Carrier.NETWORK)
    erasing.erase_person(desk, person.id)
    assert not waiting.exists()
    assert handover.open_handover(desk).bundles == ()
