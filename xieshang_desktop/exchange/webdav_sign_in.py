"""Says who we are in the way the server asks for: basic or digest, and only after it asked."""

from __future__ import annotations

import contextlib
import re
from typing import Final

import httpx

from xieshang_desktop.errors import WorldFailed

_BASIC: Final = re.compile(r"(^|,)\s*basic\b", re.IGNORECASE)
#: A rest of an answer that is worth reading, so that the connection can be used again.
_SHORT: Final = 64 * 1024
#: What httpx raises over a challenge that it cannot make sense of.
_ODD: Final = (KeyError, ValueError, NotImplementedError, httpx.ProtocolError)


class SignIn:
    """Sends requests of one user; the way in is learnt once and then taken at once."""

    def __init__(self, user: str, password: str) -> None:
        self._user = user
        self._password = password
        self._way: httpx.Auth | None = None

    def send(self, client: httpx.Client, request: httpx.Request) -> httpx.Response:
        """The answer, its body unread. WorldFailed net_sign_in_unknown if we do not know the way.

        A refused password is not tried again: the answer stays 401, and no server locks us out.
        """
        if self._way is None:
            response = client.send(request, stream=True)
            if response.status_code != 401 or not self._user:
                return response
            finish(response)
            self._way = self._choose(response)
        flow = self._way.auth_flow(request)
        try:
            first = next(flow)
        except _ODD as error:
            raise _unknown(request) from error
        response = client.send(first, stream=True)
        try:
            again = flow.send(response)
        except StopIteration:
            return response
        except _ODD as error:
            finish(response)
            raise _unknown(request) from error
        finish(response)
        return client.send(again, stream=True)

    def _choose(self, response: httpx.Response) -> httpx.Auth:
        asked = response.headers.get_list("WWW-Authenticate")
        if any(way.lower().startswith("digest ") for way in asked):
            return httpx.DigestAuth(self._user, self._password)
        if any(_BASIC.search(way) for way in asked):
            return httpx.BasicAuth(self._user, self._password)
        raise _unknown(response.request)


def finish(response: httpx.Response) -> None:
    """The answer is done with; a short rest is read, a long one is not waited for."""
    try:
        length = response.headers.get("Content-Length", "")
        short = length.isascii() and length.isdigit() and int(length) <= _SHORT
        if short and not response.is_stream_consumed:
            with contextlib.suppress(httpx.HTTPError):
                for _piece in response.iter_raw():
                    pass
    finally:
        response.close()


def _unknown(request: httpx.Request) -> WorldFailed:
    return WorldFailed("net_sign_in_unknown", host=request.url.host)
