"""Loads what is judged together: each touched topic and meeting with its records, many at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Final, TypeVar

from xieshang_desktop.domain.attachment import Attachment
from xieshang_desktop.domain.decision import DecisionMeeting, DecisionPosting, Motion, Vote
from xieshang_desktop.domain.decision_rules import DecisionRule
from xieshang_desktop.domain.meeting import AgendaItem, Measure, Meeting, Point
from xieshang_desktop.domain.minutes import Confirmation, Minutes
from xieshang_desktop.domain.outcome import Outcome, Task
from xieshang_desktop.domain.publicity import Notice, Posting
from xieshang_desktop.domain.record import Record
from xieshang_desktop.domain.review import MeetingFile, PostingFile, TopicFile
from xieshang_desktop.domain.review_decisions import DecidedFile
from xieshang_desktop.domain.rules import AdoptedProfile, RuleProfile
from xieshang_desktop.domain.terms import NoticeKind, StepKind
from xieshang_desktop.domain.topic import Step, Topic
from xieshang_desktop.errors import RuleBroken
from xieshang_desktop.services.decision_table import rule_named, rule_on
from xieshang_desktop.services.rule_profiles import notice_until
from xieshang_desktop.storage.unit_of_work import Reader
from xieshang_desktop.township.review_reach import LISTED, listed

R = TypeVar("R", bound=Record)

#: A profile that asks for more than a year's notice is a mistake, and is not counted out.
_LONGEST_NOTICE: Final = 366

#: The number of a rule profile that demands a photo of every posting, where it is above 0.
PHOTO_RULE: Final = "posting_photos"


#: Topics that were talked about, and those whose step has the records that it rests on.
_TALKED: Final = "SELECT DISTINCT topic_id FROM outcome WHERE unit_id = ?"
_FOUNDATIONS: Final = {
    StepKind.RESEARCH: "SELECT DISTINCT topic_id FROM research WHERE unit_id = ?",
    StepKind.DISCUSSION: (
        "SELECT DISTINCT topic_id FROM outcome JOIN meeting AS m"
        " ON m.unit_id = outcome.unit_id AND m.id = outcome.meeting_id"
        " WHERE outcome.unit_id = ? AND outcome.kind <> 'continue'"
        " AND m.state IN ('closed', 'sealed')"
    ),
    StepKind.PUBLICITY: (
        "SELECT DISTINCT topic_id FROM notice JOIN posting AS p"
        " ON p.unit_id = notice.unit_id AND p.notice_id = notice.id"
        " WHERE notice.unit_id = ? AND notice.kind = 'result'"
    ),
}


def topic_files(reader: Reader, ids: Collection[str]) -> Iterator[TopicFile]:
    """The files of these topics, as far as they lie here."""
    topics = _of(reader, Topic, "id", ids)
    if not topics:
        return
    steps = _by(_of(reader, Step, "topic_id", ids), "topic_id")
    founded = {kind: _topics(reader, query, ids) for kind, query in _FOUNDATIONS.items()}
    talked = _topics(reader, _TALKED, ids)
    for topic in topics:
        yield TopicFile(
            topic=topic,
            steps=tuple(steps[topic.id]),
            talked=topic.id in talked,
            founded=frozenset(kind for kind, there in founded.items() if topic.id in there),
        )


def posting_files(reader: Reader, ids: Collection[str]) -> Iterator[PostingFile]:
    """The files of these postings; that of a meeting's notice has no period to keep."""
    postings = _of(reader, Posting, "id", ids)
    if not postings:
        return
    notices = {n.id: n for n in _of(reader, Notice, "id", {p.notice_id for p in postings})}
    asked = _photo_asked(reader)
    photos = _of(reader, Attachment, "object_id", [p.id for p in postings] if asked else ())
    proven = {photo.object_id for photo in photos}
    for posting in postings:
        notice = notices.get(posting.notice_id)
        if notice is not None and notice.kind is not NoticeKind.MEETING:
            unproven = asked and posting.id not in proven
            yield PostingFile(posting=posting, notice=notice, unproven=unproven)


def meeting_files(reader: Reader, ids: Collection[str]) -> Iterator[MeetingFile]:
    """The files of these meetings, as far as they lie here."""
    meetings = _of(reader, Meeting, "id", ids)
    if not meetings:
        return
    items = _by(_of(reader, AgendaItem, "meeting_id", ids), "meeting_id")
    points = _by(_of(reader, Point, "meeting_id", ids), "meeting_id")
    measures = _by(_of(reader, Measure, "meeting_id", ids), "meeting_id")
    outcomes = _by(routed := _of(reader, Outcome, "meeting_id", ids), "meeting_id")
    tasks = _by(_of(reader, Task, "outcome_id", {o.id for o in routed}), "outcome_id")
    minutes = _by(written := _of(reader, Minutes, "meeting_id", ids), "meeting_id")
    confirmed = _by(_of(reader, Confirmation, "minutes_id", {m.id for m in written}), "minutes_id")
    profiles: list[AdoptedProfile] | None = None
    for meeting in meetings:
        if profiles is None and meeting.notice_on is not None and not meeting.notice_reason:
            profiles = reader.all(AdoptedProfile, "adopted_on")
        yield MeetingFile(
            meeting=meeting,
            notice_until=_notice_until(meeting, profiles or []),
            items=tuple(items[meeting.id]),
            points=tuple(points[meeting.id]),
            measures=tuple(measures[meeting.id]),
            outcomes=tuple(outcomes[meeting.id]),
            tasks=tuple(t for o in outcomes[meeting.id] for t in tasks[o.id]),
            minutes=tuple(minutes[meeting.id]),
            confirmations=tuple(c for m in minutes[meeting.id] for c in confirmed[m.id]),
        )


def decision_files(reader: Reader, ids: Collection[str]) -> Iterator[DecidedFile]:
    """The files of these meetings that decide, as far as they lie here."""
    meetings = _of(reader, DecisionMeeting, "id", ids)
    if not meetings:
        return
    field = "decision_meeting_id"
    motions = _by(_of(reader, Motion, field, ids), field)
    votes = _by(_of(reader, Vote, field, ids), field)
    postings = _by(_of(reader, DecisionPosting, field, ids), field)
    for meeting in meetings:
        about = {motion.id: motion for motion in motions[meeting.id]}
        held = votes[meeting.id]
        unknown = frozenset(vote.id for vote in held if rule_named(vote.rule) is None)
        yield DecidedFile(
            meeting=meeting,
            motions=tuple(motions[meeting.id]),
            votes=tuple(held),
            rules={
                vote.id: rule
                for vote in held
                if vote.motion_id in about
                for rule in (_rule_on(meeting, about[vote.motion_id], vote),)
                if rule is not None or vote.id not in unknown
            },
            unknown=unknown,
            postings=tuple(postings[meeting.id]),
        )


def _rule_on(meeting: DecisionMeeting, motion: Motion, vote: Vote) -> DecisionRule | None:
    collective = bool(motion.collective_property)
    try:
        return rule_on(meeting.body, vote.taken_at.date(), collective=collective)
    except RuleBroken:  # another meeting had to decide, or none is known that could
        return None


def _of(reader: Reader, record: type[R], field: str, ids: Collection[str]) -> list[R]:
    """The records of some owners; no number of them is too many for SQLite."""
    return reader.values(record, f'"{field}" IN {LISTED}', listed(ids)) if ids else []


def _topics(reader: Reader, query: str, ids: Collection[str]) -> set[str]:
    place = (reader.unit_id, listed(ids))
    rows = reader.connection.execute(f"{query} AND topic_id IN {LISTED}", place)
    return {row[0] for row in rows}


def _by(records: Sequence[R], field: str) -> dict[str, list[R]]:
    groups: dict[str, list[R]] = defaultdict(list)
    for record in records:
        groups[getattr(record, field)].append(record)
    return groups


def _notice_until(meeting: Meeting, profiles: Sequence[AdoptedProfile]) -> date | None:
    """The last day for the notice by the profile that the meeting names or the one in force when
    the notice was given, whichever leaves more time; None where neither is known here."""
    if meeting.notice_on is None:
        return None
    named = [each.profile for each in profiles if each.profile.stamp == meeting.profile]
    in_force = [each.profile for each in profiles if each.adopted_on <= meeting.notice_on]
    return max(
        (
            notice_until(profile, meeting.starts.date())
            for profile in (*named[-1:], *in_force[-1:])
            if _countable(profile, meeting)
        ),
        default=None,
    )


def _countable(profile: RuleProfile, meeting: Meeting) -> bool:
    days = profile.number("notice_days") or 0
    return 0 <= days <= _LONGEST_NOTICE and meeting.starts.year > 1970


def _photo_asked(reader: Reader) -> bool:
    """Whether the rules that the village follows now demand a photo of every posting."""
    newest = reader.all(AdoptedProfile, "adopted_on")[-1:]
    return any((each.profile.number(PHOTO_RULE) or 0) > 0 for each in newest)
