"""Fields for a day and a time of day that take what people type: 3月20日, 明天, 9点半."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta
from gettext import gettext
from gettext import gettext as _

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from xieshang_desktop.ui import theme
from xieshang_desktop.ui.widgets.button import IconButton
from xieshang_desktop.ui.widgets.date_words import read_date, read_time, write_date, write_time
from xieshang_desktop.ui.widgets.fields import LineField
from xieshang_desktop.ui.widgets.text import Label

_PADDING, _GAP = 24, 8  # design pixels: before and behind the words of a line, between them


class DateField(LineField):
    """`day_changed(date | None)`; Up and Down move by a day, the sign at the right opens a month.

    `today` gives the day of the laptop's clock: a day written without a year is the nearest one,
    or with `ahead` the next one. The lunar date stands beside the day, or below where it is narrow.
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
        self._beside = _DayLine()
        self._own_hint = hint
        super().__init__(label, hint, _("如 3月20日、2026-3-20、明天"), 30, parent, self._beside)
        self._today, self._ahead = today, ahead
        self._day: date | None = None
        self._beside.month.clicked.connect(lambda _checked=False: self._open_month())
        self._beside.resized.connect(self._show_lunar)
        self.finished.connect(self._read)

    def day(self) -> date | None:
        """The day written, or None; what can't be read gets its sentence."""
        self._read(self.value())
        return self._day

    def show_day(self, day: date | None) -> None:
        """Write a day into the field; nothing is emitted."""
        self._day = day
        self.show_value("" if day is None else write_date(day))

    def show_value(self, words: str) -> None:
        """Write words into the field; nothing is emitted."""
        super().show_value(words)
        self._show_lunar()

    def show_hint(self, hint: str) -> None:
        """Another hint, behind the lunar date where that stands below."""
        self._own_hint = hint
        self._show_lunar()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
            if step is not None:
                if event.modifiers() & Qt.KeyboardModifier.AltModifier:
                    self._open_month()
                    return True
                day = self._meant(self.value())
                self._take(day + timedelta(days=step) if day else self._today())
                return True
        return super().eventFilter(watched, event)

    def _edited(self, words: str) -> None:
        super()._edited(words)
        self._show_lunar()

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

    def _show_lunar(self) -> None:
        """The lunar date of the day that is written; none while another is being typed."""
        written = self._day is not None and self.value() == write_date(self._day)
        lunar, named = _lunar(self._day) if self._day is not None and written else ("", "")
        beside = self._beside.show_beside(named, lunar)
        below = "" if beside else named
        super().show_hint("\n".join(each for each in (below, self._own_hint) if each))
        self._fit_example()  # the words beside took room, or gave it back
        told = "　".join(each for each in (named, self._own_hint) if each)
        self.line.setAccessibleDescription(told)

    def _open_month(self) -> None:
        from xieshang_desktop.domain.village_days import VillageDays
        from xieshang_desktop.ui.widgets.month_popup import MonthPopup  # few people open it

        # The window that stands on a village's records knows its market days.
        reading = getattr(self.window(), "read_days", None)
        days = reading() if reading is not None else VillageDays()
        today = self._today()
        MonthPopup(self, self._day or today, today, days, self._take).open_below(self.line)


class _DayLine(QLineEdit):
    """A line with a button inside its right end that opens a month, and room for words beside."""

    resized = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.month = IconButton("meeting", _("选日期"), parent=self)
        self.month.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keyboard has Up and Down
        self.month.setCursor(Qt.CursorShape.PointingHandCursor)
        self._words = Label("", "small", parent=self)
        self._words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._words.hide()

    def show_beside(self, *choices: str) -> bool:
        """Show the first of these words that fits at the right of what is written; False when
        none does."""
        for part in (self, self._words):
            part.ensurePolished()
        room = self.width() - self._side() - theme.px(_PADDING) - theme.space(_GAP)
        room -= self.fontMetrics().horizontalAdvance(self.text())
        wide = self._words.fontMetrics().horizontalAdvance
        words = next((each for each in choices if each and wide(each) + 2 <= room), "")
        self._words.setText(words)
        self._words.setVisible(bool(words))
        self._place()
        return bool(words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()
        self.resized.emit()

    def _place(self) -> None:
        side = self._side()
        shown = self._words.sizeHint().width() if not self._words.isHidden() else 0
        self.setTextMargins(0, 0, side + shown, 0)
        self.month.setGeometry(self.width() - side - 2, 2, side, side)
        self._words.setGeometry(self.width() - side - 2 - shown, 0, shown, self.height())

    def _side(self) -> int:
        return self.height() - 4


def _lunar(day: date) -> tuple[str, str]:
    """`农历十月十四`, and with the name of the day: `农历十月十四 小雪`."""
    from xieshang_desktop.domain.lunar import lunar_day  # its table is not needed to start
    from xieshang_desktop.domain.village_days import day_name

    lunar, name = lunar_day(day), day_name(day)
    words = lunar.words if lunar else ""
    return words, f"{words} {gettext(name) if name else ''}".strip()


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
