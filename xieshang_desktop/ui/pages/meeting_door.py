"""签到: one box, always focused; Enter signs in. The figures stand beside the list."""

from __future__ import annotations

from collections.abc import Callable
from gettext import gettext as _

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt
from PySide6.QtGui import (
    QHideEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QWidget

from xieshang_desktop.ui import theme
from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.pages.meeting_door_sheets import (
    GuestSheet,
    WaysSheet,
    ask_nobody,
    ask_rest,
    ask_void,
)
from xieshang_desktop.ui.pages.meeting_door_side import DoorSide
from xieshang_desktop.ui.pages.signature_sheet import ask_at_door
from xieshang_desktop.ui.presenters.meeting_door import DoorPresenter
from xieshang_desktop.ui.presenters.meeting_door_rows import DoorFigures
from xieshang_desktop.ui.presenters.meeting_door_ways import Ways
from xieshang_desktop.ui.widgets import sheet
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.keyed import key_button
from xieshang_desktop.ui.widgets.layout import NONE, Column, Flow, Row, Split, show_if
from xieshang_desktop.ui.widgets.notice import Notice
from xieshang_desktop.ui.widgets.people_card import PeopleCard
from xieshang_desktop.ui.widgets.people_model import PersonRow
from xieshang_desktop.ui.widgets.search_box import SearchBox
from xieshang_desktop.ui.widgets.text import Label

_GAP, _GAP_LOW = 12, 8
_ROWS = 5  # of the list, in sight on every screen
#: Design pixels of the door in which every line counts: a small screen at 150 %.
_LOW = 460


class DoorTab(QWidget):
    """Letters typed anywhere go into the box; Ctrl+Z in an empty box takes the last one back."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._meeting_id = ""
        self._said = ("", "")
        self._context = context
        self._looking = context.desk.store.mirrored
        self._low = self._everybody = False
        self._presenter = DoorPresenter(context.desk, self, context.attempt_here)
        column = Column(self)
        left = QWidget()
        self._down = Column(left, gap=_GAP)
        self._build_left(self._down)
        self.side = DoorSide(looking=self._looking)
        self.side.everybody_wanted.connect(
            lambda: self._presenter.show_everybody(not self._everybody)
        )
        self.side.sheet_wanted.connect(lambda: context.go(*self._presenter.sheet()))
        for button in (self.side.all, self.side.sheet):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the box its keyboard
        column.addWidget(Split(left, self.side, side=290, gap=20, least=380), 1)

    # ---- what the presenter asks

    def show_rows(self, rows, *, mark_first: bool) -> None:
        """These people; the first is marked, or nobody."""
        self._people.show_people([PersonRow(*row) for row in rows], mark_first=mark_first)

    def show_nobody(self, sentence: str) -> None:
        """Nobody to show, and why."""
        self._people.show_nobody(sentence)

    def show_figures(self, figures: DoorFigures) -> None:
        """The big numbers and who is still missing."""
        self.side.show_figures(figures)

    def show_undo(self, words: str) -> None:
        """What Ctrl+Z would take back: not what a toast from before may still offer."""
        if words:
            self._context.window.hide_toast()
        self._undo.show_words(_("撤销：{0}").format(words), "Ctrl+Z")
        show_if(self._undo, bool(words))
        self.show_hint(*self._said)

    def show_hint(self, words: str, kind: str) -> None:
        """Something about the last key, or how the box is used."""
        self._said = (words, kind)
        usual = _("输入名字，回车签到，Ctrl+Z 撤销。")
        if not self._undo.isHidden():  # it says how to take back, and needs the room
            usual = _("输入名字，回车签到。")
        if self._low:
            usual = ""
        self._hint.show_words(words or usual, kind or "small")
        for part in (self.box, self._hint):
            show_if(part, not self._looking)

    def show_locked(self, sentence: str) -> None:
        """Why nobody can be signed in, or nothing."""
        self._locked.show_notice(sentence)
        for part in (self._guest, self._more, self._go):
            part.setEnabled(not sentence)

    def show_clock(self, sentence: str) -> None:
        """The laptop's clock can't be right, or nothing."""
        self._clock.show_notice(sentence, "waiting")

    def show_rest(self, rest: int) -> None:
        """The meeting is over, and of so many nothing is known."""
        said = _("散会了，还有 {0} 人没有到，也没有请假。").format(rest) if rest else ""
        self._over.show_notice(said, "waiting", button=_("都记缺席") if said else "")

    def show_break(self, sentence: str) -> None:
        """The meeting is adjourned, with the way to go on; or nothing."""
        button = _("复会") if sentence and not self._looking else ""
        self._break.show_notice(sentence, "waiting", button=button)

    def show_everybody(self, on: bool) -> None:
        """Whether the whole list is shown."""
        self.side.all.show_words(_("只看还没有到的") if on else _("全部名单"))
        self._everybody = on

    def empty_box(self) -> None:
        """Ready for the next person."""
        with QSignalBlocker(self.box):
            self.box.clear()
        self.box.setFocus()

    def ask_guest(self, name: str) -> None:
        """F2: name and organisation of somebody who is not on the roster."""
        GuestSheet(self, name, self._presenter).open()

    def ask_ways(self, ways: Ways) -> None:
        """F3: everything else that can be done for the marked person."""
        WaysSheet(self, ways, self._presenter).open()

    def ask_nobody(self, last: str, rest: int) -> None:
        """F3 without a marked person: the one who came last, or all who did not come."""
        asked = self._presenter
        ask_nobody(self, last, rest, {"wrong": asked.wrong_person, "absent": asked.ask_rest})

    def ask_rest(self, rest: int) -> None:
        """Whether all of them are absent."""
        ask_rest(self, rest, self._presenter.mark_rest_absent)

    def ask_void(self, convenors: str, then: Callable[[], object]) -> None:
        """Whether a confirmed record is to be changed."""
        ask_void(self, convenors, then)

    # ---- the part of a meeting's page

    def open_meeting(self, meeting_id: str) -> None:
        """Read the door of this meeting; a name half typed stays, and so does the marked person."""
        if meeting_id != self._meeting_id:
            self._meeting_id = meeting_id
            self.empty_box()
        marked = self.people.marked_key()
        self._presenter.open(meeting_id)
        if marked in [row.key for row in self.people.rows()]:
            self.people.show_rows(self.people.rows(), marked)

    def first_field(self) -> QWidget:
        """The box; who only looks has the sheet."""
        return self.side.sheet if self._looking else self.box

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        low = self.height() < theme.px(_LOW)
        if low != self._low:
            self._low = low
            self._down.respace(_GAP_LOW if low else _GAP, NONE)
            for part in (self.box, self._undo):
                theme.set_property(part, "low", low)
            self.show_hint(*self._said)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._looking:
            super().keyPressEvent(event)
        elif event.matches(QKeySequence.StandardKey.Undo):
            window = self._context.window
            if window.offers_undo():  # newer than what was done at the door
                window.undo()
            elif not self._presenter.undo():
                self.show_hint(_("签到没有可以撤销的了。"), "waiting")
        elif event.key() == Qt.Key.Key_Escape and self._presenter.leave_wrong():
            self.box.setFocus()
        elif not self._takes(event):
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._context.window.hide_toast()  # here Ctrl+Z takes back sign-ins
        self.window().installEventFilter(self)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.window().removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What nobody in the window wanted: a scanner types wherever the keyboard is."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            wanted = not self._looking and not sheet.is_open()
            if wanted and watched is self.window() and self._takes(event):
                return True
        return super().eventFilter(watched, event)

    def _takes(self, event: QKeyEvent) -> bool:
        """A letter or digit goes into the box, and the next ones with it."""
        text = event.text()
        shift = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        if not text.strip() or not text.isprintable() or event.modifiers() & ~shift:
            return False
        self.box.setFocus()
        self.box.insert(text)
        return True

    def _for_marked(self, call, key: str):
        """Do something for the marked person; without one, say how."""

        def run() -> None:
            if self.people.marked_key():
                call(self.people.marked_key())
            else:
                words = _("先输入名字，标出一个人，再按 {0}。").format(key)
                self.show_hint(words, "waiting")

        return run

    def _ways(self) -> None:
        """F3: what else can be done for the marked person, or for nobody in particular."""
        if self.people.marked_key():
            self._presenter.ask_ways(self.people.marked_key())
        else:
            self._presenter.ask_nobody()

    def _resume(self) -> None:
        self._presenter.resume()
        self._context.changed.emit()  # the whole page shows another state

    def _ask_signature(self) -> None:
        """The marked person signs by hand; without one, who came last."""
        marked = self.people.marked_key()
        shown = ask_at_door(self._context, self._presenter, self._meeting_id, marked)
        if not shown and not sheet.is_open():
            self.show_hint(_("还没有人签到。先签到，再签名。"), "waiting")

    # ---- how it is put together

    def _build_left(self, column: Column) -> None:
        self._locked, self._clock, self._over, self._break = (Notice() for _each in range(4))
        self._over.acted.connect(self._presenter.ask_rest)
        self._break.acted.connect(self._resume)
        theme.set_property(self._break.button, "kind", "primary")
        for notice in (self._locked, self._break, self._clock, self._over):
            column.addWidget(notice)
        self.box = SearchBox(_("姓名、拼音、首字母、手机尾号"))
        self._hint = Label("", "small", wrap=True)
        self._undo = Button("", "link", pressed=self._presenter.undo)
        self._undo.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        keeps = self._undo.sizePolicy()
        keeps.setRetainSizeWhenHidden(True)  # the list keeps its rows when something was done
        self._undo.setSizePolicy(keeps)
        self._undo.hide()
        column.addWidget(self.box)
        said = Row(gap=12)
        said.addWidget(self._hint, 1)
        said.addWidget(self._undo)
        column.addLayout(said)
        self._people = PeopleCard(want=_ROWS)
        self.people = self._people.people
        self.people.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column.addWidget(self._people, 1)
        below = QWidget()
        flow = Flow(below, gap=8)
        asked = self._presenter
        go = self._for_marked(asked.toggle_inside, "F4")
        self._guest = key_button(self, _("名册外"), "F2", asked.ask_guest)
        self._more = key_button(self, _("请假等"), "F3", self._ways)
        self._go = key_button(self, _("离场/返回"), "F4", go)
        self._sign = key_button(self, _("签名"), "Ctrl+Return", self._ask_signature)
        self._sign.show_words(_("签名"), "Ctrl+↵")
        for button in (self._guest, self._more, self._go, self._sign):
            flow.addWidget(button)
        column.addWidget(below)
        self.box.drive(self.people)
        self.box.typed.connect(self._presenter.narrow)
        self.box.entered.connect(lambda _text: self.people.act())
        self.box.composed.connect(self._presenter.sign_in_only)
        self.people.acted.connect(self._presenter.enter)
        self.show_hint("", "")


def build(context: Context, _page: QWidget) -> DoorTab:
    """The door of a meeting."""
    return DoorTab(context)
