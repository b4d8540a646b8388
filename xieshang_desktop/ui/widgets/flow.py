"""A line of widgets that goes on below when the width is used up: nothing is cut off."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget, QWidgetItem

from xieshang_desktop.ui import theme


class Flow(QLayout):
    """Left to right, and on to the next line when the width is used up; nothing is cut off.

    Items added with `add_right` stand at the right end of the line they fit in.
    """

    def __init__(self, parent: QWidget | None = None, gap: int = 12, row_gap: int = 8) -> None:
        super().__init__(parent) if parent is not None else super().__init__()
        self._gap, self._row_gap = gap, row_gap
        self._items: list[QLayoutItem] = []
        self._right: set[int] = set()
        self.setContentsMargins(0, 0, 0, 0)

    def add_right(self, widget: QWidget) -> None:
        """Put a widget at the right end."""
        self._right.add(len(self._items))
        self.addChildWidget(widget)
        self.addItem(QWidgetItem(widget))

    def add_first(self, widget: QWidget) -> None:
        """Put a widget before all others."""
        self.addChildWidget(widget)
        self._items.insert(0, QWidgetItem(widget))
        self._right = {n + 1 for n in self._right}
        self.invalidate()

    def widgets(self) -> list[QWidget]:
        """What stands in it, in order."""
        found = (item.widget() for item in self._items)
        return [widget for widget in found if widget is not None]

    def clear(self) -> None:
        """Take all widgets out and delete them."""
        while self._items:
            widget = self._items.pop().widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._right.clear()
        self.invalidate()

    def rescale(self) -> None:
        """Take the spacing in force."""
        self.invalidate()

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)
        self.invalidate()

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        if not 0 <= index < len(self._items):
            return None
        self._right = {n - (n > index) for n in self._right if n != index}
        return self._items.pop(index)

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        shown = [item.sizeHint() for item in self._items if not item.isEmpty()]
        gaps = theme.space(self._gap) * max(0, len(shown) - 1)
        return QSize(
            sum(size.width() for size in shown) + gaps,
            max((size.height() for size in shown), default=0),
        )

    def minimumSize(self) -> QSize:
        shown = [item.minimumSize() for item in self._items if not item.isEmpty()]
        return QSize(
            max((min(size.width(), theme.px(200)) for size in shown), default=0),
            max((size.height() for size in shown), default=0),
        )

    def _place(self, rect: QRect, *, move: bool) -> int:
        gap, row_gap = theme.space(self._gap), theme.space(self._row_gap)
        y = rect.y()
        lines = self._lines(rect.width(), gap)
        for line in lines:
            tall = max(size.height() for _, size, _ in line)
            x = rect.x()
            for item, size, _ in (part for part in line if not part[2]):
                if move:
                    top = QPoint(x, y + (tall - size.height()) // 2)
                    item.setGeometry(QRect(top, size))
                x += size.width() + gap
            x = rect.x() + rect.width()
            for item, size, _ in reversed([part for part in line if part[2]]):
                x -= size.width()
                if move:
                    top = QPoint(x, y + (tall - size.height()) // 2)
                    item.setGeometry(QRect(top, size))
                x -= gap
            y += tall + row_gap
        return max(0, y - row_gap - rect.y()) if lines else 0

    def _right_width(self, gap: int) -> int:
        """What the right items need to stand together."""
        wide = [
            self._items[n].sizeHint().width() for n in self._right if not self._items[n].isEmpty()
        ]
        return sum(wide) + gap * (len(wide) - 1)

    def _lines(self, width: int, gap: int) -> list[list[tuple[QLayoutItem, QSize, bool]]]:
        lines: list[list[tuple[QLayoutItem, QSize, bool]]] = []
        used = 0
        for number, item in enumerate(self._items):
            if item.isEmpty():
                continue
            size = item.sizeHint()
            if size.width() > width or (item.hasHeightForWidth() and size.width() >= width):
                size = QSize(width, max(size.height(), item.heightForWidth(width)))
            needed = size.width() + (gap if used else 0)
            right = number in self._right
            wanted = needed
            if right and not (lines and lines[-1] and lines[-1][-1][2]):
                # The right items go on together: a lone one would look lost.
                wanted = max(needed, min(self._right_width(gap), width) + (gap if used else 0))
            if not lines or used + wanted > width:
                lines.append([])
                used, needed = 0, size.width()
            lines[-1].append((item, size, right))
            used += needed
        return lines
