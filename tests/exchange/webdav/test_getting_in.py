"""Who is let in, whom we believe, and what never leaves before that is known."""

from __future__ import annotations

import errno
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.exchange.webdav.certificates import Certificate, make_certificate
from tests.exchange.webdav.crooked_line import CrookedLine
from tests.exchange.webdav.servers import PASSWORD as OLD
from tests.exchange.webdav.servers import (
    InProcess,
    Server,
    free_port,
    in_process,
    line_to,
)
from tests.exchange.webdav.test_odd_servers import answers, refused
from xieshang_desktop.errors import BadInput
from xieshang_desktop.exchange.webdav import PART, PROXY_OF_SYSTEM, WebDavLine


@pytest.fixture
def other(tmp_path: Path) -> Iterator[InProcess]:
    """A server at the same door that has another certificate."""
    with in_process(tmp_path / "other", make_certificate(tmp_path, "other")) as running:
        yield running


def test_a_wrong_password_is_told_and_not_tried_again(server: Server) -> None:
    with line_to(server, password="falsch") as line:  # noqa: S106 - invented
        assert refused(line.probe).code == "net_password_wrong"


def test_nobody_is_let_in_without_a_name(server: Server) -> None:
    with line_to(server, user="") as line:
        assert refused(line.probe).code == "net_password_wrong"


def test_a_password_that_changes_on_the_way_loses_nothing(
    server: Server, folder: str, bundle: Path
) -> None:
    def change(done: int, _all: int) -> None:
        if done >= PART:
            server.let_in("neu")

    try:
        with line_to(server) as line:
            failed = refused(lambda: line.upload(folder, bundle, change))
            assert failed.code == "net_password_wrong"
        with line_to(server, password="neu") as line:  # noqa: S106 - invented
            line.upload(folder, bundle)
            target = bundle.with_name("fetched")
            line.fetch(folder, bundle.name, target)
    finally:
        server.let_in(OLD)
    assert target.read_bytes() == bundle.read_bytes()


@pytest.mark.parametrize("digest", [True, False])
def test_the_password_waits_until_it_is_asked_for(
    certificate: Certificate, tmp_path: Path, folder: str, bundle: Path, digest: bool
) -> None:
    with (
        in_process(tmp_path / "files", certificate, digest=digest) as server,
        line_to(server) as line,
    ):
        line.upload(folder, bundle)
    bare = [method for method, signed in server.asked if not signed]
    assert set(bare) == {"PROPFIND"}
    assert len(bare) <= 2


@pytest.mark.parametrize(
    "way",
    [
        "NTLM",
        'Bearer realm="basic"',
        'Digest realm="x", nonce="y", algorithm=ROT13',
        'Digest realm="x", nonce="y", qop="auth-int"',
        "Digest nonsense",
    ],
)
def test_a_way_in_that_we_do_not_know_is_told(odd: InProcess, way: str) -> None:
    odd.manner = answers("401 Unauthorized", WWW_Authenticate=way)
    with line_to(odd) as line:
        for _time in range(2):
            assert refused(line.probe).code == "net_sign_in_unknown"


def test_another_certificate_than_the_pinned_hears_nothing(
    other: InProcess, certificate: Certificate
) -> None:
    with line_to(other, certificate_pem=certificate.pem) as line:
        assert refused(line.probe).code == "net_certificate_changed"
    assert other.asked == []


def test_a_certificate_that_changes_on_the_way_ends_it(
    server: Server, other: InProcess, folder: str, bundle: Path
) -> None:
    with CrookedLine(server.port) as crooked, line_to(server, port=crooked.port) as line:

        def swap(done: int, _all: int) -> None:
            if done > PART and crooked.target != other.port:
                crooked.target = other.port
                crooked.hang_up()

        assert refused(lambda: line.upload(folder, bundle, swap)).code == "net_broken"
        assert refused(lambda: line.upload(folder, bundle)).code == "net_certificate_changed"
        assert other.asked == []
        crooked.target = server.port
        assert line.upload(folder, bundle).sent < bundle.stat().st_size


def test_a_pinned_certificate_needs_neither_date_nor_name(tmp_path: Path) -> None:
    old = make_certificate(tmp_path, "old", host="10.9.9.9", begins=-20, ends=-10)
    with in_process(tmp_path / "files", old) as server, line_to(server) as line:
        line.probe()


@pytest.mark.parametrize(
    ("host", "begins", "ends", "trusted", "code"),
    [
        ("127.0.0.1", -1, 10, True, ""),
        ("127.0.0.1", -1, 10, False, "net_certificate_wrong"),
        ("10.9.9.9", -1, 10, True, "net_certificate_wrong"),
        ("127.0.0.1", -20, -10, True, "net_certificate_date"),
        ("127.0.0.1", 10, 20, True, "net_certificate_date"),
    ],
)
def test_without_a_pin_it_is_believed_as_the_system_says(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    host: str,
    begins: int,
    ends: int,
    trusted: bool,
    code: str,
) -> None:
    made = make_certificate(tmp_path, "public", host=host, begins=begins, ends=ends)
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(made.file))
    with (
        in_process(tmp_path / "files", made) as server,
        line_to(server, certificate_pem="") as line,
    ):
        if code:
            assert refused(line.probe).code == code
            assert server.asked == []
        else:
            line.probe()


@pytest.mark.parametrize(
    "pem",
    ["nonsense", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", "-----BEGIN"],
)
def test_a_pin_that_is_no_certificate_is_refused(pem: str) -> None:
    with pytest.raises(BadInput) as failed:
        WebDavLine("https://127.0.0.1/dav", "", "", certificate_pem=pem)
    assert failed.value.code == "net_certificate_unreadable"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "dav",
        "http://127.0.0.1/dav",
        "ftp://127.0.0.1/",
        "https://",
        "https://a:b@127.0.0.1/",
        "https://127.0.0.1/?a",
        "https://127.0.0.1:port/",
        "https://例 子/",
        "https://xiang..invalid/",
        f"https://{'x' * 64}.invalid/",
    ],
)
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(BadInput) as failed:
        WebDavLine(address, "", "")
    assert failed.value.code == "net_address_wrong"


@pytest.mark.parametrize("proxy", ["socks5://127.0.0.1:1", "127.0.0.1:1", "http://", "http://a b/"])
def test_a_proxy_that_is_none_is_refused(proxy: str) -> None:
    with pytest.raises(BadInput) as failed:
        WebDavLine("https://127.0.0.1/dav", "", "", proxy=proxy)
    assert failed.value.code == "net_proxy_wrong"


def test_a_closed_door_is_told(server: Server) -> None:
    with line_to(server, port=free_port()) as line:
        assert refused(line.probe).code == "net_refused"


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (socket.gaierror(socket.EAI_NONAME, "unknown"), "net_name_unknown"),
        (socket.gaierror(socket.EAI_AGAIN, "later"), "net_down"),
        (OSError(errno.ENETUNREACH, "no way"), "net_down"),
        (OSError(errno.EHOSTUNREACH, "no way"), "net_down"),
        (TimeoutError(), "net_timeout"),
        (ConnectionResetError(), "net_broken"),
    ],
)
def test_a_network_that_is_not_there_is_told(
    server: Server, monkeypatch: pytest.MonkeyPatch, error: OSError, code: str
) -> None:
    def fail(*_given: object, **_named: object) -> None:
        raise error

    with line_to(server) as line:
        monkeypatch.setattr(socket, "create_connection", fail)
        assert refused(line.probe).code == code


def test_a_door_that_does_not_speak_tls_is_told(server: Server) -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:

        def answer() -> None:
            near, _address = door.accept()
            with near:
                near.recv(65536)
                near.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>")

        thread = threading.Thread(target=answer)
        thread.start()
        with line_to(server, port=door.getsockname()[1]) as line:
            assert refused(line.probe).code == "net_tls_failed"
        thread.join()


ESTABLISHED = b"HTTP/1.1 200 Connection established\r\n\r\n"


@pytest.mark.parametrize("said", ["given", "system"])
def test_the_line_goes_by_way_of_the_proxy(
    odd: InProcess, monkeypatch: pytest.MonkeyPatch, said: str
) -> None:
    for name in ("NO_PROXY", "no_proxy", "https_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    with CrookedLine(odd.port, ESTABLISHED) as proxy:
        address = f"http://127.0.0.1:{proxy.port}"
        if said == "system":
            monkeypatch.setenv("HTTPS_PROXY", address)
            address = PROXY_OF_SYSTEM
        with line_to(odd, proxy=address) as line:
            line.probe()
        with line_to(odd) as line:
            line.probe()  # "none" is none
        assert len(proxy.heard) == 1
        assert proxy.heard[0].startswith(b"CONNECT 127.0.0.1:%d " % odd.port)
        assert b"uthorization" not in proxy.heard[0]


def test_behind_a_proxy_the_pinned_certificate_is_still_the_only_one(
    other: InProcess, certificate: Certificate
) -> None:
    with (
        CrookedLine(other.port, ESTABLISHED) as proxy,
        line_to(
            other, proxy=f"http://127.0.0.1:{proxy.port}", certificate_pem=certificate.pem
        ) as line,
    ):
        assert refused(line.probe).code == "net_certificate_changed"
    assert other.asked == []


def test_a_proxy_that_refuses_or_is_not_there_is_told(odd: InProcess) -> None:
    with (
        CrookedLine(odd.port, b"HTTP/1.1 407 Who are you\r\nContent-Length: 0\r\n\r\n") as proxy,
        line_to(odd, proxy=f"http://127.0.0.1:{proxy.port}") as line,
    ):
        assert refused(line.probe).code == "net_proxy_failed"
    with line_to(odd, proxy=f"http://127.0.0.1:{free_port()}") as line:
        assert refused(line.probe).code == "net_proxy_failed"


@pytest.mark.parametrize(
    "work",
    [
        lambda line: line.listing("../etc"),
        lambda line: line.listing("in box"),
        lambda line: line.fetch("inbox", "../x", Path("x")),
        lambda line: line.remove("inbox", ""),
    ],
)
def test_a_path_that_leads_elsewhere_is_never_asked_for(
    odd: InProcess, work: Callable[[WebDavLine], object]
) -> None:
    with line_to(odd) as line, pytest.raises(ValueError, match="no path"):
        work(line)
    assert odd.asked == []
