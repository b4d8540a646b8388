"""The lunar date beside a day, the month to pick from, and the village's own days in both."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from pytestqt.qtbot import QtBot

from tests.making import a_desk
from tests.pages.framed import Framed
from xieshang_desktop.domain.terms import MarketRule
from xieshang_desktop.domain.village_calendar import BusySeason, VillageCalendar
from xieshang_desktop.domain.village_days import VillageDays
from xieshang_desktop.services.village_days import set_village_calendar, village_calendar
from xieshang_desktop.ui import theme
from xieshang_desktop.ui.settings_sheet import Parts, open_settings
from xieshang_desktop.ui.widgets import sheet
from xieshang_desktop.ui.widgets.date_field import DateField
from xieshang_desktop.ui.widgets.month_grid import month_on
from xieshang_desktop.ui.widgets.month_popup import MonthPopup, day_in_full

#: Of the offscreen platform about windows that pop up; harmless.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

TODAY = date(2026, 3, 2)
SPRING = BusySeason(name="春耕", first_month=3, first_day=10, last_month=4, last_day=5)
LIUHE = VillageCalendar(
    id="",
    market_rule=MarketRule.LUNAR,
    market_days=(2, 7),
    market_place="柳河镇",
    busy_seasons=(SPRING,),
)


@pytest.fixture
def field(qtbot: QtBot) -> DateField:
    field = DateField("日期", lambda: TODAY, "写会议那天")
    qtbot.addWidget(field)
    field.resize(560, 90)
    field.show()
    return field


@pytest.fixture
def framed(qtbot: QtBot, tmp_path: Path) -> Iterator[Framed]:
    framed = Framed(qtbot, a_desk(tmp_path))
    yield framed
    framed.window.close()
    framed.desk.close()


def beside(field: DateField) -> str:
    """The words inside the line, or "" when they have no room there."""
    label = field.line.findChildren(type(field._hint))[0]  # noqa: SLF001 # a part of the field
    return label.text() if label.isVisible() else ""


def below(field: DateField) -> str:
    hint = field._hint  # noqa: SLF001 # a part of the field
    return hint.text() if hint.isVisible() else ""


def month_of(field: DateField) -> MonthPopup:
    opened = field.findChildren(MonthPopup)[-1]
    assert opened.isVisible()
    return opened


def test_the_lunar_date_stands_beside_the_day(field: DateField) -> None:
    assert beside(field) == ""
    field.show_day(date(2026, 11, 22))
    assert field.line.text() == "2026年11月22日 星期日"
    assert beside(field) == "农历十月十四 小雪"
    assert below(field) == "写会议那天"
    field.show_day(None)
    assert beside(field) == ""


def test_where_it_is_narrow_the_lunar_date_stands_below(qtbot: QtBot, field: DateField) -> None:
    field.show_day(date(2026, 11, 22))
    field.resize(350, 90)
    qtbot.wait(1)
    assert beside(field) == "农历十月十四"
    field.resize(240, 90)
    qtbot.wait(1)
    assert beside(field) == ""
    assert below(field) == "农历十月十四 小雪\n写会议那天"
    field.resize(560, 90)
    qtbot.wait(1)
    assert beside(field) == "农历十月十四 小雪"
    assert below(field) == "写会议那天"


def test_while_another_day_is_typed_the_old_lunar_date_is_gone(
    qtbot: QtBot, field: DateField
) -> None:
    field.show_day(date(2026, 11, 22))
    field.line.selectAll()
    qtbot.keyClicks(field.line, "3-20")
    assert beside(field) == ""
    qtbot.keyClick(field.line, Qt.Key.Key_Return)
    assert beside(field) == "农历二月初二 龙抬头"
    assert "农历二月初二" in field.line.accessibleDescription()


def test_a_month_is_opened_and_picked_from_with_the_keyboard(
    qtbot: QtBot, field: DateField
) -> None:
    heard: list[object] = []
    field.day_changed.connect(heard.append)
    field.show_day(date(2026, 3, 20))
    qtbot.keyClick(field.line, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    month = month_of(field)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_PageDown):
        qtbot.keyClick(month.grid, key)
    assert month.grid.day() == date(2026, 4, 28)
    qtbot.keyClick(month.grid, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    assert month.grid.day() == date(2025, 4, 28)
    assert "农历四月初一" in month.grid.accessibleName()
    qtbot.keyClick(month.grid, Qt.Key.Key_Return)
    assert heard == [date(2025, 4, 28)]
    assert field.day() == date(2025, 4, 28)


def test_escape_leaves_the_day_as_it_was(qtbot: QtBot, field: DateField) -> None:
    field.show_day(date(2026, 3, 20))
    field.line.month.click()  # type: ignore[attr-defined]  # the line of a day
    month = month_of(field)
    qtbot.keyClick(month.grid, Qt.Key.Key_Up)
    qtbot.keyClick(month.grid, Qt.Key.Key_Escape)
    assert not month.isVisible()
    assert field.day() == date(2026, 3, 20)


def test_a_click_takes_the_day_under_it(qtbot: QtBot, field: DateField) -> None:
    field.show_day(date(2026, 3, 20))
    field.line.month.click()  # type: ignore[attr-defined]  # the line of a day
    grid = month_of(field).grid
    places = {
        grid.day_at(QPointF(x, y)): (x, y)
        for x in range(5, grid.width(), theme.px(60))
        for y in range(theme.px(28) + 5, grid.height(), theme.px(50))
    }
    assert len(places) == 42
    x, y = places[date(2026, 3, 27)]
    qtbot.mouseClick(grid, Qt.MouseButton.LeftButton, pos=QPointF(x, y).toPoint())
    assert field.day() == date(2026, 3, 27)


def test_the_ends_of_the_calendar_can_be_reached(qtbot: QtBot, field: DateField) -> None:
    field.show_day(date.max)
    field.line.month.click()  # type: ignore[attr-defined]  # the line of a day
    month = month_of(field)
    month.grab()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_Right):
        qtbot.keyClick(month.grid, key)
    assert month.grid.day() == date.max
    month.show_day(date.min)
    month.grab()
    qtbot.keyClick(month.grid, Qt.Key.Key_PageUp)
    qtbot.keyClick(month.grid, Qt.Key.Key_Up)
    assert month.grid.day() == date.min


def test_a_shorter_month_ends_earlier() -> None:
    assert month_on(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert month_on(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert month_on(date(2026, 3, 15), -3) == date(2025, 12, 15)


def test_a_day_in_full_says_all_of_it() -> None:
    assert day_in_full(date(2026, 3, 20), VillageDays(LIUHE)) == (
        "2026年3月20日 星期五 农历二月初二　龙抬头　逢集（柳河镇）　农忙（春耕）　春分"
    )


@pytest.mark.parametrize("scale", [100, 150])
def test_a_month_has_room_on_the_screen_of_a_village_laptop(
    qtbot: QtBot, field: DateField, scale: int
) -> None:
    theme.set_scale(scale)
    field.show_day(date(2026, 3, 20))
    field.line.month.click()  # type: ignore[attr-defined]  # the line of a day
    month = month_of(field)
    screen = field.screen().availableGeometry()
    assert month.height() <= 700
    assert month.x() >= screen.x()
    assert month.y() >= screen.y()
    assert month.width() <= 700


def test_the_month_in_the_window_knows_the_market(framed: Framed) -> None:
    set_village_calendar(framed.desk, LIUHE)
    page = framed.open("meetings/edit", "new")
    page.day.show_day(date(2026, 3, 20))
    page.day._open_month()  # noqa: SLF001 # as the button does
    assert "逢集（柳河镇）　农忙（春耕）" in framed.said(month_of(page.day))


def test_a_meeting_on_a_market_day_is_pointed_out_and_still_kept(framed: Framed) -> None:
    set_village_calendar(framed.desk, LIUHE)
    page = framed.open("meetings/edit", "new")
    assert "这一天：妇女节" not in framed.said()
    for day, words in (
        ("2026-3-20", "这一天：龙抬头、逢集（柳河镇）、农忙（春耕）。来的人可能会少"),
        ("2026-10-2", "这一天：国庆节假期、逢集（柳河镇）。"),
    ):
        page.day.line.setFocus()
        page.day.line.selectAll()
        framed.write(day)
        page.begins.line.setFocus()
        assert words in framed.said()
    page.day.line.setFocus()
    page.day.line.selectAll()
    framed.write("2026-11-24")
    page.begins.line.setFocus()
    assert "这一天" not in framed.said()
    page.day.show_day(date(2026, 3, 20))
    framed.qtbot.keyClick(page.title.line, Qt.Key.Key_Return)
    assert framed.window.key() == "meetings/meeting"


def days_part(framed: Framed):  # type: ignore[no-untyped-def]  # the part of the open sheet
    framed.open("follow_up")
    open_settings(framed.context, "days")
    parts = framed.sheet.findChild(Parts)
    assert parts is not None
    framed.qtbot.wait(1)
    return parts.parts["days"]


def press(part, words: str) -> None:  # type: ignore[no-untyped-def]
    next(b for b in part.findChildren(sheet.Button) if b.text() == words and b.isVisible()).click()


def test_market_days_are_chosen_and_kept(framed: Framed) -> None:
    part = days_part(framed)
    assert not part.days.isVisible()
    press(part, "按农历日子")
    assert "还没有选逢哪几天。" in framed.said(part)
    press(part, "逢二")
    press(part, "逢七")
    part.place.line.setFocus()
    framed.write("柳河镇")
    part.name.line.setFocus()
    assert "接下来逢集：3月5日" in framed.said(part)
    calendar = village_calendar(framed.desk)
    assert (calendar.market_days, calendar.market_place) == ((2, 7), "柳河镇")
    press(part, "没有集市")
    assert not part.days.isVisible()
    assert village_calendar(framed.desk).market_days == ()


def test_a_busy_season_is_added_by_enter_and_taken_out_again(framed: Framed) -> None:
    part = days_part(framed)
    part.name.line.setFocus()
    framed.qtbot.keyClick(part.name.line, Qt.Key.Key_Return)
    assert part.name.error() == "请写叫什么，如 夏收夏种。"
    framed.write("夏收夏种")
    part.first.line.setFocus()
    framed.write("麦子黄了")
    framed.qtbot.keyClick(part.first.line, Qt.Key.Key_Return)
    assert "5月25日" in part.first.error()
    part.first.line.selectAll()
    framed.write("5月25日")
    part.last.line.setFocus()
    framed.write("6-20")
    framed.qtbot.keyClick(part.last.line, Qt.Key.Key_Return)
    assert sheet.is_open()
    assert "每年5月25日到6月20日" in framed.said(part)
    assert part.name.line.hasFocus()
    assert part.name.value() == ""
    press(part, "删掉")
    assert village_calendar(framed.desk).busy_seasons == ()


def test_the_lunar_date_on_papers_is_a_tick_with_a_sample(framed: Framed) -> None:
    part = days_part(framed)
    assert "印出来：2026年3月2日（星期一）上午9:00" in framed.said(part)
    part.on_notices.click()
    assert village_calendar(framed.desk).lunar_on_notices
    assert "（星期一，农历正月十四）" in framed.said(part)
