"""Servers that refuse, lie, are full or are no such servers at all: each has its own code."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from tests.exchange.webdav.certificates import Certificate
from tests.exchange.webdav.servers import App, InProcess, Manner, in_process, line_to
from xieshang_desktop.errors import WorldFailed
from xieshang_desktop.exchange.webdav import WebDavLine

Environ = dict[str, Any]
Start = Callable[..., Any]


def answers(status: str, body: bytes = b"", *, to: str = "", **headers: str) -> Manner:
    """The same answer to every request that `to` matches by its method."""
    told = [(name.replace("_", "-"), value) for name, value in headers.items()]

    def manner(environ: Environ, start: Start, app: App) -> Iterable[bytes]:
        if to and environ["REQUEST_METHOD"] not in to.split():
            return app(environ, start)
        _read(environ)
        start(status, [("Content-Length", str(len(body))), *told])
        return [body]

    return manner


def stores(change: Callable[[bytes], bytes], only: str = "") -> Manner:
    """Says 201 to a file and keeps something else."""

    def manner(environ: Environ, start: Start, app: App) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] == "PUT" and only in environ["PATH_INFO"]:
            kept = change(_read(environ))
            environ["wsgi.input"], environ["CONTENT_LENGTH"] = BytesIO(kept), str(len(kept))
        return app(environ, start)

    return manner


def lists(change: Callable[[bytes], bytes]) -> Manner:
    """Changes every list of a folder on its way."""

    def manner(environ: Environ, start: Start, app: App) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] != "PROPFIND":
            return app(environ, start)
        told: list[Any] = []
        body = change(b"".join(app(environ, lambda *given: told.extend(given))))
        headers = [(name, value) for name, value in told[1] if name.lower() != "content-length"]
        start(told[0], [*headers, ("Content-Length", str(len(body)))])
        return [body]

    return manner


def _read(environ: Environ) -> bytes:
    return bytes(environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0)))


def refused(work: Callable[[], object]) -> WorldFailed:
    with pytest.raises(WorldFailed) as failed:
        work()
    return failed.value


@pytest.fixture
def line(odd: InProcess) -> Iterator[WebDavLine]:
    with line_to(odd) as line:
        yield line


def parts_on_disk(odd: InProcess) -> list[str]:
    return [path.name for path in odd.root.rglob("*") if re.fullmatch(r"\d{4}|.*\.done", path.name)]


LIES = {
    "keeps nothing of it": answers("200 OK", to="PUT"),
    "keeps half of it": stores(lambda body: body[: len(body) // 2]),
    "keeps more than it got": stores(lambda body: body + b"!"),
    "tells wrong sizes": lists(lambda body: body.replace(b"length>1", b"length>9")),
    "tells no sizes": lists(lambda body: body.replace(b"getcontentlength", b"getcontentlong")),
    "does not move": answers("201 Created", to="MOVE"),
}


@pytest.mark.parametrize("manner", LIES.values(), ids=LIES)
def test_a_server_that_lies_is_found_out_at_the_first_part(
    odd: InProcess, line: WebDavLine, folder: str, bundle: Path, manner: Manner
) -> None:
    odd.manner = manner
    reported: list[int] = []
    failed = refused(lambda: line.upload(folder, bundle, lambda done, _all: reported.append(done)))
    assert failed.code == "net_server_lies"
    assert max(reported) <= 1024 * 1024
    assert not [name for name in parts_on_disk(odd) if name.endswith(".done")]
    odd.manner = None
    line.upload(folder, bundle)
    assert sorted(parts_on_disk(odd)) == ["0001", "0002", "0003", f"{bundle.name}.done"]


def test_a_last_word_that_was_changed_is_found_out(
    odd: InProcess, line: WebDavLine, folder: str, bundle: Path
) -> None:
    odd.manner = stores(lambda body: body.replace(b"parts", b"strap"), only="/done-")
    assert refused(lambda: line.upload(folder, bundle)).code == "net_file_broken"
    odd.manner = None
    assert line.upload(folder, bundle).sent == 0
    line.fetch(folder, bundle.name, bundle.with_name("fetched"))
    odd.manner = stores(lambda body: body.replace(b"0", b"1"), only="/done-")
    assert refused(lambda: line.upload(folder + "-2", bundle)).code == "net_server_lies"


def test_a_server_that_removes_nothing_is_found_out(
    odd: InProcess, line: WebDavLine, folder: str, bundle: Path
) -> None:
    line.upload(folder, bundle)
    odd.manner = answers("204 No Content", to="DELETE")
    assert refused(lambda: line.remove(folder, bundle.name)).code == "net_server_lies"


@pytest.mark.parametrize("changed", [b"", b"shorter", bytes(1024 * 1024 + 1), bytes(1024 * 1024)])
def test_what_comes_down_changed_is_not_taken(
    odd: InProcess, line: WebDavLine, folder: str, bundle: Path, changed: bytes
) -> None:
    target = bundle.with_name("fetched")
    line.upload(folder, bundle)
    part = odd.root / folder / f"{bundle.name}.parts" / "0002"
    good = part.read_bytes()
    part.write_bytes(changed)
    assert refused(lambda: line.fetch(folder, bundle.name, target)).code == "net_file_broken"
    assert not target.exists()
    part.write_bytes(good)
    line.fetch(folder, bundle.name, target)
    assert target.read_bytes() == bundle.read_bytes()


@pytest.mark.parametrize(
    "word",
    [
        b"",
        b"[]",
        b"{",
        b"\xff",
        b'{"sha256": "", "size": -1, "parts": 0}',
        b'{"sha256": "", "size": 9, "parts": 2}',
        b'{"sha256": 1, "size": 9, "parts": 1}',
    ],
)
def test_a_last_word_that_makes_no_sense_is_left(
    odd: InProcess, line: WebDavLine, folder: str, bundle: Path, word: bytes
) -> None:
    line.upload(folder, bundle)
    (odd.root / folder / f"{bundle.name}.done").write_bytes(word)
    failed = refused(lambda: line.fetch(folder, bundle.name, bundle.with_name("fetched")))
    assert failed.code == "net_file_broken"
    line.upload(folder, bundle)  # its writer puts it right
    line.fetch(folder, bundle.name, bundle.with_name("fetched"))


def test_a_size_that_no_disk_holds_is_not_begun(
    odd: InProcess, line: WebDavLine, folder: str, bundle: Path
) -> None:
    line.upload(folder, bundle)
    word = b'{"sha256": "", "size": 1152921504606846976, "parts": 1099511627776}'
    (odd.root / folder / f"{bundle.name}.done").write_bytes(word)
    failed = refused(lambda: line.fetch(folder, bundle.name, bundle.with_name("fetched")))
    assert failed.code == "net_disk_full"


REFUSALS = {
    "400 Bad Request": "net_not_webdav",
    "403 Forbidden": "net_forbidden",
    "404 Not Found": "net_not_webdav",
    "405 Method Not Allowed": "net_not_webdav",
    "413 Too Large": "net_too_large",
    "423 Locked": "net_busy",
    "500 Oops": "net_server_error",
    "501 Not Implemented": "net_not_webdav",
    "503 Later": "net_busy",
    "504 Gateway Timeout": "net_timeout",
    "507 Insufficient Storage": "net_full",
    "511 Network Authentication Required": "net_portal",
}


@pytest.mark.parametrize(("status", "code"), REFUSALS.items())
def test_each_refusal_has_its_code(
    odd: InProcess, line: WebDavLine, folder: str, bundle: Path, status: str, code: str
) -> None:
    odd.manner = answers(status)
    assert refused(line.probe).code == code
    odd.manner = answers(status, to="PUT")
    code = "net_server_error" if code == "net_not_webdav" else code
    assert refused(lambda: line.upload(folder, bundle)).code == code
    assert parts_on_disk(odd) == []


PAGE = "<!DOCTYPE html><html><body>请登录校园网</body></html>".encode()


@pytest.mark.parametrize("body", [PAGE, b""])
@pytest.mark.parametrize("status", ["200 OK", "207 Multi-Status"])
def test_a_hotspot_that_answers_with_a_page_is_no_line(
    odd: InProcess, line: WebDavLine, folder: str, bundle: Path, status: str, body: bytes
) -> None:
    line.upload(folder, bundle)
    odd.manner = answers(status, body, Content_Type="text/html; charset=utf-8")
    target = bundle.with_name("fetched")
    for work in (
        line.probe,
        lambda: line.listing(folder),
        lambda: line.upload(folder, bundle),
        lambda: line.fetch(folder, bundle.name, target),
        lambda: line.remove(folder, bundle.name),
    ):
        assert refused(work).code == "net_portal"
    assert not target.exists()


def test_a_redirect_to_another_host_is_not_followed(
    odd: InProcess, line: WebDavLine, certificate: Certificate, tmp_path: Path
) -> None:
    line.probe()
    with in_process(tmp_path / "elsewhere", certificate) as elsewhere:
        for place in (f"https://127.0.0.1:{elsewhere.port}/dav/", "http://portal.invalid/login"):
            for status in ("301 Moved", "302 Found", "307 Temporary Redirect", "308 Moved"):
                odd.manner = answers(status, Location=place)
                assert refused(line.probe).code == "net_redirected"
        assert elsewhere.asked == []
    odd.manner = answers("302 Found", Location="/elsewhere/")
    assert refused(line.probe).code == "net_not_webdav"


def test_a_file_is_no_folder_to_carry_to(odd: InProcess, line: WebDavLine) -> None:
    odd.manner = lists(lambda body: body.replace(b"collection", b"something"))
    assert refused(line.probe).code == "net_not_webdav"


def test_a_base_that_went_away_is_no_empty_inbox(
    odd: InProcess, line: WebDavLine, folder: str
) -> None:
    assert line.listing(folder) == ()
    odd.manner = answers("404 Not Found")
    assert refused(lambda: line.listing(folder)).code == "net_not_webdav"


def test_a_quota_without_room_is_full(odd: InProcess, line: WebDavLine) -> None:
    free = re.compile(rb"(quota-available-bytes>)\d+")
    odd.manner = lists(lambda body: free.sub(rb"\g<1>0", body))
    assert refused(line.probe).code == "net_full"


def test_a_failure_without_room_is_a_full_server(
    odd: InProcess, line: WebDavLine, folder: str, bundle: Path
) -> None:
    free = re.compile(rb"(quota-available-bytes>)\d+")
    scarce = lists(lambda body: free.sub(rb"\g<1>1000", body))
    failing = answers("500 No space left on device", to="PUT")
    odd.manner = lambda environ, start, app: failing(
        environ, start, lambda *given: scarce(*given, app)
    )
    line.probe()
    assert refused(lambda: line.upload(folder, bundle)).code == "net_full"


def test_an_answer_without_end_is_not_listened_to(odd: InProcess, line: WebDavLine) -> None:
    def manner(_environ: Environ, start: Start, _app: App) -> Iterable[bytes]:
        start("207 Multi-Status", [("Content-Type", "text/xml")])
        yield b'<multistatus xmlns="DAV:">'
        while True:
            yield bytes(b" " * 65536)

    odd.manner = manner
    assert refused(line.probe).code == "net_answer_unreadable"


def test_what_is_packed_without_being_asked_is_not_unpacked(
    odd: InProcess, line: WebDavLine, folder: str, bundle: Path
) -> None:
    line.upload(folder, bundle)
    odd.manner = answers("200 OK", b"packed", to="GET", Content_Encoding="gzip")
    failed = refused(lambda: line.fetch(folder, bundle.name, bundle.with_name("fetched")))
    assert failed.code == "net_answer_unreadable"


def test_a_server_behind_another_one_is_understood(
    odd: InProcess, line: WebDavLine, folder: str, bundle: Path
) -> None:
    def manner(environ: Environ, start: Start, app: App) -> Iterable[bytes]:
        if environ.get("HTTP_DESTINATION", "").startswith("https:"):
            return answers("502 Bad Gateway")(environ, start, app)
        return app(environ, start)

    odd.manner = manner
    line.upload(folder, bundle)
    assert len(parts_on_disk(odd)) == 4
