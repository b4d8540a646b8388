"""How a paper begins and ends: the red head of 纪要, the signature with its date."""

from __future__ import annotations

from datetime import date

from xieshang_desktop.domain.dates import date_words
from xieshang_desktop.printing.compose import Composer
from xieshang_desktop.printing.hygiene import one_line
from xieshang_desktop.printing.ink import RED, PageInk
from xieshang_desktop.printing.profile import MM
from xieshang_desktop.printing.rows import Row, keep_with
from xieshang_desktop.printing.titles import break_title

#: The red mark is not smaller than this where four lines can help it.
LEAST_MARK = 28


def sign(paper: Composer, signer: str, day: date, *, seal: bool) -> None:
    """署名 and 成文日期, with room for a seal (7.3.5.1) or without (7.3.5.2). No seal is drawn.
    The last lines of the text go with them (7.3.5.5)."""
    place, characters = paper.profile.place, paper.profile.sheet.characters
    signer, dated = one_line(signer), date_words(day)
    paper.ink.note("fang", signer)
    width = paper.ink.chain("fang").width
    signers = break_title(signer, characters - 2 * place.signer_right, width)
    long, short = max(map(width, signers), default=0.0), width(dated)
    if seal:
        date_at = characters - place.date_right - short
        middle = min(date_at + short / 2, characters - long / 2)
        date_at = middle - short / 2
    else:
        signer_at = characters - place.signer_right - long
        date_at = signer_at + place.date_after_signer
        if short > long:
            date_at = characters - place.signer_right - short
            signer_at = date_at - place.date_after_signer
        middle = signer_at + long / 2

    def line(at: float, text: str, *, kept: bool) -> None:
        x = paper.profile.left + at * paper.profile.advance

        def draw(page: PageInk, top: float) -> None:
            page.text(x, top, text, "fang", paper.size, stretch=paper.stretch)

        paper.row(draw, kept=kept)

    keep_with(paper.rows)
    blank = place.seal_lines if seal else 1
    paper.blank(blank)
    for row in paper.rows[-blank:]:
        row.kept = True
    for text in signers:
        line(middle - width(text) / 2, text, kept=True)
    line(date_at, dated, kept=False)


def red_head(paper: Composer, mark: str, number: str, left: str, right: str) -> None:
    """The red mark of 纪要, its number, who and when, and the red line (10.3, 7.2.4–7.2.7)."""
    profile, face = paper.profile, "xiaobiaosong"
    mark, number, left = one_line(mark), one_line(number), one_line(left)
    for used, text in ((face, mark), ("fang", number)):
        paper.ink.note(used, text)
    chain = paper.ink.chain(face)
    size, lines = profile.type.title, []
    for count in range(1, 5):  # as few lines as let the mark be large
        size = min(profile.type.mark, profile.text_width * count / (chain.width(mark) + count))
        lines = break_title(mark, profile.text_width / size, chain.width)
        if size >= LEAST_MARK and len(lines) == count:
            break
    begin, leading = profile.place.mark_below_top_mm * MM, size * 1.3

    def draw_mark(page: PageInk, top: float) -> None:
        for at, line in enumerate(lines):
            x = profile.left + (profile.text_width - chain.width(line) * size) / 2
            page.text(x, top + begin + at * leading, line, face, size, colour=RED)

    def draw_line(page: PageInk, top: float) -> None:
        below = top - paper.pitch + paper.size + profile.place.red_line_below_mm * MM
        end = profile.left + profile.text_width
        page.lines([(profile.left, below, end, below)], profile.rule.red_line, RED)

    height = begin + leading * (len(lines) - 1) + size
    paper.row(draw_mark, kept=True, lines=-int(-height // paper.pitch))
    paper.blank(profile.place.number_after_mark)
    fang, ems = paper.ink.chain("fang"), profile.sheet.characters
    for line in break_title(number, ems - 2, fang.width):
        paper.centred(line, "fang", paper.size)
    paper.ends(left, right, aside=1, kept=True)
    paper.rows.append(Row(height=0, needs=0, draw=draw_line, kept=True, free=True))
    paper.blank(profile.place.title_after_line)
