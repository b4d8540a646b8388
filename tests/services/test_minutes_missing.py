"""What minutes lack stands in one list, each with the place where it is filled in."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from tests.clock import HandClock
from tests.making import held_meeting, ready_topic, some_people
from xieshang_desktop.domain.attendance import Attendance, Invitation
from xieshang_desktop.domain.meeting import Meeting, Opinion
from xieshang_desktop.domain.outcome import Outcome
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.record import Record
from xieshang_desktop.domain.terms import AttendanceState, Clarity, Part, Rank, StatementWay
from xieshang_desktop.domain.topic import Research, Topic
from xieshang_desktop.errors import BadInput
from xieshang_desktop.ids import new_id
from xieshang_desktop.services import deliberation, minutes, sealing, statements
from xieshang_desktop.services import minutes_editing as editing
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.minutes import MinutesFile
from xieshang_desktop.services.minutes_missing import Missing, Weight, missing_in
from xieshang_desktop.services.recorders import name_recorder
from xieshang_desktop.services.sign_in import open_door


@pytest.fixture
def people(desk: Desk) -> list[Person]:
    return some_people(desk)


@pytest.fixture
def file(desk: Desk, clock: HandClock, people: Sequence[Person]) -> MinutesFile:
    topic = ready_topic(desk, people)
    return minutes.open_minutes(desk, held_meeting(desk, clock, [topic.id]))


def put(desk: Desk, *values: Record) -> None:
    with desk.store.write() as uow:
        for value in values:
            uow.put(value, f"{value.NOUN}_changed")
        uow.commit()


def missing(desk: Desk, file: MinutesFile) -> dict[str, Missing]:
    found = missing_in(minutes.open_minutes(desk, file.hall.meeting.id))
    return {each.code: each for each in found}


def test_after_a_good_meeting_little_is_left(desk: Desk, file: MinutesFile) -> None:
    found = missing(desk, file)
    assert not [each for each in found.values() if each.weight is Weight.MUST]
    assert found["have_effect"].weight is Weight.LATER
    assert found["proposer"].names == (file.hall.items[0].item.title, "李德发")


def test_nobody_is_made_up_who_kept_the_record(desk: Desk, file: MinutesFile) -> None:
    meeting = file.hall.meeting
    put(desk, replace(meeting, recorder=""))
    assert missing(desk, file)["recorder"].place == "recorder"
    course = minutes.open_minutes(desk, meeting.id).paper.sections[0].text
    assert "记录。" not in course.splitlines()[0]
    with pytest.raises(BadInput, match="recorder_missing"):
        name_recorder(desk, meeting.id, " ")
    name_recorder(desk, meeting.id, "陈小云")
    assert "recorder" not in missing(desk, file)
    course = minutes.open_minutes(desk, meeting.id).paper.sections[0].text
    assert "陈小云记录。" in course.splitlines()[0]


def test_what_stands_in_the_way_of_sealing_comes_first(desk: Desk, file: MinutesFile) -> None:
    put(desk, replace(file.hall.meeting, place="", second_convenor_id=None))
    found = missing_in(minutes.open_minutes(desk, file.hall.meeting.id))
    assert [each.code for each in found[:2]] == ["have_place", "convenor"]
    assert (found[1].place, found[1].names) == ("plan", (Rank.SECOND.official,))


def test_a_demand_nobody_answered_is_named_with_its_speaker(desk: Desk, file: MinutesFile) -> None:
    (opinion,) = file.hall.items[0].opinions
    put(desk, replace(opinion, demand=True))
    owed = missing(desk, file)["demand"]
    assert (owed.place, owed.names[1:]) == ("hall", ("李德发",))
    put(desk, replace(opinion, demand=True, answer="三月底前答复。"))
    assert "demand" not in missing(desk, file)


def test_talk_without_research_or_a_reason_is_noticed(desk: Desk, file: MinutesFile) -> None:
    (research,) = file.hall.items[0].research
    with desk.store.write() as uow:
        uow.take_away(Research, research.id, "research_removed")
        uow.commit()
    assert missing(desk, file)["research"].place == "topic"


def test_who_was_asked_and_stands_nowhere_is_counted(
    desk: Desk, file: MinutesFile, people: Sequence[Person]
) -> None:
    assert "unmarked" not in missing(desk, file)  # nobody kept a list at all
    assert missing(desk, file)["nobody"].place == "door"
    came = Attendance(
        id=new_id(),
        meeting_id=file.hall.meeting.id,
        person_id=people[4].id,
        state=AttendanceState.PRESENT,
        part=Part.STAKEHOLDER,
        at=desk.clock(),
    )
    put(desk, came)
    expected = len(file.facts.expected)
    assert missing(desk, file)["unmarked"].names == (str(expected - 1),)
    assert "no_stakeholder" not in missing(desk, file)


def test_the_watch_of_the_committee_asks_for_its_module(
    desk: Desk, file: MinutesFile, people: Sequence[Person]
) -> None:
    put(
        desk,
        Attendance(
            id=new_id(),
            meeting_id=file.hall.meeting.id,
            person_id=people[3].id,
            state=AttendanceState.PRESENT,
            part=Part.SUPERVISION,
            at=desk.clock(),
        ),
    )
    found = missing(desk, file)
    assert (found["supervision"].place, found["supervision"].about) == ("module", "监督委员会意见")
    assert found["no_stakeholder"].weight is Weight.LOOK
    section = editing.add_module(desk, file.minutes.id, "监督委员会意见")
    assert people[3].name in section.text
    found = missing(desk, file)
    assert "supervision" not in found
    assert found["blanks"].names == ("监督委员会意见", "监督意见")
    assert found["blanks"].about == section.id


def test_conformity_that_nobody_checked_asks_for_its_module(desk: Desk, file: MinutesFile) -> None:
    assert "conformity" not in missing(desk, file)
    outcome = file.hall.items[0].outcome
    assert isinstance(outcome, Outcome)
    put(desk, replace(outcome, conformity=""))
    assert missing(desk, file)["conformity"].about == "与政策法规的一致性"


def test_going_through_the_motions_is_shown_gently(desk: Desk, file: MinutesFile) -> None:
    few = missing(desk, file)["few_speakers"]
    assert (few.weight, few.names[1]) == (Weight.LOOK, "1")
    item = file.hall.items[0].item
    for speaker in ("王", "赵"):
        deliberation.record_opinion(desk, item.id, "同意。", speaker=speaker)
    assert "few_speakers" not in missing(desk, file)


def test_a_changed_fact_is_in_the_list(desk: Desk, file: MinutesFile) -> None:
    section = file.sections[1]
    editing.edit_section(desk, section.id, "我写的。")
    (opinion,) = file.hall.items[0].opinions
    deliberation.change_text(desk, Opinion, opinion.id, "路一定要修。")
    assert missing(desk, file)["facts_changed"].about == section.id


def test_the_five_clarities_are_asked_until_all_are_answered(desk: Desk, file: MinutesFile) -> None:
    assert missing(desk, file)["clarity"].names == tuple(each.official for each in Clarity)
    answers = [(question, True, "") for question in Clarity]
    editing.answer_clarity(desk, file.minutes.id, answers[:3])
    assert missing(desk, file)["clarity"].names == ("责任更具体", "结果更明显")
    editing.answer_clarity(desk, file.minutes.id, answers)
    assert "clarity" not in missing(desk, file)


def test_after_sealing_only_what_may_come_later_is_left(desk: Desk, file: MinutesFile) -> None:
    for rank in Rank:
        sealing.confirm(desk, file.minutes.id, rank)
    assert set(missing(desk, file)) == {"have_effect", "proposer"}
    with desk.store.read() as reader:
        topic = reader.one(Topic, file.hall.items[0].item.topic_id or "")
        assert reader.one(Meeting, file.hall.meeting.id).closed_at
    put(desk, replace(topic, answer="已答复。"))
    assert set(missing(desk, file)) == {"have_effect"}


def test_whose_household_spoke_is_not_unmarked_as_at_the_door(
    desk: Desk, file: MinutesFile, people: Sequence[Person]
) -> None:
    meeting = file.hall.meeting
    home, wife = people[0].id, replace(people[1], household_id=people[0].id)
    put(desk, replace(meeting, by_household=True), replace(people[0], household_id=home), wife)
    with desk.store.read() as reader:
        asked = {i.person_id for i in reader.all(Invitation, meeting_id=meeting.id)}
        known = {a.person_id for a in reader.all(Attendance, meeting_id=meeting.id)}
    rest = asked - known - {people[0].id}
    assert wife.id in rest
    put(
        desk,
        Attendance(
            id=new_id(),
            meeting_id=meeting.id,
            person_id=people[0].id,
            state=AttendanceState.PRESENT,
            part=Part.STAKEHOLDER,
            at=meeting.opened_at or meeting.starts,
            household_id=home,
        ),
    )
    door = open_door(desk, meeting.id)
    assert wife.id not in {p.id for p in door.unaccounted}
    assert missing(desk, file)["unmarked"].names == (str(len(door.unaccounted)),)


def test_slips_that_are_still_out_are_counted(
    desk: Desk, file: MinutesFile, people: Sequence[Person]
) -> None:
    meeting = file.hall.meeting
    item = file.hall.items[0].item
    slips = statements.ask_slips(desk, meeting.id, [p.id for p in people[:3]], None, desk.today)
    assert missing(desk, file)["slips"].names == ("3",)
    for slip in slips:
        statements.record_statement(
            desk, meeting.id, item.id, slip.person_id, StatementWay.SLIP, "同意。"
        )
    assert "slips" not in missing(desk, file)
