"""The practice village keeps its promises."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.practice_village import Steps, practice_village
from xieshang_desktop import resources
from xieshang_desktop.domain.attachment import Attachment
from xieshang_desktop.domain.attendance import Invitation
from xieshang_desktop.domain.meeting import AgendaItem, Meeting, Opinion
from xieshang_desktop.domain.note import Note
from xieshang_desktop.domain.outcome import Outcome, Submission, Task
from xieshang_desktop.domain.people import Person, RoleHeld
from xieshang_desktop.domain.publicity import Notice, Posting
from xieshang_desktop.domain.terms import (
    MeetingState,
    NoticeKind,
    OutcomeKind,
    StepKind,
    TaskState,
    TopicState,
)
from xieshang_desktop.domain.topic import Topic
from xieshang_desktop.errors import BadInput, WorldFailed
from xieshang_desktop.ids import BEIJING
from xieshang_desktop.services import papers_public, practice, upkeep
from xieshang_desktop.services.desk import Desk, open_desk
from xieshang_desktop.services.plans import year_plan
from xieshang_desktop.services.practice_years import meeting_days
from xieshang_desktop.services.topic_file import list_topics
from xieshang_desktop.services.village_days import village_calendar, when_words
from xieshang_desktop.services.workday import open_workday

DAY = practice.FIXED_DAY


@pytest.fixture(scope="module")
def steps() -> Steps:
    return []


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory, steps: Steps) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("practice")
    steps += practice_village(tmp_path_factory, folder / "village", folder / "device")
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


def test_whoever_has_a_part_in_a_meeting_was_grown_up_on_its_day(village: Desk) -> None:
    with village.store.read() as reader:
        people = {person.id: person for person in reader.all(Person, villager=True)}
        meetings = {meeting.id: meeting.starts.date() for meeting in reader.all(Meeting)}
        days = [(i.person_id, meetings[i.meeting_id]) for i in reader.all(Invitation)]
        begun = min(meetings.values())
        days += [(held.person_id, begun) for held in reader.all(RoleHeld)]
        days += [(t.proposer_id or "", t.proposed_on) for t in reader.all(Topic)]
    ages = [(people[who].birth, day) for who, day in days if who in people]
    assert len(ages) > 1000
    assert [birth for birth, day in ages if not _grown(birth, day)] == []


def _grown(birth: str, day: date) -> bool:
    """By the latest day that a birth `1997`, `1997-05` or `1997-05-03` leaves open."""
    return birth != "" and f"{int(birth[:4]) + 18}{birth[4:]}" <= day.isoformat()[: len(birth)]


def test_no_child_of_the_roster_is_in_the_party(village: Desk) -> None:
    with village.store.read() as reader:
        members = reader.all(Person, party_member=True)
    assert len(members) > 100
    assert all(_grown(person.birth, date(2022, 1, 1)) for person in members)


def test_about_25_notes_a_year_are_kept_most_seen_to_and_some_became_topics(
    village: Desk,
) -> None:
    with village.store.read() as reader:
        notes = reader.all(Note, "told_on")
        topics = {topic.id: topic for topic in reader.all(Topic)}
    assert 20 <= len(notes) <= 32
    assert len({note.text for note in notes}) == len(notes)
    assert len({note.channel for note in notes}) >= 5
    handled = [note for note in notes if note.handling]
    raised = [topics[note.topic_id] for note in notes if note.topic_id]
    assert len(notes) * 0.5 < len(handled) < len(notes)
    assert 3 <= len(raised) <= 10
    assert all(topic.kind and topic.proposer_id for topic in raised)
    assert notes[-1].told_on <= DAY.date()
    assert not [note for note in notes if "{" in note.text + note.handling]


def test_what_is_told_of_a_season_is_told_in_it(village: Desk) -> None:
    described = json.loads(resources.path("practice", "notes.json").read_text("utf-8"))["notes"]
    with village.store.read() as reader:
        told = [(note.text, note.told_on.month) for note in reader.all(Note)]
    for each in described:
        months = {month for text, month in told if text == each["text"]}
        assert not each["months"] or months <= set(each["months"])


def test_the_market_and_the_busy_seasons_are_known_and_printed(village: Desk) -> None:
    calendar = village_calendar(village)
    assert calendar.market_days == (2, 7)
    assert [season.name for season in calendar.busy_seasons] == ["夏收夏种", "秋收秋种"]
    market = datetime(2026, 3, 20, 9, tzinfo=BEIJING)
    assert when_words(village, market) == "2026年3月20日（星期五，农历二月初二，逢集）上午9:00"


def test_each_year_has_a_plan_whose_past_months_were_carried_out(village: Desk) -> None:
    this = year_plan(village, 2026)
    assert this.planned == 14
    assert [line.meeting is not None for line in this.months[0] if line.activity] == [True]
    assert not any(line.meeting for line in this.months[11])
    last = year_plan(village, 2025)
    assert last.planned == last.carried_out > 8
    assert all(
        line.meeting.starts.month == number
        for number, month in enumerate(last.months, 1)
        for line in month
        if line.meeting
    )


def test_what_came_of_a_closed_topic_hangs_out(village: Desk) -> None:
    with village.store.read() as reader:
        closed = {topic.id for topic in reader.all(Topic, state=TopicState.CLOSED)}
        notices = [n for n in reader.all(Notice) if n.kind is NoticeKind.IMPLEMENTATION]
        posted = {posting.notice_id for posting in reader.all(Posting)}
    assert len(closed) > 50
    assert {notice.topic_id for notice in notices} >= closed
    assert all(notice.id in posted for notice in notices)


def test_pictures_before_and_after_are_said_to_be_drawings(village: Desk) -> None:
    with village.store.read() as reader:
        pictures = reader.all(Attachment, media_type="image/jpeg")
        illustrated = {outcome.id: outcome.topic_id for outcome in reader.all(Outcome)}
    assert pictures
    assert all("示意图" in picture.caption for picture in pictures)
    topic_id = illustrated[pictures[0].object_id]
    shown = papers_public.implementation_paper(village, topic_id, {}).photos
    assert [photo.caption for photo in shown] == ["办理前（示意图）", "办理后（示意图）"]


def test_people_speak_in_sentences_without_left_over_blanks(village: Desk) -> None:
    with village.store.read() as reader:
        texts = [o.text for o in reader.all(Opinion)]
        texts += [t.title + t.background + t.answer for t in reader.all(Topic)]
        speakers = [o for o in reader.all(Opinion) if o.person_id]
    assert not [text for text in texts if "{" in text or not text.strip()]
    assert len(speakers) > 500


def test_progress_is_told_meeting_by_meeting(village: Desk, steps: Steps) -> None:
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
