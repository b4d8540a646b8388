"""The small snapshot of the work page that is painted first: counts, titles and ids only.

Nothing here imports the database, so that the window stands before that is loaded.
"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import msgspec

from xieshang_desktop.storage.files import write_whole

SNAPSHOT = "snapshot.json"


class Todo(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to do: `kind` has words and a button, `due` is its day (None: any day), `title`
    names the matter, `place` and `object_id` say where the button leads."""

    kind: str
    due: date | None
    title: str
    place: str
    object_id: str


class NextMeeting(msgspec.Struct, frozen=True):
    """The next meeting for the bar at the top."""

    id: str
    title: str
    starts: datetime
    open: bool


class Workday(msgspec.Struct, frozen=True, kw_only=True):
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


def last_backup(folder: Path) -> datetime | None:
    """When the newest daily copy was made, by its file name."""
    names = sorted(p.stem for p in (folder / "backups").glob("xieshang-*.db"))
    if not names:
        return None
    return datetime.strptime(names[-1] + "+0800", "xieshang-%Y%m%d-%H%M%S%z")


def write_snapshot(folder: Path, workday: Workday) -> None:
    """Leave the work page for the next start: counts, titles and ids only."""
    write_whole(folder / SNAPSHOT, msgspec.json.encode(workday))


def read_snapshot(folder: Path) -> Workday | None:
    """The work page as the last session left it, or None."""
    try:
        return msgspec.json.decode((folder / SNAPSHOT).read_bytes(), type=Workday)
    except (OSError, msgspec.DecodeError, msgspec.ValidationError):
        return None
