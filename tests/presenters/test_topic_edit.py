"""The topic form: checked beside its fields, kept while it is typed, saved once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.making import Attempts, a_desk, a_topic, undo_last
from xieshang_desktop.domain.terms import TopicClass, TopicSource
from xieshang_desktop.services import drafting, topics
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.topic_file import find_topic, list_topics
from xieshang_desktop.ui.presenters.topic_edit import (
    NEW,
    TopicEditPresenter,
    TopicForm,
    form_of,
)


class Page:
    """Remembers what it was told to show."""

    def __init__(self) -> None:
        self.form: TopicForm
        self.new = self.unfinished = False
        self.wrong: list[str] = []
        self.saved: list[str] = []
        self.gone = 0

    def show_form(self, form: TopicForm, *, new: bool, unfinished: bool) -> None:
        self.form, self.new, self.unfinished = form, new, unfinished

    def show_error(self, field: str, sentence: str) -> None:
        assert sentence
        self.wrong.append(field)

    def finished(self, topic_id: str) -> None:
        self.saved.append(topic_id)

    def show_gone(self) -> None:
        self.gone += 1


class Opened:
    """A presenter with its page, opened at a topic or at a blank form."""

    def __init__(self, desk: Desk, topic_id: str | None = None) -> None:
        self.page = Page()
        self.attempts = Attempts()
        self.presenter = TopicEditPresenter(desk, self.page, self.attempts)
        self.presenter.open(topic_id)

    def written(self, **fields: object) -> TopicForm:
        return replace(self.page.form, **fields)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = a_desk(tmp_path)
    yield desk
    desk.close()


def test_a_blank_form_is_dated_today(desk: Desk) -> None:
    page = Opened(desk).page
    assert (page.new, page.unfinished, page.form.title) == (True, False, "")
    assert page.form.proposed_on == desk.today


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"title": ""}, "title"),
        ({"proposer": ""}, "proposer"),
        ({"proposed_on": None}, "proposed_on"),
    ],
)
def test_what_is_missing_is_said_beside_its_field(
    desk: Desk, fields: dict[str, object], wrong: str
) -> None:
    opened = Opened(desk)
    form = opened.written(title="修路", proposer="李德发")
    opened.presenter.save(replace(form, **fields))
    assert opened.page.wrong == [wrong]
    assert list_topics(desk) == []


def test_a_day_to_come_is_wrong(desk: Desk) -> None:
    opened = Opened(desk)
    tomorrow = desk.today + timedelta(days=1)
    opened.presenter.save(opened.written(title="修路", proposer="李德发", proposed_on=tomorrow))
    assert opened.page.wrong == ["proposed_on"]


def test_a_saved_form_is_a_topic_and_leaves_no_draft(desk: Desk) -> None:
    opened = Opened(desk)
    form = opened.written(title="修路", proposer="李德发", source=TopicSource.GRID)
    opened.presenter.keep_typing(form)
    opened.presenter.save(form)
    (line,) = list_topics(desk)
    assert opened.page.saved == [line.topic.id]
    assert (line.topic.title, line.topic.source) == ("修路", TopicSource.GRID)
    assert opened.attempts.said == ["议题已登记"]
    opened.presenter.keep_typing(form)  # the page still emits while it is left
    assert not Opened(desk).page.unfinished


def test_what_was_typed_is_there_the_next_time_in_every_field(desk: Desk) -> None:
    first = Opened(desk)
    form = first.written(
        title="河滩地排水", background="积水三天", proposer="李", households=46, kind="water"
    )
    first.presenter.keep_typing(form)
    again = Opened(desk)
    assert again.page.unfinished
    assert again.page.form == form


def test_an_untouched_form_is_not_kept(desk: Desk) -> None:
    opened = Opened(desk)
    opened.presenter.keep_typing(opened.page.form)
    assert drafting.kept(desk, NEW, "form") == {}


def test_emptying_the_form_drops_what_was_kept(desk: Desk) -> None:
    opened = Opened(desk)
    opened.presenter.keep_typing(opened.written(title="修"))
    opened.presenter.keep_typing(opened.page.form)
    assert not Opened(desk).page.unfinished


def test_what_was_left_can_be_thrown_away(desk: Desk) -> None:
    Opened(desk).presenter.keep_typing(Opened(desk).written(title="不要了"))
    opened = Opened(desk)
    opened.presenter.give_up()
    assert (opened.page.unfinished, opened.page.form.title) == (False, "")
    assert not Opened(desk).page.unfinished


def test_a_form_saved_just_before_a_crash_is_not_saved_twice(desk: Desk) -> None:
    opened = Opened(desk)
    form = opened.written(title="修路", proposer="李德发")
    opened.presenter.keep_typing(form)
    text = drafting.kept(desk, NEW, "form")["form"]
    opened.presenter.save(form)
    drafting.keep(desk, NEW, "form", text)  # as if the draft could not be dropped any more
    assert not Opened(desk).page.unfinished
    assert len(list_topics(desk)) == 1


def test_a_draft_of_another_version_is_dropped(desk: Desk) -> None:
    drafting.keep(desk, NEW, "form", '{"title": "older"}')
    assert not Opened(desk).page.unfinished
    assert drafting.kept(desk, NEW, "form") == {}


def test_a_known_topic_is_changed_and_keeps_its_own_draft(desk: Desk) -> None:
    topic = a_topic(desk)
    opened = Opened(desk, topic.id)
    assert not opened.page.new
    assert opened.page.form == form_of(topic)
    opened.presenter.keep_typing(opened.written(title="换个说法"))
    assert not Opened(desk).page.unfinished
    again = Opened(desk, topic.id)
    assert again.page.unfinished
    again.presenter.save(again.written(topic_class=TopicClass.GOVERNANCE))
    saved = find_topic(desk, topic.id)
    assert saved is not None
    assert (saved.title, saved.topic_class) == ("换个说法", TopicClass.GOVERNANCE)
    assert again.attempts.said == ["已改好"]
    assert not Opened(desk, topic.id).page.unfinished


def test_what_was_left_of_a_known_topic_can_be_thrown_away(desk: Desk) -> None:
    topic = a_topic(desk)
    opened = Opened(desk, topic.id)
    opened.presenter.keep_typing(opened.written(title="换个说法"))
    again = Opened(desk, topic.id)
    again.presenter.give_up()
    assert again.page.form == form_of(topic)


def test_a_topic_that_is_gone_has_no_form(desk: Desk) -> None:
    topic = a_topic(desk)
    undo_last(desk)
    opened = Opened(desk, topic.id)
    assert opened.page.gone == 1
    assert not opened.presenter.editing
    opened.presenter.give_up()


def test_a_refusal_of_the_service_keeps_the_draft(desk: Desk) -> None:
    topic = a_topic(desk)
    opened = Opened(desk, topic.id)
    topics.refuse(desk, topic.id, "不归村里管", "已经告诉您了")
    form = opened.written(title="换个说法")
    opened.presenter.keep_typing(form)
    opened.presenter.save(form)
    assert opened.attempts.codes == ["topic_decided"]
    assert opened.page.saved == []
    assert Opened(desk, topic.id).page.unfinished
