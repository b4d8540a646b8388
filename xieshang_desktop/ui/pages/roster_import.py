"""导入名册: choose a file, say what the columns are, look at what would come of it, import."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from gettext import gettext as _
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from xieshang_desktop.errors import Problem
from xieshang_desktop.services import roster
from xieshang_desktop.services.roster import ImportReport
from xieshang_desktop.ui import dialogs, tasks
from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.pages.roster_import_parts import MappingPart, ResultPart
from xieshang_desktop.ui.presenters.roster_import import (
    Look,
    list_name,
    look_at,
    mapping_view,
    result_view,
    save_lines,
    states,
    without_number,
)
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.card import Card
from xieshang_desktop.ui.widgets.empty import Empty
from xieshang_desktop.ui.widgets.layout import show_if
from xieshang_desktop.ui.widgets.notice import Notice
from xieshang_desktop.ui.widgets.page import Page
from xieshang_desktop.wording import words_for

_CHOOSE, _MAP, _CHECK, _DONE = range(4)


def build(context: Context) -> QWidget:
    """The page, wired to the desk."""
    page = RosterImportPage(context)
    page.shown.connect(page.refresh)
    context.changed.connect(lambda: page.refresh() if page.isVisible() else None)
    return page


class RosterImportPage(Page):
    """Nothing is written before the last button; what was imported can be taken back."""

    def __init__(self, context: Context) -> None:
        super().__init__(_("导入名册"), _("返回"))
        self._context = context
        self._step = _CHOOSE
        self._look: Look | None = None
        self._report: ImportReport | None = None
        self._before: tuple[Look | None, ImportReport | None] | None = None
        self._task: tasks.Task | None = None
        self.header.back_requested.disconnect(self.back_requested)
        self.header.back_requested.connect(self._go_back)
        self.other = Button(_("另选文件"), icon="folder", pressed=self._pick)
        self.take_back = Button(_("撤销导入"), icon="undo", pressed=self._undo)
        self.next = Button("", "primary", pressed=self._go_on)
        for button in (self.other, self.take_back, self.next):
            self.header.add_action(button)
        self.notice = Notice()
        self.body.addWidget(self.notice)
        self._beginning = Card()
        self.choose = Empty("paper", "")
        self.choose.acted.connect(self._pick)
        self._beginning.body.addWidget(self.choose, 1)
        self.mapping, self.result = MappingPart(), ResultPart()
        self.mapping.mapped.connect(self._map)
        self.mapping.sheet_chosen.connect(lambda sheet: self._read_again(sheet, {}))
        self.result.opened.connect(self._open_person)
        self.result.save_requested.connect(self._save)
        for part in (self._beginning, self.mapping, self.result):
            self.body.addWidget(part, 1)
        self.setAcceptDrops(True)
        self._show_step(_CHOOSE)

    def open_object(self, object_id: str | None) -> None:
        """Begin with this file; without one, the report of the last import stays readable."""
        if object_id:
            self._read(Path(object_id))
        elif self._step != _DONE:
            self._forget()

    def refresh(self) -> None:
        """Numbers may have been entered since the import."""
        if self._step == _DONE:
            self._show_result()

    # ---- reading

    def _pick(self) -> None:
        from xieshang_desktop.ui.pages.first_start import roster_kinds

        dialogs.pick_file(self, _("选名册文件"), self._read, roster_kinds())

    def _read(self, path: Path) -> None:
        before = (self._look, self._report) if self._step == _DONE else None
        self._forget()
        self._before = before
        self._start(path, None, {})

    def _read_again(self, sheet: str | None, mapping: Mapping[int, str | None]) -> None:
        if self._look is not None:
            self._start(self._look.path, sheet, mapping)

    def _map(self, index: int, field: str) -> None:
        look = self._look
        if look is not None:
            self._read_again(look.preview.sheet or None, {**look.mapping, index: field or None})

    def _start(self, path: Path, sheet: str | None, mapping: Mapping[int, str | None]) -> None:
        if self._task is not None:
            self._task.cancel()
        self.next.setEnabled(False)
        if self._step == _CHOOSE:
            self.choose.show_sentence(_("正在读 {0} …").format(path.name))
        desk = self._context.desk

        def job(step: tasks.Task) -> Look:
            look = look_at(desk, path, sheet, mapping, step)
            step(0, 0, "")  # what was stopped meanwhile is not shown
            return look

        self._run(job, self._understood, _("正在读 {0}").format(path.name))

    def _run(self, job: Callable, done: Callable, name: str) -> None:
        def current(call: Callable) -> Callable:
            def run(*results: object) -> None:
                if self._task is task:
                    self._task = None
                    call(*results)

            return run

        task = tasks.run(
            job, current(done), current(self._failed), name=name, cancelled=current(self._stopped)
        )
        self._task = task

    def _understood(self, look: Look) -> None:
        self._look, self._before = look, None
        self.notice.show_notice(look.problem[0], "waiting", look.problem[1])
        self._show_step(_MAP)

    def _failed(self, failure: BaseException) -> None:
        if self._bring_back() or not isinstance(failure, Problem):
            dialogs.show_exception(failure)
        else:
            sentence, hint = words_for(failure)
            self.notice.show_notice(sentence, "attention", hint)

    def _stopped(self) -> None:
        self._bring_back()

    def _bring_back(self) -> bool:
        """Nothing came of it: the report of the last import stands again, if there was one."""
        back = self._before is not None
        if self._before is not None:
            self._look, self._report = self._before
            self._before, self._step = None, _DONE
        self._show_step(self._step)
        return back

    # ---- importing

    def _go_on(self) -> None:
        if self._step == _MAP:
            self._show_step(_CHECK)
        elif self._step == _CHECK:
            self._import()
        elif self._step == _DONE:
            self._context.go("people")

    def _import(self) -> None:
        look, desk = self._look, self._context.desk
        if look is None or look.reading is None or self._task is not None:
            return
        self.next.setEnabled(False)
        reading, name = look.reading, look.path.name

        def job(step: tasks.Task) -> ImportReport:
            step(0, 0, "")
            return roster.import_roster(desk, reading, name)

        self._run(job, self._imported, _("正在导入 {0}").format(name))

    def _imported(self, report: ImportReport) -> None:
        self._report = report
        self._show_step(_DONE)
        self._context.window.show_toast(_("名册已导入"), self._undo)
        self._context.changed.emit()

    def _undo(self) -> None:
        report, look, context = self._report, self._look, self._context
        if report is None or look is None or look.reading is None:
            return
        desk, reading = context.desk, look.reading

        def undone(_nothing: object) -> None:
            self._report = None
            self._look = look._replace(report=roster.plan_import(desk, reading))
            self._show_step(_CHECK)

        said = _("导入已撤销，名册和导入前一样")
        context.attempt(lambda: roster.undo_import(desk, report.action), said, undone)
        context.changed.emit()

    # ---- showing

    def _show_step(self, step: int) -> None:
        self._step = step
        look = self._look
        for number, part in enumerate((self._beginning, self.mapping, self.result, self.result)):
            if number < 3:
                show_if(part, number == min(step, 2))
        for button, steps in (
            (self.other, (_MAP, _DONE)),
            (self.take_back, (_DONE,)),
            (self.next, (_MAP, _CHECK, _DONE)),
        ):
            show_if(button, step in steps)
        self.next.setEnabled(True)
        self.header.show_beside("" if step == _CHOOSE else _steps(step))
        if step == _CHOOSE:
            self.header.show_line("")
            self.choose.show_sentence(
                _(
                    "把村里现成的花名册选进来：Excel、WPS 表格、CSV 都行。\n"
                    "表头有两行、格子合并过、有标题和合计，都不要紧。\n也可以把文件拖到这里。"
                ),
                _("选文件…"),
            )
            self.setFocusProxy(self.choose.button)
        elif step == _MAP and look is not None:
            view = mapping_view(look)
            self.header.show_line(view.facts)
            self.mapping.show_view(view)
            self.next.show_words(_("先看看结果"))
            self.next.setEnabled(view.ready)
            self.setFocusProxy(self.next if view.ready else self.mapping.columns)
        else:
            if step == _CHECK:
                self.notice.show_notice("")
            self._show_result()
            self.setFocusProxy(self.next)
        if self.isVisible() and not self.mapping.isAncestorOf(QApplication.focusWidget()):
            # As when a page is opened: no ring before somebody uses the keyboard.
            (self.focusProxy() or self).setFocus(Qt.FocusReason.ActiveWindowFocusReason)

    def _show_result(self) -> None:
        look = self._look
        report = self._report or (look.report if look else None)
        if look is None or look.reading is None or report is None:
            return
        view = result_view(report, look.reading)
        lost: frozenset[str] = frozenset()
        if report.action:
            lost = without_number(self._context.desk, view.lines)
            view = result_view(report, look.reading, lost)
            self.notice.show_notice(view.said, "done", view.hint)
            self.next.show_words(_("去名册"))
        else:
            self.next.show_words(view.button)
            self.next.setEnabled(view.changes)
        chips = states(view.lines, lost) if report.action else [("", "neutral")] * len(view.lines)
        self.result.show_view(view, chips)

    def _save(self) -> None:
        look, context = self._look, self._context
        report = self._report or (look.report if look else None)
        if look is None or look.reading is None or report is None:
            return
        lines = result_view(report, look.reading).lines
        dialogs.pick_place(
            self,
            _("保存清单"),
            list_name(context.desk),
            lambda path: context.attempt(
                lambda: save_lines(path, lines), _("清单已保存：{0}").format(path.name)
            ),
            (_("表格"), "*.csv"),
        )

    def _open_person(self, target: str) -> None:
        if self._step == _DONE:
            page = "people/edit" if "#" in target else "people/person"
            self._context.go(page, target)

    # ---- the way back

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._go_back()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        for url in event.mimeData().urls()[:1]:
            self._read(Path(url.toLocalFile()))

    def _go_back(self) -> None:
        if self._step == _CHECK:
            self._show_step(_MAP)
        elif self._step == _MAP:
            self._forget()
        else:
            self._context.window.back()

    def _forget(self) -> None:
        """As if the page were opened for the first time."""
        if self._task is not None:
            self._task.cancel()
            self._task = None
        self._look, self._report, self._before = None, None, None
        self.notice.show_notice("")
        self._show_step(_CHOOSE)


def _steps(step: int) -> str:
    words = {_MAP: _("对一对各列"), _CHECK: _("看看结果，还没有导入"), _DONE: _("导入完成")}
    return _("第 {0} 步，共 3 步：{1}").format(step, words[step])
