"""What every paper for the board says of its time, and where objections go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from xieshang_desktop.domain.publicity import Posting
from xieshang_desktop.domain.rules import earliest_removal, posting_days, publicity_basis
from xieshang_desktop.domain.terms import Body
from xieshang_desktop.services import village_days
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.rule_profiles import is_rest_day

#: So many characters of a title stand on one line of A4, and of any page a notice is set on
#: (GB/T 9704 clause 7.3.1: broken by sense).
_TITLE_LINE, _ANY_LINE = 20, 13


def board_facts(
    desk: Desk, postings: Sequence[Posting], answers: Mapping[str, str]
) -> dict[str, Any]:
    """The fields of a `BoardPaper` but its title and day: as it was posted first, or as it would be
    if it were posted today. Objections go to the room, as long as the paper hangs, and to the
    supervision committee (VCL art. 37, UCL art. 36)."""
    unit = desk.unit
    posted_on = postings[0].posted_on if postings else desk.today
    days = posting_days(posted_on, desk.profile)
    removable_on = earliest_removal(posted_on, days, is_rest_day)
    village = unit.body is Body.VILLAGE
    return {
        "unit": unit.name,
        "basis": publicity_basis(unit.body, posted_on),
        "posted_on": posted_on,
        "days": days,
        "last_on": removable_on - timedelta(days=1),
        "removable_on": removable_on,
        "posted": bool(postings),
        "posted_lunar": village_days.printed_lunar(desk, posted_on),
        "removable_lunar": village_days.printed_lunar(desk, removable_on),
        "reception": unit.room,
        "reception_place": unit.place,
        "supervision": "村务监督委员会" if village else "居务监督委员会",
        "objections": answers.get("objections", "").strip(),
        "official_phone": unit.official_phone,
        "signer": unit.signer or unit.room,
        "practice": unit.practice,
    }


def board_title(topic: str, what: str) -> str:
    """关于“…”协商结果的公示, broken behind the topic's name where it is too long."""
    first, second = f"关于“{topic}”", f"{what}的公示"
    fits = len(first + second) <= _ANY_LINE or len(first) > _TITLE_LINE
    return first + second if fits else f"{first}\n{second}"
