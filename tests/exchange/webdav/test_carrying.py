"""A file goes up in parts and comes down whole, over each of three real servers."""

from __future__ import annotations

import hashlib
import json
import threading
from pathlib import Path

import pytest

from tests.exchange.webdav.servers import Server, line_to
from xieshang_desktop.errors import WorldFailed
from xieshang_desktop.exchange.webdav import PART, RemoteFile, WebDavLine
from xieshang_desktop.exchange.webdav_wire import Wire


def on_disk(server: Server, folder: str) -> dict[str, bytes]:
    """Everything below the folder on the server's own disk."""
    root = server.root / folder
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def raw(line: WebDavLine) -> Wire:
    """The single requests, for what no orderly village does."""
    return line._wire  # noqa: SLF001 - what cannot be asked for otherwise


def test_what_lies_there_is_what_the_paper_says(server: Server, folder: str, bundle: Path) -> None:
    with line_to(server) as line:
        uploaded = line.upload(folder, bundle)
    content = bundle.read_bytes()
    found = on_disk(server, folder)
    name = bundle.name
    assert list(found) == [f"{name}.done", *(f"{name}.parts/000{n}" for n in (1, 2, 3))]
    assert b"".join(list(found.values())[1:]) == content
    assert len(found[f"{name}.parts/0001"]) == PART
    sha256 = hashlib.sha256(content).hexdigest()
    assert json.loads(found[f"{name}.done"]) == {
        "sha256": sha256,
        "size": len(content),
        "parts": 3,
    }
    assert (uploaded.sha256, uploaded.size, uploaded.sent) == (sha256, len(content), len(content))


def test_it_comes_down_as_it_went_up(
    server: Server, folder: str, bundle: Path, tmp_path: Path
) -> None:
    target = tmp_path / "fetched.xsb"
    reported: list[tuple[int, int]] = []
    with line_to(server) as line:
        line.upload(folder, bundle)
        assert line.listing(folder) == (RemoteFile(name=bundle.name, done=True),)
        line.fetch(folder, bundle.name, target, lambda *now: reported.append(now))
    size = bundle.stat().st_size
    assert target.read_bytes() == bundle.read_bytes()
    assert reported == sorted(reported)
    assert reported[-1] == (size, size)
    assert not target.with_name("fetched.xsb.part").exists()


def test_the_same_file_again_sends_nothing(server: Server, folder: str, bundle: Path) -> None:
    with line_to(server) as line:
        line.upload(folder, bundle)
        before = on_disk(server, folder)
        assert line.upload(folder, bundle).sent == 0
    assert on_disk(server, folder) == before


def test_only_what_is_missing_is_sent(server: Server, folder: str, bundle: Path) -> None:
    reported: list[int] = []
    with line_to(server) as line:
        with pytest.raises(WorldFailed) as failed:
            line.upload(
                folder, bundle, lambda done, _all: reported.append(done), lambda: len(reported) > 6
            )
        assert failed.value.code == "net_cancelled"
        assert line.listing(folder) == (RemoteFile(name=bundle.name, done=False),)
        uploaded = line.upload(folder, bundle)
    assert uploaded.sent == uploaded.size - PART
    assert not [name for name in on_disk(server, folder) if name.endswith(".tmp")]


def test_a_part_of_the_wrong_size_is_sent_again(server: Server, folder: str, bundle: Path) -> None:
    part = f"{folder}/{bundle.name}.parts/0002"
    with line_to(server) as line:
        line.upload(folder, bundle)
        raw(line).put(part, [b"half"], 4)
        assert line.upload(folder, bundle).sent == PART
    parts = [data for name, data in on_disk(server, folder).items() if ".parts/" in name]
    assert b"".join(parts) == bundle.read_bytes()


def test_another_file_of_the_same_name_is_never_touched(
    server: Server, folder: str, bundle: Path
) -> None:
    with line_to(server) as line:
        line.upload(folder, bundle)
        before = on_disk(server, folder)
        bundle.write_bytes(bundle.read_bytes()[::-1])
        with pytest.raises(WorldFailed) as failed:
            line.upload(folder, bundle)
    assert failed.value.code == "net_name_taken"
    assert on_disk(server, folder) == before


def test_nothing_that_is_there_is_overwritten_by_a_move(
    server: Server, folder: str, bundle: Path
) -> None:
    with line_to(server) as line:
        line.upload(folder, bundle)
        name = f"{folder}/{bundle.name}.parts"
        raw(line).put(f"{name}/new", [b"new"], 3)
        before = on_disk(server, folder)
        refused = raw(line).move(f"{name}/new", f"{name}/0001")
    assert refused is not None
    assert refused.facts["status"] == 412
    assert on_disk(server, folder) == before


def test_two_at_once_end_with_one_whole_file(server: Server, folder: str, bundle: Path) -> None:
    failures: list[BaseException] = []
    ready = threading.Barrier(2)

    def carry() -> None:
        try:
            with line_to(server) as line:
                ready.wait()
                try:
                    line.upload(folder, bundle)
                except WorldFailed:  # a server may trip over two at once: the next try comes
                    line.upload(folder, bundle)
        except BaseException as error:  # shown below
            failures.append(error)

    threads = [threading.Thread(target=carry) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    found = on_disk(server, folder)
    parts = [found[f"{bundle.name}.parts/000{number}"] for number in (1, 2, 3)]
    assert b"".join(parts) == bundle.read_bytes()
    assert json.loads(found[f"{bundle.name}.done"])["parts"] == 3


def test_a_part_that_is_there_is_not_fetched_again(
    server: Server, folder: str, bundle: Path, tmp_path: Path
) -> None:
    target = tmp_path / "fetched"
    reported: list[int] = []
    with line_to(server) as line:
        line.upload(folder, bundle)
        with pytest.raises(WorldFailed):
            line.fetch(
                folder,
                bundle.name,
                target,
                None,
                lambda: (tmp_path / "fetched.part").stat().st_size > 1.4 * PART,
            )
        assert not target.exists()
        line.fetch(folder, bundle.name, target, lambda done, _all: reported.append(done))
    assert min(reported) == PART
    assert target.read_bytes() == bundle.read_bytes()


def test_what_was_removed_is_gone(server: Server, folder: str, bundle: Path) -> None:
    with line_to(server) as line:
        line.upload(folder, bundle)
        line.remove(folder, bundle.name)
        assert line.listing(folder) == ()
        line.remove(folder, bundle.name)
        with pytest.raises(WorldFailed) as failed:
            line.fetch(folder, bundle.name, bundle.with_name("fetched"))
    assert failed.value.code == "net_file_gone"
    assert on_disk(server, folder) == {}


@pytest.mark.parametrize("size", [0, 1, PART, PART + 1])
def test_any_size_is_carried(server: Server, folder: str, tmp_path: Path, size: int) -> None:
    file = tmp_path / "any.xsb"
    file.write_bytes(bytes(size))
    target = tmp_path / "fetched"
    with line_to(server) as line:
        line.upload(folder, file)
        whole = line.fetch(folder, file.name, target)
    assert target.read_bytes() == bytes(size)
    assert whole.parts == -(-size // PART)


def test_a_folder_that_nobody_made_is_empty(server: Server, folder: str) -> None:
    with line_to(server) as line:
        assert line.listing(folder) == ()


def test_the_line_is_there(server: Server) -> None:
    with line_to(server) as line:
        line.probe()
