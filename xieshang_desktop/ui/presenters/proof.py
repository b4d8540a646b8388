"""核对文书 (N9): from the code or the QR of a paper to the sealed record it must agree with."""

from __future__ import annotations

from gettext import gettext as _
from typing import NamedTuple, Protocol

from xieshang_desktop.errors import Problem
from xieshang_desktop.services import proof
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.wording import words_for
from xieshang_desktop.wording.dates import date_words


class ProofView(NamedTuple):
    """What a code leads to: kind (done, attention), what to say and do, facts, sealed paper."""

    kind: str
    sentence: str
    hint: str
    facts: tuple[tuple[str, str], ...] = ()
    pdf: bytes = b""


class ProofPage(Protocol):
    """What the presenter asks of the page."""

    def show_proof(self, view: ProofView) -> None: ...


class ProofPresenter:
    """One code at a time."""

    def __init__(self, desk: Desk, page: ProofPage) -> None:
        self._desk = desk
        self._page = page

    def check(self, words: str) -> None:
        """Look for the record of what was typed or scanned; nothing typed, nothing said."""
        if not words.strip():
            return
        try:
            found = proof.check(self._desk, words)
        except Problem as problem:  # said on the page, beside what was typed
            said = words_for(problem)
            self._page.show_proof(ProofView("attention", said.sentence, said.hint))
            return
        self._page.show_proof(_view(found))


def _view(found: proof.Checked) -> ProofView:
    minutes, meeting = found.minutes, found.meeting
    sealed = minutes.sealed_on
    known = (
        (_("会议"), meeting.title),
        (_("开会日期"), date_words(meeting.starts)),
        (_("纪要编号"), minutes.number),
        (_("归档日期"), date_words(sealed) if sealed else ""),
        (_("核验码"), proof.proof_of(minutes).code),
    )
    facts = tuple(fact for fact in known if fact[1])
    if not found.intact:
        return ProofView(
            "attention",
            _("对不上：本机的归档记录被改过，或者缺了一部分。"),
            _("请不要以这份文书为准。用备份核对，并告诉乡镇。"),
            facts,
            found.pdf,
        )
    return ProofView(
        "done",
        _("核验码与归档记录一致。"),
        _("请把手里的文书和右边的归档件逐项对一对，内容应当相同。"),
        facts,
        found.pdf,
    )
