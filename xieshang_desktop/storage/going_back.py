"""Back to the copy from before a migration, when a newer version of the program has to go: only
where nothing was written since, so that nothing can be lost."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from xieshang_desktop.errors import WorldFailed
from xieshang_desktop.storage.database import (
    APPLICATION_ID,
    Database,
    copy_database,
    file_of,
    raise_worded,
)
from xieshang_desktop.storage.files import part_of, put_in_place, unwritable

#: What is kept without an entry: a difference here is something written since, too.
_BESIDE_THE_JOURNAL = ("drafts", "bundles", "message_numbers", "messages", "arrivals", "pins")

#: The largest first page that SQLite knows: what says the revision stands on it.
_FIRST_PAGE = 1 << 16

_HEADS = (
    "SELECT unit_id, line, number, hash FROM {0}.entries e WHERE number ="
    " (SELECT max(number) FROM {0}.entries o WHERE o.unit_id = e.unit_id AND o.line = e.line)"
)


def revision_of(folder: Path) -> int:
    """The revision of the tables in a folder that has records, understood or not. WorldFailed as
    what can happen to a file."""
    file = file_of(folder)
    try:
        with closing(_connect(file)) as connection:
            return int(connection.execute("PRAGMA user_version").fetchone()[0])
    except sqlite3.Error as error:
        raise_worded(error, file)
        raise


def revision_seen(folder: Path) -> int:
    """The same, and nothing changes in the folder: a copy of what decides is asked, with what was
    not yet folded into the database. Only while this process has not opened it: closing any handle
    drops SQLite's locks. OSError, or WorldFailed as what can happen to a file."""
    file = file_of(folder)
    with TemporaryDirectory(prefix="xieshang-") as place:
        copy = file_of(Path(place))
        with suppress(FileNotFoundError):
            shutil.copyfile(f"{file}-wal", f"{copy}-wal")
        with file.open("rb") as stream:
            copy.write_bytes(stream.read(_FIRST_PAGE))
        os.truncate(copy, file.stat().st_size)  # a shorter one would be taken for damaged
        return revision_of(Path(place))


def copies_beside(folder: Path) -> list[Path]:
    """Plain copies of the records that updates and going back left in their folder."""
    return sorted(
        p for part in ("before", "kept", "left") for p in folder.glob(f"xieshang-{part}-*.db*")
    )


def keep_copy(folder: Path) -> Path:
    """A copy beside records that this version does not understand, in place of a backup: gives it.
    WorldFailed as what can happen to a file."""
    target = folder / f"xieshang-kept-{revision_of(folder)}.db"
    database = Database(file_of(folder), timeout=10)
    try:
        copy_database(database, target)
    finally:
        database.close()
    return target


def copy_to_return_to(folder: Path, revision: int) -> Path | None:
    """The newest copy from before a migration that a version with this revision of the tables
    understands, if everything that the database in the folder holds is in it.

    WorldFailed `data_locked` and what else a file can do.
    """
    file = file_of(folder)
    try:
        for copy in _copies(folder, revision):
            if _holds_all(copy, file):
                return copy
    except sqlite3.Error as error:
        raise_worded(error, file)
        raise
    return None


def return_to_copy(folder: Path, copy: Path) -> None:
    """Put the copy in the place of the database, which is kept beside it under another name.

    At every moment a whole database lies under its name. WorldFailed `data_locked` while another
    program has it open, and what else a file can do.
    """
    file = file_of(folder)
    try:
        with closing(_connect(file)) as connection:
            if connection.execute("PRAGMA journal_mode = DELETE").fetchone()[0] != "delete":
                raise WorldFailed("data_locked", file=str(file))
            newer = connection.execute("PRAGMA user_version").fetchone()[0]
        _duplicate(file, file.with_name(f"xieshang-left-{newer}.db"))
        _duplicate(copy, file)
    except sqlite3.Error as error:
        raise_worded(error, file)
        raise
    except OSError as error:
        raise unwritable(error, file) from error


def _copies(folder: Path, revision: int) -> list[Path]:
    """Copies from before a migration that are not too new, the newest first."""
    found = []
    for copy in folder.glob("xieshang-before-*.db"):
        with suppress(sqlite3.Error), closing(_connect(copy)) as connection:
            mark = connection.execute("PRAGMA application_id").fetchone()[0]
            version = int(connection.execute("PRAGMA user_version").fetchone()[0])
            if mark == APPLICATION_ID and 0 < version <= revision:
                found.append((version, copy.stat().st_mtime, copy))
    return [copy for _version, _at, copy in sorted(found, reverse=True)]


def _holds_all(copy: Path, file: Path) -> bool:
    """Whether the database has no entry, and nothing beside the journal, that the copy lacks."""
    with closing(_connect(file)) as connection:
        connection.execute("ATTACH ? AS copy", (f"{copy.absolute().as_uri()}?mode=rw",))
        heads = [set(connection.execute(_HEADS.format(name))) for name in ("main", "copy")]
        return heads[0] == heads[1] and all(
            _same(connection, table) for table in _BESIDE_THE_JOURNAL
        )


def _same(connection: sqlite3.Connection, table: str) -> bool:
    """Whether a table says the same in both, as far as the copy knows it."""
    known, now = (_columns(connection, name, table) for name in ("copy", "main"))
    if not known:  # only the newer version knows it: was anything written there?
        rows = f"SELECT count(*) FROM main.{table}"  # noqa: S608
        return not now or not connection.execute(rows).fetchone()[0]
    if not set(known) <= set(now):
        return False  # the newer version has made something else of it
    words = ", ".join(f'"{column}"' for column in known)
    there, here = (f"SELECT {words} FROM {name}.{table}" for name in ("copy", "main"))  # noqa: S608
    different = "SELECT count(*) FROM ({0} EXCEPT {1})"
    return not any(
        connection.execute(different.format(*pair)).fetchone()[0]
        for pair in ((here, there), (there, here))
    )


def _columns(connection: sqlite3.Connection, name: str, table: str) -> Sequence[str]:
    return [row[1] for row in connection.execute(f"PRAGMA {name}.table_info({table})")]


def _duplicate(source: Path, target: Path) -> None:
    """A second file with the same content, there whole or not at all."""
    temporary = part_of(target)
    try:
        shutil.copyfile(source, temporary)
        with temporary.open("rb+") as stream:
            os.fsync(stream.fileno())
        put_in_place(temporary, target)
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _connect(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(
        f"{file.absolute().as_uri()}?mode=rw", uri=True, timeout=1, isolation_level=None
    )
