"""Records in which nothing was written yet, for a test that sets up a unit: the tables are made
once in a run and copied, as every test would make the same ones."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from xieshang_desktop.storage.database import file_of, open_database


def blank_records(folder: Path) -> Path:
    """A data folder with empty tables, as `open_database` makes them; gives the folder."""
    folder.mkdir(mode=0o700, parents=True)
    file_of(folder).write_bytes(_made_once())
    return folder


@cache
def _made_once() -> bytes:
    with TemporaryDirectory(prefix="xieshang-blank-") as made:
        database = open_database(Path(made))
        with database.transaction():
            pass  # the first connection settles how the file is written from then on
        database.close()
        return file_of(Path(made)).read_bytes()
