"""Opens the one SQLite file: version, pragmas, transactions, and its failures as codes.

The only place that knows SQLite from PostgreSQL, and where the driver module is chosen.
SQLAlchemy, which declares the tables, is imported only to make a file.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from xieshang_desktop.errors import Problem, RuleBroken, WorldFailed
from xieshang_desktop.storage.files import put_in_place, unwritable
from xieshang_desktop.storage.private import require_own

#: Marks our files among other SQLite files ("XSDK").
APPLICATION_ID = 0x5853444B

#: Version of the tables, kept in `PRAGMA user_version`.
REVISION = 1

#: Below this much free space a failed write is taken for a full disk.
_NO_ROOM = 1 << 20

#: What the driver itself says of a file whose structure is whole and whose content is not.
_DAMAGE = ("no such ", "Could not decode to UTF-8")

#: Seconds for which one copy of the data waits for another.
_PATIENCE = 60.0

#: `secure_delete`: what was erased or replaced is overwritten, not left in free pages.
_PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "secure_delete = ON",
    "wal_autocheckpoint = 8000",
    "cache_size = -16000",
)


def file_of(folder: Path) -> Path:
    """The database inside a data folder."""
    return folder / "xieshang.db"


class Database:
    """The opened file. A transaction takes a free connection or opens one; every thread may ask.

    `timeout` is for how many seconds a writer waits for another one.
    """

    def __init__(self, file: Path, timeout: float) -> None:
        self.file = file
        self.timeout = timeout
        self._free: list[sqlite3.Connection] = []
        self._place = _place(file)
        self._hurried = False
        self._writer = 0

    @contextmanager
    def transaction(self, *, write: bool = False) -> Iterator[sqlite3.Connection]:
        """A connection in a transaction, which is rolled back unless `COMMIT` was executed.

        The driver's errors inside the block become WorldFailed `disk_full`, `data_locked`,
        `data_read_only`, `data_damaged`, `data_folder_gone`, `disk_failing`; RuleBroken `sealed`,
        `journal`.
        """
        self.require_place()
        if write and self._writer == threading.get_ident():
            raise RuntimeError("a write inside a write would wait for itself")
        connection: sqlite3.Connection | None = None
        try:
            connection = self._take()
            connection.execute("BEGIN IMMEDIATE" if write else "BEGIN")
            self._writer = threading.get_ident() if write else self._writer
            yield connection
        except sqlite3.Error as error:
            raise_worded(error, self.file)
            raise
        finally:
            self._writer = 0 if write else self._writer
            if connection is not None:
                self._give(connection)

    def require_place(self) -> None:
        """WorldFailed `data_folder_gone` when the file no longer lies where it was opened: what
        is written to a deleted file would be lost without an error."""
        if _place(self.file) != self._place:
            raise WorldFailed("data_folder_gone", file=str(self.file))

    def close(self) -> None:
        """Let go of the file."""
        while self._free:
            self._free.pop().close()

    @contextmanager
    def hurried(self) -> Iterator[None]:
        """Commits in this block are flushed together at its end: for data that is of no use and
        thrown away when its making is interrupted."""
        self.close()
        self._hurried = True
        try:
            yield
        finally:
            self._hurried = False
            self.close()
            with self.file.open("rb+") as stream:
                os.fsync(stream.fileno())

    def _take(self) -> sqlite3.Connection:
        try:
            return self._free.pop()
        except IndexError:
            return self._open()

    def _give(self, connection: sqlite3.Connection) -> None:
        try:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
        except sqlite3.Error:
            connection.close()  # which rolls back too; the next transaction opens another
        else:
            self._free.append(connection)

    def _open(self) -> sqlite3.Connection:
        connection = _connect(self.file, self.timeout)
        try:
            for pragma in _PRAGMAS:
                connection.execute(f"PRAGMA {pragma}")
            if self._hurried:
                connection.execute("PRAGMA synchronous = OFF")
        except sqlite3.Error:
            connection.close()
            raise
        return connection


def open_database(folder: Path, *, create: bool = True, timeout: float = 10.0) -> Database:
    """The folder's database: made, migrated or refused as its version asks.

    Raises WorldFailed `data_missing`, `data_damaged`, `data_foreign`, `data_of_another`,
    `data_read_only`, `disk_full`, `data_locked`, `data_folder_gone`, `disk_failing`; RuleBroken
    `data_newer`.
    """
    file = file_of(folder)
    require_own(folder)
    try:
        if not file.exists():
            if not create:
                raise WorldFailed("data_missing", folder=str(folder))
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            _make(file)
        version = _version(file, timeout)
        if version > REVISION:
            raise RuleBroken("data_newer", file=str(file), found=version, known=REVISION)
        if version < REVISION:
            _migrate(file, version, timeout)
    except sqlite3.Error as error:
        raise_worded(error, file)
        raise
    except OSError as error:
        raise unwritable(error, file) from error
    return Database(file, timeout)


def copy_database(database: Database, target: Path) -> None:
    """A verified copy made by SQLite's backup while the program goes on working. `target` appears
    only when it is whole; raises the same failures as a transaction, about `target`."""
    with database.transaction() as connection:
        _copy(connection, target)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Nobody else is inside for this folder, in this program or another; a crash lets go of it.
    WorldFailed `data_locked` after a minute, and what else a file can do."""
    file = folder / "backup.lock"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with closing(sqlite3.connect(file, timeout=_PATIENCE, isolation_level=None)) as lock:
            lock.execute("BEGIN EXCLUSIVE")
            yield
    except sqlite3.Error as error:
        raise_worded(error, file)
        raise
    except OSError as error:
        raise unwritable(error, file) from error


def integrity(database: Database) -> tuple[str, ...]:
    """What SQLite's own check finds wrong; empty when the file is whole."""
    with database.transaction() as connection:
        found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(20)")]
        loose = [str(row) for row in connection.execute("PRAGMA foreign_key_check")]
    return () if found == ["ok"] and not loose else tuple(found + loose)


#: What the guards of the tables say (`schema`).
_GUARDED = frozenset(
    {"sealed", "journal", "photo_confirmed"} | {"decision_begun", "motion_voted_on", "vote_closed"}
)


def raise_worded(error: sqlite3.Error, file: Path) -> None:
    """Raise the coded failure that a driver's error means; do nothing for an unknown one."""
    name: str = getattr(error, "sqlite_errorname", "")
    words = str(error)
    problem: Problem | None = None
    if name == "SQLITE_CONSTRAINT_TRIGGER" and words in _GUARDED:
        problem = RuleBroken(words)
    elif name == "SQLITE_FULL":
        problem = WorldFailed("disk_full", file=str(file))
    elif name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        problem = WorldFailed("data_locked", file=str(file))
    elif name.startswith("SQLITE_READONLY"):
        problem = WorldFailed("data_read_only", file=str(file))
    elif name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")) or words.startswith(_DAMAGE):
        problem = WorldFailed("data_damaged", file=str(file))
    elif name.startswith(("SQLITE_IOERR", "SQLITE_CANTOPEN")):
        problem = WorldFailed(_why_unreachable(name, file), file=str(file))
    if problem is not None:
        raise problem from error


def _why_unreachable(name: str, file: Path) -> str:
    if _place(file) is None:
        return "data_folder_gone"
    from shutil import disk_usage

    if disk_usage(file.parent).free < _NO_ROOM:
        return "disk_full"
    return "data_read_only" if name.startswith("SQLITE_CANTOPEN") else "disk_failing"


def _place(file: Path) -> tuple[int, int] | None:
    try:
        found = os.stat(file)
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _connect(file: Path, timeout: float) -> sqlite3.Connection:
    """A connection to a file that exists, with transactions begun and ended by us alone."""
    return sqlite3.connect(
        f"{file.absolute().as_uri()}?mode=rw",
        uri=True,
        timeout=timeout,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=512,
    )


def _version(file: Path, timeout: float) -> int:
    with closing(_connect(file, timeout)) as connection:
        if file.stat().st_size == 0:
            raise WorldFailed("data_damaged", file=str(file))
        mark = connection.execute("PRAGMA application_id").fetchone()[0]
        if mark != APPLICATION_ID:
            raise WorldFailed("data_foreign", file=str(file))
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _make(file: Path) -> None:
    """A new file, built under another name so that a power cut leaves none or a whole one."""
    from xieshang_desktop.storage.schema import schema

    temporary = file.with_name(f"{file.name}.part")
    temporary.write_bytes(b"")
    with closing(sqlite3.connect(temporary, isolation_level=None)) as connection:
        connection.execute("BEGIN")
        for statement in schema():
            connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {REVISION}")
        connection.execute("COMMIT")
    put_in_place(temporary, file)


def _migrate(file: Path, version: int, timeout: float) -> None:
    from xieshang_desktop.storage.migrations import upgrade

    with closing(_connect(file, timeout)) as connection:
        _copy(connection, file.with_name(f"xieshang-before-{version}-{REVISION}.db"))
    upgrade(file, timeout)


def _copy(connection: sqlite3.Connection, target: Path) -> None:
    temporary = target.with_name(f"{target.name}.part")
    try:
        temporary.write_bytes(b"")
        with closing(sqlite3.connect(temporary)) as copy:
            connection.backup(copy)
            found = str(copy.execute("PRAGMA quick_check").fetchone()[0])
        if found != "ok":
            raise WorldFailed("data_damaged", file=str(target), found=found)
        put_in_place(temporary, target)
    except sqlite3.Error as error:
        raise_worded(error, target)
        raise
    except OSError as error:
        raise unwritable(error, target) from error
