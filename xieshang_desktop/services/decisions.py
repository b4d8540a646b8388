"""Meetings that decide: planned from an outcome or by themselves, with motions, opened, closed."""

from __future__ import annotations

from datetime import date, datetime

from msgspec.structs import replace

from xieshang_desktop.domain.decision import DecisionMeeting, Motion, Presence, Voice, Vote
from xieshang_desktop.domain.decision_rules import COLLECTIVE_BODIES
from xieshang_desktop.domain.outcome import Outcome
from xieshang_desktop.domain.terms_decision import DecisionBody, DecisionState
from xieshang_desktop.domain.topic import Topic
from xieshang_desktop.errors import BadInput, RuleBroken
from xieshang_desktop.ids import new_id
from xieshang_desktop.services.decision_checks import lacks_of, notice_by, notice_short
from xieshang_desktop.services.decision_file import COMING, moment_of, read_file, untold
from xieshang_desktop.services.decision_links import refuse_second
from xieshang_desktop.services.decision_roll import Roll, roll_of
from xieshang_desktop.services.decision_table import bodies_of, rule_of
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.topics import next_number
from xieshang_desktop.services.true_end import TrueEnd
from xieshang_desktop.storage.unit_of_work import UnitOfWork

#: What happens to a meeting, not what its form says.
_COURSE = (
    *("number", "state", "opened_at", "closed_at", "sealed_on", "digest", "record_digest"),
    *("signatures_digest", "notice_on", "notice_reason", "told", "outcome_id"),
    *("cancel_reason", "end_reason", "numbers_corrected"),
    *("entered_on", "entered_by", "entered_at", "entered_until"),
)


def blank_decision(
    desk: Desk, starts: datetime, *, outcome_id: str | None = None, topic_id: str | None = None
) -> tuple[DecisionMeeting, Motion | None]:
    """A meeting to fill in; from an outcome also its motion, in the words that were agreed.
    RuleBroken `gone`."""
    body = bodies_of(desk.unit.body)[0]
    convenors = desk.convenors(starts.date())
    meeting = DecisionMeeting(
        id=new_id(),
        number="",
        title=usual_title(body, starts.year),
        body=body,
        starts=starts,
        place=desk.unit.place,
        chair=convenors[0].name if convenors else "",
        outcome_id=outcome_id,
        topic_id=topic_id,
    )
    if outcome_id is None and topic_id is None:
        return meeting, None
    with desk.store.read() as reader:
        outcome = reader.one(Outcome, outcome_id) if outcome_id else None
        topic = reader.one(Topic, outcome.topic_id if outcome else topic_id or "")
    motion = Motion(
        id=new_id(),
        decision_meeting_id=meeting.id,
        position=1,
        title=topic.title,
        text=outcome.text if outcome else topic.background,
        collective_property=topic.collective_property or None,  # not ticked says nothing
    )
    return replace(meeting, topic_id=topic.id), motion


def usual_title(body: DecisionBody, year: int) -> str:
    """A name for a meeting, to be changed at will: `2026年村民代表会议`."""
    return f"{year}年{body.official}"


def count_roll(desk: Desk, meeting: DecisionMeeting) -> Roll:
    """Who may vote, as the roster says; RuleBroken `decision_rule_missing`."""
    with desk.store.read() as reader:
        return roll_of(reader, meeting)


def plan_decision(
    desk: Desk, meeting: DecisionMeeting, motion: Motion | None = None
) -> DecisionMeeting:
    """Keep a new meeting, with the motion that an outcome hands over.

    BadInput `meeting_title_missing`, `place_missing`, `group_missing`, `number_below_zero`;
    RuleBroken `decision_rule_missing`, `counting_not_allowed`.
    """
    check_decision(meeting)
    if motion is not None:
        _check_motion(motion)
    with desk.store.write(desk.actor) as uow:
        refuse_second(uow, meeting.outcome_id)
        number = next_number(uow, DecisionMeeting, meeting.starts.year)
        meeting = replace(meeting, number=number, state=DecisionState.PLANNED)
        uow.put(meeting, "decision_planned")
        if motion is not None:
            motion = replace(motion, decision_meeting_id=meeting.id, position=1)
            uow.put(motion, "motion_added")
        uow.commit()
    return meeting


def change_decision(desk: Desk, meeting: DecisionMeeting) -> DecisionMeeting:
    """Keep changed plans of a meeting; how far it has come stays. From the first signing in on also
    by what it is judged: body, day, counting, and who may vote. Once it has begun only who keeps
    the record and what the supervision committee says are written.

    As `plan_decision`; RuleBroken `decision_over`, `decision_begun`.
    """
    check_decision(meeting)
    with desk.store.write(desk.actor) as uow:
        known = uow.one(DecisionMeeting, meeting.id)
        if known.state in {DecisionState.SEALED, DecisionState.CANCELLED}:
            raise RuleBroken("decision_over", title=known.title)
        meeting = replace(meeting, **{name: getattr(known, name) for name in _COURSE})
        if known.state is not DecisionState.PLANNED:
            later = replace(known, recorder=meeting.recorder, supervision=meeting.supervision)
            if meeting != later:
                raise RuleBroken("decision_begun")
        elif _judged_by(meeting) != _judged_by(known) and uow.count(
            Presence, decision_meeting_id=known.id
        ):
            raise RuleBroken("decision_begun")
        moved = (meeting.starts, meeting.place) != (known.starts, known.place)
        if moved and known.state is DecisionState.PLANNED:
            meeting = _untold(meeting)
        uow.put(meeting, "decision_changed")
        uow.commit()
    return meeting


def _judged_by(meeting: DecisionMeeting) -> tuple[object, ...]:
    day = meeting.starts.date()
    return (meeting.body, day, meeting.counting, meeting.entitled, meeting.group)


def _untold(meeting: DecisionMeeting) -> DecisionMeeting:
    """People must be told again."""
    return replace(meeting, notice_on=None, notice_reason="", told=())


def check_decision(meeting: DecisionMeeting) -> None:
    """BadInput `meeting_title_missing`, `place_missing`, `group_missing`, `number_below_zero`;
    RuleBroken `decision_rule_missing`, `counting_not_allowed`."""
    if not meeting.title.strip():
        raise BadInput("meeting_title_missing")
    if not meeting.place.strip():
        raise BadInput("place_missing")
    if meeting.body is DecisionBody.VILLAGE_GROUP and not meeting.group.strip():
        raise BadInput("group_missing")
    if min(meeting.entitled, meeting.representatives, meeting.women_representatives) < 0:
        raise BadInput("number_below_zero")
    rule_of(meeting).quorum_for(meeting.counting)


def cancel_decision(desk: Desk, meeting_id: str, reason: str) -> DecisionMeeting:
    """Call a planned meeting off; BadInput `reason_missing`, RuleBroken `decision_over`."""
    if not reason.strip():
        raise BadInput("reason_missing")
    with desk.store.write(desk.actor) as uow:
        meeting = uow.one(DecisionMeeting, meeting_id)
        if meeting.state is not DecisionState.PLANNED:
            raise RuleBroken("decision_over", title=meeting.title)
        state = DecisionState.CANCELLED
        meeting = replace(meeting, state=state, cancel_reason=reason.strip())
        uow.put(meeting, "decision_cancelled")
        uow.commit()
    return meeting


def put_motion(desk: Desk, motion: Motion) -> Motion:
    """Keep a motion, new or in other words; a new one comes last. What was said in a roll call on
    other words goes. Of the collective economy's meetings every matter must be told beforehand (law
    of 2024, art. 27): while there is time for it the notice has to be given again, then it is late.

    BadInput `motion_missing`; RuleBroken `decision_over`, `motion_voted`, `motion_after_notice`.
    """
    _check_motion(motion)
    with desk.store.write(desk.actor) as uow:
        known = uow.find(Motion, motion.id)
        meeting = _require_changeable(uow, motion)
        if meeting.body in COLLECTIVE_BODIES and untold(meeting, motion):
            by = notice_by(desk, meeting)
            if meeting.state is DecisionState.OPEN or (by is not None and desk.today > by):
                raise RuleBroken("motion_after_notice", title=motion.title)
            uow.put(_untold(meeting), "decision_changed")
        if known is not None and known != motion:
            drop_voices(uow, motion.id)
        if known is None:
            others = uow.all(Motion, decision_meeting_id=motion.decision_meeting_id)
            last = max((m.position for m in others), default=0)
            motion = replace(motion, position=last + 1)
        uow.put(motion, "motion_added" if known is None else "motion_changed")
        uow.commit()
    return motion


def remove_motion(desk: Desk, motion_id: str) -> None:
    """Take a motion off; RuleBroken `motion_voted`, `decision_over`."""
    with desk.store.write(desk.actor) as uow:
        motion = uow.one(Motion, motion_id)
        _require_changeable(uow, motion)
        drop_voices(uow, motion_id)
        uow.take_away(Motion, motion_id, "motion_removed")
        uow.commit()


def drop_voices(uow: UnitOfWork, motion_id: str) -> None:
    """What was said at a roll call that does not count."""
    voices = [voice.id for voice in uow.all(Voice, motion_id=motion_id)]
    uow.take_away_all(Voice, voices, "voice_taken_back")


def leave_unvoted(desk: Desk, motion_id: str, reason: str) -> Motion:
    """Why a motion was not put to the vote at a meeting that is over: too few came, or it was put
    off. BadInput `reason_missing`; RuleBroken `decision_not_closed`, `motion_voted`."""
    if not reason.strip():
        raise BadInput("reason_missing")
    with desk.store.write(desk.actor) as uow:
        motion = uow.one(Motion, motion_id)
        meeting = uow.one(DecisionMeeting, motion.decision_meeting_id)
        if meeting.state is not DecisionState.CLOSED:
            raise RuleBroken("decision_not_closed", title=meeting.title)
        if uow.count(Vote, motion_id=motion_id):
            raise RuleBroken("motion_voted", title=motion.title)
        motion = replace(motion, not_voted=reason.strip())
        uow.put(motion, "motion_not_voted")
        uow.commit()
    return motion


def tell(desk: Desk, meeting_id: str, reason: str = "", day: date | None = None) -> DecisionMeeting:
    """People were told today, or on `day`, of time, place and matters.

    RuleBroken `decision_notice_short` where fewer days are left than the law asks, unless it lets a
    `reason` stand for them; `motions_missing`; `decision_over`. BadInput `date_in_future`.
    """
    day = day or desk.today
    if day > desk.today:
        raise BadInput("date_in_future", day=day)
    with desk.store.write(desk.actor) as uow:
        meeting = uow.one(DecisionMeeting, meeting_id)
        if meeting.state is not DecisionState.PLANNED:
            raise RuleBroken("decision_over", title=meeting.title)
        motions = uow.all(Motion, "position", decision_meeting_id=meeting_id)
        if not motions:
            raise RuleBroken("motions_missing")
        told = tuple(motion.told_as for motion in motions)
        meeting = replace(meeting, notice_on=day, notice_reason=reason.strip(), told=told)
        if short := notice_short(desk, meeting, motions):
            raise short.problem
        uow.put(meeting, "decision_notice_issued")
        uow.commit()
    return meeting


def open_decision(desk: Desk, meeting_id: str) -> DecisionMeeting:
    """The meeting begins, on the day for which people were told; whether enough are there is asked
    at every vote.

    RuleBroken with the first lack that stops it, `decision_over`, `decision_other_day`.
    """
    file = read_file(desk, meeting_id)
    if file.meeting.state is not DecisionState.PLANNED:
        raise RuleBroken("decision_over", title=file.meeting.title)
    for lack in lacks_of(desk, file):
        if lack.stops:
            raise lack.problem
    if desk.today != file.meeting.starts.date():
        raise RuleBroken("decision_other_day", day=file.meeting.starts.date())
    opened = replace(file.meeting, state=DecisionState.OPEN, opened_at=desk.clock())
    return _kept(desk, opened, "decision_opened")


def close_decision(desk: Desk, meeting_id: str, end: TrueEnd | None = None) -> DecisionMeeting:
    """The meeting ends now, or at the `end` entered by hand, which is checked: who is still in the
    room leaves it. RuleBroken `decision_not_open`."""
    with desk.store.write(desk.actor) as uow:
        meeting = uow.one(DecisionMeeting, meeting_id)
        if meeting.state is not DecisionState.OPEN:
            raise RuleBroken("decision_not_open", title=meeting.title)
        presences = uow.all(Presence, decision_meeting_id=meeting_id)
        votes = uow.all(Vote, decision_meeting_id=meeting_id)
        now = moment_of(meeting, presences, votes, desk.clock())
        if meeting.entered_until is not None:
            now = max(now, meeting.entered_until)
        if end is not None:
            begun = (meeting.opened_at or meeting.starts, *(vote.taken_at for vote in votes))
            now = end.check(max(begun), desk.clock()).at
        left = [
            replace(p, stays=(*p.stays[:-1], p.stays[-1].ended(now))) for p in presences if p.inside
        ]
        uow.put_all(left, "went_out")
        meeting = replace(meeting, state=DecisionState.CLOSED, closed_at=now)
        if end is not None:
            meeting = replace(meeting, end_reason=end.reason.strip())
        uow.put(meeting, "decision_closed")
        uow.commit()
    return meeting


def blank_motion(meeting_id: str) -> Motion:
    """A motion to fill in."""
    return Motion(id=new_id(), decision_meeting_id=meeting_id, position=0, title="", text="")


def _check_motion(motion: Motion) -> None:
    if not motion.title.strip() or not motion.text.strip():
        raise BadInput("motion_missing")


def _require_changeable(uow: UnitOfWork, motion: Motion) -> DecisionMeeting:
    meeting = uow.one(DecisionMeeting, motion.decision_meeting_id)
    if meeting.state not in COMING:
        raise RuleBroken("decision_over", title=meeting.title)
    if uow.count(Vote, motion_id=motion.id):
        raise RuleBroken("motion_voted", title=motion.title)
    return meeting


def _kept(desk: Desk, meeting: DecisionMeeting, kind: str) -> DecisionMeeting:
    with desk.store.write(desk.actor) as uow:
        uow.put(meeting, kind)
        uow.commit()
    return meeting
