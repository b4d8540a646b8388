"""A free filter over very many sign-ins (days that are no whole months, two forms, a third of the
villages): whole months from the kept figures, the days at both ends from the records; against
SQLite's own scan of the records with the same indexes, and DuckDB's.

All answers are compared before anything is measured.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from tests.benchmarks.measure import Absent, Benchmark, Goal
from tests.benchmarks.rollup_sign_ins import Both
from tests.benchmarks.sign_ins import Duck, township_of
from xieshang_desktop.domain import periods
from xieshang_desktop.domain.figures import Figure
from xieshang_desktop.domain.terms import Form
from xieshang_desktop.domain.township import Village
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.township.rollup import added_up

BENCHMARK = Benchmark(
    name="roll-up, free filter",
    unit="ms",
    size="sign-ins",
    sizes=(100_000, 10_000_000),
    goal=Goal(0.3, "limit"),
)
_PERIOD = periods.days(date(2019, 3, 11), date(2023, 8, 20))
_FORMS = (Form.COURTYARD, Form.SQUARE)
_SCAN = (
    "SELECT count(*) FROM json_each(?) AS u CROSS JOIN meeting AS m ON m.unit_id = u.value"
    " AND m.starts >= ? AND m.starts < ? JOIN attendance AS a ON a.unit_id = m.unit_id"
    " AND a.meeting_id = m.id WHERE a.state = 'present' AND m.form IN (?, ?)"
)


@contextmanager
def prepare(size: int, folder: Path) -> Iterator[Both]:
    with township_of(size, folder) as (desk, source):
        assert _ours(desk) == _scan(desk)
        try:
            duck = Duck(source)
        except Absent:
            yield Both(desk, None)
            return
        try:
            assert [[str(_ours(desk))]] == duck.ask(_duck_query(desk))[1]
            yield Both(desk, duck)
        finally:
            duck.close()


def _villages(desk: Desk) -> list[str]:
    with desk.store.read() as reader:
        return [village.id for village in reader.all(Village)][::3]


def _ours(desk: Desk) -> int:
    ids = _villages(desk)
    with desk.store.read() as reader:
        kinds = {Figure.SIGN_INS_BY_FORM: _FORMS}
        found = added_up(reader, ids, _PERIOD, [Figure.SIGN_INS_BY_FORM], kinds)
    return sum(row.number for row in found if row.kind in _FORMS)


def _scan(desk: Desk) -> int:
    first, last = _PERIOD.first.isoformat(), f"{_PERIOD.last.isoformat()}~"
    given = (json.dumps(_villages(desk)), first, last, *_FORMS)
    with desk.store.read() as reader:
        return int(reader.connection.execute(_SCAN, given).fetchone()[0])


def _duck_query(desk: Desk) -> str:
    villages = ", ".join(f"'{village}'" for village in _villages(desk))
    forms = ", ".join(f"'{form}'" for form in _FORMS)
    return " ".join(
        (
            "SELECT count(*) FROM sign_ins WHERE state = 'present'",
            f"AND day BETWEEN '{_PERIOD.first}' AND '{_PERIOD.last}'",
            f"AND form IN ({forms}) AND village IN ({villages})",
        )
    )


def ours(both: Both) -> float:
    started = time.perf_counter()
    _ours(both.desk)
    return (time.perf_counter() - started) * 1000


def limit(both: Both) -> float:
    started = time.perf_counter()
    _scan(both.desk)
    return (time.perf_counter() - started) * 1000


def _duckdb(both: Both) -> float:
    if both.duck is None:
        raise Absent
    return both.duck.ask(_duck_query(both.desk))[0]


OTHERS = {"DuckDB": _duckdb}
