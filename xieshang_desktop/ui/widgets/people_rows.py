"""Paints one row of the people list: name, place, chip, role, and the state or the button."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from xieshang_desktop.ui import theme
from xieshang_desktop.ui.widgets import chip, icons
from xieshang_desktop.ui.widgets.people_model import PeopleModel, PersonRow

_Index = QModelIndex | QPersistentModelIndex
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_STATES = {  # ink, and the icon that says the same without colour
    "plain": ("secondary", ""),
    "done": ("green", "tick"),
    "waiting": ("amber", "clock"),
    "attention": ("red", "warning"),
}
_LOW, _TWO_LINES = 44, 54
_ROW, _NAME, _STATE, _ROLE, _WIDE = 60, 116, 120, 150, 640


class PersonPainter(QStyledItemDelegate):
    """Wide rows have the role in a column of its own, narrow ones under the place."""

    _fitting = 0

    def height(self) -> int:
        """Screen pixels of a row."""
        usual = theme.px(_ROW)
        return min(usual, max(self._fitting, theme.px(_LOW))) if self._fitting else usual

    def least(self) -> int:
        """Screen pixels of a row where there is the least room."""
        return theme.px(_LOW if self._fitting else _ROW)

    def fit(self, high: int) -> None:
        """Rows become lower than usual where only so many screen pixels are left for one."""
        self._fitting = high

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(theme.px(200), self.height())

    def tick_box(self, area: QRect) -> QRect:
        """Where the tick box of a row is, with room for a finger."""
        return QRect(area.x(), area.y(), theme.px(52), area.height())

    def button(self, area: QRect, row: PersonRow) -> QRect:
        """Where the button of the marked row is."""
        metrics = QFontMetrics(theme.font(15, 500))
        wide = max(theme.px(104), metrics.horizontalAdvance(row.action) + theme.px(54))
        high = min(theme.px(40), area.height() - 4)
        x = area.right() + 1 - theme.space(16) - wide
        return QRect(x, area.y() + (area.height() - high) // 2, wide, high)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row = cast(PeopleModel, index.model()).rows[index.row()]
        area: QRect = option.rect  # type: ignore[attr-defined]  # missing in Qt's stubs
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        marked = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if marked:
            self._ground(painter, area, index.row())
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, theme.colour("nav"))
        thick = theme.line_width()
        line = QRect(area.x(), area.bottom() + 1 - thick, area.width(), thick)
        painter.fillRect(line, theme.colour("line"))
        if marked and theme.look().sunlight:
            painter.fillRect(QRect(area.topLeft(), QSize(6, area.height())), theme.colour("red"))
        left = area.x() + theme.space(20)
        if row.picked is not None:
            left = self._tick(painter, area, row.picked)
        right = self._end(painter, area, row, marked)
        self._words(painter, area, row, left, right)
        painter.restore()

    def _ground(self, painter: QPainter, area: QRect, row: int) -> None:
        """Behind the marked row; the first row keeps the round corners of its card."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("red_soft"))
        if row:
            painter.fillRect(area, painter.brush())
            return
        round_ = theme.px(9)
        painter.drawRoundedRect(area, round_, round_)
        painter.fillRect(area.adjusted(0, round_, 0, 0), painter.brush())

    def _tick(self, painter: QPainter, area: QRect, on: bool) -> int:
        side = theme.px(22)
        box = QRect(area.x() + theme.space(18), area.center().y() - side // 2, side, side)
        painter.setPen(QPen(theme.colour("red" if on else "secondary"), 2))
        painter.setBrush(theme.colour("red" if on else "paper"))
        painter.drawRoundedRect(box, 4, 4)
        if on:
            inner = theme.px(16)
            mark = icons.pixmap("tick", "on_red", 16)
            painter.drawPixmap(
                box.center().x() - inner // 2 + 1, box.center().y() - inner // 2 + 1, mark
            )
        return box.right() + theme.space(14)

    def _end(self, painter: QPainter, area: QRect, row: PersonRow, marked: bool) -> int:
        """Draw the button or the state at the right; gives where it begins."""
        if marked and row.action:
            box = self.button(area, row)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("red"))
            painter.drawRoundedRect(box, theme.px(8), theme.px(8))
            painter.setPen(theme.colour("on_red"))
            painter.setFont(theme.font(15, 500))
            sign, gap = theme.px(16), theme.px(6)
            words = QFontMetrics(painter.font()).horizontalAdvance(row.action)
            x = box.x() + (box.width() - words - gap - sign) // 2
            painter.drawText(QRect(x, box.y(), words + 4, box.height()), _LEFT, row.action)
            enter = icons.pixmap("enter", "on_red", 16)
            painter.drawPixmap(x + words + gap, box.center().y() - sign // 2 + 1, enter)
            if not row.beside:
                return box.x()
            x = box.x() - theme.px(10) - chip.width(row.beside)
            chip.paint(painter, x, area.center().y() + 1, row.beside, "waiting")
            return x
        ink, sign_name = _STATES[row.state_kind]
        end = area.right() + 1 - theme.space(16)
        painter.setPen(theme.colour(ink))
        painter.setFont(theme.font(15, 500 if row.state_kind != "plain" else 400))
        wide = QFontMetrics(painter.font()).horizontalAdvance(row.state)
        painter.drawText(
            QRect(end - wide - 2, area.y(), wide + 2, area.height()), _RIGHT, row.state
        )
        start = end - wide
        if sign_name and row.state:
            side = theme.px(16)
            start -= side + theme.px(5)
            sign_mark = icons.pixmap(sign_name, ink, 16)
            painter.drawPixmap(start, area.center().y() - side // 2 + 1, sign_mark)
        return start

    def _words(self, painter: QPainter, area: QRect, row: PersonRow, left: int, right: int) -> None:
        wide = area.width() >= theme.px(_WIDE)
        painter.setFont(theme.font(20, 500))
        painter.setPen(theme.colour("ink"))
        metrics = QFontMetrics(painter.font())
        column = theme.px(_NAME) - (0 if wide else theme.px(16))
        needed = metrics.horizontalAdvance(row.name) + theme.px(12)
        room = max(theme.px(60), right - left - theme.px(8))
        name_width = min(max(column, needed), room, theme.px(220))
        self._text(painter, left, area, name_width - theme.px(8), row.name)
        x = left + name_width
        painter.setFont(theme.font(15))
        painter.setPen(theme.colour("secondary"))
        if wide:
            # The role ends where it ends on every row, whether a button or a state follows.
            edge = min(right, area.right() - theme.space(16) - theme.px(_STATE)) - theme.space(26)
            role = QFontMetrics(painter.font()).horizontalAdvance(row.role)
            role = min(role, theme.px(_ROLE))
            box = QRect(edge - role, area.y(), role + 2, area.height())
            words = painter.fontMetrics().elidedText(
                row.role, Qt.TextElideMode.ElideRight, role + 2
            )
            painter.drawText(box, _RIGHT, words)
            self._place(painter, row, x, edge - role - theme.px(12), area)
            return
        end = right - theme.px(10)
        if area.height() < theme.px(_TWO_LINES):
            both = " · ".join(part for part in (row.place, row.role) if part)
            self._place(painter, row, x, end, area, both)
            return
        if not row.role:
            self._place(painter, row, x, end, area)
            return
        half = area.height() // 2 - theme.px(4)
        self._place(painter, row, x, end, QRect(area.x(), area.y() + theme.px(4), 1, half))
        painter.setFont(theme.font(14))
        painter.setPen(theme.colour("secondary"))
        below = QRect(area.x(), area.y() + area.height() // 2, 1, half)
        self._text(painter, x, below, end - x, row.role)

    def _place(
        self, painter: QPainter, row: PersonRow, x: int, end: int, area: QRect, words: str = ""
    ) -> None:
        room = end - x
        chip_width = chip.width(row.chip) + theme.px(14) if row.chip else 0
        used = self._text(painter, x, area, room - chip_width, words or row.place)
        if row.chip:
            at = x + used + (theme.px(14) if used else 0)
            chip.paint(painter, at, area.center().y() + 1, row.chip, "waiting")

    def _text(self, painter: QPainter, x: int, area: QRect, room: int, words: str) -> int:
        if room <= 0 or not words:
            return 0
        metrics = painter.fontMetrics()
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
        wide = min(metrics.horizontalAdvance(shown), room)
        painter.drawText(QRect(x, area.y(), wide + 2, area.height()), _LEFT, shown)
        return wide
