"""Shows a paper as it will print: all pages one below the other, a column of small ones, a search.

The wheel flows on from page to page, as in WPS; PageDown turns a whole page, Space a screen.
"""

from __future__ import annotations

from gettext import gettext as _

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from xieshang_desktop.ui import theme
from xieshang_desktop.ui.widgets.button import Button, IconButton
from xieshang_desktop.ui.widgets.flow import Flow
from xieshang_desktop.ui.widgets.layout import Column, Row, show_if
from xieshang_desktop.ui.widgets.pdf_bands import Document
from xieshang_desktop.ui.widgets.pdf_bar import FindBar, PageField, ZoomField
from xieshang_desktop.ui.widgets.pdf_canvas import Hit, PdfCanvas
from xieshang_desktop.ui.widgets.thumbnails import Thumbnails

_WITH_COLUMN = 860  # design pixels from which the small pages have room beside the paper
_COLUMN_AT_ALL = 520
_ALL_TOOLS, _FEWEST_TOOLS = 900, 440
_IN_WORDS = 640
_TYPING = 200  # milliseconds after the last letter


class PdfView(QWidget):
    """`page_shown(page)`, from 0. `bar` is the line above; who shows the paper adds to its left."""

    page_shown = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document: Document | None = None
        self._folded: bool | None = None  # None: as there is room
        self._named: list[tuple[Button, str]] = []
        self._short = False
        self._hits: list[Hit] = []
        self._hit = -1
        column = Column(self, gap=10)
        above = QWidget()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        above.setSizePolicy(policy)
        self.bar = Flow(above, gap=6)
        self.fold = IconButton("pages", _("各页小图"), pressed=self._turn_fold)
        self.pages = PageField()
        self.zoom = ZoomField()
        self._find = Button(_("查找"), "quiet", "search", pressed=self.open_search)
        self._tools: tuple[QWidget, ...] = (self.fold, self.pages, self.zoom, self._find)
        self._find.setToolTip(_("在这份文书里查找（Ctrl+F）"))
        column.addWidget(above)
        self.search = FindBar()
        show_if(self.search, False)
        column.addWidget(self.search)
        self.thumbnails = Thumbnails()
        self.canvas = PdfCanvas()
        row = Row(gap=8)
        row.addWidget(self.thumbnails)
        row.addWidget(self.canvas, 1)
        column.addLayout(row, 1)
        self.setFocusProxy(self.canvas)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_TYPING)
        self._soon.timeout.connect(self._look)
        self.canvas.page_shown.connect(self._show_page)
        self.canvas.zoom_turned.connect(self.zoom.step)
        self.pages.asked.connect(self.canvas.go)
        self.pages.turned.connect(self._turn)
        self.zoom.asked.connect(self._set_zoom)
        self.thumbnails.page_chosen.connect(self.canvas.go)
        self.search.typed.connect(lambda _words: self._soon.start())
        self.search.moved.connect(self._move)
        self.search.closed.connect(self.close_search)

    def add_button(self, button: Button) -> None:
        """A button at the left, in words where there is room for them."""
        self._named.append((button, button.accessibleName()))
        self.bar.addWidget(button)

    def show_short(self, short: bool) -> None:
        """Only the icons at the left: what shows the paper needs the line itself."""
        self._short = short
        self._fit()

    def add_tools(self) -> None:
        """Put page, size and search at the right of the bar; its left is filled by now."""
        for part in self._tools:
            self.bar.add_right(part)

    def show_document(self, document: Document | None, page: int = 0) -> None:
        """Show this paper, or nothing, at this page."""
        self._document = document
        self._hits, self._hit = [], -1
        self.thumbnails.show_document(document)
        self.canvas.show_document(document, page)
        for part in self._tools:
            show_if(part, document is not None)
        self._fit()
        self._show_zoom()
        if self.search.box.words():
            self._look()

    def show_waiting(self, words: str) -> None:
        """What is said in place of a paper."""
        self.canvas.show_words(words)

    def page(self) -> int:
        """The page in view, from 0."""
        return self.canvas.page()

    # ---- search

    def open_search(self) -> None:
        """Ask for the words to look for."""
        show_if(self.search, True)
        self.search.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.box.selectAll()

    def close_search(self) -> None:
        """Back to reading; nothing stays marked."""
        show_if(self.search, False)
        self.search.box.clear()
        self._soon.stop()
        self._look()
        self.canvas.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _look(self) -> None:
        words, document = self.search.box.words(), self._document
        self._hits, self._hit = [], -1
        if words and document is not None:
            self._hits = [
                Hit(page, places)
                for page in range(document.count)
                for places in document.find(page, words)
            ]
            here = self.page()
            after = (n for n, hit in enumerate(self._hits) if hit.page >= here)
            self._hit = next(after, 0 if self._hits else -1)
        self._show_hits()

    def _move(self, step: int) -> None:
        if self._soon.isActive():  # Enter follows the last letter at once
            self._soon.stop()
            self._look()
        elif self._hits:
            self._hit = (self._hit + step) % len(self._hits)
            self._show_hits()

    def _show_hits(self) -> None:
        self.canvas.show_hits(self._hits, self._hit)
        self.search.show_hits(self._hit, len(self._hits))

    # ---- pages and size

    def _turn(self, step: int) -> None:
        count = self._document.count if self._document else 0
        self.canvas.go(min(max(self.page() + step, 0), max(count - 1, 0)))

    def _show_page(self, page: int) -> None:
        self.pages.show_page(page, self._document.count if self._document else 0)
        self.thumbnails.mark(page)
        self._show_zoom()
        self.page_shown.emit(page)

    def _set_zoom(self, zoom: str | int) -> None:
        self.canvas.set_zoom(zoom)
        self._show_zoom()

    def _show_zoom(self) -> None:
        self.zoom.show_zoom(self.canvas.zoom(), self.canvas.percent())

    def _turn_fold(self) -> None:
        self._folded = not self.thumbnails.isHidden()
        self._fit()

    def _fit(self) -> None:
        """The column where there is room for it, and more than one page."""
        several = self._document is not None and self._document.count > 1
        roomy = self.width() >= theme.px(_WITH_COLUMN)
        at_all = several and self.width() >= theme.px(_COLUMN_AT_ALL)
        show_if(self.fold, at_all)
        shown = roomy if self._folded is None else not self._folded
        show_if(self.thumbnails, at_all and shown)
        words = _("收起各页小图") if at_all and shown else _("展开各页小图")
        self.fold.setAccessibleName(words)
        self.fold.setToolTip(words)
        narrow = self.width() < theme.px(_ALL_TOOLS)
        self.pages.show_narrow(narrow)
        self.zoom.show_narrow(self.width() < theme.px(_FEWEST_TOOLS))
        self._find.show_words("" if narrow else _("查找"))
        self._find.setAccessibleName(_("查找"))
        short = self._short or self.width() < theme.px(_IN_WORDS)
        for button, words in self._named:
            button.show_words("" if short else words)
            button.setAccessibleName(words)
            button.setToolTip(words if short else "")

    # ---- events

    def rescale(self) -> None:
        """Take the sizes in force."""
        self._fit()
        self._show_zoom()

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(280), theme.px(240))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()
        self._show_zoom()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, shift = event.key(), event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        turns = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
        scrolls = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        zooms = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1}
        last = self._document.count - 1 if self._document else 0
        if event.matches(QKeySequence.StandardKey.Find):
            self.open_search()
        elif key == Qt.Key.Key_F3:
            self._move(-1 if shift else 1)
        elif key == Qt.Key.Key_Escape and not self.search.isHidden():
            self.close_search()
        elif key in turns:
            self._turn(turns[Qt.Key(key)])
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.canvas.go(0 if key == Qt.Key.Key_Home else last)
        elif key in scrolls:
            self.canvas.scroll_by(scrolls[Qt.Key(key)] * theme.px(60))
        elif key == Qt.Key.Key_Space:
            screen = self.canvas.viewport().height() * 9 // 10
            self.canvas.scroll_by(-screen if shift else screen)
        elif key in zooms and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom.step(zooms[Qt.Key(key)])
        else:
            super().keyPressEvent(event)
