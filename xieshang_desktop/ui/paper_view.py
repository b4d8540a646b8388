"""A paper on a page: rendered on the worker, shown as it will print, opened, saved, printed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from gettext import gettext as _
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.papers import Composed, Pages, open_pages, put_aside, render, save
from xieshang_desktop.ui import dialogs, tasks
from xieshang_desktop.ui.presenters.attempting import Attempt
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.layout import Column, Flow, show_if
from xieshang_desktop.ui.widgets.pdf_view import PdfView
from xieshang_desktop.ui.widgets.text import Label

_A_MOMENT = 400  # milliseconds after the last change


class PaperView(QWidget):
    """`show_paper(compose)` a moment later renders what `compose()` gives; the page in view stays.
    `made()` when it can be printed.

    `main` is the kind of the button 打印: primary where printing is what the page is for.
    """

    made = Signal()

    def __init__(
        self,
        desk: Desk,
        attempt: Attempt,
        *,
        main: str = "secondary",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._attempt = desk, attempt
        self._compose: Callable[[], Composed] | None = None
        self._composed: Composed | None = None
        self._opened: list[Pages] = []
        let_go = partial(_let_go, self._opened)
        self.destroyed.connect(let_go)
        application = QCoreApplication.instance()
        if application is not None:  # at the end of the program pages are not destroyed
            application.aboutToQuit.connect(let_go)
        self._pdf = b""
        self._running = self._again = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_A_MOMENT)
        self._soon.timeout.connect(self._start)
        column = Column(self, gap=8)
        bar = QWidget()
        flow = Flow(bar, gap=10)
        self.print_button = Button(_("打印"), main, "print", pressed=self.print_out)
        self.save_button = Button(_("保存"), icon="save", pressed=self.save_as)
        self.open_button = Button(_("打开"), icon="open", pressed=self.open_elsewhere)
        self._state = Label("", "small")
        self._buttons = (self.print_button, self.save_button, self.open_button)
        for button in self._buttons:
            flow.addWidget(button)
            button.setEnabled(False)
        flow.addWidget(self._state)
        column.addWidget(bar)
        self._waiting = Label("", "secondary")
        self._waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self._waiting, 1)
        self.view = PdfView()
        column.addWidget(self.view, 1)
        show_if(self.view, False)

    def show_paper(self, compose: Callable[[], Composed], *, at_once: bool = False) -> None:
        """Show what `compose` gives, a moment after the last change."""
        self._compose = compose
        self._soon.setInterval(0 if at_once or not self._pdf else _A_MOMENT)
        self._soon.start()

    def forget(self) -> None:
        """Another paper will come: nothing of this one stays."""
        self._soon.stop()
        self._compose = None
        self._settle(b"")

    def pdf(self) -> bytes:
        """What is shown, or b"" while nothing is."""
        return self._pdf

    def print_out(self) -> None:
        """Print what is shown."""
        from xieshang_desktop.ui.printing_dialog import print_paper  # a library few starts need

        if self._pdf:
            print_paper(self, self._pdf, self._name().removesuffix(".pdf"))

    def save_as(self) -> None:
        """Ask where, and write it whole."""
        pdf = self._pdf

        def keep(target: Path) -> None:
            said = _("存好了：{0}").format(target.name)
            self._attempt(lambda: save(pdf, target), said)

        dialogs.pick_place(self, _("保存文书"), self._name(), keep, (_("PDF 文件"), "*.pdf"))

    def open_elsewhere(self) -> None:
        """Hand a copy to the program that shows PDF files here."""
        pdf, name = self._pdf, self._name()
        self._attempt(lambda: put_aside(self._desk, name, pdf), then=self._open)

    def _open(self, file: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(file))):
            dialogs.show_problem(
                _("这台电脑没有能打开 PDF 的程序。"),
                _("可以先点“保存”，拿到别的电脑上打开；这里的预览和打印不受影响。"),
                self,
            )

    def _name(self) -> str:
        return self._composed.name if self._composed else ""

    def _start(self) -> None:
        if self._compose is None:
            return
        if self._running:
            self._again = True
            return
        found: list[Composed] = []
        if not self._attempt(self._compose, then=found.append) or not found:
            return
        composed = found[0]
        if self._composed is not None and composed == self._composed and self._pdf:
            return
        self._running = True
        self._say(_("正在排版…"))

        def done(pdf: bytes) -> None:
            if not isValid(self):  # the page went while its paper was made
                return
            self._running = False
            self._composed = composed
            self._settle(pdf)
            self._once_more()

        def failed(failure: BaseException) -> None:
            self._running = False
            self._say("")
            dialogs.show_exception(failure)
            self._once_more()

        tasks.run(
            lambda _step: render(composed),
            done,
            failed,
            name=_("排版"),
            cancelled=self._stopped,
        )

    def _stopped(self) -> None:
        self._running = False
        self._say("")

    def _say(self, words: str) -> None:
        """Beside the buttons while a paper is shown, in its place while there is none."""
        self._state.setText(words if self._pdf else "")
        self._waiting.setText("" if self._pdf else words)

    def _once_more(self) -> None:
        if self._again:
            self._again = False
            self._start()

    def _settle(self, pdf: bytes) -> None:
        page = self.view.page()
        _let_go(self._opened)
        self._pdf = pdf
        if pdf:
            pages = open_pages(pdf)
            self._opened.append(pages)
            self.view.show_pages(pages.count, pages.render_wide, page)
            # Once its scroll bar has taken its room.
            QTimer.singleShot(0, self.view, self.view.rescale)
        show_if(self.view, bool(pdf))
        show_if(self._waiting, not pdf)
        self._say("")
        for button in self._buttons:
            button.setEnabled(bool(pdf))
        if pdf:
            self.made.emit()


def _let_go(opened: list[Pages], *_gone: object) -> None:
    """Close what is open; also when the page goes."""
    while opened:
        opened.pop().close()
