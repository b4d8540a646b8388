"""在纸上签名确认: printed, signed, photographed; a code at its foot says which text it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from gettext import gettext as _

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from xieshang_desktop.domain.terms import Rank
from xieshang_desktop.services.paper_list.kinds import PaperKind
from xieshang_desktop.services.photos import ReadPhoto
from xieshang_desktop.services.sealing import Signed
from xieshang_desktop.ui import dialogs, tasks
from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.presenters.photos import PhotoView
from xieshang_desktop.ui.presenters.sealing import UNSIGNED, OfficeView, PaperPresenter
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.fields import ChoiceField, LineField
from xieshang_desktop.ui.widgets.layout import Column, Flow, show_if
from xieshang_desktop.ui.widgets.photo_rows import PhotoRows
from xieshang_desktop.ui.widgets.sheet import Sheet
from xieshang_desktop.ui.widgets.text import Label

_WIDTH = 680


class PaperSheet(Sheet):
    """Print, add the photos, say who signed, type the code from the paper; Enter confirms."""

    def __init__(self, context: Context, meeting_id: str) -> None:
        super().__init__(context.window, _("在纸上签名确认"), _("以纸质签名确认"), width=_WIDTH)
        self._context, self._meeting_id = context, meeting_id
        self.presenter = PaperPresenter(context.desk, self, context.attempt, self._read, meeting_id)
        words = _(
            "先印签字稿，请召集人看过以后在最后签名。签好的纸就是原件：拍照加进来，纸放进档案。"
        )
        self.body.addWidget(Label(words, "secondary", wrap=True))
        self.print = Button(_("印签字稿"), icon="print", pressed=self._print)
        self.add = Button(_("加签名页的照片"), icon="plus", pressed=self._choose)
        row = QWidget()
        flow = Flow(row, gap=12, row_gap=8)
        flow.addWidget(self.print)
        flow.addWidget(self.add)
        self.body.addWidget(row)
        self._waiting = Label("", "small")
        show_if(self._waiting, False)
        self.body.addWidget(self._waiting)
        self.rows = PhotoRows(fixed=True)
        self.rows.taken_off.connect(self.presenter.take_off)
        self.body.addWidget(self.rows)
        self.offices = [_Office(view) for view in self.presenter.offices()]
        for office in self.offices:
            self.body.addWidget(office)
        self.code = LineField(
            _("签字稿页脚的核对码（六位）"),
            _("照纸上的抄。纪要改过一个字，核对码就不同，要重新印、重新签。"),
            longest=12,
        )
        self.body.addWidget(self.code)
        self.accepted.connect(self._confirm)
        self.presenter.refresh()

    def show_pages(self, views: Sequence[PhotoView]) -> None:
        """The photos of the signed pages; a sheet that was left meanwhile shows nothing."""
        if isValid(self):
            self.rows.show_rows(views)
            show_if(self.rows, bool(views))

    def _print(self) -> None:
        self.leave()
        self._context.go("papers", f"{PaperKind.MINUTES_TO_SIGN.value}:{self._meeting_id}")

    def _choose(self) -> None:
        dialogs.pick_file(
            self,
            _("选签名页的照片"),
            self.presenter.add,
            [(_("照片"), "*.jpg *.jpeg *.png *.webp *.bmp *.tif *.tiff *.heic")],
        )

    def _read(
        self, job: Callable[[], ReadPhoto], done: Callable[[ReadPhoto], object], name: str
    ) -> None:
        self._wait(_("正在读照片…"))

        def failed(failure: BaseException) -> None:
            self._wait("")
            dialogs.show_exception(failure)

        def finished(photo: ReadPhoto) -> None:
            self._wait("")
            done(photo)  # what was chosen is kept although the sheet was left

        tasks.run(
            lambda _step: job(), finished, failed, name=name, cancelled=lambda: self._wait("")
        )

    def _wait(self, words: str) -> None:
        if isValid(self):
            self._waiting.setText(words)
            show_if(self._waiting, bool(words))
            self.add.setEnabled(not words)

    def _confirm(self) -> None:
        signed = []
        for office in self.offices:
            if not office.complete():
                return
            signed += office.signed()
        if signed and not self.code.value():
            self.show_problem(_("请填签字稿页脚的六位核对码。"))
            self.code.line.setFocus()
            return
        if self.presenter.confirm(signed, self.code.value()):
            self.leave()


class _Office(QWidget):
    """Who signed for one office, and why where it is not the convenor."""

    def __init__(self, view: OfficeView) -> None:
        super().__init__()
        self._rank = Rank(view.rank)
        self._who = {each.id: each for each in view.who}
        column = Column(self, gap=10)
        self.who = ChoiceField(
            view.heading,
            [*((each.id, each.words) for each in view.who), (UNSIGNED, _("没有签"))],
        )
        self.who.show_value(view.who[0].id)
        self.who.changed.connect(lambda _keys: self._show())
        self.reason = LineField(
            _("为什么代为签名（会印在纪要上）"), example=_("例如：沈慧外出开会，月底才回")
        )
        column.addWidget(self.who)
        column.addWidget(self.reason)
        self._show()

    def complete(self) -> bool:
        """Whether nothing is missing; what is, is said below its field."""
        who = self._who.get(self.who.value())
        if who is not None and who.explained and not self.reason.value():
            self.reason.show_error(_("请写明原因。"))
            self.reason.line.setFocus()
            return False
        return True

    def signed(self) -> list[Signed]:
        """What is recorded of this office."""
        who = self._who.get(self.who.value())
        if who is None:
            return []
        reason = self.reason.value() if who.explained else ""
        return [Signed(rank=self._rank, convenor_id=who.id, reason=reason)]

    def _show(self) -> None:
        who = self._who.get(self.who.value())
        self.reason.show_value(who.reason if who else "")
        show_if(self.reason, who is not None and who.explained)
