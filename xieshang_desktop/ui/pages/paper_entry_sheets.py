"""The two small forms of the paper sheet: a guest (F2), and one row to be corrected."""

from __future__ import annotations

from collections.abc import Callable
from gettext import gettext as _

from PySide6.QtWidgets import QWidget

from xieshang_desktop.ui.presenters.paper_entry import PaperPresenter, RowAsked
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.fields import LineField
from xieshang_desktop.ui.widgets.layout import show_if
from xieshang_desktop.ui.widgets.sheet import Sheet


class PaperGuestSheet(Sheet):
    """Name and organisation; Enter enters the guest in the next row as 列席."""

    def __init__(self, host: QWidget, name: str, add: Callable[[str, str], bool]) -> None:
        super().__init__(host, _("不在名册上的人"), _("登记并录入"))
        self._add = add
        self.name = LineField(_("姓名"), longest=100)
        self.name.show_value(name)
        self.organisation = LineField(
            _("单位"), _("可以不填。登记后记作列席。"), _("如 镇水利站"), longest=100
        )
        self.body.addWidget(self.name)
        self.body.addWidget(self.organisation)
        self.accepted.connect(self._save)

    def open(self, first: QWidget | None = None) -> None:
        """Begin where something is still missing."""
        super().open(first or (self.organisation if self.name.value() else self.name).line)

    def _save(self) -> None:
        if not self.name.value():
            self.name.show_error(_("请写姓名。"))
            self.name.line.setFocus()
        elif self._add(self.name.value(), self.organisation.value()):
            self.leave()


class RowSheet(Sheet):
    """Another time for a row, or nobody in it."""

    def __init__(self, host: QWidget, row: RowAsked, presenter: PaperPresenter) -> None:
        title = _("第 {0} 行 {1}").format(row.number, row.name)
        super().__init__(host, title, _("改时间") if row.time else "")
        self._row, self._presenter = row, presenter
        self.clock = LineField(_("时间"), example=_("如 0905"), longest=8)
        self.clock.show_value(row.time)
        show_if(self.clock, bool(row.time))
        self.body.addWidget(self.clock)
        self.clear = Button(_("清空这一行，重新录"), pressed=self._clear)
        self.buttons.insertWidget(0, self.clear)
        self.accepted.connect(self._save)

    def open(self, first: QWidget | None = None) -> None:
        """Begin with the time, all of it marked, or with the button."""
        self.clock.line.selectAll()
        super().open(first or (self.clock.line if self._row.time else self.clear))

    def _save(self) -> None:
        if self._presenter.change_time(self._row.number, self.clock.value()):
            self.leave()

    def _clear(self) -> None:
        if self._presenter.clear(self._row.number):
            self.leave()
