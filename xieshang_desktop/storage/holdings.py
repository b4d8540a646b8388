"""Whose records lie in this database: our own, villages' as they handed them over, or kept ones."""

from __future__ import annotations

from xieshang_desktop.storage.database import Database
from xieshang_desktop.storage.unit_of_work import Reader, UnitOfWork

OWN, MIRRORED, KEPT = "own", "mirrored", "kept"

_HOLD = (
    "INSERT INTO holdings (unit_id, held_as) VALUES (?, ?)"
    " ON CONFLICT (unit_id) DO UPDATE SET held_as = excluded.held_as"
)


def hold(uow: UnitOfWork, unit_id: str, held_as: str) -> None:
    """Note how a unit's records are held from now on."""
    uow.change(_HOLD, [(unit_id, held_as)])


def held_as(reader: Reader, unit_id: str) -> str | None:
    """How a unit's records are held, None when there are none."""
    query = "SELECT held_as FROM holdings WHERE unit_id = ?"
    row = reader.connection.execute(query, (unit_id,)).fetchone()
    return None if row is None else str(row[0])


def unit_of(database: Database) -> str | None:
    """The id of the unit that sits at this desk; None before it was set up."""
    with database.transaction() as connection:
        query = "SELECT unit_id FROM holdings WHERE held_as = 'own' ORDER BY unit_id LIMIT 1"
        row = connection.execute(query).fetchone()
    return None if row is None else str(row[0])
