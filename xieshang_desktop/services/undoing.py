"""Undo: gives the objects of one action their earlier value back, as further entries."""

from __future__ import annotations

from xieshang_desktop.domain.unit import Unit
from xieshang_desktop.errors import RuleBroken
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.people import refresh_keys


def undo(desk: Desk, action: str) -> None:
    """Undo one action; RuleBroken `undo_too_late`, `undo_nothing`, `sealed`."""
    with desk.store.write(desk.actor) as uow:
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


def undo_last(desk: Desk) -> str:
    """Undo the newest action of this session that is not undone yet; gives its id."""
    if not desk.store.recent:
        raise RuleBroken("undo_nothing")
    action = desk.store.recent[-1]
    undo(desk, action)
    return action
