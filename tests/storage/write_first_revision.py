"""Writes today's tables as the first revision: `python -m tests.storage.write_first_revision`.

Only until the first release: from then on `rev_0001.sql` stands still, and a change of the tables
is a further revision.
"""

from __future__ import annotations

from pathlib import Path

from xieshang_desktop.storage import migrations
from xieshang_desktop.storage.database import APPLICATION_ID
from xieshang_desktop.storage.schema import schema

FILE = Path(migrations.__file__).with_name("rev_0001.sql")

if __name__ == "__main__":
    statements = (*schema(), f"PRAGMA application_id = {APPLICATION_ID}")
    FILE.write_text(";;\n".join(statements) + "\n", "utf-8")
    print(f"{FILE}: {len(statements)}")
