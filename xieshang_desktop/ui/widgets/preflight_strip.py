"""The strip over a paper whose characters its face lacks: which, and in which names they stand."""

from __future__ import annotations

from collections.abc import Sequence
from gettext import gettext as _
from typing import Protocol

from PySide6.QtWidgets import QWidget

from xieshang_desktop.ui.tables import Column
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.data_table import DataTable
from xieshang_desktop.ui.widgets.layout import Column as Lines
from xieshang_desktop.ui.widgets.layout import Row, show_if
from xieshang_desktop.ui.widgets.notice import Notice
from xieshang_desktop.ui.widgets.sheet import Sheet
from xieshang_desktop.ui.widgets.text import Label

#: As many characters as the strip itself names.
_NAMED = 8
_WIDTH = 640


class Character(Protocol):
    """A character that fell back: where it stands, and whether 〓 is printed for it."""

    @property
    def character(self) -> str: ...
    @property
    def where(self) -> str: ...
    @property
    def missing(self) -> bool: ...


class PreflightStrip(QWidget):
    """Hidden while every character stands in its face; its button lists them all. A line where all
    are printed, a notice where 〓 stands."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: Sequence[Character] = ()
        self._notice = Notice()
        self._notice.acted.connect(self.open_list)
        self._line = QWidget()
        row = Row(self._line, gap=8)
        self._words = Label("", "small")
        row.addWidget(self._words)
        row.addWidget(Button(_("看是哪些字"), "link", pressed=self.open_list, reads=True))
        row.addStretch(1)
        column = Lines(self, gap=4)
        column.addWidget(self._notice)
        column.addWidget(self._line)
        self.hide()

    def show_characters(self, found: Sequence[Character]) -> None:
        """What fell back, and what no face has."""
        self._found = found
        fallen = list(dict.fromkeys(f.character for f in found if not f.missing))
        missing = list(dict.fromkeys(f.character for f in found if f.missing))
        told = []
        if missing:
            told.append(_("{0} 个字缺字形，印成〓：{1}").format(len(missing), _some(missing)))
        if fallen:
            told.append(_("{0} 个字用补字印（字形完整）：{1}").format(len(fallen), _some(fallen)))
        words = "；".join(told)
        self._notice.show_notice(words if missing else "", "attention", button=_("看是哪些字"))
        self._words.setText(words)
        show_if(self._line, bool(told) and not missing)
        show_if(self, bool(told))

    def open_list(self) -> Sheet:
        """All of them, the missing ones first, with the names they stand in."""
        sheet = Sheet(self, _("打印前看一看这些字"), width=_WIDTH)
        words = _("“补字”印出来是完整的字，只是笔画粗细和旁边略有不同。印成〓的，请手写补上。")
        sheet.body.addWidget(Label(words, "secondary", wrap=True))
        columns = [Column(_("字"), 72), Column(_("在哪里")), Column(_("怎么印"), 176)]
        table = DataTable(columns, least=min(6, max(2, len(self._found))))
        rows = sorted(self._found, key=lambda found: not found.missing)
        table.show_rows([(f.character, f.where, _printed(f), str(at)) for at, f in enumerate(rows)])
        sheet.body.addWidget(table)
        sheet.open(table)
        return sheet


def _some(characters: Sequence[str]) -> str:
    more = "…" if len(characters) > _NAMED else ""
    return " ".join(characters[:_NAMED]) + more


def _printed(found: Character) -> str:
    return _("没有这个字形，印成〓") if found.missing else _("补字（字形完整）")
