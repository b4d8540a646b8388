"""Whatever is received in whatever order: the figures that were kept equal a rebuild from the
records, and a count by hand."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.storage.handed_over import VILLAGE, Line, at
from tests.storage.village import opened
from xieshang_desktop.domain.attendance import Attendance
from xieshang_desktop.domain.figures import Figure
from xieshang_desktop.domain.meeting import Meeting
from xieshang_desktop.domain.outcome import Outcome, Task
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.publicity import Notice, Posting
from xieshang_desktop.domain.record import Record
from xieshang_desktop.domain.terms import (
    AttendanceState,
    Form,
    MeetingState,
    NoticeKind,
    OutcomeKind,
    Part,
    Sex,
    TaskState,
    TopicClass,
    TopicSource,
    TopicState,
)
from xieshang_desktop.domain.topic import Topic
from xieshang_desktop.storage import figures
from xieshang_desktop.storage.holdings import KEPT, MIRRORED, hold
from xieshang_desktop.storage.receiving import take_in
from xieshang_desktop.storage.unit_of_work import Store

DAYS = (date(2025, 12, 30), date(2026, 1, 2), date(2026, 3, 31), date(2026, 4, 1))


@contextmanager
def a_township(folder: Path) -> Iterator[Store]:
    with opened(folder / "data", folder / "device") as store:
        with store.write() as uow:
            hold(uow, VILLAGE, MIRRORED)
            uow.commit()
        yield store


def receive(store: Store, line: Line, first: int = 1, last: int | None = None) -> None:
    with store.write() as uow:
        take_in(uow, VILLAGE, line.name, line.entries[first - 1 : last])
        uow.commit()


def kept(store: Store) -> list[tuple[Any, ...]]:
    """The figures after what was received is counted."""
    with store.write() as uow:
        figures.freshen(uow)
        assert figures.stale(uow) == []
        uow.commit()
    with store.read() as reader:
        rows = reader.connection.execute("SELECT * FROM figures ORDER BY 1, 2, 3, 4")
        return rows.fetchall()


def rebuilt(store: Store) -> list[tuple[Any, ...]]:
    """The figures of a rebuild, which is not kept."""
    with store.write() as uow:
        figures.rebuild(uow)
        return uow.connection.execute("SELECT * FROM figures ORDER BY 1, 2, 3, 4").fetchall()


def number(store: Store, period: str, figure: Figure, kind: str = "") -> int:
    return sum(
        row[4] for row in kept(store) if row[1:3] == (period, figure) and kind in ("", row[3])
    )


def meeting(
    n: int, day: date, state: MeetingState = MeetingState.SEALED, form: Form = Form.MEETING
) -> Meeting:
    return Meeting(id=f"m{n}", number="1", title="议事", starts=at(day), state=state, form=form)


def came(
    m: int, p: int, state: AttendanceState = AttendanceState.PRESENT, part: Part = Part.COUNCIL
) -> Attendance:
    return Attendance(
        id=f"a{m}{p}", meeting_id=f"m{m}", person_id=f"p{p}", state=state, part=part, at=at(DAYS[0])
    )


def person(n: int, sex: Sex = Sex.FEMALE, *, member: bool = False) -> Person:
    return Person(id=f"p{n}", name="吴桂兰", sex=sex, party_member=member, phones=("19900000001",))


def outcome(n: int, day: date, satisfaction: int | None = None) -> Outcome:
    return Outcome(
        id=f"o{n}",
        topic_id="t0",
        meeting_id="m0",
        agenda_item_id="i",
        kind=OutcomeKind.CONSENSUS,
        text="修。",
        decided_on=day,
        satisfaction=satisfaction,
    )


def topic(n: int, day: date, state: TopicState, later: date) -> Topic:
    refused = state is TopicState.REFUSED
    over = state in {TopicState.REFUSED, TopicState.CLOSED}
    return Topic(
        id=f"t{n}",
        number="1",
        title="路灯",
        source=TopicSource.VILLAGERS,
        topic_class=TopicClass.LIVELIHOOD,
        proposer="吴桂兰",
        proposed_on=day,
        state=state,
        decided_on=later if refused else None,
        reason="个人纠纷" if refused else "",
        answered_on=later if over else None,
    )


def task(n: int, due: date, done: date | None) -> Task:
    state = TaskState.OPEN if done is None else TaskState.DONE
    return Task(
        id=f"k{n}",
        outcome_id="o0",
        topic_id="t0",
        text="装灯",
        owner="村委会",
        due=due,
        state=state,
        done_on=done,
    )


def notice(kind: NoticeKind) -> Notice:
    return Notice(id="n0", kind=kind, title="结果", issued_on=DAYS[0], days=15)


def posting(day: date, removed: date | None) -> Posting:
    return Posting(
        id="g0",
        notice_id="n0",
        place="公开栏",
        posted_on=day,
        removable_on=day,
        removed_on=removed,
    )


SMALL = st.integers(0, 2)
ANY_DAY = st.sampled_from(DAYS)
VALUES: st.SearchStrategy[Record] = st.one_of(
    st.builds(meeting, SMALL, ANY_DAY, st.sampled_from(MeetingState), st.sampled_from(Form)),
    st.builds(came, SMALL, SMALL, st.sampled_from(AttendanceState), st.sampled_from(Part)),
    st.builds(person, SMALL, st.sampled_from(Sex), member=st.booleans()),
    st.builds(outcome, SMALL, ANY_DAY, st.none() | st.integers(0, 100)),
    st.builds(topic, SMALL, ANY_DAY, st.sampled_from(TopicState), ANY_DAY),
    st.builds(task, SMALL, ANY_DAY, st.none() | ANY_DAY),
    st.builds(notice, st.sampled_from(NoticeKind)),
    st.builds(posting, ANY_DAY, st.none() | ANY_DAY),
)
STEPS = st.lists(
    st.tuples(st.sampled_from(("put", "put", "put", "take_away", "withhold")), VALUES),
    min_size=1,
    max_size=25,
)


def written(line: Line, steps: Sequence[tuple[str, Record]]) -> Line:
    for step, value in steps:
        getattr(line, step)(value)
    return line


@settings(max_examples=150)
@given(STEPS, STEPS, st.lists(st.integers(1, 60), max_size=4), st.booleans(), st.booleans())
def test_kept_figures_equal_a_rebuild_after_any_receiving(
    before: list[tuple[str, Record]],
    after: list[tuple[str, Record]],
    cuts: list[int],
    forks: bool,
    closes: bool,
) -> None:
    """In bundles of any size, on two lines; the older may grow on after the fork and be closed."""
    line = written(Line(), before)
    second = Line("bbbb0002", line) if forks else None
    fork = len(line.entries)
    written(line, after)
    if second is not None:
        written(second, after[::-1])
        if closes:
            second.close(line, fork)
    with tempfile.TemporaryDirectory() as folder, a_township(Path(folder)) as store:
        first = 1
        for last in sorted(cut for cut in cuts if cut < len(line.entries)):
            receive(store, line, first, last)
            first = last + 1
            assert kept(store) == rebuilt(store)
        receive(store, line, first)
        assert kept(store) == rebuilt(store)
        if second is not None:
            receive(store, second)
            assert kept(store) == rebuilt(store)
        receive(store, line)  # the same bundle a second time
        assert kept(store) == rebuilt(store)


def test_a_meeting_that_moves_takes_its_sign_ins_to_another_month(tmp_path: Path) -> None:
    line = written(Line(), [("put", v) for v in (meeting(0, DAYS[2]), person(1), came(0, 1))])
    with a_township(tmp_path) as store:
        receive(store, line)
        assert number(store, "2026-03", Figure.WOMEN) == 1
        line.put(meeting(0, DAYS[3]))
        receive(store, line, 5)
        assert number(store, "2026-03", Figure.MEETINGS) == 0
        assert number(store, "2026-03", Figure.WOMEN) == 0
        assert number(store, "2026-04", Figure.WOMEN) == 1
        assert number(store, "2026-Q1", Figure.SIGN_INS) == 0
        assert number(store, "2026", Figure.SIGN_INS) == 1


def test_who_comes_twice_is_one_participant_of_the_year_and_two_sign_ins(tmp_path: Path) -> None:
    values = (meeting(0, DAYS[1]), meeting(1, DAYS[2]), came(0, 1), came(1, 1), came(1, 2))
    with a_township(tmp_path) as store:
        receive(store, written(Line(), [("put", value) for value in values]))
        assert number(store, "2026", Figure.SIGN_INS) == 3
        assert number(store, "2026", Figure.PARTICIPANTS) == 2
        assert number(store, "2026-Q1", Figure.PARTICIPANTS) == 2
        assert number(store, "2026-01", Figure.PARTICIPANTS) == 1


def test_only_a_meeting_that_was_held_counts(tmp_path: Path) -> None:
    values = (
        meeting(0, DAYS[1], MeetingState.CANCELLED),
        meeting(1, DAYS[1], MeetingState.PLANNED),
    )
    with a_township(tmp_path) as store:
        receive(store, written(Line(), [("put", v) for v in (*values, came(0, 1), came(1, 2))]))
        assert kept(store) == []


def test_a_meeting_that_stopped_and_goes_on_another_day_counts(tmp_path: Path) -> None:
    stopped = meeting(0, DAYS[1], MeetingState.ADJOURNED)
    with a_township(tmp_path) as store:
        receive(store, written(Line(), [("put", stopped), ("put", came(0, 0))]))
        assert number(store, "2026-01", Figure.MEETINGS) == 1
        assert number(store, "2026-01", Figure.SIGN_INS) == 1
        with store.read() as reader:
            days = figures.last_days(reader, [VILLAGE], DAYS[2])
    assert days == {VILLAGE: DAYS[1]}


def test_a_person_whose_sex_is_corrected_changes_every_month_they_came(tmp_path: Path) -> None:
    values = (
        person(1, Sex.UNKNOWN),
        meeting(0, DAYS[0]),
        meeting(1, DAYS[3]),
        came(0, 1),
        came(1, 1),
    )
    line = written(Line(), [("put", value) for value in values])
    with a_township(tmp_path) as store:
        receive(store, line)
        line.put(person(1, Sex.FEMALE))
        receive(store, line, 7)
        assert number(store, "2025-12", Figure.WOMEN) == 1
        assert number(store, "2026-04", Figure.WOMEN) == 1


def test_a_task_done_on_its_last_day_is_in_time_and_a_day_later_is_not(tmp_path: Path) -> None:
    values = (task(0, DAYS[2], DAYS[2]), task(1, DAYS[2], DAYS[3]), task(2, DAYS[2], None))
    with a_township(tmp_path) as store:
        receive(store, written(Line(), [("put", value) for value in values]))
        assert number(store, "2026-03", Figure.TASKS_DONE, "in_time") == 1
        assert number(store, "2026-04", Figure.TASKS_DONE, "late") == 1
        with store.read() as reader:
            now = figures.counted_today(reader, [VILLAGE], DAYS[2])
            later = figures.counted_today(reader, [VILLAGE], DAYS[3])
        assert {row.figure: row.number for row in now} == {Figure.TASKS_OPEN: 1}
        assert {row.figure: row.number for row in later} == {
            Figure.TASKS_OPEN: 1,
            Figure.TASKS_OVERDUE: 1,
        }


def test_a_posting_hung_long_enough_after_fifteen_days_and_of_a_meeting_none_counts(
    tmp_path: Path,
) -> None:
    line = written(Line(), [("put", notice(NoticeKind.RESULT)), ("put", posting(DAYS[1], None))])
    with a_township(tmp_path) as store:
        receive(store, line)
        assert number(store, "2026-01", Figure.POSTINGS, "up") == 1
        line.put(posting(DAYS[1], date(2026, 1, 16)))
        receive(store, line, 4)
        assert number(store, "2026-01", Figure.POSTINGS, "short") == 1
        line.put(posting(DAYS[1], date(2026, 1, 17)))
        receive(store, line, 5)
        assert number(store, "2026-01", Figure.POSTINGS, "full") == 1
        line.put(notice(NoticeKind.MEETING))
        receive(store, line, 6)
        assert kept(store) == []


def test_the_percentages_asked_are_added_up_beside_their_number(tmp_path: Path) -> None:
    values = (outcome(0, DAYS[1], 80), outcome(1, DAYS[1], 91), outcome(2, DAYS[1], None))
    with a_township(tmp_path) as store:
        receive(store, written(Line(), [("put", value) for value in values]))
        assert number(store, "2026-01", Figure.SATISFACTION) == 2
        rows = {row[2]: row[4] for row in kept(store) if row[1] == "2026-01"}
        assert rows["satisfaction_percent"] == 171


def test_a_kept_village_is_counted_when_it_grew(tmp_path: Path) -> None:
    with a_township(tmp_path) as store:
        receive(store, written(Line(), [("put", meeting(0, DAYS[1]))]))
        with store.write() as uow:
            hold(uow, VILLAGE, KEPT)
            uow.commit()
        village = Store(store.database, VILLAGE, "aaaa0001")
        with village.write() as uow:
            uow.put(meeting(1, DAYS[1]), "meeting_planned")
            uow.commit()
        with store.read() as reader:
            assert figures.stale(reader) == [VILLAGE]
        assert number(store, "2026-01", Figure.MEETINGS) == 2


def test_a_count_of_days_equals_the_kept_month(tmp_path: Path) -> None:
    values = (meeting(0, DAYS[1]), meeting(1, DAYS[2]), came(0, 1), came(1, 1), person(1))
    with a_township(tmp_path) as store:
        receive(store, written(Line(), [("put", value) for value in values]))
        assert kept(store)
        with store.read() as reader:
            days = ("", "2026-01-01", "2026-03-31~")
            now = figures.counted(reader, [VILLAGE], [days], [Figure.SIGN_INS, Figure.WOMEN])
            months = figures.stored(reader, [VILLAGE], ["2026-Q1"], [Figure.SIGN_INS, Figure.WOMEN])
        assert sorted(now) == sorted(months)
