"""The parts of a paper: title, addressees, paragraphs, heads, lists (GB/T 9704, 7.3)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial
from itertools import accumulate

import msgspec

from xieshang_desktop.printing.hygiene import JOINER, clean, one_line
from xieshang_desktop.printing.ink import Ink, PageInk
from xieshang_desktop.printing.linebreak import NARROW, OPENING, Line, break_lines, narrowed
from xieshang_desktop.printing.profile import Profile
from xieshang_desktop.printing.rows import Draw, Row
from xieshang_desktop.printing.titles import break_title

#: Numbers of heads, 7.3.3: 一、 （一） 1. （1）.
_FIRST_LEVEL = re.compile(r"[一二三四五六七八九十百]+、[^。！？；：]{1,40}$")
_SECOND_LEVEL = re.compile(r"（[一二三四五六七八九十百]+）[^。！？；：]{1,40}(?:[。：]|$)")

_MARKS = re.compile(f"([{re.escape(NARROW)}])")


#: A line that lacks more ems than this is left ragged: spread out it would look like a list.
MOST_SPREAD = 3.0

#: White beside a title, in its ems: a line of it does not reach from edge to edge.
TITLE_AIR = 2


class Span(msgspec.Struct, frozen=True):
    """Text in one face."""

    text: str
    face: str = "fang"


def chinese_number(number: int) -> str:
    """1 … 99 as heads are numbered: 一, 十, 二十一."""
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    if not 0 < number < 100:
        return str(number)
    return (
        ("" if tens < 2 else digits[tens]) + ("十" if tens else "") + (digits[ones] if ones else "")
    )


def chinese_date(day: date) -> str:
    """2026年3月2日, without leading zeros (7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"


class Composer:
    """Collects the rows of one paper, from its first line to its last."""

    def __init__(self, profile: Profile, ink: Ink) -> None:
        self.profile = profile
        self.ink = ink
        self.rows: list[Row] = []
        self.pitch = profile.pitch
        self.size = profile.type.body
        self.stretch = profile.advance / profile.type.body

    def blank(self, lines: int = 1) -> None:
        """Empty lines; at the top of a page they vanish."""
        for _ in range(lines):
            self.rows.append(Row(height=self.pitch, needs=self.size, gap=True))

    def row(self, draw: Draw, *, kept: bool = False, lines: int = 1) -> None:
        """Add one row of `lines` grid lines."""
        height = lines * self.pitch
        needs = height - self.pitch + self.size
        self.rows.append(Row(height=height, needs=needs, draw=draw, kept=kept))

    def title(self, text: str) -> None:
        """Title in 2号小标宋, centred, each line on a line of the grid (7.3.1)."""
        face, size = "xiaobiaosong", self.profile.type.title
        text = clean(text)
        self.ink.note(face, text)
        chain = self.ink.chain(face)
        for line in break_title(text, self.profile.text_width / size - TITLE_AIR, chain.width):
            self.centred(line, face, size)

    def centred(self, text: str, face: str, size: float) -> None:
        """One centred line, together with what follows."""
        width = self.ink.chain(face).width(text) * size
        x = self.profile.left + (self.profile.text_width - width) / 2

        def draw(page: PageInk, top: float) -> None:
            page.text(x, top, text, face, size)

        self.row(draw, kept=True)

    def addressees(self, text: str) -> None:
        """主送: a blank line under the title, flush left, with a full-width colon (7.3.2)."""
        self.blank()
        self.paragraph(f"{text.rstrip('：:')}：", indent=0)

    def paragraph(
        self,
        text: str | Sequence[Span],
        *,
        indent: float | None = None,
        hanging: float = 0.0,
        kept: bool = False,
    ) -> None:
        """One paragraph. `indent` ems before the first line, `hanging` before the others."""
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
                partial(set_line, x, parts, line, self.size, self.stretch),
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
        self.paragraph([Span(f"{chinese_number(number)}、{one_line(text)}", "hei")], kept=True)

    def fact(self, number: int, label: str, text: str) -> None:
        """一、label：text — a head and its one sentence in one paragraph."""
        lead = f"{chinese_number(number)}、{label}："
        self.paragraph([Span(lead, "hei"), Span(one_line(text))])

    def closing(self, text: str) -> None:
        """特此…, where the texts of the form have it."""
        if text:
            self.paragraph(text)

    def second_head(self, number: int, text: str) -> None:
        """（一）… in 楷体, together with what follows (7.3.3)."""
        self.paragraph([Span(f"（{chinese_number(number)}）{one_line(text)}", "kai")], kept=True)

    def second_item(self, number: int, text: str) -> None:
        """（一）… as one item of a list: number and text in 楷体 (7.3.3)."""
        self.paragraph([Span(f"（{chinese_number(number)}）{text}", "kai")])

    def ends(self, left: str, right: str, *, aside: float, kept: bool = False) -> None:
        """Text at both ends of a line, `aside` ems from them; two lines when it does not fit."""
        width = self.ink.chain("fang").width
        full = self.profile.sheet.characters
        at = full - aside - width(right)
        if width(left) + aside + 1 > at:
            self.paragraph(left, indent=aside, hanging=aside, kept=True)
            left = ""
        self.ink.note("fang", left)
        edge, advance = self.profile.left, self.profile.advance

        def draw(page: PageInk, top: float) -> None:
            for x, text in ((edge + aside * advance, left), (edge + at * advance, right)):
                page.text(x, top, text, "fang", self.size, stretch=self.stretch)

        self.row(draw, kept=kept)

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
        self.paragraph([Span(head, "hei"), Span(texts[0])], hanging=hanging)
        for text in texts[1:]:
            self.paragraph(text, indent=hanging, hanging=hanging)


def set_line(
    x: float,
    parts: Sequence[tuple[str, str]],
    line: Line,
    size: float,
    stretch: float,
    page: PageInk,
    top: float,
) -> None:
    """Set one line, given as texts with their faces: squeezed, spread to the edge, or as it is."""
    parts = [(text.replace(JOINER, ""), face) for text, face in parts]
    text = "".join(text for text, _ in parts)
    em = size * stretch
    if line.squeezed:
        share = line.squeezed / narrowed(text) * em
        for part, face in parts:
            for piece in filter(None, _MARKS.split(part)):
                narrow = piece in NARROW
                x -= share if narrow and piece in OPENING else 0.0
                x = page.text(x, top, piece, face, size, stretch=stretch)
                x -= share if narrow and piece not in OPENING else 0.0
        return
    slack = line.slack if line.slack <= MOST_SPREAD else 0.0
    spread = slack * em / max(1, len(text.rstrip()) - 1)
    for part, face in parts:
        x = page.text(x, top, part, face, size, stretch=stretch, spread=spread)


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
