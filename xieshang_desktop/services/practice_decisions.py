"""A meeting of the practice village that decides: counted from the roster, voted on, sealed."""

from __future__ import annotations

from datetime import timedelta

from msgspec.structs import replace

from xieshang_desktop.domain.decision import Count, DecisionMeeting, Motion
from xieshang_desktop.domain.outcome import Outcome
from xieshang_desktop.domain.terms import OutcomeKind
from xieshang_desktop.domain.terms_decision import DecisionBody
from xieshang_desktop.domain.topic import Topic
from xieshang_desktop.services import (
    decision_door,
    decision_sealing,
    decision_votes,
    decisions,
)
from xieshang_desktop.services.practice_stage import Stage

#: As long before the end the meeting was, and as long before it that it was made known.
_BEFORE_END, _AHEAD = timedelta(days=12), timedelta(days=15)


def decide(stage: Stage) -> None:
    """A 村民代表会议 on the newest consensus that needs one, two weeks after it was planned."""
    stage.at(stage.end - _BEFORE_END - _AHEAD, lambda: _plan(stage))


def _plan(stage: Stage) -> None:
    desk = stage.desk
    with desk.store.read() as reader:
        agreed = reader.all(Outcome, "-decided_on", kind=OutcomeKind.CONSENSUS)
        topics = {t.id: t for t in reader.all(Topic, id=[o.topic_id for o in agreed])}
    outcome = next(o for o in agreed if not topics[o.topic_id].collective_property)
    starts = (desk.clock() + _AHEAD).replace(hour=14, minute=30)
    blank, motion = decisions.blank_decision(desk, starts, outcome_id=outcome.id)
    assert motion is not None  # noqa: S101 - an outcome hands its words over
    motion = replace(motion, collective_property=False)
    year = desk.today.year
    meeting = replace(
        blank,
        body=DecisionBody.VILLAGE_REPRESENTATIVES,
        party_studied_on=desk.today,
        authorised=f"{year}年1月10日",
    )
    roll = decisions.count_roll(desk, meeting)
    meeting = replace(
        meeting,
        entitled=roll.count,
        representatives=roll.representatives,
        women_representatives=roll.women_representatives,
        entitled_on=roll.source,
    )
    meeting = decisions.plan_decision(desk, meeting, motion)
    decisions.tell(desk, meeting.id)
    stage.at(starts - timedelta(minutes=20), lambda: _hold(stage, meeting.id))


def _hold(stage: Stage, meeting_id: str) -> None:
    """Nine of ten come; two count the hands, and the record is sealed the same day."""
    desk = stage.desk
    with desk.store.read() as reader:
        meeting = reader.one(DecisionMeeting, meeting_id)
        motions = reader.all(Motion, decision_meeting_id=meeting_id)
    entitled = sorted(decisions.count_roll(desk, meeting).person_ids)
    here = [person_id for n, person_id in enumerate(entitled) if n % 10]
    for person_id in here:
        stage.let_pass(seconds=20)
        decision_door.come_in(desk, meeting_id, person_id)
    decisions.open_decision(desk, meeting_id)
    stage.let_pass(minutes=40)
    against = len(here) // 12
    count = Count(agree=len(here) - against, disagree=against, abstain=0)
    counters = tuple(each["name"] for each in stage.village["recorders"][:2])
    for motion in motions:
        decision_votes.vote_by_hands(desk, motion.id, count, count, counters)
    decisions.close_decision(desk, meeting_id)
    decision_sealing.seal_decision(desk, meeting_id)
