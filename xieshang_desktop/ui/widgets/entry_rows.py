"""Paints one row of an entry list: lead, wrapped text, note, chip, and the dots of its menu."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QListView,
    QPlainTextEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from xieshang_desktop.ui import theme
from xieshang_desktop.ui.widgets import chip, icons
from xieshang_desktop.ui.widgets.entry_model import Entry, EntryModel

_Index = QModelIndex | QPersistentModelIndex
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
_ROW, _PAD, _SIDE, _DOTS = 44, 10, 12, 36


class LineEditor(QPlainTextEdit):
    """The text of one row while it is edited: Enter keeps it, Escape gives it up."""


class EntryPainter(QStyledItemDelegate):
    """Rows are as high as their text needs."""

    def __init__(
        self, view: QListView, lead: int, has_menu: Callable[[], bool], *, beside: bool = False
    ) -> None:
        """`beside`: a note stands behind a text of one line where both have room."""
        super().__init__(view)
        self._view, self._lead, self._has_menu, self._beside = view, lead, has_menu, beside

    def menu_box(self, area: QRect) -> QRect:
        """Where the dots of a row are."""
        wide = theme.px(_DOTS)
        return QRect(area.right() + 1 - wide, area.y(), wide, min(area.height(), theme.px(_ROW)))

    def height_of(self, row: Entry, width: int, *, menu: bool) -> int:
        """Screen pixels that a row takes at this width."""
        area = self._text_area(QRect(0, 0, width, 0), row, menu=menu)
        text = self._bounds(row.text, self._font(row), area.width())
        note = self._bounds(row.note, theme.font(14), area.width()) + theme.px(2) if row.note else 0
        if self._stands_beside(row, area.width()):
            note = 0
        return max(theme.px(_ROW), 2 * theme.px(_PAD) + text + note)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        row = self._row(index)
        width = self._view.viewport().width()
        return QSize(theme.px(120), self.height_of(row, width, menu=self._has_menu()))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row = self._row(index)
        area: QRect = option.rect  # type: ignore[attr-defined]  # missing in Qt's stubs
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        over = bool(state & QStyle.StateFlag.State_MouseOver)
        if chosen:
            painter.fillRect(area, theme.colour("red_soft"))
        elif over:
            painter.fillRect(area, theme.colour("nav"))
        if chosen and (self._view.hasFocus() or theme.look().sunlight):
            painter.fillRect(QRect(area.topLeft(), QSize(3, area.height())), theme.colour("red"))
        thick = theme.line_width()
        under = QRect(area.x(), area.bottom() + 1 - thick, area.width(), thick)
        painter.fillRect(under, theme.colour("line"))
        menu = self._has_menu()
        self._words(painter, area, row, menu=menu)
        if menu and (over or (chosen and self._view.hasFocus())):
            self._dots(painter, self.menu_box(area))
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        editor = LineEditor(parent)
        editor.setTabChangesFocus(True)
        editor.setAccessibleName(self._row(index).text)
        return editor

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        if isinstance(editor, LineEditor):
            editor.setPlainText(self._row(index).text)
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _Index) -> None:
        """The list says what was edited; the records change first, then the model."""

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: _Index
    ) -> None:
        area: QRect = option.rect  # type: ignore[attr-defined]
        room = self._view.viewport().height() - area.y()
        editor.setGeometry(area.adjusted(0, 0, 0, max(0, min(theme.px(24), room - area.height()))))

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(
                editor, LineEditor
            ):
                self.commitData.emit(editor)
                self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
                self._view.setFocus()
                return True
            if event.key() == Qt.Key.Key_Escape and isinstance(editor, LineEditor):
                self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.RevertModelCache)
                self._view.setFocus()
                return True
        return super().eventFilter(editor, event)

    def _words(self, painter: QPainter, area: QRect, row: Entry, *, menu: bool) -> None:
        box = self._text_area(area, row, menu=menu)
        if row.picked is not None:
            self._tick(painter, area, on=row.picked)
        elif row.lead:
            painter.setFont(theme.font(15, 500))
            painter.setPen(theme.colour("secondary"))
            left = area.x() + theme.px(_SIDE)
            lead = QRect(left, box.y(), box.x() - left - theme.px(6), box.height())
            shown = painter.fontMetrics().elidedText(
                row.lead, Qt.TextElideMode.ElideRight, lead.width()
            )
            painter.drawText(lead, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, shown)
        font = self._font(row)
        high = self._bounds(row.text, font, box.width())
        top = box.y()
        beside = self._stands_beside(row, box.width())
        if (beside or not row.note) and high < area.height() - 2 * theme.px(_PAD):
            top = area.y() + (area.height() - high) // 2
        painter.setFont(font)
        painter.setPen(theme.colour("ink"))
        painter.drawText(QRect(box.x(), top, box.width(), high), _WRAP, row.text)
        if row.note:
            painter.setFont(theme.font(14))
            painter.setPen(theme.colour("secondary"))
            if beside:
                end = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
                painter.drawText(QRect(box.x(), top, box.width(), high), end, row.note)
            else:
                below = QRect(box.x(), box.y() + high + theme.px(2), box.width(), area.height())
                painter.drawText(below, _WRAP, row.note)
        if row.chip:
            x = box.right() + theme.px(8)
            middle = area.y() + theme.px(_ROW) // 2
            chip.paint(painter, x, middle, row.chip, row.chip_kind)

    def _tick(self, painter: QPainter, area: QRect, *, on: bool) -> None:
        side = theme.px(20)
        box = QRect(area.x() + theme.px(_SIDE), area.center().y() - side // 2, side, side)
        painter.setPen(QPen(theme.colour("red" if on else "secondary"), 2))
        painter.setBrush(theme.colour("red" if on else "paper"))
        painter.drawRoundedRect(box, 4, 4)
        if on:
            mark = icons.pixmap("tick", "on_red", 14)
            inner = theme.px(14)
            painter.drawPixmap(
                box.center().x() - inner // 2 + 1, box.center().y() - inner // 2 + 1, mark
            )

    def _dots(self, painter: QPainter, box: QRect) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("secondary"))
        side, gap = theme.px(4), theme.px(8)
        middle = box.center()
        for step in (-1, 0, 1):
            painter.drawEllipse(
                middle.x() + step * gap - side // 2, middle.y() - side // 2, side, side
            )
        painter.setPen(QPen())

    def _text_area(self, area: QRect, row: Entry, *, menu: bool) -> QRect:
        left = theme.px(_SIDE)
        if row.picked is not None:
            left += theme.px(32)
        elif row.lead:
            needed = QFontMetrics(theme.font(15, 500)).horizontalAdvance(row.lead) + theme.px(10)
            left += min(max(theme.px(self._lead), needed), max(area.width() // 3, theme.px(24)))
        right = theme.px(_DOTS) if menu else theme.px(_SIDE)
        if row.chip:
            right += chip.width(row.chip) + theme.px(8)
        pad = theme.px(_PAD)
        return area.adjusted(left, pad, -right, -pad)

    def _stands_beside(self, row: Entry, width: int) -> bool:
        if not self._beside or not row.note or "\n" in row.text:
            return False
        text = QFontMetrics(self._font(row)).horizontalAdvance(row.text)
        note = QFontMetrics(theme.font(14)).horizontalAdvance(row.note)
        return text + theme.px(10) + note <= width

    def _font(self, row: Entry) -> QFont:
        return theme.font(15, 500 if row.strong else 400)

    def _bounds(self, words: str, font: QFont, width: int) -> int:
        box = QRect(0, 0, max(width, theme.px(40)), 100_000)
        return QFontMetrics(font).boundingRect(box, _WRAP, words or " ").height()

    def _row(self, index: _Index) -> Entry:
        return cast(EntryModel, index.model()).rows[index.row()]
