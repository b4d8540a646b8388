"""The books of a year: 协商台账, 成果清单, 全年协商活动计划表, 社情民意信息收集记录簿.

A row has names and groups, nothing else that reaches a person. Which fields a book shows, in what
order and how wide, stands in its form.
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar

import msgspec

from xieshang_desktop.domain.documents.paper import Paper

#: What a cell holds; a number or a day stays one in a workbook.
Cell = str | int | date | None


class LedgerRow(msgspec.Struct, frozen=True, kw_only=True):
    """One topic at one meeting, or a topic that had none. `posted_until` is the day it came down,
    or may at the earliest; `satisfaction` in percent."""

    topic_number: str
    topic: str
    source: str
    topic_class: str
    proposer: str
    proposed_on: date
    screening: str
    form: str = ""
    held_on: date | None = None
    place: str = ""
    first_convenor: str = ""
    second_convenor: str = ""
    chair: str = ""
    recorder: str = ""
    expected: int | None = None
    present: int | None = None
    women: int | None = None
    party_members: int | None = None
    cppcc_members: int | None = None
    stakeholders: int | None = None
    notice_on: date | None = None
    posted_on: date | None = None
    posted_until: date | None = None
    outcome: str = ""
    adopted: str = ""
    responsible_unit: str = ""
    responsible_person: str = ""
    due: date | None = None
    carried_out: str = ""
    answered_on: date | None = None
    satisfaction: int | None = None
    archive_number: str = ""
    attachments: int = 0


class ResultRow(msgspec.Struct, frozen=True, kw_only=True):
    """One result, with what was promised and what came of it."""

    decided_on: date
    topic: str
    outcome: str
    text: str
    measures: str = ""
    responsible: str = ""
    due: date | None = None
    progress: str = ""
    done_on: date | None = None
    effect: str = ""
    satisfaction: int | None = None
    posted_on: date | None = None
    answered_on: date | None = None


class PlanRow(msgspec.Struct, frozen=True, kw_only=True):
    """One activity of the plan, with the meeting that carried it out."""

    month: str
    subject: str
    form: str
    participants: str = ""
    owner: str = ""
    meeting: str = ""
    held_on: date | None = None
    remark: str = ""


class NoteRow(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that was told, and what was done about it."""

    told_on: date
    channel: str
    teller: str = ""
    group: str = ""
    text: str
    recorder: str = ""
    handling: str = ""
    handled_on: date | None = None
    topic: str = ""


class YearBook(Paper, frozen=True, kw_only=True):
    """A book of one year on sheets on their side. Cells are read from the rows by name. `notes` are
    heads and texts that stand below the rows of a workbook."""

    WIDE: ClassVar[bool] = True

    year: int
    rows: tuple[msgspec.Struct, ...]
    notes: tuple[tuple[str, str], ...] = ()


class ConsultationLedger(YearBook, frozen=True, kw_only=True):
    """协商台账."""

    FORM: ClassVar[str] = "ledger"

    rows: tuple[LedgerRow, ...]


class ResultsList(YearBook, frozen=True, kw_only=True):
    """成果清单."""

    FORM: ClassVar[str] = "results_list"

    rows: tuple[ResultRow, ...]


class YearPlanBook(YearBook, frozen=True, kw_only=True):
    """全年协商活动计划表."""

    FORM: ClassVar[str] = "year_plan"

    rows: tuple[PlanRow, ...]


class NotesBook(YearBook, frozen=True, kw_only=True):
    """社情民意信息收集记录簿."""

    FORM: ClassVar[str] = "notes_book"

    rows: tuple[NoteRow, ...]
