"""All the parts of a paper, set as a .docx that WPS and Word open (python-docx).

What has to be measured (titles broken by sense, signatures) is measured with the faces of the PDF,
whose characters are as wide as those of any face of their kind. The line of proof (N9) is left to
the PDF: a .docx can be changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import msgspec
from docx.oxml.parser import parse_xml

from xieshang_desktop.domain.dates import date_words
from xieshang_desktop.domain.documents import Paper, Picture
from xieshang_desktop.printing import closing, word_tables
from xieshang_desktop.printing.compose import TITLE_AIR, Composer, signed_off
from xieshang_desktop.printing.forms import title_of
from xieshang_desktop.printing.hygiene import clean, one_line
from xieshang_desktop.printing.ink import Ink
from xieshang_desktop.printing.opening_closing import LEAST_MARK
from xieshang_desktop.printing.profile import MM, Profile, profile
from xieshang_desktop.printing.setting import Cell, Column, FieldRow, Span
from xieshang_desktop.printing.tables import AIR_BELOW
from xieshang_desktop.printing.texts import texts
from xieshang_desktop.printing.titles import break_title
from xieshang_desktop.printing.word_package import (
    TAB,
    W,
    add_header,
    finished,
    new_document,
    run,
    twips,
    word_profile,
)

#: The red of 发文机关标志 and of the line under it.
_RED = "D90D0D"

#: Under the characters of a line of fixed pitch there is this share of it.
_UNDER = 0.2


class Block(msgspec.Struct, kw_only=True):
    """One paragraph, or a table as `whole`. `rules` are further properties, in the schema's order
    by name; a `gap` is an empty line."""

    runs: str = ""
    whole: str = ""
    style: str = ""
    kept: bool = False
    breaks: bool = False
    gap: bool = False
    rules: dict[str, str] = {}

    def xml(self) -> str:
        """The block as WordprocessingML."""
        if self.whole:
            return self.whole
        rules = dict(self.rules)
        if self.style:
            rules["pStyle"] = f'<w:pStyle w:val="{self.style}"/>'
        if self.kept:
            rules["keepNext"] = "<w:keepNext/>"
        if self.breaks:
            rules["pageBreakBefore"] = "<w:pageBreakBefore/>"
        inside = "".join(rules[name] for name in _ORDER if name in rules)
        return f"<w:p><w:pPr>{inside}</w:pPr>{self.runs}</w:p>"


#: ECMA-376 17.3.1.26: a paragraph's properties stand in this order.
_ORDER = (
    *("pStyle", "keepNext", "pageBreakBefore", "pBdr", "tabs", "snapToGrid", "spacing", "ind"),
    *("jc", "outlineLvl"),
)


class WordSetting(Composer):
    """A `Setting` that collects the blocks of a .docx."""

    def __init__(self, layout: Profile, ink: Ink) -> None:
        super().__init__(layout, ink)
        self.document = new_document(layout)
        self.word = word_profile()
        self.blocks: list[Block] = []
        self._breaks = False
        self._air = 0.0

    def add(self, block: Block) -> None:
        """Add a block; the first one after `new_page` begins it, one after a table has air."""
        if self._air and not block.whole and "spacing" not in block.rules:
            air = {"spacing": _spacing(self.word.page.pitch, before=self._air)}
            block.rules = {**block.rules, **air}
        self._air = 0.0
        if self._breaks and block.whole:
            self.blocks.append(Block(breaks=True, kept=True, rules=_low()))
        elif self._breaks:
            block.breaks = True
        self._breaks = False
        self.blocks.append(block)

    def finish(self, *, title: str, author: str, day: date) -> bytes:
        """The file."""
        body = self.document.element.body
        whole = "".join(block.xml() for block in self.blocks)
        if not self.blocks or self.blocks[-1].whole:  # a table can't be the last
            whole += Block(rules=_low()).xml()
        for element in list(parse_xml(f"<w:body {W}>{whole}</w:body>")):
            body.insert(len(body) - 1, element)
        return finished(self.document, title=title, author=author, day=day)

    def keep_together(self, lines: int) -> None:
        """The last `lines` paragraphs stay with what comes next."""
        for block in reversed(self.blocks):
            block.kept = True
            lines -= not block.gap
            if lines <= 0:
                return

    def new_page(self) -> None:
        """What follows begins a page."""
        self._breaks = True

    def blank(self, lines: int = 1) -> None:
        """Empty lines."""
        for _ in range(lines):
            self.add(Block(gap=True))

    def title(self, text: str) -> None:
        """Title in 2号小标宋, centred, broken by sense (7.3.1)."""
        size = self.word.type.title
        width = self.ink.chain("xiaobiaosong").width
        room = self.profile.text_width / size - TITLE_AIR
        lines = "\n".join(break_title(clean(text), room, width))
        self.add(Block(runs=run(lines, "xiaobiaosong", size), style="Title"))

    def centred(self, text: str, face: str, size: float) -> None:
        """One centred line, together with what follows."""
        given = self.word.type.body if size == self.size else size
        self.add(Block(runs=run(text, face, given), kept=True, rules=_aligned("center")))

    def paragraph(
        self,
        text: str | Sequence[Span],
        *,
        indent: float | None = None,
        hanging: float = 0.0,
        kept: bool = False,
        lead: int = 0,
    ) -> None:
        """One paragraph, its indents in characters; one with a `lead` is left ragged, so that what
        follows the lead aligns. A head gets the style that WPS finds it by."""
        spans = [Span(text)] if isinstance(text, str) else text
        size = self.word.type.body
        runs = "".join(run(" ".join(clean(s.text).split("\n")), s.face, size) for s in spans)
        first = self.indent if indent is None else indent
        style, self._bookmark = "Heading1" if self._bookmark else "", ""
        rules = {"ind": self._indent(first, hanging)}
        if lead:
            rules |= _aligned("left")
        self.add(Block(runs=runs, style=style, kept=kept, rules=rules))

    def ends(self, left: str, right: str, *, aside: float, kept: bool = False) -> None:
        """Text at both ends of a line, `aside` characters from them."""
        self._ends(left, right, aside, kept=kept)

    def writing_lines(self, count: int) -> None:
        """Ruled lines to write on by hand, two grid lines apart."""
        ruled = '<w:{0} w:val="single" w:sz="5" w:space="0" w:color="auto"/>'
        border = f"<w:pBdr>{ruled.format('bottom')}{ruled.format('between')}</w:pBdr>"
        for _ in range(count):
            self.add(Block(rules={"pBdr": border, "spacing": _spacing(2 * self.word.page.pitch)}))

    def table(
        self, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], *, lines: float = 1.0
    ) -> None:
        """A framed table as wide as its columns, its head again on every page (8)."""
        self.add(Block(whole=word_tables.table(columns, rows, self.word, lines)))
        self._air = AIR_BELOW

    def fields(self, rows: Sequence[FieldRow]) -> None:
        """A framed form: labels, beside each what is known or room to write."""
        self.add(Block(whole=word_tables.frame(rows, self.profile, self.word)))
        self._air = AIR_BELOW

    def pictures(self, pictures: Sequence[Picture]) -> None:
        """Photos in rows of two, each with its line below; one alone stands in the middle."""
        for whole in word_tables.picture_rows(self.document, pictures, self.profile, self.word):
            self.add(Block(whole=whole))

    attachment_list = closing.attachment_list
    note = closing.note

    def attachment_head(self, number: int, title: str) -> None:
        """附件1 in 黑体 on the first line of a new page, its title on the third (7.3.7)."""
        self.new_page()
        label = f"附件{number}" if number else "附件"
        self.bookmark(label)
        self.paragraph([Span(label, "hei")], indent=0, kept=True)
        self.blank(self.profile.place.attachment_title_line - 2)
        self.title(title)

    def sign(self, signer: str, day: date, *, seal: bool) -> None:
        """署名 and 成文日期, with room for a seal (7.3.5.1) or without (7.3.5.2)."""
        place, full = self.profile.place, self.profile.sheet.characters
        width, dated = self.ink.chain("fang").width, date_words(day)
        signers = break_title(one_line(signer), full - 2 * place.signer_right, width)
        long, short = max(map(width, signers), default=0.0), width(dated)
        if seal:
            middle = min(full - place.date_right - short / 2, full - long / 2)
            date_right = full - middle - short / 2
        elif short > long:
            date_right = place.signer_right
            middle = full - date_right - short - place.date_after_signer + long / 2
        else:
            middle = full - place.signer_right - long / 2
            date_right = place.signer_right + long - place.date_after_signer - short
        self.keep_together(2)
        blank = place.seal_lines if seal else 1
        self.blank(blank)
        self.keep_together(blank)
        for text in signers:
            self._at_right(text, full - middle - width(text) / 2, kept=True)
        self._at_right(dated, date_right, kept=False)

    def red_head(self, mark: str, number: str, left: str, right: str) -> None:
        """The red mark of 纪要, its number, who and when, and the red line (10.3, 7.2.4-7.2.7)."""
        layout, pitch = self.profile, self.word.page.pitch
        mark, number = one_line(mark), one_line(number)
        chain = self.ink.chain("xiaobiaosong")
        size, lines = self.word.type.title, [mark]
        for count in range(1, 5):
            most = layout.text_width * count / (chain.width(mark) + count)
            size = min(self.word.type.mark, int(most * 2) / 2)
            lines = break_title(mark, layout.text_width / size, chain.width)
            if size >= LEAST_MARK and len(lines) == count:
                break
        leading = size * 1.3
        above = layout.place.mark_below_top_mm * MM - (leading * (1 - _UNDER) - size * 0.88)
        high = above + leading * len(lines)
        rules = _aligned("center") | {
            "snapToGrid": '<w:snapToGrid w:val="0"/>',
            "spacing": _spacing(leading, before=above, after=-high % pitch),
        }
        runs = run("\n".join(lines), "xiaobiaosong", size, colour=_RED)
        self.add(Block(runs=runs, kept=True, rules=rules))
        self.blank(layout.place.number_after_mark)
        self.keep_together(1)
        for line in break_title(number, layout.sheet.characters - 2, self.ink.chain("fang").width):
            self.centred(line, "fang", self.size)
        below = layout.place.red_line_below_mm * MM - pitch * _UNDER + self.word.type.body * 0.12
        border = (
            f'<w:pBdr><w:bottom w:val="single" w:sz="{round(layout.rule.red_line * 8)}" '
            f'w:space="{max(0, round(below))}" w:color="{_RED}"/></w:pBdr>'
        )
        self._ends(left, right, 1, kept=True, border=border)
        self.blank(layout.place.title_after_line)
        taken = _spacing(pitch - below - layout.rule.red_line)  # by the line, from the line below
        self.blocks[-layout.place.title_after_line].rules = _low() | {"spacing": taken}

    def imprint(self, copies: str, printed_by: str, printed_on: date) -> None:
        """版记 at the foot of the page it comes on: 抄送, who printed it and when (7.4)."""
        sent = f"抄送：{one_line(copies).rstrip('。')}。" if copies.strip() else ""
        dated = f"{date_words(printed_on)}印发"
        whole = word_tables.imprint(sent, one_line(printed_by), dated, self.profile, self.word)
        self.add(Block(whole=whole))

    def _ends(self, left: str, right: str, aside: float, *, kept: bool, border: str = "") -> None:
        """Two texts at tab stops, so that a border under them is as wide as the text."""
        full, width = self.profile.sheet.characters, self.ink.chain("fang").width
        size = self.word.type.body
        left = one_line(left)
        if width(left) + width(right) + 2 * aside + 1 > full:
            self.paragraph(left, indent=aside, hanging=aside, kept=True)
            left = ""
        stops = "".join(
            f'<w:tab w:val="{side}" w:pos="{self._across(at)}"/>'
            for side, at in (("left", aside), ("right", full - aside))
        )
        rules = {"tabs": f"<w:tabs>{stops}</w:tabs>"} | _aligned("left")
        if border:
            rules["pBdr"] = border
        ends = "".join(run(part.text, part.face, size) for part in signed_off(right))
        runs = TAB + run(left, "fang", size) + TAB + ends
        self.add(Block(runs=runs, kept=kept, rules=rules))

    def _at_right(self, text: str, aside: float, *, kept: bool) -> None:
        """A line that ends `aside` characters from the right edge."""
        aside = max(0.0, aside)
        rules = {"ind": f"<w:ind{self._aside('right', aside)}/>"} | _aligned("right")
        self.add(Block(runs=run(text, "fang", self.word.type.body), kept=kept, rules=rules))

    def _indent(self, first: float, hanging: float) -> str:
        """Indents in characters, and in twips for what does not know characters."""
        lead = first - hanging
        name = "firstLine" if lead > 0 else "hanging"
        sides = {"left": hanging, name: abs(lead)}
        return "".join(
            ("<w:ind", *(self._aside(side, ems) for side, ems in sides.items() if ems), "/>")
        )

    def _aside(self, side: str, characters: float) -> str:
        return f' w:{side}Chars="{round(characters * 100)}" w:{side}="{self._across(characters)}"'

    def _across(self, characters: float) -> int:
        return twips(characters * self.profile.advance)


def render_word(paper: Paper, *, forms: Path | None = None) -> bytes:
    """A paper as .docx. The same value gives the same bytes.

    Raises BadInput `form_text_unreadable`, `form_text_unknown_field`, `picture_unreadable`,
    `picture_too_large`; WorldFailed `font_missing`.
    """
    from xieshang_desktop.printing.papers import set_on

    setting, form = WordSetting(profile(paper.PAGE), Ink()), texts(paper.FORM, forms)
    set_on(paper, setting, form)
    setting.keep_together(2)
    if paper.practice:
        add_header(setting.document, texts("practice", forms)("line"))
    return setting.finish(title=title_of(paper, form), author=paper.unit, day=paper.issued_on)


def _aligned(side: str) -> dict[str, str]:
    return {"jc": f'<w:jc w:val="{side}"/>'}


def _spacing(line: float, *, before: float = 0.0, after: float = 0.0) -> str:
    above = f'w:before="{twips(before)}" ' if before else ""
    below = f'w:after="{twips(after)}" ' if after else ""
    return f'<w:spacing {above}{below}w:line="{twips(line)}" w:lineRule="exact"/>'


def _low() -> dict[str, str]:
    """What an empty paragraph needs to take hardly any room."""
    return {"snapToGrid": '<w:snapToGrid w:val="0"/>', "spacing": _spacing(1)}
