"""A desk on the morning of 2 March 2026, with a clock set by hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.clock import HandClock
from tests.making import MORNING, Attempts, a_desk
from tests.presenters.told import Told, Ways
from xieshang_desktop.services.desk import Desk


@pytest.fixture
def clock() -> HandClock:
    return HandClock(MORNING)


@pytest.fixture
def desk(tmp_path: Path, clock: HandClock) -> Iterator[Desk]:
    desk = a_desk(tmp_path, clock)
    yield desk
    desk.close()


@pytest.fixture
def page() -> Told:
    return Told()


@pytest.fixture
def attempts() -> Attempts:
    return Attempts()


@pytest.fixture
def ways() -> Ways:
    return Ways()
