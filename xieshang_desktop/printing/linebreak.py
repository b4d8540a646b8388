"""Lines of Chinese text: no mark where it must not stand, no number or date torn apart (避头尾).

The rules are those of GB/T 15834 (marks) and of the practice named in GB/T 9704: closing marks
never begin a line, opening marks never end one. A closing mark that has no room is squeezed in
by narrowing the marks of its line; otherwise the last word goes to the next line.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from functools import lru_cache
from operator import itemgetter

import msgspec

from xieshang_desktop.domain.names import JOINER

OPENING = "（《〈“‘「『【〔〖［([{"
CLOSING = "，。、；：？！）》〉”’」』】〕〗］…—·％‰℃°)]},.;:?!% \u3000"

#: What does not begin a line even where a word has to be cut.
_STAYS = CLOSING + JOINER

#: Marks with half of their box empty, which may be narrowed.
NARROW = "，。、；：）》〉”’」』】〕（《〈“‘「『【〔"
MOST_NARROWED = 0.5

_JOINED = "[^\u2060\n](?:\u2060[^\u2060\n])+"
_DATE = (
    r"\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?|\d{1,2}月(?:\d{1,2}日)?|"
    r"\d{1,2}[:：时点]\d{2}分?"
)
#: With what is masked in it: 199****1234.
_NUMBER = (
    r"[A-Za-z0-9*](?:[A-Za-z0-9.,:/%+'’–*-]*[A-Za-z0-9%*])?"
    r"[年月日时分秒元万亿人户名个条项次号期届%‰℃]?"
)

#: One piece of a line: a stretch of Han that may be cut anywhere, or something to keep together
#: with the marks that lead it in and close it.
_PIECE = re.compile(
    rf"[上下]午\d{{1,2}}[:：时点]\d{{2}}分?[{re.escape(CLOSING)}]*"
    f"|(?P<free>[\u3400-\u9fff\U00020000-\U0003ffff]+(?=[\u3400-\u9fff\U00020000-\U0003ffff]))"
    f"|(?:〔(?!\\d{{4}}〕)|[{re.escape(OPENING.replace('〔', ''))}])*"
    rf"(?:{_JOINED}|〔\d{{4}}〕(?:第?\d+[号期]?)?|{_DATE}|{_NUMBER}|—{{2,}}|…{{2,}}|[^\n])"
    f"[{re.escape(CLOSING)}\u2060]*"
)


#: A date or a number, alone.
_WHOLE = re.compile(f"{_DATE}|{_NUMBER}")


class Line(msgspec.Struct, frozen=True):
    """A line is `text[start:end]`, `width` ems wide in a line of `limit`; `squeezed` ems are to be
    taken from its marks. The `last` line of a paragraph is not spread."""

    start: int
    end: int
    width: float
    limit: float
    squeezed: float = 0.0
    last: bool = False

    @property
    def slack(self) -> float:
        """Ems to spread between the characters, so that the line ends at the edge."""
        return 0.0 if self.last else max(0.0, self.limit - self.width)


def narrowed(text: str) -> int:
    """How many marks of a line may be narrowed."""
    return sum(map(text.count, set(text) & set(NARROW)))


def break_lines(
    text: str, width: Callable[[int, int], float], first: float, rest: float
) -> Iterator[Line]:
    """The lines of one paragraph. `width(a, b)` is the width of `text[a:b]` in ems; the first line
    has `first` ems, the others `rest`."""
    whole = width(0, len(text))
    if whole <= first + 1e-6:
        yield Line(0, len(text), whole, first, last=True)
        return
    start, used, squeezed, limit = 0, 0.0, 0.0, first
    for match in _PIECE.finditer(text):
        at, end = match.span()
        piece = width(at, end)
        if used + piece <= limit + 1e-6:
            used += piece
            continue
        over = used + piece - limit
        if used and not squeezed and _may_squeeze(text[start:end], match[0], over):
            used, squeezed = limit, over
            continue
        free = match["free"] is not None
        while at < end and used + piece > limit + 1e-6:
            fits = _fitting(text, width, at, end, limit - used) if free or not used else at
            fits = max(fits, start + 1)
            if not free and not used:
                fits = _between_words(text, start, fits)
            used += width(at, fits)
            yield Line(start, fits, used, limit, squeezed)
            piece -= width(at, fits)
            start = at = fits
            used, squeezed, limit = 0.0, 0.0, rest
        used += piece
    if start < len(text):
        yield Line(start, len(text), used, limit, squeezed, last=True)


def is_torn(text: str, at: int) -> bool:
    """Whether a line that ends at `at` leaves part of a date or a number for the next one."""
    spans = _whole_spans(text)
    first = bisect_left(spans, at, key=itemgetter(1))
    return first < len(spans) and spans[first][0] < at < spans[first][1]


@lru_cache(maxsize=64)
def _whole_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Its dates and numbers, kept while the lines of a long text ask about one after the other."""
    return tuple(match.span() for match in _WHOLE.finditer(text))


def _between_words(text: str, start: int, fits: int) -> int:
    """Where to cut what is longer than a line: before `fits` where that would leave a closing mark
    for the next line or an opening one on this, and nowhere else than at `fits` if all are."""
    at = fits
    while at > start + 1 and (text[at] in _STAYS or text[at - 1] in OPENING):
        at -= 1
    return at if at > start + 1 else fits


def _may_squeeze(line: str, piece: str, over: float) -> bool:
    """Whether the closing marks of the piece are all that has no room, and the line's marks can
    give them theirs."""
    closing = len(piece) - len(piece.rstrip(CLOSING))
    return 0 < closing < len(piece) and over <= min(closing, narrowed(line) * MOST_NARROWED) + 1e-6


def _fitting(text: str, width: Callable[[int, int], float], at: int, end: int, room: float) -> int:
    """The end of as much of `text[at:end]` as fits into `room` ems."""
    fits = min(end, at + max(0, int(room + 1e-6)))
    whole = width(at, fits)
    if whole == fits - at:  # Han, each of them one em wide: no need to try them one by one
        room -= whole
    else:
        fits = at
    while fits < end:
        room -= width(fits, fits + 1)
        if room < -1e-6:
            break
        fits += 1
    return fits
