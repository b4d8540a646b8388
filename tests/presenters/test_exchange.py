"""交换: what is owed, what one exchange does, and when a stick may be pulled."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.making import a_desk, a_topic
from tests.presenters.exchanging import Room, Step, room_of
from tests.township.road import Road, make_road
from xieshang_desktop.errors import BundleRefused
from xieshang_desktop.services.desk import open_desk
from xieshang_desktop.services.handover import Handover, open_handover
from xieshang_desktop.ui.presenters import exchange_words as words
from xieshang_desktop.ui.presenters.exchange_drives import DriveState


@pytest.fixture
def road(tmp_path: Path) -> Iterator[Road]:
    made = make_road(tmp_path / "road")
    yield made
    made.close()


@pytest.fixture
def room(road: Road) -> Room:
    room = room_of(road)
    room.presenter.refresh()
    return room


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[Room]:
    """A village that belongs to nobody yet."""
    room = Room(a_desk(tmp_path), tmp_path)
    yield room
    room.desk.close()


def test_one_key_takes_in_writes_and_says_last_that_the_stick_may_go(
    road: Road, room: Room
) -> None:
    stick = room.plug()
    assert room.page.owed.sentence == "记录还没有交过，交换一次就全部带上。"
    step = Step()
    room.presenter.begun()
    assert room.page.drive.state is DriveState.WORKING
    outcome = room.presenter.work(stick, step)
    assert room.page.result == []  # not before it is told that it was written
    room.presenter.ended(outcome, stick)
    assert room.page.said() == ["写好协商包，读回来核对过。", "可以拔出U盘了。"]
    assert room.presenter.state is DriveState.DONE
    assert room.page.owed.sentence == "记录都交出去了，1 个协商包在等回执。"
    assert {what for _done, what in step.told} <= {"正在打包", "正在写", "正在读回来核对"}
    assert [done for done, _what in step.told] == sorted(done for done, _what in step.told)
    road.township.receives(stick)
    road.township.answers(road.village, stick)
    room.look()
    room.exchange(stick)
    assert room.page.said()[0] == "收下第 1 号回执：又有 1 个协商包乡镇已收。"
    assert "清走" in room.page.said()[-2]
    assert room.page.state.chip == ("已登记", "done")


def test_what_was_said_of_a_stick_goes_with_it(room: Room) -> None:
    room.exchange(room.plug())
    assert room.page.said()[-1] == "可以拔出U盘了。"
    room.pull()
    assert room.page.result == []
    assert room.presenter.state is DriveState.NONE


def test_what_was_taken_in_stays_although_nothing_could_be_written(
    road: Road, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = room.plug()
    room.exchange(stick)
    road.township.receives(stick)
    road.township.answers(road.village, stick)
    road.village.writes()
    full = shutil.disk_usage(stick)._replace(free=0)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: full)
    room.exchange(stick)
    assert room.page.said()[0].startswith("收下第 1 号回执")
    assert room.page.result[-1][0] == "attention"
    assert "U盘满了" in room.page.said()[-1]
    assert room.presenter.state is DriveState.FULL


def test_a_folder_is_no_stick_to_pull(road: Road, room: Room) -> None:
    folder = road.stick()
    room.exchange(folder)
    assert room.page.said()[-1] == "写好了，在这个文件夹里。"


def test_a_network_drive_that_went_away_is_not_called_a_stick(road: Road, room: Room) -> None:
    room.exchange(road.folder / "gone")
    assert room.presenter.state is DriveState.FOLDER_GONE
    assert room.page.said()[-1] == "写到一半，这个文件夹不见了。"


def test_a_stick_pulled_while_it_was_written_is_said_and_costs_nothing(room: Room) -> None:
    stick = room.plug()
    room.exchange(stick / "gone")
    assert room.presenter.state is DriveState.PULLED
    assert room.page.result[-1][0] == "attention"
    assert room.page.owed.sentence == "记录还没有交过，交换一次就全部带上。"


def test_what_was_stopped_leaves_nothing_behind(room: Room) -> None:
    stick = room.plug()
    room.exchange(stick, Step(cancelled=True))
    assert room.presenter.state is DriveState.STOPPED
    assert "没有留下半个协商包" in room.page.said()[-1]
    assert list(stick.iterdir()) == []


def test_the_key_begins_only_where_exactly_one_good_stick_is_in(room: Room) -> None:
    gone: list[Path] = []
    room.presenter.begin(gone.append, by_key=True)
    stick = room.plug()
    room.presenter.begin(gone.append, by_key=True)
    assert gone == [stick]
    room.plug("B盘")
    room.presenter.begin(gone.append, by_key=True)
    assert gone == [stick]


def test_somebody_elses_stick_is_asked_about_and_never_taken_by_the_key(room: Room) -> None:
    stick = room.folder / "KINGSTON"
    stick.mkdir()
    (stick / "XS1-0123456789ab-00c0ffee-00000001-00000007-deadbeef.xsb").touch()
    room.plug()
    gone: list[Path] = []
    room.presenter.begin(gone.append, by_key=True)
    assert (gone, room.page.questions) == ([], [])
    room.presenter.begin(gone.append)
    ((_title, sentence, _yes, then),) = room.page.questions
    assert "别的村" in sentence
    assert gone == []
    then()
    assert gone == [stick]


def test_before_there_is_a_township_bundles_stay_the_villages_own(alone: Room) -> None:
    alone.presenter.refresh()
    assert alone.page.state.name == "还没有加入乡镇"
    assert [words for _key, words in alone.page.state.actions] == ["加入乡镇…"]
    alone.exchange(alone.plug())
    assert "写好协商包，只有本村能打开。" in alone.page.said()
    assert alone.page.owed.sentence == "记录照常写，核对好指纹以后一次全部交过去。"


def test_bundles_of_the_village_alone_are_not_called_handed_over(alone: Room) -> None:
    alone.exchange(alone.plug())
    found = words.owed(open_handover(alone.desk), trusted=True)
    assert found.sentence == "记录还没有交过，交换一次就全部带上。"


def test_new_records_and_late_receipts_are_owed(road: Road, room: Room) -> None:
    stick = room.plug()
    room.exchange(stick)
    a_topic(room.desk)
    room.presenter.refresh()
    assert room.page.owed.sentence == "上次交换以后，又有 1 条新记录。"
    road.pass_days(15)
    room.presenter.refresh()
    assert room.page.owed.kind == "attention"
    assert room.page.owed.sentence == "1 个协商包逾期没有回执，请打电话问乡镇。"


def test_another_laptop_that_wrote_on_is_said_and_its_line_closed_once_asked(
    road: Road, tmp_path: Path
) -> None:
    village = road.village
    village.writes()
    road.carry(village)
    shutil.copytree(village.data, tmp_path / "old")
    village.writes("后来的事")
    road.carry(village)
    stick = road.stick()
    road.township.answers(village, stick)
    old = open_desk(tmp_path / "old", tmp_path / "other device", road.clock)
    room = Room(old, tmp_path)
    room.exchange(stick)
    assert "另一台电脑接着写过" in room.page.lines.sentence
    room.presenter.ask_close_line(lambda close: close())
    (*_words, then), *_rest = room.page.questions
    then()
    room.presenter.refresh()
    old.close()


def test_a_whole_bundle_says_whose_it_is(room: Room) -> None:
    stick = room.plug()
    room.exchange(stick)
    (file,) = stick.iterdir()
    room.presenter.checked(room.presenter.check(file))
    assert room.page.checked.sentence.startswith("完好：石桥镇桥头村，第 1 到 ")


def test_a_file_that_is_no_bundle_is_refused_in_words(room: Room, tmp_path: Path) -> None:
    photo = tmp_path / "照片.jpg"
    photo.write_bytes(b"\xff\xd8\xff")
    with pytest.raises(BundleRefused) as refusal:
        room.presenter.check(photo)
    room.presenter.refused(refusal.value)
    assert room.page.checked.sentence == "这个文件不是协商包。"


def test_the_practice_village_hands_over_to_nobody() -> None:
    nothing = Handover(bundles=(), waiting=5, unconfirmed=0, overdue=0, returns=0)
    assert "练习村" in words.owed(nothing, practice=True).sentence


def test_a_fingerprint_is_read_out_digit_by_digit() -> None:
    assert words.read_aloud("01289 34567") == "〇一二八九 三四五六七"


def test_long_names_may_break_after_their_signs() -> None:
    assert words.breakable("XS1-a_b/c") == "XS1-\u200ba_\u200bb/\u200bc"
