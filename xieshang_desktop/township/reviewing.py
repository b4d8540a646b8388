"""Checks what came in by the rules of the field and writes what is returned 退回, and what was
mended since: only what a bundle touched, what belongs to it, and what is returned already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

import msgspec
from msgspec.structs import replace

from xieshang_desktop.domain.decision import DecisionMeeting
from xieshang_desktop.domain.entry import decode_header
from xieshang_desktop.domain.meeting import Meeting
from xieshang_desktop.domain.records import RECORDS
from xieshang_desktop.domain.review import (
    Finding,
    judge_meeting,
    judge_posting,
    judge_topic,
    number_twice,
)
from xieshang_desktop.domain.review_decisions import judge_decision
from xieshang_desktop.domain.review_references import REFERENCES, RULES
from xieshang_desktop.domain.review_words import noun_words, reason_of, title_of
from xieshang_desktop.domain.superior import SharingChoice
from xieshang_desktop.domain.terms import MeetingState, Sharing
from xieshang_desktop.domain.topic import Topic
from xieshang_desktop.domain.township import Returned
from xieshang_desktop.ids import new_id
from xieshang_desktop.storage.unit_of_work import Reader, UnitOfWork
from xieshang_desktop.township.review_files import (
    decision_files,
    meeting_files,
    posting_files,
    topic_files,
)
from xieshang_desktop.township.review_reach import Changed, Names, Reach, fields_of, listed

#: Who settles a return that the records themselves made good.
BY_RULE: Final = "rule"

#: From which schema version on a rule is asked of a record; all of them from the first.
SINCE: Final[dict[str, int]] = {}

#: What stands still once its meeting is sealed; each names the meeting first.
STILL: Final = ("agenda_item", "invitation", "attendance", "opinion", "point", "measure")

_Key = tuple[str, str, str]
Numbered = type[Topic] | type[Meeting] | type[DecisionMeeting]

#: The entry of an object that counts, the newest first.
_PLACES: Final = (
    "SELECT line, number, header, generation, kind FROM entries JOIN lines USING (unit_id, line)"
    " WHERE unit_id = ? AND object_id = ? AND object_type = ?"
    " AND (closed_after IS NULL OR number <= closed_after)"
    " ORDER BY generation DESC, line DESC, number DESC"
)
_WITHHELD: Final = (
    "SELECT object_id FROM entries WHERE unit_id = ? AND record IS NULL"
    " AND json_extract(CAST(header AS TEXT), '$.record_hash') IS NOT NULL"
    " AND object_id IN (SELECT value FROM json_each(?))"
)
_CHOSEN: Final = (
    "SELECT record FROM entries WHERE unit_id = ? AND object_id = ? AND object_type = ?"
)


class Place(msgspec.Struct, frozen=True):
    """An entry of a village: where it stands, by which schema, what happened in it."""

    line: str
    number: int
    schema: int
    order: tuple[int, str, int]
    kind: str


def review(uow: UnitOfWork, theirs: Reader, changed: Changed) -> list[Returned]:
    """Judge what changed of a village (`TakenIn.changed`), inside the transaction that took it in.
    Gives what is newly returned; a return whose finding is gone is settled by the rule."""
    village_id = theirs.unit_id
    still_open = uow.values(
        Returned, "village_id = ? AND settled_on IS NULL AND rule <> ''", village_id
    )
    known_open = {_key(each): each for each in still_open}
    today = uow.at.date()
    found = _Found(theirs, changed, still_open, today)
    settled = [
        replace(each, settled_on=today, settled_by=BY_RULE)
        for key, each in known_open.items()
        if key not in found.by_key
    ]
    uow.put_all(settled, "return_settled")
    new = {key: found.by_key[key] for key in found.by_key if key not in known_open}
    decided = _decided_by_people(uow, village_id) if new else set()
    fresh: list[Returned] = []
    for key, finding in new.items():
        place = place_of(theirs, finding.object_type, finding.object_id)
        if place is None or SINCE.get(finding.code, 1) > place.schema:
            continue
        if (*key, place.line, place.number) in decided:
            continue
        fresh.append(
            Returned(
                id=new_id(),
                village_id=village_id,
                line=place.line,
                number=place.number,
                object_type=finding.object_type,
                object_id=finding.object_id,
                title=title_here(theirs, finding.object_type, finding.object_id),
                rule=finding.code,
                reason=reason_of(finding),
                returned_at=uow.at,
            )
        )
    uow.put_all(fresh, "entry_returned")
    return fresh


def place_of(theirs: Reader, noun: str, object_id: str) -> Place | None:
    """Where the newest entry of a village's record stands, or None."""
    return next(_places(theirs, noun, object_id), None)


def title_here(theirs: Reader, noun: str, object_id: str) -> str:
    """What a village's record is called, as far as it is known here."""
    record = RECORDS.get(noun)
    return title_of(noun, theirs.find(record, object_id) if record else None)


class _Found:
    """The findings on what changed and on what is returned, one for each object and rule."""

    def __init__(
        self, theirs: Reader, changed: Changed, returned: list[Returned], today: date
    ) -> None:
        self._reader, self._today = theirs, today
        open_ids: dict[str, set[str]] = {}
        for each in returned:
            if each.object_type in RECORDS:
                open_ids.setdefault(each.object_type, set()).add(each.object_id)
        self._reach = Reach(theirs, changed, open_ids)
        self._sealed_before = {each.object_id for each in returned if each.rule == "sealed_changed"}
        self._fresh_meetings = changed.get(Meeting.NOUN, {})
        self._hidden: dict[str, bool] = {}
        self.by_key: dict[_Key, Finding] = {}
        for finding in self._all():
            if not any(map(self._is_hidden, finding.lacks)):
                key = (finding.object_type, finding.object_id, finding.code)
                self.by_key.setdefault(key, finding)

    def _all(self) -> Iterator[Finding]:
        reach = self._reach
        for topic in topic_files(self._reader, reach.topics):
            yield from judge_topic(topic)
        for posting in posting_files(self._reader, reach.postings):
            yield from judge_posting(posting)
        for meeting in meeting_files(self._reader, reach.meetings):
            yield from judge_meeting(meeting)
        for decision in decision_files(self._reader, reach.decisions):
            yield from judge_decision(decision, self._today)
        yield from self._references(reach.names)
        yield from self._changed_after_sealing(reach.names)
        yield from self._numbers(Topic, reach.topics)
        yield from self._numbers(Meeting, reach.meetings)
        yield from self._numbers(DecisionMeeting, reach.decisions)

    def _is_hidden(self, noun: str) -> bool:
        """Whether the village ever withheld records of this kind: what lacks may be there."""
        if noun not in self._hidden:
            place = (self._reader.unit_id, noun, SharingChoice.NOUN)
            rows = self._reader.connection.execute(_CHOSEN, place)
            levels = [msgspec.json.decode(row[0]).get("level") for row in rows if row[0]]
            self._hidden[noun] = Sharing.HASH.value in levels
        return self._hidden[noun]

    def _references(self, names: dict[str, Names]) -> Iterator[Finding]:
        wanted: dict[str, set[str]] = {}
        for noun, rows in names.items():
            for place, (_field, target) in enumerate(REFERENCES[noun], 1):
                wanted.setdefault(target, set()).update(row[place] or "" for row in rows)
        loose = {target: self._reach.absent(target, ids - {""}) for target, ids in wanted.items()}
        if not any(loose.values()):
            return
        withheld = {row[0] for row in self._rows(_WITHHELD, set().union(*loose.values()))}
        missing: dict[tuple[str, str, str], dict[str, None]] = {}
        for noun, rows in names.items():
            for place, (_field, target) in enumerate(REFERENCES[noun], 1):
                code = RULES.get((noun, target), "reference_missing")
                for row in rows:
                    if row[place] in loose[target] and row[place] not in withheld:
                        key = (noun, row[0] or "", code)
                        missing.setdefault(key, {})[noun_words(target)] = None
        for (noun, object_id, code), what in missing.items():
            facts = {"what": "、".join(what)}
            yield Finding(code=code, object_type=noun, object_id=object_id, facts=facts)

    def _numbers(self, record: Numbered, touched: set[str]) -> Iterator[Finding]:
        """Of those who bear the same number, all but the oldest."""
        if not touched:
            return
        query = " ".join(("SELECT number FROM", record.NOUN, "WHERE unit_id = ? AND number <> ''"))
        query = f"{query} GROUP BY number HAVING count(*) > 1"
        rows = self._reader.connection.execute(query, (self._reader.unit_id,)).fetchall()
        for (number,) in rows:
            same = self._reader.all(record, number=number)
            if touched & {each.id for each in same}:
                yield from (number_twice(each, number) for each in same[1:])

    def _changed_after_sealing(self, names: dict[str, Names]) -> Iterator[Finding]:
        """What a sealed meeting rests on and was written after its sealing. A meeting sealed in
        this very bundle is passed over: its program lets nothing follow."""
        facts = [
            (noun, row[0] or "", row[1] or "")
            for noun in STILL
            for row in names.get(noun, ())
            if row[1] not in self._fresh_meetings or row[0] in self._sealed_before
        ]
        for meeting in self._sealed({meeting_id for _noun, _id, meeting_id in facts}):
            sealings = _places(self._reader, Meeting.NOUN, meeting)
            sealed = next((p for p in sealings if p.kind == "meeting_sealed"), None)
            for noun, object_id, meeting_id in facts:
                place = meeting_id == meeting and place_of(self._reader, noun, object_id)
                if sealed and place and place.order > sealed.order:
                    yield Finding(code="sealed_changed", object_type=noun, object_id=object_id)

    def _sealed(self, meetings: set[str]) -> list[str]:
        rows = fields_of(self._reader, Meeting.NOUN, ("state",), meetings) if meetings else []
        return [row[0] or "" for row in rows if row[1] == MeetingState.SEALED.value]

    def _rows(self, query: str, ids: Iterable[str]) -> Iterator[tuple[str, ...]]:
        place = (self._reader.unit_id, listed(ids))
        return iter(self._reader.connection.execute(query, place).fetchall())


def _places(theirs: Reader, noun: str, object_id: str) -> Iterator[Place]:
    rows = theirs.connection.execute(_PLACES, (theirs.unit_id, object_id, noun))
    for line, number, header, generation, kind in rows:
        schema = decode_header(header).schema
        yield Place(line, number, schema, (generation, line, number), kind)


def _decided_by_people(uow: UnitOfWork, village_id: str) -> set[tuple[str, str, str, str, int]]:
    """What somebody settled as it stands: it is not returned again until it is written anew."""
    where = "village_id = ? AND settled_on IS NOT NULL AND rule <> '' AND settled_by <> ?"
    settled = uow.values(Returned, where, village_id, BY_RULE)
    return {(*_key(each), each.line, each.number) for each in settled}


def _key(returned: Returned) -> _Key:
    return returned.object_type, returned.object_id, returned.rule
