"""The township's commands: a village that left keeps no other from its receipt."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.test_exchange_commands import known_by_commands, run
from tests.township.road import make_road
from xieshang_desktop.township import villages


def test_a_village_that_left_keeps_no_other_from_its_receipt(tmp_path: Path) -> None:
    road = make_road(tmp_path, 2)
    stick = road.stick()
    for side in road.villages:
        side.exchanges(stick)
    left, stayed = road.villages
    villages.give_up(road.township.desk, left.id, "并入邻村")
    road.close()
    known_by_commands(road.township)
    out = road.stick()
    said = run(road.township.data, "bundle", "receive", stick, "--reply", out, "--json")
    assert said.status == 1  # one bundle was refused
    (file,) = out.glob("*.xsb")
    assert json.loads(said.out)["written"] == [str(file)]
    assert stayed.id[-12:] in file.name
