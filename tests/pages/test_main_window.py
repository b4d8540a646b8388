"""The frame: places, pages made when first opened, the way back, undo, help."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from xieshang_desktop.ui import theme
from xieshang_desktop.ui.main_window import MainWindow, Place, State
from xieshang_desktop.ui.widgets import toast
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.card import Card
from xieshang_desktop.ui.widgets.page import Page
from xieshang_desktop.ui.widgets.text import Label

PLACES = [
    Place("desk", "工作台", "home"),
    Place("topics", "议题", "topic"),
    Place("meetings", "会议", "meeting"),
    Place("follow", "办理", "tick"),
    Place("people", "名册", "person"),
    Place("exchange", "交换", "exchange"),
    Place("figures", "统计", "statistics"),
]


class Frame:
    """A window with a page per key, and what it made and said."""

    def __init__(self, qtbot: QtBot) -> None:
        self.made: list[str] = []
        self.window = MainWindow(PLACES, self.make)
        qtbot.addWidget(self.window)
        self.window.resize(1366, 768)
        self.window.open("desk")
        self.window.show()
        self.window.activateWindow()

    def make(self, key: str) -> QWidget:
        self.made.append(key)
        page = Page(key, back="返回" if "/" in key else "")
        page.header.show_chips([("民生改善实事", "neutral"), ("群众出题", "waiting")])
        page.header.add_action(Button("议题说明打印"))
        page.header.add_action(Button("下一步：补调研记录", "primary"))
        page.line = QLineEdit()  # type: ignore[attr-defined]
        card = Card("事由")
        card.body.addWidget(page.line)  # type: ignore[attr-defined]
        card.body.addWidget(Label("东沟组生产道路为土路，雨天无法通行。" * 9, wrap=True))
        page.body.addWidget(card)
        page.body.addStretch(1)
        return page


@pytest.fixture
def frame(qtbot: QtBot) -> Frame:
    return Frame(qtbot)


def test_a_page_is_made_when_it_is_first_opened(frame: Frame) -> None:
    assert frame.made == ["desk"]
    frame.window.open("topics")
    frame.window.open("desk")
    frame.window.open("topics")
    assert frame.made == ["desk", "topics"]
    assert frame.window.key() == "topics"
    assert frame.window.page("people") is None


def test_ctrl_and_a_number_go_to_a_place(frame: Frame, qtbot: QtBot) -> None:
    qtbot.keyClick(frame.window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert frame.window.key() == "meetings"


def test_escape_and_the_button_lead_back(frame: Frame, qtbot: QtBot) -> None:
    frame.window.open("topics")
    page = frame.window.open("topics/topic")
    frame.window.open("people/person")
    qtbot.keyClick(frame.window, Qt.Key.Key_Escape)
    assert frame.window.key() == "topics/topic"
    page.back_requested.emit()  # type: ignore[attr-defined]
    assert frame.window.key() == "topics"
    qtbot.keyClick(frame.window, Qt.Key.Key_Escape)
    assert frame.window.key() == "topics"


def test_a_page_below_a_place_leads_up_even_when_opened_first(frame: Frame) -> None:
    frame.window.open("meetings/meeting")
    frame.window.back()
    assert frame.window.key() in ("desk", "meetings")


def test_f1_asks_for_help_on_the_page_in_view(frame: Frame, qtbot: QtBot) -> None:
    frame.window.open("topics")
    with qtbot.waitSignal(frame.window.help_requested) as asked:
        qtbot.keyClick(frame.window, Qt.Key.Key_F1)
    assert asked.args == ["topics"]


def test_ctrl_z_takes_back_the_newest_action_first(frame: Frame, qtbot: QtBot) -> None:
    taken: list[str] = []
    frame.window.show_toast("李小凤 已签到", lambda: taken.append("李小凤"))
    frame.window.show_toast("张桂兰 已签到", lambda: taken.append("张桂兰"))
    frame.window.show_toast("已打印")
    for _time in range(3):
        qtbot.keyClick(frame.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert taken == ["张桂兰", "李小凤"]


def test_ctrl_z_in_a_field_with_text_undoes_the_typing(frame: Frame, qtbot: QtBot) -> None:
    taken: list[str] = []
    frame.window.show_toast("李小凤 已签到", lambda: taken.append("李小凤"))
    line = frame.window.page("desk").line  # type: ignore[union-attr]
    line.setFocus()
    qtbot.keyClicks(line, "abc")
    qtbot.keyClick(line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert line.text() != "abc"
    assert taken == []


def test_what_was_sealed_cannot_be_taken_back(frame: Frame) -> None:
    taken: list[str] = []
    frame.window.show_toast("李小凤 已签到", lambda: taken.append("李小凤"))
    frame.window.forget_undo()
    frame.window.undo()
    assert taken == []


def test_the_toast_goes_by_itself(
    frame: Frame, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(toast, "SHOWN_FOR", 20)
    frame.window.show_toast("李小凤 已签到", lambda: None)
    shown = frame.window.findChild(toast.Toast)
    assert shown is not None
    assert shown.isVisible()
    qtbot.waitUntil(lambda: not shown.isVisible())


@pytest.mark.parametrize("scale", theme.SCALES)
def test_nothing_is_cut_off_sideways(frame: Frame, qtbot: QtBot, scale: int) -> None:
    theme.set_scale(scale)
    window = frame.window
    window.show_venue("柳河镇张家村协商议事室")
    window.show_next_meeting("下次会议 3月20日 09:00（还有 9 天）", "还有 9 天开会")
    window.show_state(
        [
            State("done", "已备份 今天 08:10", "已备份"),
            State("waiting", "2 个协商包等待回执", "2 个待回执"),
        ]
    )
    window.show_practice(True)
    qtbot.wait(1)
    assert window.minimumSizeHint().width() <= 1366
    assert window.minimumSizeHint().height() <= 768
    page = window.page("desk")
    assert isinstance(page, Page)
    assert page.widget().width() <= page.viewport().width()
    for label in window.top_bar.findChildren(QLabel):
        if label.isVisible() and label.text():
            assert label.sizeHint().width() <= label.width(), label.text()
    for button in window.findChildren(Button):
        if button.isVisible():
            assert button.width() >= button.sizeHint().width(), button.text()
            assert button.height() >= theme.px(40) - 1
            right = button.mapTo(window, button.rect().topRight()).x()
            assert right < window.width()


def test_all_places_stay_in_sight_on_a_low_window(frame: Frame, qtbot: QtBot) -> None:
    theme.set_scale(150)
    frame.window.resize(1366, 660)
    qtbot.wait(1)
    last = frame.window.navigation.children()[-1]
    assert last is not None
    for item in frame.window.navigation.findChildren(QWidget):
        if item.accessibleName() in {place.word for place in PLACES}:
            bottom = item.mapTo(frame.window, item.rect().bottomLeft()).y()
            assert bottom < frame.window.height()
            assert item.height() >= theme.px(40)


def test_making_and_filling_a_page_opens_no_other_window(frame: Frame, qtbot: QtBot) -> None:
    frame.window.open("topics/topic")
    from PySide6.QtWidgets import QApplication

    shown = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
    assert shown == [frame.window]


def test_closing_finishes_the_text_being_typed(frame: Frame, qtbot: QtBot) -> None:
    heard: list[str] = []
    line = frame.window.page("desk").line  # type: ignore[union-attr]
    line.editingFinished.connect(lambda: heard.append("finished"))
    frame.window.closing.connect(lambda: heard.append("closing"))
    line.setFocus()
    qtbot.keyClicks(line, "abc")
    frame.window.close()
    assert heard == ["finished", "closing"]


def test_a_running_meeting_is_a_way_back_at_the_top_at_every_size(
    frame: Frame, qtbot: QtBot
) -> None:
    asked: list[str] = []
    frame.window.meeting_requested.connect(asked.append)
    frame.window.show_next_meeting("会议进行中，回到议事", "回到议事", "m1")
    for scale in theme.SCALES:
        theme.set_scale(scale)
        qtbot.wait(1)
        (back,) = [
            button
            for button in frame.window.top_bar.findChildren(Button)
            if "回到议事" in button.text() and button.isVisible()
        ]
        back.click()
    assert asked == ["m1"] * len(theme.SCALES)
    frame.window.show_next_meeting("今天 09:00 开会")
    assert not back.isVisible()
