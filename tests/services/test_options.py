"""Options of a topic: their order, what speaks for and against, where they are printed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.making import a_meeting, a_topic, ready_topic, screening, some_people, undo_last
from xieshang_desktop.domain.meeting import TopicOption
from xieshang_desktop.errors import BadInput, RuleBroken
from xieshang_desktop.services import deliberation, options, papers_meeting, topics
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.history import topic_history
from xieshang_desktop.services.ordering import shift_option, shifted
from xieshang_desktop.wording.happenings import happening_words


def texts(desk: Desk, topic_id: str) -> list[str]:
    return [option.text for option in options.options_on(desk, topic_id)]


def test_options_are_added_changed_ordered_and_removed(desk: Desk) -> None:
    topic = a_topic(desk)
    first = options.add_option(desk, topic.id, "硬化3.5米", "农机能过", "要占两户的地")
    second = options.add_option(desk, topic.id, " 硬化3米 ")
    options.add_option(desk, topic.id, "先铺砂石")
    shift_option(desk, second.id, -1)
    assert texts(desk, topic.id) == ["硬化3米", "硬化3.5米", "先铺砂石"]
    shift_option(desk, second.id, -1)
    assert texts(desk, topic.id) == ["硬化3米", "硬化3.5米", "先铺砂石"]
    options.change_option(desk, first.id, "硬化3.5米", "农机能过", "要占三户的地")
    options.remove_option(desk, second.id)
    found = options.options_on(desk, topic.id)
    assert [(o.position, o.text, o.cons) for o in found] == [
        (1, "硬化3.5米", "要占三户的地"),
        (2, "先铺砂石", ""),
    ]
    undo_last(desk)
    assert texts(desk, topic.id) == ["硬化3米", "硬化3.5米", "先铺砂石"]


def test_an_option_says_something(desk: Desk) -> None:
    topic = a_topic(desk)
    with pytest.raises(BadInput, match="option_empty"):
        options.add_option(desk, topic.id, "  ", "好处")
    option = options.add_option(desk, topic.id, "先铺砂石")
    with pytest.raises(BadInput, match="option_empty"):
        options.change_option(desk, option.id, "", "", "")


def test_a_topic_that_was_refused_takes_no_more_options(desk: Desk) -> None:
    topic = a_topic(desk)
    option = options.add_option(desk, topic.id, "先铺砂石")
    topics.screen(desk, topic.id, screening())
    topics.refuse(desk, topic.id, "已有规定", "按规定办")
    for call in (
        lambda: options.add_option(desk, topic.id, "硬化"),
        lambda: options.remove_option(desk, option.id),
    ):
        with pytest.raises(RuleBroken, match="topic_decided"):
            call()


def test_the_hall_and_the_briefing_show_the_options_with_their_topic(desk: Desk) -> None:
    people = some_people(desk)
    topic = ready_topic(desk, people)
    other = ready_topic(desk, people, "清淤")
    options.add_option(desk, topic.id, "硬化3.5米。", "农机能过", "要占两户的地。")
    options.add_option(desk, topic.id, "先铺砂石")
    meeting_id = a_meeting(desk, [topic.id, other.id])
    first, second = deliberation.open_hall(desk, meeting_id).items
    assert [o.text for o in first.options] == ["硬化3.5米。", "先铺砂石"]
    assert second.options == ()
    paper = papers_meeting.briefing(desk, meeting_id, {})
    assert paper.topics[0].ways == (
        "硬化3.5米。好处：农机能过。难处：要占两户的地。",
        "先铺砂石。",
    )
    assert paper.topics[1].ways == ()


def test_the_history_of_a_topic_names_its_options(desk: Desk) -> None:
    topic = a_topic(desk)
    option = options.add_option(desk, topic.id, "先铺砂石")
    options.change_option(desk, option.id, "先铺碎石", "", "")
    told = [happening_words(h.kind, h.facts, h.times) for h in topic_history(desk, topic.id)]
    assert told[1:] == ["提出办法：先铺砂石", "修改办法：先铺碎石"]


@given(st.integers(1, 8), st.data())
def test_a_shift_swaps_two_neighbours_and_nothing_else(count: int, data: st.DataObject) -> None:
    known = [
        TopicOption(id=str(n), topic_id="t", position=n, text=str(n)) for n in range(1, count + 1)
    ]
    one = data.draw(st.sampled_from(known))
    by = data.draw(st.sampled_from([-1, 1]))
    changed = {o.id: o for o in shifted(known, one.id, by)}
    now = sorted((changed.get(o.id, o) for o in known), key=lambda o: o.position)
    assert [o.position for o in now] == list(range(1, count + 1))
    at, there = known.index(one), known.index(one) + by
    expected = list(known)
    if 0 <= there < count:
        expected[at], expected[there] = expected[there], expected[at]
    assert [o.id for o in now] == [o.id for o in expected]
