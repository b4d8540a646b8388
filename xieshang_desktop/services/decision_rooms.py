"""Who was in the room when a vote was taken stays so, whatever is undone later, and nobody takes
part by a proxy whose carrier is not there."""

from __future__ import annotations

from xieshang_desktop.domain.decision import DecisionMeeting, Presence, Vote
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.terms_decision import DecisionState, PresenceWay
from xieshang_desktop.errors import RuleBroken
from xieshang_desktop.services.decision_file import COMING
from xieshang_desktop.storage.unit_of_work import Reader

Room = frozenset[tuple[str, bool, str | None, bool, str]]


def rooms_at_votes(reader: Reader) -> dict[str, Room]:
    """By their ids the votes of meetings that are not sealed, each with who was there."""
    rooms: dict[str, Room] = {}
    unsealed = [DecisionState.OPEN, DecisionState.CLOSED]
    for meeting in reader.all(DecisionMeeting, state=unsealed):
        presences = reader.all(Presence, decision_meeting_id=meeting.id)
        for vote in reader.all(Vote, decision_meeting_id=meeting.id):
            rooms[vote.id] = frozenset(
                (p.person_id, p.entitled, p.household_id, p.member, p.stay_at(vote.taken_at).way)
                for p in presences
                if p.seen_at(vote.taken_at)
            )
    return rooms


def refuse_other_rooms(reader: Reader, before: dict[str, Room]) -> None:
    """RuleBroken `was_at_vote` when a vote that still stands now has another room;
    `carries_proxies`, `proxy_carrier_not_there` when a proxy now has nobody who carries it."""
    after = rooms_at_votes(reader)
    if any(after[vote] != room for vote, room in before.items() if vote in after):
        raise RuleBroken("was_at_vote")
    for meeting in reader.all(DecisionMeeting, state=sorted(COMING)):
        _refuse_lonely_proxies(reader, meeting.id)


def _refuse_lonely_proxies(reader: Reader, meeting_id: str) -> None:
    presences = {p.person_id: p for p in reader.all(Presence, decision_meeting_id=meeting_id)}
    for presence in presences.values():
        if presence.inside and presence.way is PresenceWay.PROXY:
            carrier = presences.get(presence.carrier_id or "")
            if carrier is None:
                raise RuleBroken("carries_proxies")
            if not carrier.inside or carrier.way is PresenceWay.PROXY:
                person = reader.one(Person, carrier.person_id)
                raise RuleBroken("proxy_carrier_not_there", name=person.name)
