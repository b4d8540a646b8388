"""What every posting on a board has in common, of a consultation or of a meeting that decided."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from msgspec.structs import replace

from xieshang_desktop.domain.decision import DecisionPosting
from xieshang_desktop.domain.publicity import Posting
from xieshang_desktop.errors import BadInput, RuleBroken
from xieshang_desktop.services.desk import Desk

P = TypeVar("P", Posting, DecisionPosting)


def check_posting(desk: Desk, place: str, day: date) -> None:
    """Something hangs somewhere, and not from tomorrow on; BadInput `place_missing`,
    `date_in_future`."""
    if not place.strip():
        raise BadInput("place_missing")
    if day > desk.today:
        raise BadInput("date_in_future", day=day)


def take_off(desk: Desk, kind: type[P], posting_id: str, day: date | None, deed: str) -> P:
    """A posting came down, today or on `day`, written as this deed; RuleBroken `posting_too_early`
    before its period is over, `posting_down` when it did before; BadInput `date_in_future`."""
    day = day or desk.today
    if day > desk.today:
        raise BadInput("date_in_future", day=day)
    with desk.store.write(desk.actor) as uow:
        posting = uow.one(kind, posting_id)
        if posting.removed_on is not None:
            raise RuleBroken("posting_down", day=posting.removed_on)
        if day < posting.removable_on:
            raise RuleBroken("posting_too_early", removable_on=posting.removable_on)
        posting = replace(posting, removed_on=day)
        uow.put(posting, deed)
        uow.commit()
    return posting
