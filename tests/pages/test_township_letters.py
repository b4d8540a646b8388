"""What is written to villages stays written when a sheet is closed by mistake."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from tests.pages.township_desk import FramedTownship, framed
from xieshang_desktop.domain.terms import DirectiveKind
from xieshang_desktop.services.desk import desk_of
from xieshang_desktop.services.topic_file import list_topics
from xieshang_desktop.township.overview import village_lines
from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.pages.township_issue_sheet import ask_issue
from xieshang_desktop.ui.pages.township_letter_sheets import ask_letter, ask_return
from xieshang_desktop.ui.village_window import open_village
from xieshang_desktop.ui.widgets import sheet
from xieshang_desktop.ui.widgets.fields import LineField
from xieshang_desktop.ui.widgets.find_field import FindField
from xieshang_desktop.ui.widgets.sheet import Sheet
from xieshang_desktop.ui.widgets.village_picker import VillagePicker

__all__ = ["framed"]

Ask = Callable[[Context, Any], Sheet]


def text_of(opened: Sheet) -> QPlainTextEdit:
    """The large field of a sheet."""
    (area,) = opened.findChildren(QPlainTextEdit)
    return area


@pytest.mark.parametrize(
    ("place", "ask"),
    [("supervision", ask_letter), ("supervision", ask_return), ("issuing", ask_issue)],
)
def test_escape_does_not_cost_what_was_written(
    framed: FramedTownship, place: str, ask: Ask
) -> None:
    page = framed.open(place)
    opened = ask(framed.context, page._presenter)  # noqa: SLF001
    text_of(opened).setPlainText("三户人家的水渠没有写进去。")
    framed.qtbot.keyClick(text_of(opened), Qt.Key.Key_Escape)
    assert not sheet.is_open()
    again = ask(framed.context, page._presenter)  # noqa: SLF001
    assert text_of(again).toPlainText() == "三户人家的水渠没有写进去。"


def test_a_letter_that_was_sent_is_not_offered_again(framed: FramedTownship) -> None:
    page = framed.open("supervision")
    opened = ask_letter(framed.context, page._presenter)  # noqa: SLF001
    opened.findChildren(LineField)[0].show_value("按时交协商包")
    text_of(opened).setPlainText("请在月底以前交来。")
    (villages,) = opened.findChildren(VillagePicker)
    villages.choose(village_lines(framed.desk)[0].village.id)
    opened.yes.click()
    assert not sheet.is_open()
    assert page.table.rows.rowCount() == 1
    again = ask_letter(framed.context, page._presenter)  # noqa: SLF001
    assert text_of(again).toPlainText() == ""
    assert again.findChildren(VillagePicker)[0].values() == []


def test_a_return_left_open_keeps_its_village_and_its_record(framed: FramedTownship) -> None:
    village = village_lines(framed.desk)[1].village
    topic = list_topics(desk_of(framed.desk, village.id))[0].topic
    page = framed.open("supervision")
    opened = ask_return(framed.context, page._presenter)  # noqa: SLF001
    which, record = opened.findChildren(FindField)
    which.show_value(village.id)
    which.changed.emit(village.id)
    record.show_value(f"topic:{topic.id}")
    text_of(opened).setPlainText("没有写户数")
    opened.no.click()
    again = ask_return(framed.context, page._presenter)  # noqa: SLF001
    which, record = again.findChildren(FindField)
    assert (which.value(), record.value()) == (village.id, f"topic:{topic.id}")
    again.yes.click()
    assert page.table.rows.rowCount() == 1


def test_a_reason_written_at_the_record_itself_is_kept_too(framed: FramedTownship) -> None:
    first = village_lines(framed.desk)[0].village
    village = open_village(framed.context, first.id)
    assert village is not None
    topics = list_topics(village.desk)
    village.context.go("topics/topic", topics[0].topic.id)
    assert village.returning is not None
    village.returning.click()
    text_of(framed.sheet).setPlainText("没有写户数")
    framed.sheet.no.click()
    village.returning.click()
    assert text_of(framed.sheet).toPlainText() == "没有写户数"
    framed.sheet.no.click()
    village.context.go("topics/topic", topics[1].topic.id)
    village.returning.click()
    assert text_of(framed.sheet).toPlainText() == ""
    sheet.close_all()
    village.window.close()


def test_escape_leads_from_a_record_back_to_the_township(framed: FramedTownship) -> None:
    first = village_lines(framed.desk)[0].village
    topic = list_topics(desk_of(framed.desk, first.id))[0].topic
    village = open_village(framed.context, first.id, "topics/topic", topic.id)
    assert village is not None
    window = village.window
    framed.qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert window.key() == "topics"
    gone: list[int] = []
    window.destroyed.connect(lambda: gone.append(1))
    framed.qtbot.keyClick(window, Qt.Key.Key_Escape)
    QApplication.processEvents()
    framed.qtbot.waitUntil(lambda: bool(gone))
    assert framed.window.isVisible()


def test_a_form_without_its_file_asks_for_the_file(framed: FramedTownship) -> None:
    page = framed.open("issuing")
    opened = ask_issue(framed.context, page._presenter)  # noqa: SLF001
    opened.kind.show_value(DirectiveKind.FORMS.value)
    opened.kind.changed.emit([DirectiveKind.FORMS.value])
    opened.villages.choose(village_lines(framed.desk)[0].village.id)
    opened.yes.click()
    assert "还没有选文件" in framed.said(opened)
