"""Papers of a meeting that decides, from its records: notice, ballot, record, decision."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import msgspec
from msgspec.structs import replace

from xieshang_desktop.domain import documents
from xieshang_desktop.domain.dates import date_words, moment_words, span_words
from xieshang_desktop.domain.decision import DecisionMeeting, Motion, Vote
from xieshang_desktop.domain.decision_rules import reached
from xieshang_desktop.domain.people import Person, group_order
from xieshang_desktop.domain.publicity import Posting
from xieshang_desktop.domain.terms_decision import (
    Choice,
    Counting,
    DecisionBody,
    DecisionPaper,
    DecisionState,
    Entitlement,
    VotingWay,
)
from xieshang_desktop.errors import RuleBroken
from xieshang_desktop.ids import new_id
from xieshang_desktop.services import village_days
from xieshang_desktop.services.board import board_facts
from xieshang_desktop.services.decision_checks import rules_for, study_of
from xieshang_desktop.services.decision_file import DecisionFile, put_later, read_file, untold
from xieshang_desktop.services.decision_signer import OWN, published_by, signer_of
from xieshang_desktop.services.decision_table import cite, rule_of
from xieshang_desktop.services.decision_ways import absent_told, proxies_told, way_told
from xieshang_desktop.services.decision_words import (
    basis_words,
    body_words,
    composition_told,
    count_words,
    result_words,
    women_words,
)
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.paper_answers import Answers
from xieshang_desktop.services.papers_collection import MOST_CARDS
from xieshang_desktop.services.papers_written import cause
from xieshang_desktop.services.past_decisions import entered_told
from xieshang_desktop.services.true_end import end_told

#: Rows to sign in where nobody is known yet.
_BLANK_ROWS = 20

_ADDRESSED = {
    Entitlement.ASSEMBLY: "组成人员",
    Entitlement.MEMBERS: "成员",
    Entitlement.DELEGATES: "成员代表",
    Entitlement.PARTY_MEMBERS: "党员",
}


def decision_notice(
    desk: Desk, meeting_id: str, _answers: Mapping[str, str]
) -> documents.DecisionNotice:
    """开会通知: time, place and the matters (collective economy art. 27); RuleBroken
    `motions_missing`."""
    file = read_file(desk, meeting_id)
    meeting = file.meeting
    if not file.motions:
        raise RuleBroken("motions_missing")
    _refuse_cancelled(meeting)
    return documents.DecisionNotice(
        unit=desk.unit.name,
        title=f"关于召开{body_words(meeting)}的通知",
        addressees=_addressees(meeting),
        body=body_words(meeting),
        when=village_days.when_words(desk, meeting.starts),
        place=meeting.place,
        chair=meeting.chair,
        matters=tuple(motion.title for motion in file.motions),
        reason=meeting.notice_reason,
        contact_phone=desk.unit.official_phone,
        signer=signer_of(desk.unit, meeting),
        issued_on=meeting.notice_on or desk.today,
        practice=desk.unit.practice,
    )


def decision_ballot(desk: Desk, meeting_id: str, answers: Mapping[str, str]) -> documents.Ballot:
    """表决票 on every matter that was not voted on yet; RuleBroken `motions_missing`, BadInput
    `answer_no_number`."""
    asked = Answers(answers)
    file = read_file(desk, meeting_id)
    matters = [motion for motion in file.motions if motion.id not in file.votes]
    if not (matters or file.motions):
        raise RuleBroken("motions_missing")
    _refuse_cancelled(file.meeting)
    return documents.Ballot(
        unit=desk.unit.name,
        title=f"{desk.unit.name}\n{body_words(file.meeting)}表决票",
        body=body_words(file.meeting),
        day=date_words(file.meeting.starts),
        matters=tuple(documents.BallotLine(what=m.title) for m in matters or file.motions),
        cards=asked.number("cards", 0, most=MOST_CARDS),
        first_number=1 if asked.ticked("numbered") else 0,
        issued_on=desk.today,
        practice=desk.unit.practice,
    )


def decision_cancellation(
    desk: Desk, meeting_id: str, answers: Mapping[str, str]
) -> documents.CancellationPaper:
    """会议取消通知, to those who were to come; RuleBroken `meeting_not_cancelled`."""
    with desk.store.read() as reader:
        meeting = reader.one(DecisionMeeting, meeting_id)
    if meeting.state is not DecisionState.CANCELLED:
        raise RuleBroken("meeting_not_cancelled", title=meeting.title)
    return documents.CancellationPaper(
        unit=desk.unit.name,
        title=f"关于取消{body_words(meeting)}的通知",
        addressees=(_addressees(meeting),),
        when=village_days.when_words(desk, meeting.starts),
        place=meeting.place,
        meeting=body_words(meeting),
        reason=cause(meeting.cancel_reason),
        later="1" if Answers(answers).ticked("later") else "",
        contact_phone=desk.unit.official_phone,
        signer=signer_of(desk.unit, meeting),
        issued_on=desk.today,
        practice=desk.unit.practice,
    )


def _refuse_cancelled(meeting: DecisionMeeting) -> None:
    if meeting.state is DecisionState.CANCELLED:
        raise RuleBroken("decision_cancelled", title=meeting.title)


def decision_signatures(
    desk: Desk, meeting_id: str, _answers: Mapping[str, str]
) -> documents.DecisionSignatures:
    """同意、反对人员签名表: by name after a roll call, else blank, without what is voted on by
    ballot. RuleBroken `motions_missing`, `signatures_secret` where all is, and
    `signatures_in_village` at the township, where the sealed sheet did not come along."""
    file = read_file(desk, meeting_id)
    if digest := file.meeting.signatures_digest:
        if desk.store.mirrored and not desk.files.path(digest).is_file():
            raise RuleBroken("signatures_in_village")
        sealed = desk.files.read(digest)
        return msgspec.json.decode(sealed, type=documents.DecisionSignatures)
    if not file.motions:
        raise RuleBroken("motions_missing")
    if not file.signable:
        raise RuleBroken("signatures_secret")
    return documents.DecisionSignatures(
        unit=desk.unit.name,
        title=f"{body_words(file.meeting)}\n同意、反对人员签名表",
        body=body_words(file.meeting),
        day=date_words(file.meeting.starts),
        counted=_basis(file),
        motions=tuple(_signed(file, motion) for motion in file.signable),
        issued_on=file.meeting.starts.date(),
        practice=desk.unit.practice,
    )


def decision_record(
    desk: Desk, meeting_id: str, _answers: Mapping[str, str]
) -> documents.DecisionRecord:
    """会议记录 as it stands, or as it was sealed; RuleBroken `decision_not_held` before that."""
    file = read_file(desk, meeting_id)
    meeting = file.meeting
    if meeting.record_digest:
        sealed = desk.files.read(meeting.record_digest)
        return msgspec.json.decode(sealed, type=documents.DecisionRecord)
    if meeting.opened_at is None:
        raise RuleBroken("decision_not_held", title=meeting.title)
    one = meeting.counting.measure
    voters = [p for p in file.presences.values() if p.entitled]
    guests = sum(not p.entitled for p in file.presences.values())
    came = len({p.household_id or p.person_id for p in voters})
    return documents.DecisionRecord(
        unit=desk.unit.name,
        title=f"{desk.unit.name}\n{body_words(meeting)}会议记录",
        body=body_words(meeting),
        when=span_words(meeting.opened_at, meeting.closed_at)
        + end_told(meeting.end_reason)
        + entered_told(meeting),
        place=meeting.place,
        chair=meeting.chair,
        recorder=meeting.recorder,
        expected=f"{meeting.entitled}{one}",
        present=f"{came}{one}{absent_told(voters)}",
        sitting_in=f"{guests}人" if guests else "",
        basis=_basis(file),
        preparation=_preparation(file),
        motions=tuple(_decided(meeting, m, file.votes.get(m.id)) for m in file.motions),
        decisions=tuple(
            f"{motion.title}：{motion.text}" for motion in file.motions if _passed(file, motion)
        ),
        voted=bool(file.votes),
        supervision=meeting.supervision,
        signers=_signers(
            [file.people[p.person_id] for p in voters if p.person_id in file.people], file
        ),
        issued_on=meeting.opened_at.date(),
        practice=desk.unit.practice,
    )


def corrected_record(
    desk: Desk, meeting_id: str, answers: Mapping[str, str]
) -> documents.DecisionRecord:
    """会议记录 with its corrections behind; RuleBroken `not_corrected` where there are none."""
    file = read_file(desk, meeting_id)
    if not file.corrections:
        raise RuleBroken("not_corrected")
    told = (f"{date_words(each.made_on)}：{each.text}" for each in file.corrections)
    return replace(decision_record(desk, meeting_id, answers), corrections=tuple(told))


def decision_result(
    desk: Desk, meeting_id: str, answers: Mapping[str, str]
) -> documents.DecisionResult:
    """决议公告: what was decided (VCL art. 35 item 1); RuleBroken `decision_nothing_passed`."""
    return _result(desk, meeting_id, answers, DecisionPaper.DECISION)


def decision_done(
    desk: Desk, meeting_id: str, answers: Mapping[str, str]
) -> documents.DecisionResult:
    """实施结果公告: how a decision was carried out; RuleBroken `decision_nothing_passed`."""
    return _result(desk, meeting_id, answers, DecisionPaper.DONE)


def _result(
    desk: Desk, meeting_id: str, answers: Mapping[str, str], kind: DecisionPaper
) -> documents.DecisionResult:
    file = read_file(desk, meeting_id)
    meeting = file.meeting
    passed = [motion for motion in file.motions if _passed(file, motion)]
    if not passed:
        raise RuleBroken("decision_nothing_passed")
    hung = [posting for posting in file.postings if posting.kind is kind]
    postings = [
        Posting(
            id=new_id(),
            notice_id="",
            place=each.place,
            posted_on=each.posted_on,
            removable_on=each.removable_on,
        )
        for each in hung
    ]
    done = kind is DecisionPaper.DONE
    told = hung[-1].text if hung else ""
    return documents.DecisionResult(
        title=f"{body_words(meeting)}{'决议实施结果' if done else '决议'}公告",
        held=f"{date_words(meeting.starts)}召开{body_words(meeting)}，{_basis(file)}。",
        decisions=tuple(  # the counters' names stay off the wall
            replace(_decided(meeting, m, file.votes.get(m.id)), voting="") for m in passed
        ),
        done=(answers.get("done", "").strip() or told) if done else "",
        issued_on=hung[0].posted_on if hung else desk.today,
        **(board_facts(desk, (), postings, answers) | published_by(desk, meeting)),
    )


def _passed(file: DecisionFile, motion: Motion) -> bool:
    vote = file.votes.get(motion.id)
    return vote is not None and vote.passed


def _addressees(meeting: DecisionMeeting) -> str:
    """To whom a notice goes: 各位组成人员, 各位村民, 各户."""
    if meeting.counting is Counting.HOUSEHOLDS:
        return f"{meeting.group}各户" if meeting.group else "各户"
    entitled = rule_of(meeting).entitled
    residents = meeting.body is DecisionBody.RESIDENTS
    return f"各位{_ADDRESSED.get(entitled, '居民' if residents else '村民')}"


def _basis(file: DecisionFile) -> str:
    """The basis of the first vote, else of those who are there, or were when it ended, as far as
    the body's own rule counts them."""
    if file.votes:
        return min(file.votes.values(), key=lambda vote: vote.taken_at).basis
    meeting = file.meeting
    rule, end = rule_of(meeting), meeting.closed_at
    voters = {
        p.household_id or p.person_id
        for p in file.presences.values()
        if rule.counts(p) and (p.inside if end is None else any(s.until == end for s in p.stays))
    }
    one = meeting.counting.measure
    share = rule.quorum_for(meeting.counting) if meeting.counting in rule.countings else None
    if meeting.entitled <= 0 or (share and not reached(share, len(voters), meeting.entitled)):
        return f"应到{meeting.entitled}{one}，实到{len(voters)}{one}"
    return basis_words(rule, meeting, meeting.entitled, len(voters))


def _preparation(file: DecisionFile) -> tuple[str, ...]:
    """What the law asks for before such a meeting, by the rules of its matters, where it was
    recorded, and on what ground the village acts for the collective."""
    told, meeting = [], file.meeting
    studied = meeting.party_studied_on
    if studied is not None and studied <= meeting.starts.date():
        study = study_of(rules_for(meeting, file.motions))
        law = f"依照{cite(study)}规定，" if study else ""
        later = [motion for motion in file.motions if put_later(meeting, motion)]
        but = "（通知以后提出的除外）" if later else ""
        told.append(f"{law}党组织已于{date_words(studied)}研究讨论{but}。")
        told += [
            f"“{motion.title}”由党组织于{date_words(motion.studied_on)}研究讨论。"
            for motion in later
            if motion.studied_on is not None
        ]
    if meeting.authorised:
        told.append(f"讨论决定的事项由村民会议授权（{meeting.authorised}）。")
    if meeting.notice_on is not None:
        reason = f"（{meeting.notice_reason}）" if meeting.notice_reason else ""
        told.append(f"会议时间、地点和事项已于{date_words(meeting.notice_on)}通知{reason}。")
    if meeting.numbers_corrected:
        told.append(meeting.numbers_corrected)
    told += composition_told(meeting, rules_for(meeting, file.motions))
    if any(m.collective_property for m in file.motions) and meeting.body not in OWN:
        counted = f"，成员{meeting.members}人" if meeting.members else ""
        told.append(f"代行农村集体经济组织职能：{meeting.acts_for}{counted}。")
        others = [p for p in file.presences.values() if p.entitled and not p.member]
        if others:
            told.append(f"到会的有{len(others)}人不是集体成员，没有计入集体事项的到会和表决。")
    told += proxies_told(file)
    return tuple(told)


def _decided(
    meeting: DecisionMeeting, motion: Motion, vote: Vote | None
) -> documents.DecidedMotion:
    if vote is None:
        why = f"未表决：{motion.not_voted}。" if motion.not_voted else ""
        late = _late_words(meeting, motion)
        return documents.DecidedMotion(title=motion.title, text=motion.text, voting=late + why)
    counters = f"，计票人：{'、'.join(vote.counters)}" if vote.counters else ""
    counters += f"，监票人：{vote.overseer}" if vote.overseer else ""
    at, began = f"{vote.taken_at.hour}:{vote.taken_at.minute:02d}", meeting.opened_at
    if began is not None and vote.taken_at.date() != began.date():
        at = moment_words(vote.taken_at)
    return documents.DecidedMotion(
        title=motion.title,
        text=motion.text,
        voting=f"{_late_words(meeting, motion)}{at}进行{vote.way.official}{counters}。"
        f"{vote.basis}。{women_words(vote, meeting)}{f'其余：{vote.rest}。' if vote.rest else ''}",
        basis=vote.basis,
        counted=f"{count_words(vote, meeting)}。",
        result=result_words(vote, motion, meeting),
    )


def _late_words(meeting: DecisionMeeting, motion: Motion) -> str:
    """What the notice did not name was put forward at the meeting."""
    return "临时提出。" if untold(meeting, motion) else ""


def _signed(file: DecisionFile, motion: Motion) -> documents.SignedMotion:
    vote = file.votes.get(motion.id)
    called = vote is not None and vote.way is VotingWay.ROLL_CALL
    voices = file.voices.get(motion.id, {}) if called else {}
    told: dict[Choice, list[Person]] = {choice: [] for choice in Choice}
    at = {person_id: voice.said_at for person_id, voice in voices.items()}
    for person_id, voice in voices.items():
        if person_id in file.people:
            told[voice.choice].append(file.people[person_id])
    blank = tuple(documents.Signer(name="", group="") for _row in range(_BLANK_ROWS))
    differing = _signers([*told[Choice.DISAGREE], *told[Choice.ABSTAIN]], file, at)
    return documents.SignedMotion(
        what=motion.title,
        words=motion.text,
        counted=f"{count_words(vote, file.meeting)}。" if vote else "",
        agreeing=_signers(told[Choice.AGREE], file, at) if voices else blank,
        differing=differing if voices else blank[: _BLANK_ROWS // 2],
    )


def _signers(
    people: list[Person], file: DecisionFile, at: Mapping[str, datetime] | None = None
) -> tuple[documents.Signer, ...]:
    """A row to sign for each, by groups; namesakes are told apart, and whoever was not in the room
    (`at` a moment, or at any) is told with who came instead."""
    ordered = sorted(people, key=lambda p: (group_order(p.organisation or p.group), p.id))
    signers = []
    for person in ordered:
        named = documents.tell_apart(person, ordered)
        told = f"（{named.distinction}）" if named.distinction else ""
        told += way_told(file, person.id, at[person.id] if at else None)
        signers.append(documents.Signer(name=named.name + told, group=named.group))
    return tuple(signers)
