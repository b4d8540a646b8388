"""The village's age identity as three shares on paper; any two give it back (SLIP-0039)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

import msgspec

from xieshang_desktop.errors import BadInput
from xieshang_desktop.exchange.identities import identity_of, recipient_of, secret_of

if TYPE_CHECKING:
    from shamir_mnemonic import Share as Slip

#: Any two of three; 33 words hold 32 bytes (bundle-format.md §16).
NEEDED: Final = 2
SHARES: Final = 3
WORDS: Final = 33
_EXPONENT: Final = 1
#: The first four letters tell any two words of the list apart.
_TELLING: Final = 4


class Share(msgspec.Struct, frozen=True, kw_only=True):
    """One sheet's share: `number` 1 to 3, `printing` five digits that all sheets of one printing
    have in common, 33 words with their places (1 to 1024) in SLIP-0039's list."""

    number: int
    printing: str
    words: tuple[str, ...]
    places: tuple[int, ...]

    @property
    def text(self) -> str:
        """The words as the QR code says them."""
        return " ".join(self.words)

    def __repr__(self) -> str:
        return f"Share({self.number}, {self.printing})"


def split(identity: str) -> tuple[Share, ...]:
    """Three new shares of `AGE-SECRET-KEY-1…`; each printing differs from every earlier one."""
    from shamir_mnemonic import generate_mnemonics

    groups = generate_mnemonics(
        1, [(NEEDED, SHARES)], secret_of(identity), iteration_exponent=_EXPONENT
    )
    return tuple(_share(_slip(text)) for text in groups[0])


def combine(texts: Sequence[str], recipient: str = "") -> str:
    """The identity from two or more sheets as somebody typed them or a QR code says them: words
    in any case (four letters are enough) or places of four digits, parted as one likes.

    BadInput: `share_word_unknown` (which word of which sheet), `share_incomplete`,
    `share_mistyped`, `share_foreign`, `shares_too_few`, `shares_the_same`,
    `shares_of_different_printings`; `shares_of_another_key` when `recipient` (`age1…`) is known
    and is another.
    """
    from shamir_mnemonic import MnemonicError, combine_mnemonics

    read = [_read(text, sheet) for sheet, text in enumerate(texts, 1) if text.strip()]
    slips = {slip.mnemonic(): slip for slip in read}
    if len(slips) < NEEDED:
        raise BadInput("shares_the_same" if len(read) > 1 else "shares_too_few")
    if len({slip.common_parameters() for slip in slips.values()}) > 1:
        raise BadInput("shares_of_different_printings")
    try:
        identity = identity_of(combine_mnemonics(list(slips)[:NEEDED]))
    except MnemonicError as error:  # two printings whose five digits are the same by chance
        raise BadInput("shares_of_different_printings") from error
    if recipient and recipient_of(identity) != recipient:
        raise BadInput("shares_of_another_key")
    return identity


def check(text: str, sheet: int) -> None:
    """Whether what was typed of one sheet is whole in itself; BadInput share_…, as `combine`."""
    _read(text, sheet)


def _read(text: str, sheet: int) -> Slip:
    """The share that a text says."""
    from shamir_mnemonic import MnemonicError

    words = list(_words(text, sheet))
    if len(words) != WORDS:
        raise BadInput("share_incomplete", sheet=sheet, count=len(words), expected=WORDS)
    try:
        slip = _slip(" ".join(words))
    except MnemonicError as error:
        raise BadInput("share_mistyped", sheet=sheet) from error
    ours = (True, _EXPONENT, 0, 1, 1, NEEDED)
    if slip.index >= SHARES or ours != (
        slip.extendable,
        slip.iteration_exponent,
        slip.group_index,
        slip.group_threshold,
        slip.group_count,
        slip.member_threshold,
    ):
        raise BadInput("share_foreign", sheet=sheet)
    return slip


def _words(text: str, sheet: int) -> Iterator[str]:
    from shamir_mnemonic.wordlist import WORDLIST

    whole = {word[:_TELLING]: word for word in WORDLIST}
    plain = unicodedata.normalize("NFKC", text).lower()
    for place, piece in enumerate(_pieces(plain), 1):
        word = whole.get(piece[:_TELLING], "")
        if piece.isascii() and piece.isdigit() and len(piece) == _TELLING:
            if not 1 <= int(piece) <= len(WORDLIST):
                raise BadInput("share_word_unknown", sheet=sheet, place=place, word=piece)
            yield WORDLIST[int(piece) - 1]
        elif word.startswith(piece) and len(piece) >= _TELLING:
            yield word
        else:
            raise BadInput("share_word_unknown", sheet=sheet, place=place, word=piece[:20])


def _pieces(text: str) -> Iterator[str]:
    """What stands between spaces and marks; places run together are taken by four digits."""
    for piece in re.findall(r"[^\W_]+", text):
        if piece.isdigit() and len(piece) % _TELLING == 0:
            yield from re.findall(r"\d{4}", piece)
        else:
            yield piece


def _slip(mnemonic: str) -> Slip:
    from shamir_mnemonic import Share as Slip

    return Slip.from_mnemonic(mnemonic)


def _share(slip: Slip) -> Share:
    from shamir_mnemonic.wordlist import WORD_INDEX_MAP

    words = tuple(slip.words())
    return Share(
        number=slip.index + 1,
        printing=f"{slip.identifier:05d}",
        words=words,
        places=tuple(WORD_INDEX_MAP[word] + 1 for word in words),
    )
