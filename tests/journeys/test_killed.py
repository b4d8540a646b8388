"""The power goes while a roster is imported: afterwards all of it is there, or nothing."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from xieshang_desktop.domain.people import Person
from xieshang_desktop.services import upkeep
from xieshang_desktop.services.desk import open_or_begin
from xieshang_desktop.services.roster import import_roster, read_roster

ROOT = Path(__file__).resolve().parents[2]
ROSTER = ROOT / "tests" / "data" / "rosters" / "roster-village.xlsx"

_IMPORTING = """
import sys
from pathlib import Path
from xieshang_desktop.services.desk import open_or_begin
from xieshang_desktop.services.roster import import_roster, read_roster
reading = read_roster(Path(sys.argv[1]))
desk = open_or_begin(Path(sys.argv[2]), Path(sys.argv[3]))
print("importing", flush=True)
import_roster(desk, reading, "village.xlsx")
print("imported", flush=True)
"""


@pytest.mark.parametrize("patience", [0.0, 0.02, 0.05, 0.1, 0.2, 0.4])
def test_an_import_that_is_killed_leaves_all_or_nothing(tmp_path: Path, patience: float) -> None:
    data, device = tmp_path / "data", tmp_path / "device"
    process = subprocess.Popen(
        [sys.executable, "-c", _IMPORTING, str(ROSTER), str(data), str(device)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "importing\n"
    try:
        process.wait(patience)  # somewhere on the way
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
    said = process.communicate()[0]

    desk = open_or_begin(data, device)
    with desk.store.read() as reader:
        people = reader.count(Person)
    assert people in ({1180} if "imported" in said else {0, 1180})
    assert upkeep.check(desk).whole
    report = import_roster(desk, read_roster(ROSTER), "village.xlsx")
    assert report.people == 1180 - people
    desk.close()
