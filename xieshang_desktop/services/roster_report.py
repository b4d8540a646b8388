"""What an import asks to be looked at, as a table to keep: the damaged numbers are named in it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from xieshang_desktop.domain.people import Person
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.storage.files import write_whole
from xieshang_desktop.storage.people import people_by_ids

#: What a spreadsheet would take for a formula, or would shorten to fifteen digits.
_CHANGED_BY_SPREADSHEETS = re.compile(r"[=+\-@\t\r]|\d{12,}", re.ASCII)


def save_report(path: Path, titles: Sequence[str], lines: Iterable[Sequence[object]]) -> None:
    """Write the lines as CSV that WPS and Excel open as it is: UTF-8 with a byte order mark, and
    a tab before what they would change. WorldFailed `disk_full`, `folder_not_writable`."""
    text = io.StringIO(newline="")
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow(titles)
    table.writerows([_kept(str(value)) for value in line] for line in lines)
    write_whole(path, text.getvalue().encode("utf-8-sig"))


def without_id_number(desk: Desk, ids: Sequence[str]) -> frozenset[str]:
    """Which of these people are on the roster and have no ID number yet."""
    with desk.store.read() as reader:
        found: list[Person] = people_by_ids(reader, ids)
    return frozenset(person.id for person in found if not person.id_number)


def _kept(value: str) -> str:
    return f"\t{value}" if _CHANGED_BY_SPREADSHEETS.match(value) else value
