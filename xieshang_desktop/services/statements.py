"""Written consultation 书面协商: what people tell from outside: by slip, telephone, on the net."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime

import msgspec
from msgspec.structs import replace

from xieshang_desktop.domain.attachment import Attachment
from xieshang_desktop.domain.attendance import household_of
from xieshang_desktop.domain.meeting import UNSEALED, AgendaItem, Meeting, Opinion, Statement
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.terms import Stance, StatementWay
from xieshang_desktop.errors import BadInput, RuleBroken
from xieshang_desktop.ids import new_id
from xieshang_desktop.services.attending import pass_voice, voices_of
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.erasing import erase_source
from xieshang_desktop.storage.people import people_by_ids
from xieshang_desktop.storage.unit_of_work import Reader, UnitOfWork


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """A statement with whose it is (None: somebody on the net who is not on the roster), under
    which name it stands among the opinions, the item it is about and how many pieces of evidence
    hang on it."""

    statement: Statement
    person: Person | None
    name: str
    item: AgendaItem | None
    evidence: int


class Slips(msgspec.Struct, frozen=True, kw_only=True):
    """How many slips went out and came back, and until when."""

    out: int
    back: int
    due: date | None


def statements_of(reader: Reader, meeting_id: str) -> list[Statement]:
    """All statements of a meeting in the order of their making, slips that are out too."""
    return reader.all(Statement, meeting_id=meeting_id)


def slips_of(meeting: Meeting, statements: Iterable[Statement]) -> Slips:
    """How the slips of a meeting stand: one is back when its answer came, in whatever way."""
    slips = [s for s in statements if s.asked_on is not None]
    back = sum(s.told_on is not None for s in slips)
    return Slips(out=len(slips), back=back, due=meeting.answers_by)


def unasked(statements: Iterable[Statement]) -> dict[StatementWay, int]:
    """How many told something by each way to whom no slip had gone."""
    ways = Counter(s.way for s in statements if s.asked_on is None and s.told_on is not None)
    return {way: ways[way] for way in StatementWay if ways[way]}


def told(desk: Desk, meeting_id: str) -> list[Told]:
    """The statements of a meeting as a list shows them."""
    with desk.store.read() as reader:
        found = statements_of(reader, meeting_id)
        people = {p.id: p for p in people_by_ids(reader, [s.person_id for s in found])}
        items = {i.id: i for i in reader.all(AgendaItem, meeting_id=meeting_id)}
        ids = [s.id for s in found]
        hung = [a.object_id for a in reader.all(Attachment, object_id=ids)]
        speakers = {o.statement_id: o.speaker for o in reader.all(Opinion, statement_id=ids)}
    return [
        Told(
            statement=statement,
            person=people.get(statement.person_id),
            name=speakers.get(statement.id, ""),
            item=items.get(statement.agenda_item_id or ""),
            evidence=hung.count(statement.id),
        )
        for statement in found
    ]


def ask_slips(
    desk: Desk, meeting_id: str, person_ids: Iterable[str], item_id: str | None, due: date
) -> list[Statement]:
    """Slips 意见表 go out to these people, to be back by a day; who was asked already is left out.

    BadInput `slips_due_past`, `nobody_chosen`; RuleBroken `meeting_over`.
    """
    if due < desk.today:
        raise BadInput("slips_due_past", day=due)
    with desk.store.write(desk.actor) as uow:
        meeting = hearing(uow, meeting_id)
        asked = {
            (s.person_id, s.agenda_item_id)
            for s in statements_of(uow, meeting_id)
            if s.asked_on is not None
        }
        wanted = [p for p in dict.fromkeys(person_ids) if (p, item_id) not in asked]
        if not wanted:
            raise BadInput("nobody_chosen")
        people = {p.id: p for p in people_by_ids(uow, wanted)}
        slips = [
            Statement(
                id=new_id(),
                meeting_id=meeting_id,
                agenda_item_id=item_id,
                person_id=person_id,
                way=StatementWay.SLIP,
                asked_on=desk.today,
            )
            for person_id in wanted
            if person_id in people
        ]
        uow.put_all(slips, "slip_handed_out")
        if meeting.answers_by != due:
            uow.put(replace(meeting, answers_by=due), "meeting_changed")
        uow.commit()
    return slips


def record_statement(
    desk: Desk,
    meeting_id: str,
    item_id: str,
    person_id: str,
    way: StatementWay,
    text: str,
    *,
    stance: Stance = Stance.UNSAID,
    given_at: datetime | None = None,
    given_on: date | None = None,
    taken_by: str = "",
    witness: str = "",
) -> Statement:
    """What somebody told from outside the room, on one item; a slip that went out to the same
    person is the one that came back, in whatever way. It stands among the opinions of its item as
    well. Of what was told before, `given_at` says when, or `given_on` the day where nobody knows
    the hour.

    BadInput `statement_empty`, `taken_by_missing` (what was told by telephone or at a door was
    taken down by somebody), `statement_in_future`; RuleBroken `meeting_over`, `household_heard`
    where households count and another member spoke for this one already.
    """
    if not text.strip():
        raise BadInput("statement_empty")
    if way in {StatementWay.TELEPHONE, StatementWay.VISIT} and not taken_by.strip():
        raise BadInput("taken_by_missing")
    if (given_at and given_at > desk.clock()) or (given_on and given_on > desk.today):
        raise BadInput("statement_in_future")
    with desk.store.write(desk.actor) as uow:
        meeting = hearing(uow, meeting_id)
        item = uow.one(AgendaItem, item_id)
        person = uow.one(Person, person_id)
        known = statements_of(uow, meeting_id)
        household = household_of(person)
        voice = voices_of(uow, meeting).get(household, person_id)
        if voice != person_id:
            raise RuleBroken("household_heard", name=uow.one(Person, voice).name)
        slip = slip_of(known, person_id, item_id)
        if given_at is None and given_on is None:
            if meeting.entered_on is None:
                given_at = desk.clock()
            else:
                given_on = meeting.moment(desk.clock()).date()
        statement = Statement(
            id=slip.id if slip else new_id(),
            meeting_id=meeting_id,
            agenda_item_id=item_id,
            person_id=person_id,
            household_id=household or None,
            way=way,
            stance=stance,
            text=text.strip(),
            asked_on=slip.asked_on if slip else None,
            given_at=given_at,
            given_on=None if given_at else given_on,
            taken_by=taken_by.strip(),
            witness=witness.strip(),
        )
        put_statement(uow, statement, item, person.name, person.group or person.organisation)
        uow.commit()
    return statement


def slip_of(known: Iterable[Statement], person_id: str, item_id: str) -> Statement | None:
    """The slip that is out to somebody, on this item or on the whole meeting."""
    out = [s for s in known if s.told_on is None and s.agenda_item_id in {None, item_id}]
    return next((s for s in out if s.person_id == person_id), None)


def put_statement(
    uow: UnitOfWork, statement: Statement, item: AgendaItem, name: str, group: str
) -> None:
    """Put a statement in place, and its words among the opinions of the item; there it has the
    moment when it was entered if nobody knows when it was told."""
    uow.put(statement, "statement_taken")
    entered = uow.one(Meeting, statement.meeting_id).moment(uow.at)
    uow.put(
        Opinion(
            id=new_id(),
            meeting_id=statement.meeting_id,
            agenda_item_id=item.id,
            person_id=statement.person_id,
            speaker=name,
            group=group,
            text=statement.text,
            at=statement.given_at or entered,
            stance=statement.stance,
            statement_id=statement.id,
        ),
        "opinion_recorded",
    )


def withdraw_statement(desk: Desk, statement_id: str) -> None:
    """Take back a statement that was entered by mistake; RuleBroken `meeting_over`, `gone`. The
    account of somebody who is on no roster goes for good with it: nobody could find it later."""
    with desk.store.read() as reader:
        told = reader.one(Statement, statement_id)
        hearing(reader, told.meeting_id)
    if told.source and not told.person_id:
        erase_source(desk, statement_id)
    with desk.store.write(desk.actor) as uow:
        take_back(uow, statement_id)
        uow.commit()


def take_back(uow: UnitOfWork, statement_id: str) -> None:
    """The same inside an action: its words among the opinions and its evidence go with it, a slip
    is out again, and another of the household speaks for it."""
    statement = uow.one(Statement, statement_id)
    hearing(uow, statement.meeting_id)
    opinions = uow.all(Opinion, statement_id=statement_id)
    evidence = uow.all(Attachment, object_type=Statement.NOUN, object_id=statement_id)
    uow.take_away_all(Opinion, [o.id for o in opinions], "opinion_removed")
    uow.take_away_all(Attachment, [a.id for a in evidence], "photo_removed")
    if statement.asked_on is not None and statement.told_on is not None:
        uow.put(
            Statement(
                id=statement.id,
                meeting_id=statement.meeting_id,
                agenda_item_id=statement.agenda_item_id,
                person_id=statement.person_id,
                way=StatementWay.SLIP,
                asked_on=statement.asked_on,
            ),
            "slip_handed_out",
        )
    else:
        uow.take_away(Statement, statement_id, "statement_withdrawn")
    pass_voice(uow, statement.meeting_id, statement.household_id)


def reword(uow: UnitOfWork, opinion: Opinion, kind: str) -> None:
    """An opinion that was told from outside says something else: its statement as well."""
    uow.put(opinion, kind)
    if opinion.statement_id is not None:
        told = uow.one(Statement, opinion.statement_id)
        changed = replace(told, text=opinion.text, stance=opinion.stance)
        if changed != told:
            uow.put(changed, "statement_changed")


def hearing(reader: Reader, meeting_id: str) -> Meeting:
    """The meeting, while something can still be told to it; RuleBroken `meeting_over`."""
    meeting = reader.one(Meeting, meeting_id)
    if meeting.state not in UNSEALED:
        raise RuleBroken("meeting_over", title=meeting.title)
    return meeting
