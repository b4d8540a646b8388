"""Commands without a window: no Qt is imported, `--json` for machines.

Exit status 0, or 1 with one sentence on stderr, or 2 for wrong use.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date, datetime
from enum import Enum
from gettext import gettext as _
from io import TextIOWrapper
from pathlib import Path

from xieshang_desktop.cli.answers import Answer, data_folder, say
from xieshang_desktop.errors import Problem


def main(arguments: Sequence[str], open_window: Callable[..., int]) -> int:
    """Run one command, or `open_window(folder)` when none is named; `open_window(folder, file)`
    for a file that somebody clicked twice."""
    _write_whole_unicode()
    match arguments:  # a plain start does without the commands' parser: 3 ms
        case []:
            return open_window(data_folder(None))
        case ["--data", folder] if not folder.startswith("-"):
            return open_window(data_folder(Path(folder)))
        case ["open", file] if not file.startswith("-"):
            return open_window(data_folder(None), Path(file))
    from xieshang_desktop.cli.parser import build_parser

    given = build_parser().parse_args(arguments)
    if given.command is None:
        return open_window(data_folder(given.data))
    if given.command == "open":
        return open_window(data_folder(given.data), given.file)
    try:
        answer: Answer = given.run(given)
        if given.json:
            say(json.dumps(answer.value, ensure_ascii=False, indent=1, default=_plain))
        else:
            for line in answer.lines:
                say(line)
        sys.stdout.flush()
    except Problem as problem:
        _complain(problem)
        return 1
    except KeyboardInterrupt:
        say(_("已停下，没有写完的不算。"), sys.stderr)
        return 1
    except BrokenPipeError:
        # The reader has gone; nothing may be flushed to it at the end of the process either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return answer.status


def _complain(problem: Problem) -> None:
    from xieshang_desktop.wording import words_for

    say(words_for(problem).together, sys.stderr)


def _write_whole_unicode() -> None:
    """A file or a pipe gets UTF-8 whatever the system's code page: names hold rare characters."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper) and not stream.isatty():
            stream.reconfigure(encoding="utf-8", errors="surrogateescape")


def _plain(value: object) -> object:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    return str(value)
