"""A door run by keyboard alone, through the real page, on a roster of 5,000: everybody is signed
in, and a unique beginning of the initials takes at most four keys, input method on or off."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.journeys.door_run import Run
from xieshang_desktop.ui import theme
from xieshang_desktop.ui.widgets import sheet


@pytest.fixture
def run(qapp: QApplication, tmp_path: Path) -> Iterator[Run]:
    theme.start(qapp)
    run = Run(tmp_path, 5_000, 200)  # `python -m tests.journeys.door_run 500` for a whole hall
    yield run
    sheet.close_all()
    run.close()


@pytest.mark.parametrize("composing", [False, True], ids=["letters", "input method"])
def test_everybody_is_signed_in_and_unique_initials_take_four_keys(
    run: Run, *, composing: bool
) -> None:
    keys = []
    for turn, person in enumerate(run.coming):
        unique = run.alone(person) if turn % 10 == 0 else ""
        keys.append(run.come(person, composing=composing))
        if unique:
            assert keys[-1] <= len(unique) + 1 <= 4, (person.name, unique, keys[-1])
    assert run.signed_in() == len(run.coming) == 200
    assert sum(keys) / len(keys) < 4
