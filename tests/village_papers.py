"""Every paper there is, made from the records of the practice village."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import NamedTuple

from msgspec.structs import replace

from xieshang_desktop.domain.decision import DecisionMeeting
from xieshang_desktop.domain.meeting import Meeting
from xieshang_desktop.domain.minutes import Minutes
from xieshang_desktop.domain.outcome import Submission, Task
from xieshang_desktop.domain.terms import MinutesState
from xieshang_desktop.domain.terms_decision import DecisionState
from xieshang_desktop.domain.topic import Topic
from xieshang_desktop.errors import Problem
from xieshang_desktop.services import decisions, meetings, sealing
from xieshang_desktop.services.decision_sealing import correct_decision
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.history import meeting_called
from xieshang_desktop.services.paper_list import SPECS
from xieshang_desktop.services.paper_list.kinds import About, PaperKind, PaperSpec
from xieshang_desktop.services.papers import Composed, compose

#: What the announcements are given: no record holds it.
_ANNOUNCED = {
    PaperKind.ANNOUNCEMENT: {"title_lines": "关于老街路段夜间施工的通告"},
    PaperKind.PUBLIC_ANNOUNCEMENT: {"title_lines": "关于老街路段夜间施工的公告"},
}
_TEXT = {
    "text": "因排水沟施工，老街路段每日20时至次日6时封闭，请绕行北环路。\n给大家带来不便，请谅解。",
}


class VillagePaper(NamedTuple):
    """A paper of the village; `composed` is None where the village has nothing it could be of."""

    spec: PaperSpec
    composed: Composed | None


def village_papers(desk: Desk) -> Iterator[VillagePaper]:
    """Each kind once, about the first record of which such a paper can be made."""
    for spec in SPECS.values():
        yield VillagePaper(spec, _first(desk, spec))


def furnish(desk: Desk) -> None:
    """What a year may lack by chance: a meeting that was called off, a corrected record of each
    kind, each by the service that does it."""
    line = "“三组”应为“五组”。"
    with desk.store.read() as reader:
        minutes = reader.all(Minutes, state=MinutesState.SEALED)[-1]
        decided = reader.all(DecisionMeeting, state=DecisionState.SEALED)[-1]
    sealing.correct(desk, minutes.id, line)
    correct_decision(desk, decided.id, line)
    blank = meetings.blank_meeting(desk, desk.clock() + timedelta(days=20))
    planned = meetings.plan_meeting(desk, replace(blank, title="道路议事会"), [])
    meetings.cancel_meeting(desk, planned.id, "台风就要来了")
    deciding, _motion = decisions.blank_decision(desk, desk.clock() + timedelta(days=20))
    told = decisions.plan_decision(desk, replace(deciding, title="村民代表会议"))
    decisions.cancel_decision(desk, told.id, "台风就要来了")


def _first(desk: Desk, spec: PaperSpec) -> Composed | None:
    announced = _ANNOUNCED.get(spec.kind)
    answers = announced | _TEXT if announced else {}
    for object_id in _objects(desk, spec.about):
        try:
            return compose(desk, spec.kind, object_id, answers)
        except Problem:
            continue
    return None


def _objects(desk: Desk, about: About) -> list[str]:
    with desk.store.read() as reader:
        match about:
            case About.MEETING:
                latest = meeting_called(desk, "latest").id
                return [latest, *(each.id for each in reader.all(Meeting, "-starts"))]
            case About.DECISION:
                return [each.id for each in reader.all(DecisionMeeting, "-starts")]
            case About.TOPIC:
                return [each.id for each in reader.all(Topic)]
            case About.TASK:
                return [each.id for each in reader.all(Task)]
            case About.SUBMISSION:
                return [each.id for each in reader.all(Submission)]
            case About.YEAR:
                years = {meeting.starts.year for meeting in reader.all(Meeting)}
                return [str(year) for year in sorted(years, reverse=True)]
            case About.UNIT:
                return [""]
