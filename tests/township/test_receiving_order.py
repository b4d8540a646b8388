"""A year cut into many small bundles, taken in one after the other: what a rule returned on the way
because its other half had not come yet is settled when it comes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.making import a_meeting, items_of, ready_topic, talk
from tests.township.road import Road
from xieshang_desktop.domain.meeting import Meeting
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.terms import ArrivalState, MeetingState, Rank, Sharing
from xieshang_desktop.domain.township import Returned
from xieshang_desktop.exchange import packing
from xieshang_desktop.services import (
    deliberation,
    handover,
    minutes,
    publishing,
    sealing,
    sharing,
    sign_in,
)
from xieshang_desktop.storage import figures
from xieshang_desktop.township import rollup


@pytest.fixture
def meetings(road: Road) -> Road:
    """A village with two sealed meetings."""
    desk = road.village.desk
    for number in range(2):
        with desk.store.read() as reader:
            known = reader.all(Person)
        topic = ready_topic(desk, known, f"第 {number} 条路")
        meeting_id = a_meeting(desk, [topic.id])
        road.pass_days(10)
        deliberation.open_meeting(desk, meeting_id)
        for person in known[:6]:
            sign_in.sign_in(desk, meeting_id, person.id)
        for item in items_of(desk, meeting_id):
            talk(desk, item.id)
        deliberation.close_meeting(desk, meeting_id)
        file = minutes.open_minutes(desk, meeting_id)
        for rank in Rank:
            sealing.confirm(desk, file.minutes.id, rank)
        notice = publishing.issue_result(desk, topic.id)
        publishing.post(desk, notice.id, "村部公开栏")
        road.clock.moment += timedelta(hours=1)
    return road


def open_rules(road: Road) -> set[str]:
    with road.township.desk.store.read() as reader:
        return {each.rule for each in reader.all(Returned, settled_on=None)}


def whole_figures(road: Road) -> bool:
    query = "SELECT * FROM figures WHERE unit_id = ? ORDER BY period, figure, kind"
    rollup.freshen(road.township.desk)
    with road.township.desk.apart().store.write() as uow:  # not committed
        kept = uow.connection.execute(query, (road.village.id,)).fetchall()
        figures.rebuild(uow, [road.village.id])
        return uow.connection.execute(query, (road.village.id,)).fetchall() == kept


@pytest.mark.parametrize("entries", [3, 7, 20])
def test_cut_small_it_comes_to_the_same(
    meetings: Road, monkeypatch: pytest.MonkeyPatch, entries: int
) -> None:
    monkeypatch.setattr(packing, "ENTRIES_LIMIT", entries)
    files = handover.write_bundles(meetings.village.desk, meetings.stick())
    assert len(files) > 5
    for file in files:
        (arrival,) = meetings.township.receives(file)
        assert arrival.state is ArrivalState.TAKEN
        assert whole_figures(meetings)
    assert open_rules(meetings) == set()
    with meetings.township.mirror(meetings.village).store.read() as reader:
        assert {m.state for m in reader.all(Meeting)} == {MeetingState.SEALED}
    assert meetings.township.mirrored_faults(meetings.village) == []
    assert meetings.township.faults() == []


def test_taken_in_at_once_nothing_is_returned(meetings: Road) -> None:
    meetings.carry(meetings.village)
    assert open_rules(meetings) == set()
    assert whole_figures(meetings)


@pytest.mark.parametrize("noun", ["attendance", "person", "opinion", "attachment"])
def test_what_is_withheld_of_a_sealed_meeting_is_never_returned(meetings: Road, noun: str) -> None:
    sharing.choose_sharing(meetings.village.desk, noun, Sharing.HASH)
    meetings.carry(meetings.village)
    assert open_rules(meetings) == set()
    assert meetings.township.mirrored_faults(meetings.village) == []
    assert whole_figures(meetings)
