"""The four cards of 交换: writing, checking, what was written, where the data lie."""

from __future__ import annotations

from collections.abc import Sequence
from gettext import gettext as _

from PySide6.QtWidgets import QWidget

from xieshang_desktop.ui.presenters.exchange_words import DriveView, breakable
from xieshang_desktop.ui.tables import Column
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.card import Card
from xieshang_desktop.ui.widgets.empty import Empty
from xieshang_desktop.ui.widgets.fields import ChoiceField
from xieshang_desktop.ui.widgets.history import HistoryList
from xieshang_desktop.ui.widgets.layout import Flow, show_if
from xieshang_desktop.ui.widgets.mark_table import MarkTable
from xieshang_desktop.ui.widgets.notice import Notice
from xieshang_desktop.ui.widgets.text import Label


class WritingCard(Card):
    """What is owed, the drives, the two buttons, how far it is, what came of it."""

    def __init__(self) -> None:
        super().__init__(_("交给乡镇"), gap=14)
        self.owed = Notice()
        self.drives = ChoiceField(_("写到哪个U盘"))
        self.no_drive = Label("", "secondary", wrap=True)
        self.note = Label("", "small", wrap=True)
        self.write = Button(_("写到U盘"), "primary", "usb")
        self.write.setEnabled(False)
        self.folder = Button(_("写到文件夹…"), icon="folder")
        self.writing, self.result = Notice(), Notice()
        for part in (
            self.owed,
            self.drives,
            self.no_drive,
            self.note,
            _side_by_side(self.write, self.folder),
            self.writing,
            self.result,
            Label(_("写进去的内容是加密的，U盘丢了别人也看不到。"), "small", wrap=True),
        ):
            self.body.addWidget(part)

    def show_drives(self, drives: Sequence[DriveView], chosen: str, saying: str) -> None:
        """The drives plugged in now."""
        self.drives.show_choices([(d.key, d.words) for d in drives], [chosen] if chosen else ())
        show_if(self.drives, bool(drives))
        self.no_drive.setText(saying)
        show_if(self.no_drive, bool(saying))
        one = next((d for d in drives if d.key == chosen or len(drives) == 1), None)
        self.note.show_words(one.note if one else "", one.kind if one else "small")
        show_if(self.note, bool(one and one.note))

    def show_writing(self, sentence: str, can_write: bool) -> None:
        """What is being written, with the way to stop it."""
        busy = bool(sentence)
        hint = _("没有写好以前，请不要拔U盘。") if busy else ""
        self.writing.show_notice(sentence, "waiting", hint, _("停下") if busy else "")
        self.write.setEnabled(can_write)
        self.folder.setEnabled(not busy)


class CheckingCard(Card):
    """A bundle to check, and what it says of itself."""

    def __init__(self) -> None:
        super().__init__(_("检查协商包"), gap=14)
        self.pick = Button(_("检查协商包…"), icon="search")
        self.checked = Notice()
        words = _("看看一个协商包是不是完好、是哪个村的、从第几条到第几条。")
        for part in (Label(words, "secondary", wrap=True), _side_by_side(self.pick), self.checked):
            self.body.addWidget(part)


class BundlesCard(Card):
    """The bundles that were written; the file of the marked one by its name."""

    def __init__(self) -> None:
        super().__init__(_("写过的协商包"))
        self.table = MarkTable(
            [
                Column(_("什么时候"), 124),
                Column(_("第几条"), 140),
                Column(_("状态"), kind="chip"),
            ],
            least=3,
        )
        self.table.marked.connect(self._show_name)
        self.name = Label("", "small", wrap=True)
        self.empty = Empty("usb", _("还没有写过协商包。插上U盘，点“写到U盘”。"))
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.name)
        self.body.addWidget(self.empty)

    def show_rows(self, rows: Sequence[tuple[object, ...]]) -> None:
        """Show these, the newest first."""
        self.table.show_rows(rows, self.table.marked_key())
        self._show_name(self.table.marked_key())
        for part in (self.table, self.name):
            show_if(part, bool(rows))
        show_if(self.empty, not rows)

    def _show_name(self, name: str) -> None:
        self.name.setText(_("文件：{0}").format(breakable(name)) if name else "")


class DataCard(Card):
    """Where the data and their copies lie."""

    def __init__(self) -> None:
        super().__init__(_("资料和备份"), gap=14)
        self.facts = HistoryList()
        self.backup = Button(_("现在备份"), icon="save")
        self.open_data = Button(_("打开资料文件夹"), icon="folder")
        self.open_backups = Button(_("打开备份文件夹"), icon="folder")
        self.body.addWidget(self.facts)
        self.body.addWidget(_side_by_side(self.backup, self.open_data, self.open_backups))


def _side_by_side(*buttons: Button) -> QWidget:
    row = QWidget()
    flow = Flow(row, gap=12, row_gap=10)
    for button in buttons:
        flow.addWidget(button)
    return row
