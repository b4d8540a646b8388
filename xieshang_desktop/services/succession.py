"""换届: the desk is handed over, with a list of what is open, and old PINs are worth nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import msgspec
from msgspec.structs import replace

from xieshang_desktop.domain import documents
from xieshang_desktop.domain.minutes import Succession
from xieshang_desktop.domain.terms import Rank
from xieshang_desktop.domain.unit import Convenor
from xieshang_desktop.errors import BadInput, RuleBroken
from xieshang_desktop.ids import new_id
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.open_matters import matter_line, open_matters
from xieshang_desktop.services.pins import forget_pins
from xieshang_desktop.services.signatories import one_person

#: The work is handed over within ten days of the election (VCL art. 24, UCL art. 25).
HANDED_WITHIN = 10


class Incoming(msgspec.Struct, frozen=True, kw_only=True):
    """Who takes an office over."""

    rank: Rank
    name: str
    title: str = ""


def is_late(elected_on: date | None, handed_on: date) -> bool:
    """Whether the handing over comes later than the law asks."""
    return elected_on is not None and (handed_on - elected_on).days > HANDED_WITHIN


def hand_over(
    desk: Desk,
    incoming: Sequence[Incoming],
    *,
    handed_on: date,
    elected_on: date | None = None,
    witness: str = "",
    note: str = "",
) -> Succession:
    """The terms of those who leave end on this day, those of who follows begin; substitutes of the
    offices that change and all their PINs go too. An office without a name in `incoming` stays.

    BadInput `succession_nobody`, `convenor_name_missing`, `date_in_future`, `convenor_day_wrong`
    for a day before the term of who leaves; RuleBroken `convenor_same`, `one_for_both`.
    """
    if not incoming:
        raise BadInput("succession_nobody")
    for day in (handed_on, elected_on):
        if day is not None and day > desk.today:
            raise BadInput("date_in_future", day=day)
    if elected_on is not None and elected_on > handed_on:
        raise BadInput("succession_before_election", elected_on=elected_on)
    serving = {c.rank: c for c in desk.convenors(handed_on)}
    following = {each.rank: _follower(each, serving.get(each.rank), handed_on) for each in incoming}
    both = list((serving | following).values())
    if len(both) == len(Rank) and one_person(desk, *both):
        raise RuleBroken("one_for_both", name=both[0].name)
    leaving = [serving[rank] for rank in following if rank in serving]
    standing_in = [c for c in desk.substitutes() if c.rank in following]
    succession = Succession(
        id=new_id(),
        handed_on=handed_on,
        elected_on=elected_on,
        outgoing=tuple(c.id for c in leaving),
        incoming=tuple(c.id for c in following.values()),
        witness=witness.strip(),
        open_matters=tuple(map(matter_line, open_matters(desk))),
        note=note.strip(),
    )
    with desk.store.write(desk.actor) as uow:
        uow.put_all([replace(c, until=handed_on) for c in leaving], "convenor_left_office")
        uow.put_all([replace(c, until=handed_on) for c in standing_in], "substitute_ended")
        uow.put_all(list(following.values()), "convenor_took_office")
        uow.put(succession, "desk_handed_over")
        forget_pins(uow, [*leaving, *standing_in])
        uow.commit()
    for old in leaving:
        if desk.actor == old.name:
            desk.actor = following[old.rank].name
    return succession


def handover_list(
    desk: Desk, _object_id: str, _answers: Mapping[str, str]
) -> documents.HandoverList:
    """交接清单 of the newest handing over; before there is one, what is open today."""
    with desk.store.read() as reader:
        known = reader.all(Succession, "handed_on")
        newest = known[-1] if known else None
        people = {c.id: c for c in reader.all(Convenor)}
    if newest is None:
        lines = tuple(map(matter_line, open_matters(desk)))
        return documents.HandoverList(
            unit=desk.unit.name,
            issued_on=desk.today,
            matters=tuple(map(_shown, lines)),
            count=len(lines),
            practice=desk.unit.practice,
        )
    return documents.HandoverList(
        unit=desk.unit.name,
        issued_on=newest.handed_on,
        elected_on=newest.elected_on,
        handed_on=newest.handed_on,
        outgoing=tuple(_called(people[each]) for each in newest.outgoing if each in people),
        incoming=tuple(_called(people[each]) for each in newest.incoming if each in people),
        witness=newest.witness,
        note=newest.note,
        matters=tuple(map(_shown, newest.open_matters)),
        count=len(newest.open_matters),
        practice=desk.unit.practice,
    )


def _follower(incoming: Incoming, before: Convenor | None, since: date) -> Convenor:
    name = incoming.name.strip()
    if not name:
        raise BadInput("convenor_name_missing")
    if before is not None and before.name == name:
        raise RuleBroken("convenor_same", name=name, rank=incoming.rank)
    if before is not None and before.since is not None and since <= before.since:
        raise BadInput("convenor_day_wrong", name=before.name, since=before.since)
    title = incoming.title.strip()
    return Convenor(id=new_id(), rank=incoming.rank, name=name, title=title, since=since)


def _shown(line: str) -> documents.OpenMatter:
    kind, _colon, what = line.partition("：")
    return documents.OpenMatter(kind=kind, what=what)


def _called(convenor: Convenor) -> str:
    return f"{convenor.name}（{convenor.rank.official}）"
