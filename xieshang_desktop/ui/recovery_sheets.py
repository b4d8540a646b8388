"""印恢复纸: three sheets, one after the other, printed and never kept as a file."""

from __future__ import annotations

from functools import partial
from gettext import gettext as _
from typing import TYPE_CHECKING

from xieshang_desktop.services import recovery
from xieshang_desktop.ui import dialogs
from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.presenters.exchange_backup import sheet_words
from xieshang_desktop.ui.printers import Printers, SystemPrinters
from xieshang_desktop.ui.printing_dialog import PrintSheet, print_paper
from xieshang_desktop.ui.widgets.check_rows import CheckRows
from xieshang_desktop.ui.widgets.sheet import Sheet
from xieshang_desktop.ui.widgets.text import Label

if TYPE_CHECKING:
    from xieshang_desktop.domain.documents import RecoverySheet


def open_recovery(context: Context, printers: Printers | None = None) -> Sheet:
    """Ask for the three sheets to be printed; without a printer, say what helps."""
    asked = printers or SystemPrinters()
    if not asked.names():
        return dialogs.tell(
            context.window,
            _("这台电脑还没有装打印机"),
            _("恢复纸只打印，不存成文件。请接上打印机，装好以后再来。"),
        )
    made: list[RecoverySheet] = []
    if not context.attempt(lambda: made.extend(recovery.new_sheets(context.desk))):
        return dialogs.tell(context.window, _("恢复纸没有印"), "")
    return RecoverySheets(context, tuple(made), asked).show()


class RecoverySheets:
    """One printing: which of its sheets went to the printer. Closed before all three did, it
    counts for nothing."""

    def __init__(
        self, context: Context, sheets: tuple[RecoverySheet, ...], printers: Printers
    ) -> None:
        self._context = context
        self._sheets = sheets
        self._printers = printers
        self._printed: set[int] = set()

    def show(self) -> Sheet:
        """The list of the three, the next one with its red button."""
        done = len(self._printed) == len(self._sheets)
        sheet = Sheet(
            self._context.window,
            _("印恢复纸"),
            _("都印好、分好了") if done else "",
            _("关上"),
            width=640,
        )
        words = _(
            "三张纸，任意两张合起来能打开本村的备份，一张什么也打不开。一张一张印，"
            "印好装信封、封好，分给三家保管，不要拍照，不要放在一起。"
        )
        sheet.body.addWidget(Label(words, "", wrap=True))
        rows = CheckRows(primary=not done)
        rows.show_lines([self._line(each) for each in self._sheets])
        rows.acted.connect(lambda key: self._print(sheet, int(key)))
        sheet.body.addWidget(rows)
        if self._printed and not done:
            words = _("没有印全就关掉，已经印的请撕掉，下次重新印一套。")
            sheet.body.addWidget(Label(words, "small", wrap=True))
        sheet.accepted.connect(lambda: self._finish(sheet))
        sheet.open(rows.main_button() if not done else sheet.yes)
        return sheet

    def _line(self, sheet: RecoverySheet) -> tuple[str, str, str, list[tuple[str, str]]]:
        if sheet.number in self._printed:
            again = [(str(sheet.number), _("再印一次"))]
            return ("done", sheet_words(sheet), _("已交给打印机"), again)
        return ("waiting", sheet_words(sheet), "", [(str(sheet.number), _("打印"))])

    def _print(self, before: Sheet, number: int) -> None:
        before.leave()
        wanted = next(sheet for sheet in self._sheets if sheet.number == number)
        name = _("恢复纸 {0}").format(sheet_words(wanted))
        asked = print_paper(
            self._context.window,
            recovery.render(wanted),
            name,
            printers=self._printers,
            secret=True,
        )
        asked.closed.connect(partial(self._back, asked, number))

    def _back(self, asked: Sheet, number: int) -> None:
        if isinstance(asked, PrintSheet) and asked.printing:
            self._printed.add(number)
        self.show()

    def _finish(self, sheet: Sheet) -> None:
        sheet.leave()
        self._context.attempt(
            lambda: recovery.note_printed(self._context.desk, self._sheets),
            _("记下了：恢复纸印好、分好了。"),
            final=True,
        )
