"""回执: every bundle with its state, the marked one's way, the receipt slip, checking a bundle."""

from __future__ import annotations

from gettext import gettext as _
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from xieshang_desktop.ui import dialogs
from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.presenters import exchange_receipts as presenter
from xieshang_desktop.ui.tables import Column as TableColumn
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.card import Card
from xieshang_desktop.ui.widgets.digits_field import DigitsField
from xieshang_desktop.ui.widgets.empty import Empty
from xieshang_desktop.ui.widgets.history import HistoryList
from xieshang_desktop.ui.widgets.layout import Column, Row, Split, show_if
from xieshang_desktop.ui.widgets.mark_table import MarkTable
from xieshang_desktop.ui.widgets.text import Label

if TYPE_CHECKING:
    from xieshang_desktop.ui.pages.exchange import ExchangePage


class Part(QWidget):
    """The table at the left, what belongs to the marked bundle and the slip at the right."""

    def __init__(self, context: Context, page: ExchangePage) -> None:
        super().__init__()
        self._context, self._page = context, page
        self._views: dict[str, presenter.BundleView] = {}
        self.table = MarkTable(
            [
                TableColumn(_("写好"), 124),
                TableColumn(_("第几条")),
                TableColumn(_("怎么走"), 92, kind="secondary", rank=1),
                TableColumn(_("状态"), 132, kind="chip"),
            ],
            least=4,
        )
        self.table.marked.connect(self._show_way)
        self.way = HistoryList()
        self.way_card = Card(_("这个包走到哪一步"))
        self.way_card.body.addWidget(self.way)
        self.slip = DigitsField(
            _("乡镇给的凭条（12位数字）"),
            hint=_("U盘没有带回来时用。填了算“已收（凭条）”，正式回执到了才算数。"),
        )
        self.take_slip = Button(_("填上"), pressed=self._take_slip)
        self.slip.line.returnPressed.connect(self._take_slip)
        self.check = Button(_("检查协商包…"), icon="search", pressed=self._pick, reads=True)
        bundles = Card(_("协商包"))
        bundles.body.addWidget(self.table, 1)
        self.empty = Empty("usb", _("还没有写过协商包。插上U盘，点“和U盘交换”。"))
        bundles.body.addWidget(self.empty)
        right = QWidget()
        column = Column(right, gap=14)
        column.addWidget(self.way_card)
        column.addWidget(self._slip_card())
        column.addStretch(1)
        Column(self, gap=0).addWidget(Split(bundles, right, (6, 5), least=400), 1)

    def _slip_card(self) -> Card:
        self._slip = card = Card(_("凭条"), gap=12)
        self._slip_row = QWidget()
        row = Row(self._slip_row, gap=12)
        row.addWidget(self.slip, 1)
        # Beside the line, below its label.
        side = Column(gap=6)
        side.addWidget(Label(" ", "label"))
        side.addWidget(self.take_slip)
        side.addStretch(1)
        row.addLayout(side)
        card.body.addWidget(self._slip_row)
        card.body.addWidget(self.check, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def refresh(self) -> None:
        """Read the bundles again."""
        views = presenter.bundle_views(self._context.desk)
        self._views = {str(view.row[-1]): view for view in views}
        self.table.show_rows([view.row for view in views], self.table.marked_key())
        self._show_way(self.table.marked_key())
        show_if(self.table, bool(views))
        show_if(self.empty, not views)
        joined = presenter.has_township(self._context.desk)
        show_if(self._slip_row, joined)
        self._slip.show_heading(_("凭条") if joined else _("别处来的协商包"))

    def open_one(self, name: str) -> None:
        """Mark this bundle."""
        self.table.show_rows([view.row for view in self._views.values()], name)
        self._show_way(name)

    def _show_way(self, key: str) -> None:
        view = self._views.get(key)
        self.way.show_items(view.steps if view else ())
        show_if(self.way_card, view is not None)

    def _take_slip(self) -> None:
        digits = self.slip.digits()
        fault = presenter.slip_fault(digits)
        if fault:
            self.slip.show_error(fault)
            self.slip.line.setFocus()
            return
        said: list[str] = []
        desk = self._context.desk
        if self._context.attempt(lambda: said.append(presenter.slip_words(desk, digits))):
            self.slip.show_value("")
            self._context.window.show_toast(said[0])
            self._context.changed.emit()

    def _pick(self) -> None:
        kinds = [(_("协商包"), "*.xsb")]
        dialogs.pick_file(self, _("选一个协商包"), self._page.check_file, kinds)
