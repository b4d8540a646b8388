"""Room on both sides: a server whose disk is really full, and memory that stays flat here."""

from __future__ import annotations

import os
import subprocess
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.exchange.webdav.certificates import Certificate
from tests.exchange.webdav.servers import Nginx, Rclone, Server, Wsgidav, line_to
from tests.exchange.webdav.test_odd_servers import refused
from xieshang_desktop.exchange.webdav import PART


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 2 MiB."""
    place = tmp_path / "disk"
    place.mkdir()
    mounting = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(place)]
    if os.geteuid() != 0 or subprocess.run(mounting, capture_output=True).returncode:
        pytest.skip("a disk of a chosen size can only be mounted by the system's owner")
    yield place
    subprocess.run(["umount", str(place)], check=True)


@pytest.fixture(params=[Wsgidav, Nginx, Rclone], ids=["wsgidav", "nginx", "rclone"])
def cramped(
    request: pytest.FixtureRequest, certificate: Certificate, tmp_path: Path, small_disk: Path
) -> Iterator[Server]:
    running = request.param(tmp_path / "server", certificate, small_disk / "files")
    yield running
    running.stop()


def test_a_full_server_is_told_and_goes_on_when_there_is_room(
    cramped: Server, folder: str, bundle: Path
) -> None:
    filler = cramped.root / "filler"
    filler.write_bytes(bytes(700 * 1024))
    with line_to(cramped) as line:
        failed = refused(lambda: line.upload(folder, bundle))
        assert failed.code in ("net_full", "net_server_error")
        assert not list(cramped.root.rglob("*.done"))
        again = refused(lambda: line.upload(folder, bundle))
        assert again.code == failed.code
        parts = {path.name: path.stat().st_size for path in cramped.root.rglob("000?")}
        assert parts == {"0001": PART}
    # What lies there is as it was; the township makes room, here by a larger disk.
    filler.unlink()
    subprocess.run(["mount", "-o", "remount,size=8m", str(cramped.root.parent)], check=True)
    with line_to(cramped) as line:
        assert line.upload(folder, bundle).sent == bundle.stat().st_size - PART


@pytest.mark.parametrize("server", ["nginx", "rclone"], indirect=True)  # their memory is theirs
def test_memory_stays_flat(server: Server, folder: str, tmp_path: Path) -> None:
    file = tmp_path / "large.xsb"
    with open(file, "wb") as large:
        large.truncate(24 * PART)
    with line_to(server) as line:
        line.probe()
        tracemalloc.start()
        try:
            line.upload(folder, file)
            line.fetch(folder, file.name, tmp_path / "fetched")
            _now, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    assert peak < 4 * PART
    assert (tmp_path / "fetched").stat().st_size == 24 * PART
