"""Without a screen the program says so and names what works without one; Qt would abort."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("display", ["", ":997", "nonsense"])
def test_a_window_without_a_display_is_refused_in_words(display: str, tmp_path: Path) -> None:
    hidden = {"QT_QPA_PLATFORM", "WAYLAND_DISPLAY", "DISPLAY"}
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    ended = subprocess.run(
        [sys.executable, "-m", "xieshang_desktop", "--data", str(tmp_path / "data")],
        cwd=ROOT,
        env=environment | {"DISPLAY": display},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 1
    assert "没有图形界面" in ended.stderr
