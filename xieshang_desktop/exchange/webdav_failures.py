"""What the network, a proxy or a server did instead of what was asked, as codes."""

from __future__ import annotations

import contextlib
import errno
import socket
import ssl
from collections.abc import Iterator
from typing import Final

import httpx

from xieshang_desktop.errors import WorldFailed
from xieshang_desktop.exchange.webdav_tls import NotThePinned

#: No way to the other end: no cable, no Wi-Fi, flight mode.
_NO_WAY: Final = frozenset(
    {errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EHOSTDOWN, errno.EADDRNOTAVAIL}
)
#: OpenSSL: not yet valid, no longer valid. Mostly it is the laptop's clock.
_WRONG_DATES: Final = (9, 10)


@contextlib.contextmanager
def line_errors(host: str, proxied: bool) -> Iterator[None]:
    """Inside, whatever the connection does is raised as WorldFailed with its code.

    `proxied`: a proxy was given by the person, so that a failing connection is the proxy's.
    """
    try:
        yield
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
        raise WorldFailed(_line_code(error, proxied), host=host) from error


def _line_code(error: Exception, proxied: bool) -> str:
    causes = list(_causes(error))
    if any(isinstance(cause, NotThePinned) for cause in causes):
        return "net_certificate_changed"
    for cause in causes:
        if isinstance(cause, ssl.SSLCertVerificationError):
            wrong_date = cause.verify_code in _WRONG_DATES
            return "net_certificate_date" if wrong_date else "net_certificate_wrong"
    if isinstance(error, httpx.ProxyError):
        return "net_proxy_failed"
    if isinstance(error, httpx.TimeoutException):
        return "net_timeout"
    for cause in causes:
        if isinstance(cause, ssl.SSLEOFError | ssl.SSLZeroReturnError):
            return "net_broken"
        if isinstance(cause, ssl.SSLError):
            return "net_tls_failed"
        if isinstance(cause, socket.gaierror | ConnectionRefusedError) and proxied:
            return "net_proxy_failed"
        if isinstance(cause, socket.gaierror):
            return "net_down" if cause.errno == socket.EAI_AGAIN else "net_name_unknown"
        if isinstance(cause, ConnectionRefusedError):
            return "net_refused"
        if isinstance(cause, OSError) and cause.errno in _NO_WAY:
            return "net_down"
    return "net_broken"


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def answer_failure(response: httpx.Response) -> WorldFailed:
    """What an answer means that is not the one hoped for."""
    url = response.request.url
    elsewhere = _elsewhere(response)
    to = elsewhere or url.host
    return WorldFailed(
        _answer_code(response, elsewhere), host=url.host, status=response.status_code, to=to
    )


def _answer_code(response: httpx.Response, elsewhere: str) -> str:
    status = response.status_code
    if status == 401:
        return "net_password_wrong"
    if status in (403, 451):
        return "net_forbidden"
    if status == 511 or (response.is_success and is_web_page(response)):
        return "net_portal"
    if response.is_redirect and elsewhere:
        return "net_redirected"
    if status == 507:
        return "net_full"
    if status == 413:
        return "net_too_large"
    if status in (408, 423, 425, 429, 503):
        return "net_busy"
    if status == 504:
        return "net_timeout"
    return "net_server_error" if status >= 500 and status != 501 else "net_not_webdav"


def is_web_page(response: httpx.Response) -> bool:
    """A page for people, where a machine's answer was expected."""
    return "html" in response.headers.get("Content-Type", "").lower()


def _elsewhere(response: httpx.Response) -> str:
    """The other host that a redirect names, or nothing."""
    try:
        target = response.request.url.join(response.headers.get("Location", ""))
    except httpx.InvalidURL:
        return ""
    here = response.request.url
    moved = (target.scheme, target.host, target.port) != (here.scheme, here.host, here.port)
    return target.host if moved else ""
