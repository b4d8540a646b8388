"""The three servers, started once for a run, and a file to carry in a unit's own folder."""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.exchange.webdav.certificates import Certificate, make_certificate
from tests.exchange.webdav.servers import InProcess, Nginx, Rclone, Server, in_process

KINDS: dict[str, Callable[[Path, Certificate], Server]] = {
    "wsgidav": InProcess,
    "nginx": Nginx,
    "rclone": Rclone,
}


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return make_certificate(tmp_path_factory.mktemp("certificate"), "township")


@pytest.fixture(scope="session", params=KINDS)
def server(
    request: pytest.FixtureRequest,
    certificate: Certificate,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Server]:
    running = KINDS[request.param](tmp_path_factory.mktemp(request.param), certificate)
    yield running
    running.stop()


@pytest.fixture(scope="session")
def odd_server(
    certificate: Certificate, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[InProcess]:
    with in_process(tmp_path_factory.mktemp("odd"), certificate) as running:
        yield running


@pytest.fixture
def odd(odd_server: InProcess) -> Iterator[InProcess]:
    """An empty server whose manners this test may change."""
    odd_server.asked.clear()
    yield odd_server
    odd_server.manner = None
    shutil.rmtree(odd_server.root / "inbox", ignore_errors=True)


@pytest.fixture
def folder() -> str:
    """A new village's inbox."""
    return f"inbox/{uuid.uuid4()}"


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """Three parts, the last one short."""
    file = tmp_path / "XS1-0123456789ab-5eed0001-00000001-00000012-0a1b2c3d.xsb"
    file.write_bytes(os.urandom(2 * 1024 * 1024 + 12_345))
    return file
