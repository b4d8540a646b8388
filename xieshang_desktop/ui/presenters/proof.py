"""核对文书 (N9): from the code or the QR of a paper to the sealed record it must agree with."""

from __future__ import annotations

from gettext import gettext as _
from typing import NamedTuple

from xieshang_desktop.domain.minutes import Correction
from xieshang_desktop.errors import Problem
from xieshang_desktop.services import proof
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.wording import words_for
from xieshang_desktop.wording.dates import date_words


class ProofView(NamedTuple):
    """What a code leads to: kind (done, waiting, attention), what to say and do, facts, sealed
    paper; corrections made since (day and words), and the meeting they are kept with."""

    kind: str
    sentence: str
    hint: str
    facts: tuple[tuple[str, str], ...] = ()
    pdf: bytes = b""
    corrections: tuple[tuple[str, str], ...] = ()
    meeting_id: str = ""


def look_up(desk: Desk, words: str) -> ProofView:
    """What was typed or scanned leads to this; seconds with ten years of records, and safe on the
    worker."""
    try:
        return _view(proof.check(desk, words))
    except Problem as problem:  # said on the page, beside what was typed
        return ProofView("attention", *words_for(problem))


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
    count = len(found.corrections)
    return ProofView(
        "waiting" if count else "done",
        _("归档记录完好，有 {0} 处更正。").format(count) if count else _("归档记录完好。"),
        _(
            "这个核验码是这次会议的。如果手里的是纪要，内容应当和右边相同；"
            "是通知、公示等，请核对会议、日期和结果。"
        ),
        facts,
        found.pdf,
        tuple(map(_correction, found.corrections)),
        meeting.id,
    )


def _correction(correction: Correction) -> tuple[str, str]:
    words = _("更正{0}：{1}").format(correction.number, correction.text)
    return date_words(correction.made_on), words
