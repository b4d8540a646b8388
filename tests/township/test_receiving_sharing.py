"""How much of each kind of record leaves the village, and what the township then has of it."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from tests.township.road import Road, each_entry, with_phone
from xieshang_desktop.domain.attachment import Attachment
from xieshang_desktop.domain.note import Note
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.terms import ArrivalState, Sharing
from xieshang_desktop.errors import BadInput
from xieshang_desktop.ids import new_id
from xieshang_desktop.services import handover, notes, people, sharing
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.township.villages import store_of


def payloads(desk: Desk, object_id: str) -> list[tuple[bool, bool]]:
    """Whether record and private lie there, for each entry of an object, oldest first."""
    found = [entry for _line, _number, entry in each_entry(desk)]
    of_it = [e for e in found if e.read_header().object_id == object_id]
    return [(entry.record is not None, entry.private is not None) for entry in of_it]


def test_unless_it_says_otherwise_a_village_keeps_what_reaches_a_person(road: Road) -> None:
    person = with_phone(road.village.desk)
    road.carry(road.village)
    mirror = road.township.mirror(road.village)
    assert payloads(mirror, person.id)[-1] == (True, False)
    with mirror.store.read() as reader:
        there = reader.one(Person, person.id)
    assert (there.name, there.group, there.phones) == (person.name, person.group, ())


def test_what_was_told_in_confidence_travels_as_its_hash(road: Road) -> None:
    note = notes.save_note(
        road.village.desk, replace(notes.blank_note(road.village.desk), text="老井要填。")
    )
    road.carry(road.village)
    mirror = road.township.mirror(road.village)
    assert payloads(mirror, note.id) == [(False, False)]
    with mirror.store.read() as reader:
        assert reader.count(Note) == 0
    assert road.township.mirrored_faults(road.village) == []


def test_whole_then_record_then_hash_holds_from_the_next_bundle_on(road: Road) -> None:
    desk = road.village.desk
    seen = []
    person = with_phone(desk)
    for number, level in enumerate((Sharing.WHOLE, Sharing.RECORD, Sharing.HASH, Sharing.WHOLE)):
        sharing.choose_sharing(desk, "person", level)
        person = people.edit_person(desk, replace(person, phones=(f"1990000010{number}",)))
        road.carry(road.village)
        mirror = road.township.mirror(road.village)
        with mirror.store.read() as reader:
            there = reader.find(Person, person.id)
        seen.append((payloads(mirror, person.id)[-1], there.phones if there else None))
        assert road.township.mirrored_faults(road.village) == []
    assert seen == [
        ((True, True), ("19900000100",)),
        ((True, False), ()),
        ((False, False), None),
        ((True, True), ("19900000103",)),
    ]


def test_what_left_before_is_not_called_back(road: Road) -> None:
    desk = road.village.desk
    sharing.choose_sharing(desk, "person", Sharing.WHOLE)
    person = with_phone(desk)
    road.carry(road.village)
    sharing.choose_sharing(desk, "person", Sharing.HASH)
    road.carry(road.village)
    mirror = road.township.mirror(road.village)
    assert payloads(mirror, person.id)[-1] == (True, True)


def test_the_file_of_an_attachment_stays_where_its_record_stays(road: Road) -> None:
    desk = road.village.desk
    digests = []
    for level in (Sharing.RECORD, Sharing.HASH):
        sharing.choose_sharing(desk, "attachment", level)
        digests.append(desk.files.keep(b"\xff\xd8\xff\xe0" + level.value.encode()))
        topic = road.village.writes(level.value)
        with desk.store.write() as uow:
            attached = Attachment(
                id=new_id(),
                object_type="topic",
                object_id=topic.id,
                name="现场.jpg",
                sha256=digests[-1],
                size=12,
                media_type="image/jpeg",
                added_on=desk.today,
            )
            uow.put(attached, "attached")
            uow.commit()
        road.carry(road.village)
    files = road.township.desk.files
    assert [files.path(digest).exists() for digest in digests] == [True, False]
    with store_of(road.township.desk, road.village.id).read() as reader:
        assert [a.sha256 for a in reader.all(Attachment)] == digests[:1]


def test_the_log_says_what_left_and_how_much_of_it(road: Road) -> None:
    with_phone(road.village.desk)
    handover.write_bundles(road.village.desk, road.stick())
    bundle = handover.open_handover(road.village.desk).bundles[0]
    assert bundle.shared["person:record"] >= 12
    assert bundle.shared["township:record"] == 2
    assert sum(bundle.shared.values()) == bundle.last - bundle.first + 1


def test_the_key_of_the_slips_never_leaves(road: Road) -> None:
    road.carry(road.village)
    with road.village.desk.store.read() as reader:
        row = reader.connection.execute("SELECT id, slip_key FROM township").fetchone()
    mirror = road.township.mirror(road.village)
    assert payloads(mirror, row[0]) == [(True, False), (True, False)]
    with mirror.store.read() as reader:
        there = reader.connection.execute(
            "SELECT slip_key FROM township WHERE unit_id = ?", (road.village.id,)
        ).fetchone()
    assert there == ("",)
    assert len(row[1]) == 64


@pytest.mark.parametrize(
    ("noun", "level"),
    [("topic", Sharing.HASH), ("nonsense", Sharing.RECORD), ("note", Sharing.WHOLE)],
)
def test_nobody_chooses_what_is_not_offered(road: Road, noun: str, level: Sharing) -> None:
    with pytest.raises(BadInput, match="sharing_unknown"):
        sharing.choose_sharing(road.village.desk, noun, level)


def test_a_kind_that_was_withheld_is_no_finding(road: Road) -> None:
    """Who was there is withheld: that it lacks is nothing to return."""
    sharing.choose_sharing(road.village.desk, "person", Sharing.HASH)
    road.village.writes()
    assert {a.state for a in road.carry(road.village)} == {ArrivalState.TAKEN}
    with road.township.desk.store.read() as reader:
        returned = reader.connection.execute("SELECT rule FROM returned").fetchall()
    assert returned == []
