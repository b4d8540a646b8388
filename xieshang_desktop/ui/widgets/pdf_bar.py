"""Above a paper: which page, how large, and words to look for."""

from __future__ import annotations

from gettext import gettext as _

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from xieshang_desktop.ui import theme
from xieshang_desktop.ui.widgets.button import Button, IconButton
from xieshang_desktop.ui.widgets.fields import SelectField
from xieshang_desktop.ui.widgets.layout import Row, show_if
from xieshang_desktop.ui.widgets.pdf_canvas import LEAST, MOST, PAGE, WIDTH
from xieshang_desktop.ui.widgets.search_box import FilterBox
from xieshang_desktop.ui.widgets.text import Label

STEPS = (50, 75, 100, 125, 150, 200, 300)


class PageField(QWidget):
    """上一页 [2] / 5 下一页. `asked(page)` from 0, `turned(step)`."""

    asked = Signal(int)
    turned = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page, self._count = 0, 0
        row = Row(self, gap=4)
        self._before = IconButton("up", _("上一页"), pressed=lambda: self.turned.emit(-1))
        self._after = IconButton("down", _("下一页"), pressed=lambda: self.turned.emit(1))
        self.line = QLineEdit()
        self.line.setProperty("reads", True)  # which page is shown changes nothing
        self.line.setAccessibleName(_("第几页"))
        self.line.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.line.setValidator(QIntValidator(0, 99_999, self.line))
        self.line.setToolTip(_("写上页码，按回车"))
        self.line.returnPressed.connect(self._ask)
        self.line.editingFinished.connect(self._write)
        self._of = Label("", "secondary")
        for part in (self._before, self.line, self._of, self._after):
            row.addWidget(part)
        self.rescale()

    def show_page(self, page: int, count: int) -> None:
        """Which page of how many is in view."""
        self._page, self._count = page, count
        self._of.setText(_("/ {pages} 页").format(pages=count))
        self.line.setAccessibleDescription(
            _("第 {page} 页，共 {pages} 页").format(page=page + 1, pages=count)
        )
        self._before.setEnabled(page > 0)
        self._after.setEnabled(page < count - 1)
        self._write()

    def show_narrow(self, narrow: bool) -> None:
        """Only the number where there is little room: keys and the wheel turn pages too."""
        for button in (self._before, self._after):
            show_if(button, not narrow)

    def rescale(self) -> None:
        """Take the sizes in force."""
        self.line.setFixedWidth(theme.px(54))

    def _ask(self) -> None:
        wanted = int(self.line.text() or 0)
        self.asked.emit(min(max(wanted, 1), max(self._count, 1)) - 1)
        self._write()
        self.line.selectAll()

    def _write(self) -> None:
        self.line.setText(str(self._page + 1) if self._count else "")


class ZoomField(QWidget):
    """− 页宽 ＋. `asked(zoom)`: WIDTH, PAGE or percent."""

    asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._percent = 100
        row = Row(self, gap=4)
        self._smaller = IconButton("minus", _("缩小"), pressed=lambda: self.step(-1))
        self._larger = IconButton("plus", _("放大"), pressed=lambda: self.step(1))
        self.select = SelectField("")
        self.select.box.setAccessibleName(_("显示大小"))
        self.select.changed.connect(self._chosen)
        for part in (self._smaller, self.select, self._larger):
            row.addWidget(part)
        self.rescale()

    def show_zoom(self, zoom: str | int, percent: int) -> None:
        """How large the page is shown, and that in percent."""
        self._percent = percent
        choices = [(WIDTH, _("页宽")), (PAGE, _("整页"))]
        sizes = sorted({*STEPS, zoom}) if isinstance(zoom, int) else STEPS
        choices += [(str(size), _("{0}%").format(size)) for size in sizes]
        self.select.show_choices(choices, str(zoom))
        self._smaller.setEnabled(percent > LEAST)
        self._larger.setEnabled(percent < MOST)

    def step(self, step: int) -> None:
        """The next larger or smaller size."""
        if step > 0:
            wanted = next((size for size in STEPS if size > self._percent + 1), MOST)
        else:
            wanted = next((size for size in reversed(STEPS) if size < self._percent - 1), LEAST)
        self.asked.emit(wanted)

    def show_narrow(self, narrow: bool) -> None:
        """Only the list where there is little room."""
        for button in (self._smaller, self._larger):
            show_if(button, not narrow)

    def rescale(self) -> None:
        """Take the sizes in force."""
        self.select.setFixedWidth(theme.px(104))

    def _chosen(self, key: str) -> None:
        self.asked.emit(int(key) if key.isdecimal() else key)


class FindBar(QWidget):
    """Words to look for. `typed(words)`; `moved(step)` to the next or the last one; `closed()`."""

    typed = Signal(str)
    moved = Signal(int)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = Row(self, gap=8)
        self.box = _Words(_("在这份文书里查找"))
        self.box.typed.connect(self.typed)
        self.box.moved.connect(self.moved)
        self.box.left.connect(self.closed)
        self._said = Label("", "secondary")
        self._before = IconButton("up", _("上一处"), pressed=lambda: self.moved.emit(-1))
        self._after = IconButton("down", _("下一处"), pressed=lambda: self.moved.emit(1))
        self._close = Button(_("关闭"), "quiet", "cross", pressed=self.closed.emit)
        row.addWidget(self.box, 1)
        for part in (self._said, self._before, self._after, self._close):
            row.addWidget(part)

    def show_hits(self, current: int, count: int) -> None:
        """Which of how many places is marked, from 0."""
        words = _("没有找到")
        if count:
            words = _("第 {number} 处，共 {count} 处").format(number=current + 1, count=count)
        self._said.setText(words if self.box.words() else "")
        for button in (self._before, self._after):
            show_if(button, count > 0)


class _Words(FilterBox):
    """Enter and ↓ lead on, Shift+Enter and ↑ back, Escape away."""

    moved = Signal(int)
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.moved.emit(-1 if back else 1)
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.moved.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
