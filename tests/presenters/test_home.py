"""The work page in words: what is late, what is soon, where each button leads."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from tests.making import a_desk, a_topic, some_people
from xieshang_desktop.ids import BEIJING
from xieshang_desktop.services.snapshot import Todo, Workday
from xieshang_desktop.services.workday import open_workday
from xieshang_desktop.ui.places import PAGES
from xieshang_desktop.ui.presenters.home import SHOWN, home_view
from xieshang_desktop.wording import todos

TODAY = date(2026, 3, 11)

BLANK = Workday(
    room="张家村协商议事室",
    day=TODAY,
    todos=(),
    next_meeting=None,
    topics_by_state={},
    meetings_held=0,
    tasks_open=0,
    tasks_overdue=0,
    tasks_done=0,
    outcomes_year=0,
    waiting_bundles=0,
    unwritten_entries=0,
    backed_up_at=None,
    people=0,
    practice=False,
)


def with_todo(kind: str, due: date | None) -> Workday:
    return BLANK._replace(todos=(Todo(kind=kind, due=due, title="修路", object_id="x"),))


def test_an_empty_village_is_taught_what_comes_first() -> None:
    view = home_view(BLANK)
    assert "名册" in view.empty
    assert view.fill == ("导入名册", "people/import")
    people = home_view(BLANK._replace(people=1180))
    assert "登记成议题" in people.empty
    assert people.fill == ("", "")
    done = home_view(BLANK._replace(people=1180, topics_by_state={"closed": 3}))
    assert done.empty == "今天没有要办的事。"


@pytest.mark.parametrize(
    ("days", "above", "note", "kind"),
    [
        (-3, "逾期", "逾期 3 天", "attention"),
        (0, "3月", "今天", "waiting"),
        (1, "3月", "明天", "waiting"),
        (3, "3月", "3月14日", "waiting"),
        (4, "3月", "3月15日", "neutral"),
    ],
)
def test_the_badge_tells_how_near_a_day_is(days: int, above: str, note: str, kind: str) -> None:
    (row,) = home_view(with_todo("task_due", TODAY + timedelta(days=days))).todos
    assert (row.above, row.note, row.kind) == (above, note, kind)
    assert row.day == str((TODAY + timedelta(days=days)).day)


def test_what_has_no_day_is_for_any_day() -> None:
    (row,) = home_view(with_todo("screening_due", None)).todos
    assert (row.above, row.day, row.note, row.kind) == ("随时", "…", "", "neutral")


@pytest.mark.parametrize("kind", ["posting_may_come_down", "meeting_coming", "meeting_running"])
def test_what_may_be_done_later_is_never_called_late(kind: str) -> None:
    (row,) = home_view(with_todo(kind, TODAY - timedelta(days=2))).todos
    assert row.kind == "waiting"
    assert "逾期" not in row.above + row.note


@pytest.mark.parametrize("kind", sorted(todos._KINDS))  # noqa: SLF001 - every kind there is
def test_every_kind_of_thing_to_do_leads_to_a_page(kind: str) -> None:
    (row,) = home_view(with_todo(kind, TODAY)).todos
    assert row.page in PAGES
    assert row.object_id.partition("#")[0] == "x"
    assert "修路" in row.sentence
    assert row.button


def test_a_meetings_button_opens_the_part_where_the_work_is() -> None:
    parts = {
        kind: home_view(with_todo(kind, TODAY)).todos[0].object_id
        for kind in ("notice_due", "meeting_running", "minutes_due", "posting_may_come_down")
    }
    assert parts == {
        "notice_due": "x#plan",
        "meeting_running": "x#hall",
        "minutes_due": "x#minutes",
        "posting_may_come_down": "x#publicity",
    }


def test_more_than_a_days_list_is_counted() -> None:
    todo = Todo(kind="task_due", due=TODAY, title="修路", object_id="x")
    view = home_view(BLANK._replace(todos=(todo,) * 40))
    assert (len(view.todos), view.more) == (SHOWN, 40 - SHOWN)


def test_the_day_is_said_in_full() -> None:
    assert home_view(BLANK).day == "2026年3月11日　星期三"


def test_the_snapshot_is_marked_until_it_is_refreshed() -> None:
    assert home_view(BLANK, waiting=True).waiting
    assert not home_view(BLANK).waiting


def test_outcomes_come_before_counts(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    some_people(desk)
    a_topic(desk)
    view = home_view(open_workday(desk))
    labels = [label for label, _value in view.figures]
    assert labels[:2] == ["办成的事", "协商出结果"]
    assert dict(view.figures)["待筛选"] == "1 个"
    assert dict(view.figures)["名册"] == "12 人"
    desk.close()


def test_a_meeting_in_the_evening_of_new_year_has_its_month() -> None:
    day = datetime(2026, 12, 31, 23, tzinfo=BEIJING).date()
    (row,) = home_view(with_todo("meeting_coming", day)).todos
    assert (row.above, row.day) == ("12月", "31")
