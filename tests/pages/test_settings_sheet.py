"""设置 in the window: what is chosen is in force, what is written is kept on leaving a field."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.making import a_desk
from tests.pages.framed import Framed
from xieshang_desktop import resources, settings
from xieshang_desktop.domain.terms import Rank
from xieshang_desktop.services import practice
from xieshang_desktop.services.unit import terms_of_office
from xieshang_desktop.ui import settings_data, tasks, theme
from xieshang_desktop.ui.presenters.settings import SettingsPresenter
from xieshang_desktop.ui.settings_sheet import Parts, open_settings
from xieshang_desktop.ui.single_window import SingleWindow
from xieshang_desktop.ui.widgets import sheet

#: Which part of the sheet shows a setting.
SHOWN_IN = {
    "scale": "look",
    "theme": "look",
    "hall_screen": "look",
    "language": "look",
    "body_face": "papers",
    "forms": "papers",
    "proof_line": "papers",
    "confirm_with": "convenors",
    "data": "data",
    "receipt_days": "sharing",
    "network": "sharing",
    "proxy": "sharing",
}

#: Chosen in the hall: beside the rules of speaking, and while people talk.
OF_HALL = {"chime", "phrases"}

#: Those that a township's own pages show.
OF_TOWNSHIP = {"clerk", "clerks", "network_address", "network_user", "network_certificate"}


@pytest.fixture
def framed(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Framed]:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    framed = Framed(qtbot, a_desk(tmp_path))
    framed.open("follow_up")
    yield framed
    framed.window.close()
    framed.desk.close()


def part_of(framed: Framed, key: str):  # type: ignore[no-untyped-def]  # any of them
    """The open sheet's part of this key."""
    open_settings(framed.context, key)
    parts = framed.sheet.findChild(Parts)
    assert parts is not None
    framed.qtbot.wait(1)
    return parts.parts[key]


def test_every_setting_has_its_part() -> None:
    names = {setting.name for setting in settings.described()}
    assert names - OF_TOWNSHIP - OF_HALL == set(SHOWN_IN)


def test_arrows_go_through_the_parts_and_escape_closes(framed: Framed) -> None:
    open_settings(framed.context)
    parts = framed.sheet.findChild(Parts)
    assert parts is not None
    assert parts.tabs.hasFocus()
    for _time in range(9):
        framed.qtbot.keyClick(parts.tabs, Qt.Key.Key_Right)
    assert list(parts.parts) == [
        *("look", "unit", "convenors", "rules", "days", "papers", "sharing", "data"),
        *("updates", "about"),
    ]
    framed.qtbot.keyClick(parts.tabs, Qt.Key.Key_Escape)
    assert not sheet.is_open()


def test_the_size_and_the_colours_are_in_force_at_once(framed: Framed) -> None:
    part = part_of(framed, "look")
    part.scale.chips.findChildren(type(framed.sheet.yes))[2].click()
    part.theme.chips.findChildren(type(framed.sheet.yes))[1].click()
    assert theme.look() == theme.Look(150, True)
    assert part.scale.value() == "150"
    framed.qtbot.keyClick(framed.sheet, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)


def test_another_language_is_kept_for_the_next_start(framed: Framed) -> None:
    part = part_of(framed, "look")
    assert part.language.value() == "zh"
    part.language.chips.findChildren(type(framed.sheet.yes))[1].click()
    assert settings.Settings().text("language") == "en"


def test_a_word_is_kept_when_its_field_is_left_and_the_frame_says_it(framed: Framed) -> None:
    part = part_of(framed, "unit")
    part.fields["room"].line.setFocus()
    part.fields["room"].line.selectAll()
    framed.write("和顺协商议事室")
    framed.qtbot.keyClick(part.fields["room"].line, Qt.Key.Key_Tab)
    assert framed.desk.unit.room == "和顺协商议事室"
    framed.sheet.leave()
    framed.window.undo()
    assert framed.desk.unit.room == "柳河镇张家村协商议事室"


def test_what_is_being_written_is_kept_when_escape_closes_the_sheet(framed: Framed) -> None:
    part = part_of(framed, "unit")
    part.fields["place"].line.setFocus()
    part.fields["place"].line.selectAll()
    framed.write("文化广场")
    framed.qtbot.keyClick(part.fields["place"].line, Qt.Key.Key_Escape)
    assert not sheet.is_open()
    assert framed.desk.unit.place == "文化广场"


def test_an_empty_name_is_refused_below_its_field(framed: Framed) -> None:
    part = part_of(framed, "unit")
    part.fields["name"].line.setFocus()
    part.fields["name"].line.clear()
    framed.qtbot.keyClick(part.fields["name"].line, Qt.Key.Key_Tab)
    assert part.fields["name"].error() == "这里不能空着，没有改。"
    assert framed.desk.unit.name == "柳河镇张家村"


def test_a_convenor_hands_over_from_a_day(framed: Framed) -> None:
    part = part_of(framed, "convenors")
    part.offices[1].change.click()
    assert part.name.line.hasFocus()
    framed.write("周敏")
    part.keep.click()
    assert part.since.error() == "请写从哪天起。"
    framed.write("2026年3月1日")
    part.keep.click()
    assert not part.form.isVisible()
    assert "周敏" in framed.said(part)
    second = [c for c in terms_of_office(framed.desk) if c.rank is Rank.SECOND]
    assert [(c.name, c.since, c.until) for c in second] == [
        ("周敏", date(2026, 3, 1), None),
        ("沈雅琴", None, date(2026, 3, 1)),
    ]


def test_a_day_before_the_last_change_is_refused_in_the_sheet(framed: Framed) -> None:
    part = part_of(framed, "convenors")
    for name, day in (("周敏", "2026年3月1日"), ("李建国", "2026年2月1日")):
        part.offices[1].change.click()
        framed.write(name)
        part.since.line.setFocus()
        framed.write(day)
        part.keep.click()
    assert "接任的日子不对：周敏是2026年3月1日上任的。" in framed.said(framed.sheet)


def test_the_rules_show_every_number_with_its_source(framed: Framed) -> None:
    part = part_of(framed, "rules")
    assert "第三十五条" in framed.said(part)
    assert "已核" in framed.said(part)
    part.choice.show_value("zhejiang")
    part.choice.changed.emit("zhejiang")
    assert framed.desk.unit.profile == "zhejiang"
    assert "浙江省实施" in framed.said(part)


def test_a_face_that_cannot_be_used_is_refused_in_the_sheet(framed: Framed, tmp_path: Path) -> None:
    part = part_of(framed, "papers")
    part.choose(resources.path("fonts", "kai.ttf"))
    assert "kai.ttf" in framed.said(part)
    (tmp_path / "no.ttf").write_text("no face")
    part.choose(tmp_path / "no.ttf")
    assert "这个字体文件不能用来印文书：no.ttf" in framed.said(framed.sheet)
    part.shipped.click()
    assert "自带的仿宋" in framed.said(part)


def practice_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "share" / "xieshang" / "practice"
    folder.mkdir(parents=True)
    (folder / practice.MARK).touch()
    return folder


def data_part(framed: Framed, opened: list[Path]) -> settings_data.DataPart:
    """The part about the data, on a window's start that only remembers."""
    presenter = SettingsPresenter(framed.desk, framed.context.attempt, settings.Settings())
    part = settings_data.DataPart(presenter, lambda folder: opened.append(folder) is None)
    framed.qtbot.addWidget(part)
    part.show()
    return part


def test_the_practice_village_opens_in_a_window_of_its_own(framed: Framed, tmp_path: Path) -> None:
    folder, opened = practice_folder(tmp_path), list[Path]()
    part = data_part(framed, opened)
    part.open.click()
    framed.qtbot.waitUntil(lambda: opened == [folder])
    framed.qtbot.waitUntil(lambda: not tasks.worker().tasks)


def test_a_practice_village_that_is_open_is_not_thrown_away(framed: Framed, tmp_path: Path) -> None:
    folder = practice_folder(tmp_path)
    (folder / "xieshang.db").touch()
    window = SingleWindow(folder)
    assert window.take()
    part = data_part(framed, [])
    part.throw.click()
    assert "练习村的窗口还开着。" in framed.said(framed.sheet)
    assert folder.exists()
    sheet.close_all()
    window.let_go()


def test_the_practice_village_is_thrown_away_after_one_question(
    framed: Framed, tmp_path: Path
) -> None:
    folder = practice_folder(tmp_path)
    part = data_part(framed, [])
    part.throw.click()
    assert "丢掉以后不能再找回来" in framed.said(part)
    assert folder.exists()
    part.notice.button.click()
    assert not folder.exists()
    assert not part.throw.isVisible()


def test_about_tells_version_and_licences(framed: Framed) -> None:
    part = part_of(framed, "about")
    text = part.text.toPlainText()
    assert "协商桌面 0." in text
    assert "LGPL-3.0" in text


@pytest.mark.parametrize("scale", theme.SCALES)
@pytest.mark.parametrize(
    "key", ["look", "unit", "convenors", "rules", "papers", "data", "updates", "about"]
)
def test_every_part_fits_the_window(framed: Framed, scale: int, key: str) -> None:
    theme.set_scale(scale)
    part_of(framed, key)
    parts = framed.sheet.findChild(Parts)
    assert parts is not None
    assert parts.area.widget().width() <= parts.area.viewport().width()
    bottom = framed.sheet.yes.mapTo(framed.window, framed.sheet.yes.rect().bottomRight())
    assert framed.window.rect().contains(bottom)
    assert QApplication.focusWidget() is not None


def test_papers_carry_their_code_when_that_is_ticked(framed: Framed) -> None:
    part = part_of(framed, "papers")
    framed.qtbot.keyClick(part.proof, Qt.Key.Key_Space)
    assert settings.Settings().number("proof_line") == 1
    framed.qtbot.keyClick(part.proof, Qt.Key.Key_Space)
    assert settings.Settings().number("proof_line") == 0


def test_a_folder_without_forms_is_refused_and_one_with_forms_is_named(
    framed: Framed, tmp_path: Path
) -> None:
    part = part_of(framed, "papers")
    folder = tmp_path / "forms"
    folder.mkdir()
    part.choose_forms(folder)
    assert "这个文件夹里没有文书格式" in framed.said(framed.sheet)
    assert settings.Settings().text("forms") == ""
    (folder / "notice.toml").write_text('closing = "特此通知。"', "utf-8")
    part.choose_forms(folder)
    assert str(folder) in framed.said(part)
    part.choose_forms(None)
    assert "自带的格式" in framed.said(part)
