"""A few figures side by side, each with its label: 新增 1180, 更新 12."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QSizePolicy, QWidget

from xieshang_desktop.ui import theme
from xieshang_desktop.ui.widgets.layout import Column, Flow, show_if
from xieshang_desktop.ui.widgets.text import Label

_WIDTH = 108


class FigureStrip(QWidget):
    """Goes on below where the width is used up."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = Flow(self, gap=8, row_gap=12)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._figures: list[_Figure] = []

    def show_figures(self, figures: Sequence[tuple[str, str]]) -> None:
        """Show these (label, value)."""
        while len(self._figures) < len(figures):
            figure = _Figure()
            self._figures.append(figure)
            self._flow.addWidget(figure)
        for number, figure in enumerate(self._figures):
            show_if(figure, number < len(figures))
            if number < len(figures):
                figure.show_figure(*figures[number])


class _Figure(QWidget):
    def __init__(self) -> None:
        super().__init__()
        column = Column(self, gap=2)
        self._label, self._value = Label("", "small"), Label("", "title")
        column.addWidget(self._label)
        column.addWidget(self._value)
        self.rescale()

    def show_figure(self, label: str, value: str) -> None:
        """Show one figure."""
        self._label.setText(label)
        self._value.setText(value)
        self.setAccessibleName(f"{label} {value}")

    def rescale(self) -> None:
        """Take the width in force."""
        self.setFixedWidth(theme.px(_WIDTH))
