"""The table of decision rules and the laws it names, read from the shipped data files."""

from __future__ import annotations

from datetime import date
from functools import cache

import msgspec

from xieshang_desktop import resources
from xieshang_desktop.domain.decision import DecisionMeeting
from xieshang_desktop.domain.decision_rules import Cited, DecisionRule, rule_among
from xieshang_desktop.domain.rules import RuleProfile, law_of
from xieshang_desktop.domain.terms import Body
from xieshang_desktop.domain.terms_decision import DecisionBody


class _Law(msgspec.Struct, frozen=True):
    id: str
    name: str
    articles: dict[str, str | None]


class _Laws(msgspec.Struct, frozen=True):
    laws: tuple[_Law, ...]


class _Table(msgspec.Struct, frozen=True):
    rules: tuple[DecisionRule, ...]


#: Which meetings decide in a village, and which in a community.
_OF_BODY = {
    Body.VILLAGE: (
        DecisionBody.VILLAGE_REPRESENTATIVES,
        DecisionBody.VILLAGERS,
        DecisionBody.VILLAGE_GROUP,
        DecisionBody.COLLECTIVE_MEMBERS,
        DecisionBody.COLLECTIVE_REPRESENTATIVES,
        DecisionBody.PARTY_MEMBERS,
    ),
    Body.COMMUNITY: (
        DecisionBody.RESIDENT_REPRESENTATIVES,
        DecisionBody.RESIDENTS,
        DecisionBody.COLLECTIVE_MEMBERS,
        DecisionBody.COLLECTIVE_REPRESENTATIVES,
        DecisionBody.PARTY_MEMBERS,
    ),
}


@cache
def decision_rules() -> tuple[DecisionRule, ...]:
    """All rows of the table."""
    file = resources.path("rules", "decisions.json")
    return msgspec.json.decode(file.read_bytes(), type=_Table).rules


@cache
def _laws() -> dict[str, _Law]:
    file = resources.path("rules", "laws.json")
    return {law.id: law for law in msgspec.json.decode(file.read_bytes(), type=_Laws).laws}


def cite(cited: Cited | None) -> str:
    """`《中华人民共和国村民委员会组织法》第三十条`; nothing where nothing is cited, the law alone
    where its article was not checked."""
    if cited is None:
        return ""
    law = _laws()[cited.law]
    return f"《{law.name}》{law.articles.get(cited.article) or ''}"


def cite_self_government(body: Body, article: str, day: date) -> str:
    """An article of the law of self-government in force on a day, or nothing where that text has
    none or was not read."""
    law = f"{'ucl' if body is Body.COMMUNITY else 'vcl'}-{law_of(day)}"
    return cite(Cited(law=law, article=article)) if _laws()[law].articles.get(article) else ""


def bodies_of(body: Body) -> tuple[DecisionBody, ...]:
    """The meetings that can be held, the likeliest first."""
    return _OF_BODY[body]


def rule_on(body: DecisionBody, day: date, *, collective: bool = False) -> DecisionRule:
    """The row for a body on a day; RuleBroken `decision_rule_missing`, `collective_elsewhere`."""
    return rule_among(decision_rules(), body, day, collective=collective)


def rule_of(
    meeting: DecisionMeeting, *, collective: bool = False, day: date | None = None
) -> DecisionRule:
    """The row for a meeting on the day it is planned for, or on another `day`: what a vote is
    judged by is in force on the day it is taken. RuleBroken as `rule_on`."""
    return rule_on(meeting.body, day or meeting.starts.date(), collective=collective)


def expected_of(meeting: DecisionMeeting, rule: DecisionRule) -> int:
    """Of how many people or households a rule counts: where a village acts for the collective, of
    the collective's members."""
    return meeting.members if rule.acting else meeting.entitled


def rule_named(rule_id: str) -> DecisionRule | None:
    """The row by which a vote was judged, if the table still has it."""
    return next((rule for rule in decision_rules() if rule.id == rule_id), None)


def notice_days(rule: DecisionRule, profile: RuleProfile) -> int:
    """How many days before the meeting people must be told; 0 where nothing says so."""
    if rule.notice is None:
        return 0
    local = profile.number(rule.notice.number) if rule.notice.number else None
    return max(rule.notice.days or 0, local or 0)
