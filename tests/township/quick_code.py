"""Invitations whose code is worked out at once: real age files with the least work, so that a test
that enrols does not wait seconds for what makes guessing slow."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from xieshang_desktop.exchange import seal

_WORK = 2


@contextmanager
def quick_codes() -> Iterator[None]:
    """Inside, invitations are sealed with little work; they are read by the real program."""
    with patch.object(seal, "seal_with_code", _seal):
        yield


def _seal(clear: bytes, code: str) -> bytes:
    salt, nonce, key = os.urandom(16), os.urandom(16), os.urandom(16)
    wrapping = hashlib.scrypt(
        code.encode(), salt=b"age-encryption.org/v1/scrypt" + salt, n=2**_WORK, r=8, p=1, dklen=32
    )
    wrapped = ChaCha20Poly1305(wrapping).encrypt(bytes(12), key, None)
    stanza = b"-> scrypt %s %d\n%s\n" % (_text(salt), _WORK, _text(wrapped))
    header = b"age-encryption.org/v1\n" + stanza + b"---"
    mac = hmac.digest(_derive(key, b"", b"header"), header, "sha256")
    payload = ChaCha20Poly1305(_derive(key, nonce, b"payload"))
    assert len(clear) < 64 * 1024  # one piece, which is the last
    sealed = payload.encrypt(bytes(11) + b"\1", clear, None)
    return header + b" " + _text(mac) + b"\n" + nonce + sealed


def _derive(key: bytes, salt: bytes, info: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=info).derive(key)


def _text(content: bytes) -> bytes:
    return base64.b64encode(content).rstrip(b"=")
