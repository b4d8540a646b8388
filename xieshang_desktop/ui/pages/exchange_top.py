"""The first card of 交换: where we stand with the township, the stick, the one red button, and
what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from gettext import gettext as _

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from xieshang_desktop.ui.presenters.exchange_drives import DriveView
from xieshang_desktop.ui.presenters.exchange_state import LOOK, StateView
from xieshang_desktop.ui.presenters.exchange_words import Saying
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.card import Card
from xieshang_desktop.ui.widgets.chip import Chip
from xieshang_desktop.ui.widgets.fields import ChoiceField
from xieshang_desktop.ui.widgets.layout import Column, Flow, Split, show_if
from xieshang_desktop.ui.widgets.notice import Notice
from xieshang_desktop.ui.widgets.outcome_panel import OutcomePanel
from xieshang_desktop.ui.widgets.tab_order import tab_through
from xieshang_desktop.ui.widgets.text import Label

_SIDE = 380


class TopCard(Card):
    """`acted(key)` at the buttons of the state (join, answer, compare)."""

    acted = Signal(str)

    def __init__(self, key: str) -> None:
        """`key` is the shortcut that begins an exchange from anywhere."""
        super().__init__(gap=14)
        show_if(self.heading, False)
        self.name = Label("", "name", wrap=True)
        self.chip = Chip("")
        self.sentence = Label("", "secondary", wrap=True)
        self.owed, self.lines, self.working = Notice(), Notice(), Notice()
        self.drives = ChoiceField("")
        self.drives.chips.setAccessibleName(_("用哪个U盘"))
        self.drive = Label("", "strong", wrap=True)
        self.hint = Label("", "small", wrap=True)
        self.exchange = Button("", "primary", "usb")
        self.exchange.show_words(_("和U盘交换"), key)
        self.exchange.setEnabled(False)  # until a stick was seen
        self.folder = Button(_("写到文件夹…"), icon="folder")
        self.result = OutcomePanel()
        self._buttons: list[Button] = []
        self._shown: list[tuple[str, str]] = []
        self._actions = QWidget()
        left, right = QWidget(), QWidget()
        self._flow = Flow(self._actions, gap=12, row_gap=10)
        self._lay_out_left(left)
        column = Column(right, gap=8)
        for part in (self.drives, self.drive, self.hint):
            column.addWidget(part)
        row = Flow(gap=12, row_gap=10)
        row.addWidget(self.exchange)
        row.addWidget(self.folder)
        column.addLayout(row)
        column.addStretch(1)
        self.body.addWidget(Split(left, right, side=_SIDE, gap=24, least=300))
        for part in (self.owed, self.lines, self.working, self.result):
            self.body.addWidget(part)

    def _lay_out_left(self, left: QWidget) -> None:
        column = Column(left, gap=8)
        head = Flow(gap=12, row_gap=6)
        head.addWidget(self.name)
        head.addWidget(self.chip)
        column.addLayout(head)
        column.addWidget(self.sentence)
        column.addWidget(self._actions)
        column.addStretch(1)

    def show_state(self, view: StateView, owed: Saying) -> None:
        """Where the village stands, and what the township has not got."""
        self.name.setText(view.name)
        self.chip.show_words(*view.chip)
        # Before it has joined there is one thing to read, not two.
        first = not view.trusted and owed.kind == "neutral"
        sentence = view.sentence + owed.sentence if first else view.sentence
        self.sentence.show_words(sentence, view.kind)
        if self._shown != list(view.actions):
            self._show_buttons(view.actions)
        self.owed.show_notice("" if first else owed.sentence, owed.kind, owed.hint)

    def show_drives(
        self, choices: Sequence[tuple[str, str]], chosen: str, view: DriveView, busy: bool
    ) -> None:
        """The drives plugged in now, and what may be done."""
        self.drives.show_choices(choices, [chosen] if chosen else ())
        show_if(self.drives, bool(choices))
        self.drive.setText(view.sentence)
        show_if(self.drive, bool(view.sentence))
        kind = view.kind if view.kind in ("attention", "waiting") else "small"
        self.hint.show_words(view.hint, kind)
        show_if(self.hint, bool(view.hint))
        self.exchange.setEnabled(view.may and not busy)
        self.folder.setEnabled(not busy)

    def show_working(self, sentence: str) -> None:
        """What is being done, with the way to stop it."""
        hint = _("没有写好以前，请不要拔U盘。") if sentence else ""
        button = _("停下") if sentence else ""
        self.working.show_notice(sentence, "waiting", hint, button)

    def main_button(self) -> Button:
        """Where the keyboard begins."""
        if self.exchange.isEnabled():
            return self.exchange
        steps = [b for b, (key, _w) in zip(self._buttons, self._shown, strict=True) if key != LOOK]
        return next(iter(steps), self.folder)

    def _show_buttons(self, actions: Sequence[tuple[str, str]]) -> None:
        self._shown = list(actions)
        self._flow.clear()
        self._buttons = [
            Button(
                words, "link" if key == LOOK else "secondary", pressed=partial(self.acted.emit, key)
            )
            for key, words in actions
        ]
        for button in self._buttons:
            self._flow.addWidget(button)
        tab_through(self._actions, self._buttons)
