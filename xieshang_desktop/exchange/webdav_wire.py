"""One WebDAV server by its plain requests: list, put, move, get, delete. Knows no bundles."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import httpx

from xieshang_desktop.errors import BadInput, WorldFailed
from xieshang_desktop.exchange.webdav_failures import answer_failure, is_web_page, line_errors
from xieshang_desktop.exchange.webdav_listing import QUESTION, Member, Unreadable, read_members
from xieshang_desktop.exchange.webdav_sign_in import SignIn, finish
from xieshang_desktop.exchange.webdav_tls import tls_context

#: Values of `proxy` besides an address: what the system says, and none at all.
PROXY_OF_SYSTEM: Final = ""
PROXY_NONE: Final = "none"

#: Bytes in hand at once.
PIECE: Final = 64 * 1024

#: Names that are the same on every server, drive and in every address; all others are not ours.
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,149}")
_PATH: Final = re.compile(rf"{_NAME.pattern}(/{_NAME.pattern})*/?")
_PROXY: Final = re.compile(r"https?://[^\s/]+/?")


class Wire:
    """A base address with what is needed to get in; paths are relative, folders end with `/`.

    Every method raises WorldFailed with a code of the network (net_…) when it was not done.
    """

    def __init__(
        self,
        address: str,
        user: str,
        password: str,
        *,
        certificate_pem: str,
        proxy: str,
        timeout: float,
    ) -> None:
        self._base = _read_address(address)
        given = proxy.strip()
        if given not in (PROXY_OF_SYSTEM, PROXY_NONE) and not _PROXY.fullmatch(given):
            raise BadInput("net_proxy_wrong", proxy=given)
        self._proxied = given not in (PROXY_OF_SYSTEM, PROXY_NONE)
        try:
            self._client = httpx.Client(
                verify=tls_context(certificate_pem),
                proxy=given if self._proxied else None,
                trust_env=given == PROXY_OF_SYSTEM,
                timeout=timeout,
                headers={"Accept-Encoding": "identity", "User-Agent": "xieshang"},
            )
        except (ImportError, ValueError, httpx.InvalidURL) as error:
            raise BadInput("net_proxy_wrong", proxy=given) from error
        self._sign_in = SignIn(user, password)

    @property
    def host(self) -> str:
        """The server's name, to be shown."""
        return self._base.host

    def close(self) -> None:
        self._client.close()

    def listing(self, folder: str) -> dict[str, Member] | None:
        """What lies in a folder, by name; names that are not ours are left out. None: no folder."""
        inside = tuple(folder.strip("/").split("/"))
        members = self._find(folder, depth=1)
        if members is None:
            return None
        # Compared by the end of the path: behind another server its beginning may differ.
        return {
            member.name: member
            for member in members
            if member.path[:-1][-len(inside) :] == inside and _NAME.fullmatch(member.name)
        }

    def find(self, path: str) -> Member | None:
        """One file, folder or, with an empty path, the base itself; None if it is not there."""
        members = self._find(path, depth=0)
        return members[0] if members else None

    def size_of(self, path: str) -> int | None:
        """Bytes that the server says a file has; None if it is not there."""
        found = self.find(path)
        return None if found is None or found.folder else found.size

    def make_folder(self, path: str) -> None:
        """The folder is there afterwards; the one around it must be."""
        with self._ask("MKCOL", path) as response:
            if not response.is_success and response.status_code != 405:
                raise answer_failure(response)

    def put(self, path: str, body: Iterable[bytes], length: int) -> None:
        """Sends a file of `length` bytes; `body` is walked again if the server asks who we are."""
        with self._ask("PUT", path, {"Content-Length": str(length)}, body) as response:
            if response.is_success:
                return
            failed = answer_failure(response)
        if failed.code not in ("net_not_webdav", "net_server_error"):
            raise failed
        # Only some servers have a number for a full disk: nginx says 500, rclone 405.
        base = self.find("")
        full = base is not None and base.free is not None and base.free < length
        code = "net_full" if full else "net_server_error"
        raise WorldFailed(code, host=self.host, status=failed.facts["status"])

    def move(self, path: str, new: str) -> WorldFailed | None:
        """Renames unless `new` is there; None or why not. Who wants to be sure looks afterwards."""
        target = self._url(new)
        # Some servers behind others do not know themselves by the full address (502).
        for destination in (str(target), target.raw_path.decode("ascii")):
            headers = {"Destination": destination, "Overwrite": "F"}
            with self._ask("MOVE", path, headers) as response:
                if response.is_success:
                    return None
                if response.status_code not in (400, 502):
                    break
        return answer_failure(response)

    def delete(self, path: str) -> None:
        """The file, or the folder with all in it, is gone afterwards."""
        with self._ask("DELETE", path) as response:
            if not response.is_success and response.status_code not in (404, 410):
                raise answer_failure(response)

    def read_small(self, path: str, limit: int) -> bytes | None:
        """A whole file of at most `limit` bytes; None if it is not there."""
        with self._get(path) as response:
            return None if response is None else self._limited(response, limit)

    @contextlib.contextmanager
    def pieces(self, path: str) -> Iterator[Iterator[bytes] | None]:
        """A file piece by piece; None if it is not there."""
        with self._get(path) as response:
            yield None if response is None else response.iter_raw(PIECE)

    @contextlib.contextmanager
    def _get(self, path: str) -> Iterator[httpx.Response | None]:
        with self._ask("GET", path) as response:
            if response.status_code in (404, 410):
                yield None
                return
            if response.status_code != 200 or is_web_page(response):
                raise answer_failure(response)
            if response.headers.get("Content-Encoding", "identity") != "identity":
                raise WorldFailed("net_answer_unreadable", host=self.host)
            yield response

    def _find(self, path: str, depth: int) -> list[Member] | None:
        headers = {"Depth": str(depth), "Content-Type": 'application/xml; charset="utf-8"'}
        with self._ask("PROPFIND", path, headers, QUESTION) as response:
            if response.status_code in (404, 410) and path:
                return None
            if response.status_code != 207:
                raise answer_failure(response)
            try:
                return read_members(response.iter_raw(PIECE), str(response.request.url))
            except Unreadable as error:
                code = "net_portal" if is_web_page(response) else "net_answer_unreadable"
                raise WorldFailed(code, host=self.host) from error

    @contextlib.contextmanager
    def _ask(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str] | None = None,
        body: Iterable[bytes] | bytes = b"",
    ) -> Iterator[httpx.Response]:
        """The answer with its head read; the body only as far as somebody reads it.

        No redirect is followed: the password is for the server of the address and no other.
        """
        request = self._client.build_request(
            method, self._url(path), headers=headers, content=body or None
        )
        with line_errors(self.host, self._proxied):
            response = self._sign_in.send(self._client, request)
            try:
                yield response
            finally:
                finish(response)

    def _url(self, path: str) -> httpx.URL:
        if path and not _PATH.fullmatch(path):
            raise ValueError(f"no path of ours: {path!r}")
        return self._base.copy_with(raw_path=self._base.raw_path + path.encode("ascii"))

    def _limited(self, response: httpx.Response, limit: int) -> bytes:
        found = bytearray()
        for piece in response.iter_raw(PIECE):
            found += piece
            if len(found) > limit:
                raise WorldFailed("net_answer_unreadable", host=self.host)
        return bytes(found)


def _read_address(address: str) -> httpx.URL:
    """The base address, ending with `/`; only https, and no password inside."""
    try:
        url = httpx.URL(address.strip())
        url.host.encode("idna")  # what the system asks for when it looks the name up
    except (httpx.InvalidURL, ValueError) as error:
        raise BadInput("net_address_wrong", address=address.strip()) from error
    if url.scheme != "https" or not url.host or url.userinfo or url.query or url.fragment:
        raise BadInput("net_address_wrong", address=address.strip())
    return url.copy_with(raw_path=url.raw_path.rstrip(b"/") + b"/")
