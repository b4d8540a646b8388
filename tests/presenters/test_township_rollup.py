"""汇总 in words: periods, figures, the records behind them; nothing is ranked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.making import Attempts
from tests.presenters.told import Told, Ways
from tests.township.making import a_small_township
from xieshang_desktop.domain import periods
from xieshang_desktop.domain.terms import VillageState
from xieshang_desktop.domain.township import Village
from xieshang_desktop.ids import new_id
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.township.overview import village_lines
from xieshang_desktop.township.villages import keep_for
from xieshang_desktop.ui.presenters.township_issuing import IssuingPresenter, Wanted
from xieshang_desktop.ui.presenters.township_rollup import (
    RollupPresenter,
    last_month,
    period_of,
    report_words,
)
from xieshang_desktop.ui.presenters.township_rollup_list import ListPresenter
from xieshang_desktop.ui.presenters.township_supervision import SupervisionPresenter
from xieshang_desktop.ui.presenters.township_villages import VillagesPresenter


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Desk]:
    desk = a_small_township(tmp_path)
    yield desk
    desk.close()


def test_it_begins_with_the_last_whole_month_and_does_not_go_beyond_today(
    town: Desk, page: Told
) -> None:
    presenter = RollupPresenter(town, page)
    presenter.refresh()
    assert presenter.period.label == "2026-10"
    presenter.step(1)
    assert presenter.period.label == "2026-11"
    assert page.last("show_rollup")[0].newest
    presenter.step(1)
    assert presenter.period.label == "2026-11"
    presenter.step(-1)
    presenter.choose_kind("quarter")
    assert presenter.period.label == "2026-Q4"


def test_outcomes_come_first_and_villages_in_the_order_of_their_list(
    town: Desk, page: Told
) -> None:
    presenter = RollupPresenter(town, page)
    presenter.show("2026")
    view = page.last("show_rollup")[0]
    assert view.outcomes[0].label == "协商结果"
    assert [row[0] for row in view.rows] == [v.village.name for v in village_lines(town)]


def test_every_figure_that_counts_something_leads_to_as_many_records(
    town: Desk, page: Told
) -> None:
    RollupPresenter(town, page).show("2026")
    view = page.last("show_rollup")[0]
    lists = ListPresenter(town, page)
    for tile in view.outcomes:
        if tile.pressable and tile.key != "satisfaction":
            lists.open(f"{tile.key}#2026#")
            assert f"共 {tile.value} 条" in page.last("show_list").line


def test_a_record_leads_to_its_villages_own_page(town: Desk, page: Told) -> None:
    lists = ListPresenter(town, page)
    for figure, place in (
        ("outcomes", "topics/topic"),
        ("tasks_done", "follow_up"),
        ("meetings", "meetings/meeting"),
        ("postings", "meetings/meeting"),
    ):
        lists.open(f"{figure}#2026#")
        lists.look("0")
        village_id, key, object_id = page.last("show_village")
        assert village_id in {line.village.id for line in village_lines(town)}
        assert object_id
        assert key in {place, "topics/topic"}


@pytest.mark.parametrize(
    ("label", "words"),
    [("2026-10", "2026年10月月报"), ("2026-Q3", "2026年第3季度季报"), ("2026", "2026年年报")],
)
def test_the_report_is_named_after_its_period(label: str, words: str) -> None:
    assert report_words(periods.read_period(label)) == words


def test_periods_by_their_days() -> None:
    assert last_month(date(2026, 1, 5)).label == "2025-12"
    assert period_of("quarter", date(2026, 8, 1)).label == "2026-Q3"
    assert period_of("year", date(2026, 8, 1)).label == "2026"


def test_a_village_without_a_name_is_not_invited(
    town: Desk, page: Told, attempts: Attempts
) -> None:
    presenter = VillagesPresenter(town, page, attempts)
    presenter.begin_inviting()
    assert not presenter.answer(page.last("ask"), {"name": " "})
    assert attempts.codes == ["village_name_missing"]


def test_a_kept_village_stands_in_the_list_as_kept(
    town: Desk, page: Told, attempts: Attempts
) -> None:
    presenter = VillagesPresenter(town, page, attempts)
    presenter.begin_keeping()
    assert presenter.answer(page.last("ask"), {"name": "柳河镇孤山村", "room": ""})
    presenter.refresh()
    rows = {row.name: row.state[0] for row in page.last("show_rows")[0]}
    assert rows["柳河镇孤山村"] == "乡镇代管"


def test_a_letter_without_villages_is_refused(
    town: Desk, page: Told, attempts: Attempts, ways: Ways
) -> None:
    presenter = SupervisionPresenter(town, page, attempts, ways)
    assert not presenter.send_letter([], "按时交", "请交来", None)
    assert attempts.codes == ["directive_villages_none"]


def test_a_form_without_its_file_is_refused(town: Desk, page: Told, attempts: Attempts) -> None:
    presenter = IssuingPresenter(town, page, attempts)
    ids = tuple(key for key, _name in presenter.addressees())
    assert not presenter.issue(Wanted("forms", ids, "", "", "", None, ()))
    assert attempts.codes == ["directive_file_missing"]


def test_nobody_steps_back_before_the_first_record(town: Desk, page: Told) -> None:
    presenter = RollupPresenter(town, page)
    for _step in range(40):
        presenter.step(-1)
    view, _kind = page.last("show_rollup")
    assert view.oldest
    assert any(tile.value not in ("0", "—") for tile in view.work)


def test_who_is_in_time_who_late_and_who_never_came_are_counted_apart(
    town: Desk, page: Told, attempts: Attempts
) -> None:
    presenter = VillagesPresenter(town, page, attempts)
    presenter.refresh()
    assert page.last("show_rows")[1] == "5 个，都按时"
    keep_for(town, "柳河镇孤山村", "柳河镇孤山村协商议事室")
    presenter.refresh()
    assert page.last("show_rows")[1] == "5 个，都按时"
    with town.store.write(town.actor) as uow:
        new = Village(id=new_id(), name="柳河镇新立村", state=VillageState.ENROLLED)
        uow.put(new, "village_enrolled")
        uow.commit()
    presenter.refresh()
    assert page.last("show_rows")[1] == "5 个按时，1 个还没交过"
