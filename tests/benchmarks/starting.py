"""Starting programs on a screen of their own and watching for the moment they name.

Ours and the bare window obey `XIESHANG_TIMING`: `paint` and `ready` print that word when the moment
has come and end; `hold` prints `ready` and stays open.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import shiboken6

from tests.benchmarks.villages import environment_in, program, village_of

_PATIENCE = 60  # seconds: a window that shows a failure says nothing
_BARE_WINDOW = [sys.executable, str(Path(__file__).with_name("bare_window.py"))]


class Starts:
    """Starts of our window on a data folder and of a bare PySide6 window, on the same screen."""

    def __init__(self, data: Path, environment: dict[str, str], published: Path) -> None:
        self._commands = {"ours": program(data), "bare": _BARE_WINDOW}
        self._environments = {
            "ours": environment,
            "bare": environment | {"PYTHONPATH": str(published)},
        }

    def milliseconds(self, which: str, moment: str) -> float:
        """Time from starting the process to `paint` or `ready`."""
        started = time.perf_counter()
        with self._until_named(which, moment, moment):
            return (time.perf_counter() - started) * 1000

    def megabytes(self, which: str) -> float:
        """Proportional memory (PSS) of the process when it is ready."""
        with self._until_named(which, "hold", "ready") as process:
            figures = Path(f"/proc/{process.pid}/smaps_rollup").read_text()
            process.terminate()
        found = re.search(r"^Pss:\s+(\d+) kB", figures, re.MULTILINE)
        assert found
        return int(found[1]) / 1024

    @contextmanager
    def _until_named(self, which: str, timing: str, moment: str) -> Iterator[subprocess.Popen[str]]:
        environment = self._environments[which] | {"XIESHANG_TIMING": timing}
        with subprocess.Popen(
            self._commands[which], env=environment, stdout=subprocess.PIPE, text=True
        ) as process:
            assert process.stdout
            patience = threading.Timer(_PATIENCE, process.kill)
            patience.start()
            line = process.stdout.readline()
            patience.cancel()
            if line.split()[:1] != [moment]:
                process.kill()
                raise RuntimeError(f"{moment!r} was awaited, the {which} program said {line!r}")
            yield process


@contextmanager
def starts(years: int, folder: Path) -> Iterator[Starts]:
    """Starts on a practice village with so many years of records."""
    data = village_of(years, folder)
    with _screen(environment_in(folder)) as environment:
        prepared = Starts(data, environment, _as_published(folder))
        prepared.milliseconds("ours", "ready")  # leaves the snapshot that every later start paints
        yield prepared


def _as_published(folder: Path) -> Path:
    """Where PySide6's own part lies as its makers publish it, for the bare window: without what
    our installing (`installer/environment.sh`) compiles in advance."""
    published = folder / "published"
    if not published.exists():
        own = Path(shiboken6.__file__).parent
        ignored = shutil.ignore_patterns("files.dir")
        shutil.copytree(own, published / own.name, ignore=ignored)
    return published


@contextmanager
def _screen(environment: dict[str, str]) -> Iterator[dict[str, str]]:
    """The environment with an empty 1366×768 screen; without Xvfb, Qt's offscreen platform."""
    if not shutil.which("Xvfb"):
        yield environment | {"QT_QPA_PLATFORM": "offscreen"}
        return
    reading, writing = os.pipe()
    server = subprocess.Popen(
        [
            "Xvfb",
            "-displayfd",
            str(writing),
            "-screen",
            "0",
            "1366x768x24",
            "-nolisten",
            "tcp",
            "-noreset",
        ],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with open(reading) as number:
            display = f":{number.readline().strip()}"
        yield environment | {"QT_QPA_PLATFORM": "xcb", "DISPLAY": display}
    finally:
        server.terminate()
        server.wait()
