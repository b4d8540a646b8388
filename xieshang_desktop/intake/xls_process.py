"""Old .xls workbooks, read in a process of their own.

A damaged .xls can make its reader ask for terabytes, and that ends the process that asked. So it is
never the program itself: the program is started again for it (`itself.READ_XLS`), gets the file on
its standard input, and answers with MessagePack.
"""

from __future__ import annotations

import subprocess
import sys
from datetime import date, datetime, time, timedelta

import msgspec

from xieshang_desktop import itself
from xieshang_desktop.errors import BadInput, WorldFailed
from xieshang_desktop.intake.workbooks import Sheet, read_sheets

#: Seconds, and bytes of memory: the largest .xls (65,536 rows) takes two seconds and 300 MB.
_LONGEST = 120
_MOST_MEMORY = 2 << 30


class _Answer(msgspec.Struct):
    sheets: list[Sheet]
    code: str = ""
    facts: dict[str, int] = {}


def read_sheets_apart(data: bytes) -> list[Sheet]:
    """The sheets of an .xls. Raises BadInput as `read_sheets`, WorldFailed reader_not_started."""
    try:
        done = subprocess.run(  # noqa: S603 - the program itself
            itself.command(itself.READ_XLS),
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_LONGEST,
            check=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        answer = msgspec.msgpack.decode(done.stdout, type=_Answer)
    except OSError as error:
        raise WorldFailed("reader_not_started", reason=str(error)) from error
    except (subprocess.SubprocessError, msgspec.DecodeError) as error:
        raise BadInput("file_not_readable") from error
    if answer.code:
        raise BadInput(answer.code, **answer.facts)
    return answer.sheets


def answer(data: bytes) -> bytes:
    """What the process answers to the bytes of an .xls."""
    try:
        sheets = read_sheets(data)
    except BadInput as error:
        facts = {name: fact for name, fact in error.facts.items() if isinstance(fact, int)}
        return msgspec.msgpack.encode(_Answer([], error.code, facts))
    for sheet in sheets:
        for row in sheet.rows:
            row[:] = [_plain(cell) if isinstance(cell, _TIMES) else cell for cell in row]
    return msgspec.msgpack.encode(_Answer(sheets))


_TIMES = (date, time, timedelta)


def _plain(cell: object) -> str:
    # A date at midnight goes as 1990-03-07, which is read like any written date.
    return str(cell.date() if isinstance(cell, datetime) else cell)


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # not on Windows; there a greedy request simply fails
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def serve() -> None:
    """Be that process: an .xls on the standard input, the answer on the standard output."""
    _limit_memory()
    sys.stdout.buffer.write(answer(sys.stdin.buffer.read()))
