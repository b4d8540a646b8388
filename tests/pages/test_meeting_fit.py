"""签到 and 议事 on the screens that villages have: nothing that a meeting needs is out of sight."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from tests.pages.meeting_room import Room
from xieshang_desktop.domain.meeting import Opinion
from xieshang_desktop.domain.terms import PointKind
from xieshang_desktop.services import deliberation, running, sittings, speaking
from xieshang_desktop.services.sign_in import sign_in
from xieshang_desktop.ui import theme
from xieshang_desktop.ui.pages.meeting_door import DoorTab
from xieshang_desktop.ui.pages.meeting_door_side import DoorSide
from xieshang_desktop.ui.pages.meeting_hall import HallTab
from xieshang_desktop.ui.presenters.meeting_door_rows import DoorFigures, FigureLine
from xieshang_desktop.ui.widgets.entry_list import EntryList

#: Scale, height of the window, and how many opinions can be read at once.
SCREENS = [(100, 768, 6), (100, 690, 4), (125, 768, 4), (150, 768, 3), (150, 690, 2)]
KEYS = (Qt.Key.Key_F3, Qt.Key.Key_F4, Qt.Key.Key_F5, Qt.Key.Key_F6)


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    room = Room(qtbot, tmp_path)
    room.clock.moment += timedelta(days=10)
    yield room
    room.close()


@pytest.fixture
def hall(room: Room) -> HallTab:
    """Somebody speaks, two wait, twelve opinions are recorded, and some points."""
    desk, item = room.desk, room.item_ids[0]
    for person in room.people[:6]:
        sign_in(desk, room.meeting_id, person.id)
    deliberation.open_meeting(desk, room.meeting_id)
    running.next_item(desk, room.meeting_id)
    hands = [speaking.ask_floor(desk, item, person_id=one.id) for one in room.people[:3]]
    speaking.give_floor(desk, hands[0].id)
    for number in range(12):
        text = f"第{number + 1}条：先定排水。"
        deliberation.record_opinion(desk, item, text, person_id=room.people[number % 6].id)
    for text in ("路要修，宽3.5米", "秋收以前完工"):
        deliberation.add_point(desk, item, PointKind.AGREED, text)
    deliberation.add_point(desk, item, PointKind.OPEN, "过路的三户出不出工")
    part: HallTab = room.part("hall")
    return part


@pytest.fixture
def door(room: Room) -> DoorTab:
    for person in room.people[:3]:
        sign_in(room.desk, room.meeting_id, person.id)
    part: DoorTab = room.part("door")
    return part


def settle(room: Room, scale: int, high: int) -> None:
    theme.set_scale(scale)
    room.window.resize(1366, high)
    room.qtbot.wait(20)


def whole(part: QWidget) -> bool:
    return part.isVisible() and part.visibleRegion().boundingRect().size() == part.size()


def scrolls(room: Room) -> bool:
    return bool(room.page.verticalScrollBar().maximum())


def readable(view: EntryList) -> int:
    """How many rows stand in a list from edge to edge."""
    rows = [view.visualRect(view.model().index(n, 0)) for n in range(len(view.rows()))]
    return sum(view.viewport().rect().contains(row) for row in rows)


@pytest.mark.parametrize(("scale", "high", "opinions"), SCREENS)
def test_the_hall_is_run_without_scrolling(
    room: Room, hall: HallTab, scale: int, high: int, opinions: int
) -> None:
    settle(room, scale, high)
    assert not scrolls(room)
    agenda = hall.strip.where if scale > 100 else hall.agenda
    ends = hall.strip if scale > 100 else hall.agenda_part
    for part in (
        *(agenda, ends.next, ends.end),
        *(hall.floor.name, hall.floor.clock, hall.floor.box, hall.floor.next),
        *(hall.talk.speaker, hall.talk.opinion, hall.talk.stances, hall.talk.apart),
        *(hall.side.tabs, hall.open_screen),
    ):
        assert whole(part), part
    assert readable(hall.talk.opinions) >= opinions
    assert hall.talk.opinions.rows()[-1].text.startswith("第12条")


@pytest.mark.parametrize(("scale", "high", "opinions"), SCREENS)
def test_what_comes_of_it_is_one_key_away(
    room: Room, hall: HallTab, scale: int, high: int, opinions: int
) -> None:
    settle(room, scale, high)
    for key in KEYS:
        room.press(key)
        focused = QApplication.focusWidget()
        assert focused is not None
        assert hall.results.isAncestorOf(focused)
        room.until(lambda: whole(QApplication.focusWidget()))  # type: ignore[arg-type]
        assert not scrolls(room)
        assert whole(hall.talk.opinion)
        assert whole(hall.floor.clock)


def test_a_tab_says_what_is_behind_it(room: Room, hall: HallTab) -> None:
    settle(room, 150, 768)
    tabs = hall.side.tabs
    assert tabs.key() == "agreed"
    assert tabs.accessibleName() == "都同意 2 F3"
    room.press(Qt.Key.Key_F4)
    assert tabs.accessibleName() == "再商量 1 F4"
    assert not hall.results.agreed.isVisible()
    tabs.setFocus()
    room.press(Qt.Key.Key_Right, Qt.Key.Key_Right)
    assert hall.results.kind.isVisible()
    for scale, high in ((100, 768), (100, 1080), (100, 768)):
        settle(room, scale, high)
    assert tabs.key() == "route"  # what was in front stays in front
    room.press(Qt.Key.Key_F3)
    assert hall.results.agreed.isVisible()
    assert hall.results.open.isVisible()


def test_a_large_screen_shows_everything_below_each_other(room: Room, hall: HallTab) -> None:
    room.window.resize(1920, 1080)
    room.qtbot.wait(20)
    assert not hall.side.tabs.isVisible()
    assert whole(hall.results.agreed_line)
    assert whole(hall.results.measure_line)
    assert hall.screen_strip.isVisible()
    assert not hall.open_screen.isVisible()


@pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen: raising a menu
def test_where_the_queue_has_no_room_it_opens_from_the_menu(room: Room, hall: HallTab) -> None:
    settle(room, 150, 768)
    assert not hall.agenda_part.queue.isVisible()
    assert "下一位" in hall.floor.following.text()
    assert whole(hall.floor.following)
    hall.floor.more.click()
    (menu,) = hall.floor.findChildren(QMenu)
    (queue,) = [one for one in menu.actions() if one.text() == "等候发言（2）"]
    queue.trigger()
    menu.close()
    room.press(Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert hall.floor.name.text() == room.people[2].name


def test_what_has_the_keyboard_keeps_it_when_the_window_gets_low(room: Room, hall: HallTab) -> None:
    settle(room, 100, 1080)
    hall.results.owner.line.setFocus()
    room.write("村委会")
    settle(room, 150, 768)
    assert QApplication.focusWidget() is hall.results.owner.line
    assert whole(hall.results.owner.line)


@pytest.mark.parametrize("scale", [100, 125, 150])
def test_before_anybody_speaks_the_background_is_there_to_be_read_out(
    room: Room, scale: int
) -> None:
    sign_in(room.desk, room.meeting_id, room.people[0].id)
    deliberation.open_meeting(room.desk, room.meeting_id)
    hall: HallTab = room.part("hall")
    settle(room, scale, 768)
    assert not scrolls(room)
    assert hall.talk.about.isVisible()
    assert whole(hall.talk.opinion)
    said = room.people[0].id
    deliberation.record_opinion(room.desk, room.item_ids[0], "路要修。", person_id=said)
    room.context.changed.emit()
    room.qtbot.wait(20)
    assert not hall.talk.about.isVisible()


def test_the_background_opens_from_the_line_of_the_item(room: Room, hall: HallTab) -> None:
    settle(room, 150, 768)
    assert not hall.talk.about.isVisible()
    room.button("事由", hall).click()
    assert "事由" in room.said(room.sheet)


def test_the_halls_screen_takes_a_line_only_while_it_is_open(room: Room, hall: HallTab) -> None:
    settle(room, 150, 768)
    assert not hall.screen_strip.isVisible()
    room.press(Qt.Key.Key_F11)
    room.until(hall.screen_strip.isVisible)
    room.qtbot.wait(20)
    assert not hall.open_screen.isVisible()
    assert not scrolls(room)
    assert whole(hall.screen_strip)
    assert whole(hall.talk.opinion)
    assert readable(hall.talk.opinions) >= 1
    room.press(Qt.Key.Key_F11)
    room.until(hall.open_screen.isVisible)


def test_another_part_does_not_offer_the_halls_screen(room: Room, hall: HallTab) -> None:
    assert hall.open_screen.isVisible()
    room.part("door")
    assert not hall.open_screen.isVisible()
    room.part("hall")
    assert hall.open_screen.isVisible()


@pytest.mark.parametrize("high", [690, 768])
def test_an_adjourned_and_a_finished_meeting_need_no_scrolling(
    room: Room, hall: HallTab, high: int
) -> None:
    settle(room, 150, high)
    sittings.adjourn(room.desk, room.meeting_id, "停电，改日接着开", None)
    room.context.changed.emit()
    room.qtbot.wait(20)
    assert whole(hall.adjourned.button)
    assert not scrolls(room)


@pytest.mark.parametrize("spoken", [False, True])
@pytest.mark.parametrize("high", [690, 740, 768, 796, 850, 900, 1000, 1080])
def test_tab_comes_to_everything_in_the_hall_however_high_the_window(
    room: Room, hall: HallTab, high: int, spoken: bool
) -> None:
    if not spoken:
        for said in deliberation.open_hall(room.desk, room.meeting_id).items[0].opinions:
            deliberation.remove(room.desk, Opinion, said.id)
        room.context.changed.emit()
    for scale in (100, 150):
        settle(room, scale, high)
        hall.talk.speaker.setFocus()
        room.qtbot.wait(20)
        wanted = {
            part
            for part in hall.findChildren(QWidget)
            if part.isVisible()
            and part.isEnabled()
            and part.focusPolicy() & Qt.FocusPolicy.TabFocus
        }
        seen: set[QWidget | None] = set()
        while (here := QApplication.focusWidget()) not in seen:
            seen.add(here)
            room.press(Qt.Key.Key_Tab)
        assert not [part.accessibleName() or repr(part) for part in wanted - seen]


@pytest.mark.parametrize(("scale", "high", "opinions"), SCREENS)
def test_a_toast_lies_over_no_part_of_the_page(
    room: Room, hall: HallTab, scale: int, high: int, opinions: int
) -> None:
    settle(room, scale, high)
    room.window.show_toast("记下一条还要再商量的", lambda: None)
    room.qtbot.wait(20)
    toast = room.window.findChild(QWidget, "toast")
    assert toast is not None
    assert toast.isVisible()
    page = QRect(room.page.mapTo(room.window, QPoint()), room.page.size())
    assert not toast.geometry().intersects(page)
    assert room.window.rect().contains(toast.geometry())


@pytest.mark.parametrize(("scale", "high"), [(100, 768), (100, 690), (125, 768), (150, 768)])
def test_at_the_door_five_people_and_all_figures_are_in_sight(
    room: Room, door: DoorTab, scale: int, high: int
) -> None:
    settle(room, scale, high)
    assert not scrolls(room)
    rows = [door.people.visualRect(door.people.model().index(n, 0)) for n in range(5)]
    assert all(door.people.viewport().rect().contains(row) for row in rows)
    assert all(row.height() >= 40 for row in rows)
    assert whole(door.side.count)
    assert whole(door.side.figures)
    for words in ("名册外", "请假等", "离场/返回", "签名"):
        assert whole(room.button(words, door))
    assert whole(door.side.all)
    assert whole(door.side.sheet)


def test_what_gives_way_to_the_figures_is_in_the_list_anyway(qtbot: QtBot) -> None:
    lines = tuple(
        FigureLine(f"第{n}类", "12 / 35", "还差 10 户" if n == 4 else "") for n in range(10)
    )
    names = tuple(f"王小{n}" for n in "一二三四五六七八九十")
    side = DoorSide(looking=False)
    qtbot.addWidget(side)
    side.show()
    side.show_figures(DoorFigures(49, 80, lines, 31, names))
    for scale, wide, high, named in (
        *((100, 290, 720, True), (100, 290, 480, False)),
        (150, 362, 585, False),
    ):
        theme.set_scale(scale)
        side.resize(wide, high)
        qtbot.wait(20)
        assert side.names.isVisible() is named
        assert whole(side.figures)
        assert whole(side.count)
        assert whole(side.all)
        assert "还差 31 人" in "".join(label.text() for label in side.count.findChildren(QLabel))


def test_undo_at_the_door_moves_no_row(room: Room, door: DoorTab) -> None:
    settle(room, 150, 768)
    before = door.people.geometry()
    room.press("wxz", Qt.Key.Key_Return)
    room.qtbot.wait(20)
    assert door.people.geometry() == before
