"""A card whose inside folds away where there is little room, and unfolds at a press."""

from __future__ import annotations

from gettext import gettext as _

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from xieshang_desktop.ui import theme
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.card import Card
from xieshang_desktop.ui.widgets.layout import show_if


class FoldingCard(Card):
    """`fit(height, least)` is called with the room that the card shares and what the card and what
    stands below it need at least, in design pixels; once somebody has folded or unfolded it by
    hand, it stays so: `folded()`."""

    folded = Signal()

    def __init__(self, inside: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(gap=8, margins=(22, 10, 22, 12), parent=parent)
        self._inside = inside
        self._chosen: bool | None = None
        self._fold = Button("", "link", pressed=self._toggle, reads=True)
        self.heading.setWordWrap(True)
        self.head.setStretch(0, 1)
        self.head.setStretch(1, 0)
        self.head.addWidget(self._fold)
        self.body.addWidget(inside, 1)
        self._open = True
        self._show(True)

    def fit(self, height: int, least: int) -> bool:
        """Fold or unfold for this height; gives whether it is open."""
        enough = height >= theme.px(least)
        show_if(self._fold, not enough or self._chosen is not None)
        self._show(enough if self._chosen is None else self._chosen)
        return self._open

    def _toggle(self) -> None:
        self._chosen = not self._open
        self._show(self._chosen)
        self.folded.emit()

    def _show(self, on: bool) -> None:
        self._open = on
        show_if(self._inside, on)
        self._fold.show_words(_("收起") if on else _("看事由和调研"))
