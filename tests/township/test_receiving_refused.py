"""What a township refuses: each reason has its code, changes nothing, and hinders nobody."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.township.reworking import (
    reworked,
    rows_of,
    with_header,
    with_info,
    with_record,
    with_rows,
)
from tests.township.road import (
    Road,
    a_village,
)
from xieshang_desktop.domain.terms import ArrivalState
from xieshang_desktop.exchange.keys import open_keys
from xieshang_desktop.services import handover
from xieshang_desktop.services.keys import own_keys
from xieshang_desktop.storage.arrivals import Arrival, arrivals
from xieshang_desktop.township import receiving

TAKEN, KNOWN, REFUSED = ArrivalState.TAKEN, ArrivalState.KNOWN, ArrivalState.REFUSED


def written(road: Road, stick: Path) -> Path:
    """The one bundle that the village writes now."""
    (file,) = handover.write_bundles(road.village.desk, stick)
    return file


def only(came: list[Arrival]) -> Arrival:
    (arrival,) = came
    return arrival


def test_an_entry_that_another_laptop_wrote_under_the_same_number_is_a_fork(road: Road) -> None:
    road.village.writes("第一台写的")
    file = written(road, road.stick())
    other = shutil.copyfile(file, file.with_name("other.xsb"))
    road.township.receives(file)

    def change(bag: dict[str, bytes]) -> dict[str, bytes]:
        rows = rows_of(bag)
        rows[-1] = with_header(rows[-1], rows[-2]["hash"], actor="第二台")
        return with_rows(bag, rows)

    arrival = only(road.township.receives(reworked(road, other, change)))
    assert (arrival.state, arrival.code) == (REFUSED, "bundle_line_forked")
    assert arrival.facts["number"] == arrival.last
    assert arrival.facts["line"] == road.village.desk.store.line
    assert road.township.mirrored_faults(road.village) == []


def test_a_bundle_that_follows_on_another_past_is_a_fork(road: Road) -> None:
    road.carry(road.village)
    road.village.writes()
    file = written(road, road.stick())

    def change(bag: dict[str, bytes]) -> dict[str, bytes]:
        rows = rows_of(bag)
        previous = "5" * 64
        changed = []
        for row in rows:
            changed.append(with_header(row, previous))
            previous = changed[-1]["hash"]
        return with_rows(with_info(bag, "Xieshang-Previous", "5" * 64), changed)

    arrival = only(road.township.receives(reworked(road, file, change)))
    assert arrival.code == "bundle_line_forked"


@pytest.mark.parametrize(
    ("label", "code"),
    [("Xieshang-Format", "bundle_format_newer"), ("Xieshang-Schema", "bundle_schema_newer")],
)
def test_a_newer_program_is_asked_to_wait(road: Road, label: str, code: str) -> None:
    file = written(road, road.stick())
    arrival = only(road.township.receives(reworked(road, file, lambda b: with_info(b, label, "9"))))
    assert (arrival.state, arrival.code) == (REFUSED, code)
    assert arrival.kept
    assert only(road.township.receives(written(road, road.stick()))).state is TAKEN


@pytest.mark.parametrize(
    "record",
    [
        '{"id": 7}',
        "{}",
        '{"nested": ' + "[" * 3000 + "]" * 3000 + "}",
    ],
)
def test_a_record_that_is_no_value_of_its_type_is_refused_whole(road: Road, record: str) -> None:
    road.village.writes()
    file = written(road, road.stick())

    def change(bag: dict[str, bytes]) -> dict[str, bytes]:
        rows = rows_of(bag)
        rows[-1] = with_record(rows[-1], rows[-2]["hash"], record)
        return with_rows(bag, rows)

    arrival = only(road.township.receives(reworked(road, file, change)))
    assert (arrival.state, arrival.code) == (REFUSED, "bundle_entry_unreadable")
    with road.township.desk.store.read() as reader:
        there = reader.connection.execute(
            "SELECT count(*) FROM entries WHERE unit_id = ?", (road.village.id,)
        ).fetchone()[0]
    assert there == 0


@pytest.mark.parametrize("nonsense", [2**70, -(2**70)])
def test_a_number_that_no_database_holds_hinders_nobody(road: Road, nonsense: int) -> None:
    road.village.writes()
    file = written(road, road.stick())

    def change(bag: dict[str, bytes]) -> dict[str, bytes]:
        rows = rows_of(bag)
        record = json.loads(rows[-1]["record"]) | {"households": nonsense}
        rows[-1] = with_record(rows[-1], rows[-2]["hash"], json.dumps(record))
        return with_rows(bag, rows)

    arrival = only(road.township.receives(reworked(road, file, change)))
    assert (arrival.state, arrival.code) == (REFUSED, "bundle_entry_unreadable")


def test_a_stick_of_a_village_that_was_never_enrolled_is_kept_aside(road: Road) -> None:
    stranger = a_village(road.folder / "stranger", "外镇某村", road.clock)
    (file,) = handover.write_bundles(stranger.desk, road.stick())
    arrival = only(road.township.receives(file))
    assert (arrival.state, arrival.code) == (REFUSED, "bundle_not_for_us")
    stranger.desk.close()


def test_a_bundle_for_another_township_is_refused_by_name(road: Road) -> None:
    file = written(road, road.stick())
    elsewhere = "0199a0b2-7c3d-7e4f-8a5b-0123456789ab"
    reworked(road, file, lambda bag: with_info(bag, "Xieshang-Addressee", elsewhere))
    arrival = only(road.township.receives(file))
    assert (arrival.state, arrival.code) == (REFUSED, "bundle_addressee_other")
    assert arrival.facts["name"] == "石桥镇桥头村"


def test_a_bundle_without_addressee_is_not_taken(road: Road) -> None:
    file = written(road, road.stick())
    reworked(road, file, lambda bag: with_info(bag, "Xieshang-Addressee", ""))
    assert only(road.township.receives(file)).code == "bundle_addressee_other"


def test_a_key_nobody_knows_is_kept_aside(road: Road, tmp_path: Path) -> None:
    file = written(road, road.stick())
    reworked(road, file, lambda bag: bag, signer=open_keys(tmp_path / "keys"))
    arrival = only(road.township.receives(file))
    assert (arrival.state, arrival.code) == (REFUSED, "bundle_signer_unknown")
    assert receiving.retry(road.township.desk) == []


def test_a_village_cannot_speak_for_another(three: Road) -> None:
    first, second = three.villages[:2]
    (file,) = handover.write_bundles(first.desk, three.stick())
    reworked(three, file, lambda bag: bag, village=first, signer=own_keys(second.desk))
    assert only(three.township.receives(file)).code == "bundle_signer_foreign"


def test_what_was_refused_can_be_thrown_away_and_stays_known(road: Road, tmp_path: Path) -> None:
    file = written(road, road.stick())
    reworked(road, file, lambda bag: bag, signer=open_keys(tmp_path / "keys"))
    arrival = only(road.township.receives(file))
    assert arrival.kept
    receiving.drop(road.township.desk, arrival.sha256)
    assert not list((road.township.data / "aside").iterdir())
    with road.township.desk.store.read() as reader:
        (known,) = [a for a in arrivals(reader) if a.state is REFUSED]
    assert (known.code, known.kept) == (arrival.code, "")
