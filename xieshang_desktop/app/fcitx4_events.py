"""What fcitx 4 says as Qt's events, and where Qt's places lie on the X screen."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QInputMethodEvent, QInputMethodQueryEvent, QKeyEvent, QTextCharFormat

_KEYS = {
    0xFF08: Qt.Key.Key_Backspace,
    0xFF09: Qt.Key.Key_Tab,
    0xFF0D: Qt.Key.Key_Return,
    0xFF1B: Qt.Key.Key_Escape,
    0xFF50: Qt.Key.Key_Home,
    0xFF51: Qt.Key.Key_Left,
    0xFF52: Qt.Key.Key_Up,
    0xFF53: Qt.Key.Key_Right,
    0xFF54: Qt.Key.Key_Down,
    0xFF55: Qt.Key.Key_PageUp,
    0xFF56: Qt.Key.Key_PageDown,
    0xFF57: Qt.Key.Key_End,
    0xFFFF: Qt.Key.Key_Delete,
}
_MODIFIERS = {
    1: Qt.KeyboardModifier.ShiftModifier,
    4: Qt.KeyboardModifier.ControlModifier,
    8: Qt.KeyboardModifier.AltModifier,
}


def on_screen(point: QPoint, origin: QPoint, ratio: float) -> QPoint:
    """A place in the pixels of the X screen; `origin` of Qt's own screen is in those already."""
    return origin + (point - origin) * ratio


def composed(words: str, cursor: int) -> QInputMethodEvent:
    """What a field is shown while fcitx composes; `cursor` is counted in bytes of UTF-8."""
    if not words:
        return QInputMethodEvent()
    line = QTextCharFormat()
    line.setFontUnderline(True)
    before = words.encode()[: max(0, cursor)].decode(errors="ignore")
    units, place = (len(each.encode("utf-16-le")) // 2 for each in (words, before))
    kind = QInputMethodEvent.AttributeType
    return QInputMethodEvent(
        words,
        [
            QInputMethodEvent.Attribute(kind.TextFormat, 0, units, line),
            QInputMethodEvent.Attribute(kind.Cursor, place, 1, None),
        ],
    )


def forwarded(keyval: int, state: int, released: bool) -> QKeyEvent | None:
    """A key that fcitx gives back; None for one that no field needs."""
    kind = QEvent.Type.KeyRelease if released else QEvent.Type.KeyPress
    modifiers = Qt.KeyboardModifier.NoModifier
    for bit, each in _MODIFIERS.items():
        if state & bit:
            modifiers |= each
    if keyval in _KEYS:
        return QKeyEvent(kind, _KEYS[keyval], modifiers)
    if 0x20 <= keyval < 0x7F:
        return QKeyEvent(kind, ord(chr(keyval).upper()), modifiers, chr(keyval))
    return None


def takes_words(field: QObject | None) -> bool:
    """Whether somebody can write there, and others may see it: passwords are nobody's business."""
    if field is None or not shiboken6.isValid(field):
        return False
    asked = Qt.InputMethodQuery.ImEnabled | Qt.InputMethodQuery.ImHints
    query = QInputMethodQueryEvent(asked)
    QCoreApplication.sendEvent(field, query)
    hints = Qt.InputMethodHint(query.value(Qt.InputMethodQuery.ImHints) or 0)
    hidden = bool(hints & Qt.InputMethodHint.ImhHiddenText)
    return bool(query.value(Qt.InputMethodQuery.ImEnabled)) and not hidden
