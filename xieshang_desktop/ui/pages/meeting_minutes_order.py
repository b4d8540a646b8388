"""At the top of 纪要: what is missing in one line, and which sections there are, in which order."""

from __future__ import annotations

from gettext import gettext as _

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from xieshang_desktop.ui.presenters.meeting_minutes import MinutesPresenter
from xieshang_desktop.ui.presenters.meeting_minutes_missing import MissingView
from xieshang_desktop.ui.presenters.meeting_minutes_view import MinutesView, OrderRow
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.card import Card
from xieshang_desktop.ui.widgets.check_rows import CheckRows
from xieshang_desktop.ui.widgets.chip import Chip
from xieshang_desktop.ui.widgets.entry_list import Entry, EntryAction
from xieshang_desktop.ui.widgets.layout import Column, Flow, Row, show_if
from xieshang_desktop.ui.widgets.order_list import OrderList
from xieshang_desktop.ui.widgets.text import Label

_CLOSE = (18, 12, 12, 12)
_KINDS = {"ahead": "secondary", "attention": "attention", "waiting": "waiting", "done": "done"}


class Folding(Card):
    """One line with a button that unfolds what lies below it."""

    def __init__(self, inside: QWidget, show: str, hide: str) -> None:
        super().__init__(gap=6, margins=_CLOSE)
        self._inside, self._words = inside, (show, hide)
        self.line = Label("", "", wrap=True)
        self.fold = Button(show, "link", pressed=self.toggle, reads=True)
        self.head.insertWidget(0, self.line, 1)
        self.head.addWidget(self.fold)
        self.body.addWidget(inside)
        show_if(inside, False)

    def toggle(self) -> None:
        """Unfold, or fold."""
        self.unfold(self._inside.isHidden())

    def fold_up(self) -> bool:
        """One level back: fold what is unfolded; False when nothing is."""
        if self._inside.isHidden():
            return False
        self.unfold(False)
        self.fold.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def unfold(self, on: bool) -> None:
        """Show what lies below the line, or only the line."""
        show_if(self._inside, on)
        self.fold.show_words(self._words[1] if on else self._words[0])


class MissingCard(Folding):
    """五个有 as chips, and how much is missing; unfolded, each with the way to fill it in. What may
    come later stays behind one more line, where something is owed now."""

    def __init__(self, presenter: MinutesPresenter) -> None:
        inside = QWidget()
        super().__init__(inside, _("看看"), _("收起"))
        self.rows = CheckRows(primary=False, stacked=True)
        self.later = CheckRows(primary=False, stacked=True)
        self._rest = QWidget()
        rest = Row(self._rest, gap=8)
        self._rest_words = Label("", "secondary", wrap=True)
        self.more = Button(_("看"), "link", pressed=self._turn_later, reads=True)
        rest.addWidget(self._rest_words, 1)
        rest.addWidget(self.more)
        column = Column(inside, gap=4)
        for part in (self.rows, self._rest, self.later):
            column.addWidget(part)
        for rows in (self.rows, self.later):
            rows.acted.connect(presenter.fill)
        show_if(self.later, False)
        box = QWidget()
        self._haves = Flow(box, gap=6, row_gap=6)
        policy = box.sizePolicy()
        policy.setHeightForWidth(True)
        box.setSizePolicy(policy)
        self.body.insertWidget(0, box)

    def show_view(self, haves: tuple[tuple[str, str], ...], missing: MissingView) -> None:
        """What is there and what is missing."""
        self._haves.clear()
        self._haves.addWidget(Label(_("五个有"), "label"))
        for words, kind in haves:
            self._haves.addWidget(Chip(words, kind))
        self.line.show_words(missing.words, _KINDS[missing.state])
        show_if(self.line, bool(missing.words))
        some = bool(missing.rows or missing.later)
        show_if(self.fold, some)
        if not some:
            self.unfold(False)
        for rows, lines in ((self.rows, missing.rows), (self.later, missing.later)):
            rows.show_lines([(row.state, row.words, "", ((row.key, row.button),)) for row in lines])
        show_if(self.rows, bool(missing.rows))
        self._rest_words.setText(missing.rest)
        show_if(self._rest, bool(missing.rows and missing.later))
        self._show_later(bool(missing.later) and (not missing.rows or not self.later.isHidden()))

    def fold_up(self) -> bool:
        if not self._rest.isHidden() and not self._inside.isHidden() and not self.later.isHidden():
            self._show_later(False)
            self.more.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return True
        return super().fold_up()

    def _turn_later(self) -> None:
        self._show_later(self.later.isHidden())

    def _show_later(self, on: bool) -> None:
        show_if(self.later, on)
        self.more.show_words(_("收起") if on else _("看"))


class OrderCard(Folding):
    """The sections: dragged or moved with Alt+↑ Alt+↓, Space takes one out and puts it back."""

    def __init__(self, presenter: MinutesPresenter) -> None:
        inside = QWidget()
        super().__init__(inside, _("调整"), _("收起"))
        self._presenter = presenter
        self._rows: tuple[OrderRow, ...] = ()
        self.list = OrderList(
            (
                EntryAction("up", _("往上移"), "Alt+Up"),
                EntryAction("down", _("往下移"), "Alt+Down"),
                EntryAction("toggle", _("拿掉或者放回"), "Del"),
            ),
            most=8,
        )
        self.list.setAccessibleName(_("纪要的各段"))
        self.list.picked.connect(presenter.toggle)
        self.list.opened.connect(presenter.show_section)
        self.list.acted.connect(self._act)
        self.list.moved.connect(self._move)
        self.add = Button(_("加一段文字模块"), icon="plus", pressed=presenter.choose_module)
        buttons = Row(gap=8)
        buttons.addWidget(self.add)
        buttons.addStretch(1)
        column = Column(inside, gap=8)
        column.addWidget(self.list)
        column.addWidget(
            Label(_("拖动换位置，或按 Alt+↑、Alt+↓；空格拿掉或放回。"), "small", wrap=True)
        )
        column.addLayout(buttons)

    def show_view(self, view: MinutesView) -> None:
        """The sections as they stand."""
        show_if(self, bool(view.order))
        self._rows = view.order
        printed = sum(row.chosen for row in view.order)
        out = len(view.order) - printed
        words = _("纪要共 {0} 段").format(printed)
        self.line.setText(words + (_("，拿掉 {0} 段").format(out) if out else ""))
        self.list.show_rows(
            [Entry(row.key, row.heading, note=row.note, picked=row.chosen) for row in view.order]
        )

    def _act(self, key: str, action: str) -> None:
        if action == "toggle":
            self._presenter.toggle(key)
        elif any(row.key == key and row.chosen for row in self._rows):
            self._presenter.step(key, -1 if action == "up" else 1)

    def _move(self, key: str, to: int) -> None:
        """The place among those that are printed."""
        others = [row for row in self._rows if row.key != key]
        self._presenter.move(key, sum(row.chosen for row in others[:to]))
