"""The two cards of 收件: taking in, and what came."""

from __future__ import annotations

from collections.abc import Sequence
from gettext import gettext as _
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from xieshang_desktop.ui.tables import Column
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.card import Card
from xieshang_desktop.ui.widgets.layout import Flow, show_if
from xieshang_desktop.ui.widgets.mark_table import MarkTable
from xieshang_desktop.ui.widgets.notice import Notice
from xieshang_desktop.ui.widgets.text import Label

if TYPE_CHECKING:
    from xieshang_desktop.ui.presenters.township_arrivals import ArrivalDetail
    from xieshang_desktop.ui.presenters.township_receiving import DriveView
    from xieshang_desktop.ui.widgets.empty import Empty
    from xieshang_desktop.ui.widgets.fields import ChoiceField


class TakingCard(Card):
    """The drives, the two buttons, how far it is, what came of it. `drive_chosen(key)`.

    Parts that the first page does not need are made when they are shown.
    """

    drive_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__(_("收协商包"), gap=14)
        self.drives: ChoiceField | None = None
        self.no_drive = Label(
            _("没有看到U盘。插上以后，这里会自己认出来。"), "secondary", wrap=True
        )
        self.note = Label("", "small", wrap=True)
        self.take = Button(_("全部收下"), "primary", "inbox")
        self.take.setEnabled(False)
        self.folder = Button(_("从文件夹收…"), icon="folder")
        self.progress, self.result = Notice(), Notice()
        self.network = Label("", "small", wrap=True)
        told = _("收下的同时，回执和下发的文件写回同一个U盘。收过的再收一次，不会重复。")
        self.told = Label(told, "small", wrap=True)
        for part in (
            self.no_drive,
            self.note,
            side_by_side(self.take, self.folder),
            self.progress,
            self.result,
            self.told,
            self.network,
        ):
            self.body.addWidget(part)
        show_if(self.note, False)
        show_if(self.network, False)

    def show_drives(self, drives: Sequence[DriveView], chosen: str, saying: str) -> None:
        """The drives plugged in now."""
        if drives and self.drives is None:
            self.drives = self._make_drives()
        if self.drives is not None:
            shown = [chosen] if chosen else ()
            self.drives.show_choices([(d.key, d.words) for d in drives], shown)
            show_if(self.drives, bool(drives))
        self.no_drive.setText(saying)
        show_if(self.no_drive, bool(saying))
        one = next((d for d in drives if d.key == chosen or len(drives) == 1), None)
        self.note.show_words(one.note if one else "", one.kind if one else "small")
        show_if(self.note, bool(one and one.note))

    def show_result(self, sentence: str, kind: str, hint: str) -> None:
        """What came of it, in place of what taking in does."""
        self.result.show_notice(sentence, kind, hint)
        show_if(self.told, not sentence)

    def _make_drives(self) -> ChoiceField:
        from xieshang_desktop.ui.widgets.fields import ChoiceField

        field = ChoiceField(_("从哪个U盘收"))
        field.changed.connect(lambda keys: self.drive_chosen.emit(keys[0]))
        self.body.insertWidget(1, field)
        return field

    def show_taking(self, sentence: str, can_take: bool) -> None:
        """What is being taken in, with the way to stop it."""
        busy = bool(sentence)
        hint = _("没有收完以前，请不要拔U盘。") if busy else ""
        self.progress.show_notice(sentence, "waiting", hint, _("停下") if busy else "")
        self.take.setEnabled(can_take)
        self.folder.setEnabled(not busy)


class ArrivalsCard(Card):
    """What came, the newest first; the marked one in full below. `invite_asked`: nothing came yet,
    villages are to be invited."""

    invite_asked = Signal()

    def __init__(self) -> None:
        super().__init__(_("收到的"))
        self.table = MarkTable(
            [
                Column(_("什么时候"), 142),
                Column(_("村（社区）")),
                Column(_("内容"), 124, kind="secondary", rank=1),
                Column("", 104, kind="chip"),
            ],
            least=4,
        )
        self.detail = Notice()
        self.village = Button(_("看这个村"), icon="village")
        self.retry = Button(_("再试"), icon="undo")
        self.folder = Button(_("打开所在文件夹"), icon="folder")
        self.drop = Button(_("丢掉"), icon="trash")
        self.buttons = side_by_side(self.village, self.retry, self.folder, self.drop)
        self.empty: Empty | None = None
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.detail)
        self.body.addWidget(self.buttons)
        show_if(self.table, False)
        show_if(self.buttons, False)

    def show_rows(self, rows: Sequence[tuple[object, ...]], mark: str = "") -> None:
        """Show these; the row of `mark`, else the one marked before, is marked."""
        self.table.show_rows(rows, mark or self.table.marked_key())
        show_if(self.table, bool(rows))
        if not rows and self.empty is None:
            self.empty = self._make_empty()
        if self.empty is not None:
            show_if(self.empty, not rows)

    def _make_empty(self) -> Empty:
        from xieshang_desktop.ui.widgets.empty import Empty

        words = _("还没有收到协商包。先到“村（社区）”里邀请各村；他们的U盘来了，插上就能收。")
        empty = Empty("inbox", words, _("去邀请各村"), "secondary")
        empty.acted.connect(self.invite_asked)
        self.body.addWidget(empty)
        return empty

    def show_detail(self, detail: ArrivalDetail | None) -> None:
        """One bundle in sentences, with what can be done about it."""
        if detail is None:
            self.detail.show_notice("")
            show_if(self.buttons, False)
            return
        self.detail.show_notice(detail.sentence, detail.kind, detail.hint)
        show_if(self.village, bool(detail.village_id))
        for button in (self.retry, self.folder, self.drop):
            show_if(button, detail.aside)
        show_if(self.buttons, detail.aside or bool(detail.village_id))


def side_by_side(*buttons: Button) -> QWidget:
    """Buttons in a row that goes on below where it is narrow."""
    row = QWidget()
    flow = Flow(row, gap=12, row_gap=10)
    for button in buttons:
        flow.addWidget(button)
    return row
