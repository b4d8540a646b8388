"""集日农忙: market days, busy seasons and the lunar date, kept at every change."""

from __future__ import annotations

import pytest

from tests.making import Attempts
from xieshang_desktop.domain.terms import MarketRule
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.village_days import village_calendar
from xieshang_desktop.ui.presenters.settings_days import DaysPresenter, read_day


@pytest.fixture
def presenter(desk: Desk, attempts: Attempts) -> DaysPresenter:
    return DaysPresenter(desk, attempts)


def test_the_days_to_choose_from_follow_the_rule(presenter: DaysPresenter) -> None:
    assert presenter.view().days == ()
    presenter.choose_rule("lunar")
    days = presenter.view().days
    assert [words for _key, words in days][:2] == ["逢一", "逢二"]
    assert days[-1] == ("0", "逢十")
    presenter.choose_rule("weekday")
    assert presenter.view().days[-1] == ("7", "星期日")


def test_the_coming_market_days_show_whether_the_choice_was_right(
    presenter: DaysPresenter,
) -> None:
    presenter.choose_rule("lunar")
    assert presenter.view().coming == ""
    presenter.choose_days(["7", "2"])
    assert presenter.view().chosen == ("2", "7")
    assert presenter.view().coming.startswith("接下来逢集：3月5日 周四 农历正月十七，")


def test_the_days_of_another_rule_are_forgotten(presenter: DaysPresenter, desk: Desk) -> None:
    presenter.choose_rule("civil")
    presenter.choose_days(["0", "5"])
    presenter.choose_rule("weekday")
    assert village_calendar(desk).market_rule is MarketRule.WEEKDAY
    assert presenter.view().chosen == ()


def test_seasons_stand_in_the_order_of_the_year(presenter: DaysPresenter) -> None:
    assert presenter.add_season("秋收秋种", "9-20", "10月25日")
    assert presenter.add_season("夏收夏种", "5月25日", "6月20日")
    assert [(s.name, s.days) for s in presenter.view().seasons] == [
        ("夏收夏种", "每年5月25日到6月20日"),
        ("秋收秋种", "每年9月20日到10月25日"),
    ]
    presenter.remove_season("0")
    assert [season.name for season in presenter.view().seasons] == ["秋收秋种"]


def test_a_season_without_a_name_or_days_is_not_kept(
    presenter: DaysPresenter, attempts: Attempts
) -> None:
    assert not presenter.add_season("", "5月25日", "6月20日")
    assert attempts.codes == ["busy_season_nameless"]
    assert not presenter.add_season("夏收", "麦黄", "6月20日")
    assert presenter.view().seasons == ()


@pytest.mark.parametrize(
    ("words", "day"),
    [("5月25日", (5, 25)), ("2-29", (2, 29)), ("2月30日", None), ("明天", None), ("", None)],
)
def test_a_day_without_a_year(words: str, day: tuple[int, int] | None) -> None:
    assert read_day(words) == day


def test_the_sample_prints_as_the_notice_will(presenter: DaysPresenter) -> None:
    assert presenter.view().sample == "印出来：2026年3月2日（星期一）上午9:00"
    presenter.print_lunar(True)
    assert presenter.view().on_notices
    assert presenter.view().sample == "印出来：2026年3月2日（星期一，农历正月十四）上午9:00"
