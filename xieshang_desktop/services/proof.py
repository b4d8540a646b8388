"""Paper that proves itself (N9): from a printed code back to the sealed record."""

from __future__ import annotations

import re

import msgspec

from xieshang_desktop.domain.documents import Proof
from xieshang_desktop.domain.meeting import Meeting
from xieshang_desktop.domain.minutes import Correction, Minutes
from xieshang_desktop.domain.outcome import Outcome, Submission, Task
from xieshang_desktop.domain.terms import MinutesState
from xieshang_desktop.errors import BadInput, RuleBroken, WorldFailed
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.paper_list.kinds import About
from xieshang_desktop.settings import Settings
from xieshang_desktop.storage import journal
from xieshang_desktop.storage.unit_of_work import Reader

#: As many digits of the record's SHA-256 as a paper shows: 64 bits, in groups of four.
_SHOWN, _GROUP = 16, 4

#: What the QR says: the program's mark, the number of the minutes, half of the digest.
_LINK = re.compile(r"xieshang:1:([^:]{1,40}):([0-9a-f]{32})")
_CODE = re.compile(r"[0-9A-F]{16}")


class Checked(msgspec.Struct, frozen=True, kw_only=True):
    """What a code leads to. `intact` tells whether record and paper are what was sealed, and the
    whole journal with them; `pdf` is the sealed paper, to be compared with the one in the hand."""

    minutes: Minutes
    meeting: Meeting
    intact: bool
    pdf: bytes
    corrections: tuple[Correction, ...] = ()


def wanted(settings: Settings | None = None) -> bool:
    """Whether papers carry the line."""
    return bool((settings or Settings()).number("proof_line"))


def proof_of(minutes: Minutes) -> Proof:
    """The line of papers that rest on these minutes."""
    digest = minutes.record_digest
    shown = digest[:_SHOWN].upper()
    return Proof(
        code="-".join(shown[at : at + _GROUP] for at in range(0, _SHOWN, _GROUP)),
        link=f"xieshang:1:{minutes.number}:{digest[:32]}",
    )


def proof_about(desk: Desk, about: About, object_id: str) -> Proof | None:
    """The line for a paper about a meeting, a topic or what came of it, once the minutes are sealed
    and where the settings want it."""
    if about in {About.UNIT, About.YEAR, About.DECISION} or not wanted():
        return None
    with desk.store.read() as reader:
        match about:
            case About.TOPIC:
                outcomes = reader.all(Outcome, "decided_on", topic_id=object_id)
            case About.TASK:
                outcomes = [reader.one(Outcome, reader.one(Task, object_id).outcome_id)]
            case About.SUBMISSION:
                outcomes = [reader.one(Outcome, reader.one(Submission, object_id).outcome_id)]
            case _:
                outcomes = []
        if about is not About.MEETING and not outcomes:
            return None
        meeting_id = outcomes[-1].meeting_id if outcomes else object_id
        sealed = _sealed(reader, meeting_id=meeting_id)
    return proof_of(sealed[0]) if sealed else None


def check(desk: Desk, words: str) -> Checked:
    """What a printed code, or the text of its QR, leads to; takes seconds with ten years of
    records, and is safe on the worker.

    BadInput `proof_unreadable`; RuleBroken `proof_unknown` when no sealed record here has it.
    """
    text = "".join(words.split())
    if link := _LINK.search(text):
        link_number, begins = link[1], link[2]
    else:
        code = re.sub(r"[-－—–]", "", text).upper()
        if not _CODE.fullmatch(code):
            raise BadInput("proof_unreadable")
        link_number, begins = "", code.lower()
    with desk.store.read() as reader:
        found = [
            m
            for m in _sealed(reader)
            if m.record_digest.startswith(begins) and link_number in ("", m.number)
        ]
        if not found:
            raise RuleBroken("proof_unknown", shown=words.strip()[:40])
        meeting = reader.one(Meeting, found[0].meeting_id)
        corrections = reader.all(Correction, "number", minutes_id=found[0].id)
        intact = not journal.verify(reader)
    minutes = found[0]
    pdf = b""
    try:
        desk.files.read(minutes.record_digest)
        pdf = desk.files.read(minutes.digest)
    except WorldFailed:
        intact = False
    return Checked(
        minutes=minutes,
        meeting=meeting,
        intact=intact,
        pdf=pdf,
        corrections=tuple(corrections),
    )


def _sealed(reader: Reader, **where: str) -> list[Minutes]:
    return [m for m in reader.all(Minutes, state=MinutesState.SEALED, **where) if m.record_digest]
