"""签到: one box, always focused; Enter signs in. The figures stand beside the list."""

from __future__ import annotations

from gettext import gettext as _

from PySide6.QtCore import QModelIndex, QSignalBlocker, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.pages.meeting_door_sheets import AbsenceSheet, GuestSheet
from xieshang_desktop.ui.presenters.meeting_door import Absence, DoorPresenter
from xieshang_desktop.ui.presenters.meeting_door_rows import DoorFigures
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.card import Card
from xieshang_desktop.ui.widgets.counts import BigCount, Figure, Figures
from xieshang_desktop.ui.widgets.layout import Column, Flow, Scroll, Split, show_if
from xieshang_desktop.ui.widgets.name_cloud import NameCloud
from xieshang_desktop.ui.widgets.notice import Notice
from xieshang_desktop.ui.widgets.people_list import PeopleList
from xieshang_desktop.ui.widgets.people_model import PersonRow
from xieshang_desktop.ui.widgets.search_box import SearchBox
from xieshang_desktop.ui.widgets.text import Label

#: Both cards stay in sight however many parts take part.
_CLOSE = (22, 14, 22, 14)


class DoorTab(QWidget):
    """Letters typed anywhere go into the box; Ctrl+Z in an empty box takes the last one back."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._meeting_id = ""
        self._hide_toast = context.window.hide_toast
        self._looking = context.desk.store.mirrored

        def attempt(call, said="", then=None, *, final=False):
            # One sign-in changes one row of this page: nothing else need be read again.
            with QSignalBlocker(context):
                return context.attempt(call, said, then, final=final)

        self._presenter = DoorPresenter(context.desk, self, attempt)
        column = Column(self)
        left, right = QWidget(), QWidget()
        self._build_left(Column(left, gap=12))
        self._build_right(Column(right, gap=14), context)
        column.addWidget(Split(left, Scroll(right), side=330, gap=20, least=380), 1)

    # ---- what the presenter asks

    def show_rows(self, rows, *, mark_first: bool) -> None:
        """These people; the first is marked, or nobody."""
        show_if(self._nobody, False)
        show_if(self.people, True)
        self.people.show_rows([PersonRow(*row) for row in rows])
        self.people.scrollToTop()
        if not mark_first:
            self.people.setCurrentIndex(QModelIndex())

    def show_nobody(self, sentence: str) -> None:
        """Nobody to show, and why."""
        self.people.show_rows([])
        show_if(self.people, False)
        self._nobody.setText(sentence)
        show_if(self._nobody, True)

    def show_figures(self, figures: DoorFigures) -> None:
        """The big numbers and who is still missing."""
        label = _("实到 / 应到") if figures.expected or not self._looking else _("实到")
        self._count.show_count(figures.present, figures.expected, label)
        self._figures.show_figures([Figure(*line) for line in figures.lines])
        known = bool(figures.expected) or not self._looking
        show_if(self._all, known)
        self._missing.show_heading(
            _("还没有到（{0}）").format(figures.missing) if known else _("应到名单留在村里")
        )
        self._names.show_names(figures.names)

    def show_undo(self, words: str) -> None:
        """What Ctrl+Z would take back: not what a toast from before may still offer."""
        if words:
            self._hide_toast()
        self._undo.show_words(_("撤销：{0}").format(words), "Ctrl+Z")
        show_if(self._undo, bool(words))

    def show_hint(self, words: str, kind: str) -> None:
        """Something about the last key, or how the box is used."""
        usual = _("姓名、拼音、首字母、手机尾号都可以。回车签到，Ctrl+Z 撤销。")
        self._hint.show_words(words or usual, kind or "small")
        for part in (self.box, self._hint):
            show_if(part, not self._looking)

    def show_locked(self, sentence: str) -> None:
        """Why nobody can be signed in, or nothing."""
        self._locked.show_notice(sentence)
        for part in (self._guest, self._absence):
            part.setEnabled(not sentence)

    def show_everybody(self, on: bool) -> None:
        """Whether the whole list is shown."""
        self._all.show_words(_("只看还没有到的") if on else _("全部名单"))
        self._everybody = on

    def empty_box(self) -> None:
        """Ready for the next person."""
        with QSignalBlocker(self.box):
            self.box.clear()
        self.box.setFocus()

    def ask_guest(self, name: str) -> None:
        """F2: name and organisation of somebody who is not on the roster."""
        GuestSheet(self, name, self._presenter.add_guest).open()

    def ask_absence(self, absence: Absence) -> None:
        """F3: excused, observing, or signed in by mistake."""
        AbsenceSheet(self, absence, self._presenter).open()

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
        return self._sheet if self._looking else self.box

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._looking:
            super().keyPressEvent(event)
        elif event.matches(QKeySequence.StandardKey.Undo):
            if not self._presenter.undo():
                super().keyPressEvent(event)
        elif event.text().isprintable() and event.text().strip() and not event.modifiers():
            self.box.setFocus()
            self.box.insert(event.text())
        else:
            super().keyPressEvent(event)

    def _ask_absence(self) -> None:
        if self.people.marked_key():
            self._presenter.ask_absence(self.people.marked_key())
        else:
            self.show_hint(_("先输入名字，标出一个人，再按 F3。"), "waiting")

    # ---- how it is put together

    def _build_left(self, column: Column) -> None:
        self._locked = Notice()
        column.addWidget(self._locked)
        self.box = SearchBox(_("姓名、拼音、首字母、手机尾号"))
        self._hint = Label("", "small", wrap=True)
        column.addWidget(self.box)
        column.addWidget(self._hint)
        card = Card(gap=0, margins=(1, 1, 1, 1))
        self.people = PeopleList(least=2)
        self.people.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._nobody = Label("", "secondary", wrap=True)
        self._nobody.setContentsMargins(20, 20, 20, 20)
        self._nobody.setAlignment(Qt.AlignmentFlag.AlignTop)
        card.body.addWidget(self.people, 1)
        card.body.addWidget(self._nobody, 1)
        column.addWidget(card, 1)
        below = QWidget()
        flow = Flow(below, gap=12)
        self._guest = Button(_("不在名册上的人"), icon="plus", pressed=self._presenter.ask_guest)
        self._guest.show_words(_("不在名册上的人"), "F2")
        self._absence = Button(_("请假 / 列席"), pressed=self._ask_absence)
        self._absence.show_words(_("请假 / 列席"), "F3")
        # Not the buttons' own shortcuts: those wait for the picture of a click.
        for key, call in (("F2", self._presenter.ask_guest), ("F3", self._ask_absence)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(call)
        self._undo = Button("", "link", pressed=self._presenter.undo)
        flow.addWidget(self._guest)
        flow.addWidget(self._absence)
        flow.add_right(self._undo)
        column.addWidget(below)
        for button in (self._guest, self._absence, self._undo):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the box its keyboard
        self.box.drive(self.people)
        self.box.typed.connect(self._presenter.narrow)
        self.box.entered.connect(lambda _text: self.people.act())
        self.people.acted.connect(self._presenter.sign_in)
        self.show_hint("", "")

    def _build_right(self, column: Column, context: Context) -> None:
        figures = Card(gap=8, margins=_CLOSE)
        self._count = BigCount(_("实到 / 应到"))
        self._figures = Figures()
        figures.body.addWidget(self._count)
        figures.body.addWidget(self._figures)
        column.addWidget(figures)
        self._missing = Card(gap=8, margins=_CLOSE)
        self._names = NameCloud()
        self._everybody = False
        self._all = Button(
            _("全部名单"),
            pressed=lambda: self._presenter.show_everybody(not self._everybody),
            reads=True,
        )
        self._all.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._sheet = Button(
            _("签到表"),
            icon="paper",
            pressed=lambda: context.go(*self._presenter.sheet()),
            reads=True,
        )
        self._sheet.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        buttons = QWidget()
        flow = Flow(buttons, gap=10)
        flow.addWidget(self._all)
        flow.addWidget(self._sheet)
        self._missing.body.addWidget(self._names, 1)
        self._missing.body.addWidget(buttons)
        column.addWidget(self._missing, 1)


def build(context: Context, _page: QWidget) -> DoorTab:
    """The door of a meeting."""
    return DoorTab(context)
