"""出席证: who somebody is at the meeting, and a QR that signs in at the door."""

from __future__ import annotations

from functools import partial

from xieshang_desktop.domain.documents import Pass, PassesPaper
from xieshang_desktop.printing.compose import Composer
from xieshang_desktop.printing.hygiene import one_line
from xieshang_desktop.printing.ink import PageInk
from xieshang_desktop.printing.profile import MM
from xieshang_desktop.printing.qr import draw_qr
from xieshang_desktop.printing.rows import Row
from xieshang_desktop.printing.tents import largest, spaced
from xieshang_desktop.printing.texts import Texts

#: Between the words and the QR, and from the head to the line under it, in millimetres.
_BETWEEN, _UNDER = 2.0, 1.5

#: Leading in sizes of type; lines of a fact of the meeting; the least type.
_LEADING, _FACT_LINES, _LEAST = 1.35, 2, 6.0

#: The height that a name may take, in millimetres.
_NAME_HIGH = 12.0


def compose(paper: PassesPaper, page: Composer, words: Texts) -> None:
    """One card for each person."""
    facts = [
        words(name, **{name: one_line(text)})
        for name, text in (("meeting", paper.meeting), ("when", paper.when), ("place", paper.place))
    ]
    for each in paper.passes:
        page.ink.note("kai", one_line(each.person.name))
        page.ink.note("fang", one_line(each.person.group))
        page.new_page()
        draw = partial(_card, page, each, paper.unit, words, facts)
        page.rows.append(Row(height=0, needs=0, draw=draw, free=True))


def _card(
    paper: Composer,
    each: Pass,
    unit: str,
    words: Texts,
    facts: list[str],
    page: PageInk,
    _top: float,
) -> None:
    profile = paper.profile
    left, top, wide = profile.left, profile.top, profile.text_width
    head, note, body = profile.type.mark, profile.type.note, profile.type.body
    title = words("title")
    page.text(left, top, title, "xiaobiaosong", head)
    begin = left + paper.ink.chain("xiaobiaosong").width(title) * head + head / 2
    unit, size = _one(paper, one_line(unit), "fang", note, left + wide - begin)
    at = left + wide - paper.ink.chain("fang").width(unit) * size
    page.text(at, top + head - size, unit, "fang", size)
    y = top + head + _UNDER * MM
    page.lines([(left, y, left + wide, y)], profile.rule.red_line)
    y += 2 * _UNDER * MM
    room = wide
    if each.code:
        side = profile.place.proof_mm * MM
        draw_qr(page, left + wide - side, y, side, each.code)
        scan = words("scan")
        beside = (side - paper.ink.chain("fang").width(scan) * note * 0.85) / 2
        page.text(left + wide - side + beside, y + side, scan, "fang", note * 0.85)
        room -= side + _BETWEEN * MM
    chain = paper.ink.chain("kai")
    name = spaced(each.person.name)
    lines, size = largest(name, room, _NAME_HIGH * MM, profile.type.title, chain.width)
    for line in lines:
        page.text(left, y, line, "kai", size)
        y += size * 1.18
    y += body * 0.25
    told = f"（{each.person.distinction}）" if each.person.distinction else ""
    for text in filter(None, (one_line(each.person.group) + told, one_line(each.part))):
        text, size = _one(paper, text, "fang", body, room)
        page.text(left, y, text, "fang", size)
        y += body * _LEADING
    lowest = top + profile.text_height
    lines = [line for fact in filter(None, facts) for line in _some(paper, fact, note, room)]
    y = max(y, lowest - len(lines) * note * _LEADING)
    for line in lines:
        if y + note > lowest + 1:
            return
        page.text(left, y, line, "fang", note)
        y += note * _LEADING


def _one(paper: Composer, text: str, face: str, size: float, room: float) -> tuple[str, float]:
    """The text on one line: smaller where it is long, cut where that is not enough."""
    chain = paper.ink.chain(face)
    size = max(_LEAST, min(size, room / max(1.0, chain.width(text))))
    if chain.width(text) * size > room + 0.01:
        while text and chain.width(text + "…") * size > room:
            text = text[:-1]
        text += "…"
    return text, size


def _some(paper: Composer, text: str, size: float, room: float) -> list[str]:
    """The text on a few lines, cut behind the last."""
    chain, limit = paper.ink.chain("fang"), room / size
    lines = [""]
    for character in text:
        if chain.width(lines[-1] + character) > limit:
            if len(lines) == _FACT_LINES:
                lines[-1] = lines[-1][:-1] + "…"
                return lines
            lines.append("")
        lines[-1] += character
    return lines
