"""Minutes 纪要: sections written from facts, the five haves, the two confirmations."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import ClassVar

import msgspec

from xieshang_desktop.domain.meeting import AgendaItem, Measure, Meeting
from xieshang_desktop.domain.outcome import Outcome
from xieshang_desktop.domain.record import Record
from xieshang_desktop.domain.terms import MinutesState, OutcomeKind, Rank


class Minutes(Record, frozen=True, kw_only=True):
    """The minutes of one meeting. `digest` is the SHA-256 of the sealed paper and `record_digest`
    that of the sealed record it was set from (N9), each kept as a file."""

    NOUN: ClassVar[str] = "minutes"

    meeting_id: str
    number: str
    state: MinutesState = MinutesState.DRAFT
    sealed_on: date | None = None
    digest: str = ""
    record_digest: str = ""


class MinutesSection(Record, frozen=True, kw_only=True):
    """One section, so that a comma does not copy fifty pages. `key` names the facts it was
    written from: `course`, or the id of an agenda item."""

    NOUN: ClassVar[str] = "minutes_section"

    minutes_id: str
    position: int
    key: str
    heading: str
    text: str
    edited: bool = False


class Confirmation(Record, frozen=True, kw_only=True):
    """One convenor's confirmation of the minutes; `digest` is over the text that was confirmed."""

    NOUN: ClassVar[str] = "confirmation"

    minutes_id: str
    convenor_id: str
    rank: Rank
    digest: str
    at: datetime


class Correction(Record, frozen=True, kw_only=True):
    """A numbered correction of sealed minutes, which themselves never change."""

    NOUN: ClassVar[str] = "correction"

    minutes_id: str
    number: int
    text: str
    made_on: date
    made_by: str


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
