"""一次会议的全套文书: into a folder, or to the printer one after the other."""

from __future__ import annotations

from gettext import gettext
from gettext import gettext as _
from pathlib import Path

from xieshang_desktop.services.paper_choices import objects_of
from xieshang_desktop.services.paper_list import SPECS
from xieshang_desktop.services.paper_list.kinds import About, PaperKind
from xieshang_desktop.services.paper_set import (
    join_papers,
    papers_of,
    uncleared,
    write_papers,
)
from xieshang_desktop.ui import dialogs, tasks
from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.fields import CheckField
from xieshang_desktop.ui.widgets.find_field import FindField
from xieshang_desktop.ui.widgets.notice import Notice
from xieshang_desktop.ui.widgets.sheet import Sheet
from xieshang_desktop.ui.widgets.text import Label

_WIDTH = 640


def open_paper_set(context: Context, meeting_id: str = "") -> Sheet:
    """Ask which meeting and where to; without any meeting, say so."""
    meetings = objects_of(context.desk, About.MEETING)
    if not meetings:
        return dialogs.tell(
            context.window, _("还没有会议"), _("安排了会议，就可以一次印出它的全套文书。")
        )
    sheet = PaperSetSheet(context, meetings, meeting_id or meetings[0][0])
    sheet.open(sheet.meeting)
    return sheet


class PaperSetSheet(Sheet):
    """Enter chooses a folder; the work goes on beside, with its progress, and can be stopped."""

    def __init__(self, context: Context, meetings: list[tuple[str, str]], chosen: str) -> None:
        super().__init__(context.window, _("一次会议的全套文书"), _("存到文件夹…"), width=_WIDTH)
        self._context = context
        self.meeting = FindField(_("哪次会议"))
        self.meeting.show_choices(meetings, chosen)
        self.meeting.changed.connect(lambda _key: self._say())
        self._papers = Label("", "secondary", wrap=True)
        self._gate = Notice()
        self._gate.acted.connect(self._clear)
        self._waiting: list[tuple[PaperKind, str]] = []
        self.sides = CheckField(_("双面打印时，每份文书从新的一张纸开始"))
        for part in (self.meeting, self._papers, self._gate, self.sides):
            self.body.addWidget(part)
        self.print_all = Button(_("一份接一份打印"), icon="print", pressed=self._print, reads=True)
        self.buttons.insertWidget(1, self.print_all)
        self.accepted.connect(self._pick)
        self._say()

    def _say(self) -> None:
        wanted = papers_of(self._context.desk, self.meeting.value())
        names = list(dict.fromkeys(gettext(SPECS[kind].name) for kind, _object in wanted))
        words = _("共 {0} 份：{1}。").format(len(wanted), _("、").join(names))
        self._papers.setText(words)
        self._waiting = uncleared(self._context.desk, self.meeting.value())
        names = list(dict.fromkeys(gettext(SPECS[kind].name) for kind, _object in self._waiting))
        words = _("要先核对个人信息：{0}。").format(_("、").join(names)) if names else ""
        self._gate.show_notice(words, "waiting", button=_("去核对"))
        for button in (self.yes, self.print_all):
            button.setEnabled(not self._waiting)

    def _clear(self) -> None:
        kind, object_id = self._waiting[0]
        self.leave()
        self._context.go("papers", f"{kind.value}:{object_id}")

    def _pick(self) -> None:
        context, meeting_id = self._context, self.meeting.value()
        self.leave()
        dialogs.pick_folder(
            context.window, _("全套文书存到哪个文件夹"), lambda to: _write(context, meeting_id, to)
        )

    def _print(self) -> None:
        context, meeting_id = self._context, self.meeting.value()
        name = self.meeting.box.currentText()
        new_sheets = self.sides.isChecked()
        self.leave()

        def done(pdf: bytes) -> None:
            from xieshang_desktop.ui.printing_dialog import print_paper  # few starts need it

            print_paper(context.window, pdf, name, 0)

        tasks.run(
            lambda step: join_papers(context.desk, meeting_id, step, on_new_sheets=new_sheets),
            done,
            name=_("排版全套文书"),
        )


def _write(context: Context, meeting_id: str, folder: Path) -> None:
    def done(files: list[Path]) -> None:
        words = _("存好了 {0} 份文书：{1}").format(len(files), folder.name)
        context.attempt(lambda: files, words)

    def stopped() -> None:
        context.attempt(lambda: None, _("停下了，已经写好的留在文件夹里。"))

    tasks.run(
        lambda step: write_papers(context.desk, meeting_id, folder, step),
        done,
        name=_("写全套文书"),
        cancelled=stopped,
    )
