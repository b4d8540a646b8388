"""Headings with the texts below them, to be read."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from xieshang_desktop.ui.widgets.layout import Column, show_if
from xieshang_desktop.ui.widgets.text import Label


class Paragraphs(QWidget):
    """As high as they are; stands in something that scrolls."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("plain")
        self._column = Column(self, gap=6)
        self._kind = Label("", "small", wrap=True)
        self._column.addWidget(self._kind)
        self._column.addStretch(1)
        self._labels: list[tuple[Label, Label]] = []

    def show_paragraphs(self, kind: str, paragraphs: Sequence[tuple[str, str]]) -> None:
        """These (heading, text), below the small words of their `kind`."""
        self._kind.setText(kind)
        while len(self._labels) < len(paragraphs):
            pair = Label("", "label"), Label("", "row", wrap=True)
            for label in pair:
                self._column.insertWidget(self._column.count() - 1, label)
            self._labels.append(pair)
        for number, pair in enumerate(self._labels):
            for label in pair:
                show_if(label, number < len(paragraphs))
        for pair, words in zip(self._labels, paragraphs, strict=False):
            pair[0].setText(words[0])
            pair[1].setText(words[1])
