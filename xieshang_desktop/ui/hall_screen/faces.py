"""The faces of the hall's screen, in units of its own: the height of the screen is 1080 of them.

A point is at least a twentieth of the height in ink, which is 54 units, a label a thirtieth, 36. A
character fills nine tenths of its size, so that the sizes are a little larger.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF, QGuiApplication, QRawFont

from xieshang_desktop import resources
from xieshang_desktop.ui import theme

HEIGHT = 1080.0

#: From the largest to the smallest that is allowed.
TITLES = (101, 84, 72, 62)
POINTS = (76, 68, 62)
MESSAGES = (128, 104, 84, 72, 62)
NAMES = (78, 70, 62, 56)
LABEL, NAME_IN_TWO, TIMER, BRAND = 43, 50, 96, 150


@cache
def face(size: int, weight: int = 400) -> QFont:
    """The interface face; sizes scale evenly because nothing is hinted."""
    return _sized(QFont(QGuiApplication.font()), size, weight)


@cache
def title_face(size: int) -> QFont:
    """小标宋, or the interface face where it is not there."""
    font = _sized(QFont(QGuiApplication.font()), size, 700)
    family = _title_family()
    if family:
        font.setFamilies([family])
    return font


def in_another_face(words: str, font: QFont) -> list[tuple[int, int, QFont]]:
    """Start and length, in Qt's 16-bit units, of what a title's face lacks, and the face for it:
    Qt looks everywhere but into the lighter face of the same family."""
    raw, lighter = QRawFont.fromFont(font), face(font.pixelSize())
    found, at = [], 0
    for character in words:
        length = len(character.encode("utf-16-le")) // 2
        if not raw.supportsCharacter(ord(character)):
            found.append((at, length, lighter))
        at += length
    return found


def width_of(words: str, font: QFont) -> float:
    """How wide words are on one line."""
    return QFontMetricsF(font).horizontalAdvance(words)


def _sized(font: QFont, size: int, weight: int) -> QFont:
    font.setPixelSize(size)
    font.setWeight(QFont.Weight(weight))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


@cache
def _title_family() -> str:
    """Made known once, when the first screen is composed: it costs 10 to 30 ms."""
    theme.add_rare_faces()
    file = resources.path("fonts", "xiaobiaosong.ttf")
    number = QFontDatabase.addApplicationFont(str(file))
    return next(iter(QFontDatabase.applicationFontFamilies(number)), "")
