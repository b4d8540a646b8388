"""The small snapshot of 收件, the township's first page: names of villages, counts and states only.

Nothing here imports the database or msgspec, so that the window stands before they are loaded.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

from xieshang_desktop import __version__

SNAPSHOT = "township.json"

#: Answers whose fingerprint is to be compared, and those that were registered.
WAITING, ENROLLED = "waiting", "enrolled"

#: As many arrivals as the page shows before the records are read.
SHOWN = 8


class ArrivalLine(NamedTuple):
    """One bundle that came in: `at` in ISO 8601, `state` and `kind` are codes; `code` says why it
    was refused. `answer`: where an answer to an invitation stands, WAITING or ENROLLED; empty when
    its fingerprint was another, and for every other kind."""

    key: str
    at: str
    sender: str
    kind: str
    state: str
    fresh: int
    first: int
    last: int
    code: str
    facts: dict[str, str | int]
    name: str
    kept: str
    village_id: str
    answer: str = ""


class Morning(NamedTuple):
    """The first page as it stands: whose desk, the day, what came last, who is late. `aside` are
    refused files that are kept, `answers` villages whose fingerprint is to be compared."""

    office: str
    township: str
    day: str
    backed_up_at: str
    villages: int
    late: int
    aside: int
    answers: int
    arrivals: tuple[ArrivalLine, ...]
    practice: bool


def is_township(folder: Path) -> bool:
    """Whether a township's desk was last opened on this data folder."""
    return (folder / SNAPSHOT).exists()


def write_morning(folder: Path, morning: Morning) -> None:
    """Leave the first page for the next start."""
    from xieshang_desktop.storage.files import write_whole

    shown = morning._replace(arrivals=morning.arrivals[:SHOWN])
    plain = shown._asdict() | {
        "version": __version__,
        "arrivals": [line._asdict() for line in shown.arrivals],
    }
    write_whole(folder / SNAPSHOT, json.dumps(plain, ensure_ascii=False).encode())


def read_morning(folder: Path) -> Morning | None:
    """The first page as the last session left it, or None: another version left another page."""
    try:
        plain = json.loads((folder / SNAPSHOT).read_bytes())
        if plain.pop("version") != __version__:
            return None
        lines = tuple(ArrivalLine(**line) for line in plain.pop("arrivals"))
        return Morning(**plain, arrivals=lines)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None
