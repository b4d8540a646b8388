"""What the exchange page asks: what lies on a stick, whose keys these are, what is still owed."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.clock import HandClock
from tests.making import MORNING, a_desk
from xieshang_desktop.exchange.drives import Drive
from xieshang_desktop.services import handover
from xieshang_desktop.services.desk import Desk, open_desk
from xieshang_desktop.services.workday import open_workday


def drive_at(folder: Path) -> Drive:
    """A folder taken for a stick."""
    return Drive(label="KINGSTON", path=folder, free=10**9, read_only=False)


def test_bundles_on_a_stick_are_told_apart_by_their_villages(tmp_path: Path, desk: Desk) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    handover.write_bundles(desk, stick)
    (stick / "XS1-0123456789ab-00c0ffee-00000001-00000007-deadbeef.xsb").touch()
    (stick / "照片.jpg").touch()
    look = handover.look_at(desk, drive_at(stick))
    assert (look.ours, look.others) == (1, 1)


def test_a_stick_pulled_out_a_moment_ago_holds_nothing(tmp_path: Path, desk: Desk) -> None:
    look = handover.look_at(desk, drive_at(tmp_path / "gone"))
    assert (look.ours, look.others) == (0, 0)


def test_looking_at_the_fingerprint_makes_no_keys(tmp_path: Path, desk: Desk) -> None:
    assert handover.fingerprint(desk) == ""
    assert not (desk.folder / "keys").exists()
    handover.write_bundles(desk, tmp_path)
    assert len(handover.fingerprint(desk).replace(" ", "")) == 25


def test_what_an_earlier_line_still_owes_counts_too(tmp_path: Path) -> None:
    first = a_desk(tmp_path, HandClock(MORNING))
    owed = handover.open_handover(first).waiting
    first.close()
    shutil.copytree(first.folder, tmp_path / "copy")
    copied = open_desk(tmp_path / "copy", tmp_path / "other device", HandClock(MORNING))
    assert copied.new_line
    assert handover.open_handover(copied).waiting == owed + 1
    assert open_workday(copied).unwritten_entries == owed + 1
    handover.write_bundles(copied, tmp_path)
    assert handover.open_handover(copied).waiting == 0
    copied.close()
