"""A township's database with very many sign-ins, and the same sign-ins in DuckDB.

Made inside SQLite, without journal: forty villages, ten years, a meeting every few days, the same
people coming again and again.
"""

from __future__ import annotations

import csv
import json
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from tests.benchmarks.measure import Absent
from tests.benchmarks.peers import peers_python
from tests.township.making import an_empty_township
from xieshang_desktop.domain.terms import Form, Part, VillageState
from xieshang_desktop.domain.township import Village
from xieshang_desktop.services.desk import Desk, open_desk
from xieshang_desktop.storage import figures
from xieshang_desktop.storage.database import file_of
from xieshang_desktop.storage.holdings import MIRRORED, hold

VILLAGES, YEARS = 40, 10
_AT_A_MEETING = 100

_MEETINGS = """
    WITH RECURSIVE n(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM n WHERE n + 1 < :meetings)
    INSERT INTO meeting (unit_id, id, number, title, starts, place, venue, form, kind, chair,
        recorder, state, notice_reason, end_reason, profile, urgent, partners, by_household,
        speech_minutes, speech_times, alternating)
    SELECT :unit, printf('%08x-0000-7000-8000-%012x', n, :village), '', '协商议事会',
        date('2016-01-01', printf('+%d days', n * 3650 / :meetings)) || 'T09:00:00+08:00',
        '', 'room', json_extract(:forms, printf('$[%d]', (n * 5 + :village) % :form_count)),
        'ordinary', '', '', 'sealed', '', '', '', 0, '[]', 0, 2, 2, 0
    FROM n
"""
_PEOPLE = """
    WITH RECURSIVE n(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM n WHERE n + 1 < 1000)
    INSERT INTO person (unit_id, id, name, sex, "group", relation, birth, party_member, villager,
        organisation, id_number, phones, address, remarks)
    SELECT :unit, printf('%08x-0000-7001-8000-%012x', n, :village), '王小' || n,
        CASE n % 2 WHEN 0 THEN '1' ELSE '2' END, '第一组', '', '',
        n % 5 = 0, 1, '', '', '[]', '', ''
    FROM n
"""
_SIGN_INS = """
    WITH RECURSIVE n(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM n WHERE n + 1 < :each)
    INSERT INTO attendance (unit_id, id, meeting_id, person_id, state, part, at, reason,
        stays, on_paper)
    SELECT :unit, printf('%08x-%04x-7002-8000-%012x', m.rowid, n, :village), m.id,
        printf('%08x-0000-7001-8000-%012x', (m.rowid * 37 + n * 7) % 1000, :village),
        CASE n % 20 WHEN 0 THEN 'observing' ELSE 'present' END,
        json_extract(:parts, printf('$[%d]', n % :part_count)), m.starts, '', '[]', 0
    FROM meeting AS m CROSS JOIN n WHERE m.unit_id = :unit
"""


@contextmanager
def township_of(sign_ins: int, folder: Path) -> Iterator[tuple[Desk, Path]]:
    """The desk of a township with so many sign-ins, made once in a run, and its CSV for others."""
    data = folder / f"sign-ins-{sign_ins}"
    if not (data / "done").exists():
        data.mkdir()
        _make(sign_ins, data)
    desk = open_desk(data / "data", data / "device")
    try:
        yield desk, data / "sign_ins.csv"
    finally:
        desk.close()


def _make(sign_ins: int, data: Path) -> None:
    desk = an_empty_township(data)
    villages = [f"01900000-0000-7000-8000-{number:012x}" for number in range(VILLAGES)]
    with desk.store.write() as uow:
        for number, unit in enumerate(villages):
            village = Village(id=unit, name=f"第{number}村", state=VillageState.ENROLLED)
            uow.put(village, "village_enrolled")
            hold(uow, unit, MIRRORED)
        uow.commit()
    meetings = max(sign_ins // VILLAGES // _AT_A_MEETING, 1)
    parts = [part for part in Part if part is not Part.OBSERVER]
    with closing(sqlite3.connect(file_of(desk.folder), isolation_level=None)) as raw:
        raw.execute("PRAGMA synchronous = OFF")
        raw.execute("PRAGMA cache_size = -1000000")
        for number, unit in enumerate(villages):
            given = {
                "unit": unit,
                "village": number,
                "meetings": meetings,
                "each": _AT_A_MEETING,
                "forms": json.dumps(list(Form)),
                "form_count": len(Form),
                "parts": json.dumps(parts),
                "part_count": len(parts),
            }
            raw.execute("BEGIN")
            for statement in (_MEETINGS, _PEOPLE, _SIGN_INS):
                raw.execute(statement, given)
            raw.execute("COMMIT")
        _write_csv(raw, data / "sign_ins.csv")
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with desk.store.write() as uow:
        figures.rebuild(uow)
        uow.commit()
    desk.close()
    (data / "done").touch()


def _write_csv(raw: sqlite3.Connection, file: Path) -> None:
    rows = raw.execute(
        "SELECT m.unit_id, substr(m.starts, 1, 10), m.form, a.person_id, a.state, a.part"
        " FROM meeting AS m JOIN attendance AS a ON a.unit_id = m.unit_id AND a.meeting_id = m.id"
    )
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(("village", "day", "form", "person", "state", "part"))
        writer.writerows(rows)


#: Reads queries from its input, one a line, and answers each with milliseconds and its rows.
_DUCK = """
import duckdb, json, sys, time
base = duckdb.connect(sys.argv[1])
base.execute("SET enable_progress_bar = false")
base.execute("CREATE TABLE IF NOT EXISTS sign_ins AS SELECT * FROM read_csv('%s')" % sys.argv[2])
print("ready", flush=True)
for line in sys.stdin:
    query = json.loads(line)
    started = time.perf_counter()
    rows = base.execute(query).fetchall()
    took = (time.perf_counter() - started) * 1000
    print(json.dumps([took, sorted([str(c) for c in row] for row in rows)]), flush=True)
"""


class Duck:
    """DuckDB in a process of its own, with the sign-ins in its own file."""

    def __init__(self, source: Path) -> None:
        command = [peers_python(), "-c", _DUCK, str(source.with_suffix(".duckdb")), str(source)]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        if not self._process.stdout or self._process.stdout.readline().strip() != "ready":
            self._process.kill()
            self._process.wait()
            raise Absent

    def ask(self, query: str) -> tuple[float, list[list[str]]]:
        """Milliseconds, and the rows as texts in their order."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(query) + "\n")
        self._process.stdin.flush()
        took, rows = json.loads(self._process.stdout.readline())
        return float(took), rows

    def close(self) -> None:
        """End it."""
        self._process.communicate()
