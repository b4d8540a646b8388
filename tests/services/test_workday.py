"""The work page: what is due when, from the records as they stand."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from msgspec.structs import replace

from tests.clock import HandClock
from tests.deciding import a_decision, an_assembly, meeting_of
from tests.making import (
    a_meeting,
    a_topic,
    accepted_topic,
    day,
    held_meeting,
    items_of,
    ready_topic,
    some_people,
    talk,
)
from xieshang_desktop.domain.outcome import Outcome, Submission, Task
from xieshang_desktop.domain.rules import notice_deadline
from xieshang_desktop.domain.terms import OutcomeKind, Rank
from xieshang_desktop.domain.terms_decision import DecisionBody, DecisionState
from xieshang_desktop.ids import BEIJING
from xieshang_desktop.services import (
    decision_door,
    decisions,
    deliberation,
    follow_up,
    minutes,
    publishing,
    sealing,
    topics,
)
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.snapshot import last_backup, read_snapshot, write_snapshot
from xieshang_desktop.services.workday import open_workday


def due(desk: Desk) -> list[tuple[str, date | None]]:
    return [(todo.kind, todo.due) for todo in open_workday(desk).todos]


def test_an_empty_village_has_nothing_to_do(desk: Desk) -> None:
    workday = open_workday(desk)
    assert workday.todos == ()
    assert workday.next_meeting is None
    assert workday.people == 0
    assert workday.room == desk.unit.room


def test_a_topic_just_raised_is_to_be_screened(desk: Desk) -> None:
    topic = a_topic(desk)
    (todo,) = open_workday(desk).todos
    assert (todo.kind, todo.due, todo.object_id) == ("screening_due", None, topic.id)


def test_the_notice_is_due_three_days_before_the_meeting(desk: Desk) -> None:
    topic = ready_topic(desk, some_people(desk))
    meeting_id = a_meeting(desk, [topic.id], notice=False)
    assert due(desk) == [("notice_due", day(3, 9))]
    next_meeting = open_workday(desk).next_meeting
    assert next_meeting is not None
    assert (next_meeting.id, next_meeting.open) == (meeting_id, False)


def test_an_announced_meeting_comes_then_runs_then_asks_for_minutes(
    desk: Desk, clock: HandClock
) -> None:
    topic = ready_topic(desk, some_people(desk))
    meeting_id = a_meeting(desk, [topic.id])
    assert due(desk) == [("meeting_coming", day(3, 12))]
    clock.moment += timedelta(days=10)
    deliberation.open_meeting(desk, meeting_id)
    assert due(desk) == [("meeting_running", day(3, 12))]
    clock.moment += timedelta(days=1)
    running = open_workday(desk).next_meeting
    assert running is not None
    assert running.open  # it goes on past midnight until somebody closes it
    (item,) = items_of(desk, meeting_id)
    talk(desk, item.id, OutcomeKind.CONTINUE)
    deliberation.close_meeting(desk, meeting_id)
    assert dict(due(desk))["minutes_due"] == day(3, 19)
    file = minutes.open_minutes(desk, meeting_id)
    sealing.confirm(desk, file.minutes.id, Rank.FIRST)
    sealing.confirm(desk, file.minutes.id, Rank.SECOND)
    assert due(desk) == [("continue_due", None)]


def test_a_meeting_that_nobody_opened_is_not_the_next_one(desk: Desk, clock: HandClock) -> None:
    a_meeting(desk, [ready_topic(desk, some_people(desk)).id])
    clock.moment += timedelta(days=11)
    assert open_workday(desk).next_meeting is None


def test_a_result_is_posted_answered_worked_off_and_closed_in_turn(
    desk: Desk, clock: HandClock
) -> None:
    topic = ready_topic(desk, some_people(desk))
    meeting_id = held_meeting(desk, clock, [topic.id])
    assert due(desk) == [
        ("minutes_due", day(3, 19)),
        ("result_due", day(3, 19)),
        ("task_due", day(4, 11)),
    ]
    posting = publishing.post(desk, publishing.issue_result(desk, topic.id).id, "公开栏")
    assert due(desk)[1:] == [
        ("posting_may_come_down", day(3, 28)),
        ("answer_due", day(4, 11)),
        ("task_due", day(4, 11)),
    ]
    hanging = open_workday(desk).todos[1]
    assert hanging.object_id == meeting_id
    topics.answer_proposer(desk, topic.id, "定了要修。")
    with desk.store.read() as reader:
        (task,), (outcome,) = reader.all(Task), reader.all(Outcome)
    assert "effect_due" not in dict(due(desk))
    follow_up.finish_task(desk, task.id, "修好了。")
    clock.moment = datetime(2026, 3, 30, 9, tzinfo=BEIJING)
    publishing.take_down(desk, posting.id)
    assert dict(due(desk))["effect_due"] is None
    follow_up.record_effect(desk, outcome.id, "雨天能走。")
    assert ("implementation_due", day(3, 31)) in due(desk)  # the quarter ends
    notice = publishing.issue_implementation(desk, topic.id)
    assert "implementation_due" in dict(due(desk))  # written is not posted
    posting = publishing.post(desk, notice.id, "公开栏")
    assert ("close_due", None) in due(desk)
    hanging = next(t for t in open_workday(desk).todos if t.kind == "implementation_may_come_down")
    assert (hanging.due, hanging.object_id) == (day(4, 15), f"implementation:{topic.id}")
    clock.moment = datetime(2026, 4, 15, 9, tzinfo=BEIJING)
    publishing.take_down(desk, posting.id)
    topics.close_topic(desk, topic.id)
    assert due(desk) == [("minutes_due", day(3, 19))]


def test_what_goes_up_is_handed_in_and_then_awaited(desk: Desk, clock: HandClock) -> None:
    topic = ready_topic(desk, some_people(desk))
    held_meeting(desk, clock, [topic.id], OutcomeKind.SUBMIT)
    assert dict(due(desk))["submission_due"] == day(4, 11)
    with desk.store.read() as reader:
        (submission,) = reader.all(Submission)
    clock.moment += timedelta(days=2)
    follow_up.hand_in(desk, submission.id, "请镇里定。", "柳河镇")
    assert dict(due(desk))["reply_due"] == day(4, 13)
    follow_up.record_reply(desk, submission.id, "同意。")
    assert {"submission_due", "reply_due"}.isdisjoint(dict(due(desk)))


def test_a_posting_far_off_is_not_shown_yet(desk: Desk, clock: HandClock) -> None:
    topic = ready_topic(desk, some_people(desk))
    held_meeting(desk, clock, [topic.id])
    publishing.post(desk, publishing.issue_result(desk, topic.id).id, "公开栏")
    clock.moment -= timedelta(days=20)
    assert "posting_may_come_down" not in dict(due(desk))


def test_the_year_is_counted_from_its_first_of_january(desk: Desk, clock: HandClock) -> None:
    topic = ready_topic(desk, some_people(desk))
    held_meeting(desk, clock, [topic.id])
    accepted_topic(desk, "路灯")
    workday = open_workday(desk)
    assert (workday.meetings_held, workday.outcomes_year, workday.tasks_open) == (1, 1, 1)
    assert workday.topics_by_state == {"accepted": 2}
    assert workday.people == 12
    clock.moment = datetime(2027, 1, 4, 9, tzinfo=BEIJING)
    workday = open_workday(desk)
    assert (workday.meetings_held, workday.outcomes_year) == (0, 0)
    assert workday.tasks_overdue == 1


def test_the_snapshot_says_what_the_work_page_said(desk: Desk) -> None:
    a_topic(desk)
    workday = open_workday(desk)
    write_snapshot(desk.folder, workday)
    assert read_snapshot(desk.folder) == workday


@pytest.mark.parametrize("content", [b"", b"not json", b'{"room": 5}'])
def test_a_damaged_snapshot_counts_as_none(desk: Desk, content: bytes) -> None:
    (desk.folder / "snapshot.json").write_bytes(content)
    assert read_snapshot(desk.folder) is None


def test_a_copy_with_a_strange_name_does_not_count_as_the_last(desk: Desk) -> None:
    assert last_backup(desk.folder) is None
    folder = desk.folder / "backups"
    folder.mkdir()
    (folder / "XSB1-0123456789ab-20260301-081000.xsk").touch()
    (folder / "XSB1-0123456789ab-old copy.xsk").touch()
    assert last_backup(desk.folder) == datetime(2026, 3, 1, 8, 10, tzinfo=BEIJING)


def test_a_meeting_that_decides_asks_for_its_notice_then_runs_then_for_its_seal(
    desk: Desk, clock: HandClock
) -> None:
    people = an_assembly(desk)
    starts = desk.clock() + timedelta(days=12)
    meeting_id = a_decision(desk, body=DecisionBody.VILLAGERS)

    def todo() -> tuple[str, date | None, str]:
        (found,) = [t for t in open_workday(desk).todos if t.kind.startswith("decision_")]
        return found.kind, found.due, found.object_id

    assert todo() == ("decision_coming", starts.date(), meeting_id)
    moved = replace(meeting_of(desk, meeting_id), place="村小学")
    decisions.change_decision(desk, moved)  # people must be told again, ten days before
    kind, due_on, _id = todo()
    assert (kind, due_on) == ("decision_notice_due", notice_deadline(starts.date(), 10))
    decisions.tell(desk, meeting_id)
    clock.moment += timedelta(days=12)
    for person in people:
        decision_door.come_in(desk, meeting_id, person.id)
    decisions.open_decision(desk, meeting_id)
    assert todo()[0] == "decision_running"
    decisions.close_decision(desk, meeting_id)
    assert todo() == ("decision_record_due", None, meeting_id)
    with desk.store.write() as uow:
        uow.put(
            replace(meeting_of(desk, meeting_id), state=DecisionState.CANCELLED), "decision_changed"
        )
        uow.commit()
    assert not [t for t in open_workday(desk).todos if t.kind.startswith("decision_")]


def test_a_running_meeting_stands_before_all_that_is_overdue(desk: Desk, clock: HandClock) -> None:
    people = some_people(desk)
    a_meeting(desk, [ready_topic(desk, people).id], notice=False)
    meeting_id = a_meeting(desk, [ready_topic(desk, people, "清淤").id])
    clock.moment += timedelta(days=10)
    deliberation.open_meeting(desk, meeting_id)
    clock.moment += timedelta(days=5)
    todos = open_workday(desk).todos
    assert len(todos) > 1
    assert (todos[0].kind, todos[0].object_id) == ("meeting_running", meeting_id)
