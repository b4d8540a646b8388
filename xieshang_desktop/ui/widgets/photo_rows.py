"""Photos one below the other: small, with a line of words to write and a button to take it off."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from gettext import gettext as _
from typing import Protocol

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QImageReader, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from xieshang_desktop.ui import theme
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.fields import LineField
from xieshang_desktop.ui.widgets.layout import Column, Row, show_if
from xieshang_desktop.ui.widgets.text import Label

_WIDE, _HIGH = 120, 90  # design pixels


class Photo(Protocol):
    """What a row shows; a photo whose file is not here has an empty `jpeg`."""

    @property
    def id(self) -> str: ...
    @property
    def jpeg(self) -> bytes: ...
    @property
    def caption(self) -> str: ...


class PhotoRows(QWidget):
    """`described(id, words)` when the words of a photo were changed, `taken_off(id)` by its button.
    For a dozen photos; `fixed` words are only shown."""

    described = Signal(str, str)
    taken_off = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, fixed: bool = False) -> None:
        super().__init__(parent)
        self._fixed = fixed
        self._column = Column(self, gap=12)
        self.rows: list[_PhotoRow] = []

    def show_rows(self, photos: Sequence[Photo]) -> None:
        """Show these, in this order; a row that stays keeps what is being written in it."""
        kept = {row.photo_id: row for row in self.rows}
        wanted = [photo.id for photo in photos]
        for row in self.rows:
            self._column.removeWidget(row)
            if row.photo_id not in wanted:
                row.hide()
                row.deleteLater()
        self.rows = [kept.get(photo.id) or self._row(photo) for photo in photos]
        for row in self.rows:
            self._column.addWidget(row)
            row.show()

    def _row(self, photo: Photo) -> _PhotoRow:
        row = _PhotoRow(photo, self._fixed)
        row.words.finished.connect(partial(self.described.emit, photo.id))
        row.button.clicked.connect(lambda _checked=False: self.taken_off.emit(photo.id))
        return row


class _PhotoRow(QWidget):
    def __init__(self, photo: Photo, fixed: bool) -> None:
        super().__init__()
        self.photo_id = photo.id
        across = Row(self, gap=16)
        picture = _Picture(photo.jpeg)
        across.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        beside = Column(gap=6)
        self.words = LineField(_("照片下面的字"), example=_("例如：办理前，三组路口"), longest=60)
        self.words.show_value(photo.caption)
        beside.addWidget(self.words)
        if fixed:
            show_if(self.words, False)
            beside.addWidget(Label(photo.caption, "row"))
        if not photo.jpeg:
            beside.addWidget(Label(_("这台电脑上没有这张照片的文件。"), "attention", wrap=True))
        across.addLayout(beside, 1)
        self.button = Button(_("拿掉"), icon="trash")
        self.button.setAccessibleDescription(photo.caption)
        across.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)


class _Picture(QWidget):
    """A photo made small, whole, on the colour of the page."""

    def __init__(self, jpeg: bytes) -> None:
        super().__init__()
        self._jpeg = QByteArray(jpeg)
        self.rescale()

    def rescale(self) -> None:
        """Draw it at the size in force."""
        size = QSize(theme.px(_WIDE), theme.px(_HIGH))
        self.setFixedSize(size)
        ratio = self.devicePixelRatioF()
        self._pixmap = _decoded(self._jpeg, size * ratio)
        self._pixmap.setDevicePixelRatio(ratio)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("neutral_soft"))
        if self._pixmap.isNull():
            return
        shown = self._pixmap.deviceIndependentSize()
        x, y = (self.width() - shown.width()) / 2, (self.height() - shown.height()) / 2
        painter.drawPixmap(QPointF(x, y), self._pixmap)


def _decoded(jpeg: QByteArray, room: QSize) -> QPixmap:
    buffer = QBuffer()
    buffer.setData(jpeg)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, b"jpeg")
    size = reader.size()
    if size.isValid():
        reader.setScaledSize(size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    return QPixmap() if image.isNull() else QPixmap.fromImage(image)
