"""A person asks to be erased: what can be reached goes, what cannot is counted, the rest stands."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.intake.making import make_csv
from tests.making import a_desk, a_meeting, items_of, ready_topic, some_people
from tests.township.road import Road, make_road, with_phone
from xieshang_desktop.domain.attendance import Attendance
from xieshang_desktop.domain.meeting import Opinion, Statement
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.signature import Signature
from xieshang_desktop.domain.terms import (
    AttendanceState,
    Carrier,
    Part,
    Sharing,
    SignatureWay,
)
from xieshang_desktop.errors import RuleBroken
from xieshang_desktop.ids import new_id
from xieshang_desktop.services import (
    backup,
    erasing,
    handover,
    line_state,
    online_results,
    people,
    sharing,
    statements,
)
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.people import find_people
from xieshang_desktop.storage import journal
from xieshang_desktop.storage.going_back import keep_copy
from xieshang_desktop.ui.presenters.person import copies_words

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


def signature_of(desk: Desk, person: Person) -> Signature:
    signature = Signature(
        id=new_id(),
        object_type=Attendance.NOUN,
        object_id=new_id(),
        person_id=person.id,
        way=SignatureWay.STROKES,
        digest="0" * 64,
        signed_at=desk.clock(),
        strokes=((1, 2, 300, 4, 5, 600),),
    )
    with desk.store.write() as uow:
        uow.put(signature, "signed")
        uow.commit()
    return signature


def test_the_strokes_of_signatures_go_and_that_somebody_signed_stays(desk: Desk) -> None:
    (person, other) = some_people(desk, 4)[:2]
    mine, theirs = signature_of(desk, person), signature_of(desk, other)
    assert erasing.look_at(desk, person.id).signatures == 1
    assert erasing.erase_person(desk, person.id).signatures == 1
    with desk.store.read() as reader:
        assert reader.one(Signature, mine.id) == replace(mine, strokes=())
        assert reader.one(Signature, theirs.id) == theirs
        assert all(e.private is None for e in journal.history(reader, mine.id))
        assert journal.verify(reader) == []
    assert not erasing.look_at(desk, person.id).anything


def test_a_signature_and_an_excuse_that_were_taken_back_are_erased_too(desk: Desk) -> None:
    (person,) = some_people(desk, 4)[:1]
    mine, excuse = signature_of(desk, person), excused(desk, person, "住院")
    with desk.store.write() as uow:
        uow.take_away(Signature, mine.id, "signature_withdrawn")
        uow.take_away(Attendance, excuse.id, "sign_in_withdrawn")
        uow.commit()
    found = erasing.erase_person(desk, person.id)
    assert (found.signatures, found.excuses) == (1, 1)
    with desk.store.read() as reader:
        assert reader.find(Signature, mine.id) is None
        assert all(e.private is None for e in journal.history(reader, mine.id, excuse.id))
        assert journal.verify(reader) == []
    assert not erasing.look_at(desk, person.id).anything


def test_the_township_loses_the_strokes_of_a_withdrawn_signature_too(road: Road) -> None:
    desk = road.village.desk
    sharing.choose_sharing(desk, "signature", Sharing.WHOLE)
    person = with_phone(desk)
    mine = signature_of(desk, person)
    with desk.store.write() as uow:
        uow.take_away(Signature, mine.id, "signature_withdrawn")
        uow.commit()
    road.carry(road.village)
    erasing.erase_person(desk, person.id)
    road.carry(road.village)
    with road.township.mirror(road.village).store.read() as reader:
        assert len(journal.history(reader, mine.id)) == 3
        assert all(e.private is None for e in journal.history(reader, mine.id))


def answered(desk: Desk, folder: Path) -> tuple[Person, Statement, Statement]:
    """Two answers from a network: of somebody on the roster, kept with the number, and of somebody
    whom nobody knows."""
    (person, *others) = some_people(desk)
    meeting_id = a_meeting(desk, [ready_topic(desk, [person, *others]).id])
    (item,) = items_of(desk, meeting_id)
    path = make_csv(
        folder / "answers.csv",
        [
            ("姓名", "手机号", "意见"),
            (person.name, PHONE, "同意"),
            ("风轻云淡", "19900005678", "好"),
        ],
    )
    online_results.import_answers(desk, meeting_id, item.id, online_results.read_answers(path))
    with desk.store.write() as uow:
        mine, stranger = statements.statements_of(uow, meeting_id)
        mine = replace(mine, source=PHONE)
        uow.put(mine, "statement_taken")
        uow.commit()
    return person, mine, stranger


def test_the_number_of_an_answer_goes_and_what_was_told_stays(desk: Desk, tmp_path: Path) -> None:
    person, mine, stranger = answered(desk, tmp_path)
    assert erasing.look_at(desk, person.id).answers == 1
    assert erasing.erase_person(desk, person.id).answers == 1
    with desk.store.read() as reader:
        kept = reader.one(Statement, mine.id)
        assert (kept.source, kept.answer) == ("", "")
        assert (kept.person_id, kept.text, kept.stance) == (person.id, "同意", mine.stance)
        assert reader.one(Statement, stranger.id) == stranger
        assert reader.all(Opinion, statement_id=mine.id)[0].speaker == person.name
        assert all(
            PHONE.encode() not in (e.private or b"") for e in journal.history(reader, mine.id)
        )
        assert journal.verify(reader) == []
    assert not erasing.look_at(desk, person.id).anything


def test_an_answer_that_was_taken_back_loses_its_number_too(desk: Desk, tmp_path: Path) -> None:
    person, mine, _stranger = answered(desk, tmp_path)
    statements.withdraw_statement(desk, mine.id)
    assert erasing.erase_person(desk, person.id).answers == 1
    with desk.store.read() as reader:
        assert reader.find(Statement, mine.id) is None
        assert all(e.private is None for e in journal.history(reader, mine.id))
        assert journal.verify(reader) == []


def test_the_account_of_somebody_nobody_knows_can_be_erased(desk: Desk, tmp_path: Path) -> None:
    _person, _mine, stranger = answered(desk, tmp_path)
    assert stranger.source == "19900005678"
    last = desk.store.recent[-1]
    erasing.erase_source(desk, stranger.id)
    assert desk.store.recent[-1] == last, "nobody takes it back by 撤销"
    with desk.store.read() as reader:
        kept = reader.one(Statement, stranger.id)
        assert (kept.source, kept.answer, kept.text) == ("", "", "好")
        told = [e.private or b"" for e in journal.history(reader, stranger.id)]
        assert journal.verify(reader) == []
    assert all(b"19900005678" not in each for each in told)
    (line,) = [t for t in statements.told(desk, stranger.meeting_id) if t.statement.id == kept.id]
    assert line.name == "风轻云淡"
    with pytest.raises(RuleBroken, match="gone"):
        erasing.erase_source(desk, new_id())


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


def test_plain_copies_that_updates_left_are_named(desk: Desk) -> None:
    person = somebody(desk)
    assert erasing.look_at(desk, person.id).left_beside == ()
    kept = keep_copy(desk.folder)
    assert PHONE.encode() in kept.read_bytes()
    names = ["xieshang-before-1-2.db", kept.name, "xieshang-left-2.db"]
    for name in (names[0], names[2]):
        (desk.folder / name).write_bytes(kept.read_bytes())
    done = erasing.erase_person(desk, person.id)
    assert (list(done.left_beside), done.folder) == (names, str(desk.folder))
    told = copies_words(done).replace("\u200b", "")
    assert all(name in told for name in names)
    assert str(desk.folder) in told


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


def test_the_account_of_a_stranger_goes_with_the_answer_that_was_taken_back(
    desk: Desk, tmp_path: Path
) -> None:
    _person, _mine, stranger = answered(desk, tmp_path)
    statements.withdraw_statement(desk, stranger.id)
    with desk.store.read() as reader:
        assert reader.find(Statement, stranger.id) is None
        told = [e.private or b"" for e in journal.history(reader, stranger.id)]
        assert journal.verify(reader) == []
    assert all(b"19900005678" not in each for each in told)
