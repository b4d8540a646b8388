"""The laptop on which whole programs are started."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.installer.laptop_here import Laptop


@pytest.fixture
def laptop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Laptop]:
    monkeypatch.setenv("XIESHANG_HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    laptop = Laptop(tmp_path)
    yield laptop
    laptop.end()
