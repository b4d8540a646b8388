"""The practice village keeps its promises."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xieshang_desktop.domain.meeting import AgendaItem, Meeting, Opinion
from xieshang_desktop.domain.outcome import Outcome, Submission, Task
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.terms import (
    MeetingState,
    OutcomeKind,
    StepKind,
    TaskState,
    TopicState,
)
from xieshang_desktop.domain.topic import Topic
from xieshang_desktop.errors import BadInput, WorldFailed
from xieshang_desktop.ids import BEIJING
from xieshang_desktop.services import practice, upkeep
from xieshang_desktop.services.desk import Desk, open_desk
from xieshang_desktop.services.practice_years import meeting_days
from xieshang_desktop.services.topic_file import list_topics
from xieshang_desktop.services.workday import open_workday

DAY = practice.FIXED_DAY


@pytest.fixture(scope="module")
def steps() -> list[tuple[int, int]]:
    return []


@pytest.fixture(scope="module")
def village(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[int, int]]
) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("practice")
    practice.make(
        folder / "village",
        years=1,
        today=DAY,
        device_dir=folder / "device",
        progress=lambda done, of: steps.append((done, of)),
    )
    desk = open_desk(folder / "village", folder / "device", lambda: DAY)
    yield desk
    desk.close()


def test_the_whole_roster_lives_there(village: Desk) -> None:
    with village.store.read() as reader:
        assert reader.count(Person, villager=True) == 1180


def test_it_is_marked_as_practice(village: Desk) -> None:
    assert village.unit.practice
    assert open_workday(village).practice


def test_the_record_is_whole_and_goes_on_where_it_was_made(village: Desk) -> None:
    assert upkeep.check(village).whole
    assert not village.new_line


def test_twenty_four_meetings_were_held_with_five_new_topics_each(village: Desk) -> None:
    with village.store.read() as reader:
        states = Counter(m.state for m in reader.all(Meeting))
        items = Counter(i.topic_id for i in reader.all(AgendaItem))
    assert states == {MeetingState.SEALED: 23, MeetingState.CLOSED: 1, MeetingState.PLANNED: 2}
    assert len(items) == 25 * 5 + 1


def test_one_meeting_waits_for_minutes_one_is_announced_and_one_is_not(village: Desk) -> None:
    kinds = Counter(todo.kind for todo in open_workday(village).todos)
    assert (kinds["minutes_due"], kinds["meeting_coming"], kinds["notice_due"]) == (1, 1, 1)


def test_exactly_two_tasks_are_overdue_and_others_are_under_way(village: Desk) -> None:
    with village.store.read() as reader:
        tasks = reader.all(Task, state=TaskState.OPEN)
    assert sum(task.overdue(DAY.date()) for task in tasks) == 2
    assert len(tasks) > 5


def test_nothing_else_is_overdue(village: Desk) -> None:
    late = [t for t in open_workday(village).todos if t.due and t.due < DAY.date()]
    assert Counter(t.kind for t in late) == {"task_due": 2}


def test_topics_stand_in_every_state_and_at_every_step(village: Desk) -> None:
    lines = list_topics(village)
    assert {line.topic.state for line in lines} == set(TopicState)
    at = {line.current for line in lines if line.topic.state is TopicState.ACCEPTED}
    assert at == {*StepKind, None} - {StepKind.TOPIC}
    collected = [line.topic for line in lines if line.topic.state is TopicState.COLLECTED]
    assert {topic.screening is None for topic in collected} == {True, False}


def test_every_route_was_taken_and_an_answer_is_awaited(village: Desk) -> None:
    with village.store.read() as reader:
        assert {outcome.kind for outcome in reader.all(Outcome)} == set(OutcomeKind)
        waiting = [s for s in reader.all(Submission) if s.submitted_on and not s.replied_on]
        prepared = [s for s in reader.all(Submission) if not s.submitted_on]
    assert waiting
    assert prepared


def test_the_number_in_a_title_counts_within_its_year(village: Desk) -> None:
    with village.store.read() as reader:
        meetings = reader.all(Meeting)
    for meeting in meetings:
        year, number = meeting.number.split("-")
        assert year == str(meeting.starts.year)
        if "次" in meeting.title:
            assert meeting.title.startswith(f"{year}年第{int(number)}次")
    assert {m.number for m in meetings} >= {"2025-01", "2026-01"}


def test_people_speak_in_sentences_without_left_over_blanks(village: Desk) -> None:
    with village.store.read() as reader:
        texts = [o.text for o in reader.all(Opinion)]
        texts += [t.title + t.background + t.answer for t in reader.all(Topic)]
        speakers = [o for o in reader.all(Opinion) if o.person_id]
    assert not [text for text in texts if "{" in text or not text.strip()]
    assert len(speakers) > 500


def test_progress_is_told_meeting_by_meeting(village: Desk, steps: list[tuple[int, int]]) -> None:
    assert steps == [(number, 24) for number in range(1, 25)]


def test_a_folder_that_holds_data_is_left_alone(village: Desk) -> None:
    with pytest.raises(BadInput, match="practice_there"):
        practice.make(village.folder)


def test_only_a_practice_village_can_be_thrown_away(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    with pytest.raises(BadInput, match="not_a_practice"):
        practice.throw_away(tmp_path / "real")
    practice.throw_away(tmp_path / "never-there")


def test_a_place_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where a folder should be", "utf-8")
    with pytest.raises(WorldFailed):
        practice.make(blocked / "village", years=1, device_dir=tmp_path / "device")


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2040, 12, 31)).map(  # noqa: DTZ001 - zoned below
        lambda moment: moment.replace(tzinfo=BEIJING)
    ),
    st.integers(1, 30),
)
def test_there_are_two_meeting_days_in_every_month(latest: datetime, years: int) -> None:
    days = meeting_days(latest, 24 * years)
    assert len(days) == 24 * years + 2
    assert days == sorted(days)
    assert latest - timedelta(days=3) <= days[-3] <= latest
    assert latest + timedelta(days=11) <= days[-2] <= latest + timedelta(days=17)
    months = Counter((day.year, day.month) for day in days[1:-1])
    assert set(list(months.values())[1:-1]) == {2}
