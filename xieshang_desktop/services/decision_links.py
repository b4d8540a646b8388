"""Which meetings decide on what came of a consultation: an outcome is handed over to one."""

from __future__ import annotations

from xieshang_desktop.domain.decision import DecisionMeeting, Motion, Vote
from xieshang_desktop.domain.terms_decision import DecisionState
from xieshang_desktop.errors import RuleBroken
from xieshang_desktop.services.decision_file import DecisionLine
from xieshang_desktop.storage.unit_of_work import Reader


def decisions_about(reader: Reader, topic_id: str) -> tuple[DecisionLine, ...]:
    """The meetings on a topic that were not called off, the latest last."""
    return _lines(reader, topic_id=topic_id)


def meeting_for(reader: Reader, outcome_id: str) -> DecisionLine | None:
    """The meeting to which an outcome was handed over; None where there is none yet."""
    return next(iter(reversed(_lines(reader, outcome_id=outcome_id))), None)


def settles(line: DecisionLine) -> bool:
    """Whether a meeting still has the matter, or passed it; where it did not pass, the outcome may
    be handed over again."""
    over = line.meeting.state in {DecisionState.CLOSED, DecisionState.SEALED}
    return not over or line.passed > 0


def refuse_second(reader: Reader, outcome_id: str | None) -> None:
    """RuleBroken `outcome_handed_over` where a meeting has the outcome already."""
    line = meeting_for(reader, outcome_id) if outcome_id else None
    if line is not None and settles(line):
        raise RuleBroken("outcome_handed_over", title=line.meeting.title)


def _lines(reader: Reader, **equal: str) -> tuple[DecisionLine, ...]:
    lines = []
    for meeting in reader.all(DecisionMeeting, "starts", **equal):
        if meeting.state is DecisionState.CANCELLED:
            continue
        votes = reader.all(Vote, decision_meeting_id=meeting.id)
        lines.append(
            DecisionLine(
                meeting=meeting,
                motions=tuple(reader.all(Motion, "position", decision_meeting_id=meeting.id)),
                voted=len(votes),
                passed=sum(vote.passed for vote in votes),
            )
        )
    return tuple(lines)
