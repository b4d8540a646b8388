"""可选办法 in its sheet: written, put right, ordered, kept while being written."""

from __future__ import annotations

import pytest

from tests.making import Attempts, a_topic, accepted_topic
from tests.presenters.told import Told, Ways
from xieshang_desktop.services import options
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.ui.presenters.topic_options import OptionsPresenter
from xieshang_desktop.ui.presenters.topic_page import TopicPresenter


@pytest.fixture
def topic_id(desk: Desk) -> str:
    return a_topic(desk).id


@pytest.fixture
def sheet(desk: Desk, page: Told, attempts: Attempts, topic_id: str) -> OptionsPresenter:
    made = OptionsPresenter(desk, page, attempts, topic_id)
    made.open()
    return made


def texts(page: Told) -> list[str]:
    return [row.text for row in page.last("show_options")]


def test_options_are_written_one_after_the_other(sheet: OptionsPresenter, page: Told) -> None:
    sheet.record("硬化", "农机能过", "要占地")
    sheet.record("先铺砂石", "", "")
    first, second = page.last("show_options")
    assert (first.lead, first.text, first.note) == ("1", "硬化", "好处：农机能过\n难处：要占地")
    assert (second.lead, second.note) == ("2", "")
    assert page.named("show_options") == {"may_change": True}
    assert page.last("show_fields") == {}


def test_an_option_is_put_right_and_what_was_being_written_comes_back(
    sheet: OptionsPresenter, page: Told
) -> None:
    sheet.record("硬化", "", "")
    sheet.keep("option", "先铺")
    key = page.last("show_options")[0].key
    sheet.edit(key)
    assert page.last("show_fields") == {"option": "硬化", "pros": "", "cons": ""}
    assert page.named("show_fields") == {"known": True}
    sheet.keep("option", "硬化3")  # what is being put right is no draft of a new one
    sheet.record("硬化3.5米", "", "")
    assert texts(page) == ["硬化3.5米"]
    assert page.last("show_fields") == {"option": "先铺"}
    sheet.edit(key)
    assert sheet.give_up()
    assert not sheet.give_up()
    assert texts(page) == ["硬化3.5米"]


def test_an_option_without_words_is_refused(
    sheet: OptionsPresenter, page: Told, attempts: Attempts
) -> None:
    sheet.record(" ", "好处", "")
    assert attempts.codes == ["option_empty"]
    assert texts(page) == []


def test_options_are_ordered_and_removed(sheet: OptionsPresenter, page: Told) -> None:
    for text in ("一", "二", "三"):
        sheet.record(text, "", "")
    rows = page.last("show_options")
    sheet.act(rows[2].key, "up")
    sheet.act(rows[0].key, "down")
    assert texts(page) == ["三", "一", "二"]
    sheet.edit(rows[0].key)
    sheet.act(rows[0].key, "remove")
    assert texts(page) == ["三", "二"]
    assert page.named("show_fields") == {"known": False}


def test_a_new_option_being_written_survives_a_power_cut(
    sheet: OptionsPresenter, page: Told, desk: Desk, attempts: Attempts, topic_id: str
) -> None:
    sheet.keep("option", "硬化")
    sheet.keep("cons", "要占地")
    OptionsPresenter(desk, page, attempts, topic_id).open()
    assert page.last("show_fields") == {"option": "硬化", "cons": "要占地"}
    sheet.record("硬化", "", "要占地")
    OptionsPresenter(desk, page, attempts, topic_id).open()
    assert page.last("show_fields") == {}


def test_the_page_of_a_topic_shows_its_options_and_opens_them(
    desk: Desk, page: Told, attempts: Attempts, ways: Ways
) -> None:
    topic = accepted_topic(desk)
    options.add_option(desk, topic.id, "硬化", "农机能过", "")
    presenter = TopicPresenter(desk, page, attempts, ways)
    presenter.open(topic.id)
    view = page.last("show_topic")
    assert view.options == ("1．硬化（好处：农机能过）",)
    assert "options" in [action.key for action in view.others]
    presenter.do("options")
    assert page.last("open_options") == (topic.id, topic.title)
