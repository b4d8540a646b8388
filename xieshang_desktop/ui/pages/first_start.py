"""The first start: three short questions, or the practice village."""

from __future__ import annotations

from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QWidget

from xieshang_desktop import settings
from xieshang_desktop.domain.terms import Body, Platform
from xieshang_desktop.errors import Problem
from xieshang_desktop.ids import Clock, now
from xieshang_desktop.services.data_place import (
    holds_records,
    keep_in,
    may_choose,
    place_in,
    require_records,
)
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.ui import dialogs, tasks
from xieshang_desktop.ui.presenters import first_start as presenter
from xieshang_desktop.ui.presenters.exchange_words import breakable
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.fields import LineField, SelectField
from xieshang_desktop.ui.widgets.first_window import FirstWindow
from xieshang_desktop.ui.widgets.layout import Column, Flow, Row, show_if
from xieshang_desktop.ui.widgets.reveal import keep_in_sight
from xieshang_desktop.ui.widgets.text import Label
from xieshang_desktop.ui.widgets.wizard import Wizard
from xieshang_desktop.wording import words_for

if TYPE_CHECKING:
    from xieshang_desktop.ui.pages.first_start_township import TownshipWizard


class FirstStart(FirstWindow):
    """`finished(folder, roster)` once there is a desk to open, the village's own or the practice
    one; `roster` is the file to import next, or None."""

    finished = Signal(object, object)

    def __init__(
        self,
        folder: Path,
        desk: Desk | None = None,
        clock: Clock | None = None,
        chosen: settings.Settings | None = None,
    ) -> None:
        """`chosen`: the settings of the session that goes on from here."""
        super().__init__()
        self._folder, self._desk, self._clock = folder, desk, clock or now
        self._chosen = chosen or settings.Settings()
        self._set_up = self._moved = False
        self._file: Path | None = None
        self.where, self.who, self.roster = _Where(), _Who(), _Roster()
        self.roster.chosen.connect(self._take)
        self.wizard = Wizard(
            [
                (
                    _("在哪里协商？"),
                    _("名称会印在通知和纪要上。第一行要填，其余可以以后在设置里补、改。"),
                    self.where,
                ),
                (
                    _("谁来召集？"),
                    _("两位召集人：村（社区）党组织负责人，和挂钩的政协委员。"),
                    self.who,
                ),
                (
                    _("名册在哪里？"),
                    _("村里现成的花名册就行（Excel、WPS 表格），先看后导。没有就以后再导。"),
                    self.roster,
                ),
            ]
        )
        self.wizard.next_requested.connect(self._go_on)
        self.wizard.other.show_words(_("先用练习村试试"))
        self.wizard.other.clicked.connect(lambda _on=False: self._practise())
        self.wizard.other.show()
        self.where.township_here.connect(lambda: self._ask_township(on=True))
        self.where.restore_here.connect(self._ask_restore)
        self.where.place_here.connect(self._pick_place)
        self.wizard.shown.connect(lambda step: show_if(self.wizard.other, step == 0))
        show_if(self.where.place_link, desk is None and may_choose(folder))
        self.column.addWidget(self.wizard, 1)
        self.township: TownshipWizard | None = None
        unit = presenter.begun_unit(desk)
        if unit is not None:
            self.where.show_name(unit.name)

    # ---- the questions

    def _answers(self) -> presenter.Answers:
        return presenter.Answers(*self.where.values(), *self.who.values())

    def _go_on(self, step: int) -> None:
        try:
            if step == 0:
                presenter.check_where(self._answers())
            elif step == 1:
                presenter.check_who(self._answers())
            else:
                self._finish()
                return
        except Problem as problem:
            self.wizard.show_problem(*words_for(problem))
            return
        self.wizard.go(step + 1, self._last_words() if step == 1 else "")

    def _last_words(self) -> str:
        return _("开始使用，导入名册") if self._file else _("以后再导，先开始")

    def _take(self, file: Path) -> None:
        self._file = file
        self.roster.show_words(_("选好了：{0}。接着看一看内容，再导入。").format(file.name))
        self.wizard.go(2, self._last_words())
        self.wizard.next.setFocus()

    def _finish(self) -> None:
        presenter.set_up_desk(self._folder, self._answers(), self._desk, self._clock).close()
        self._end(self._file)

    def _end(self, roster: Path | None = None) -> None:
        """There is a desk in the folder; the next start finds it there."""
        if self._moved:
            keep_in(self._chosen, self._folder)
        self._set_up = True
        self.finished.emit(self._folder, roster)

    # ---- another place for the records

    def _pick_place(self) -> None:
        dialogs.pick_folder(self, _("资料放在哪个盘、哪个文件夹"), self.take_place)

    def take_place(self, picked: Path) -> None:
        """Keep the records there; where some lie already, they are opened."""
        try:
            folder = place_in(picked)
            if holds_records(folder):
                require_records(folder)
                self._folder, self._moved = folder, True
                self._end()
                return
            presenter.check_place(folder)
        except Problem as problem:
            self.wizard.show_problem(*words_for(problem))
            return
        self._folder, self._moved = folder, True
        words = presenter.place_advice(folder)
        self.where.show_place(folder, "\n".join(words) if words else "")
        self.wizard.show_problem("")
        keep_in_sight(self.where.place_advice if words else self.where.place_words)

    # ---- the township

    def _ask_township(self, *, on: bool) -> None:
        """A township answers one question instead; the way back leads to the village's."""
        if self.township is None:
            from xieshang_desktop.ui.pages.first_start_township import TownshipWizard

            self.township = TownshipWizard()
            self.township.next_requested.connect(lambda _step: self._finish_township())
            self.township.back_requested.connect(lambda _step: self._ask_township(on=False))
            self.township.other.clicked.connect(lambda _on=False: self._ask_township(on=False))
            self.column.addWidget(self.township, 1)
        show_if(self.wizard, not on)
        show_if(self.township, on)
        (self.township.asked if on else self.where).setFocus()

    def _finish_township(self) -> None:
        answers = self.township.asked.answers()
        try:
            presenter.set_up_township(
                self._folder, answers, self._chosen, self._desk, self._clock
            ).close()
            self._end()
        except Problem as problem:
            self.township.show_problem(*words_for(problem))

    # ---- a backup

    def _ask_restore(self) -> None:
        from xieshang_desktop.ui.restore_sheet import RestoreSheet  # once in a laptop's life

        RestoreSheet(self, self._folder, lambda _folder: self._end()).open()

    # ---- the practice village

    def _practise(self) -> None:
        folder = settings.practice_dir()
        if (folder / "xieshang.db").exists():
            self._set_up = True
            self.finished.emit(folder, None)
            return
        self.wizard.other.setEnabled(False)
        self.wizard.next.setEnabled(False)

        def job(step: tasks.Task) -> None:
            from xieshang_desktop.services import practice

            practice.make(folder, progress=lambda done, of: step(done, of))

        def progress(done: int, of: int, _what: str) -> None:
            self.wizard.other.show_words(
                _("正在造练习村：第 {0} 次会议，共 {1} 次").format(done, of)
            )

        def done(_result: None) -> None:
            self._set_up = True
            self.finished.emit(folder, None)

        def failed(failure: BaseException) -> None:
            self.wizard.other.setEnabled(True)
            self.wizard.next.setEnabled(True)
            self.wizard.other.show_words(_("先用练习村试试"))
            if isinstance(failure, Problem):
                self.wizard.show_problem(*words_for(failure))
            else:
                dialogs.show_exception(failure)

        self.wizard.other.show_words(_("正在造练习村…"))
        tasks.run(job, done, failed, progress)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._set_up:
            tasks.stop()
            if self._desk is not None:
                self._desk.close()
        super().closeEvent(event)


class _Where(QWidget):
    township_here = Signal()
    restore_here = Signal()
    place_here = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._suggested = ""
        column = Column(self, gap=8)
        self.name = LineField(_("村（社区）全称"), example=_("例如：柳河镇张家村"))
        self.room = LineField(_("议事室名称"), example=_("例如：柳河镇张家村协商议事室"))
        self.township = LineField(_("上级乡镇（街道）"), example=_("例如：柳河镇人民政府"))
        self.place = LineField(_("平时在哪里开会"), example=_("例如：村委会二楼会议室"))
        self.phone = LineField(_("办公电话（印在公示上，可不填）"), example=_("例如：0990-2000128"))
        self.platform = SelectField(_("哪一级的议事室"))
        self.platform.show_choices([(p.value, p.words) for p in Platform], Platform.VILLAGE.value)
        self.body = SelectField(_("村委会还是居委会"))
        self.body.show_choices([(b.value, b.words) for b in Body], Body.VILLAGE.value)
        self.name.changed.connect(self._suggest)
        for pair in (
            (self.name, self.room),
            (self.township, self.place),
            (self.platform, self.body),
        ):
            row = Row(gap=16)
            for field in pair:
                row.addWidget(field, 1)
            column.addLayout(row)
        column.addWidget(self.phone)
        self.township_link = Button(
            _("这是乡镇（街道）的电脑"), "link", pressed=self.township_here.emit
        )
        self.restore_link = Button(
            _("换了电脑，从备份恢复"), "link", pressed=self.restore_here.emit
        )
        self.place_link = Button(_("资料放到别的盘…"), "link", pressed=self.place_here.emit)
        links = Flow(gap=20, row_gap=4)
        for link in (self.restore_link, self.township_link, self.place_link):
            links.addWidget(link)
        column.addLayout(links)
        self.place_words = Label("", "small", wrap=True)
        self.place_advice = Label("", "attention", wrap=True)
        for words in (self.place_words, self.place_advice):
            column.addWidget(words)
            show_if(words, False)
        self.setFocusProxy(self.name)

    def values(self) -> tuple[str, ...]:
        """The first part of the answers."""
        return (
            self.name.value(),
            self.room.value(),
            self.township.value(),
            self.place.value(),
            self.platform.value(),
            self.body.value(),
            self.phone.value(),
        )

    def show_name(self, name: str) -> None:
        """A unit that was begun already has its name here."""
        self.name.show_value(name)

    def show_place(self, folder: Path, advice: str) -> None:
        """Where the records will lie, when somebody chose it, and what speaks against it."""
        self.place_words.setText(_("资料放在：{0}").format(breakable(str(folder))))
        self.place_advice.setText(breakable(advice))
        show_if(self.place_words, True)
        show_if(self.place_advice, bool(advice))

    def _suggest(self, name: str) -> None:
        if self.room.value() in ("", self._suggested):  # else somebody wrote another name
            self._suggested = presenter.room_name(name)
            self.room.show_value(self._suggested)


class _Who(QWidget):
    def __init__(self) -> None:
        super().__init__()
        column = Column(self, gap=14)
        self.fields: list[LineField] = []
        for who, name, title in (
            (_("第一召集人"), _("例如：张德厚"), _("例如：村党支部书记")),
            (_("第二召集人"), _("例如：沈雅琴"), _("例如：县政协委员")),
        ):
            row = Row(gap=16)
            for field in (LineField(who, example=name), LineField(_("职务"), example=title)):
                self.fields.append(field)
                row.addWidget(field, 1)
            column.addLayout(row)
        hint = _("第二召集人还没有定，可以先空着；纪要要两位都确认才能归档。")
        column.addWidget(Label(hint, "small", wrap=True))
        self.setFocusProxy(self.fields[0])

    def values(self) -> tuple[str, ...]:
        """The second part of the answers."""
        return tuple(field.value() for field in self.fields)


class _Roster(QWidget):
    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        column = Column(self, gap=14)
        self.pick = Button(_("选名册文件…"), icon="folder", pressed=self._pick)
        column.addWidget(self.pick, 0, Qt.AlignmentFlag.AlignLeft)
        self.words = Label("", "strong", wrap=True)
        column.addWidget(self.words)
        self.setFocusProxy(self.pick)

    def show_words(self, words: str) -> None:
        """What came of it."""
        self.words.setText(words)

    def _pick(self) -> None:
        dialogs.pick_file(self, _("选名册文件"), self.chosen.emit, roster_kinds())


def roster_kinds() -> list[tuple[str, str]]:
    """File kinds a roster may have."""
    return [(_("名册"), "*.xlsx *.xls *.ods *.csv *.txt")]
