"""The power goes at any moment of sealing: the minutes are sealed whole, or not at all."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 60


@pytest.mark.skipif(not hasattr(os, "fork"), reason="children are forked here")
def test_killed_at_any_moment_minutes_are_sealed_whole_or_not_at_all(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "tests.journeys.sealing_killer", tmp_path, str(ROUNDS), "seal"],
        cwd=ROOT,
        env=os.environ | {"XDG_CONFIG_HOME": str(tmp_path / "config")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    told = json.loads(ended.stdout)
    assert told["killed"] == ROUNDS
    assert told["finished"] > 0
