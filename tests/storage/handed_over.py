"""What a village hands over: values and removals as entries that hold together, on one line."""

from __future__ import annotations

import json
from datetime import date, datetime

from xieshang_desktop.domain.entry import NOTHING_BEFORE, Entry, Header, write_entry
from xieshang_desktop.domain.record import Record
from xieshang_desktop.ids import BEIJING
from xieshang_desktop.storage.rows import payloads, plain_of

VILLAGE = "01900000-0000-7000-8000-0000000000aa"


def at(day: date) -> datetime:
    """Nine in the morning."""
    return datetime(day.year, day.month, day.day, 9, tzinfo=BEIJING)


class Line:
    """A line of the village: values and removals become entries that hold together."""

    def __init__(self, name: str = "aaaa0001", parent: Line | None = None) -> None:
        self.name = name
        self.entries: list[tuple[Header, Entry]] = []
        origin: dict[str, object] = {"line": "", "number": 0, "hash": "", "device": "d"}
        if parent:
            number, entry = len(parent.entries), parent.entries[-1][1]
            origin |= {"line": parent.name, "number": number, "hash": entry.hash}
        self.write("line_opened", "line", name, json.dumps(origin).encode(), None)

    def put(self, value: Record) -> None:
        self.write("put", value.NOUN, value.id, *payloads(type(value), plain_of(value)))

    def take_away(self, value: Record) -> None:
        self.write("taken_away", value.NOUN, value.id, None, None)

    def withhold(self, value: Record) -> None:
        """The value is written, and stays in the village: only its hash travels."""
        self.put(value)
        header, entry = self.entries.pop()
        self.entries.append((header, _without_payloads(entry)))

    def close(self, other: Line, number: int) -> None:
        closing = json.dumps({"line": other.name, "number": number}).encode()
        self.write("line_closed", "line", other.name, closing, None)

    def write(
        self, kind: str, noun: str, object_id: str, record: bytes | None, private: bytes | None
    ) -> None:
        number = len(self.entries) + 1
        entry = write_entry(
            unit=VILLAGE,
            line=self.name,
            number=number,
            action=f"{self.name}-{number}",
            at=at(date(2025, 12, 30)),
            actor="",
            kind=kind,
            object_type=noun,
            object_id=object_id,
            record=record,
            private=private,
            previous=self.entries[-1][1].hash if self.entries else NOTHING_BEFORE,
        )
        self.entries.append((entry.read_header(), entry))


def _without_payloads(entry: Entry) -> Entry:
    return Entry(
        header=entry.header,
        hash=entry.hash,
        record=None,
        record_salt=b"",
        private=None,
        private_salt=b"",
    )
