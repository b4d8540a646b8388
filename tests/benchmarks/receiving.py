"""Bundles of a hundred entries received from a folder, in records a second: seal, signature, hashes
and every entry checked, the journal, newest values, returns and figures, one transaction for each
bundle.

The limit is raw sqlite3 writing the same rows in the same transactions, nothing checked. The peer
is morango's push over 127.0.0.1, from one SQLite to another, at a size of its own: 1,000 records.
"""

from __future__ import annotations

import os
import socket
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from tests.benchmarks.measure import Absent, Benchmark, Goal
from tests.benchmarks.peers import HERE, peers_python
from tests.township.making import Incoming, VillageYears, an_empty_township, bundles_of
from xieshang_desktop.domain.entry import NOTHING_BEFORE, SCHEMA
from xieshang_desktop.domain.records import RECORDS
from xieshang_desktop.domain.terms import Carrier, VillageState
from xieshang_desktop.domain.township import Village, VillageKey
from xieshang_desktop.exchange.keys import VillageKeys, open_keys
from xieshang_desktop.exchange.packing import BundleContent
from xieshang_desktop.exchange.writing import write_bundle
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.keys import own_keys
from xieshang_desktop.storage.database import file_of
from xieshang_desktop.storage.holdings import MIRRORED, hold
from xieshang_desktop.storage.rows import from_payloads, layout_of, plain_of, to_row
from xieshang_desktop.storage.unit_of_work import WRITE_ENTRY
from xieshang_desktop.township.receiving import receive

BENCHMARK = Benchmark(
    name="receiving, records",
    unit="/s",
    size="bundles",
    sizes=(20, 100, 1000),
    goal=Goal(0.75, "limit", at_least=True),
)
_VILLAGES, _ENTRIES, _PUSHED = 40, 100, 1000

#: Statements with their rows, one list for each bundle.
_Statements = list[list[tuple[str, list[tuple[Any, ...]]]]]


class Morning(NamedTuple):
    """What lies on the table: bundles of villages whose keys are known, and the rows that they
    become."""

    folder: Path
    villages: list[tuple[VillageYears, VillageKeys]]
    bundles: list[tuple[VillageYears, list[Incoming]]]
    rows: _Statements

    @property
    def records(self) -> int:
        return sum(len(entries) for _village, entries in self.bundles)


@contextmanager
def prepare(size: int, folder: Path) -> Iterator[Morning]:
    count = min(size, _VILLAGES)
    villages = [VillageYears(number) for number in range(count)]
    each = -(-size // count)
    bundles = []
    for village in villages:
        years = 1
        while len(village.entries) < each * _ENTRIES:
            village.entries.clear()
            village.live(years)
            years += 1
        bundles.append([(village, cut) for cut in list(bundles_of(village, _ENTRIES))[:each]])
    mixed = [bundle for turn in zip(*bundles, strict=True) for bundle in turn][:size]
    with TemporaryDirectory(dir=folder) as made:
        keys = [open_keys(Path(made) / "keys" / village.unit.id) for village in villages]
        known = list(zip(villages, keys, strict=True))
        yield Morning(Path(made), known, mixed, [_rows(*bundle) for bundle in mixed])


def _write(morning: Morning, desk: Desk) -> list[Path]:
    """The bundles as files, sealed to the township, in the order in which they are received."""
    folder = morning.folder / desk.unit.id
    folder.mkdir()
    keys = {village.unit.id: own for village, own in morning.villages}
    hashes: dict[str, str] = {}
    files = []
    for village, entries in morning.bundles:
        unit = village.unit.id
        content = BundleContent(
            unit_id=unit,
            unit_name=village.unit.name,
            addressee=desk.unit.id,
            line=village.line,
            first=entries[0][0].number,
            last=entries[-1][0].number,
            entries=lambda entries=entries: [entry for _header, entry in entries],
            size=0,
            previous_hash=hashes.get(unit, NOTHING_BEFORE),
            device="device",
            program_version="1",
            schema=SCHEMA,
            clock=desk.clock(),
        )
        recipients = [own_keys(desk).age_recipient]
        scratch = morning.folder / "tmp"
        bundle = write_bundle(content, keys[unit], folder, scratch=scratch, recipients=recipients)
        hashes[unit] = entries[-1][1].hash
        files.append(bundle.path)
    return files


def _rows(village: VillageYears, entries: list[Incoming]) -> list[tuple[str, list[Any]]]:
    unit, newest = village.unit.id, {}
    journal = [
        (
            *(unit, village.line, header.number, header.action, header.kind),
            *(header.object_type, header.object_id, entry.header, entry.hash),
            *(entry.record, entry.record_salt, entry.private, entry.private_salt),
        )
        for header, entry in entries
    ]
    for header, entry in entries:
        if header.object_type in RECORDS and entry.record is not None:
            record = RECORDS[header.object_type]
            value = from_payloads(record, entry.record, entry.private)
            row = to_row(layout_of(record), unit, plain_of(value))
            newest[header.object_type, header.object_id] = row
    values = [
        (layout_of(RECORDS[noun]).upsert, [row for (n, _id), row in newest.items() if n == noun])
        for noun in dict.fromkeys(noun for noun, _id in newest)
    ]
    return [(WRITE_ENTRY, journal), *values]


@contextmanager
def _township(morning: Morning) -> Iterator[Desk]:
    """An empty township that knows the villages and their keys."""
    with TemporaryDirectory(dir=morning.folder) as folder:
        desk = an_empty_township(Path(folder))
        with desk.store.write() as uow:
            for village, keys in morning.villages:
                unit = village.unit
                hold(uow, unit.id, MIRRORED)
                uow.put(
                    Village(id=unit.id, name=unit.name, state=VillageState.ENROLLED),
                    "village_enrolled",
                )
                key = VillageKey(
                    id=keys.key_name,
                    village_id=unit.id,
                    public_text=keys.public_line,
                    confirmed_on=desk.today,
                )
                uow.put(key, "village_key_confirmed")
            uow.commit()
        try:
            yield desk
        finally:
            desk.close()


def ours(morning: Morning) -> float:
    with _township(morning) as desk:
        files = _write(morning, desk)
        started = time.perf_counter()
        arrivals = receive(desk, files, Carrier.FOLDER)
        taken = time.perf_counter() - started
    assert sum(arrival.fresh for arrival in arrivals) == morning.records
    return morning.records / taken


def limit(morning: Morning) -> float:
    with _township(morning) as desk, closing(_raw(desk)) as raw:
        opened = (
            "INSERT INTO lines (unit_id, line, device, generation, opened_at) VALUES (?,?,?,?,?)"
        )
        for village, _keys in morning.villages:
            raw.execute(opened, (village.unit.id, village.line, "", 1, ""))
        started = time.perf_counter()
        for statements in morning.rows:
            raw.execute("BEGIN IMMEDIATE")
            for statement, rows in statements:
                raw.executemany(statement, rows)
            raw.execute("COMMIT")
        return morning.records / (time.perf_counter() - started)


def _raw(desk: Desk) -> sqlite3.Connection:
    raw = sqlite3.connect(file_of(desk.folder), isolation_level=None)
    for pragma in (
        *("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "secure_delete = ON"),
        *("wal_autocheckpoint = 8000", "cache_size = -16000"),
    ):
        raw.execute(f"PRAGMA {pragma}")
    return raw


def peer(morning: Morning) -> float:
    with TemporaryDirectory(dir=morning.folder) as folder:
        with socket.socket() as asked:
            asked.bind(("127.0.0.1", 0))
            port = asked.getsockname()[1]
        program = HERE / "morango_village" / "push.py"
        done = subprocess.run(
            [peers_python(), str(program), folder, str(_PUSHED), str(port)],
            env=dict(os.environ, PYTHONPATH=str(HERE)),
            capture_output=True,
            check=False,
        )
        if done.returncode:
            print(done.stderr.decode("utf-8", "replace")[-400:])
            raise Absent
        return float(done.stdout)
