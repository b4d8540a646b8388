"""Who confirmed the minutes, and how, as the lines that stand under them."""

from __future__ import annotations

from collections.abc import Sequence

from xieshang_desktop.domain import documents
from xieshang_desktop.domain.dates import date_words
from xieshang_desktop.domain.meeting import Meeting
from xieshang_desktop.domain.minutes import Confirmation
from xieshang_desktop.domain.terms import ConfirmationWay, Rank
from xieshang_desktop.domain.unit import Convenor
from xieshang_desktop.storage.unit_of_work import Reader


def seal_lines(
    reader: Reader, meeting: Meeting, confirmations: Sequence[Confirmation]
) -> tuple[documents.SealLine, ...]:
    """Both convenors; a substitute stands beside the one who is absent, with the reason (N17)."""
    given = {each.rank: each for each in confirmations}
    ids = (meeting.first_convenor_id, meeting.second_convenor_id)
    return tuple(
        _line(reader, rank, reader.find(Convenor, convenor_id), given.get(rank))
        for rank, convenor_id in zip(Rank, ids, strict=True)
    )


def _line(
    reader: Reader, rank: Rank, convenor: Convenor | None, given: Confirmation | None
) -> documents.SealLine:
    """Who confirmed stands there by the name of that day, also when it was corrected since."""
    name = convenor.name if convenor else ""
    if given is None:
        return documents.SealLine(rank=rank.official, name=name)
    stood_in = convenor is None or given.convenor_id != convenor.id
    who = reader.find(Convenor, given.convenor_id)
    confirmed_by = given.name or (who.name if who else "")
    return documents.SealLine(
        rank=rank.official,
        name=name if stood_in else confirmed_by,
        confirmed_on=given.at.date(),
        how=_how(given),
        substitute=confirmed_by if stood_in else "",
        reason=given.reason if stood_in else "",
    )


def _how(given: Confirmation) -> str:
    if given.way is ConfirmationWay.SCREEN:
        return ""
    if given.pin_reset_on is None:
        return given.way.official
    day = date_words(given.pin_reset_on)
    return f"{given.way.official}，口令于{day}凭书面原因重设"
