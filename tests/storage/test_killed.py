"""A program killed while it writes loses nothing that it said was written."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.storage.village import faults, opened
from xieshang_desktop.domain.people import Person
from xieshang_desktop.storage import journal
from xieshang_desktop.storage.drafts import draft_of

_AT_THE_DOOR = """
import sys
from pathlib import Path
from tests.storage.village import opened, person
from xieshang_desktop.storage.drafts import save_draft
with opened(Path(sys.argv[1]), Path(sys.argv[2])) as store:
    number = 0
    while True:
        number += 1
        with store.write() as uow:
            entry = uow.put(person(), "person_entered")
            uow.commit()
        save_draft(store, "minutes", "course", str(number))
        print(entry.hash, flush=True)
"""

_IMPORTING = """
import sys
from pathlib import Path
from tests.storage.village import opened, person
with opened(Path(sys.argv[1]), Path(sys.argv[2])) as store:
    while True:
        with store.write() as uow:
            for each in range(20):
                uow.put_all([person() for _ in range(50)], "person_entered")
                print("writing", flush=True)
            uow.commit()
        print("committed", flush=True)
"""


def kill_after(program: str, lines: int, data: Path, device: Path) -> list[str]:
    """Run a program, kill it when it has said so many lines; gives all that it said."""
    running = subprocess.Popen(
        [sys.executable, "-c", program, str(data), str(device)], stdout=subprocess.PIPE, text=True
    )
    assert running.stdout is not None
    said = [running.stdout.readline().strip() for _ in range(lines)]
    running.kill()
    said += running.stdout.read().split()
    running.stdout.close()
    assert running.wait() != 0
    return [line for line in said if line]


@pytest.mark.parametrize("lines", [1, 40, 173])
def test_every_entry_that_was_acknowledged_is_there(tmp_path: Path, lines: int) -> None:
    data, device = tmp_path / "data", tmp_path / "device"
    said = kill_after(_AT_THE_DOOR, lines, data, device)
    with opened(data, device) as store:
        assert faults(store) == []
        with store.read() as reader:
            kept = [entry.hash for entry in journal.entries_of_line(reader, store.line, after=1)]
            typed = draft_of(reader, "minutes", "course")
    assert len(said) >= lines
    assert kept[: len(said)] == [text for text in said if len(text) == 64]
    assert typed is not None
    assert int(typed) >= len(said)


@pytest.mark.parametrize("lines", [7, 33])
def test_an_import_is_there_whole_or_not_at_all(tmp_path: Path, lines: int) -> None:
    data, device = tmp_path / "data", tmp_path / "device"
    said = kill_after(_IMPORTING, lines, data, device)
    with opened(data, device) as store:
        assert faults(store) == []
        with store.read() as reader:
            people = reader.count(Person)
    assert people % 1000 == 0
    assert people >= 1000 * said.count("committed")
