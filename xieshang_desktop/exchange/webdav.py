"""Carries files over WebDAV (docs/bundle-format.md §18): the second carrier beside the drive.

Importing this costs a tenth of a second: services import it where they use it.
"""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Final, Self

import msgspec

from xieshang_desktop.errors import WorldFailed
from xieshang_desktop.exchange.progress import Cancelled, Progress
from xieshang_desktop.exchange.webdav_fetch import fetch
from xieshang_desktop.exchange.webdav_parts import PART, Whole, done_path, parts_folder
from xieshang_desktop.exchange.webdav_upload import Uploaded, upload
from xieshang_desktop.exchange.webdav_wire import PROXY_NONE, PROXY_OF_SYSTEM, Wire

__all__ = [
    "PART",
    "PROXY_NONE",
    "PROXY_OF_SYSTEM",
    "RemoteFile",
    "Uploaded",
    "WebDavLine",
    "Whole",
]

#: Seconds without a single byte after which the line counts as dead.
TIMEOUT: Final = 30.0

_DONE: Final = ".done"
_PARTS: Final = ".parts"


class RemoteFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file in a folder of the server; `done`: its writer has finished it."""

    name: str
    done: bool


class WebDavLine:
    """The line to one folder on one server; its connection is kept until `close`.

    For one thread at a time. Whatever fails is a WorldFailed with a code net_…, and whatever was
    carried until then is kept: the next try goes on from there. Folders are relative paths
    (`inbox/<unit>`), names those of bundles.

    `certificate_pem`: the only certificate that is accepted, empty for what the system trusts.
    `proxy`: PROXY_OF_SYSTEM, PROXY_NONE or an address. `timeout`: seconds of silence.
    BadInput: net_address_wrong, net_proxy_wrong, net_certificate_unreadable.
    """

    def __init__(
        self,
        address: str,
        user: str,
        password: str,
        *,
        certificate_pem: str = "",
        proxy: str = PROXY_OF_SYSTEM,
        timeout: float = TIMEOUT,
    ) -> None:
        self._wire = Wire(
            address,
            user,
            password,
            certificate_pem=certificate_pem,
            proxy=proxy,
            timeout=timeout,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Hangs up."""
        self._wire.close()

    def probe(self) -> None:
        """Returns if the folder is there, lets us in and has room; says by its code what is not so.

        One small question and its answer, two where a password is asked for.
        """
        base = self._wire.find("")
        if base is None or not base.folder:
            raise WorldFailed("net_not_webdav", host=self._wire.host)
        if base.free == 0:
            raise WorldFailed("net_full", host=self._wire.host)

    def upload(
        self,
        folder: str,
        file: Path,
        progress: Progress | None = None,
        cancelled: Cancelled | None = None,
    ) -> Uploaded:
        """Lays `file` into `folder` under its own name; when it returns all of it is there.

        Parts that are there already are kept; a file that is there whole costs a few questions.
        Besides the line's own codes: net_name_taken (another file of that name is there whole),
        net_server_lies, net_file_unreadable, net_cancelled.
        """
        return upload(self._wire, folder, file, progress, cancelled)

    def listing(self, folder: str) -> tuple[RemoteFile, ...]:
        """The files in `folder` by name, also those that are still growing."""
        found = self._wire.listing(folder + "/")
        if found is None:
            self.probe()  # a folder that nobody made yet is empty; a base that is gone is not
            return ()
        names = {
            name.removesuffix(ending): name.removesuffix(ending) + _DONE in found
            for name in found
            for ending in (_DONE, _PARTS)
            if name.endswith(ending) and name != ending
        }
        return tuple(RemoteFile(name=name, done=names[name]) for name in sorted(names))

    def folders(self, folder: str) -> tuple[str, ...]:
        """The folders in `folder` by name; none where nobody made it yet."""
        found = self._wire.listing(folder + "/")
        if found is None:
            self.probe()
            return ()
        return tuple(sorted(name for name, member in found.items() if member.folder))

    def fetch(
        self,
        folder: str,
        name: str,
        target: Path,
        progress: Progress | None = None,
        cancelled: Cancelled | None = None,
    ) -> Whole:
        """Brings a finished file to `target` (replaced at the end), proven by size and SHA-256.

        Until then it grows beside it as `….part`, whose whole parts the next try keeps. Besides
        the line's own codes: net_file_gone, net_file_broken (what lies there does not fit: left
        as it is), net_disk_full, net_disk_failed, net_cancelled.
        """
        return fetch(self._wire, folder, name, target, progress, cancelled)

    def remove(self, folder: str, name: str) -> None:
        """Takes a file away, its `.done` first, so that nobody begins to fetch half of it."""
        done = done_path(folder, name)
        self._wire.delete(done)
        if self._wire.find(done) is not None:
            raise WorldFailed("net_server_lies", host=self._wire.host)
        self._wire.delete(parts_folder(folder, name))
