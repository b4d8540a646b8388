"""记录: what was decided, the record to be sealed, the decision on the board."""

from __future__ import annotations

from functools import partial
from gettext import gettext as _

from PySide6.QtWidgets import QWidget

from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.dialogs import ask
from xieshang_desktop.ui.presenters.decision_record import DecisionRecordPresenter, RecordView
from xieshang_desktop.ui.presenters.topic_sheets import Ask
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.card import Card
from xieshang_desktop.ui.widgets.entry_list import Entry, EntryAction, EntryList
from xieshang_desktop.ui.widgets.fields import Field
from xieshang_desktop.ui.widgets.form_sheet import FormSheet
from xieshang_desktop.ui.widgets.layout import Column, Flow, Split, show_if
from xieshang_desktop.ui.widgets.notice import Notice
from xieshang_desktop.ui.widgets.text import Label
from xieshang_desktop.ui.widgets.text_area import TextArea


class RecordTab(QWidget):
    """Sealing is the red button, and asks once."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._presenter = DecisionRecordPresenter(context.desk, self, context.attempt, context.go)
        self._meeting_id, self._offered = "", ((), ())
        column = Column(self, gap=14)
        self._sealed = Notice()
        column.addWidget(self._sealed)
        left, right = QWidget(), QWidget()
        self._build_left(Column(left, gap=14))
        self._build_right(Column(right, gap=14))
        column.addWidget(Split(left, right, ratio=(1, 1)), 1)

    def open_meeting(self, meeting_id: str) -> None:
        """Read this meeting; what is being typed stays."""
        if meeting_id != self._meeting_id and self._meeting_id:
            self.supervision.finish()
        self._meeting_id = meeting_id
        self._presenter.open(meeting_id)

    def first_field(self) -> QWidget:
        """The matters, then the buttons."""
        return self.decided

    def show_record(self, view: RecordView) -> None:
        """Everything of the part."""
        self._sealed.show_notice(view.sealed, "done")
        self.decided.show_rows(
            [Entry(m.key, m.title, "", m.note, m.chip, m.kind) for m in view.decided]
        )
        if not self.supervision.hasFocus():
            self.supervision.show_value(view.supervision)
        self.supervision.setReadOnly(not view.supervised)
        show_if(self._supervision, view.supervised or bool(view.supervision))
        self._hint.setText(view.hint)
        show_if(self._hint, bool(view.hint))
        self._key, words = view.main
        self._main.show_words(words)
        show_if(self._main, bool(self._key))
        if self._offered != (view.deeds, view.post_deeds):
            self._offered = (view.deeds, view.post_deeds)
            self._fill(self._deeds, view.deeds)
            self._fill(self._post_deeds, view.post_deeds)
        self._corrections.show_rows([Entry(str(n), t) for n, t in enumerate(view.corrections)])
        show_if(self._corrections, bool(view.corrections))
        self.postings.set_actions((EntryAction("down", _("撤下"), "Delete"),))
        self.postings.show_rows(
            [Entry(p.key, p.what, "", p.note, p.chip, p.kind) for p in view.postings]
        )
        show_if(self.postings, bool(view.postings))
        show_if(self._unposted, not view.postings)

    def ask(self, form: Ask) -> None:
        """One of the small forms."""
        FormSheet(
            self._context.window,
            form,
            lambda: self._context.desk.today,
            partial(self._presenter.answer, form.key),
            partial(self._presenter.keep, form.key),
        ).open()

    def ask_seal(self, words: str) -> None:
        """What can't be undone is asked once."""
        ask(self._context.window, _("归档会议记录"), words, _("归档"), self._presenter.seal)

    def _fill(self, flow: Flow, deeds) -> None:
        flow.clear()
        writes = {"correct", "unvoted", "post", "post_done"}
        for key, words in deeds:
            icon = "" if key in writes else "paper"
            press = partial(self._presenter.do, key)
            flow.addWidget(Button(words, icon=icon, pressed=press, reads=key not in writes))

    def _build_left(self, column: Column) -> None:
        card = Card(_("表决结果"), gap=10)
        self.decided = EntryList(most=9)
        self.decided.setAccessibleName(_("表决结果"))
        card.body.addWidget(self.decided)
        column.addWidget(card)
        self.supervision = TextArea(_("如 程序合规，计票公开"), rows=2, most_rows=6)
        self.supervision.draft_changed.connect(self._presenter.keep_supervision)
        self.supervision.finished.connect(self._presenter.save_supervision)
        self._supervision = Card(gap=10)
        self._supervision.body.addWidget(Field(_("村务监督委员会的意见"), self.supervision))
        column.addWidget(self._supervision)
        column.addStretch(1)

    def _build_right(self, column: Column) -> None:
        card = Card(_("会议记录"), gap=12)
        self._hint = Label("", "secondary", wrap=True)
        self._corrections = EntryList(most=5)
        self._corrections.setAccessibleName(_("更正"))
        self._key = ""
        self._main = Button("", "primary", "seal", pressed=lambda: self._presenter.do(self._key))
        deeds = QWidget()
        self._deeds = Flow(deeds, gap=10)
        main = QWidget()
        Flow(main, gap=10).addWidget(self._main)
        for part in (self._hint, self._corrections, main, deeds):
            card.body.addWidget(part)
        column.addWidget(card)
        board = Card(_("公布"), gap=12)
        self.postings = EntryList(most=5)
        self.postings.setAccessibleName(_("公布"))
        self.postings.acted.connect(self._presenter.act_on_posting)
        self._unposted = Label(
            _("通过的决议要及时公布，不少于十五日；办完了，再公布实施结果。"),
            "secondary",
            wrap=True,
        )
        posts = QWidget()
        self._post_deeds = Flow(posts, gap=10)
        for part in (self.postings, self._unposted, posts):
            board.body.addWidget(part)
        column.addWidget(board)
        column.addStretch(1)


def build(context: Context, _page: QWidget) -> RecordTab:
    """The record of a meeting that decided."""
    return RecordTab(context)
