"""Deciding meetings in the window, by keyboard: plan, door, vote, record."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from tests.clock import HandClock
from tests.deciding import (
    COUNTERS,
    a_decision,
    an_assembly,
    an_open_decision,
    counted,
    meeting_of,
    motions_of,
    on_its_day,
    some_motion,
)
from tests.making import MORNING, a_desk, held_meeting, ready_topic, some_people
from tests.pages.framed import Framed
from tests.pages.test_notes_page import button
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.terms_decision import (
    DecisionBody,
    DecisionState,
    PresenceWay,
    VotingWay,
)
from xieshang_desktop.services import decision_votes, decisions
from xieshang_desktop.services.decision_file import list_decisions, read_file
from xieshang_desktop.ui import theme
from xieshang_desktop.ui.widgets import sheet

ENTER = Qt.Key.Key_Return


@pytest.fixture
def framed(qtbot: QtBot, tmp_path: Path) -> Iterator[Framed]:
    desk = a_desk(tmp_path, HandClock(MORNING))
    yield Framed(qtbot, desk)
    desk.close()


@pytest.fixture
def people(framed: Framed) -> list[Person]:
    return an_assembly(framed.desk)


def test_the_meetings_page_leads_to_an_empty_list_that_teaches(framed: Framed) -> None:
    framed.open("meetings")
    framed.qtbot.keyClick(button(framed, "决定会议"), ENTER)
    framed.qtbot.waitUntil(lambda: framed.window.key() == "meetings/decisions")
    assert "协商只商量，不表决" in framed.said()
    framed.qtbot.keyClick(button(framed, "安排决定会议"), ENTER)
    framed.qtbot.waitUntil(lambda: framed.window.key() == "meetings/decision_edit")


def test_a_meeting_is_planned_from_the_form_by_enter(framed: Framed, people: list[Person]) -> None:
    page = framed.open("meetings/decision_edit")
    assert page.entitled.value() == "48"
    assert "三分之二以上的人到会才能开会" in framed.said()
    framed.qtbot.keyClick(page.title.line, ENTER)
    framed.qtbot.waitUntil(lambda: framed.window.key() == "meetings/decision")
    (line,) = list_decisions(framed.desk)
    assert line.meeting.representatives == 42
    assert "还没有表决事项" in framed.said()


@pytest.mark.parametrize("scale", [100, 150])
def test_where_the_numbers_come_from_is_read_whole_and_enter_keeps_the_form_from_there(
    framed: Framed, people: list[Person], scale: int
) -> None:
    theme.set_scale(scale)
    page = framed.open("meetings/decision_edit")
    assert page.source.value()
    framed.qtbot.waitUntil(lambda: not page.source.verticalScrollBar().isVisible())
    framed.qtbot.keyClick(page.source, ENTER)
    framed.qtbot.waitUntil(lambda: framed.window.key() == "meetings/decision")
    (line,) = list_decisions(framed.desk)
    assert line.meeting.entitled_on == page.source.value()
    theme.set_scale(100)


def test_another_body_asks_other_things(framed: Framed, people: list[Person]) -> None:
    page = framed.open("meetings/decision_edit")
    page.body_of.show_value("villagers")
    page.body_of.changed.emit("villagers")
    assert page.title.value() == "2026年村民会议"
    assert page.counting.isVisible()
    assert not page.women.isVisible()
    page.body_of.show_value("village_group")
    page.body_of.changed.emit("village_group")
    assert page.group.isVisible()
    framed.qtbot.keyClick(page.title.line, ENTER)
    assert "请选是哪个村民小组" in page.group.error()


def test_a_number_that_is_none_is_said_beside_it(framed: Framed, people: list[Person]) -> None:
    page = framed.open("meetings/decision_edit")
    page.entitled.show_value("四十八")
    framed.qtbot.keyClick(page.title.line, ENTER)
    assert page.entitled.error()
    assert list_decisions(framed.desk) == []


def test_a_topic_with_a_result_is_handed_over(framed: Framed) -> None:
    clock = framed.desk.clock
    assert isinstance(clock, HandClock)
    topic = ready_topic(framed.desk, some_people(framed.desk))
    held_meeting(framed.desk, clock, [topic.id])
    framed.open("topics/topic", topic.id)
    framed.qtbot.keyClick(button(framed, "提交村民（代表）会议"), ENTER)
    framed.qtbot.waitUntil(lambda: framed.window.key() == "meetings/decision_edit")
    assert f"从协商带来的表决事项：{topic.title}" in framed.said()


def test_what_is_missing_stands_on_top_and_a_matter_is_added(
    framed: Framed, people: list[Person]
) -> None:
    meeting_id = a_decision(framed.desk)
    page = framed.open("meetings/decision", f"{meeting_id}#plan")
    framed.qtbot.keyClick(button(framed, "加表决事项"), ENTER)
    framed.qtbot.waitUntil(sheet.is_open)
    framed.write("村规民约修改")
    framed.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    framed.write("增加红白事简办一条。")
    framed.qtbot.mouseClick(framed.sheet.yes, Qt.MouseButton.LeftButton)
    assert not sheet.is_open()
    assert [row.text for row in page.showing().motions.rows()][1] == "村规民约修改"
    page.showing().motions.setFocus()
    page.showing().motions.mark(motions_of(framed.desk, meeting_id)[1].id)
    framed.qtbot.keyClick(page.showing().motions, Qt.Key.Key_Delete)
    assert len(motions_of(framed.desk, meeting_id)) == 1
    on_its_day(framed.desk, meeting_id)
    framed.open("meetings/decision", f"{meeting_id}#plan")
    framed.qtbot.keyClick(button(framed, "宣布开会"), ENTER)
    framed.qtbot.waitUntil(lambda: page._key == "door")  # noqa: SLF001
    assert meeting_of(framed.desk, meeting_id).state is DecisionState.OPEN


def test_people_come_leave_and_come_back_by_keyboard(framed: Framed, people: list[Person]) -> None:
    meeting_id = an_open_decision(framed.desk, people[:31])
    page = framed.open("meetings/decision", f"{meeting_id}#door")
    door = page.showing()
    assert door.box.hasFocus()
    assert "还差 1 人，不能表决" in framed.said()
    name = people[31].name
    framed.write(name)
    framed.qtbot.keyClick(door.box, ENTER)
    assert "刚好够" in framed.said()
    framed.write(name)
    framed.qtbot.keyClick(door.box, Qt.Key.Key_F4)
    assert "还差 1 人，不能表决" in framed.said()
    framed.write(name)
    framed.qtbot.keyClick(door.box, ENTER)
    assert "刚好够" in framed.said()
    framed.qtbot.keyClick(door.box, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert "还差 1 人，不能表决" in framed.said()


def test_f3_says_who_only_sits_in(framed: Framed, people: list[Person]) -> None:
    meeting_id = an_open_decision(framed.desk, people[:32])
    door = framed.open("meetings/decision", f"{meeting_id}#door").showing()
    framed.write(people[0].name)
    framed.qtbot.keyClick(door.box, Qt.Key.Key_F3)
    framed.qtbot.waitUntil(sheet.is_open)
    framed.qtbot.keyClick(framed.sheet, ENTER)
    assert not sheet.is_open()
    assert not read_file(framed.desk, meeting_id).presences[people[0].id].entitled


def test_hands_are_counted_with_enter_from_field_to_field(
    framed: Framed, people: list[Person]
) -> None:
    meeting_id = an_open_decision(framed.desk, people[:37])
    page = framed.open("meetings/decision", f"{meeting_id}#vote")
    for words in (COUNTERS[0], "30", "5", "2", COUNTERS[1], "30", "5", "2"):
        field = QApplication.focusWidget()
        assert isinstance(field, QLineEdit)
        framed.write(words)
        framed.qtbot.keyClick(field, ENTER)
    vote = read_file(framed.desk, meeting_id).votes[motions_of(framed.desk, meeting_id)[0].id]
    assert (vote.count, vote.counters) == (counted(30, 5, 2), COUNTERS)
    assert "通过：同意 30、不同意 5、弃权 2，需要 19。" in framed.said(page.showing())


def test_hands_that_are_missing_are_explained_by_keyboard(
    framed: Framed, people: list[Person]
) -> None:
    meeting_id = an_open_decision(framed.desk, people[:37])
    framed.open("meetings/decision", f"{meeting_id}#vote")
    for words in (COUNTERS[0], "30", "5", "0", COUNTERS[1], "30", "5", "0"):
        framed.write(words)
        framed.qtbot.keyClick(QApplication.focusWidget(), ENTER)
    framed.qtbot.waitUntil(sheet.is_open)
    framed.write("没有举手")
    framed.qtbot.mouseClick(framed.sheet.yes, Qt.MouseButton.LeftButton)
    framed.qtbot.waitUntil(lambda: not sheet.is_open())
    assert len(read_file(framed.desk, meeting_id).votes) == 1


def test_counts_that_differ_are_refused_in_words(framed: Framed, people: list[Person]) -> None:
    meeting_id = an_open_decision(framed.desk, people[:37])
    framed.open("meetings/decision", f"{meeting_id}#vote")
    for words in (COUNTERS[0], "30", "5", "2", COUNTERS[1], "29", "6", "2"):
        framed.write(words)
        framed.qtbot.keyClick(QApplication.focusWidget(), ENTER)
    assert "两位计票人数的不一样" in framed.said()
    sheet.close_all()


def test_without_a_quorum_no_field_is_offered(framed: Framed, people: list[Person]) -> None:
    meeting_id = an_open_decision(framed.desk, people[:10])
    page = framed.open("meetings/decision", f"{meeting_id}#vote")
    assert "还差 22 人，不能表决" in framed.said()
    assert not [f for f in page.showing().findChildren(QLineEdit) if f.isVisible()]
    assert page.focusProxy() is page.showing().motions


def test_names_are_called_with_one_digit_each(framed: Framed, people: list[Person]) -> None:
    meeting_id = an_open_decision(
        framed.desk, people[:33], motion=some_motion(way=VotingWay.ROLL_CALL)
    )
    page = framed.open("meetings/decision", f"{meeting_id}#vote")
    names = page.showing().findChild(type(page.focusProxy()), None)
    assert names is not None
    for n in range(33):
        framed.qtbot.keyClick(page.focusProxy(), Qt.Key.Key_2 if n == 0 else Qt.Key.Key_1)
    framed.qtbot.keyClick(button(framed, "记下表决"), ENTER)
    framed.qtbot.waitUntil(lambda: bool(read_file(framed.desk, meeting_id).votes))
    vote = next(iter(read_file(framed.desk, meeting_id).votes.values()))
    assert vote.count == counted(32, 1)


def test_the_record_is_sealed_after_one_question(framed: Framed, people: list[Person]) -> None:
    meeting_id = an_open_decision(framed.desk, people[:37])
    told, motion = counted(30, 7), motions_of(framed.desk, meeting_id)[0]
    decision_votes.vote_by_hands(framed.desk, motion.id, told, told, COUNTERS)
    page = framed.open("meetings/decision", f"{meeting_id}#vote")
    framed.qtbot.keyClick(button(framed, "散会"), ENTER)
    framed.qtbot.waitUntil(sheet.is_open)
    framed.qtbot.keyClick(framed.sheet, ENTER)
    framed.qtbot.waitUntil(lambda: page._key == "record")  # noqa: SLF001
    framed.qtbot.keyClick(button(framed, "归档"), ENTER)
    framed.qtbot.waitUntil(sheet.is_open)
    framed.qtbot.keyClick(framed.sheet, ENTER)
    assert meeting_of(framed.desk, meeting_id).state is DecisionState.SEALED
    assert "归档，记录不能再改。" in framed.said()


def test_what_the_supervision_committee_said_is_kept_on_leaving(
    framed: Framed, people: list[Person]
) -> None:
    meeting_id = an_open_decision(framed.desk, people[:37])
    decisions.close_decision(framed.desk, meeting_id)
    part = framed.open("meetings/decision", f"{meeting_id}#record").showing()
    part.supervision.setFocus()
    framed.write("程序合规。")
    part.decided.setFocus()
    assert meeting_of(framed.desk, meeting_id).supervision == "程序合规。"


@pytest.mark.parametrize("scale", [100, 150])
def test_nothing_scrolls_sideways(framed: Framed, people: list[Person], scale: int) -> None:
    theme.set_scale(scale)
    meeting_id = an_open_decision(framed.desk, people[:37])
    for key in ("plan", "door", "vote", "record"):
        page = framed.open("meetings/decision", f"{meeting_id}#{key}")
        assert page.widget().minimumSizeHint().width() <= page.viewport().width()
    for key in ("meetings/decisions", "meetings/decision_edit"):
        page = framed.open(key)
        assert page.widget().minimumSizeHint().width() <= page.viewport().width()


def test_the_ground_for_acting_in_place_of_the_collective_is_asked_in_the_form(
    framed: Framed, people: list[Person]
) -> None:
    motion = some_motion(collective_property=True)
    meeting_id = a_decision(
        framed.desk, motion=motion, body=DecisionBody.VILLAGERS, entitled=48, acts_for=""
    )
    page = framed.open("meetings/decision", f"{meeting_id}#plan")
    assert "应当由农村集体经济组织成员大会决定" in framed.said()
    page = framed.open("meetings/decision_edit", meeting_id)
    assert page.acts_for.isVisible()
    page.acts_for.show_value("没有设立集体经济组织，由村民委员会代行")
    page.members.show_number(30)
    framed.qtbot.keyClick(page.title.line, ENTER)
    framed.qtbot.waitUntil(lambda: meeting_of(framed.desk, meeting_id).members == 30)
    assert meeting_of(framed.desk, meeting_id).acts_for.startswith("没有设立")


def test_a_form_left_unfinished_is_there_again_and_may_be_given_up(
    framed: Framed, people: list[Person]
) -> None:
    page = framed.open("meetings/decision_edit")
    assert page._left.isHidden()  # noqa: SLF001
    page.place.line.setFocus()
    framed.write("小学礼堂")
    page.chair.line.setFocus()
    framed.open("meetings")
    page = framed.open("meetings/decision_edit")
    assert page.place.value().endswith("小学礼堂")
    framed.qtbot.keyClick(button(framed, "不要了，重新填"), ENTER)
    framed.qtbot.waitUntil(page._left.isHidden)  # noqa: SLF001
    assert not page.place.value().endswith("小学礼堂")
    framed.qtbot.keyClick(page.title.line, ENTER)
    framed.qtbot.waitUntil(lambda: framed.window.key() == "meetings/decision")
    page = framed.open("meetings/decision_edit")
    assert page._left.isHidden()  # noqa: SLF001


def test_a_count_half_typed_is_there_again(framed: Framed, people: list[Person]) -> None:
    meeting_id = an_open_decision(framed.desk, people[:37])
    decisions.put_motion(framed.desk, some_motion(meeting_id, title="村规民约修改"))
    page = framed.open("meetings/decision", f"{meeting_id}#vote")
    first, second = (m.id for m in motions_of(framed.desk, meeting_id))
    hands = page.showing()._forms["hands"]  # noqa: SLF001
    hands.numbers[0][0].line.setFocus()
    framed.write("30")
    page.showing()._choose(second)  # noqa: SLF001
    assert hands.numbers[0][0].value() == ""
    page.showing()._choose(first)  # noqa: SLF001
    assert hands.numbers[0][0].value() == "30"


def test_at_the_door_of_the_collective_somebody_is_online_or_sends_a_proxy(
    framed: Framed, people: list[Person]
) -> None:
    home = people[0].household_id
    with framed.desk.store.write() as uow:
        uow.put(replace(people[40], household_id=home), "person_changed")
        uow.commit()
    meeting_id = an_open_decision(framed.desk, people[:31], body=DecisionBody.COLLECTIVE_MEMBERS)
    page = framed.open("meetings/decision", f"{meeting_id}#door")
    door = page.showing()
    assert "F6" in door._hint.text()  # noqa: SLF001
    framed.write(people[40].name)
    framed.qtbot.keyClick(door.box, Qt.Key.Key_F6)
    framed.qtbot.waitUntil(sheet.is_open)
    form = framed.sheet
    form.field("way").show_value("proxy")
    form.field("paper").show_value("原件存村部")
    framed.qtbot.mouseClick(form.yes, Qt.MouseButton.LeftButton)
    assert not sheet.is_open()
    known = read_file(framed.desk, meeting_id).presences[people[40].id]
    assert (known.way, known.carrier_id) == (PresenceWay.PROXY, people[0].id)
    assert "刚好够" in framed.said()


def test_no_other_door_knows_who_is_away(framed: Framed, people: list[Person]) -> None:
    meeting_id = an_open_decision(framed.desk, people[:31])
    door = framed.open("meetings/decision", f"{meeting_id}#door").showing()
    assert door._away.isHidden()  # noqa: SLF001
    assert "F6" not in door._hint.text()  # noqa: SLF001
    framed.qtbot.keyClick(door.box, Qt.Key.Key_F6)
    assert "不能书面委托" in door._hint.text()  # noqa: SLF001


def test_the_keys_of_the_door_work_from_the_frame_around_it(
    framed: Framed, people: list[Person]
) -> None:
    meeting_id = an_open_decision(framed.desk, people[:31])
    page = framed.open("meetings/decision", f"{meeting_id}#door")
    framed.write(people[0].name)
    page.bar.tabs.setFocus()
    framed.qtbot.keyClick(page.bar.tabs, Qt.Key.Key_F3)
    framed.qtbot.waitUntil(sheet.is_open)
    framed.qtbot.keyClick(framed.sheet, Qt.Key.Key_Escape)
