"""The top of the hall's middle: who speaks now and how long, who comes next, the hands."""

from __future__ import annotations

from gettext import gettext as _

from PySide6.QtCore import QEvent, QPoint, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QMenu, QWidget

from xieshang_desktop.ui import theme
from xieshang_desktop.ui.pages.meeting_hall_agenda import QueueList
from xieshang_desktop.ui.presenters.meeting_clock import ClockView, state_words
from xieshang_desktop.ui.presenters.meeting_floor import FloorPresenter
from xieshang_desktop.ui.presenters.meeting_floor_view import (
    FloorView,
    SharesView,
    SpeakerView,
)
from xieshang_desktop.ui.widgets.button import Button, IconButton
from xieshang_desktop.ui.widgets.card import Card, section
from xieshang_desktop.ui.widgets.chip import Chip
from xieshang_desktop.ui.widgets.entry_list import Entry, EntryList
from xieshang_desktop.ui.widgets.fields import CheckField, NumberField
from xieshang_desktop.ui.widgets.layout import NONE, Column, Line, Row, show_if
from xieshang_desktop.ui.widgets.search_box import FilterBox
from xieshang_desktop.ui.widgets.sheet import Sheet
from xieshang_desktop.ui.widgets.text import Label, OneLine

_MARGINS, _MARGINS_LOW, _MARGINS_FLAT = (22, 14, 22, 14), (22, 8, 22, 10), (14, 6, 14, 6)
_KINDS = {"soon": "clockSoon", "over": "clockOver", "paused": "clockPaused"}


class HandBox(FilterBox):
    """Who raises a hand; Escape gives up a hand that is half entered."""

    given_up = Signal()
    focused = Signal(bool)
    asking = False

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focused.emit(False)

    def event(self, event: QEvent) -> bool:
        escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if event.type() == QEvent.Type.ShortcutOverride and escape and self.asking:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.asking:
            self.given_up.emit()
            return
        super().keyPressEvent(event)


class FloorCard(Card):
    """Name, Enter: a hand. The keys stand on the buttons."""

    def __init__(self, presenter: FloorPresenter) -> None:
        super().__init__(gap=8, margins=_MARGINS)
        self._presenter = presenter
        self._speaking: SpeakerView | None = None
        self._low = self._flat = False
        self._waiting = FloorView(None, (), "", "", "")
        self._lines = Line(QBoxLayout.Direction.TopToBottom, None, 8, NONE)
        self.body.addLayout(self._lines)
        top = Row(gap=12)
        words = Column(gap=2)
        now = Row(gap=10)
        self.name = OneLine("", "name")
        self.place = OneLine("", "secondary")
        self.mark = Chip("")
        for part in (self.name, self.place, self.mark):
            now.addWidget(part)
        now.addStretch(1)
        self.following = OneLine("", "secondary")
        self.state = Label("", "small")
        words.addLayout(now)
        words.addWidget(self.following)
        top.addLayout(words, 1)
        top.addWidget(self.state)
        self.clock = Label("", "clock")
        top.addWidget(self.clock)
        self._lines.addLayout(top, 1)
        self._hands = QWidget()
        entry = Row(self._hands, gap=10)
        self.box = HandBox("")
        self.next = Button("", pressed=presenter.call_next)
        self.more = IconButton("settings", _("暂停、统计和发言规则"), pressed=self._show_menu)
        self.more.reads = True
        entry.addWidget(self.box, 1)
        entry.addWidget(self.next)
        entry.addWidget(self.more)
        self._lines.addWidget(self._hands, 1)
        self.hands = EntryList(clicks=True, most=6, lead=18)
        self.hands.setAccessibleName(_("到会的人"))
        self.hands.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hands.setProperty("kind", "found")
        self.hands.hide()
        self.box.focused.connect(self._float)
        self.box.drive(self.hands)
        self.box.typed.connect(presenter.narrow)
        self.box.entered.connect(self._entered)
        self.box.given_up.connect(presenter.give_up)
        self.hands.opened.connect(self._chosen)
        self._ask("")

    def show_floor(self, view: FloorView, *, may_speak: bool) -> None:
        """Who speaks, who comes next."""
        show_if(self, may_speak)
        speaking = view.speaking
        self.name.setText(speaking.name if speaking else _("现在没有人发言"))
        theme.set_kind(self.name, "name" if speaking else "secondary")
        self.place.setText(speaking.note if speaking else "")
        show_if(self.place, bool(self.place.text()))
        show_if(self.mark, bool(speaking and speaking.chip))
        if speaking is not None:
            self.mark.show_words(speaking.chip, speaking.chip_kind)
        self._waiting = view
        self._show_following()
        self.following.setText(view.following if speaking or view.waiting else view.rules)
        self.next.show_words(_("下一位") if view.waiting else _("说完"), "F7")
        self.next.setEnabled(bool(view.waiting or speaking))
        self._speaking = speaking
        show_if(self.clock, speaking is not None)
        show_if(self.state, speaking is not None)

    def show_low(self, *, on: bool, flat: bool) -> None:
        """Where the window is low, who comes next stands in the queue only; where it is `flat`
        there is no queue in sight, and all stands in one line."""
        if (on, flat) == (self._low, self._flat):
            return
        self._low, self._flat = on, flat
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._lines.setDirection(across if flat else down)
        self.body.respace(8, _MARGINS_FLAT if flat else _MARGINS_LOW if on else _MARGINS)
        self._lines.respace(16 if flat else 8, NONE)
        theme.set_property(self.clock, "low", flat)
        self._show_following()

    def _show_following(self) -> None:
        nobody = self._waiting.speaking is None
        show_if(self.following, self._flat or not self._low or nobody)

    def show_clock(self, clock: ClockView) -> None:
        """The time left of who speaks."""
        if self.clock.text() != clock.speech:
            self.clock.setText(clock.speech)
        kind = _KINDS.get(clock.speech_state, "clock")
        if self.clock.property("kind") != kind:
            theme.set_kind(self.clock, kind)
        words = state_words(clock.speech_state)
        if self.state.text() != words:
            self.state.setText(words)

    def show_hands(self, rows, question: str) -> None:
        """Who is meant; or on which side somebody stands."""
        if question:
            with QSignalBlocker(self.box):
                self.box.clear()
        self._ask(question)
        self.hands.show_rows([Entry(*row) for row in rows], rows[0].key if rows else "")
        self._float(self.box.hasFocus())

    def hand_taken(self) -> None:
        """Ready for the next hand."""
        with QSignalBlocker(self.box):
            self.box.clear()
        self.show_hands((), "")

    def _float(self, on: bool) -> None:
        """Who is meant stands over what lies below, so that nothing moves."""
        below = self.parentWidget()
        if not on or not self.hands.rows() or below is None:
            self.hands.hide()
            return
        if self.hands.parentWidget() is not below:
            self.hands.setParent(below)
        at = self.box.mapTo(below, self.box.rect().bottomLeft()) + QPoint(0, theme.px(4))
        right = self.more.mapTo(below, self.more.rect().bottomRight())
        self.hands.resize(right.x() - at.x(), 0)
        high = self.hands.sizeHint().height() + theme.px(10)
        self.hands.setGeometry(
            at.x(), at.y(), right.x() - at.x(), min(high, below.height() - at.y())
        )
        self.hands.show()
        self.hands.raise_()

    def _ask(self, question: str) -> None:
        self.box.asking = bool(question)
        self.box.setPlaceholderText(question or _("谁要发言  Alt+J"))
        self.box.setAccessibleName(question or _("谁要发言"))

    def _entered(self, text: str) -> None:
        """Enter takes the one who is marked; a name nobody here has is taken as heard."""
        key = self.hands.marked_key()
        if key:
            self._presenter.enter(key, self._words_of(key))
        else:
            self._presenter.choose("", text)

    def _chosen(self, key: str) -> None:
        self._presenter.choose(key, self._words_of(key))

    def _words_of(self, key: str) -> str:
        return next((row.text for row in self.hands.rows() if row.key == key), "")

    def _show_menu(self) -> None:
        menu = QMenu(self)
        if self._speaking is not None:
            pause = _("接着说") if self._speaking.paused else _("暂停")
            menu.addAction(f"{pause}\tShift+F7", self._presenter.pause_or_resume)
            menu.addAction(_("说完，先不请下一位") + "\tCtrl+F7", self._presenter.end)
        if self._waiting.waiting:
            words = _("等候发言（{0}）").format(len(self._waiting.waiting))
            menu.addAction(words, self._open_queue)
        menu.addAction(_("发言统计"), self._presenter.open_shares)
        menu.addAction(_("发言规则"), self._presenter.ask_rules)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _open_queue(self) -> None:
        """Where there is no room for it beside the talk."""
        told = Sheet(self, _("等候发言"), width=560)
        queue = QueueList(self._presenter, most=8)
        queue.show_waiting(self._waiting)
        for signal in (queue.opened, queue.acted):
            signal.connect(told.leave)
        told.body.addWidget(queue)
        told.open(queue)


class RulesSheet(Sheet):
    """How long, how often, in turn or not; and whether it sounds when the time is over."""

    def __init__(
        self,
        host: QWidget,
        presenter: FloorPresenter,
        minutes: int,
        times: int,
        alternating: bool,
        chime: bool,
    ) -> None:
        super().__init__(host, _("发言规则"), _("定下"))
        self._presenter = presenter
        self.minutes = NumberField(_("每次几分钟"))
        self.minutes.show_number(minutes)
        self.times = NumberField(_("每项议程每人几次"))
        self.times.show_number(times)
        self.alternating = CheckField(_("赞成的和有不同意见的轮流说"))
        self.alternating.setChecked(alternating)
        self.chime = CheckField(_("时间到了响一声（提示音）"))
        self.chime.setChecked(chime)
        note = _("没发过言的总是排在前面；再多说一次要主持人同意。")
        for part in (self.minutes, self.times, self.alternating, self.chime):
            self.body.addWidget(part)
        self.body.addWidget(Label(note, "small", wrap=True))
        self.accepted.connect(self._save)

    def _save(self) -> None:
        for field in (self.minutes, self.times):
            if field.number() is None:
                field.show_error(_("请写数字。"))
                field.setFocus()
                return
        if self._presenter.set_rules(
            self.minutes.number() or 0,
            self.times.number() or 0,
            alternating=self.alternating.isChecked(),
            chime=self.chime.isChecked(),
        ):
            self.leave()


class SharesSheet(Sheet):
    """Who spoke how often and how long, on this item and in the whole meeting."""

    def __init__(self, host: QWidget, meeting: SharesView, item: SharesView) -> None:
        super().__init__(host, _("发言统计"), width=640)
        if not meeting.rows:
            self.body.addWidget(Label(_("还没有人发言。"), "secondary"))
            return
        parts = [(_("整场会议"), meeting), (_("这一项议程"), item)]
        for heading, view in parts[: 1 if item == meeting else 2]:
            self.body.addWidget(section(heading))
            words = "".join(view.sentences) or _("还没有人发言。")
            self.body.addWidget(Label(words, "row", wrap=True))
            if view.rows:
                rows = EntryList(most=6, lead=26)
                rows.setAccessibleName(heading)
                rows.show_rows([Entry(*row) for row in view.rows])
                self.body.addWidget(rows)


def chime() -> None:
    """The system's own short sound."""
    QApplication.beep()
