"""The statements that make an empty SQLite file ours: tables, indexes and guards."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable, ExecutableDDLElement

from xieshang_desktop.storage.tables import metadata

#: Facts that stand still once their meeting or their minutes are sealed.
_FACTS = {
    "meeting": (
        *("agenda_item", "invitation", "attendance", "opinion", "point", "measure"),
        *("sitting", "speech", "statement"),
    ),
    "minutes": ("minutes_section", "confirmation"),
    "decision_meeting": ("presence", "motion", "vote", "voice"),
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
    yield from _votes()
    # So do the papers, the evidence and the sound of what was sealed; more may be added.
    for event in ("UPDATE", "DELETE"):
        condition = f"({' OR '.join(_sealed_owners())}) AND {_own('OLD')}"
        yield _guard(f"attachment_{event.lower()}", f"{event} ON attachment", condition, "sealed")
    yield from _sealing_guards()


def _sealing_guards() -> Iterator[str]:
    """No page signed by hand goes, or comes after; no signature of what was sealed is exchanged or
    taken away (what reaches a person may be erased from it); no correction ever changes."""
    page = "NEW.object_type = 'minutes' AND NEW.caption LIKE '签名页%'"
    condition = f"{page} AND {_is_sealed('NEW', 'minutes', 'NEW.object_id')} AND {_own('NEW')}"
    yield _guard("signed_page_insert", "INSERT ON attachment", condition, "sealed")
    named = " ".join(
        (
            "OLD.object_type = 'minutes' AND EXISTS (SELECT 1 FROM confirmation WHERE",
            "unit_id = OLD.unit_id AND minutes_id = OLD.object_id AND photo = OLD.sha256)",
            # The order of triggers is not promised: what is sealed says so itself.
            f"AND NOT {_is_sealed('OLD', 'minutes', 'OLD.object_id')} AND {_own('OLD')}",
        )
    )
    for event in ("UPDATE", "DELETE"):
        name = f"signed_page_{event.lower()}"
        yield _guard(name, f"{event} ON attachment", named, "photo_confirmed")
        for noun in ("correction", "decision_correction"):
            yield _guard(f"{noun}_{event.lower()}", f"{event} ON {noun}", _own("OLD"), "sealed")
    fresh = "NOT EXISTS (SELECT 1 FROM signature WHERE unit_id = NEW.unit_id AND id = NEW.id)"
    exchanged = " OR ".join(
        f"OLD.{name} IS NOT NEW.{name}"
        for name in ("object_type", "object_id", "person_id", "way", "digest", "signed_at")
    )
    for event, row, more in (
        ("INSERT", "NEW", f"NEW.object_type = 'attendance' AND {fresh}"),  # minutes may be signed
        ("UPDATE", "OLD", f"({exchanged})"),
        ("DELETE", "OLD", "1"),
    ):
        condition = f"{more} AND ({_signed_is_sealed(row)}) AND {_own(row)}"
        yield _guard(f"signature_{event.lower()}", f"{event} ON signature", condition, "sealed")


def _signed_is_sealed(row: str) -> str:
    """A signature stands under an attendance of a sealed meeting, or under sealed minutes."""
    attended = ("FROM attendance WHERE unit_id =", f"{row}.unit_id AND id = {row}.object_id)")
    meeting = _is_sealed(row, "meeting", " ".join(("(SELECT meeting_id", *attended)))
    minutes = _is_sealed(row, "minutes", f"{row}.object_id")
    return (
        f"{row}.object_type = 'attendance' AND {meeting}"
        f" OR {row}.object_type = 'minutes' AND {minutes}"
    )


def _is_sealed(row: str, owner: str, wanted: str) -> str:
    found = ("EXISTS (SELECT 1 FROM", owner, f"WHERE unit_id = {row}.unit_id AND id = {wanted}")
    return " ".join((*found, "AND state = 'sealed')"))


def _votes() -> Iterator[str]:
    """What a vote was taken on stays: the motion's words, what each said, by what the meeting is
    judged; and the votes themselves once the meeting is closed."""
    meeting = "SELECT 1 FROM decision_meeting WHERE unit_id = {0}.unit_id"
    vote = "SELECT 1 FROM vote WHERE unit_id = {0}.unit_id"
    came = "SELECT 1 FROM presence WHERE unit_id = OLD.unit_id AND decision_meeting_id = OLD.id"
    begun = f"(OLD.state <> 'planned' OR EXISTS ({came})) AND {_own('OLD')}"
    judged = ("body", "counting", '"group"')
    other = " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in judged)
    # The numbers are mended with a reason, as long as nobody has voted by them.
    voted = f"EXISTS ({vote.format('OLD')} AND decision_meeting_id = OLD.id)"
    numbers = "OLD.entitled IS NOT NEW.entitled"
    numbers = f"{numbers} AND (OLD.numbers_corrected IS NEW.numbers_corrected OR {voted})"
    members = f"OLD.members IS NOT NEW.members AND {voted}"
    moved = "substr(OLD.starts, 1, 10) IS NOT substr(NEW.starts, 1, 10)"
    for event, condition in (
        ("UPDATE", f"({other} OR {moved} OR {numbers} OR {members}) AND {begun}"),
        ("DELETE", begun),
    ):
        name = f"decision_begun_{event.lower()}"
        yield _guard(name, f"{event} ON decision_meeting", condition, "decision_begun")
        voted = f"EXISTS ({vote.format('OLD')} AND motion_id = OLD.id) AND {_own('OLD')}"
        name = f"motion_voted_{event.lower()}"
        yield _guard(name, f"{event} ON motion", voted, "motion_voted_on")
    for event, row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD")):
        voted = f"{vote.format(row)} AND motion_id = {row}.motion_id"
        condition = f"EXISTS ({voted}) AND {_own(row)}"
        yield _guard(
            f"voice_voted_{event.lower()}", f"{event} ON voice", condition, "motion_voted_on"
        )
        closed = f"{meeting.format(row)} AND id = {row}.decision_meeting_id AND state = 'closed'"
        condition = f"EXISTS ({closed}) AND {_own(row)}"
        yield _guard(f"vote_closed_{event.lower()}", f"{event} ON vote", condition, "vote_closed")


def _sealed_owners() -> Iterator[str]:
    """For each kind of record: an attachment hangs on it and it is sealed, or its owner is."""
    for owner, facts in _FACTS.items():
        object_id = "unit_id = OLD.unit_id AND id = OLD.object_id"
        for noun in (owner, *facts):
            wanted = object_id
            if noun != owner:
                found = ("(SELECT", f"{owner}_id", "FROM", noun, f"WHERE {object_id})")
                wanted = f"unit_id = OLD.unit_id AND id = {' '.join(found)}"
            exists = ("EXISTS (SELECT 1 FROM", owner, f"WHERE {wanted} AND state = 'sealed')")
            yield f"OLD.object_type = '{noun}' AND {' '.join(exists)}"


def _guard(name: str, event: str, condition: str, code: str) -> str:
    return (
        f"CREATE TRIGGER {name} BEFORE {event} WHEN {condition}"
        f" BEGIN SELECT RAISE(ABORT, '{code}'); END"
    )
