"""年度计划: what is to be talked over in which month, and what was."""

from __future__ import annotations

from collections.abc import Sequence
from gettext import gettext as _

from PySide6.QtWidgets import QWidget

from xieshang_desktop.services.paper_list.kinds import PaperKind
from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.presenters.plan import PlanPresenter, PlanRow, month_place
from xieshang_desktop.ui.presenters.topic_sheets import Ask
from xieshang_desktop.ui.tables import Column
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.card import Card
from xieshang_desktop.ui.widgets.data_table import DataTable
from xieshang_desktop.ui.widgets.empty import Empty
from xieshang_desktop.ui.widgets.fields import SelectField
from xieshang_desktop.ui.widgets.form_sheet import FormSheet
from xieshang_desktop.ui.widgets.layout import Row, show_if
from xieshang_desktop.ui.widgets.page import Page
from xieshang_desktop.ui.widgets.text import Label


def build(context: Context) -> QWidget:
    """The page, wired to the desk."""
    page = PlanPage(context)
    page.shown.connect(page.refresh)
    context.changed.connect(lambda: page.refresh() if page.isVisible() else None)
    return page


class PlanPage(Page):
    """Twelve months in one list; arrows move, Enter opens the form of the row."""

    def __init__(self, context: Context) -> None:
        super().__init__(_("年度计划"), _("返回会议"))
        self._context = context
        self._years: list[tuple[str, str]] = []
        self._presenter = PlanPresenter(context.desk, self, context.attempt)
        self.add = Button(_("加一项"), "primary", "plus", pressed=self._presenter.new)
        self.paper = Button(_("打印计划表"), icon="print", pressed=self._print, reads=True)
        self.header.add_action(self.paper)
        self.header.add_action(self.add)
        self.year = SelectField("")
        self.year.box.setAccessibleName(_("年份"))
        self.year.changed.connect(self._presenter.choose_year)
        self.summary = Label("", "secondary")
        bar = Row(gap=16)
        bar.addWidget(self.year)
        bar.addWidget(self.summary)
        bar.addStretch(1)
        self.body.addLayout(bar)
        card = Card(margins=(6, 6, 6, 6))
        self.table = DataTable(
            [
                Column(_("月份"), 76, order=month_place),
                Column(_("商量什么")),
                Column(_("协商方式"), 112, kind="secondary", rank=2),
                Column(_("请谁参加"), 220, kind="secondary", rank=3),
                Column(_("谁负责"), 112, kind="secondary", rank=1),
                Column(_("落实"), 170, kind="chip"),
            ],
            least=7,
        )
        self.table.opened.connect(self._presenter.open)
        self.empty = Empty("meeting", "", kind="primary")
        self.empty.acted.connect(self._presenter.new)
        card.body.addWidget(self.table, 1)
        card.body.addWidget(self.empty)
        self.body.addWidget(card, 1)
        self.setFocusProxy(self.table)

    def open_object(self, object_id: str | None) -> None:
        """The year as it was left; or this year of four digits."""
        if object_id:
            self._presenter.choose_year(object_id)

    def refresh(self) -> None:
        """Read the year again."""
        self._presenter.refresh()

    def show_years(self, years: Sequence[tuple[str, str]], chosen: str) -> None:
        """The years to choose from."""
        if list(years) != self._years:
            self._years = list(years)
            self.year.show_choices(years, chosen)
        else:
            self.year.show_value(chosen)

    def show_rows(self, rows: Sequence[PlanRow], summary: str) -> None:
        """January to December."""
        self.summary.setText(summary)
        self._show_what(filled=True)
        self.table.show_rows([tuple(row) for row in rows], self.table.marked_key())

    def show_empty(self, sentence: str) -> None:
        """Nothing is planned and nothing was held."""
        self.summary.setText("")
        self.empty.show_sentence(sentence, _("加一项"))
        self._show_what(filled=False)

    def ask(self, form: Ask, *, removable: bool) -> None:
        """The form of an activity; one that is in the plan can be taken out."""
        presenter, desk = self._presenter, self._context.desk
        sheet = FormSheet(
            self._context.window, form, lambda: desk.today, presenter.answer, presenter.keep
        )

        def remove() -> None:
            if presenter.remove():
                sheet.take()

        if removable:
            sheet.buttons.insertWidget(0, Button(_("从计划里去掉"), "quiet", pressed=remove))
        sheet.open()

    def _show_what(self, *, filled: bool) -> None:
        show_if(self.table, filled)
        show_if(self.empty, not filled)
        show_if(self.add, filled)
        show_if(self.paper, filled)

    def _print(self) -> None:
        self._context.go("papers", f"{PaperKind.YEAR_PLAN}:{self._presenter.year}")
