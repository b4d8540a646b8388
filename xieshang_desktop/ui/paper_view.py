"""A paper on a page: rendered on the worker, shown as it will print, opened, saved, printed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from gettext import gettext as _
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QPoint, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMenu, QWidget
from shiboken6 import isValid

from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.office_files import save_ways
from xieshang_desktop.services.paper_pages import tall_picture
from xieshang_desktop.services.paper_saving import SaveWay
from xieshang_desktop.services.papers import (
    Composed,
    Pages,
    leaving,
    open_pages,
    put_aside,
    save,
    with_preflight,
)
from xieshang_desktop.ui import dialogs, tasks
from xieshang_desktop.ui.presenters.attempting import Attempt
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.gate_strip import GateStrip
from xieshang_desktop.ui.widgets.layout import Column, show_if
from xieshang_desktop.ui.widgets.pdf_view import PdfView
from xieshang_desktop.ui.widgets.preflight_strip import Character, PreflightStrip
from xieshang_desktop.ui.widgets.text import Label

_A_MOMENT = 400  # milliseconds after the last change


class PaperView(QWidget):
    """`show_paper(compose)` a moment later renders what `compose()` gives; the page in view stays.
    `made()` when it can be printed.

    `main` is the kind of the button 打印: primary where printing is what the page is for. `ways`
    are the forms beside PDF in which what is shown can be saved; more may be added when it is
    `made`.
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
        self.ways: tuple[SaveWay, ...] = ()
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
        self._forgotten = 0  # how often: what was begun before is not shown
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_A_MOMENT)
        self._soon.timeout.connect(self._start)
        self.view = PdfView()
        self.print_button = Button(_("打印"), main, "print", pressed=self.print_out, reads=True)
        self.save_button = Button(_("保存"), icon="save", pressed=self.save_as, reads=True)
        self.open_button = Button(_("打开"), icon="open", pressed=self.open_elsewhere, reads=True)
        self._state = Label("", "small")
        self._buttons = (self.print_button, self.save_button, self.open_button)
        for button in self._buttons:
            self.view.add_button(button)
        self.view.bar.addWidget(self._state)
        self.view.add_tools()
        self.gate = GateStrip()
        self.gate.acted.connect(self.look_through)
        self.preflight = PreflightStrip()
        column = Column(self, gap=8)
        column.addWidget(self.gate)
        column.addWidget(self.preflight)
        column.addWidget(self.view, 1)
        self._show(b"", None)

    def show_paper(self, compose: Callable[[], Composed], *, at_once: bool = False) -> None:
        """Show what `compose` gives, a moment after the last change."""
        self._compose = compose
        self._soon.setInterval(0 if at_once or not self._pdf else _A_MOMENT)
        self._soon.start()

    def forget(self) -> None:
        """Another paper will come: nothing of this one stays."""
        self._soon.stop()
        self._forgotten += 1
        self._compose = self._composed = None
        self._show(b"", None)

    def pdf(self) -> bytes:
        """What is shown, or b"" while nothing is."""
        return self._pdf

    def may_leave(self) -> bool:
        """Whether there is a paper, and nobody has to look at it first."""
        return bool(self._pdf) and not self.gate.waits

    def look_through(self) -> None:
        """Have somebody look at what a public paper hides; afterwards it may leave."""
        from xieshang_desktop.ui.gate_sheet import open_gate  # for few papers

        shown = self._composed
        if shown is not None and shown.guarded is not None:
            kind, object_id = shown.spec.kind, shown.object_id
            open_gate(self, self._desk, self._attempt, kind, object_id, shown.guarded, self._start)

    def print_out(self) -> None:
        """Print what is shown."""
        from xieshang_desktop.ui.printing_dialog import print_paper  # a library few starts need

        if self.may_leave():
            print_paper(self, self._pdf, self._name().removesuffix(".pdf"), self.view.page())

    def save_as(self) -> None:
        """Ask in which form, where there are several, and where; write it whole."""
        pdf, composed = self._pdf, self._composed
        if composed is None:
            return
        plain = SaveWay(_("PDF 文件"), ".pdf", lambda: leaving(composed, pdf))
        if not self.ways:
            self._save(plain)
            return
        menu = QMenu(self)
        menu.setAccessibleName(_("保存成什么"))
        for way in (plain, *self.ways):
            action = menu.addAction(way.name)
            action.triggered.connect(lambda _checked=False, way=way: self._save(way))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.setActiveAction(menu.actions()[0])
        menu.popup(self.save_button.mapToGlobal(QPoint(0, self.save_button.height() + 2)))

    def open_elsewhere(self) -> None:
        """Hand a copy to the program that shows PDF files here."""
        pdf, composed = self._pdf, self._composed
        if composed is not None:
            name = composed.name
            self._attempt(
                lambda: put_aside(self._desk, name, leaving(composed, pdf)), then=self._open
            )

    def _save(self, way: SaveWay) -> None:
        name = self._name().removesuffix(".pdf") + way.suffix
        kind = (way.name, f"*{way.suffix}")
        dialogs.pick_place(self, _("保存文书"), name, partial(self._keep, way), kind)

    def _keep(self, way: SaveWay, target: Path) -> None:
        tasks.run(
            lambda _step: save(way.make(), target),
            self._kept,
            self._not_kept,
            name=_("保存 {0}").format(target.name),
        )

    def _kept(self, file: Path) -> None:
        self._attempt(lambda: file, _("存好了：{0}").format(file.name))

    def _not_kept(self, failure: BaseException) -> None:
        def again() -> None:
            raise failure

        self._attempt(again)

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
        forgotten = self._forgotten
        self._say(_("正在排版…"))

        def make(_step: tasks.Task) -> tuple[bytes, Pages, Sequence[Character]]:
            pdf, fallen = with_preflight(composed)
            return pdf, open_pages(pdf), fallen

        def done(made: tuple[bytes, Pages, Sequence[Character]]) -> None:
            if not isValid(self):  # the page went while its paper was made
                made[1].close()
                return
            self._running = False
            if self._forgotten != forgotten:  # it is not wanted any more
                made[1].close()
                self._once_more()
                return
            self._composed = composed
            self._show(*made)
            self.ways = save_ways(composed)
            if composed.spec.public:
                picture = partial(_tall, composed, made[0])
                self.ways += (SaveWay(_("长图（发到群里）"), ".png", picture),)
            self.made.emit()
            self._once_more()

        def failed(failure: BaseException) -> None:
            self._running = False
            self._say("")
            dialogs.show_exception(failure)
            self._once_more()

        tasks.run(make, done, failed, name=_("排版"), cancelled=self._stopped)

    def _stopped(self) -> None:
        self._running = False
        self._say("")

    def _say(self, words: str) -> None:
        """Beside the buttons while a paper is shown, in its place while there is none."""
        self._state.setText(words if self._pdf else "")
        show_if(self._state, bool(words and self._pdf))
        self.view.show_waiting("" if self._pdf else words)

    def _once_more(self) -> None:
        if self._again:
            self._again = False
            self._start()

    def _show(self, pdf: bytes, pages: Pages | None, fallen: Sequence[Character] = ()) -> None:
        before, self._opened[:] = self._opened[:], [pages] if pages else []
        self._pdf = pdf
        self.ways = ()
        self.view.show_document(pages, self.view.page())
        _let_go(before)
        self._say("")
        guarded = self._composed.guarded if self._composed and pages else None
        found, masked = (len(guarded.findings), guarded.masked) if guarded else (0, 0)
        self.gate.show_gate(found, masked, cleared=guarded is None or guarded.cleared)
        self.preflight.show_characters(fallen)
        for button in self._buttons:
            button.setEnabled(self.may_leave())


def _tall(composed: Composed, pdf: bytes) -> bytes:
    return tall_picture(leaving(composed, pdf))


def _let_go(opened: list[Pages], *_gone: object) -> None:
    """Close what is open; also when the page goes."""
    while opened:
        opened.pop().close()
