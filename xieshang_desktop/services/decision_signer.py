"""Who publishes what was decided: the committee or the body itself, never the consultation."""

from __future__ import annotations

from typing import Final

from xieshang_desktop.domain.decision import DecisionMeeting
from xieshang_desktop.domain.decision_rules import COLLECTIVE_BODIES
from xieshang_desktop.domain.terms import Body
from xieshang_desktop.domain.terms_decision import DecisionBody
from xieshang_desktop.domain.unit import Unit
from xieshang_desktop.services.desk import Desk

#: Bodies that are none of the committee's: they sign for themselves.
OWN: Final = frozenset({*COLLECTIVE_BODIES, DecisionBody.PARTY_MEMBERS})
#: Whose decisions VCL art. 35 ¶2 item 1 and UCL art. 34 name.
_PUBLISHED_BY_LAW: Final = frozenset(
    {
        DecisionBody.VILLAGERS,
        DecisionBody.VILLAGE_REPRESENTATIVES,
        DecisionBody.RESIDENTS,
        DecisionBody.RESIDENT_REPRESENTATIVES,
    }
)


def published_by(desk: Desk, meeting: DecisionMeeting) -> dict[str, str]:
    """Who publishes a decision and hears objections: the committee of the village or community, or
    the body itself; never the consultation room. VCL art. 35 and UCL art. 34 are cited for the
    meetings that they name, and only there the supervision committee hears objections too."""
    signer = signer_of(desk.unit, meeting)
    facts = {"signer": signer, "reception": signer, "reception_place": ""}
    if meeting.body not in _PUBLISHED_BY_LAW:
        facts["basis"] = ""
    if meeting.body in OWN:
        facts["supervision"] = ""
    return facts


def signer_of(unit: Unit, meeting: DecisionMeeting) -> str:
    """`柳河镇张家村村民委员会`, or `柳河镇张家村党员大会` where the body is none of the
    committee's."""
    word = "村民" if unit.body is Body.VILLAGE else "居民"
    committee = unit.name if "委员会" in unit.name else f"{unit.name}{word}委员会"
    if meeting.body in OWN:
        place = committee.removesuffix("委员会").removesuffix(word)
        return place + meeting.body.official
    named = unit.signer if "委员会" in unit.signer and "议事室" not in unit.signer else ""
    return named or committee
