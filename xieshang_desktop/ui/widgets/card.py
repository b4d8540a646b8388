"""Cards: white paper with a heading and a body."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from xieshang_desktop.ui.widgets.layout import Column, Margins, Row, show_if
from xieshang_desktop.ui.widgets.text import Label


class Card(QFrame):
    """A white surface; add to `body` (a Column). `head` is the row of the heading."""

    def __init__(
        self,
        heading: str = "",
        gap: int = 10,
        margins: Margins = (22, 20, 22, 20),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.body = Column(self, gap=gap, margins=margins)
        self.head = Row(gap=10)
        self.heading = Label(heading, "heading")
        self.head.addWidget(self.heading)
        self.head.addStretch(1)
        self.body.addLayout(self.head)
        show_if(self.heading, bool(heading))

    def show_heading(self, words: str) -> None:
        """Another heading."""
        self.heading.setText(words)
        show_if(self.heading, bool(words))


def section(words: str) -> Label:
    """A heading inside a card."""
    return Label(words, "section")


def divider() -> QFrame:
    """A thin line between two parts of a card."""
    line = QFrame()
    line.setObjectName("divider")
    return line
