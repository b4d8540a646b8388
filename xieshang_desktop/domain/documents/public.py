"""Papers for the wall: what was agreed, how it was carried out, what everybody is to know."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

import msgspec

from xieshang_desktop.domain.documents.paper import Measure, Paper, Picture


class BoardPaper(Paper, frozen=True, kw_only=True):
    """A paper that hangs for a time. `basis` names the rule it is posted under, in words.
    `last_on` is the last day of its period, `removable_on` the earliest day it may come down
    (民法典 arts. 200–204); while it is not `posted`, they are those of a posting on `posted_on`,
    and the paper says so. The lunar dates (`农历二月初二`) are empty where the village wants
    none. `reception` takes objections, at `reception_place`; `supervision` does too; `objections`
    replaces those words. `official_phone` is an official number, never a villager's."""

    basis: str = ""
    posted_on: date
    days: int
    last_on: date
    removable_on: date
    posted: bool = True
    posted_lunar: str = ""
    removable_lunar: str = ""
    reception: str = ""
    reception_place: str = ""
    supervision: str = ""
    objections: str = ""
    official_phone: str = ""
    signer: str
    seal_space: bool = True

    def __post_init__(self) -> None:
        if not self.reception:  # nobody is named: who signs hears what people say
            msgspec.structs.force_setattr(self, "reception", self.signer)


class PublicityPaper(BoardPaper, frozen=True, kw_only=True):
    """结果公示: what came of a consultation on `topic`, and what is to be done."""

    FORM: ClassVar[str] = "publicity"

    topic: str
    meeting: str = ""
    result: str
    measures: tuple[Measure, ...] = ()


class Deed(msgspec.Struct, frozen=True, kw_only=True):
    """What was promised, by whom, until when, and in words how it stands."""

    what: str
    who: str
    due: date | None = None
    state: str = ""


class ImplementationPaper(BoardPaper, frozen=True, kw_only=True):
    """落实情况公示, the second posting (VCL art. 35 item 4, UCL art. 34 item 5): what was decided,
    what was promised and done, what came of it, how content people are, and that its proposer was
    told. `progress` counts the deeds; `reply` is what the township answered."""

    FORM: ClassVar[str] = "implementation"

    topic: str
    meeting: str = ""
    result: str
    deeds: tuple[Deed, ...] = ()
    progress: str = ""
    reply: str = ""
    effect: str = ""
    satisfaction: str = ""
    feedback: str = ""
    photos: tuple[Picture, ...] = ()


class Announcement(Paper, frozen=True, kw_only=True):
    """通告: what people within a certain range are to observe or know. `audience` may be blank."""

    FORM: ClassVar[str] = "announcement"

    audience: str = ""
    text: str
    signer: str
    seal_space: bool = True


class PublicAnnouncement(Announcement, frozen=True, kw_only=True):
    """公告, as villages call it although the standard keeps the word for matters of state."""

    FORM: ClassVar[str] = "public_announcement"
