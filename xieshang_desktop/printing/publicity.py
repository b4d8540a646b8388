"""结果公示: what was agreed, who does what, how long it hangs, how to object (VCL art. 35)."""

from __future__ import annotations

from xieshang_desktop.domain.documents import PublicityPaper
from xieshang_desktop.printing.compose import Composer, chinese_date
from xieshang_desktop.printing.hygiene import clean, one_line
from xieshang_desktop.printing.measures import measures_table
from xieshang_desktop.printing.opening_closing import sign
from xieshang_desktop.printing.texts import Texts


def compose(paper: PublicityPaper, page: Composer, words: Texts) -> None:
    """Set the posting."""
    page.title(paper.title)
    page.blank()
    if paper.basis:
        page.paragraph(words("opening_basis", basis=one_line(paper.basis)))
    else:
        page.paragraph(words("opening"))
    number = 1
    for name, text in (
        ("topic", paper.topic),
        ("meeting", paper.meeting),
        ("result", paper.result),
    ):
        lines = [line for line in clean(text).split("\n") if line.strip()]
        if len(lines) == 1:
            page.fact(number, words(name), lines[0])
        elif lines:
            page.head(number, words(name))
            page.prose(text)
        number += bool(lines)
    if paper.measures:
        page.head(number, words("measures"))
        measures_table(page, paper.measures, words)
        number += 1
    period = words(
        "period_text" if paper.posted else "period_open",
        posted=chinese_date(paper.posted_on),
        days=str(paper.days),
        removable=chinese_date(paper.removable_on),
    )
    page.fact(number, words("period"), period)
    objections = paper.objections or words("objections_text", signer=one_line(paper.signer))
    if paper.official_phone:
        objections += words("phone", phone=one_line(paper.official_phone))
    page.fact(number + 1, words("objections"), objections)
    page.closing(words("closing"))
    sign(page, paper.signer, paper.issued_on, seal=paper.seal_space)
