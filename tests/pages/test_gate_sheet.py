"""核对 in the window: by keyboard, with a mark and a word at each finding, never by accident."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.making import a_desk
from tests.pages.framed import Framed
from tests.services.test_gate import PHONE, a_result
from xieshang_desktop.services import gate
from xieshang_desktop.ui import theme
from xieshang_desktop.ui.gate_sheet import GateSheet, open_gate
from xieshang_desktop.ui.widgets import sheet
from xieshang_desktop.ui.widgets.choice_chips import ChoiceChips
from xieshang_desktop.ui.widgets.fields import CheckField
from xieshang_desktop.ui.widgets.gate_strip import GateStrip
from xieshang_desktop.ui.widgets.marked_text import MarkedText

WORDS = f"李德发家住三组12号，值班电话{PHONE}"


@pytest.fixture
def framed(qtbot: QtBot, tmp_path: Path) -> Iterator[Framed]:
    framed = Framed(qtbot, a_desk(tmp_path))
    framed.open("follow_up")
    yield framed
    framed.window.close()
    framed.desk.close()


def guarded(framed: Framed, words: str = WORDS) -> gate.Guarded:
    return gate.guard(framed.desk, "result", "t", a_result(result=words))


def opened(framed: Framed, words: str = WORDS, done: list[bool] | None = None) -> GateSheet:
    """The sheet over a result with these words."""
    finished = [] if done is None else done
    shown = open_gate(
        framed.window,
        framed.desk,
        framed.context.attempt,
        "result",
        "t",
        guarded(framed, words),
        lambda: finished.append(True),
    )
    framed.qtbot.wait(1)
    return shown


def press(framed: Framed, *keys: Qt.Key) -> None:
    for key in keys:
        framed.qtbot.keyClick(QApplication.focusWidget(), key)
        framed.qtbot.wait(1)


def test_what_was_written_stands_beside_what_is_printed(framed: Framed) -> None:
    original, printed = opened(framed).findChildren(MarkedText)
    assert original.text() == f"李德发家住三组12号〔住址〕，值班电话{PHONE}〔电话〕"
    assert printed.text() == "李德发家住三组***，值班电话199****1234"
    assert original.accessibleName() == original.text()


def test_the_keyboard_decides_and_clears(framed: Framed) -> None:
    done: list[bool] = []
    opened(framed, done=done)
    press(framed, Qt.Key.Key_Right, Qt.Key.Key_Space)  # the address is none
    press(framed, Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is framed.sheet.yes
    press(framed, Qt.Key.Key_Return)
    framed.qtbot.waitUntil(lambda: done == [True])
    assert not sheet.is_open()
    assert guarded(framed).paper.result == "李德发家住三组12号，值班电话199****1234"  # type: ignore[attr-defined]


def test_escape_clears_nothing(framed: Framed) -> None:
    opened(framed)
    press(framed, Qt.Key.Key_Escape)
    assert not sheet.is_open()
    assert not guarded(framed).cleared


def test_a_kept_number_asks_for_a_word_in_the_same_sheet(framed: Framed) -> None:
    shown = opened(framed)
    _address, phone = shown.findChildren(ChoiceChips)
    _none, check = shown.findChildren(CheckField)
    assert not check.isVisible()
    phone.setFocus()
    press(framed, Qt.Key.Key_Right, Qt.Key.Key_Space)
    assert check.isVisible()
    shown.yes.click()
    assert sheet.is_open()
    assert f"“{PHONE}”像是电话，不能直接照印。" in framed.said(shown)
    check.setFocus()
    press(framed, Qt.Key.Key_Space)
    assert f"“{PHONE}”像是电话，不能直接照印。" not in framed.said(shown)
    shown.yes.click()
    assert not sheet.is_open()
    assert guarded(framed).cleared


def test_an_id_number_offers_no_choice(framed: Framed) -> None:
    shown = opened(framed, "身份证号99000019900101001X，三组12号")
    number, address = shown.findChildren(ChoiceChips)
    assert not number.isVisible()
    assert address.isVisible()
    assert "一律遮盖" in framed.said(shown)
    shown.yes.click()
    assert guarded(framed, "身份证号99000019900101001X，三组12号").cleared


def test_a_review_can_be_taken_back_at_once(framed: Framed) -> None:
    opened(framed).yes.click()
    assert guarded(framed).cleared
    framed.qtbot.keyClick(framed.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    framed.qtbot.waitUntil(lambda: not guarded(framed).cleared)


def test_the_next_page_begins_at_its_first_finding(framed: Framed) -> None:
    words = "\n".join(f"第{number}户1990000{number:04}" for number in range(1, 31))
    shown = opened(framed, words)
    assert shown.yes.text() == "看下一页（还有 10 处）"
    shown.yes.click()
    framed.qtbot.wait(1)
    first = shown.findChildren(ChoiceChips)[0]
    assert first.isAncestorOf(QApplication.focusWidget())
    assert shown.yes.text() == "核对完毕，可以张贴"


@pytest.mark.parametrize("scale", [100, 150])
def test_nothing_is_cut_off_sideways(framed: Framed, scale: int) -> None:
    theme.set_scale(scale)
    shown = opened(framed, WORDS + "按照约定硬化道路。" * 20)
    for part in shown.findChildren(ChoiceChips):
        right = part.mapTo(shown, part.rect().topRight()).x()
        assert right < shown.width()
    for text in shown.findChildren(MarkedText):
        assert text.height() >= text.heightForWidth(text.width())


def test_the_strip_says_what_was_hidden_and_whether_somebody_looked(qtbot: QtBot) -> None:
    strip = GateStrip()
    qtbot.addWidget(strip)
    strip.show_gate(0, 0, cleared=True)
    assert strip.isHidden()
    assert not strip.waits
    strip.show_gate(3, 3, cleared=False)
    assert strip.waits
    assert strip.button.text() == "核对"
    with qtbot.waitSignal(strip.acted):
        strip.button.click()
    strip.show_gate(3, 2, cleared=True)
    assert not strip.waits
    assert strip.button.text() == "再看一遍"
