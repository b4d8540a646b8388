"""Minutes 纪要: sections written from facts, the five haves, the two confirmations."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import ClassVar

import msgspec

from xieshang_desktop.domain.meeting import AgendaItem, Measure, Meeting
from xieshang_desktop.domain.outcome import Outcome
from xieshang_desktop.domain.record import Record
from xieshang_desktop.domain.terms import (
    Clarity,
    ConfirmationWay,
    MinutesState,
    OutcomeKind,
    Rank,
)


class ClarityAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """How one of the five clarities was judged before sealing, with a note where not."""

    question: Clarity
    yes: bool
    note: str = ""


class Minutes(Record, frozen=True, kw_only=True):
    """The minutes of one meeting. `digest` is the SHA-256 of the sealed paper and `record_digest`
    that of the sealed record it was set from (N9), each kept as a file; `clarity` holds the answers
    to the self-check (S0-20), one for each question that was answered."""

    NOUN: ClassVar[str] = "minutes"

    meeting_id: str
    number: str
    state: MinutesState = MinutesState.DRAFT
    sealed_on: date | None = None
    digest: str = ""
    record_digest: str = ""
    clarity: tuple[ClarityAnswer, ...] = ()


class MinutesSection(Record, frozen=True, kw_only=True):
    """One section, so that a comma does not copy fifty pages. `key` names the facts it was
    written from: `course`, the id of an agenda item, or `module:` and the name of a text module.
    `basis` is the text that the facts gave when somebody last wrote on it, so that a changed fact
    can be offered. A section that was taken out is not `chosen`. The words are private so that a
    name can be erased from the journal; they leave the village all the same (services/sharing)."""

    NOUN: ClassVar[str] = "minutes_section"
    PRIVATE: ClassVar[tuple[str, ...]] = ("text", "basis")

    minutes_id: str
    position: int
    key: str
    heading: str
    text: str = ""
    edited: bool = False
    basis: str = ""
    chosen: bool = True


class Confirmation(Record, frozen=True, kw_only=True):
    """One convenor's confirmation of the minutes; `digest` is over the text that was confirmed.
    `photo` is the SHA-256 of the signed page, which then is the original (N17); a substitute signs
    for the `reason` that the convenor is absent. `name` and `title` are those of who confirmed, as
    they stood then; `pin_reset_on` is the day on which the PIN was reset for a written reason when
    the meeting was over already."""

    NOUN: ClassVar[str] = "confirmation"

    minutes_id: str
    convenor_id: str
    rank: Rank
    digest: str
    at: datetime
    way: ConfirmationWay = ConfirmationWay.SCREEN
    photo: str = ""
    reason: str = ""
    name: str = ""
    title: str = ""
    pin_reset_on: date | None = None


class Correction(Record, frozen=True, kw_only=True):
    """A numbered correction of sealed minutes, which themselves never change."""

    NOUN: ClassVar[str] = "correction"

    minutes_id: str
    number: int
    text: str
    made_on: date
    made_by: str


class Succession(Record, frozen=True, kw_only=True):
    """The handing over of the desk when convenors change (换届; within ten days of the election by
    VCL art. 24, art. 20 before 2026, and UCL art. 25): who gave and who took it, who saw it, and
    the open matters as they were listed."""

    NOUN: ClassVar[str] = "succession"

    handed_on: date
    elected_on: date | None = None
    outgoing: tuple[str, ...]
    incoming: tuple[str, ...]
    witness: str = ""
    open_matters: tuple[str, ...] = ()
    note: str = ""


class FiveHaves(msgspec.Struct, frozen=True):
    """五个有 (S1-22): time, place, theme, measures, effect. The effect may come later."""

    time: bool
    place: bool
    theme: bool
    measures: bool
    effect: bool

    @property
    def sealable(self) -> bool:
        """Everything but the effect is there."""
        return self.time and self.place and self.theme and self.measures


def five_haves(
    meeting: Meeting,
    items: Sequence[AgendaItem],
    measures: Collection[Measure],
    outcomes: Sequence[Outcome],
) -> FiveHaves:
    """The five haves of a meeting. A topic that goes on (持续协商) or up (提交) has its measure
    in that route; a consensus needs a measure with somebody who sees to it. A meeting without a
    topic (情况通报, 政策宣讲) leaves nothing to be done."""
    topics = any(item.topic_id for item in items)
    agreed = {o.agenda_item_id for o in outcomes if o.kind is OutcomeKind.CONSENSUS}
    return FiveHaves(
        time=meeting.opened_at is not None,
        place=bool(meeting.place.strip()),
        theme=bool(items),
        measures=(bool(outcomes) or not topics)
        and agreed <= {m.agenda_item_id for m in measures if m.owner.strip()},
        effect=(bool(outcomes) or not topics) and all(o.effect.strip() for o in outcomes),
    )
