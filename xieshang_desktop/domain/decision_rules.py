"""Who must be there, how many must agree: the law as rows of a table, counted in whole numbers.

过半数 is strictly more than half, 以上 includes the number itself (民法典 art. 1259): so the
numbers are multiplied out, never turned into percentages.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final

import msgspec

from xieshang_desktop.domain.decision import Presence
from xieshang_desktop.domain.identity import birthday
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.terms_decision import (
    Counting,
    DecisionBody,
    Electorate,
    Entitlement,
    PresenceWay,
    Share,
    Whole,
)
from xieshang_desktop.errors import RuleBroken

#: Numerator, denominator, and whether the number itself is enough.
_FRACTIONS: Final[dict[Share, tuple[int, int, bool]]] = {
    Share.MAJORITY: (1, 2, False),
    Share.HALF: (1, 2, True),
    Share.THIRD: (1, 3, True),
    Share.TWO_THIRDS: (2, 3, True),
    Share.FOUR_FIFTHS: (4, 5, True),
}
_ADULT = 18
_ELECTORATES: Final = {
    Entitlement.ASSEMBLY: Electorate.ASSEMBLY,
    Entitlement.MEMBERS: Electorate.MEMBERS,
    Entitlement.DELEGATES: Electorate.DELEGATES,
}


def reached(share: Share, some: int, of: int) -> bool:
    """Whether `some` are that share of `of`; RuleBroken `cannot_count` when there is nobody."""
    _require(of)
    above, below, enough = _FRACTIONS[share]
    return some * below > of * above or (enough and some * below == of * above)


def needed(share: Share, of: int) -> int:
    """The least number that is that share; RuleBroken `cannot_count` when there is nobody."""
    _require(of)
    above, below, enough = _FRACTIONS[share]
    return -(-of * above // below) if enough else of * above // below + 1


def _require(of: int) -> None:
    if of <= 0:
        raise RuleBroken("cannot_count")


class Quorum(msgspec.Struct, frozen=True, kw_only=True):
    """How many must be there, counted by people or by households."""

    counting: Counting
    share: Share


class Cited(msgspec.Struct, frozen=True, kw_only=True):
    """Where the law says it: a text of `laws.json` and the key of the article in it."""

    law: str
    article: str


class NoticeRule(msgspec.Struct, frozen=True, kw_only=True):
    """How many days before a meeting people are told. `urgent`: the law lets it be shorter for a
    reason. `number` is the local number of the rule profile that counts where the law is silent."""

    days: int | None = None
    number: str = ""
    urgent: bool = False
    cited: Cited | None = None


class Composition(msgspec.Struct, frozen=True, kw_only=True):
    """Of whom an assembly consists: representatives, and women among them, of all its members;
    or how many it has at `least`."""

    representatives: Share | None = None
    women: Share | None = None
    least: int = 0
    cited: Cited | None = None


class DecisionRule(msgspec.Struct, frozen=True, kw_only=True):
    """One row: a body, since and until when. Without a `quorum` the law names none. The row that
    holds for matters of collective property is `collective`; `referred_by` is the article that
    sends there, and `analogous` that it holds only by analogy (参照适用). What is not
    `checked` is never told as the law's word; `custom` says in words where it comes from. `absent`
    is the article that lets who cannot come take part online or by a written proxy."""

    id: str
    body: DecisionBody
    valid_from: date
    valid_until: date | None = None
    collective: bool = False
    entitled: Entitlement
    quorum: tuple[Quorum, ...] = ()
    quorum_cited: Cited | None = None
    agree: Share
    agree_of: Whole = Whole.PRESENT
    agree_cited: Cited | None = None
    referred_by: Cited | None = None
    analogous: bool = False
    notice: NoticeRule | None = None
    composition: Composition | None = None
    study: Cited | None = None
    absent: Cited | None = None
    certainty: str
    checked: bool
    source: str
    custom: str = ""
    note: str = ""

    @property
    def countings(self) -> tuple[Counting, ...]:
        """In what it may be counted; people where the law names no quorum."""
        return tuple(q.counting for q in self.quorum) or (Counting.PEOPLE,)

    @property
    def electorate(self) -> Electorate:
        """Of whom the share must agree."""
        if self.agree_of is Whole.PRESENT:
            return Electorate.PRESENT
        return _ELECTORATES.get(self.entitled, Electorate.ALL)

    @property
    def acting(self) -> bool:
        """Whether a village decides in place of the collective, by its members."""
        return self.collective and self.entitled is Entitlement.MEMBERS

    def counts(self, presence: Presence, moment: datetime | None = None) -> bool:
        """Whether somebody who is there has a voice by this row, at a moment or at last."""
        way = presence.way if moment is None else presence.stay_at(moment).way
        there = way is PresenceWay.ROOM or self.absent is not None
        return presence.entitled and there and (presence.member or not self.acting)

    def quorum_for(self, counting: Counting) -> Share | None:
        """Which share must be there; None where the law names none. RuleBroken
        `counting_not_allowed` where it does not let households stand for people."""
        if counting not in self.countings:
            raise RuleBroken("counting_not_allowed", body=self.body)
        return next((q.share for q in self.quorum if q.counting is counting), None)

    def applies(self, day: date) -> bool:
        """Whether it is in force on a day."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)


#: The law of the collective economy; before, no text of the state's asked for other numbers.
COLLECTIVE_LAW = date(2025, 5, 1)

#: Bodies of the collective economy itself: what they decide is always its own.
COLLECTIVE_BODIES = frozenset(
    {DecisionBody.COLLECTIVE_MEMBERS, DecisionBody.COLLECTIVE_REPRESENTATIVES}
)
#: The law of residents' committees does not let them decide in place of the collective.
_ELSEWHERE = frozenset({DecisionBody.RESIDENTS, DecisionBody.RESIDENT_REPRESENTATIVES})


def rule_among(
    rules: Iterable[DecisionRule], body: DecisionBody, day: date, *, collective: bool = False
) -> DecisionRule:
    """The row for a body on a day. Matters of collective property follow the row of the collective
    economy (VCL art. 28 last paragraph, art. 32 last paragraph).

    RuleBroken `decision_rule_missing` where the table has none, `collective_elsewhere` where
    another meeting has to decide.
    """
    if collective and body in _ELSEWHERE and day >= COLLECTIVE_LAW:
        raise RuleBroken("collective_elsewhere", body=body)
    found = [rule for rule in rules if rule.body is body and rule.applies(day)]
    special = [rule for rule in found if rule.collective]
    usual = [rule for rule in found if not rule.collective]
    chosen = special if collective and special else usual
    if not chosen:
        raise RuleBroken("decision_rule_missing", body=body, day=day)
    return chosen[0]


def is_adult(person: Person, day: date) -> bool | None:
    """Whether somebody is eighteen on a day, from the birthday on (周岁); None where the roster
    does not say enough."""
    birth = person.birth or birthday(person.id_number)
    leap = day.month == 2 and day.day == 29
    grown = day.replace(year=day.year - _ADULT, day=28 if leap else day.day).isoformat()
    if not birth or (len(birth) < len(grown) and grown.startswith(birth)):
        return None
    return birth <= grown[: len(birth)]


def percent(part: int, whole: int) -> str:
    """A share in percent with two decimals, half up, as the statistics form asks; `--` of zero."""
    if whole <= 0:
        return "--"
    hundredths = (2 * part * 10_000 + whole) // (2 * whole)
    return f"{hundredths // 100}.{hundredths % 100:02d}%"
