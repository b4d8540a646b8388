"""The practice village of one year that ends on the fixed day: made once in a run, by the worker
that needs it first, and copied for each test."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from xieshang_desktop.services import practice
from xieshang_desktop.storage.database import alone

Steps = list[tuple[int, int]]


def practice_village(
    tmp_path_factory: pytest.TempPathFactory, data: Path, device: Path | None = None
) -> Steps:
    """Put the village into `data` and what its laptop remembers into `device`; gives the progress
    that was told while it was made."""
    base = tmp_path_factory.getbasetemp()
    shared = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "practice-village"
    made = shared / "made"
    with alone(shared):
        if not made.exists():
            _make(shared / "making").rename(made)
    shutil.copytree(made / "village", data)
    if device is not None:
        shutil.copytree(made / "device", device)
    return [(done, of) for done, of in json.loads((made / "steps.json").read_text("utf-8"))]


def _make(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)  # of a worker that was ended
    steps: Steps = []
    practice.make(
        folder / "village",
        years=1,
        today=practice.FIXED_DAY,
        device_dir=folder / "device",
        progress=lambda done, of: steps.append((done, of)),
    )
    (folder / "steps.json").write_text(json.dumps(steps), "utf-8")
    return folder
