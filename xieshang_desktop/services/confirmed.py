"""Which convenors' confirmations stand: the records of a closed meeting still can be changed."""

from __future__ import annotations

from xieshang_desktop.domain.minutes import Minutes
from xieshang_desktop.domain.terms import MinutesState
from xieshang_desktop.domain.unit import Convenor
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.minutes import file_of


def confirmed_by(desk: Desk, meeting_id: str) -> tuple[str, ...]:
    """Whose confirmation a change of this meeting's records would make void, by name."""
    with desk.store.read() as reader:
        for minutes in reader.all(Minutes, meeting_id=meeting_id, state=MinutesState.DRAFT):
            given = file_of(desk, reader, minutes).confirmations
            return tuple(reader.one(Convenor, each.convenor_id).name for each in given)
    return ()
