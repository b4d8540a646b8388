"""The pages of a paper as small pictures in a column: where one is, and a way to go elsewhere."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter, QPen, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from xieshang_desktop.ui import theme
from xieshang_desktop.ui.widgets.pdf_bands import Document, whole_page

_Index = QModelIndex | QPersistentModelIndex
WIDE = 148  # design pixels of the column
_PAGE = 92  # of a page in it
_WORDS = 24
_AROUND = 8
_KEPT = 60


class Thumbnails(QListView):
    """`page_chosen(page)` by a click or the arrows; drawn when they come into sight."""

    page_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("thumbnails")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._pages = _Pages(self)
        self.setModel(self._pages)
        self.setItemDelegate(_Painter(self))
        self.selectionModel().currentChanged.connect(self._chosen)
        self._telling = False
        self.rescale()

    def show_document(self, document: Document | None) -> None:
        """Show the pages of this paper."""
        self._pages.begin(document)

    def mark(self, page: int) -> None:
        """Another page is in view; nothing is emitted."""
        index = self._pages.index(page, 0)
        self._telling = True
        self.setCurrentIndex(index)
        self._telling = False
        self.scrollTo(index)

    def picture(self, page: int) -> QPixmap:
        """One page, small."""
        return self._pages.picture(page, round(theme.px(_PAGE) * self.devicePixelRatioF()))

    def page_size(self, page: int) -> QSize:
        """How large it is drawn."""
        return self._pages.page_size(page)

    def rescale(self) -> None:
        """Take the sizes in force."""
        self.setFixedWidth(theme.px(WIDE))
        self._pages.redraw()

    def _chosen(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid() and not self._telling:
            self.page_chosen.emit(index.row())


class _Pages(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._document: Document | None = None
        self._kept: OrderedDict[tuple[int, int], QPixmap] = OrderedDict()

    def begin(self, document: Document | None) -> None:
        self.beginResetModel()
        self._document = document
        self._kept.clear()
        self.endResetModel()

    def redraw(self) -> None:
        self.layoutChanged.emit()

    def rowCount(self, parent: _Index | None = None) -> int:
        inside = parent is not None and parent.isValid()
        return self._document.count if self._document and not inside else 0

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return str(index.row() + 1)
        return None

    def page_size(self, page: int) -> QSize:
        if self._document is None:
            return QSize(1, 1)
        across, down = self._document.size(page)
        wide = theme.px(_PAGE)
        return QSize(wide, max(1, round(wide * down / across)))

    def picture(self, page: int, width: int) -> QPixmap:
        key = (page, width)
        if key not in self._kept and self._document is not None:
            while len(self._kept) >= _KEPT:
                self._kept.popitem(last=False)
            self._kept[key] = whole_page(self._document, page, width)
        self._kept.move_to_end(key)
        return self._kept[key]


class _Painter(QStyledItemDelegate):
    """A page with its number under it; the one in view is framed."""

    def __init__(self, column: Thumbnails) -> None:
        super().__init__(column)
        self._column = column

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        high = self._column.page_size(index.row()).height()
        return QSize(theme.px(_PAGE), high + theme.px(_WORDS + 2 * _AROUND))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        area: QRect = option.rect  # type: ignore[attr-defined]  # missing in Qt's stubs
        size = self._column.page_size(index.row())
        left = area.x() + (area.width() - size.width()) // 2
        rect = QRect(left, area.y() + theme.px(_AROUND), size.width(), size.height())
        here = index.row() == self._column.currentIndex().row()
        painter.drawPixmap(rect, self._column.picture(index.row()))
        thick = 3 if here else theme.line_width()
        painter.setPen(QPen(theme.colour("red" if here else "edge"), thick))
        painter.drawRect(rect.adjusted(-1, -1, 0, 0))
        if here and self._column.hasFocus():
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRect(area.adjusted(2, 2, -3, -3))
        painter.setPen(theme.colour("red" if here else "secondary"))
        painter.setFont(theme.font(14, 500 if here else 400))
        words = QRect(area.x(), rect.bottom() + 2, area.width(), theme.px(_WORDS))
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, str(index.row() + 1))
