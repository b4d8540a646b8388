"""汇总: what came of it in all villages; every figure opens its records, no village is ranked."""

from __future__ import annotations

from gettext import gettext as _

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QWidget

from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.presenters.township_rollup import (
    COLUMNS,
    RollupPresenter,
    RollupView,
    column_words,
    report_button,
)
from xieshang_desktop.ui.presenters.township_villages import INVITE
from xieshang_desktop.ui.tables import Column
from xieshang_desktop.ui.widgets.button import Button, IconButton
from xieshang_desktop.ui.widgets.card import Card
from xieshang_desktop.ui.widgets.data_table import DataTable
from xieshang_desktop.ui.widgets.empty import Empty
from xieshang_desktop.ui.widgets.fields import ChoiceField
from xieshang_desktop.ui.widgets.figure_tiles import FigureTile, FigureTiles
from xieshang_desktop.ui.widgets.layout import Column as Lines
from xieshang_desktop.ui.widgets.layout import Row, show_if
from xieshang_desktop.ui.widgets.page import Page
from xieshang_desktop.ui.widgets.text import Label


def build(context: Context) -> QWidget:
    """The page, wired to the desk."""
    page = RollupPage(context)
    page.shown.connect(page.refresh)
    context.changed.connect(lambda: page.refresh() if page.isVisible() else None)
    return page


class RollupPage(Page):
    """Left and right go to the period before and after."""

    def __init__(self, context: Context) -> None:
        super().__init__(_("汇总"))
        self._context = context
        self._presenter = presenter = RollupPresenter(context.desk, self)
        self.report = Button(_("月报"), "primary", "paper", pressed=self._report)
        self.header.add_action(self.report)
        self.kind = ChoiceField(
            "", [("month", _("按月")), ("quarter", _("按季")), ("year", _("按年"))]
        )
        self.kind.show_value("month")
        self.kind.changed.connect(lambda keys: presenter.choose_kind(keys[0]))
        self.before = IconButton("back", _("往前"), pressed=lambda: presenter.step(-1))
        self.after = IconButton("forward", _("往后"), pressed=lambda: presenter.step(1))
        self.title = Label("", "strong")
        self._bar = QWidget()
        bar = Row(self._bar, gap=12)
        for part in (self.kind, self.before, self.title, self.after):
            bar.addWidget(part)
        bar.addStretch(1)
        self.body.addWidget(self._bar)
        self._inside = QWidget()
        inside = Lines(self._inside, gap=14)
        self.outcomes, self.work = FigureTiles(), FigureTiles()
        for heading, tiles in (
            (_("办成了什么"), self.outcomes),
            (_("做了多少"), self.work),
        ):
            card = Card(heading, gap=12, margins=(18, 16, 18, 16))
            card.body.addWidget(tiles)
            tiles.acted.connect(lambda figure: self._list(figure, ""))
            inside.addWidget(card)
        self.coverage = Label("", "secondary", wrap=True)
        villages = Card(_("各村（社区）"), margins=(18, 16, 6, 6))
        villages.body.addWidget(self.coverage)
        self.table = DataTable(
            [
                Column(_("村（社区）")),
                *(
                    Column(column_words(figure), 94, "right", rank=number)
                    for number, figure in enumerate(COLUMNS)
                ),
                Column(_("满意度"), 84, "right", rank=9),
                Column(_("最近一次"), 132, kind="chip", rank=8),
            ],
            least=0,
        )
        self.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.marked.connect(self._keep_in_sight)
        # In the order of the list, whatever the numbers: nothing here is a ranking.
        self.table.setSortingEnabled(False)
        head: QHeaderView = self.table.horizontalHeader()
        head.setSectionsClickable(False)
        head.setSortIndicatorShown(False)
        self.table.opened.connect(lambda key: context.go("villages/village", key))
        villages.body.addWidget(self.table, 1)
        inside.addWidget(villages, 1)
        self.body.addWidget(self._inside, 1)
        self.empty = Empty("statistics", "", kind="primary")
        self.empty.acted.connect(lambda: context.go("villages", INVITE))
        self.body.addWidget(self.empty, 1)
        self.setFocusProxy(self.kind)

    def open_object(self, object_id: str | None) -> None:
        """The period as it was left, or the one of this label."""
        if object_id:
            self._presenter.show(object_id)
            self.kind.show_value(self._presenter.kind)

    def refresh(self) -> None:
        """Read the period again."""
        self._presenter.refresh()

    def show_rollup(self, view: RollupView, kind: str) -> None:
        """One period."""
        self._show_what(filled=True)
        self.kind.show_value(kind)
        self.report.show_words(report_button(kind))
        self.title.setText(view.title)
        self.header.show_beside(view.line)
        self.before.setEnabled(not view.oldest)
        self.after.setEnabled(not view.newest)
        self.outcomes.show_tiles([FigureTile(*tile) for tile in view.outcomes])
        self.work.show_tiles([FigureTile(*tile) for tile in view.work])
        self.coverage.setText(view.coverage)
        self.table.show_rows(view.rows, self.table.marked_key())

    def show_empty(self, sentence: str) -> None:
        """There is no village yet."""
        self.header.show_beside("")
        self.empty.show_sentence(sentence, _("邀请一个村"))
        self._show_what(filled=False)

    def _show_what(self, *, filled: bool) -> None:
        for part in (self._inside, self._bar, self.report):
            show_if(part, filled)
        show_if(self.empty, not filled)

    def _keep_in_sight(self, _key: str) -> None:
        """The page follows the marked row: it scrolls, the table does not."""
        if self.table.hasFocus():
            row = self.table.visualRect(self.table.currentIndex())
            at = self.table.viewport().mapTo(self.widget(), row.center())
            self.ensureVisible(0, at.y(), 0, row.height())

    def _list(self, figure: str, village_id: str) -> None:
        label = self._presenter.period.label
        self._context.go("rollup/list", f"{figure}#{label}#{village_id}")

    def _report(self) -> None:
        self._context.go("rollup/monthly", self._presenter.period.label)
