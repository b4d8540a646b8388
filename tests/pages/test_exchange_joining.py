"""加入乡镇 in the window: the code, who invites, the answer on the stick, the fingerprint."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.clock import HandClock
from tests.pages.framed import Framed
from tests.township.quick_code import quick_codes
from tests.township.road import START, a_township, a_village
from xieshang_desktop.exchange.drives import Drive
from xieshang_desktop.services.enrolment import current_township
from xieshang_desktop.township import villages
from xieshang_desktop.ui import stick_watch
from xieshang_desktop.ui.pages import exchange
from xieshang_desktop.ui.widgets import sheet


class Joining(Framed):
    """A village that belongs to nobody, and an invitation on a stick."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        clock = HandClock(START)
        super().__init__(qtbot, a_village(folder / "village", "石桥镇桥头村", clock).desk)
        township = a_township(folder / "township", clock).desk
        self.stick = folder / "stick"
        self.stick.mkdir()
        with quick_codes():
            self.invited = villages.invite(township, "石桥镇桥头村", self.stick)
        township.close()
        drive = Drive(label="KINGSTON", path=self.stick, free=10**9, read_only=False)
        self.page = exchange.build(self.context, lambda: [drive])
        self.window._pages["exchange"] = self.page  # noqa: SLF001  # with a stick of its own
        self.window._stack.addWidget(self.page)  # noqa: SLF001
        self.open("exchange")
        qtbot.waitUntil(lambda: self.page.presenter.invitation() is not None, timeout=10_000)

    def titled(self, title: str) -> None:
        """Wait for the sheet of this title."""
        self.qtbot.waitUntil(
            lambda: sheet.is_open() and title in self.said(self.sheet), timeout=10_000
        )

    def enter(self) -> None:
        self.qtbot.keyClick(self.sheet, Qt.Key.Key_Return)


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Joining]:
    monkeypatch.setattr(stick_watch, "LOOK_EVERY", 10)
    room = Joining(qtbot, tmp_path)
    yield room
    room.window.close()
    room.desk.close()


def open_invitation(room: Joining) -> None:
    room.page.top.acted.emit("join")
    room.titled("加入乡镇")
    room.write(room.invited.code)
    room.enter()
    room.titled("邀请本村")


def test_the_whole_way_by_keyboard(room: Joining) -> None:
    open_invitation(room)
    room.enter()
    room.titled("应答写好了")
    assert len(list(room.stick.glob("*.xsb"))) == 2
    assert "等待核对指纹" in room.page.top.chip.text()
    room.enter()
    room.page.top.acted.emit("compare")
    room.titled("八个词")
    room.sheet.yes.setFocus()
    room.enter()
    township = current_township(room.desk)
    assert township is not None
    assert township.trusted_on == room.desk.today
    assert room.page.top.chip.text() == "等待第一张回执"


def test_half_a_code_and_a_wrong_one_are_said_under_the_field(room: Joining) -> None:
    room.page.top.acted.emit("join")
    room.titled("加入乡镇")
    asked = room.sheet
    room.write("1234 5")
    room.enter()
    assert "现在有 5 位" in asked.code.error()
    asked.code.show_value("0" * 12)
    room.enter()
    room.qtbot.waitUntil(lambda: bool(asked.code.error()), timeout=10_000)
    assert current_township(room.desk) is None
    assert asked.yes.isEnabled()


def test_what_does_not_agree_is_not_trusted_and_may_be_given_up(room: Joining) -> None:
    open_invitation(room)
    room.enter()
    room.titled("应答写好了")
    room.enter()
    room.page.top.acted.emit("compare")
    room.titled("八个词")
    room.sheet.differs.click()
    assert "对不上" in room.said(room.sheet)
    room.sheet.quit.click()
    room.titled("退出这个乡镇")
    room.enter()
    assert current_township(room.desk) is None
    assert room.page.top.chip.text() == "未加入"
