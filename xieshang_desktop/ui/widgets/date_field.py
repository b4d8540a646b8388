"""Fields for a day and a time of day that take what people type: 3月20日, 明天, 9点半."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta
from gettext import gettext as _

from PySide6.QtCore import QDate, QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from xieshang_desktop.ui.widgets.button import IconButton
from xieshang_desktop.ui.widgets.date_words import read_date, read_time, write_date, write_time
from xieshang_desktop.ui.widgets.fields import LineField


class DateField(LineField):
    """`day_changed(date | None)`; Up and Down move by a day, the sign at the right opens a month.

    `today` gives the day of the laptop's clock: a day written without a year is the nearest one,
    or with `ahead` the next one.
    """

    day_changed = Signal(object)

    def __init__(
        self,
        label: str,
        today: Callable[[], date],
        hint: str = "",
        parent: QWidget | None = None,
        *,
        ahead: bool = False,
    ) -> None:
        line = _DayLine()
        super().__init__(label, hint, _("如 3月20日、2026-3-20、明天"), 30, parent, line)
        self._today, self._ahead = today, ahead
        self._day: date | None = None
        line.month.clicked.connect(lambda _checked=False: self._open_month())
        self.line.installEventFilter(self)
        self.finished.connect(self._read)

    def day(self) -> date | None:
        """The day written, or None; what can't be read gets its sentence."""
        self._read(self.value())
        return self._day

    def show_day(self, day: date | None) -> None:
        """Write a day into the field; nothing is emitted."""
        self._day = day
        self.show_value("" if day is None else write_date(day))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
            if step is not None:
                day = self._meant(self.value())
                self._take(day + timedelta(days=step) if day else self._today())
                return True
        return super().eventFilter(watched, event)

    def _read(self, words: str) -> None:
        day = self._meant(words)
        if words and day is None:
            self._day = None
            self.show_error(_("没看懂这个日期，请写成 3月20日 或 2026-3-20。"))
            self.day_changed.emit(None)
        elif day != self._day or self.error() or (day and words != write_date(day)):
            self._take(day)

    def _meant(self, words: str) -> date | None:
        return read_date(words, self._today(), ahead=self._ahead) if words else None

    def _take(self, day: date | None) -> None:
        changed = day != self._day
        self.show_day(day)
        if changed:
            self.day_changed.emit(day)

    def _open_month(self) -> None:
        from PySide6.QtWidgets import QCalendarWidget  # a popup few people open

        month = QCalendarWidget(self)
        month.setWindowFlag(Qt.WindowType.Popup)
        month.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        month.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        day = self._day or self._today()
        month.setSelectedDate(QDate(day.year, day.month, day.day))

        def choose(picked: QDate) -> None:
            self._take(date(picked.year(), picked.month(), picked.day()))
            month.close()

        month.clicked.connect(choose)
        month.activated.connect(choose)
        month.resize(month.sizeHint())
        month.move(self.line.mapToGlobal(QPoint(0, self.line.height() + 4)))
        month.show()


class _DayLine(QLineEdit):
    """A line with a button inside its right end that opens a month."""

    def __init__(self) -> None:
        super().__init__()
        self.month = IconButton("meeting", _("选日期"), parent=self)
        self.month.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keyboard has Up and Down
        self.month.setCursor(Qt.CursorShape.PointingHandCursor)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = self.height() - 4
        self.setTextMargins(0, 0, side, 0)
        self.month.setGeometry(self.width() - side - 2, 2, side, side)


class TimeField(LineField):
    """`moment_changed(time | None)`: 9:00, 9点半, 下午2点, 1430."""

    moment_changed = Signal(object)

    def __init__(self, label: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(label, hint, _("如 9:00、下午2点半"), 12, parent)
        self._moment: time | None = None
        self.finished.connect(self._read)

    def moment(self) -> time | None:
        """The time written, or None; what can't be read gets its sentence."""
        self._read(self.value())
        return self._moment

    def show_moment(self, moment: time | None) -> None:
        """Write a time into the field; nothing is emitted."""
        self._moment = moment
        self.show_value("" if moment is None else write_time(moment))

    def _read(self, words: str) -> None:
        before = self._moment
        moment = read_time(words) if words else None
        if words and moment is None:
            self._moment = None
            self.show_error(_("没看懂这个时间，请写成 9:00 或 下午2点半。"))
        else:
            self.show_moment(moment)
        if self._moment != before:
            self.moment_changed.emit(self._moment)
