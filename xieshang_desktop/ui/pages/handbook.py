"""使用手册: the chapters at the left, the one in view at the right."""

from __future__ import annotations

from gettext import gettext as _

from PySide6.QtCore import QBuffer, QMarginsF, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QPageLayout, QPageSize, QPdfWriter, QShortcut
from PySide6.QtWidgets import QWidget

from xieshang_desktop.ui import theme
from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.presenters.handbook import ORDER, chapters, matching
from xieshang_desktop.ui.tables import Column
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.card import Card
from xieshang_desktop.ui.widgets.data_table import DataTable
from xieshang_desktop.ui.widgets.layout import Row, show_if
from xieshang_desktop.ui.widgets.page import Page
from xieshang_desktop.ui.widgets.reading import Reading
from xieshang_desktop.ui.widgets.search_box import FilterBox
from xieshang_desktop.ui.widgets.text import Label

_SIDE = 264
_DOTS = 96  # to the inch, as sizes on the screen are meant


def build(context: Context) -> QWidget:
    """The page."""
    return HandbookPage(context)


class HandbookPage(Page):
    """Letters search, arrows choose a chapter, Ctrl+P prints it, Escape leads back."""

    def __init__(self, context: Context) -> None:
        super().__init__(_("使用手册"), _("返回"))
        self._chapters = {chapter.key: chapter for chapter in chapters()}
        self._key, self._shown = ORDER[0], ""
        self.header.add_action(
            Button(_("打印这一章"), icon="print", pressed=self.print, reads=True)
        )
        QShortcut(QKeySequence.StandardKey.Print, self).activated.connect(self.print)
        across = Row(gap=16)
        side = self._side = Card(gap=12, margins=(14, 14, 14, 14))
        self.search = FilterBox(_("查找"))
        self.search.typed.connect(self._narrow)
        self.search.entered.connect(lambda _words: self.text.setFocus())
        self.list = DataTable([Column(_("章节"))], least=4)
        self.list.horizontalHeader().hide()
        self.list.marked.connect(self._show)
        self.list.opened.connect(lambda _key: self.text.setFocus())
        self.search.drive(self.list)
        self.nothing = Label(_("没有找到，换个词试试。"), "secondary", wrap=True)
        side.body.addWidget(self.search)
        side.body.addWidget(self.list, 1)
        side.body.addWidget(self.nothing)
        paper = Card(margins=(32, 28, 20, 20))
        self.text = Reading()
        paper.body.addWidget(self.text, 1)
        across.addWidget(side)
        across.addWidget(paper, 1)
        self.body.addLayout(across, 1)
        self.setFocusProxy(self.text)
        self.rescale()
        self._narrow("")

    def open_object(self, object_id: str | None) -> None:
        """Show this chapter."""
        self.search.clear()
        self._key = object_id or ORDER[0]
        self._narrow("")
        # Once the list has its height: the marked chapter is in sight.
        QTimer.singleShot(0, self.list, lambda: self.list.scrollTo(self.list.currentIndex()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        words = event.text()
        if words.strip() and words.isprintable() and not self.search.hasFocus():
            self.search.setFocus()
            self.search.insert(words)
        else:
            super().keyPressEvent(event)

    def rescale(self) -> None:
        """Take the sizes in force."""
        self._side.setFixedWidth(theme.space(_SIDE))

    def print(self) -> None:
        """Print the chapter in view on A4."""
        from xieshang_desktop.ui.printing_dialog import print_paper  # few people print it

        print_paper(self, self.pdf(), self._chapters[self._key].title)

    def pdf(self) -> bytes:
        """The chapter in view on A4 pages."""
        buffer = QBuffer()
        buffer.open(QBuffer.OpenModeFlag.WriteOnly)
        writer = QPdfWriter(buffer)
        writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        writer.setPageMargins(QMarginsF(10, 10, 10, 10), QPageLayout.Unit.Millimeter)
        writer.setResolution(theme.px(_DOTS))  # 16 px on the screen are 12 pt on paper
        writer.setTitle(self._chapters[self._key].title)
        self.text.print_out(writer)
        return bytes(buffer.data().data())

    def _narrow(self, words: str) -> None:
        every = list(self._chapters.values())
        found = matching(every, words) if words else every
        self.list.show_rows([(chapter.title, chapter.key) for chapter in found], self._key)
        show_if(self.list, bool(found))
        show_if(self.nothing, not found)
        self._show(self.list.marked_key())

    def _show(self, key: str) -> None:
        if not key:
            return
        self._key = key
        if key != self._shown:
            self._shown = key
            self.text.show_markdown(self._chapters[key].text)
        self.text.show_words(self.search.words())
