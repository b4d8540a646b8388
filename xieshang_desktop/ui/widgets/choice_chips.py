"""Choices as a row of small buttons: one of them, or several; the whole row is one tab stop."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from xieshang_desktop.ui import theme
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.flow import Flow
from xieshang_desktop.ui.widgets.tab_order import tab_through

_MOVES = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
}


class _Choice(Button):
    """Chosen words are bolder: Qt measures them as if they were not."""

    def sizeHint(self) -> QSize:
        plain, bold = (
            QFontMetrics(theme.font(15, weight)).horizontalAdvance(self.text())
            for weight in (400, 500)
        )
        return super().sizeHint() + QSize(max(0, bold - plain), 0)


class ChoiceChips(QWidget):
    """`changed(keys)` with the chosen keys as a list; arrows move, Space or Enter chooses.

    With `several` any number may be chosen, without it always at most one; `may_be_none` lets the
    chosen one be put back.
    """

    changed = Signal(list)

    def __init__(
        self,
        several: bool = False,
        may_be_none: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._several, self._may_be_none = several, may_be_none
        self._buttons: dict[str, Button] = {}
        self._flow = Flow(self, gap=8, row_gap=8)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_choices(self, choices: Sequence[tuple[str, str]], chosen: Sequence[str] = ()) -> None:
        """Offer these (key, words); nothing is emitted."""
        self.setFocusProxy(None)  # type: ignore[arg-type]  # Qt takes it, its stubs do not
        self._flow.clear()
        self._buttons = {}
        for key, words in choices:
            button = _Choice(words, "choice")
            button.setCheckable(True)
            button.setChecked(key in chosen)
            button.clicked.connect(lambda _on=False, key=key: self._press(key))
            button.installEventFilter(self)
            self._buttons[key] = button
            self._flow.addWidget(button)
        tab_through(self, self._buttons.values())
        self._keep_one_stop()

    def choose(self, *keys: str) -> None:
        """Mark these as chosen; nothing is emitted."""
        for key, button in self._buttons.items():
            button.setChecked(key in keys)
        self._keep_one_stop()

    def set_pending(self, *, on: bool) -> None:
        """What is chosen is not recorded yet: it is outlined, not filled."""
        for button in self._buttons.values():
            if bool(button.property("pending")) != on:
                button.setProperty("pending", on)
                button.style().unpolish(button)
                button.style().polish(button)

    def chosen(self) -> list[str]:
        """The chosen keys, in the order offered."""
        return [key for key, button in self._buttons.items() if button.isChecked()]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = _MOVES.get(Qt.Key(event.key()))
            buttons = list(self._buttons.values())
            if step is not None and watched in buttons:
                at = (buttons.index(watched) + step) % len(buttons)
                buttons[at].setFocusPolicy(Qt.FocusPolicy.StrongFocus)
                buttons[at].setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(watched, event)

    def _press(self, key: str) -> None:
        if not self._several:
            on = self._buttons[key].isChecked() or not self._may_be_none
            self.choose(*([key] if on else []))
        self._keep_one_stop()
        self.changed.emit(self.chosen())

    def _keep_one_stop(self) -> None:
        stop = next(iter(self.chosen()), next(iter(self._buttons), ""))
        if stop:
            self.setFocusProxy(self._buttons[stop])
        for key, button in self._buttons.items():
            tab = key == stop or button.hasFocus()
            policy = Qt.FocusPolicy.StrongFocus if tab else Qt.FocusPolicy.ClickFocus
            button.setFocusPolicy(policy)
