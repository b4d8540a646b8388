"""Full disks and ten years: what is too large, what nobody signed, what was written long ago."""

from __future__ import annotations

import errno
import shutil

import pytest

from tests.township.reworking import lies
from tests.township.road import Road
from xieshang_desktop.domain.terms import ArrivalState, Carrier
from xieshang_desktop.storage import bundles
from xieshang_desktop.storage.arrivals import arrivals
from xieshang_desktop.storage.bundles import BundleRecord
from xieshang_desktop.township import receiving, sending
from xieshang_desktop.wording.arrivals import arrival_words

TAKEN, REFUSED = ArrivalState.TAKEN, ArrivalState.REFUSED


# -- full disks, large files


def test_a_file_too_large_for_a_bundle_is_neither_read_nor_kept(road: Road) -> None:
    stick = road.stick()
    with (stick / "XS1-film.xsb").open("wb") as film:
        film.truncate(2**31)
    (arrival,) = road.township.receives(stick)
    assert (arrival.state, arrival.code) == (REFUSED, "bundle_too_large")
    assert (arrival.sha256, arrival.kept) == ("", "")
    assert not (road.township.data / "aside").exists()


def test_a_device_or_a_folder_that_is_called_a_bundle_is_not_read(road: Road) -> None:
    stick = road.stick()
    (stick / "XS1-endless.xsb").symlink_to("/dev/zero")
    (stick / "XS1-folder.xsb").mkdir()
    came = road.township.receives(stick)
    assert [a.code for a in came] == ["bundle_unreadable"] * 2


def test_of_what_nobody_signed_only_hash_and_reason_are_kept(road: Road) -> None:
    stick = road.stick()
    for place in range(3):
        (stick / f"XS1-{place}.xsb").write_bytes(b"x" * place)
    came = road.township.receives(stick)
    assert {a.code for a in came} == {"bundle_not_sealed"}
    assert {a.kept for a in came} == {""}
    assert not (road.township.data / "aside").exists()
    with road.township.desk.store.read() as reader:
        assert {a.sha256 for a in arrivals(reader)} >= {a.sha256 for a in came}


def test_a_full_disk_while_keeping_aside_is_told_and_hinders_nobody(
    three: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = three.villages[:2]
    first.writes("甲")
    lying = lies(three, first, kind="z" * 65)
    second.exchanges(lying.parent)

    def full(*_files: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(shutil, "copyfile", full)
    came = {a.sender: a for a in three.township.receives(lying.parent)}
    refused = came[first.id]
    assert (refused.kept, refused.facts[receiving.NOT_KEPT]) == ("", "disk_full")
    assert "没有另放" in arrival_words(refused)
    assert came[second.id].state is TAKEN
    monkeypatch.undo()
    (again,) = three.township.receives(lying)
    assert again.kept


def test_all_that_is_kept_aside_is_thrown_away_at_once(road: Road) -> None:
    for place in range(3):
        road.village.writes(f"第{place}件")
        road.township.receives(lies(road, road.village, kind="z" * (65 + place)))
    desk = road.township.desk
    assert len(list((road.township.data / "aside").iterdir())) == 3
    assert receiving.drop_all(desk) == 3
    assert not list((road.township.data / "aside").iterdir())
    assert receiving.drop_all(desk) == 0


# -- ten years


def test_the_newest_message_is_found_without_reading_those_before(road: Road) -> None:
    desk = road.township.desk
    with desk.apart().store.write() as uow:
        for number in range(1, 4):
            record = BundleRecord(
                name=f"R{number}",
                kind="receipt",
                addressee=road.village.id,
                line=desk.store.line,
                first=number,
                last=number,
                sha256="0" * 64,
                carrier=Carrier.NETWORK if number < 3 else Carrier.STICK,
                sent_at=desk.clock() if number < 2 else None,
                written_at=desk.clock(),
            )
            bundles.record_bundle(uow, record)
        uow.commit()
    with desk.store.read() as reader:
        to = (reader, road.village.id, "receipt")
        assert [
            getattr(found, "name", None)
            for found in (
                bundles.newest_to(*to),
                bundles.newest_to(*to, Carrier.NETWORK),
                bundles.newest_to(*to, Carrier.NETWORK, sent=True),
                bundles.newest_to(*to, Carrier.FOLDER),
            )
        ] == ["R3", "R2", "R1", None]
        query = (
            "EXPLAIN QUERY PLAN SELECT name FROM bundles WHERE unit_id = '' AND addressee = ''"
            " AND kind = '' ORDER BY generation DESC, \"last\" DESC LIMIT 1"
        )
        plan = reader.connection.execute(query).fetchall()
    assert "bundles_by_addressee" in str(plan)
    assert "TEMP B-TREE" not in str(plan)
    assert sending.replaced(desk, road.village.id, ["R1", "R2", "R3", "another"]) == ["R1", "R2"]
