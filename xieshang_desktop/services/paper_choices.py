"""What a paper can be about, newest first, and what was answered to its questions."""

from __future__ import annotations

from collections.abc import Callable

from xieshang_desktop.domain.dates import date_words
from xieshang_desktop.domain.decision import DecisionMeeting
from xieshang_desktop.domain.meeting import Meeting
from xieshang_desktop.domain.outcome import Submission, Task
from xieshang_desktop.domain.plan import PlannedActivity
from xieshang_desktop.domain.terms import TaskState
from xieshang_desktop.domain.topic import Topic
from xieshang_desktop.errors import Problem
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.paper_list import SPECS
from xieshang_desktop.services.paper_list.kinds import About, PaperKind
from xieshang_desktop.services.papers import build

#: So many of the newest are tried for one that a paper can be made about.
_TRIED = 12


def objects_of(desk: Desk, about: About) -> list[tuple[str, str]]:
    """Ids and words of what a paper can be about, the newest first, but open tasks before those
    that are done; the room itself is one."""
    listing: dict[About, Callable[[Desk], list[tuple[str, str]]]] = {
        About.MEETING: _meetings,
        About.DECISION: _decisions,
        About.TOPIC: _topics,
        About.TASK: _tasks,
        About.SUBMISSION: _submissions,
        About.YEAR: _years,
    }
    if about not in listing:
        return [("", desk.unit.room)]
    return listing[about](desk)


def likeliest(desk: Desk, kind: PaperKind) -> str | None:
    """The newest object that this paper can be made about as the records stand, else the newest
    of all; None where there is nothing."""
    about = SPECS[kind].about
    objects = objects_of(desk, about)[:_TRIED]
    newest = objects[0][0] if objects else None
    if about in {About.UNIT, About.YEAR}:  # a year without anything is a paper too
        return newest
    return next((key for key, _words in objects if can_be_made(desk, kind, key)), newest)


def can_be_made(desk: Desk, kind: PaperKind, object_id: str) -> bool:
    """Whether the records hold what this paper needs."""
    try:
        build(desk, kind, object_id)
    except Problem:
        return False
    return True


def papers_about(desk: Desk, about: About, object_id: str) -> list[PaperKind]:
    """The papers that can be made about it, in the order of the list."""
    kinds = [spec.kind for spec in SPECS.values() if spec.about is about]
    return [kind for kind in kinds if can_be_made(desk, kind, object_id)]


def _meetings(desk: Desk) -> list[tuple[str, str]]:
    with desk.store.read() as reader:
        found = reader.all(Meeting, "starts")
    return [(m.id, f"{date_words(m.starts)}　{m.title}") for m in reversed(found)]


def _decisions(desk: Desk) -> list[tuple[str, str]]:
    with desk.store.read() as reader:
        found = reader.all(DecisionMeeting, "-starts")
    return [(m.id, f"{date_words(m.starts)}　{m.title}") for m in found]


def _topics(desk: Desk) -> list[tuple[str, str]]:
    with desk.store.read() as reader:
        found = reader.all(Topic, "proposed_on")
    return [(t.id, f"{t.number}　{t.title}") for t in reversed(found)]


def _tasks(desk: Desk) -> list[tuple[str, str]]:
    """What is still to be done by its day, then what was done, the latest first."""
    with desk.store.read() as reader:
        found = reader.all(Task, "due")
    waiting = [task for task in found if task.state is TaskState.OPEN]
    done = [task for task in reversed(found) if task.state is not TaskState.OPEN]
    return [(t.id, f"{t.text}　{t.owner}　{date_words(t.due)}") for t in (*waiting, *done)]


def _submissions(desk: Desk) -> list[tuple[str, str]]:
    with desk.store.read() as reader:
        found = reader.all(Submission)
        titles = {t.id: t.title for t in reader.all(Topic, id=[s.topic_id for s in found])}
    return [(s.id, f"{titles.get(s.topic_id, '')}　{s.addressee}") for s in reversed(found)]


def _years(desk: Desk) -> list[tuple[str, str]]:
    with desk.store.read() as reader:
        known = {m.starts.year for m in reader.all(Meeting)}
        known |= {t.proposed_on.year for t in reader.all(Topic)}
        known |= {each.year for each in reader.all(PlannedActivity)}
        known |= {m.starts.year for m in reader.all(DecisionMeeting)}
    years = sorted(known | {desk.today.year}, reverse=True)
    return [(str(year), f"{year}年") for year in years]
