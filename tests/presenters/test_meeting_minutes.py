"""纪要: text and paper, five haves, two confirmations, corrections."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.clock import HandClock
from tests.making import Attempts, a_meeting, held_meeting, ready_topic, some_people
from tests.presenters.told import Told
from xieshang_desktop.domain import documents
from xieshang_desktop.domain.minutes import FiveHaves
from xieshang_desktop.domain.terms import Rank
from xieshang_desktop.services import minutes
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.papers import Composed
from xieshang_desktop.ui.presenters.meeting_minutes import (
    MinutesPresenter,
    MinutesView,
    have_chips,
    missing_words,
)


@pytest.fixture
def presenter(desk: Desk, page: Told, attempts: Attempts) -> MinutesPresenter:
    return MinutesPresenter(desk, page, attempts)


@pytest.fixture
def closed(desk: Desk, clock: HandClock, presenter: MinutesPresenter) -> str:
    meeting_id = held_meeting(desk, clock, [ready_topic(desk, some_people(desk)).id])
    presenter.open(meeting_id)
    return meeting_id


def view(page: Told) -> MinutesView:
    shown: MinutesView = page.last("show_minutes")
    return shown


def paper(page: Told) -> documents.MinutesPaper:
    composed: Composed = page.last("show_paper")()
    assert isinstance(composed.paper, documents.MinutesPaper)
    return composed.paper


def seal(presenter: MinutesPresenter, meeting_id: str) -> None:
    for rank in Rank:
        presenter.confirm(rank.value)
        presenter.open(meeting_id)


def test_before_the_end_of_the_talk_the_tab_says_what_will_come(
    presenter: MinutesPresenter, desk: Desk, page: Told
) -> None:
    presenter.open(a_meeting(desk, [ready_topic(desk, some_people(desk)).id]))
    assert page.last("show_too_early")[1] == "去议事"
    presenter.help_on()
    assert page.last("show_part") == "hall"


def test_the_five_haves_stand_in_one_line(closed: str, page: Told) -> None:
    assert view(page).haves == (
        ("有时间", "done"),
        ("有地点", "done"),
        ("有主题", "done"),
        ("有措施", "done"),
        ("待效果", "waiting"),
    )
    assert view(page).missing == ""


def test_what_is_missing_stands_in_the_way_of_the_confirmations() -> None:
    haves = FiveHaves(time=True, place=False, theme=True, measures=False, effect=False)
    assert missing_words(haves) == "还差：地点、协商结果和办理措施。补齐后才能确认。"
    assert ("有地点", "attention") in have_chips(haves)
    whole = FiveHaves(time=True, place=True, theme=True, measures=True, effect=True)
    assert missing_words(whole) == ""
    assert have_chips(whole)[-1] == ("有效果", "done")


def test_what_is_typed_is_kept_and_shows_in_the_paper_before_it_is_recorded(
    presenter: MinutesPresenter, closed: str, page: Told, desk: Desk
) -> None:
    section = view(page).sections[1]
    presenter.keep_typing(section.key, "李德发说：路要修。")
    assert paper(page).sections[1].text == "李德发说：路要修。"
    assert minutes.open_minutes(desk, closed).sections[1].text == section.text


def test_a_text_left_unfinished_by_a_crash_is_shown_again(
    presenter: MinutesPresenter,
    closed: str,
    page: Told,
    desk: Desk,
    attempts: Attempts,
) -> None:
    key = view(page).sections[1].key
    presenter.keep_typing(key, "写到一半")
    after_the_crash = MinutesPresenter(desk, page, attempts)
    after_the_crash.open(closed)
    assert view(page).sections[1].draft == "写到一半"
    assert paper(page).sections[1].text == "写到一半"
    after_the_crash.give_up_draft(key)
    assert view(page).sections[1].draft is None


def test_leaving_a_section_records_it_and_it_can_be_written_anew(
    presenter: MinutesPresenter, closed: str, page: Told
) -> None:
    section = view(page).sections[1]
    presenter.finish(section.key, "我写的。")
    presenter.open(closed)
    assert (view(page).sections[1].text, view(page).sections[1].edited) == ("我写的。", True)
    presenter.from_facts(section.key)
    presenter.open(closed)
    assert view(page).sections[1].text == section.text
    assert not view(page).sections[1].edited


def test_the_first_confirmation_warns_that_an_edit_makes_it_void(
    presenter: MinutesPresenter, closed: str, page: Told
) -> None:
    presenter.ask_confirm("first")
    rank, title, words, yes = page.last("ask_confirm")
    assert (rank, title, yes) == ("first", "张德厚确认这份纪要？", "确认")
    assert "重新确认" in words
    presenter.confirm("first")
    presenter.open(closed)
    assert [seal.state for seal in view(page).seals] == ["done", "waiting"]
    assert view(page).warning != ""
    presenter.finish(view(page).sections[0].key, "改了一句。")
    presenter.open(closed)
    assert [seal.state for seal in view(page).seals] == ["waiting", "waiting"]
    assert view(page).warning == ""


def test_the_second_confirmation_is_asked_as_what_it_is_and_seals(
    presenter: MinutesPresenter, closed: str, page: Told, desk: Desk, attempts: Attempts
) -> None:
    presenter.confirm("second")
    presenter.open(closed)
    presenter.ask_confirm("first")
    assert page.last("ask_confirm")[3] == "确认并归档"
    assert "谁也不能再改" in page.last("ask_confirm")[2]
    presenter.confirm("first")
    presenter.open(closed)
    assert attempts.said == ["第二召集人已确认", "纪要已归档"]
    assert view(page).sealed == "3月12日 两位召集人确认，已归档，不能再改。"
    file = minutes.open_minutes(desk, closed)
    assert page.last("show_paper")().pdf == desk.files.read(file.minutes.digest)


def test_a_correction_is_numbered_and_prints_beside_the_sealed_paper(
    presenter: MinutesPresenter, closed: str, page: Told, clock: HandClock
) -> None:
    seal(presenter, closed)
    clock.moment += timedelta(days=1)
    presenter.keep_correction("“李德发”应为")
    presenter.open(closed)
    assert view(page).correction_draft == "“李德发”应为"
    presenter.correct("“李德发”应为“李德法”。")
    assert page.times("correction_kept") == 1
    presenter.open(closed)
    assert view(page).corrections == (("更正1（3月13日）", "“李德发”应为“李德法”。"),)
    assert view(page).correction_draft == ""
    presenter.show_corrected(True)
    assert page.last("show_paper")().pdf == b""
    assert paper(page).corrections[0].text == "“李德发”应为“李德法”。"


def test_an_empty_correction_is_refused(
    presenter: MinutesPresenter, closed: str, attempts: Attempts
) -> None:
    seal(presenter, closed)
    presenter.correct(" ")
    assert attempts.codes == ["correction_empty"]
