"""The first start: where, who, roster; or the practice village."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from xieshang_desktop.domain.terms import Body, Platform, Rank, UnitKind
from xieshang_desktop.domain.unit import Convenor, Unit
from xieshang_desktop.errors import BadInput, RuleBroken, WorldFailed
from xieshang_desktop.ids import Clock, new_id, now
from xieshang_desktop.services import laptop_check
from xieshang_desktop.services.desk import Desk, name_unit, open_or_begin
from xieshang_desktop.services.folder_kind import Kind, kind_of
from xieshang_desktop.services.laptop_facts import can_write
from xieshang_desktop.services.unit import check_official_phone
from xieshang_desktop.settings import Settings
from xieshang_desktop.township.clerks import take_turn
from xieshang_desktop.township.morning import write_morning
from xieshang_desktop.township.overview import open_morning
from xieshang_desktop.wording import Words
from xieshang_desktop.wording.laptop import finding_words


class Answers(NamedTuple):
    """What the first two questions gave."""

    name: str
    room: str
    township: str
    place: str
    platform: str
    body: str
    phone: str
    first_name: str
    first_title: str
    second_name: str
    second_title: str


def check_where(answers: Answers) -> None:
    """BadInput `unit_name_missing`, `official_phone_wrong` before the second question."""
    if not answers.name or not answers.room:
        raise BadInput("unit_name_missing")
    check_official_phone(answers.phone)


def check_who(answers: Answers) -> None:
    """BadInput `first_convenor_missing`: the second convenor may follow later;
    `convenors_named_alike`: two of one name are told apart by the roster, which comes later."""
    if not answers.first_name:
        raise BadInput("first_convenor_missing")
    if answers.first_name == answers.second_name:
        raise BadInput("convenors_named_alike", name=answers.first_name)


def set_up_desk(
    folder: Path, answers: Answers, desk: Desk | None = None, clock: Clock = now
) -> Desk:
    """Make the desk, or name one that was begun without a name."""
    check_where(answers)
    check_who(answers)
    desk = desk or _begin(folder, clock)
    unit = replace(
        desk.unit,
        name=answers.name,
        room=answers.room,
        township=answers.township,
        place=answers.place,
        platform=Platform(answers.platform),
        body=Body(answers.body),
        official_phone=answers.phone,
        letterhead=answers.room,
        brand="有事好商量",
        signer=answers.room,
    )
    named = (
        (Rank.FIRST, answers.first_name, answers.first_title),
        (Rank.SECOND, answers.second_name, answers.second_title),
    )
    convenors = [
        Convenor(id=new_id(), rank=rank, name=name, title=title)
        for rank, name, title in named
        if name
    ]
    name_unit(desk, unit, convenors)
    return desk


def _begin(folder: Path, clock: Clock) -> Desk:
    """A desk without a name; RuleBroken `already_set_up` when somebody else answered the same
    questions here meanwhile."""
    desk = open_or_begin(folder, clock=clock)
    if desk.unit.name:
        desk.close()
        raise RuleBroken("already_set_up", folder=str(folder))
    return desk


def check_place(folder: Path) -> None:
    """WorldFailed `folder_in_memory` for a place that forgets them, `folder_not_writable` for one
    that takes no records, `disk_full` for one without room for the first of them."""
    if kind_of(folder) is Kind.MEMORY:
        raise WorldFailed("folder_in_memory", file=str(folder))
    if not can_write(folder):
        raise WorldFailed("folder_not_writable", file=str(folder))
    if laptop_check.is_full(folder):
        raise WorldFailed("disk_full", file=str(folder))


def place_advice(folder: Path) -> Words | None:
    """What speaks against a place: another program copies it to the net, or it lies there."""
    found = laptop_check.judge_place(folder)
    return None if found is None else finding_words(found)


class TownshipAnswers(NamedTuple):
    """What a township's one question gave."""

    name: str
    office: str
    clerk: str
    phone: str


def set_up_township(
    folder: Path,
    answers: TownshipAnswers,
    settings: Settings,
    desk: Desk | None = None,
    clock: Clock = now,
) -> Desk:
    """Make a township's desk, or name one that was begun without a name; its clerk is known from
    now on to those `settings`. BadInput `township_name_missing`, `clerk_name_missing`,
    `official_phone_wrong`."""
    if not answers.name or not answers.office:
        raise BadInput("township_name_missing")
    if not answers.clerk:
        raise BadInput("clerk_name_missing")
    check_official_phone(answers.phone)
    desk = desk or _begin(folder, clock)
    unit = replace(
        desk.unit,
        kind=UnitKind.TOWNSHIP,
        name=answers.name,
        room=answers.office,
        platform=Platform.TOWN,
        official_phone=answers.phone,
        letterhead=answers.name,
        signer=answers.office,
    )
    desk.actor = answers.clerk
    name_unit(desk, unit, [])
    take_turn(settings, answers.clerk)
    write_morning(desk.folder, open_morning(desk))
    return desk


def room_name(village: str) -> str:
    """The usual name of a village's consultation room."""
    return f"{village}协商议事室" if village else ""


def begun_unit(desk: Desk | None) -> Unit | None:
    """The unit of a desk that was begun by a command, to fill the form with."""
    return desk.unit if desk else None
