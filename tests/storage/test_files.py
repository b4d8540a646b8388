"""Attachments: each kept once under the hash of its content, whole or not at all."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from xieshang_desktop.errors import WorldFailed
from xieshang_desktop.storage.files import Files, write_whole


def test_the_same_content_is_kept_once_under_its_hash(tmp_path: Path) -> None:
    files = Files(tmp_path)
    digest = files.keep(b"photo")
    assert files.keep(b"photo") == digest == hashlib.sha256(b"photo").hexdigest()
    assert files.read(digest) == b"photo"
    assert [f for f in tmp_path.rglob("*") if f.is_file()] == [files.path(digest)]


def test_missing_and_changed_content_are_told_apart(tmp_path: Path) -> None:
    files = Files(tmp_path)
    digest = files.keep(b"photo")
    files.path(digest).write_bytes(b"other")
    with pytest.raises(WorldFailed) as changed:
        files.read(digest)
    files.path(digest).unlink()
    with pytest.raises(WorldFailed) as missing:
        files.read(digest)
    assert (changed.value.code, missing.value.code) == ("file_changed", "file_missing_here")


@pytest.fixture
def _known_part(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is half written has a name that a test can foresee."""
    monkeypatch.setattr("xieshang_desktop.storage.files.secrets.token_hex", "0".__mul__)


@pytest.mark.usefixtures("_known_part")
def test_where_nothing_can_be_written_the_old_file_stays(tmp_path: Path) -> None:
    target = tmp_path / "report"
    write_whole(target, b"old")
    (tmp_path / "report.0000.part").mkdir()
    with pytest.raises(WorldFailed) as failure:
        write_whole(target, b"new")
    assert failure.value.code == "folder_not_writable"
    assert target.read_bytes() == b"old"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux has a device that is always full")
@pytest.mark.usefixtures("_known_part")
def test_a_full_disk_is_named_and_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "report.0000.part").symlink_to("/dev/full")
    with pytest.raises(WorldFailed) as failure:
        write_whole(tmp_path / "report", b"new")
    assert failure.value.code == "disk_full"
    assert list(tmp_path.iterdir()) == []
