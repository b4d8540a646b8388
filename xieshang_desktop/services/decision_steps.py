"""村级重大事务“四议两公开”决策实施登记表: one sheet for each step, as far as it was recorded."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec.structs import replace

from xieshang_desktop.domain import documents
from xieshang_desktop.domain.dates import date_words
from xieshang_desktop.domain.decision import DecisionMeeting
from xieshang_desktop.domain.decision_rules import percent
from xieshang_desktop.domain.documents import OPEN_BOX, TICKED_BOX
from xieshang_desktop.domain.names import JOINER
from xieshang_desktop.domain.terms_decision import DecisionBody, DecisionPaper, DecisionStep
from xieshang_desktop.services.decision_file import DecisionFile, file_of, read_file
from xieshang_desktop.services.decision_words import count_words
from xieshang_desktop.services.desk import Desk

_CAUSES = (("people", "党员群众建议"), ("cadres", "村干部提议"), ("superior", "上级安排"))


def four_steps(desk: Desk, meeting_id: str, answers: Mapping[str, str]) -> documents.FourSteps:
    """The six sheets: four steps and two publications; what is not known is left to be written."""
    file = read_file(desk, meeting_id)
    meeting = file.meeting
    chosen = answers.get("cause", "")
    cause = "　".join(
        f"{TICKED_BOX if code == chosen else OPEN_BOX}{JOINER}{words}" for code, words in _CAUSES
    )
    matter = "；".join(motion.title for motion in file.motions)

    def sheet(step: str, day: date | None, **known: str) -> documents.StepSheet:
        when = date_words(day) if day else ""
        sheet = documents.StepSheet(step=step, cause=cause, matter=matter, when=when)
        return replace(sheet, **known)

    committee = meeting.body in {DecisionBody.RESIDENTS, DecisionBody.RESIDENT_REPRESENTATIVES}
    place = "社区" if committee else "村"
    own = meeting.body is DecisionBody.PARTY_MEMBERS
    decided = _numbers(file)
    content = "".join(
        f"{motion.title}：{count_words(vote, meeting)}，{'通过' if vote.passed else '未通过'}。"
        for motion in file.motions
        if (vote := file.votes.get(motion.id)) is not None
    )
    party = _party_numbers(desk, file)
    sheets = [
        sheet(f"{place}党组织提议", meeting.proposed_on),
        sheet(f"{place}“两委”商议", meeting.committees_on),
        sheet(
            DecisionStep.PARTY_MEMBERS.official,
            meeting.starts.date() if own else meeting.party_members_on,
            way=DecisionBody.PARTY_MEMBERS.official,
            **(decided | {"content": content} if own else party),
        ),
        sheet(
            DecisionStep.DECISION.official,
            None if own else meeting.starts.date(),
            way="" if own else meeting.body.official,
            **({} if own else decided | {"content": content, "supervision": meeting.supervision}),
        ),
    ]
    for kind in DecisionPaper:
        hung = [posting for posting in file.postings if posting.kind is kind]
        published = "；".join(
            f"{date_words(each.posted_on)}起在{each.place}公布，{date_words(each.removable_on)}起可以撤下"
            for each in hung
        )
        day = hung[0].posted_on if hung else None
        sheets.append(sheet(kind.official, day, published=published, content=_done(file, kind)))
    return documents.FourSteps(
        unit=desk.unit.name,
        title=f"{desk.unit.name}“四议两公开”\n决策实施登记表",
        sheets=(replace(sheets[0], later=False), *sheets[1:]),
        issued_on=desk.today,
        practice=desk.unit.practice,
    )


def _numbers(file: DecisionFile) -> dict[str, str]:
    """应到, 实到 and their share, as of the first vote."""
    votes = sorted(file.votes.values(), key=lambda vote: vote.taken_at)
    if not votes:
        return {}
    one, vote = file.meeting.counting.measure, votes[0]
    return {
        "expected": f"{vote.expected}{one}",
        "present": f"{vote.present}{one}",
        "share": percent(vote.present, vote.expected),
    }


def _party_numbers(desk: Desk, file: DecisionFile) -> dict[str, str]:
    """The party members' meeting on the same topic, where it was recorded here too."""
    meeting = file.meeting
    if meeting.party_members_on is None or meeting.topic_id is None:
        return {}
    with desk.store.read() as reader:
        held = [
            m
            for m in reader.all(DecisionMeeting, topic_id=meeting.topic_id)
            if m.body is DecisionBody.PARTY_MEMBERS and m.starts.date() == meeting.party_members_on
        ]
        return _numbers(file_of(reader, held[0].id)) if held else {}


def _done(file: DecisionFile, kind: DecisionPaper) -> str:
    texts = [p.text for p in file.postings if p.kind is kind and p.text]
    return texts[-1] if texts else ""
