"""The parts of a paper: title, addressees, paragraphs, heads, lists (GB/T 9704, 7.3)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import accumulate

from xieshang_desktop.domain.numerals import chinese_number
from xieshang_desktop.printing.hygiene import clean, one_line
from xieshang_desktop.printing.ink import Ink, PageInk
from xieshang_desktop.printing.linebreak import break_lines
from xieshang_desktop.printing.lines import set_line
from xieshang_desktop.printing.profile import Profile
from xieshang_desktop.printing.rows import Draw, Row, keep_with
from xieshang_desktop.printing.setting import Span
from xieshang_desktop.printing.titles import break_title

#: Numbers of heads, 7.3.3: 一、 （一） 1. （1）.
_FIRST_LEVEL = re.compile(r"[一二三四五六七八九十百]+、[^。！？；：]{1,40}$")
_SECOND_LEVEL = re.compile(r"（[一二三四五六七八九十百]+）[^。！？；：]{1,40}(?:[。：]|$)")

#: Before the name of who signed off a paper that goes upwards.
ISSUER = "签发人："

#: White beside a title, in its ems: a line of it does not reach from edge to edge.
TITLE_AIR = 2


class Composer:
    """Collects the rows of one paper, from its first line to its last."""

    _bookmark = ""

    def __init__(self, profile: Profile, ink: Ink) -> None:
        self.profile = profile
        self.ink = ink
        self.rows: list[Row] = []
        self.pitch = profile.pitch
        self.size = profile.type.body
        self.stretch = profile.advance / profile.type.body
        self.indent = profile.place.indent

    def keep_together(self, lines: int) -> None:
        """The last `lines` lines stay on one page with what comes next."""
        keep_with(self.rows, lines)

    def new_page(self) -> None:
        """What follows begins a page."""
        self.rows.append(Row(height=0, needs=0, gap=True, free=True, breaks=True))

    def bookmark(self, text: str) -> None:
        """The next row is found under this name in the PDF's table of contents."""
        self._bookmark = text

    def blank(self, lines: int = 1) -> None:
        """Empty lines; at the top of a page they vanish."""
        for _ in range(lines):
            self.rows.append(Row(height=self.pitch, needs=self.size, gap=True))

    def row(
        self, draw: Draw, *, kept: bool = False, lines: int = 1, size: float | None = None
    ) -> None:
        """Add one row of `lines` grid lines, the last of them with type of this size."""
        height = lines * self.pitch
        needs = height - self.pitch + (size or self.size)
        mark, self._bookmark = self._bookmark, ""
        self.rows.append(Row(height=height, needs=needs, draw=draw, kept=kept, bookmark=mark))

    def title(self, text: str) -> None:
        """Title in 2号小标宋, centred, each line on a line of the grid (7.3.1)."""
        face, size = "xiaobiaosong", self.profile.type.title
        text = clean(text)
        self.ink.note(face, text)
        chain = self.ink.chain(face)
        for line in break_title(text, self.profile.text_width / size - TITLE_AIR, chain.width):
            self.centred(line, face, size)

    def subtitle(self, text: str) -> None:
        """A line in 楷体 under the title, centred."""
        text = one_line(text)
        self.ink.note("kai", text)
        for line in break_title(text, self.profile.sheet.characters, self.ink.chain("kai").width):
            self.centred(line, "kai", self.size)

    def centred(self, text: str, face: str, size: float) -> None:
        """One centred line, together with what follows."""
        width = self.ink.chain(face).width(text) * size
        x = self.profile.left + (self.profile.text_width - width) / 2

        def draw(page: PageInk, top: float) -> None:
            page.text(x, top, text, face, size)

        self.row(draw, kept=True, size=size)

    def addressees(self, text: str) -> None:
        """主送: flush left, with a full-width colon (7.3.2)."""
        self.paragraph(f"{text.rstrip('：:')}：", indent=0)

    def paragraph(
        self,
        text: str | Sequence[Span],
        *,
        indent: float | None = None,
        hanging: float = 0.0,
        kept: bool = False,
        lead: int = 0,
    ) -> None:
        """One paragraph. `indent` ems before the first line, `hanging` before the others, which
        align behind the first `lead` characters."""
        spans = [Span(text)] if isinstance(text, str) else text
        spans = [Span(_in_one_line(span.text), span.face) for span in spans if span.text]
        for span in spans:
            self.ink.note(span.face, span.text)
        whole = "".join(span.text for span in spans)
        ends = list(accumulate(len(span.text) for span in spans))
        width = _measure(self.ink, spans, ends)
        first = self.profile.place.indent if indent is None else indent
        full = self.profile.sheet.characters
        lines = list(break_lines(whole, width, full - first, full - hanging))
        for number, line in enumerate(lines):
            aside = hanging if number else first
            parts = [
                (whole[max(line.start, end - len(span.text)) : min(line.end, end)], span.face)
                for span, end in zip(spans, ends, strict=True)
                if line.start < end and line.end > end - len(span.text)
            ]
            x = self.profile.left + aside * self.profile.advance
            self.row(
                partial(
                    set_line,
                    x,
                    parts,
                    line,
                    self.size,
                    self.stretch,
                    lead=0 if number else lead,
                ),
                kept=kept and number + 1 == len(lines),
            )

    def prose(self, text: str) -> int:
        """Paragraphs as people write them, one a line; heads among them are set by their number.
        Gives how many heads of the second level there were."""
        heads = 0
        for line in clean(text).split("\n"):
            words = line.strip()
            if not words:
                continue
            if _FIRST_LEVEL.match(words):
                self.paragraph([Span(words, "hei")], kept=True)
            elif lead := _SECOND_LEVEL.match(words):
                heads += 1
                rest = words[lead.end() :]
                self.paragraph([Span(lead[0], "kai"), Span(rest)], kept=not rest)
            else:
                self.paragraph(words)
        return heads

    def head(self, number: int, text: str) -> None:
        """一、… in 黑体, together with what follows (7.3.3)."""
        self.bookmark(one_line(text))
        self.paragraph([Span(f"{chinese_number(number)}、{one_line(text)}", "hei")], kept=True)

    def fact(self, number: int, label: str, text: str) -> None:
        """一、label：text — a head and its one sentence in one paragraph."""
        lead = f"{chinese_number(number)}、{label}："
        self.paragraph([Span(lead, "hei"), Span(one_line(text))])

    def second_head(self, number: int, text: str) -> None:
        """（一）… in 楷体, together with what follows (7.3.3)."""
        self.paragraph([Span(f"（{chinese_number(number)}）{one_line(text)}", "kai")], kept=True)

    def second_item(self, number: int, text: str) -> None:
        """（一）… as one item of a list: number and text in 楷体 (7.3.3)."""
        self.paragraph([Span(f"（{chinese_number(number)}）{text}", "kai")])

    def ends(self, left: str, right: str, *, aside: float, kept: bool = False) -> None:
        """Text at both ends of a line, `aside` ems from them; two lines when it does not fit."""
        parts = signed_off(right)
        width = self.ink.chain("fang").width
        full = self.profile.sheet.characters
        at = full - aside - sum(self.ink.chain(p.face).width(p.text) for p in parts)
        if at < aside:  # longer than a line
            if left:
                self.paragraph(left, indent=aside, hanging=aside, kept=True)
            self.paragraph(parts, indent=aside, hanging=aside, kept=kept)
            return
        if width(left) + aside + 1 > at:
            self.paragraph(left, indent=aside, hanging=aside, kept=True)
            left = ""
        for part in (Span(left), *parts):
            self.ink.note(part.face, part.text)
        edge, advance = self.profile.left, self.profile.advance

        def draw(page: PageInk, top: float) -> None:
            size, stretch = self.size, self.stretch
            page.text(edge + aside * advance, top, left, "fang", size, stretch=stretch)
            x = edge + at * advance
            for part in parts:
                x = page.text(x, top, part.text, part.face, size, stretch=stretch)

        self.row(draw, kept=kept)

    def writing_lines(self, count: int) -> None:
        """Ruled lines to write on by hand, two grid lines apart, on the page of what is asked."""
        left, right = self.profile.left, self.profile.left + self.profile.text_width

        def draw(page: PageInk, top: float) -> None:
            y = top + 2 * self.pitch - self.pitch / 3
            page.lines([(left, y, right, y)], self.profile.rule.table)

        for _ in range(count):
            self.keep_together(1)
            self.row(draw, lines=2)

    def items(self, texts: Iterable[str]) -> None:
        """1. 2. 3. in 仿宋 (7.3.3)."""
        for number, text in enumerate(texts, 1):
            self.paragraph(f"{number}. {one_line(text)}")

    def labelled(self, label: str, *texts: str) -> None:
        """A label in 黑体 with what belongs to it; further lines align after the colon (10.3)."""
        head = f"{label}："
        hanging = self.profile.place.indent + self.ink.chain("hei").width(head)
        if hanging > self.profile.sheet.characters / 2:
            hanging = 0.0
        self.paragraph([Span(head, "hei"), Span(texts[0])], hanging=hanging, lead=len(head))
        for text in texts[1:]:
            self.paragraph(text, indent=hanging, hanging=hanging)


def signed_off(text: str) -> list[Span]:
    """签发人： in 仿宋, the name behind it in 楷体 (7.2.6)."""
    if not text.startswith(ISSUER):
        return [Span(text)]
    return [Span(ISSUER), Span(text.removeprefix(ISSUER), "kai")]


def _in_one_line(text: str) -> str:
    """Cleaned text of one paragraph; a line break in it becomes a space."""
    return clean(text).replace("\n", " ")


def _measure(ink: Ink, spans: Sequence[Span], ends: Sequence[int]) -> Callable[[int, int], float]:
    """The width of a stretch of the paragraph, whose spans may have different faces."""
    chains = [ink.chain(span.face) for span in spans]
    if len(spans) == 1:
        text, only = spans[0].text, chains[0]
        return lambda start, end: only.width(text[start:end])

    def width(start: int, end: int) -> float:
        total = 0.0
        for span, chain, stop in zip(spans, chains, ends, strict=True):
            begin = stop - len(span.text)
            if start < stop and end > begin:
                total += chain.width(span.text[max(0, start - begin) : end - begin])
        return total

    return width
