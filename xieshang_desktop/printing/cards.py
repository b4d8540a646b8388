"""Cards: small pages beside and below each other on A4, with lines along which they are cut."""

from __future__ import annotations

from collections.abc import Sequence

from xieshang_desktop.domain.documents import CardPaper, Paper
from xieshang_desktop.printing.ink import Ink, PageInk
from xieshang_desktop.printing.profile import MM, Cards, Profile, profile

#: The white that every laser printer leaves at the edge of a sheet, a mark's length beyond it, and
#: what a mark keeps away from the cards, in millimetres.
_EDGE, _MARK, _AWAY = 5.0, 5.0, 1.5

#: Thickness and grey of the lines to cut along; the marks beyond the cards are black.
_THIN, _GREY = 0.4, 0.3

#: Size of a card's number, and how far it stands from the card's upper edge, in millimetres.
_NUMBER, _NUMBER_TOP = 10.0, 4.0


def impose(paper: Paper, cards: Sequence[str], card: Profile, ink: Ink) -> list[str]:
    """The contents of the sheets. A card paper is printed as often as it asks, at least until the
    last sheet is full, and numbered where it asks; other papers bring every card themselves."""
    on = card.cards
    if on is None:
        return list(cards)
    fits, first = on.across * on.down, 0
    if isinstance(paper, CardPaper):
        first = paper.first_number
        sets = paper.cards or 1
        if not first:
            while sets * len(cards) % fits:
                sets += 1
        cards = list(cards) * sets
    sheet = profile()
    made = []
    for at, some in enumerate(_batches(cards, fits)):
        page = PageInk(ink, sheet.height)
        left, top = _corner(card, on, sheet)
        _cuts(page, left, top, card, on, sheet)
        for place, content in enumerate(some):
            down, across = divmod(place, on.across)
            x, y = left + across * card.width, top + down * card.height
            page.inset(content, x, sheet.height - y - card.height)
            if first:
                number = f"No. {first + at * fits + place:04d}"
                wide = ink.chain("song").width(number) * _NUMBER
                right = x + card.left + card.text_width - wide
                page.text(right, y + _NUMBER_TOP * MM, number, "song", _NUMBER)
        made.append(page.content())
    return made


def _batches(cards: Sequence[str], fits: int) -> list[Sequence[str]]:
    return [cards[at : at + fits] for at in range(0, len(cards), fits)]


def _corner(card: Profile, on: Cards, sheet: Profile) -> tuple[float, float]:
    """Where the block of cards begins, in the middle of the sheet."""
    left = (sheet.width - on.across * card.width) / 2
    return left, (sheet.height - on.down * card.height) / 2


def _cuts(page: PageInk, left: float, top: float, card: Profile, on: Cards, sheet: Profile) -> None:
    """Dashed lines between the cards for scissors, marks beyond them for a guillotine."""
    right, bottom = left + on.across * card.width, top + on.down * card.height
    xs = [left + at * card.width for at in range(on.across + 1)]
    ys = [top + at * card.height for at in range(on.down + 1)]
    edge, away, mark = _EDGE * MM, _AWAY * MM, _MARK * MM
    xs = [x for x in xs if edge < x < sheet.width - edge]
    ys = [y for y in ys if edge < y < sheet.height - edge]
    begin_x, end_x = max(left, edge), min(right, sheet.width - edge)
    begin_y, end_y = max(top, edge), min(bottom, sheet.height - edge)
    page.dashes(
        [(x, begin_y, x, end_y) for x in xs] + [(begin_x, y, end_x, y) for y in ys], _THIN, _GREY
    )
    marks = []
    for near, far in ((top - away, -1), (bottom + away, 1)):
        if edge < near < sheet.height - edge:
            end = min(max(near + far * mark, edge), sheet.height - edge)
            marks += [(x, near, x, end) for x in xs]
    for near, far in ((left - away, -1), (right + away, 1)):
        if edge < near < sheet.width - edge:
            end = min(max(near + far * mark, edge), sheet.width - edge)
            marks += [(near, y, end, y) for y in ys]
    if marks:
        page.lines(marks, _THIN)
