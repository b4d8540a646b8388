"""Shows the pages of a paper, one at a time, as they will print."""

from __future__ import annotations

from collections.abc import Callable
from gettext import gettext as _

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPixmap, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QWidget

from xieshang_desktop.ui import theme
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.flow import Flow
from xieshang_desktop.ui.widgets.layout import Column
from xieshang_desktop.ui.widgets.text import Label

Render = Callable[[int, int], tuple[int, int, bytes]]
"""(page from 0, wanted width in device pixels) → (width, height, RGB bytes without padding)."""

_KEPT = 4  # pages; an A4 page at 150 % takes 6 MB
_SIZES = (100, 130, 170)


class PdfView(QWidget):
    """PageUp and PageDown turn pages, + and - change the size; `page_shown(number)` from 0."""

    page_shown = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count, self._at, self._size = 0, 0, 0
        self._render: Render | None = None
        self._kept: dict[tuple[int, int], QPixmap] = {}
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column = Column(self, gap=8)
        bar = Flow(gap=8)
        self._before = Button(_("上一页"), "quiet", "back", pressed=lambda: self._turn(-1))
        self._where = Label("", "secondary")
        self._after = Button(_("下一页"), "quiet", "forward", pressed=lambda: self._turn(1))
        self._larger = Button(_("放大"), "quiet", "plus", pressed=lambda: self._zoom(1))
        self._smaller = Button(_("缩小"), "quiet", "minus", pressed=lambda: self._zoom(-1))
        for button in (self._before, self._where, self._after):
            bar.addWidget(button)
        bar.add_right(self._smaller)
        bar.add_right(self._larger)
        column.addLayout(bar)
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._sheet = QLabel()
        self._sheet.setObjectName("paperSheet")
        self._area.setWidget(self._sheet)
        column.addWidget(self._area, 1)

    def show_pages(self, count: int, render: Render, page: int = 0) -> None:
        """Show a paper of `count` pages; `render` is called when a page comes into view."""
        self._count, self._render = count, render
        self._at = min(max(page, 0), max(count - 1, 0))
        self._kept.clear()
        self._draw()

    def page(self) -> int:
        """The page in view, from 0."""
        return self._at

    def rescale(self) -> None:
        """Draw again at the size in force."""
        self._draw()

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(280), theme.px(240))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._draw()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        turns = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
        zooms = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1}
        scrolls = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        key = Qt.Key(event.key())
        if key in turns:
            self._turn(turns[key])
        elif key in zooms and not event.modifiers():
            self._zoom(zooms[key])
        elif key in scrolls:
            bar = self._area.verticalScrollBar()
            bar.setValue(bar.value() + scrolls[key] * theme.px(60))
        else:
            super().keyPressEvent(event)

    def _turn(self, step: int) -> None:
        at = min(max(self._at + step, 0), max(self._count - 1, 0))
        if at != self._at:
            self._at = at
            self._area.verticalScrollBar().setValue(0)
            self._draw()

    def _zoom(self, step: int) -> None:
        self._size = min(max(self._size + step, 0), len(_SIZES) - 1)
        self._draw()

    def _draw(self) -> None:
        self._before.setEnabled(self._at > 0)
        self._after.setEnabled(self._at < self._count - 1)
        self._smaller.setEnabled(self._size > 0)
        self._larger.setEnabled(self._size < len(_SIZES) - 1)
        words = _("第 {page} 页，共 {pages} 页").format(page=self._at + 1, pages=self._count)
        self._where.setText(words if self._count else "")
        if self._render is None or not self._count or not self.isVisible():
            return
        ratio = self.devicePixelRatioF()
        room = self._area.viewport().width() - theme.px(8)
        wide = round(min(room, theme.px(760)) * _SIZES[self._size] / 100 * ratio)
        key = (self._at, wide)
        if key not in self._kept:
            while len(self._kept) >= _KEPT:
                self._kept.pop(next(iter(self._kept)))
            width, height, colours = self._render(self._at, max(wide, 100))
            image = QImage(colours, width, height, 3 * width, QImage.Format.Format_RGB888)
            self._kept[key] = QPixmap.fromImage(image)
            self._kept[key].setDevicePixelRatio(ratio)
        picture = self._kept[key]
        self._sheet.setPixmap(picture)
        self._sheet.resize(self._sheet.sizeHint())
        self._sheet.setAccessibleName(words)
        self.page_shown.emit(self._at)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._draw()
