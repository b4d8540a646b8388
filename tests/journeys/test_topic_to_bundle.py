"""A matter goes the whole way through the services: collected, talked through, sealed, posted."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from tests.clock import HandClock
from tests.making import undo_last
from xieshang_desktop.domain.people import Person, RoleHeld
from xieshang_desktop.domain.terms import (
    MeetingState,
    MinutesState,
    OutcomeKind,
    Part,
    PointKind,
    Rank,
    Role,
    Sex,
    StepKind,
    TaskState,
    TopicState,
)
from xieshang_desktop.domain.topic import Research, Screening
from xieshang_desktop.domain.unit import Convenor, Unit
from xieshang_desktop.errors import BadInput, RuleBroken
from xieshang_desktop.ids import BEIJING, new_id
from xieshang_desktop.services import (
    deliberation,
    follow_up,
    handover,
    meetings,
    minutes,
    minutes_editing,
    publishing,
    sealing,
    sign_in,
    topics,
    upkeep,
)
from xieshang_desktop.services.desk import Desk, set_up
from xieshang_desktop.services.meeting_file import list_meetings, open_plan
from xieshang_desktop.services.papers import PaperKind, compose
from xieshang_desktop.services.topic_file import list_topics, open_topic
from xieshang_desktop.services.workday import open_workday

MORNING = datetime(2026, 3, 2, 9, 0, tzinfo=BEIJING)


@pytest.fixture
def clock() -> HandClock:
    return HandClock(MORNING)


@pytest.fixture
def desk(tmp_path: Path, clock: HandClock) -> Desk:
    unit = Unit(
        id=new_id(),
        name="柳河镇张家村",
        room="柳河镇张家村协商议事室",
        place="村委会二楼会议室",
        official_phone="0990-2000128",
    )
    convenors = [
        Convenor(id=new_id(), rank=Rank.FIRST, name="张德厚"),
        Convenor(id=new_id(), rank=Rank.SECOND, name="沈雅琴"),
    ]
    return set_up(tmp_path / "data", unit, convenors, tmp_path / "device", clock)


def people_of(desk: Desk, count: int = 12) -> list[Person]:
    people = [
        Person(id=new_id(), name=f"村民{n}", group="第一组", sex=Sex.FEMALE if n % 3 else Sex.MALE)
        for n in range(count)
    ]
    with desk.store.write() as uow:
        uow.put_all(people, "person_added")
        uow.put_all(
            [RoleHeld(id=new_id(), person_id=p.id, role=Role.COUNCIL_MEMBER) for p in people[:3]],
            "role_given",
        )
        uow.commit()
    return people


def accepted_topic(desk: Desk, title: str = "东沟组生产道路硬化") -> str:
    topic = topics.save_topic(
        desk,
        msgspec.structs.replace(
            topics.blank_topic(desk), title=title, proposer="李德发", background="路是土路。"
        ),
    )
    screening = Screening(
        small_cut=True,
        small_cut_reason="一条路",
        wide_relevance=True,
        wide_relevance_reason="46户",
        strong_reaction=True,
        strong_reaction_reason="联名31人",
    )
    topics.screen(desk, topic.id, screening)
    topics.accept(desk, topic.id)
    return topic.id


def ready_topic(desk: Desk, people: list[Person], title: str = "东沟组生产道路硬化") -> str:
    topic_id = accepted_topic(desk, title)
    topics.add_participants(desk, topic_id, [(p.id, Part.STAKEHOLDER, "") for p in people[3:8]])
    topics.settle_step(desk, topic_id, StepKind.PARTICIPANTS)
    topics.save_research(
        desk,
        Research(
            id=new_id(),
            topic_id=topic_id,
            made_on=desk.today,
            researchers="村委会",
            findings="路长1.8公里。",
        ),
    )
    topics.settle_step(desk, topic_id, StepKind.RESEARCH)
    return topic_id


def planned_meeting(desk: Desk, topic_ids: list[str], days: int = 18) -> str:
    starts = desk.clock() + timedelta(days=days)
    blank = meetings.blank_meeting(desk, starts)
    meeting = msgspec.structs.replace(blank, title="第一次协商议事会")
    meeting = meetings.plan_meeting(desk, meeting, topic_ids)
    meetings.invite(desk, meetings.suggested(desk, meeting.id))
    meetings.issue_notice(desk, meeting.id)
    return meeting.id


def test_a_matter_goes_from_the_proposer_to_the_answer(
    desk: Desk, clock: HandClock, tmp_path: Path
) -> None:
    people = people_of(desk)
    topic_id = ready_topic(desk, people)
    meeting_id = planned_meeting(desk, [topic_id])
    plan = open_plan(desk, meeting_id)
    assert len(plan.invited) == 8
    assert plan.unready == ()

    clock.moment += timedelta(days=18)
    for _, person in plan.invited[:6]:
        sign_in.sign_in(desk, meeting_id, person.id)
    sign_in.excuse(desk, meeting_id, plan.invited[6][1].id, "外出务工")
    figures = sign_in.open_door(desk, meeting_id).figures
    assert (figures.total.present, figures.total.expected) == (6, 8)

    deliberation.open_meeting(desk, meeting_id)
    item = open_plan(desk, meeting_id).items[0]
    deliberation.record_opinion(desk, item.id, "路要修。", person_id=people[4].id)
    deliberation.add_point(desk, item.id, PointKind.AGREED, "路宽3.5米。")
    deliberation.add_measure(desk, item.id, "报奖补", "村委会", date(2026, 5, 1))
    deliberation.route(desk, item.id, OutcomeKind.CONSENSUS, "按3.5米硬化。", conformity="张德厚")
    deliberation.close_meeting(desk, meeting_id)

    file = minutes.open_minutes(desk, meeting_id)
    assert file.haves.sealable
    assert "路要修" in file.sections[1].text
    sealing.confirm(desk, file.minutes.id, Rank.FIRST)
    file = sealing.confirm(desk, file.minutes.id, Rank.SECOND)
    assert file.minutes.state is MinutesState.SEALED
    assert file.hall.meeting.state is MeetingState.SEALED
    assert compose(desk, PaperKind.MINUTES, meeting_id).pdf == desk.files.read(file.minutes.digest)

    notice = publishing.issue_result(desk, topic_id)
    posting = publishing.post(desk, notice.id, "村务公开栏")
    assert posting.removable_on == date(2026, 4, 8)  # 04-04 … 04-06 are days of rest
    with pytest.raises(RuleBroken, match="posting_too_early"):
        publishing.take_down(desk, posting.id)

    task = open_topic(desk, topic_id).tasks[0]
    clock.moment += timedelta(days=30)
    publishing.take_down(desk, posting.id)
    follow_up.finish_task(desk, task.id, "已报。")
    follow_up.record_effect(desk, file.hall.items[0].outcome.id, "雨天能走。", satisfaction=94)
    with pytest.raises(RuleBroken, match="loop_open"):
        topics.close_topic(desk, topic_id)
    topics.answer_proposer(desk, topic_id, "路已修好。")
    assert topics.close_topic(desk, topic_id).state is TopicState.CLOSED
    assert open_topic(desk, topic_id).tasks[0].state is TaskState.DONE

    written = handover.write_bundles(desk, tmp_path)
    report = handover.check_bundle(desk, written[0])
    assert report.first == 1
    assert upkeep.check(desk).whole
    assert [line.topic.id for line in list_topics(desk)] == [topic_id]
    assert list_meetings(desk)[0].invited == 8


def test_no_discussion_without_research_or_a_written_reason(desk: Desk, clock: HandClock) -> None:
    people = people_of(desk)
    topic_id = accepted_topic(desk)
    topics.add_participants(desk, topic_id, [(people[5].id, Part.STAKEHOLDER, "")])
    topics.settle_step(desk, topic_id, StepKind.PARTICIPANTS)
    meeting_id = planned_meeting(desk, [topic_id])
    with pytest.raises(RuleBroken, match="research_missing"):
        deliberation.open_meeting(desk, meeting_id)
    with pytest.raises(BadInput, match="skip_needs_reason"):
        topics.skip_step(desk, topic_id, StepKind.RESEARCH, " ")
    topics.skip_step(desk, topic_id, StepKind.RESEARCH, "水管爆裂，当天抢修")
    assert deliberation.open_meeting(desk, meeting_id).state is MeetingState.OPEN


def test_what_stays_open_comes_back_on_the_next_agenda_with_its_history(
    desk: Desk, clock: HandClock
) -> None:
    people = people_of(desk)
    topic_id = ready_topic(desk, people)
    meeting_id = planned_meeting(desk, [topic_id])
    clock.moment += timedelta(days=18)
    deliberation.open_meeting(desk, meeting_id)
    item = open_plan(desk, meeting_id).items[0]
    deliberation.route(desk, item.id, OutcomeKind.CONTINUE, "过路户出不出工再商量。")
    deliberation.close_meeting(desk, meeting_id)
    assert [t.kind for t in open_workday(desk).todos] == ["continue_due", "minutes_due"]
    second = planned_meeting(desk, [], days=20)
    assert [i.topic_id for i in open_plan(desk, second).items] == [topic_id]
    clock.moment += timedelta(days=20)
    deliberation.open_meeting(desk, second)
    item = open_plan(desk, second).items[0]
    deliberation.route(desk, item.id, OutcomeKind.SUBMIT, "请镇里定。")
    deliberation.close_meeting(desk, second)
    assert "过路户出不出工" in minutes.open_minutes(desk, second).sections[1].text
    assert open_topic(desk, topic_id).submissions[0].text == "请镇里定。"


def test_a_late_notice_needs_a_reason_and_the_minutes_say_so(desk: Desk, clock: HandClock) -> None:
    people = people_of(desk)
    topic_id = ready_topic(desk, people)
    starts = desk.clock() + timedelta(hours=2)
    meeting = msgspec.structs.replace(meetings.blank_meeting(desk, starts), title="紧急协商会")
    meeting = meetings.plan_meeting(desk, meeting, [topic_id])
    with pytest.raises(RuleBroken, match="notice_late"):
        meetings.issue_notice(desk, meeting.id)
    meetings.issue_notice(desk, meeting.id, "水管爆裂")
    deliberation.open_meeting(desk, meeting.id)
    item = open_plan(desk, meeting.id).items[0]
    deliberation.route(desk, item.id, OutcomeKind.CONTINUE, "再商量。")
    deliberation.close_meeting(desk, meeting.id)
    assert "水管爆裂" in minutes.open_minutes(desk, meeting.id).sections[0].text


def test_a_changed_section_voids_the_first_confirmation(desk: Desk, clock: HandClock) -> None:
    people = people_of(desk)
    topic_id = ready_topic(desk, people)
    meeting_id = planned_meeting(desk, [topic_id])
    clock.moment += timedelta(days=18)
    deliberation.open_meeting(desk, meeting_id)
    item = open_plan(desk, meeting_id).items[0]
    deliberation.route(desk, item.id, OutcomeKind.CONTINUE, "再商量。")
    deliberation.close_meeting(desk, meeting_id)
    file = minutes.open_minutes(desk, meeting_id)
    file = sealing.confirm(desk, file.minutes.id, Rank.FIRST)
    minutes_editing.keep_typing(desk, file.sections[1].id, "正在打字")
    assert minutes.open_minutes(desk, meeting_id).drafts == {file.sections[1].id: "正在打字"}
    minutes_editing.edit_section(desk, file.sections[1].id, "改过的正文。")
    file = minutes.open_minutes(desk, meeting_id)
    assert file.confirmations == ()
    assert file.drafts == {}
    sealing.confirm(desk, file.minutes.id, Rank.FIRST)
    sealing.confirm(desk, file.minutes.id, Rank.SECOND)
    with pytest.raises(RuleBroken, match="sealed"):
        minutes_editing.edit_section(desk, file.sections[1].id, "再改。")
    with pytest.raises(RuleBroken, match="sealed"):
        deliberation.add_point(desk, item.id, PointKind.AGREED, "事后加的。")
    assert sealing.correct(desk, file.minutes.id, "“46户”应为“45户”。").number == 1


def test_the_last_sign_in_can_be_undone(desk: Desk) -> None:
    people = people_of(desk)
    meeting_id = planned_meeting(desk, [ready_topic(desk, people)])
    sign_in.sign_in(desk, meeting_id, people[4].id)
    with pytest.raises(RuleBroken, match="already_signed_in"):
        sign_in.sign_in(desk, meeting_id, people[4].id)
    undo_last(desk)
    assert sign_in.open_door(desk, meeting_id).attendances == {}
