"""程序更新 in the window: a stick is noticed, a file looked at and taken with one button."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.installer.update_files import a_program, install_here, make, new_keys
from tests.making import a_desk
from tests.pages.framed import Framed
from tests.township.road import make_road
from xieshang_desktop import launching, resources, settings, versions
from xieshang_desktop.app import updating
from xieshang_desktop.exchange.drives import Drive
from xieshang_desktop.services import backup, updates
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.ui import tasks, theme, update_watch
from xieshang_desktop.ui.settings_sheet import Parts, open_settings
from xieshang_desktop.ui.settings_updates import UpdatesPart
from xieshang_desktop.ui.update_sheet import UpdateSheet
from xieshang_desktop.ui.update_watch import UpdateWatch
from xieshang_desktop.ui.widgets import sheet
from xieshang_desktop.ui.widgets.offer import Offer
from xieshang_desktop.versions import Version, read_number


class Updating(Framed):
    """A window of a packed program, with the township's stick beside it."""

    def __init__(self, qtbot: QtBot, desk: Desk, folder: Path) -> None:
        super().__init__(qtbot, desk)
        self.folder = folder
        self.stick = folder / "stick"
        self.keys = new_keys(folder)
        self.plugged = [Drive(label="KINGSTON", path=self.stick, free=10**9, read_only=False)]

    def file(self, **other: Any) -> Path:
        """An update file on the stick."""
        program = self.folder / "program"
        if not program.exists():
            a_program(program)
        return make(program, self.stick, self.keys, **other)

    def lay_down(self, name: str, **note: object) -> Version:
        """A version that was taken before."""
        folder = self.folder / "home" / "versions" / name
        folder.mkdir(parents=True)
        (folder / "xieshang").touch()
        content = {"version": name, "revision": 1} | note
        (folder / versions.INSTALLED).write_text(json.dumps(content))
        return Version(read_number(name) or (), name, folder)

    def look_at(self, file: Path) -> UpdateSheet:
        """The sheet of a file, once it was looked at."""
        opened = UpdateSheet(self.context, file)
        opened.open()
        self.idle()
        return opened

    def idle(self) -> None:
        self.qtbot.waitUntil(lambda: not tasks.worker().tasks, timeout=20_000)
        self.qtbot.wait(1)

    def part(self) -> UpdatesPart:
        """设置, at its part about updates."""
        open_settings(self.context, "updates")
        found = self.sheet.findChild(UpdatesPart)
        assert found is not None
        return found


@pytest.fixture
def framed(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Updating]:
    install_here(monkeypatch, tmp_path, None)
    framed = Updating(qtbot, a_desk(tmp_path), tmp_path)
    resources.path("release.pub").write_bytes(framed.keys.public.read_bytes())
    framed.open("follow_up")
    yield framed
    framed.window.close()
    framed.desk.close()
    launching.ask_again([])


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What a new start was asked for with."""
    asked: list[list[str]] = []
    monkeypatch.setattr(launching, "ask_again", lambda arguments: asked.append(list(arguments)))
    return asked


def test_a_file_is_looked_at_backed_up_and_taken_with_one_button(
    framed: Updating, asked: list[list[str]]
) -> None:
    opened = framed.look_at(framed.file(news_zh="签到更快\n- 公示提前三天提醒"))
    said = framed.said(opened)
    assert "9.9.9（现在用的是 0.1.0）" in said
    assert "·　公示提前三天提醒" in said
    assert "先备份一次记录" in said
    assert opened.yes.hasFocus()
    framed.qtbot.keyClick(opened.yes, Qt.Key.Key_Return)
    framed.qtbot.waitUntil(lambda: "9.9.9 装好了。" in framed.said(opened), timeout=20_000)
    assert len(backup.copies(framed.desk.folder)) == 1
    assert updates.state().waiting == "9.9.9"
    assert opened.yes.text() == "现在重新启动"
    framed.qtbot.keyClick(opened.yes, Qt.Key.Key_Return)
    framed.qtbot.waitUntil(lambda: asked == [["--data", str(framed.desk.folder)]])
    assert not framed.window.isVisible()


def test_one_may_start_anew_later(framed: Updating, asked: list[list[str]]) -> None:
    opened = framed.look_at(framed.file())
    opened.yes.click()
    framed.qtbot.waitUntil(lambda: "装好了" in framed.said(opened), timeout=20_000)
    framed.qtbot.keyClick(opened, Qt.Key.Key_Escape)
    assert asked == []
    assert framed.window.isVisible()


def test_escape_before_anything_was_begun_changes_nothing(framed: Updating) -> None:
    opened = framed.look_at(framed.file())
    framed.qtbot.keyClick(opened, Qt.Key.Key_Escape)
    assert not sheet.is_open()
    assert updates.state().waiting == ""


def test_what_was_begun_can_be_stopped(framed: Updating, monkeypatch: pytest.MonkeyPatch) -> None:
    def until_stopped(_desk: object, _file: Path, progress: Any, cancelled: Any) -> str:
        progress(updates.PROGRAM, 1, 3)
        while not cancelled():
            threading.Event().wait(0.01)
        progress(updates.PROGRAM, 2, 3)
        return "9.9.9"

    opened = framed.look_at(framed.file())
    monkeypatch.setattr(updates, "take", until_stopped)
    opened.yes.click()
    framed.qtbot.waitUntil(lambda: "正在装新版本：33%" in framed.said(opened))
    assert "请不要拔U盘" in framed.said(opened)
    assert opened.no.text() == "停下"
    opened.no.click()
    framed.idle()
    assert not sheet.is_open()
    assert "已经停下，没有更新。" in framed.said()


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"version": "0.0.1"}, "比现在用的 0.1.0 旧"),
        ({"version": "0.1.0"}, "现在用的就是 0.1.0"),
        ({"needs": "5.0.0"}, "得先有 5.0.0"),
    ],
)
def test_a_file_that_does_not_fit_is_refused_in_words(
    framed: Updating, told: dict[str, str], words: str
) -> None:
    opened = framed.look_at(framed.file(**told))
    assert words in framed.said(opened)
    assert not opened.yes.isVisible()
    assert opened.no.hasFocus()
    framed.qtbot.keyClick(opened.no, Qt.Key.Key_Return)
    framed.qtbot.waitUntil(lambda: not sheet.is_open())


def test_a_stick_that_is_pulled_out_after_the_look_is_told_and_can_be_put_in_again(
    framed: Updating,
) -> None:
    file = framed.file()
    opened = framed.look_at(file)
    away = file.rename(framed.folder / "away")
    opened.yes.click()
    framed.idle()
    assert "更新文件读不出来" in framed.said(opened)
    assert opened.yes.isEnabled()
    away.rename(file)
    opened.yes.click()
    framed.qtbot.waitUntil(lambda: "装好了" in framed.said(opened), timeout=20_000)


# ---- the settings


def test_the_settings_say_what_lies_here_and_open_a_file(framed: Updating) -> None:
    part = framed.part()
    assert "0.1.0" in framed.said(part)
    assert not part.start.isVisible()
    assert not part.back.isVisible()
    part.take_file(framed.file())
    framed.idle()
    assert isinstance(framed.sheet, UpdateSheet)


def test_where_update_files_are_not_taken_the_settings_say_why(framed: Updating) -> None:
    resources.path("release.pub").unlink()
    part = framed.part()
    assert "\n要换新版本，请用完整的安装程序，记录会留着。" in framed.said(part)
    assert not part.from_file.isVisible()


def test_a_version_that_waits_is_started_from_the_settings(
    framed: Updating, asked: list[list[str]]
) -> None:
    framed.lay_down("9.9.9")
    part = framed.part()
    assert "9.9.9，重新启动以后就用上" in framed.said(part)
    part.start.click()
    assert len(asked) == 1


def in_newer(framed: Updating, patch: pytest.MonkeyPatch, **note: object) -> Version:
    """The window is that of a newer version."""
    version = framed.lay_down("9.9.9", **note)
    patch.setenv(launching.LAUNCH, str(version.folder))
    patch.setenv(launching.BASE_VERSION, "0.1.0")
    patch.setattr(launching, "__version__", "9.9.9")
    return version


def test_going_back_is_asked_once_and_starts_anew(
    framed: Updating, monkeypatch: pytest.MonkeyPatch, asked: list[list[str]]
) -> None:
    theme.set_scale(150)
    version = in_newer(framed, monkeypatch)
    part = framed.part()
    part.back.click()
    framed.qtbot.wait(1)
    assert "退回 0.1.0" in framed.said(part)
    parts = framed.sheet.findChild(Parts)
    assert parts is not None
    assert parts.area.verticalScrollBar().maximum() == 0  # all of it is in sight
    assert not version.failed
    framed.qtbot.keyClick(part.question.button, Qt.Key.Key_Space)
    assert version.note(versions.FAILED)["reason"] == versions.PUT_BACK
    assert len(asked) == 1


def test_going_back_to_a_version_that_would_be_blind_is_refused(
    framed: Updating, monkeypatch: pytest.MonkeyPatch, asked: list[list[str]]
) -> None:
    in_newer(framed, monkeypatch, taken_by="0.1.0", taken_by_revision=0)
    part = framed.part()
    part.back.click()
    part.question.button.click()
    assert "退不回去" in framed.said(framed.sheet)
    assert asked == []


def test_records_on_a_drive_that_is_not_there_are_named_before_going_back(
    framed: Updating, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory = settings.config_dir() / "aaaaaaaa.json"
    memory.parent.mkdir(parents=True, exist_ok=True)
    memory.write_text('{"number": 1, "hash": "x", "folder": "/E盘/村里/协商资料"}', "utf-8")
    in_newer(framed, monkeypatch, taken_by="0.1.0", taken_by_revision=0)
    part = framed.part()
    part.back.click()
    assert "请接上再退：/E盘/村里/协商资料" in framed.said(part)


@pytest.mark.parametrize("scale", theme.SCALES)
def test_everything_fits_the_window(
    framed: Updating, monkeypatch: pytest.MonkeyPatch, scale: int
) -> None:
    theme.set_scale(scale)
    in_newer(framed, monkeypatch)
    versions.fail(framed.lay_down("10.0.0"), versions.LATE)
    framed.lay_down("11.0.0")
    part = framed.part()
    part.back.click()
    framed.qtbot.wait(1)
    parts = framed.sheet.findChild(Parts)
    assert parts is not None
    assert parts.area.widget().width() <= parts.area.viewport().width()
    button = part.question.button
    bottom = button.mapTo(parts.area.viewport(), button.rect().bottomRight())
    assert parts.area.viewport().rect().contains(bottom)
    sheet.close_all()
    opened = framed.look_at(framed.file(version="12.0.0", news_zh="签到更快\n" * 20))
    bottom = opened.yes.mapTo(framed.window, opened.yes.rect().bottomRight())
    assert framed.window.rect().contains(bottom)


# ---- sticks


def offered(framed: Updating) -> str:
    """What is offered over the page."""
    shown = [offer for offer in framed.window.findChildren(Offer) if offer.isVisible()]
    return framed.said(shown[0]) if shown else ""


def test_a_stick_with_a_newer_version_is_offered_once(framed: Updating) -> None:
    framed.file(version="9.9.8")
    file = framed.file(version="9.9.9")
    watch = UpdateWatch(framed.context, lambda: list(framed.plugged))
    watch.look()
    framed.qtbot.waitUntil(lambda: "U盘上有程序的新版本：9.9.9" in offered(framed))
    framed.window.findChildren(Offer)[0].hide()
    watch.look()
    framed.idle()
    assert offered(framed) == ""
    framed.plugged.clear()
    watch.look()
    framed.idle()
    framed.plugged.append(Drive(label="K", path=file.parent, free=1, read_only=True))
    watch.look()
    framed.qtbot.waitUntil(lambda: "9.9.9" in offered(framed))
    framed.window.findChildren(Offer)[0].accepted.emit()
    framed.idle()
    assert "有什么新的" in framed.said(framed.sheet)


def test_a_stick_that_goes_takes_its_offer_along(framed: Updating) -> None:
    framed.file()
    watch = UpdateWatch(framed.context, lambda: list(framed.plugged))
    watch.look()
    framed.qtbot.waitUntil(lambda: offered(framed) != "")
    framed.plugged.clear()
    watch.look()
    framed.qtbot.waitUntil(lambda: offered(framed) == "")


def test_what_does_not_fit_is_not_offered(framed: Updating) -> None:
    framed.file(version="0.0.1")
    (framed.stick / "broken.xsu").write_bytes(b"PK")
    watch = UpdateWatch(framed.context, lambda: list(framed.plugged))
    watch.look()
    framed.idle()
    assert offered(framed) == ""


def test_an_open_sheet_and_another_offer_come_first(framed: Updating) -> None:
    framed.file()
    other = Offer(framed.window)
    other.show_words("U盘插好了", "和U盘交换", "")
    watch = UpdateWatch(framed.context, lambda: list(framed.plugged))
    watch.look()
    framed.idle()
    assert "U盘插好了" in offered(framed)
    other.hide()
    open_settings(framed.context)
    watch.look()
    framed.idle()
    assert offered(framed) == ""
    sheet.close_all()
    watch.look()
    framed.qtbot.waitUntil(lambda: "9.9.9" in offered(framed))


def test_a_township_is_offered_it_too(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install_here(monkeypatch, tmp_path, None)
    monkeypatch.setattr(update_watch, "LOOK_EVERY", 10)
    road = make_road(tmp_path / "road")
    framed = Updating(qtbot, road.township.desk, tmp_path)
    resources.path("release.pub").write_bytes(framed.keys.public.read_bytes())
    framed.file()
    UpdateWatch(framed.context, lambda: list(framed.plugged))
    framed.qtbot.waitUntil(lambda: "9.9.9" in offered(framed), timeout=10_000)
    part = framed.part()
    assert part.from_file.isVisible()
    framed.window.close()
    road.close()


# ---- one that did not start


def test_a_version_that_did_not_start_is_told_on_the_first_page_until_it_was_read(
    framed: Updating,
) -> None:
    versions.fail(framed.lay_down("9.9.9"), versions.ENDED, 1)
    updating.begin_updates(framed.context)
    framed.qtbot.wait(1)
    assert "新版本 9.9.9 没有打开，程序自己退回了 0.1.0。" in framed.said()
    assert "什么也没有丢" in framed.said()
    notice = next(
        b for b in framed.window.findChildren(type(framed.part().start)) if b.text() == "知道了"
    )
    sheet.close_all()
    notice.click()
    assert "9.9.9" not in framed.said()
    assert updates.tell_failure() is None
    assert QApplication.focusWidget() is not None
