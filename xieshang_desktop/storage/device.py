"""Which line this installation writes: the device's id lies outside the database.

A copied folder or a restored backup shows itself here and begins a new line (see docs/house.md).
"""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import msgspec

from xieshang_desktop.errors import RuleBroken, WorldFailed
from xieshang_desktop.ids import Clock, new_id, new_line_id
from xieshang_desktop.storage import journal
from xieshang_desktop.storage.database import Database, file_of
from xieshang_desktop.storage.files import write_whole
from xieshang_desktop.storage.unit_of_work import Store

#: Lies beside a database that was restored, with the lines that came with the copy.
_RESTORED = "restored.json"

_NEWEST = (
    "SELECT line, device, generation FROM lines WHERE unit_id = ?"
    " ORDER BY generation DESC, opened_at DESC LIMIT 1"
)
_BEGIN = "INSERT INTO lines (unit_id, line, device, generation, opened_at) VALUES (?, ?, ?, ?, ?)"


class _Line(NamedTuple):
    line: str
    device: str
    generation: int


class Remembered(msgspec.Struct, frozen=True):
    """What the device last saw of a line: its newest number and hash, and where it lay."""

    number: int
    hash: str
    folder: str


class Device:
    """This installation's id and memory, in a folder outside the data.

    Raises WorldFailed `disk_full` or `settings_not_writable`.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        file = folder / "device.json"
        try:
            self.id = str(json.loads(file.read_text("utf-8"))["device"])
        except (OSError, ValueError, KeyError, TypeError):
            self.id = new_id()
            try:
                write_whole(file, json.dumps({"device": self.id}).encode())
            except WorldFailed as problem:
                if problem.code != "folder_not_writable":
                    raise
                raise WorldFailed("settings_not_writable", file=str(folder)) from problem

    def recall(self, line: str) -> Remembered | None:
        """What was remembered of a line, or None."""
        try:
            return msgspec.json.decode((self.folder / f"{line}.json").read_bytes(), type=Remembered)
        except (OSError, msgspec.DecodeError):
            return None

    def remember(self, store: Store, folder: Path) -> None:
        """Note the newest entry, so that an older copy of the data is noticed later."""
        with store.read() as reader:
            entry = journal.newest(reader, store.line)
        if entry is not None:
            number = entry.read_header().number
            seen = Remembered(number, entry.hash, str(folder.resolve()))
            write_whole(self.folder / f"{store.line}.json", msgspec.json.encode(seen))


def places(config: Path) -> set[Path]:
    """Every folder in which this device saw records of its own; `config` is its memory."""
    found = set()
    for file in config.glob("????????.json"):  # named by lines
        with suppress(OSError, msgspec.DecodeError):
            found.add(Path(msgspec.json.decode(file.read_bytes(), type=Remembered).folder))
    return found


def mark_restored(database: Database, folder: Path) -> None:
    """Note beside restored data which lines came with the copy: none of them is written on, even
    where the copy is as new as what this device remembers."""
    with database.transaction() as connection:
        lines = [row[0] for row in connection.execute("SELECT line FROM lines ORDER BY line")]
    write_whole(folder / _RESTORED, json.dumps(lines).encode())


def open_line(
    database: Database, unit_id: str, device: Device, folder: Path, clock: Clock
) -> tuple[str, bool]:
    """The line to write on, and whether it was begun just now.

    The newest line goes on when this device began it, the folder is still where it was (or moved
    as a whole), the database holds what the device saw last, and it was not restored from a copy.
    Else a new line begins, whose first entry names its parent line, number and hash.
    """
    with database.transaction() as connection:
        row = connection.execute(_NEWEST, (unit_id,)).fetchone()
    line = None if row is None else _Line(*row)
    if (
        line is not None
        and line.device == device.id
        and line.line not in _restored(folder)
        and _goes_on(Store(database, unit_id, line.line, clock), device, folder)
    ):
        return line.line, False
    return _begin(database, unit_id, device, folder, clock, line), True


def _restored(folder: Path) -> list[str]:
    try:
        lines = json.loads((folder / _RESTORED).read_bytes())
    except (OSError, ValueError):
        return []
    return lines if isinstance(lines, list) else []


def newest_line(database: Database, unit_id: str) -> str:
    """The line that was begun last, for somebody who only reads; RuleBroken `gone` when nothing of
    the unit came yet."""
    with database.transaction() as connection:
        row = connection.execute(_NEWEST, (unit_id,)).fetchone()
    if row is None:
        raise RuleBroken("gone", noun="unit", id=unit_id)
    return _Line(*row).line


def _goes_on(store: Store, device: Device, folder: Path) -> bool:
    seen = device.recall(store.line)
    if seen is None:
        return True
    elsewhere = Path(seen.folder)
    if elsewhere != folder.resolve() and file_of(elsewhere).exists():
        return False
    with store.read() as reader:
        return journal.hash_at(reader, store.line, seen.number) == seen.hash


def _begin(
    database: Database,
    unit_id: str,
    device: Device,
    folder: Path,
    clock: Clock,
    parent: _Line | None,
) -> str:
    line = new_line_id()
    store = Store(database, unit_id, line, clock)
    with store.write() as uow:
        origin: dict[str, object] = {"line": "", "number": 0, "hash": ""}
        last = None if parent is None else journal.newest(uow, parent.line)
        if parent is not None and last is not None:
            origin = {"line": parent.line, "number": last.read_header().number, "hash": last.hash}
        generation = 1 if parent is None else parent.generation + 1
        uow.change(_BEGIN, [(unit_id, line, device.id, generation, uow.at.isoformat())])
        record = json.dumps(origin | {"device": device.id}, separators=(",", ":")).encode()
        uow.note("line_opened", "line", line, record)
        uow.commit()
    device.remember(store, folder)
    return line
