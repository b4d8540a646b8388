"""A practice village with one year, made by the command itself once in a run of the tests."""

from __future__ import annotations

import contextlib
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from xieshang_desktop import cli


class Ran(NamedTuple):
    """What a command did: its exit status, what it wrote."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What was written for machines."""
        return json.loads(self.out)


def run(*arguments: object) -> Ran:
    """Run one command in this process."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            status = cli.main([str(each) for each in arguments], _no_window)
        except SystemExit as ended:
            status = int(ended.code or 0)
    return Ran(status, out.getvalue(), err.getvalue())


def _no_window(folder: Path) -> int:
    raise AssertionError(f"a window was opened on {folder}")


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ran]:
    """The practice village and what the command said."""
    folder = tmp_path_factory.mktemp("practice") / "village"
    return folder, run("--data", folder, "practice", "--years", 1, "--json")


@pytest.fixture
def village(made: tuple[Path, Ran]) -> Path:
    """The practice village, to be read only."""
    return made[0]


@pytest.fixture
def own_village(made: tuple[Path, Ran], tmp_path: Path) -> Path:
    """A copy to write into."""
    return Path(shutil.copytree(made[0], tmp_path / "own"))


@pytest.fixture
def command(village: Path) -> Callable[..., Ran]:
    """Runs a command on the practice village."""
    return lambda *arguments: run("--data", village, *arguments)
