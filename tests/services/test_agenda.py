"""The agenda changes until the meeting is over; what was talked about stays in its place."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.clock import HandClock
from tests.making import (
    a_meeting,
    held_meeting,
    items_of,
    ready_topic,
    some_people,
    talk,
    undo_last,
)
from xieshang_desktop.domain.terms import ItemKind
from xieshang_desktop.errors import BadInput, RuleBroken
from xieshang_desktop.services import (
    agenda,
    deliberation,
    meetings,
    papers_meeting,
    publishing,
    running,
)
from xieshang_desktop.services.desk import Desk


def _titles(desk: Desk, meeting_id: str) -> str:
    return "".join(item.title for item in items_of(desk, meeting_id))


def _open(desk: Desk, clock: HandClock, titles: str) -> str:
    """A meeting that was just opened, with items of these one-letter titles; gives its id."""
    meeting_id = a_meeting(desk, notice=False)
    for title in titles:
        agenda.add_item(desk, meeting_id, title=title, kind=ItemKind.REPORT)
    meetings.issue_notice(desk, meeting_id)
    clock.moment += timedelta(days=10)
    deliberation.open_meeting(desk, meeting_id)
    return meeting_id


def test_an_item_is_put_right_and_put_back(desk: Desk) -> None:
    meeting_id = a_meeting(desk, notice=False)
    item = agenda.add_item(desk, meeting_id, title="情况", minutes=5, public=False)
    assert not item.public
    agenda.change_item(
        desk, item.id, title=" 上次办理情况 ", kind=ItemKind.BRIEFING, minutes=15, public=True
    )
    (now,) = items_of(desk, meeting_id)
    assert (now.title, now.kind, now.minutes) == ("上次办理情况", ItemKind.BRIEFING, 15)
    assert now.public
    undo_last(desk)
    assert items_of(desk, meeting_id) == [item]


def test_a_change_that_changes_nothing_leaves_no_entry(desk: Desk) -> None:
    item = agenda.add_item(desk, a_meeting(desk, notice=False), title="情况")
    before = list(desk.store.recent)
    agenda.change_item(desk, item.id, title="情况", kind=item.kind)
    assert desk.store.recent == before


def test_an_item_needs_a_title_and_sensible_minutes(desk: Desk) -> None:
    meeting_id = a_meeting(desk, notice=False)
    item = agenda.add_item(desk, meeting_id, title="情况")
    with pytest.raises(BadInput, match="title_missing"):
        agenda.change_item(desk, item.id, title=" ", kind=item.kind)
    for minutes in (0, 481):
        with pytest.raises(BadInput, match="item_minutes_wrong"):
            agenda.change_item(desk, item.id, title="情况", kind=item.kind, minutes=minutes)
        with pytest.raises(BadInput, match="item_minutes_wrong"):
            agenda.add_item(desk, meeting_id, title="另一项", minutes=minutes)


def test_what_has_a_result_stays_a_discussion(desk: Desk, clock: HandClock) -> None:
    meeting_id = a_meeting(desk, [ready_topic(desk, some_people(desk)).id])
    clock.moment += timedelta(days=10)
    deliberation.open_meeting(desk, meeting_id)
    (item,) = items_of(desk, meeting_id)
    talk(desk, item.id)
    with pytest.raises(RuleBroken, match="item_has_result"):
        agenda.change_item(desk, item.id, title=item.title, kind=ItemKind.REPORT)
    assert agenda.change_item(desk, item.id, title="修路", kind=item.kind).title == "修路"


def test_the_agenda_of_a_meeting_that_is_over_stands(desk: Desk, clock: HandClock) -> None:
    meeting_id = held_meeting(desk, clock, [ready_topic(desk, some_people(desk)).id])
    (item,) = items_of(desk, meeting_id)
    for late in (
        lambda: agenda.change_item(desk, item.id, title="别的", kind=item.kind),
        lambda: agenda.order_items(desk, meeting_id, [item.id]),
        lambda: agenda.add_item(desk, meeting_id, title="再加一项"),
    ):
        with pytest.raises(RuleBroken, match="meeting_over"):
            late()


def test_one_place_up_or_down_is_one_action(desk: Desk) -> None:
    meeting_id = a_meeting(desk, notice=False)
    items = [agenda.add_item(desk, meeting_id, title=title) for title in "甲乙丙"]
    agenda.move_item(desk, items[2].id, -1)
    assert _titles(desk, meeting_id) == "甲丙乙"
    undo_last(desk)
    assert _titles(desk, meeting_id) == "甲乙丙"
    assert agenda.move_item(desk, items[0].id, -1) == []
    assert agenda.move_item(desk, items[2].id, 1) == []


def test_what_was_begun_stays_and_the_others_move_around_it(desk: Desk, clock: HandClock) -> None:
    meeting_id = _open(desk, clock, "甲乙丙丁")
    items = items_of(desk, meeting_id)
    running.begin_item(desk, items[1].id)
    assert agenda.move_item(desk, items[1].id, 1) == []
    agenda.move_item(desk, items[2].id, -1)
    assert _titles(desk, meeting_id) == "丙乙甲丁"
    assert [item.position for item in items_of(desk, meeting_id)] == [1, 2, 3, 4]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations("甲乙丙丁戊"), begun=st.sets(st.sampled_from("甲乙丙丁戊")))
def test_whatever_order_is_asked_for_what_was_begun_keeps_its_place(
    desk: Desk, clock: HandClock, order: list[str], begun: set[str]
) -> None:
    meeting_id = _open(desk, clock, "甲乙丙丁戊")
    ids = {item.title: item.id for item in items_of(desk, meeting_id)}
    for title in sorted(begun):
        clock.moment += timedelta(seconds=2)
        running.begin_item(desk, ids[title])
    agenda.order_items(desk, meeting_id, [ids[title] for title in order])
    after = _titles(desk, meeting_id)
    assert [after[n] for n, t in enumerate("甲乙丙丁戊") if t in begun] == [
        t for t in "甲乙丙丁戊" if t in begun
    ]
    free = [t for t in after if t not in begun]
    assert free == [t for t in order if t not in begun]


def test_an_internal_item_is_on_no_paper_for_the_wall_and_keeps_its_time(desk: Desk) -> None:
    meeting_id = a_meeting(desk, notice=False)
    agenda.add_item(desk, meeting_id, title="修路", minutes=20)
    agenda.add_item(desk, meeting_id, title="困难户名单", minutes=10, public=False)
    agenda.add_item(desk, meeting_id, title="清淤", minutes=5)
    assert publishing.notice_paper(desk, meeting_id, {}).topics == ("修路", "清淤")
    paper = papers_meeting.agenda(desk, meeting_id, {})
    assert [(line.title, line.clock) for line in paper.timed] == [
        ("修路", "9:00—9:20"),
        ("清淤", "9:30—9:35"),
    ]


def test_what_is_consulted_on_is_never_internal(desk: Desk) -> None:
    people = some_people(desk)
    first, second = (ready_topic(desk, people, title) for title in ("修路", "修渠"))
    meeting_id = a_meeting(desk, [first.id])
    (item,) = items_of(desk, meeting_id)
    with pytest.raises(RuleBroken, match="item_topic_public"):
        agenda.change_item(desk, item.id, title=item.title, kind=item.kind, public=False)
    with pytest.raises(RuleBroken, match="item_topic_public"):
        agenda.add_item(desk, meeting_id, topic_id=second.id, public=False)
    assert [each.public for each in items_of(desk, meeting_id)] == [True]
