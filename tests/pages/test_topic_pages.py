"""议题 in the window: the list, one topic, its form, its small forms, its participants."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.clock import HandClock
from tests.making import (
    LONG,
    MORNING,
    a_desk,
    a_topic,
    accepted_topic,
    held_meeting,
    ready_topic,
    some_people,
)
from tests.pages.framed import Framed
from xieshang_desktop.domain.terms import TopicState
from xieshang_desktop.services import drafting
from xieshang_desktop.services.topic_file import find_topic, list_topics, open_topic
from xieshang_desktop.ui import dialogs, theme
from xieshang_desktop.ui.widgets import keeping, sheet
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.form_sheet import FormSheet


@pytest.fixture
def framed(qtbot: QtBot, tmp_path: Path) -> Iterator[Framed]:
    desk = a_desk(tmp_path, HandClock(MORNING))
    yield Framed(qtbot, desk)
    desk.close()


def press(framed: Framed, *keys: Qt.Key) -> None:
    """Press keys where the keyboard is."""
    for key in keys:
        framed.qtbot.keyClick(QApplication.focusWidget(), key)
        framed.qtbot.wait(1)


def click(framed: Framed, words: str) -> None:
    """Press the visible button of these words."""
    (button,) = [
        one
        for one in framed.window.findChildren(Button)
        if one.isVisible() and one.accessibleName() == words
    ]
    button.click()
    framed.qtbot.wait(1)


def form_of(framed: Framed) -> FormSheet:
    """The small form that is open."""
    opened = framed.sheet
    assert isinstance(opened, FormSheet)
    return opened


def written(framed: Framed, words: str) -> None:
    """Write words and let the page take them in."""
    framed.write(words)
    framed.qtbot.wait(1)


# ---- the list


def test_an_empty_list_teaches_and_leads_to_the_form(framed: Framed) -> None:
    page = framed.open("topics")
    assert "听到群众有什么事" in framed.said(page)
    page.empty.button.click()
    assert framed.window.key() == "topics/edit"


def test_the_list_narrows_while_one_types_and_enter_opens_the_first(framed: Framed) -> None:
    a_topic(framed.desk, "路灯")
    road = a_topic(framed.desk, "东沟组生产道路硬化")
    page = framed.open("topics")
    assert page.search.hasFocus()
    written(framed, "生产道路")
    assert page.table.rows.rowCount() == 1
    assert "共 2 个议题，显示 1 个" in framed.said(page)
    press(framed, Qt.Key.Key_Return)
    assert framed.window.key() == "topics/topic"
    assert road.title in framed.said()
    press(framed, Qt.Key.Key_Escape)
    assert framed.window.key() == "topics"


def test_arrows_move_from_the_search_box(framed: Framed) -> None:
    first = a_topic(framed.desk, "甲")
    a_topic(framed.desk, "乙")
    page = framed.open("topics")
    press(framed, Qt.Key.Key_Down)
    assert page.table.marked_key() == first.id


def test_nothing_found_says_so_and_escape_shows_all_again(framed: Framed) -> None:
    a_topic(framed.desk)
    page = framed.open("topics")
    written(framed, "没有这个")
    assert "换个条件试试" in framed.said(page)
    assert not page.empty.button.isVisible()
    press(framed, Qt.Key.Key_Escape)
    assert page.table.rows.rowCount() == 1


def test_filters_work_together(framed: Framed) -> None:
    a_topic(framed.desk, "甲", kind="roads")
    accepted_topic(framed.desk, "乙")
    page = framed.open("topics")
    page.state.show_value("accepted")
    page.state.changed.emit(["accepted"])
    assert [row[1] for row in page.table.rows.shown()] == ["乙"]
    page.selects["kind"].show_value("roads")
    page.selects["kind"].changed.emit("roads")
    assert page.table.rows.rowCount() == 0


def test_the_list_reads_again_what_changed_behind_it(framed: Framed) -> None:
    page = framed.open("topics")
    a_topic(framed.desk)
    framed.context.changed.emit()
    assert page.table.rows.rowCount() == 1


# ---- the form


def test_a_topic_is_registered_with_the_keyboard_alone(framed: Framed) -> None:
    framed.open("topics")
    page = framed.open("topics/edit")
    assert page.title.line.hasFocus()
    written(framed, "东沟组生产道路硬化")
    press(framed, Qt.Key.Key_Tab)
    written(framed, "路是土路。")
    press(framed, Qt.Key.Key_Tab)
    written(framed, "李德发")
    press(framed, Qt.Key.Key_Return)
    (line,) = list_topics(framed.desk)
    assert (line.topic.title, line.topic.proposer) == ("东沟组生产道路硬化", "李德发")
    assert line.topic.background == "路是土路。"
    assert framed.window.key() == "topics/topic"
    press(framed, Qt.Key.Key_Escape)
    assert framed.window.key() == "topics"  # not back into the form


def test_registering_can_be_undone_from_the_topics_page(framed: Framed) -> None:
    framed.open("topics")
    page = framed.open("topics/edit")
    page.title.show_value("修路")
    page.proposer.show_value("李德发")
    page.save.click()
    framed.window.undo()
    assert list_topics(framed.desk) == []
    assert framed.window.key() == "topics"
    assert sheet.current() is None


def test_what_is_missing_is_said_beside_its_field(framed: Framed) -> None:
    page = framed.open("topics/edit")
    page.save.click()
    assert page.title.error()
    assert page.title.line.hasFocus()
    page.title.show_value("修路")
    page.save.click()
    assert page.proposer.error()
    page.proposer.show_value("李德发")
    page.households.show_value("四十六")
    page.save.click()
    assert page.households.error()
    page.households.show_value("46")
    page.proposed_on.show_value("哪天来着")
    page.save.click()
    assert page.proposed_on.error()
    assert page.proposed_on.line.hasFocus()
    assert list_topics(framed.desk) == []


def test_typed_text_is_kept_when_the_field_is_left_and_when_the_page_is(framed: Framed) -> None:
    page = framed.open("topics/edit")
    written(framed, "河滩地排水")
    press(framed, Qt.Key.Key_Tab)
    kept = drafting.kept(framed.desk, "new-topic", "form")["form"]
    assert "河滩地排水" in kept
    written(framed, "积水三天")
    framed.open("topics")
    page = framed.open("topics/edit")
    assert page.title.value() == "河滩地排水"
    assert page.background.value() == "积水三天"
    assert "已经放回来了" in framed.said(page)


def test_typed_text_is_kept_after_a_while_in_the_same_field(
    framed: Framed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "DRAFT_AFTER", 10)  # milliseconds
    page = framed.open("topics/edit")
    framed.qtbot.keyClicks(page.title.line, "abc")
    assert page.title.line.hasFocus()
    framed.qtbot.waitUntil(
        lambda: "abc" in drafting.kept(framed.desk, "new-topic", "form").get("form", "")
    )


def test_what_was_left_can_be_thrown_away(framed: Framed) -> None:
    framed.open("topics/edit")
    written(framed, "不要了")
    framed.open("topics")
    page = framed.open("topics/edit")
    page.notice.button.click()
    assert page.title.value() == ""
    assert not page.notice.isVisible()
    framed.open("topics")
    assert not framed.open("topics/edit").notice.isVisible()


def test_a_day_half_typed_is_not_read_yet(framed: Framed) -> None:
    page = framed.open("topics/edit")
    page.title.show_value("修路")
    page.proposed_on.line.setFocus()
    page.proposed_on.line.setText("2")
    page.source.changed.emit(["grid"])
    assert page.proposed_on.line.text() == "2"
    assert not page.proposed_on.error()


def test_a_known_topic_is_filled_in_and_changed(framed: Framed) -> None:
    topic = a_topic(framed.desk, households=46, group="第七组", collective_property=True)
    framed.open("topics/topic", topic.id)
    page = framed.open("topics/edit", topic.id)
    assert page.title.value() == topic.title
    assert page.households.number() == 46
    assert page.property.isChecked()
    page.title.show_value("东沟组道路")
    page.save.click()
    changed = find_topic(framed.desk, topic.id)
    assert changed is not None
    assert (changed.title, changed.number) == ("东沟组道路", topic.number)
    assert framed.window.key() == "topics/topic"


# ---- one topic


def test_the_keyboard_stands_on_the_step_that_is_due(framed: Framed) -> None:
    topic = a_topic(framed.desk)
    page = framed.open("topics/topic", topic.id)
    assert page.rail.hasFocus()
    press(framed, Qt.Key.Key_Return)
    assert "筛选" in framed.said(framed.sheet)


def test_a_topic_is_screened_and_accepted_with_the_keyboard(framed: Framed) -> None:
    topic = a_topic(framed.desk)
    page = framed.open("topics/topic", topic.id)
    press(framed, Qt.Key.Key_Return)
    written(framed, "一条路")
    for words in ("46户", "联名31人"):
        press(framed, Qt.Key.Key_Tab, Qt.Key.Key_Tab)
        written(framed, words)
    press(framed, Qt.Key.Key_Return)
    assert sheet.current() is None
    assert page.next.accessibleName() == "审定，列入协商"
    assert page.rail.hasFocus()
    press(framed, Qt.Key.Key_Return)
    accepted = find_topic(framed.desk, topic.id)
    assert accepted is not None
    assert accepted.state is TopicState.ACCEPTED


def test_a_problem_is_said_in_the_sheet_and_nothing_typed_is_lost(framed: Framed) -> None:
    topic = a_topic(framed.desk)
    framed.open("topics/topic", topic.id)
    click(framed, "不列入")
    form = form_of(framed)
    form.field("reason").insertPlainText("不归村里管")  # type: ignore[attr-defined]
    form.yes.click()
    assert sheet.current() is form
    assert "也要答复提出人" in framed.said(form)
    assert form.values()["reason"] == "不归村里管"


def test_research_typed_into_a_sheet_is_there_after_escape(framed: Framed) -> None:
    topic = accepted_topic(framed.desk)
    framed.open("topics/topic", topic.id)
    click(framed, "加调研记录")
    written(framed, "村委会")
    press(framed, Qt.Key.Key_Tab, Qt.Key.Key_Tab)
    written(framed, "路长1.8公")
    press(framed, Qt.Key.Key_Escape)
    assert sheet.current() is None
    click(framed, "加调研记录")
    again = form_of(framed)
    assert (again.values()["who"], again.values()["findings"]) == ("村委会", "路长1.8公")
    again.yes.click()
    assert [r.findings for r in open_topic(framed.desk, topic.id).research] == ["路长1.8公"]


def test_buttons_that_come_and_go_leave_the_keyboard_somewhere(framed: Framed) -> None:
    topic = accepted_topic(framed.desk)
    page = framed.open("topics/topic", topic.id)
    click(framed, "跳过这一步")
    form_of(framed).field("reason").insertPlainText("只涉及一条巷子")  # type: ignore[attr-defined]
    form_of(framed).yes.click()
    framed.qtbot.wait(1)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert page.isAncestorOf(focus)


def test_undo_of_the_last_step_shows_the_step_before(framed: Framed) -> None:
    topic = accepted_topic(framed.desk)
    page = framed.open("topics/topic", topic.id)
    click(framed, "跳过这一步")
    form = form_of(framed)
    form.field("reason").insertPlainText("只涉及一条巷子")  # type: ignore[attr-defined]
    form.yes.click()
    assert "下一步：补调研记录" in page.next.accessibleName()
    framed.window.undo()
    assert "下一步：定参加人" in page.next.accessibleName()


def test_what_came_of_a_topic_is_shown(framed: Framed) -> None:
    clock = framed.desk.clock
    assert isinstance(clock, HandClock)
    topic = ready_topic(framed.desk, some_people(framed.desk))
    held_meeting(framed.desk, clock, [topic.id])
    page = framed.open("topics/topic", topic.id)
    said = framed.said(page)
    for words in ("结果与办理", "按3.5米硬化。", "报奖补", "李德发 提出", "路长1.8公里。"):
        assert words in said


@pytest.mark.parametrize("scale", [100, 150])
def test_a_title_of_sixty_characters_is_shown_whole(framed: Framed, scale: int) -> None:
    theme.set_scale(scale)
    topic = a_topic(framed.desk, LONG, proposer="𠮷田䶮·买买提江·阿不都热合曼")
    for key in ("topics/topic", "topics/edit", "topics/participants"):
        page = framed.open(key, topic.id)
        assert page.widget().minimumSizeHint().width() <= page.viewport().width()
        assert page.horizontalScrollBar().maximum() == 0
    title = framed.open("topics/topic", topic.id).header.title
    assert title.height() >= title.heightForWidth(title.width())


def test_a_crash_over_an_open_form_loses_nothing_of_it(framed: Framed) -> None:
    topic = accepted_topic(framed.desk)
    framed.open("topics/topic", topic.id)
    click(framed, "加调研记录")
    written(framed, "村委会")
    dialogs.show_crash("a report", framed.window)
    framed.sheet.leave()
    click(framed, "加调研记录")
    assert form_of(framed).values()["who"] == "村委会"


def test_undoing_the_topic_two_pages_below_leads_all_the_way_up(framed: Framed) -> None:
    framed.open("topics")
    page = framed.open("topics/edit")
    page.title.show_value("修路")
    page.proposer.show_value("李德发")
    page.save.click()
    (line,) = list_topics(framed.desk)
    framed.open("topics/participants", line.topic.id)
    framed.window.undo()
    framed.qtbot.wait(1)
    assert framed.window.key() == "topics"
    assert sheet.current() is None
