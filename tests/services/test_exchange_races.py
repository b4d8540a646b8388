"""What two threads do at once, what a stopped program leaves, and what a wrong clock says."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.township.road import Road, make_road
from xieshang_desktop.errors import WorldFailed
from xieshang_desktop.services import courier, enrolment, handover, line_state, network
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.settings import Settings
from xieshang_desktop.storage import bundles
from xieshang_desktop.storage.files import Files, write_whole
from xieshang_desktop.township import sending


class Line:
    """A line of which only uploads matter here: `then` is done while one is under way."""

    def __init__(self, then: Callable[[Path], object]) -> None:
        self._then = then

    def __enter__(self) -> Line:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def probe(self) -> None:
        pass

    def listing(self, _folder: str) -> tuple[()]:
        return ()

    def upload(self, _folder: str, file: Path, cancelled: object = None) -> None:
        self._then(file)


def over(monkeypatch: pytest.MonkeyPatch, then: Callable[[Path], object]) -> None:
    """From now on the village's line is this one."""
    monkeypatch.setattr(network, "open_line", lambda *_: Line(then))


@pytest.fixture
def road(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Road]:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    made = make_road(tmp_path / "road")
    enrolment.change_line(made.village.desk, "https://127.0.0.1:9/dav", "village")
    yield made
    made.close()


def test_a_receipt_that_comes_while_a_bundle_is_sent_counts(
    road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    def by_stick(file: Path) -> None:
        stick = road.stick()
        shutil.copy(file, stick)
        road.township.receives(stick)
        road.township.answers(road.village, stick)
        handover.take_messages(road.village.desk, stick)

    over(monkeypatch, by_stick)
    network.sync(road.village.desk)
    (bundle,) = handover.open_handover(road.village.desk).bundles
    assert bundle.sent_at is not None
    assert bundle.confirmed_at is not None


def test_before_the_fingerprint_was_compared_nothing_is_fetched_and_forgotten(
    road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = road.village.desk
    township = enrolment.current_township(desk)
    assert township is not None
    with desk.store.write() as uow:
        uow.put(replace(township, trusted_on=None), "township_changed")
        uow.commit()
    listed: list[str] = []

    def listing(_line: Line, folder: str) -> tuple[()]:
        listed.append(folder)
        return ()

    over(monkeypatch, Path.exists)
    monkeypatch.setattr(Line, "listing", listing)
    assert network.sync(desk) == network.Synced()
    assert listed == []


def test_two_messages_written_at_once_have_two_numbers(
    road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, village = road.township.desk, road.village.id
    meeting, pending = threading.Barrier(2), sending._pending  # noqa: SLF001

    def together(*given: object) -> object:
        said = pending(*given)  # type: ignore[arg-type]
        with suppress(threading.BrokenBarrierError):
            meeting.wait(0.3)  # whoever does not let the other in here has nobody to meet
        return said

    monkeypatch.setattr(sending, "_pending", together)
    names: list[str] = []

    def write(folder: Path) -> None:
        names.extend(p.name for p in sending.write_messages(desk.apart(), village, folder))

    threads = [threading.Thread(target=write, args=(road.stick(),)) for _ in range(2)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len({name.split("-")[3] for name in names}) == 2


def test_a_number_is_never_given_twice_after_a_power_cut(
    road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    road.village.writes()
    stick = road.stick()
    road.village.exchanges(stick)

    def power_cut(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as dying:
        dying.setattr(bundles, "record_bundle", power_cut)
        with pytest.raises(KeyboardInterrupt):
            road.township.answers(road.village, stick)
    road.township.receives(stick)
    road.township.answers(road.village, stick)
    road.village.exchanges(stick)
    assert road.village.owed() == (0, 0)


def test_what_was_written_for_the_line_and_is_lost_is_written_again(
    road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down(_file: Path) -> None:
        raise WorldFailed("net_timeout", host="127.0.0.1")

    over(monkeypatch, down)
    with pytest.raises(WorldFailed):
        network.sync(road.village.desk)
    shutil.rmtree(line_state.outgoing(road.village.desk))  # as after going back to a backup
    sent: list[Path] = []
    over(monkeypatch, sent.append)
    network.sync(road.village.desk)
    assert len(sent) == 1


def test_what_was_sent_by_a_clock_that_ran_ahead_is_late(
    road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[Path] = []
    over(monkeypatch, sent.append)
    road.pass_days(3650)
    network.sync(road.village.desk)
    road.pass_days(-3600)
    assert handover.open_handover(road.village.desk).overdue == 1
    network.sync(road.village.desk)
    network.sync(road.village.desk)
    assert len(sent) == 2  # once more, and not again and again


@pytest.mark.parametrize(
    ("ahead", "late"),
    [(timedelta(hours=2), False), (timedelta(days=2), True), (timedelta(), False)],
)
def test_a_time_in_the_future_counts_as_late(road: Road, ahead: timedelta, late: bool) -> None:
    now = road.clock()
    assert bundles.is_late(now + ahead, now, Settings().number("receipt_days")) is late


def test_two_threads_write_one_file_and_neither_stumbles(tmp_path: Path) -> None:
    target, failures = tmp_path / "line.json", list[Exception]()

    def write(content: bytes) -> None:
        for _time in range(100):
            try:
                write_whole(target, content)
            except WorldFailed as failure:
                failures.append(failure)

    threads = [threading.Thread(target=write, args=(bytes([n]) * 4000,)) for n in range(2)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert failures == []
    assert len(set(target.read_bytes())) == 1
    assert list(tmp_path.iterdir()) == [target]


def test_page_and_courier_do_not_lose_one_anothers_word(
    road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, keep = road.village.desk, line_state.keep_state
    started, waited = threading.Event(), threading.Event()

    def slowly(at: Desk, state: line_state.LineState) -> None:
        if state.failures and not started.is_set():
            started.set()
            waited.wait(0.3)
        keep(at, state)

    monkeypatch.setattr(line_state, "keep_state", slowly)
    courier_thread = threading.Thread(
        target=line_state.change_state, args=(desk,), kwargs={"failures": 3}
    )
    courier_thread.start()
    started.wait(5)
    line_state.allow_now(desk)
    waited.set()
    courier_thread.join()
    state = line_state.read_state(desk)
    assert (state.failures, state.allowed_at is not None) == (3, True)


def test_what_a_stopped_program_left_is_cleared_after_a_day(road: Road) -> None:
    desk = road.village.desk
    digest = desk.files.keep(b"photo")
    old = [
        line_state.outgoing(desk) / "tmpabc" / "XS1-a.xsb",
        line_state.incoming(desk, "gone") / "XS1-b.xsb.part",
        desk.files.path(digest).with_name(f"{digest}.00000000.part"),
        desk.folder / "line.json.00000000.part",
    ]
    fresh = [line_state.outgoing(desk) / "tmpnew" / "XS1-c.xsb"]
    for file in (*old, *fresh):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"half")
    for path in (*old, old[0].parent):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    line_state.clear_leftovers(desk)
    assert [file.exists() for file in (*old, *fresh)] == [False] * 4 + [True]
    assert Files(desk.folder).read(digest) == b"photo"


@pytest.mark.parametrize("what", ["a bug", "a full disk"])
def test_the_courier_goes_on_whatever_happens(
    road: Road, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    rounds, enough = list[int](), threading.Event()

    def go(_desk: Desk, _stopped: Callable[[], bool]) -> bool:
        rounds.append(1)
        if len(rounds) > 1:
            enough.set()
        if what == "a bug":
            raise OverflowError
        raise WorldFailed("net_down")

    def full(*_: object) -> None:
        raise WorldFailed("disk_full", file="line.json")

    desk = road.village.desk
    assert courier.one_round(desk, go, lambda: False) is False
    assert line_state.read_state(desk).code == ("courier_failed" if what == "a bug" else "net_down")
    rounds.clear()
    road.pass_days(1)
    monkeypatch.setattr(line_state, "keep_state", full)
    monkeypatch.setattr(courier, "_FIRST", 0.01)
    monkeypatch.setattr(courier, "_LOOK", 0.01)
    monkeypatch.setattr(
        "xieshang_desktop.exchange.line_watch.local_addresses", lambda: frozenset({"10.0.0.1"})
    )
    told: list[bool] = []
    running = courier.Courier(desk, courier.Errand(lambda _desk: True, go), told.append)
    running.start()
    assert enough.wait(10)
    running.stop()
    assert set(told) == {False}
