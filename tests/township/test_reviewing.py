"""What a village hands over is checked by the rules of the field, and only real faults return."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.making import (
    a_meeting,
    a_topic,
    held_meeting,
    items_of,
    ready_topic,
    some_people,
    talk,
    undo_last,
)
from tests.practice_village import practice_village
from tests.township.handing import Sides, one
from xieshang_desktop.domain.attendance import Attendance
from xieshang_desktop.domain.entry import Entry, Header
from xieshang_desktop.domain.meeting import Meeting, Point
from xieshang_desktop.domain.minutes import Confirmation
from xieshang_desktop.domain.outcome import Outcome, Task
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.publicity import Posting
from xieshang_desktop.domain.rules import AdoptedProfile
from xieshang_desktop.domain.superior import SharingChoice
from xieshang_desktop.domain.terms import (
    AttendanceState,
    Part,
    PointKind,
    Sharing,
    StepKind,
    TaskState,
    TopicState,
)
from xieshang_desktop.domain.topic import Research, Step
from xieshang_desktop.domain.township import Returned
from xieshang_desktop.ids import new_id
from xieshang_desktop.services import (
    deliberation,
    follow_up,
    publishing,
    sign_in,
    topics,
)
from xieshang_desktop.services.desk import open_desk
from xieshang_desktop.township import returns


def held(sides: Sides) -> str:
    """A meeting that was held and closed on one topic; gives its id."""
    people = some_people(sides.village)
    topic = ready_topic(sides.village, people)
    return held_meeting(sides.village, sides.clock, [topic.id])


def test_a_matter_from_its_collection_to_its_answer_gives_nothing(sides: Sides) -> None:
    village = sides.village
    assert sides.hand_over() == []
    people = some_people(village)
    topic = a_topic(village, proposer_id=people[0].id)
    topics.merge(village, a_topic(village, "东沟组的路").id, topic.id)
    topics.refuse(village, a_topic(village, "一桩官司").id, "涉法涉诉", "请找法院。")
    assert sides.hand_over() == []
    ready = ready_topic(village, people)
    meeting_id = a_meeting(village, [ready.id])
    assert sides.hand_over() == []
    sides.clock.moment += timedelta(days=10)
    for person in people[:6]:
        sign_in.sign_in(village, meeting_id, person.id)
    sign_in.sign_in_guest(village, meeting_id, "钱工", "县交通局")
    deliberation.open_meeting(village, meeting_id)
    (item,) = items_of(village, meeting_id)
    talk(village, item.id)
    assert sides.hand_over() == []
    deliberation.close_meeting(village, meeting_id)
    assert sides.hand_over() == []
    sides.a_sealed_meeting([ready.id], meeting_id)
    assert sides.hand_over() == []
    task = one(village, Task)
    follow_up.finish_task(village, task.id, "报上了。")
    follow_up.record_effect(village, task.outcome_id, "雨天能走。", satisfaction=95)
    topics.answer_proposer(village, ready.id, "修好了。")
    topics.close_topic(village, ready.id)
    assert sides.hand_over() == []
    assert sides.rules() == set()


def test_what_is_undone_gives_nothing(sides: Sides) -> None:
    held(sides)
    undo_last(sides.village)
    assert sides.hand_over() == []


def test_the_practice_village_gives_nothing(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, sides: Sides
) -> None:
    practice_village(tmp_path_factory, tmp_path / "practice", tmp_path / "other")
    own = sides.village
    sides.village = open_desk(tmp_path / "practice", tmp_path / "other", sides.clock)
    assert sides.hand_over() == []
    sides.village.close()
    sides.village = own


def test_a_fault_is_returned_once_and_settled_by_what_mends_it(sides: Sides) -> None:
    held(sides)
    task = one(sides.village, Task)
    sides.put(replace(task, owner=" "))
    (returned,) = sides.hand_over()
    assert (returned.rule, returned.object_id) == ("task_incomplete", task.id)
    assert returned.reason == "办理事项没有写明内容或者责任人"
    assert returned.title == "办理事项：报奖补"
    assert returned.line == sides.village.store.line
    sides.put(replace(task, owner=" ", text="报奖补资金"))
    assert sides.hand_over() == []
    assert sides.rules() == {"task_incomplete"}
    sides.put(replace(task, owner="村委会"))
    assert sides.hand_over() == []
    settled = one(sides.town, Returned)
    assert (settled.settled_by, settled.settled_on) == ("rule", sides.town.today)
    sides.put(replace(task, owner=""))
    assert [each.rule for each in sides.hand_over()] == ["task_incomplete"]


def test_what_a_clerk_settled_is_not_returned_as_it_stands(sides: Sides) -> None:
    held(sides)
    task = one(sides.village, Task)
    sides.put(replace(task, owner=""))
    (returned,) = sides.hand_over()
    returns.settle(sides.town, returned.id)
    follow_up.record_effect(sides.village, task.outcome_id, "能走。")
    assert sides.hand_over() == []
    sides.put(replace(task, owner="", text="又改"))
    assert len(sides.hand_over()) == 1


def test_sealed_minutes_with_one_confirmation_are_returned(sides: Sides) -> None:
    sides.a_sealed_meeting([], held(sides))
    with sides.village.store.write() as uow:
        uow.connection.execute("DROP TRIGGER confirmation_delete")
        uow.take_away(Confirmation, uow.all(Confirmation)[1].id, "confirmation_void")
        uow.commit()
    assert [each.reason for each in sides.hand_over()] == ["会议纪要只有一位召集人确认"]


def test_a_point_that_is_gone_leaves_a_consensus_without_ground(sides: Sides) -> None:
    held(sides)
    assert sides.hand_over() == []
    deliberation.remove(sides.village, Point, one(sides.village, Point).id)
    assert [each.rule for each in sides.hand_over()] == ["consensus_without_points"]
    (item,) = items_of(sides.village, one(sides.village, Meeting).id)
    deliberation.add_point(sides.village, item.id, PointKind.AGREED, "路宽3.5米。")
    sides.hand_over()
    assert sides.rules() == set()


def test_a_posting_that_came_down_early_is_returned(sides: Sides) -> None:
    held(sides)
    topic_id = one(sides.village, Outcome).topic_id
    notice = publishing.issue_result(sides.village, topic_id)
    posting = publishing.post(sides.village, notice.id, "村部公开栏")
    assert sides.hand_over() == []
    removed = posting.posted_on + timedelta(days=10)
    sides.put(replace(posting, removed_on=removed, removable_on=removed))
    (returned,) = sides.hand_over()
    assert returned.reason == "公示期没有满就撤下了：应不少于15日，只公示了9日"


def test_a_photo_is_asked_for_where_the_rules_of_the_place_demand_it(sides: Sides) -> None:
    held(sides)
    profile = sides.village.profile
    photo = replace(profile.numbers[0], key="posting_photos", value=1)
    strict = replace(profile, id="liuhe", numbers=(*profile.numbers, photo))
    sides.put(AdoptedProfile(id=new_id(), profile=strict, adopted_on=sides.village.today))
    sides.a_sealed_meeting([one(sides.village, Outcome).topic_id], one(sides.village, Meeting).id)
    assert [each.rule for each in sides.hand_over()] == ["posting_without_proof"]


def test_a_notice_is_measured_by_the_rules_the_meeting_names(sides: Sides) -> None:
    topic = ready_topic(sides.village, some_people(sides.village))
    meeting_id = a_meeting(sides.village, [topic.id], days=3)
    sides.clock.moment += timedelta(days=3)
    deliberation.open_meeting(sides.village, meeting_id)
    assert sides.hand_over() == []
    meeting = one(sides.village, Meeting)
    late = meeting.starts.date() - timedelta(days=1)
    sides.put(replace(meeting, notice_on=late))
    assert [each.rule for each in sides.hand_over()] == ["meeting_notice_late"]
    sides.put(replace(meeting, notice_on=late, notice_reason="汛情紧急"))
    sides.hand_over()
    assert sides.rules() == set()


def test_a_topic_with_a_step_passed_over_is_returned(sides: Sides) -> None:
    held(sides)
    with sides.village.store.write() as uow:
        for each in uow.all(Step, kind=StepKind.RESEARCH):
            uow.take_away(Step, each.id, "step_removed")
        uow.commit()
    (returned,) = sides.hand_over()
    assert returned.rule == "topic_step_skipped"
    assert "专题调研" in returned.reason
    topics.skip_step(sides.village, returned.object_id, StepKind.RESEARCH, "汛情紧急，来不及")
    sides.hand_over()
    assert sides.rules() == set()


def test_a_step_whose_record_is_gone_is_returned(sides: Sides) -> None:
    held(sides)
    assert sides.hand_over() == []
    with sides.village.store.write() as uow:
        uow.take_away(Research, uow.all(Research)[0].id, "research_removed")
        uow.commit()
    assert [each.rule for each in sides.hand_over()] == ["step_without_research"]


def test_somebody_unknown_at_the_door_is_returned(sides: Sides) -> None:
    meeting_id = held(sides)
    stranger = Attendance(
        id=new_id(),
        meeting_id=meeting_id,
        person_id=new_id(),
        state=AttendanceState.PRESENT,
        part=Part.COUNCIL,
        at=sides.clock(),
    )
    sides.put(stranger)
    (returned,) = sides.hand_over()
    assert returned.rule == "attendance_person_unknown"
    sides.put(replace(stranger, meeting_id=new_id()))
    assert [each.rule for each in sides.hand_over()] == ["reference_missing"]


def test_what_is_withheld_is_no_fault(sides: Sides) -> None:
    def withhold(header: Header, entry: Entry) -> Entry:
        hidden = header.object_type in {Person.NOUN, Point.NOUN}
        return replace(entry, record=None, record_salt=b"") if hidden else entry

    sides.put(
        *(
            SharingChoice(id=noun, level=Sharing.HASH, chosen_on=sides.village.today)
            for noun in (Person.NOUN, Point.NOUN)
        )
    )
    meeting_id = held(sides)
    for person in some_people(sides.village, 4):
        sign_in.sign_in(sides.village, meeting_id, person.id)
    assert sides.hand_over(withhold) == []


def test_a_number_used_twice_is_returned_on_the_later_one(sides: Sides) -> None:
    first = a_topic(sides.village, "一")
    second = a_topic(sides.village, "二")
    sides.put(replace(second, number=first.number))
    (returned,) = sides.hand_over()
    assert (returned.rule, returned.object_id) == ("number_twice", second.id)
    sides.put(replace(first, number="2026-09"))
    sides.hand_over()
    assert sides.rules() == set()


def test_a_sealed_record_that_changes_afterwards_is_returned(sides: Sides) -> None:
    meeting_id = held(sides)
    sides.a_sealed_meeting([], meeting_id)
    assert sides.hand_over() == []
    point = one(sides.village, Point)
    with sides.village.store.write() as uow:
        for event in ("insert", "update", "delete"):
            uow.connection.execute(f"DROP TRIGGER point_{event}")
        uow.put(replace(point, text="路宽6米。"), "point_changed")
        uow.commit()
    (returned,) = sides.hand_over()
    assert (returned.rule, returned.object_id) == ("sealed_changed", point.id)
    a_topic(sides.village, "另一件事")
    sides.hand_over()
    assert sides.rules() == {"sealed_changed"}


def test_an_outcome_and_a_task_of_nowhere_are_returned(sides: Sides) -> None:
    held(sides)
    outcome, task = one(sides.village, Outcome), one(sides.village, Task)
    sides.put(replace(outcome, id=new_id(), meeting_id=new_id()))
    sides.put(
        replace(
            task,
            state=TaskState.DONE,
            result="办了。",
            done_on=outcome.decided_on - timedelta(days=9),
        )
    )
    assert {each.rule for each in sides.hand_over()} == {
        "outcome_without_meeting",
        "task_done_early",
    }


def test_a_topic_closed_by_hand_is_returned(sides: Sides) -> None:
    topic = a_topic(sides.village)
    sides.put(replace(topic, state=TopicState.CLOSED))
    found = {each.rule for each in sides.hand_over()}
    assert found == {"topic_closed_unanswered", "topic_unscreened", "topic_closed_early"}


def test_postings_without_a_notice_and_odd_days_break_nothing(sides: Sides) -> None:
    sides.put(
        Posting(
            id=new_id(),
            notice_id=new_id(),
            place="",
            posted_on=sides.village.today.replace(year=9999, month=12, day=31),
            removable_on=sides.village.today.replace(year=1, month=1, day=1),
            removed_on=sides.village.today.replace(year=1, month=1, day=1),
        )
    )
    assert [each.rule for each in sides.hand_over()] == ["reference_missing"]
