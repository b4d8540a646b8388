"""Confirmations that fell away because something of the meeting was changed since."""

from __future__ import annotations

from xieshang_desktop.domain.entry import Header
from xieshang_desktop.domain.minutes import Confirmation
from xieshang_desktop.domain.terms import MinutesState, Rank
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.minutes import MinutesFile
from xieshang_desktop.storage.journal import history

#: What the change was called, by the noun of what was written, the weightiest first.
_KINDS = {
    "attendance": "door",
    "invitation": "door",
    "sitting": "plan",
    "meeting": "plan",
    "minutes_section": "text",
    "minutes": "text",
}
_ORDER = ("door", "hall", "plan", "text")


def voided_in(desk: Desk, file: MinutesFile) -> dict[Rank, tuple[str, ...]]:
    """For each office whose word counts no more, what was changed since it was given: `door`,
    `hall`, `plan`, `text`; nothing where it cannot be told. Sealed minutes have none."""
    if file.minutes.state is MinutesState.SEALED:
        return {}
    counted = {each.id for each in file.confirmations}
    with desk.store.read() as reader:
        given = reader.all(Confirmation, minutes_id=file.minutes.id)
        void = [each for each in given if each.id not in counted]
        if not void:
            return {}
        entries = history(reader, *_ids(file), *(each.id for each in void))
    headers = [entry.read_header() for entry in entries]
    return {each.rank: _since(headers, each.id) for each in void}


def _since(headers: list[Header], confirmation_id: str) -> tuple[str, ...]:
    at = max((n for n, h in enumerate(headers) if h.object_id == confirmation_id), default=-1)
    found = {
        _KINDS.get(header.object_type, "hall")
        for header in headers[at + 1 :]
        if header.object_type != Confirmation.NOUN
    }
    if found - {"text"}:  # text that only followed the facts is not what was changed
        found.discard("text")
    return tuple(kind for kind in _ORDER if kind in found)


def _ids(file: MinutesFile) -> list[str]:
    """Everything the minutes are written from."""
    facts = file.facts
    ids = [file.minutes.id, facts.meeting.id, *(each.id for each in file.sections)]
    for some in (facts.attendances, facts.invitations, facts.sittings, facts.statements.values()):
        ids += [each.id for each in some]
    for item in facts.hall.items:
        ids.append(item.item.id)
        for said in (item.research, item.opinions, item.agreed, item.open_points, item.measures):
            ids += [each.id for each in said]
        ids += [each.id for each in (item.topic, item.outcome) if each is not None]
        ids += [each.id for each in facts.options.get(item.topic.id if item.topic else "", ())]
    return ids
