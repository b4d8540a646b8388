"""The days of a month, painted: six weeks with the lunar date, and what a day is in one word."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from gettext import gettext as _

from PySide6.QtCore import QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from xieshang_desktop.domain.village_days import DayView, RemarkKind, VillageDays
from xieshang_desktop.ui import theme
from xieshang_desktop.wording.dates import short_weekday

_WIDE, _HIGH, _NAMES, _ROUND = 60, 50, 28, 8  # design pixels: a day, the names of the weekdays
_WEEKS = 6
_FIRST_YEAR, _LAST_YEAR = 1, 9999
_MONDAY = date(2024, 1, 1)

_OFF = {RemarkKind.HOLIDAY, RemarkKind.UNNAMED_HOLIDAY}
_MARKET = {RemarkKind.MARKET, RemarkKind.UNNAMED_MARKET}


class MonthGrid(QWidget):
    """`picked(day)` at a click; `pointed(day)` for the day under the pointer."""

    picked = Signal(object)
    pointed = Signal(object)

    def __init__(self, today: date, days: VillageDays, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = self._day = today
        self._over: date | None = None
        self._days = days
        self._views: dict[date, DayView] = {}
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def day(self) -> date:
        """The marked day."""
        return self._day

    def show_day(self, day: date) -> None:
        """Mark a day; the month is its."""
        if (day.year, day.month) != (self._day.year, self._day.month):
            self._views.clear()
            self._over = None
        self._day = day
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(7 * theme.px(_WIDE), theme.px(_NAMES) + _WEEKS * theme.px(_HIGH))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self.day_at(event.position())
        if over != self._over:
            self._over = over
            self.pointed.emit(over or self._day)
            self.update()

    def leaveEvent(self, event: object) -> None:
        self._over = None
        self.pointed.emit(self._day)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        day = self.day_at(event.position())
        if day is not None and event.button() == Qt.MouseButton.LeftButton:
            self.picked.emit(day)

    def day_at(self, place: QPointF) -> date | None:
        """The day painted there."""
        row = (int(place.y()) - theme.px(_NAMES)) // theme.px(_HIGH)
        column = int(place.x()) // theme.px(_WIDE)
        if not (0 <= row < _WEEKS and 0 <= column < 7):
            return None
        return _later(self._first(), 7 * row + column)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide, high, names = theme.px(_WIDE), theme.px(_HIGH), theme.px(_NAMES)
        painter.setFont(theme.font(13))
        painter.setPen(theme.colour("secondary"))
        for column in range(7):
            box = QRect(column * wide, 0, wide, names)
            name = short_weekday(_MONDAY + timedelta(days=column))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, name)
        first = self._first()
        for number in range(7 * _WEEKS):
            day = _later(first, number)
            if day is not None:
                row, column = divmod(number, 7)
                self._paint_day(painter, QRect(column * wide, names + row * high, wide, high), day)

    def _paint_day(self, painter: QPainter, box: QRect, day: date) -> None:
        view = self._view(day)
        kinds = {remark.kind for remark in view.remarks}
        chosen, here = day == self._day, day.month == self._day.month
        inner = box.adjusted(1, 1, -1, -1)
        round_ = theme.px(_ROUND)
        painter.setPen(Qt.PenStyle.NoPen)
        if chosen:
            painter.setBrush(theme.colour("red"))
            painter.drawRoundedRect(inner, round_, round_)
        elif day == self._over:
            painter.setBrush(theme.colour("neutral_soft"))
            painter.drawRoundedRect(inner, round_, round_)
        if day == self._today and not chosen:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("red"), max(1, theme.line_width())))
            painter.drawRoundedRect(inner, round_, round_)
        upper = QRect(box.x(), box.y() + theme.px(4), box.width(), theme.px(23))
        lower = QRect(box.x(), box.y() + theme.px(27), box.width(), theme.px(19))
        ink = "on_red" if chosen else "ink" if here else "secondary"
        self._word(painter, upper, str(day.day), theme.font(17 if here else 14, 500), ink)
        below = "on_red" if chosen else "green" if view.marked else "secondary"
        self._word(painter, lower, view.lunar, theme.font(13), below)
        right, left = (upper.adjusted(0, 0, -theme.px(5), 0), upper.adjusted(theme.px(5), 0, 0, 0))
        if kinds & _OFF:
            self._mark(painter, right, _("休"), "on_red" if chosen else "red", right=True)
        elif RemarkKind.WORKED in kinds:
            self._mark(painter, right, _("班"), "on_red" if chosen else "ink", right=True)
        if kinds & _MARKET:
            self._mark(painter, left, _("集"), "on_red" if chosen else "amber")
        elif RemarkKind.BUSY in kinds:
            self._mark(painter, left, _("忙"), "on_red" if chosen else "secondary")
        if RemarkKind.BUSY in kinds:
            self._busy(painter, box, chosen)

    def _busy(self, painter: QPainter, box: QRect, chosen: bool) -> None:
        """A line under the day, so that a season of weeks is one; its name is told below."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("on_red" if chosen else "amber_dot"))
        thick, side = theme.px(2), theme.px(12)
        painter.drawRect(box.x() + side, box.bottom() - thick - 1, box.width() - 2 * side, thick)

    def _mark(
        self, painter: QPainter, box: QRect, word: str, ink: str, *, right: bool = False
    ) -> None:
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        self._word(painter, box, word, theme.font(12, 500), ink, side)

    def _word(
        self,
        painter: QPainter,
        box: QRect,
        word: str,
        font: QFont,
        ink: str,
        side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignHCenter,
    ) -> None:
        painter.setFont(font)
        painter.setPen(theme.colour(ink))
        word = painter.fontMetrics().elidedText(word, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter, word)

    def _view(self, day: date) -> DayView:
        if day not in self._views:
            self._views[day] = self._days.view(day)
        return self._views[day]

    def _first(self) -> date:
        """The Monday with which the six weeks begin."""
        first = self._day.replace(day=1)
        return date.fromordinal(max(1, first.toordinal() - first.weekday()))


def month_on(day: date, months: int) -> date:
    """The same day some months on, or the last of a shorter month; it stays in the calendar."""
    number = day.year * 12 + day.month - 1 + months
    number = min(max(number, _FIRST_YEAR * 12), _LAST_YEAR * 12 + 11)
    year, month = number // 12, number % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _later(day: date, days: int) -> date | None:
    number = day.toordinal() + days
    return date.fromordinal(number) if number <= date.max.toordinal() else None
