"""An age identity as text and as its 32 bytes: Bech32 (BIP 173) as age uses it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from xieshang_desktop.errors import BadInput

_HUMAN: Final = "age-secret-key-"
_LETTERS: Final = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATOR: Final = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_CHECK: Final = 6
SECRET_BYTES: Final = 32


def identity_of(secret: bytes) -> str:
    """`AGE-SECRET-KEY-1…` of 32 bytes."""
    data = list(_regroup(secret, 8, 5))
    rest = _remainder([*_expanded(), *data, *[0] * _CHECK]) ^ 1
    data += [rest >> 5 * (_CHECK - 1 - place) & 31 for place in range(_CHECK)]
    return (_HUMAN + "1" + "".join(_LETTERS[value] for value in data)).upper()


def secret_of(identity: str) -> bytes:
    """The 32 bytes of an `AGE-SECRET-KEY-1…`; BadInput `identity_unreadable`."""
    lower = identity.strip().lower()
    human, _one, letters = lower.rpartition("1")
    data = [_LETTERS.find(letter) for letter in letters]
    if human != _HUMAN or -1 in data or _remainder([*_expanded(), *data]) != 1:
        raise BadInput("identity_unreadable")
    secret = bytes(_regroup(data[:-_CHECK], 5, 8))[:SECRET_BYTES]
    if identity_of(secret).lower() != lower:
        raise BadInput("identity_unreadable")
    return secret


def recipient_of(identity: str) -> str:
    """The recipient `age1…` of an identity; BadInput `identity_unreadable`."""
    import pyrage

    try:
        return str(pyrage.x25519.Identity.from_str(identity.strip()).to_public())
    except pyrage.IdentityError as error:
        raise BadInput("identity_unreadable") from error


def read_identity(place: Path) -> str:
    """The identity that a file holds as `age-keygen` writes it, or the `seal.key` in a folder of
    keys; BadInput `identity_unreadable`."""
    file = place / "seal.key" if place.is_dir() else place
    try:
        lines = file.read_text("utf-8").splitlines()
    except (OSError, ValueError) as error:
        raise BadInput("identity_unreadable") from error
    secret = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    if len(secret) != 1:
        raise BadInput("identity_unreadable")
    recipient_of(secret[0])
    return secret[0]


def _expanded() -> Iterator[int]:
    yield from (ord(letter) >> 5 for letter in _HUMAN)
    yield 0
    yield from (ord(letter) & 31 for letter in _HUMAN)


def _remainder(values: Iterable[int]) -> int:
    rest = 1
    for value in values:
        top = rest >> 25
        rest = (rest & 0x1FFFFFF) << 5 ^ value
        for place, generator in enumerate(_GENERATOR):
            rest ^= generator if top >> place & 1 else 0
    return rest


def _regroup(values: Iterable[int], old: int, new: int) -> Iterator[int]:
    """Numbers of `old` bits as numbers of `new` bits; the last one is filled with zeros."""
    held = bits = 0
    for value in values:
        held, bits = held << old | value, bits + old
        while bits >= new:
            bits -= new
            yield held >> bits & (1 << new) - 1
    if bits:
        yield held << new - bits & (1 << new) - 1
