"""What may follow the text: 附件说明, 附注, attachments, 版记 (GB/T 9704, 7.3.4-7.4)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from itertools import islice

from xieshang_desktop.domain.dates import date_words
from xieshang_desktop.printing.compose import Composer
from xieshang_desktop.printing.hygiene import one_line
from xieshang_desktop.printing.ink import PageInk
from xieshang_desktop.printing.linebreak import Line, break_lines
from xieshang_desktop.printing.lines import set_line
from xieshang_desktop.printing.rows import Draw, Row
from xieshang_desktop.printing.setting import Span

#: Most lines of one part of the 版记: both parts fit on a page.
_MOST_LINES = 12

#: Above and below a line of 版记 text, in its sizes.
_AIR = 0.45


def attachment_list(paper: Composer, names: Sequence[str]) -> None:
    """附件：1. … a blank line under the text; wrapped lines align with the name (7.3.4)."""
    names = [one_line(name).rstrip("。；，.;,") for name in names if name.strip()]
    if not names:
        return
    paper.blank()
    width = paper.ink.chain("fang").width
    lead = "附件："
    for number, name in enumerate(names, 1):
        counted = f"{number}. " if len(names) > 1 else ""
        begin = paper.indent + width(lead)
        first = lead if number == 1 else ""
        paper.paragraph(
            f"{first}{counted}{name}",
            indent=paper.indent if first else begin,
            hanging=begin + width(counted),
            lead=len(first + counted),
        )


def attachment_head(paper: Composer, number: int, title: str) -> None:
    """附件1 in 黑体 on the first line of a new page, the title centred on the third (7.3.7).
    A single attachment has no number."""
    paper.new_page()
    label = f"附件{number}" if number else "附件"
    paper.bookmark(f"{label} {one_line(title)}")
    paper.paragraph([Span(label, "hei")], indent=0, kept=True)
    for _ in range(paper.profile.place.attachment_title_line - 2):
        paper.row(lambda _page, _top: None, kept=True)
    paper.title(title)


def note(paper: Composer, text: str) -> None:
    """附注 in brackets under the date (7.3.6)."""
    if text.strip():
        paper.keep_together(1)
        paper.paragraph(f"（{one_line(text).strip('（）')}）")


def imprint(paper: Composer, copies: str, printed_by: str, printed_on: date) -> None:
    """版记 at the foot of the last page: 抄送, then who printed it and when, in 4号仿宋, one
    character in from both sides; its last line lies on the lower edge of the text (7.4)."""
    profile, chain = paper.profile, paper.ink.chain("fang")
    size = profile.type.note
    edge, width = profile.left, profile.text_width
    room = width / size - 2
    copies, printed_by = one_line(copies), one_line(printed_by)
    for text in (copies, printed_by):
        paper.ink.note("fang", text)
    sent = f"抄送：{copies.rstrip('。')}。" if copies else ""
    dated = f"{date_words(printed_on)}印发"

    def broken(text: str, room: float, hanging: float = 0.0) -> list[tuple[str, Line, float]]:
        """The text line by line, with what stands before each; not more than a page can hold."""
        lines = break_lines(text, lambda a, b: chain.width(text[a:b]), room, room - hanging)
        found = [
            (text[line.start : line.end], line, hanging if number else 0.0)
            for number, line in enumerate(islice(lines, _MOST_LINES))
        ]
        if found and found[-1][1].end < len(text):
            found[-1] = ("……", Line(0, 2, 2, 2, last=True), hanging)
        return found

    copied_to = broken(sent, room, chain.width("抄送：")) if sent else []
    printers = broken(printed_by, room - chain.width(dated) - 1)

    def rule(thickness: float) -> Row:
        def draw(page: PageInk, top: float) -> None:
            page.lines([(edge, top, edge + width, top)], thickness)

        return Row(height=0, needs=0, draw=draw, free=True, foot=True)

    def band(draw: Draw, count: int) -> Row:
        height = size * (count + _AIR * (count + 1))
        return Row(height=height, needs=height, draw=draw, free=True, foot=True)

    def copied(page: PageInk, top: float, lines: Sequence[tuple[str, Line, float]]) -> float:
        y = top + size * _AIR
        for text, line, aside in lines:
            set_line(edge + (1 + aside) * size, [(text, "fang")], line, size, 1.0, page, y)
            y += size * (1 + _AIR)
        return y - size * (1 + _AIR)

    def printed(page: PageInk, top: float) -> None:
        y = copied(page, top, printers)
        page.text(edge + width - (1 + chain.width(dated)) * size, y, dated, "fang", size)

    paper.rows.append(rule(profile.rule.imprint_outer))
    if copied_to:
        paper.rows.append(band(partial(copied, lines=copied_to), len(copied_to)))
        paper.rows.append(rule(profile.rule.imprint_inner))
    paper.rows.append(band(printed, len(printers)))
    paper.rows.append(rule(profile.rule.imprint_outer))
