"""A bundle is on the drive whole and read back, or there is none."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec
import pytest

from tests.exchange.forging import LINES, open_bag
from tests.exchange.village import (
    JPEG,
    TOWNSHIP,
    attach,
    check,
    failure,
    known,
    make_content,
    pack_clear,
    write,
    write_entries,
)
from xieshang_desktop.errors import BadInput, BundleRefused, WorldFailed
from xieshang_desktop.exchange.keys import VillageKeys, open_keys
from xieshang_desktop.exchange.lines import withhold_nothing
from xieshang_desktop.exchange.packing import AttachedFile, BundleContent
from xieshang_desktop.exchange.reading import check_bundle
from xieshang_desktop.exchange.writing import write_bundle


def test_a_written_bundle_is_taken_by_a_reader(
    content: BundleContent, keys: VillageKeys, stick: Path
) -> None:
    written = write(content, keys, stick)
    assert list(stick.iterdir()) == [written.path]
    assert len(written.path.name) <= 80
    assert written.path.name.isascii()
    report = check(written.path, keys)
    assert (report.first, report.last, report.files) == (written.first, written.last, 1)
    assert report.size == written.size


def test_the_next_bundle_follows_on_the_last(keys: VillageKeys, stick: Path) -> None:
    entries = write_entries(9)
    first = write(make_content(entries[:4]), keys, stick)
    second = write(make_content(entries[4:]), keys, stick)
    assert (first.last, second.first) == (4, 5)
    assert check(second.path, keys).previous == check(first.path, keys).last_hash
    assert sorted(stick.glob("*.xsb")) == [first.path, second.path]


def test_private_payloads_stay_in_the_village_unless_asked_for(
    keys: VillageKeys, stick: Path
) -> None:
    content = make_content(write_entries(3))
    assert b"138000" not in open_bag(pack_clear(content, keys, withhold=True))[LINES]
    withheld = write(content, keys, stick)
    whole = write_bundle(
        content, keys, stick, scratch=stick.parent / "tmp", withhold=withhold_nothing
    )
    assert check(withheld.path, keys).last_hash == check(whole.path, keys).last_hash
    assert b"138000" in open_bag(pack_clear(content, keys))[LINES]


def test_the_same_content_gives_the_same_bag(content: BundleContent, keys: VillageKeys) -> None:
    assert pack_clear(content, keys) == pack_clear(content, keys)


def test_every_recipient_can_open_it(
    content: BundleContent, keys: VillageKeys, stick: Path
) -> None:
    township = open_keys(stick.parent / "township" / "keys")
    written = write_bundle(
        content, keys, stick, scratch=stick.parent / "tmp", recipients=[township.age_recipient]
    )
    for identity in (keys.age_identity, township.age_identity):
        check_bundle(
            written.path,
            identities=[identity],
            known_signers=known(township, TOWNSHIP) + known(keys),
            scratch=stick.parent / "tmp",
        )


def test_the_same_attachment_twice_travels_once(keys: VillageKeys, stick: Path) -> None:
    file = attach(stick.parent, b"photo")
    written = write(make_content(write_entries(1), [file, file]), keys, stick)
    assert check(written.path, keys).files == 1


def test_nothing_to_write_is_told(content: BundleContent, keys: VillageKeys, stick: Path) -> None:
    with pytest.raises(BadInput, match="bundle_empty"):
        write(msgspec.structs.replace(content, last=0), keys, stick)


# -- what is to be written is not as it should be ------------------------------------------------


def test_a_lost_attachment_is_named(keys: VillageKeys, stick: Path) -> None:
    lost = AttachedFile("0" * 64, stick.parent / "lost.jpg")
    failed = failure(make_content(write_entries(1), [lost]), keys, stick)
    assert (failed.code, failed.facts["path"]) == ("attachment_missing", str(lost.path))
    assert list(stick.iterdir()) == []


def test_a_changed_attachment_is_named(keys: VillageKeys, stick: Path) -> None:
    file = attach(stick.parent, b"photo")
    file.path.write_bytes(b"other")
    failed = failure(make_content(write_entries(1), [file]), keys, stick)
    assert failed.code == "attachment_differs"
    assert list(stick.iterdir()) == []


def test_a_broken_journal_is_found_before_the_township_finds_it(
    keys: VillageKeys, stick: Path
) -> None:
    entries = write_entries(4)
    with pytest.raises(BundleRefused, match="bundle_number_wrong"):
        write(make_content([entries[0], entries[2]]), keys, stick)
    assert list(stick.iterdir()) == []


def test_more_than_a_bundle_holds_is_told_before_anything_is_written(
    keys: VillageKeys, stick: Path
) -> None:
    large = stick.parent / "large"
    with large.open("wb") as file:
        file.truncate(2**31)
    content = make_content(write_entries(1), [AttachedFile("0" * 64, large)])
    assert failure(content, keys, stick).code == "bundle_too_much"


def test_more_files_than_a_bundle_holds_are_told(keys: VillageKeys, stick: Path) -> None:
    file = attach(stick.parent, b"photo")
    assert failure(make_content(write_entries(1), [file] * 20_000), keys, stick).code == (
        "bundle_too_much"
    )


def test_long_records_travel_whole(keys: VillageKeys, stick: Path) -> None:
    minutes = "经协商，同意由村委会牵头更换路灯。" * 700
    entries = write_entries(90, record=lambda number: {"text": f"{number} {minutes}"})
    report = check(write(make_content(entries), keys, stick).path, keys)
    assert (report.entries, report.last_hash) == (90, entries[-1].hash)


# -- progress and cancel -------------------------------------------------------------------------


def test_progress_goes_forward_to_the_end(keys: VillageKeys, stick: Path) -> None:
    file = attach(stick.parent, JPEG + os.urandom(3_000_000))
    reports: list[tuple[int, int]] = []
    write_bundle(
        make_content(write_entries(50), [file]),
        keys,
        stick,
        scratch=stick.parent / "tmp",
        progress=lambda done, total: reports.append((done, total)),
    )
    done = [done for done, _total in reports]
    total = reports[0][1]
    assert done == sorted(done)
    assert {total for _done, total in reports} == {total}
    assert done[-1] == total
    assert len(reports) > 20


def test_the_person_can_stop_it_at_any_report(
    content: BundleContent, keys: VillageKeys, stick: Path
) -> None:
    moments = 0
    codes = set()
    while True:
        asked = 0

        def enough() -> bool:
            nonlocal asked
            asked += 1
            return asked > moments  # noqa: B023 - called within this round only

        try:
            write_bundle(content, keys, stick, scratch=stick.parent / "tmp", cancelled=enough)
            break
        except WorldFailed as failed:
            codes.add(failed.code)
        assert list(stick.iterdir()) == []
        moments += 1
    assert codes == {"bundle_cancelled"}
    assert moments >= 6
    assert len(list(stick.iterdir())) == 1
