"""The line breaks or falls silent at any byte, in both directions, on the way up and down."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.exchange.webdav.crooked_line import CrookedLine
from tests.exchange.webdav.servers import Server, line_to
from xieshang_desktop.errors import WorldFailed
from xieshang_desktop.exchange.webdav import PART, WebDavLine

#: Where it breaks, as a share of all bytes that went that way: dense where questions are short.
SHARES = (0.0, 0.0004, 0.001, 0.01, 0.1, 0.3, 0.45, 0.5, 0.7, 0.9, 0.97, 0.999)


#: Bytes by which the same questions may differ: what wsgidav has us repeat is made from the time,
#: written without trailing noughts.
WAVERING = 40


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Two parts."""
    file = tmp_path / "small.xsb"
    file.write_bytes(bytes(range(256)) * 4096 + b"the rest" * 5000)
    return file


def is_whole(server: Server, folder: str, file: Path) -> bool:
    """On the server's own disk. A last word without all parts is a broken promise."""
    root = server.root / folder
    done = root / f"{file.name}.done"
    if not done.exists():
        return False
    parts = root / f"{file.name}.parts"
    count = json.loads(done.read_bytes())["parts"]
    joined = b"".join((parts / f"{n:04d}").read_bytes() for n in range(1, count + 1))
    assert joined == file.read_bytes()
    return True


def carry_up(line: WebDavLine, folder: str, small: Path) -> None:
    line.upload(folder, small)


def carry_down(line: WebDavLine, folder: str, small: Path) -> None:
    line.fetch(folder, small.name, small.with_name("fetched"))


def ended(work: Callable[[WebDavLine, str, Path], None], line: WebDavLine, *given: object) -> str:
    """The code it failed with, or nothing."""
    try:
        work(line, *given)  # type: ignore[arg-type]
    except WorldFailed as failed:
        return failed.code
    finally:
        line.close()
    return ""


def whole_way(
    server: Server, work: Callable[..., None], folder: str, small: Path
) -> dict[str, int]:
    """How many bytes go up and down when nothing breaks."""
    with CrookedLine(server.port) as crooked:
        assert ended(work, line_to(server, port=crooked.port), folder, small) == ""
        return dict(crooked.passed)


def until(total: int, share: float) -> int:
    """After how many bytes it breaks: always before the last one."""
    return min(int(total * share), total - WAVERING)


@pytest.mark.parametrize("way", ["up", "down"])
def test_an_upload_goes_on_where_the_line_broke(
    server: Server, folder: str, small: Path, way: str
) -> None:
    total = whole_way(server, carry_up, folder, small)[way]
    for share in SHARES:
        inbox = f"{folder}-{int(share * 10000)}"
        with CrookedLine(server.port) as crooked:
            crooked.limits[way] = until(total, share)
            crooked.then = "reset" if int(share * 1000) % 2 else "cut"
            code = ended(carry_up, line_to(server, port=crooked.port), inbox, small)
        assert code == "net_broken", share
        is_whole(server, inbox, small)  # raises if it pretends
        in_place = (server.root / inbox / f"{small.name}.parts" / "0001").exists()
        with line_to(server) as line:
            sent = line.upload(inbox, small).sent
        assert is_whole(server, inbox, small)
        assert sent <= small.stat().st_size - (PART if in_place else 0)


@pytest.mark.parametrize("way", ["up", "down"])
def test_a_download_goes_on_where_the_line_broke(
    server: Server, folder: str, small: Path, way: str
) -> None:
    with line_to(server) as line:
        line.upload(folder, small)
    total = whole_way(server, carry_down, folder, small)[way]
    target = small.with_name("fetched")
    for share in SHARES:
        target.unlink(missing_ok=True)
        with CrookedLine(server.port) as crooked:
            crooked.limits[way] = until(total, share)
            code = ended(carry_down, line_to(server, port=crooked.port), folder, small)
        assert code == "net_broken", share
        assert not target.exists()
        with line_to(server) as line:
            carry_down(line, folder, small)
        assert target.read_bytes() == small.read_bytes()


@pytest.mark.parametrize("way", ["up", "down"])
@pytest.mark.parametrize("work", [carry_up, carry_down])
def test_a_silent_line_is_given_up(
    server: Server,
    folder: str,
    small: Path,
    work: Callable[[WebDavLine, str, Path], None],
    way: str,
) -> None:
    with line_to(server) as line:
        line.upload(folder, small)
    if work is carry_up:
        folder += "-again"
    with CrookedLine(server.port) as crooked:
        crooked.then = "stall"
        crooked.limits[way] = 1200
        line = line_to(server, port=crooked.port, timeout=0.2)
        assert ended(work, line, folder, small) == "net_timeout"


def test_a_removal_that_broke_is_finished_the_next_time(
    server: Server, folder: str, small: Path
) -> None:
    with line_to(server) as line:
        line.upload(folder, small)
    with CrookedLine(server.port) as crooked:
        line = line_to(server, port=crooked.port)
        line.probe()
        crooked.limits["down"] = crooked.passed["down"] + 10
        assert ended(lambda line, *_what: line.remove(folder, small.name), line) == "net_broken"
    with line_to(server) as line:
        assert not [file for file in line.listing(folder) if file.done]
        line.remove(folder, small.name)
        assert line.listing(folder) == ()
