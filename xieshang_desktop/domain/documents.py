"""What a paper is told: plain values, complete, with nothing behind them to look up.

A villager is a name and a group, never a telephone, an address or an ID number; namesakes are
told apart by at most the last four characters of the ID (PIPL arts. 6, 25, 34).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from xieshang_desktop.domain.people import Person
from xieshang_desktop.errors import RuleBroken

#: As many characters of an ID as a paper may show: more would give the birthday away.
LONGEST_DISTINCTION = 4


class NamedPerson(msgspec.Struct, frozen=True, kw_only=True):
    """A name as papers show it. `distinction` is the end of the ID, only where namesakes meet.

    Raises RuleBroken `distinction_too_long` when more of the ID was handed over.
    """

    name: str
    group: str = ""
    distinction: str = ""

    def __post_init__(self) -> None:
        if len(self.distinction) > LONGEST_DISTINCTION:
            raise RuleBroken("distinction_too_long", length=len(self.distinction))


def tell_apart(person: Person, others: Sequence[Person]) -> NamedPerson:
    """A person as a paper names them among `others`: the end of the ID only where somebody else
    of the same group or organisation has the same name."""
    group = person.organisation or person.group
    same = [p for p in others if p.name == person.name and (p.organisation or p.group) == group]
    return NamedPerson(
        name=person.name,
        group=group,
        distinction=person.id_number[-LONGEST_DISTINCTION:] if len(same) > 1 else "",
    )


class Measure(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be done, who answers for it, until when. An unset date prints as a blank cell."""

    what: str
    who: str
    due: date | None = None


class NoticePaper(msgspec.Struct, frozen=True, kw_only=True):
    """会议通知. `when` is in words (`2026年11月28日（星期六）上午9:00`); `contact_phone` is an
    official number, never a villager's; `requests` are further lines for those invited.
    A line break in `title` sets the break by hand; `seal_space` leaves room for the seal."""

    unit: str
    title: str
    addressees: tuple[str, ...]
    when: str
    place: str
    topics: tuple[str, ...] = ()
    chair: str = ""
    requests: tuple[str, ...] = ()
    contact: str = ""
    contact_phone: str = ""
    signer: str
    issued_on: date
    seal_space: bool = True
    practice: bool = False


class SignInRow(msgspec.Struct, frozen=True, kw_only=True):
    """One person of the sheet: `part` is as what they take part, `signed` the time in words
    (`08:52`), or blank; `note` says in words what else is to be seen (`请假`, `列席`)."""

    person: NamedPerson
    part: str = ""
    signed: str = ""
    note: str = ""


class Count(msgspec.Struct, frozen=True, kw_only=True):
    """One figure under the sheet: 应到 36."""

    label: str
    value: int


class SignInSheet(msgspec.Struct, frozen=True, kw_only=True):
    """签到表. Not `filled`: a column to sign in, and `spare_rows` empty rows for guests.
    `filled`: the times as recorded, and the counts below."""

    unit: str
    title: str
    when: str
    place: str
    rows: tuple[SignInRow, ...]
    filled: bool
    spare_rows: int = 0
    counts: tuple[Count, ...] = ()
    recorder: str = ""
    issued_on: date
    practice: bool = False


class AttendanceEntry(msgspec.Struct, frozen=True, kw_only=True):
    """Names under one organisation or village group; `organisation` may be blank."""

    organisation: str = ""
    names: tuple[str, ...]


class AttendanceBlock(msgspec.Struct, frozen=True, kw_only=True):
    """One block of GB/T 9704 clause 10.3: `label` is 出席, 请假 or 列席."""

    label: str
    entries: tuple[AttendanceEntry, ...]


class SkippedStep(msgspec.Struct, frozen=True, kw_only=True):
    """One of the five steps that was left out, with the written reason (S4-02)."""

    step: str
    reason: str


class MinutesSection(msgspec.Struct, frozen=True, kw_only=True):
    """One heading of the minutes. `text` may have several paragraphs, one a line; lines that begin
    with （一） or 1. are set as GB/T 9704 clause 7.3.3 has them. Lists that are empty are left out.
    `outcome` is what came of it in words; a consultation is never voted on."""

    heading: str
    text: str = ""
    agreed: tuple[str, ...] = ()
    open_points: tuple[str, ...] = ()
    measures: tuple[Measure, ...] = ()
    outcome: str = ""
    skipped: tuple[SkippedStep, ...] = ()


class SealLine(msgspec.Struct, frozen=True, kw_only=True):
    """One convenor's confirmation; without a date it prints a line to sign by hand."""

    rank: str
    name: str
    confirmed_on: date | None = None


class NumberedCorrection(msgspec.Struct, frozen=True, kw_only=True):
    """A correction of sealed minutes, printed after them."""

    number: int
    made_on: date
    text: str


class MinutesPaper(msgspec.Struct, frozen=True, kw_only=True):
    """纪要. `mark` is the red head (`槐树湾村协商议事会纪要`), `number` as printed
    (`槐村协纪〔2026〕3号`) or blank, `title` a further title or blank."""

    unit: str
    mark: str
    number: str = ""
    title: str = ""
    made_on: date
    when: str
    place: str
    topics: tuple[str, ...] = ()
    chair: str = ""
    recorder: str = ""
    convenors: tuple[SealLine, ...] = ()
    sections: tuple[MinutesSection, ...] = ()
    attendance: tuple[AttendanceBlock, ...] = ()
    corrections: tuple[NumberedCorrection, ...] = ()
    practice: bool = False


class PublicityPaper(msgspec.Struct, frozen=True, kw_only=True):
    """结果公示. `basis` names the rule it is posted under, in words; `removable_on` is the earliest
    day it may come down (民法典 arts. 200–203); while it is not `posted`, they are those of a
    posting on that day, and the paper says so; `objections` says how to object."""

    unit: str
    title: str
    basis: str = ""
    topic: str
    meeting: str = ""
    result: str
    measures: tuple[Measure, ...] = ()
    posted_on: date
    days: int
    removable_on: date
    posted: bool = True
    objections: str = ""
    official_phone: str = ""
    signer: str
    issued_on: date
    seal_space: bool = True
    practice: bool = False


Paper = NoticePaper | SignInSheet | MinutesPaper | PublicityPaper
