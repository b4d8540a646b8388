"""网络协商: answers collected on a network come in from a file, as statements of a meeting."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, time

import msgspec

from xieshang_desktop.domain.attendance import household_of
from xieshang_desktop.domain.meeting import AgendaItem, Meeting, Statement
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.terms import StatementWay
from xieshang_desktop.errors import BadInput
from xieshang_desktop.ids import new_id
from xieshang_desktop.intake.answers import Answer, AnswersReading, read_answers
from xieshang_desktop.services.attending import voices_of
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.statements import (
    hearing,
    put_statement,
    slip_of,
    statements_of,
)
from xieshang_desktop.storage.unit_of_work import Reader

__all__ = [
    "Answer",
    "AnswersReading",
    "OnlinePlan",
    "import_answers",
    "plan_answers",
    "read_answers",
]


class OnlinePlan(msgspec.Struct, frozen=True, kw_only=True):
    """What taking answers in would do. `known` stand in the record already; `matched` are people of
    the roster, by row; `namesakes` are rows whose name several have; `strangers` rows whose name
    nobody has: their words are kept with the name as given. Of whom somebody of the household is
    `heard` already, the words are kept and are no further voice. `digests` name each row."""

    fresh: tuple[Answer, ...]
    known: tuple[int, ...]
    matched: dict[int, str]
    namesakes: tuple[int, ...]
    strangers: tuple[int, ...]
    empty: tuple[int, ...]
    late: tuple[int, ...]
    heard: tuple[int, ...]
    digests: dict[int, str]


def plan_answers(desk: Desk, meeting_id: str, item_id: str, reading: AnswersReading) -> OnlinePlan:
    """What importing would do; nothing is written. Answers after the meeting's last day
    (`answers_by`) are named as late and taken in as well."""
    with desk.store.read() as reader:
        return _plan(reader, reader.one(Meeting, meeting_id), item_id, reading)


def import_answers(
    desk: Desk, meeting_id: str, item_id: str, reading: AnswersReading
) -> tuple[Statement, ...]:
    """Take the answers in, as one action that can be undone. A row of a file comes in once for
    an item, whatever its words became, until it is withdrawn; it closes the slip of who gave it.

    BadInput `answers_known` when there is nothing new; RuleBroken `meeting_over`, `gone`.
    """
    with desk.store.write(desk.actor) as uow:
        meeting = hearing(uow, meeting_id)
        item = uow.one(AgendaItem, item_id)
        plan = _plan(uow, meeting, item_id, reading)
        if not plan.fresh:
            raise BadInput("answers_known")
        people = {p.id: p for p in uow.all(Person, id=list(plan.matched.values()))}
        known = {s.id: s for s in statements_of(uow, meeting_id)}
        written = []
        for answer in plan.fresh:
            person = people.get(plan.matched.get(answer.row, ""))
            slip = slip_of(known.values(), person.id, item_id) if person else None
            voice = household_of(person) if person and answer.row not in plan.heard else ""
            given_at = _given(answer, uow.at)
            day = min(answer.moment or meeting.moment(uow.at), uow.at).date()
            statement = Statement(
                id=slip.id if slip else new_id(),
                meeting_id=meeting_id,
                agenda_item_id=item_id,
                person_id=person.id if person else "",
                household_id=voice or None,
                way=StatementWay.ONLINE,
                stance=answer.stance,
                text=answer.text,
                asked_on=slip.asked_on if slip else None,
                given_at=given_at,
                given_on=None if given_at else day,
                source="" if person else answer.source,
                answer=plan.digests[answer.row],
            )
            known[statement.id] = statement
            group = (person.group or person.organisation) if person else answer.group
            put_statement(uow, statement, item, person.name if person else answer.name, group)
            written.append(statement)
        uow.commit()
    return tuple(written)


def _plan(reader: Reader, meeting: Meeting, item_id: str, reading: AnswersReading) -> OnlinePlan:
    told = reader.all(Statement, meeting_id=meeting.id, agenda_item_id=item_id)
    taken = {statement.answer for statement in told}
    digests = {answer.row: digest for answer, digest in _digests(reading)}
    fresh = [a for a in reading.answers if digests[a.row] not in taken]
    names = sorted({answer.name for answer in fresh if answer.name})
    named: dict[str, list[Person]] = {}
    for person in reader.all(Person, name=names, left_on=None):
        named.setdefault(person.name, []).append(person)
    voices = voices_of(reader, meeting)
    matched: dict[int, str] = {}
    namesakes: list[int] = []
    strangers: list[int] = []
    heard: list[int] = []
    for answer in fresh:
        same = named.get(answer.name, [])
        meant = [p for p in same if p.group == answer.group] or same
        if len(meant) != 1 or (len(same) > 1 and not answer.group):
            (namesakes if same else strangers).append(answer.row)
            continue
        person = meant[0]
        matched[answer.row] = person.id
        household = household_of(person)
        counted = meeting.by_household and household
        if counted and voices.setdefault(household, person.id) != person.id:
            heard.append(answer.row)
    due = meeting.answers_by
    late = [a.row for a in fresh if due and a.moment and a.moment.date() > due]
    return OnlinePlan(
        fresh=tuple(fresh),
        known=tuple(a.row for a in reading.answers if digests[a.row] in taken),
        matched=matched,
        namesakes=tuple(namesakes),
        strangers=tuple(strangers),
        empty=reading.empty,
        late=tuple(late),
        heard=tuple(heard),
        digests=digests,
    )


def _digests(reading: AnswersReading) -> Iterator[tuple[Answer, str]]:
    """What names each row: SHA-256 of what stands in it and how many like it stand before it."""
    before: Counter[tuple[str, ...]] = Counter()
    for answer in reading.answers:
        moment = answer.moment.isoformat() if answer.moment else ""
        row = (answer.name, answer.group, moment, answer.source, answer.text)
        words = json.dumps([*row, before[row]], ensure_ascii=False)
        yield answer, hashlib.sha256(words.encode()).hexdigest()
        before[row] += 1


def _given(answer: Answer, now: datetime) -> datetime | None:
    """When it was said, as the file tells it, never later than now; nothing where the file tells
    no hour."""
    moment = answer.moment
    return min(moment, now) if moment is not None and moment.time() != time() else None
