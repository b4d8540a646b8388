"""What one piece of work did, line by line, in one strip that stays until the next begins."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QWidget

from xieshang_desktop.ui import theme
from xieshang_desktop.ui.widgets.history import Checks
from xieshang_desktop.ui.widgets.layout import Column, show_if


class OutcomePanel(QFrame):
    """Lines of (state done, ahead or attention, words, note); hidden while there are none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        column = Column(self, margins=(16, 12, 16, 12))
        self.lines = Checks()
        column.addWidget(self.lines)
        self.hide()

    def show_lines(self, lines: Sequence[tuple[str, str, str]]) -> None:
        """Show these; how it ended colours the strip."""
        wrong = bool(lines) and lines[-1][0] == "attention"
        theme.set_kind(self, "attention" if wrong else "done")
        self.lines.show_items(list(lines))
        show_if(self, bool(lines))
