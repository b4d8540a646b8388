"""议事: the agenda at the left, the talk in the middle, what comes of it at the right."""

from __future__ import annotations

from gettext import gettext as _

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from xieshang_desktop.ui import dialogs, theme
from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.pages.meeting_hall_results import Results
from xieshang_desktop.ui.pages.meeting_hall_talk import Talk
from xieshang_desktop.ui.presenters.meeting_hall import Gate, HallPresenter
from xieshang_desktop.ui.presenters.meeting_hall_view import HallView
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.card import Card
from xieshang_desktop.ui.widgets.check_rows import CheckRows
from xieshang_desktop.ui.widgets.entry_list import Entry, EntryList
from xieshang_desktop.ui.widgets.hall_layout import HallLayout
from xieshang_desktop.ui.widgets.layout import Column, Row, Scroll, show_if
from xieshang_desktop.ui.widgets.sheet import Sheet
from xieshang_desktop.ui.widgets.text import Label, OneLine


class HallTab(QWidget):
    """F2 to F6 go to the fields, Alt+PageUp and Alt+PageDown to the other items."""

    def __init__(self, context: Context, page: QWidget) -> None:
        super().__init__()
        self._page = page
        self.presenter = HallPresenter(context.desk, self, context.attempt, context.go)
        self.talk = Talk(self.presenter)
        self.results = Results(self.presenter, lambda: context.desk.today)
        column = Column(self)
        self._gate_card = self._build_gate()
        column.addWidget(self._gate_card, 0, Qt.AlignmentFlag.AlignTop)
        self._hall = HallLayout(
            self._build_agenda(), self._build_strip(), self.talk, Scroll(self.results)
        )
        column.addWidget(self._hall, 1)
        for keys, field in (
            ("F2", self.talk.speaker),
            ("F3", self.results.agreed_line),
            ("F4", self.results.open_line),
            ("F5", self.results.measure_line),
            ("F6", self.results.kind),
        ):
            self._shortcut(keys, field.setFocus)
        self._shortcut("Alt+PgDown", lambda: self.presenter.step(1))
        self._shortcut("Alt+PgUp", lambda: self.presenter.step(-1))

    # ---- what the presenter asks

    def show_gate(self, gate: Gate) -> None:
        """Before the meeting."""
        show_if(self._hall, False)
        show_if(self._gate_card, True)
        self._gate_words.setText(gate.sentence)
        self._gate.show_lines([tuple(check) for check in gate.checks])
        show_if(self._gate, bool(gate.checks))
        show_if(self._start, gate.ready)

    def show_hall(self, view: HallView, *, may_talk: bool, may_route: bool, end: str) -> None:
        """While people talk, and afterwards."""
        began = not self._gate_card.isHidden() and not self._hall.isVisible()
        show_if(self._gate_card, False)
        show_if(self._hall, True)
        if began and self.isVisible():
            self.talk.speaker.setFocus()
        item = view.item
        mark = item.key if item else ""
        self.agenda.show_rows([Entry(*row) for row in view.agenda], mark)
        if item is not None:
            where = _("第 {number} 项，共 {count} 项")
            self._where.setText(where.format(number=item.number, count=item.of))
            self._before.setEnabled(item.number > 1)
            self._after.setEnabled(item.number < item.of)
            self.talk.show_item(item, may_talk=may_talk)
            self.results.show_item(item, may_talk=may_talk, may_route=may_route)
        for button in self._ends:
            show_if(button, bool(end))
            button.show_words(end)
            theme.set_kind(button, "secondary" if view.missing else "primary")

    def finish_typing(self) -> None:
        """Another item is about to come."""
        self.talk.finish_typing()
        self.results.finish_typing()

    def show_drafts(self, drafts: dict) -> None:
        """What was being typed on this item."""
        self.talk.show_drafts(drafts)
        self.results.show_drafts(drafts)

    def show_speakers(self, rows) -> None:
        """Who of those present is meant."""
        self.talk.show_speakers(rows)

    def speaker_chosen(self, words: str) -> None:
        """The speaker is known: on to what is said."""
        self.talk.speaker_chosen(words)

    def emptied(self, *fields: str) -> None:
        """These are recorded: ready for the next."""
        self.talk.empty(fields)
        self.results.empty(fields)

    def show_missing(self, rows) -> None:
        """What is still missing before the end; Enter goes to it."""
        told = Sheet(self, _("还不能散会"), icon="info")
        found = EntryList(clicks=True, most=8, lead=18)
        found.show_rows([Entry(*row) for row in rows], rows[0].key)

        def go(key: str) -> None:
            told.leave()
            self.presenter.show_item(key)
            self.results.kind.setFocus()

        found.opened.connect(go)
        told.body.addWidget(found)
        told.open(found)

    def ask_end(self, words: str) -> None:
        """Whether the meeting is over."""
        dialogs.ask(self, _("散会？"), words, _("散会"), self.presenter.end)

    def show_part(self, key: str) -> None:
        """Another part of the meeting."""
        self._page.show_part(key)

    # ---- the part of a meeting's page

    def open_meeting(self, meeting_id: str) -> None:
        """Read the hall of this meeting."""
        self.presenter.open(meeting_id)

    def first_field(self) -> QWidget:
        """The speaker, or the beginning."""
        if self._gate_card.isHidden():
            return self.talk.speaker if self.talk.speaker.isEnabled() else self.agenda
        return self._gate.main_button() or self._start

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

    def _build_agenda(self) -> QWidget:
        card = Card(_("议程"), gap=6, margins=(10, 20, 10, 16))
        card.head.setContentsMargins(12, 0, 0, 0)
        self.agenda = EntryList(clicks=True, most=0, lead=18)
        self.agenda.setAccessibleName(_("议程"))
        self.agenda.opened.connect(self.presenter.show_item)
        card.body.addWidget(self.agenda, 1)
        end = Button("", pressed=self.presenter.ask_end)
        card.body.addWidget(end)
        self._ends = [end]
        return card

    def _build_strip(self) -> QWidget:
        strip = QWidget()
        row = Row(strip, gap=8)
        self._before = Button(
            _("上一项"), icon="back", pressed=lambda: self.presenter.step(-1), reads=True
        )
        self._after = Button(
            _("下一项"), icon="forward", pressed=lambda: self.presenter.step(1), reads=True
        )
        self._after.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # its arrow behind
        self._where = OneLine("", "strong")
        end = Button("", pressed=self.presenter.ask_end)
        self._ends.append(end)
        row.addWidget(self._before)
        row.addWidget(self._where, 1)
        row.addWidget(self._after)
        row.addWidget(end)
        return strip

    def _shortcut(self, keys: str, call) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(call)


def build(context: Context, page: QWidget) -> HallTab:
    """The hall of a meeting."""
    return HallTab(context, page)
