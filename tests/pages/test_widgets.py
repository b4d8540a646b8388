"""The other parts of a page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from xieshang_desktop.domain.names import unbroken
from xieshang_desktop.ui import theme
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.card import Card, divider, section
from xieshang_desktop.ui.widgets.chip import Chip
from xieshang_desktop.ui.widgets.counts import BigCount, Figure, Figures, Ring
from xieshang_desktop.ui.widgets.empty import Empty
from xieshang_desktop.ui.widgets.fields import Field, LineField
from xieshang_desktop.ui.widgets.flow import Flow
from xieshang_desktop.ui.widgets.history import Checks, HistoryList
from xieshang_desktop.ui.widgets.layout import Column, Scroll, Split
from xieshang_desktop.ui.widgets.notice import Notice
from xieshang_desktop.ui.widgets.page import Page
from xieshang_desktop.ui.widgets.rail import Step, StepRail
from xieshang_desktop.ui.widgets.tabs import Tabs
from xieshang_desktop.ui.widgets.text import Label, OneLine
from xieshang_desktop.ui.widgets.text_area import TextArea
from xieshang_desktop.ui.widgets.todo_rows import Todo, TodoRows
from xieshang_desktop.ui.widgets.wizard import Wizard

STEPS = [
    Step("确立议题", "3月6日 审定", "done"),
    Step("确定主体", "48 人，8 户利益相关方", "done"),
    Step("专题调研", "还差：调研记录", "now"),
    Step("组织协商", "3月20日 09:00", "ahead"),
    Step("公示结果", "不少于 15 日", "ahead"),
]


def rail() -> QWidget:
    widget = StepRail()
    widget.show_steps(STEPS)
    return widget


def figures() -> QWidget:
    widget = Figures()
    widget.show_figures([Figure("妇女", "14 人"), Figure("利益相关方", "6 / 8", "还差 2 户")])
    return widget


def todos() -> QWidget:
    widget = TodoRows()
    widget.show_items(
        [Todo("a", "9", "3月", "公示可以撤下了", "已公示 15 日", "登记撤下", "waiting")]
    )
    return widget


def history() -> QWidget:
    widget = HistoryList()
    widget.show_items(
        [("3月2日", "李德发 提出，口头，网格员登记"), ("3月4日", "与“东沟路坑洼”合并")]
    )
    return widget


def checks() -> QWidget:
    widget = Checks()
    widget.show_items([("done", "切口小", "一条路，一个组"), ("attention", "关联广", "还没有写")])
    return widget


def notice() -> QWidget:
    widget = Notice()
    widget.show_notice("还差：调研记录", "attention", "没有调研不能上会，除非写明原因。", "去写")
    return widget


def count() -> QWidget:
    widget = BigCount("实到 / 应到")
    widget.show_count(37, 48)
    return widget


MAKERS: list[Callable[[], QWidget]] = [
    rail,
    figures,
    todos,
    history,
    checks,
    notice,
    count,
    lambda: Button("登记新议题", "primary", "plus", "F2"),
    lambda: Chip("同名", "waiting"),
    lambda: section("筛选"),
    divider,
    lambda: Empty("paper", "还没有纪要。", "去议事"),
    lambda: LineField("题目", "一句话"),
    lambda: Field("事由", TextArea("写清楚")),
    lambda: OneLine("很长的名字" * 30),
]


def test_parts_filled_before_they_are_on_a_page_open_no_window(qtbot: QtBot) -> None:
    card = Card("事由")
    qtbot.addWidget(card)
    for make in MAKERS:
        part = make()
        assert [one for one in QApplication.topLevelWidgets() if one.isVisible()] == []
        card.body.addWidget(part)
    card.show()
    qtbot.wait(1)
    assert card.findChild(Notice).isVisible()


@pytest.mark.parametrize("scale", theme.SCALES)
def test_no_words_are_cut_off_on_a_narrow_page(qtbot: QtBot, scale: int) -> None:
    theme.set_scale(scale)
    page = Page("东沟组生产道路硬化和路灯安装以及排水沟清理", back="返回议题")
    qtbot.addWidget(page)
    page.header.show_line("李德发（第七组）2026年3月2日提出 · 涉及 46 户")
    page.header.show_chips([("民生改善实事", "neutral")])
    page.header.add_action(Button("下一步：补调研记录", "primary"))
    left, right = Card("事由"), Card("经过")
    for number, make in enumerate(MAKERS):
        (left if number % 2 else right).body.addWidget(make())
    page.body.addWidget(Split(left, right), 1)
    page.resize(1366 - theme.px(132), 768 - theme.px(56))
    page.show()
    qtbot.wait(1)
    assert page.widget().width() <= page.viewport().width()
    for label in page.findChildren(QLabel):
        if not label.isVisible() or not label.text() or isinstance(label, OneLine):
            continue
        needed = label.heightForWidth(label.width()) if label.wordWrap() else 0
        assert label.height() >= needed - 1, label.text()
        if not label.wordWrap():
            assert label.width() >= label.sizeHint().width(), label.text()


def test_the_same_is_seen_after_changing_the_size_as_when_starting_with_it(qtbot: QtBot) -> None:
    def page() -> Page:
        made = Page("议题")
        made.header.add_action(Button("登记新议题", "primary", "plus"))
        card = Card("事由")
        for make in MAKERS:
            card.body.addWidget(make())
        made.body.addWidget(card)
        made.resize(1100, 1900)
        made.show()
        return made

    changed = page()
    qtbot.addWidget(changed)
    theme.set_scale(150)
    qtbot.wait(1)
    fresh = page()
    qtbot.addWidget(fresh)
    qtbot.wait(1)
    assert changed.widget().sizeHint() == fresh.widget().sizeHint()
    assert changed.grab().toImage() == fresh.grab().toImage()


def test_the_rail_is_walked_by_arrows(qtbot: QtBot) -> None:
    steps = StepRail()
    qtbot.addWidget(steps)
    steps.show_steps(STEPS)
    steps.resize(1100, 140)
    steps.show()
    qtbot.keyClick(steps, Qt.Key.Key_Left)
    with qtbot.waitSignal(steps.chosen) as chosen:
        qtbot.keyClick(steps, Qt.Key.Key_Return)
    assert chosen.args == [1]
    with qtbot.waitSignal(steps.chosen) as clicked:
        qtbot.mouseClick(steps, Qt.MouseButton.LeftButton, pos=QPoint(1000, 30))
    assert clicked.args == [4]
    assert "公示结果" in steps.accessibleDescription()


def test_the_rail_is_higher_where_notes_wrap(qtbot: QtBot) -> None:
    steps = StepRail()
    qtbot.addWidget(steps)
    steps.show_steps(STEPS)
    steps.resize(1200, 10)
    steps.show()
    wide = steps.height()
    steps.resize(500, 10)
    assert steps.height() > wide


def test_tabs_are_walked_by_arrows(qtbot: QtBot) -> None:
    tabs = Tabs()
    qtbot.addWidget(tabs)
    tabs.show_tabs([("ready", "准备"), ("door", "签到"), ("talk", "议事")], "door")
    heard: list[str] = []
    tabs.chosen.connect(heard.append)
    tabs.show()
    qtbot.keyClick(tabs, Qt.Key.Key_Right)
    qtbot.keyClick(tabs, Qt.Key.Key_Right)
    qtbot.keyClick(tabs, Qt.Key.Key_Left)
    assert heard == ["talk", "door"]
    assert tabs.key() == "door"


def test_a_flow_takes_another_line_instead_of_cutting_off(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = Flow(holder)
    flow.addWidget(Label("东沟组生产道路硬化", "title"))
    first, second = Button("议题说明打印"), Button("下一步", "primary")
    flow.add_right(first)
    flow.add_right(second)
    holder.resize(900, 200)
    holder.show()
    assert first.geometry().right() < second.x()
    assert second.geometry().right() + 1 == 900
    assert flow.heightForWidth(900) < flow.heightForWidth(420)
    holder.resize(420, 200)
    qtbot.wait(1)
    assert first.y() == second.y() > 0
    assert second.geometry().right() + 1 == 420


def test_two_parts_stand_one_above_the_other_where_there_is_no_room(qtbot: QtBot) -> None:
    left, right = Card("左"), Card("右")
    split = Split(left, Scroll(right), side=330)
    qtbot.addWidget(split)
    split.resize(1000, 400)
    split.show()
    assert left.y() == 0
    assert left.width() > 600
    split.resize(500, 400)
    qtbot.wait(1)
    assert left.width() == 500


def test_names_stay_whole() -> None:
    assert unbroken("张桂兰").replace("\u2060", "") == "张桂兰"


def test_a_to_do_says_its_key(qtbot: QtBot) -> None:
    rows = TodoRows()
    qtbot.addWidget(rows)
    rows.show_items([Todo("a", "9", "3月", "公示可以撤下了", button="登记撤下")])
    rows.show_items([Todo("b", "5", "逾期", "护栏安装", button="催办", kind="attention")])
    with qtbot.waitSignal(rows.acted) as acted:
        rows.findChildren(Button)[-1].click()
    assert acted.args == ["b"]


def test_counts_without_a_whole_show_only_the_number(qtbot: QtBot) -> None:
    block, ring = BigCount("实到"), Ring()
    qtbot.addWidget(block)
    qtbot.addWidget(ring)
    block.show_count(37, 0)
    ring.show_part(0, 0)
    assert "37" in [label.text() for label in block.findChildren(QLabel)]
    assert not ring.grab().isNull()


def test_the_first_start_asks_one_question_a_page(qtbot: QtBot) -> None:
    where, who = LineField("村（社区）全称"), LineField("姓名")
    wizard = Wizard([("这里是哪个村？", "写在抬头上。", where), ("谁是召集人？", "", who)])
    qtbot.addWidget(wizard)
    wizard.resize(1000, 700)
    wizard.show()
    wizard.activateWindow()
    asked: list[int] = []
    wizard.next_requested.connect(asked.append)
    qtbot.keyClick(where.line, Qt.Key.Key_Return)
    assert asked == [0]
    wizard.show_problem("村名还没有写。")
    assert wizard.step() == 0
    wizard.go(1)
    assert wizard.next.accessibleName() == "开始使用"
    qtbot.keyClick(who.line, Qt.Key.Key_Escape)
    assert wizard.step() == 0
    with qtbot.waitSignal(wizard.back_requested):
        qtbot.keyClick(where.line, Qt.Key.Key_Escape)


def test_enter_presses_the_button_the_keyboard_is_on(qtbot: QtBot) -> None:
    heard: list[str] = []
    holder = QWidget()
    qtbot.addWidget(holder)
    button = Button("催办", pressed=lambda: heard.append("催办"))
    Column(holder).addWidget(button)
    holder.show()
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: heard == ["催办"])
    assert Button("A&B").text() == "A&&B"


def test_user_data_is_never_read_as_markup(qtbot: QtBot) -> None:
    label = Label("<b>张桂兰</b>")
    qtbot.addWidget(label)
    assert label.textFormat() == Qt.TextFormat.PlainText
    chip = Chip("<i>x</i>")
    qtbot.addWidget(chip)
    assert chip.textFormat() == Qt.TextFormat.PlainText
