"""发言: hands, who is called, rules, shares."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.clock import HandClock
from tests.making import Attempts, items_of, some_people, talk
from tests.presenters.in_hall import (
    MINUTE,
    acted,
    agenda_of,
    an_open_hall,
    clock_of,
    floor_of,
    pass_time,
    raise_hand,
)
from tests.presenters.told import Told, Ways
from xieshang_desktop.domain.meeting import Speech
from xieshang_desktop.domain.names import unbroken
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.span import Span
from xieshang_desktop.domain.terms import Stance
from xieshang_desktop.services import drafting
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.settings import Settings
from xieshang_desktop.ui.presenters.meeting_floor_view import SharesView
from xieshang_desktop.ui.presenters.meeting_hall import HallPresenter


@pytest.fixture(autouse=True)
def _own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "config"))


@pytest.fixture
def people(desk: Desk) -> list[Person]:
    return some_people(desk)


@pytest.fixture
def hall(desk: Desk, page: Told, attempts: Attempts, ways: Ways) -> HallPresenter:
    return HallPresenter(desk, page, attempts, ways)


@pytest.fixture
def meeting_id(desk: Desk, clock: HandClock, people: list[Person], hall: HallPresenter) -> str:
    return an_open_hall(desk, clock, people, hall)


def test_hands_are_raised_by_initials_and_called_in_order(
    hall: HallPresenter, meeting_id: str, page: Told, people: list[Person], desk: Desk
) -> None:
    for text in ("wxe", "wxs", "路过的人"):
        raise_hand(hall, page, text, meeting_id)
    assert page.times("hand_taken") == 3
    assert [row.text for row in floor_of(page).waiting] == [
        f"王小二　{unbroken('第一组')}",
        f"王小三　{unbroken('第二组')}",
        "路过的人",
    ]
    assert floor_of(page).following == "下一位 王小二，后面 2 人"
    acted(hall, meeting_id, lambda: hall.floor.choose("", ""))  # Enter in the empty box
    speaking_now = floor_of(page).speaking
    assert speaking_now is not None
    assert (speaking_now.name, speaking_now.note, speaking_now.chip) == (
        "王小二",
        "第一组",
        "从没在会上发过言",
    )
    assert page.last("speaker_called") == (people[1].id, people[1].name)
    assert agenda_of(page).running == agenda_of(page).agenda[0].key


def test_the_timer_turns_and_sounds_once_when_that_was_chosen(
    hall: HallPresenter, meeting_id: str, page: Told, clock: HandClock
) -> None:
    raise_hand(hall, page, "wxe", meeting_id)
    clock.moment += timedelta(seconds=2)
    acted(hall, meeting_id, hall.floor.call_next)
    assert (clock_of(page).speech, clock_of(page).speech_state) == ("2:00", "running")
    pass_time(hall, clock, 1.5)
    assert (clock_of(page).speech, clock_of(page).speech_state) == ("0:30", "soon")
    pass_time(hall, clock, 0.75)
    assert (clock_of(page).speech, clock_of(page).speech_state) == ("0:15", "over")
    assert page.times("chime") == 0
    hall.floor.set_rules(1, 2, alternating=False, chime=True)
    clock.moment += timedelta(seconds=2)
    acted(hall, meeting_id, hall.floor.call_next)
    raise_hand(hall, page, "wxs", meeting_id)
    clock.moment += timedelta(seconds=2)
    acted(hall, meeting_id, hall.floor.call_next)
    pass_time(hall, clock, 3)
    assert page.times("chime") == 1
    assert Settings().number("chime") == 1


def test_a_pause_stops_the_time(
    hall: HallPresenter, meeting_id: str, page: Told, clock: HandClock
) -> None:
    raise_hand(hall, page, "wxe", meeting_id)
    acted(hall, meeting_id, hall.floor.call_next)
    pass_time(hall, clock, 0.5)
    acted(hall, meeting_id, hall.floor.pause_or_resume)
    pass_time(hall, clock, 5)
    assert (clock_of(page).speech, clock_of(page).speech_state) == ("1:30", "paused")
    acted(hall, meeting_id, hall.floor.pause_or_resume)
    assert clock_of(page).speech_state == "running"
    acted(hall, meeting_id, hall.floor.end)
    assert floor_of(page).speaking is None
    assert floor_of(page).spoken == "1 人发言 1 次"


def test_sides_are_asked_for_where_they_alternate(
    hall: HallPresenter, meeting_id: str, page: Told, desk: Desk, clock: HandClock
) -> None:
    acted(hall, meeting_id, lambda: hall.floor.set_rules(2, 2, alternating=True, chime=False))
    hall.floor.narrow("wxe")
    rows, _question = page.last("show_hands")
    hall.floor.choose(rows[0].key, rows[0].text)
    sides, question = page.last("show_hands")
    assert [row.text for row in sides] == ["不说哪一边", "支持", "有顾虑", "不赞成"]
    assert question == "王小二 站哪一边？按数字"
    hall.floor.narrow("3")
    hall.open(meeting_id)
    assert floor_of(page).waiting[0].note == "不赞成 · 从没在会上发过言"
    hall.floor.narrow("wxs")
    rows, _question = page.last("show_hands")
    hall.floor.choose(rows[0].key, rows[0].text)
    hall.floor.choose(Stance.FOR.value, "支持")
    hall.floor.narrow("wxy")
    rows, _question = page.last("show_hands")
    hall.floor.choose(rows[0].key, rows[0].text)
    clock.moment += timedelta(seconds=2)
    hall.floor.give_up()
    hall.open(meeting_id)
    assert [row.note.split(" · ")[0] for row in floor_of(page).waiting] == ["不赞成", "支持"]
    assert "正反轮流" in floor_of(page).rules


def test_a_third_time_is_asked_once_and_marked(
    hall: HallPresenter, meeting_id: str, page: Told, attempts: Attempts, clock: HandClock
) -> None:
    for _time in range(2):
        raise_hand(hall, page, "wxe", meeting_id)
        clock.moment += timedelta(seconds=2)
        acted(hall, meeting_id, hall.floor.call_next)
        clock.moment += timedelta(seconds=2)
        acted(hall, meeting_id, hall.floor.end)
    raise_hand(hall, page, "wxe", meeting_id)
    words, then = page.last("ask_chair")
    assert words == "王小二 在这项议程上已经发言 2 次。主持人同意再说一次吗？"
    assert floor_of(page).waiting == ()
    acted(hall, meeting_id, then)
    assert [(row.text, row.note) for row in floor_of(page).waiting] == [
        (f"王小二　{unbroken('第一组')}", "第 3 次")
    ]
    raise_hand(hall, page, "wxe", meeting_id)
    assert attempts.codes == ["floor_asked_already"]


def test_candidates_say_who_waits_and_who_has_spoken(
    hall: HallPresenter, meeting_id: str, page: Told, clock: HandClock
) -> None:
    raise_hand(hall, page, "wxe", meeting_id)
    hall.floor.narrow("wxe")
    assert page.last("show_hands")[0][0].chip == "已举手"
    clock.moment += timedelta(seconds=2)
    acted(hall, meeting_id, hall.floor.call_next)
    hall.floor.narrow("wxe")
    assert page.last("show_hands")[0][0].chip == "正在发言"
    clock.moment += timedelta(seconds=2)
    acted(hall, meeting_id, hall.floor.end)
    hall.floor.narrow("wxe")
    assert page.last("show_hands")[0][0].chip == "已发言 1 次"


def test_who_interrupts_and_who_withdraws(
    hall: HallPresenter, meeting_id: str, page: Told, clock: HandClock
) -> None:
    for text in ("wxy", "wxe", "wxs"):
        raise_hand(hall, page, text, meeting_id)
    clock.moment += timedelta(seconds=2)
    acted(hall, meeting_id, hall.floor.call_next)
    waiting = floor_of(page).waiting
    clock.moment += timedelta(seconds=2)
    acted(hall, meeting_id, lambda: hall.floor.interrupt(waiting[1].key))
    assert [(row.text, row.note) for row in floor_of(page).waiting] == [
        (f"王小一　{unbroken('第二组')}", "被打断，接着说"),
        (f"王小二　{unbroken('第一组')}", "从没在会上发过言"),
    ]
    acted(hall, meeting_id, lambda: hall.floor.withdraw(floor_of(page).waiting[1].key))
    assert [row.text for row in floor_of(page).waiting] == [f"王小一　{unbroken('第二组')}"]
    clock.moment += timedelta(seconds=2)
    acted(hall, meeting_id, lambda: hall.floor.give(floor_of(page).waiting[0].key))
    speaking_now = floor_of(page).speaking
    assert speaking_now is not None
    assert speaking_now.name == "王小一"


def test_who_spoke_at_an_earlier_meeting_is_new_only_to_this_one(
    hall: HallPresenter,
    meeting_id: str,
    page: Told,
    desk: Desk,
    people: list[Person],
    clock: HandClock,
) -> None:
    earlier = Speech(
        id="earlier",
        meeting_id="another",
        agenda_item_id="x",
        person_id=people[1].id,
        speaker=people[1].name,
        asked_at=desk.clock(),
        spans=(Span(desk.clock(), desk.clock() + MINUTE),),
    )
    with desk.store.write() as uow:
        uow.put(earlier, "floor_given")
        uow.commit()
    raise_hand(hall, page, "wxe", meeting_id)
    assert floor_of(page).waiting[0].note == ""
    clock.moment += timedelta(seconds=2)
    acted(hall, meeting_id, hall.floor.call_next)
    speaking_now = floor_of(page).speaking
    assert speaking_now is not None
    assert speaking_now.chip == "本次会议首次发言"


def test_the_shares_name_everybody_and_count_who_was_silent(
    hall: HallPresenter, meeting_id: str, page: Told, clock: HandClock
) -> None:
    for text, minutes in (("wxe", 1.0), ("wxs", 0.5)):
        raise_hand(hall, page, text, meeting_id)
        clock.moment += timedelta(seconds=2)
        acted(hall, meeting_id, hall.floor.call_next)
        pass_time(hall, clock, minutes)
        acted(hall, meeting_id, hall.floor.end)
    hall.floor.open_shares()
    whole: SharesView = page.last("show_shares")[0]
    assert [(row.text, row.note, row.chip) for row in whole.rows] == [
        ("王小二（第一组）", "1 次，1 分钟", "67%"),
        ("王小三（第二组）", "1 次，30 秒", "33%"),
    ]
    assert whole.sentences == (
        "2 人发言 2 次，共 1 分钟。",
        "到会 4 人，2 人还没有发言。",
        "到会妇女 2 人，发言 2 人，占发言时间 100%。",
    )


def test_after_the_end_the_shares_can_still_be_looked_at(
    hall: HallPresenter, meeting_id: str, page: Told, desk: Desk, clock: HandClock
) -> None:
    raise_hand(hall, page, "wxe", meeting_id)
    clock.moment += timedelta(seconds=2)
    acted(hall, meeting_id, hall.floor.call_next)
    assert drafting.kept(desk, meeting_id, "seen")
    talk(desk, items_of(desk, meeting_id)[0].id)
    clock.moment += timedelta(seconds=2)
    acted(hall, meeting_id, hall.end)
    assert not page.named("show_floor")["may_speak"]
    assert floor_of(page).spoken == "1 人发言 1 次"
    assert drafting.kept(desk, meeting_id, "seen") == {}
    hall.floor.open_shares()
    assert len(page.last("show_shares")[0].rows) == 1


def test_a_clock_that_stands_before_what_was_said_is_told_of_as_the_hall_is_opened(
    desk: Desk,
    page: Told,
    meeting_id: str,
    clock: HandClock,
    hall: HallPresenter,
    ways: Ways,
) -> None:
    acted(hall, meeting_id, lambda: hall.floor.choose("", ""))
    clock.moment -= 30 * MINUTE
    attempts = Attempts()
    HallPresenter(desk, page, attempts, ways).open(meeting_id)
    (said,) = attempts.said
    assert said.startswith("电脑的钟可能不对：现在显示")
