"""Undo: gives the objects of one action their earlier value back, as further entries."""

from __future__ import annotations

from xieshang_desktop.domain.unit import Unit
from xieshang_desktop.errors import RuleBroken
from xieshang_desktop.services.decision_rooms import refuse_other_rooms, rooms_at_votes
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.people import refresh_keys
from xieshang_desktop.storage import journal

#: What others build on: taken back only while nothing was written since (what was, and was itself
#: taken back, does not count).
LASTING = frozenset(
    {"meeting_opened", "meeting_closed", "meeting_sealed", "minutes_sealed", "notice_posted"}
    | {"desk_handed_over", "meeting_entered", "meeting_adjourned", "meeting_resumed"}
    | {"sitting_begun", "sitting_added", "item_added", "item_begun"}
    | {"decision_opened", "decision_closed", "decision_sealed", "decision_posted"}
    | {"decision_entered"}
    | {"vote_taken_back"}
)


def undo(desk: Desk, action: str) -> None:
    """Undo one action; RuleBroken `undo_lasting`, `undo_too_late`, `undo_nothing`, `sealed`, and of
    meetings that decide `decision_begun`, `motion_voted_on`, `was_at_vote`, `vote_closed`,
    `carries_proxies`, `proxy_carrier_not_there`."""
    with desk.store.write(desk.actor) as uow:
        if LASTING & journal.kinds_of(uow, action) and journal.built_on(
            uow, desk.store.line, action
        ):
            raise RuleBroken("undo_lasting")
        before = rooms_at_votes(uow)
        entries = uow.undo(action)
        refuse_other_rooms(uow, before)
        changed = {
            header.object_id
            for entry in entries
            if (header := entry.read_header()).object_type == "person"
        }
        refresh_keys(uow, sorted(changed))
        unit = uow.one(Unit, desk.unit.id)
        uow.commit()
    desk.unit = unit
