"""年度计划 in words: twelve months, the plan beside the meetings, the form of an activity."""

from __future__ import annotations

from msgspec.structs import replace

from tests.clock import HandClock
from tests.making import Attempts, a_meeting, held_meeting, ready_topic, some_people
from tests.presenters.told import Told
from xieshang_desktop.services import plans
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.ui.presenters.plan import PlanPresenter, PlanRow, month_place
from xieshang_desktop.ui.presenters.topic_sheets import Ask


def started(desk: Desk, page: Told, attempts: Attempts) -> PlanPresenter:
    presenter = PlanPresenter(desk, page, attempts)
    presenter.refresh()
    return presenter


def planned(desk: Desk, month: int, subject: str, **fields: object) -> str:
    blank = plans.blank_activity(desk, 2026, month)
    return plans.save_activity(desk, replace(blank, subject=subject, **fields)).id


def filled(page: Told, **typed: str) -> dict[str, str]:
    form = page.last("ask")
    assert isinstance(form, Ask)
    return form.values() | typed


def rows_of(page: Told) -> list[PlanRow]:
    rows: list[PlanRow] = page.last("show_rows")[0]
    return rows


def test_a_year_without_anything_teaches(desk: Desk, page: Told, attempts: Attempts) -> None:
    started(desk, page, attempts)
    assert "还没有计划" in page.last("show_empty")
    years, chosen = page.last("show_years")
    assert (years, chosen) == ([("2026", "2026年"), ("2027", "2027年")], "2026")


def test_every_month_has_a_row_and_its_state_in_words(
    desk: Desk, page: Told, attempts: Attempts, clock: HandClock
) -> None:
    held = held_meeting(desk, clock, [ready_topic(desk, some_people(desk)).id])
    coming = a_meeting(desk, days=20, notice=False)
    planned(desk, 1, "道路养护")
    planned(desk, 3, "生产道路怎么修", meeting_id=held)
    planned(desk, 12, "来年打算")
    started(desk, page, attempts)
    rows = rows_of(page)
    assert [row.month for row in rows] == [f"{month}月" for month in range(1, 13)]
    said = {row.subject: row.state for row in rows if row.subject}
    assert said == {
        "道路养护": ("还没有开", "attention"),
        "生产道路怎么修": ("已开 3月12日", "done"),
        "第一次协商议事会": ("计划外 4月1日", "neutral"),
        "来年打算": ("计划中", "neutral"),
    }
    assert page.last("show_rows")[1] == "计划 3 项，已开 1 项，计划外 1 次"
    planned(desk, 4, "第二步", meeting_id=coming)
    started(desk, page, attempts)
    assert ("定在 4月1日", "waiting") in [row.state for row in rows_of(page)]


def test_a_month_is_planned_from_its_row(desk: Desk, page: Told, attempts: Attempts) -> None:
    presenter = started(desk, page, attempts)
    presenter.open("month:5")
    assert filled(page)["month"] == "5"
    assert page.named("ask") == {"removable": False}
    assert not presenter.answer(filled(page))
    assert attempts.codes == ["activity_subject_missing"]
    assert presenter.answer(filled(page, subject="夏粮晾晒"))
    assert attempts.said == ["已列入计划"]
    assert [row.subject for row in rows_of(page) if row.subject] == ["夏粮晾晒"]


def test_a_meeting_that_no_plan_foresaw_is_added_with_its_name(
    desk: Desk, page: Told, attempts: Attempts
) -> None:
    meeting_id = a_meeting(desk, notice=False)
    presenter = started(desk, page, attempts)
    presenter.open(f"meeting:{meeting_id}")
    values = filled(page)
    assert (values["subject"], values["meeting"], values["month"]) == (
        "第一次协商议事会",
        meeting_id,
        "3",
    )
    assert presenter.answer(values)
    assert page.last("show_rows")[1] == "计划 1 项，已开 0 项"


def test_an_activity_is_changed_and_taken_out(desk: Desk, page: Told, attempts: Attempts) -> None:
    activity_id = planned(desk, 3, "生产道路")
    presenter = started(desk, page, attempts)
    presenter.open(f"activity:{activity_id}")
    assert page.named("ask") == {"removable": True}
    assert presenter.answer(filled(page, month="4"))
    assert attempts.said == ["已改好"]
    presenter.open(f"activity:{activity_id}")
    assert presenter.remove()
    assert plans.find_activity(desk, activity_id) is None
    assert not presenter.remove()


def test_what_was_typed_is_offered_again(desk: Desk, page: Told, attempts: Attempts) -> None:
    presenter = started(desk, page, attempts)
    presenter.new()
    assert filled(page)["month"] == "3"
    presenter.keep(filled(page, subject="夏粮"))
    presenter.new()
    assert filled(page)["subject"] == "夏粮"
    assert presenter.answer(filled(page))
    presenter.new()
    assert filled(page)["subject"] == ""


def test_another_year_begins_with_january(desk: Desk, page: Told, attempts: Attempts) -> None:
    presenter = started(desk, page, attempts)
    presenter.choose_year("2027")
    presenter.new()
    assert presenter.year == 2027
    assert filled(page)["month"] == "1"


def test_months_are_sorted_by_their_place_in_the_year() -> None:
    assert sorted(["10月", "2月", "1月"], key=month_place) == ["1月", "2月", "10月"]
    assert month_place("别的") == 0
