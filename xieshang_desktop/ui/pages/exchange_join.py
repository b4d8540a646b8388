"""加入乡镇, sheet after sheet: the code, who invites, the answer; and the fingerprint."""

from __future__ import annotations

from gettext import gettext as _
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from xieshang_desktop.domain.messages import Invitation
from xieshang_desktop.errors import Problem
from xieshang_desktop.services.handover import Stick
from xieshang_desktop.ui import dialogs, tasks
from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.presenters import exchange_join as presenter
from xieshang_desktop.ui.presenters.exchange_words import breakable
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.digits_field import DigitsField
from xieshang_desktop.ui.widgets.history import HistoryList
from xieshang_desktop.ui.widgets.layout import Column, Grid, Split
from xieshang_desktop.ui.widgets.sheet import Sheet
from xieshang_desktop.ui.widgets.text import Label
from xieshang_desktop.wording import words_for

_ACROSS = 4  # words in a row of the fingerprint


class InvitationSheet(Sheet):
    """Which file, and the digits that open it."""

    def __init__(self, context: Context, file: Path | None) -> None:
        super().__init__(context.window, _("加入乡镇"), _("打开邀请"), width=600)
        self._context, self._file = context, file
        words = _("乡镇把邀请放在U盘里，把口令（12位数字）写在纸上，或者在电话里告诉您。")
        self.body.addWidget(Label(words, "", wrap=True))
        self.name = Label("", "secondary", wrap=True)
        self.body.addWidget(self.name)
        self.pick = Button(_("选邀请文件…"), icon="folder", pressed=self._pick)
        self.body.addWidget(self.pick, 0, Qt.AlignmentFlag.AlignLeft)
        self.code = DigitsField(_("口令"), presenter.CODE_DIGITS, _("空格、全角数字都可以。"))
        self.body.addWidget(self.code)
        self.accepted.connect(self._read)
        self._show()

    def take_file(self, file: Path) -> None:
        """This invitation."""
        self._file = file
        self._show()
        self.code.line.setFocus()

    def _show(self) -> None:
        words = _("还没有选邀请文件。插上U盘也会自己认出来。")
        if self._file is not None:
            words = _("邀请：{0}").format(breakable(str(self._file)))
        self.name.setText(words)
        self.pick.show_words(_("选邀请文件…") if self._file is None else _("换一个文件…"))

    def _pick(self) -> None:
        kinds = [(_("邀请"), "*.xsb")]
        dialogs.pick_file(self, _("选邀请文件"), self.take_file, kinds)

    def _read(self) -> None:
        file = self._file
        if file is None:
            self.show_problem(_("还没有选邀请文件。"), _("插上乡镇给的U盘，或者点“选邀请文件…”。"))
            self.pick.setFocus()
            return
        if not self.code.complete():
            count = len(self.code.digits())
            self.code.show_error(_("口令是12位数字，现在有 {0} 位。").format(count))
            self.code.line.setFocus()
            return
        code = self.code.digits()
        self.show_problem("")
        self.yes.setEnabled(False)

        def done(invitation: Invitation) -> None:
            self.yes.setEnabled(True)
            self.leave()
            show_invitation(self._context, invitation, file.parent)

        def failed(failure: BaseException) -> None:
            self.yes.setEnabled(True)
            if not isinstance(failure, Problem):
                dialogs.show_exception(failure)
            elif failure.code == "invitation_code_wrong":
                self.code.show_error(words_for(failure).together)
                self.code.line.setFocus()
            else:
                self.show_problem(*words_for(failure))

        desk = self._context.desk
        tasks.run(lambda _step: presenter.read(desk, file, code), done, failed, name=_("打开邀请"))


def ask_invitation(context: Context, file: Path | None) -> InvitationSheet:
    """Ask for the code; `file` is the invitation that lies on the stick."""
    sheet = InvitationSheet(context, file)
    sheet.open(sheet.code.line if file else sheet.pick)
    return sheet


def show_invitation(context: Context, invitation: Invitation, folder: Path) -> Sheet:
    """Who invites; joining writes the answer beside the invitation."""
    view = presenter.invitation_view(context.desk, invitation)
    sheet = Sheet(context.window, view.title, _("加入，写应答"), width=640)
    facts = HistoryList()
    facts.show_items(view.facts)
    sheet.body.addWidget(facts)
    sheet.body.addWidget(Label(view.note, "", wrap=True))

    def join() -> None:
        try:
            presenter.join(context.desk, invitation)
        except Problem as problem:
            sheet.show_problem(*words_for(problem))
            return
        sheet.leave()
        context.changed.emit()
        _write(context, folder)

    sheet.accepted.connect(join)
    sheet.open(sheet.yes)
    return sheet


def write_answer(context: Context, stick: Stick | None) -> None:
    """The answer once more: onto the stick that is in, over the network, or into a folder."""
    if stick is not None:
        _write(context, stick.drive.path)
    elif presenter.has_line(context.desk):
        _send(context)
    else:
        dialogs.pick_folder(
            context.window, _("应答写到哪里"), lambda folder: _write(context, folder)
        )


def _write(context: Context, folder: Path) -> None:
    desk = context.desk

    def done(file: Path) -> None:
        context.changed.emit()
        words = _(
            "文件：{0}。可以拔出U盘了，把它交给乡镇。乡镇收下以后，打电话核对指纹：点“核对指纹”。"
        )
        dialogs.tell(context.window, _("应答写好了"), words.format(breakable(str(file))))

    tasks.run(lambda _step: presenter.write_answer(desk, folder), done, name=_("写应答"))


def _send(context: Context) -> None:
    desk = context.desk

    def done(_nothing: None) -> None:
        context.changed.emit()
        words = _("应答已经放进乡镇的收件夹。乡镇收下以后，打电话核对指纹：点“核对指纹”。")
        dialogs.tell(context.window, _("应答发出了"), words)

    tasks.run(lambda _step: presenter.send_answer(desk), done, name=_("发应答"))


class CompareSheet(Sheet):
    """The fingerprint in digits and in words, and what to say; 一致 or 不一致."""

    def __init__(self, context: Context) -> None:
        view = presenter.compare_view(context.desk)
        yes = "" if view.known else _("一致")
        no = _("关上") if view.known else _("以后再核对")
        super().__init__(context.window, _("核对指纹"), yes, no, width=820)
        self._context = context
        digits, words = QWidget(), QWidget()
        column = Column(digits, gap=6)
        column.addWidget(Label(_("数字"), "secondary"))
        self.digits = Label(view.digits, "title", wrap=True)
        self.digits.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(self.digits)
        column.addWidget(Label(view.aloud, "small", wrap=True))
        column.addStretch(1)
        column = Column(words, gap=6)
        column.addWidget(Label(_("八个词"), "secondary"))
        grid = Grid(gap=16, row_gap=4)
        for number, word in enumerate(view.words):
            grid.addWidget(Label(word, "title"), number // _ACROSS, number % _ACROSS)
        grid.setColumnStretch(_ACROSS, 1)
        column.addLayout(grid)
        column.addStretch(1)
        self.body.addWidget(Split(digits, words, (1, 1), gap=24, least=300))
        self.body.addWidget(Label(view.say, "", wrap=True))
        if not view.known:
            self.differs = Button(_("不一致"), pressed=self._differs)
            self.buttons.insertWidget(self.buttons.count() - 1, self.differs)
        quit_words = _("退出这个乡镇…") if view.known else _("放弃这次加入…")
        self.quit = Button(quit_words, "link", pressed=self._ask_leave)
        self.buttons.insertWidget(0, self.quit)
        self.accepted.connect(self._same)

    def _same(self) -> None:
        self.leave()
        said = _("核对好了，可以交记录了。")
        self._context.attempt(lambda: presenter.trust(self._context.desk), said, final=True)
        self._context.changed.emit()

    def _differs(self) -> None:
        self.show_problem(
            _("对不上，就不要点“一致”。"),
            _(
                "从头再念一遍。还是不一样，可能邀请或应答被人换过：点“放弃这次加入”，当面重新要邀请。"
            ),
        )

    def _ask_leave(self) -> None:
        self.leave()
        dialogs.ask(
            self._context.window,
            _("退出这个乡镇？"),
            _("以后写的协商包不再交给它，它也不再是本村的乡镇。以前交过去的记录收不回来。"),
            _("退出"),
            lambda: self._context.attempt(
                lambda: presenter.leave(self._context.desk), _("已经退出。"), final=True
            ),
        )


def compare(context: Context) -> CompareSheet | None:
    """Show the fingerprint, to be compared or to be looked at again."""
    made: list[CompareSheet] = []
    if context.attempt(lambda: made.append(CompareSheet(context))):
        made[0].open(made[0].no)
        return made[0]
    return None
