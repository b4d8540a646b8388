"""录纸质签到: one box at the left, the photo of the sheet and its rows at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from gettext import gettext as _
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from xieshang_desktop.services.photos import ReadPhoto
from xieshang_desktop.ui import dialogs, tasks
from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.pages.paper_entry_sheets import PaperGuestSheet, RowSheet
from xieshang_desktop.ui.presenters.meeting_door_rows import DoorRow
from xieshang_desktop.ui.presenters.paper_entry import PaperPresenter, RowAsked, RowLine
from xieshang_desktop.ui.tables import Column as TableColumn
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.card import Card
from xieshang_desktop.ui.widgets.data_table import DataTable
from xieshang_desktop.ui.widgets.fields import SelectField
from xieshang_desktop.ui.widgets.keyed import key_button, on_key
from xieshang_desktop.ui.widgets.layout import Column, Flow, Split, show_if
from xieshang_desktop.ui.widgets.notice import Notice
from xieshang_desktop.ui.widgets.page import Page
from xieshang_desktop.ui.widgets.people_card import PeopleCard
from xieshang_desktop.ui.widgets.people_model import PersonRow
from xieshang_desktop.ui.widgets.search_box import SearchBox
from xieshang_desktop.ui.widgets.sheet_photo import SheetPhoto
from xieshang_desktop.ui.widgets.text import Label


class PaperEntryPage(Page):
    """The box keeps the keyboard; Alt with the arrows moves the photo."""

    def __init__(self, context: Context) -> None:
        super().__init__(_("录纸质签到"), _("返回签到"))
        self._context, self._meeting_id = context, ""
        self._hide_toast = context.window.hide_toast
        self._presenter = PaperPresenter(context.desk, self, context.attempt_here, self._read)
        self.header.back_requested.disconnect(self.back_requested)
        self.header.back_requested.connect(self._go_back)
        self._locked = Notice()
        self.body.addWidget(self._locked)
        left, right = QWidget(), QWidget()
        self._build_left(Column(left, gap=10))
        self._build_right(Column(right, gap=12))
        self.body.addWidget(Split(left, right, ratio=(5, 6), gap=20, least=340), 1)
        self.setFocusProxy(self.box)

    # ---- what the presenter asks

    def show_head(self, facts: str, locked: str) -> None:
        """Which meeting; why nothing can be entered, or nothing."""
        self.header.show_beside(facts)
        self._locked.show_notice(locked)
        for part in (self.box, self._guest, self._skip, self._add):
            part.setEnabled(not locked)

    def show_sittings(self, sittings: Sequence[tuple[str, str]], chosen: str) -> None:
        """Of which day the sheet is, where people met on more than one."""
        self._sittings.show_choices(sittings, chosen)
        show_if(self._sittings, bool(sittings))

    def show_next(self, number: int, clock: str) -> None:
        """Which row comes now, and at which time."""
        words = _("第 {0} 行").format(number)
        self._next.setText(f"{words}　{clock}" if clock else words)

    def show_found(self, rows: Sequence[DoorRow]) -> None:
        """Who may be meant; the first is marked."""
        self._people.show_people([PersonRow(*row) for row in rows])

    def show_nobody(self, sentence: str) -> None:
        """Nobody to show, and why."""
        self._people.show_nobody(sentence)

    def show_rows(self, rows: Sequence[RowLine], mark: str) -> None:
        """What stands on the sheet so far."""
        self.rows.show_rows([tuple(row) for row in rows], mark)
        self.rows.scrollToBottom()
        self._entered.show_heading(_("录了 {0} 行").format(len(rows)))

    def show_photos(self, jpegs: Sequence[bytes]) -> None:
        """The photos of the sheet, or that there is none."""
        self.photo.show_photos(jpegs)
        show_if(self.photo, bool(jpegs))
        show_if(self._none, not jpegs)
        show_if(self._larger, bool(jpegs))
        self._add.show_words(_("再加一张") if jpegs else _("加签到表照片"))

    def show_hint(self, words: str, kind: str) -> None:
        """Something about the last key, or how the box is used."""
        usual = _("名字、拼音、首字母，回车录入。四个数字是时间：0905 就是 9:05，往下都用它。")
        self._hint.show_words(words or usual, kind or "small")

    def show_undo(self, words: str) -> None:
        """What Ctrl+Z would take back."""
        if words:
            self._hide_toast()
        self._undo.show_words(_("撤销：{0}").format(words), "Ctrl+Z")
        show_if(self._undo, bool(words))

    def empty_box(self) -> None:
        """Ready for the next row."""
        self.box.clear()
        self.box.setFocus()

    def ask_guest(self, name: str) -> None:
        """F2: somebody who is not on the roster."""
        PaperGuestSheet(self, name, self._presenter.add_guest).open()

    def ask_row(self, row: RowAsked) -> None:
        """Enter on a row: its time, or empty it."""
        asked = RowSheet(self, row, self._presenter)
        asked.closed.connect(self.box.setFocus)
        asked.open()

    # ---- the page

    def open_object(self, object_id: str | None) -> None:
        """The sheet of a meeting."""
        if object_id:
            self._meeting_id = object_id
        self.refresh()

    def refresh(self) -> None:
        """Read the sheet again."""
        if self._meeting_id:
            self._presenter.open(self._meeting_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        if event.matches(QKeySequence.StandardKey.Undo):
            if not self._presenter.undo():
                super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Escape:
            self._go_back()
        elif text.isprintable() and text.strip() and not event.modifiers():
            self.box.setFocus()
            self.box.insert(text)
        else:
            super().keyPressEvent(event)

    def _go_back(self) -> None:
        self._context.go("meetings/meeting", f"{self._meeting_id}#door")

    def _enter(self, text: str) -> None:
        if self.people.isVisible() and self.people.marked_key():
            self.people.act()
        else:
            self._presenter.enter_text(text)

    def _choose(self) -> None:
        dialogs.pick_file(
            self,
            _("选签到表的照片"),
            self._presenter.add_photo,
            [(_("照片"), "*.jpg *.jpeg *.png *.webp *.bmp *.tif *.tiff *.heic")],
        )

    def add_photo(self, path: Path) -> None:
        """Take up a photo of the sheet."""
        self._presenter.add_photo(path)

    def _read(
        self, job: Callable[[], ReadPhoto], done: Callable[[ReadPhoto], object], name: str
    ) -> None:
        self._add.setEnabled(False)

        def again() -> None:
            if isValid(self):
                self._add.setEnabled(True)

        def finished(photo: ReadPhoto) -> None:
            again()
            done(photo)

        def failed(failure: BaseException) -> None:
            again()
            dialogs.show_exception(failure)

        tasks.run(lambda _step: job(), finished, failed, name=name, cancelled=again)

    # ---- how it is put together

    def _build_left(self, column: Column) -> None:
        self._next = Label("", "heading")
        self._sittings = SelectField(_("这张签到表是哪天的"))
        self._sittings.changed.connect(self._presenter.choose_sitting)
        self.box = SearchBox(_("时间　姓名、拼音、首字母"))
        self._hint = Label("", "small", wrap=True)
        for part in (self._sittings, self._next, self.box, self._hint):
            column.addWidget(part)
        self._people = PeopleCard()
        self.people = self._people.people
        self.people.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column.addWidget(self._people, 1)
        below = QWidget()
        flow = Flow(below, gap=12)
        self._guest = key_button(self, _("不在名册上的人"), "F2", self._presenter.ask_guest)
        self._skip = key_button(self, _("这行看不清"), "F4", self._presenter.skip)
        self._undo = Button("", "link", pressed=self._presenter.undo)
        self._undo.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        flow.addWidget(self._guest)
        flow.addWidget(self._skip)
        flow.add_right(self._undo)
        column.addWidget(below)
        self.box.drive(self.people)
        self.box.typed.connect(self._presenter.narrow)
        self.box.entered.connect(self._enter)
        self.box.composed.connect(self._presenter.enter_only)
        self.people.acted.connect(self._presenter.enter)
        self.show_hint("", "")

    def _build_right(self, column: Column) -> None:
        paper = Card(_("签到表原件"), gap=8, margins=(16, 12, 16, 12))
        self._larger = key_button(self, _("放大"), "F6", lambda: self.photo.zoom())
        self._add = Button(_("加签到表照片"), icon="plus", pressed=self._choose)
        paper.head.addWidget(self._larger)
        paper.head.addWidget(self._add)
        self.photo = SheetPhoto()
        self._none = Label(
            _("先把纸质签到表拍照放进来，原件和记录一起保存。没有照片也能录，以后再补。"),
            "waiting",
            wrap=True,
        )
        self._none.setAlignment(Qt.AlignmentFlag.AlignTop)
        paper.body.addWidget(self._none)
        paper.body.addWidget(self.photo, 1)
        column.addWidget(paper, 3)
        self._entered = Card("", gap=6, margins=(16, 12, 16, 12))
        self.rows = DataTable(
            [
                TableColumn(_("行"), 56, align="right"),
                TableColumn(_("姓名"), 110),
                TableColumn(_("组别"), kind="secondary", rank=1),
                TableColumn(_("时间"), 110),
            ],
            least=2,
        )
        self.rows.opened.connect(self._presenter.ask_row)
        self._entered.body.addWidget(self.rows, 1)
        column.addWidget(self._entered, 2)
        for key, pages in (("Alt+Down", 0.4), ("Alt+Up", -0.4)):
            on_key(self, key, lambda pages=pages: self.photo.scroll_by(pages))


def build(context: Context) -> PaperEntryPage:
    """The page, wired to the desk."""
    page = PaperEntryPage(context)
    page.shown.connect(page.refresh)
    context.changed.connect(lambda: page.refresh() if page.isVisible() else None)
    return page
