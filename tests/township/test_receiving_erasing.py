"""What a village erases of a person is gone at the township with the next bundle, wherever it lay
and in whatever order bundles come."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.township.road import (
    Road,
    VillageSide,
    believe_confirmed,
    copy_of,
    each_entry,
    with_phone,
)
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.terms import ArrivalState, Sharing
from xieshang_desktop.services import handover, people, sharing
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.storage import journal

PHONE = "19900000001"


@pytest.fixture
def sharing_all(road: Road) -> Road:
    """The village trusts its township with what reaches a person."""
    sharing.choose_sharing(road.village.desk, "person", Sharing.WHOLE)
    return road


def erase(village: VillageSide, person: Person) -> None:
    with village.desk.store.write(village.actor) as uow:
        journal.erase_private(uow, Person.NOUN, person.id)
        uow.commit()


def private_there(desk: Desk, person: Person) -> list[bytes]:
    """Every private payload that lies of somebody in a journal."""
    found = [entry for _line, _number, entry in each_entry(desk)]
    of_them = [e for e in found if e.read_header().object_id == person.id]
    return [entry.private for entry in of_them if entry.private is not None]


def phones(desk: Desk, person: Person) -> tuple[str, ...]:
    with desk.store.read() as reader:
        return reader.one(Person, person.id).phones


def write(village: VillageSide, stick: Path) -> list[Path]:
    return handover.write_bundles(village.desk, stick)


def test_what_was_handed_over_is_erased_with_the_next_bundle(sharing_all: Road) -> None:
    road = sharing_all
    person = with_phone(road.village.desk)
    road.carry(road.village)
    mirror = road.township.mirror(road.village)
    assert phones(mirror, person) == (PHONE,)
    erase(road.village, person)
    road.carry(road.village)
    assert phones(mirror, person) == ()
    assert private_there(mirror, person) == []
    assert road.township.mirrored_faults(road.village) == []
    assert PHONE.encode() not in _all_bytes(road.township.desk)


def test_an_old_stick_found_again_does_not_bring_it_back(sharing_all: Road) -> None:
    road = sharing_all
    person = with_phone(road.village.desk)
    old = write(road.village, road.stick())
    road.carry(road.village)
    erase(road.village, person)
    road.carry(road.village)
    assert {a.state for a in road.township.receives(*old)} == {ArrivalState.KNOWN}
    mirror = road.township.mirror(road.village)
    assert private_there(mirror, person) == []


def test_what_is_entered_anew_after_erasing_stands(sharing_all: Road) -> None:
    """Erased and entered again before the bundle was written: only what came before is gone."""
    road = sharing_all
    person = with_phone(road.village.desk)
    road.carry(road.village)
    erase(road.village, person)
    with road.village.desk.store.read() as reader:
        blank = reader.one(Person, person.id)
    people.edit_person(road.village.desk, replace(blank, phones=("19900000002",)))
    road.carry(road.village)
    mirror = road.township.mirror(road.village)
    assert phones(mirror, person) == ("19900000002",)
    assert len(private_there(mirror, person)) == 1
    assert road.township.mirrored_faults(road.village) == []
    assert road.village.faults() == []


def test_erased_between_two_sticks_that_come_in_the_wrong_order(sharing_all: Road) -> None:
    road = sharing_all
    road.carry(road.village)
    person = with_phone(road.village.desk)
    first = write(road.village, road.stick())
    believe_confirmed(road.village)
    erase(road.village, person)
    second = write(road.village, road.stick())
    came = road.township.receives(*second, *first)
    assert {a.state for a in came} == {ArrivalState.TAKEN}
    mirror = road.township.mirror(road.village)
    assert private_there(mirror, person) == []
    assert phones(mirror, person) == ()
    assert road.township.mirrored_faults(road.village) == []


def test_what_an_older_line_says_late_is_erased_too(sharing_all: Road) -> None:
    """A newer laptop erased somebody; the old one's last stick, with the number, comes after."""
    road = sharing_all
    road.carry(road.village)
    newer = copy_of(road, "laptop-2")
    person = with_phone(road.village.desk)
    late = write(road.village, road.stick())
    erase(newer, person)
    road.township.receives(*write(newer, road.stick()))
    assert {a.state for a in road.township.receives(*late)} == {ArrivalState.TAKEN}
    mirror = road.township.mirror(road.village)
    assert private_there(mirror, person) == []
    assert phones(mirror, person) == ()
    assert road.township.mirrored_faults(road.village) == []
    newer.desk.close()


def test_the_file_of_the_database_keeps_nothing_of_it(sharing_all: Road) -> None:
    road = sharing_all
    person = with_phone(road.village.desk)
    road.carry(road.village)
    erase(road.village, person)
    road.carry(road.village)
    road.township.reopen()
    copy = shutil.copyfile(road.township.data / "xieshang.db", road.folder / "copy.db")
    assert PHONE.encode() not in Path(copy).read_bytes()


def _all_bytes(desk: Desk) -> bytes:
    with desk.store.read() as reader:
        rows = reader.connection.execute("SELECT record, private FROM entries").fetchall()
        people_here = reader.connection.execute("SELECT phones FROM person").fetchall()
    found = [value for row in rows for value in row if value]
    return b"".join(found) + "".join(row[0] for row in people_here).encode()
