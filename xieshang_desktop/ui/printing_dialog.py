"""打印: which printer, which pages, how often; then the same pages as in the preview, unscaled."""

from __future__ import annotations

from functools import partial
from gettext import gettext as _
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from xieshang_desktop.errors import Problem
from xieshang_desktop.services.paper_pages import Pages, calibration_page, open_pages
from xieshang_desktop.services.paper_saving import save
from xieshang_desktop.services.print_plan import PrintPlan, make_plan
from xieshang_desktop.ui import dialogs, tasks
from xieshang_desktop.ui.main_window import MainWindow
from xieshang_desktop.ui.presenters.printing import SOME, Chosen, PrintView, look, pages_offered
from xieshang_desktop.ui.print_out import paint, prepare
from xieshang_desktop.ui.printers import PrinterFacts, Printers, SystemPrinters
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.fields import (
    CheckField,
    ChoiceField,
    LineField,
    NumberField,
    SelectField,
)
from xieshang_desktop.ui.widgets.layout import Row, show_if
from xieshang_desktop.ui.widgets.notice import Notice
from xieshang_desktop.ui.widgets.sheet import Sheet
from xieshang_desktop.ui.widgets.text import Label
from xieshang_desktop.wording import words_for

_last_used = ""  # the printer of this run; it begins with the system's own


class PrintSheet(Sheet):
    """`accepted` when it is to be printed; then `plan()` and `device()` tell what and on what."""

    def __init__(
        self, where: QWidget, name: str, pages: Pages, page: int, printers: Printers
    ) -> None:
        super().__init__(where, _("打印 {0}").format(name), _("打印"), width=640)
        self._sizes = [pages.size(index) for index in range(pages.count)]
        self._page, self._printers = page, printers
        self._facts: dict[str, PrinterFacts] = {}
        self._offered: list[tuple[str, str]] = []
        self._view: PrintView | None = None
        self.printing = False  # the pages are with the printer, and closed there
        self.yes.reads = True
        names = printers.names()
        wanted = [each for each in (_last_used, printers.usual()) if each in names]
        self.printer = SelectField(_("打印机"))
        self.printer.show_choices([(each, each) for each in names], (wanted or names)[0])
        offered = pages_offered(pages.count, page)
        self.which = ChoiceField(_("印哪些页"), offered)
        self.which.show_value(offered[0][0])
        self.pages = LineField("", _("用逗号和横线写"), _("如 1-3,5"), longest=80)
        self.pages.line.setAccessibleName(_("选几页"))
        self.copies = NumberField(_("份数"))
        self.copies.show_number(1)
        for field in (self.pages, self.copies):
            field.line.setProperty("reads", True)
        self.sides = ChoiceField(_("单面还是双面"))
        self.booklet = CheckField(_("印成小册子：两页并排印在一张大纸上，对折成册"))
        self._summary = Label("", "secondary")
        self._strip = Notice()
        self._lay_out()
        self.printer.changed.connect(self._look)
        self.which.changed.connect(self._choose_pages)
        self.pages.changed.connect(self._look)
        self.copies.changed.connect(self._look)
        self.sides.changed.connect(self._look)
        self.booklet.toggled.connect(self._look)
        self._look()

    def plan(self) -> PrintPlan | None:
        """What is to be printed; None while something is missing."""
        return self._view.plan if self._view else None

    def device(self) -> QPrinter:
        """The printer chosen; the next paper begins with it."""
        global _last_used
        _last_used = self.printer.value()
        return self._printers.device(_last_used)

    def say(self, sentence: str, hint: str = "") -> None:
        """Something was done, and the sheet stays."""
        self._strip.show_notice(sentence, "done", hint)
        self.rescale()

    def _lay_out(self) -> None:
        for part in (self.printer, self.which, self.pages):
            self.body.addWidget(part)
        across = Row(gap=16)
        across.addWidget(self.copies, 1, Qt.AlignmentFlag.AlignTop)
        across.addWidget(self.sides, 3, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(across)
        self.body.addWidget(self.booklet)
        self.body.addWidget(self._summary)
        # Not in what scrolls: why it does not go on is always in sight.
        self._column.insertWidget(self._column.count() - 1, self._strip)
        self.test_page = Button(_("印一张校准页"), "link", reads=True)
        self.test_page.setToolTip(_("印出来用尺子量一量，看打印机有没有缩放"))
        self.system = Button(_("系统打印窗口"), "link", reads=True)
        self.system.setToolTip(_("选纸盒、颜色等打印机自己的设置"))
        self.buttons.insertWidget(0, self.test_page)
        self.buttons.insertWidget(1, self.system)

    def _choose_pages(self, chosen: list[str]) -> None:
        self._look()
        if chosen == [SOME]:
            self.pages.line.setFocus(Qt.FocusReason.TabFocusReason)

    def _look(self, *_changed: object) -> None:
        name = self.printer.value()
        if name not in self._facts:
            self._facts[name] = self._printers.facts(name)
        chosen = Chosen(
            printer=name,
            which=self.which.value(),
            pages=self.pages.value(),
            copies=self.copies.number(),
            sides=self.sides.value(),
            booklet=self.booklet.isChecked(),
        )
        view = self._view = look(chosen, self._facts[name], self._sizes, self._page)
        if self._offered != list(view.sides):
            self._offered = list(view.sides)
            self.sides.show_choices(view.sides)
        self.sides.show_value(view.side)
        self.sides.show_hint(view.sides_hint)
        show_if(self.pages, chosen.which == SOME)
        self.pages.show_error(view.pages_error if chosen.pages else "")
        self.copies.show_error(view.copies_error)
        show_if(self.booklet, view.may_fold)
        self._summary.setText(view.summary)
        show_if(self._summary, bool(view.summary))
        kind = "waiting" if view.plan else "attention"
        self._strip.show_notice(view.notice, kind, view.notice_hint)
        self.rescale()
        for button in (self.yes, self.system):
            button.setEnabled(view.plan is not None)


def print_paper(
    where: QWidget,
    pdf: bytes,
    name: str,
    page: int = 0,
    printers: Printers | None = None,
    *,
    secret: bool = False,
) -> Sheet:
    """Ask which printer, pages and copies, then print; without a printer, say what helps.

    `page` is the one in view, from 0. What is `secret` goes on paper and into no file.
    """
    asked = printers or SystemPrinters()
    if not asked.names():
        return _without_printer(where, pdf, name, secret=secret)
    pages = open_pages(pdf)
    sheet = PrintSheet(where, name, pages, min(page, pages.count - 1), asked)
    sheet.accepted.connect(partial(_print, where, sheet, pages, name))
    sheet.closed.connect(lambda: None if sheet.printing else pages.close())
    sheet.test_page.clicked.connect(lambda _checked=False: _print_test_page(where, sheet))
    sheet.system.clicked.connect(
        lambda _checked=False: _ask_system(where, sheet, pages, name),
    )
    sheet.open(sheet.yes)
    return sheet


def _without_printer(where: QWidget, pdf: bytes, name: str, *, secret: bool) -> Sheet:
    """What helps: the same paper as a file, to be printed elsewhere."""
    title = _("这台电脑还没有装打印机")
    if secret:
        words = _("这张纸只打印，不存成文件。请接上打印机，装好以后再来。")
        return dialogs.tell(where, title, words)
    words = _("可以存成 PDF 放到U盘，到有打印机的电脑上打印；打印时选“实际大小”。")
    told = dialogs.tell(where, title, words)

    def ask_place() -> None:
        told.leave()
        kind = (_("PDF 文件"), "*.pdf")
        title = _("保存 {0}").format(name)
        dialogs.pick_place(where, title, f"{name}.pdf", partial(_keep, where, pdf), kind)

    told.buttons.insertWidget(0, Button(_("存成 PDF…"), "link", pressed=ask_place, reads=True))
    return told


def _keep(where: QWidget, pdf: bytes, target: Path) -> None:
    tasks.run(
        lambda _step: save(pdf, target),
        lambda file: _say(where, _("存好了：{0}").format(file.name)),
        name=_("保存 {0}").format(target.name),
    )


def _print(where: QWidget, sheet: PrintSheet, pages: Pages, name: str) -> None:
    plan = sheet.plan()
    if plan is None:
        return
    printer = sheet.device()
    sheet.printing = True
    sheet.leave()
    prepare(printer, plan, name)
    _start(where, printer, pages, plan, name)


def _print_test_page(where: QWidget, sheet: PrintSheet) -> None:
    """On the printer chosen; the sheet stays for the paper itself."""
    name, printer = _("校准页"), sheet.device()
    pages = open_pages(calibration_page())
    plan = make_plan([0], [pages.size(0)])
    prepare(printer, plan, name)
    sheet.say(_("校准页已交给打印机。"), _("用尺子量一量：横线和竖线都应是 100 毫米。"))
    _start(where, printer, pages, plan, name)


def _ask_system(where: QWidget, sheet: PrintSheet, pages: Pages, name: str) -> None:
    """Let the system ask for what only the driver knows: trays, colour. Pages stay as chosen."""
    plan = sheet.plan()
    if plan is None:
        return
    printer = sheet.device()
    sheet.printing = True
    sheet.leave()
    prepare(printer, plan, name)
    printer.setCopyCount(plan.copies)
    dialog = QPrintDialog(printer, where.window())
    dialog.setWindowTitle(_("打印 {0}").format(name))
    option = QAbstractPrintDialog.PrintDialogOption
    for each in (option.PrintPageRange, option.PrintSelection, option.PrintCurrentPage):
        dialog.setOption(each, False)
    # The signal brings the printer, which is here already.
    dialog.accepted.connect(lambda *_given: _start(where, printer, pages, plan, name))
    dialog.rejected.connect(pages.close)
    dialog.finished.connect(dialog.deleteLater)
    QDialog.open(dialog)


def _start(where: QWidget, printer: QPrinter, pages: Pages, plan: PrintPlan, name: str) -> None:
    """Paint on the worker."""

    def done(_nothing: None) -> None:
        pages.close()
        _say(where, _("已交给打印机：{0}").format(name))

    def failed(failure: BaseException) -> None:
        pages.close()
        if isinstance(failure, Problem):
            dialogs.show_problem(*words_for(failure), where)
        else:
            dialogs.show_exception(failure)

    def stopped() -> None:
        pages.close()
        _say(where, _("已停下；交给打印机的几页可能还会印出来。"))

    tasks.run(
        lambda step: paint(printer, pages, plan, step),
        done,
        failed,
        name=_("打印 {0}").format(name),
        cancelled=stopped,
    )


def _say(where: QWidget, words: str) -> None:
    window = where.window()
    if isinstance(window, MainWindow):
        window.show_toast(words)
