"""What every command shares: its answer, the folder it works on, and how it speaks."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from xieshang_desktop import settings


class Answer:
    """What a command gives: `value` for machines, `lines` for people, `status` to exit with."""

    def __init__(self, value: object, lines: Sequence[str], status: int = 0) -> None:
        self.value = value
        self.lines = lines
        self.status = status


def data_folder(given: Path | None) -> Path:
    """The folder named on the command line, chosen in the settings, or the usual one."""
    if given is not None:
        return given
    chosen = settings.Settings().text("data")
    return Path(chosen) if chosen else settings.default_data_dir()


def opened(given: argparse.Namespace, *, looking: bool = False) -> Any:
    """The desk on the folder asked for, closed at the end of the block."""
    from contextlib import closing

    from xieshang_desktop.services.desk import open_desk

    return closing(open_desk(data_folder(given.data), looking=looking))


def progress(done: int, of: int) -> None:
    """How far it is, for somebody who watches."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{done}/{of}")
        sys.stderr.write("\n" if done == of else "")


def say(text: str, stream: Any = None) -> None:
    """A line on stdout, or on another stream."""
    (stream or sys.stdout).write(text + "\n")
