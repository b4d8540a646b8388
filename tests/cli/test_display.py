"""Without a screen the program says so and names what works without one; Qt would abort."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from xieshang_desktop import itself
from xieshang_desktop.app.display import has_display

ROOT = Path(__file__).resolve().parents[2]


def test_the_packed_program_needs_an_x_server_on_wayland_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert has_display()
    monkeypatch.setattr(itself, "program_folder", lambda: tmp_path)
    assert not has_display()


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
