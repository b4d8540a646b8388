"""Signing: what was shown is bound, a change shows itself, strokes do not leave by themselves."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from tests.clock import HandClock
from tests.making import a_meeting, held_meeting, ready_topic, some_people, talk, undo_last
from tests.township.road import Road, make_road
from xieshang_desktop.domain.attendance import Attendance
from xieshang_desktop.domain.meeting import AgendaItem, Meeting
from xieshang_desktop.domain.minutes import Minutes
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.signature import Signature, digest_of, text_of
from xieshang_desktop.domain.terms import MeetingState, Rank, Sharing, SignatureWay
from xieshang_desktop.errors import BadInput, RuleBroken
from xieshang_desktop.ids import new_id
from xieshang_desktop.services import (
    deliberation,
    erasing,
    minutes,
    minutes_editing,
    minutes_shown,
    sealing,
    sharing,
    sign_in,
    signatures,
    signing_minutes,
    undoing,
)
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.sealed_record import digest_of as digest_of_paper
from xieshang_desktop.services.sealed_record import sealed_digest
from xieshang_desktop.storage import journal

STROKES = ((100, 50, 140, 200, 300, 60), (350, 40, 360, 210, 600, 180))


@pytest.fixture
def people(desk: Desk) -> list[Person]:
    return some_people(desk)


@pytest.fixture
def meeting_id(desk: Desk, people: list[Person]) -> str:
    return a_meeting(desk, [ready_topic(desk, people).id])


def here(desk: Desk, meeting_id: str, person: Person) -> signatures.Signing:
    sign_in.sign_in(desk, meeting_id, person.id)
    return signatures.at_door(desk, meeting_id, person.id)


def signed(desk: Desk, meeting_id: str, person: Person) -> Signature:
    signing = here(desk, meeting_id, person)
    return signatures.sign(desk, signing.shown, person.id, STROKES)


def again(desk: Desk, meeting_id: str, person: Person) -> signatures.Signing:
    return signatures.at_door(desk, meeting_id, person.id)


def test_what_is_signed_at_the_door_is_the_line_in_words(
    desk: Desk, people: list[Person], meeting_id: str
) -> None:
    signing = here(desk, meeting_id, people[0])
    assert signing.signed is None
    assert signing.shown.lines == (
        "会议：第一次协商议事会",
        "时间：2026年3月12日",
        "姓名：王小一",
        "身份：议事会成员",
        "签到：出席，09:00",
    )
    signature = signatures.sign(desk, signing.shown, people[0].id, STROKES)
    assert signature.digest == digest_of(text_of(signing.shown))
    assert (signature.shown, signature.about) == (text_of(signing.shown), signing.shown.about)
    assert signature.way is SignatureWay.STROKES
    found = again(desk, meeting_id, people[0]).signed
    assert found is not None
    assert found.holds
    assert found.strokes == STROKES


def test_who_did_not_come_cannot_sign(desk: Desk, people: list[Person], meeting_id: str) -> None:
    for _time in range(2):
        with pytest.raises(RuleBroken, match="signer_not_here"):
            signatures.at_door(desk, meeting_id, people[0].id)
        if not _time:
            sign_in.excuse(desk, meeting_id, people[0].id, "外出")


def test_a_line_that_was_changed_since_no_longer_holds(
    desk: Desk, people: list[Person], meeting_id: str, clock: HandClock
) -> None:
    first = signed(desk, meeting_id, people[0])
    sign_in.observe(desk, meeting_id, people[0].id)
    found = again(desk, meeting_id, people[0]).signed
    assert found is not None
    assert not found.holds
    assert found.strokes == ()
    clock.moment += timedelta(minutes=1)
    new = signatures.sign(desk, again(desk, meeting_id, people[0]).shown, people[0].id, STROKES)
    assert new.id == first.id
    found = again(desk, meeting_id, people[0]).signed
    assert found is not None
    assert found.holds


def test_a_name_corrected_afterwards_is_no_change_of_what_was_signed(
    desk: Desk, people: list[Person], meeting_id: str
) -> None:
    first = signed(desk, meeting_id, people[0])
    with desk.store.write() as uow:
        uow.put(replace(people[0], name="王晓一"), "person_changed")
        uow.commit()
    found = again(desk, meeting_id, people[0]).signed
    assert found is not None
    assert found.holds
    assert "姓名：王小一" in found.signature.shown  # what was signed can still be read
    with pytest.raises(RuleBroken, match="signed_already"):
        signatures.sign(desk, again(desk, meeting_id, people[0]).shown, people[0].id, STROKES)
    with desk.store.write() as uow:  # a text that was exchanged does not hold
        uow.put(replace(first, shown=first.shown.replace("王小一", "王晓一")), "signed")
        uow.commit()
    found = again(desk, meeting_id, people[0]).signed
    assert found is not None
    assert not found.holds


def test_going_out_and_coming_back_leaves_the_signature_alone(
    desk: Desk, people: list[Person], meeting_id: str
) -> None:
    from xieshang_desktop.domain.span import Span

    signed(desk, meeting_id, people[0])
    with desk.store.write() as uow:
        (line,) = uow.all(Attendance, meeting_id=meeting_id)
        left = replace(line, stays=(Span(line.at, line.at + timedelta(hours=1)),))
        uow.put(left, "went_out")
        uow.commit()
    found = again(desk, meeting_id, people[0]).signed
    assert found is not None
    assert found.holds


def test_nobody_signs_twice_and_a_wrong_one_is_taken_back(
    desk: Desk, people: list[Person], meeting_id: str
) -> None:
    signature = signed(desk, meeting_id, people[0])
    shown = again(desk, meeting_id, people[0]).shown
    with pytest.raises(RuleBroken, match="signed_already"):
        signatures.sign(desk, shown, people[0].id, STROKES)
    signatures.withdraw(desk, signature.id)
    assert again(desk, meeting_id, people[0]).signed is None
    undo_last(desk)
    assert again(desk, meeting_id, people[0]).signed is not None
    with pytest.raises(RuleBroken, match="gone"):
        signatures.withdraw(desk, new_id())


def test_a_signature_is_undone_like_anything_else(
    desk: Desk, people: list[Person], meeting_id: str
) -> None:
    signed(desk, meeting_id, people[0])
    undo_last(desk)
    assert again(desk, meeting_id, people[0]).signed is None


def test_a_touch_is_no_signature(desk: Desk, people: list[Person], meeting_id: str) -> None:
    shown = here(desk, meeting_id, people[0]).shown
    for strokes in ((), ((5, 5),), ((5, 5, 6, 6, 7, 7),)):
        with pytest.raises(BadInput, match="signature_too_short"):
            signatures.sign(desk, shown, people[0].id, strokes)


def test_what_changed_while_the_pen_moved_is_not_signed(
    desk: Desk, people: list[Person], meeting_id: str
) -> None:
    shown = here(desk, meeting_id, people[0]).shown
    sign_in.observe(desk, meeting_id, people[0].id)
    with pytest.raises(RuleBroken, match="shown_changed"):
        signatures.sign(desk, shown, people[0].id, STROKES)


@pytest.mark.parametrize("way", [SignatureWay.PAPER, SignatureWay.FINGERPRINT])
def test_who_does_not_write_has_a_named_witness_and_no_picture(
    desk: Desk, people: list[Person], meeting_id: str, way: SignatureWay
) -> None:
    shown = here(desk, meeting_id, people[0]).shown
    for witness, code in ((" ", "witness_missing"), ("王小一", "witness_is_signer")):
        with pytest.raises(BadInput, match=code):
            signatures.sign_on_paper(desk, shown, people[0].id, way, witness)
    signature = signatures.sign_on_paper(desk, shown, people[0].id, way, " 李德发 ")
    assert (signature.witness, signature.strokes) == ("李德发", ())


def test_the_last_one_who_came_is_known(desk: Desk, people: list[Person], meeting_id: str) -> None:
    assert signatures.last_at_door(desk, meeting_id) is None
    sign_in.sign_in(desk, meeting_id, people[1].id)
    sign_in.sign_in(desk, meeting_id, people[0].id)
    sign_in.excuse(desk, meeting_id, people[2].id, "外出")
    assert signatures.last_at_door(desk, meeting_id) == people[0].id


def test_a_sealed_door_is_neither_signed_nor_unsigned(
    desk: Desk, people: list[Person], meeting_id: str
) -> None:
    signature = signed(desk, meeting_id, people[0])
    shown = here(desk, meeting_id, people[1]).shown
    with desk.store.write() as uow:
        meeting = uow.one(Meeting, meeting_id)
        uow.put(replace(meeting, state=MeetingState.SEALED), "meeting_sealed")
        uow.commit()
    with pytest.raises(RuleBroken, match="sealed"):
        signatures.sign(desk, shown, people[1].id, STROKES)
    with pytest.raises(RuleBroken, match="sealed"):
        signatures.withdraw(desk, signature.id)


def test_minutes_are_signed_by_who_was_there_and_a_changed_text_shows_it(
    desk: Desk, people: list[Person], clock: HandClock
) -> None:
    meeting_id = held_meeting(desk, clock, [ready_topic(desk, people).id])
    with pytest.raises(RuleBroken, match="signer_not_here"):
        signing_minutes.on_minutes(desk, meeting_id, people[0].id)
    sign_in.sign_in(desk, meeting_id, people[0].id)
    signing = signing_minutes.on_minutes(desk, meeting_id, people[0].id)
    assert signing.shown.object_type == Minutes.NOUN
    assert signing.shown.lines[0] == "纪要：第一次协商议事会"
    signatures.sign(desk, signing.shown, people[0].id, STROKES)
    found = signing_minutes.on_minutes(desk, meeting_id, people[0].id).signed
    assert found is not None
    assert found.holds
    section = minutes.open_minutes(desk, meeting_id).sections[0]
    minutes_editing.edit_section(desk, section.id, section.text + "另记一句。")
    found = signing_minutes.on_minutes(desk, meeting_id, people[0].id).signed
    assert found is not None
    assert not found.holds


def test_a_digest_is_shown_short() -> None:
    assert minutes_shown.short_digest("1a2b3c4d5e6f78900000") == "1A2B-3C4D-5E6F-7890"


def test_strokes_stay_in_the_private_part_of_the_entry(
    desk: Desk, people: list[Person], meeting_id: str
) -> None:
    signature = signed(desk, meeting_id, people[0])
    with desk.store.read() as reader:
        (entry,) = journal.history(reader, signature.id)
        assert reader.one(Signature, signature.id) == signature
        assert journal.verify(reader) == []
    assert b'"strokes":' not in (entry.record or b"")
    assert b'"strokes":' in (entry.private or b"")


def signature_at(road: Road) -> Signature:
    with road.township.mirror(road.village).store.read() as reader:
        (found,) = reader.all(Signature)
    return found


def test_strokes_leave_the_village_only_when_it_chose_so(tmp_path: object) -> None:
    road = make_road(tmp_path / "road")  # type: ignore[operator]
    desk = road.village.desk
    people = some_people(desk)
    signed(desk, a_meeting(desk, [ready_topic(desk, people).id]), people[0])
    road.carry(road.village)
    assert signature_at(road).strokes == ()
    assert signature_at(road).person_id == people[0].id
    sharing.choose_sharing(desk, "signature", Sharing.WHOLE)
    with desk.store.read() as reader:
        assert sharing.sharing_levels(reader)["signature"] is Sharing.WHOLE
    road.close()


@pytest.fixture
def minutes_signed(desk: Desk, people: list[Person], meeting_id: str, clock: HandClock) -> str:
    """A meeting that was closed, one who was there having signed at the door and its minutes."""
    clock.moment += timedelta(days=10)
    deliberation.open_meeting(desk, meeting_id)
    signed(desk, meeting_id, people[0])
    with desk.store.read() as reader:
        items = reader.all(AgendaItem, meeting_id=meeting_id)
    for item in items:
        talk(desk, item.id)
    deliberation.close_meeting(desk, meeting_id)
    signing = signing_minutes.on_minutes(desk, meeting_id, people[0].id)
    signatures.sign(desk, signing.shown, people[0].id, STROKES)
    return meeting_id


def seal(desk: Desk, meeting_id: str) -> None:
    for rank in Rank:
        sealing.confirm(desk, minutes.open_minutes(desk, meeting_id).minutes.id, rank)


def test_a_sealed_meeting_is_not_accused_of_a_spelling(
    desk: Desk, people: list[Person], minutes_signed: str
) -> None:
    shown = signing_minutes.minutes_lines(desk, minutes_signed)
    seal(desk, minutes_signed)
    assert signing_minutes.minutes_lines(desk, minutes_signed) == shown
    with desk.store.write() as uow:
        uow.put(replace(people[0], name="王晓一"), "person_changed")
        uow.commit()
    for signing in (
        again(desk, minutes_signed, people[0]),
        signing_minutes.on_minutes(desk, minutes_signed, people[0].id),
    ):
        assert signing.signed is not None
        assert signing.signed.holds


def test_a_text_that_was_not_shown_is_not_signed_under_minutes(
    desk: Desk, people: list[Person], minutes_signed: str
) -> None:
    sign_in.sign_in(desk, minutes_signed, people[1].id)
    shown = signing_minutes.minutes_lines(desk, minutes_signed)
    with pytest.raises(RuleBroken, match="shown_changed"):
        signatures.sign(desk, replace(shown, lines=("我同意卖地",)), people[1].id, STROKES)
    with pytest.raises(RuleBroken, match="signer_not_here"):
        signatures.sign(desk, shown, people[2].id, STROKES)
    section = minutes.open_minutes(desk, minutes_signed).sections[0]
    minutes_editing.edit_section(desk, section.id, section.text + "另记一句。")
    with pytest.raises(RuleBroken, match="shown_changed"):
        signatures.sign(desk, shown, people[1].id, STROKES)
    door = again(desk, minutes_signed, people[1]).shown
    with pytest.raises(RuleBroken, match="shown_changed"):
        signatures.sign(desk, door, people[2].id, STROKES)


def test_signatures_of_a_sealed_meeting_stay(
    desk: Desk, people: list[Person], minutes_signed: str
) -> None:
    under_minutes = desk.store.recent[-1]
    at_the_door = next(
        each
        for each in desk.store.recent
        if "signed" in kinds_of(desk, each) and each != under_minutes
    )
    seal(desk, minutes_signed)
    for action in (at_the_door, under_minutes):
        with pytest.raises(RuleBroken, match="sealed"):
            undoing.undo(desk, action)
    assert again(desk, minutes_signed, people[0]).signed is not None
    erasing.erase_person(desk, people[0].id)  # the handwriting goes, that it was signed stays
    found = again(desk, minutes_signed, people[0]).signed
    assert found is not None
    assert found.holds
    assert (found.strokes, found.signature.shown) == ((), "")


def kinds_of(desk: Desk, action: str) -> frozenset[str] | set[str]:
    with desk.store.write() as uow:
        return set(journal.kinds_of(uow, action))


def test_sealed_minutes_are_signed_again_beside_what_was_signed_before(
    desk: Desk, people: list[Person], minutes_signed: str
) -> None:
    section = minutes.open_minutes(desk, minutes_signed).sections[0]
    minutes_editing.edit_section(desk, section.id, section.text + "另记一句。")
    seal(desk, minutes_signed)
    signing = signing_minutes.on_minutes(desk, minutes_signed, people[0].id)
    assert signing.signed is not None
    assert not signing.signed.holds
    signatures.sign(desk, signing.shown, people[0].id, STROKES)
    now = signing_minutes.on_minutes(desk, minutes_signed, people[0].id).signed
    assert now is not None
    assert now.holds
    assert now.signature.id != signing.signed.signature.id


def test_the_digest_of_a_sealed_record_is_over_its_own_bytes(
    desk: Desk, minutes_signed: str
) -> None:
    confirmed = digest_of_paper(minutes.open_minutes(desk, minutes_signed).paper)
    seal(desk, minutes_signed)
    record = desk.files.read(minutes.open_minutes(desk, minutes_signed).minutes.record_digest)
    assert sealed_digest(record) == confirmed
