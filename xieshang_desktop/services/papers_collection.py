"""Papers that collect: blank for writing by hand, or filled from a record."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from xieshang_desktop.domain import documents
from xieshang_desktop.domain.dates import date_words
from xieshang_desktop.domain.documents import OPEN_BOX, TICKED_BOX
from xieshang_desktop.domain.names import JOINER
from xieshang_desktop.domain.note import Note
from xieshang_desktop.domain.outcome import Outcome, Task
from xieshang_desktop.domain.terms import (
    Body,
    NoteChannel,
    Scope,
    TaskState,
    Term,
    TopicClass,
    TopicSource,
    TopicState,
)
from xieshang_desktop.domain.topic import Topic
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.paper_answers import Answers

#: The bodies that decide by ballot, by code (VCL 2025 arts. 26, 30, 32, UCL arts. 26, 27,
#: 农村集体经济组织法 art. 27); a consultation is none of them.
BODIES = {
    "village_representatives": "村民代表会议",
    "village_meeting": "村民会议",
    "group_meeting": "村民小组会议",
    "resident_representatives": "居民代表会议",
    "resident_meeting": "居民会议",
    "members_meeting": "集体经济组织成员大会",
    "members_representatives": "集体经济组织成员代表大会",
}

#: More cards than this at once are no village's.
MOST_CARDS = 5000

#: A ballot without matters has so many rows to write in.
_BLANK_ROWS = 3


def topic_form(desk: Desk, topic_id: str, _answers: Mapping[str, str]) -> documents.TopicForm:
    """议题征集表, blank, or filled from the topic of this id; RuleBroken `gone`."""
    topic = None
    if topic_id:
        with desk.store.read() as reader:
            topic = reader.one(Topic, topic_id)
    screening = topic.screening if topic else None
    factors = (
        ("切口小", bool(screening and screening.small_cut)),
        ("关联广", bool(screening and screening.wide_relevance)),
        ("群众反映强烈", bool(screening and screening.strong_reaction)),
    )
    state = topic.state if topic else None
    decision = (
        ("列入协商", state in {TopicState.ACCEPTED, TopicState.CLOSED}),
        ("不列入", state is TopicState.REFUSED),
        ("并入其他议题", state is TopicState.MERGED),
    )
    return documents.TopicForm(
        unit=desk.unit.room,
        number=topic.number if topic else "",
        proposed_on=_day(topic.proposed_on if topic else None),
        topic=topic.title if topic else "",
        proposer=topic.proposer if topic else "",
        group=topic.group if topic else "",
        sources=_terms(TopicSource, topic.source if topic else None),
        classes=_terms(TopicClass, topic.topic_class if topic else None),
        scopes=_terms(Scope, topic.scope if topic else None),
        households=f"{topic.households}户" if topic and topic.households else "",
        background=topic.background if topic else "",
        factors=_boxes(factors),
        decision=_boxes(decision),
        reason=topic.reason if topic else "",
        answered_on=_day(topic.answered_on if topic else None),
        issued_on=desk.today,
        practice=desk.unit.practice,
    )


def note_sheet(desk: Desk, note_id: str, _answers: Mapping[str, str]) -> documents.NoteSheet:
    """民情记录, blank, or filled from the note of this id; RuleBroken `gone`."""
    blank = documents.NoteSheet(
        unit=desk.unit.room,
        channels=_terms(NoteChannel, None),
        issued_on=desk.today,
        practice=desk.unit.practice,
    )
    if not note_id:
        return blank
    with desk.store.read() as reader:
        note = reader.one(Note, note_id)
        topic = reader.find(Topic, note.topic_id)
    return documents.NoteSheet(
        unit=desk.unit.room,
        told_on=date_words(note.told_on),
        channels=_terms(NoteChannel, note.channel),
        teller=note.teller,
        group=note.group,
        text=note.text,
        recorder=note.recorder,
        handling=note.handling,
        handled_on=_day(note.handled_on),
        topic=f"{topic.number}　{topic.title}" if topic else "",
        issued_on=desk.today,
        practice=desk.unit.practice,
    )


def opinion_card(desk: Desk, topic_id: str, answers: Mapping[str, str]) -> documents.OpinionCard:
    """意见卡 on a topic, or with room for it; BadInput `answer_no_number`."""
    asked = Answers(answers)
    with desk.store.read() as reader:
        topic = reader.one(Topic, topic_id)
    return documents.OpinionCard(
        unit=desk.unit.room,
        topic="" if asked.ticked("blank") else topic.title,
        named=asked.ticked("named"),
        cards=asked.number("cards", 0, most=MOST_CARDS),
        issued_on=desk.today,
        practice=desk.unit.practice,
    )


def ballot(desk: Desk, _object_id: str, answers: Mapping[str, str]) -> documents.Ballot:
    """A ballot for a meeting that decides; BadInput `answer_no_number`."""
    asked = Answers(answers)
    usual = "village" if desk.unit.body is Body.VILLAGE else "resident"
    body = BODIES.get(asked.text("body"), BODIES[f"{usual}_representatives"])
    elects = asked.text("what") == "candidates"
    lines = tuple(
        documents.BallotLine(what=line) for line in asked.lines("lines") or ("",) * _BLANK_ROWS
    )
    name = "选票" if elects else "表决票"
    numbered = asked.ticked("numbered")
    return documents.Ballot(
        unit=desk.unit.name,
        title=asked.text("title", f"{desk.unit.name}\n{body}{name}"),
        body=body,
        day=asked.text("day"),
        matters=() if elects else lines,
        candidates=lines if elects else (),
        remark=asked.text("remark"),
        cards=asked.number("cards", 0, most=MOST_CARDS),
        first_number=1 if numbered else 0,
        issued_on=desk.today,
        practice=desk.unit.practice,
    )


def satisfaction_slip(
    desk: Desk, topic_id: str, answers: Mapping[str, str]
) -> documents.SatisfactionSlip:
    """满意度测评票: what was done, from the tasks that are done, or what came of it (S1-18).

    BadInput `answer_no_number`.
    """
    asked = Answers(answers)
    with desk.store.read() as reader:
        topic = reader.one(Topic, topic_id)
        tasks = reader.all(Task, "due", topic_id=topic_id)
        outcomes = reader.all(Outcome, "decided_on", topic_id=topic_id)
    done = [t.result.strip() or f"{t.text}，已办结。" for t in tasks if t.state is TaskState.DONE]
    effects = [o.effect.strip() for o in outcomes if o.effect.strip()]
    return documents.SatisfactionSlip(
        unit=desk.unit.room,
        topic=topic.title,
        carried_out=asked.text("carried_out", "\n".join(dict.fromkeys(effects or done))),
        cards=asked.number("cards", 0, most=MOST_CARDS),
        issued_on=desk.today,
        practice=desk.unit.practice,
    )


def _terms(terms: Collection[Term] | type[Term], chosen: Term | None) -> str:
    return _boxes((term.official, term is chosen) for term in terms)


def _boxes(choices: Iterable[tuple[str, bool]]) -> str:
    """Each choice behind its box."""
    return "　".join(
        f"{TICKED_BOX if ticked else OPEN_BOX}{JOINER}{words}" for words, ticked in choices
    )


def _day(day: date | None) -> str:
    return date_words(day) if day else ""
