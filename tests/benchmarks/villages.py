"""Data folders that benchmarks work on: the practice village with so many years of records."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from xieshang_desktop.domain.unit import Unit
from xieshang_desktop.ids import new_id
from xieshang_desktop.services.desk import Desk, open_desk, set_up

ROOT = Path(__file__).resolve().parents[2]


def environment_in(folder: Path) -> dict[str, str]:
    """This process's environment with a home of the run's own, our package within reach, and
    compiled modules kept as they are for everybody who starts a program twice."""
    names = ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME")
    environment = dict(os.environ) | dict.fromkeys(names, str(folder)) | {"PYTHONPATH": str(ROOT)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    return environment


def program(data: Path, *arguments: str) -> list[str]:
    """The command that starts the program on a data folder, as `./xieshang` does it."""
    start = ROOT / "xieshang_desktop" / "__main__.py"
    return [sys.executable, "-P", str(start), "--data", str(data), *arguments]


def village_of(years: int, folder: Path) -> Path:
    """A data folder with the practice village, made once in a run and shared by its benchmarks."""
    data = folder / f"village-{years}"
    if not data.exists():
        subprocess.run(
            program(data, "practice", "--years", str(years)),
            env=environment_in(folder),
            stdout=subprocess.DEVNULL,
            check=True,
        )
    return data


def a_copy_of(data: Path, target: Path) -> Path:
    """The same data folder once more, to be written into."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(data, target)
    return target


@contextmanager
def new_village(folder: Path) -> Iterator[Desk]:
    """The desk of a village without people, in a folder that goes when the block is left."""
    unit = Unit(id=new_id(), name="和顺村民委员会", room="和顺村协商议事室")
    with TemporaryDirectory(dir=folder) as data:
        desk = set_up(Path(data) / "data", unit, [], folder / "xieshang")
        try:
            yield desk
        finally:
            desk.close()


@contextmanager
def opened(data: Path, folder: Path) -> Iterator[Desk]:
    """The desk on a data folder, on a device that belongs to the run."""
    desk = open_desk(data, folder / "xieshang")
    try:
        yield desk
    finally:
        desk.close()
