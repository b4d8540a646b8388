"""A convenor takes a real roster and a real matter all the way, with the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.clock import HandClock
from tests.intake.making import ROSTERS
from tests.journeys import road, road_from_the_door
from tests.journeys.keyboard import Keyboard
from tests.journeys.standard_tools import command, contents_of
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
    road_from_the_door.sign_people_in(keyboard)
    road_from_the_door.talk_it_through(keyboard)
    road_from_the_door.seal_the_minutes(keyboard)
    road_from_the_door.post_the_result(keyboard)
    road_from_the_door.follow_up(keyboard, clock)
    road_from_the_door.close_the_topic(keyboard)
    (tmp_path / "stick").mkdir()
    bundle = road_from_the_door.write_the_bundle(keyboard, tmp_path / "stick")
    assert session.window is not None
    session.window.close()
    assert b"data/entries.jsonl" in contents_of(bundle, tmp_path / "data", tmp_path)
    assert "完好" in command(tmp_path / "data", "bundle", "check", str(bundle))
    command(tmp_path / "data", "check")
