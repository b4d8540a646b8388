"""A village and its township over a line: each round carries what the other has not, and nothing is
reported as done before its receipt."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from tests.exchange.webdav.certificates import Certificate, make_certificate
from tests.exchange.webdav.servers import PASSWORD, USER, InProcess
from tests.township.road import Road, make_road
from xieshang_desktop.domain.attachment import Attachment
from xieshang_desktop.domain.superior import Instruction
from xieshang_desktop.domain.terms import ArrivalState, Carrier
from xieshang_desktop.errors import BadInput, Problem
from xieshang_desktop.ids import new_id
from xieshang_desktop.services import courier, enrolment, handover, line_state, network
from xieshang_desktop.settings import Settings
from xieshang_desktop.township import directives, sending
from xieshang_desktop.township import network as township_network


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return make_certificate(tmp_path_factory.mktemp("certificate"), "township")


@pytest.fixture
def server(certificate: Certificate, tmp_path: Path) -> Iterator[InProcess]:
    running = InProcess(tmp_path / "server", certificate, digest=False)
    yield running
    running.stop()


@pytest.fixture
def road(tmp_path: Path, server: InProcess, monkeypatch: pytest.MonkeyPatch) -> Iterator[Road]:
    """Both sides know the folder and its password."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    made = make_road(tmp_path / "road")
    address = f"https://127.0.0.1:{server.port}/dav"
    settings = Settings()
    settings.choose("proxy", "none")
    settings.choose("network_address", address)
    settings.choose("network_user", USER)
    settings.choose("network_certificate", server.certificate.pem)
    desk = made.village.desk
    joined = enrolment.change_line(desk, address, USER)
    with desk.store.write() as uow:
        uow.put(replace(joined, certificate=server.certificate.pem), "township_changed")
        uow.commit()
    network.keep_password(address, USER, PASSWORD)
    yield made
    made.close()


def round_trip(road: Road) -> None:
    network.sync(road.village.desk)
    township_network.sync(road.township.desk)
    network.sync(road.village.desk)


def files_on(server: InProcess) -> list[str]:
    return sorted(p.name for p in server.root.rglob("*") if p.is_file())


def test_there_and_back_over_the_line(road: Road, server: InProcess) -> None:
    topic = road.village.writes()
    sent = network.sync(road.village.desk)
    assert len(sent.sent) == 1
    assert road.village.owed() == (1, 0)
    bundle = handover.open_handover(road.village.desk).bundles[0]
    assert (bundle.carrier, bundle.sent_at is not None) == (Carrier.NETWORK, True)
    collected = township_network.sync(road.township.desk)
    assert [a.state for a in collected.arrivals] == [ArrivalState.TAKEN]
    assert len(collected.sent) == 1
    inbox = server.root / "inbox" / road.village.id
    assert not list(inbox.glob("*.done"))
    back = network.sync(road.village.desk)
    assert [m.kind for m in back.taken] == ["receipt"]
    assert road.village.owed() == (0, 0)
    assert topic.title
    assert not list(line_state.outgoing(road.village.desk).glob("*.xsb"))


def test_a_round_with_nothing_new_carries_nothing(road: Road, server: InProcess) -> None:
    round_trip(road)
    round_trip(road)
    before = files_on(server)
    sent = network.sync(road.village.desk)
    collected = township_network.sync(road.township.desk)
    assert (sent.sent, sent.taken) == ((), ())
    assert (collected.arrivals, collected.sent) == ((), ())
    assert files_on(server) == before


def test_only_what_is_new_goes_over_the_line(road: Road) -> None:
    network.sync(road.village.desk)
    road.village.writes()
    sent = network.sync(road.village.desk)
    assert len(sent.sent) == 1
    newest = handover.open_handover(road.village.desk).bundles[0]
    assert newest.first > 1
    collected = township_network.sync(road.township.desk)
    assert {a.state for a in collected.arrivals} == {ArrivalState.TAKEN}


def test_what_no_receipt_came_for_goes_again_after_so_many_days(road: Road) -> None:
    network.sync(road.village.desk)
    assert network.sync(road.village.desk).sent == ()
    road.pass_days(Settings().number("receipt_days") + 1)
    assert len(network.sync(road.village.desk).sent) == 1
    assert handover.open_handover(road.village.desk).bundles[0].first == 1


def test_stick_and_line_may_be_mixed(road: Road) -> None:
    network.sync(road.village.desk)
    stick = road.stick()
    road.village.writes()
    road.village.exchanges(stick)
    road.township.receives(stick)
    collected = township_network.sync(road.township.desk)
    assert {a.state for a in collected.arrivals} == {ArrivalState.KNOWN}
    road.township.answers(road.village, stick)
    road.village.exchanges(stick)
    assert road.village.owed() == (0, 0)
    network.sync(road.village.desk)
    assert road.village.owed() == (0, 0)


def test_directives_come_over_the_line_and_are_replaced_there(
    road: Road, server: InProcess
) -> None:
    round_trip(road)
    for title in ("汛期值守", "秋收防火"):
        directives.issue_text(road.township.desk, [road.village.id], title=title, text="请照办。")
        township_network.sync(road.township.desk)
    outbox = server.root / "outbox" / road.village.id
    with road.village.desk.store.read() as reader:
        assert reader.count(Instruction) == 0
    network.sync(road.village.desk)
    with road.village.desk.store.read() as reader:
        assert {each.title for each in reader.all(Instruction)} == {"汛期值守", "秋收防火"}
    assert len(list(outbox.glob("*.done"))) == 2  # newest receipt, newest directives
    round_trip(road)
    with road.township.desk.store.read() as reader:
        assert directives.pending(reader, road.village.id) == ()


def test_new_keys_come_over_the_line(road: Road) -> None:
    round_trip(road)
    sending.rotate_keys(road.township.desk)
    round_trip(road)
    round_trip(road)
    road.village.writes()
    round_trip(road)
    assert road.village.owed() == (0, 0)


def test_an_answer_goes_over_the_line(road: Road) -> None:
    network.send_answer(road.village.desk)
    collected = township_network.sync(road.township.desk)
    assert [a.kind for a in collected.arrivals] == ["enrolment"]


def test_without_an_address_there_is_no_line(road: Road) -> None:
    enrolment.change_line(road.village.desk, "", "")
    with pytest.raises(BadInput, match="network_none"):
        network.sync(road.village.desk)
    Settings().choose("network_address", "")
    with pytest.raises(BadInput, match="network_none"):
        township_network.sync(road.township.desk)


@pytest.mark.parametrize("after", range(1, 14))
def test_a_line_that_breaks_at_any_request_loses_nothing(
    road: Road, server: InProcess, after: int
) -> None:
    """Each side's round dies at its nth request, then goes again."""
    road.village.writes()
    left = [after]

    def breaking(environ: dict[str, Any], start: Any, app: Any) -> Any:
        left[0] -= 1
        if left[0] < 0:
            start("503 Service Unavailable", [("Content-Length", "0")])
            return [b""]
        return app(environ, start)

    for side, go in (
        (road.village, network.sync),
        (road.township, township_network.sync),
        (road.village, network.sync),
    ):
        server.manner, left[0] = breaking, after
        _try(lambda go=go, side=side: go(side.desk))
        server.manner = None
        go(side.desk)
    assert road.village.owed() == (0, 0)
    assert road.township.mirrored_faults(road.village) == []


def test_a_damaged_file_of_one_village_hinders_nobody(road: Road, server: InProcess) -> None:
    road.village.writes()
    network.sync(road.village.desk)
    inbox = server.root / "inbox" / road.village.id
    (good,) = [p.name.removesuffix(".done") for p in inbox.glob("*.done")]
    bad = good.replace("XS1-", "XS1-0")
    shutil.copytree(inbox / f"{good}.parts", inbox / f"{bad}.parts")
    (inbox / f"{bad}.done").write_bytes((inbox / f"{good}.done").read_bytes())
    (inbox / f"{bad}.parts" / "0001").write_bytes(b"something else")
    collected = township_network.sync(road.township.desk)
    assert [a.state for a in collected.arrivals] == [ArrivalState.TAKEN]
    network.sync(road.village.desk)
    assert road.village.owed() == (0, 0)
    assert [p.name for p in inbox.glob("*.done")] == [f"{bad}.done"]


def test_a_damaged_receipt_hinders_nothing_and_is_fetched_when_it_is_whole(
    road: Road, server: InProcess
) -> None:
    network.sync(road.village.desk)
    township_network.sync(road.township.desk)
    outbox = server.root / "outbox" / road.village.id
    (part,) = outbox.glob("*.parts/0001")
    whole = part.read_bytes()
    part.write_bytes(whole[:-5])
    road.village.writes()
    synced = network.sync(road.village.desk)
    assert (len(synced.sent), synced.taken) == (1, ())
    part.write_bytes(whole)
    assert [m.kind for m in network.sync(road.village.desk).taken] == ["receipt"]


def test_a_large_file_goes_on_where_the_line_broke(road: Road, server: InProcess) -> None:
    """What came of it at the township is kept from round to round."""
    desk = road.village.desk
    digest = desk.files.keep(os.urandom(2_500_000))
    topic = road.village.writes()
    with desk.store.write() as uow:
        attached = Attachment(
            id=new_id(),
            object_type="topic",
            object_id=topic.id,
            name="会场.bin",
            sha256=digest,
            size=2_500_000,
            media_type="application/octet-stream",
            added_on=desk.today,
        )
        uow.put(attached, "attached")
        uow.commit()
    network.sync(desk)
    asked: list[str] = []

    def breaking(environ: dict[str, Any], start: Any, app: Any) -> Any:
        path = environ["PATH_INFO"]
        if environ["REQUEST_METHOD"] == "GET" and "/000" in path:
            asked.append(path[-4:])
            if len(asked) in (2, 4):
                start("503 Service Unavailable", [("Content-Length", "0")])
                return [b""]
        return app(environ, start)

    server.manner = breaking
    for _round in range(2):
        _try(lambda: township_network.sync(road.township.desk))
    collected = township_network.sync(road.township.desk)
    assert [a.state for a in collected.arrivals] == [ArrivalState.TAKEN]
    assert asked.count("0001") == 1
    assert road.township.desk.files.read(digest)


def test_nothing_is_sent_before_the_fingerprint_was_compared(road: Road, server: InProcess) -> None:
    joined = enrolment.current_township(road.village.desk)
    assert joined is not None
    with road.village.desk.store.write() as uow:
        uow.put(replace(joined, trusted_on=None), "township_joined")
        uow.commit()
    assert network.sync(road.village.desk).sent == ()
    assert files_on(server) == []


def test_patient_the_village_waits_until_nobody_is_writing(road: Road) -> None:
    assert network.sync(road.village.desk, patient=True).sent == ()
    assert len(network.sync(road.village.desk, patient=True).sent) == 1


def test_the_courier_remembers_how_its_round_went(road: Road, server: InProcess) -> None:
    desk = road.village.desk
    assert not courier.one_round(desk, courier.village_errand().go, lambda: False)  # still writing
    assert courier.one_round(desk, courier.village_errand().go, lambda: False)
    state = line_state.read_state(desk)
    assert (state.failures, state.code) == (0, "")
    assert state.worked_at is not None
    assert state.next_at is not None
    server.let_in("another")
    assert not courier.one_round(desk, courier.village_errand().go, lambda: False)
    assert not courier.one_round(desk, courier.village_errand().go, lambda: False)
    state = line_state.read_state(desk)
    assert (state.failures, state.code) == (2, "net_password_wrong")
    assert state.worked_at is not None
    server.let_in(PASSWORD)
    courier.one_round(desk, courier.village_errand().go, lambda: False)
    assert line_state.read_state(desk).failures == 0


@pytest.mark.parametrize(
    ("plan", "hour", "may"),
    [("always", 12, True), ("night", 12, False), ("night", 2, True), ("ask", 12, False)],
)
def test_the_persons_plan_is_kept(road: Road, plan: str, hour: int, may: bool) -> None:
    Settings().choose("network", plan)
    now = road.clock.moment.replace(hour=hour)
    assert courier.may_go(line_state.read_state(road.village.desk), now) is may


def test_asked_first_the_answer_holds_for_an_hour(road: Road) -> None:
    Settings().choose("network", "ask")
    line_state.allow_now(road.village.desk)
    state, now = line_state.read_state(road.village.desk), road.clock.moment
    assert courier.may_go(state, now)
    assert not courier.may_go(state, now + timedelta(hours=2))


def _try(call: Any) -> None:
    try:
        call()
    except Problem:
        return


def test_what_a_village_sent_lies_there_until_its_receipt_could_be_written(
    road: Road, server: InProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    network.sync(road.village.desk)

    def fails(*_said: object, **_how: object) -> list[Path]:
        raise Problem("file_gone")

    with monkeypatch.context() as patched:
        patched.setattr(sending, "write_messages", fails)
        collected = township_network.sync(road.township.desk)
    assert [a.state for a in collected.arrivals] == [ArrivalState.TAKEN]
    ((name, problem),) = collected.problems
    assert (name, problem.code) == (road.village.desk.unit.name, "file_gone")
    inbox = server.root / "inbox" / road.village.id
    assert list(inbox.glob("*.done"))
    collected = township_network.sync(road.township.desk)
    assert (len(collected.sent), collected.problems) == (1, ())
    assert not list(inbox.glob("*.done"))
