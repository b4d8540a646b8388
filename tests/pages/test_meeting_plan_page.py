"""会议 and 准备 by keyboard: the list, the form, the agenda, the invitations, the notice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.making import accepted_topic, items_of, ready_topic
from tests.pages.meeting_room import Room
from xieshang_desktop.domain.terms import ItemKind, MeetingState
from xieshang_desktop.services import agenda, meetings
from xieshang_desktop.services.meeting_file import open_plan, read_meeting
from xieshang_desktop.ui.pages.meeting_plan import PlanTab
from xieshang_desktop.ui.presenters.meeting_hall_view import item_choice
from xieshang_desktop.ui.widgets import sheet

ENTER, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Escape


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    room = Room(qtbot, tmp_path)
    yield room
    room.close()


def an_empty_meeting(room: Room, days: int = 10) -> str:
    blank = meetings.blank_meeting(room.desk, room.desk.clock() + timedelta(days=days))
    room.meeting_id = meetings.plan_meeting(room.desk, replace(blank, title="临时会")).id
    return room.meeting_id


@pytest.fixture
def plan(room: Room) -> PlanTab:
    an_empty_meeting(room)
    part: PlanTab = room.part("plan")
    return part


# ---- the list


def test_typing_searches_the_list_and_enter_opens(room: Room) -> None:
    page = room.open("meetings")
    assert room.red() == ["安排会议"]
    room.press("di1ci")
    assert "没有这样的会议" in room.said(page)
    room.press(ESCAPE)
    room.write("清淤")
    room.press(ENTER)
    assert room.window.key() == "meetings/meeting"
    assert room.page.meeting_id == room.meeting_id
    room.press(ESCAPE)
    assert room.window.key() == "meetings"
    room.nothing_cut_off()


def test_a_filter_keeps_the_keyboard_where_it_was(room: Room) -> None:
    meetings.cancel_meeting(room.desk, an_empty_meeting(room), "农忙")
    page = room.open("meetings")
    room.button("已取消 1", page).click()
    assert page.table.rows.rowCount() == 1
    assert page.table.rows.row(0)[4] == ("已取消", "neutral")


def test_a_meeting_id_opens_that_meeting(room: Room) -> None:
    room.open("meetings", room.meeting_id)
    assert room.window.key() == "meetings/meeting"


# ---- the form


def test_a_meeting_is_planned_with_its_topics_by_enter(room: Room) -> None:
    ready_topic(room.desk, room.people, "过村公交站")
    page = room.open("meetings/edit")
    assert QApplication.focusWidget() is page.title.line
    page._topics.setFocus()  # noqa: SLF001
    room.press(Qt.Key.Key_Space)
    assert "议题（已选 1）" in room.said(page)
    page.title.setFocus()
    room.press(ENTER)
    assert room.window.key() == "meetings/meeting"
    assert len(items_of(room.desk, room.page.meeting_id)) == 1
    room.press(ESCAPE)
    assert room.window.key() == "meetings"


def test_a_mistake_is_said_beside_its_field(room: Room) -> None:
    page = room.open("meetings/edit")
    page.day.show_value("三月四十")
    page.title.setFocus()
    room.press(ENTER)
    assert "没看懂这个日期" in page.day.error()
    assert QApplication.focusWidget() is page.day.line
    page.day.show_value("2026-3-20")
    page.place.show_value("")
    room.press(ENTER)
    assert page.place.error() == "请写地点，如 村委会二楼会议室。"
    assert room.window.key() == "meetings/edit"
    room.nothing_cut_off()


def test_changed_plans_lead_back_to_the_meeting(room: Room) -> None:
    part = room.part("plan")
    room.button("改安排", part).click()
    page = room.window.page("meetings/edit")
    page.place.show_value("文化广场")  # type: ignore[union-attr]
    room.press(ENTER)
    assert read_meeting(room.desk, room.meeting_id).place == "文化广场"
    assert room.window.key() == "meetings/meeting"
    room.press(ESCAPE)
    assert room.window.key() == "meetings"


# ---- one meeting's plan


def test_the_red_button_is_always_the_next_step(room: Room, plan: PlanTab) -> None:
    assert room.red() == ["加议题"]
    agenda.add_item(room.desk, room.meeting_id, topic_id=accepted_topic(room.desk).id)
    room.context.changed.emit()
    assert room.red() == ["邀请建议的 4 人"]
    meetings.invite(room.desk, meetings.suggested(room.desk, room.meeting_id))
    room.context.changed.emit()
    assert room.red() == ["发通知"]
    meetings.issue_notice(room.desk, room.meeting_id)
    room.context.changed.emit()
    assert room.red() == ["去补"]
    room.nothing_cut_off()


def test_topics_are_picked_by_space_and_added_by_enter(room: Room, plan: PlanTab) -> None:
    for title in ("过村公交站", "老年食堂"):
        ready_topic(room.desk, room.people, title)
    room.context.changed.emit()
    room.press(ENTER)  # 加议题 has the keyboard
    room.until(sheet.is_open)
    told = room.sheet
    told.list.setFocus()  # type: ignore[attr-defined]
    room.press(Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Space, ENTER)
    assert {item.title for item in items_of(room.desk, room.meeting_id)} == {
        "过村公交站",
        "老年食堂",
    }
    assert not sheet.is_open()


def test_a_topic_is_found_by_its_words(room: Room, plan: PlanTab) -> None:
    for title in ("过村公交站", "老年食堂"):
        ready_topic(room.desk, room.people, title)
    room.context.changed.emit()
    plan._presenter.ask_topics()  # noqa: SLF001
    room.write("食堂")
    room.press(ENTER)
    assert [item.title for item in items_of(room.desk, room.meeting_id)] == ["老年食堂"]


def test_another_item_has_a_title_and_a_kind(room: Room, plan: PlanTab) -> None:
    room.button("其他事项", plan).click()
    room.press(ENTER)
    assert room.sheet.title.error() == "请写事项名称。"  # type: ignore[attr-defined]
    room.write("上次共识办理情况")
    room.press(ENTER)
    assert plan.agenda.rows()[0].note == "情况通报"


def test_the_agenda_is_ordered_by_keys(room: Room) -> None:
    part = room.part("plan")
    part.agenda.setFocus()
    room.press(Qt.Key.Key_Down, with_=Qt.KeyboardModifier.AltModifier)
    assert [item.title for item in items_of(room.desk, room.meeting_id)] == ["清淤", "修路"]
    assert part.agenda.marked_key() == room.item_ids[1]
    room.press(Qt.Key.Key_Delete)
    assert [item.title for item in items_of(room.desk, room.meeting_id)] == ["清淤"]
    room.press(ENTER)
    assert room.window.key() == "topics/topic"


def test_an_item_is_put_right_in_a_sheet(room: Room) -> None:
    part = room.part("plan")
    part.agenda.setFocus()
    room.press(Qt.Key.Key_E, with_=Qt.KeyboardModifier.ControlModifier)
    form: Any = room.sheet
    assert form.title.value() == "修路"
    form.minutes.show_number(20)
    form.title.line.setFocus()
    room.press(ENTER)
    assert items_of(room.desk, room.meeting_id)[0].minutes == 20
    assert part.agenda.rows()[0].note == "计划 09:00，20 分钟"


def test_an_item_is_dragged_to_its_place(room: Room) -> None:
    part = room.part("plan")
    view = part.agenda
    room.qtbot.waitUntil(lambda: view.viewport().height() > 0)
    boxes = [view.visualRect(view.model().index(row, 0)) for row in (0, 1)]
    begun, to = boxes[0].center(), boxes[1].center() + QPoint(0, 4)
    viewport, left = view.viewport(), Qt.MouseButton.LeftButton
    QTest.mousePress(viewport, left, Qt.KeyboardModifier.NoModifier, begun)
    for at in (begun + QPoint(0, 12), to):
        move = QMouseEvent(
            QEvent.Type.MouseMove,
            QPointF(at),
            QPointF(viewport.mapToGlobal(at)),
            Qt.MouseButton.NoButton,
            left,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(viewport, move)
    QTest.mouseRelease(viewport, left, Qt.KeyboardModifier.NoModifier, to)
    assert [item.title for item in items_of(room.desk, room.meeting_id)] == ["清淤", "修路"]
    assert room.window.key() == "meetings/meeting"  # a drag is no click


def test_somebody_is_found_and_invited_by_enter(room: Room, plan: PlanTab) -> None:
    plan.box.setFocus()
    room.press("wxe", ENTER)
    assert plan.box.text() == ""
    assert [row.name for row in plan.people.rows()] == ["王小二"]
    assert plan.people.rows()[0].role == "议事会成员"


def test_an_invited_person_takes_another_part_or_is_left_out(room: Room, plan: PlanTab) -> None:
    plan.box.setFocus()
    room.press("wxe", ENTER)
    plan.people.setFocus()
    room.press(Qt.Key.Key_Down, ENTER)
    room.press(Qt.Key.Key_Left, Qt.Key.Key_Space, ENTER)  # 列席 is the last of the parts
    room.until(lambda: not sheet.is_open())
    assert plan.people.rows()[0].role == "列席"
    plan.people.setFocus()
    room.press(Qt.Key.Key_Down, Qt.Key.Key_Delete)
    assert open_plan(room.desk, room.meeting_id).invited == ()
    room.window.undo()
    assert len(open_plan(room.desk, room.meeting_id).invited) == 1


def test_a_late_notice_wants_its_reason(room: Room) -> None:
    an_empty_meeting(room, days=1)
    agenda.add_item(room.desk, room.meeting_id, title="通报", kind=ItemKind.BRIEFING)
    part = room.part("plan")
    room.button("发通知", part).click()
    room.press(ENTER)
    assert room.sheet.reason.error() == "请写明原因。"  # type: ignore[attr-defined]
    room.write("汛情紧急")
    room.press(ENTER)
    assert read_meeting(room.desk, room.meeting_id).notice_on == room.desk.today
    assert not sheet.is_open()


def test_calling_a_meeting_off_asks_for_the_reason(room: Room) -> None:
    part = room.part("plan")
    room.button("取消会议", part).click()
    room.press(ENTER)
    assert "请写原因" in room.sheet.reason.error()  # type: ignore[attr-defined]
    room.write("农忙")
    room.press(ENTER)
    assert read_meeting(room.desk, room.meeting_id).state is MeetingState.CANCELLED
    assert "会议已取消：农忙" in room.said(part)
    room.window.undo()
    assert read_meeting(room.desk, room.meeting_id).state is MeetingState.PLANNED


def test_parts_are_changed_by_keys(room: Room) -> None:
    room.part("plan")
    room.press(Qt.Key.Key_2, with_=Qt.KeyboardModifier.AltModifier)
    assert room.page.bar.tabs.key() == "door"
    room.press(Qt.Key.Key_5, with_=Qt.KeyboardModifier.AltModifier)
    assert "散会以后" in room.said(room.page)
    room.page.bar.tabs.setFocus()
    room.press(Qt.Key.Key_Left)
    assert room.page.bar.tabs.key() == "minutes"
    assert QApplication.focusWidget() is room.page.bar.tabs


def test_a_meeting_that_was_undone_leads_back_to_the_list(room: Room, plan: PlanTab) -> None:
    from tests.making import undo_last

    undo_last(room.desk)
    room.context.changed.emit()
    assert room.window.key() == "meetings"


def test_a_topic_is_not_offered_to_be_internal(room: Room) -> None:
    part = room.part("plan")
    topic = next(item for item in items_of(room.desk, room.meeting_id) if item.topic_id)
    part.ask_item(item_choice(topic))
    assert not room.sheet.public.isVisible()
    assert "不上大屏" not in room.said(room.sheet)
    room.sheet.leave()
    other = agenda.add_item(room.desk, room.meeting_id, title="情况")
    part.ask_item(item_choice(other))
    assert room.sheet.public.isVisible()
    room.sheet.public.setChecked(False)
    room.press(ENTER)
    assert not items_of(room.desk, room.meeting_id)[-1].public
    assert part.agenda.rows()[-1].note.endswith(" · 内部")
