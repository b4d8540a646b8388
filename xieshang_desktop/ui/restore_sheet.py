"""从备份恢复: the copy, what opens it, and the way; what is wrong is said under its own field."""

from __future__ import annotations

from collections.abc import Callable
from gettext import gettext as _
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from xieshang_desktop.errors import Problem
from xieshang_desktop.ids import now
from xieshang_desktop.services.restoring import Found, Restored
from xieshang_desktop.ui import dialogs, tasks
from xieshang_desktop.ui.presenters import restoring as presenter
from xieshang_desktop.ui.presenters.exchange_words import breakable
from xieshang_desktop.ui.presenters.restoring import Answers
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.fields import ChoiceField, Field
from xieshang_desktop.ui.widgets.layout import Column, Split, show_if
from xieshang_desktop.ui.widgets.sheet import Sheet
from xieshang_desktop.ui.widgets.text import Label
from xieshang_desktop.ui.widgets.text_area import TextArea
from xieshang_desktop.wording import words_for

BY_SHEETS, BY_KEYS = "sheets", "keys"

Look = Callable[[], "list[Found]"]


class RestoreSheet(Sheet):
    """`then(folder)` once a copy was put back into `into`."""

    def __init__(
        self,
        where: QWidget,
        into: Path,
        then: Callable[[Path], object],
        look: Look = presenter.found_copies,
    ) -> None:
        super().__init__(where, _("从备份恢复"), _("看看这一份"), width=760)
        self._into, self._then = into, then
        self._file: Path | None = None
        self._keys: Path | None = None
        self._task: tasks.Task | None = None
        self._restored = False
        self._agreed: Answers | None = None  # what was looked into, and is restored on yes
        self.copies = ChoiceField(_("恢复哪一份"))
        self.copies.changed.connect(lambda keys: self._choose(Path(keys[0])))
        self.copy = Label(_("正在看U盘上有没有备份…"), "secondary", wrap=True)
        self.pick = Button(_("选备份文件…"), icon="folder", pressed=self._pick)
        self.means = ChoiceField(
            _("用什么打开"),
            [(BY_SHEETS, _("两张恢复纸")), (BY_KEYS, _("原来的 keys 文件夹"))],
        )
        self.means.show_value(BY_SHEETS)
        self.means.changed.connect(lambda _keys: self._show_means())
        self.sheets = QWidget()
        self.areas: list[TextArea] = []
        self.fields: list[Field] = []
        self._lay_out_sheets()
        self.pick_keys = Button(_("选 keys 文件夹…"), icon="folder", pressed=self._pick_keys)
        for part in (self.copies, self.copy):
            self.body.addWidget(part)
        self.body.addWidget(self.pick, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.means)
        self.body.addWidget(self.sheets)
        self.body.addWidget(self.pick_keys, 0, Qt.AlignmentFlag.AlignLeft)
        show_if(self.copies, False)
        self._show_means()
        self.accepted.connect(self._begin)
        self.refused.connect(self._stop)
        tasks.run(lambda _step: look(), self._found, self._not_found, quiet=True)

    def _lay_out_sheets(self) -> None:
        for number, label in ((1, _("一张恢复纸")), (2, _("另一张恢复纸"))):
            area = TextArea(_("从第1格到第33格，用空格隔开"), rows=5, most_rows=8)
            field = Field(label, area)
            area.finished.connect(lambda _words, n=number: self.judge(n))
            area.textChanged.connect(lambda n=number: self._retype(n))
            self.areas.append(area)
            self.fields.append(field)
        hint = _("照着纸填词；也可以填词旁边的四位数字，或者用扫码枪扫纸上的码。")
        column = Column(self.sheets, gap=8)
        column.addWidget(Split(self.fields[0], self.fields[1], (1, 1), least=280))
        column.addWidget(Label(hint, "small", wrap=True))

    def judge(self, number: int) -> bool:
        """Say under a recovery sheet what is wrong with it; whether nothing is."""
        text = self.areas[number - 1].value()
        fault = presenter.share_fault(text, number)
        field = self.fields[number - 1]
        field.show_error(fault)
        if not fault:
            field.show_hint(presenter.share_state(text, number))
        return not fault

    def _retype(self, number: int) -> None:
        if self._agreed is not None:
            self._forget()
        if self.fields[number - 1].error():
            self.fields[number - 1].show_error("")

    # ---- which copy, by what

    def _found(self, copies: list[Found]) -> None:
        choices = presenter.copy_choices(copies)
        self.copies.show_choices(choices, [choices[0][0]] if choices else ())
        show_if(self.copies, bool(choices))
        show_if(self.copy, not choices)
        if choices and self._file is None:
            self._choose(Path(choices[0][0]))
        elif self._file is None:
            self.copy.setText(_("没有看到带备份的U盘。插上以后重新打开，或者点“选备份文件…”。"))
        self.rescale()

    def _not_found(self, failure: BaseException) -> None:
        self._found([])
        if not isinstance(failure, Problem):
            dialogs.show_exception(failure)

    def _choose(self, file: Path) -> None:
        self._file = file
        self.copy.setText(breakable(str(file)))
        self._forget()

    def _pick(self) -> None:
        kinds = [(_("备份"), "*.xsk")]
        dialogs.pick_file(self, _("选备份文件"), self.take_file, kinds)

    def take_file(self, file: Path) -> None:
        """This copy, wherever it lies."""
        show_if(self.copies, False)
        self._choose(file)
        show_if(self.copy, True)
        self.rescale()

    def _pick_keys(self) -> None:
        dialogs.pick_folder(self, _("选 keys 文件夹"), self.take_keys)

    def take_keys(self, folder: Path) -> None:
        """The keys that lay beside the records."""
        self._keys = folder
        self.pick_keys.show_words(_("keys 文件夹：{0}").format(folder))
        self._forget()

    def _show_means(self) -> None:
        by_sheets = self.means.value() == BY_SHEETS
        show_if(self.sheets, by_sheets)
        show_if(self.pick_keys, not by_sheets)
        self._forget()

    # ---- the way

    def _begin(self) -> None:
        if self._restored:
            self.leave()
            self._then(self._into)
            return
        if self._task is not None:
            return
        by_sheets = self.means.value() == BY_SHEETS
        if by_sheets and not all([self.judge(1), self.judge(2)]):
            wrong = next(n for n, field in enumerate(self.fields) if field.error())
            self.areas[wrong].setFocus()
            self.show_problem(self.fields[wrong].error())  # in sight, however much scrolls
            return
        if self._file is None:
            self.show_problem(_("还没有选恢复哪一份。"), _("插上备份U盘，或者点“选备份文件…”。"))
            return
        shares = (self.areas[0].value(), self.areas[1].value()) if by_sheets else ("", "")
        answers = Answers(self._file, shares, None if by_sheets else self._keys)
        look = answers != self._agreed
        self._busy(True)
        self._task = tasks.run(
            lambda step: presenter.restore(
                answers, self._into, step, lambda: step.cancelled, look=look
            ),
            (lambda found: self._looked(answers, found)) if look else self._done,
            self._failed,
            lambda done, _of, _what: self._tell(
                (_("正在看：{0}%") if look else _("正在恢复：{0}%")).format(done)
            ),
            name=_("从备份恢复"),
            cancelled=lambda: self._busy(False),
        )

    def _busy(self, on: bool) -> None:
        if not on:
            self._task = None
        for part in (self.copies, self.pick, self.means, self.sheets, self.pick_keys, self.yes):
            part.setEnabled(not on)
        self.show_problem("")
        if on:
            self._tell(_("请等一下…"))

    def _tell(self, sentence: str) -> None:
        self._notice.show_notice(sentence, "waiting", _("请不要拔U盘。"))
        self.rescale()

    def _looked(self, answers: Answers, found: Restored) -> None:
        """Whose copy it is and how new, to be judged before anything is in place."""
        self._busy(False)
        self._agreed = answers
        sentence, hint, kind = presenter.found_words(found, answers.file or Path(), now())
        self._notice.show_notice(sentence, kind, hint)
        self.yes.show_words(_("恢复这一份"))
        self.yes.setFocus()
        self.rescale()

    def _forget(self) -> None:
        """Something was changed: what was looked into is not what would be restored."""
        self._agreed = None
        self.yes.show_words(_("看看这一份"))
        self.show_problem("")

    def _done(self, restored: Restored) -> None:
        self._busy(False)
        self._restored = True
        sentence, hint = presenter.restored_words(restored)
        for part in (self.copies, self.copy, self.pick, self.means, self.sheets, self.pick_keys):
            show_if(part, False)
        self._notice.show_notice(sentence, "waiting" if restored.missing else "done", hint)
        show_if(self.no, False)
        self.yes.show_words(_("打开"))
        self.yes.setFocus()
        self.rescale()

    def _failed(self, failure: BaseException) -> None:
        self._busy(False)
        if isinstance(failure, Problem):
            self.show_problem(*words_for(failure))
        else:
            dialogs.show_exception(failure)

    def _stop(self) -> None:
        """Closed with Escape: what was begun is stopped, or, when it was done, opened."""
        if self._task is not None:
            self._task.cancel()
        if self._restored:
            self._then(self._into)
