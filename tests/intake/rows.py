"""Reading a roster that a test wrote, and what came of it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from tests.intake.making import make_xlsx
from xieshang_desktop.ids import BEIJING
from xieshang_desktop.intake.reading import RosterReading
from xieshang_desktop.intake.roster import read_roster


def today() -> datetime:
    return datetime(2026, 11, 22, 9, 0, tzinfo=BEIJING)


def read_rows(tmp_path: Path, rows: list[tuple[object, ...]], **more: list[str]) -> RosterReading:
    return read_roster(make_xlsx(tmp_path / "名册.xlsx", rows, **more), clock=today)


def names(reading: RosterReading) -> list[str]:
    return [person.name for person in reading.people]


def codes(reading: RosterReading) -> list[tuple[int, str, str]]:
    return [(each.row, each.code, each.text) for each in reading.attention]


def households(reading: RosterReading) -> list[list[str]]:
    keys = dict.fromkeys(person.household_key for person in reading.people)
    return [[p.name for p in reading.people if p.household_key == key] for key in keys]
