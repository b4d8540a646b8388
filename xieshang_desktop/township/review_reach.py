"""How far a change reaches: what the changed records refer to, and the topics and meetings that are
judged anew for it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from operator import itemgetter
from typing import Any, Final

import msgspec

from xieshang_desktop.domain.records import RECORDS
from xieshang_desktop.domain.review_references import REFERENCES
from xieshang_desktop.storage.unit_of_work import Reader

#: The ids that a parameter lists.
LISTED: Final = "(SELECT value FROM json_each(?))"

#: Changed records by noun and id, each with the row in place now (`storage.receiving.TakenIn`).
Changed = Mapping[str, Mapping[str, tuple[Any, ...] | None]]

#: What a record's own fields name, by place in REFERENCES; the first is its id.
Names = list[tuple[str | None, ...]]

#: Records that are judged with the topic or the meeting they name. A research record, a notice or
#: a posting that is added founds a step and breaks no rule of it: only one that is gone matters.
_WITH_TOPIC: Final = ("step", "outcome")
_FOUNDING: Final = ("research", "notice")
_WITH_MEETING: Final = ("agenda_item", "point", "measure", "outcome", "minutes")
#: Records that belong to one of those: the field that says to which.
_BY_WAY: Final = (
    ("confirmation", "minutes_id", "minutes"),
    ("task", "outcome_id", "outcome"),
)
#: Records that are judged with the meeting that decides, which they name.
_WITH_DECISION: Final = ("motion", "vote", "decision_posting")
_LAST: Final = (
    "SELECT record FROM entries WHERE unit_id = ? AND object_type = ? AND record IS NOT NULL"
    " AND object_id IN (SELECT value FROM json_each(?))"
)


class Reach:
    """What these records name; `topics`, `meetings` and `decisions` are judged with them."""

    def __init__(self, reader: Reader, changed: Changed, returned: Mapping[str, set[str]]) -> None:
        self._reader = reader
        self._placed = changed
        ids = {noun: set(changed.get(noun, ())) for noun in (*changed, *returned)}
        for noun, more in returned.items():
            ids[noun] |= more
        self.names: dict[str, Names] = {
            noun: self._names(noun, ids[noun]) for noun in REFERENCES if ids.get(noun)
        }
        meetings = ids.get("meeting", set())
        topics = ids.get("topic", set())
        gone = {noun: self._gone(noun, ids) for noun in ("posting", *_FOUNDING)}
        self.postings = ids.get("posting", set())
        self.postings |= self._owners("attachment", "object_id", ids.get("attachment", set()))
        for noun, field, owner in _BY_WAY:
            if ids.get(noun):
                ids.setdefault(owner, set()).update(self._owners(noun, field, ids[noun]))
        self.topics, self.meetings = set(topics), set(meetings)
        for noun in _WITH_TOPIC:
            self.topics |= self._owners(noun, "topic_id", ids.get(noun, set()))
        for noun in _WITH_MEETING:
            self.meetings |= self._owners(noun, "meeting_id", ids.get(noun, set()))
        gone["notice"] |= self._owners("posting", "notice_id", gone["posting"])
        for noun in _FOUNDING:
            self.topics |= self._owners(noun, "topic_id", gone[noun])
        self.topics |= _topics_of(reader, meetings)
        self.decisions = set(ids.get("decision_meeting", set())) | _waiting(reader)
        for noun in _WITH_DECISION:
            self.decisions |= self._owners(noun, "decision_meeting_id", ids.get(noun, set()))

    def absent(self, noun: str, ids: set[str]) -> set[str]:
        """Those of these ids that no record of this noun has."""
        placed = self._placed.get(noun, {})
        rest = {each for each in ids if placed.get(each) is None}
        return rest - {row[0] or "" for row in fields_of(self._reader, noun, (), rest)}

    def _names(self, noun: str, ids: set[str]) -> Names:
        """What these records name: from the rows that were just put in place, else from theirs."""
        fields = [field for field, _target in REFERENCES[noun]]
        columns = RECORDS[noun].__struct_fields__
        take = itemgetter(*(columns.index(name) + 1 for name in ("id", *fields)))
        placed = self._placed.get(noun, {})
        names = [take(row) for row in placed.values() if row is not None]
        rest = ids - placed.keys()
        return names + fields_of(self._reader, noun, fields, rest)

    def _gone(self, noun: str, ids: Mapping[str, set[str]]) -> set[str]:
        return ids.get(noun, set()) - {row[0] or "" for row in self.names.get(noun, ())}

    def _owners(self, noun: str, field: str, ids: set[str]) -> set[str]:
        """What a field of some records says; of those taken away, what it said last."""
        if not ids:
            return set()
        fields = [name for name, _target in REFERENCES.get(noun, ())]
        known = self.names.get(noun, [])
        if field in fields:
            place = fields.index(field) + 1
            found = {row[0]: row[place] for row in known}
        else:
            found = {}
        rest = ids - found.keys()
        if rest:
            read = fields_of(self._reader, noun, [field], rest)
            found |= {row[0]: row[1] for row in read}
        owners = {found[each] for each in ids & found.keys()}
        gone = ids - found.keys()
        return {each for each in (*owners, *self._last_said(noun, field, gone)) if each}

    def _last_said(self, noun: str, field: str, gone: set[str]) -> Iterator[str]:
        if not gone:
            return
        place = (self._reader.unit_id, noun, listed(gone))
        for (record,) in self._reader.connection.execute(_LAST, place):
            owner = msgspec.json.decode(record).get(field)
            if isinstance(owner, str):
                yield owner


def listed(ids: Iterable[str]) -> str:
    """Ids as SQLite's json_each takes them; no number of them is too many."""
    return msgspec.json.encode(list(ids)).decode()


def fields_of(reader: Reader, noun: str, fields: Iterable[str], ids: Collection[str]) -> Names:
    """Id and some fields of the records that are there."""
    names = ", ".join(("id", *fields))
    query = " ".join(("SELECT", names, "FROM", noun, "WHERE unit_id = ? AND id IN", LISTED))
    place = (reader.unit_id, listed(ids))
    return reader.connection.execute(query, place).fetchall() if ids else []


def _waiting(reader: Reader) -> set[str]:
    """Meetings that decide whose record or decision waits, which time alone makes a fault of."""
    query = (
        "SELECT id FROM decision_meeting AS m WHERE unit_id = ? AND (state = 'closed'"
        " OR state = 'sealed' AND NOT EXISTS (SELECT 1 FROM decision_posting AS p"
        " WHERE p.unit_id = m.unit_id AND p.decision_meeting_id = m.id))"
    )
    return {row[0] for row in reader.connection.execute(query, (reader.unit_id,))}


def _topics_of(reader: Reader, meetings: Collection[str]) -> set[str]:
    """The topics of meetings that are not over, or no longer: whether a topic was discussed
    depends on it."""
    query = (
        "SELECT DISTINCT topic_id FROM outcome JOIN meeting AS m"
        " ON m.unit_id = outcome.unit_id AND m.id = outcome.meeting_id"
        " WHERE outcome.unit_id = ? AND m.state NOT IN ('closed', 'sealed')"
        " AND meeting_id IN (SELECT value FROM json_each(?))"
    )
    if not meetings:
        return set()
    place = (reader.unit_id, listed(meetings))
    return {row[0] for row in reader.connection.execute(query, place)}
