"""Reads the list of a folder that a WebDAV server gives (RFC 4918, §13), trusting nothing in it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from urllib.parse import unquote, urljoin, urlsplit
from xml.parsers import expat

import msgspec

#: What is asked for; sizes and folders are all that is needed.
QUESTION: Final = (
    b'<?xml version="1.0" encoding="utf-8"?><propfind xmlns="DAV:"><prop>'
    b"<resourcetype/><getcontentlength/><quota-available-bytes/></prop></propfind>"
)
#: Bytes and members of an answer; the 2048 parts of a bundle of 2 GiB take about 1 MiB to list.
LIMIT: Final = 8 * 1024 * 1024
MEMBERS_LIMIT: Final = 20_000
_DEPTH_LIMIT: Final = 32

_RESPONSE: Final = "DAV: response"
_PROPSTAT: Final = "DAV: propstat"
_STATUS: Final = "DAV: status"


class Unreadable(Exception):
    """Not such a list, or one that is out to harm."""


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """One thing in the list: its path as percent-decoded segments; bytes, where the server says."""

    path: tuple[str, ...]
    folder: bool
    size: int | None
    free: int | None

    @property
    def name(self) -> str:
        """The last segment."""
        return self.path[-1] if self.path else ""


def read_members(pieces: Iterable[bytes], address: str) -> list[Member]:
    """Everything the answer to a question at `address` lists; Unreadable if it is no such answer.

    A document type is refused, so that nothing can be declared that grows or reads files.
    """
    reader = _Reader(address)
    size = 0
    try:
        for piece in pieces:
            size += len(piece)
            if size > LIMIT:
                raise Unreadable("long")
            reader.parser.Parse(piece, False)
        reader.parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise Unreadable(str(error)) from error
    if not reader.is_multistatus:
        raise Unreadable("other")
    return reader.members


class _Reader:
    def __init__(self, address: str) -> None:
        self.members: list[Member] = []
        self.is_multistatus = False
        self._address = address
        self._open: list[str] = []
        self._text: list[str] = []
        self._href = ""
        self._gone = False
        self._found: dict[str, str] = {}
        self._stat: dict[str, str] = {}
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text.append

    def _refuse(self, *_what: object) -> None:
        raise Unreadable("document type")

    def _start(self, tag: str, _attributes: object) -> None:
        if not self._open:
            self.is_multistatus = tag == "DAV: multistatus"
        if len(self._open) >= _DEPTH_LIMIT:
            raise Unreadable("deep")
        self._open.append(tag)
        self._text.clear()
        if tag == _RESPONSE:
            self._href, self._gone, self._found = "", False, {}
        elif tag == _PROPSTAT:
            self._stat = {}

    def _end(self, tag: str) -> None:
        text = "".join(self._text).strip()
        self._text.clear()
        self._open.pop()
        inside = self._open[-1] if self._open else ""
        if inside == _RESPONSE:
            if tag == "DAV: href":
                self._href = self._href or text
            elif tag == _STATUS:
                self._gone = not _is_good(text)
            elif tag == _PROPSTAT and _is_good(self._stat.get(_STATUS, " 200")):
                self._found.update(self._stat)
        elif _PROPSTAT in self._open:
            self._stat[tag] = text
        elif tag == _RESPONSE and self._href and not self._gone:
            if len(self.members) >= MEMBERS_LIMIT:
                raise Unreadable("many")
            self.members.append(self._member())

    def _member(self) -> Member:
        path = urlsplit(urljoin(self._address, self._href)).path
        return Member(
            path=tuple(unquote(segment) for segment in path.split("/") if segment),
            folder="DAV: collection" in self._found,
            size=_number(self._found.get("DAV: getcontentlength", "")),
            free=_number(self._found.get("DAV: quota-available-bytes", "")),
        )


def _is_good(status: str) -> bool:
    """`HTTP/1.1 200 OK`."""
    return status.split()[1:2] == ["200"] or status.strip() == "200"


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 20 else None
