"""汇总: every figure, its comparison, its villages and the records behind it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.township.making import a_small_township
from xieshang_desktop.domain import periods
from xieshang_desktop.domain.figures import KINDS, Figure, kind_term
from xieshang_desktop.domain.meeting import Meeting
from xieshang_desktop.domain.outcome import Outcome, Task
from xieshang_desktop.domain.periods import Period
from xieshang_desktop.domain.terms import Form, MeetingState, Part, TopicSource, VillageState
from xieshang_desktop.domain.township import Village
from xieshang_desktop.errors import RuleBroken
from xieshang_desktop.services.desk import Desk, desk_of
from xieshang_desktop.storage.figures import range_of
from xieshang_desktop.storage.holdings import KEPT, hold
from xieshang_desktop.township.rollup import open_rollup, parts_of, rollup_json
from xieshang_desktop.township.rollup_lists import RecordRow, records_behind

OCTOBER = periods.month(2026, 10)
PERIODS = (
    OCTOBER,
    periods.quarter(2026, 3),
    periods.year(2026),
    periods.days(date(2026, 2, 10), date(2026, 10, 20)),
)

#: Sign-ins are listed by their meetings.
BY_MEETING = {
    Figure.SIGN_INS,
    Figure.SIGN_INS_BY_FORM,
    Figure.WOMEN,
    Figure.PARTY_MEMBERS,
    Figure.OBSERVERS,
}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = a_small_township(tmp_path)
    yield desk
    desk.close()


def by_label(period: Period) -> str:
    return period.label


def every_row(desk: Desk, figure: Figure, period: Period, kind: str = "") -> list[RecordRow]:
    """All pages of a list."""
    rows: list[RecordRow] = []
    page = records_behind(desk, figure, period, kind=kind)
    for number in range(1, page.pages + 1):
        rows += records_behind(desk, figure, period, page=number, kind=kind).rows
    assert len(rows) == page.total
    return rows


@pytest.mark.parametrize("period", PERIODS, ids=by_label)
def test_behind_every_figure_stand_as_many_records(desk: Desk, period: Period) -> None:
    rollup = open_rollup(desk, period)
    for figure, tally in rollup.figures.items():
        rows = every_row(desk, figure, period)
        assert len({(row.village_id, row.object_id) for row in rows}) == len(rows)
        stands = [row.times for row in rows] if figure in BY_MEETING else [1] * len(rows)
        assert sum(stands) == tally.count, figure
        assert sum(line.counts[figure] for line in rollup.villages) == tally.count, figure
        if figure in KINDS:
            ungrounded = tally.count - sum(tally.kinds.values())
            assert ungrounded == 0 or figure is Figure.REFUSED
        for kind, count in tally.kinds.items():
            rows = every_row(desk, figure, period, kind)
            assert sum(r.times if figure in BY_MEETING else 1 for r in rows) == count
            term = kind_term(figure, kind)
            assert term is not None
            assert term.official


def test_the_figures_of_a_range_of_days_are_those_counted_one_by_one(desk: Desk) -> None:
    first, last = date(2026, 2, 10), date(2026, 10, 20)
    rollup = open_rollup(desk, periods.days(first, last))
    held = {MeetingState.OPEN, MeetingState.CLOSED, MeetingState.SEALED}
    meetings = outcomes = done = 0
    for line in rollup.villages:
        with desk_of(desk, line.id).store.read() as reader:
            meetings += sum(
                meeting.state in held and first <= meeting.starts.date() <= last
                for meeting in reader.all(Meeting)
            )
            outcomes += sum(first <= o.decided_on <= last for o in reader.all(Outcome))
            done += sum(first <= t.done_on <= last for t in reader.all(Task) if t.done_on)
    assert meetings
    assert rollup.figures[Figure.MEETINGS].count == meetings
    assert rollup.figures[Figure.OUTCOMES].count == outcomes
    assert rollup.figures[Figure.TASKS_DONE].count == done


def test_people_count_once_a_year_and_are_not_told_for_a_free_range(desk: Desk) -> None:
    year = open_rollup(desk, periods.year(2026)).figures
    months = [
        open_rollup(desk, periods.month(2026, n)).figures[Figure.PARTICIPANTS].count
        for n in range(1, 13)
    ]
    assert max(months) < year[Figure.PARTICIPANTS].count < sum(months)
    assert Figure.PARTICIPANTS not in open_rollup(desk, PERIODS[3]).figures


def test_a_period_stands_beside_the_one_before_it(desk: Desk) -> None:
    now, earlier = open_rollup(desk, OCTOBER), open_rollup(desk, periods.month(2026, 9))
    for figure, tally in now.figures.items():
        if figure in (Figure.TASKS_OPEN, Figure.TASKS_OVERDUE):
            assert tally.before is None
        else:
            assert tally.before == earlier.figures[figure].count
    assert now.satisfaction_before == earlier.satisfaction


def test_outcomes_stand_first_and_villages_in_the_order_of_their_list(desk: Desk) -> None:
    rollup = open_rollup(desk, periods.year(2026))
    assert next(iter(rollup.figures)) is Figure.OUTCOMES
    with desk.store.read() as reader:
        assert [line.id for line in rollup.villages] == [v.id for v in reader.all(Village)]


def test_one_village_and_one_form_can_be_asked_for(desk: Desk) -> None:
    whole = open_rollup(desk, periods.year(2026))
    chosen = whole.villages[1]
    one = open_rollup(desk, periods.year(2026), [chosen.id])
    assert [line.id for line in one.villages] == [chosen.id]
    assert one.figures[Figure.MEETINGS].count == chosen.counts[Figure.MEETINGS]
    squares = open_rollup(desk, periods.year(2026), kinds={Figure.MEETINGS: {Form.SQUARE}}).figures[
        Figure.MEETINGS
    ]
    assert squares.count == whole.figures[Figure.MEETINGS].kinds[Form.SQUARE]
    assert squares.count < whole.figures[Figure.MEETINGS].count


def test_kinds_can_be_asked_for_in_any_range_of_days(desk: Desk) -> None:
    kinds = {Figure.SIGN_INS: {Part.COUNCIL}, Figure.TOPICS: {TopicSource.GRID}}
    whole = open_rollup(desk, PERIODS[3]).figures
    some = open_rollup(desk, PERIODS[3], kinds=kinds).figures
    assert some[Figure.SIGN_INS].count == whole[Figure.SIGN_INS].kinds[Part.COUNCIL]
    assert some[Figure.TOPICS].count == whole[Figure.TOPICS].kinds[TopicSource.GRID]
    assert some[Figure.MEETINGS] == whole[Figure.MEETINGS]


def test_coverage_tells_who_met_who_solved_something_and_who_is_quiet(tmp_path: Path) -> None:
    desk = a_small_township(tmp_path, villages=10)
    coverage = open_rollup(desk, periods.month(2026, 9)).coverage
    with desk.store.read() as reader:
        villages = [village.id for village in reader.all(Village)]
    assert coverage.villages == 10
    assert coverage.quiet == (villages[9],)  # it was silent for the last months
    assert villages[9] not in coverage.met
    assert set(coverage.solved) <= set(villages[:9])
    assert open_rollup(desk, periods.month(2026, 9), quiet_after=400).coverage.quiet == ()
    desk.close()


def test_a_village_that_left_is_not_counted_and_one_without_records_is_quiet(desk: Desk) -> None:
    with desk.store.write() as uow:
        uow.put(Village(id="x", name="新村", state=VillageState.INVITED), "village_invited")
        uow.put(Village(id="y", name="旧村", state=VillageState.LEFT), "village_left")
        uow.commit()
    rollup = open_rollup(desk, OCTOBER)
    assert rollup.villages[-1].name == "新村"
    assert (rollup.villages[-1].last_day, rollup.villages[-1].quiet) == (None, True)
    assert rollup.villages[-1].satisfaction is None


def test_what_the_township_wrote_for_a_kept_village_is_in_the_figures(desk: Desk) -> None:
    village = open_rollup(desk, OCTOBER).villages[0]
    with desk.store.write() as uow:
        hold(uow, village.id, KEPT)
        uow.commit()
    kept = desk_of(desk, village.id)
    with kept.store.read() as reader:
        task = next(task for task in reader.all(Task) if task.done_on)
    before = open_rollup(desk, periods.year(2026)).figures[Figure.TASKS_DONE].count
    with kept.store.write() as uow:
        uow.take_away(Task, task.id, "task_taken_back")
        uow.commit()
    period = periods.year(task.done_on.year) if task.done_on else OCTOBER
    assert open_rollup(desk, period).figures[Figure.TASKS_DONE].count == before - 1


def test_what_was_mirrored_cannot_be_written(desk: Desk) -> None:
    village = desk_of(desk, open_rollup(desk, OCTOBER).villages[0].id)
    with pytest.raises(RuleBroken, match="records_of_others"), village.store.write():
        pass


def test_a_township_without_villages_has_a_roll_up_of_nothing(tmp_path: Path) -> None:
    desk = a_small_township(tmp_path, villages=0)
    rollup = open_rollup(desk, OCTOBER)
    assert (rollup.villages, rollup.satisfaction, rollup.coverage.villages) == ((), None, 0)
    assert not any(tally.count for tally in rollup.figures.values())
    assert records_behind(desk, Figure.MEETINGS, OCTOBER).rows == ()
    desk.close()


def test_a_roll_up_is_json_of_codes_and_numbers(desk: Desk) -> None:
    told = json.loads(rollup_json(open_rollup(desk, OCTOBER)))
    assert told["period"] == {"label": "2026-10", "first": "2026-10-01", "last": "2026-10-31"}
    assert told["figures"]["meetings"]["count"] > 0
    assert set(told["figures"]["outcomes"]["kinds"]) <= {"consensus", "continue", "submit"}
    assert told["villages"][0]["counts"]["meetings"] >= 0


@given(st.dates(date(2000, 1, 1), date(2040, 1, 1)), st.integers(0, 1500))
def test_the_parts_of_a_period_cover_each_of_its_days_once(first: date, length: int) -> None:
    period = periods.days(first, date.fromordinal(first.toordinal() + length))
    wholes, ranges = parts_of(period)
    covered = [range_of(label) for label in wholes] + ranges
    days = [date.fromordinal(first.toordinal() + n).isoformat() for n in range(length + 1)]
    outside = [date.fromordinal(first.toordinal() + n).isoformat() for n in (-1, length + 1)]
    for day in days:
        assert sum(start <= day < end for _label, start, end in covered) == 1
    for day in outside:
        assert not any(start <= day < end for _label, start, end in covered)
