"""Pages of a paper on the screen, cut into bands: only what is in sight is drawn, and kept a while.

What is small is drawn at once. What is large is drawn on the worker; until it is there, the page is
shown coarsely, never blank.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from functools import partial
from typing import NamedTuple, Protocol

from PySide6.QtCore import QObject, QRect, QRectF, Signal
from PySide6.QtGui import QImage, QPainter, QPixmap
from shiboken6 import isValid

from xieshang_desktop.ui import tasks

_HIGH = 512  # pixels of one band
_AT_ONCE = 1700  # pixels across a page that is drawn while it is painted: 3 ms a band
_COARSE = 420  # pixels across the page shown meanwhile
_KEPT = 16_000_000  # bytes of bands out of sight: they are soon drawn again
_COARSE_KEPT = 8


class Place(Protocol):
    """A box on a page, in points from its upper left corner."""

    @property
    def left(self) -> float: ...
    @property
    def top(self) -> float: ...
    @property
    def width(self) -> float: ...
    @property
    def height(self) -> float: ...


class Document(Protocol):
    """A paper as it is looked at; pages are counted from 0."""

    @property
    def count(self) -> int: ...

    def size(self, index: int) -> tuple[float, float]:
        """Width and height of a page in points."""

    def band(self, index: int, width: int, top: int, height: int) -> bytearray:
        """Rows of a page that is `width` pixels wide, as 32-bit BGRx."""

    def find(self, index: int, words: str) -> Sequence[Sequence[Place]]:
        """Where these words stand on a page: a box for each line they run over."""


class _Key(NamedTuple):
    page: int
    width: int
    number: int


class Bands(QObject):
    """Draws pages; `ready()` when something that was drawn coarsely is there in full."""

    ready = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document: Document | None = None
        self._kept: OrderedDict[_Key, QPixmap] = OrderedDict()
        self._coarse: OrderedDict[int, QPixmap] = OrderedDict()
        self._bytes = 0
        self._asked: set[_Key] = set()
        self._wanted: frozenset[_Key] = frozenset()

    def begin(self, document: Document | None) -> None:
        """Nothing of an earlier paper is kept."""
        self._document = document
        self._kept.clear()
        self._coarse.clear()
        self._bytes = 0
        self._asked, self._wanted = set(), frozenset()

    def forget_wishes(self) -> None:
        """All that is in sight is painted anew: what is not, need not be drawn or kept."""
        self._wanted = frozenset()

    def paint(self, painter: QPainter, page: int, rect: QRect, seen: QRect, ratio: float) -> None:
        """Paint what is `seen` of a page that fills `rect`, both in the painter's units, on a
        screen with `ratio` pixels for a unit."""
        if self._document is None:
            return
        width = max(1, round(rect.width() * ratio))
        high = round(rect.height() * ratio)
        first = int((seen.top() - rect.top()) * ratio) // _HIGH
        last = int((seen.bottom() + 1 - rect.top()) * ratio) // _HIGH
        for number in range(max(0, first), min(last, (high - 1) // _HIGH) + 1):
            key = _Key(page, width, number)
            self._wanted |= {key}
            top = number * _HIGH
            rows = min(_HIGH, high - top)
            target = QRectF(rect.x(), rect.y() + top / ratio, width / ratio, rows / ratio)
            if key not in self._kept and width > _AT_ONCE:
                self._ask(key, rows)
                self._paint_coarse(painter, page, target, top / high, rows / high)
                continue
            picture = self._kept.get(key) or self._keep(key, _drawn(self._of(), key, rows))
            self._kept.move_to_end(key)
            painter.drawPixmap(target, picture, QRectF(0, 0, width, rows))

    def _paint_coarse(
        self, painter: QPainter, page: int, target: QRectF, top: float, part: float
    ) -> None:
        """The same part of the page, stretched from a small picture of it."""
        if page not in self._coarse:
            while len(self._coarse) >= _COARSE_KEPT:
                self._coarse.popitem(last=False)
            self._coarse[page] = whole_page(self._of(), page, _COARSE)
        picture = self._coarse[page]
        high = picture.height()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(target, picture, QRectF(0, top * high, picture.width(), part * high))

    def _ask(self, key: _Key, rows: int) -> None:
        if key in self._asked:
            return
        self._asked.add(key)
        document = self._of()

        def job(_step: tasks.Task) -> QImage | None:
            return _drawn(document, key, rows) if self._still_wanted(document, key) else None

        tasks.run(job, partial(self._take, document, key), self._gave_up, name="", quiet=True)

    def _still_wanted(self, document: Document, key: _Key) -> bool:
        return document is self._document and key in self._wanted

    def _take(self, document: Document, key: _Key, image: QImage | None) -> None:
        if not isValid(self) or document is not self._document:
            return
        self._asked.discard(key)
        if image is not None:
            self._keep(key, image)
        if key in self._wanted:  # also when it went out of sight and came back meanwhile
            self.ready.emit()

    def _gave_up(self, failure: BaseException) -> None:
        self._asked.clear()
        raise failure

    def _keep(self, key: _Key, image: QImage) -> QPixmap:
        picture = QPixmap.fromImage(image)
        self._kept[key] = picture
        self._bytes += _weight(picture)
        # What is in sight stays, however much it is: else it would be drawn again and again.
        for old in [old for old in self._kept if old not in self._wanted]:
            if self._bytes <= _KEPT:
                break
            self._bytes -= _weight(self._kept.pop(old))
        return picture

    def _of(self) -> Document:
        if self._document is None:
            raise LookupError("no paper is shown")
        return self._document


def _drawn(document: Document, key: _Key, rows: int) -> QImage:
    return _image(document.band(key.page, key.width, key.number * _HIGH, rows), key.width)


def whole_page(document: Document, page: int, width: int) -> QPixmap:
    """A whole page as a small picture."""
    across, down = document.size(page)
    high = max(1, round(width * down / across))
    return QPixmap.fromImage(_image(document.band(page, width, 0, high), width))


def _image(rows: bytearray, width: int) -> QImage:
    high = len(rows) // (4 * width)
    # A copy: what Qt is lent it does not keep alive.
    return QImage(rows, width, high, 4 * width, QImage.Format.Format_RGB32).copy()


def _weight(picture: QPixmap) -> int:
    return picture.width() * picture.height() * 4
