"""The check of what stands on any page: characters that can be read and copied, inside the sheet,
and lines that neither begin with a closing mark nor end with an opening one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from xieshang_desktop.printing.checking_reading import Character, Fault, Line, Sheet
from xieshang_desktop.printing.checking_tofu import is_tofu
from xieshang_desktop.printing.profile import MM

#: The left and the right edge of the lines, in millimetres.
Column = tuple[float, float]

#: GB/T 15834—2011, 5.1: marks that never begin a line, and marks that never end one.
NEVER_FIRST = "，。、；：？！）》〉”’」』】〕〗］…·％‰℃"
NEVER_LAST = "（《〈“‘「『【〔〖［"

#: What stands for a character that no face has.
MISSING = "〓"

#: Ink may reach this far beyond the sheet before it is said; a paragraph's full line ends at most
#: this many ems before the edge; lines of one paragraph are at most this many sizes apart.
_EDGE_MM, _RAGGED_EMS, _LEADING = 0.5, 3.2, 2.1

#: A day in full or without its year; the parts of a cell's line stand further apart than this many
#: ems, which words of one cell do not.
_DAY, _PART_EMS = re.compile(r"(?:\d{4}年)?\d{1,2}月\d{1,2}日"), 0.4

#: A day begun at the end of a line; a year alone may stand above its day.
_BEGUN = re.compile(r"(?:\d{4}年\d{1,2}(?:月\d{0,2})?|(?<!\d)\d{1,2}月\d{0,2}|(?<!\d)\d{1,4})$")

#: As many characters of a place are shown.
_SHOWN = 12

_NO_SPACE = re.compile("[\u3000-\u9fff\uff00-\uffef\U00020000-\U0003ffff]")


def faults(sheet: Sheet, *, whole: bool, column: Column | None = None) -> Iterator[Fault]:
    """What is wrong on a page; `whole`: nothing may reach beyond the sheet. `column` is where its
    paragraphs stand, taken from the page itself where nobody knows."""
    for line in sheet.lines:
        for code, found in _unreadable(line.characters):
            yield Fault(line.number, code, {"text": found})
        if MISSING in line.text:
            yield Fault(line.number, "missing_character", {"text": _around(line.text, MISSING)})
    turned = [each for each in sheet.characters if each.run.turned]
    for code, found in _unreadable(turned):
        yield Fault(0, code, {"text": found})
    if whole:
        yield from _outside(sheet)
    covered = [each for each in sheet.characters if _is_covered(each, sheet)]
    if covered:
        yield Fault(0, "covered_text", {"text": _words(covered)})
    for above, below in _paragraph_breaks(sheet.lines, column):
        if above.text[-1] in NEVER_LAST:
            yield Fault(above.number, "opening_mark_last", {"text": above.text[-_SHOWN:]})
        if below.text[0] in NEVER_FIRST:
            yield Fault(below.number, "closing_mark_first", {"text": below.text[:_SHOWN]})


def running(sheet: Sheet) -> str:
    """The text of a page, with lines of Chinese put together: what was torn can be found. Numbers
    of different lines and cells have a mark between them, so that they do not become one."""
    text = ""
    for line in sheet.lines:
        if text and not (_NO_SPACE.match(text[-1]) and _NO_SPACE.match(line.text)):
            text += "；"
        text += line.text
    return text


def torn_days(lines: Sequence[Line]) -> Iterator[tuple[int, str]]:
    """Days that begin in one line of a cell and end in the next."""
    parts = [(line.number, part) for line in lines for part in _parts(line)]
    for number, above in parts:
        words = "".join(each.text for each in above)
        begun = _BEGUN.search(words)
        if begun is None:
            continue
        em = above[-1].size / MM
        for later, below in parts:
            if not 0 < below[0].base - above[0].base < _LEADING * em or later == number:
                continue
            if below[0].left > above[-1].right or below[-1].right < above[0].left:
                continue
            rest = "".join(each.text for each in below)
            day = _DAY.match(begun[0] + rest)
            if day and day.end() > len(begun[0]):
                yield number, f"{begun[0]}|{day[0][len(begun[0]) :]}"


def _unreadable(characters: Sequence[Character]) -> Iterator[tuple[str, str]]:
    for code, found in (
        ("tofu", [each for each in characters if is_tofu(each)]),
        ("no_unicode", [each for each in characters if each.bare]),
        ("hidden_text", [each for each in characters if each.run.hidden]),
    ):
        if found:
            yield code, _words(found)


def _outside(sheet: Sheet) -> Iterator[Fault]:
    def reaches_out(left: float, top: float, right: float, bottom: float) -> bool:
        return (
            min(left, top) < -_EDGE_MM
            or right > sheet.width + _EDGE_MM
            or bottom > sheet.height + _EDGE_MM
        )

    for line in sheet.lines:
        found = [each for each in line.characters if reaches_out(*each.ink)]
        if found:
            yield Fault(line.number, "outside_sheet", {"text": _words(found)})
    if any(each.run.turned and reaches_out(*each.ink) for each in sheet.characters) or any(
        reaches_out(each.left, each.top, each.right, each.bottom) for each in sheet.drawings
    ):
        yield Fault(0, "drawing_outside_sheet")


def _is_covered(character: Character, sheet: Sheet) -> bool:
    """Whether something filled was painted over it: what lies under a box can be copied."""
    left, top, right, bottom = character.ink
    x, y = (left + right) / 2, (top + bottom) / 2
    return any(
        each.covering
        and each.order > character.run.order >= 0
        and each.left <= x <= each.right
        and each.top <= y <= each.bottom
        for each in sheet.drawings
    )


def _paragraph_breaks(lines: Sequence[Line], column: Column | None) -> Iterator[tuple[Line, Line]]:
    """Where a paragraph goes on in the next line: the upper line full, the lower one not indented
    like the first of a paragraph. Lines in parts are a table's or a form's."""
    parts = Counter(line.number for line in lines)
    alone = [line for line in lines if parts[line.number] == 1]
    if not alone:
        return
    left, right = column or (min(x.left for x in alone), max(x.right for x in alone))
    for above, below in pairwise(alone):
        em = above.size / MM
        if (
            below.number == above.number + 1
            and abs(above.size - below.size) < 0.1
            and below.top - above.top < _LEADING * em
            and right - above.right < _RAGGED_EMS * em
            and abs(below.left - left - 2 * em) > em / 4
        ):
            yield above, below


def _parts(line: Line) -> Iterator[list[Character]]:
    """The words of a line that stand in one cell."""
    part = [line.characters[0]]
    for before, each in pairwise(line.characters):
        if each.left - before.right > _PART_EMS * each.size / MM:
            yield part
            part = []
        part.append(each)
    yield part


def _around(text: str, character: str) -> str:
    at = text.index(character)
    return text[max(0, at - 4) : at + 5]


def _words(characters: Sequence[Character]) -> str:
    return "".join(each.text if each.text > " " else "？" for each in characters)[:_SHOWN]
