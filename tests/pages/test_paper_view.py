"""A paper on a page: made on the worker, saved in one of its forms."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from tests.pages.meeting_room import Room
from tests.printing.reading import pdfium_text
from xieshang_desktop.domain.meeting import Meeting
from xieshang_desktop.services.paper_list.kinds import PaperKind
from xieshang_desktop.services.paper_saving import SaveWay
from xieshang_desktop.services.papers import compose
from xieshang_desktop.ui.paper_view import PaperView
from xieshang_desktop.ui.widgets import sheet
from xieshang_desktop.ui.widgets.layout import Column
from xieshang_desktop.ui.widgets.page import Page

#: What only a real screen can do, and no menu here needs.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    made = Room(qtbot, tmp_path / "data")
    yield made
    made.close()


@pytest.fixture
def view(room: Room) -> PaperView:
    """The notice of the meeting, on the page in front."""
    page = room.open("meetings")
    shown = PaperView(room.desk, room.context.attempt, main="primary")
    assert isinstance(page, Page)
    column = page.body
    assert isinstance(column, Column)
    column.addWidget(shown, 1)
    shown.show_paper(lambda: compose(room.desk, PaperKind.NOTICE, room.meeting_id))
    room.until(lambda: bool(shown.pdf()))
    return shown


def menu_of(view: PaperView) -> QMenu:
    found = [menu for menu in view.findChildren(QMenu) if menu.isVisible()]
    assert len(found) == 1
    return found[0]


def chosen(room: Room, target: Path) -> None:
    """Choose this place in the dialog that asks for one."""
    dialog = room.window.findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit(str(target))
    dialog.done(0)
    dialog.deleteLater()
    QApplication.processEvents()


def test_what_can_be_done_waits_until_it_is_made(room: Room) -> None:
    view = PaperView(room.desk, room.context.attempt)
    room.qtbot.addWidget(view)
    view.show()
    assert not view.print_button.isEnabled()
    assert not view.view.pages.isVisible()
    view.show_paper(lambda: compose(room.desk, PaperKind.NOTICE, room.meeting_id))
    room.until(lambda: bool(view.pdf()))
    assert view.print_button.isEnabled()
    assert view.view.pages.isVisible()
    view.forget()
    assert view.pdf() == b""
    assert not view.print_button.isEnabled()


def test_a_paper_that_is_not_wanted_any_more_is_not_shown(room: Room) -> None:
    view = PaperView(room.desk, room.context.attempt)
    room.qtbot.addWidget(view)
    view.show()
    view.show_paper(lambda: compose(room.desk, PaperKind.NOTICE, room.meeting_id), at_once=True)
    room.qtbot.waitUntil(lambda: not room.idle(), timeout=5_000)
    view.forget()
    room.until(room.idle)
    assert view.pdf() == b""


def test_a_form_is_chosen_by_keys_made_on_the_worker_and_written(
    room: Room, view: PaperView, tmp_path: Path
) -> None:
    view.ways = (SaveWay("长图（发到群里）", ".png", lambda: b"picture"),)
    view.save_button.setFocus()
    view.save_button.click()
    menu = menu_of(view)
    assert [action.text() for action in menu.actions()] == ["PDF 文件", "长图（发到群里）"]
    room.qtbot.keyClick(menu, Qt.Key.Key_Down)
    room.qtbot.keyClick(menu, Qt.Key.Key_Return)
    dialog = room.window.findChild(QFileDialog)
    assert dialog is not None
    assert dialog.selectedFiles()[0].endswith(".png")
    chosen(room, tmp_path / "通知.png")
    room.until(lambda: "存好了：通知.png" in room.said())
    assert (tmp_path / "通知.png").read_bytes() == b"picture"


def test_the_first_form_is_pdf(room: Room, view: PaperView, tmp_path: Path) -> None:
    view.ways = (SaveWay("长图（发到群里）", ".png", lambda: b"picture"),)
    view.save_as()
    room.qtbot.keyClick(menu_of(view), Qt.Key.Key_Return)
    chosen(room, tmp_path / "通知.pdf")
    room.until(lambda: "存好了：通知.pdf" in room.said())
    assert (tmp_path / "通知.pdf").read_bytes() == view.pdf()


def test_a_drive_that_was_pulled_is_said_in_words(
    room: Room, view: PaperView, tmp_path: Path
) -> None:
    view.ways = ()
    view.save_as()
    chosen(room, tmp_path / "U盘" / "通知.pdf")
    room.until(lambda: "存放的地方找不到了" in room.said())
    assert "要是U盘拔了" in room.said()


def test_printing_knows_which_page_is_in_view(
    room: Room, view: PaperView, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, int]] = []
    monkeypatch.setattr(
        "xieshang_desktop.ui.printing_dialog.print_paper",
        lambda _where, _pdf, name, page: asked.append((name, page)),
    )
    view.print_button.click()
    assert asked == [("会议通知 第一次协商议事会", 0)]


def test_a_public_paper_that_hides_something_leaves_only_after_somebody_looked(
    room: Room, view: PaperView
) -> None:
    with room.desk.store.write(room.desk.actor) as uow:
        meeting = uow.one(Meeting, room.meeting_id)
        uow.put(replace(meeting, place="李德发家，电话19900001234"), "meeting_changed")
        uow.commit()
    view.show_paper(lambda: compose(room.desk, PaperKind.NOTICE, room.meeting_id))
    room.until(lambda: view.gate.waits)
    assert not view.may_leave()
    assert not view.print_button.isEnabled()
    assert "19900001234" not in pdfium_text(view.pdf())
    assert "199****1234" in pdfium_text(view.pdf())
    view.look_through()
    opened = sheet.current()
    assert opened is not None
    opened.yes.click()
    room.until(lambda: not view.gate.waits)
    assert view.print_button.isEnabled()


def test_characters_that_no_face_has_are_told_before_printing(room: Room, view: PaperView) -> None:
    with room.desk.store.write(room.desk.actor) as uow:
        meeting = uow.one(Meeting, room.meeting_id)
        uow.put(replace(meeting, chair="欧阳𬭎", recorder="李\U000323b0"), "meeting_changed")
        uow.commit()
    assert not view.preflight.isVisible()
    view.show_paper(lambda: compose(room.desk, PaperKind.NOTICE, room.meeting_id))
    room.until(view.preflight.isVisible)
    assert "𬭎" in room.said()


def test_what_hangs_on_the_wall_is_also_saved_as_one_tall_picture(
    room: Room, view: PaperView
) -> None:
    view.forget()
    view.show_paper(lambda: compose(room.desk, PaperKind.SPEAKING_RULES, room.meeting_id))
    room.until(lambda: bool(view.pdf()))
    picture = view.ways[-1]
    assert (picture.name, picture.suffix) == ("长图（发到群里）", ".png")
    assert picture.make().startswith(b"\x89PNG")
