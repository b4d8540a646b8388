"""A list of short texts that wrap: points, opinions, measures, the items of an agenda.

One tab stop: arrows move, Enter opens or edits, each row's menu names what else can be done and
its key. What is done by mouse can be done by keyboard.
"""

from __future__ import annotations

from collections.abc import Sequence
from gettext import gettext as _

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QMenu, QSizePolicy, QWidget

from xieshang_desktop.ui import theme
from xieshang_desktop.ui.widgets.entry_model import Entry, EntryAction, EntryModel
from xieshang_desktop.ui.widgets.entry_rows import EntryPainter, LineEditor

__all__ = ["Entry", "EntryAction", "EntryList"]

_Index = QModelIndex | QPersistentModelIndex
_KEYS = {"Alt+Up": "Alt+↑", "Alt+Down": "Alt+↓", "Alt+Left": "Alt+←", "Alt+Right": "Alt+→"}
_KEYS |= {"Ctrl+Up": "Ctrl+↑", "Ctrl+Down": "Ctrl+↓"}


class EntryList(QListView):
    """`opened(key)` at Enter or a double click, `acted(key, action)`, `edited(key, text)`;
    `picked(key)` at Space or a click on the tick box.

    With `edits` Enter edits the text in place. It is as high as its rows, between `least` and
    `most` rows' worth; what is more scrolls. `most` 0 takes all the height it is given.
    """

    opened = Signal(str)
    acted = Signal(str, str)
    edited = Signal(str, str)
    picked = Signal(str)
    marked = Signal(str)

    def __init__(
        self,
        actions: Sequence[EntryAction] = (),
        *,
        edits: bool = False,
        clicks: bool = False,
        least: int = 0,
        most: int = 8,
        lead: int = 0,
        beside: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """`clicks`: one click opens a row; `lead`: design pixels kept for what stands before;
        `beside`: a note stands behind a short text, not below it."""
        super().__init__(parent)
        self._actions = list(actions)
        self._edits, self._clicks, self._least, self._most = edits, clicks, least, most
        self._entries = EntryModel(self)
        self._painter = EntryPainter(self, lead, self.has_menu, beside=beside)
        self.setModel(self._entries)
        self.setItemDelegate(self._painter)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setSpacing(0)
        self.setWordWrap(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        if most:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_rows(self, rows: Sequence[Entry], mark: str = "") -> None:
        """Show these; the row of key `mark`, else the one marked before, is marked."""
        if rows == self._entries.rows and not mark:
            return
        mark = mark or self.marked_key()
        at = self.currentIndex().row()
        self._entries.show_rows(rows)
        found = next((n for n, row in enumerate(rows) if row.key == mark), -1)
        if found < 0 and self.hasFocus() and rows:
            found = min(max(at, 0), len(rows) - 1)
        if found >= 0:
            self.setCurrentIndex(self._entries.index(found))
        self.updateGeometry()

    def set_actions(self, actions: Sequence[EntryAction]) -> None:
        """What can be done to a row from now on."""
        self._actions = list(actions)
        self.viewport().update()

    def set_edits(self, on: bool) -> None:
        """Whether Enter edits the text in place."""
        self._edits = on

    def rows(self) -> list[Entry]:
        """What is shown."""
        return self._entries.rows

    def marked_key(self) -> str:
        """The key of the marked row, or ""."""
        at = self.currentIndex().row()
        return self._entries.rows[at].key if 0 <= at < len(self._entries.rows) else ""

    def mark(self, key: str) -> None:
        """Mark a row."""
        for number, row in enumerate(self._entries.rows):
            if row.key == key:
                self.setCurrentIndex(self._entries.index(number))

    def has_menu(self) -> bool:
        """Whether rows have a menu at their end."""
        return bool(self._actions) or self._edits

    def rescale(self) -> None:
        """Take the sizes in force."""
        self._lay_out()

    def sizeHint(self) -> QSize:
        if not self._most:
            return self.minimumSizeHint()
        rows = [self._row_height(number) for number in range(len(self._entries.rows))]
        high = min(sum(rows), theme.px(44) * self._most)
        return QSize(theme.px(240), max(high, theme.px(44) * self._least))

    def minimumSizeHint(self) -> QSize:
        high = theme.px(44) * max(self._least, 0 if self._most else 1)
        return QSize(theme.px(160), self.sizeHint().height() if self._most else high)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._lay_out()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._entries.rows:
            self.setCurrentIndex(self._entries.index(0))
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid():
            self.marked.emit(self.marked_key())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        pressed = QKeySequence(event.keyCombination())
        at = self.currentIndex().row()
        if event.key() == Qt.Key.Key_Space and 0 <= at < len(self._entries.rows):
            if self._entries.rows[at].picked is not None:
                self.picked.emit(self.marked_key())
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self._open()
            return
        for action in self._actions:
            if action.shortcut and pressed == QKeySequence(action.shortcut):
                self._act(action.key)
                return
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if not index.isValid() or event.button() != Qt.MouseButton.LeftButton:
            return
        dots = self._painter.menu_box(self.visualRect(index))
        if self.has_menu() and dots.contains(event.position().toPoint()):
            self._show_menu(self.viewport().mapToGlobal(dots.bottomLeft()))
        elif self._entries.rows[index.row()].picked is not None:
            self.picked.emit(self.marked_key())
        elif self._clicks:
            self.opened.emit(self.marked_key())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        dots = self._painter.menu_box(self.visualRect(index))
        if not index.isValid() or self._entries.rows[index.row()].picked is not None:
            return
        if not self._clicks and not dots.contains(event.pos()):
            self._open()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.marked_key() and self.has_menu():
            below = self.visualRect(self.currentIndex()).bottomLeft()
            mouse = event.reason() == QContextMenuEvent.Reason.Mouse
            self._show_menu(event.globalPos() if mouse else self.viewport().mapToGlobal(below))

    def commitData(self, editor: QWidget) -> None:
        """A text that was edited in place and changed."""
        key = self.marked_key()
        if isinstance(editor, LineEditor) and key:
            words = editor.toPlainText().strip()
            if words and words != self._entries.rows[self.currentIndex().row()].text:
                self.edited.emit(key, words)

    def _open(self) -> None:
        if not self.marked_key():
            return
        if self._edits:
            self.edit(self.currentIndex())
        else:
            self.opened.emit(self.marked_key())

    def _act(self, action: str) -> None:
        if self.marked_key():
            self.acted.emit(self.marked_key(), action)

    def _show_menu(self, where: QPoint) -> None:
        menu = QMenu(self)
        if self._edits:
            menu.addAction(_("改文字") + "\tEnter", self._open)
        for action in self._actions:
            keys = f"\t{_KEYS.get(action.shortcut, action.shortcut)}" if action.shortcut else ""
            menu.addAction(action.words + keys, lambda key=action.key: self._act(key))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(where)

    def _row_height(self, number: int) -> int:
        width = max(self.viewport().width(), theme.px(120))
        return self._painter.height_of(self._entries.rows[number], width, menu=self.has_menu())

    def _lay_out(self) -> None:
        self.scheduleDelayedItemsLayout()
        self.updateGeometry()
