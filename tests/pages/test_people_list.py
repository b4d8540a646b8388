"""The door: one box, one list, no mouse needed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from pytestqt.qtbot import QtBot

from xieshang_desktop.ui import theme
from xieshang_desktop.ui.widgets.people_list import PeopleList
from xieshang_desktop.ui.widgets.people_model import PersonRow
from xieshang_desktop.ui.widgets.search_box import SearchBox

ROWS = [
    PersonRow("a", "张国栋", "第三组 · 户主", "议事会成员", "待签", action="签到"),
    PersonRow(
        "b", "张桂兰", "第一组 · 户主 张永福", "村民代表", "待签", action="签到", chip="同名"
    ),
    PersonRow("c", "赵广生", "第二组 · 户主", "村民代表", "09:02 已签", "done"),
    PersonRow(
        "d",
        "买买提·吐尔逊江·阿卜杜热合曼",
        "第七组 · 户主 欧阳慕容雪梅 · 东沟自然村",
        "利益相关方（承包户）",
        "请假：外出务工",
        "waiting",
        chip="同名",
    ),
]


@pytest.fixture
def people(qtbot: QtBot) -> PeopleList:
    view = PeopleList()
    qtbot.addWidget(view)
    view.resize(830, 400)
    view.show_rows(ROWS)
    view.show()
    return view


def box_for(qtbot: QtBot, people: PeopleList) -> SearchBox:
    box = SearchBox("姓名、拼音")
    qtbot.addWidget(box)
    box.drive(people)
    box.show()
    return box


def test_the_first_hit_is_marked_and_arrows_move_from_the_box(
    people: PeopleList, qtbot: QtBot
) -> None:
    box = box_for(qtbot, people)
    assert people.marked_key() == "a"
    qtbot.keyClick(box, Qt.Key.Key_Down)
    qtbot.keyClick(box, Qt.Key.Key_Down)
    qtbot.keyClick(box, Qt.Key.Key_Up)
    assert people.marked_key() == "b"
    qtbot.keyClick(box, Qt.Key.Key_PageDown)
    assert people.marked_key() == "d"


def test_enter_in_the_box_says_what_was_typed(people: PeopleList, qtbot: QtBot) -> None:
    box = box_for(qtbot, people)
    qtbot.keyClicks(box, " zg ")
    with qtbot.waitSignal(box.entered) as entered:
        qtbot.keyClick(box, Qt.Key.Key_Return)
    assert entered.args == ["zg"]


def test_what_is_being_composed_already_narrows(people: PeopleList, qtbot: QtBot) -> None:
    box = box_for(qtbot, people)
    heard: list[str] = []
    box.typed.connect(heard.append)
    for composing in ("z", "zh", "zhang'g"):
        QCoreApplication.sendEvent(box, QInputMethodEvent(composing, []))
    assert heard == ["z", "zh", "zhangg"]
    done = QInputMethodEvent("", [])
    done.setCommitString("张国")
    QCoreApplication.sendEvent(box, done)
    assert heard[-1] == "张国"
    assert box.words() == "张国"


def test_escape_empties_the_box_first(people: PeopleList, qtbot: QtBot) -> None:
    box = box_for(qtbot, people)
    qtbot.keyClicks(box, "zg")
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert box.text() == ""


def test_enter_and_the_button_of_a_row_do_the_same(people: PeopleList, qtbot: QtBot) -> None:
    heard: list[str] = []
    people.acted.connect(heard.append)
    qtbot.keyClick(people, Qt.Key.Key_Return)
    area = people.visualRect(people.model().index(1, 0))
    at = QPoint(area.right() - 40, area.center().y())
    qtbot.mouseClick(people.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert heard == ["a", "b"]
    qtbot.mouseClick(people.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(60, at.y()))
    assert heard == ["a", "b"]


def test_space_and_the_tick_box_pick(qtbot: QtBot, people: PeopleList) -> None:
    people.show_rows([row._replace(picked=False) for row in ROWS])
    heard: list[tuple[str, bool]] = []
    people.picked.connect(lambda key, on: heard.append((key, on)))
    qtbot.keyClick(people, Qt.Key.Key_Space)
    area = people.visualRect(people.model().index(2, 0))
    at = QPoint(30, area.center().y())
    qtbot.mouseClick(people.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert heard == [("a", True), ("c", True)]


def test_the_mark_can_be_kept(people: PeopleList) -> None:
    people.show_rows(ROWS, mark="c")
    assert people.marked_key() == "c"
    people.show_rows([])
    assert people.marked_key() == ""


@pytest.mark.parametrize("scale", theme.SCALES)
@pytest.mark.parametrize("width", [830, 620, 420])
@pytest.mark.parametrize("sunlight", [False, True])
def test_long_names_are_painted_within_their_row(
    people: PeopleList, qtbot: QtBot, scale: int, width: int, sunlight: bool
) -> None:
    theme.set_scale(scale)
    theme.set_sunlight(sunlight)
    people.resize(width, 400)
    people.show_rows(ROWS, mark="d")
    picture = people.grab().toImage()
    assert people.sizeHintForRow(0) == theme.px(60)
    right = {picture.pixelColor(width - 3, y).name() for y in range(theme.px(61), theme.px(118))}
    assert len(right) == 1  # nothing of the words reaches the edge
