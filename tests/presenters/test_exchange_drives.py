"""The stick as a machine: every state has its sentence and says what may be done."""

from __future__ import annotations

from pathlib import Path

import pytest

from xieshang_desktop.errors import WorldFailed
from xieshang_desktop.exchange.drives import Drive
from xieshang_desktop.services.handover import Stick
from xieshang_desktop.ui.presenters.exchange_drives import (
    ASKED,
    GOOD,
    DriveState,
    drive_words,
    ended,
    look,
)

PATH = Path("/media/stick")


def stick(*, free: int = 10**9, locked: bool = False, **found: object) -> Stick:
    drive = Drive(label="KINGSTON", path=PATH, free=free, read_only=locked)
    return Stick(drive, **found)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("found", "state", "said"),
    [
        (stick(locked=True), DriveState.READ_ONLY, "只读"),
        (stick(free=100), DriveState.FULL, "满了"),
        (stick(programs=("autorun.inf",)), DriveState.PROGRAMS, "autorun.inf"),
        (stick(others=2), DriveState.OTHERS, "别的村"),
        (stick(invitations=(PATH / "a.xsb",)), DriveState.INVITATION, "插好了"),
        (stick(messages=2, ours=1), DriveState.MESSAGES, "插好了"),
        (stick(ours=3), DriveState.OURS, "插好了"),
        (stick(), DriveState.READY, "插好了"),
    ],
)
def test_each_stick_has_its_state_and_sentence(found: Stick, state: DriveState, said: str) -> None:
    view = look([found], found)
    assert view.state is state
    assert said in view.sentence
    assert view.may == (state in GOOD | ASKED)


def test_none_and_several_wait_for_a_person() -> None:
    assert look([], None).state is DriveState.NONE
    assert look([stick(), stick()], None).sentence == "插着 2 个U盘，请选一个。"
    assert not look([stick(), stick()], None).may


def test_what_hinders_most_is_said_first() -> None:
    assert look([], stick(locked=True, programs=("a.lnk",), others=1)).state is DriveState.READ_ONLY
    assert look([], stick(programs=("a.lnk",), messages=1)).state is DriveState.PROGRAMS


def test_our_own_bundles_make_a_stick_ours_though_others_lie_there_too() -> None:
    view = look([], stick(ours=1, others=1))
    assert view.state is DriveState.OURS
    assert "别的村的 1 个协商包不会动" in view.hint


@pytest.mark.parametrize(
    ("code", "state"),
    [
        ("drive_pulled", DriveState.PULLED),
        ("drive_full", DriveState.FULL),
        ("drive_read_only", DriveState.READ_ONLY),
        ("drive_file_too_large", DriveState.TOO_SMALL),
        ("drive_write_differs", DriveState.FAILED),
        ("bundle_cancelled", DriveState.STOPPED),
    ],
)
def test_each_failure_leaves_its_state(code: str, state: DriveState) -> None:
    view = ended(WorldFailed(code, folder="/media/stick", errno=5), folder=False)
    assert view.state is state
    assert view.sentence
    assert not view.may


def test_a_folder_that_went_away_was_no_stick() -> None:
    failure = WorldFailed("drive_pulled", folder="/net")
    assert ended(failure, folder=True).state is DriveState.FOLDER_GONE


def test_a_drive_is_told_by_name_and_room() -> None:
    assert drive_words(stick(free=14_200_000_000)) == "KINGSTON（空闲 14.2 GB）"
