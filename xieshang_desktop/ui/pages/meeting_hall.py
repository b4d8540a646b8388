"""议事: the agenda at the left, the talk in the middle, what comes of it at the right."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from gettext import gettext as _
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from xieshang_desktop.ui import dialogs, theme
from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.hall_screen.strip import HallStrip
from xieshang_desktop.ui.pages.agenda_sheets import ItemSheet
from xieshang_desktop.ui.pages.meeting_hall_agenda import Agenda
from xieshang_desktop.ui.pages.meeting_hall_floor import FloorCard, RulesSheet, SharesSheet, chime
from xieshang_desktop.ui.pages.meeting_hall_parts import TalkParts
from xieshang_desktop.ui.pages.meeting_hall_side import ResultsSide
from xieshang_desktop.ui.pages.meeting_hall_strip import Strip
from xieshang_desktop.ui.presenters.meeting_clock import ClockView
from xieshang_desktop.ui.presenters.meeting_floor_view import FloorView, SharesView
from xieshang_desktop.ui.presenters.meeting_hall import Gate, HallPresenter
from xieshang_desktop.ui.presenters.meeting_hall_view import HallView, ItemChoice
from xieshang_desktop.ui.presenters.topic_sheets import Ask
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.card import Card
from xieshang_desktop.ui.widgets.check_rows import CheckRows
from xieshang_desktop.ui.widgets.entry_list import Entry, EntryList
from xieshang_desktop.ui.widgets.form_sheet import FormSheet
from xieshang_desktop.ui.widgets.hall_layout import HallLayout
from xieshang_desktop.ui.widgets.layout import Column, show_if
from xieshang_desktop.ui.widgets.notice import Notice
from xieshang_desktop.ui.widgets.reveal import focus_in_sight
from xieshang_desktop.ui.widgets.sheet import Sheet
from xieshang_desktop.ui.widgets.text import Label

if TYPE_CHECKING:
    from xieshang_desktop.ui.pages.meeting import MeetingPage

#: Often enough that no second is skipped on the clock.
_TICK = 250  # milliseconds


class HallTab(TalkParts):
    """F2 to F6 and Alt+J go to the fields, F7 to the next speaker, F8 to the next item; Alt+PageUp
    and Alt+PageDown look at the other items."""

    def __init__(self, context: Context, page: MeetingPage) -> None:
        super().__init__()
        self._page = page
        self._mirrored = context.desk.store.mirrored
        self.presenter = HallPresenter(context.desk, self, context.attempt, context.go)
        self.make_talk(context, self.presenter.talk)
        self.floor = FloorCard(self.presenter.floor)
        self.agenda_part = Agenda(self.presenter)
        self.agenda = self.agenda_part.list
        self.strip = Strip(self.presenter)
        self.side = ResultsSide(self.results)
        self._low = False
        column = Column(self)
        self._gate_card = self._build_gate()
        column.addWidget(self._gate_card, 0, Qt.AlignmentFlag.AlignTop)
        self.adjourned = Notice()
        self.adjourned.acted.connect(self.presenter.resume)
        theme.set_kind(self.adjourned.button, "primary")
        column.addWidget(self.adjourned)
        self._hall = HallLayout(self.agenda_part, self.strip, self.floor, self.talk, self.side)
        self._hall.arranged.connect(self._fit)
        column.addWidget(self._hall, 1)
        self.screen_strip = HallStrip(context)
        self.open_screen = Button("", "quiet", pressed=self.screen_strip.hall.toggle, reads=True)
        self.open_screen.show_words(_("大屏"), "F11")
        page.bar.add_tool(self.open_screen)
        show_if(self.open_screen, False)
        self.screen_strip.hall.changed.connect(self._fit_screen)
        self.strip.wanted.connect(self._show_more)
        self.talk.wanted.connect(
            lambda key: self.screen_strip.print_papers() if key == "papers" else None
        )
        column.addWidget(self.screen_strip, 0, Qt.AlignmentFlag.AlignBottom)
        self._running = False
        self._ends = [self.agenda_part.end, self.strip.end]
        self._ticking = QTimer(self, interval=_TICK)
        self._ticking.timeout.connect(self._tick)
        for keys, field in (("F2", self.talk.speaker), ("Alt+J", self.floor.box)):
            self._shortcut(keys, partial(focus_in_sight, field))
        for keys, field in (
            ("F3", self.results.agreed_line),
            ("F4", self.results.open_line),
            ("F5", self.results.measure_line),
            ("F6", self.results.kind),
        ):
            self._shortcut(keys, partial(self.side.bring, field))
        floor = self.presenter.floor
        for keys, call in (
            ("F8", self.presenter.next_item),
            ("Shift+F8", self.presenter.previous_item),
            ("F7", floor.call_next),
            ("Shift+F7", floor.pause_or_resume),
            ("Ctrl+F7", floor.end),
        ):
            self._shortcut(keys, call)
        self._shortcut("Alt+PgDown", lambda: self.presenter.step(1))
        self._shortcut("Alt+PgUp", lambda: self.presenter.step(-1))

    # ---- what the presenter asks

    def show_gate(self, gate: Gate) -> None:
        """Before the meeting."""
        held = self._gate.isAncestorOf(QApplication.focusWidget() or self)
        show_if(self._hall, False)
        show_if(self._gate_card, True)
        self.adjourned.show_notice("")
        self._fit_screen()
        self._gate_words.setText(gate.sentence)
        self._gate.show_lines([tuple(check) for check in gate.checks])
        show_if(self._gate, bool(gate.checks))
        show_if(self._start, gate.ready)
        if held and gate.ready:  # what was pressed is done and gone
            self._start.setFocus()

    def ask_day(self, words: str, then: Callable[[], object]) -> None:
        """Whether the meeting begins on another day than was planned."""
        dialogs.ask(self, _("今天开始会议？"), words, _("今天开始"), then, no=_("先不开始"))

    def show_hall(self, view: HallView, *, end: str) -> None:
        """While people talk, and afterwards."""
        began = not self._gate_card.isHidden() and not self._hall.isVisible()
        show_if(self._gate_card, False)
        show_if(self._hall, True)
        self._fit_screen()
        self.adjourned.show_notice(
            view.adjourned,
            "waiting",
            _("复会以后接着记。休会期间补的，在 F10 里补记。") if view.adjourned else "",
            _("复会") if view.adjourned else "",
        )
        if began and self.isVisible():
            focus_in_sight(self.talk.speaker)
        self._running = bool(end)
        self.agenda_part.show_agenda(view, may_change=bool(end))
        self.strip.show_agenda(view, may_change=bool(end))
        if not self._ticking.isActive():
            self._ticking.start()  # until the window goes: another hall may be talking
        begins = bool(end and view.following and view.begins)
        for button in (self.agenda_part.next, self.strip.next):
            theme.set_kind(button, "primary" if begins else "secondary")
        for button in self._ends:
            show_if(button, bool(end))
            button.show_words(end)
            theme.set_kind(button, "secondary" if view.missing or begins else "primary")

    def ask_item(self, item: ItemChoice) -> None:
        """An item to be put right."""
        ItemSheet(self, self.presenter.change_item, item).open()

    def show_floor(self, view: FloorView, *, may_speak: bool) -> None:
        """Who speaks, who waits."""
        self.floor.show_floor(view, may_speak=may_speak)
        self.agenda_part.show_floor(view, may_speak=may_speak)
        self.strip.show_floor(view, may_speak=may_speak)

    def show_clock(self, clock: ClockView) -> None:
        """Time goes on."""
        self.floor.show_clock(clock)
        self.agenda_part.show_clock(clock)
        self.strip.show_clock(clock)

    def show_hands(self, rows, question: str) -> None:
        """Who raises a hand."""
        self.floor.show_hands(rows, question)

    def hand_taken(self) -> None:
        """Ready for the next hand."""
        self.floor.hand_taken()

    def speaker_called(self, person_id: str, name: str) -> None:
        """Who speaks now is who is written down, unless somebody else's words are being written."""
        if not self.talk.opinion.value().strip():
            self.presenter.talk.follow_floor(person_id, name)

    def ask_chair(self, words: str, then) -> None:
        """Once more, if the chair says so."""
        dialogs.ask(self, _("主持人同意吗？"), words, _("主持人同意"), then)

    def ask_gap(self, title: str, words: str, ended: str, going_on: str, *, counts: bool) -> None:
        """What becomes of the time in which nobody was here; Enter and Escape count it where that
        is likely."""
        ways = (going_on, ended) if counts else (ended, going_on)
        sheet = Sheet(self, title, ways[0], _("先不管"), icon="question")
        sheet.body.addWidget(Label(words, "", wrap=True))
        floor = self.presenter.floor

        def settle(talking: bool) -> None:
            for signal in (sheet.refused, sheet.accepted):
                signal.disconnect()
            sheet.leave()
            floor.settle_gap(talking=talking)

        sheet.buttons.insertWidget(0, Button(ways[1], pressed=lambda: settle(not counts)))
        show_if(sheet.no, False)
        sheet.accepted.connect(lambda: settle(counts))
        sheet.refused.connect(lambda: settle(counts))
        sheet.open()

    def show_shares(self, meeting: SharesView, item: SharesView) -> None:
        """Who spoke how long."""
        SharesSheet(self, meeting, item).open()

    def ask_rules(self, minutes: int, times: int, alternating: bool, chime: bool) -> None:
        """The rules of speaking."""
        RulesSheet(self, self.presenter.floor, minutes, times, alternating, chime).open()

    def chime(self) -> None:
        """The time of who speaks is over."""
        chime()

    def show_missing(self, rows, unbegun: str) -> None:
        """What is still missing before the end; Enter goes to it. What was never begun may come
        next time, and the whole meeting may go on another day."""
        told = Sheet(self, _("还不能散会"), icon="info")
        found = EntryList(clicks=True, most=8, lead=18)
        found.show_rows([Entry(*row) for row in rows], rows[0].key)

        def go(key: str) -> None:
            told.leave()
            self.presenter.show_item(key)
            self.side.bring(self.results.owed_field())

        def instead(call) -> None:
            told.leave()
            call()

        told.buttons.insertWidget(
            0, Button(_("今天先休会"), pressed=lambda: instead(self._adjourn))
        )
        if unbegun:
            told.buttons.insertWidget(
                1, Button(unbegun, pressed=lambda: instead(self.presenter.put_off))
            )
        found.opened.connect(go)
        told.body.addWidget(found)
        told.open(found)

    def ask_end(self, words: str) -> None:
        """Whether the meeting is over."""
        dialogs.ask(self, _("散会？"), words, _("散会"), self.presenter.end)

    def ask_true_end(self, form: Ask) -> None:
        """When the meeting really ended."""
        today = lambda: self._context.desk.today  # noqa: E731
        FormSheet(self, form, today, self.presenter.answer_end).open()

    def begin_writing(self) -> None:
        """Another item is talked about: the next who says something."""
        if self.isVisible() and self.talk.speaker.isVisible():
            focus_in_sight(self.talk.speaker)

    def show_part(self, key: str) -> None:
        """Another part of the meeting."""
        self._page.show_part(key)

    # ---- the part of a meeting's page

    def open_meeting(self, meeting_id: str) -> None:
        """Read the hall of this meeting."""
        self.presenter.open(meeting_id)
        self.screen_strip.open_meeting(meeting_id)

    def first_field(self) -> QWidget:
        """The speaker, or the beginning."""
        if self._gate_card.isHidden():
            if self.adjourned.isVisibleTo(self):
                return self.adjourned.button
            writes = self.talk.speaker.isEnabled() and self.talk.speaker.isVisibleTo(self)
            return self.talk.speaker if writes else self.agenda
        return self._gate.main_button() or self._start

    def show_low(self, *, on: bool) -> None:
        """Every line counts."""
        self._low = on
        self._hall.show_low(on=on)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit_screen()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._fit_screen()

    def _fit(self) -> None:
        flat = self._hall.flat
        for part in (self.talk, self.floor, self.side):
            part.show_low(on=self._low, flat=flat)
        self.strip.show_low(on=flat)
        self._fit_screen()

    def _fit_screen(self) -> None:
        """The line of the hall's screen, or only its key above, where every line counts."""
        talks = not self._hall.isHidden()
        closed = not self.screen_strip.hall.is_wanted
        key = self._low and talks and closed
        show_if(self.screen_strip, not (key or self._mirrored))
        show_if(self.open_screen, key and self.isVisible() and not self._mirrored)
        self._page.bar.fit()

    def _show_more(self, key: str) -> None:
        """What else there is to the item, from the strip."""
        if key == "about":
            self.open_about()
        else:
            self.talk.show_menu(self.strip.more)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back one level: from the names found, from a field to the agenda. While
        people talk, or while something is written, it does not leave the meeting."""
        if event.key() != Qt.Key.Key_Escape or not self._gate_card.isHidden():
            super().keyPressEvent(event)
            return
        focused = QApplication.focusWidget()
        writes = isinstance(focused, QLineEdit | QPlainTextEdit)
        if self.talk.speakers.rows():
            self.talk.show_speakers(())
        elif writes:
            self.agenda.setFocus() if self.agenda.isVisible() else self.strip.open.setFocus()
        elif not self._running and not self.talk.written():
            super().keyPressEvent(event)

    # ---- how it is put together

    def _build_gate(self) -> Card:
        card = Card(_("开始会议"), gap=12)
        self._gate_words = Label("", "", wrap=True)
        self._gate = CheckRows()
        self._gate.acted.connect(self.presenter.act)
        self._start = Button(_("开始会议"), "primary", pressed=lambda: self.presenter.act("start"))
        card.body.addWidget(self._gate_words)
        card.body.addWidget(self._gate)
        card.body.addWidget(self._start, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _adjourn(self) -> None:
        from xieshang_desktop.ui.pages.meeting_more import More  # not for the first look

        More(self._context).adjourn(self.presenter.meeting_id)

    def _tick(self) -> None:
        """Also behind other pages, so that a stretch without anybody is noticed."""
        if self.window().isVisible():
            self.presenter.floor.tick()

    def _shortcut(self, keys: str, call) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setAutoRepeat(False)  # a key held down does its work once
        shortcut.activated.connect(call)


def build(context: Context, page: MeetingPage) -> HallTab:
    """The hall of a meeting."""
    return HallTab(context, page)
