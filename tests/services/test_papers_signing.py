"""The sheet of the door and the page to sign the minutes, from the records."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from tests.clock import HandClock
from tests.making import a_meeting, held_meeting, ready_topic, some_people
from xieshang_desktop.domain.documents import SignInRow, SignInSheet
from xieshang_desktop.domain.meeting import Meeting
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.terms import SignatureWay
from xieshang_desktop.errors import RuleBroken
from xieshang_desktop.services import (
    coming_and_going,
    deliberation,
    erasing,
    minutes,
    minutes_editing,
    paper_entry,
    papers_door,
    papers_signing,
    sign_in,
    signatures,
    signing_minutes,
)
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.minutes_shown import short_digest
from xieshang_desktop.services.papers import PaperKind, compose, render

STROKES = ((100, 50, 140, 200, 300, 60), (350, 40, 360, 210, 600, 180))


@pytest.fixture
def people(desk: Desk) -> list[Person]:
    return some_people(desk)


@pytest.fixture
def meeting_id(desk: Desk, people: list[Person], clock: HandClock) -> str:
    """A meeting that begins this minute, ten days on."""
    made = a_meeting(desk, [ready_topic(desk, people).id])
    clock.moment += timedelta(days=10)
    return made


def signed(desk: Desk, meeting_id: str, person: Person) -> None:
    sign_in.sign_in(desk, meeting_id, person.id)
    shown = signatures.at_door(desk, meeting_id, person.id).shown
    signatures.sign(desk, shown, person.id, STROKES)


def sheet_of(desk: Desk, meeting_id: str) -> SignInSheet:
    return papers_door.filled_sheet(desk, meeting_id, {})


def row_of(desk: Desk, meeting_id: str, person: Person) -> SignInRow:
    rows = {row.person.name: row for row in sheet_of(desk, meeting_id).rows}
    return rows[person.name]


def test_strokes_stand_in_the_row_of_who_wrote_them(
    desk: Desk, people: list[Person], meeting_id: str
) -> None:
    signed(desk, meeting_id, people[0])
    mark = row_of(desk, meeting_id, people[0]).mark
    assert mark is not None
    assert (mark.strokes, mark.words) == (STROKES, "王小一（已签名）")
    assert row_of(desk, meeting_id, people[1]).mark is None
    assert papers_door.blank_sheet(desk, meeting_id, {}).rows[0].mark is None
    assert render(compose(desk, PaperKind.SIGN_IN_SHEET, meeting_id))[:5] == b"%PDF-"


def test_a_changed_line_prints_that_it_changed_and_no_strokes(
    desk: Desk, people: list[Person], meeting_id: str
) -> None:
    signed(desk, meeting_id, people[0])
    sign_in.observe(desk, meeting_id, people[0].id)
    mark = row_of(desk, meeting_id, people[0]).mark
    assert mark is not None
    assert (mark.strokes, mark.words) == ((), "签名之后\n内容有改动")


def test_a_thumb_prints_its_witness_and_erased_strokes_that_there_were_some(
    desk: Desk, people: list[Person], meeting_id: str
) -> None:
    sign_in.sign_in(desk, meeting_id, people[0].id)
    shown = signatures.at_door(desk, meeting_id, people[0].id).shown
    way = SignatureWay.FINGERPRINT
    signatures.sign_on_paper(desk, shown, people[0].id, way, "李德发")
    mark = row_of(desk, meeting_id, people[0]).mark
    assert mark is not None
    assert mark.words == "纸上按手印\n见证人李德发"
    signed(desk, meeting_id, people[1])
    erasing.erase_person(desk, people[1].id)
    mark = row_of(desk, meeting_id, people[1]).mark
    assert mark is not None
    assert (mark.words, mark.strokes) == ("已签名", ())


def test_a_row_from_paper_points_to_the_original(
    desk: Desk, people: list[Person], meeting_id: str, clock: HandClock
) -> None:
    paper_entry.enter(desk, meeting_id, people[0].id, clock())
    mark = row_of(desk, meeting_id, people[0]).mark
    assert mark is not None
    assert mark.words == "见原件"


def test_late_left_returned_and_missing_are_told_in_a_word(
    desk: Desk, people: list[Person], meeting_id: str, clock: HandClock
) -> None:
    sign_in.sign_in(desk, meeting_id, people[0].id)
    deliberation.open_meeting(desk, meeting_id)
    clock.moment += timedelta(minutes=20)
    sign_in.sign_in(desk, meeting_id, people[1].id)
    clock.moment += timedelta(minutes=20)
    coming_and_going.leave(desk, meeting_id, people[0].id)
    clock.moment += timedelta(minutes=10)
    coming_and_going.come_back(desk, meeting_id, people[0].id)
    sign_in.excuse(desk, meeting_id, people[2].id, "看病")
    sign_in.mark_absent(desk, meeting_id, people[3].id)
    assert row_of(desk, meeting_id, people[0]).note == "09:40离场\n09:50返回"
    late = row_of(desk, meeting_id, people[1])
    assert (late.signed, late.note) == ("09:20", "迟到")
    assert row_of(desk, meeting_id, people[2]).note == "请假"
    assert row_of(desk, meeting_id, people[3]).note == "缺席"
    assert "看病" not in str(sheet_of(desk, meeting_id))
    counts = {count.label: count.value for count in sheet_of(desk, meeting_id).counts}
    assert (counts["实到"], counts["请假"], counts["缺席"]) == (2, 1, 1)


def test_who_speaks_for_a_household_is_named_and_households_are_counted(
    desk: Desk, people: list[Person], meeting_id: str
) -> None:
    with desk.store.write() as uow:
        meeting = uow.one(Meeting, meeting_id)
        uow.put(replace(meeting, by_household=True), "meeting_changed")
        uow.commit()
    sign_in.sign_in(desk, meeting_id, people[4].id)
    assert row_of(desk, meeting_id, people[4]).part == "利益相关方\n户代表"
    counted = [(c.label, c.value) for c in sheet_of(desk, meeting_id).counts if c.counted == "户"]
    assert counted == [("应到", 8), ("实到", 1)]


def test_the_page_to_sign_names_the_text_by_its_digest(
    desk: Desk, people: list[Person], clock: HandClock
) -> None:
    meeting_id = held_meeting(desk, clock, [ready_topic(desk, people).id])
    for person in people[:2]:
        sign_in.sign_in(desk, meeting_id, person.id)
    sign_in.observe(desk, meeting_id, people[9].id)
    shown = signing_minutes.on_minutes(desk, meeting_id, people[0].id).shown
    signatures.sign(desk, shown, people[0].id, STROKES)
    page = papers_signing.signature_page(desk, meeting_id, {"spare": "3"})
    assert page.code == short_digest(shown.about[0])
    assert (page.spare_rows, page.sealed) == (3, False)
    marks = {row.person.name: row.mark for row in page.rows}
    assert set(marks) == {"王小一", "王小二"}
    assert marks["王小二"] is None
    assert marks["王小一"] is not None
    assert marks["王小一"].strokes == STROKES
    everybody = papers_signing.signature_page(desk, meeting_id, {"who": "all"})
    assert len(everybody.rows) == 3
    section = minutes.open_minutes(desk, meeting_id).sections[0]
    minutes_editing.edit_section(desk, section.id, "改了一句。")
    later = papers_signing.signature_page(desk, meeting_id, {})
    assert later.code != page.code
    words = [row.mark.words for row in later.rows if row.mark]
    assert words == ["签名之后\n内容有改动"]
    assert render(compose(desk, PaperKind.SIGNATURE_PAGE, meeting_id))[:5] == b"%PDF-"


def test_nobody_signs_minutes_that_are_not_written(
    desk: Desk, people: list[Person], meeting_id: str
) -> None:
    with pytest.raises(RuleBroken, match="meeting_not_closed"):
        papers_signing.signature_page(desk, meeting_id, {})
