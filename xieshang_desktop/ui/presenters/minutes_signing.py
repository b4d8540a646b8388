"""纪要签名: who was there and who has signed the minutes."""

from __future__ import annotations

from collections.abc import Sequence
from gettext import gettext as _
from typing import NamedTuple, Protocol

from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.finding import NameIndex
from xieshang_desktop.services.papers import PaperKind
from xieshang_desktop.services.signing_minutes import Signer, signers_of
from xieshang_desktop.ui.presenters.attempting import Attempt


class SignerRow(NamedTuple):
    """One person of the list; the id stands last."""

    name: str
    group: str
    part: str
    state: tuple[str, str]
    id: str


class SigningPage(Protocol):
    """What the presenter asks of the page."""

    def show_signers(self, rows: Sequence[SignerRow], mark: str) -> None: ...
    def show_counts(self, words: str) -> None: ...
    def show_nobody(self, sentence: str) -> None: ...


class MinutesSigningPresenter:
    """`narrow` finds by name, pinyin or initials."""

    def __init__(self, desk: Desk, page: SigningPage, attempt: Attempt) -> None:
        self._desk, self._page, self._attempt = desk, page, attempt
        self._signers: list[Signer] = []
        self._index = NameIndex()
        self._text = ""

    def open(self, meeting_id: str, mark: str = "") -> None:
        """Read who was there; minutes of a meeting that goes on cannot be signed."""

        def show(signers: list[Signer]) -> None:
            self._signers = signers
            self._index = NameIndex(each.person for each in signers)
            done = sum(each.signed is not None and each.signed.holds for each in signers)
            changed = sum(each.signed is not None and not each.signed.holds for each in signers)
            words = _("到会 {0} 人，签了 {1} 人").format(len(signers), done)
            if changed:
                words += _("，{0} 人签过以后纪要又改了，要重新签").format(changed)
            self._page.show_counts(words)
            self.narrow(self._text, mark)

        self._attempt(lambda: signers_of(self._desk, meeting_id), "", show)

    def narrow(self, text: str, mark: str = "") -> None:
        """Show who is meant; all of them by nothing."""
        self._text = text
        found = self._index.find(text) if text.strip() else None
        rows = [_row(e) for e in self._signers if found is None or e.person.id in found]
        if rows:
            self._page.show_signers(rows, mark)
        elif self._signers:
            self._page.show_nobody(_("到会的人里没有“{0}”。").format(text.strip()))
        else:
            self._page.show_nobody(_("没有人签到，也就没有人签名。先把签到补上。"))

    def paper(self, meeting_id: str) -> tuple[str, str]:
        """Where the page to sign on paper is shown."""
        return "papers", f"{PaperKind.SIGNATURE_PAGE.value}:{meeting_id}"


def _row(signer: Signer) -> SignerRow:
    state = (_("没有签"), "neutral")
    if signer.signed is not None and signer.signed.holds:
        state = (signer.signed.signature.way.words, "done")
    elif signer.signed is not None:
        state = (_("签名之后内容有改动"), "attention")
    person = signer.person
    return SignerRow(
        person.name, person.organisation or person.group, signer.part.words, state, person.id
    )
