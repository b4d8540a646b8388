"""The three ways to count: two counters of hands, paper ballots, one name after the other."""

from __future__ import annotations

from collections.abc import Callable
from gettext import gettext as _

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from xieshang_desktop.ui.presenters.decision_vote import BallotForm, HandsForm, RollRow
from xieshang_desktop.ui.widgets.entry_list import Entry
from xieshang_desktop.ui.widgets.fields import LineField, NumberField
from xieshang_desktop.ui.widgets.layout import Column, Grid
from xieshang_desktop.ui.widgets.roll_call import RollCall
from xieshang_desktop.ui.widgets.text import Label

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_TOP = Qt.AlignmentFlag.AlignTop


class _Counting(QWidget):
    """Fields in rows; Enter in one goes on to the next, in the last it writes the vote down. Behind
    the last stands who oversees, who need not be named."""

    def __init__(self, done: Callable[[], object]) -> None:
        super().__init__()
        self._done = done
        self._grid = Grid(self, gap=12, row_gap=10)
        self._fields: list[LineField] = []

    def add(self, row: int, column: int, field: LineField) -> None:
        """One more field, in the order of typing."""
        self._grid.addWidget(field, row, column, _TOP)
        self._grid.setColumnStretch(column, 1)
        self._fields.append(field)

    def first_field(self) -> QWidget:
        """The first that is empty."""
        asked = self._fields[:-1]  # nobody has to oversee
        return next((f.line for f in asked if not f.value()), asked[0].line)

    def typed(self) -> list[str]:
        """What stands in the fields, in their order."""
        return [field.value() for field in self._fields]

    def show_typed(self, values: list[str]) -> None:
        """What was being typed before."""
        for field, value in zip(self._fields, values, strict=False):
            field.show_value(value)

    def fields(self) -> list[LineField]:
        """The fields, to be looked after."""
        return self._fields

    def keyPressEvent(self, event: QKeyEvent) -> None:
        lines = [field.line for field in self._fields]
        at = next((n for n, line in enumerate(lines) if line.hasFocus()), -1)
        if event.key() in _ENTER and 0 <= at < len(lines) - 2:
            lines[at + 1].setFocus(Qt.FocusReason.TabFocusReason)
        elif event.key() in _ENTER:
            self._done()
        else:
            super().keyPressEvent(event)


class HandsCount(_Counting):
    """Two named counters, each with three numbers."""

    def __init__(self, done: Callable[[], object]) -> None:
        super().__init__(done)
        self.names = (
            LineField(_("计票人一"), example=_("姓名"), longest=40),
            LineField(_("计票人二"), example=_("姓名"), longest=40),
        )
        self.numbers = [
            tuple(NumberField(words) for words in (_("同意"), _("不同意"), _("弃权")))
            for _name in self.names
        ]
        for row, name in enumerate(self.names):
            self.add(row, 0, name)
            for column, number in enumerate(self.numbers[row], 1):
                self.add(row, column, number)
        self.overseer = LineField(_("监票人（没有的不填）"), example=_("姓名"), longest=40)
        self.add(2, 0, self.overseer)

    def form(self) -> HandsForm:
        """What stands in the fields."""
        first, second = (tuple(n.number() for n in numbers) for numbers in self.numbers)
        names = (self.names[0].value(), self.names[1].value())
        return HandsForm(names, first, second, self.overseer.value())

    def show_counters(self, counters: tuple[str, str]) -> None:
        """Who counts, unless somebody is named already."""
        for field, name in zip(self.names, counters, strict=True):
            if name and not field.value():
                field.show_value(name)

    def empty(self) -> None:
        """The names stay: the same two count on."""
        for number in (n for numbers in self.numbers for n in numbers):
            number.show_value("")


class BallotCount(_Counting):
    """Papers issued and returned, and what stands on them."""

    def __init__(self, done: Callable[[], object]) -> None:
        super().__init__(done)
        self.names = (
            LineField(_("计票人一"), example=_("姓名"), longest=40),
            LineField(_("计票人二"), example=_("姓名"), longest=40),
        )
        labels = (_("发出"), _("收回"), _("无效"), _("同意"), _("不同意"), _("弃权"))
        self.numbers = [NumberField(words) for words in labels]
        for row, name in enumerate(self.names):
            self.add(row, 0, name)
            for column, number in enumerate(self.numbers[3 * row : 3 * row + 3], 1):
                self.add(row, column, number)
        self.overseer = LineField(_("监票人（没有的不填）"), example=_("姓名"), longest=40)
        self.add(2, 0, self.overseer)

    def form(self) -> BallotForm:
        """What stands in the fields."""
        issued, returned, invalid, *count = (n.number() for n in self.numbers)
        names = (self.names[0].value(), self.names[1].value())
        return BallotForm(names, issued, returned, invalid, tuple(count), self.overseer.value())

    def show_counters(self, counters: tuple[str, str]) -> None:
        """Who counts, unless somebody is named already."""
        for field, name in zip(self.names, counters, strict=True):
            if name and not field.value():
                field.show_value(name)

    def empty(self) -> None:
        """The names stay: the same two count on."""
        for number in self.numbers:
            number.show_value("")


class RollCount(QWidget):
    """Each name in turn: 1 agrees, 2 does not, 3 abstains; `all_said` after the last one."""

    all_said = Signal()

    def __init__(
        self, choices: tuple[tuple[str, str], ...], say: Callable[[str, str], object]
    ) -> None:
        super().__init__()
        column = Column(self, gap=8)
        self._line = Label("", "strong")
        keys = "　".join(f"{n} {words}" for n, (_key, words) in enumerate(choices, 1))
        column.addWidget(self._line)
        column.addWidget(Label(_("叫到名字，按数字键：{0}").format(keys), "small", wrap=True))
        self.names = RollCall(choices)
        self.names.setAccessibleName(_("唱名"))
        self.names.said.connect(say)
        column.addWidget(self.names, 1)

    def show_roll(self, rows: tuple[RollRow, ...], words: str) -> None:
        """Everybody in the room who may vote; the next to be called is marked."""
        self._line.setText(words)
        self.names.show_rows(
            [Entry(r.key, r.name, str(n), r.group, r.said, r.kind) for n, r in enumerate(rows, 1)]
        )
        if not self.names.mark_next() and self.names.hasFocus():
            self.all_said.emit()

    def first_field(self) -> QWidget:
        """The list."""
        return self.names

    def empty(self) -> None:
        """What was said is kept with the matter."""
