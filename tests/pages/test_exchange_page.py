"""交换 in the window: sticks come and go, writing and checking end in a sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.making import a_desk
from tests.pages.framed import Framed
from xieshang_desktop.exchange.drives import Drive
from xieshang_desktop.ui import tasks, theme
from xieshang_desktop.ui.pages import exchange
from xieshang_desktop.ui.widgets.button import Button


class Exchange(Framed):
    """The page on a desk with sticks that the test plugs in."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        super().__init__(qtbot, a_desk(folder))
        self.stick = folder / "KINGSTON"
        self.stick.mkdir()
        self.plugged: list[Drive] = []
        self.page = exchange.build(self.context, lambda: list(self.plugged))
        self.window._pages["exchange"] = self.page  # noqa: SLF001  # with sticks of its own
        self.window._stack.addWidget(self.page)  # noqa: SLF001
        self.open("exchange")

    def plug(self) -> None:
        drive = Drive(label="KINGSTON", path=self.stick, free=10**9, read_only=False)
        self.plugged.append(drive)
        self.until(lambda: self.page.writing.write.isEnabled())

    def until(self, true: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(true, timeout=10_000)

    def idle(self) -> bool:
        return not tasks.worker().tasks


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Exchange]:
    monkeypatch.setattr(exchange, "LOOK_EVERY", 10)
    room = Exchange(qtbot, tmp_path)
    yield room
    room.window.close()
    room.desk.close()


def test_a_stick_is_noticed_by_itself_and_missed_when_it_goes(room: Exchange) -> None:
    assert "没有看到U盘" in room.said(room.page)
    room.plug()
    assert "没有看到U盘" not in room.said(room.page)
    room.plugged.clear()
    room.until(lambda: not room.page.writing.write.isEnabled())
    assert "没有看到U盘" in room.said(room.page)


def test_nobody_looks_for_sticks_while_another_page_is_in_view(room: Exchange) -> None:
    room.until(room.idle)
    room.open("follow_up")
    room.until(room.idle)
    looked: list[int] = []
    room.page._presenter._drives = lambda: looked.append(1) or []  # noqa: SLF001
    room.qtbot.wait(60)
    assert looked == []
    room.open("exchange")
    room.until(lambda: len(looked) > 1)


def test_a_bundle_is_written_by_keyboard_and_only_then_the_stick_may_go(room: Exchange) -> None:
    room.plug()
    room.page.writing.write.setFocus()
    room.qtbot.keyClick(room.page.writing.write, Qt.Key.Key_Return)
    room.until(lambda: "写好了，可以拔出U盘。" in room.said(room.page))
    (file,) = room.stick.iterdir()
    assert file.suffix == ".xsb"
    assert "已写入・等待回执" in str(room.page.bundles.table.rows.row(0))
    assert file.name in room.page.bundles.name.text().replace("\u200b", "")
    assert not room.page.writing.writing.isVisible()
    assert room.page.writing.write.hasFocus()


def test_a_pulled_stick_gets_its_sentence_on_the_page(room: Exchange) -> None:
    room.page.write_to(room.stick / "gone")
    room.until(lambda: "找不到要写的地方" in room.said(room.page))
    assert room.page.writing.folder.isEnabled()
    assert room.page.bundles.table.rows.rowCount() == 0


def test_stopping_leaves_no_file(room: Exchange) -> None:
    room.page.write_to(room.stick)
    room.page.writing.writing.acted.emit()
    room.until(lambda: "已经停下" in room.said(room.page))
    assert list(room.stick.iterdir()) == []


def test_only_one_bundle_is_written_at_a_time(room: Exchange) -> None:
    room.page.write_to(room.stick)
    room.page.write_to(room.stick)
    room.until(lambda: "写好了" in room.said(room.page))
    room.until(room.idle)
    assert len(list(room.stick.iterdir())) == 1


def test_checking_says_what_a_file_is(room: Exchange, tmp_path: Path) -> None:
    room.page.write_to(room.stick)
    room.until(lambda: "写好了" in room.said(room.page))
    room.page.check_file(next(room.stick.iterdir()))
    room.until(lambda: "完好：柳河镇张家村" in room.said(room.page))
    room.page.check_file(tmp_path / "没有这个文件.xsb")
    room.until(lambda: "读不出来" in room.said(room.page))


def test_a_backup_is_made_now(room: Exchange) -> None:
    assert "还没有备份" in room.said(room.page)
    room.page.data.backup.setFocus()
    room.qtbot.keyClick(room.page.data.backup, Qt.Key.Key_Space)
    room.until(lambda: "共留 1 份" in room.said(room.page))
    assert str(room.desk.folder / "backups") in room.said(room.page).replace("\u200b", "")


@pytest.mark.parametrize("scale", theme.SCALES)
def test_nothing_is_cut_off_sideways(room: Exchange, scale: int) -> None:
    room.page.write_to(room.stick)
    room.until(lambda: "写好了" in room.said(room.page))
    theme.set_scale(scale)
    room.plug()
    page = room.page
    assert page.widget().width() <= page.viewport().width()
    assert page.widget().minimumSizeHint().width() <= page.viewport().width()
    for one in page.findChildren(Button):
        if one.isVisible():
            assert one.width() >= one.sizeHint().width(), one.text()
