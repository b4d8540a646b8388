"""The two working parts of the import page: what each column holds, and what would come of it."""

from __future__ import annotations

from collections.abc import Sequence
from gettext import gettext as _

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from xieshang_desktop.domain.pinyin import pinyin
from xieshang_desktop.ui.presenters.roster_import import (
    Line,
    MappingView,
    ResultView,
    field_choices,
)
from xieshang_desktop.ui.tables import Column
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.card import Card
from xieshang_desktop.ui.widgets.column_map import ColumnLine, ColumnMap
from xieshang_desktop.ui.widgets.data_table import DataTable
from xieshang_desktop.ui.widgets.fields import SelectField
from xieshang_desktop.ui.widgets.figure_strip import FigureStrip
from xieshang_desktop.ui.widgets.layout import Column as Stack
from xieshang_desktop.ui.widgets.layout import Split, show_if


class MappingPart(QWidget):
    """`mapped(index, field)` and `sheet_chosen(sheet)`: the file is to be read again."""

    mapped = Signal(int, str)
    sheet_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        column = Stack(self, gap=14)
        self.sheet = SelectField(_("工作表"))
        self.sheet.changed.connect(self.sheet_chosen)
        left = Card(_("各列是什么"), gap=12)
        self.columns = ColumnMap()
        self.columns.changed.connect(lambda key, field: self.mapped.emit(int(key), field))
        left.body.addWidget(self.sheet)
        left.body.addWidget(self.columns)
        left.body.addStretch(1)
        self._right = Card(gap=12)
        self.people = DataTable(
            [
                Column(_("姓名"), 96),
                Column(_("组别"), 96, kind="secondary"),
                Column(_("户主"), 96, kind="secondary", rank=1),
                Column(_("出生"), 108, kind="secondary", rank=2),
                Column(_("电话"), kind="secondary", rank=3),
            ],
            least=6,
        )
        self.raw = DataTable(
            [Column(_("行"), 56, kind="secondary"), Column(_("内容"))],
            least=6,
        )
        for table in (self.people, self.raw):
            table.setSortingEnabled(False)
            self._right.body.addWidget(table, 1)
        column.addWidget(Split(left, self._right, (3, 2), least=560), 1)

    def show_view(self, view: MappingView) -> None:
        """Show how the file was understood."""
        show_if(self.sheet, len(view.sheets) > 1)
        self.sheet.show_choices([(name, name) for name in view.sheets], view.sheet)
        lines = [
            ColumnLine(
                str(one.number),
                _("{0} 列").format(one.letter),
                one.title,
                one.samples,
                one.field,
                _("没认出") if one.unknown else "",
            )
            for one in view.columns
        ]
        self.columns.show_columns(lines, field_choices())
        self._right.show_heading(_("前几个人会读成这样") if view.ready else _("文件的前几行"))
        self.people.show_rows(view.people)
        self.raw.show_rows([(*row, "") for row in view.raw])
        show_if(self.people, view.ready)
        show_if(self.raw, not view.ready)


class ResultPart(QWidget):
    """`opened(target)`: somebody's form at the field that needs a look."""

    opened = Signal(str)
    save_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        column = Stack(self, gap=14)
        self._counts = Card(margins=(22, 16, 22, 16))
        self.figures = FigureStrip()
        self._counts.body.addWidget(self.figures)
        column.addWidget(self._counts)
        self._card = Card(gap=12, margins=(6, 16, 6, 6))
        self._card.head.setContentsMargins(16, 0, 16, 0)
        self.kind = SelectField("")
        self.kind.changed.connect(lambda _key: self._keep())
        self.save = Button(_("保存清单"), icon="save", pressed=self.save_requested.emit)
        self._card.head.addWidget(self.kind)
        self._card.head.addWidget(self.save)
        self.table = DataTable(
            [
                Column(_("行"), 54),
                Column(_("姓名"), 90, order=pinyin),
                Column(_("组别"), 110, kind="secondary", rank=3),
                Column(_("列"), 130, kind="secondary", rank=2),
                Column(_("要留意的"), 336),
                Column(_("原文"), kind="secondary"),
                Column("", 96, kind="chip", rank=1),
            ],
            least=4,
        )
        self.table.opened.connect(self._open)
        self._card.body.addWidget(self.table, 1)
        column.addWidget(self._card, 1)
        self._filler = QWidget()
        column.addWidget(self._filler)
        self._lines: Sequence[Line] = ()

    def show_view(self, view: ResultView, chips: Sequence[tuple[str, str]]) -> None:
        """Show the figures and everything that needs a look."""
        same = view.lines == self._lines
        self._lines = view.lines
        self.figures.show_figures(view.figures)
        show_if(self._counts, not view.said)  # else they are in the sentence above
        self._card.show_heading(view.heading)
        kept = self.kind.value() if same else ""
        self.kind.show_choices(view.kinds, kept)
        show_if(self.kind, len(view.kinds) > 2)
        rows = [
            (
                line.row or "",
                line.name,
                line.group,
                line.column,
                chip[0] if chip[1] == "done" else line.sentence,
                line.text,
                chip,
                line.code,
                str(number),
            )
            for number, (line, chip) in enumerate(zip(view.lines, chips, strict=True))
        ]
        self.table.show_rows(rows, self.table.marked_key() if same else "")
        self._keep()
        show_if(self.table, bool(rows))
        show_if(self.save, bool(rows))
        show_if(self._filler, not rows)

    def _keep(self) -> None:
        code = self.kind.value()
        self.table.keep((lambda row: row[7] == code) if code else None)

    def _open(self, number: str) -> None:
        target = self._lines[int(number)].target
        if target:
            self.opened.emit(target)
