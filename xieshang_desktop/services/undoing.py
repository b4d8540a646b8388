"""Undo: gives the objects of one action their earlier value back, as further entries."""

from __future__ import annotations

from xieshang_desktop.domain.unit import Unit
from xieshang_desktop.errors import RuleBroken
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.people import refresh_keys
from xieshang_desktop.storage import journal

#: What others build on: taken back only while nothing was written since.
LASTING = frozenset(
    {"meeting_opened", "meeting_closed", "meeting_sealed", "minutes_sealed", "notice_posted"}
)


def undo(desk: Desk, action: str) -> None:
    """Undo one action; RuleBroken `undo_lasting`, `undo_too_late`, `undo_nothing`, `sealed`."""
    with desk.store.write(desk.actor) as uow:
        newest = journal.newest(uow, desk.store.line)
        last = newest is not None and newest.read_header().action == action
        if not last and LASTING & journal.kinds_of(uow, action):
            raise RuleBroken("undo_lasting")
        entries = uow.undo(action)
        changed = {
            header.object_id
            for entry in entries
            if (header := entry.read_header()).object_type == "person"
        }
        refresh_keys(uow, sorted(changed))
        unit = uow.one(Unit, desk.unit.id)
        uow.commit()
    desk.unit = unit
