"""A township's folder that takes nothing: said once, and everything can still be read."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.clock import HandClock
from tests.township.making import END, a_small_township
from xieshang_desktop.app import Session
from xieshang_desktop.settings import Settings
from xieshang_desktop.township.morning import SNAPSHOT
from xieshang_desktop.ui.widgets import sheet


def said(part: QWidget) -> str:
    """What can be read in a part of the window."""
    return "\n".join(label.text() for label in part.findChildren(QLabel) if label.isVisible())


def test_it_is_told_once_without_a_path_of_ours(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    a_small_township(tmp_path).close()
    # Nothing can be put in the place of a folder that is not empty, whoever runs this.
    (tmp_path / "data" / SNAPSHOT / "inside").mkdir(parents=True)
    session = Session(tmp_path / "data", Settings(), HandClock(END))
    session.begin()
    qtbot.waitUntil(lambda: session.context is not None and sheet.is_open(), timeout=20_000)
    assert session.window is not None
    opened = sheet.current()
    assert opened is not None
    assert "现在只能看，不能写" in said(opened)
    assert SNAPSHOT not in said(opened)
    sheet.close_all()
    assert session.context is not None
    session.context.changed.emit()
    assert not sheet.is_open()
    session.context.go("rollup")
    assert "办成了什么" in said(session.window)
    session.window.close()
