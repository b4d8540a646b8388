"""All the papers of one meeting, into a folder or after each other to the printer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from xieshang_desktop.domain.meeting import AgendaItem, Meeting
from xieshang_desktop.domain.outcome import Outcome
from xieshang_desktop.domain.terms import OutcomeKind
from xieshang_desktop.errors import RuleBroken
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.paper_list.kinds import PaperKind
from xieshang_desktop.services.paper_pages import join
from xieshang_desktop.services.papers import Composed, compose, release, save
from xieshang_desktop.services.seating import seated
from xieshang_desktop.storage.files import unwritable

#: Told before each paper: how many are done, how many there are, the name of the next.
Step = Callable[[int, int, str], object]


def papers_of(desk: Desk, meeting_id: str) -> list[tuple[PaperKind, str]]:
    """The papers a meeting has so far, with the object each is about."""
    with desk.store.read() as reader:
        meeting = reader.one(Meeting, meeting_id)
        items = reader.all(AgendaItem, "position", meeting_id=meeting_id)
        outcomes = reader.all(Outcome, meeting_id=meeting_id)
    settled = {o.topic_id for o in outcomes if o.kind is not OutcomeKind.CONTINUE}
    found = [(PaperKind.NOTICE, meeting_id)]
    if items:
        found.append((PaperKind.AGENDA, meeting_id))
    talks = any(item.topic_id for item in items)
    if talks:
        found.append((PaperKind.BRIEFING, meeting_id))
    found.append((PaperKind.BLANK_SHEET, meeting_id))
    if seated(desk, meeting_id):
        found.append((PaperKind.NAME_CARDS, meeting_id))
    if meeting.opened_at is not None:
        found.append((PaperKind.SIGN_IN_SHEET, meeting_id))
    if meeting.closed_at is not None:
        found.append((PaperKind.MINUTES, meeting_id))
        if talks:
            found.append((PaperKind.OPINION_LETTER, meeting_id))
        topics = [item.topic_id for item in items if item.topic_id in settled]
        found += [(PaperKind.RESULT, topic_id) for topic_id in topics if topic_id]
    return found


def uncleared(desk: Desk, meeting_id: str) -> list[tuple[PaperKind, str]]:
    """Those of them that may not leave the program before somebody looked at what they hide."""
    waiting = filter(_waits, _composed(desk, meeting_id))
    return [(paper.spec.kind, paper.object_id) for paper in waiting]


def write_papers(desk: Desk, meeting_id: str, folder: Path, step: Step | None = None) -> list[Path]:
    """Write them all; gives the files. `step` may raise to stop: what is written stays.
    RuleBroken `papers_not_cleared` before anything is written."""
    papers = _cleared(desk, meeting_id)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(error, folder) from error
    files = []
    with desk.store.read() as reader:
        number = reader.one(Meeting, meeting_id).number
    for at, composed in enumerate(papers):
        if step is not None:
            step(at, len(papers), composed.spec.name)
        files.append(save(release(composed), folder / f"{number} {composed.name}"))
    return files


def join_papers(
    desk: Desk, meeting_id: str, step: Step | None = None, *, on_new_sheets: bool = False
) -> bytes:
    """All of them as one, for one printer. `on_new_sheets`: where both sides are printed, no paper
    begins on the back of another. RuleBroken `papers_not_cleared`."""
    papers = _cleared(desk, meeting_id)
    made = []
    for at, composed in enumerate(papers):
        if step is not None:
            step(at, len(papers), composed.spec.name)
        made.append(release(composed))
    return join(made, on_new_sheets=on_new_sheets)


def _composed(desk: Desk, meeting_id: str) -> list[Composed]:
    return [compose(desk, kind, object_id) for kind, object_id in papers_of(desk, meeting_id)]


def _waits(paper: Composed) -> bool:
    return paper.guarded is not None and not paper.guarded.cleared


def _cleared(desk: Desk, meeting_id: str) -> list[Composed]:
    """All of them, or none: who gets a part of a set takes it for the whole."""
    papers = _composed(desk, meeting_id)
    waiting = [paper.name.removesuffix(".pdf") for paper in papers if _waits(paper)]
    if waiting:
        raise RuleBroken("papers_not_cleared", papers="、".join(waiting))
    return papers
