"""Planning: what a meeting needs, its agenda, its invitations, its notice in time."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from tests.clock import HandClock
from tests.making import (
    a_meeting,
    a_topic,
    accepted_topic,
    held_meeting,
    items_of,
    ready_topic,
    some_people,
    talk,
    undo_last,
)
from xieshang_desktop.domain.attendance import Invitation
from xieshang_desktop.domain.meeting import Meeting
from xieshang_desktop.domain.publicity import Notice
from xieshang_desktop.domain.terms import ItemKind, MeetingState, OutcomeKind, Part
from xieshang_desktop.errors import BadInput, RuleBroken
from xieshang_desktop.services import agenda, deliberation, meetings
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.history import meeting_called
from xieshang_desktop.services.meeting_file import list_meetings


def _blank(desk: Desk, days: int = 10) -> Meeting:
    meeting = meetings.blank_meeting(desk, desk.clock() + timedelta(days=days))
    return replace(meeting, title="第一次协商议事会")


def _meeting(desk: Desk, meeting_id: str) -> Meeting:
    with desk.store.read() as reader:
        return reader.one(Meeting, meeting_id)


def test_a_blank_meeting_knows_the_place_the_convenors_and_the_rules(desk: Desk) -> None:
    meeting = _blank(desk)
    assert meeting.place == desk.unit.place
    assert meeting.chair == "周建国"
    assert meeting.first_convenor_id
    assert meeting.second_convenor_id
    assert meeting.profile == desk.profile.stamp


def test_meetings_are_numbered_within_their_year(desk: Desk) -> None:
    assert meetings.suggested_title(desk, 2026) == "2026年第1次协商议事会"
    assert meetings.plan_meeting(desk, _blank(desk)).number == "2026-01"
    assert meetings.suggested_title(desk, 2026) == "2026年第2次协商议事会"
    assert meetings.plan_meeting(desk, _blank(desk, 400)).number == "2027-01"


@pytest.mark.parametrize(
    ("fields", "code"),
    [({"title": " "}, "meeting_title_missing"), ({"place": ""}, "place_missing")],
)
def test_a_meeting_needs_a_name_and_a_place(desk: Desk, fields: dict[str, str], code: str) -> None:
    with pytest.raises(BadInput, match=code):
        meetings.plan_meeting(desk, replace(_blank(desk), **fields))
    planned = meetings.plan_meeting(desk, _blank(desk))
    with pytest.raises(BadInput, match=code):
        meetings.change_meeting(desk, replace(planned, **fields))


def test_nobody_plans_for_yesterday_but_for_today(desk: Desk) -> None:
    with pytest.raises(BadInput, match="meeting_in_past"):
        meetings.plan_meeting(desk, _blank(desk, -1))
    assert meetings.plan_meeting(desk, _blank(desk, 0)).state is MeetingState.PLANNED


def test_only_an_accepted_topic_comes_onto_an_agenda(desk: Desk) -> None:
    topic = a_topic(desk)
    with pytest.raises(RuleBroken, match="topic_not_accepted"):
        meetings.plan_meeting(desk, _blank(desk), [topic.id])
    assert list_meetings(desk) == []
    planned = meetings.plan_meeting(desk, _blank(desk))
    with pytest.raises(RuleBroken, match="topic_not_accepted"):
        agenda.add_item(desk, planned.id, topic_id=topic.id)


def test_a_topic_stands_once_on_an_agenda(desk: Desk) -> None:
    topic = accepted_topic(desk)
    planned = meetings.plan_meeting(desk, _blank(desk), [topic.id, topic.id])
    assert len(items_of(desk, planned.id)) == 1
    with pytest.raises(RuleBroken, match="topic_on_agenda"):
        agenda.add_item(desk, planned.id, topic_id=topic.id)


def test_an_item_without_a_topic_needs_a_title(desk: Desk) -> None:
    planned = meetings.plan_meeting(desk, _blank(desk))
    with pytest.raises(BadInput, match="title_missing"):
        agenda.add_item(desk, planned.id, title="  ")
    item = agenda.add_item(desk, planned.id, title="情况通报", kind=ItemKind.BRIEFING, minutes=10)
    assert (item.title, item.position, item.minutes) == ("情况通报", 1, 10)


def test_items_are_numbered_anew_after_one_was_taken_away(desk: Desk) -> None:
    planned = meetings.plan_meeting(desk, _blank(desk))
    items = [agenda.add_item(desk, planned.id, title=title) for title in "甲乙丙"]
    agenda.remove_item(desk, items[1].id)
    agenda.add_item(desk, planned.id, title="丁")
    assert [i.title for i in items_of(desk, planned.id)] == ["甲", "丙", "丁"]
    assert [i.position for i in items_of(desk, planned.id)] == [1, 2, 3]


def test_the_agenda_takes_the_order_it_is_given(desk: Desk) -> None:
    planned = meetings.plan_meeting(desk, _blank(desk))
    first, second, third = (agenda.add_item(desk, planned.id, title=t) for t in "甲乙丙")
    agenda.order_items(desk, planned.id, [third.id, first.id, "nobody knows this"])
    assert [i.title for i in items_of(desk, planned.id)] == ["丙", "甲", "乙"]
    assert agenda.order_items(desk, planned.id, [third.id, first.id, second.id]) == []


def test_the_agenda_stands_still_once_the_meeting_is_over(desk: Desk, clock: HandClock) -> None:
    topic = ready_topic(desk, some_people(desk))
    meeting_id = held_meeting(desk, clock, [topic.id])
    (item,) = items_of(desk, meeting_id)
    with pytest.raises(RuleBroken, match="meeting_over"):
        agenda.add_item(desk, meeting_id, title="补一项")
    with pytest.raises(RuleBroken, match="meeting_over"):
        agenda.remove_item(desk, item.id)
    with pytest.raises(RuleBroken, match="meeting_over"):
        meetings.change_meeting(desk, _meeting(desk, meeting_id))


def test_another_chair_leaves_the_notice_but_another_place_must_be_told_again(desk: Desk) -> None:
    topic = ready_topic(desk, some_people(desk))
    old = meetings.plan_meeting(desk, _blank(desk), [topic.id])
    meetings.issue_notice(desk, old.id)
    changed = meetings.change_meeting(desk, replace(old, chair="李明"))
    assert (changed.chair, changed.notice_on) == ("李明", desk.today)
    moved = meetings.change_meeting(desk, replace(changed, place="文化广场"))
    assert (moved.place, moved.notice_on) == ("文化广场", None)
    assert _meeting(desk, old.id) == moved


def test_one_person_cannot_be_both_convenors(desk: Desk) -> None:
    blank = _blank(desk)
    alone = replace(blank, second_convenor_id=blank.first_convenor_id)
    with pytest.raises(BadInput, match="convenors_same"):
        meetings.plan_meeting(desk, alone)


def test_a_meeting_is_called_off_with_a_reason_and_only_before_it_begins(
    desk: Desk, clock: HandClock
) -> None:
    topic = ready_topic(desk, some_people(desk))
    meeting_id = a_meeting(desk, [topic.id])
    with pytest.raises(BadInput, match="reason_missing"):
        meetings.cancel_meeting(desk, meeting_id, " ")
    assert meetings.cancel_meeting(desk, meeting_id, "暴雨").state is MeetingState.CANCELLED
    for again in (
        lambda: meetings.cancel_meeting(desk, meeting_id, "又不开了"),
        lambda: meetings.issue_notice(desk, meeting_id),
        lambda: agenda.add_item(desk, meeting_id, title="补一项"),
        lambda: deliberation.open_meeting(desk, meeting_id),
    ):
        with pytest.raises(RuleBroken, match="meeting_over"):
            again()


def test_council_supervision_and_the_topics_own_people_are_suggested(desk: Desk) -> None:
    people = some_people(desk)
    topic = ready_topic(desk, people)
    planned = meetings.plan_meeting(desk, _blank(desk), [topic.id])
    wanted = {i.person_id: i.part for i in meetings.suggested(desk, planned.id)}
    assert wanted == {
        **{p.id: Part.STAKEHOLDER for p in people[4:8]},
        **{p.id: Part.COUNCIL for p in people[:3]},
        people[3].id: Part.SUPERVISION,
    }
    meetings.invite(desk, meetings.suggested(desk, planned.id))
    assert meetings.suggested(desk, planned.id) == []


def test_who_is_invited_again_takes_the_new_part(desk: Desk) -> None:
    people = some_people(desk)
    planned = meetings.plan_meeting(desk, _blank(desk))
    first = meetings.invite_person(desk, planned.id, people[0].id, Part.COUNCIL)
    again = meetings.invite_person(desk, planned.id, people[0].id, Part.OBSERVER)
    assert (again.id, again.part) == (first.id, Part.OBSERVER)
    meetings.uninvite(desk, first.id)
    with desk.store.read() as reader:
        assert reader.count(Invitation) == 0


def test_a_notice_without_an_agenda_is_no_notice(desk: Desk) -> None:
    planned = meetings.plan_meeting(desk, _blank(desk))
    with pytest.raises(RuleBroken, match="agenda_empty"):
        meetings.issue_notice(desk, planned.id)


def test_a_notice_is_in_time_on_its_last_day_and_late_the_day_after(
    desk: Desk, clock: HandClock
) -> None:
    topic = ready_topic(desk, some_people(desk))
    planned = meetings.plan_meeting(desk, _blank(desk), [topic.id])  # on 12 March; 3 days ahead
    clock.moment += timedelta(days=8)
    with pytest.raises(RuleBroken, match="notice_late") as caught:
        meetings.issue_notice(desk, planned.id)
    assert caught.value.facts == {"days": 3, "deadline": date(2026, 3, 9)}
    clock.moment -= timedelta(days=1)
    assert meetings.issue_notice(desk, planned.id).issued_on == date(2026, 3, 9)


def test_a_late_notice_goes_out_for_a_reason(desk: Desk) -> None:
    topic = ready_topic(desk, some_people(desk))
    planned = meetings.plan_meeting(desk, _blank(desk, 1), [topic.id])
    meetings.issue_notice(desk, planned.id, "水管爆裂")
    assert _meeting(desk, planned.id).notice_reason == "水管爆裂"


def test_a_notice_is_not_issued_in_the_future_and_only_once(desk: Desk) -> None:
    topic = ready_topic(desk, some_people(desk))
    planned = meetings.plan_meeting(desk, _blank(desk), [topic.id])
    with pytest.raises(BadInput, match="date_in_future"):
        meetings.issue_notice(desk, planned.id, day=desk.today + timedelta(days=1))
    first = meetings.issue_notice(desk, planned.id)
    assert meetings.issue_notice(desk, planned.id).id == first.id
    with desk.store.read() as reader:
        assert reader.count(Notice) == 1


def test_issuing_a_notice_can_be_undone(desk: Desk) -> None:
    topic = ready_topic(desk, some_people(desk))
    planned = meetings.plan_meeting(desk, _blank(desk), [topic.id])
    meetings.issue_notice(desk, planned.id)
    undo_last(desk)
    assert _meeting(desk, planned.id).notice_on is None


def test_a_topic_that_goes_on_waits_for_one_coming_meeting_only(
    desk: Desk, clock: HandClock
) -> None:
    topic = ready_topic(desk, some_people(desk))
    held_meeting(desk, clock, [topic.id], OutcomeKind.CONTINUE)
    second = meetings.plan_meeting(desk, _blank(desk))
    third = meetings.plan_meeting(desk, _blank(desk, 20))
    assert [i.topic_id for i in items_of(desk, second.id)] == [topic.id]
    assert items_of(desk, third.id) == []


def test_a_meeting_planned_before_takes_up_what_goes_on(desk: Desk, clock: HandClock) -> None:
    topic = ready_topic(desk, some_people(desk))
    meeting_id = a_meeting(desk, [topic.id])
    coming = meetings.plan_meeting(desk, _blank(desk, 20))
    agenda.add_item(desk, coming.id, title="情况通报")
    clock.moment += timedelta(days=10)
    deliberation.open_meeting(desk, meeting_id)
    talk(desk, items_of(desk, meeting_id)[0].id, OutcomeKind.CONTINUE)
    deliberation.close_meeting(desk, meeting_id)
    assert [i.topic_id for i in items_of(desk, coming.id)] == [None, topic.id]


def test_a_meeting_is_called_by_number_id_or_latest(desk: Desk, clock: HandClock) -> None:
    with pytest.raises(BadInput, match="meetings_none"):
        meeting_called(desk, "latest")
    coming = meetings.plan_meeting(desk, _blank(desk, 30))
    assert meeting_called(desk, "latest").id == coming.id
    topic = ready_topic(desk, some_people(desk))
    held = held_meeting(desk, clock, [topic.id])
    assert meeting_called(desk, "latest").id == held
    assert meeting_called(desk, "2026-01").id == coming.id
    assert meeting_called(desk, held).id == held
    with pytest.raises(BadInput, match="meeting_unknown"):
        meeting_called(desk, "2019-07")


def test_a_topic_nobody_looked_into_is_not_added_while_people_talk(
    desk: Desk, clock: HandClock
) -> None:
    meeting_id = a_meeting(desk, [ready_topic(desk, some_people(desk)).id])
    clock.moment += timedelta(days=10)
    deliberation.open_meeting(desk, meeting_id)
    with pytest.raises(RuleBroken, match="research_missing"):
        agenda.add_item(desk, meeting_id, topic_id=accepted_topic(desk, "路灯").id)
    assert len(items_of(desk, meeting_id)) == 1


def test_nobody_is_invited_to_a_meeting_that_is_over(desk: Desk, clock: HandClock) -> None:
    people = some_people(desk)
    meeting_id = held_meeting(desk, clock, [ready_topic(desk, people).id])
    with pytest.raises(RuleBroken, match="meeting_over"):
        meetings.invite_person(desk, meeting_id, people[0].id, Part.COUNCIL)
