"""A sheet over the window: one question or one small form at a time, never one over another.

What lies behind is disabled while a sheet is open, so keys and shortcuts can't reach it.
"""

from __future__ import annotations

from gettext import gettext as _

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget
from shiboken6 import isValid

from xieshang_desktop.ui import theme
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.icons import IconLabel
from xieshang_desktop.ui.widgets.layout import Column, Inside, Row, show_if
from xieshang_desktop.ui.widgets.notice import Notice
from xieshang_desktop.ui.widgets.text import Label

_WIDTH = 560
_waiting: list[Sheet] = []  # opened while another was open: shown one after the other
_open: list[Sheet] = []


class Sheet(QWidget):
    """Add to `body` (a Column), then `open()`.

    `accepted` at the yes button or Enter: the sheet stays until `leave()` is called, so that a
    refusal can be shown in it with `show_problem`. `closed` when it is gone; `refused` before
    that, when it was closed by Escape or the no button.
    """

    accepted = Signal()
    refused = Signal()
    closed = Signal()

    def __init__(
        self,
        host: QWidget,
        title: str,
        yes: str = "",
        no: str = "",
        icon: str = "",
        width: int = _WIDTH,
    ) -> None:
        """`yes` empty: only the no button, which then is the main one."""
        self._host = host.window()
        super().__init__(self._host)
        self._wide = width
        self._before: QWidget | None = None
        self._behind: list[QWidget] = []
        self._first: QWidget | None = None
        self.setObjectName("scrim")
        self.hide()
        self._card = QFrame(self)
        self._card.setObjectName("sheet")
        self._column = column = Column(self._card, gap=16, margins=(28, 24, 28, 24))
        head = Row(gap=12)
        if icon:
            colour = "red" if icon == "warning" else "secondary"
            head.addWidget(IconLabel(icon, colour, 24), 0, Qt.AlignmentFlag.AlignTop)
        self._title = Label(title, "sheetTitle", wrap=True)
        head.addWidget(self._title, 1)
        column.addLayout(head)
        self._inside = Inside()
        self.body = Column(self._inside, gap=14)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(self._inside)
        self._inside.installEventFilter(self)
        column.addWidget(self._area)
        self._notice = Notice()
        column.addWidget(self._notice)
        self.buttons = Row(gap=12)
        self.buttons.addStretch(1)
        self.no = Button(
            no or (_("取消") if yes else _("知道了")), pressed=self._refuse, reads=True
        )
        self.yes = Button(yes, "primary", pressed=self._accept)
        show_if(self.yes, bool(yes))
        self.buttons.addWidget(self.no)
        self.buttons.addWidget(self.yes)
        column.addLayout(self.buttons)

    def open(self, first: QWidget | None = None) -> None:
        """Show it, or put it in line; `first` is the field that gets the keyboard."""
        self._first = first or self._first
        if _open:
            _waiting.append(self)
            return
        host = self._host
        _open.append(self)
        self._before = QApplication.focusWidget()
        for child in host.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            # A sheet that has just been left is still there until Qt deletes it.
            if not isinstance(child, Sheet) and not child.isWindow() and child.isEnabled():
                child.setEnabled(False)
                self._behind.append(child)
        host.installEventFilter(self)
        self.setGeometry(host.rect())
        self.show()
        self.raise_()
        self._fit()
        self._start_field().setFocus()

    def leave(self) -> None:
        """Close it and give the keyboard back to where it was."""
        if self not in _open:
            return
        _open.remove(self)
        self._host.removeEventFilter(self)
        for child in self._behind:
            child.setEnabled(True)
        self.hide()
        before = self._before
        if before is not None and isValid(before) and before.isVisible() and before.isEnabled():
            before.setFocus(Qt.FocusReason.PopupFocusReason)
        elif hasattr(self._host, "take_keyboard"):
            self._host.take_keyboard()  # what it was on is gone: the page begins anew
        self.closed.emit()
        self.deleteLater()
        if _waiting and not _open:
            _waiting.pop(0).open()

    def show_problem(self, sentence: str, hint: str = "") -> None:
        """Say in the sheet why it does not go on; an empty sentence takes it back."""
        self._notice.show_notice(sentence, "attention", hint)
        self._fit()

    def rescale(self) -> None:
        """Take the sizes in force."""
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.colour("scrim"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._refuse()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._accept() if self.yes.isVisibleTo(self) else self._refuse()
        event.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._inside and event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        elif watched is self._host and event.type() == QEvent.Type.Resize:
            self.setGeometry(self._host.rect())
        return super().eventFilter(watched, event)

    def _start_field(self) -> QWidget:
        """The field to begin with: the one named, else the first of the form, else a button."""
        if self._first is not None:
            return self._first
        for part in self._inside.findChildren(QWidget):
            if part.focusPolicy() & Qt.FocusPolicy.TabFocus and part.isVisibleTo(self._inside):
                return part
        return self.yes if self.yes.isVisibleTo(self) else self.no

    def _accept(self) -> None:
        if self.yes.isEnabled() and self in _open:
            self.accepted.emit()

    def _refuse(self) -> None:
        if self in _open:
            self.refused.emit()
            self.leave()

    def _fit(self) -> None:
        """Centre the card; what is too tall scrolls inside it."""
        if self not in _open:
            return
        margin = theme.space(24)
        wide = min(theme.px(self._wide), self.width() - 2 * margin)
        show_if(self._area, self.body.count() > 0)
        self._card.resize(wide, self._card.height())
        self._column.activate()
        inside = self._inside
        across = self._area.width()
        tall = inside.heightForWidth(across) if inside.hasHeightForWidth() else -1
        self._area.setFixedHeight(tall if tall >= 0 else inside.sizeHint().height())
        self._column.invalidate()
        whole = self._column.totalHeightForWidth(wide)
        over = max(0, whole - (self.height() - 2 * margin))
        if over:
            self._area.setFixedHeight(max(theme.px(60), self._area.height() - over))
        left, top = (self.width() - wide) // 2, (self.height() - whole) * 2 // 5
        self._card.setGeometry(left, max(margin, top), wide, whole - over)


def is_open() -> bool:
    """Whether a sheet is over the window."""
    return bool(_open)


def current() -> Sheet | None:
    """The sheet that is open."""
    return _open[0] if _open else None


def close_all() -> None:
    """Close what is open and forget what waits, when the window closes."""
    _waiting.clear()
    for sheet in list(_open):
        sheet.leave()
