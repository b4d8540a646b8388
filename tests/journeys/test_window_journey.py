"""A convenor takes a real roster and a real matter all the way, with the keyboard alone."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.clock import HandClock
from tests.intake.making import ROSTERS
from tests.journeys import road
from tests.journeys.keyboard import Keyboard
from tests.promises.tree import ROOT
from xieshang_desktop.app import Session

#: What only a real screen can do, and nothing here needs.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def test_a_matter_goes_from_the_first_start_to_the_bundle_by_keyboard_alone(
    open_window: Callable[[Path], Session], keyboard: Keyboard, clock: HandClock, tmp_path: Path
) -> None:
    session = open_window(tmp_path / "data")
    road.answer_the_three_questions(keyboard, ROSTERS / "roster-village.xls")
    road.import_the_roster(keyboard)
    road.register_the_topic(keyboard)
    road.screen_and_accept(keyboard)
    road.choose_participants(keyboard)
    road.record_the_research(keyboard)
    road.plan_the_meeting(keyboard)
    road.invite_and_give_notice(keyboard)
    road.sign_people_in(keyboard)
    road.talk_it_through(keyboard)
    road.seal_the_minutes(keyboard)
    road.post_the_result(keyboard)
    road.follow_up(keyboard, clock)
    road.close_the_topic(keyboard)
    (tmp_path / "stick").mkdir()
    bundle = road.write_the_bundle(keyboard, tmp_path / "stick")
    assert session.window is not None
    session.window.close()
    _the_standard_tools_open(bundle, tmp_path)
    assert "完好" in _command(tmp_path / "data", "bundle", "check", str(bundle))
    _command(tmp_path / "data", "check")


def _the_standard_tools_open(bundle: Path, folder: Path) -> None:
    key, bag = folder / "data" / "keys" / "seal.key", folder / "bag.zip"
    subprocess.run(["age", "-d", "-i", key, "-o", bag, bundle], check=True)
    said = subprocess.run(["unzip", "-t", bag], check=True, capture_output=True).stdout
    assert b"data/entries.jsonl" in said


def _command(data: Path, *words: str) -> str:
    """What a command says on its standard output; its failure fails the test."""
    return subprocess.run(
        [sys.executable, "-m", "xieshang_desktop", "--data", data, *words],
        cwd=ROOT,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        check=True,
        capture_output=True,
        text=True,
    ).stdout
