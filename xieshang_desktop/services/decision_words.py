"""The sentences that records of decisions print: on what basis people met, and what came of a vote.

What the table marks as not checked is never told as the law's word.
"""

from __future__ import annotations

from collections.abc import Iterable

from xieshang_desktop.domain.decision import DecisionMeeting, Motion, Vote
from xieshang_desktop.domain.decision_rules import Cited, DecisionRule
from xieshang_desktop.domain.terms_decision import Counting, DecisionBody, Share, VotingWay
from xieshang_desktop.services.decision_checks import composition_of
from xieshang_desktop.services.decision_table import cite, rule_named


def body_words(meeting: DecisionMeeting) -> str:
    """`第三村民小组会议`: a group's meeting has its name."""
    if meeting.body is DecisionBody.VILLAGE_GROUP:
        return f"{meeting.group}村民小组会议".replace("组村民小组", "村民小组")
    return meeting.body.official


def law_words(rule: DecisionRule) -> str:
    """Under which articles a meeting may be held: `《…》第三十条`; empty where none was checked."""
    return _cited(rule, rule.quorum_cited or rule.agree_cited) if rule.checked else ""


def sources_words(rule: DecisionRule) -> str:
    """The same with the article of how many must agree."""
    if not rule.checked:
        return ""
    agree = cite(rule.agree_cited)
    held = law_words(rule)
    return held if agree in held else f"{held}、{agree}"


def basis_words(rule: DecisionRule, meeting: DecisionMeeting, expected: int, present: int) -> str:
    """`应到48人，实到37人，符合《中华人民共和国村民委员会组织法》第三十条规定`; the bare numbers
    where no text was checked."""
    measure = meeting.counting.measure
    counted = f"应到{expected}{measure}，实到{present}{measure}"
    if not rule.checked:
        return counted
    if not rule.quorum:
        return f"{counted}，依照{law_words(rule)}表决"
    return f"{counted}，符合{law_words(rule)}规定"


def women_words(vote: Vote, meeting: DecisionMeeting) -> str:
    """`其中妇女19人。`; of households no sex is counted."""
    return f"其中妇女{vote.women}人。" if meeting.counting is Counting.PEOPLE else ""


def composition_told(meeting: DecisionMeeting, rules: Iterable[DecisionRule]) -> list[str]:
    """`组成人员30人中代表23人，应占五分之四以上，与《…》第二十九条规定不符。`"""
    whom = {"too_few_representatives": "代表", "too_few_women": "妇女代表"}
    told = []
    for lack in composition_of(meeting, rules):
        facts, share = lack.problem.facts, lack.problem.facts.get("share")
        if isinstance(share, Share):
            who = f"{whom[lack.problem.code]}{facts['some']}人"
            told.append(
                f"组成人员{facts['of']}人中{who}，应占{share.official}，与{facts['law']}规定不符。"
            )
    return told


def agree_words(rule: DecisionRule) -> str:
    """`到会人员过半数`, `全体成员三分之二以上`."""
    return rule.electorate.official + rule.agree.official


def count_words(vote: Vote, meeting: DecisionMeeting) -> str:
    """`同意30人，不同意5人，弃权2人`; of ballots also how many were issued, returned and valid."""
    one = "票" if vote.way is VotingWay.BALLOT else meeting.counting.measure
    count = vote.count
    counted = f"同意{count.agree}{one}，不同意{count.disagree}{one}，弃权{count.abstain}{one}"
    if vote.way is not VotingWay.BALLOT:
        return counted
    invalid = vote.invalid or 0
    valid = (vote.returned or 0) - invalid
    papers = f"发出表决票{vote.issued}张，收回{vote.returned}张，有效{valid}张，无效{invalid}张"
    return f"{papers}；{counted}"


def result_words(vote: Vote, motion: Motion, meeting: DecisionMeeting) -> str:
    """Whether a motion passed, and by which rule: the number that was needed is named."""
    rule = rule_named(vote.rule)
    told = "通过" if vote.passed else "未通过"
    needed = f"{vote.needed}{meeting.counting.measure}"
    if rule is None or not rule.checked:
        return f"须有{needed}同意，“{motion.title}”{told}。"
    law = f"按{_cited(rule, rule.agree_cited)}规定"
    return f"{law}，须经{agree_words(rule)}（{needed}）同意，“{motion.title}”{told}。"


def _cited(rule: DecisionRule, cited: Cited | None) -> str:
    """An article with the one that sends to it. What holds only by analogy (参照适用, VCL art. 28
    last paragraph) is not told as if the other law itself said it of this meeting."""
    sent, law = cite(rule.referred_by), cite(cited)
    other = cited is not None and rule.referred_by is not None and cited.law != rule.referred_by.law
    joiner = "，并参照" if rule.analogous and other else "和"
    return joiner.join(dict.fromkeys(filter(None, (sent, law))))
