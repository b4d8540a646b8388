"""A township with one enrolled village, or three; both sides of one that is handed over."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.township.handing import Sides
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


@pytest.fixture
def sides(tmp_path: Path) -> Iterator[Sides]:
    both = Sides(tmp_path)
    yield both
    both.close()
