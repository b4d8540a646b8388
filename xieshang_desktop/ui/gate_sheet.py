"""核对: what a public paper hides, beside what was written; one look, one button."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from gettext import gettext as _

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.gate import Guarded
from xieshang_desktop.ui.presenters.attempting import Attempt
from xieshang_desktop.ui.presenters.gate import FindingLine, GatePresenter, TextBlock
from xieshang_desktop.ui.widgets.card import divider
from xieshang_desktop.ui.widgets.chip import Chip
from xieshang_desktop.ui.widgets.choice_chips import ChoiceChips
from xieshang_desktop.ui.widgets.fields import CheckField
from xieshang_desktop.ui.widgets.layout import Column, Row, show_if
from xieshang_desktop.ui.widgets.marked_text import MarkedText
from xieshang_desktop.ui.widgets.sheet import Sheet
from xieshang_desktop.ui.widgets.text import Label

_WIDTH = 1040
_HIDE, _KEEP = "hide", "keep"


def open_gate(
    where: QWidget,
    desk: Desk,
    attempt: Attempt,
    kind: str,
    object_id: str,
    guarded: Guarded,
    done: Callable[[], object],
) -> GateSheet:
    """Let somebody look at what a public paper hides; `done` after it was cleared."""
    sheet = GateSheet(where, len(guarded.findings))
    presenter = GatePresenter(desk, sheet, attempt, kind, object_id, guarded, done)
    sheet.kept.connect(lambda key, keep: presenter.choose(key, keep=keep))
    sheet.confirmed.connect(lambda key, on: presenter.confirm(key, official=on))
    sheet.accepted.connect(presenter.go_on)
    presenter.open()
    sheet.open()
    return sheet


class GateSheet(Sheet):
    """`kept(key, on)` and `confirmed(key, on)` at each decision; `accepted` at the red button."""

    kept = Signal(str, bool)
    confirmed = Signal(str, bool)

    def __init__(self, host: QWidget, count: int) -> None:
        title = _("张贴前核对：{0} 处可能是个人信息").format(count)
        super().__init__(host, title, _("核对完毕，可以张贴"), _("先不张贴"), width=_WIDTH)
        words = _("左边是原文，右边是打印、保存、张贴出来的样子。原来的记录不会改。")
        self.body.addWidget(Label(words, "secondary", wrap=True))
        self._parts: list[_Block] = []

    def show_blocks(self, blocks: Sequence[TextBlock]) -> None:
        """Show these paragraphs; where they are the same, the keyboard stays."""
        keys = [[line.key for line in block.lines] for block in blocks]
        if keys != [part.keys for part in self._parts]:
            for part in self._parts:
                self.body.removeWidget(part)
                part.hide()
                part.deleteLater()
            self._parts = [_Block(block) for block in blocks]
            for part in self._parts:
                part.kept.connect(self.kept)
                part.confirmed.connect(self.confirmed)
                self.body.addWidget(part)
            if self.isVisible():
                self._parts[0].setFocus(Qt.FocusReason.TabFocusReason)
        for part, block in zip(self._parts, blocks, strict=True):
            part.show_block(block)
        self.show_problem("")

    def show_yes(self, words: str) -> None:
        """What the red button does."""
        self.yes.show_words(words)


class _Block(QWidget):
    """One paragraph, twice, and what was found in it."""

    kept = Signal(str, bool)
    confirmed = Signal(str, bool)

    def __init__(self, block: TextBlock) -> None:
        super().__init__()
        column = Column(self, gap=10)
        column.addWidget(divider())
        column.addWidget(Label(block.place, "strong", wrap=True))
        sides = Row(gap=24)
        self._original, self._printed = MarkedText(), MarkedText()
        for heading, text in ((_("原文"), self._original), (_("印出来的"), self._printed)):
            side = Column(gap=4)
            side.addWidget(Label(heading, "small"))
            side.addWidget(text)
            side.addStretch(1)
            sides.addLayout(side, 1)
        column.addLayout(sides)
        self._lines: dict[str, _Line] = {}
        for line in block.lines:
            self._lines[line.key] = shown = _Line(line)
            shown.choices.changed.connect(
                lambda chosen, key=line.key: self.kept.emit(key, _KEEP in chosen)
            )
            shown.check.toggled.connect(partial(self.confirmed.emit, line.key))
            column.addWidget(shown)
        self.keys = list(self._lines)
        if open_lines := [self._lines[line.key] for line in block.lines if line.may_keep]:
            self.setFocusProxy(open_lines[0].choices)

    def show_block(self, block: TextBlock) -> None:
        """The same paragraph after a decision."""
        self._original.show_pieces(block.original)
        self._printed.show_pieces(block.printed)
        for line in block.lines:
            self._lines[line.key].show_line(line)


class _Line(QWidget):
    """One finding: hide it or print it."""

    def __init__(self, line: FindingLine) -> None:
        super().__init__()
        column = Column(self, gap=0)
        row = Row(gap=12)
        row.addWidget(Chip(line.kind, "waiting"), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(Label(line.change, "row", wrap=True), 1, Qt.AlignmentFlag.AlignVCenter)
        self.choices = ChoiceChips()
        self.choices.setAccessibleName(f"{line.kind} {line.change}")
        keep = _("照印（是公务号码）") if line.number else _("照印（不是个人信息）")
        self.choices.show_choices([(_HIDE, _("遮盖")), (_KEEP, keep)])
        row.addWidget(self.choices)
        show_if(self.choices, line.may_keep)
        if not line.may_keep:
            row.addWidget(Label(_("一律遮盖"), "secondary"))
        column.addLayout(row)
        self.check = CheckField(_("我确认：这是对外公开的公务号码，不是个人的"))
        column.addWidget(self.check, 0, Qt.AlignmentFlag.AlignRight)

    def show_line(self, line: FindingLine) -> None:
        """What was decided."""
        self.choices.choose(_KEEP if line.kept else _HIDE)
        show_if(self.check, line.kept and line.number)
        if self.check.isChecked() != line.confirmed:
            self.check.setChecked(line.confirmed)
