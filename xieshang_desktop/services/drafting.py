"""Text being typed on a page: kept without an entry until it is recorded or given up."""

from __future__ import annotations

from xieshang_desktop.services.desk import Desk
from xieshang_desktop.storage.drafts import draft_of, drop_draft, save_draft


def keep(desk: Desk, object_id: str, field: str, text: str) -> None:
    """Keep what stands in a field now; an empty field has no draft. Who looks at another unit's
    records leaves none."""
    if desk.store.mirrored:
        return
    if text.strip():
        save_draft(desk.store, object_id, field, text)
    else:
        drop(desk, object_id, field)


def kept(desk: Desk, object_id: str, *fields: str) -> dict[str, str]:
    """What was being typed in these fields when they were last left unfinished."""
    with desk.store.read() as reader:
        found = {field: draft_of(reader, object_id, field) for field in fields}
    return {field: text for field, text in found.items() if text}


def drop(desk: Desk, object_id: str, *fields: str) -> None:
    """The text is recorded now, or given up."""
    if not kept(desk, object_id, *fields):
        return
    with desk.store.write(desk.actor) as uow:
        for field in fields:
            drop_draft(uow, object_id, field)
        uow.commit()
