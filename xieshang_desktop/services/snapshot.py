"""The small snapshot of the work page that is painted first: counts, titles and ids only.

Nothing here imports the database or msgspec, so that the window stands before they are loaded.
"""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from xieshang_desktop import __version__

SNAPSHOT = "snapshot.json"

#: Where the copies lie in a data folder, and beside them what is known of the backup stick.
COPIES_FOLDER = "backups"
STICK_NOTE = "stick.json"


class Todo(NamedTuple):
    """One thing to do: `kind` has words, a button and the page it leads to, `due` is its day
    (None: any day), `title` names the matter, `object_id` what the page shows."""

    kind: str
    due: date | None
    title: str
    object_id: str


class NextMeeting(NamedTuple):
    """The next meeting for the bar at the top."""

    id: str
    title: str
    starts: datetime
    open: bool


class Workday(NamedTuple):
    """The work page: the list, the next meeting, the year in figures, the state of trust."""

    room: str
    day: date
    todos: tuple[Todo, ...]
    next_meeting: NextMeeting | None
    topics_by_state: dict[str, int]
    meetings_held: int
    tasks_open: int
    tasks_overdue: int
    tasks_done: int
    outcomes_year: int
    waiting_bundles: int
    unwritten_entries: int
    backed_up_at: datetime | None
    people: int
    practice: bool
    stick_backed_up_at: datetime | None = None
    overdue_bundles: int = 0


def copies(folder: Path) -> list[Path]:
    """The sealed copies beside the data of a data folder, oldest first."""
    found = (folder / COPIES_FOLDER).glob("XSB1-*.xsk")
    return sorted(path for path in found if copy_moment(path))


def copy_moment(path: Path) -> datetime | None:
    """When a copy was made, by its file name; None when somebody renamed it."""
    with suppress(ValueError):
        moment = "-".join(path.stem.split("-")[2:])
        return datetime.strptime(moment + "+0800", "%Y%m%d-%H%M%S%z")
    return None


def last_backup(folder: Path) -> datetime | None:
    """When the newest copy beside the data was made."""
    found = copies(folder)
    return copy_moment(found[-1]) if found else None


def last_stick_backup(folder: Path) -> datetime | None:
    """When the newest copy on the backup stick was made; None while no stick was named, too."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        return datetime.fromisoformat(
            json.loads((folder / COPIES_FOLDER / STICK_NOTE).read_bytes())["at"]
        )
    return None


def write_snapshot(folder: Path, workday: Workday) -> None:
    """Leave the work page for the next start: counts, titles and ids only."""
    from xieshang_desktop.storage.files import write_whole

    coming = workday.next_meeting
    plain = workday._asdict() | {
        "version": __version__,
        "todos": [todo._asdict() for todo in workday.todos],
        "next_meeting": coming and coming._asdict(),
    }
    text = json.dumps(plain, ensure_ascii=False, default=_marked)
    write_whole(folder / SNAPSHOT, text.encode())


def read_snapshot(folder: Path) -> Workday | None:
    """The work page as the last session left it, or None: another version left another page."""
    try:
        plain = json.loads((folder / SNAPSHOT).read_bytes(), object_hook=_unmarked)
        if plain.pop("version") != __version__:
            return None
        coming = plain["next_meeting"]
        plain["todos"] = tuple(Todo(**todo) for todo in plain["todos"])
        plain["next_meeting"] = coming and NextMeeting(**coming)
        return Workday(**plain)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def _marked(day: date) -> dict[str, str]:
    return {"at" if isinstance(day, datetime) else "on": day.isoformat()}


def _unmarked(plain: dict[str, Any]) -> object:
    match plain:
        case {"at": moment}:
            return datetime.fromisoformat(moment)
        case {"on": day}:
            return date.fromisoformat(day)
    return plain
