"""村（社区）: who handed over what, who is late, what waits."""

from __future__ import annotations

from collections.abc import Sequence
from gettext import gettext as _
from pathlib import Path

from PySide6.QtWidgets import QWidget

from xieshang_desktop.domain.pinyin import pinyin
from xieshang_desktop.ui import dialogs
from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.pages.township_sheets import ask_form, show_invitation
from xieshang_desktop.ui.presenters.topic_sheets import Ask
from xieshang_desktop.ui.presenters.township_villages import (
    INVITE,
    Invitation,
    VillageRow,
    VillagesPresenter,
    came_words,
)
from xieshang_desktop.ui.tables import Column
from xieshang_desktop.ui.village_window import open_village
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.card import Card
from xieshang_desktop.ui.widgets.data_table import DataTable
from xieshang_desktop.ui.widgets.empty import Empty
from xieshang_desktop.ui.widgets.fields import ChoiceField
from xieshang_desktop.ui.widgets.layout import Flow, show_if
from xieshang_desktop.ui.widgets.page import Page
from xieshang_desktop.ui.widgets.search_box import FilterBox


def build(context: Context) -> QWidget:
    """The page, wired to the desk."""
    page = VillagesPage(context)
    page.shown.connect(page.refresh)
    context.changed.connect(lambda: page.refresh() if page.isVisible() else None)
    return page


def _read(name: str) -> tuple[str, str]:
    """How a name is typed: whole syllables, or their initials."""
    syllables = pinyin(name).split()
    return "".join(syllables), "".join(each[0] for each in syllables)


class VillagesPage(Page):
    """The list; Enter opens a village, letters search."""

    def __init__(self, context: Context) -> None:
        super().__init__(_("村（社区）"))
        self._context = context
        self._presenter = VillagesPresenter(context.desk, self, context.attempt)
        self.keep = Button(_("代管一个村"), icon="edit", pressed=self._presenter.begin_keeping)
        self.invite = Button(
            _("邀请一个村"), "primary", "plus", pressed=self._presenter.begin_inviting
        )
        self.header.add_action(self.keep)
        self.header.add_action(self.invite)
        self.search = FilterBox(_("按名称查找"))
        self.search.typed.connect(lambda _words: self._keep())
        self.filter = ChoiceField(
            "",
            [
                ("all", _("全部")),
                ("late", _("逾期未交")),
                ("waiting", _("有事要看")),
                ("open", _("退回、督办未了")),
                ("left", _("已停用")),
            ],
        )
        self.filter.show_value("all")
        self.filter.changed.connect(lambda _keys: self._keep())
        self._narrow = QWidget()
        flow = Flow(self._narrow, gap=12, row_gap=10)
        flow.addWidget(self.filter)
        self.body.addWidget(self.search)
        self.body.addWidget(self._narrow)
        card = Card(margins=(6, 6, 6, 6))
        self.table = DataTable(
            [
                Column(_("村（社区）"), order=pinyin),
                Column(_("状态"), 124, kind="chip"),
                Column(_("上次交来"), 128),
                Column(_("记录"), 96, rank=3),
                Column(_("要看的"), 190, kind="secondary", rank=1),
                Column(_("未了的"), 170, kind="secondary", rank=2),
            ],
            least=5,
        )
        self.table.opened.connect(self._open)
        self.search.drive(self.table)
        self.search.entered.connect(lambda _words: self._open(self.table.marked_key()))
        self.empty = Empty("village", "", kind="secondary")
        self.empty.acted.connect(self._presenter.begin_inviting)
        card.body.addWidget(self.table, 1)
        card.body.addWidget(self.empty)
        self.body.addWidget(card, 1)
        self.setFocusProxy(self.search)

    def open_object(self, object_id: str | None) -> None:
        """The list as it was left; `late` shows those who are late, `INVITE` asks whom."""
        if object_id == INVITE:
            self._presenter.begin_inviting()
        elif object_id == "late":
            self.filter.show_value("late")
            self._keep()

    def refresh(self) -> None:
        """Read the list again."""
        self._presenter.refresh()

    def show_rows(self, rows: Sequence[VillageRow], summary: str) -> None:
        """Every village."""
        today = self._context.desk.today
        self.header.show_beside(summary)
        self.table.show_rows(
            [
                (
                    row.name,
                    row.state,
                    came_words(row.came, today),
                    f"{row.entries:,}" if row.entries else "",
                    row.waiting,
                    row.returned,
                    row.marks,
                    row.key,
                )
                for row in rows
            ],
            self.table.marked_key(),
        )
        for part in (self.search, self._narrow):
            show_if(part, bool(rows))
        self.setFocusProxy(self.search if rows else self.invite)
        self._keep()

    def ask(self, form: Ask) -> None:
        """One of the small forms."""
        ask_form(self._context, form, lambda values: self._presenter.answer(form, values))

    def ask_folder(self, name: str) -> None:
        """Where the invitation goes."""
        dialogs.pick_folder(
            self,
            _("邀请写到哪个U盘或文件夹"),
            lambda folder: self.write_invitation(name, folder),
        )

    def write_invitation(self, name: str, folder: Path) -> None:
        """Write it beside the window."""
        self._context.run(
            lambda _step: self._presenter.invite(name, folder),
            self.show_invitation,
            _("写邀请"),
        )

    def show_invitation(self, invitation: Invitation) -> None:
        """The code, to be told apart from the file."""
        show_invitation(self._context, invitation)

    def open_kept(self, village_id: str) -> None:
        """The pages of a village that is kept from now on."""
        open_village(self._context, village_id)

    def _keep(self) -> None:
        words = self.search.words().lower()
        wanted = self.filter.value()

        def passes(row: tuple) -> bool:
            return wanted in row[6] and (
                not words or words in row[0].lower() or any(words in way for way in _read(row[0]))
            )

        self.table.keep(passes)
        every = len(self.table.rows.all_rows())
        shown = self.table.rows.rowCount()
        show_if(self.table, shown > 0)
        if every:
            self.empty.show_sentence(_("没有这样的村，换个条件试试。"))
        else:
            self.empty.show_sentence(
                _("还没有村（社区）。有这个程序的村，写一个邀请带过去；没有的，可以先由乡镇代管。"),
                _("邀请一个村"),
            )
        show_if(self.empty, shown == 0)

    def _open(self, key: str) -> None:
        if key:
            self._context.go("villages/village", key)
