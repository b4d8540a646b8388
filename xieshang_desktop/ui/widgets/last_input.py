"""Whether somebody last used the keys or the mouse: for who uses keys, where they go is ringed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QWidget

#: Ways of coming to a field that only a keyboard has; Other is `setFocus()` from code.
_BY_KEYBOARD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
    Qt.FocusReason.OtherFocusReason,
)


class _Watch(QObject):
    """Sees what the system brings to a window, before Qt finds out which part is meant."""

    by_key = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress:
            self.by_key = True
        elif event.type() == QEvent.Type.MouseButtonPress:
            self.by_key = False
        return False


_watch: _Watch | None = None


def watch(window: QWidget) -> None:
    """Look at what comes to this window, which is shown already."""
    global _watch
    _watch = _watch or _Watch()
    handle = window.windowHandle()
    if handle is not None:
        handle.installEventFilter(_watch)


def was_key() -> bool:
    """Whether a key was pressed since the mouse was last."""
    return _watch is not None and _watch.by_key


def shows_ring(reason: Qt.FocusReason) -> bool:
    """Whether what gets the keyboard for this reason is ringed."""
    if reason == Qt.FocusReason.MouseFocusReason:
        return False
    return reason in _BY_KEYBOARD or was_key()
