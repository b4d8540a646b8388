"""公示: from the result to the board and down again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.clock import HandClock
from tests.making import Attempts, a_meeting, held_meeting, ready_topic, some_people
from tests.presenters.told import Told, Ways
from xieshang_desktop.domain.terms import OutcomeKind
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.ui.presenters.meeting_publicity import PublicityPresenter, ResultLine


@pytest.fixture
def presenter(desk: Desk, page: Told, attempts: Attempts, ways: Ways) -> PublicityPresenter:
    return PublicityPresenter(desk, page, attempts, ways)


def line(page: Told) -> ResultLine:
    (told,) = page.last("show_results").lines
    assert isinstance(told, ResultLine)
    return told


def step(presenter: PublicityPresenter, page: Told, meeting_id: str, button: int = 0) -> None:
    presenter.act(line(page).buttons[button][0])
    presenter.open(meeting_id)


def test_there_is_nothing_to_publish_before_the_end(
    presenter: PublicityPresenter, desk: Desk, page: Told
) -> None:
    presenter.open(a_meeting(desk, [ready_topic(desk, some_people(desk)).id]))
    assert page.last("show_too_early")[1] == "去议事"
    presenter.help_on()
    assert page.last("show_part") == "hall"


def test_a_result_is_written_posted_and_taken_down_in_its_time(
    presenter: PublicityPresenter,
    desk: Desk,
    page: Told,
    clock: HandClock,
    ways: Ways,
    attempts: Attempts,
) -> None:
    topic = ready_topic(desk, some_people(desk))
    meeting_id = held_meeting(desk, clock, [topic.id])
    presenter.open(meeting_id)
    assert line(page)[:3] == ("waiting", "东沟组生产道路硬化", "达成共识")
    assert "不少于 15 日" in page.last("show_results").rule
    step(presenter, page, meeting_id)
    assert ways.gone == [("papers", f"result:{topic.id}")]
    assert line(page).note == "达成共识 · 3月12日 写好，还没有张贴"
    step(presenter, page, meeting_id)
    assert page.last("ask_posting") == (topic.id, topic.title, "", desk.today)
    assert presenter.post(topic.id, "村务公开栏", desk.today)
    presenter.open(meeting_id)
    assert line(page).state == "done"
    assert line(page).note == "达成共识 · 今天 贴在村务公开栏 · 最早 3月28日 可撤下"
    assert [words for _key, words in line(page).buttons] == ["看公示", "再贴一处", "撤下"]
    presenter.act(f"remove:{topic.id}")
    assert attempts.codes == ["posting_too_early"]
    clock.moment += timedelta(days=16)
    presenter.open(meeting_id)
    assert line(page).state == "waiting"
    assert line(page).note.endswith("已满期，可以撤下")
    step(presenter, page, meeting_id)
    assert line(page).note == "达成共识 · 公示期满，今天 撤下"
    assert [words for _key, words in line(page).buttons] == ["看公示"]


def test_a_second_board_offers_the_place_of_the_last_one(
    presenter: PublicityPresenter, desk: Desk, page: Told, clock: HandClock
) -> None:
    topic = ready_topic(desk, some_people(desk))
    meeting_id = held_meeting(desk, clock, [topic.id])
    presenter.open(meeting_id)
    step(presenter, page, meeting_id)
    presenter.post(topic.id, "村务公开栏", desk.today)
    presenter.open(meeting_id)
    presenter.act(f"post:{topic.id}")
    assert page.last("ask_posting")[2] == "村务公开栏"
    presenter.post(topic.id, "第三组公示栏", desk.today)
    presenter.open(meeting_id)
    assert "第三组公示栏" in line(page).note
    assert "村务公开栏" in line(page).note


def test_a_topic_that_goes_on_is_not_published(
    presenter: PublicityPresenter, desk: Desk, page: Told, clock: HandClock
) -> None:
    topic = ready_topic(desk, some_people(desk))
    presenter.open(held_meeting(desk, clock, [topic.id], OutcomeKind.CONTINUE))
    assert line(page) == ("ahead", topic.title, "持续协商：列入下次会议，不用公示", ())
