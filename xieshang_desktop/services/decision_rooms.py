"""Who was in the room when a vote was taken stays so, whatever is undone later."""

from __future__ import annotations

from xieshang_desktop.domain.decision import DecisionMeeting, Presence, Vote
from xieshang_desktop.domain.terms_decision import DecisionState
from xieshang_desktop.errors import RuleBroken
from xieshang_desktop.storage.unit_of_work import Reader

Room = frozenset[tuple[str, bool, str | None]]


def rooms_at_votes(reader: Reader) -> dict[str, Room]:
    """By their ids the votes of meetings that are not sealed, each with who was there."""
    rooms: dict[str, Room] = {}
    unsealed = [DecisionState.OPEN, DecisionState.CLOSED]
    for meeting in reader.all(DecisionMeeting, state=unsealed):
        presences = reader.all(Presence, decision_meeting_id=meeting.id)
        for vote in reader.all(Vote, decision_meeting_id=meeting.id):
            rooms[vote.id] = frozenset(
                (p.person_id, p.entitled, p.household_id)
                for p in presences
                if p.seen_at(vote.taken_at)
            )
    return rooms


def refuse_other_rooms(reader: Reader, before: dict[str, Room]) -> None:
    """RuleBroken `was_at_vote` when a vote that still stands now has another room."""
    after = rooms_at_votes(reader)
    if any(after[vote] != room for vote, room in before.items() if vote in after):
        raise RuleBroken("was_at_vote")
