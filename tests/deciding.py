"""A village with an assembly of invented people, and meetings of it that decide."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from msgspec.structs import replace

from tests.clock import HandClock
from xieshang_desktop.domain.decision import Count, DecisionMeeting, Motion, Vote
from xieshang_desktop.domain.people import Household, Person, RoleHeld
from xieshang_desktop.domain.search_keys import keys_of
from xieshang_desktop.domain.terms import Role, Sex
from xieshang_desktop.domain.terms_decision import Choice, DecisionBody
from xieshang_desktop.ids import BEIJING, new_id
from xieshang_desktop.services import decision_door, decision_votes, decisions
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.storage.people import add_keys

_FAMILIES = "王李张刘陈杨赵黄周吴"
_GIVEN = "建国秀英德发桂兰志强玉梅永福春花文斌小云"


def an_assembly(desk: Desk, committee: int = 6, representatives: int = 42) -> list[Person]:
    """Members of the committee, then representatives, every second a woman; each of an own
    household, findable."""
    people, homes, roles = [], [], []
    for n in range(committee + representatives):
        given = _GIVEN[2 * (n % 10) : 2 * (n % 10) + 2]
        name = f"{_FAMILIES[n // 10 % 10]}{given}"
        group = "第一组" if n % 2 else "第二组"
        home = Household(id=new_id(), group=group, head=name)
        person = Person(
            id=new_id(),
            name=name,
            group=group,
            household_id=home.id,
            sex=Sex.FEMALE if n % 2 else Sex.MALE,
            birth=f"{1950 + n % 40}-05-06",
            party_member=n % 3 == 0,
        )
        role = Role.COMMITTEE_MEMBER if n < committee else Role.VILLAGE_REPRESENTATIVE
        organisation = "和顺村村民委员会" if n < committee else ""
        people.append(person)
        homes.append(home)
        roles.append(
            RoleHeld(id=new_id(), person_id=person.id, role=role, organisation=organisation)
        )
    with desk.store.write() as uow:
        uow.put_all(homes, "household_added")
        uow.put_all(people, "person_added")
        uow.put_all(roles, "role_given")
        add_keys(uow, [(p.id, keys_of(p.name, p.phones)) for p in people])
        uow.commit()
    return people


def some_motion(meeting_id: str = "", **fields: Any) -> Motion:
    """A matter to be decided."""
    values = {
        "title": "东沟组道路硬化筹资方案",
        "text": "每户筹资三百元，不足部分申请奖补。",
        "collective_property": False,
    } | fields
    return replace(decisions.blank_motion(meeting_id), **values)


def a_decision(desk: Desk, *, days: int = 12, motion: Motion | None = None, **fields: Any) -> str:
    """A planned meeting so many days from now with one motion, its numbers counted from the
    roster, studied by the party branch and made known; gives its id."""
    starts = desk.clock() + timedelta(days=days)
    blank, _none = decisions.blank_decision(desk, starts)
    values: dict[str, Any] = {
        "body": DecisionBody.VILLAGE_REPRESENTATIVES,
        "authorised": "2026年1月20日",
    } | fields
    if motion is not None and motion.collective_property:
        values = {"acts_for": "没有设立集体经济组织，由村民委员会代行"} | values
    meeting = replace(blank, party_studied_on=desk.today, **values)
    if "entitled" not in fields:
        roll = decisions.count_roll(desk, meeting)
        meeting = replace(
            meeting,
            entitled=roll.count,
            representatives=roll.representatives,
            women_representatives=roll.women_representatives,
            entitled_on=roll.source,
        )
    meeting = decisions.plan_decision(desk, meeting, motion or some_motion())
    decisions.tell(desk, meeting.id)
    return meeting.id


def an_open_decision(desk: Desk, here: Sequence[Person], **fields: Any) -> str:
    """The same on its day, begun, with these people in the room."""
    meeting_id = a_decision(desk, **fields)
    on_its_day(desk, meeting_id)
    for person in here:
        decision_door.come_in(desk, meeting_id, person.id)
    decisions.open_decision(desk, meeting_id)
    return meeting_id


def on_its_day(desk: Desk, meeting_id: str) -> None:
    """Turn the clock of a test to when a meeting begins."""
    clock = desk.store.clock
    assert isinstance(clock, HandClock)
    clock.moment = max(clock.moment, meeting_of(desk, meeting_id).starts)


def motions_of(desk: Desk, meeting_id: str) -> list[Motion]:
    """The motions of a meeting."""
    with desk.store.read() as reader:
        return reader.all(Motion, "position", decision_meeting_id=meeting_id)


def meeting_of(desk: Desk, meeting_id: str) -> DecisionMeeting:
    """The meeting as it is kept."""
    with desk.store.read() as reader:
        return reader.one(DecisionMeeting, meeting_id)


def counted(agree: int, disagree: int = 0, abstain: int = 0) -> Count:
    """What somebody counted."""
    return Count(agree=agree, disagree=disagree, abstain=abstain)


COUNTERS = ("李志强", "张玉梅")


def on(day: date, hour: int = 9) -> datetime:
    """A moment of a day in Beijing."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=BEIJING)


def first_motion(desk: Desk, meeting_id: str) -> str:
    """The first motion of a meeting."""
    return motions_of(desk, meeting_id)[0].id


def by_hands(desk: Desk, motion_id: str, agree: int, disagree: int = 0) -> Vote:
    """Both counters counted the same."""
    told = counted(agree, disagree)
    return decision_votes.vote_by_hands(desk, motion_id, told, told, COUNTERS)


def say_all(desk: Desk, motion_id: str, people: list[Person], disagree: int = 0) -> None:
    """Everybody is called and answers; the first so many disagree."""
    for n, person in enumerate(people):
        choice = Choice.DISAGREE if n < disagree else Choice.AGREE
        decision_votes.say(desk, motion_id, person.id, choice)
