"""The hall's screen on a list of screens that is plugged and pulled by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.clock import HandClock
from tests.making import MORNING, a_desk, a_meeting, items_of, ready_topic, some_people
from tests.pages.framed import Framed
from xieshang_desktop.domain.terms import PointKind
from xieshang_desktop.services import deliberation, running, speaking
from xieshang_desktop.services.hall_screen import Slide
from xieshang_desktop.services.sign_in import sign_in
from xieshang_desktop.ui import theme
from xieshang_desktop.ui.hall_screen.colours import DARK, LIGHT
from xieshang_desktop.ui.hall_screen.control import HallScreen
from xieshang_desktop.ui.hall_screen.screens import Screen, Screens
from xieshang_desktop.ui.hall_screen.strip import HallStrip
from xieshang_desktop.ui.hall_screen.window import HallWindow, PreviewWindow
from xieshang_desktop.ui.presenters.hall_screen import TURNED_AFTER, Standing

LAPTOP = Screen("eDP-1", QRect(0, 0, 1366, 768), (1366, 768))
PROJECTOR = Screen("HDMI-1", QRect(1366, 0, 1024, 768), (1024, 768))
TELEVISION = Screen("DP-2", QRect(1366, 0, 1920, 1080), (3840, 2160))


class HandScreens(Screens):
    """Screens that are plugged and pulled by the test; covering one is remembered."""

    def __init__(self, *screens: Screen) -> None:
        super().__init__()
        self.here = list(screens)
        self.operators = LAPTOP.name
        self.covered: list[str] = []

    def all(self) -> list[Screen]:
        return list(self.here)

    def name_under(self, window: QWidget) -> str:
        return self.operators

    def cover(self, window: QWidget, screen: Screen) -> None:
        self.covered.append(screen.name)
        window.setGeometry(screen.geometry)
        window.show()

    def plug(self, screen: Screen) -> None:
        self.here.append(screen)
        self.changed.emit()

    def pull(self, screen: Screen) -> None:
        self.here.remove(screen)
        self.going.emit(screen.name)


class Hall(Framed):
    """A meeting that is on, its strip on a page, and a laptop with a projector."""

    def __init__(self, qtbot: QtBot, folder: Path, *screens: Screen) -> None:
        self.clock = HandClock(MORNING)
        super().__init__(qtbot, a_desk(folder, self.clock))
        self.people = some_people(self.desk)
        topics = [ready_topic(self.desk, self.people, title).id for title in ("修路", "清淤")]
        self.meeting_id = a_meeting(self.desk, topics)
        self.clock.moment += timedelta(days=10)
        deliberation.open_meeting(self.desk, self.meeting_id)
        self.items = items_of(self.desk, self.meeting_id)
        running.begin_item(self.desk, self.items[0].id)
        self.screens = HandScreens(*screens)
        self.screen = HallScreen(self.context, self.screens)
        self.printed: list[str] = []
        self.strip = HallStrip(self.context, self.printed.append)
        page = self.open("topics")
        page.body.insertWidget(0, self.strip)
        self.strip.open_meeting(self.meeting_id)
        self.settle()

    def settle(self) -> None:
        """One turn of the event loop, and the ones it asked for."""
        for _turn in range(3):
            QApplication.processEvents()

    def press(self, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
        """A key, wherever the keyboard is."""
        held = Qt.KeyboardModifier.NoModifier
        for each in modifiers:
            held |= each
        self.qtbot.keyClick(QApplication.focusWidget() or self.window, key, held)
        self.settle()

    @property
    def shown(self) -> HallWindow | None:
        """The window before the hall, if the hall sees it."""
        found = [w for w in QApplication.topLevelWidgets() if isinstance(w, HallWindow)]
        return next((w for w in found if w.isVisible()), None)

    def agree(self, text: str) -> None:
        """A point is entered on the page."""
        item = self.items[0].id
        self.context.attempt(
            lambda: deliberation.add_point(self.desk, item, PointKind.AGREED, text)
        )


CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def halls(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Hall]]:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    made: list[Hall] = []
    yield made
    for each in made:
        each.screen.close()
        each.window.close()
        each.desk.close()


@pytest.fixture
def hall(halls: list[Hall], qtbot: QtBot, tmp_path: Path) -> Hall:
    halls.append(Hall(qtbot, tmp_path, LAPTOP, PROJECTOR))
    return halls[0]


@pytest.fixture
def alone(halls: list[Hall], qtbot: QtBot, tmp_path: Path) -> Hall:
    halls.append(Hall(qtbot, tmp_path, LAPTOP))
    return halls[0]


def test_f11_opens_it_where_the_operator_is_not_and_closes_it(hall: Hall) -> None:
    hall.press(Qt.Key.Key_F11)
    assert hall.screens.covered == ["HDMI-1"]
    assert hall.shown is not None
    assert hall.shown.geometry() == PROJECTOR.geometry
    assert "正在大屏上：HDMI-1 1024×768" in hall.said(hall.strip)
    hall.press(Qt.Key.Key_F11)
    assert hall.shown is None
    assert hall.screen.standing is Standing.CLOSED


def test_it_never_takes_the_keyboard(hall: Hall) -> None:
    held = QApplication.focusWidget()
    hall.press(Qt.Key.Key_F11)
    assert hall.shown is not None
    assert not hall.shown.isActiveWindow()
    assert hall.shown.windowFlags() & Qt.WindowType.WindowDoesNotAcceptFocus
    assert QApplication.focusWidget() is held


def test_its_first_picture_is_there_before_it_is_shown(hall: Hall) -> None:
    seen: list[str] = []
    cover = hall.screens.cover

    def look_then_cover(window: QWidget, screen: Screen) -> None:
        seen.append(window.grab().toImage().pixelColor(3, 3).name())
        cover(window, screen)

    hall.screens.cover = look_then_cover  # type: ignore[method-assign]  # its own method, watched
    hall.press(Qt.Key.Key_F11)
    assert seen == [QColor(LIGHT.ground).name()]
    assert hall.shown is not None
    assert hall.shown.testAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
    assert hall.shown.children() == []


def test_it_never_opens_on_the_only_screen_and_says_so(alone: Hall) -> None:
    alone.press(Qt.Key.Key_F11)
    assert alone.screens.covered == []
    assert alone.shown is None
    assert "没有第二块屏幕" in alone.said(alone.strip)


def test_a_second_screen_that_shows_the_same_counts_as_the_only_one(alone: Hall) -> None:
    alone.screens.here.append(PROJECTOR._replace(geometry=QRect(0, 0, 1366, 768)))
    alone.press(Qt.Key.Key_F11)
    assert alone.shown is None


def test_a_small_window_shows_it_to_the_operator_alone(alone: Hall) -> None:
    alone.press(Qt.Key.Key_F11)
    alone.strip.preview.click()
    alone.settle()
    windows = [w for w in QApplication.topLevelWidgets() if isinstance(w, PreviewWindow)]
    (preview,) = [w for w in windows if w.isVisible()]
    assert not preview.isFullScreen()
    assert alone.screen.standing is Standing.PREVIEW
    preview.close()
    alone.settle()
    assert alone.screen.standing is Standing.ALONE


def test_the_preview_gives_way_to_a_projector(alone: Hall) -> None:
    alone.press(Qt.Key.Key_F11)
    alone.strip.preview.click()
    alone.screens.plug(PROJECTOR)
    alone.settle()
    assert alone.shown is not None
    assert not any(
        w.isVisible() for w in QApplication.topLevelWidgets() if isinstance(w, PreviewWindow)
    )


def test_a_projector_that_is_plugged_in_late_is_used_by_itself(alone: Hall) -> None:
    alone.press(Qt.Key.Key_F11)
    alone.screens.plug(PROJECTOR)
    alone.settle()
    assert alone.screens.covered == ["HDMI-1"]


def test_a_pulled_projector_comes_back_with_the_same_slide(hall: Hall) -> None:
    hall.press(Qt.Key.Key_F11)
    hall.press(Qt.Key.Key_F11, CTRL)
    assert hall.screen.presenter.slide is Slide.RULES
    hall.screens.pull(PROJECTOR)
    assert hall.shown is None  # at once: Qt would move it over the operator's page
    hall.settle()
    assert "投影断开了" in hall.said(hall.strip)
    hall.agree("路宽3.5米")  # the meeting goes on
    hall.screens.plug(PROJECTOR)
    hall.settle()
    assert hall.shown is not None
    assert hall.screen.presenter.slide is Slide.RULES
    assert hall.screens.covered == ["HDMI-1", "HDMI-1"]


def test_a_third_screen_takes_over(hall: Hall) -> None:
    hall.press(Qt.Key.Key_F11)
    hall.screens.here.append(TELEVISION)
    hall.screens.pull(PROJECTOR)
    hall.settle()
    assert hall.screens.covered == ["HDMI-1", "DP-2"]
    assert hall.screen.standing is Standing.SHOWN


def test_it_makes_room_when_the_operator_moves_onto_its_screen(hall: Hall) -> None:
    hall.press(Qt.Key.Key_F11)
    hall.screens.operators = PROJECTOR.name
    hall.screens.changed.emit()
    hall.settle()
    assert hall.screens.covered[-1] == LAPTOP.name


def test_another_resolution_is_filled_again(hall: Hall) -> None:
    hall.press(Qt.Key.Key_F11)
    hall.screens.here[1] = Screen("HDMI-1", QRect(1366, 0, 1280, 720), (1280, 720))
    hall.screens.changed.emit()
    hall.settle()
    assert hall.shown is not None
    assert hall.shown.size() == QRect(0, 0, 1280, 720).size()
    assert hall.screen.now.width == pytest.approx(1920)


def test_what_is_entered_is_before_the_hall_after_one_turn_of_the_loop(hall: Hall) -> None:
    hall.press(Qt.Key.Key_F11)
    assert hall.shown is not None
    before = hall.shown.grab().toImage()
    hall.agree("路宽3.5米")
    QApplication.processEvents()
    assert "路宽3.5米" in texts(hall)
    assert hall.shown.grab().toImage() != before


def test_only_what_changed_is_painted_and_the_picture_is_the_same(hall: Hall) -> None:
    hall.press(Qt.Key.Key_F11)
    window = hall.shown
    assert window is not None
    for text in ("路宽3.5米", "六成用奖补", "占地不补钱", "秋收前完工", "各组出工" * 20):
        hall.agree(text)
        QApplication.processEvents()
    speaking.ask_floor(hall.desk, hall.items[0].id, person_id=hall.people[0].id)
    hall.context.attempt(lambda: speaking.next_speaker(hall.desk, hall.items[0].id))
    QApplication.processEvents()
    kept = picture_of(window)
    window.repaint()
    # A letter that is painted within a narrower part is a shade different at its edges.
    assert max(map(abs, map(int.__sub__, kept, picture_of(window)))) < 32


def test_a_sign_in_at_the_door_is_seen_at_the_next_second(hall: Hall) -> None:
    hall.press(Qt.Key.Key_F11)
    sign_in(hall.desk, hall.meeting_id, hall.people[0].id)
    hall.screen.second()
    assert "实到 1 人" in texts(hall)


def test_seconds_read_no_record(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    hall.press(Qt.Key.Key_F11)

    def read() -> None:
        raise AssertionError("a second read the records")

    with monkeypatch.context() as watched:
        watched.setattr(hall.desk.store, "read", read)
        for _second in range(20):
            hall.clock.moment += timedelta(seconds=1)
            hall.screen.second()
            hall.settle()


def test_slides_by_key_and_by_the_strip(hall: Hall) -> None:
    hall.press(Qt.Key.Key_F11, CTRL)
    assert hall.screen.presenter.slide is Slide.ITEM  # closed: nothing turns unseen
    hall.press(Qt.Key.Key_F11)
    assert "下一屏：发言规则" in hall.said(hall.strip)
    hall.press(Qt.Key.Key_F11, CTRL)
    assert hall.strip.slides.chosen() == ["rules"]
    hall.press(Qt.Key.Key_F11, SHIFT)
    assert hall.screen.presenter.slide is Slide.BLANK
    hall.press(Qt.Key.Key_F11, SHIFT)
    assert hall.screen.presenter.slide is Slide.RULES
    hall.strip.slides.changed.emit(["code"])
    assert hall.screen.presenter.slide is Slide.CODE


def test_many_points_turn_by_themselves_and_by_key(hall: Hall) -> None:
    for number in range(8):
        hall.agree(f"第{number}条：" + "路宽三米五，秋收前完工，" * 3)
    hall.press(Qt.Key.Key_F11)
    count = hall.screen.pages.count
    assert count > 2
    assert f"第 1 页，共 {count} 页" in hall.said(hall.strip)
    for _second in range(TURNED_AFTER):
        hall.screen.second()
    assert hall.screen.pages.at == 1
    hall.press(Qt.Key.Key_F11, CTRL, SHIFT)
    assert hall.screen.pages.at == 2
    hall.agree("最后一条")
    hall.settle()
    assert hall.screen.pages.at == hall.screen.pages.count - 1  # what was just entered is in view


def test_dark_and_light_by_key_are_remembered(hall: Hall) -> None:
    hall.press(Qt.Key.Key_F11)
    hall.press(Qt.Key.Key_F10, CTRL)
    assert hall.screen.colours is DARK
    assert hall.shown is not None
    assert hall.shown.grab().toImage().pixelColor(2, 2).name() == QColor(DARK.ground).name()
    hall.press(Qt.Key.Key_F10, CTRL)
    assert hall.screen.colours is LIGHT


def test_a_message_is_written_and_shown(hall: Hall) -> None:
    hall.press(Qt.Key.Key_F11)
    hall.strip.message.click()
    hall.settle()
    hall.write("休息十分钟")
    hall.sheet.yes.click()
    hall.settle()
    assert "休息十分钟" in texts(hall)
    assert hall.screen.presenter.slide is Slide.MESSAGE


def test_f12_prints_the_papers(hall: Hall) -> None:
    hall.press(Qt.Key.Key_F12)
    assert hall.printed == [hall.meeting_id]


def test_it_goes_when_the_program_ends(hall: Hall) -> None:
    hall.press(Qt.Key.Key_F11)
    hall.window.close()
    hall.settle()
    assert hall.shown is None


def test_the_strip_fits_at_every_size(hall: Hall) -> None:
    hall.press(Qt.Key.Key_F11)
    hall.press(Qt.Key.Key_F11, CTRL)
    for scale in (100, 150):
        theme.set_scale(scale)
        hall.settle()
        page = hall.window.page("topics")
        assert hall.strip.width() <= page.viewport().width()  # type: ignore[union-attr]
    theme.set_scale(100)


def texts(hall: Hall) -> set[str]:
    """Everything that is before the hall."""
    made = hall.screen.now
    return {line.layout.text() for page in made.pages for line in (*made.fixed, *page)}


def picture_of(window: QWidget) -> bytes:
    """What stands on the screen, as bytes."""
    return bytes(window.screen().grabWindow(window.winId()).toImage().constBits())
