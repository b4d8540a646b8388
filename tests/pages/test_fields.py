"""Forms: labels, errors, dates as people write them, texts that are never lost."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from xieshang_desktop.ui.widgets import text_area
from xieshang_desktop.ui.widgets.choice_chips import ChoiceChips
from xieshang_desktop.ui.widgets.date_field import DateField, TimeField
from xieshang_desktop.ui.widgets.date_words import read_date, read_time, write_date, write_time
from xieshang_desktop.ui.widgets.fields import ChoiceField, LineField, NumberField, SelectField
from xieshang_desktop.ui.widgets.text_area import TextArea

TODAY = date(2026, 3, 11)  # a Wednesday


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2026-3-20", date(2026, 3, 20)),
        ("2026.03.20", date(2026, 3, 20)),
        ("2026/3/20", date(2026, 3, 20)),
        ("26/3/20", date(2026, 3, 20)),
        ("20260320", date(2026, 3, 20)),
        ("2026年3月20日", date(2026, 3, 20)),
        ("2026 年 3 月 20 日", date(2026, 3, 20)),
        ("２０２６年３月２０日", date(2026, 3, 20)),
        ("3月20日", date(2026, 3, 20)),
        ("3月20号", date(2026, 3, 20)),
        ("3-20", date(2026, 3, 20)),
        ("3.20", date(2026, 3, 20)),
        ("12月30日", date(2025, 12, 30)),
        ("20日", date(2026, 3, 20)),
        ("今天", TODAY),
        ("明天", date(2026, 3, 12)),
        ("后天", date(2026, 3, 13)),
        ("昨天", date(2026, 3, 10)),
        ("周五", date(2026, 3, 13)),
        ("星期一", date(2026, 3, 16)),
        ("下周一", date(2026, 3, 16)),
        ("礼拜天", date(2026, 3, 15)),
        ("2月29日", None),
        ("2月30日", None),
        ("2026-13-1", None),
        ("随便", None),
        ("", None),
    ],
)
def test_a_date_is_read_as_people_write_it(words: str, day: date | None) -> None:
    assert read_date(words, TODAY) == day


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("12月30日", date(2026, 12, 30)),
        ("1月5日", date(2027, 1, 5)),
        ("3月5日", date(2026, 3, 5)),  # last week was meant, and will be refused
        ("2025-12-30", date(2025, 12, 30)),
    ],
)
def test_a_deadline_without_a_year_lies_ahead(words: str, day: date) -> None:
    assert read_date(words, TODAY, ahead=True) == day


@pytest.mark.parametrize(
    ("words", "moment"),
    [
        ("9:00", time(9)),
        ("9：30", time(9, 30)),
        ("9点", time(9)),
        ("9点半", time(9, 30)),
        ("9时15分", time(9, 15)),
        ("上午9点", time(9)),
        ("下午2点半", time(14, 30)),
        ("中午12点", time(12)),
        ("晚上7点一刻", time(19, 15)),
        ("1430", time(14, 30)),
        ("930", time(9, 30)),
        ("9", time(9)),
        ("25:00", None),
        ("9:75", None),
        ("早点", None),
    ],
)
def test_a_time_is_read_as_people_say_it(words: str, moment: time | None) -> None:
    assert read_time(words) == moment


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.dates(date(2000, 1, 1)))
def test_a_written_date_reads_back(day: date, today: date) -> None:
    assert read_date(write_date(day), today) == day


@given(st.times())
def test_a_written_time_reads_back(moment: time) -> None:
    assert read_time(write_time(moment)) == moment.replace(second=0, microsecond=0)


@given(st.text(max_size=12))
def test_no_text_upsets_the_reading(words: str) -> None:
    read_date(words, TODAY)
    read_time(words)


def test_the_date_field_says_what_it_understood(qtbot: QtBot) -> None:
    field = DateField("提出日期", lambda: TODAY)
    qtbot.addWidget(field)
    heard: list[object] = []
    field.day_changed.connect(heard.append)
    field.show()
    qtbot.keyClicks(field.line, "3-2")
    qtbot.keyClick(field.line, Qt.Key.Key_Return)
    assert field.line.text() == "2026年3月2日 星期一"
    qtbot.keyClick(field.line, Qt.Key.Key_Down)
    assert field.day() == date(2026, 3, 3)
    field.line.setText("乱写")
    assert field.day() is None
    assert "2026-3-20" in field.error()
    field.line.setText("")
    assert field.day() is None
    assert field.error() == ""
    assert heard == [date(2026, 3, 2), date(2026, 3, 3), None]


def test_the_time_field_says_what_it_understood(qtbot: QtBot) -> None:
    field = TimeField("时间")
    qtbot.addWidget(field)
    field.line.setText("下午2点半")
    assert field.moment() == time(14, 30)
    assert field.line.text() == "14:30"


def test_an_error_takes_the_place_of_the_hint_until_one_types(qtbot: QtBot) -> None:
    field = LineField("题目", "一句话")
    qtbot.addWidget(field)
    field.show()
    field.show_error("题目还没有写。")
    assert field.line.property("wrong")
    qtbot.keyClicks(field.line, "x")
    assert field.error() == ""
    assert not field.line.property("wrong")
    field.show_value("  路  ")
    assert field.value() == "路"


def test_a_number_or_nothing(qtbot: QtBot) -> None:
    field = NumberField("户数", "户")
    qtbot.addWidget(field)
    assert field.number() is None
    field.show_number(46)
    assert field.number() == 46
    field.show_value("四十")
    assert field.number() is None


def test_a_long_choice_is_cut_where_there_is_no_room_and_told_in_full(qtbot: QtBot) -> None:
    words = "关于村东头晒场到桥头水渠一段三米宽机耕路硬化和两侧排水沟一并修整由谁出工出钱的商量"
    field = SelectField("哪项议程")
    qtbot.addWidget(field)
    field.show_choices([("one", words)], "one")
    assert field.minimumSizeHint().width() < 260 < field.sizeHint().width()
    assert field.box.toolTip() == words


def test_a_choice_is_its_key_and_not_its_words(qtbot: QtBot) -> None:
    field = SelectField("网格")
    qtbot.addWidget(field)
    field.show_choices([("1", "第一网格"), ("2", "第二网格")], "2")
    assert field.value() == "2"
    field.show_value("9")
    assert field.value() == ""


def test_one_choice_takes_the_place_of_another(qtbot: QtBot) -> None:
    field = ChoiceField("来源", [("a", "群众出题"), ("b", "委员荐题")])
    qtbot.addWidget(field)
    field.show()
    buttons = field.chips.findChildren(QWidget)
    with qtbot.waitSignal(field.changed) as changed:
        qtbot.mouseClick(buttons[0], Qt.MouseButton.LeftButton)
    assert changed.args == [["a"]]
    qtbot.mouseClick(buttons[1], Qt.MouseButton.LeftButton)
    assert field.value() == "b"
    qtbot.mouseClick(buttons[1], Qt.MouseButton.LeftButton)
    assert field.value() == "b"


def test_choices_by_keyboard_are_one_stop_for_tab(qtbot: QtBot) -> None:
    chips = ChoiceChips(several=True)
    qtbot.addWidget(chips)
    chips.show_choices([("a", "甲"), ("b", "乙"), ("c", "丙")])
    chips.show()
    chips.activateWindow()
    first, second, third = chips.findChildren(QWidget)
    assert [
        bool(one.focusPolicy() & Qt.FocusPolicy.TabFocus) for one in (first, second, third)
    ] == [
        True,
        False,
        False,
    ]
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Right)
    assert chips.focusWidget() is second
    qtbot.keyClick(second, Qt.Key.Key_Space)
    qtbot.keyClick(second, Qt.Key.Key_Left)
    qtbot.keyClick(first, Qt.Key.Key_Left)
    qtbot.keyClick(third, Qt.Key.Key_Space)
    assert chips.chosen() == ["b", "c"]


def test_a_draft_follows_the_typing_and_the_whole_text_the_leaving(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text_area, "DRAFT_AFTER", 20)
    window = QWidget()
    qtbot.addWidget(window)
    area = TextArea("写清楚什么事")
    area.setParent(window)
    window.show()
    window.activateWindow()
    area.setFocus()
    area.show_value("原来的")
    finished: list[str] = []
    area.finished.connect(finished.append)
    with qtbot.waitSignal(area.draft_changed) as draft:
        qtbot.keyClicks(area, "x")
    assert draft.args == ["x原来的"]
    area.clearFocus()
    area.finish()
    assert finished == ["x原来的"]
    area.setFocus()
    qtbot.keyClicks(area, "y")
    area.hide()
    assert finished == ["x原来的", "xy原来的"]


def test_a_text_area_grows_with_its_text(qtbot: QtBot) -> None:
    area = TextArea(rows=3, most_rows=6)
    qtbot.addWidget(area)
    area.resize(400, area.height())
    area.show()
    small = area.height()
    area.show_value("一行\n" * 4)
    middle = area.height()
    area.show_value("一行\n" * 40)
    assert small < middle < area.height()
    assert area.height() < 3 * small


def test_of_several_examples_a_narrow_field_shows_those_that_it_has_room_for(qtbot: QtBot) -> None:
    day, at = DateField("", lambda: TODAY), TimeField("")
    for field, examples in (
        (day, ["如 3月20日", "如 3月20日、2026-3-20", "如 3月20日、2026-3-20、明天"]),
        (at, ["如 9:00", "如 9:00、下午2点半"]),
    ):
        qtbot.addWidget(field)
        field.show()
        seen = []
        for wide in range(80, 500, 4):
            field.resize(wide, field.height())
            words = field.line.placeholderText()
            seen += [words] if words not in seen else []
            if words != examples[0]:
                room = field.line.width() - field.line.textMargins().right()
                assert field.line.fontMetrics().horizontalAdvance(words) < room
        assert seen == examples
