"""Keys and prehashed Ed25519 signatures in the files of the `minisign` tool."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Mapping
from typing import Final

import msgspec

_UNTRUSTED: Final = "untrusted comment: "
_TRUSTED: Final = "trusted comment: "
#: Algorithms: a key's, a prehashed signature's, and the checksum's in a secret key.
_KEY, _PREHASHED, _CHECKSUM = b"Ed", b"ED", b"B2"
#: Key derivation "none": two zero bytes, then salt and limits that nobody reads.
_NOT_ENCRYPTED: Final = bytes(2)


class Unreadable(ValueError):
    """A text is not in minisign's form."""


class SigningKey(msgspec.Struct, frozen=True):
    """An Ed25519 key with minisign's eight bytes of id; `secret` is seed and public key."""

    key_id: bytes
    secret: bytes

    def __repr__(self) -> str:
        return f"SigningKey({key_name(self.key_id)})"

    @property
    def public(self) -> bytes:
        """The 32 bytes that check this key's signatures."""
        return self.secret[32:]


class Signature(msgspec.Struct, frozen=True):
    """A signature file, taken apart."""

    key_id: bytes
    signature: bytes
    trusted_comment: str
    both: bytes


def new_signing_key(seed: bytes, key_id: bytes) -> SigningKey:
    """The key grown from 32 random bytes, named by 8 others."""
    from nacl.bindings import crypto_sign_seed_keypair

    return SigningKey(key_id, crypto_sign_seed_keypair(seed)[1])


def key_name(key_id: bytes) -> str:
    """A key's id as minisign shows it: hexadecimal, upper case, without leading zeros."""
    return f"{int.from_bytes(key_id, 'little'):X}"


def key_name_of(public_text: str) -> str:
    """The name of the key in a `.pub` file's text or its second line; raises Unreadable."""
    return key_name(read_public(public_text)[0])


def write_public(key: SigningKey) -> str:
    """The text of a `.pub` file."""
    packed = base64.b64encode(_KEY + key.key_id + key.public).decode()
    return f"{_UNTRUSTED}minisign public key {key_name(key.key_id)}\n{packed}\n"


def read_public(text: str) -> tuple[bytes, bytes]:
    """Id and key from a `.pub` file or from its second line alone; raises Unreadable."""
    lines = text.splitlines()
    if len(lines) == 2 and lines[0].startswith(_UNTRUSTED):
        del lines[0]
    if len(lines) != 1:
        raise Unreadable("lines")
    packed = _unpack(lines[0], 42)
    if packed[:2] != _KEY:
        raise Unreadable("algorithm")
    return packed[2:10], packed[10:]


def write_secret(key: SigningKey) -> str:
    """The text of a secret key file without password, as `minisign -G -W` makes it."""
    packed = b"".join(
        (_KEY, _NOT_ENCRYPTED, _CHECKSUM, bytes(48), key.key_id, key.secret, _checksum(key))
    )
    return f"{_UNTRUSTED}minisign secret key, not encrypted\n{base64.b64encode(packed).decode()}\n"


def read_secret(text: str) -> SigningKey:
    """The key of a secret key file without password; raises Unreadable."""
    lines = text.splitlines()
    if len(lines) != 2 or not lines[0].startswith(_UNTRUSTED):
        raise Unreadable("lines")
    packed = _unpack(lines[1], 158)
    key = SigningKey(packed[54:62], packed[62:126])
    if packed[:6] != _KEY + _NOT_ENCRYPTED + _CHECKSUM:
        raise Unreadable("password")
    if packed[126:] not in (_checksum(key), bytes(32)):  # minisign 0.11 leaves it out
        raise Unreadable("checksum")
    if new_signing_key(key.secret[:32], key.key_id) != key:
        raise Unreadable("halves")
    return key


def sign(key: SigningKey, content: bytes, trusted_comment: str) -> str:
    """The text of the `.minisig` file over `content`."""
    from nacl.bindings import crypto_sign

    signature = crypto_sign(_prehash(content), key.secret)[:64]
    both = crypto_sign(signature + trusted_comment.encode(), key.secret)[:64]
    packed = base64.b64encode(_PREHASHED + key.key_id + signature).decode()
    return (
        f"{_UNTRUSTED}signature from {key_name(key.key_id)}\n{packed}\n"
        f"{_TRUSTED}{trusted_comment}\n{base64.b64encode(both).decode()}\n"
    )


def read_signature(text: str) -> Signature:
    """A `.minisig` file taken apart, not checked; raises Unreadable, also for legacy `Ed`."""
    lines = text.split("\n")
    if len(lines) != 5 or lines[4] or not lines[0].startswith(_UNTRUSTED):
        raise Unreadable("lines")
    if not lines[2].startswith(_TRUSTED):
        raise Unreadable("trusted comment")
    packed = _unpack(lines[1], 74)
    if packed[:2] != _PREHASHED:
        raise Unreadable("algorithm")
    comment = lines[2].removeprefix(_TRUSTED)
    return Signature(packed[2:10], packed[10:], comment, _unpack(lines[3], 64))


def verify(signature: Signature, content: bytes, signers: Mapping[bytes, bytes]) -> bool:
    """Whether both signatures are right; KeyError when `signers` (id → key) lacks the signer."""
    from nacl.bindings import crypto_sign_open
    from nacl.exceptions import BadSignatureError

    public = signers[signature.key_id]
    comment = signature.trusted_comment.encode()
    try:
        crypto_sign_open(signature.signature + _prehash(content), public)
        crypto_sign_open(signature.both + signature.signature + comment, public)
    except BadSignatureError:
        return False
    return True


def _prehash(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=64).digest()


def _checksum(key: SigningKey) -> bytes:
    return hashlib.blake2b(_KEY + key.key_id + key.secret, digest_size=32).digest()


def _unpack(line: str, size: int) -> bytes:
    try:
        packed = base64.b64decode(line.encode(), validate=True)
    except (binascii.Error, ValueError) as error:
        raise Unreadable("base64") from error
    if len(packed) != size or base64.b64encode(packed).decode() != line:
        raise Unreadable("length or spare bits")
    return packed
