"""What is known of the network line between two starts: when it last worked, why it does not."""

from __future__ import annotations

import shutil
import threading
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

import msgspec

from xieshang_desktop.services.desk import Desk
from xieshang_desktop.storage.files import clear_parts, is_left_over, write_whole

_FILE: Final = "line.json"
#: The courier and the page change it at the same time.
_changing = threading.Lock()
#: How long "go now" holds where the person wants to be asked first.
ASKED_FOR: Final = timedelta(hours=1)


class LineState(msgspec.Struct, frozen=True, kw_only=True):
    """`worked_at`, `tried_at` and `next_at` by the laptop's clock; `code` and `facts` are the last
    failure's, empty after a success; `seen` are messages that were fetched, `newest` the entries
    that lay here at the last round, by line; `allowed_at` is when the person said "now"."""

    worked_at: datetime | None = None
    tried_at: datetime | None = None
    next_at: datetime | None = None
    allowed_at: datetime | None = None
    failures: int = 0
    code: str = ""
    facts: dict[str, str] = {}
    seen: tuple[str, ...] = ()
    newest: dict[str, int] = {}


def read_state(desk: Desk) -> LineState:
    """The state; a damaged file counts as nothing known."""
    try:
        return msgspec.json.decode((desk.folder / _FILE).read_bytes(), type=LineState)
    except (OSError, msgspec.MsgspecError):
        return LineState()


def keep_state(desk: Desk, state: LineState) -> None:
    """Remember it; WorldFailed `disk_full` or `folder_not_writable`."""
    write_whole(desk.folder / _FILE, msgspec.json.encode(state))


def change_state(desk: Desk, **fields: Any) -> None:
    """Change some of its fields; the failures of `keep_state`."""
    with _changing:
        keep_state(desk, msgspec.structs.replace(read_state(desk), **fields))


def allow_now(desk: Desk) -> None:
    """The person who wants to be asked said: now."""
    change_state(desk, allowed_at=desk.clock(), next_at=None)


def try_soon(desk: Desk) -> None:
    """A person mended something (address, password): the pause after the last failure is over."""
    change_state(desk, next_at=None)


def outgoing(desk: Desk) -> Path:
    """Where sealed bundles wait for the line."""
    folder = desk.folder / "outgoing"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def incoming(desk: Desk, sender: str) -> Path:
    """Where what a sender laid on the line gathers: a part that came once is not fetched twice."""
    folder = desk.folder / "incoming" / sender
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def clear_leftovers(desk: Desk) -> None:
    """Remove what a program that was stopped long ago left half done: folders and files in which
    something was written, parts of what nobody fetches any more."""
    clear_parts(desk.folder, outgoing(desk), *desk.files.folder.glob("??"))
    folders = [each for each in outgoing(desk).iterdir() if each.is_dir()]
    fetched = [each for each in (desk.folder / "incoming").glob("*/*") if each.is_file()]
    for left in (*folders, *fetched):
        with suppress(OSError):
            if not is_left_over(left):
                continue
            if left.is_dir():
                shutil.rmtree(left)
            else:
                left.unlink()
