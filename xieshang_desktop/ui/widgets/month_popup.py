"""A month to pick a day from, with the lunar date under each day; opened by a date field."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from gettext import gettext as _

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QWidget

from xieshang_desktop.domain.lunar import lunar_day
from xieshang_desktop.domain.village_days import VillageDays
from xieshang_desktop.ui import theme
from xieshang_desktop.ui.widgets.button import Button, IconButton
from xieshang_desktop.ui.widgets.date_words import write_date
from xieshang_desktop.ui.widgets.layout import Column, Row
from xieshang_desktop.ui.widgets.month_grid import MonthGrid, month_on
from xieshang_desktop.ui.widgets.text import Label
from xieshang_desktop.wording.dates import month_words

_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -7,
    Qt.Key.Key_Down: 7,
}


class MonthPopup(QFrame):
    """Arrows move by days and weeks, PageUp and PageDown by months, with Ctrl by years; Enter or
    a click takes the day: `take(day)`. What the village knows of a day stands below."""

    def __init__(
        self,
        parent: QWidget,
        day: date,
        today: date,
        days: VillageDays,
        take: Callable[[date], object],
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("month")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._days, self._today, self._chosen = days, today, take
        column = Column(self, gap=6, margins=(12, 10, 12, 10))
        head = Row(gap=4)
        self._heading = Label("", "heading")
        self._heading.setAlignment(Qt.AlignmentFlag.AlignCenter)
        head.addWidget(_turn("back", _("上个月"), lambda: self._by_months(-1)))
        head.addWidget(self._heading, 1)
        head.addWidget(_turn("forward", _("下个月"), lambda: self._by_months(1)))
        now = Button(_("今天"), pressed=lambda: self.show_day(today), reads=True)
        now.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        head.addWidget(now)
        column.addLayout(head)
        self.grid = MonthGrid(today, days)
        self.grid.picked.connect(self._take)
        self.grid.pointed.connect(self._tell)
        column.addWidget(self.grid)
        self._told = Label("", "small", wrap=True)
        self._told.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._told.ensurePolished()
        self._told.setFixedHeight(2 * self._told.fontMetrics().lineSpacing() + 2)
        self._told.setFixedWidth(self.grid.sizeHint().width())
        column.addWidget(self._told)
        self.setFocusProxy(self.grid)
        self.show_day(day)

    def open_below(self, field: QWidget) -> None:
        """Show it under a field, or above it where there is no room; always on the screen."""
        self.adjustSize()
        whole = self.sizeHint()
        screen = field.screen().availableGeometry()
        below = field.mapToGlobal(QPoint(0, field.height() + 4))
        above = field.mapToGlobal(QPoint(0, -4)).y() - whole.height()
        top = below.y()
        if top + whole.height() > screen.bottom() and above >= screen.top():
            top = above
        top = max(screen.top(), min(top, screen.bottom() - whole.height()))
        left = max(screen.left(), min(below.x(), screen.right() - whole.width()))
        self.setGeometry(QRect(QPoint(left, top), whole))
        self.show()
        self.grid.setFocus()

    def show_day(self, day: date) -> None:
        """Mark a day, in its month."""
        self._heading.setText(_("{year}年{month}").format(year=day.year, month=month_words(day)))
        self.grid.show_day(day)
        self._tell(day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, day = Qt.Key(event.key()), self.grid.day()
        months = 12 if event.modifiers() & Qt.KeyboardModifier.ControlModifier else 1
        if key in _STEPS:
            self._to(day, _STEPS[key])
        elif key == Qt.Key.Key_PageUp:
            self._by_months(-months)
        elif key == Qt.Key.Key_PageDown:
            self._by_months(months)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._take(day)
        elif key == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta().y()
        if turned:
            self._by_months(-1 if turned > 0 else 1)
        event.accept()

    def _by_months(self, months: int) -> None:
        self.show_day(month_on(self.grid.day(), months))

    def _to(self, day: date, step: int) -> None:
        if date.min.toordinal() <= day.toordinal() + step <= date.max.toordinal():
            self.show_day(day + timedelta(days=step))

    def _take(self, day: date) -> None:
        self.close()
        self._chosen(day)

    def _tell(self, day: date) -> None:
        """Below the month: the day in full."""
        words = day_in_full(day, self._days)
        self._told.setText(words)
        self.grid.setAccessibleName(words)


def day_in_full(day: date, days: VillageDays) -> str:
    """`2026年11月22日 星期日 农历十月十四　小雪　逢集（柳河镇）`."""
    lunar = lunar_day(day)
    said = [f"{write_date(day)} {lunar.words}" if lunar else write_date(day)]
    return "　".join([*said, *(remark.words for remark in days.remarks(day))])


def _turn(icon: str, words: str, pressed: Callable[[], object]) -> IconButton:
    button = IconButton(icon, words, pressed)
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keyboard has PageUp and PageDown
    button.setFixedWidth(theme.px(40))
    return button
