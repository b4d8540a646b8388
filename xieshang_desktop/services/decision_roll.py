"""Who may vote at a meeting that decides, counted from the roster, with what is to be checked."""

from __future__ import annotations

from datetime import date

import msgspec

from xieshang_desktop.domain.decision import DecisionMeeting
from xieshang_desktop.domain.decision_rules import is_adult
from xieshang_desktop.domain.people import Person, RoleHeld
from xieshang_desktop.domain.terms import Role, Sex
from xieshang_desktop.domain.terms_decision import Counting, DecisionBody, Entitlement
from xieshang_desktop.services.decision_table import rule_of
from xieshang_desktop.storage.people import people_by_ids
from xieshang_desktop.storage.unit_of_work import Reader


class Roll(msgspec.Struct, frozen=True, kw_only=True):
    """Who may vote: their ids, how many that is in people or households, and in words where it was
    read. `doubtful` are people whose age the roster does not tell; they are not counted."""

    person_ids: frozenset[str]
    count: int
    representatives: int = 0
    women_representatives: int = 0
    doubtful: tuple[Person, ...] = ()
    source: str


def roll_of(reader: Reader, meeting: DecisionMeeting) -> Roll:
    """The roll of a meeting on its own day; RuleBroken `decision_rule_missing`."""
    rule, day = rule_of(meeting), meeting.starts.date()
    if rule.entitled is Entitlement.ASSEMBLY:
        return _assembly(reader, meeting, day)
    if rule.entitled is Entitlement.DELEGATES:
        return Roll(person_ids=frozenset(), count=0, source="")
    people = [p for p in reader.all(Person) if _lives_here(p, day)]
    if rule.entitled is Entitlement.PARTY_MEMBERS:
        members = [p for p in people if p.party_member]
        return Roll(
            person_ids=frozenset(p.id for p in members),
            count=len(members),
            source="名册上的党员；预备党员没有表决权，请核对",
        )
    if meeting.group:
        people = [p for p in people if p.group == meeting.group]
    ages = {p.id: is_adult(p, day) for p in people}
    adults = [p for p in people if ages[p.id]]
    where = f"{meeting.group}名册" if meeting.group else "名册"
    if meeting.counting is Counting.HOUSEHOLDS:
        count = len({p.household_id for p in people if p.household_id})
        source = f"{where}上的户数"
    else:
        count = len(adults)
        source = f"{where}上开会当日年满十八周岁、没有迁出的人"
    if rule.entitled is Entitlement.MEMBERS:
        source += "；请与成员名册核对"
    return Roll(
        person_ids=frozenset(p.id for p in adults),
        count=count,
        doubtful=tuple(p for p in people if ages[p.id] is None),
        source=source,
    )


def _assembly(reader: Reader, meeting: DecisionMeeting, day: date) -> Roll:
    """Members of the committee and representatives (VCL art. 29, UCL art. 28); who is both counts
    as of the committee. Offices of the party's own (党支部委员) do not belong to the committee."""
    held = [
        h
        for h in reader.all(RoleHeld, role=[Role.COMMITTEE_MEMBER, Role.VILLAGE_REPRESENTATIVE])
        if (h.since is None or h.since <= day) and (h.until is None or day < h.until)
    ]
    committee = {
        h.person_id for h in held if h.role is Role.COMMITTEE_MEMBER and "党" not in h.organisation
    }
    chosen = {h.person_id for h in held if h.role is Role.VILLAGE_REPRESENTATIVE} - committee
    people = {
        p.id: p for p in people_by_ids(reader, sorted(committee | chosen)) if _lives_here(p, day)
    }
    place = "居" if meeting.body is DecisionBody.RESIDENT_REPRESENTATIVES else "村"
    representatives = [people[i] for i in chosen if i in people]
    return Roll(
        person_ids=frozenset(people),
        count=len(people),
        representatives=len(representatives),
        women_representatives=sum(p.sex is Sex.FEMALE for p in representatives),
        source=f"名册上的{place}民委员会成员{len(people) - len(representatives)}人、"
        f"{place}民代表{len(representatives)}人；只在党组织任职的不算，请核对",
    )


def _lives_here(person: Person, day: date) -> bool:
    return person.villager and (person.left_on is None or person.left_on > day)
