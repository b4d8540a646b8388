"""出门记录: a table of what left, beside it what the marked one held; and where to choose."""

from __future__ import annotations

from gettext import gettext as _
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.presenters import exchange_log as presenter
from xieshang_desktop.ui.tables import Column as TableColumn
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.card import Card
from xieshang_desktop.ui.widgets.empty import Empty
from xieshang_desktop.ui.widgets.history import HistoryList
from xieshang_desktop.ui.widgets.layout import Column, Split, show_if
from xieshang_desktop.ui.widgets.mark_table import MarkTable
from xieshang_desktop.ui.widgets.text import Label

if TYPE_CHECKING:
    from xieshang_desktop.ui.pages.exchange import ExchangePage


class Part(QWidget):
    """What left, when, to whom, by which way."""

    def __init__(self, context: Context, _page: ExchangePage) -> None:
        super().__init__()
        self._context = context
        self._views: dict[str, presenter.LogView] = {}
        self.table = MarkTable(
            [
                TableColumn(_("什么时候"), 124),
                TableColumn(_("交给")),
                TableColumn(_("怎么走"), 92, kind="secondary", rank=1),
                TableColumn(_("多少"), 104, kind="secondary", rank=2),
            ],
            least=4,
        )
        self.table.marked.connect(self._show_contents)
        left = Card(_("出门记录"))
        left.body.addWidget(self.table, 1)
        self.empty = Empty("lock", _("还没有任何记录离开过这台电脑。"), kind="secondary")
        left.body.addWidget(self.empty)
        self.contents = HistoryList()
        self.card = Card(_("这个包里有什么"))
        self.card.body.addWidget(self.contents)
        choice = Card(gap=12)
        words = _(
            "除非本村另选，身份证号、电话、住址、签名都不交。哪类记录交多少，由本村定，从下一个包起算。"
        )
        choice.body.addWidget(Label(words, "secondary", wrap=True))
        self.choose = Button(_("交什么…"), icon="settings", pressed=self._open_settings)
        choice.body.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignLeft)
        right = QWidget()
        column = Column(right, gap=14)
        column.addWidget(self.card)
        column.addWidget(choice)
        column.addStretch(1)
        Column(self, gap=0).addWidget(Split(left, right, (6, 5), least=400), 1)

    def refresh(self) -> None:
        """Read again what left."""
        views = presenter.log_views(self._context.desk)
        self._views = {str(view.row[-1]): view for view in views}
        self.table.show_rows([view.row for view in views], self.table.marked_key())
        self._show_contents(self.table.marked_key())
        show_if(self.table, bool(views))
        show_if(self.empty, not views)

    def _show_contents(self, key: str) -> None:
        view = self._views.get(key)
        self.contents.show_items(view.contents if view else ())
        show_if(self.card, view is not None)

    def _open_settings(self) -> None:
        from xieshang_desktop.ui.settings_sheet import open_settings

        open_settings(self._context, "sharing")
