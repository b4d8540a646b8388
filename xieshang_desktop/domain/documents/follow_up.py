"""Papers of what was promised: to who does it, to who is asked above, to who raised it."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

import msgspec

from xieshang_desktop.domain.documents.paper import NamedPerson, Paper
from xieshang_desktop.domain.documents.public import Deed


class TaskSheet(Paper, frozen=True, kw_only=True):
    """办理单: one task on its way to who does it. What is not known yet is written by hand."""

    FORM: ClassVar[str] = "task_sheet"

    number: str = ""
    source: str
    topic: str
    task: str
    demand: str = ""
    owner: str
    helpers: str = ""
    due: date
    given_on: date
    result: str = ""
    done_on: date | None = None
    feedback: str = ""


class Enclosure(msgspec.Struct, frozen=True, kw_only=True):
    """One attachment: its name, as the list of attachments has it, and its paragraphs."""

    name: str
    text: str


class SubmissionPaper(Paper, frozen=True, kw_only=True):
    """上报件, a paper to above: 请示 asks for a decision (`closing` 妥否，请批示), 报告 tells
    (特此报告). With a `mark` it has the red head: `number` at the left, `issuer` who signed it off
    at the right (GB/T 9704, 7.2.5, 7.2.6). `note` is the 附注: 请示 names whom to call. Where it
    has an `imprint`, `copies` and the day of printing stand at the foot of the last page."""

    FORM: ClassVar[str] = "submission"

    mark: str = ""
    number: str = ""
    issuer: str = ""
    addressee: str
    opening: str
    background: str = ""
    consultation: str = ""
    agreed: tuple[str, ...] = ()
    open_points: tuple[str, ...] = ()
    wish_head: str
    wish: str
    closing: str
    attachments: tuple[str, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()
    note: str = ""
    copies: str = ""
    imprint: bool = False
    signer: str
    seal_space: bool = True


class SupervisionReply(Paper, frozen=True, kw_only=True):
    """督办回复: how things stand that somebody above keeps an eye on. `letter` is their paper and
    its number in words, `received` its day in words."""

    FORM: ClassVar[str] = "supervision_reply"

    addressee: str
    letter: str = ""
    received: str = ""
    topic: str
    decided: str = ""
    deeds: tuple[Deed, ...] = ()
    progress: str = ""
    effect: str = ""
    next_steps: str = ""
    note: str = ""
    signer: str
    seal_space: bool = True


class AnswerLetter(Paper, frozen=True, kw_only=True):
    """答复函: to who raised a matter, what came of it. `refused` is why it was not taken up."""

    FORM: ClassVar[str] = "answer"

    proposer: NamedPerson
    group: str = ""
    topic: str
    raised_on: date
    background: str = ""
    meeting: str = ""
    result: str = ""
    refused: str = ""
    deeds: tuple[str, ...] = ()
    effect: str = ""
    answer: str = ""
    contact: str
    contact_place: str = ""
    official_phone: str = ""
    signer: str
    seal_space: bool = True
