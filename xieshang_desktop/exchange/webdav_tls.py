"""Who may answer at the other end: whom the system trusts, or exactly one pinned certificate."""

from __future__ import annotations

import ssl
from typing import Final

import certifi

from xieshang_desktop.errors import BadInput

_END: Final = "-----END CERTIFICATE-----"


class NotThePinned(ssl.SSLError):
    """The other end proved itself with another certificate than the one that was pinned."""


def tls_context(certificate_pem: str = "") -> ssl.SSLContext:
    """What TLS demands of the other end, before anything is said to it.

    Without a pinned certificate: a chain to an authority that the system (or, where the system
    has none, the shipped list) trusts, valid today, for this host. With one: that certificate
    and no other. Its date and name do not matter then: it was handed over in person, and the
    laptop's clock may be wrong. BadInput net_certificate_unreadable if it is none.
    """
    if not certificate_pem.strip():
        context = ssl.create_default_context()
        context.load_verify_locations(certifi.where())
        return context
    pinned = _PinnedContext(ssl.PROTOCOL_TLS_CLIENT)
    pinned.check_hostname = False
    pinned.verify_mode = ssl.CERT_NONE
    pinned.only = _der(certificate_pem)
    return pinned


def _der(pem: str) -> bytes:
    """The first certificate in `pem`, which OpenSSL must be able to read."""
    first = pem.strip().partition(_END)[0] + _END
    try:
        der = ssl.PEM_cert_to_DER_cert(first)
        ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(cadata=der)
    except (ValueError, ssl.SSLError) as error:
        raise BadInput("net_certificate_unreadable") from error
    return der


class _PinnedSocket(ssl.SSLSocket):
    def do_handshake(self, block: bool = False) -> None:
        super().do_handshake(block)
        _require(self.context, self.getpeercert(binary_form=True))


class _PinnedObject(ssl.SSLObject):
    """The same for TLS inside TLS, by way of a proxy."""

    def do_handshake(self) -> None:
        super().do_handshake()
        _require(self.context, self.getpeercert(binary_form=True))


class _PinnedContext(ssl.SSLContext):
    only: bytes = b""
    sslsocket_class = _PinnedSocket
    sslobject_class = _PinnedObject


def _require(context: ssl.SSLContext, shown: bytes | None) -> None:
    if not isinstance(context, _PinnedContext) or shown != context.only:
        raise NotThePinned("another certificate")
