"""How evenly people spoke at a meeting (S0-15): shares of time, women, who said nothing."""

from __future__ import annotations

import msgspec

from xieshang_desktop.domain.attendance import Attendance
from xieshang_desktop.domain.speaking import Share, shares_of
from xieshang_desktop.domain.terms import Sex
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.speaking import speeches_of
from xieshang_desktop.storage.people import people_by_ids


class Equality(msgspec.Struct, frozen=True, kw_only=True):
    """The shares, the longest first; `here` counts who came, `silent` who of them never had the
    floor. Women are counted among those on the roster: `women_here` of `here`, `women_spoke` of
    the speakers, with `women_percent` of the speaking time."""

    shares: tuple[Share, ...]
    here: int
    silent: int
    women_here: int
    women_spoke: int
    women_percent: int


def read_equality(desk: Desk, meeting_id: str, item_id: str | None = None) -> Equality:
    """The shares of a whole meeting, or of one item."""
    with desk.store.read() as reader:
        speeches = [
            s
            for s in speeches_of(reader, meeting_id)
            if item_id is None or s.agenda_item_id == item_id
        ]
        came = {a.person_id for a in reader.all(Attendance, meeting_id=meeting_id) if a.here}
        shares = shares_of(speeches, desk.clock())
        spoke = {s.person_id for s in shares if s.person_id}
        people = people_by_ids(reader, sorted(came | spoke))
    women = {p.id for p in people if p.sex is Sex.FEMALE}
    return Equality(
        shares=shares,
        here=len(came),
        silent=len(came - spoke),
        women_here=len(women & came),
        women_spoke=len(women & spoke),
        women_percent=sum(s.percent for s in shares if s.person_id in women),
    )
