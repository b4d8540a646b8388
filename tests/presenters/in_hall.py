"""What tests of a running meeting share: an opened hall, hands, and time that goes by."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from tests.clock import HandClock
from tests.making import a_meeting, items_of, ready_topic
from tests.presenters.told import Told
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.terms import ItemKind
from xieshang_desktop.services import agenda, deliberation
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.sign_in import sign_in
from xieshang_desktop.ui.presenters.meeting_clock import ClockView
from xieshang_desktop.ui.presenters.meeting_floor_view import FloorView
from xieshang_desktop.ui.presenters.meeting_hall import HallPresenter
from xieshang_desktop.ui.presenters.meeting_hall_view import HallView

MINUTE = timedelta(minutes=1)


def an_open_hall(desk: Desk, clock: HandClock, people: list[Person], hall: HallPresenter) -> str:
    """A meeting that begins on time: a topic, two reports; four people are there. Gives its id."""
    meeting_id = a_meeting(desk, [ready_topic(desk, people).id])
    (topic,) = items_of(desk, meeting_id)
    agenda.change_item(desk, topic.id, title=topic.title, kind=topic.kind, minutes=20)
    agenda.add_item(desk, meeting_id, title="上次办理情况", kind=ItemKind.BRIEFING, minutes=10)
    agenda.add_item(desk, meeting_id, title="村务报告", kind=ItemKind.REPORT, minutes=5)
    clock.moment += timedelta(days=10)
    for person in people[:4]:
        sign_in(desk, meeting_id, person.id)
    deliberation.open_meeting(desk, meeting_id)
    hall.open(meeting_id)
    return meeting_id


def agenda_of(page: Told) -> HallView:
    view: HallView = page.last("show_hall")
    return view


def floor_of(page: Told) -> FloorView:
    view: FloorView = page.last("show_floor")
    return view


def clock_of(page: Told) -> ClockView:
    view: ClockView = page.last("show_clock")
    return view


def pass_time(hall: HallPresenter, clock: HandClock, minutes: float) -> None:
    """Time goes on, second by second enough to count as somebody being there."""
    left = timedelta(minutes=minutes)
    while left > timedelta():
        step = min(left, timedelta(seconds=20))
        clock.moment += step
        left -= step
        hall.floor.tick()


def raise_hand(hall: HallPresenter, page: Told, text: str, meeting_id: str) -> None:
    """As the page does: type, Enter takes who is marked, else the name as heard."""
    hall.floor.narrow(text)
    rows, _question = page.last("show_hands")
    key, name = (rows[0].key, rows[0].text) if rows else ("", text)
    hall.floor.choose(key, name)
    hall.open(meeting_id)


def acted(hall: HallPresenter, meeting_id: str, call: Callable[[], object]) -> None:
    """Do something; what changed is read again, as the window does."""
    call()
    hall.open(meeting_id)
