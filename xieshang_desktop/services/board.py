"""What every paper for the board says of its time, and where objections go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from xieshang_desktop.domain.publicity import Notice, Posting
from xieshang_desktop.domain.rules import earliest_removal, posting_days, publicity_basis
from xieshang_desktop.domain.terms import Body
from xieshang_desktop.services import village_days
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.rule_profiles import is_rest_day


def board_facts(
    desk: Desk,
    notices: Sequence[Notice],
    postings: Sequence[Posting],
    answers: Mapping[str, str],
) -> dict[str, Any]:
    """The fields of a `BoardPaper` but its title and day: as the first posting was recorded, or as
    it would be if it were posted today. Objections go to the room, as long as the paper hangs, and
    to the supervision committee (VCL art. 37, UCL art. 36)."""
    unit = desk.unit
    posted_on = postings[0].posted_on if postings else desk.today
    recorded = notices[0].days if postings and notices else 0
    days = recorded or posting_days(posted_on, desk.profile)
    removable_on = (
        postings[0].removable_on if postings else earliest_removal(posted_on, days, is_rest_day)
    )
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
