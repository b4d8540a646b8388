"""Majorities in whole numbers: 过半数 is more than half, 以上 includes the number itself."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xieshang_desktop.domain.decision_rules import (
    COLLECTIVE_LAW,
    DecisionRule,
    is_adult,
    needed,
    percent,
    reached,
    rule_among,
)
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.terms_decision import Counting, DecisionBody, Entitlement, Share, Whole
from xieshang_desktop.errors import RuleBroken
from xieshang_desktop.services.decision_table import cite, decision_rules

RULES = decision_rules()
NOW, BEFORE = date(2026, 3, 2), date(2025, 12, 31)
FRACTIONS = {
    Share.MAJORITY: Fraction(1, 2),
    Share.HALF: Fraction(1, 2),
    Share.THIRD: Fraction(1, 3),
    Share.TWO_THIRDS: Fraction(2, 3),
    Share.FOUR_FIFTHS: Fraction(4, 5),
}


@pytest.mark.parametrize(
    ("of", "two_thirds", "majority", "four_fifths", "third"),
    [(31, 21, 16, 25, 11), (30, 20, 16, 24, 10), (35, 24, 18, 28, 12), (317, 212, 159, 254, 106)],
)
def test_the_numbers_of_the_rules(
    of: int, two_thirds: int, majority: int, four_fifths: int, third: int
) -> None:
    shares = (Share.TWO_THIRDS, Share.MAJORITY, Share.FOUR_FIFTHS, Share.THIRD)
    assert [needed(share, of) for share in shares] == [two_thirds, majority, four_fifths, third]


def test_fifteen_of_thirty_are_no_majority_and_twenty_are_two_thirds() -> None:
    assert not reached(Share.MAJORITY, 15, 30)
    assert reached(Share.HALF, 15, 30)
    assert reached(Share.TWO_THIRDS, 20, 30)
    assert not reached(Share.TWO_THIRDS, 19, 30)


@pytest.mark.parametrize("of", [0, -1])
def test_of_nobody_nothing_can_be_counted(of: int) -> None:
    with pytest.raises(RuleBroken, match="cannot_count"):
        needed(Share.MAJORITY, of)
    with pytest.raises(RuleBroken, match="cannot_count"):
        reached(Share.TWO_THIRDS, 0, of)


@given(st.sampled_from(Share), st.integers(0, 10_000), st.integers(1, 10_000))
def test_a_share_is_reached_as_fractions_say(share: Share, some: int, of: int) -> None:
    part, wanted = Fraction(some, of), FRACTIONS[share]
    assert reached(share, some, of) is (
        part > wanted if share is Share.MAJORITY else part >= wanted
    )


@given(st.sampled_from(Share), st.integers(1, 10_000))
def test_what_is_needed_is_the_least_that_is_enough(share: Share, of: int) -> None:
    least = needed(share, of)
    assert reached(share, least, of)
    assert not reached(share, least - 1, of)
    assert least <= of


@given(st.integers(0, 5_000), st.integers(0, 5_000))
def test_percent_is_rounded_half_up(part: int, whole: int) -> None:
    if whole == 0:
        assert percent(part, whole) == "--"
        return
    exact = Fraction(part * 100, whole)
    shown = Fraction(percent(part, whole).removesuffix("%"))
    assert Fraction(-1, 200) <= exact - shown < Fraction(1, 200)


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [(1, 3, "33.33%"), (2, 3, "66.67%"), (1, 800, "0.13%"), (37, 48, "77.08%"), (5, 5, "100.00%")],
)
def test_percent_has_two_decimals(part: int, whole: int, words: str) -> None:
    assert percent(part, whole) == words


#: Body, whether collective property is touched, day → share of people and of households that must
#: be there, share that must agree, of whom, and where the law says so. Read in the law's texts.
TABLE = [
    ("villagers", False, NOW, "majority", "two_thirds", "majority", "present", "第二十六条"),
    ("villagers", False, BEFORE, "majority", "two_thirds", "majority", "present", "第二十二条"),
    ("villagers", True, NOW, "two_thirds", None, "two_thirds", "entitled", "第二十七条"),
    ("villagers", True, BEFORE, "two_thirds", None, "two_thirds", "entitled", "第二十七条"),
    ("village_representatives", False, NOW, "two_thirds", None, "majority", "present", "第三十条"),
    (
        *("village_representatives", False, BEFORE, "two_thirds", None),
        *("majority", "present", "第二十六条"),
    ),
    (
        "village_representatives",
        True,
        NOW,
        "two_thirds",
        None,
        "two_thirds",
        "entitled",
        "第三十条",
    ),
    ("village_group", False, NOW, "two_thirds", "two_thirds", "majority", "present", "第三十二条"),
    (
        "village_group",
        False,
        BEFORE,
        "two_thirds",
        "two_thirds",
        "majority",
        "present",
        "第二十八条",
    ),
    ("residents", False, NOW, "majority", "majority", "majority", "present", "第二十七条"),
    (
        "resident_representatives",
        False,
        NOW,
        "two_thirds",
        None,
        "majority",
        "present",
        "第二十九条",
    ),
    ("collective_members", True, NOW, "two_thirds", None, "two_thirds", "entitled", "第二十七条"),
    ("collective_representatives", True, NOW, None, None, "two_thirds", "entitled", ""),
    ("party_members", False, NOW, "half", None, "majority", "entitled", ""),
]


@pytest.mark.parametrize(
    ("body", "collective", "day", "people", "households", "agree", "of", "article"), TABLE
)
def test_each_body_has_its_row(
    body: str,
    collective: bool,
    day: date,
    people: str | None,
    households: str | None,
    agree: str,
    of: str,
    article: str,
) -> None:
    rule = rule_among(RULES, DecisionBody(body), day, collective=collective)
    shares = {quorum.counting: quorum.share for quorum in rule.quorum}
    assert shares.get(Counting.PEOPLE) == people
    assert shares.get(Counting.HOUSEHOLDS) == households
    assert (rule.agree, rule.agree_of) == (Share(agree), Whole(of))
    assert cite(rule.quorum_cited).endswith(article)


def test_before_the_collective_law_the_usual_row_counts() -> None:
    old = rule_among(RULES, DecisionBody.VILLAGERS, date(2025, 4, 30), collective=True)
    assert old.agree_of is Whole.PRESENT
    new = rule_among(RULES, DecisionBody.VILLAGERS, COLLECTIVE_LAW, collective=True)
    assert new.agree_of is Whole.ENTITLED


def test_residents_do_not_decide_about_collective_property() -> None:
    for body in (DecisionBody.RESIDENTS, DecisionBody.RESIDENT_REPRESENTATIVES):
        with pytest.raises(RuleBroken, match="collective_elsewhere"):
            rule_among(RULES, body, NOW, collective=True)


def test_what_the_table_does_not_know_is_not_guessed() -> None:
    with pytest.raises(RuleBroken, match="decision_rule_missing"):
        rule_among(RULES, DecisionBody.VILLAGERS, date(2018, 12, 28))
    with pytest.raises(RuleBroken, match="decision_rule_missing"):
        rule_among(RULES, DecisionBody.RESIDENT_REPRESENTATIVES, BEFORE)


@given(
    st.sampled_from(DecisionBody),
    st.booleans(),
    st.dates(date(2026, 1, 1), date(2040, 1, 1)),
)
def test_on_every_day_one_row_holds(body: DecisionBody, collective: bool, day: date) -> None:
    found = [r for r in RULES if r.body is body and r.applies(day) and r.collective is collective]
    assert len(found) <= 1
    assert collective or len(found) == 1


def test_what_was_not_checked_cites_no_article_and_says_where_it_is_from() -> None:
    for rule in RULES:
        if not rule.checked:
            assert not cite(rule.quorum_cited)
            assert not cite(rule.agree_cited)
            assert "未核" in rule.custom
        else:
            assert "条" in cite(rule.agree_cited)


def test_ids_of_rows_are_kept_in_votes_and_never_shared() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)


def test_an_assembly_needs_representatives_and_women() -> None:
    rule: DecisionRule = rule_among(RULES, DecisionBody.VILLAGE_REPRESENTATIVES, NOW)
    assert rule.entitled is Entitlement.ASSEMBLY
    assert rule.composition is not None
    assert rule.composition.representatives is Share.FOUR_FIFTHS
    assert rule.composition.women is Share.THIRD
    assert cite(rule.composition.cited).endswith("第二十九条")
    assert cite(rule.study).endswith("第二十八条")


def test_households_do_not_stand_for_members() -> None:
    rule = rule_among(RULES, DecisionBody.COLLECTIVE_MEMBERS, NOW)
    with pytest.raises(RuleBroken, match="counting_not_allowed"):
        rule.quorum_for(Counting.HOUSEHOLDS)


@pytest.mark.parametrize(
    ("birth", "day", "adult"),
    [
        ("2008-03-02", date(2026, 3, 2), True),  # from the birthday itself
        ("2008-03-03", date(2026, 3, 2), False),
        ("2008", date(2026, 3, 2), None),
        ("2007", date(2026, 3, 2), True),
        ("2009", date(2026, 3, 2), False),
        ("2008-03", date(2026, 3, 2), None),
        ("2008-02", date(2026, 3, 2), True),
        ("2008-02-29", date(2026, 2, 28), False),
        ("2008-02-29", date(2026, 3, 1), True),
        ("2010-02-28", date(2028, 2, 29), True),
        ("", date(2026, 3, 2), None),
    ],
)
def test_eighteen_is_reckoned_on_the_day_of_the_meeting(
    birth: str, day: date, adult: bool | None
) -> None:
    assert is_adult(Person(id="p", name="王小一", birth=birth), day) is adult
