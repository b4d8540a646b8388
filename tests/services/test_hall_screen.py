"""What the hall may see: names, groups and points; nothing of what is internal or unnamed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
import segno

from tests.clock import HandClock
from tests.making import MORNING, a_desk, a_meeting, items_of, ready_topic, some_people
from xieshang_desktop.domain.attendance import Attendance
from xieshang_desktop.domain.meeting import AgendaItem, Opinion
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.span import Span
from xieshang_desktop.domain.terms import PointKind, Stance
from xieshang_desktop.ids import new_id
from xieshang_desktop.services import deliberation, running, speaking
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.hall_screen import (
    ScreenView,
    code_of,
    message_of,
    read_screen,
    rules_of,
    write_message,
)
from xieshang_desktop.services.sign_in import observe, sign_in


class Hall:
    """A meeting on two topics that has begun, twelve people on the roster."""

    def __init__(self, folder: Path) -> None:
        self.clock = HandClock(MORNING)
        self.desk: Desk = a_desk(folder, self.clock)
        self.people: list[Person] = some_people(self.desk)
        topics = [ready_topic(self.desk, self.people, title) for title in ("修路", "清淤")]
        self.topics = topics
        self.meeting_id = a_meeting(self.desk, [topic.id for topic in topics])
        self.clock.moment += timedelta(days=10)

    def begin(self) -> list[AgendaItem]:
        """People begin to talk about the first item."""
        deliberation.open_meeting(self.desk, self.meeting_id)
        items = items_of(self.desk, self.meeting_id)
        running.begin_item(self.desk, items[0].id)
        return items

    def view(self) -> ScreenView:
        """The screen now."""
        return read_screen(self.desk, self.meeting_id)

    def change(self, value: AgendaItem | Attendance | Opinion, kind: str) -> None:
        """Put a record as another page would."""
        with self.desk.store.write("") as uow:
            uow.put(value, kind)
            uow.commit()


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    hall = Hall(tmp_path)
    yield hall
    hall.desk.close()


def test_before_an_item_is_on_the_agenda_is_shown(hall: Hall) -> None:
    view = hall.view()
    assert (view.meeting, view.item, view.agenda) == ("第一次协商议事会", "", ("修路", "清淤"))
    assert not view.open


def test_the_item_that_is_on_with_its_points(hall: Hall) -> None:
    item = hall.begin()[0]
    deliberation.add_point(hall.desk, item.id, PointKind.AGREED, "路宽3.5米")
    deliberation.add_point(hall.desk, item.id, PointKind.OPEN, "谁来出工")
    view = hall.view()
    assert (view.item, view.agreed, view.open_points) == ("修路", ("路宽3.5米",), ("谁来出工",))
    assert view.number == hall.topics[0].number
    assert view.agenda == ()


def test_who_speaks_and_who_comes_next(hall: Hall) -> None:
    item = hall.begin()[0]
    first, second = hall.people[4], hall.people[5]
    speaking.ask_floor(hall.desk, item.id, person_id=first.id)
    speaking.ask_floor(hall.desk, item.id, person_id=second.id)
    speaking.next_speaker(hall.desk, item.id)
    view = hall.view()
    assert view.speaking is not None
    assert (view.speaking.name, view.speaking.group) == (first.name, first.group)
    assert [voice.name for voice in view.waiting] == [second.name]
    assert view.limit == timedelta(minutes=2)
    assert [span.until for span in view.spans] == [None]


def test_while_nobody_speaks_the_items_own_time_runs(hall: Hall) -> None:
    item = hall.begin()[0]
    hall.change(
        msgspec.structs.replace(items_of(hall.desk, hall.meeting_id)[0], minutes=20), "item_changed"
    )
    view = hall.view()
    assert (view.limit, view.speaking) == (timedelta(minutes=20), None)
    assert [span.until for span in view.spans] == [None]
    assert item.minutes is None


def test_only_who_takes_part_and_is_in_the_room_is_counted(hall: Hall) -> None:
    for person in hall.people[:3]:
        sign_in(hall.desk, hall.meeting_id, person.id)
    observe(hall.desk, hall.meeting_id, hall.people[11].id)
    with hall.desk.store.read() as reader:
        left = reader.all(Attendance, person_id=hall.people[0].id)[0]
    gone = Span(left.at, left.at + timedelta(minutes=5))
    hall.change(msgspec.structs.replace(left, stays=(gone,)), "left")
    assert hall.view().present == 2


def test_of_an_internal_item_nothing_is_shown_but_the_meeting(hall: Hall) -> None:
    item = hall.begin()[0]
    deliberation.add_point(hall.desk, item.id, PointKind.AGREED, "内部的话")
    speaking.ask_floor(hall.desk, item.id, speaker="王内部")
    speaking.next_speaker(hall.desk, item.id)
    known = items_of(hall.desk, hall.meeting_id)[0]
    hall.change(msgspec.structs.replace(known, public=False), "item_changed")
    shown = msgspec.json.encode(hall.view()).decode()
    for hidden in ("内部", "修路", hall.topics[0].number):
        assert hidden not in shown
    assert hall.view().meeting == "第一次协商议事会"


def test_an_internal_item_is_not_on_the_agenda_that_is_shown(hall: Hall) -> None:
    known = items_of(hall.desk, hall.meeting_id)[1]
    hall.change(msgspec.structs.replace(known, public=False), "item_changed")
    assert hall.view().agenda == ("修路",)


def test_opinions_are_never_shown_least_of_all_an_unnamed_one(hall: Hall) -> None:
    item = hall.begin()[0]
    secret = Opinion(
        id=new_id(),
        meeting_id=hall.meeting_id,
        agenda_item_id=item.id,
        text="占了我家的地，我不同意",
        at=hall.clock.moment,
        stance=Stance.AGAINST,
        dissent=True,
        unnamed=True,
    )
    hall.change(secret, "opinion_recorded")
    deliberation.record_opinion(hall.desk, item.id, "我家愿意让", speaker="李德发")
    shown = msgspec.json.encode(hall.view()).decode()
    for hidden in ("不同意", "愿意让", "李德发"):
        assert hidden not in shown


def test_numbers_of_people_are_masked_and_the_offices_own_is_not(hall: Hall) -> None:
    item = hall.begin()[0]
    words = "有事打19900001234，或者办公室0990-2000128"
    deliberation.add_point(hall.desk, item.id, PointKind.AGREED, words)
    (shown,) = hall.view().agreed
    assert "19900001234" not in shown
    assert "0990-2000128" in shown


def test_the_code_says_the_topic_to_a_telephone_without_network(hall: Hall) -> None:
    hall.begin()
    sheet = hall.view().sheet
    assert sheet.startswith(f"议题{hall.topics[0].number}：修路")
    assert "0990-2000128" in sheet
    assert len(sheet) < 160
    rows = code_of(sheet)
    assert len(rows) == len(rows[0])
    assert {module for row in rows for module in row} == {0, 1}


def test_words_that_japanese_has_too_are_written_as_telephones_read_them() -> None:
    words = "道路整備"
    made = segno.make(words.encode("utf-8"), error="m", micro=False).matrix
    assert code_of(words) == tuple(bytes(row) for row in made)


def test_a_long_background_is_cut_in_the_code(hall: Hall) -> None:
    hall.begin()
    with hall.desk.store.write("") as uow:
        uow.put(msgspec.structs.replace(hall.topics[0], background="雨" * 500), "topic_changed")
        uow.commit()
    assert "…" in hall.view().sheet
    assert len(hall.view().sheet) < 160


def test_the_rules_are_those_of_the_paper_with_this_meetings_times(hall: Hall) -> None:
    speaking.set_rules(hall.desk, hall.meeting_id, minutes=5, times=3, alternating=False)
    view = hall.view()
    rules = rules_of(view.minutes, view.times)
    assert len(rules) == 10
    assert "限时发言：每人每次不超过5分钟。" in rules
    assert any("不超过3次" in rule for rule in rules)


def test_the_rules_are_there_when_the_townships_forms_are_not(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from xieshang_desktop.settings import Settings

    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    Settings().choose("forms", str(tmp_path / "pulled"))
    assert len(rules_of(19, 19)) == 10  # not asked for before


def test_a_message_stays_after_a_power_cut_and_is_taken_away(hall: Hall) -> None:
    write_message(hall.desk, hall.meeting_id, " 休息十分钟 ")
    assert hall.view().message == "休息十分钟"
    write_message(hall.desk, hall.meeting_id, "")
    assert message_of(hall.desk, hall.meeting_id) == ""
