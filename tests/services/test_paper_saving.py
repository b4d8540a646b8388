"""A paper into a file, and what is said when that fails."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from xieshang_desktop.errors import WorldFailed
from xieshang_desktop.services import paper_saving
from xieshang_desktop.services.paper_saving import save


def refused(target: Path) -> WorldFailed:
    with pytest.raises(WorldFailed) as failure:
        save(b"%PDF", target)
    return failure.value


def fails_with(monkeypatch: pytest.MonkeyPatch, error: OSError, code: str) -> None:
    """Let writing fail as the system lets it."""

    def write(target: Path, _content: bytes) -> None:
        raise WorldFailed(code, file=str(target)) from error

    monkeypatch.setattr(paper_saving, "write_whole", write)


def test_a_paper_is_written_and_replaces_an_older_one(tmp_path: Path) -> None:
    target = tmp_path / "会议通知.pdf"
    target.write_bytes(b"old")
    assert save(b"%PDF", target) == target
    assert [file.read_bytes() for file in tmp_path.iterdir()] == [b"%PDF"]


def test_a_place_that_is_gone_is_said_so(tmp_path: Path) -> None:
    assert refused(tmp_path / "U盘" / "会议通知.pdf").code == "paper_place_gone"
    (tmp_path / "file").write_bytes(b"")
    assert refused(tmp_path / "file" / "会议通知.pdf").code == "paper_place_gone"
    assert not (tmp_path / "U盘").exists()


def test_a_drive_pulled_while_it_is_written_is_gone_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fails_with(monkeypatch, OSError(errno.EIO, "no device"), "folder_not_writable")
    failure = refused(tmp_path / "会议通知.pdf")
    assert (failure.code, failure.facts["folder"]) == ("paper_place_gone", str(tmp_path))


def test_a_full_drive_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fails_with(monkeypatch, OSError(errno.ENOSPC, "full"), "disk_full")
    failure = refused(tmp_path / "会议通知.pdf")
    assert (failure.code, failure.facts["file"]) == ("paper_no_room", "会议通知.pdf")


def test_a_file_that_another_program_holds_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "会议通知.pdf"
    target.write_bytes(b"old")
    held = PermissionError(errno.EACCES, "denied")
    held.winerror = 5  # type: ignore[attr-defined]  # as Windows tells of it
    fails_with(monkeypatch, held, "folder_not_writable")
    assert refused(target).code == "paper_open_elsewhere"
    assert refused(tmp_path / "new.pdf").code == "folder_not_writable"


def test_a_folder_that_may_not_be_written_is_said_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    denied = PermissionError(errno.EACCES, "denied")
    fails_with(monkeypatch, denied, "folder_not_writable")
    assert refused(tmp_path / "会议通知.pdf").code == "folder_not_writable"
