"""The places at the left, 132 design pixels wide, below the drawn seal 协商."""

from __future__ import annotations

from collections.abc import Sequence
from gettext import gettext as _
from typing import NamedTuple

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from xieshang_desktop.ui import theme
from xieshang_desktop.ui.widgets.icons import IconLabel, pixmap
from xieshang_desktop.ui.widgets.layout import Column, show_if
from xieshang_desktop.ui.widgets.ringed import Ringed, paint_ring
from xieshang_desktop.ui.widgets.text import Label

_WIDTH, _ITEM, _LEAST = 132, 46, 40


class Place(NamedTuple):
    """One place: its key, its word, the name of its icon in `resources/icons`."""

    key: str
    word: str
    icon: str


class Navigation(QWidget):
    """`chosen(key)`; Tab goes to the place in view, Up and Down to its neighbours."""

    chosen = Signal(str)

    def __init__(self, places: Sequence[Place], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("nav")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("去处"))
        column = Column(self, gap=4, margins=(10, 16, 10, 12))
        self._logo = IconLabel("logo", "red", 52)
        column.addWidget(self._logo, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(theme.space(8))
        self._items: dict[str, _Item] = {}
        for number, place in enumerate(places, 1):
            item = _Item(place, number)
            item.clicked.connect(lambda _on=False, key=place.key: self.chosen.emit(key))
            self._items[place.key] = item
            column.addWidget(item)
        column.addStretch(1)
        self._help = Label(_("F1 帮助"), "small")
        column.addWidget(self._help, 0, Qt.AlignmentFlag.AlignHCenter)
        self.rescale()

    def show_place(self, key: str) -> None:
        """Mark where the person is."""
        for one, item in self._items.items():
            item.setChecked(one == key)
            item.setFocusPolicy(
                Qt.FocusPolicy.StrongFocus if one == key else Qt.FocusPolicy.ClickFocus
            )

    def rescale(self) -> None:
        """Take the sizes in force."""
        words = max((item.sizeHint().width() for item in self._items.values()), default=0)
        self.setFixedWidth(max(theme.px(_WIDTH), words + 2 * theme.space(10)))
        self._fit(self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit(event.size().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        items = list(self._items.values())
        at = next((n for n, item in enumerate(items) if item.hasFocus()), None)
        if step is None or at is None:
            super().keyPressEvent(event)
            return
        items[min(max(at + step, 0), len(items) - 1)].setFocus(Qt.FocusReason.TabFocusReason)

    def _fit(self, height: int) -> None:
        """On a low window the places stay: the line of help goes first, then the seal."""
        count, seal = len(self._items), theme.px(52) + theme.space(16)
        gaps = count * theme.space(4) + theme.space(28)
        places = count * theme.px(_LEAST) + gaps
        spare = (height - gaps - seal - theme.px(40)) // max(1, count)
        for item in self._items.values():
            item.setFixedHeight(min(max(spare, theme.px(_LEAST)), theme.px(_ITEM)))
        show_if(self._logo, height >= places + seal)
        show_if(self._help, height >= places + seal + theme.px(40))


class _Item(Ringed, QAbstractButton):
    """A place, painted: icon and word on a round ground when it is in view."""

    def __init__(self, place: Place, number: int) -> None:
        super().__init__()
        self._icon = place.icon
        self.setText(place.word)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setToolTip(f"{place.word}  Ctrl+{number}")
        self.setAccessibleName(place.word)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        words = QFontMetrics(theme.font(16, 500)).horizontalAdvance(self.text())
        return QSize(theme.px(52) + words, theme.px(_ITEM))

    def nextCheckState(self) -> None:
        """The window says which place is in view, not the click."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()  # the navigation moves
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        here = self.isChecked()
        round_ = theme.px(8)
        if here or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("red_soft" if here else "neutral_soft"))
            painter.drawRoundedRect(self.rect(), round_, round_)
        if self.ring:
            paint_ring(painter, self.rect().adjusted(1, 1, -1, -1))
        ink = "red" if here else "ink"
        side = theme.px(20)
        mark = pixmap(self._icon, "red" if here else "secondary", 20)
        painter.drawPixmap(theme.px(13), (self.height() - side) // 2, mark)
        painter.setPen(theme.colour(ink))
        painter.setFont(theme.font(16, 500 if here else 400))
        box = QRect(theme.px(44), 0, self.width() - theme.px(46), self.height())
        words = painter.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, box.width()
        )
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, words)
