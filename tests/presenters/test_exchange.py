"""交换: what is owed, which drives there are, and when a stick may be pulled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from tests.clock import HandClock
from tests.making import MORNING, a_desk, a_topic
from xieshang_desktop.errors import BundleRefused, WorldFailed
from xieshang_desktop.exchange.drives import Drive
from xieshang_desktop.services import upkeep
from xieshang_desktop.ui.presenters import exchange_words as words
from xieshang_desktop.ui.presenters.exchange import ExchangePresenter
from xieshang_desktop.ui.presenters.exchange_words import DriveView, Saying


class Page:
    """Remembers what was shown."""

    def __init__(self) -> None:
        self.owed = self.result = self.checked = Saying("")
        self.drives: list[DriveView] = []
        self.chosen = self.saying = self.writing = ""
        self.can_write = False
        self.bundles: list[tuple[object, ...]] = []
        self.facts: dict[str, str] = {}

    def show_owed(self, saying: Saying) -> None:
        self.owed = saying

    def show_drives(self, drives: Sequence[DriveView], chosen: str, saying: str) -> None:
        self.drives, self.chosen, self.saying = list(drives), chosen, saying

    def show_bundles(self, rows: Sequence[tuple[object, ...]]) -> None:
        self.bundles = list(rows)

    def show_writing(self, sentence: str, can_write: bool) -> None:
        self.writing, self.can_write = sentence, can_write

    def show_result(self, saying: Saying) -> None:
        self.result = saying

    def show_checked(self, saying: Saying) -> None:
        self.checked = saying

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        self.facts = dict(facts)


class Step:
    """A job's reports; `cancelled` when somebody pressed 停下."""

    def __init__(self, cancelled: bool = False) -> None:
        self.cancelled = cancelled
        self.told: list[tuple[int, str]] = []

    def __call__(self, done: int, total: int = 0, what: str = "") -> None:
        self.told.append((done, what))


class Room:
    """A village, a stick, and the page."""

    def __init__(self, folder: Path) -> None:
        self.clock = HandClock(MORNING)
        self.desk = a_desk(folder, self.clock)
        self.stick = folder / "KINGSTON"
        self.stick.mkdir()
        self.plugged: list[Drive] = []
        self.page = Page()
        self.presenter = ExchangePresenter(self.desk, self.page, lambda: self.plugged)

    def plug(
        self, name: str = "KINGSTON", free: int = 14_200_000_000, locked: bool = False
    ) -> None:
        path = self.stick.with_name(name)
        path.mkdir(exist_ok=True)
        self.plugged.append(Drive(label=name, path=path, free=free, read_only=locked))
        self.look()

    def entries(self) -> int:
        return upkeep.check(self.desk).entries

    def look(self) -> None:
        self.presenter.show_sticks(self.presenter.look())


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    room = Room(tmp_path)
    yield room
    room.desk.close()


def test_without_a_stick_the_page_says_what_to_do(room: Room) -> None:
    room.look()
    assert room.page.saying == "没有看到U盘。插上以后，这里会自己认出来。"
    assert not room.page.can_write


def test_the_only_stick_is_chosen_by_itself(room: Room) -> None:
    room.plug()
    assert [drive.words for drive in room.page.drives] == ["KINGSTON（空闲 14.2 GB）"]
    assert (room.page.chosen, room.page.can_write) == (str(room.stick), True)
    assert room.presenter.target() == room.stick


def test_of_several_sticks_a_person_chooses_and_the_choice_stays(room: Room) -> None:
    room.plug("A盘")
    room.plugged.clear()
    room.plug("B盘")
    room.plug("C盘")
    room.presenter.choose(room.page.drives[1].key)
    assert room.presenter.target() == room.stick.with_name("C盘")
    room.look()
    assert room.presenter.target() == room.stick.with_name("C盘")
    room.plugged.pop()
    room.look()
    assert room.presenter.target() == room.stick.with_name("B盘")  # the only one left


def test_two_new_sticks_at_once_wait_for_a_choice(room: Room) -> None:
    for name in ("A盘", "B盘"):
        path = room.stick.with_name(name)
        path.mkdir()
        room.plugged.append(Drive(label=name, path=path, free=10**9, read_only=False))
    room.look()
    assert room.page.saying == "插着 2 个U盘，请选一个。"
    assert not room.page.can_write


@pytest.mark.parametrize(
    ("free", "locked", "said"),
    [(10**9, True, "只读"), (0, False, "满了")],
)
def test_a_stick_that_cannot_be_written_says_why(
    room: Room, free: int, locked: bool, said: str
) -> None:
    room.plug(free=free, locked=locked)
    assert said in room.page.drives[0].note
    assert room.presenter.target() is None


def test_a_stick_of_another_village_is_asked_about(room: Room) -> None:
    (room.stick / "XS1-0123456789ab-00c0ffee-00000001-00000007-deadbeef.xsb").touch()
    room.plug()
    assert room.page.drives[0].note == "上面有别的村的协商包，请先问清楚这是谁的U盘。"


def test_a_bundle_is_written_remembered_and_waits_for_its_receipt(room: Room) -> None:
    room.plug()
    room.presenter.refresh()
    count = room.entries()
    assert room.page.owed.sentence == f"有 {count} 条记录还没有写进协商包。"
    assert room.page.facts["钥匙指纹"] == "第一次写协商包时产生"
    room.presenter.begin_writing()
    assert (room.page.writing, room.page.can_write) == ("正在写协商包", False)
    step = Step()
    files = room.presenter.write(room.stick, step)
    assert {what for _done, what in step.told} <= {"正在打包", "正在写", "正在读回来核对"}
    assert step.told[-1] == (100, "正在读回来核对")
    assert [done for done, _what in step.told] == sorted(done for done, _what in step.told)
    assert room.page.result.sentence == ""  # not before it is told that it was written
    room.presenter.written(files)
    assert room.page.result.sentence == "写好了，可以拔出U盘。"
    assert room.page.owed.sentence == "记录都写进了协商包，等乡镇回执。"
    (row,) = room.page.bundles
    assert row[:3] == ("今天 09:00", f"第 1 到 {count} 条", ("已写入・等待回执", "waiting"))
    assert row[-1] == files[0].name
    assert len(room.page.facts["钥匙指纹"]) == 29
    a_topic(room.desk)
    room.presenter.refresh()
    assert room.page.owed.sentence == "上次写包以后，又有 1 条新记录。"


def test_into_a_folder_no_stick_is_spoken_of(room: Room, tmp_path: Path) -> None:
    room.presenter.written(room.presenter.write(tmp_path, Step()))
    assert room.page.result.sentence == "写好了。"
    assert "XS1-" in room.page.result.hint.replace("\u200b", "")


def test_a_stick_pulled_out_gets_its_sentence_and_nothing_is_written(room: Room) -> None:
    room.presenter.begin_writing()
    with pytest.raises(WorldFailed) as failure:
        room.presenter.write(room.stick.with_name("gone"), Step())
    room.presenter.not_written(failure.value)
    assert room.page.result.kind == "attention"
    assert "U盘可能已经拔掉了" in room.page.result.hint
    assert room.page.writing == ""
    assert room.page.bundles == []


def test_what_was_stopped_leaves_nothing_behind(room: Room) -> None:
    with pytest.raises(WorldFailed) as failure:
        room.presenter.write(room.stick, Step(cancelled=True))
    room.presenter.not_written(failure.value)
    assert room.page.result == Saying(
        "已经停下，没有留下半个协商包。", "neutral", "想好了再写，记录都在。"
    )
    assert list(room.stick.iterdir()) == []


def test_a_whole_bundle_says_whose_it_is(room: Room) -> None:
    (file,) = room.presenter.write(room.stick, Step())
    room.presenter.checked(room.presenter.check(file))
    count = room.entries()
    assert room.page.checked.sentence == (
        f"完好：柳河镇张家村，第 1 到 {count} 条，共 {count} 条记录、0 个附件。"
    )
    assert room.page.checked.kind == "done"


def test_a_file_that_is_no_bundle_is_refused_in_words(room: Room, tmp_path: Path) -> None:
    photo = tmp_path / "照片.jpg"
    photo.write_bytes(b"\xff\xd8\xff")
    with pytest.raises(BundleRefused) as refusal:
        room.presenter.check(photo)
    room.presenter.refused(refusal.value)
    assert room.page.checked.sentence == "这个文件不是协商包。"


def test_a_backup_is_counted_and_dated(room: Room) -> None:
    room.presenter.refresh()
    assert room.page.facts["备份"] == "还没有备份"
    room.presenter.back_up()
    room.clock.moment += timedelta(days=2)
    room.presenter.refresh()
    assert room.page.facts["备份"] == "3月2日 09:00，共留 1 份"


def test_a_fingerprint_is_read_out_digit_by_digit() -> None:
    assert words.read_aloud("01289 34567") == "〇一二八九 三四五六七"


def test_long_names_may_break_after_their_signs() -> None:
    assert words.breakable("XS1-a_b/c") == "XS1-\u200ba_\u200bb/\u200bc"
