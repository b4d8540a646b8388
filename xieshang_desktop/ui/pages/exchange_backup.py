"""备份与恢复: what is safe, line by line with its button; where things lie; how to come back."""

from __future__ import annotations

from collections.abc import Callable
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from xieshang_desktop.ui import dialogs, tasks
from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.presenters import exchange_backup as presenter
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.card import Card
from xieshang_desktop.ui.widgets.check_rows import CheckRows
from xieshang_desktop.ui.widgets.history import HistoryList
from xieshang_desktop.ui.widgets.layout import Column, Flow, Split
from xieshang_desktop.ui.widgets.text import Label

if TYPE_CHECKING:
    from xieshang_desktop.ui.pages.exchange import ExchangePage


class Part(QWidget):
    """The copies at the left, where they lie and the way back at the right."""

    def __init__(self, context: Context, page: ExchangePage) -> None:
        super().__init__()
        self._context, self._page = context, page
        self.rows = CheckRows(primary=False, stacked=True)
        self.rows.acted.connect(self._act)
        left = Card(_("备份"))
        left.body.addWidget(self.rows)
        left.body.addStretch(1)
        self.facts = HistoryList()
        where = Card(_("东西在哪里"))
        where.body.addWidget(self.facts)
        buttons = QWidget()
        flow = Flow(buttons, gap=12, row_gap=10)
        desk = context.desk
        self.open_data = Button(
            _("打开资料文件夹"), icon="folder", pressed=lambda: _open(desk.folder), reads=True
        )
        self.open_backups = Button(
            _("打开备份文件夹"),
            icon="folder",
            pressed=lambda: _open(presenter.backups(desk)),
            reads=True,
        )
        flow.addWidget(self.open_data)
        flow.addWidget(self.open_backups)
        where.body.addWidget(buttons)
        back = Card(_("电脑坏了、换电脑"))
        words = _(
            "在新电脑上装好程序，第一次打开时点“从备份恢复”，插上备份U盘，"
            "照着任意两张恢复纸把词填进去，几分钟就能接着干。"
        )
        back.body.addWidget(Label(words, "secondary", wrap=True))
        right = QWidget()
        column = Column(right, gap=14)
        column.addWidget(where)
        column.addWidget(back)
        column.addStretch(1)
        Column(self, gap=0).addWidget(Split(left, right, (6, 5), least=400), 1)
        page.watch.seen.connect(lambda _sticks: self.refresh() if self.isVisible() else None)

    def refresh(self) -> None:
        """Read again what is safe."""
        view = presenter.backup_view(self._context.desk, self._page.presenter.chosen())
        self.rows.show_lines(view.lines)
        self.facts.show_items(view.facts)

    def _act(self, key: str) -> None:
        desk, stick = self._context.desk, self._page.presenter.chosen()
        if key == presenter.BACK_UP:
            self._run(lambda step: presenter.back_up(desk, step), _("备份好了"), _("备份"))
        elif key == presenter.PRINT:
            from xieshang_desktop.ui.recovery_sheets import open_recovery  # few times in a life

            open_recovery(self._context)
        elif stick is not None and key == presenter.TO_STICK:
            self._to_stick()
        elif stick is not None:
            dialogs.ask(
                self,
                _("把“{0}”定为备份盘？").format(stick.drive.label),
                _("以后每次插上它，都自动存一份备份，原来的备份盘不再用。上面别的文件不会动。"),
                _("定为备份盘"),
                self._to_stick,
            )

    def _to_stick(self) -> None:
        desk, stick = self._context.desk, self._page.presenter.chosen()
        if stick is not None:
            self._run(
                lambda step: presenter.to_stick(desk, stick, step),
                _("备份好了，可以拔出U盘了。"),
                _("备份到U盘"),
            )

    def _run(self, job: Callable[[tasks.Task], object], said: str, name: str) -> None:
        self.rows.setEnabled(False)

        def end(words: str = "") -> None:
            self.rows.setEnabled(True)
            if words:
                self._context.window.show_toast(words)
            self._context.changed.emit()

        def failed(failure: BaseException) -> None:
            end()
            dialogs.show_exception(failure)

        tasks.run(job, lambda _made: end(said), failed, name=name, cancelled=end)


def _open(folder: Path) -> None:
    """Show a folder in the system's own file manager."""
    folder.mkdir(parents=True, exist_ok=True)
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
