"""The tables: one for each kept value, made from its fields, and those of the journal.

Every primary key begins with `unit_id`, so that one village and a thousand share the tables.
"""

from __future__ import annotations

import typing
from types import NoneType, UnionType

import sqlalchemy as sa

from xieshang_desktop.domain.record import Record
from xieshang_desktop.domain.records import RECORDS

metadata = sa.MetaData()


def _column(name: str, annotation: object) -> sa.Column[typing.Any]:
    """A column for a field: whole numbers and truth values as INTEGER, all else as TEXT (dates in
    ISO 8601, lists and inner values as JSON)."""
    arguments = typing.get_args(annotation) if isinstance(annotation, UnionType) else ()
    kinds = [a for a in arguments if a is not NoneType] or [annotation]
    number = isinstance(kinds[0], type) and issubclass(kinds[0], int)
    return sa.Column(
        name, sa.Integer if number else sa.Text, nullable=NoneType in arguments, key=name
    )


def _table(record: type[Record]) -> sa.Table:
    hints = typing.get_type_hints(record)
    return sa.Table(
        record.NOUN,
        metadata,
        sa.Column("unit_id", sa.Text, nullable=False),
        *(_column(name, hints[name]) for name in record.__struct_fields__),
        sa.PrimaryKeyConstraint("unit_id", "id"),
        sqlite_strict=True,
    )


#: The table of each noun.
TABLES: dict[str, sa.Table] = {noun: _table(record) for noun, record in RECORDS.items()}

#: Whose records lie here: `own`, `mirrored` (as a village handed them over) or `kept` for one.
holdings = sa.Table(
    "holdings",
    metadata,
    sa.Column("unit_id", sa.Text, nullable=False),
    sa.Column("held_as", sa.Text, nullable=False),
    sa.PrimaryKeyConstraint("unit_id"),
    sqlite_strict=True,
)

#: `closed_after` is the last number that counts of a line that was closed.
lines = sa.Table(
    "lines",
    metadata,
    sa.Column("unit_id", sa.Text, nullable=False),
    sa.Column("line", sa.Text, nullable=False),
    sa.Column("device", sa.Text, nullable=False),
    sa.Column("generation", sa.Integer, nullable=False),
    sa.Column("opened_at", sa.Text, nullable=False),
    sa.Column("closed_after", sa.Integer),
    sa.PrimaryKeyConstraint("unit_id", "line"),
    sqlite_strict=True,
)

entries = sa.Table(
    "entries",
    metadata,
    sa.Column("unit_id", sa.Text, nullable=False),
    sa.Column("line", sa.Text, nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("object_type", sa.Text, nullable=False),
    sa.Column("object_id", sa.Text, nullable=False),
    sa.Column("header", sa.LargeBinary, nullable=False),
    sa.Column("hash", sa.Text, nullable=False),
    sa.Column("record", sa.LargeBinary),
    sa.Column("record_salt", sa.LargeBinary, nullable=False),
    sa.Column("private", sa.LargeBinary),
    sa.Column("private_salt", sa.LargeBinary, nullable=False),
    sa.PrimaryKeyConstraint("unit_id", "line", "number"),
    sa.ForeignKeyConstraint(["unit_id", "line"], ["lines.unit_id", "lines.line"]),
    sa.Index("entries_of_object", "unit_id", "object_id"),
    sa.Index("entries_of_action", "unit_id", "action"),
    sa.Index(
        "entries_of_choices",
        "unit_id",
        sqlite_where=sa.text("(object_type = 'sharing' OR kind = 'private_erased')"),
    ),
    sqlite_strict=True,
)

#: Text being typed, kept without an entry until the field is left.
drafts = sa.Table(
    "drafts",
    metadata,
    sa.Column("unit_id", sa.Text, nullable=False),
    sa.Column("object_id", sa.Text, nullable=False),
    sa.Column("field", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("saved_at", sa.Text, nullable=False),
    sa.PrimaryKeyConstraint("unit_id", "object_id", "field"),
    sqlite_strict=True,
)

#: Suffix keys of names, pinyin, initials and telephone tails: a search is one range of this tree.
person_keys = sa.Table(
    "person_keys",
    metadata,
    sa.Column("unit_id", sa.Text, nullable=False),
    sa.Column("key", sa.Text, nullable=False),
    sa.Column("person_id", sa.Text, nullable=False),
    sa.PrimaryKeyConstraint("unit_id", "key", "person_id"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

#: What was written into a bundle, and what the reader has confirmed.
bundles = sa.Table(
    "bundles",
    metadata,
    sa.Column("unit_id", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("addressee", sa.Text, nullable=False),
    sa.Column("sealed_to", sa.Text, nullable=False),
    sa.Column("line", sa.Text, nullable=False),
    sa.Column("generation", sa.Integer, nullable=False),
    sa.Column("first", sa.Integer, nullable=False),
    sa.Column("last", sa.Integer, nullable=False),
    sa.Column("last_hash", sa.Text, nullable=False),
    sa.Column("sha256", sa.Text, nullable=False),
    sa.Column("size", sa.Integer, nullable=False),
    sa.Column("files", sa.Integer, nullable=False),
    sa.Column("shared", sa.Text, nullable=False),
    sa.Column("choices", sa.Integer, nullable=False),
    sa.Column("carrier", sa.Text, nullable=False),
    sa.Column("written_at", sa.Text, nullable=False),
    sa.Column("sent_at", sa.Text),
    sa.Column("slip_at", sa.Text),
    sa.Column("confirmed_at", sa.Text),
    sa.Column("refused", sa.Text, nullable=False),
    sa.PrimaryKeyConstraint("unit_id", "name"),
    sa.Index("bundles_by_addressee", "unit_id", "addressee", "kind", "generation", "last"),
    sqlite_strict=True,
)

#: The last number given to a message to each unit, by the generation of our line.
message_numbers = sa.Table(
    "message_numbers",
    metadata,
    sa.Column("unit_id", sa.Text, nullable=False),
    sa.Column("addressee", sa.Text, nullable=False),
    sa.Column("generation", sa.Integer, nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.PrimaryKeyConstraint("unit_id", "addressee", "generation"),
    sqlite_strict=True,
)

#: Messages that were taken in, as they came, by the hash of the sealed file: two that claim the
#: same place do not hide one another.
messages = sa.Table(
    "messages",
    metadata,
    sa.Column("unit_id", sa.Text, nullable=False),
    sa.Column("sender", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("generation", sa.Integer, nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("sha256", sa.Text, nullable=False),
    sa.Column("content", sa.LargeBinary, nullable=False),
    sa.Column("signer", sa.Text, nullable=False),
    sa.Column("taken_at", sa.Text, nullable=False),
    sa.PrimaryKeyConstraint("unit_id", "sha256"),
    sa.Index("messages_by_sender", "unit_id", "sender", "kind"),
    sqlite_strict=True,
)

#: Bundles that came in, by the hash of the sealed file: taken, known before, or refused and why.
arrivals = sa.Table(
    "arrivals",
    metadata,
    sa.Column("unit_id", sa.Text, nullable=False),
    sa.Column("sha256", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("sender", sa.Text, nullable=False),
    sa.Column("sender_name", sa.Text, nullable=False),
    sa.Column("line", sa.Text, nullable=False),
    sa.Column("first", sa.Integer, nullable=False),
    sa.Column("last", sa.Integer, nullable=False),
    sa.Column("fresh", sa.Integer, nullable=False),
    sa.Column("files", sa.Integer, nullable=False),
    sa.Column("size", sa.Integer, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("code", sa.Text, nullable=False),
    sa.Column("facts", sa.Text, nullable=False),
    sa.Column("carrier", sa.Text, nullable=False),
    sa.Column("arrived_at", sa.Text, nullable=False),
    sa.Column("clerk", sa.Text, nullable=False),
    sa.Column("kept", sa.Text, nullable=False),
    sa.PrimaryKeyConstraint("unit_id", "sha256"),
    sa.Index("arrivals_by_sender", "unit_id", "sender", "arrived_at"),
    sqlite_strict=True,
)

#: Convenors' PINs, salted and stretched; they never leave the machine but in a sealed backup.
pins = sa.Table(
    "pins",
    metadata,
    sa.Column("unit_id", sa.Text, nullable=False),
    sa.Column("convenor_id", sa.Text, nullable=False),
    sa.Column("salt", sa.LargeBinary, nullable=False),
    sa.Column("digest", sa.LargeBinary, nullable=False),
    sa.Column("set_at", sa.Text, nullable=False),
    sa.Column("failures", sa.Integer, nullable=False),
    sa.Column("failed_at", sa.Text, nullable=False),
    sa.PrimaryKeyConstraint("unit_id", "convenor_id"),
    sqlite_strict=True,
)

#: Figures of each unit by period (YYYY-MM, or YYYY) and kind, kept up to date at receiving.
figures = sa.Table(
    "figures",
    metadata,
    sa.Column("unit_id", sa.Text, nullable=False),
    sa.Column("period", sa.Text, nullable=False),
    sa.Column("figure", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("count", sa.Integer, nullable=False),
    sa.PrimaryKeyConstraint("unit_id", "period", "figure", "kind"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)


def _index(noun: str, *columns: str) -> None:
    table = TABLES[noun]
    sa.Index(f"{noun}_by_{'_'.join(columns)}", table.c.unit_id, *(table.c[c] for c in columns))


for _noun, _columns in (
    ("role_held", ("person_id",)),
    ("household", ("group",)),
    ("person", ("household_id",)),
    ("person", ("name", "left_on")),
    ("step", ("topic_id",)),
    ("research", ("topic_id",)),
    ("participant", ("topic_id",)),
    ("topic", ("state",)),
    ("topic", ("proposed_on",)),
    ("topic", ("decided_on",)),
    ("topic", ("answered_on",)),
    ("meeting", ("state",)),
    ("meeting", ("closed_at",)),
    ("meeting", ("starts",)),
    ("agenda_item", ("meeting_id",)),
    ("agenda_item", ("topic_id",)),
    ("invitation", ("meeting_id", "person_id")),
    ("attendance", ("meeting_id", "person_id", "state", "part")),
    ("opinion", ("meeting_id",)),
    ("point", ("meeting_id",)),
    ("point", ("agenda_item_id",)),
    ("measure", ("meeting_id",)),
    ("measure", ("agenda_item_id",)),
    ("minutes", ("meeting_id",)),
    ("minutes_section", ("minutes_id",)),
    ("confirmation", ("minutes_id",)),
    ("correction", ("minutes_id",)),
    ("outcome", ("topic_id",)),
    ("outcome", ("meeting_id",)),
    ("outcome", ("agenda_item_id",)),
    ("outcome", ("decided_on",)),
    ("outcome", ("effect_on",)),
    ("task", ("state", "due")),
    ("task", ("done_on",)),
    ("task", ("topic_id",)),
    ("task", ("outcome_id",)),
    ("submission", ("topic_id",)),
    ("submission", ("submitted_on",)),
    ("submission", ("replied_on",)),
    ("notice", ("topic_id",)),
    ("notice", ("meeting_id",)),
    ("posting", ("notice_id",)),
    ("posting", ("removed_on",)),
    ("posting", ("posted_on",)),
    ("attachment", ("object_id",)),
    ("village_key", ("village_id",)),
    ("returned", ("village_id", "settled_on")),
    ("acceptance", ("village_id",)),
    ("directive", ("village_id",)),
    ("reply", ("about",)),
    ("sitting", ("meeting_id",)),
    ("speech", ("meeting_id",)),
    ("statement", ("meeting_id",)),
    ("topic_option", ("topic_id",)),
    ("signature", ("object_id",)),
    ("decision_meeting", ("starts",)),
    ("decision_meeting", ("outcome_id",)),
    ("presence", ("decision_meeting_id",)),
    ("motion", ("decision_meeting_id",)),
    ("vote", ("decision_meeting_id",)),
    ("voice", ("decision_meeting_id",)),
):
    _index(_noun, *_columns)
