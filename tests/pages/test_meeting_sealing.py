"""确认纪要 in the window, by keys: a PIN, a substitute, a forgotten PIN, pages signed by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from tests.confirming import confirm_by_looking
from tests.making import talk
from tests.pages.meeting_room import Room
from xieshang_desktop.domain.minutes import Confirmation
from xieshang_desktop.domain.terms import ConfirmationWay, MinutesState, Rank
from xieshang_desktop.domain.unit import Convenor
from xieshang_desktop.services import deliberation, minutes, photos, pins, signed_paper, unit
from xieshang_desktop.settings import Settings
from xieshang_desktop.ui.pages.meeting_minutes import MinutesTab
from xieshang_desktop.ui.pages.meeting_sealing import SealingSheet
from xieshang_desktop.ui.pages.meeting_sealing_paper import PaperSheet
from xieshang_desktop.ui.pin_sheet import PinSheet
from xieshang_desktop.ui.settings_sheet import Parts, open_settings
from xieshang_desktop.ui.succession_sheet import SuccessionSheet
from xieshang_desktop.ui.widgets import sheet

ENTER, ESCAPE, TAB = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Tab
PIN, OTHER = "820461", "395172"


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Room]:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    confirm_by_looking()
    room = Room(qtbot, tmp_path)
    room.clock.moment += timedelta(days=10)
    deliberation.open_meeting(room.desk, room.meeting_id)
    for item_id in room.item_ids:
        talk(room.desk, item_id)
    deliberation.close_meeting(room.desk, room.meeting_id)
    yield room
    room.until(room.idle)
    room.close()


@pytest.fixture
def tab(room: Room) -> MinutesTab:
    part: MinutesTab = room.part("minutes")
    room.until(lambda: bool(part.paper.pdf()))
    return part


def convenor(room: Room, rank: Rank) -> Convenor:
    return next(c for c in room.desk.convenors() if c.rank is rank)


def given(room: Room) -> dict[Rank, Confirmation]:
    file = minutes.open_minutes(room.desk, room.meeting_id)
    return {each.rank: each for each in file.confirmations}


def asked(room: Room, tab: MinutesTab, rank: str) -> SealingSheet:
    tab.presenter.ask_confirm(rank)
    assert isinstance(room.sheet, SealingSheet)
    return room.sheet


def test_a_pin_is_typed_hidden_and_enter_confirms(room: Room, tab: MinutesTab) -> None:
    first = convenor(room, Rank.FIRST)
    pins.set_pin(room.desk, first.id, PIN)
    opened = asked(room, tab, "first")
    assert opened.pin.line.hasFocus()
    assert opened.pin.line.echoMode() is QLineEdit.EchoMode.Password
    assert room.red() == ["确认"]
    room.press(ENTER)
    assert opened.pin.error() == "请输入口令。"
    room.press("11a1 2-22", ENTER)  # letters and signs are not taken
    assert "口令不对，还可以试4次" in room.said(opened)
    assert opened.pin.pin() == ""
    assert opened.pin.line.hasFocus()
    room.press(PIN, ENTER)
    assert not sheet.is_open()
    assert given(room)[Rank.FIRST].way is ConfirmationWay.PIN
    room.until(lambda: "口令确认" in room.said(tab.seals))


def test_the_first_pin_is_set_where_it_is_first_needed(room: Room, tab: MinutesTab) -> None:
    Settings().choose("confirm_with", "pin")
    opened = asked(room, tab, "second")
    room.press(PIN, TAB, OTHER, ENTER)
    assert opened.again.error() == "两遍不一样，请再输一遍。"
    room.press(PIN, ENTER)
    assert not sheet.is_open()
    assert given(room)[Rank.SECOND].way is ConfirmationWay.PIN
    pins.check_pin(room.desk, convenor(room, Rank.SECOND).id, PIN)


def test_a_substitute_writes_why(room: Room, tab: MinutesTab) -> None:
    stands_in = unit.name_substitute(
        room.desk, Rank.SECOND, "韩秀兰", "村委会副主任", room.desk.today
    )
    opened = asked(room, tab, "second")
    room.button("代理 韩秀兰", opened).click()
    assert opened.reason.line.hasFocus()
    room.press(ENTER)
    assert opened.reason.error() == "请写明原因。"
    room.write("沈雅琴外出开会")
    room.press(ENTER)
    assert given(room)[Rank.SECOND].convenor_id == stands_in.id
    room.until(lambda: "韩秀兰（代 沈雅琴）" in room.said(tab.seals))


def test_a_forgotten_pin_is_reset_by_the_other_and_the_question_comes_back(
    room: Room, tab: MinutesTab
) -> None:
    first, second = (convenor(room, rank) for rank in Rank)
    pins.set_pin(room.desk, first.id, PIN)
    pins.set_pin(room.desk, second.id, OTHER)
    opened = asked(room, tab, "first")
    opened.forgotten.click()
    reset = room.sheet
    assert isinstance(reset, PinSheet)
    assert reset.old.line.hasFocus()
    room.press(OTHER, TAB, "739164", TAB, "739164", ENTER)
    assert isinstance(room.sheet, SealingSheet)
    room.press("739164", ENTER)
    assert not sheet.is_open()
    assert Rank.FIRST in given(room)


def test_escape_from_a_forgotten_pin_asks_again(room: Room, tab: MinutesTab) -> None:
    pins.set_pin(room.desk, convenor(room, Rank.FIRST).id, PIN)
    asked(room, tab, "first").forgotten.click()
    room.press(ESCAPE)
    assert isinstance(room.sheet, SealingSheet)
    room.press(ESCAPE)
    assert not sheet.is_open()
    assert given(room) == {}


def test_the_window_closes_over_a_forgotten_pin(room: Room, tab: MinutesTab) -> None:
    pins.set_pin(room.desk, convenor(room, Rank.FIRST).id, PIN)
    asked(room, tab, "first").forgotten.click()
    sheet.close_all()
    assert not sheet.is_open()


def test_both_sign_on_paper_and_the_code_of_the_page_seals(
    room: Room, tab: MinutesTab, tmp_path: Path
) -> None:
    asked(room, tab, "first").paper.click()
    opened = room.sheet
    assert isinstance(opened, PaperSheet)
    picture = tmp_path / "签名页.png"
    Image.new("L", (900, 1200), 200).save(picture)
    opened.presenter.add(picture)
    room.until(lambda: len(opened.rows.rows) == 1)
    assert room.said(opened.rows) == "第 1 页"
    opened.code.line.setFocus()
    room.press("FFFFF", ENTER)
    assert "对不上" in room.said(opened)
    code = signed_paper.code_of(minutes.open_minutes(room.desk, room.meeting_id).paper)
    opened.code.line.selectAll()
    room.press(code.lower(), ENTER)
    assert not sheet.is_open()
    file = minutes.open_minutes(room.desk, room.meeting_id)
    assert file.minutes.state is MinutesState.SEALED
    assert {each.way for each in file.confirmations} == {ConfirmationWay.PAPER}


def test_only_one_signs_on_paper(room: Room, tab: MinutesTab, tmp_path: Path) -> None:
    picture = tmp_path / "签名页.png"
    Image.new("L", (900, 1200), 200).save(picture)
    file = minutes.open_minutes(room.desk, room.meeting_id)
    signed_paper.keep_signed_page(room.desk, file.minutes.id, photos.read_photo(picture))
    opened = PaperSheet(room.context, room.meeting_id)
    opened.open()
    room.button("没有签", opened.offices[0]).click()
    opened.code.line.setText(signed_paper.code_of(file.paper))
    opened.yes.click()
    assert list(given(room)) == [Rank.SECOND]
    again = PaperSheet(room.context, room.meeting_id)
    assert len(again.offices) == 1
    again.deleteLater()


def test_printing_opens_the_paper_to_sign(room: Room, tab: MinutesTab) -> None:
    asked(room, tab, "first").paper.click()
    opened = room.sheet
    assert isinstance(opened, PaperSheet)
    opened.print.click()
    room.until(lambda: room.window.key() == "papers")
    paper = room.window.page("papers").paper  # type: ignore[union-attr]
    room.until(lambda: bool(paper.pdf()))


# ---- settings


def test_pins_and_substitutes_are_kept_in_the_settings(room: Room) -> None:
    open_settings(room.context, "convenors")
    parts = room.sheet.findChild(Parts)
    assert parts is not None
    part = parts.parts["convenors"].sealing  # type: ignore[attr-defined]
    part.add.click()
    room.write("韩秀兰")
    room.press(TAB, TAB, TAB)
    part.form.keep.click()
    assert [c.name for c in room.desk.substitutes()] == ["韩秀兰"]
    room.until(lambda: "第二召集人（代理）" in room.said(part))
    room.button("不再代理", part).click()
    assert room.desk.substitutes() == []
    room.qtbot.wait(1)
    rows = [one for one in part.findChildren(type(part.add)) if one.accessibleName() == "设口令"]
    next(one for one in rows if one.isVisible()).click()
    assert isinstance(room.sheet, PinSheet)
    room.press(PIN, TAB, PIN, ENTER)
    pins.check_pin(room.desk, convenor(room, Rank.FIRST).id, PIN)
    assert room.sheet.findChild(Parts) is not None  # the settings are back
    room.press(ESCAPE)


def test_the_desk_is_handed_over_and_its_list_opens(room: Room) -> None:
    open_settings(room.context, "convenors")
    parts = room.sheet.findChild(Parts)
    assert parts is not None
    parts.parts["convenors"].sealing.succession.click()  # type: ignore[attr-defined]
    opened = room.sheet
    assert isinstance(opened, SuccessionSheet)
    assert "还没办完的" in room.said(opened)
    room.press(ENTER)
    assert "还没有写由谁接任" in room.said(opened)
    opened.offices[0].name.line.setFocus()
    room.write("周敏")
    room.press(ENTER)
    assert [c.name for c in room.desk.convenors()] == ["周敏", "沈雅琴"]
    room.until(lambda: room.window.key() == "papers")
    paper = room.window.page("papers").paper  # type: ignore[union-attr]
    room.until(lambda: bool(paper.pdf()))


def test_escape_from_the_handing_over_goes_back_to_the_settings(room: Room) -> None:
    open_settings(room.context, "convenors")
    parts = room.sheet.findChild(Parts)
    assert parts is not None
    parts.parts["convenors"].sealing.succession.click()  # type: ignore[attr-defined]
    room.press(ESCAPE)
    assert room.sheet.findChild(Parts) is not None
    room.press(ESCAPE)
    assert not sheet.is_open()
