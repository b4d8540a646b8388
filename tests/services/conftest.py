"""The desk of one invented village, on the morning of 2 March 2026."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from tests.blank_records import blank_records
from tests.clock import HandClock
from xieshang_desktop.domain.terms import Rank
from xieshang_desktop.domain.unit import Convenor, Unit
from xieshang_desktop.ids import BEIJING, new_id
from xieshang_desktop.services.desk import Desk, set_up


@pytest.fixture
def clock() -> HandClock:
    return HandClock(datetime(2026, 3, 2, 9, 0, tzinfo=BEIJING))


@pytest.fixture
def desk(tmp_path: Path, clock: HandClock) -> Iterator[Desk]:
    unit = Unit(
        id=new_id(),
        name="和顺村村民委员会",
        room="和顺村协商议事室",
        township="柳河镇",
        place="村部",
    )
    convenors = [
        Convenor(id=new_id(), rank=Rank.FIRST, name="周建国", title="村党总支书记"),
        Convenor(id=new_id(), rank=Rank.SECOND, name="沈慧", title="市政协委员"),
    ]
    data = blank_records(tmp_path / "data")
    desk = set_up(data, unit, convenors, tmp_path / "device", clock)
    yield desk
    desk.close()
