"""Copies of the whole database: made while the work goes on, compared with it, taken back."""

from __future__ import annotations

from pathlib import Path

from xieshang_desktop.errors import BadInput, WorldFailed
from xieshang_desktop.storage import journal
from xieshang_desktop.storage.database import Database, copy_database, integrity
from xieshang_desktop.storage.holdings import MIRRORED
from xieshang_desktop.storage.unit_of_work import Store

_HEADS = (
    "SELECT unit_id, line, (SELECT max(number) FROM entries e"
    " WHERE e.unit_id = l.unit_id AND e.line = l.line) FROM lines l"
)
_HASH = "SELECT hash FROM entries WHERE unit_id = ? AND line = ? AND number = ?"

Place = tuple[str, str]
Head = tuple[int, str]


def verified_copy(database: Database, target: Path) -> None:
    """A copy that was opened: SQLite finds it whole, it holds every line at least up to where it
    stood before, and each of its newest entries is the journal's own.

    WorldFailed `backup_not_whole`, and what `copy_database` raises.
    """
    before = heads(database)
    copy_database(database, target)
    copy = Database(target, database.timeout)
    try:
        copied = heads(copy)
    finally:
        copy.close()
    with database.transaction() as connection:
        own = {
            (unit, line): connection.execute(_HASH, (unit, line, number)).fetchone()
            for (unit, line), (number, _hash) in copied.items()
        }
    behind = any(copied.get(place, (0, ""))[0] < number for place, (number, _) in before.items())
    if behind or any(own[place] != (hash_,) for place, (_number, hash_) in copied.items()):
        raise WorldFailed("backup_not_whole", file=str(target))


def heads(database: Database) -> dict[Place, Head]:
    """Number and hash of the newest entry of each line, by unit and line."""
    with database.transaction() as connection:
        found = [row for row in connection.execute(_HEADS).fetchall() if row[2]]
        return {
            (unit, line): (
                number,
                connection.execute(_HASH, (unit, line, number)).fetchone()[0],
            )
            for unit, line, number in found
        }


def require_sound(database: Database) -> None:
    """BadInput `backup_unsound` unless SQLite finds nothing wrong and the journals that are
    written here hold together; ten years take seconds."""
    if found := integrity(database):
        raise BadInput("backup_unsound", fault=found[0])
    with database.transaction() as connection:
        query = "SELECT unit_id FROM holdings WHERE held_as <> ?"
        units = [row[0] for row in connection.execute(query, (MIRRORED,))]
    for unit in units:
        with Store(database, unit, "").read() as reader:
            faults = journal.verify(reader)
        if faults:
            raise BadInput("backup_unsound", fault=f"{faults[0].line} {faults[0].number}")


def attached(database: Database) -> dict[str, str]:
    """The SHA-256 of every attachment that a record names, with its name."""
    with database.transaction() as connection:
        return dict(connection.execute("SELECT sha256, name FROM attachment").fetchall())
