"""What a form may ask of the page it is set on: the same for PDF and for Word."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Protocol

import msgspec

from xieshang_desktop.domain.documents import Picture, SignatureMark

#: What stands in a cell: words, or how somebody signed.
Cell = str | SignatureMark


class Span(msgspec.Struct, frozen=True):
    """Text in one face."""

    text: str
    face: str = "fang"


class Column(msgspec.Struct, frozen=True):
    """A column of a table: head, width in millimetres, and whether its cells are centred."""

    head: str
    width_mm: float
    centred: bool = True


class FieldRow(msgspec.Struct, frozen=True):
    """A row of a framed form: each field's label and what stands in it; at least `lines` high."""

    fields: tuple[tuple[str, str], ...]
    lines: int = 1


class Setting(Protocol):
    """The parts of a paper, from its first line to its last (GB/T 9704, 7.3)."""

    #: Ems before the first line of a paragraph (7.3.3).
    indent: float

    def title(self, text: str) -> None:
        """Title in 2号小标宋, centred (7.3.1)."""

    def subtitle(self, text: str) -> None:
        """A line in 楷体 under the title, centred."""

    def red_head(self, mark: str, number: str, left: str, right: str) -> None:
        """The red mark with its number, who and when, and the red line (10.3, 7.2.4-7.2.7)."""

    def addressees(self, text: str) -> None:
        """主送: flush left, with a full-width colon (7.3.2)."""

    def blank(self, lines: int = 1) -> None:
        """Empty lines."""

    def paragraph(
        self,
        text: str | Sequence[Span],
        *,
        indent: float | None = None,
        hanging: float = 0.0,
        kept: bool = False,
        lead: int = 0,
    ) -> None:
        """One paragraph, `indent` ems before its first line, `hanging` before the others, which
        align behind its first `lead` characters."""

    def prose(self, text: str) -> int:
        """Paragraphs as people write them; gives how many heads of the second level there were."""

    def head(self, number: int, text: str) -> None:
        """一、… in 黑体, with what follows (7.3.3)."""

    def fact(self, number: int, label: str, text: str) -> None:
        """一、label：text in one paragraph."""

    def second_head(self, number: int, text: str) -> None:
        """（一）… in 楷体, with what follows (7.3.3)."""

    def second_item(self, number: int, text: str) -> None:
        """（一）… as one item of a list."""

    def items(self, texts: Iterable[str]) -> None:
        """1. 2. 3. in 仿宋 (7.3.3)."""

    def labelled(self, label: str, *texts: str) -> None:
        """A label in 黑体 with what belongs to it, aligned after the colon (10.3)."""

    def ends(self, left: str, right: str, *, aside: float, kept: bool = False) -> None:
        """Text at both ends of a line."""

    def table(
        self, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], *, lines: float = 1.0
    ) -> None:
        """A framed table, its head again on every page (8), its rows at least `lines` high."""

    def fields(self, rows: Sequence[FieldRow]) -> None:
        """A framed form: labels, beside each what is known or room to write."""

    def writing_lines(self, count: int) -> None:
        """Ruled lines to write on by hand."""

    def pictures(self, pictures: Sequence[Picture]) -> None:
        """Photos, two beside each other, each with its line."""

    def attachment_list(self, names: Sequence[str]) -> None:
        """附件说明, a blank line under the text (7.3.4)."""

    def attachment_head(self, number: int, title: str) -> None:
        """附件1 on a new page, its title centred on the third line (7.3.7)."""

    def sign(self, signer: str, day: date, *, seal: bool) -> None:
        """署名 and 成文日期, with room for a seal or without (7.3.5)."""

    def note(self, text: str) -> None:
        """附注 in brackets under the date (7.3.6)."""

    def imprint(self, copies: str, printed_by: str, printed_on: date) -> None:
        """版记 at the foot of the last page (7.4)."""

    def new_page(self) -> None:
        """What follows begins a page."""

    def keep_together(self, lines: int) -> None:
        """The last `lines` lines stay on one page with what comes next."""
