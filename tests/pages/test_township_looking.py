"""A village's own pages at its township: read in full, written nowhere, whatever is withheld."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.clock import HandClock
from tests.making import (
    LONG,
    MORNING,
    a_desk,
    a_meeting,
    a_topic,
    held_meeting,
    ready_topic,
    some_people,
)
from tests.pages.township_desk import FramedTownship, framed, mirror
from xieshang_desktop.domain.terms import OutcomeKind
from xieshang_desktop.domain.township import Returned
from xieshang_desktop.errors import RuleBroken
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.meeting_file import list_meetings
from xieshang_desktop.services.minutes import open_minutes
from xieshang_desktop.services.people_register import find_people
from xieshang_desktop.services.topic_file import list_topics
from xieshang_desktop.township.overview import village_lines
from xieshang_desktop.township.villages import keep_for
from xieshang_desktop.ui import tasks
from xieshang_desktop.ui.village_window import VillageWindow, open_village
from xieshang_desktop.ui.widgets import sheet
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.choice_chips import ChoiceChips
from xieshang_desktop.ui.widgets.search_box import FilterBox

__all__ = ["framed"]

_PARTS = ("plan", "door", "hall", "minutes", "publicity")


@pytest.fixture
def village(framed: FramedTownship) -> Iterator[VillageWindow]:
    first = village_lines(framed.desk)[0].village
    window = open_village(framed.context, first.id)
    assert window is not None
    yield window
    window.window.close()


def pages(desk: Desk) -> Iterator[tuple[str, str | None]]:
    """Every page of the four places, at an object of each state."""
    yield ("topics", None)
    yield ("topics/notes", None)
    seen = set()
    for line in list_topics(desk):
        if (line.topic.state, line.current) not in seen:
            seen.add((line.topic.state, line.current))
            yield ("topics/topic", line.topic.id)
    yield ("meetings", None)
    yield ("meetings/plan", None)
    for meeting in list_meetings(desk)[:3]:
        for part in _PARTS:
            yield ("meetings/meeting", f"{meeting.meeting.id}#{part}")
    yield ("follow_up", None)
    yield ("people", None)
    for hit in [*find_people(desk, "zhang", 1), *find_people(desk, "wang", 1)]:
        yield ("people/person", hit.id)


def walk(qtbot: QtBot, village: VillageWindow) -> Iterator[QWidget]:
    """Open one page after the other, each settled."""
    for key, object_id in pages(village.desk):
        page = village.context.go(key, object_id)
        qtbot.waitUntil(lambda: not tasks.worker().tasks, timeout=20_000)
        QApplication.processEvents()
        yield page


def test_no_page_offers_to_write(qtbot: QtBot, village: VillageWindow) -> None:
    offered = {}
    for page in walk(qtbot, village):
        assert not sheet.is_open()
        found = [
            button.accessibleName()
            for button in page.findChildren(Button)
            if button.isVisible()
            and not button.reads
            and not isinstance(button.parentWidget(), ChoiceChips)
        ]
        fields = [
            type(field).__name__
            for field in page.findChildren(QLineEdit) + page.findChildren(QPlainTextEdit)
            if field.isVisible()
            and not field.isReadOnly()
            and not isinstance(field, FilterBox)
            and not field.property("reads")
        ]
        if found or fields:
            offered[village.window.key()] = found + fields
    assert offered == {}


def test_the_strip_says_whose_records_they_are(
    framed: FramedTownship, village: VillageWindow
) -> None:
    said = framed.said(village.window)
    assert f"只读：{village.desk.unit.name}交来的记录，截至第" in said
    assert "登记议题" not in [
        b.accessibleName() for b in village.window.findChildren(Button) if b.isVisible()
    ]


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # offscreen: a menu
def test_enter_on_every_list_leads_to_reading_or_is_refused_in_words(
    qtbot: QtBot, village: VillageWindow
) -> None:
    before = newest(village.desk)
    for page in walk(qtbot, village):
        for part in page.findChildren(QWidget):
            if part.isVisible() and part.focusPolicy() & Qt.FocusPolicy.TabFocus:
                qtbot.keyClick(part, Qt.Key.Key_Return)
                QApplication.processEvents()
                if not page.isVisible():
                    break
        sheet.close_all()
    assert newest(village.desk) == before


def newest(desk: Desk) -> tuple[int, int]:
    """How many entries and drafts there are of all units."""
    with desk.store.read() as reader:
        entries = reader.connection.execute(
            "SELECT count(*) FROM entries WHERE unit_id = ?", (desk.unit.id,)
        ).fetchone()[0]
        drafts = reader.connection.execute("SELECT count(*) FROM drafts").fetchone()[0]
    return entries, drafts


def test_nobody_is_led_to_a_page_that_is_there_to_write(village: VillageWindow) -> None:
    village.context.go("topics/edit")
    assert village.window.key() == "topics"
    opened = sheet.current()
    assert opened is not None


@pytest.mark.parametrize("withheld", [frozenset(), frozenset({"person", "household", "opinion"})])
def test_every_page_of_a_village_with_all_its_papers_stands(
    qtbot: QtBot, framed: FramedTownship, tmp_path: Path, withheld: frozenset[str]
) -> None:
    clock = HandClock(MORNING)
    own = a_desk(tmp_path / "village", clock)
    people = some_people(own)
    kinds = list(OutcomeKind)
    topics = [ready_topic(own, people, f"第{n}件事：{LONG}") for n in range(len(kinds))]
    for topic, kind in zip(topics, kinds, strict=True):
        meeting_id = held_meeting(own, clock, [topic.id], kind)
        open_minutes(own, meeting_id)
    a_topic(own)
    a_meeting(own, notice=False)
    first = mirror(framed.desk, own, withheld)
    own.close()
    window = open_village(framed.context, first.id)
    assert window is not None
    for _page in walk(qtbot, window):
        assert not sheet.is_open()
    window.window.close()


def test_what_is_in_view_is_returned_with_a_reason(
    qtbot: QtBot, framed: FramedTownship, village: VillageWindow
) -> None:
    topic = list_topics(village.desk)[0].topic
    village.context.go("topics/topic", topic.id)
    assert village.returning is not None
    village.returning.click()
    opened = sheet.current()
    assert opened is not None
    (field,) = opened.findChildren(QPlainTextEdit)
    qtbot.keyClicks(field, "no households named")
    opened.yes.click()
    with framed.desk.store.read() as reader:
        returned = reader.all(Returned, object_id=topic.id)
    assert [each.reason for each in returned] == ["no households named"]
    assert not sheet.is_open()


def test_a_kept_village_is_written_and_marked_on_every_page(
    qtbot: QtBot, framed: FramedTownship
) -> None:
    kept = keep_for(framed.desk, "柳河镇孤山村", "柳河镇孤山村协商议事室")
    window = open_village(framed.context, kept.id)
    assert window is not None
    assert "代管" in framed.said(window.window)
    window.context.go("topics/edit")
    assert window.window.key() == "topics/edit"
    assert "代管" in framed.said(window.window)
    assert window.desk.actor == framed.desk.actor
    window.window.close()


def test_closing_it_leaves_the_township_as_it_was(framed: FramedTownship) -> None:
    framed.open("villages")
    first = village_lines(framed.desk)[0].village
    window = open_village(framed.context, first.id)
    assert window is not None
    window.window.close()
    framed.open("rollup")
    assert "办成了什么" in framed.said()


def test_records_of_others_are_refused_by_the_desk_itself(village: VillageWindow) -> None:
    with pytest.raises(RuleBroken, match="records_of_others"), village.desk.store.write():
        pass


def test_nobody_who_only_looks_is_told_to_write(
    qtbot: QtBot, framed: FramedTownship, village: VillageWindow
) -> None:
    meeting = list_meetings(village.desk)[0].meeting
    for part in ("plan", "door", "hall"):
        page = village.context.go("meetings/meeting", f"{meeting.id}#{part}")
        QApplication.processEvents()
        words = framed.said(page)
        assert "回车" not in words
        assert "/ 0" not in words
        assert "（0）" not in words or part == "hall"
    page = village.context.go("topics/notes")
    assert "没有交来的民情记录" in framed.said(page)
    assert "登记" not in framed.said(page)
