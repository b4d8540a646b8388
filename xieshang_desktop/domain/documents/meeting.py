"""Papers of a meeting: the notice, the sign-in sheet, the minutes."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

import msgspec

from xieshang_desktop.domain.documents.paper import Measure, NamedPerson, Paper, SignatureMark


class NoticePaper(Paper, frozen=True, kw_only=True):
    """会议通知. `when` is in words (`2026年11月28日（星期六）上午9:00`); `contact_phone` is an
    official number, never a villager's; `requests` are further lines for those invited.
    A line break in `title` sets the break by hand; `seal_space` leaves room for the seal."""

    FORM: ClassVar[str] = "notice"

    addressees: tuple[str, ...]
    when: str
    place: str
    topics: tuple[str, ...] = ()
    chair: str = ""
    requests: tuple[str, ...] = ()
    contact: str = ""
    contact_phone: str = ""
    signer: str
    seal_space: bool = True


#: In the cell of who signed the paper sheet itself.
SEE_ORIGINAL = "见原件"


class SignInRow(msgspec.Struct, frozen=True, kw_only=True):
    """One person of the sheet: `part` is as what they take part, `signed` the time in words
    (`08:52`), or blank; `note` says in words what else is to be seen (`请假`, `列席`, `10:05离开`);
    `mark` is how they signed."""

    person: NamedPerson
    part: str = ""
    signed: str = ""
    note: str = ""
    mark: SignatureMark | None = None


class Count(msgspec.Struct, frozen=True, kw_only=True):
    """One figure under the sheet: 应到 36 人, or 户 where households are counted."""

    label: str
    value: int
    counted: str = "人"


class SignInSheet(Paper, frozen=True, kw_only=True):
    """签到表. Not `filled`: a column to sign in, and `spare_rows` empty rows for guests.
    `filled`: the times as recorded, a column for signatures where there are any, and the counts
    below."""

    FORM: ClassVar[str] = "sign_in_sheet"

    when: str
    place: str
    rows: tuple[SignInRow, ...]
    filled: bool
    spare_rows: int = 0
    counts: tuple[Count, ...] = ()
    recorder: str = ""


class SignatureRow(msgspec.Struct, frozen=True, kw_only=True):
    """One person of a page to sign; without a `mark` there is room to sign by hand."""

    person: NamedPerson
    part: str = ""
    mark: SignatureMark | None = None


class SignaturePage(Paper, frozen=True, kw_only=True):
    """签名页 of minutes: `code` is the short digest of the text that is signed, `sealed` whether
    the convenors have sealed it."""

    FORM: ClassVar[str] = "signature_page"

    meeting: str
    when: str
    place: str = ""
    code: str
    sealed: bool = False
    rows: tuple[SignatureRow, ...]
    spare_rows: int = 0


class AttendanceEntry(msgspec.Struct, frozen=True, kw_only=True):
    """Names under one organisation or village group; `organisation` may be blank."""

    organisation: str = ""
    names: tuple[str, ...]


class AttendanceBlock(msgspec.Struct, frozen=True, kw_only=True):
    """One block of GB/T 9704 clause 10.3: `label` is 出席, 请假, 列席, 旁听 or 缺席; `count` how
    many households came, where they count."""

    label: str
    count: str = ""
    entries: tuple[AttendanceEntry, ...]


class SkippedStep(msgspec.Struct, frozen=True, kw_only=True):
    """One of the five steps that was left out, with the written reason (S4-02)."""

    step: str
    reason: str


class ConsideredOption(msgspec.Struct, frozen=True, kw_only=True):
    """A way that was considered, with what speaks for and against it."""

    text: str
    pros: str = ""
    cons: str = ""


class MinutesSection(msgspec.Struct, frozen=True, kw_only=True):
    """One heading of the minutes. `text` may have several paragraphs, one a line; lines that begin
    with （一） or 1. are set as GB/T 9704 clause 7.3.3 has them. Lists that are empty are left out.
    `dissent` is what some hold against what is agreed (N15); `outcome` is what came of it in words;
    a consultation is never voted on."""

    heading: str
    text: str = ""
    options: tuple[ConsideredOption, ...] = ()
    dissent: tuple[str, ...] = ()
    agreed: tuple[str, ...] = ()
    open_points: tuple[str, ...] = ()
    measures: tuple[Measure, ...] = ()
    outcome: str = ""
    skipped: tuple[SkippedStep, ...] = ()


class SealLine(msgspec.Struct, frozen=True, kw_only=True):
    """One convenor's confirmation; without a date it prints a line to sign by hand. `how` says in
    words if it was by PIN or on paper; a `substitute` confirmed in the convenor's place for the
    `reason` that is printed (N17)."""

    rank: str
    name: str
    confirmed_on: date | None = None
    how: str = ""
    substitute: str = ""
    reason: str = ""


class NumberedCorrection(msgspec.Struct, frozen=True, kw_only=True):
    """A correction of sealed minutes, printed after them."""

    number: int
    made_on: date
    text: str


class MinutesPaper(Paper, frozen=True, kw_only=True):
    """纪要. `mark` is the red head (`槐树湾村协商议事会纪要`), `number` as printed
    (`槐村协纪〔2026〕3号`) or blank, `title` a further title or blank; `way` how people consulted,
    `entered_on` the day a meeting that was held on paper was entered (补录); `originals` the
    SHA-256 of the photos of the signed pages, which then are the original (N17)."""

    FORM: ClassVar[str] = "minutes"

    mark: str
    number: str = ""
    when: str
    place: str
    way: str = ""
    partners: tuple[str, ...] = ()
    entered_on: date | None = None
    topics: tuple[str, ...] = ()
    chair: str = ""
    recorder: str = ""
    convenors: tuple[SealLine, ...] = ()
    sections: tuple[MinutesSection, ...] = ()
    attendance: tuple[AttendanceBlock, ...] = ()
    corrections: tuple[NumberedCorrection, ...] = ()
    originals: tuple[str, ...] = ()
