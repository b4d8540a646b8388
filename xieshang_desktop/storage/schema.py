"""The statements that make an empty SQLite file ours: tables, indexes and guards."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable, ExecutableDDLElement

from xieshang_desktop.storage.tables import metadata

#: Facts that stand still once their meeting or their minutes are sealed.
_FACTS = {
    "meeting": ("agenda_item", "invitation", "attendance", "opinion", "point", "measure"),
    "minutes": ("minutes_section", "confirmation"),
}


@cache
def schema() -> tuple[str, ...]:
    """Every statement, in an order in which they can run."""
    return (
        *(_text(CreateTable(table)) for table in metadata.sorted_tables),
        *(
            _text(CreateIndex(index))
            for table in metadata.sorted_tables
            for index in sorted(table.indexes, key=lambda index: str(index.name))
        ),
        *_guards(),
    )


def _text(statement: ExecutableDDLElement) -> str:
    lines = str(statement.compile(dialect=sqlite.dialect())).strip().splitlines()
    return "\n".join(line.rstrip() for line in lines)


def _own(row: str) -> str:
    """What a village handed over stands as it was received, in whichever order it came."""
    mirrored = f"unit_id = {row}.unit_id AND held_as = 'mirrored'"
    return " ".join(("NOT EXISTS (SELECT 1 FROM holdings WHERE", mirrored + ")"))


def _guards() -> Iterator[str]:
    """Triggers: the journal never changes but for erased payloads, and neither does what both
    convenors sealed, where it is our own."""
    kept = (c.name for c in metadata.tables["entries"].c if not c.name.startswith("private"))
    yield _guard("entries_stay", f"UPDATE OF {', '.join(kept)} ON entries", "1", "journal")
    yield _guard("entries_kept", "DELETE ON entries", "1", "journal")
    yield _guard(
        "entries_erased",
        "UPDATE OF private, private_salt ON entries",
        "NEW.private IS NOT NULL OR length(NEW.private_salt) > 0",
        "journal",
    )
    for owner, facts in _FACTS.items():
        for event in ("UPDATE", "DELETE"):
            condition = f"OLD.state = 'sealed' AND {_own('OLD')}"
            yield _guard(f"{owner}_{event.lower()}", f"{event} ON {owner}", condition, "sealed")
        for fact in facts:
            for event, rows in (
                ("INSERT", ["NEW"]),
                ("UPDATE", ["OLD", "NEW"]),
                ("DELETE", ["OLD"]),
            ):
                owners = " OR ".join(
                    f"unit_id = {row}.unit_id AND id = {row}.{owner}_id" for row in rows
                )
                sealed = " ".join(
                    ("EXISTS (SELECT 1 FROM", owner, f"WHERE ({owners}) AND state = 'sealed') AND")
                )
                sealed = f"{sealed} {_own(rows[0])}"
                yield _guard(f"{fact}_{event.lower()}", f"{event} ON {fact}", sealed, "sealed")


def _guard(name: str, event: str, condition: str, code: str) -> str:
    return (
        f"CREATE TRIGGER {name} BEFORE {event} WHEN {condition}"
        f" BEGIN SELECT RAISE(ABORT, '{code}'); END"
    )
