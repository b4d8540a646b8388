"""Carries a file to the server in parts, each kept once it is there, none ever overwritten."""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Iterable
from pathlib import Path

import msgspec

from xieshang_desktop.errors import WorldFailed
from xieshang_desktop.exchange.progress import Cancelled, Progress
from xieshang_desktop.exchange.webdav_parts import (
    PART,
    PartBody,
    Way,
    Whole,
    done_path,
    measure,
    part_name,
    parts_folder,
    read_done,
)
from xieshang_desktop.exchange.webdav_wire import Wire

#: Another uploader may tidy a temporary name away under us once; a server that loses what it
#: took twice is not believed any more.
_TRIES = 2


class Uploaded(msgspec.Struct, frozen=True, kw_only=True):
    """A file that lies whole on the server; `sent`: bytes that went over the line this time."""

    sha256: str
    size: int
    sent: int


def upload(
    wire: Wire, folder: str, file: Path, progress: Progress | None, cancelled: Cancelled | None
) -> Uploaded:
    """See WebDavLine.upload."""
    whole = measure(file)
    name = file.name
    there = wire.listing(folder + "/")
    if there is None:
        _make_folders(wire, folder)
        there = {}
    is_done = f"{name}.done" in there and _is_done(wire, folder, name, whole)
    inside = parts_folder(folder, name)
    parts = wire.listing(inside)
    if parts is None:
        wire.make_folder(inside)
        parts = {}
    for left in [left for left in parts if left.endswith(".tmp")]:
        wire.delete(inside + left)  # of a line that broke
    way = Way(whole.size, progress, cancelled)
    sent = 0
    for number in range(1, whole.parts + 1):
        start, length = (number - 1) * PART, whole.length(number)
        way.reached(start)
        part = part_name(number)
        if part not in parts or parts[part].size != length:
            if part in parts and wire.size_of(inside + part) != length:
                wire.delete(inside + part)  # never was whole
            body = PartBody(file, start, length, way.reached)
            _place(wire, inside, part, inside + part, body, length)
            sent += length
    if not is_done:
        _place_done(wire, folder, name, whole)
    way.reached(whole.size)
    return Uploaded(sha256=whole.sha256, size=whole.size, sent=sent)


def _place_done(wire: Wire, folder: str, name: str, whole: Whole) -> None:
    """The last word on the file; it is read back, not only measured."""
    words = msgspec.json.encode(whole)
    final = done_path(folder, name)
    _place(wire, parts_folder(folder, name), "done", final, [words], len(words))
    if read_done(wire, folder, name) != whole:
        raise WorldFailed("net_server_lies", host=wire.host)


def _place(
    wire: Wire, inside: str, name: str, final: str, body: Iterable[bytes], length: int
) -> None:
    """`final` is there with `length` bytes; what the server says of its success is not enough."""
    for _try in range(_TRIES):
        temporary = f"{inside}{name}-{secrets.token_hex(4)}.tmp"
        try:
            wire.put(temporary, body, length)
        except WorldFailed as failed:
            if failed.code in ("net_full", "net_server_error"):
                _tidy(wire, temporary)  # half of it would fill the server all the more
            raise
        if wire.size_of(temporary) != length:
            continue
        refused = wire.move(temporary, final)
        if wire.size_of(final) == length:
            if refused is not None:  # somebody else was faster
                _tidy(wire, temporary)
            return
        if refused is not None and refused.facts["status"] not in (404, 409, 412):
            raise refused
    raise WorldFailed("net_server_lies", host=wire.host)


def _tidy(wire: Wire, temporary: str) -> None:
    with contextlib.suppress(WorldFailed):  # what stays is taken away with the file
        wire.delete(temporary)


def _is_done(wire: Wire, folder: str, name: str, whole: Whole) -> bool:
    """Whether the last word is said; one that nobody can read is taken away."""
    try:
        done = read_done(wire, folder, name)
    except WorldFailed as failed:
        if failed.code != "net_file_broken":
            raise
        wire.delete(done_path(folder, name))
        return False
    if done not in (whole, None):
        raise WorldFailed("net_name_taken", name=name)
    return done is not None


def _make_folders(wire: Wire, folder: str) -> None:
    path = ""
    for segment in folder.split("/"):
        path += segment + "/"
        wire.make_folder(path)
