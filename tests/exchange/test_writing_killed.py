"""Limits of the system and sudden ends, tried in processes of their own."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.exchange.village import check
from xieshang_desktop.exchange.keys import VillageKeys, open_keys

#: A process that writes a bundle of a photograph of `size` bytes; `before` and `during` are code.
WRITER = """
import os, resource, signal, sys
from pathlib import Path
from tests.exchange.village import JPEG, attach, make_content, write_entries
from xieshang_desktop.errors import Problem
from xieshang_desktop.exchange.keys import open_keys
from xieshang_desktop.exchange.packing import AttachedFile
from xieshang_desktop.exchange.writing import write_bundle

folder = Path(sys.argv[1])
keys = open_keys(folder / "keys")
file = attach(folder, JPEG + bytes({size}))
content = make_content(write_entries(20), [file])
{before}
def progress(done, total):
    {during}
try:
    stick, scratch = folder / "stick", folder / "tmp"
    print(write_bundle(content, keys, stick, scratch=scratch, progress=progress).path.name)
except Problem as problem:
    print(problem.code)
{after}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path


def run_writer(
    folder: Path, *, size: int, before: str = "", during: str = "pass", after: str = ""
) -> subprocess.CompletedProcess[str]:
    code = WRITER.format(size=size, before=before, during=during, after=after)
    return subprocess.run(
        [sys.executable, "-c", code, folder], capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("part", [0.1, 0.4, 0.6, 0.8, 0.99])
def test_a_killed_writer_leaves_no_bundle_and_the_next_one_cleans_up(
    folder: Path, part: float
) -> None:
    kill = f"os.kill(os.getpid(), signal.SIGKILL) if done >= {part} * total else None"
    killed = run_writer(folder, size=2_000_000, during=kill)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert not list((folder / "stick").glob("*.xsb"))
    assert not list((folder / "tmp").iterdir())
    written = run_writer(folder, size=2_000_000).stdout.strip()
    assert [path.name for path in (folder / "stick").iterdir()] == [written]
    keys: VillageKeys = open_keys(folder / "keys")
    assert check(folder / "stick" / written, keys).entries == 20


def test_a_file_system_with_a_smallest_limit_is_told(folder: Path) -> None:
    limit = "resource.setrlimit(resource.RLIMIT_FSIZE, (500_000, 500_000))"
    said = run_writer(folder, size=2_000_000, before=limit)
    assert said.stdout.strip() == "drive_file_too_large", said.stderr
    assert not list((folder / "stick").iterdir())


def test_a_full_disk_of_ours_is_told_as_ours(folder: Path) -> None:
    """Above 32 MiB the clear bag waits on our own disk, which fails here before the stick does."""
    limit = "resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))"
    said = run_writer(folder, size=40_000_000, before=limit)
    assert said.stdout.strip() == "scratch_full", said.stderr
    assert not list((folder / "stick").iterdir())
