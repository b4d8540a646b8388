"""Phrases below a field while somebody writes in it; the field keeps the keyboard."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from gettext import gettext as _

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QLineEdit, QPlainTextEdit, QWidget

from xieshang_desktop.ui import theme
from xieshang_desktop.ui.widgets.entry_list import Entry, EntryList
from xieshang_desktop.ui.widgets.layout import Column
from xieshang_desktop.ui.widgets.text import Label

#: `find(typed)` gives the phrases that go on from what stands before the cursor, and how many
#: characters of it they replace.
Find = Callable[[str], tuple[Sequence[str], int]]

_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_WIDE = 320


class Suggestions(QFrame):
    """Arrows mark one, Tab takes it, Escape closes. Nothing marked, Tab goes on as always."""

    def __init__(self, field: QPlainTextEdit | QLineEdit, find: Find) -> None:
        super().__init__(field)
        self._field, self._find = field, find
        self._typed, self._length = False, 0
        self.setObjectName("card")
        self.hide()
        self._column = column = Column(self, gap=4, margins=(4, 4, 4, 8))
        self.list = EntryList(clicks=True, most=5)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName(_("常用说法"))
        column.addWidget(self.list)
        hint = Label(_("↓ 选，Tab 用上；Alt+S 不再提示"), "small")
        hint.setContentsMargins(12, 0, 0, 0)
        column.addWidget(hint)
        self.list.opened.connect(self._take)
        field.installEventFilter(self)
        field.textChanged.connect(self._changed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in (QEvent.Type.FocusOut, QEvent.Type.Hide):
            self.hide()
        elif kind == QEvent.Type.InputMethod:
            self._typed = True
        elif kind == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if self.isVisible() and event.key() == Qt.Key.Key_Escape:
                event.accept()
                return True
        elif kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._pressed(event)
        return super().eventFilter(watched, event)

    def rescale(self) -> None:
        """A change of size closes it."""
        self.hide()

    def _pressed(self, event: QKeyEvent) -> bool:
        if not self.isVisible() or event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._typed = bool(event.text())
            return False
        key = Qt.Key(event.key())
        if key in _STEPS:
            self._mark(_STEPS[key])
            return True
        if key == Qt.Key.Key_Escape:
            self.hide()
            return True
        if key == Qt.Key.Key_Tab and self.list.marked_key():
            self._take(self.list.marked_key())
            return True
        self._typed = True
        return False

    def _mark(self, step: int) -> None:
        model, now = self.list.model(), self.list.currentIndex().row()
        there = now + step if now >= 0 else (0 if step > 0 else -1)
        if 0 <= there < model.rowCount():
            self.list.setCurrentIndex(model.index(there, 0))
        elif there < 0:
            self.list.setCurrentIndex(QModelIndex())

    def _changed(self) -> None:
        """What was typed by hand is looked up; what the page puts in is not."""
        if not self._typed or not self._field.hasFocus():
            self.hide()
            return
        self._typed = False
        found, self._length = self._find(self._before())
        if not found:
            self.hide()
            return
        self.list.setCurrentIndex(QModelIndex())
        self.list.show_rows([Entry(text, text) for text in found])
        self.list.setCurrentIndex(QModelIndex())
        self._show()

    def _before(self) -> str:
        field = self._field
        if isinstance(field, QLineEdit):
            return field.text()[: field.cursorPosition()]
        return field.toPlainText()[: field.textCursor().position()]

    def _take(self, phrase: str) -> None:
        field = self._field
        self.hide()
        self._typed = False
        if isinstance(field, QLineEdit):
            field.setSelection(field.cursorPosition() - self._length, self._length)
            field.insert(phrase)
            return
        cursor = field.textCursor()
        back = QTextCursor.MoveOperation.Left
        cursor.movePosition(back, QTextCursor.MoveMode.KeepAnchor, self._length)
        cursor.insertText(phrase)
        field.setTextCursor(cursor)

    def _show(self) -> None:
        """Below the field, above it where the window ends."""
        window: QWidget = self._field.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        wide = min(max(self._field.width(), theme.px(_WIDE)), window.width())
        self.resize(wide, self.height())
        self.show()  # the list knows how its rows wrap once it has its width
        self._column.activate()
        self.list.setFixedHeight(self.list.sizeHint().height())
        high = self.sizeHint().height()
        at = self._field.mapTo(window, QPoint(0, self._field.height() + 4))
        if at.y() + high > window.height():
            at.setY(self._field.mapTo(window, QPoint(0, 0)).y() - high - 4)
        at.setX(max(0, min(at.x(), window.width() - wide)))
        self.setGeometry(QRect(at.x(), max(0, at.y()), wide, high))
        self.raise_()
