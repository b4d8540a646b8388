"""A finished file gets its name, though a scanner may hold it for a moment."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from xieshang_desktop.replacing import WAITS, replace


class Scanner:
    """Holds the file for so many attempts, as Windows reports it."""

    def __init__(self, times: int) -> None:
        self.left = times
        self.attempts = 0

    def __call__(self, source: Path, target: Path) -> None:
        self.attempts += 1
        if self.left:
            self.left -= 1
            raise PermissionError(13, "in use by another process")
        os.replace(source, target)


@pytest.fixture
def part(tmp_path: Path) -> Path:
    (tmp_path / "paper").write_text("old", "utf-8")
    part = tmp_path / "paper.part"
    part.write_text("new", "utf-8")
    return part


def test_a_file_that_is_let_go_in_time_gets_its_name(part: Path) -> None:
    scanner = Scanner(3)
    replace(part, part.with_suffix(""), [0.0] * 3, scanner)
    assert part.with_suffix("").read_text("utf-8") == "new"
    assert (scanner.attempts, part.exists()) == (4, False)


def test_one_that_is_never_let_go_is_said_and_the_old_one_stays(part: Path) -> None:
    with pytest.raises(PermissionError):
        replace(part, part.with_suffix(""), [0.0] * 3, Scanner(99))
    assert part.with_suffix("").read_text("utf-8") == "old"


def test_other_failures_are_said_at_once(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        replace(tmp_path / "nothing", tmp_path / "paper", [60.0])


def test_only_windows_waits_and_never_long() -> None:
    assert sum(WAITS) < 2
    assert os.name == "nt" or not WAITS
