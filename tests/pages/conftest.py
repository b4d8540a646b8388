"""The program's look on one application; each test begins at 100 %, without a sheet."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from xieshang_desktop.ui import theme
from xieshang_desktop.ui.widgets import sheet


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    return theme.ARGUMENTS


@pytest.fixture(autouse=True)
def _dressed(qapp: QApplication) -> Iterator[None]:
    theme.start(qapp)
    yield
    sheet.close_all()
    for window in qapp.topLevelWidgets():
        window.close()
