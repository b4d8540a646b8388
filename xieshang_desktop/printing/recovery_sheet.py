"""恢复纸 on one A4 sheet: what it is for, 33 words with their places, the same as a QR code."""

from __future__ import annotations

from collections.abc import Sequence

from xieshang_desktop.domain.dates import date_words
from xieshang_desktop.domain.documents import RecoverySheet, SheetWord
from xieshang_desktop.printing.compose import Composer
from xieshang_desktop.printing.hygiene import one_line
from xieshang_desktop.printing.ink import BLACK, PageInk
from xieshang_desktop.printing.large import Wall
from xieshang_desktop.printing.qr import draw_qr
from xieshang_desktop.printing.texts import Texts

#: Millimetres: the text's edges, the facts, the words and the QR code.
_LEFT, _RIGHT = 20.0, 190.0
_FACTS, _FACT_HIGH, _LABEL = 41.0, 10.0, 25.0
_WORDS, _WORD_HIGH, _COLUMNS, _ROWS = 119.0, 9.6, 3, 11
_FOOT, _QR = 229.0, 46.0
_GREY = (0.35, 0.35, 0.35)


def compose(paper: RecoverySheet, page: Composer, words: Texts) -> None:
    """Set the sheet."""
    wall = Wall(page.profile, page.ink)
    keeper, printing = _short(paper.keeper, 20), _short(paper.printing, 20)
    which = words("which", number=str(paper.number), keeper=keeper)
    facts = (
        (words("unit"), _short(paper.unit, 40)),
        (words("made_on"), date_words(paper.issued_on)),
        (words("printing"), printing),
        (words("key"), _short(paper.key, 40)),
    )
    envelope = words("envelope", number=str(paper.number), keeper=keeper, printing=printing)

    def draw(ink: PageInk) -> None:
        title = wall.fit(words("title"), "xiaobiaosong", _RIGHT - _LEFT, 13, largest=11)
        wall.lines(ink, title, "xiaobiaosong", 14)
        wall.lines(ink, wall.fit(which, "hei", _RIGHT - _LEFT, 8, largest=6), "hei", 29)
        _facts(wall, ink, facts)
        wall.prose(ink, (_LEFT, 64, _RIGHT - _LEFT, 15), words("purpose"), "fang", 5)
        _points(wall, ink, words("keeping"), 82, _RIGHT - _LEFT, 4.6, 11)
        _cells(wall, ink, paper.words[: _COLUMNS * _ROWS])
        width = _RIGHT - _LEFT - _QR - 6
        wall.text(ink, _LEFT, _FOOT, words("use_head"), "hei", 4.6)
        _points(wall, ink, words("use"), _FOOT + 6.5, width, 4.0, 9.4)
        mm = wall.mm
        draw_qr(ink, (_RIGHT - _QR) * mm, (_FOOT - 3) * mm, _QR * mm, paper.link)
        scan = (_RIGHT - _QR, _FOOT + _QR - 3, _QR, 5.0)
        wall.prose(ink, scan, words("scan"), "fang", 3.6, centred=True)
        wall.prose(ink, (_LEFT, 276.5, _RIGHT - _LEFT, 4), envelope, "kai", 3.6)
        wall.prose(ink, (_LEFT, 282.5, _RIGHT - _LEFT, 4), words("received"), "fang", 3.8)

    page.rows.append(wall.sheet(draw))


def _short(text: str, most: int) -> str:
    """A text on one line that fits its place: what is cut is no part of the secret."""
    line = one_line(text)
    return line if len(line) <= most else line[: most - 1] + "…"


def _facts(wall: Wall, ink: PageInk, facts: tuple[tuple[str, str], ...]) -> None:
    """Two rows of two facts in a frame."""
    half = (_RIGHT - _LEFT) / 2
    wall.frame(ink, (_LEFT, _FACTS, 2 * half, 2 * _FACT_HIGH), 0.3, BLACK)
    wall.rule(ink, _LEFT, _FACTS + _FACT_HIGH, 2 * half, 0.2, BLACK)
    for at, (label, text) in enumerate(facts):
        left, top = _LEFT + at % 2 * half, _FACTS + at // 2 * _FACT_HIGH
        wall.text(ink, left + 3, top + 2.9, label, "hei", 4.2)
        box = (left + _LABEL, top + 1, half - _LABEL - 2, _FACT_HIGH - 2)
        wall.prose(ink, box, text, "fang", 4.4)


def _points(
    wall: Wall, ink: PageInk, text: str, top: float, width: float, size: float, pitch: float
) -> None:
    """1. 2. 3. below one another, each on at most two lines."""
    for number, line in enumerate(filter(None, map(str.strip, text.split("\n"))), 1):
        wall.text(ink, _LEFT, top + (pitch - size) / 2, f"{number}.", "fang", size)
        wall.prose(ink, (_LEFT + 7, top, width - 7, pitch), line, "fang", size)
        top += pitch


def _cells(wall: Wall, ink: PageInk, words: Sequence[SheetWord]) -> None:
    """The words, down the columns, each with its number before it and its place behind it."""
    width = (_RIGHT - _LEFT) / _COLUMNS
    wall.frame(ink, (_LEFT, _WORDS, width * _COLUMNS, _ROWS * _WORD_HIGH), 0.4, BLACK)
    for row in range(1, _ROWS):
        wall.rule(ink, _LEFT, _WORDS + row * _WORD_HIGH, width * _COLUMNS, 0.12, BLACK)
    for column in range(1, _COLUMNS):
        x = (_LEFT + column * width) * wall.mm
        top, foot = _WORDS * wall.mm, (_WORDS + _ROWS * _WORD_HIGH) * wall.mm
        ink.lines([(x, top, x, foot)], 0.3 * wall.mm)
    for at, cell in enumerate(words):
        column, row = divmod(at, _ROWS)
        left, top = _LEFT + column * width, _WORDS + row * _WORD_HIGH
        number = str(at + 1)
        aside = wall.chain("hei").width(number) * 3.6
        wall.text(ink, left + 8 - aside, top + 3.2, number, "hei", 3.6, _GREY)
        wall.prose(
            ink, (left + 11, top + 1, 30, _WORD_HIGH - 2), _short(cell.word, 12), "song", 5.2
        )
        wall.prose(
            ink, (left + 42, top + 1, 13, _WORD_HIGH - 2), _short(cell.place, 4), "song", 4.4
        )
