"""The stick of a village: what lies on it, what is written, what is cleared away, what is owed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from tests.clock import HandClock
from tests.making import MORNING, a_desk
from tests.township.road import Road, copy_of, drive_at, each_entry, make_road
from xieshang_desktop.domain.attachment import Attachment
from xieshang_desktop.domain.terms import ArrivalState
from xieshang_desktop.errors import BadInput, BundleRefused, WorldFailed
from xieshang_desktop.exchange import packing
from xieshang_desktop.ids import new_id
from xieshang_desktop.services import handover
from xieshang_desktop.services.desk import Desk, open_desk
from xieshang_desktop.services.workday import open_workday
from xieshang_desktop.storage import journal
from xieshang_desktop.township.villages import store_of


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


# -- what lies there


def test_bundles_on_a_stick_are_told_apart_by_their_villages(tmp_path: Path, desk: Desk) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    handover.write_bundles(desk, stick)
    (stick / "XS1-0123456789ab-00c0ffee-00000001-00000007-deadbeef.xsb").touch()
    (stick / "照片.jpg").touch()
    look = handover.look_at(desk, drive_at(stick))
    assert (look.ours, look.others, look.messages, look.invitations) == (1, 1, 0, ())


def test_what_the_township_wrote_is_seen(road: Road) -> None:
    stick = road.stick()
    road.village.exchanges(stick)
    road.township.receives(stick)
    road.township.answers(road.village, stick)
    look = handover.look_at(road.village.desk, drive_at(stick))
    assert (look.ours, look.others, look.messages) == (1, 0, 1)


def test_programs_that_would_start_by_themselves_are_named(tmp_path: Path, desk: Desk) -> None:
    (tmp_path / "AUTORUN.INF").write_text("[autorun]\nopen=game.exe\n")
    assert handover.look_at(desk, drive_at(tmp_path)).programs == ("AUTORUN.INF",)


def test_a_stick_pulled_out_a_moment_ago_holds_nothing(tmp_path: Path, desk: Desk) -> None:
    look = handover.look_at(desk, drive_at(tmp_path / "gone"))
    assert (look.ours, look.others) == (0, 0)


def test_looking_at_the_fingerprint_makes_no_keys(tmp_path: Path, desk: Desk) -> None:
    assert handover.fingerprint(desk) == ""
    assert not (desk.folder / "keys").exists()
    handover.write_bundles(desk, tmp_path)
    assert len(handover.fingerprint(desk).replace(" ", "")) == 25


# -- what is owed


def test_what_an_earlier_line_still_owes_counts_too(tmp_path: Path) -> None:
    first = a_desk(tmp_path, HandClock(MORNING))
    owed = handover.open_handover(first).waiting
    first.close()
    shutil.copytree(first.folder, tmp_path / "copy")
    copied = open_desk(tmp_path / "copy", tmp_path / "other device", HandClock(MORNING))
    assert copied.new_line
    assert handover.open_handover(copied).waiting == owed + 1
    assert open_workday(copied).unwritten_entries == owed + 1
    handover.write_bundles(copied, tmp_path)
    assert handover.open_handover(copied).waiting == 0
    copied.close()


def test_a_village_without_township_writes_for_itself_and_owes_nobody(
    tmp_path: Path, desk: Desk
) -> None:
    (file,) = handover.write_bundles(desk, tmp_path)
    found = handover.open_handover(desk)
    assert found.bundles[0].addressee == ""
    assert found.overdue == 0
    report = handover.check_bundle(desk, file)
    assert report.addressee is None
    assert report.entries == found.bundles[0].last


def test_everything_not_confirmed_goes_along_again(road: Road) -> None:
    (first,) = handover.write_bundles(road.village.desk, road.stick())
    road.village.writes()
    (second,) = handover.write_bundles(road.village.desk, road.stick())
    assert handover.check_bundle(road.village.desk, second).first == 1
    road.carry(road.village)
    with pytest.raises(BadInput, match="bundle_empty"):
        handover.write_bundles(road.village.desk, road.stick())
    topic = road.village.writes()
    (third,) = handover.write_bundles(road.village.desk, road.stick())
    report = handover.check_bundle(road.village.desk, third)
    entry = next(e for _l, n, e in each_entry(road.village.desk) if n == report.first)
    assert entry.read_header().object_id == topic.id
    assert first.exists()


def test_the_same_bundle_is_not_written_twice_onto_the_same_stick(road: Road) -> None:
    stick = road.stick()
    (first,) = handover.write_bundles(road.village.desk, stick)
    assert handover.write_bundles(road.village.desk, stick) == [first]
    first.write_bytes(first.read_bytes()[:-1])  # damaged there: it is written again
    (second,) = handover.write_bundles(road.village.desk, stick)
    assert second != first


# -- clearing away


def test_a_stick_that_comes_home_is_cleared_of_what_is_done(road: Road) -> None:
    stick = road.stick()
    (stick / "照片.jpg").write_bytes(b"photo")
    old: list[Path] = []
    for _time in range(3):
        road.village.writes()
        old += road.village.exchanges(stick).written
    road.township.receives(stick)
    road.township.answers(road.village, stick)
    done = road.village.exchanges(stick)
    assert [file.exists() for file in old] == [False] * 3  # the last of them holds what all held
    assert (done.written, done.tidied) == ((), 2)
    assert [file.name for file in stick.iterdir()] == ["照片.jpg"]


def test_what_is_not_confirmed_stays_on_the_stick_until_a_bundle_holds_more(road: Road) -> None:
    stick = road.stick()
    first = road.village.exchanges(stick).written
    assert road.village.exchanges(stick).written == first
    assert all(file.exists() for file in first)
    road.village.writes()
    second = road.village.exchanges(stick).written
    assert sorted(stick.iterdir()) == sorted(second)


def test_other_villages_bundles_are_never_touched(three: Road) -> None:
    stick = three.stick()
    first, second = three.villages[:2]
    (theirs,) = second.exchanges(stick).written
    content = theirs.read_bytes()
    three.carry(first, stick)
    assert theirs.read_bytes() == content
    assert {a.state for a in three.township.receives(theirs)} == {ArrivalState.KNOWN}


def test_a_damaged_message_is_told_and_hinders_nothing(road: Road) -> None:
    stick = road.stick()
    road.village.exchanges(stick)
    road.township.receives(stick)
    (file,) = road.township.answers(road.village, stick)
    file.write_bytes(file.read_bytes()[:-7])
    road.village.writes()
    done = road.village.exchanges(stick)
    assert [(name, p.code) for name, p in done.refused] == [(file.name, "bundle_damaged")]
    assert done.written
    assert road.village.owed()[0] == 2


# -- several bundles


def test_more_than_fits_goes_into_several_that_follow_on_one_another(
    road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(9):
        road.village.writes(f"第 {number} 件")
    monkeypatch.setattr(packing, "ENTRIES_LIMIT", 7)
    stick = road.stick()
    files = handover.write_bundles(road.village.desk, stick)
    reports = [handover.check_bundle(road.village.desk, file) for file in files]
    assert len(files) > 3
    assert all(report.entries <= 7 for report in reports)
    for before, after in pairwise(reports):
        assert (after.first, after.previous) == (before.last + 1, before.last_hash)
    came = road.township.receives(*reversed(files))
    assert {a.state for a in came} == {ArrivalState.TAKEN}
    assert road.township.mirrored_faults(road.village) == []
    road.township.answers(road.village, stick)
    road.village.exchanges(stick)
    assert road.village.owed() == (0, 0)
    assert list(stick.iterdir()) == []


def test_of_several_bundles_one_is_lost_and_the_rest_waits(
    road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(9):
        road.village.writes(f"第 {number} 件")
    monkeypatch.setattr(packing, "ENTRIES_LIMIT", 7)
    stick = road.stick()
    files = handover.write_bundles(road.village.desk, stick)
    files[1].unlink()
    came = road.township.receives(stick)
    assert [a.code for a in came] == ["", *["bundle_gap"] * (len(files) - 2)]
    road.township.answers(road.village, stick)
    road.village.exchanges(stick)
    assert road.village.owed()[0] > 0
    road.carry(road.village, stick)
    assert road.village.owed() == (0, 0)
    assert not list((road.township.data / "aside").iterdir())


def test_files_go_with_the_bundle_that_holds_their_entry(
    road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = road.village.desk
    monkeypatch.setattr(packing, "BYTES_LIMIT", 60_000)
    for number in range(6):
        digest = desk.files.keep(bytes([number]) * 20_000)
        topic = road.village.writes(f"第 {number} 件")
        with desk.store.write() as uow:
            attached = Attachment(
                id=new_id(),
                object_type="topic",
                object_id=topic.id,
                name=f"{number}.bin",
                sha256=digest,
                size=20_000,
                media_type="application/octet-stream",
                added_on=desk.today,
            )
            uow.put(attached, "attached")
            uow.commit()
    files = handover.write_bundles(desk, road.stick())
    assert len(files) > 2
    road.township.receives(*files)
    with store_of(road.township.desk, road.village.id).read() as reader:
        digests = [a.sha256 for a in reader.all(Attachment)]
    assert len(digests) == 6
    assert all(road.township.desk.files.read(digest) for digest in digests)


def test_lines_go_parents_before_children(road: Road) -> None:
    second = copy_of(road, "laptop-2")
    second.writes()
    files = handover.write_bundles(second.desk, road.stick())
    with second.desk.store.read() as reader:
        assert [file.name.split("-")[2] for file in files] == journal.lines_of(reader)
    second.desk.close()


# -- the drive fails


def test_what_was_written_before_the_drive_failed_is_remembered(
    road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(9):
        road.village.writes(f"第 {number} 件")
    monkeypatch.setattr(packing, "ENTRIES_LIMIT", 7)
    seen: list[int] = []

    def after_two_bundles() -> bool:
        seen.append(len(list(stick.glob("*.xsb"))))
        return seen[-1] >= 2

    stick = road.stick()
    with pytest.raises(WorldFailed, match="bundle_cancelled"):
        handover.write_bundles(road.village.desk, stick, cancelled=after_two_bundles)
    assert len(list(stick.iterdir())) == 2
    assert len(handover.open_handover(road.village.desk).bundles) == 2
    files = handover.write_bundles(road.village.desk, stick)
    assert sorted(files) == sorted(stick.glob("*.xsb"))
    came = road.township.receives(stick)
    assert {a.state for a in came} == {ArrivalState.TAKEN}


def test_a_drive_that_is_gone_is_said_and_nothing_is_remembered(road: Road) -> None:
    with pytest.raises(WorldFailed, match="drive_missing"):
        handover.write_bundles(road.village.desk, road.folder / "nowhere")
    assert handover.open_handover(road.village.desk).bundles == ()


# -- looking inside


def test_a_bundle_is_laid_out_for_who_wants_to_look(road: Road, tmp_path: Path) -> None:
    (file,) = handover.write_bundles(road.village.desk, road.stick())
    handover.unpack_bundle(road.village.desk, file, tmp_path / "bag")
    assert (tmp_path / "bag" / "data" / "entries.jsonl").exists()
    handover.unpack_bundle(road.township.desk, file, tmp_path / "there")
    with pytest.raises(BadInput, match="folder_not_empty"):
        handover.unpack_bundle(road.village.desk, file, tmp_path / "bag")


def test_nobody_elses_identity_opens_a_bundle(three: Road, tmp_path: Path) -> None:
    (file,) = handover.write_bundles(three.village.desk, three.stick())
    with pytest.raises(BundleRefused, match="bundle_not_for_us"):
        handover.check_bundle(three.villages[1].desk, file)
    with pytest.raises(BundleRefused, match="bundle_not_for_us"):
        handover.unpack_bundle(three.villages[1].desk, file, tmp_path / "bag")
