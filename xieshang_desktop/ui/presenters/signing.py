"""Signing: one person before what is to be signed, in whichever way they sign."""

from __future__ import annotations

from collections.abc import Callable
from gettext import gettext as _
from typing import NamedTuple

from xieshang_desktop.domain.signature import Signature, Stroke
from xieshang_desktop.domain.terms import SignatureWay
from xieshang_desktop.services import signatures
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.signatures import Signing
from xieshang_desktop.wording.dates import moment_words


class SigningView(NamedTuple):
    """What the sheet shows. `state` says what was signed before; with `signed` it holds and can
    only be withdrawn, with `changed` it no longer does."""

    name: str
    lines: tuple[tuple[str, str], ...]
    ways: tuple[tuple[str, str], ...]
    state: str = ""
    signed: bool = False
    changed: bool = False
    strokes: tuple[Stroke, ...] = ()


#: Does it, and says what was done in these words.
Act = Callable[[Callable[[], object], str], bool]


class SigningPresenter:
    """Signs or withdraws for one person."""

    def __init__(self, desk: Desk, signing: Signing, act: Act) -> None:
        self._desk, self._signing, self._act = desk, signing, act

    @property
    def view(self) -> SigningView:
        """What is to be signed, and how it stands."""
        signed = self._signing.signed
        state = ""
        if signed is not None and signed.holds:
            state = _signed_words(signed.signature)
        elif signed is not None:
            state = _("签名之后内容有改动，原来的签名不算了，请看过再签。")
        return SigningView(
            name=self._signing.person.name,
            lines=tuple(_pair(line) for line in self._signing.shown.lines),
            ways=tuple((way.value, way.words) for way in SignatureWay),
            state=state,
            signed=signed is not None and signed.holds,
            changed=signed is not None and not signed.holds,
            strokes=signed.strokes if signed is not None else (),
        )

    def sign(self, strokes: tuple[Stroke, ...]) -> bool:
        """By hand, here."""
        shown, person = self._signing.shown, self._signing.person
        return self._act(
            lambda: signatures.sign(self._desk, shown, person.id, strokes),
            _("{name} 签名").format(name=person.name),
        )

    def sign_on_paper(self, way: str, witness: str) -> bool:
        """On paper, before a witness."""
        shown, person = self._signing.shown, self._signing.person
        return self._act(
            lambda: signatures.sign_on_paper(
                self._desk, shown, person.id, SignatureWay(way), witness
            ),
            _("{name} 签名").format(name=person.name),
        )

    def withdraw(self) -> bool:
        """The signature there is was a mistake."""
        signed = self._signing.signed
        if signed is None:
            return False
        return self._act(
            lambda: signatures.withdraw(self._desk, signed.signature.id),
            _("撤回 {name} 的签名").format(name=self._signing.person.name),
        )


def _pair(line: str) -> tuple[str, str]:
    """`姓名：李桂兰` as a label and what stands behind it; a sentence stands alone."""
    label, colon, text = line.partition("：")
    return (label, text) if colon and len(label) <= 6 else ("", line)


def _signed_words(signature: Signature) -> str:
    words = {
        SignatureWay.FINGERPRINT: _("{at} 在纸上按了手印，见证人 {witness}。"),
        SignatureWay.PAPER: _("{at} 在纸上签了名，见证人 {witness}。"),
        SignatureWay.STROKES: _("{at} 签过名了。"),
    }[signature.way]
    return words.format(at=moment_words(signature.signed_at), witness=signature.witness)
