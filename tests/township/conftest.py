"""A township with one enrolled village, or three."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.township.road import Road, make_road


@pytest.fixture
def road(tmp_path: Path) -> Iterator[Road]:
    made = make_road(tmp_path / "road")
    yield made
    made.close()


@pytest.fixture
def three(tmp_path: Path) -> Iterator[Road]:
    made = make_road(tmp_path / "road", 3)
    yield made
    made.close()
