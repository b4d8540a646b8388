"""The part of the settings about the program: what it is made of, and every licence to read."""

from __future__ import annotations

from gettext import gettext as _

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from xieshang_desktop.ui.presenters import about
from xieshang_desktop.ui.tables import Column as Cells
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.data_table import DataTable
from xieshang_desktop.ui.widgets.layout import Column, Row, show_if
from xieshang_desktop.ui.widgets.reading import Reading
from xieshang_desktop.ui.widgets.search_box import FilterBox
from xieshang_desktop.ui.widgets.text import Label


class AboutPart(QWidget):
    """What the program is; from there the list of its parts; from there the licence of one."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: dict[str, about.ProgramPart] = {}
        column = Column(self, gap=12)
        self.text = Reading(whole=True)
        self.text.show_markdown(about.about_words())
        self.list = Button(_("零件与许可"), icon="list", pressed=self.show_list, reads=True)
        words = Row(gap=12)
        words.addWidget(self.list)
        words.addStretch(1)
        column.addLayout(words)
        column.addWidget(self.text)
        self._make_list(column)
        self._make_licence(column)
        column.addStretch()
        self._show("words")

    def show_list(self) -> None:
        """The parts, with their versions and licences."""
        if not self._parts:
            self._parts = {part.key: part for part in about.parts()}
            self._narrow("")
        self._show("list")
        self.search.setFocus()

    def show_licence(self, key: str) -> None:
        """The whole licence of one part."""
        part = self._parts[key]
        owner = _("在 {0} 里").format(part.within) if part.within else ""
        said = (part.name, part.version, owner, part.licence)
        self.name.setText(" · ".join(filter(None, said)))
        self.licence.show_plain(about.licence_words(part))
        self._show("licence")
        self.licence.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back one level; from the words it closes the settings."""
        if event.key() != Qt.Key.Key_Escape or not self.text.isHidden():
            super().keyPressEvent(event)
        else:
            self._return("words" if self._licence.isHidden() else "list")

    def _make_list(self, column: Column) -> None:
        self.back = Button(
            _("返回"), icon="back", pressed=lambda: self._return("words"), reads=True
        )
        self.search = FilterBox(_("查找零件或许可"))
        columns = [Cells(_("名称")), Cells(_("版本"), 150), Cells(_("许可"), 360)]
        self.table = DataTable(columns, least=2)
        self.table.opened.connect(self.show_licence)
        self.search.drive(self.table)
        self.search.typed.connect(self._narrow)
        self.search.entered.connect(lambda _words: self._open_marked())
        self.count = Label("", "secondary")
        self._list = QWidget()
        inside = Column(self._list, gap=12)
        top = Row(gap=12)
        top.addWidget(self.back)
        top.addWidget(self.search, 1)
        inside.addLayout(top)
        inside.addWidget(self.table, 1)
        inside.addWidget(self.count)
        column.addWidget(self._list, 1)

    def _make_licence(self, column: Column) -> None:
        self.to_list = Button(
            _("返回"), icon="back", pressed=lambda: self._return("list"), reads=True
        )
        self.name = Label("", "strong", wrap=True)
        self.licence = Reading()
        self._licence = QWidget()
        inside = Column(self._licence, gap=12)
        top = Row(gap=12)
        top.addWidget(self.to_list)
        top.addWidget(self.name, 1)
        inside.addLayout(top)
        inside.addWidget(self.licence, 1)
        column.addWidget(self._licence, 1)

    def _show(self, which: str) -> None:
        for widget, name in (
            (self.text, "words"),
            (self.list, "words"),
            (self._list, "list"),
            (self._licence, "licence"),
        ):
            show_if(widget, name == which)

    def _return(self, which: str) -> None:
        self._show(which)
        (self.list if which == "words" else self.table).setFocus()

    def _narrow(self, words: str) -> None:
        found = about.matching(list(self._parts.values()), words)
        self.table.show_rows([(*_cells(part), part.key) for part in found], self.table.marked_key())
        said = (
            _("共 {0} 个。点一行或按回车，看许可全文。") if found else _("没有找到，换个词试试。")
        )
        self.count.setText(said.format(len(found)))

    def _open_marked(self) -> None:
        key = self.table.marked_key()
        if key:
            self.show_licence(key)


def _cells(part: about.ProgramPart) -> tuple[str, str, str]:
    """What is compiled into a part stands below it, set in."""
    return f"　· {part.name}" if part.within else part.name, part.version, part.licence
