"""What a meeting that decides still lacks, and where it is not as the law asks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import pairwise

import msgspec

from xieshang_desktop.domain.decision import DecisionMeeting, Motion
from xieshang_desktop.domain.decision_rules import (
    COLLECTIVE_BODIES,
    COLLECTIVE_LAW,
    Cited,
    DecisionRule,
    reached,
)
from xieshang_desktop.domain.rules import notice_deadline
from xieshang_desktop.domain.terms_decision import Counting, DecisionBody, DecisionStep
from xieshang_desktop.errors import RuleBroken
from xieshang_desktop.services.decision_file import DecisionFile, put_later
from xieshang_desktop.services.decision_table import cite, expected_of, notice_days, rule_of
from xieshang_desktop.services.desk import Desk

_DELEGATES = {
    DecisionBody.COLLECTIVE_REPRESENTATIVES,
    DecisionBody.VILLAGE_REPRESENTATIVES,
    DecisionBody.RESIDENT_REPRESENTATIVES,
}


class Lack(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is missing, or is not as it should be, as the problem it would be. What
    `stops` must be mended before the meeting begins."""

    problem: RuleBroken
    stops: bool = False


def lacks_of(desk: Desk, file: DecisionFile) -> list[Lack]:
    """Everything to be seen to, by the rules of all its matters; RuleBroken
    `decision_rule_missing`."""
    meeting, found = file.meeting, []
    if not file.motions:
        found.append(Lack(problem=RuleBroken("motions_missing"), stops=True))
    for motion in file.motions:
        if motion.collective_property is None and motion.id not in file.votes:
            problem = RuleBroken("collective_unanswered", title=motion.title)
            found.append(Lack(problem=problem, stops=True))
        if reserved := _reserved(meeting, motion, meeting.starts.date()):
            found.append(Lack(problem=reserved, stops=True))
    rules = rules_for(meeting, file.motions)
    if meeting.entitled <= 0:
        found.append(Lack(problem=RuleBroken("entitled_missing"), stops=True))
    else:
        found += composition_of(meeting, rules)
    found += _study(meeting, rules)
    if short := notice_short(desk, meeting, file.motions):
        found.append(short)
    elif meeting.notice_on is None:
        found.append(Lack(problem=RuleBroken("decision_notice_missing")))
    if any(motion.collective_property for motion in file.motions):
        found += _collective(meeting, rules)
    if meeting.body is DecisionBody.VILLAGE_REPRESENTATIVES and not meeting.authorised.strip():
        cited = next((r.composition.cited for r in rules if r.composition is not None), None)
        found.append(Lack(problem=RuleBroken("authority_missing", law=cite(cited))))
    return found + _steps(desk, meeting)


def require_votable(desk: Desk, file: DecisionFile, motion: Motion) -> None:
    """What a motion asks for before its vote, also when it came after the meeting began: whether
    it touches collective property is answered, and where it does, the law of the collective economy
    was kept; whether it was studied, where the notice did not name it. RuleBroken
    `collective_unanswered`, or the first lack that stops it."""
    if motion.collective_property is None:
        raise RuleBroken("collective_unanswered", title=motion.title)
    meeting, day = file.meeting, file.moment(desk.clock()).date()
    if problem := _reserved(meeting, motion, day):
        raise problem
    if put_later(meeting, motion):
        _require_study(meeting, motion, day)
    if not motion.collective_property:
        return
    rules = rules_for(meeting, (motion,), day)
    found = _study(meeting, rules) + _collective(meeting, rules, day)
    if short := notice_short(desk, meeting, (motion,)):
        found.append(short)
    for lack in found:
        if lack.stops:
            raise lack.problem


def rules_for(
    meeting: DecisionMeeting, motions: Iterable[Motion], day: date | None = None
) -> tuple[DecisionRule, ...]:
    """The rows of all matters of a meeting, its own where none has another; a matter that another
    meeting has to decide has none here (`collective_elsewhere`). They are those of the day it is
    planned for, or of another `day`. RuleBroken `decision_rule_missing`."""
    usual = rule_of(meeting, day=day)
    rules = {}
    for motion in motions:
        rule = usual
        if motion.collective_property and not elsewhere(meeting, day):
            rule = rule_of(meeting, collective=True, day=day)
        rules[rule.id] = rule
    return tuple(rules.values()) or (usual,)


def elsewhere(meeting: DecisionMeeting, day: date | None = None) -> bool:
    """Whether another meeting has to decide about collective property."""
    try:
        rule_of(meeting, collective=True, day=day)
    except RuleBroken as problem:
        return problem.code == "collective_elsewhere"
    return False


def notice_by(desk: Desk, meeting: DecisionMeeting, motions: Iterable[Motion] = ()) -> date | None:
    """The last day on which people may be told, where a rule names days: of the strictest."""
    days = max(notice_days(rule, desk.profile) for rule in rules_for(meeting, motions))
    return notice_deadline(meeting.starts.date(), days) if days else None


def notice_short(desk: Desk, meeting: DecisionMeeting, motions: Iterable[Motion]) -> Lack | None:
    """Whether people were, or can now only be, told too late (VCL art. 25, UCL art. 26, collective
    economy art. 27), by the strictest rule of the matters. Where the law says so a reason stands
    for the days; a local number can always be excused by one."""
    found = [
        lack
        for rule in rules_for(meeting, motions)
        if (lack := _notice_short(desk, meeting, rule)) is not None
    ]
    found.sort(key=lambda lack: (lack.problem.code != "decision_notice_late", not lack.stops))
    return found[0] if found else None


def _notice_short(desk: Desk, meeting: DecisionMeeting, rule: DecisionRule) -> Lack | None:
    days = notice_days(rule, desk.profile)
    deadline = notice_deadline(meeting.starts.date(), days)
    if rule.notice is None or not days or (meeting.notice_on or desk.today) <= deadline:
        return None
    local = rule.notice.cited is None
    if not (rule.notice.urgent or local):
        law = cite(rule.notice.cited)
        return Lack(
            problem=RuleBroken("decision_notice_late", days=days, deadline=deadline, law=law),
            stops=True,
        )
    if meeting.notice_reason.strip():
        return None
    return Lack(
        problem=RuleBroken("decision_notice_short", days=days, deadline=deadline), stops=not local
    )


def composition_of(meeting: DecisionMeeting, rules: Iterable[DecisionRule]) -> list[Lack]:
    """Of whom an assembly must consist (VCL art. 29, UCL art. 28, collective economy art. 28)."""
    found: dict[str, Lack] = {}
    for composed in (rule.composition for rule in rules):
        if composed is None:
            continue
        of, law = meeting.entitled, cite(composed.cited)
        share, some = composed.representatives, meeting.representatives
        if share is not None and some >= of:  # the committee belongs to it, and is counted
            problem = RuleBroken("committee_missing", body=meeting.body, of=of, law=law)
            found["committee"] = Lack(problem=problem, stops=True)
        if share is not None and not reached(share, some, of):
            found["representatives"] = Lack(
                problem=RuleBroken(
                    "too_few_representatives", some=some, of=of, share=share, law=law
                )
            )
        share, some = composed.women, meeting.women_representatives
        if share is not None and not reached(share, some, of):
            found["women"] = Lack(
                problem=RuleBroken("too_few_women", some=some, of=of, share=share, law=law)
            )
        if of < composed.least:
            problem = RuleBroken("too_few_delegates", of=of, least=composed.least, law=law)
            found["delegates"] = Lack(problem=problem, stops=True)
    return list(found.values())


def _reserved(meeting: DecisionMeeting, motion: Motion, day: date) -> RuleBroken | None:
    """Charter, membership, land and homesteads, compensation, merging: no delegates decide them
    (law of the collective economy, art. 28 ¶4), those of a village by analogy neither."""
    if not motion.members_only or meeting.body not in _DELEGATES or day < COLLECTIVE_LAW:
        return None
    law = cite(Cited(law="collective-economy-2024", article="members_representatives"))
    return RuleBroken("members_only", title=motion.title, body=meeting.body, law=law)


def _require_study(meeting: DecisionMeeting, motion: Motion, day: date) -> None:
    """What was put forward at the meeting is studied like the rest, each matter by itself."""
    study = study_of(rules_for(meeting, (motion,), day)) if not elsewhere(meeting, day) else None
    if study is None or not meeting.important or motion.minor:
        return
    if motion.studied_on is None:
        raise RuleBroken("motion_unstudied", title=motion.title, law=cite(study))
    if motion.studied_on > day:
        raise RuleBroken("party_study_late", day=motion.studied_on)


def study_of(rules: Iterable[DecisionRule]) -> Cited | None:
    """The first article that asks for a study by the party branch."""
    return next((rule.study for rule in rules if rule.study is not None), None)


def _study(meeting: DecisionMeeting, rules: Iterable[DecisionRule]) -> list[Lack]:
    """Important matters are first studied by the party branch (VCL art. 28, UCL art. 30,
    collective economy art. 26)."""
    study, studied = study_of(rules), meeting.party_studied_on
    if study is None or not meeting.important:
        return []
    if studied is None:
        return [Lack(problem=RuleBroken("party_study_missing", law=cite(study)), stops=True)]
    if studied > meeting.starts.date():
        return [Lack(problem=RuleBroken("party_study_late", day=studied), stops=True)]
    return []


def _collective(
    meeting: DecisionMeeting, rules: Iterable[DecisionRule], day: date | None = None
) -> list[Lack]:
    """Matters of collective property belong to the members of the collective economy (law of 2024,
    art. 26); another meeting decides only where the village acts for it (VCL art. 28, art. 32),
    which is written down, and by as many as are members."""
    if meeting.body in {*COLLECTIVE_BODIES, DecisionBody.PARTY_MEMBERS}:
        return []
    if elsewhere(meeting, day):  # refused when it is put to the vote
        return [Lack(problem=RuleBroken("collective_elsewhere", body=meeting.body))]
    if (day or meeting.starts.date()) < COLLECTIVE_LAW:
        return []
    found = []
    if meeting.counting is Counting.HOUSEHOLDS:
        problem = RuleBroken("counting_not_allowed", body=meeting.body)
        found.append(Lack(problem=problem, stops=True))
    if not meeting.acts_for.strip():
        found.append(Lack(problem=RuleBroken("collective_body", body=meeting.body), stops=True))
    if any(expected_of(meeting, rule) <= 0 for rule in rules if rule.collective):
        found.append(Lack(problem=RuleBroken("members_missing"), stops=True))
    return found


def _steps(desk: Desk, meeting: DecisionMeeting) -> list[Lack]:
    """四议两公开: each step on or after the one before, with the days between them that the rule
    profile asks for (`four_steps_days`; no law names any)."""
    steps = (
        (DecisionStep.PROPOSED, meeting.proposed_on),
        (DecisionStep.COMMITTEES, meeting.committees_on),
        (DecisionStep.PARTY_MEMBERS, meeting.party_members_on),
        (DecisionStep.DECISION, meeting.starts.date()),
    )
    known = [(name, day) for name, day in steps if day is not None]
    gap, found = desk.profile.number("four_steps_days") or 0, []
    for (_step, before), (step, after) in pairwise(known):
        if after < before:
            found.append(Lack(problem=RuleBroken("steps_out_of_order", step=step)))
        elif (after - before).days < gap:
            found.append(Lack(problem=RuleBroken("steps_too_close", step=step, days=gap)))
    return found
