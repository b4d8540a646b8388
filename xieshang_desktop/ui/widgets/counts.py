"""Figures: the big number of the door, bars, a ring, lines of counts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from xieshang_desktop.ui import theme
from xieshang_desktop.ui.widgets.chip import Chip
from xieshang_desktop.ui.widgets.flow import Flow
from xieshang_desktop.ui.widgets.layout import Column, Row, show_if
from xieshang_desktop.ui.widgets.text import Label


class Bar(QWidget):
    """A thin bar for a part of a whole."""

    def __init__(self, colour: str = "red", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colour = colour
        self._part = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_part(self, done: int, total: int) -> None:
        """Fill it by done of total."""
        self._part = min(1.0, done / total) if total > 0 else 0.0
        self.update()

    def rescale(self) -> None:
        """Take the size in force."""
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(120), theme.px(8))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        half = self.height() / 2
        whole = QRectF(self.rect())
        sunlight = theme.look().sunlight
        painter.setPen(QPen(theme.colour("ink"), 2) if sunlight else Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("neutral_soft"))
        painter.drawRoundedRect(whole, half, half)
        if self._part:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(self._colour))
            whole.setWidth(max(self.height(), whole.width() * self._part))
            painter.drawRoundedRect(whole, half, half)


class Ring(QWidget):
    """A ring for a part of a whole, its words in the middle."""

    def __init__(self, size: int = 96, colour: str = "red", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size, self._colour, self._part, self._words = size, colour, 0.0, ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_part(self, done: int, total: int, words: str = "") -> None:
        """Fill it by done of total; `words` in the middle, else done/total."""
        self._part = min(1.0, done / total) if total > 0 else 0.0
        self._words = words or f"{done}/{total}"
        self.setAccessibleName(self._words)
        self.update()

    def rescale(self) -> None:
        """Take the size in force."""
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(self._size), theme.px(self._size))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide = theme.px(8)
        box = QRectF(self.rect()).adjusted(wide, wide, -wide, -wide)
        painter.setPen(QPen(theme.colour("line"), wide))
        painter.drawEllipse(box)
        pen = QPen(theme.colour(self._colour), wide)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        if self._part:
            painter.drawArc(box, 90 * 16, -round(360 * 16 * self._part))
        painter.setPen(theme.colour("ink"))
        painter.setFont(theme.font(self._size / 5, 500))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._words)


class BigCount(QWidget):
    """A label, a big number of a smaller one, and a bar: 实到 / 应到  37 / 48."""

    def __init__(self, label: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = column = Column(self, gap=4)
        self._low = False
        self._words = (label, label)
        self._label = Label(label, "secondary")
        column.addWidget(self._label)
        self._line = line = Row(gap=8)
        self._number = Label("0", "number")
        self._of = Label("", "numberOf")
        bottom = Qt.AlignmentFlag.AlignBottom
        line.addWidget(self._number, 0, bottom)
        line.addWidget(self._of, 0, bottom)
        line.addStretch(1)
        column.addLayout(line)
        self._bar = Bar()
        column.addWidget(self._bar)
        self.rescale()

    def rescale(self) -> None:
        """Let both numbers stand on one line."""
        sizes = (36, 22) if self._low else (68, 32)
        big, small = QFontMetrics(theme.font(sizes[0], 500)), QFontMetrics(theme.font(sizes[1]))
        self._of.setContentsMargins(0, 0, 0, max(0, big.descent() - small.descent()))

    def show_low(self, *, on: bool) -> None:
        """Smaller numbers, and the short label behind them, where every line counts."""
        if on == self._low:
            return
        self._low = on
        for part in (self._number, self._of):
            theme.set_property(part, "low", on)
        if on:
            self._line.addWidget(self._label, 0, Qt.AlignmentFlag.AlignVCenter)
        else:
            self._column.insertWidget(0, self._label)
        self._label.setText(self._words[on])
        self.rescale()

    def show_count(
        self, done: int, total: int, label: str | None = None, short: str | None = None
    ) -> None:
        """Show done of total; without a total only the number. `short`: a label for little room."""
        self._number.setText(str(done))
        self._of.setText(f"/ {total}" if total else "")
        show_if(self._bar, total > 0)
        self._bar.show_part(done, total)
        if label is not None:
            self._words = (label, label if short is None else short)
            self._label.setText(self._words[self._low])
        self.setAccessibleName(f"{self._words[0]} {done} / {total}")


class Figure(NamedTuple):
    """One line of counts, e.g. 利益相关方, 6 / 8, with a chip 还差 2 户."""

    label: str
    value: str
    chip: str = ""
    chip_kind: str = "waiting"


class Figures(QWidget):
    """Lines of label and value; a chip goes below its label where there is no room beside it."""

    def __init__(self, parent: QWidget | None = None, *, tight: bool = False) -> None:
        super().__init__(parent)
        self._column = Column(self, gap=0)
        self._lines: list[_FigureLine] = []
        self._above = 1 if tight else 5
        self._small = False

    def show_figures(self, figures: Sequence[Figure]) -> None:
        """Show these lines."""
        while len(self._lines) < len(figures):
            line = _FigureLine(self._above)
            line.show_small(on=self._small)
            self._lines.append(line)
            self._column.addWidget(line)
        for number, line in enumerate(self._lines):
            show_if(line, number < len(figures))
            if number < len(figures):
                line.show_figure(figures[number])

    def count(self) -> int:
        """How many lines are shown."""
        return sum(not line.isHidden() for line in self._lines)

    def chips(self) -> int:
        """How many of them have a chip."""
        return sum(not line.isHidden() and line.has_chip() for line in self._lines)

    def show_small(self, *, on: bool) -> None:
        """Smaller words, where every line counts."""
        self._small = on
        for line in self._lines:
            line.show_small(on=on)


class _FigureLine(QWidget):
    def __init__(self, above: int) -> None:
        super().__init__()
        self._above = above
        self._row = Row(self, gap=10, margins=(0, above, 0, above))
        self._label = Label()
        self._chip: Chip | None = None
        self._row.addWidget(self._label, 1)
        self._value = Label("", "strong")
        self._row.addWidget(self._value)

    def show_figure(self, figure: Figure) -> None:
        """Show one line."""
        self._label.setText(figure.label)
        self._value.setText(figure.value)
        if figure.chip and self._chip is None:
            self._chip = self._add_chip(figure)
        if self._chip is not None:
            self._chip.show_words(figure.chip, figure.chip_kind)
            show_if(self._chip, bool(figure.chip))

    def has_chip(self) -> bool:
        """Whether a chip is shown."""
        return self._chip is not None and not self._chip.isHidden()

    def show_small(self, *, on: bool) -> None:
        """Smaller words."""
        theme.set_kind(self._label, "row" if on else "")
        theme.set_kind(self._value, "label" if on else "strong")
        self._row.respace(10, (0, 0, 0, 0) if on else (0, self._above, 0, self._above))

    def _add_chip(self, figure: Figure) -> Chip:
        """Label and chip in a flow of their own: most lines never need one."""
        words = QWidget()
        flow = Flow(words, gap=8, row_gap=2)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        words.setSizePolicy(policy)
        chip = Chip(figure.chip, figure.chip_kind)
        self._row.insertWidget(0, words, 1)
        flow.addWidget(self._label)
        flow.add_right(chip)
        return chip
