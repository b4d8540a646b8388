"""Who may confirm the minutes for an office: the convenor, a substitute, a successor."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from xieshang_desktop.domain.meeting import Meeting
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.terms import Rank
from xieshang_desktop.domain.topic import SHORTEST_REASON
from xieshang_desktop.domain.unit import Convenor
from xieshang_desktop.errors import BadInput, RuleBroken
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.pins import same_person

#: Why a convenor in office confirms a meeting that was called by the one before.
SUCCEEDED = "换届"


class Standing(StrEnum):
    """As what somebody confirms."""

    CONVENOR = "convenor"
    SUBSTITUTE = "substitute"
    SUCCESSOR = "successor"


class Signatory(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who may confirm for an office; only the convenor needs no reason."""

    convenor: Convenor
    rank: Rank
    standing: Standing


def signatories(desk: Desk, meeting: Meeting, rank: Rank) -> tuple[Signatory, ...]:
    """The convenor of the meeting first, then substitutes in office today, then who followed the
    convenor; never the convenor of the other office. RuleBroken `convenor_missing`."""
    with desk.store.read() as reader:
        own = reader.find(Convenor, _named(meeting, rank))
        other = reader.find(Convenor, _named(meeting, _other(rank)))
    if own is None:
        raise RuleBroken("convenor_missing", rank=rank)
    found = [Signatory(convenor=own, rank=rank, standing=Standing.CONVENOR)]
    for standing, serving in (
        (Standing.SUBSTITUTE, desk.substitutes()),
        (Standing.SUCCESSOR, desk.convenors()),
    ):
        for each in serving:
            apart = other is None or not one_person(desk, each, other)
            if each.rank is rank and apart and not same_person(each, own):
                found.append(Signatory(convenor=each, rank=rank, standing=standing))
    return tuple(found)


def signatory(
    desk: Desk, meeting: Meeting, rank: Rank, convenor_id: str = "", reason: str = ""
) -> Signatory:
    """The one with this id ("" is the convenor of the meeting), with what that takes.

    RuleBroken `convenor_missing`, `substitute_unknown`, `one_for_both`; BadInput
    `substitute_reason_missing`.
    """
    known = signatories(desk, meeting, rank)
    wanted = convenor_id or known[0].convenor.id
    found = next((each for each in known if each.convenor.id == wanted), None)
    if found is None:
        raise RuleBroken("substitute_unknown", rank=rank)
    if found.standing is not Standing.CONVENOR and len(reason.strip()) < _least(found):
        raise BadInput("substitute_reason_missing")
    return found


def refuse_one_for_both(desk: Desk, one: Convenor, other_id: str) -> None:
    """Nobody stands for both offices (N17); RuleBroken `one_for_both`."""
    with desk.store.read() as reader:
        other = reader.find(Convenor, other_id)
    if other is not None and (other.id == one.id or one_person(desk, one, other)):
        raise RuleBroken("one_for_both", name=one.name)


def one_person(desk: Desk, one: Convenor, other: Convenor) -> bool:
    """Whether one person holds both offices. Two of one name are two people where the roster has
    so many of that name, and they are told apart by their titles."""
    if not same_person(one, other):
        return False
    if (one.person_id and other.person_id) or not one.title or one.title == other.title:
        return True
    with desk.store.read() as reader:
        namesakes = reader.count(Person, name=one.name, left_on=None)
    return not other.title or namesakes < len(Rank)


def _least(found: Signatory) -> int:
    """How long a reason is; 换届 says it all for a successor."""
    return len(SUCCEEDED) if found.standing is Standing.SUCCESSOR else SHORTEST_REASON


def _named(meeting: Meeting, rank: Rank) -> str | None:
    return meeting.first_convenor_id if rank is Rank.FIRST else meeting.second_convenor_id


def _other(rank: Rank) -> Rank:
    return Rank.SECOND if rank is Rank.FIRST else Rank.FIRST
