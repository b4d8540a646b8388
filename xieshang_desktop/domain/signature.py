"""A signature, bound to what was signed: strokes on the laptop, a name or thumb on paper (N2)."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import ClassVar

import msgspec

from xieshang_desktop.domain.record import Record
from xieshang_desktop.domain.terms import SignatureWay

#: One stroke: x0, y0, x1, y1 … in thousandths of the pad's width, from its upper left corner.
Stroke = tuple[int, ...]


class Signature(Record, frozen=True, kw_only=True):
    """Somebody signed one record. `shown` is the very text that was shown to sign (a `Shown` as
    JSON), `digest` its SHA-256, `about` the facts of which it spoke; text and `strokes` reach a
    person (PIPL art. 28) and are private. No picture of a thumb is kept: a
    fingerprint stands on paper alone, and the `witness` who saw it is named."""

    NOUN: ClassVar[str] = "signature"
    PRIVATE: ClassVar[tuple[str, ...]] = ("strokes", "shown")

    object_type: str
    object_id: str
    person_id: str
    way: SignatureWay
    digest: str
    signed_at: datetime
    witness: str = ""
    strokes: tuple[Stroke, ...] = ()
    shown: str = ""
    about: tuple[str, ...] = ()


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody is asked to sign: the `lines` as they stand on the screen and on paper, and the
    facts `about` which they speak, apart from how a name is spelt. Built from the records whenever
    it is needed, so that a change of them shows itself."""

    object_type: str
    object_id: str
    lines: tuple[str, ...]
    about: tuple[str, ...] = ()


class Signed(msgspec.Struct, frozen=True, kw_only=True):
    """A signature as it is shown; it does not `hold` when what was signed has changed since."""

    signature: Signature
    holds: bool

    @property
    def strokes(self) -> tuple[Stroke, ...]:
        """The handwriting, while it holds: below other words it would say what nobody signed."""
        return self.signature.strokes if self.holds else ()


def text_of(shown: Shown) -> str:
    """What was shown to sign, as the text that is kept."""
    return msgspec.json.encode(shown).decode()


def digest_of(text: str) -> str:
    """SHA-256, in hexadecimal, of the text that is kept."""
    return hashlib.sha256(text.encode()).hexdigest()


def holds(signature: Signature, shown: Shown) -> bool:
    """Whether what was signed is still so: the facts, not the spelling of a name that was corrected
    since; and the text that is kept is the one that was signed."""
    whole = not signature.shown or digest_of(signature.shown) == signature.digest
    return whole and signature.about == shown.about
