"""Long text to read: Markdown in our look, with headings, lists and tables."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import (
    QBrush,
    QFont,
    QKeyEvent,
    QPagedPaintDevice,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFragment,
    QTextFrame,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QTextBrowser, QTextEdit, QWidget

from xieshang_desktop.ui import theme

_SIZES = {1: 26, 2: 18, 3: 16}
_ABOVE = {1: 0, 2: 22, 3: 14}
_SCROLLING = (
    *(Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown),
    *(Qt.Key.Key_Home, Qt.Key.Key_End),
)
_PROPORTIONAL = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value


class Reading(QTextBrowser):
    """`show_markdown(text)`, `show_plain(text)`; arrows and PageDown scroll. Links are not
    followed: nothing here leads out of the program. Lines are at most `line` design pixels long.
    What is `whole` is as high as its text: the page around it scrolls."""

    def __init__(
        self, line: int = 760, parent: QWidget | None = None, *, whole: bool = False
    ) -> None:
        super().__init__(parent)
        self._line, self._whole = line, whole
        if whole:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setObjectName("reading")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setTabChangesFocus(True)
        self._text, self._plain = "", False

    def show_plain(self, text: str) -> None:
        """Show this as it stands, line by line, from its beginning."""
        self._plain = True
        self._show(text)

    def show_markdown(self, text: str) -> None:
        """Show this from its beginning."""
        self._plain = False
        self._show(text)

    def _show(self, text: str) -> None:
        self._text = text
        self._lay_out()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def show_words(self, words: str) -> None:
        """Mark every place where these words stand, and bring the first into view."""
        self.setExtraSelections([])
        self.moveCursor(QTextCursor.MoveOperation.Start)
        found: list[QTextCursor] = []
        while words and self.find(words):
            found.append(self.textCursor())
        self.setExtraSelections([_marked(cursor) for cursor in found])
        self.moveCursor(QTextCursor.MoveOperation.Start)
        if found:
            found[0].clearSelection()
            self.setTextCursor(found[0])

    def rescale(self) -> None:
        """Take the sizes in force."""
        self._lay_out()

    def print_out(self, device: QPagedPaintDevice) -> None:
        """Paint all of it on pages."""
        document = self.document().clone()
        document.rootFrame().setFrameFormat(QTextFrameFormat())
        document.print_(device)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keep_line()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What scrolls goes to the page."""
        if self._whole and event.key() in _SCROLLING:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """As the keys."""
        if self._whole:
            event.ignore()
        else:
            super().wheelEvent(event)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(240), theme.px(200))

    def _keep_line(self) -> None:
        """A line that is too long is hard to read."""
        shape = QTextFrameFormat()
        shape.setRightMargin(max(0, self.viewport().width() - theme.px(self._line)))
        self.document().rootFrame().setFrameFormat(shape)
        if self._whole:
            self.setFixedHeight(ceil(self.document().size().height()))

    def _lay_out(self) -> None:
        document = self.document()
        document.setDefaultFont(theme.font(16))
        document.setDocumentMargin(0)
        if self._plain:
            document.setPlainText(self._text)
            self._keep_line()
            return
        document.setMarkdown(self._text, QTextDocument.MarkdownFeature.MarkdownDialectGitHub)
        block = document.begin()
        while block.isValid():
            _dress(block)
            block = block.next()
        for frame in _frames(document.rootFrame()):
            if isinstance(frame, QTextTable):
                _dress_table(frame)
        self._keep_line()


def _marked(cursor: QTextCursor) -> QTextEdit.ExtraSelection:
    selection = QTextEdit.ExtraSelection()
    letters = QTextCharFormat()
    letters.setBackground(theme.colour("amber_soft"))
    letters.setForeground(theme.colour("amber"))
    selection.cursor = cursor  # type: ignore[attr-defined]  # missing in Qt's stubs
    selection.format = letters  # type: ignore[attr-defined]
    return selection


def _dress(block: QTextBlock) -> None:
    level = min(block.blockFormat().headingLevel(), 3)
    shape = QTextBlockFormat()
    cursor = QTextCursor(block)
    if cursor.currentTable() is None:
        shape.setLineHeight(140, _PROPORTIONAL)
        shape.setTopMargin(theme.space(_ABOVE.get(level, 2)))
        shape.setBottomMargin(theme.space(6 if block.textList() else 10))
    cursor.mergeBlockFormat(shape)
    cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
    if level:
        letters = QTextCharFormat()
        letters.setFont(theme.font(_SIZES[level], 700))
        cursor.mergeCharFormat(letters)
        return
    for part in _parts(block):
        if part.charFormat().fontFixedPitch():
            _dress_code(block, part.position(), part.length())


def _parts(block: QTextBlock) -> list[QTextFragment]:
    found, at = [], block.begin()
    while not at.atEnd():
        found.append(at.fragment())
        at += 1
    return found


def _dress_code(block: QTextBlock, position: int, length: int) -> None:
    """What is typed or names a file: on a soft ground, in the same face."""
    cursor = QTextCursor(block)
    cursor.setPosition(position)
    cursor.setPosition(position + length, QTextCursor.MoveMode.KeepAnchor)
    letters = QTextCharFormat()
    letters.setFont(theme.font(15))
    letters.setBackground(QBrush(theme.colour("neutral_soft")))
    cursor.mergeCharFormat(letters)


def _frames(frame: QTextFrame) -> list[QTextFrame]:
    return [frame, *(f for child in frame.childFrames() for f in _frames(child))]


def _dress_table(table: QTextTable) -> None:
    shape = table.format()
    shape.setBorder(1)
    shape.setBorderBrush(QBrush(theme.colour("line")))
    shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    shape.setBorderCollapse(True)
    shape.setCellPadding(theme.space(6))
    shape.setCellSpacing(0)
    shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    table.setFormat(shape)
    for column in range(table.columns()):
        cursor = table.cellAt(0, column).firstCursorPosition()
        cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
        letters = QTextCharFormat()
        letters.setFontWeight(QFont.Weight.Medium)
        cursor.mergeCharFormat(letters)
