"""Papers of meetings that decide: notice, record, decision for the board, counting and signing."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

import msgspec

from xieshang_desktop.domain.documents.hall import Signer
from xieshang_desktop.domain.documents.ledgers import YearBook
from xieshang_desktop.domain.documents.paper import Paper
from xieshang_desktop.domain.documents.public import BoardPaper


class DecisionNotice(Paper, frozen=True, kw_only=True):
    """会议通知 of a meeting that decides: time, place and the matters."""

    FORM: ClassVar[str] = "decision_notice"

    addressees: str
    body: str
    when: str
    place: str
    chair: str = ""
    matters: tuple[str, ...] = ()
    reason: str = ""
    contact_phone: str = ""
    signer: str
    seal_space: bool = True


class DecidedMotion(msgspec.Struct, frozen=True, kw_only=True):
    """One matter: its words, how it was voted on, what was counted and what came of it."""

    title: str
    text: str
    voting: str = ""
    basis: str = ""
    counted: str = ""
    result: str = ""


class DecisionRecord(Paper, frozen=True, kw_only=True):
    """会议记录: who was counted, on what basis people met, each vote, what was decided, and who
    signs. `corrections` stand behind a sealed record."""

    FORM: ClassVar[str] = "decision_record"

    body: str
    when: str
    place: str
    chair: str = ""
    recorder: str = ""
    expected: str
    present: str
    sitting_in: str = ""
    basis: str = ""
    preparation: tuple[str, ...] = ()
    motions: tuple[DecidedMotion, ...]
    decisions: tuple[str, ...] = ()
    voted: bool = False
    supervision: str = ""
    signers: tuple[Signer, ...] = ()
    corrections: tuple[str, ...] = ()


class DecisionResult(BoardPaper, frozen=True, kw_only=True):
    """决议公告: what was decided, on what basis and with how many voices; nobody is named. `done`
    says how it was carried out, and the paper then is 实施结果公告."""

    FORM: ClassVar[str] = "decision_result"

    held: str
    decisions: tuple[DecidedMotion, ...]
    done: str = ""


class CountedMotion(msgspec.Struct, frozen=True, kw_only=True):
    """One matter on a counting sheet; what is not known yet is empty, to be written by hand. Only
    of a secret `ballot` papers are counted. A `later` one begins a page."""

    what: str
    way: str = ""
    expected: str = ""
    present: str = ""
    ballot: bool = False
    issued: str = ""
    returned: str = ""
    valid: str = ""
    invalid: str = ""
    agree: str = ""
    disagree: str = ""
    abstain: str = ""
    needed: str = ""
    result: str = ""
    counters: str = ""
    overseer: str = ""
    later: bool = False


class CountSheet(Paper, frozen=True, kw_only=True):
    """计票单, filled where the vote was taken."""

    FORM: ClassVar[str] = "count_sheet"

    body: str
    day: str
    sheets: tuple[CountedMotion, ...]


class HandMotion(msgspec.Struct, frozen=True, kw_only=True):
    """One matter that is voted on without the laptop; `state` says what was counted already."""

    what: str
    words: str
    way: str
    state: str = ""


class DecisionHandRecord(Paper, frozen=True, kw_only=True):
    """手工记录表 of a meeting that decides without the laptop; `printed` says when it was made and
    how many were there by then."""

    FORM: ClassVar[str] = "decision_hand_record"

    body: str
    when: str
    place: str = ""
    chair: str = ""
    recorder: str = ""
    expected: str
    printed: str
    motions: tuple[HandMotion, ...]


class SignedMotion(msgspec.Struct, frozen=True, kw_only=True):
    """One matter to be signed: who agrees and who does not, with a cell to sign in."""

    what: str
    words: str
    counted: str = ""
    agreeing: tuple[Signer, ...]
    differing: tuple[Signer, ...]


class DecisionSignatures(Paper, frozen=True, kw_only=True):
    """同意、反对人员签名表, the annex of 一事一议. A sealed one holds a `salt`: its hash leaves the
    village, and who voted what could else be guessed from it."""

    FORM: ClassVar[str] = "decision_signatures"

    body: str
    day: str
    counted: str
    motions: tuple[SignedMotion, ...]
    salt: str = ""


class StepSheet(msgspec.Struct, frozen=True, kw_only=True):
    """One step of 四议两公开 on its sheet; a `later` one begins a page."""

    step: str
    cause: str
    matter: str
    when: str = ""
    way: str = ""
    expected: str = ""
    present: str = ""
    share: str = ""
    content: str = ""
    published: str = ""
    supervision: str = ""
    later: bool = True


class FourSteps(Paper, frozen=True, kw_only=True):
    """村级重大事务“四议两公开”决策实施登记表: one sheet for each step."""

    FORM: ClassVar[str] = "four_steps"

    sheets: tuple[StepSheet, ...]


class StatisticsRow(msgspec.Struct, frozen=True, kw_only=True):
    """One body in 农村民主决策情况, counted by people or by households; shares in percent with two
    decimals, `--` of zero, and of women where households were counted."""

    body: str
    meetings: int
    expected: int
    present: int
    present_share: str
    agree: int
    agree_share: str
    disagree: int
    disagree_share: str
    abstain: int
    abstain_share: str
    women: int
    women_share: str


class DecisionStatistics(YearBook, frozen=True, kw_only=True):
    """农村民主决策情况 of a year."""

    FORM: ClassVar[str] = "decision_statistics"

    rows: tuple[StatisticsRow, ...]


class DecisionLedgerRow(msgspec.Struct, frozen=True, kw_only=True):
    """One vote of the year."""

    held_on: date
    body: str
    matter: str
    measure: str
    expected: int
    present: int
    women: int
    agree: int
    disagree: int
    abstain: int
    result: str
    meeting_number: str
    posted_on: date | None = None


class DecisionLedger(YearBook, frozen=True, kw_only=True):
    """民主决策台账: every vote of the year."""

    FORM: ClassVar[str] = "decision_ledger"

    rows: tuple[DecisionLedgerRow, ...]
