"""The window that stands before there is a desk; a file that was clicked waits at its top."""

from __future__ import annotations

from gettext import gettext as _
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from xieshang_desktop.errors import WorldFailed
from xieshang_desktop.ui.widgets import icons
from xieshang_desktop.ui.widgets.layout import Column, Row
from xieshang_desktop.ui.widgets.notice import Notice
from xieshang_desktop.wording import words_for


class FirstWindow(QWidget):
    """Add to `column`."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(_("协商桌面"))
        self.setWindowIcon(icons.icon("logo", "red", 64))
        self.setMinimumSize(800, 560)
        self.resize(1366, 768)
        self.column = Column(self, gap=0)
        self.waiting = Notice()
        top = Row(gap=0, margins=(24, 12, 24, 0))
        top.addWidget(self.waiting)
        self.column.addLayout(top)

    def show_file(self, file: Path) -> None:
        """This file is looked at as soon as there is a desk; one that is not there is told now."""
        if not file.exists():
            words, hint = words_for(WorldFailed("opened_missing", file=str(file)))
            self.waiting.show_notice(words, "attention", hint)
            return
        words = _("要打开的文件先放着：{0}").format(file.name)
        hint = _("打开它要先有议事室的资料。照下面答完，接着就打开它。")
        self.waiting.show_notice(words, "waiting", hint)
