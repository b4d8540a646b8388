"""Papers for the hall: agenda, briefing, rules of speaking, name cards, passes, opinion letter."""

from __future__ import annotations

from typing import ClassVar

import msgspec

from xieshang_desktop.domain.documents.paper import Measure, NamedPerson, Paper


class AgendaLine(msgspec.Struct, frozen=True, kw_only=True):
    """One item: `clock` from when to when (`9:00—9:30`), `way` how it is dealt with (交流讨论),
    `speaker` who tells what it is about, `minutes` how long it may take."""

    title: str
    way: str
    clock: str = ""
    minutes: str = ""
    speaker: str = ""


class AgendaPaper(Paper, frozen=True, kw_only=True):
    """议程. The items are `timed` where the length of every one of them is known."""

    FORM: ClassVar[str] = "agenda"

    when: str
    place: str
    chair: str = ""
    recorder: str = ""
    timed: tuple[AgendaLine, ...] = ()
    items: tuple[AgendaLine, ...] = ()
    remarks: tuple[str, ...] = ()


class BriefedTopic(msgspec.Struct, frozen=True, kw_only=True):
    """One topic as those who come read it before: `screening` says why it was taken up."""

    topic: str
    background: str
    scope: str = ""
    research: tuple[str, ...] = ()
    screening: tuple[str, ...] = ()
    earlier: tuple[str, ...] = ()
    ways: tuple[str, ...] = ()


class BriefingPaper(Paper, frozen=True, kw_only=True):
    """议题说明 (S2-23): what policy says, the idea, the problems, each topic, possible ways."""

    FORM: ClassVar[str] = "briefing"

    when: str
    place: str
    policy: str = ""
    idea: str = ""
    problems: str = ""
    topics: tuple[BriefedTopic, ...]
    options: tuple[str, ...] = ()
    signer: str


class SpeakingRules(Paper, frozen=True, kw_only=True):
    """发言规则: one page for the wall; how long and how often somebody may speak."""

    FORM: ClassVar[str] = "speaking_rules"
    PAGE: ClassVar[str] = "large"
    NUMBERED: ClassVar[bool] = False

    minutes: str
    times: str


class NameCard(msgspec.Struct, frozen=True, kw_only=True):
    """席卡 of one person: the name, and a line under it or nothing."""

    name: str
    line: str = ""


class NameCards(Paper, frozen=True, kw_only=True):
    """席卡, folded from A4, one sheet for each person; `face` as the printing knows it."""

    FORM: ClassVar[str] = "name_cards"
    PAGE: ClassVar[str] = "tent"
    NUMBERED: ClassVar[bool] = False

    cards: tuple[NameCard, ...]
    face: str = "xiaobiaosong"


class Pass(msgspec.Struct, frozen=True, kw_only=True):
    """出席证 of one person; `code` is what the QR says, empty for somebody not on the roster."""

    person: NamedPerson
    part: str
    code: str = ""


class PassesPaper(Paper, frozen=True, kw_only=True):
    """出席证, ten on A4."""

    FORM: ClassVar[str] = "passes"
    PAGE: ClassVar[str] = "pass"
    NUMBERED: ClassVar[bool] = False

    meeting: str
    when: str
    place: str
    passes: tuple[Pass, ...]


class LetterTopic(msgspec.Struct, frozen=True, kw_only=True):
    """What was talked over on one topic; `speeches` are as recorded, with the speakers' names, and
    only there where something stays open."""

    topic: str
    course: str
    agreed: tuple[str, ...] = ()
    open_points: tuple[str, ...] = ()
    speeches: tuple[str, ...] = ()
    measures: tuple[Measure, ...] = ()


class Signer(msgspec.Struct, frozen=True, kw_only=True):
    """A row of a signature page; `sign` stays empty."""

    name: str
    group: str
    sign: str = ""


class OpinionLetter(Paper, frozen=True, kw_only=True):
    """协商意见书 of a meeting, with pages to sign: who agrees, and who differs and why. `dissent`
    are further opinions that differ, with their names."""

    FORM: ClassVar[str] = "opinion_letter"

    addressee: str
    when: str
    place: str = ""
    meeting: str
    expected: str
    present: str
    observing: str = ""
    topics: tuple[LetterTopic, ...]
    dissent: tuple[str, ...] = ()
    agreeing: tuple[Signer, ...]
    signer: str
