"""A card whose inside folds away where there is little room, and unfolds at a press."""

from __future__ import annotations

from gettext import gettext as _

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from xieshang_desktop.ui import theme
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.card import Card
from xieshang_desktop.ui.widgets.layout import show_if

_MARGINS, _MARGINS_LOW = (22, 10, 22, 12), (22, 4, 22, 6)


class FoldingCard(Card):
    """`fit(height, least)` is called with the room that the card shares and what the card and what
    stands below it need at least, in design pixels; once somebody has folded or unfolded it by
    hand, it stays so: `folded()`."""

    folded = Signal()

    def __init__(self, inside: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(gap=8, margins=_MARGINS, parent=parent)
        self._inside = inside
        self._chosen: bool | None = None
        self._bare = self._stale = self._settling = False
        self._fold = Button("", "link", pressed=self._toggle, reads=True)
        self.heading.setWordWrap(True)
        self.head.setStretch(0, 1)
        self.head.setStretch(1, 0)
        self.head.addWidget(self._fold)
        self.body.addWidget(inside, 1)
        self._enough = True
        self._settle()

    @property
    def is_open(self) -> bool:
        """Whether its inside shows."""
        return self._bare or (self._enough if self._chosen is None else self._chosen)

    def fit(self, height: int, least: int) -> bool:
        """Fold or unfold for this height; gives whether it is open."""
        self._enough = height >= theme.px(least)
        self._settle()
        return self.is_open

    def show_low(self, *, on: bool) -> None:
        """Less empty space around the heading."""
        self.body.respace(8, _MARGINS_LOW if on else _MARGINS)

    def least_height(self) -> int:
        """Screen pixels that it needs folded."""
        around = self.body.contentsMargins()
        return around.top() + self.head.minimumSize().height() + around.bottom()

    def show_bare(self, *, on: bool) -> None:
        """Only the inside: the heading stands elsewhere."""
        self._bare = on
        self._settle()

    def _toggle(self) -> None:
        self._chosen = not self.is_open
        self._settle()
        self.folded.emit()

    def _settle(self) -> None:
        """What is shown or hidden may change the height meanwhile: then once more, afterwards."""
        self._stale = True
        if self._settling:
            return
        self._settling = True
        for _round in range(3):
            if not self._stale:
                break
            self._stale = False
            show_if(self.heading, not self._bare)
            show_if(self._fold, not self._bare and not (self._enough and self._chosen is None))
            show_if(self._inside, self.is_open)
            self._fold.show_words(_("收起") if self.is_open else _("看事由和调研"))
        self._settling = False
