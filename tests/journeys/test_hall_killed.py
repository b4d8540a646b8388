"""The power goes while somebody writes in the hall: what stands in the fields comes back."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

from tests.journeys.hall_typing import FIELDS
from xieshang_desktop.services import drafting, upkeep
from xieshang_desktop.services.desk import open_desk

ROOT = Path(__file__).resolve().parents[2]


def test_a_kill_in_the_hall_costs_at_most_five_seconds_of_typing(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.journeys.hall_typing", str(tmp_path)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    item_id, after = process.stdout.readline().split()
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert int(after) <= 5_000
    desk = open_desk(tmp_path / "data", tmp_path / "device")
    assert drafting.kept(desk, item_id, *FIELDS) == {
        "speaker": "li defa",
        "opinion": "bu gai zhan di",
        "stance": "against",
    }
    assert upkeep.check(desk).whole
    desk.close()
