"""Brings the tables of an older version up to date: plain SQL, a file for each version.

`rev_0002.sql` makes what `user_version` 2 names, and so on; `;;` at the end of a line parts its
statements. A revision stands alone: it knows nothing of today's tables. It is undone by going back
to the copy that was made before it ran.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

#: One file for each version of the tables, in order.
REVISIONS = tuple(sorted(Path(__file__).parent.glob("rev_*.sql")))


def upgrade(file: Path, timeout: float = 10.0) -> None:
    """Run the revisions that `file` lacks, in one transaction; an empty file gets them all. Raises
    the driver's errors; another writer is waited for, `timeout` seconds."""
    with closing(sqlite3.connect(file, timeout, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        for number, revision in enumerate(REVISIONS[version:], version + 1):
            for statement in revision.read_text("utf-8").split(";;\n"):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number}")
        connection.execute("COMMIT")
