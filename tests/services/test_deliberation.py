"""In the hall: who may say what when, the three routes, and what each leaves to be done."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.clock import HandClock
from tests.making import (
    a_meeting,
    accepted_topic,
    day,
    held_meeting,
    items_of,
    ready_topic,
    some_people,
    talk,
    undo_last,
)
from xieshang_desktop.domain.meeting import AgendaItem, Measure, Opinion, Point
from xieshang_desktop.domain.outcome import Outcome, Submission, Task
from xieshang_desktop.domain.terms import (
    ItemKind,
    MeetingState,
    OutcomeKind,
    PointKind,
    StepKind,
)
from xieshang_desktop.errors import BadInput, RuleBroken
from xieshang_desktop.services import agenda, deliberation
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.topic_file import open_topic


def _running(desk: Desk, clock: HandClock) -> tuple[str, AgendaItem]:
    """A meeting that was just opened, and its item."""
    topic = ready_topic(desk, some_people(desk))
    meeting_id = a_meeting(desk, [topic.id])
    clock.moment += timedelta(days=10)
    deliberation.open_meeting(desk, meeting_id)
    return meeting_id, items_of(desk, meeting_id)[0]


def test_nobody_talks_before_the_meeting_is_open(desk: Desk) -> None:
    topic = ready_topic(desk, some_people(desk))
    (item,) = items_of(desk, a_meeting(desk, [topic.id]))
    for early in (
        lambda: deliberation.record_opinion(desk, item.id, "路要修。", speaker="李德发"),
        lambda: deliberation.add_point(desk, item.id, PointKind.AGREED, "修。"),
        lambda: deliberation.add_measure(desk, item.id, "修路", "村委会", day(5, 1)),
        lambda: deliberation.route(desk, item.id, OutcomeKind.CONTINUE, "再商量。"),
        lambda: deliberation.close_meeting(desk, item.meeting_id),
    ):
        with pytest.raises(RuleBroken, match="meeting_not_open"):
            early()


def test_a_meeting_opens_with_an_agenda_and_a_notice(desk: Desk) -> None:
    topic = ready_topic(desk, some_people(desk))
    with pytest.raises(RuleBroken, match="agenda_empty"):
        deliberation.open_meeting(desk, a_meeting(desk, notice=False))
    unannounced = a_meeting(desk, [topic.id], notice=False)
    with pytest.raises(RuleBroken, match="notice_missing"):
        deliberation.open_meeting(desk, unannounced)


def test_a_topic_without_research_keeps_the_meeting_shut(desk: Desk) -> None:
    topic = accepted_topic(desk)
    with pytest.raises(RuleBroken, match="research_missing") as caught:
        deliberation.open_meeting(desk, a_meeting(desk, [topic.id]))
    assert caught.value.facts["title"] == topic.title


def test_a_meeting_opens_once(desk: Desk, clock: HandClock) -> None:
    meeting_id, _item = _running(desk, clock)
    with pytest.raises(RuleBroken, match="meeting_over"):
        deliberation.open_meeting(desk, meeting_id)


def test_an_opinion_has_words_and_a_speaker(desk: Desk, clock: HandClock) -> None:
    people = some_people(desk)
    _meeting, item = _running(desk, clock)
    with pytest.raises(BadInput, match="opinion_empty"):
        deliberation.record_opinion(desk, item.id, " ", speaker="李德发")
    with pytest.raises(BadInput, match="speaker_missing"):
        deliberation.record_opinion(desk, item.id, "路要修。", speaker=" ")
    known = deliberation.record_opinion(desk, item.id, "路要修。", person_id=people[5].id)
    assert (known.speaker, known.group) == (people[5].name, people[5].group)
    heard = deliberation.record_opinion(desk, item.id, "我也说一句。", speaker="路过的人")
    assert (heard.person_id, heard.speaker) == ("", "路过的人")


def test_points_and_measures_say_something(desk: Desk, clock: HandClock) -> None:
    _meeting, item = _running(desk, clock)
    with pytest.raises(BadInput, match="point_empty"):
        deliberation.add_point(desk, item.id, PointKind.OPEN, "")
    for text, owner in (("", "村委会"), ("修路", " ")):
        with pytest.raises(BadInput, match="measure_incomplete"):
            deliberation.add_measure(desk, item.id, text, owner, day(5, 1))
    measure = deliberation.add_measure(desk, item.id, "修路", "村委会", day(5, 1))
    with pytest.raises(BadInput, match="measure_incomplete"):
        deliberation.change_measure(desk, measure.id, "修路", "", day(5, 1))
    changed = deliberation.change_measure(desk, measure.id, "修路", "镇交通办", day(6, 1))
    assert (changed.owner, changed.due) == ("镇交通办", day(6, 1))
    with pytest.raises(BadInput, match="text_empty"):
        deliberation.change_text(desk, Measure, measure.id, " ")


def test_a_measure_is_not_due_before_the_meeting(desk: Desk, clock: HandClock) -> None:
    _meeting, item = _running(desk, clock)
    today = clock().date()
    measure = deliberation.add_measure(desk, item.id, "通知各户", "村委会", today)
    over = today - timedelta(days=1)
    with pytest.raises(BadInput, match="measure_over"):
        deliberation.add_measure(desk, item.id, "修路", "村委会", over)
    with pytest.raises(BadInput, match="measure_over"):
        deliberation.change_measure(desk, measure.id, "修路", "村委会", over)


def test_an_open_point_may_be_agreed_after_all(desk: Desk, clock: HandClock) -> None:
    _meeting, item = _running(desk, clock)
    deliberation.add_point(desk, item.id, PointKind.AGREED, "路宽3.5米。")
    open_point = deliberation.add_point(desk, item.id, PointKind.OPEN, "谁出工。")
    moved = deliberation.move_point(desk, open_point.id, PointKind.AGREED)
    assert (moved.kind, moved.position) == (PointKind.AGREED, 2)
    (file,) = deliberation.open_hall(desk, item.meeting_id).items
    assert [p.text for p in file.agreed] == ["路宽3.5米。", "谁出工。"]
    assert file.open_points == ()


def test_what_was_entered_by_mistake_is_corrected_or_taken_back(
    desk: Desk, clock: HandClock
) -> None:
    _meeting, item = _running(desk, clock)
    opinion = deliberation.record_opinion(desk, item.id, "路要休。", speaker="李德发")
    deliberation.change_text(desk, Opinion, opinion.id, "路要修。")
    point = deliberation.add_point(desk, item.id, PointKind.AGREED, "重了。")
    deliberation.remove(desk, Point, point.id)
    (file,) = deliberation.open_hall(desk, item.meeting_id).items
    assert [o.text for o in file.opinions] == ["路要修。"]
    assert file.agreed == ()
    with pytest.raises(RuleBroken, match="gone"):
        deliberation.remove(desk, Point, point.id)


def test_a_consensus_needs_an_agreed_point(desk: Desk, clock: HandClock) -> None:
    _meeting, item = _running(desk, clock)
    with pytest.raises(BadInput, match="outcome_empty"):
        deliberation.route(desk, item.id, OutcomeKind.CONTINUE, " ")
    with pytest.raises(RuleBroken, match="outcome_needs_points"):
        deliberation.route(desk, item.id, OutcomeKind.CONSENSUS, "修。")
    first = deliberation.route(desk, item.id, OutcomeKind.CONTINUE, "再商量。")
    deliberation.add_point(desk, item.id, PointKind.AGREED, "路宽3.5米。")
    again = deliberation.route(desk, item.id, OutcomeKind.CONSENSUS, "修。")
    assert again.id == first.id


def test_an_item_without_a_topic_has_no_route(desk: Desk, clock: HandClock) -> None:
    meeting_id, _item = _running(desk, clock)
    briefing = agenda.add_item(desk, meeting_id, title="情况通报", kind=ItemKind.BRIEFING)
    with pytest.raises(RuleBroken, match="item_without_topic"):
        deliberation.route(desk, briefing.id, OutcomeKind.CONTINUE, "知道了。")


def test_a_meeting_closes_when_every_topic_has_its_route(desk: Desk, clock: HandClock) -> None:
    meeting_id, item = _running(desk, clock)
    with pytest.raises(RuleBroken, match="outcome_missing"):
        deliberation.close_meeting(desk, meeting_id)
    deliberation.add_point(desk, item.id, PointKind.AGREED, "路宽3.5米。")
    deliberation.route(desk, item.id, OutcomeKind.CONSENSUS, "修。")
    with pytest.raises(RuleBroken, match="measure_missing"):
        deliberation.close_meeting(desk, meeting_id)
    deliberation.add_measure(desk, item.id, "修路", "村委会", day(5, 1))
    hall = deliberation.close_meeting(desk, meeting_id)
    assert hall.meeting.state is MeetingState.CLOSED
    with pytest.raises(RuleBroken, match="meeting_not_open"):
        deliberation.close_meeting(desk, meeting_id)


def test_a_consensus_becomes_tasks_with_owner_and_day(desk: Desk, clock: HandClock) -> None:
    topic = ready_topic(desk, some_people(desk))
    held_meeting(desk, clock, [topic.id])
    file = open_topic(desk, topic.id)
    (task,) = file.tasks
    assert (task.text, task.owner, task.due) == ("报奖补", "村委会", day(4, 11))
    assert file.standing.step(StepKind.DISCUSSION) is not None
    assert file.submissions == ()


def test_what_cannot_be_settled_becomes_a_submission(desk: Desk, clock: HandClock) -> None:
    topic = ready_topic(desk, some_people(desk))
    held_meeting(desk, clock, [topic.id], OutcomeKind.SUBMIT)
    (submission,) = open_topic(desk, topic.id).submissions
    assert submission.addressee == desk.unit.township
    assert submission.submitted_on is None
    assert open_topic(desk, topic.id).tasks == ()


def test_what_goes_on_leaves_the_step_open(desk: Desk, clock: HandClock) -> None:
    topic = ready_topic(desk, some_people(desk))
    held_meeting(desk, clock, [topic.id], OutcomeKind.CONTINUE)
    file = open_topic(desk, topic.id)
    assert file.standing.step(StepKind.DISCUSSION) is None
    assert file.tasks == ()


def test_after_the_end_wording_may_be_mended_but_no_route_and_no_measure(
    desk: Desk, clock: HandClock
) -> None:
    topic = ready_topic(desk, some_people(desk))
    meeting_id = held_meeting(desk, clock, [topic.id])
    (file,) = deliberation.open_hall(desk, meeting_id).items
    measure, item = file.measures[0], file.item
    for late in (
        lambda: deliberation.route(desk, item.id, OutcomeKind.CONTINUE, "还是再商量。"),
        lambda: deliberation.add_measure(desk, item.id, "再修一条", "村委会", day(5, 1)),
        lambda: deliberation.change_measure(desk, measure.id, "不修了", "村委会", day(5, 1)),
        lambda: deliberation.change_text(desk, Measure, measure.id, "不修了"),
        lambda: deliberation.remove(desk, Measure, measure.id),
    ):
        with pytest.raises(RuleBroken, match="meeting_over"):
            late()
    deliberation.record_opinion(desk, item.id, "会后补记。", speaker="李德发")
    deliberation.change_text(desk, Opinion, file.opinions[0].id, "路一定要修。")


def test_closing_by_mistake_can_be_undone(desk: Desk, clock: HandClock) -> None:
    meeting_id, item = _running(desk, clock)
    talk(desk, item.id)
    deliberation.close_meeting(desk, meeting_id)
    undo_last(desk)
    assert deliberation.open_hall(desk, meeting_id).meeting.state is MeetingState.OPEN
    with desk.store.read() as reader:
        assert reader.count(Task) == reader.count(Submission) == 0
        assert reader.count(Outcome) == 1
