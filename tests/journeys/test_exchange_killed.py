"""The power goes at any moment of writing to a stick, of taking bundles in, of taking answers in:
nothing is lost, nothing half taken, and the next program ends it. Backing up has its own test."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 81


@pytest.mark.skipif(not hasattr(os, "fork"), reason="children are forked here")
@pytest.mark.parametrize("work", ["writing", "receiving", "messages"])
def test_killed_at_any_moment_nothing_is_lost_or_half_taken(tmp_path: Path, work: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "tests.journeys.exchange_killer", tmp_path, work, str(ROUNDS), work],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    told = json.loads(ended.stdout)
    assert told["killed"] == ROUNDS
