"""交换 in the window: sticks come and go, one button and one key exchange, parts below."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.pages.framed import Framed
from tests.township.road import Road, make_road
from xieshang_desktop.exchange.drives import Drive
from xieshang_desktop.services import backup
from xieshang_desktop.services.snapshot import last_stick_backup
from xieshang_desktop.township import sending
from xieshang_desktop.ui import exchange_key, stick_watch, tasks, theme
from xieshang_desktop.ui.pages import exchange
from xieshang_desktop.ui.widgets import sheet
from xieshang_desktop.ui.widgets.button import Button


class Exchange(Framed):
    """The page of a village that belongs to its township, with sticks that the test plugs in."""

    def __init__(self, qtbot: QtBot, road: Road) -> None:
        super().__init__(qtbot, road.village.desk)
        self.road = road
        self.stick = road.folder / "KINGSTON"
        self.stick.mkdir()
        self.plugged: list[Drive] = []
        self.page = exchange.build(self.context, lambda: list(self.plugged))
        self.window._pages["exchange"] = self.page  # noqa: SLF001  # with sticks of its own
        self.window._stack.addWidget(self.page)  # noqa: SLF001
        exchange_key.begin(self.context)

    def plug(self, *names: str) -> None:
        """Put sticks in, all at once."""
        drives = []
        for name in names or ("KINGSTON",):
            path = self.stick.with_name(name)
            path.mkdir(exist_ok=True)
            drives.append(Drive(label=name, path=path, free=10**9, read_only=False))
        self.plugged.extend(drives)

    def until(self, true: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(true, timeout=10_000)

    def exchange(self) -> None:
        """With the stick as with any folder."""
        self.page.exchange_with(self.stick)
        self.until(lambda: "写好了，在这个文件夹里。" in self.said(self.page))

    def idle(self) -> bool:
        return not tasks.worker().tasks

    def offered(self) -> bool:
        return "U盘插好了" in self.said() and self.window.key() != "exchange"

    def press(self, key: str) -> None:
        sequence = QKeySequence(key)[0]
        self.qtbot.keyClick(self.window, sequence.key(), sequence.keyboardModifiers())


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Exchange]:
    monkeypatch.setattr(stick_watch, "LOOK_EVERY", 10)
    road = make_road(tmp_path / "road")
    room = Exchange(qtbot, road)
    room.open("exchange")
    yield room
    room.window.close()
    road.close()


def test_a_stick_is_noticed_by_itself_and_missed_when_it_goes(room: Exchange) -> None:
    room.until(lambda: "没有看到U盘" in room.said(room.page))
    room.plug()
    room.until(lambda: room.page.top.exchange.isEnabled())
    assert "U盘插好了：KINGSTON" in room.said(room.page)
    room.plugged.clear()
    room.until(lambda: not room.page.top.exchange.isEnabled())


def test_of_several_sticks_a_person_chooses(room: Exchange) -> None:
    room.plug("KINGSTON", "B盘")
    room.until(lambda: "插着 2 个U盘" in room.said(room.page))
    assert not room.page.top.exchange.isEnabled()
    room.page.top.drives.changed.emit([str(room.stick)])
    assert room.page.top.exchange.isEnabled()


def test_the_red_button_by_keyboard_ends_with_the_word_that_the_stick_may_go(
    room: Exchange,
) -> None:
    room.plug()
    button = room.page.top.exchange
    room.until(button.isEnabled)
    button.setFocus()
    room.qtbot.keyClick(button, Qt.Key.Key_Return)
    room.until(lambda: "可以拔出U盘了。" in room.said(room.page))
    (file,) = room.stick.iterdir()
    table = room.page.parts["receipts"].table
    assert table.rows.row(0)[3] == ("已写入", "waiting")
    assert table.rows.row(0)[-1] == file.name
    assert button.hasFocus()
    assert not room.page.top.working.isVisible()


def test_one_key_from_another_page_exchanges_at_once(room: Exchange) -> None:
    room.open("follow_up")
    room.plug()
    room.until(room.offered)
    room.press(exchange_key.KEY)
    room.until(lambda: "可以拔出U盘了。" in room.said(room.page))
    assert room.window.key() == "exchange"
    assert len(list(room.stick.iterdir())) == 1


def test_the_key_alone_opens_the_page_and_waits(room: Exchange) -> None:
    room.open("follow_up")
    room.press(exchange_key.KEY)
    assert room.window.key() == "exchange"
    room.until(lambda: "没有看到U盘" in room.said(room.page))


def test_a_stick_is_offered_from_any_page_once_and_the_button_leads_on(room: Exchange) -> None:
    room.open("follow_up")
    keyboard = QApplication.focusWidget()
    room.plug()
    room.until(room.offered)
    assert QApplication.focusWidget() is keyboard  # who is writing goes on writing
    offer = room.page.watch._offer  # noqa: SLF001
    assert offer is not None
    offer.accepted.emit()
    room.until(lambda: "可以拔出U盘了。" in room.said(room.page))


def test_nobody_looks_for_sticks_while_the_window_is_hidden(room: Exchange) -> None:
    room.until(room.idle)
    room.window.hide()
    room.until(room.idle)
    room.plug()
    room.qtbot.wait(60)
    assert room.page.presenter.chosen() is None
    room.window.show()
    room.until(lambda: room.page.presenter.chosen() is not None)


def test_the_backup_stick_gets_its_copy_of_the_day_by_itself(room: Exchange) -> None:
    drive = Drive(label="备份", path=room.stick, free=10**9, read_only=False)
    backup.name_backup_stick(room.desk, drive)
    room.plugged.append(drive)
    room.until(lambda: last_stick_backup(room.desk.folder) is not None)
    room.until(lambda: "备份盘上有了今天的备份" in room.said())


def test_a_folder_that_is_gone_gets_its_sentence_on_the_page(room: Exchange) -> None:
    room.page.exchange_with(room.stick / "gone")
    room.until(lambda: "这个文件夹不见了" in room.said(room.page))
    assert room.page.top.folder.isEnabled()


def test_stopping_leaves_no_file(room: Exchange) -> None:
    room.page.exchange_with(room.stick)
    room.page.top.working.acted.emit()
    room.until(lambda: "已经停下" in room.said(room.page))
    assert list(room.stick.iterdir()) == []


def test_only_one_exchange_goes_on_at_a_time(room: Exchange) -> None:
    room.page.exchange_with(room.stick)
    room.exchange()
    room.until(room.idle)
    assert len(list(room.stick.iterdir())) == 1


def test_a_slip_is_typed_in_groups_with_full_width_digits(room: Exchange) -> None:
    room.exchange()
    room.road.township.receives(room.stick)
    (slip,) = sending.slips(room.road.township.desk, room.road.village.id)
    part = room.page.parts["receipts"]
    part.slip.line.setFocus()
    room.write("".join(chr(ord("０") + int(each)) for each in slip.code[:6]))
    assert part.slip.line.text() == f"{slip.code[:4]} {slip.code[4:6]}"
    room.qtbot.keyClick(part.slip.line, Qt.Key.Key_Return)
    assert "6 位" in part.slip.error()
    room.write(slip.code[6:])
    room.qtbot.keyClick(part.slip.line, Qt.Key.Key_Return)
    room.until(lambda: part.table.rows.row(0)[3] == ("已收（凭条）", "waiting"))


def test_a_thing_to_do_leads_to_its_bundle(room: Exchange) -> None:
    room.exchange()
    (file,) = room.stick.iterdir()
    room.page.show_part("log")
    room.open("exchange", file.name)
    assert room.page.tabs.key() == "receipts"
    assert room.page.parts["receipts"].table.marked_key() == file.name


def test_checking_says_what_a_file_is(room: Exchange, tmp_path: Path) -> None:
    room.exchange()
    room.page.check_file(next(room.stick.iterdir()))
    room.until(lambda: sheet.is_open() and "完好：石桥镇桥头村" in room.said(room.sheet))
    room.sheet.leave()
    room.page.check_file(tmp_path / "没有这个文件.xsb")
    room.until(lambda: sheet.is_open() and "读不出来" in room.said(room.sheet))


@pytest.mark.parametrize("part", list(exchange.PARTS))
def test_each_part_opens_by_its_key_and_has_nothing_cut_off(room: Exchange, part: str) -> None:
    room.exchange()
    room.plug()
    for scale in theme.SCALES:
        theme.set_scale(scale)
        room.open("exchange", part)
        assert room.page.tabs.key() == part
        page = room.page
        assert page.widget().minimumSizeHint().width() <= page.viewport().width()
        for one in page.findChildren(Button):
            if one.isVisible():
                assert one.width() >= one.sizeHint().width(), one.text()
