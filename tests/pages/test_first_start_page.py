"""The first start in the window: three questions, the way back, nothing written before the end."""

from __future__ import annotations

import fcntl
import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea
from pytestqt.qtbot import QtBot

from tests.making import MORNING, Attempts, a_desk
from tests.practice_village import practice_village
from xieshang_desktop import settings
from xieshang_desktop.services.desk import open_desk
from xieshang_desktop.services.folder_kind import Kind, kind_of
from xieshang_desktop.ui import theme
from xieshang_desktop.ui.pages.first_start import FirstStart
from xieshang_desktop.ui.widgets.button import Button


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))


class Started:
    """The first start on a folder, and what it ended with."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.qtbot = qtbot
        self.folder = folder
        self.answers: list[tuple[Path, Path | None]] = []
        self.first = FirstStart(folder, clock=lambda: MORNING)
        self.first.finished.connect(lambda *answer: self.answers.append(answer))
        qtbot.addWidget(self.first)
        self.first.resize(1366, 768)
        self.first.show()
        self.first.activateWindow()
        qtbot.waitUntil(lambda: self.first.where.name.line.hasFocus())

    def type(self, *words: str) -> None:
        """Write into the field with the keyboard, then the next."""
        for number, each in enumerate(words):
            if number:
                self.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
            field = QApplication.focusWidget()
            field.insert(each)  # type: ignore[attr-defined]
            field.textEdited.emit(field.text())  # type: ignore[attr-defined]

    def back(self) -> None:
        """Press the button that leads back."""
        self.press("上一步")

    def press(self, words: str) -> None:
        """Press the visible button of these words."""
        (button,) = [
            one
            for one in self.first.findChildren(Button)
            if one.isVisible() and one.accessibleName() == words
        ]
        button.click()

    def enter(self) -> None:
        self.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)

    def said(self) -> str:
        labels = self.first.findChildren(QLabel)
        return "\n".join(label.text() for label in labels if label.isVisible())


@pytest.fixture
def started(qtbot: QtBot, tmp_path: Path) -> Started:
    return Started(qtbot, tmp_path / "data")


def test_three_questions_answered_by_keyboard_make_a_village(started: Started) -> None:
    assert "在哪里协商？" in started.said()
    started.type("张家村")
    started.enter()
    assert "谁来召集？" in started.said()
    started.type("张德厚", "村党支部书记")
    started.enter()
    assert "名册在哪里？" in started.said()
    assert not started.folder.exists()
    started.first.wizard.next.click()
    assert started.answers == [(started.folder, None)]
    desk = open_desk(started.folder)
    assert desk.unit.room == "张家村协商议事室"
    assert [c.name for c in desk.convenors(MORNING.date())] == ["张德厚"]
    desk.close()


def test_going_back_and_on_again_asks_nothing_twice(started: Started) -> None:
    started.type("张家村")
    started.enter()
    started.type("张德厚")
    started.enter()
    started.back()
    assert not started.first.wizard.other.isVisible()
    started.back()
    assert started.first.wizard.other.isVisible()  # the practice village may be looked at first
    assert started.first.where.name.value() == "张家村"
    started.enter()
    started.enter()
    started.first.wizard.next.click()
    desk = open_desk(started.folder)
    assert len(desk.convenors(MORNING.date())) == 1
    desk.close()


def test_what_is_missing_is_said_and_the_question_stays(started: Started) -> None:
    started.enter()
    assert "还没有写村（社区）和议事室的名称" in started.said()
    started.type("张家村")
    started.enter()
    started.enter()
    assert "还没有写第一召集人" in started.said()
    assert started.first.wizard.step() == 1


def test_a_rooms_own_name_is_not_written_over(started: Started) -> None:
    started.type("张")
    assert started.first.where.room.value() == "张协商议事室"
    started.type("家村")
    assert started.first.where.room.value() == "张家村协商议事室"
    started.first.where.room.show_value("老槐树下协商议事室")
    started.first.where.name.changed.emit("张家庄")
    assert started.first.where.room.value() == "老槐树下协商议事室"


def test_a_chosen_roster_is_handed_on(started: Started, tmp_path: Path) -> None:
    started.type("张家村")
    started.enter()
    started.type("张德厚")
    started.enter()
    file = tmp_path / "名册.xlsx"
    started.first.roster.chosen.emit(file)
    assert "名册.xlsx" in started.said()
    assert started.first.wizard.next.accessibleName() == "开始使用，导入名册"
    started.enter()
    started.qtbot.waitUntil(lambda: bool(started.answers))
    assert started.answers == [(started.folder, file)]


def test_a_folder_that_cannot_be_made_is_named_in_the_question(
    qtbot: QtBot, tmp_path: Path
) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("a file", "utf-8")
    started = Started(qtbot, blocked / "data")
    started.type("张家村")
    started.enter()
    started.type("张德厚")
    started.enter()
    started.first.wizard.next.click()
    assert "这里不能写入" in started.said()
    assert started.answers == []


def test_closing_the_questions_leaves_nothing_behind(started: Started) -> None:
    started.type("张家村")
    started.enter()
    started.first.close()
    assert not started.folder.exists()
    assert started.answers == []


def test_a_practice_village_that_is_there_is_opened_at_once(
    qtbot: QtBot, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    practice_village(tmp_path_factory, settings.practice_dir())
    started = Started(qtbot, tmp_path / "data")
    started.first.wizard.other.click()
    assert started.answers == [(settings.practice_dir(), None)]


def test_the_practice_village_is_made_with_its_progress_told(started: Started) -> None:
    told: list[str] = []
    other = started.first.wizard.other
    other.click()

    def made() -> bool:
        told.append(other.accessibleName())
        return bool(started.answers)

    started.qtbot.waitUntil(made, timeout=120_000)
    assert started.answers == [(settings.practice_dir(), None)]
    assert any("第 24 次会议，共 72 次" in words for words in told)
    assert Attempts().codes == []


def test_another_place_is_chosen_and_found_again(started: Started, tmp_path: Path) -> None:
    other = tmp_path / "D盘"
    other.mkdir()
    (other / "照片").mkdir()
    started.first.take_place(other)
    assert f"资料放在：{other / '协商资料'}" in started.said().replace("\u200b", "")
    started.type("张家村")
    started.enter()
    started.type("张德厚")
    started.enter()
    started.first.wizard.next.click()
    folder = other / "协商资料"
    assert started.answers == [(folder, None)]
    assert settings.Settings().text("data") == str(folder)
    assert not started.folder.exists()


def test_a_place_that_travels_to_the_net_is_advised_against(
    started: Started, tmp_path: Path
) -> None:
    synced = tmp_path / "OneDrive"
    synced.mkdir()
    started.first.take_place(synced)
    assert "资料放在OneDrive会自动上传的文件夹里" in started.said()


@pytest.mark.parametrize("scale", [100, 150])
def test_what_is_said_of_a_folder_hides_nothing_of_the_links_above_it(
    started: Started, tmp_path: Path, scale: int
) -> None:
    theme.set_scale(scale)
    link, told = started.first.where.restore_link, started.first.where.place_words
    link.setFocus()
    started.first.take_place(Path("/proc/records"))
    started.qtbot.waitUntil(lambda: link.visibleRegion().boundingRect().size() == link.size())
    assert "请换一个文件夹" in started.said()
    for name in ("D盘", "OneDrive"):
        (tmp_path / name).mkdir()
        started.first.take_place(tmp_path / name)
        started.qtbot.waitUntil(lambda: told.visibleRegion().boundingRect().size() == told.size())
    theme.set_scale(100)


def test_records_that_lie_there_already_are_opened(started: Started, tmp_path: Path) -> None:
    a_desk(tmp_path / "old").close()
    started.first.take_place(tmp_path / "old" / "data")
    assert started.answers == [(tmp_path / "old" / "data", None)]


@pytest.mark.parametrize("code", ["foreign", "damaged", "in use"])
def test_records_that_cannot_be_opened_cost_no_answers_and_are_not_kept(
    started: Started, tmp_path: Path, code: str
) -> None:
    started.type("张家村")
    there = tmp_path / "D盘" / "data"
    a_desk(there.parent).close()
    said = {"foreign": "不是协商桌面的资料", "damaged": "资料文件有损坏", "in use": "占着"}[code]
    if code == "foreign":
        with closing(sqlite3.connect(there / "xieshang.db")) as connection:
            connection.execute("PRAGMA application_id = 7")
    elif code == "damaged":
        (there / "xieshang.db").write_bytes(b"nothing of a table" * 9)
    with (there / "in-use.lock").open("wb") as lock:
        if code == "in use":
            fcntl.flock(lock, fcntl.LOCK_EX)
        started.first.take_place(there)
    assert said in started.said()
    assert started.first.where.name.value() == "张家村"
    assert started.answers == []
    assert "资料放在" not in started.said()
    assert not (tmp_path / "config" / "xieshang" / "settings.json").exists()


MEMORY = Path("/", "dev", "shm")


@pytest.mark.skipif(kind_of(MEMORY) is not Kind.MEMORY, reason="no folder in memory")
def test_a_folder_in_memory_is_refused(started: Started) -> None:
    with TemporaryDirectory(dir=MEMORY) as memory:
        started.first.take_place(Path(memory))
        assert "这里是内存，关机就没了，不能放资料" in started.said()
        assert "资料放在" not in started.said()


@pytest.mark.parametrize("scale", [100, 150])
def test_a_message_moves_nothing_and_goes_with_the_next_letter(
    started: Started, scale: int
) -> None:
    theme.set_scale(scale)
    QApplication.processEvents()
    wizard = started.first.wizard
    before = wizard.next.mapTo(started.first, wizard.next.rect().topLeft())
    started.enter()
    started.qtbot.waitUntil(lambda: "还没有写" in started.said())
    QApplication.processEvents()
    assert wizard.next.mapTo(started.first, wizard.next.rect().topLeft()) == before
    assert (
        scale > 100 or not started.first.findChildren(QScrollArea)[0].verticalScrollBar().maximum()
    )
    (question,) = [one for one in wizard.findChildren(QLabel) if one.text() == "在哪里协商？"]
    assert question.visibleRegion().boundingRect().size() == question.size()
    started.type("张家村")
    assert "还没有写" not in started.said()
    theme.set_scale(100)


def test_one_name_for_both_convenors_is_asked_about(started: Started) -> None:
    started.type("张家村")
    started.enter()
    started.type("王伟", "村党支部书记", "王伟", "县政协委员")
    started.enter()
    assert "两位召集人要是两个人，这里写的都是王伟" in started.said()
    assert started.first.wizard.step() == 1


def test_who_answered_elsewhere_meanwhile_is_not_written_over(
    started: Started, tmp_path: Path
) -> None:
    started.type("张家村")
    started.enter()
    started.type("张德厚")
    started.enter()
    a_desk(tmp_path).close()
    assert (started.folder / "xieshang.db").exists()
    started.first.wizard.next.click()
    assert "已经有一个议事室的资料" in started.said()
    assert started.answers == []


def test_a_file_that_was_clicked_waits(started: Started, tmp_path: Path) -> None:
    file = tmp_path / "XS1-a.xsb"
    started.first.show_file(file)
    assert f"找不到这个文件：{file}" in started.said()
    assert "先放着" not in started.said()
    file.touch()
    started.first.show_file(file)
    assert "要打开的文件先放着：XS1-a.xsb" in started.said()
