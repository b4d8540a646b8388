"""Bring a field into sight, however many scrolling areas lie around it."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtWidgets import QLineEdit, QScrollArea, QWidget

from xieshang_desktop.ui import theme

_SETTLED = 100  # milliseconds


def focus_in_sight(field: QWidget) -> None:
    """Give a field the keyboard and scroll every area around it so that it is seen whole."""
    field.setFocus(Qt.FocusReason.ShortcutFocusReason)
    if isinstance(field, QLineEdit):  # a long name shows its beginning
        field.end(False)
        field.home(True)
    keep_in_sight(field)


def keep_in_sight(field: QWidget) -> None:
    """Scroll so that a widget is seen whole, also when what lies around it has just changed."""
    bring_into_sight(field)
    # Again when the page has settled: what was hidden may just have got its place.
    for after in (0, _SETTLED):
        QTimer.singleShot(after, field, lambda: bring_into_sight(field))


def bring_into_sight(field: QWidget) -> None:
    """Scroll every area around a widget, the innermost first."""
    gap = theme.px(12)
    around = field.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(field, gap, gap)
        around = around.parentWidget()


def bring_part_into_sight(widget: QWidget, part: QRect) -> None:
    """Scroll every area around a widget so that a part of it, in its own pixels, is seen."""
    around = widget.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea):
            middle = widget.mapTo(around.widget(), part.center())
            around.ensureVisible(middle.x(), middle.y(), 0, part.height())
        around = around.parentWidget()
