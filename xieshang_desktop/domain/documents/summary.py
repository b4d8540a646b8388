"""月度汇总: a township's paper of a period (汇总、研判、问题、经验, S1-24), and its workbook."""

from __future__ import annotations

from typing import ClassVar

import msgspec

from xieshang_desktop.domain.documents.ledgers import YearBook
from xieshang_desktop.domain.documents.paper import Paper


class FigureRow(msgspec.Struct, frozen=True, kw_only=True):
    """One figure as it is told: its name, its number, that of the period before, its kinds."""

    name: str
    now: str
    before: str = ""
    kinds: str = ""


class VillageRow(msgspec.Struct, frozen=True, kw_only=True):
    """One village, in the order of the list; the last row adds up. `satisfaction` in percent."""

    topic: str
    outcomes: int = 0
    consensus: int = 0
    further: int = 0
    submitted: int = 0
    solved: int = 0
    done: int = 0
    in_time: int = 0
    open: int = 0
    late: int = 0
    satisfaction: int | None = None
    posted: int = 0
    topics: int = 0
    meetings: int = 0
    sign_ins: int = 0
    women: int = 0
    party_members: int = 0
    participants: int | None = None


class SummaryBook(YearBook, frozen=True, kw_only=True):
    """The figures of every village as a table on its side, with what the clerk wrote below."""

    FORM: ClassVar[str] = "monthly_summary_book"

    rows: tuple[VillageRow, ...]


class SummaryPaper(Paper, frozen=True, kw_only=True):
    """月度汇总 as an official paper. `covered` and `quiet` are sentences."""

    FORM: ClassVar[str] = "monthly_summary"

    period: str
    year: int
    addressee: str = ""
    covered: str = ""
    quiet: str = ""
    figures: tuple[FigureRow, ...] = ()
    villages: tuple[VillageRow, ...] = ()
    judgement: str = ""
    problems: str = ""
    experience: str = ""
    signer: str
    seal_space: bool = True

    def book(self) -> SummaryBook:
        """The same as a workbook."""
        written = (
            ("研判", self.judgement),
            ("问题", self.problems),
            ("经验", self.experience),
        )
        return SummaryBook(
            unit=self.unit,
            title=self.title,
            issued_on=self.issued_on,
            practice=self.practice,
            year=self.year,
            rows=self.villages,
            notes=tuple((head, text) for head, text in written if text),
        )
