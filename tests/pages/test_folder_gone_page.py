"""The records are not where they lay: put the stick in, look elsewhere, restore, or begin anew."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.making import a_desk
from xieshang_desktop import settings
from xieshang_desktop.errors import WorldFailed
from xieshang_desktop.services.data_place import lay_here
from xieshang_desktop.ui.pages.folder_closed import FolderClosed
from xieshang_desktop.ui.pages.folder_gone import FolderGone
from xieshang_desktop.ui.widgets import sheet


class Gone:
    """The window, and what it ended with."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.chosen = settings.Settings()
        self.chosen.choose("data", str(folder))
        self.found: list[Path] = []
        self.anew: list[Path] = []
        self.show(FolderGone(folder, self.chosen), qtbot)

    def show(self, window: FolderGone, qtbot: QtBot) -> None:
        """This is the window now."""
        self.window = window
        self.window.found.connect(self.found.append)
        self.window.anew.connect(self.anew.append)
        qtbot.addWidget(self.window)
        self.window.show()

    def said(self) -> str:
        labels = self.window.findChildren(QLabel)
        return "\n".join(label.text() for label in labels if label.isVisible())


@pytest.fixture
def gone(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Gone:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    return Gone(qtbot, tmp_path / "E盘" / "data")


def test_a_stick_that_comes_back_is_found(gone: Gone, tmp_path: Path) -> None:
    gone.window.wizard.next.click()
    assert "还是没有。" in gone.said()
    a_desk(tmp_path / "E盘").close()
    gone.window.wizard.next.click()
    assert gone.found == [tmp_path / "E盘" / "data"]


def test_a_folder_that_was_moved_is_taken_and_remembered(gone: Gone, tmp_path: Path) -> None:
    a_desk(tmp_path / "moved").close()
    gone.window.take(tmp_path)
    assert "这个文件夹里没有协商桌面的资料。" in gone.said()
    (tmp_path / "moved" / "data").rename(tmp_path / "moved" / "协商资料")
    gone.window.take(tmp_path / "moved")
    assert gone.found == [tmp_path / "moved" / "协商资料"]
    assert settings.Settings().text("data") == str(tmp_path / "moved" / "协商资料")


def test_beginning_anew_is_asked_about_and_goes_to_the_usual_folder(gone: Gone) -> None:
    gone.window.begin.click()
    asked = sheet.current()
    assert asked is not None
    assert gone.anew == []
    asked.yes.click()
    assert gone.anew == [settings.default_data_dir()]
    assert settings.Settings().text("data") == ""


def test_only_where_records_lay_before_are_they_missed(tmp_path: Path, gone: Gone) -> None:
    assert lay_here(tmp_path / "E盘" / "data", gone.chosen)
    assert not lay_here(tmp_path / "new", gone.chosen)


def test_records_that_cannot_be_opened_leave_ways_out(
    gone: Gone, qtbot: QtBot, tmp_path: Path
) -> None:
    folder = tmp_path / "E盘" / "data"
    a_desk(folder.parent).close()
    whole = (folder / "xieshang.db").read_bytes()
    (folder / "xieshang.db").write_bytes(b"")
    gone.show(FolderClosed(folder, gone.chosen, WorldFailed("data_damaged", file="E盘")), qtbot)
    assert "资料打不开" in gone.said()
    assert "资料文件有损坏：E盘" in gone.said()
    gone.window.wizard.next.click()
    assert gone.found == []
    gone.window.take(folder)  # the same again
    assert gone.found == []
    a_desk(tmp_path / "other").close()
    gone.window.take(tmp_path / "other" / "data")
    assert gone.found == [tmp_path / "other" / "data"]
    assert settings.Settings().text("data") == str(tmp_path / "other" / "data")
    (folder / "xieshang.db").write_bytes(whole)
    gone.window.wizard.next.click()
    assert gone.found[1:] == [folder]


def test_who_only_looks_at_backups_keeps_the_place(gone: Gone, tmp_path: Path) -> None:
    gone.window.restore.click()
    opened = sheet.current()
    assert opened is not None
    opened.leave()
    assert settings.Settings().text("data") == str(tmp_path / "E盘" / "data")
