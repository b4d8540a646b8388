"""A version whose program the system refuses for a moment, as a scanner for viruses does."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.installer.versions_here import Computer, reason


@pytest.mark.skipif(sys.platform == "win32", reason="the programs are shell scripts")
@pytest.mark.parametrize("proven", [False, True])
def test_a_refusal_that_passes_does_not_put_a_version_aside(tmp_path: Path, proven: bool) -> None:
    computer = Computer(tmp_path)
    computer.install_base()
    newer = computer.add("0.2.0", proven=proven)
    newer.program.chmod(0o644)
    computer.start()
    assert computer.said() == ["0.1.0 runs", "0.1.0 ready"]
    assert reason(newer) is None
    newer.program.chmod(0o755)
    computer.start()
    assert computer.said()[:2] == ["0.2.0 runs", "0.2.0 ready"]
