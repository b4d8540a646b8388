"""导入名册 by keyboard: a file, its columns, what would come of it, the import and its undoing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from tests.making import a_desk
from tests.pages.framed import Framed
from tests.promises.tree import ROOT
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.people import list_people
from xieshang_desktop.ui import tasks, theme
from xieshang_desktop.ui.pages.person_edit import PersonEditPage
from xieshang_desktop.ui.pages.roster_import import RosterImportPage
from xieshang_desktop.ui.widgets import sheet

ROSTERS = ROOT / "tests" / "data" / "rosters"
ENTER, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Escape


class Importing(Framed):
    """A window at the import page."""

    def __init__(self, qtbot: QtBot, desk: Desk) -> None:
        super().__init__(qtbot, desk)
        self.window.open("people")
        self.page = self.start()

    def start(self, path: Path | None = None) -> RosterImportPage:
        page = self.context.go("people/import", str(path) if path else None)
        assert isinstance(page, RosterImportPage)
        return page

    def read(self, path: Path) -> None:
        self.start(path)
        self.settle()

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: not tasks.worker().tasks, timeout=20_000)

    def go_on(self) -> None:
        self.page.next.setFocus()
        self.qtbot.keyClick(self.page.next, ENTER)
        # A button pressed by Enter clicks after a moment, as Qt shows it going down.
        self.qtbot.waitUntil(lambda: not self.page.next.isDown())
        self.settle()

    def says(self) -> str:
        return self.said(self.page.notice)

    def count(self) -> int:
        return len(list_people(self.desk))


@pytest.fixture
def importing(qtbot: QtBot, tmp_path: Path) -> Iterator[Importing]:
    desk = a_desk(tmp_path)
    importing = Importing(qtbot, desk)
    yield importing
    importing.window.close()
    desk.close()


def test_the_first_step_asks_for_a_file(importing: Importing) -> None:
    page = importing.page
    assert page.choose.isVisible()
    assert page.choose.button.hasFocus()
    assert not page.next.isVisible()
    importing.qtbot.keyClick(page, ESCAPE)
    assert importing.window.key() == "people"


def test_a_village_roster_goes_all_the_way_and_every_damaged_number_is_named(
    importing: Importing,
) -> None:
    page = importing.page
    importing.read(ROSTERS / "roster-village.xls")
    assert page.mapping.isVisible()
    importing.go_on()
    assert page.result.isVisible()
    assert page.next.text() == "导入 1180 人"
    assert importing.count() == 0
    importing.go_on()
    assert importing.count() == 1180
    rows = page.result.table.rows.shown()
    damaged = [row for row in rows if row[7] == "id_damaged"]
    assert len(damaged) == 52
    assert all(row[1] and row[6] == ("待补录", "waiting") for row in damaged)
    assert "还有 52 人的身份证号" in importing.says()


def test_a_damaged_number_is_entered_from_the_report(importing: Importing) -> None:
    page = importing.page
    importing.read(ROSTERS / "roster-village.xlsx")
    importing.go_on()
    importing.go_on()
    page.result.table.setFocus()
    importing.qtbot.keyClick(page.result.table, ENTER)
    assert importing.window.key() == "people/edit"
    form = importing.window.page("people/edit")
    assert isinstance(form, PersonEditPage)
    assert form.id_number.line.hasFocus()
    importing.qtbot.keyClicks(form.id_number.line, "990000196502140025")
    importing.qtbot.keyClick(form.id_number.line, ENTER)
    if importing.window.key() == "people/edit":  # a doubt is shown once
        importing.qtbot.keyClick(form.id_number.line, ENTER)
    assert importing.window.key() == "people/import"
    assert page.result.table.rows.row(0)[6] == ("已补录", "done")
    assert "还有 51 人" in importing.says()


def test_the_import_is_one_step_that_can_be_taken_back(importing: Importing) -> None:
    importing.read(ROSTERS / "roster-clean.xlsx")
    importing.go_on()
    importing.go_on()
    assert importing.count() == 320
    importing.qtbot.keyClick(importing.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert importing.count() == 0
    assert importing.page.next.text() == "导入 320 人"
    importing.go_on()
    assert importing.count() == 320
    importing.page.take_back.click()
    assert importing.count() == 0


def test_an_import_that_is_in_use_is_not_taken_back(importing: Importing) -> None:
    from xieshang_desktop.domain.terms import Role
    from xieshang_desktop.services.roles import give_role

    importing.read(ROSTERS / "roster-gb18030.csv")
    importing.go_on()
    importing.go_on()
    give_role(importing.desk, list_people(importing.desk)[0].id, Role.COUNCIL_MEMBER, "议事会")
    importing.page.take_back.click()
    assert sheet.is_open()
    assert importing.count() == 90


def test_the_report_stays_readable_until_another_file_is_chosen(importing: Importing) -> None:
    importing.read(ROSTERS / "roster-clean.xlsx")
    importing.go_on()
    importing.go_on()
    importing.go_on()
    assert importing.window.key() == "people"
    importing.start()
    assert importing.page.result.isVisible()
    importing.read(ROSTERS / "roster-gb18030.csv")
    assert importing.page.mapping.isVisible()
    assert importing.says() == ""


def test_escape_goes_back_one_step_at_a_time(importing: Importing) -> None:
    page = importing.page
    importing.read(ROSTERS / "roster-clean.xlsx")
    importing.go_on()
    importing.qtbot.keyClick(page, ESCAPE)
    assert page.mapping.isVisible()
    importing.qtbot.keyClick(page, ESCAPE)
    assert page.choose.isVisible()
    importing.qtbot.keyClick(page, ESCAPE)
    assert importing.window.key() == "people"


def test_saying_what_a_column_is_reads_the_file_again(importing: Importing, tmp_path: Path) -> None:
    page = importing.page
    file = tmp_path / "无表头.csv"
    file.write_text("张三,1组\n李四,2组\n", "utf-8")
    importing.read(file)
    assert "看不出这是花名册" in importing.says()
    assert not page.next.isEnabled()
    page.mapping.columns.changed.emit("0", "name")
    importing.settle()
    assert importing.says() == ""
    assert page.next.isEnabled()
    assert [row[0] for row in page.mapping.people.rows.shown()] == ["张三", "李四"]


def test_another_sheet_can_be_chosen(importing: Importing, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for name, person in (("一组", "张三"), ("二组", "李四")):
        page = book.create_sheet(name)
        for line in (("姓名", "性别", "电话"), (person, "男", "19900000001")):
            page.append(line)
    del book["Sheet"]
    book.save(tmp_path / "两张.xlsx")
    importing.read(tmp_path / "两张.xlsx")
    mapping = importing.page.mapping
    assert mapping.sheet.isVisible()
    mapping.sheet_chosen.emit("二组")
    importing.settle()
    assert [row[0] for row in mapping.people.rows.shown()] == ["李四"]


def broken(folder: Path) -> Path:
    file = folder / "坏.xlsx"
    file.write_bytes((ROSTERS / "roster-clean.xlsx").read_bytes()[:4000])
    return file


def empty(folder: Path) -> Path:
    file = folder / "空.csv"
    file.touch()
    return file


def text(folder: Path) -> Path:
    file = folder / "信.xlsx"
    file.write_text("亲爱的乡亲们：你们好。\n", "utf-8")
    return file


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (broken, "这个文件已损坏"),
        (empty, "这个文件是空的"),
        (text, "这个文件已损坏，或内容与文件类型不符"),
        (lambda folder: folder / "没有.xlsx", "找不到这个文件"),
    ],
)
def test_a_file_that_cannot_be_read_gets_one_sentence(
    importing: Importing, tmp_path: Path, given: object, sentence: str
) -> None:
    importing.read(given(tmp_path))  # type: ignore[operator]
    assert sentence in importing.says()
    assert importing.page.choose.button.isVisible()
    assert importing.page.choose.button.hasFocus()
    importing.read(ROSTERS / "roster-clean.xlsx")
    assert importing.says() == ""


def test_reading_that_is_stopped_shows_nothing(importing: Importing) -> None:
    importing.start(ROSTERS / "roster-village.xls")
    tasks.worker().tasks[0].cancel()
    importing.settle()
    assert importing.page.choose.button.isVisible()
    assert not importing.page.mapping.isVisible()


def test_only_the_file_chosen_last_is_shown(importing: Importing) -> None:
    importing.start(ROSTERS / "roster-village.xlsx")
    importing.read(ROSTERS / "roster-gb18030.csv")
    assert importing.page.next.isEnabled()
    importing.go_on()
    assert importing.page.next.text() == "导入 90 人"


def test_one_kind_of_remark_can_be_looked_at_alone(importing: Importing) -> None:
    importing.read(ROSTERS / "roster-village.xlsx")
    importing.go_on()
    result = importing.page.result
    result.kind.show_value("household_head_missing")
    result.kind.changed.emit("household_head_missing")
    assert result.table.rows.rowCount() == 9


def test_the_list_is_saved_where_it_is_wanted(importing: Importing, tmp_path: Path) -> None:
    importing.read(ROSTERS / "roster-village.xlsx")
    importing.go_on()
    importing.page.result.save.click()
    (dialog,) = importing.window.findChildren(QFileDialog)
    dialog.selectFile(str(tmp_path / "清单.csv"))
    dialog.accept()
    assert (tmp_path / "清单.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_a_file_may_be_dropped_on_the_page(importing: Importing) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(ROSTERS / "roster-clean.xlsx"))])
    how = (data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    action, inside = Qt.DropAction.CopyAction, importing.page.widget()
    QApplication.sendEvent(inside, QDragEnterEvent(QPoint(200, 200), action, *how))
    QApplication.sendEvent(inside, QDropEvent(QPoint(200, 200), action, *how))
    importing.settle()
    assert importing.page.mapping.isVisible()


@pytest.mark.parametrize("scale", [100, 150])
def test_every_step_fits_across_the_page(importing: Importing, scale: int) -> None:
    theme.set_scale(scale)
    page = importing.page
    importing.read(ROSTERS / "roster-village.xlsx")
    for _step in range(3):
        inside = page.widget()
        assert inside.minimumSizeHint().width() <= page.viewport().width()
        importing.go_on()
