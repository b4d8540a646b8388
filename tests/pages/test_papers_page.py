"""文书 in the window: the list, the questions, the paper; by keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.clock import HandClock
from tests.confirming import confirm_by_looking
from tests.making import MORNING, a_desk, a_meeting, held_meeting, ready_topic, some_people
from tests.pages.framed import Framed
from xieshang_desktop.domain.documents import Banner
from xieshang_desktop.domain.terms import Rank
from xieshang_desktop.services import minutes, paper_set, sealing
from xieshang_desktop.services.papers import PaperKind, compose, rendered
from xieshang_desktop.services.proof import proof_of
from xieshang_desktop.ui import paper_set_sheet, tasks, theme
from xieshang_desktop.ui.widgets import sheet
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.preflight_strip import PreflightStrip


class Hall(Framed):
    """The window on a village with one meeting to come."""

    def __init__(self, qtbot: QtBot, folder: Path, clock: HandClock) -> None:
        super().__init__(qtbot, a_desk(folder, clock))
        self.clock = clock

    def meet(self) -> str:
        topic = ready_topic(self.desk, some_people(self.desk))
        return a_meeting(self.desk, [topic.id])

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            self.qtbot.keyClick(QApplication.focusWidget() or self.window, key)


@pytest.fixture
def hall(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hall]:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    confirm_by_looking()
    hall = Hall(qtbot, tmp_path, HandClock(MORNING))
    hall.open("follow_up")
    yield hall
    tasks.stop()
    hall.desk.close()


def button(hall: Framed, words: str) -> Button:
    found = [
        one
        for one in hall.window.findChildren(Button)
        if one.accessibleName() == words and one.isVisible()
    ]
    assert len(found) == 1, words
    return found[0]


def test_the_top_bar_leads_there_and_escape_back(hall: Hall) -> None:
    hall.window.papers_requested.connect(lambda: hall.context.go("papers"))
    hall.qtbot.mouseClick(button(hall, "文书"), Qt.MouseButton.LeftButton)
    assert hall.window.key() == "papers"
    assert hall.window.page("papers").search.hasFocus()  # type: ignore[union-attr]
    hall.press(Qt.Key.Key_Escape)
    assert hall.window.key() == "follow_up"


def test_letters_find_a_paper_and_enter_asks_its_questions(hall: Hall) -> None:
    page = hall.open("papers")
    hall.write("标语")
    hall.press(Qt.Key.Key_Return)
    assert page.name.text() == "标语"
    assert page.asks.field("which").isVisible()
    hall.qtbot.waitUntil(lambda: bool(page.paper.pdf()))
    shape = page.asks.field("shape")
    shape.box.setCurrentIndex(1)
    shape.box.activated.emit(1)
    hall.qtbot.waitUntil(lambda: isinstance(page.paper._composed.paper, Banner))  # noqa: SLF001
    hall.press(Qt.Key.Key_Escape)
    assert page.list.isVisible()
    hall.open("follow_up")
    page = hall.open("papers", "slogans:")
    assert page.asks.values()["shape"] == "banner"


def test_arrows_look_at_one_paper_after_the_other(hall: Hall) -> None:
    hall.meet()
    page = hall.open("papers")
    hall.qtbot.waitUntil(lambda: bool(page.paper.pdf()))
    before = page.paper.pdf()
    hall.press(Qt.Key.Key_Down)
    hall.qtbot.waitUntil(lambda: page.paper.pdf() not in (b"", before))
    assert page.search.hasFocus()


def test_what_can_not_be_made_is_said_in_its_place_without_a_sheet(hall: Hall) -> None:
    meeting_id = hall.meet()
    page = hall.open("papers", f"minutes:{meeting_id}")
    hall.qtbot.waitUntil(page.empty.isVisible)
    assert not sheet.is_open()
    assert page.paper.pdf() == b""
    assert hall.said(page.empty).strip()


def test_an_empty_village_is_shown_the_way(hall: Hall) -> None:
    page = hall.open("papers", "notice:")
    assert "还没有会议" in hall.said(page)
    hall.qtbot.mouseClick(button(hall, "去安排会议"), Qt.MouseButton.LeftButton)
    assert hall.window.key() == "meetings"


def test_a_paper_that_was_asked_for_elsewhere_leads_back_there(hall: Hall) -> None:
    meeting_id = hall.meet()
    hall.open("meetings/meeting", f"{meeting_id}#plan")
    page = hall.open("papers", f"notice:{meeting_id}")
    hall.qtbot.waitUntil(lambda: bool(page.paper.pdf()))
    assert page.paper.print_button.hasFocus()
    hall.press(Qt.Key.Key_Escape)
    assert hall.window.key() == "meetings/meeting"


def test_all_papers_of_a_meeting_go_into_a_folder(hall: Hall, tmp_path: Path) -> None:
    meeting_id = hall.meet()
    hall.open("papers")
    hall.qtbot.mouseClick(button(hall, "一次会议的全套文书"), Qt.MouseButton.LeftButton)
    wanted = paper_set.papers_of(hall.desk, meeting_id)
    assert f"共 {len(wanted)} 份" in hall.said(hall.sheet)
    hall.press(Qt.Key.Key_Escape)
    paper_set_sheet._write(hall.context, meeting_id, tmp_path / "set")  # noqa: SLF001
    hall.qtbot.waitUntil(lambda: not tasks.worker().tasks, timeout=20_000)
    assert len(list((tmp_path / "set").glob("*.pdf"))) == len(wanted)


def test_without_a_meeting_there_is_no_set(hall: Hall) -> None:
    hall.open("papers")
    hall.qtbot.mouseClick(button(hall, "一次会议的全套文书"), Qt.MouseButton.LeftButton)
    assert "还没有会议" in hall.said(hall.sheet)


def test_a_scanned_code_shows_the_sealed_paper_beside(hall: Hall) -> None:
    topic = ready_topic(hall.desk, some_people(hall.desk))
    meeting_id = held_meeting(hall.desk, hall.clock, [topic.id])
    begun = minutes.open_minutes(hall.desk, meeting_id).minutes
    sealing.confirm(hall.desk, begun.id, Rank.FIRST)
    sealed = sealing.confirm(hall.desk, begun.id, Rank.SECOND).minutes
    hall.open("papers")
    hall.qtbot.mouseClick(button(hall, "核对文书"), Qt.MouseButton.LeftButton)
    page = hall.window.page("papers/check")
    assert page is not None
    assert page.box.hasFocus()  # type: ignore[attr-defined]
    hall.write(proof_of(sealed).link)
    hall.press(Qt.Key.Key_Return)
    assert "正在核对" in hall.said(page)  # on the worker: years of records take seconds
    hall.qtbot.waitUntil(lambda: "归档记录完好。" in hall.said(page))
    assert page.view.isVisible()  # type: ignore[attr-defined]
    assert not page.to_meeting.isVisible()  # type: ignore[attr-defined]
    hall.write("1234")  # what was scanned is marked: the next one takes its place
    hall.press(Qt.Key.Key_Return)
    hall.qtbot.waitUntil(lambda: "看不懂这个核验码" in hall.said(page))
    assert not page.view.isVisible()  # type: ignore[attr-defined]
    hall.press(Qt.Key.Key_Escape, Qt.Key.Key_Escape)
    assert hall.window.key() == "papers"


def test_a_code_of_corrected_minutes_leads_to_the_corrections(hall: Hall) -> None:
    topic = ready_topic(hall.desk, some_people(hall.desk))
    meeting_id = held_meeting(hall.desk, hall.clock, [topic.id])
    begun = minutes.open_minutes(hall.desk, meeting_id).minutes
    sealing.confirm(hall.desk, begun.id, Rank.FIRST)
    sealed = sealing.confirm(hall.desk, begun.id, Rank.SECOND).minutes
    sealing.correct(hall.desk, sealed.id, "“三组”应为“五组”。")
    page = hall.open("papers/check", proof_of(sealed).code)
    hall.qtbot.waitUntil(lambda: "有 1 处更正" in hall.said(page))
    assert "更正1：“三组”应为“五组”。" in hall.said(page)
    hall.qtbot.mouseClick(page.to_meeting, Qt.MouseButton.LeftButton)
    assert hall.window.key() == "meetings/meeting"


def test_a_search_without_a_find_leaves_no_other_paper_in_view(hall: Hall) -> None:
    page = hall.open("papers")
    hall.write("标语")
    hall.qtbot.waitUntil(lambda: bool(page.paper.pdf()))
    hall.write("没有")
    assert not page.paper.pdf()
    assert page.empty.isVisible()
    for _letter in range(4):
        hall.press(Qt.Key.Key_Backspace)
    hall.write("mingpai")
    hall.qtbot.waitUntil(lambda: bool(page.paper.pdf()))
    assert page.table.marked_key() == "plate"


def test_the_topic_page_offers_its_papers(hall: Hall) -> None:
    topic = ready_topic(hall.desk, some_people(hall.desk))
    held_meeting(hall.desk, hall.clock, [topic.id])
    hall.open("topics/topic", topic.id)
    hall.qtbot.mouseClick(button(hall, "结果公示"), Qt.MouseButton.LeftButton)
    assert hall.window.key() == "papers"
    page = hall.window.page("papers")
    hall.qtbot.waitUntil(lambda: bool(page.paper.pdf()))  # type: ignore[union-attr]
    hall.press(Qt.Key.Key_Escape)
    assert hall.window.key() == "topics/topic"


def test_rare_characters_are_listed_with_their_names(hall: Hall) -> None:
    hall.desk.unit = type(hall.desk.unit)(
        **{n: getattr(hall.desk.unit, n) for n in hall.desk.unit.__struct_fields__}
        | {"room": "𬭎家村😀协商议事室"}
    )
    strip = PreflightStrip()
    hall.qtbot.addWidget(strip)
    strip.setParent(hall.window)
    found = rendered(compose(hall.desk, PaperKind.DUTIES)).fallbacks
    strip.show_characters(found)
    assert "1 个字缺字形，印成〓" in hall.said(strip)
    opened = strip.open_list()
    assert opened.isVisible()
    strip.show_characters(())
    assert strip.isHidden()


@pytest.mark.parametrize("scale", [100, 150])
@pytest.mark.parametrize("address", [None, "slogans:", "year_plan:"])
def test_nothing_is_cut_off_sideways(
    hall: Hall, qapp: object, scale: int, address: str | None
) -> None:
    theme.start(qapp, theme.Look(scale))  # type: ignore[arg-type]
    hall.meet()
    page = hall.open("papers", address)
    assert page.horizontalScrollBar().maximum() == 0
    assert page.widget().width() <= page.viewport().width()
