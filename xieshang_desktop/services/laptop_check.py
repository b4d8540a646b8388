"""Whether this laptop will do: each fact judged, with what stands in the way named by a code.
`wording.laptop` has the sentences."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from xieshang_desktop.errors import BadInput
from xieshang_desktop.services.folder_kind import Kind, kind_of, sync_of
from xieshang_desktop.services.folder_lock import account, computer
from xieshang_desktop.services.laptop_facts import LaptopFacts, free_bytes, made_on, stick_paths

_MB = 1_000_000
#: What ten years of a village take with their fourteen daily copies. Measured on the practice
#: village, 24 meetings a year: 36 MB a year of records and files, 6 MB a year in each copy.
TEN_YEARS = 1500 * _MB
#: With less nothing can be backed up any more.
_HARDLY = 300 * _MB
#: What an empty desk takes with its first copy.
_FIRST = 20 * _MB
#: What one window takes at most, with a paper in view.
_WINDOW = 400 * _MB
#: A clock may be as much before what was written last, or beside it on a file system of FAT.
_DAY = timedelta(days=1)
#: Nobody leaves the program alone so long; a laptop whose battery died often shows such a day.
_LONG = timedelta(days=400)
#: A program of this age is newer somewhere: more likely the clock is wrong.
_AGED = timedelta(days=10 * 365)
_BEIJING = timedelta(hours=8)
#: The smallest screen the pages are made for, as large as a pixel at 100 %.
SCREEN = (1366, 768)

DONE, WAITING, ATTENTION, AHEAD = "done", "waiting", "attention", "ahead"


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the check: what it is about, how it stands (done, waiting, attention, ahead for
    what could not be tried), and the code and facts of its sentence."""

    about: str
    state: str
    code: str
    facts: dict[str, object] = {}


def judge(facts: LaptopFacts) -> list[Finding]:
    """Every line of the check, in the order in which people should look."""
    return [finding for part in _PARTS for finding in part(facts)]


def judge_place(folder: Path) -> Finding | None:
    """What speaks against keeping records in a folder somebody picked, or None."""
    folder_like = _Place(
        folder=folder,
        there=True,
        writable=True,
        sync=sync_of(folder, os.environ),
        kind=kind_of(folder, stick_paths()),
        portable=False,
    )
    return next((each for each in _place(folder_like) if each.state != DONE), None)


def require_clock(moment: datetime) -> None:
    """BadInput `clock_before_program` for a moment at which this program was not made yet."""
    made = made_on()
    if _before(moment, made):
        raise BadInput("clock_before_program", now=moment, made=made)


def is_full(folder: Path) -> bool:
    """Whether a folder's disk has no room for the first records."""
    free = free_bytes(folder)
    return free is not None and free < _FIRST


class _Place(msgspec.Struct, frozen=True, kw_only=True):
    """What is told of a folder before anything lies in it."""

    folder: Path
    there: bool
    writable: bool
    sync: str
    kind: Kind
    portable: bool


def _disk(facts: LaptopFacts) -> Iterator[Finding]:
    free = facts.free
    if not facts.there and not facts.writable:
        return  # what is free is another disk's
    told: dict[str, object] = {"free": free or 0, "records": facts.records, "need": TEN_YEARS}
    if free is None:
        yield _say("disk", WAITING, "disk_unknown", folder=str(facts.folder))
    elif free < _HARDLY:
        yield Finding(about="disk", state=ATTENTION, code="disk_nearly_full", facts=told)
    elif free + facts.records < TEN_YEARS:
        yield Finding(about="disk", state=WAITING, code="disk_small", facts=told)
    else:
        yield Finding(about="disk", state=DONE, code="disk_enough", facts=told)


def _place(facts: LaptopFacts | _Place) -> Iterator[Finding]:
    folder = str(facts.folder)
    if not facts.there and not facts.writable:
        yield _say("place", ATTENTION, "place_not_there", folder=folder)
        return  # on what disk it would lie, nobody knows
    if not facts.writable:
        yield _say("place", ATTENTION, "place_read_only", folder=folder)
    if facts.sync:
        yield _say("place", ATTENTION, "place_synced", folder=folder, program=facts.sync)
    elif facts.kind is Kind.NETWORK:
        yield _say("place", ATTENTION, "place_network", folder=folder)
    elif facts.kind is Kind.MEMORY:
        yield _say("place", ATTENTION, "place_memory", folder=folder)
    elif facts.portable:
        yield _say("place", DONE, "place_portable", folder=folder)
    elif facts.kind is Kind.REMOVABLE:
        yield _say("place", WAITING, "place_removable", folder=folder)
    elif facts.writable:
        yield _say("place", DONE, "place_fine", folder=folder)


def _others(facts: LaptopFacts) -> Iterator[Finding]:
    holder = facts.holder
    if holder is None:
        yield _say("others", DONE, "others_none")
    elif (holder.who, holder.computer) == (account(), computer()):
        yield _say("others", DONE, "others_own")
    elif holder.who:
        yield _say("others", ATTENTION, "others_named", who=holder.who, computer=holder.computer)
    else:
        yield _say("others", ATTENTION, "others_unknown")


def _clock(facts: LaptopFacts) -> Iterator[Finding]:
    now, newest = facts.now, facts.newest
    if _before(now, facts.made):
        yield _say("clock", ATTENTION, "clock_before_program", now=now, made=facts.made)
    elif newest is not None and now < newest - _DAY:
        yield _say("clock", ATTENTION, "clock_before_records", now=now, newest=newest)
    elif now > facts.made + _AGED:
        yield _say("clock", WAITING, "clock_long_after_program", now=now, made=facts.made)
    elif newest is not None and now > newest + _LONG:
        yield _say("clock", WAITING, "clock_far_ahead", now=now, newest=newest)
    elif facts.zone != _BEIJING:
        yield _say("clock", WAITING, "clock_zone", now=now)
    else:
        yield _say("clock", DONE, "clock_fine", now=now)


def _before(moment: datetime, made: datetime) -> bool:
    return moment < made - _DAY


def _memory(facts: LaptopFacts) -> Iterator[Finding]:
    low = facts.memory_free < _WINDOW
    yield _say(
        "memory",
        WAITING if low else DONE,
        "memory_low" if low else "memory_enough",
        memory=facts.memory,
        free=facts.memory_free,
    )


def _screen(facts: LaptopFacts) -> Iterator[Finding]:
    if facts.screen is None:
        return
    width, height = facts.screen
    small = width < SCREEN[0] or height < SCREEN[1]
    yield _say(
        "screen",
        WAITING if small else DONE,
        "screen_small" if small else "screen_fine",
        width=width,
        height=height,
    )


def _faces(facts: LaptopFacts) -> Iterator[Finding]:
    if facts.faces_missing:
        yield _say("faces", ATTENTION, "faces_missing", files="、".join(facts.faces_missing))
    elif facts.undrawn:
        yield _say("faces", ATTENTION, "faces_undrawn", characters=facts.undrawn)
    else:
        yield _say("faces", DONE, "faces_fine")


def _sticks(facts: LaptopFacts) -> Iterator[Finding]:
    if not facts.sticks:
        yield _say("stick", AHEAD, "stick_none")
    for stick in facts.sticks:
        if stick.read_only:
            yield _say("stick", ATTENTION, "stick_read_only", name=stick.label)
        elif not stick.works:
            yield _say("stick", ATTENTION, "stick_fails", name=stick.label)
        else:
            yield _say("stick", DONE, "stick_fine", name=stick.label, free=stick.free)


def _printer(facts: LaptopFacts) -> Iterator[Finding]:
    if facts.printers is None:
        return
    if not facts.printers:
        yield _say("printer", AHEAD, "printer_none")
    elif not facts.printer:
        yield _say("printer", WAITING, "printer_no_default", count=len(facts.printers))
    else:
        yield _say("printer", DONE, "printer_fine", name=facts.printer)


_PARTS = (_disk, _place, _others, _clock, _sticks, _printer, _faces, _memory, _screen)


def _say(about: str, state: str, code: str, **facts: object) -> Finding:
    return Finding(about=about, state=state, code=code, facts=facts)
