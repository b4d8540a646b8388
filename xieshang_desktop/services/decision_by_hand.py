"""The papers with which a meeting that decides goes on when the laptop can't, as one PDF."""

from __future__ import annotations

from collections.abc import Callable

from xieshang_desktop.domain import documents
from xieshang_desktop.domain.dates import date_words, moment_words
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.terms_decision import DecisionState, VotingWay
from xieshang_desktop.errors import RuleBroken
from xieshang_desktop.services.decision_counting import count_sheet
from xieshang_desktop.services.decision_file import COMING, DecisionFile, file_of
from xieshang_desktop.services.decision_roll import roll_of
from xieshang_desktop.services.decision_words import body_words, count_words
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.paper_list import SPECS
from xieshang_desktop.services.paper_list.kinds import PaperKind
from xieshang_desktop.services.paper_pages import join
from xieshang_desktop.services.papers import Composed, compose, rendered
from xieshang_desktop.services.papers_by_hand import PapersByHand, Step
from xieshang_desktop.services.papers_collection import MOST_CARDS
from xieshang_desktop.services.papers_door import in_order
from xieshang_desktop.services.typesetting import set_paper
from xieshang_desktop.storage.people import people_by_ids

#: Names on the sheet to sign in; of a longer roll only who is there, and as many empty rows.
_MOST_NAMES = 600
#: Empty rows for who still comes.
_SPARE = 20


def decision_papers_by_hand(desk: Desk, meeting_id: str, step: Step | None = None) -> PapersByHand:
    """The notice of a meeting to come, the sheet to sign in, ballots where a vote is secret, the
    counting sheets, and a record to write in; RuleBroken `decision_over`, `motions_missing`."""
    with desk.store.read() as reader:
        file = file_of(reader, meeting_id)
        roll = roll_of(reader, file.meeting).person_ids
        here = set(file.presences)
        named = people_by_ids(reader, sorted(here | roll if len(roll) <= _MOST_NAMES else here))
    if file.meeting.state not in COMING:
        raise RuleBroken("decision_over", title=file.meeting.title)
    if not file.motions:
        raise RuleBroken("motions_missing")
    wanted: list[tuple[str, Callable[[], Composed | documents.Paper]]] = [
        ("签到表", lambda: _sign_in_sheet(desk, file, named)),
        (SPECS[PaperKind.COUNT_SHEET].name, lambda: count_sheet(desk, meeting_id, {})),
        ("手工记录表", lambda: _record(desk, file)),
    ]
    if file.meeting.state is DecisionState.PLANNED:
        kind = PaperKind.DECISION_NOTICE
        wanted.insert(0, (SPECS[kind].name, lambda: compose(desk, kind, meeting_id)))
    if any(m.way is VotingWay.BALLOT and m.id not in file.votes for m in file.motions):
        cards = {"cards": str(min(max(file.meeting.entitled, 1), MOST_CARDS))}
        ballot = PaperKind.DECISION_BALLOT
        wanted.append((SPECS[ballot].name, lambda: compose(desk, ballot, meeting_id, cards)))
    made, names, left_out = [], [], []
    for at, (name, make) in enumerate(wanted):
        if step is not None:
            step(at, len(wanted), name)
        paper = make()
        if not isinstance(paper, Composed):
            made.append(set_paper(paper).pdf)
        elif paper.guarded is None or paper.guarded.cleared:
            made.append(rendered(paper).pdf)
        else:
            left_out.append(name)
            continue
        names.append(name)
    return PapersByHand(pdf=join(made), names=tuple(names), left_out=tuple(left_out))


def _sign_in_sheet(desk: Desk, file: DecisionFile, named: list[Person]) -> documents.SignInSheet:
    """Who is there keeps the time as recorded, everybody else signs on the paper."""
    meeting, people = file.meeting, in_order(named)
    rows = []
    for person in people:
        presence = file.presences.get(person.id)
        part = "列席" if presence is not None and not presence.entitled else ""
        came = f"{presence.stays[0].since:%H:%M}已到" if presence and presence.stays else ""
        named_person = documents.tell_apart(person, people)
        rows.append(documents.SignInRow(person=named_person, part=part, note=came))
    return documents.SignInSheet(
        unit=desk.unit.name,
        title=f"{body_words(meeting)}签到表",
        when=moment_words(meeting.starts),
        place=meeting.place,
        rows=tuple(rows),
        filled=False,
        spare_rows=_SPARE,
        recorder=meeting.recorder,
        issued_on=meeting.starts.date(),
        practice=desk.unit.practice,
    )


def _record(desk: Desk, file: DecisionFile) -> documents.DecisionHandRecord:
    meeting, now = file.meeting, desk.clock()
    here = sum(p.inside and p.entitled for p in file.presences.values())
    return documents.DecisionHandRecord(
        unit=desk.unit.name,
        title=f"{body_words(meeting)}手工记录表",
        body=body_words(meeting),
        when=moment_words(meeting.starts),
        place=meeting.place,
        chair=meeting.chair,
        recorder=meeting.recorder,
        expected=f"{meeting.entitled}{meeting.counting.measure}" if meeting.entitled else "",
        printed=f"{date_words(now)}{now:%H:%M}，有表决权的到会{here}人",
        motions=tuple(
            documents.HandMotion(
                what=motion.title,
                words=motion.text,
                way=motion.way.official,
                state=count_words(vote, meeting) if (vote := file.votes.get(motion.id)) else "",
            )
            for motion in file.motions
        ),
        issued_on=desk.today,
        practice=desk.unit.practice,
    )
