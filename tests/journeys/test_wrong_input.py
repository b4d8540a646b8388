"""Wrong files, and drives that can't be written: each gets its sentence, and nothing is lost."""

from __future__ import annotations

import errno
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.exchange.test_writing_drives import FailingDrive, FullDrive
from tests.intake.making import ROSTERS, change_sheet, sheet_xml
from tests.journeys import road, road_from_the_door
from tests.journeys.keyboard import Keyboard
from tests.journeys.standard_tools import command
from xieshang_desktop.app import Session
from xieshang_desktop.exchange import writing
from xieshang_desktop.exchange.target import TargetFolder

#: What only a real screen can do, and nothing here needs.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


class LockedDrive(FailingDrive):
    """A real folder on a drive that takes nothing, whoever asks."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, "create", errno.EROFS)


def a_damaged_workbook(folder: Path) -> Path:
    whole = (ROSTERS / "roster-village.xlsx").read_bytes()
    file = folder / "坏了的.xlsx"
    file.write_bytes(whole[: len(whole) // 2])
    return file


def a_text_named_as_a_workbook(folder: Path) -> Path:
    file = folder / "其实是文本.xlsx"
    file.write_text("张三，东沟组\n李四，西沟组\n", "utf-8")
    return file


def an_empty_file(folder: Path) -> Path:
    file = folder / "空的.xlsx"
    file.touch()
    return file


def a_sheet_of_200_000_rows(folder: Path) -> Path:
    row = '<row r="{0}"><c r="A{0}" t="inlineStr"><is><t>张三</t></is></c></row>'
    rows = "".join(row.format(number) for number in range(1, 200_001))
    return change_sheet(folder / "太长.xlsx", ROSTERS / "roster-clean.xlsx", sheet_xml(rows))


WRONG = [
    (a_damaged_workbook, "这个文件已损坏，或内容与文件类型不符。"),
    (a_text_named_as_a_workbook, "这个文件已损坏，或内容与文件类型不符。"),
    (an_empty_file, "这个文件是空的。"),
    (a_sheet_of_200_000_rows, "表格超过 50000 行。"),
]


NAMES = [make.__name__ for make, _sentence in WRONG]


@pytest.fixture
def village(open_window: Callable[[Path], Session], keyboard: Keyboard, tmp_path: Path) -> Session:
    """A village whose 90 people were just imported: the page shows the report."""
    session = open_window(tmp_path / "data")
    road.answer_the_three_questions(keyboard, ROSTERS / "roster-gb18030.csv")
    keyboard.sees("读出 90 人")
    keyboard.press("Return")
    keyboard.stands_on("导入 90 人")
    keyboard.press("Return")
    keyboard.sees("已导入：新增 90 人")
    return session


def assert_everybody_is_there(data: Path) -> None:
    """The record is whole, and the roster that was imported would change nothing."""
    command(data, "check")
    roster = str(ROSTERS / "roster-gb18030.csv")
    report = json.loads(command(data, "roster", "import", roster, "--dry-run", "--json"))
    assert (report["people"], report["updated"], report["attention"]) == (0, 0, [])


@pytest.mark.parametrize(("make", "sentence"), WRONG, ids=NAMES)
def test_a_wrong_file_is_told_and_the_last_report_still_stands(
    village: Session,
    keyboard: Keyboard,
    tmp_path: Path,
    make: Callable[[Path], Path],
    sentence: str,
) -> None:
    keyboard.push("另选文件")
    keyboard.choose_file(make(tmp_path))
    keyboard.sees(sentence)
    keyboard.stands_on("知道了")
    keyboard.press("Return")
    keyboard.misses(sentence)
    keyboard.sees("已导入：新增 90 人")
    keyboard.push("另选文件")
    keyboard.choose_file(ROSTERS / "roster-clean.xlsx")
    keyboard.sees("读出 320 人")
    village.end()
    assert_everybody_is_there(tmp_path / "data")


@pytest.mark.parametrize(("make", "sentence"), WRONG, ids=NAMES)
def test_a_wrong_file_at_the_first_start_leaves_a_village_to_work_in(
    open_window: Callable[[Path], Session],
    keyboard: Keyboard,
    tmp_path: Path,
    make: Callable[[Path], Path],
    sentence: str,
) -> None:
    open_window(tmp_path / "data")
    road.answer_the_three_questions(keyboard, make(tmp_path))
    keyboard.sees(sentence, "柳河镇张家村协商议事室")
    keyboard.stands_on("选文件…")
    keyboard.press("Return")
    keyboard.choose_file(ROSTERS / "roster-clean.xlsx")
    keyboard.sees("读出 320 人")
    keyboard.misses(sentence)


@pytest.mark.parametrize(
    ("drive", "sentence"),
    [(LockedDrive, "只读"), (FullDrive, "满了")],
    ids=["read-only", "full"],
)
def test_a_drive_that_can_not_be_written_is_told_and_nothing_half_written_stays(
    village: Session,
    keyboard: Keyboard,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    drive: type[TargetFolder],
    sentence: str,
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    keyboard.press("Ctrl+6")
    with monkeypatch.context() as wrong:
        wrong.setattr(writing, "TargetFolder", drive)
        keyboard.push("写到文件夹…")
        keyboard.choose_file(stick)
        keyboard.sees(sentence)
    assert list(stick.iterdir()) == []
    keyboard.stands_on("写到文件夹…")
    road_from_the_door.write_the_bundle(keyboard, stick)
    village.end()
    assert_everybody_is_there(tmp_path / "data")
