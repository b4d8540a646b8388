"""The records behind a figure; Enter opens one in its village's own pages."""

from __future__ import annotations

from gettext import gettext as _

from PySide6.QtWidgets import QWidget

from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.presenters.township_rollup_list import ListPresenter, ListView
from xieshang_desktop.ui.tables import Column
from xieshang_desktop.ui.village_window import open_village
from xieshang_desktop.ui.widgets.button import IconButton
from xieshang_desktop.ui.widgets.card import Card
from xieshang_desktop.ui.widgets.data_table import DataTable
from xieshang_desktop.ui.widgets.empty import Empty
from xieshang_desktop.ui.widgets.fields import SelectField
from xieshang_desktop.ui.widgets.layout import Row, show_if
from xieshang_desktop.ui.widgets.page import Page
from xieshang_desktop.ui.widgets.text import Label


def build(context: Context) -> QWidget:
    """The page, wired to the desk."""
    page = ListPage(context)
    context.changed.connect(lambda: page.refresh() if page.isVisible() else None)
    return page


class ListPage(Page):
    """A list of one figure, fifty records at a time."""

    def __init__(self, context: Context) -> None:
        super().__init__("", _("返回汇总"))
        self._context = context
        self._presenter = presenter = ListPresenter(context.desk, self)
        self._offered: tuple[object, ...] = ()
        self.village, self.kind = SelectField(""), SelectField("")
        self.village.box.setAccessibleName(_("村（社区）"))
        self.kind.box.setAccessibleName(_("种类"))
        for field in (self.village, self.kind):
            field.changed.connect(
                lambda _key: presenter.choose(self.village.value(), self.kind.value())
            )
        self.before = IconButton("back", _("上一页"), pressed=lambda: presenter.turn(-1))
        self.after = IconButton("forward", _("下一页"), pressed=lambda: presenter.turn(1))
        self.place = Label("", "secondary")
        bar = Row(gap=12)
        bar.addWidget(self.village)
        bar.addWidget(self.kind)
        bar.addStretch(1)
        for part in (self.before, self.place, self.after):
            bar.addWidget(part)
        self.body.addLayout(bar)
        card = Card(margins=(6, 6, 6, 6))
        self.table = DataTable(
            [
                Column(_("村（社区）"), 180),
                Column(_("内容")),
                Column(_("情况"), 220, kind="secondary", rank=1),
                Column(_("日期"), 132, kind="secondary"),
            ],
            least=8,
        )
        self.table.setSortingEnabled(False)
        self.table.horizontalHeader().setSectionsClickable(False)
        self.table.opened.connect(presenter.look)
        self.empty = Empty("list", _("没有这样的记录。"))
        card.body.addWidget(self.table, 1)
        card.body.addWidget(self.empty)
        self.body.addWidget(card, 1)
        self.setFocusProxy(self.table)

    def open_object(self, object_id: str | None) -> None:
        """The list of a figure, a period and perhaps a village."""
        if object_id:
            self._presenter.open(object_id)

    def refresh(self) -> None:
        """Read the list again."""
        self._presenter.refresh()

    def show_list(self, view: ListView) -> None:
        """One page of it."""
        self.show_title(view.title)
        self.header.show_beside(view.line)
        offered = (view.villages, view.kinds)
        if offered != self._offered:
            self._offered = offered
            self.village.show_choices(view.villages, view.village)
            self.kind.show_choices(view.kinds, view.kind)
        self.village.show_value(view.village)
        self.kind.show_value(view.kind)
        show_if(self.kind, bool(view.kinds))
        self.place.setText(_("第 {0} 页，共 {1} 页").format(view.page, view.pages))
        for part in (self.before, self.place, self.after):
            show_if(part, view.pages > 1)
        self.before.setEnabled(view.page > 1)
        self.after.setEnabled(view.page < view.pages)
        self.table.show_rows(view.rows)
        show_if(self.table, bool(view.rows))
        show_if(self.empty, not view.rows)

    def show_village(self, village_id: str, page: str, object_id: str) -> None:
        """The record in the village's own pages."""
        open_village(self._context, village_id, page, object_id or None)
