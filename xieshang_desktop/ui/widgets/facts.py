"""Facts of one thing: a quiet label and its value, in two columns where there is room."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from xieshang_desktop.ui import theme
from xieshang_desktop.ui.widgets.layout import Grid, show_if
from xieshang_desktop.ui.widgets.text import Label

_TOP = Qt.AlignmentFlag.AlignTop
_WIDE = 480


class Facts(QWidget):
    """Labels at the left, values beside them; long values wrap."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = Grid(self, gap=16, row_gap=8)
        self._lines: list[tuple[Label, Label]] = []
        self._columns = 0
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Show these (label, value)."""
        while len(self._lines) < len(facts):
            value = Label("", "row", wrap=True)
            value.setAlignment(_TOP)
            self._lines.append((Label("", "secondary"), value))
            self._columns = 0
        self._arrange()
        for number, pair in enumerate(self._lines):
            for label in pair:
                show_if(label, number < len(facts))
        for (label, value), words in zip(self._lines, facts, strict=False):
            label.setText(words[0])
            value.setText(words[1])

    def rescale(self) -> None:
        """Take the sizes in force."""
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(160), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        columns = 2 if self.width() >= theme.px(_WIDE) else 1
        if columns == self._columns:
            return
        self._columns = columns
        rows = -(-len(self._lines) // columns)
        for number, (label, value) in enumerate(self._lines):
            column, row = divmod(number, rows)
            self._grid.addWidget(label, row, 2 * column, _TOP)
            self._grid.addWidget(value, row, 2 * column + 1)
        for column in (1, 3):
            self._grid.setColumnStretch(column, 1 if column < 2 * columns else 0)
