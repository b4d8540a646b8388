"""The whole road between a village and its township by commands, each a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from msgspec.structs import replace

from tests.clock import HandClock
from tests.exchange.webdav.certificates import make_certificate
from tests.exchange.webdav.servers import PASSWORD, USER, InProcess
from tests.promises.tree import ROOT
from tests.township.road import START, Side, a_matter, a_township, a_village, make_road
from xieshang_desktop.exchange.shares import split
from xieshang_desktop.services import enrolment, network
from xieshang_desktop.services.desk import open_desk
from xieshang_desktop.services.keys import own_keys
from xieshang_desktop.settings import Settings

pytestmark = pytest.mark.usefixtures("own_settings")


class Ran(NamedTuple):
    """What a process did."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both laptops' settings of this test's own."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


def run(data: Path, *arguments: object, typed: str = "") -> Ran:
    """Run a command on a laptop: its device is beside its data; `typed` is what stdin says."""
    environment = dict(os.environ) | {"XDG_CONFIG_HOME": str(data.parent / "config")}
    ran = subprocess.run(
        [sys.executable, "-m", "xieshang_desktop", "--data", data, *map(str, arguments)],
        cwd=ROOT,
        env=environment,
        input=typed,
        capture_output=True,
        text=True,
        check=False,
    )
    return Ran(ran.returncode, ran.stdout, ran.stderr)


def failed(ran: Ran, *words: str) -> bool:
    """Ended with 1 and one sentence that says all these words."""
    assert (ran.status, ran.err.count("\n")) == (1, 1), ran
    return all(word in ran.err for word in words)


def known_by_commands(side: Side) -> None:
    """The laptop's device is where a command looks for it."""
    (side.folder / "config").mkdir()
    (side.folder / "config" / "xieshang").symlink_to(side.device)


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    """The data folders of a township and a village that do not know each other."""
    clock = HandClock(START)
    township = a_township(tmp_path / "township", clock)
    village = a_village(tmp_path / "village", "石桥镇桥头村", clock)
    for side in (township, village):
        side.desk.close()
        known_by_commands(side)
    return township.data, village.data


@pytest.fixture
def enrolled(tmp_path: Path) -> tuple[Path, Path]:
    """The same, enrolled."""
    road = make_road(tmp_path)
    a_matter(road.village.desk, "村口路灯不亮")
    road.close()
    for side in (road.township, road.village):
        known_by_commands(side)
    return road.township.data, road.village.data


def test_the_whole_road_by_commands(pair: tuple[Path, Path], tmp_path: Path) -> None:
    township, village = pair
    stick = tmp_path / "stick"
    stick.mkdir()

    invited = run(township, "enrol", "invite", "石桥镇桥头村", stick, "--json").json
    assert Path(invited["file"]).parent == stick
    wrong = f"{(int(invited['code']) + 1) % 10**12:012d}"
    joining = ("enrol", "join", invited["file"], "--out", stick, "--code")
    assert failed(run(village, *joining, wrong), "邀请打不开")
    joined = run(village, *joining, invited["code"], "--json")
    assert joined.status == 0, joined.err
    digits = joined.json["fingerprint"]

    came = run(township, "bundle", "receive", stick, "--json").json
    assert [(a["kind"], a["state"]) for a in came["arrivals"]] == [("enrolment", "taken")]
    (waiting,) = run(township, "enrol", "confirm", "--json").json
    assert waiting == {"village": "石桥镇桥头村", "fingerprint": digits}
    assert digits in run(village, "enrol", "confirm").out
    other = digits.translate(str.maketrans("0123456789", "1234567890"))
    for side in pair:
        assert failed(run(side, "enrol", "confirm", other))
    assert "已登记" in run(township, "enrol", "confirm", digits).out
    assert run(village, "enrol", "confirm", digits.replace(" ", "")).status == 0

    (file,) = run(village, "bundle", "write", stick, "--json").json
    assert "完好" in run(village, "bundle", "check", file).out
    said = run(township, "bundle", "receive", stick, "--reply", stick)
    assert said.status == 0, said
    assert "收下了" in said.out
    taken = run(village, "bundle", "receive", stick, "--json").json
    assert [m["kind"] for m in taken["taken"]] == ["receipt"]
    assert taken["taken"][0]["confirmed"] == 1
    assert failed(run(village, "bundle", "write", stick), "没有")

    bag = tmp_path / "bag"
    assert run(township, "bundle", "open", file, "--out", bag).status == 0
    assert (bag / "data" / "entries.jsonl").exists()
    opened = tmp_path / "opened"
    with_code = ("bundle", "open", invited["file"], "--out", opened, "--code", invited["code"])
    assert run(village, *with_code).status == 0
    assert (opened / "data" / "enrolment.json").exists()


def test_a_refused_bundle_ends_with_one_and_says_why(
    enrolled: tuple[Path, Path], tmp_path: Path
) -> None:
    township, village = enrolled
    stick = tmp_path / "stick"
    stick.mkdir()
    (file,) = run(village, "bundle", "write", stick, "--json").json
    damaged = stick / "damaged.xsb"
    damaged.write_bytes(Path(file).read_bytes()[:-100])
    ran = run(township, "bundle", "receive", stick)
    assert ran.status == 1
    lines = ran.out.splitlines()
    assert len(lines) == 2
    assert any("damaged.xsb：" in line and "新记录" not in line for line in lines)
    assert any("石桥镇桥头村 交来的，收下了，新记录" in line for line in lines)
    again = run(township, "bundle", "receive", file)
    assert (again.status, "以前收过" in again.out) == (0, True)


def test_a_village_is_told_of_a_message_that_is_none_of_its_own(
    enrolled: tuple[Path, Path], tmp_path: Path
) -> None:
    township, village = enrolled
    stick = tmp_path / "stick"
    stick.mkdir()
    (file,) = run(village, "bundle", "write", stick, "--json").json
    assert "没有新的" in run(village, "bundle", "receive", stick).out
    (stick / Path(file).name).unlink()
    bad = stick / "bad.xsb"
    bad.write_bytes(b"nothing")
    assert failed(run(village, "bundle", "receive", bad))
    assert failed(run(village, "bundle", "receive", stick / "nowhere.xsb"))
    assert run(township, "bundle", "receive", stick / "nowhere.xsb").status == 1


@pytest.fixture
def server(tmp_path: Path) -> Iterator[InProcess]:
    certificate = make_certificate(tmp_path / "certificate", "township")
    running = InProcess(tmp_path / "server", certificate, digest=False)
    yield running
    running.stop()


def test_sync_once_carries_there_and_back(
    enrolled: tuple[Path, Path], server: InProcess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    township, village = enrolled
    assert failed(run(village, "sync", "once"))
    address = f"https://127.0.0.1:{server.port}/dav"
    for data in enrolled:
        monkeypatch.setenv("XDG_CONFIG_HOME", str(data.parent / "config"))
        network.keep_password(address, USER, PASSWORD)
        settings = Settings()
        settings.choose("proxy", "none")
        settings.choose("network_address", address)
        settings.choose("network_user", USER)
        settings.choose("network_certificate", server.certificate.pem)
    desk = open_desk(village, village.parent / "device")
    joined = enrolment.change_line(desk, address, USER)
    with desk.store.write() as uow:
        uow.put(replace(joined, certificate=server.certificate.pem), "township_changed")
        uow.commit()
    desk.close()
    sent = run(village, "sync", "once", "--json")
    assert sent.status == 0, sent.err
    assert sent.json["taken"] == []
    assert sent.json["sent"]
    collected = run(township, "sync", "once", "--json").json
    assert (collected["taken"], len(collected["sent"])) == (sent.json["sent"], 1)
    back = run(village, "sync", "once", "--json").json
    assert (back["sent"], back["taken"]) == ([], collected["sent"])
    assert "发出 0 个，收到 0 个" in run(village, "sync", "once").out
    server.let_in("another")
    assert failed(run(village, "sync", "once"), "密码")


def test_a_backup_is_restored_with_two_sheets(enrolled: tuple[Path, Path], tmp_path: Path) -> None:
    _township, village = enrolled
    desk = open_desk(village, village.parent / "device")
    shares = [share.text for share in split(own_keys(desk).age_identity)]
    desk.close()
    copies = tmp_path / "copies"
    copies.mkdir()
    made = run(village, "backup", copies, "--json").json
    into = tmp_path / "new" / "data"
    wrong = ("restore", made["file"], "--into", into)
    assert failed(run(village, *wrong))
    two, typed = (*wrong, "--shares"), f"{shares[0]}\n\n{shares[2]}\n"
    seen = run(village, *two, "--dry-run", typed=typed)
    assert "石桥镇桥头村" in seen.out
    assert "没有写入" in seen.out
    assert not into.exists()
    restored = run(village, *two, "--json", typed=typed)
    assert restored.status == 0, restored.err
    assert restored.json["unit_name"] == "石桥镇桥头村"
    assert run(into, "check").status == 0
    assert len(run(into, "topics", "--json").json) == 1
    assert failed(run(village, *two, typed=typed))


def test_the_figures_of_a_period_are_written_for_other_programs(
    enrolled: tuple[Path, Path], tmp_path: Path
) -> None:
    township, village = enrolled
    stick = tmp_path / "stick"
    stick.mkdir()
    run(village, "bundle", "write", stick)
    run(township, "bundle", "receive", stick)
    for period in ("2026", "2026-Q1", "2026-01"):
        found = run(township, "rollup", period, "--json").json
        assert found["period"]["label"] == period
        assert found["figures"]["topics"]["count"] == 1
    assert run(township, "rollup", "--json").status == 0
    assert failed(run(township, "rollup", "2026-13"))


@pytest.mark.parametrize(
    "arguments",
    [
        ("bundle", "receive"),
        ("bundle", "open", "file.xsb"),
        ("enrol",),
        ("enrol", "invite", "name"),
        ("enrol", "join", "file.xsb"),
        ("sync",),
        ("sync", "twice"),
        ("backup",),
        ("restore",),
    ],
)
def test_wrong_use_ends_with_two(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    ran = run(tmp_path / "data", *arguments)
    assert (ran.status, ran.out) == (2, "")
    assert "用法：" in ran.err
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("sync", "once"),
        ("bundle", "receive", "x.xsb"),
        ("enrol", "invite", "名", "."),
        ("enrol", "confirm"),
        ("backup", "."),
        ("rollup",),
    ],
)
def test_without_data_nothing_begins(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    ran = run(tmp_path / "nowhere", *arguments)
    assert failed(ran, "nowhere")
    assert not (tmp_path / "nowhere").exists()


def test_a_village_has_no_figures_and_invites_nobody(
    enrolled: tuple[Path, Path], tmp_path: Path
) -> None:
    _township, village = enrolled
    assert failed(run(village, "enrol", "invite", "别的村", tmp_path))
    assert failed(run(village, "rollup"))
    assert failed(run(village, "enrol", "rotate"))


def test_the_township_changes_its_keys(enrolled: tuple[Path, Path]) -> None:
    township, _village = enrolled
    before = (township / "keys" / "sign.pub").read_text()
    rotated = run(township, "enrol", "rotate", "--json")
    assert rotated.status == 0, rotated.err
    assert (township / "keys" / "sign.pub").read_text() != before
    assert rotated.json["key"] in (township / "keys" / "sign.pub").read_text()
