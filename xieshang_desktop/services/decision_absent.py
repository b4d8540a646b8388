"""Who cannot come to a meeting of the collective economy takes part online or by written proxy (law
of the collective economy of 2024, art. 27)."""

from __future__ import annotations

from msgspec.structs import replace

from xieshang_desktop.domain.decision import DecisionMeeting, Presence, Stay
from xieshang_desktop.domain.decision_rules import is_adult
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.terms_decision import PresenceWay
from xieshang_desktop.errors import BadInput, RuleBroken
from xieshang_desktop.ids import new_id
from xieshang_desktop.services.decision_checks import rules_for
from xieshang_desktop.services.decision_door import DecisionDoor, Room, room_of
from xieshang_desktop.services.decision_file import DecisionFile, file_of
from xieshang_desktop.services.decision_table import cite
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.storage.people import people_by_ids
from xieshang_desktop.storage.unit_of_work import UnitOfWork

#: How many proxies one person may carry, where the collective's articles say so; no law does.
PROXIES = "proxies_per_person"


def absent_law(file: DecisionFile) -> str:
    """The article that lets who cannot come take part all the same; empty where none does."""
    rules = rules_for(file.meeting, file.motions)
    return next((cite(rule.absent) for rule in rules if rule.absent is not None), "")


def join_online(
    desk: Desk, meeting_id: str, person_id: str, *, may_vote: bool | None = None
) -> Presence:
    """Somebody follows the meeting on a screen. Who may vote is read from the roll unless told: a
    member who has moved away is on the collective's list and not on it.

    RuleBroken `absent_not_allowed`, `absent_not_entitled`, `already_in_room`, `decision_over`.
    """
    with desk.store.write(desk.actor) as uow:
        room, known = _allowed(uow, meeting_id, person_id, may_vote)
        stay = Stay(room.now, way=PresenceWay.ONLINE)
        return _kept(uow, known, stay, "joined_online")


def send_proxy(
    desk: Desk,
    meeting_id: str,
    person_id: str,
    carrier_id: str,
    paper: str,
    *,
    may_vote: bool | None = None,
) -> Presence:
    """Somebody of the same household, who is there, takes part for somebody who is not, with a
    written proxy; `paper` tells what it says and where it lies. `may_vote` as in `join_online`.

    BadInput `proxy_paper_missing`; RuleBroken `proxy_other_household`, `proxy_carrier_minor`,
    `proxy_carrier_not_there`, `proxies_too_many`, and as `join_online`.
    """
    if not paper.strip():
        raise BadInput("proxy_paper_missing")
    with desk.store.write(desk.actor) as uow:
        room, known = _allowed(uow, meeting_id, person_id, may_vote)
        person, carrier = uow.one(Person, person_id), uow.one(Person, carrier_id)
        if not person.household_id or person.household_id != carrier.household_id:
            raise RuleBroken("proxy_other_household", name=carrier.name)
        if is_adult(carrier, room.meeting.starts.date()) is False:
            raise RuleBroken("proxy_carrier_minor", name=carrier.name)
        there = room.known(carrier_id)
        if there is None or not there.inside or there.way is PresenceWay.PROXY:
            raise RuleBroken("proxy_carrier_not_there", name=carrier.name)
        most = desk.profile.number(PROXIES)
        if most is not None and len(room.carried_by(carrier_id)) >= most:
            raise RuleBroken("proxies_too_many", name=carrier.name, most=most)
        stay = Stay(room.now, way=PresenceWay.PROXY, carrier_id=carrier_id)
        papers = [known.paper, paper.strip()] if known.paper != paper.strip() else [known.paper]
        sent = replace(known, paper="；".join(filter(None, papers)))
        return _kept(uow, sent, stay, "proxy_recorded")


def carriers_for(desk: Desk, door: DecisionDoor, person_id: str) -> list[Person]:
    """Who may carry somebody's proxy: of the same household, grown up, and there."""
    with desk.store.read() as reader:
        people = {p.id: p for p in people_by_ids(reader, [person_id, *door.file.presences])}
    household = people[person_id].household_id
    day = door.file.meeting.starts.date()
    return [
        people[each.person_id]
        for each in door.file.presences.values()
        if each.inside
        and each.way is not PresenceWay.PROXY
        and each.person_id != person_id
        and household
        and people[each.person_id].household_id == household
        and is_adult(people[each.person_id], day) is not False
    ]


def _allowed(
    uow: UnitOfWork, meeting_id: str, person_id: str, may_vote: bool | None
) -> tuple[Room, Presence]:
    """The room, and the presence to begin or to go on with."""
    room = room_of(uow, meeting_id)
    if not absent_law(file_of(uow, meeting_id)):
        raise RuleBroken("absent_not_allowed")
    person, known = uow.one(Person, person_id), room.known(person_id)
    if known is not None and known.inside:
        raise RuleBroken("already_in_room", name=person.name)
    grown = is_adult(person, room.meeting.starts.date()) is not False
    if known is not None:
        may_vote = known.entitled and known.member
    entitled = room.on_roll(uow, person) if may_vote is None else may_vote
    if not (entitled and grown):
        raise RuleBroken("absent_not_entitled", name=person.name)
    return room, known or _blank(room.meeting, person_id)


def _blank(meeting: DecisionMeeting, person_id: str) -> Presence:
    return Presence(id=new_id(), decision_meeting_id=meeting.id, person_id=person_id, stays=())


def _kept(uow: UnitOfWork, presence: Presence, stay: Stay, kind: str) -> Presence:
    presence = replace(presence, stays=(*presence.stays, stay))
    uow.put(presence, kind)
    uow.commit()
    return presence
