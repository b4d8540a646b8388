"""Text being typed: kept every few seconds without an entry, so that a power cut costs nothing."""

from __future__ import annotations

from xieshang_desktop.storage.unit_of_work import Reader, Store, UnitOfWork

_SAVE = (
    "INSERT INTO drafts (unit_id, object_id, field, text, saved_at) VALUES (?, ?, ?, ?, ?)"
    " ON CONFLICT (unit_id, object_id, field)"
    " DO UPDATE SET text = excluded.text, saved_at = excluded.saved_at"
)
_DRAFT = "SELECT text FROM drafts WHERE unit_id = ? AND object_id = ? AND field = ?"
_DROP = "DELETE FROM drafts WHERE unit_id = ? AND object_id = ? AND field = ?"


def save_draft(store: Store, object_id: str, field: str, text: str) -> None:
    """Keep what stands in a field now."""
    with store.write() as uow:
        put_draft(uow, object_id, field, text)
        uow.commit()


def put_draft(uow: UnitOfWork, object_id: str, field: str, text: str) -> None:
    """The same together with what else is written."""
    uow.change(_SAVE, [(uow.unit_id, object_id, field, text, uow.at.isoformat())])


def draft_of(reader: Reader, object_id: str, field: str) -> str | None:
    """The text that was being typed when the program last ended, or None."""
    row = reader.connection.execute(_DRAFT, (reader.unit_id, object_id, field)).fetchone()
    return None if row is None else str(row[0])


def drop_draft(uow: UnitOfWork, object_id: str, field: str) -> None:
    """The text is in the record now."""
    uow.change(_DROP, [(uow.unit_id, object_id, field)])
