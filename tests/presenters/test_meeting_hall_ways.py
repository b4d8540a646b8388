"""议事: whose words they are, time that was talked through, and ways on where something lacks."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.clock import HandClock
from tests.making import Attempts, a_meeting, accepted_topic, items_of, ready_topic, some_people
from tests.presenters.in_hall import agenda_of, an_open_hall
from tests.presenters.told import Told, Ways
from xieshang_desktop.domain.people import Person
from xieshang_desktop.services import deliberation, running, sittings
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.ui.presenters.meeting_hall import HallPresenter


@pytest.fixture
def people(desk: Desk) -> list[Person]:
    return some_people(desk)


@pytest.fixture
def hall(desk: Desk, page: Told, attempts: Attempts, ways: Ways) -> HallPresenter:
    return HallPresenter(desk, page, attempts, ways)


def test_another_hall_looked_at_for_minutes_is_no_stretch_without_anybody(
    hall: HallPresenter, desk: Desk, clock: HandClock, people: list[Person], page: Told
) -> None:
    old = a_meeting(desk, [ready_topic(desk, people, "旧事").id])
    deliberation.open_meeting(desk, old)
    sittings.adjourn(desk, old, "停电")
    meeting_id = an_open_hall(desk, clock, people, hall)
    hall.next_item()
    hall.open(meeting_id)
    hall.open(old)
    for _second in range(120):
        clock.moment += timedelta(seconds=1)
        hall.floor.tick()
    hall.open(meeting_id)
    assert page.times("ask_gap") == 0
    hall.open(old)
    clock.moment += timedelta(hours=1)  # the lid was closed meanwhile
    hall.floor.tick()
    hall.open(meeting_id)
    assert page.times("ask_gap") == 1


def test_where_one_stands_is_not_where_the_next_speaker_does(
    hall: HallPresenter, desk: Desk, clock: HandClock, people: list[Person], page: Told
) -> None:
    an_open_hall(desk, clock, people, hall)
    hall.talk.narrow_speakers("wxe")
    hall.talk.choose_speaker(people[1].id)
    hall.talk.choose_stance("against")
    hall.talk.choose_apart("dissent")
    assert page.last("show_manner") == ("against", "dissent")
    hall.talk.narrow_speakers("wxs")
    hall.talk.choose_speaker(people[2].id)
    assert page.last("show_manner") == ("unsaid", "")
    hall.talk.choose_stance("against")
    hall.talk.keep_typing("opinion", "不行。")
    hall.talk.keep_typing("opinion", "")
    assert page.last("show_manner") == ("unsaid", "")


def test_somebody_invited_who_speaks_signs_in_first(
    hall: HallPresenter, desk: Desk, clock: HandClock, people: list[Person], page: Told
) -> None:
    an_open_hall(desk, clock, people, hall)
    hall.talk.choose_speaker(people[6].id)
    name, sign_in, _as_heard = page.last("ask_sign_in")
    assert name == people[6].name
    sign_in()
    assert page.last("speaker_chosen").startswith(name)
    hall.talk.take_as_heard("没有这个人")
    assert "没有“没有这个人”" in page.last("show_speaker_hint")


def test_a_topic_that_lacks_research_does_not_hold_up_the_others(
    hall: HallPresenter, desk: Desk, people: list[Person], page: Told
) -> None:
    lacking = accepted_topic(desk, "没有调研")
    meeting_id = a_meeting(desk, [ready_topic(desk, people).id, lacking.id])
    hall.open(meeting_id)
    gate = page.last("show_gate")
    assert not gate.ready
    (check,) = gate.checks
    assert [words for _key, words in check.buttons] == ["去补", "这一项今天不议"]
    hall.act(check.buttons[1][0])
    hall.open(meeting_id)
    assert page.last("show_gate").ready
    assert len(items_of(desk, meeting_id)) == 1


def test_what_was_never_begun_may_come_next_time(
    hall: HallPresenter, desk: Desk, clock: HandClock, people: list[Person], page: Told
) -> None:
    meeting_id = an_open_hall(desk, clock, people, hall)
    hall.ask_end()
    assert page.last("show_missing")[1] == "没议的 1 项列入下次会议"
    hall.put_off()
    hall.open(meeting_id)
    hall.ask_end()
    assert page.times("ask_end") == 1


def test_after_the_last_item_its_key_names_the_results_that_lack_instead_of_the_end(
    hall: HallPresenter, desk: Desk, clock: HandClock, people: list[Person], page: Told
) -> None:
    meeting_id = an_open_hall(desk, clock, people, hall)
    for _item in items_of(desk, meeting_id):
        clock.moment += timedelta(seconds=2)
        hall.next_item()
        hall.open(meeting_id)
    assert page.times("show_missing") == 0
    clock.moment += timedelta(seconds=2)
    hall.next_item()  # the last one ends
    hall.open(meeting_id)
    clock.moment += timedelta(seconds=2)
    hall.next_item()
    (row,) = page.last("show_missing")[0]
    assert row.text.endswith("还没有协商结果")


def test_who_still_waits_is_named_when_the_next_item_begins(
    hall: HallPresenter, desk: Desk, clock: HandClock, people: list[Person], attempts: Attempts
) -> None:
    meeting_id = an_open_hall(desk, clock, people, hall)
    hall.next_item()
    hall.open(meeting_id)
    hall.floor.narrow("wxe")
    hall.floor.choose(people[1].id, people[1].name)
    hall.open(meeting_id)
    assert hall.floor.waiting_words == "还有 1 人等着发言：王小二（Shift+F8 返回）"


def test_an_adjourned_meeting_says_when_it_goes_on_and_takes_no_words(
    hall: HallPresenter, desk: Desk, clock: HandClock, people: list[Person], page: Told
) -> None:
    meeting_id = an_open_hall(desk, clock, people, hall)
    running.next_item(desk, meeting_id)
    sittings.adjourn(desk, meeting_id, "天黑了", clock.moment + timedelta(days=1))
    hall.open(meeting_id)
    assert agenda_of(page).adjourned == "休会中，定于3月13日 09:00 复会。"
    assert page.named("show_item") == {"may_talk": False, "may_route": False}
    hall.resume()
    hall.open(meeting_id)
    assert agenda_of(page).adjourned == ""
