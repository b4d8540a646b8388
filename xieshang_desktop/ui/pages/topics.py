"""议题: what matters, and where does each stand?"""

from __future__ import annotations

from gettext import gettext as _

from PySide6.QtWidgets import QWidget

from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.presenters.topics import filters, topic_rows
from xieshang_desktop.ui.tables import Column
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.card import Card
from xieshang_desktop.ui.widgets.data_table import DataTable
from xieshang_desktop.ui.widgets.empty import Empty
from xieshang_desktop.ui.widgets.fields import ChoiceField, SelectField
from xieshang_desktop.ui.widgets.layout import Flow, show_if
from xieshang_desktop.ui.widgets.page import Page
from xieshang_desktop.ui.widgets.search_box import FilterBox
from xieshang_desktop.ui.widgets.text import Label


def build(context: Context) -> QWidget:
    """The page, wired to the desk."""
    page = TopicsPage(context)
    page.shown.connect(page.refresh)
    context.changed.connect(lambda: page.refresh() if page.isVisible() else None)
    return page


class TopicsPage(Page):
    """The list; Enter opens a topic."""

    def __init__(self, context: Context) -> None:
        super().__init__(_("议题"))
        self._context = context
        add = Button(_("登记议题"), "primary", "plus", pressed=lambda: context.go("topics/edit"))
        told = Button(
            _("民情记录"), icon="megaphone", pressed=lambda: context.go("topics/notes"), reads=True
        )
        self.header.add_action(told)
        self.header.add_action(add)
        self.search = FilterBox(_("按名称、编号或提出人查找"))
        self.search.typed.connect(lambda _words: self._keep())
        offered = filters()
        self.state = ChoiceField("", offered["state"])
        self.state.show_value("")
        self.state.changed.connect(lambda _keys: self._keep())
        self.selects: dict[str, SelectField] = {}
        narrow = QWidget()
        flow = Flow(narrow, gap=12, row_gap=10)
        flow.addWidget(self.state)
        for key in ("step", "source", "kind"):
            field = SelectField("")
            field.show_choices(offered[key], "")
            field.changed.connect(lambda _key: self._keep())
            self.selects[key] = field
            flow.addWidget(field)
        self.body.addWidget(self.search)
        self.body.addWidget(narrow)
        card = Card(margins=(6, 6, 6, 6))
        self.table = DataTable(
            [
                Column(_("编号"), 96),
                Column(_("议题")),
                Column(_("状态"), 112, kind="chip"),
                Column(_("走到"), 132, kind="secondary", rank=1),
                Column(_("提出人"), 110, kind="secondary", rank=2),
                Column(_("来源"), 110, kind="secondary", rank=3),
            ],
            least=3,
        )
        self.search.drive(self.table)
        self.search.entered.connect(lambda _words: self._open(self.table.marked_key()))
        self.table.opened.connect(self._open)
        self.count = Label("", "small")
        self.empty = Empty("topic", "", kind="secondary")
        self.empty.acted.connect(lambda: context.go("topics/edit"))
        card.body.addWidget(self.table, 1)
        card.body.addWidget(self.empty)
        self.body.addWidget(card, 1)
        self.body.addWidget(self.count)
        self.setFocusProxy(self.search)

    def open_object(self, object_id: str | None) -> None:
        """The list as it was left."""

    def refresh(self) -> None:
        """Read the list again."""
        rows = [(*row[:6], *row[7:], row.id) for row in topic_rows(self._context.desk)]
        self.table.show_rows(rows, self.table.marked_key())
        self._keep()

    def _keep(self) -> None:
        words = self.search.words().lower()
        wanted = {
            6: self.state.value(),
            7: self.selects["step"].value(),
            8: self.selects["source"].value(),
            9: self.selects["kind"].value(),
        }

        def passes(row: tuple) -> bool:
            return all(not key or row[at] == key for at, key in wanted.items()) and (
                not words or any(words in str(row[at]).lower() for at in (0, 1, 4))
            )

        self.table.keep(passes)
        shown = self.table.rows.rowCount()
        every = len(self.table.rows.all_rows())
        self.count.setText(_("共 {0} 个议题，显示 {1} 个").format(every, shown))
        show_if(self.count, every > 0)
        show_if(self.table, shown > 0)
        if every:
            self.empty.show_sentence(_("没有符合的议题，换个条件试试。"))
        else:
            self.empty.show_sentence(_("还没有议题。听到群众有什么事，就登记下来。"), _("登记议题"))
        show_if(self.empty, shown == 0)

    def _open(self, topic_id: str) -> None:
        if topic_id:
            self._context.go("topics/topic", topic_id)
