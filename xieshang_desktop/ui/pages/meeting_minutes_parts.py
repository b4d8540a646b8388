"""The cards at the right of 纪要: confirmations, corrections, one for the text of a section."""

from __future__ import annotations

from gettext import gettext as _

from PySide6.QtCore import QRegularExpression, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from xieshang_desktop.ui.presenters.meeting_minutes import MinutesPresenter
from xieshang_desktop.ui.presenters.meeting_minutes_view import MinutesView, SectionView
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.card import Card
from xieshang_desktop.ui.widgets.check_rows import CheckRows
from xieshang_desktop.ui.widgets.choice_chips import ChoiceChips
from xieshang_desktop.ui.widgets.entry_list import Entry, EntryList
from xieshang_desktop.ui.widgets.layout import Row, show_if
from xieshang_desktop.ui.widgets.notice import Notice
from xieshang_desktop.ui.widgets.section_text import SectionText
from xieshang_desktop.ui.widgets.text import Label
from xieshang_desktop.ui.widgets.text_area import TextArea

PAUSE = 1_500  # milliseconds without a key before the paper follows

BLANK = QRegularExpression("【[^【】]+】")


class Seals(Card):
    """Both convenors."""

    def __init__(self, presenter: MinutesPresenter) -> None:
        super().__init__(_("召集人确认"), gap=8)
        self._rows = CheckRows()
        self._rows.acted.connect(presenter.act_on_seal)
        self._warning = Label("", "waiting", wrap=True)
        self._sealed = Label("", "done", wrap=True)
        self.next = Button(_("接着公示结果"), "primary", pressed=presenter.publish)
        for part in (self._rows, self._warning, self._sealed, self.next):
            self.body.addWidget(part)

    @property
    def waiting(self) -> Button | None:
        """The next step: what has to be settled, or who has still to confirm."""
        return self._rows.main_button()

    def show_view(self, view: MinutesView) -> None:
        """Who confirmed, and what that means."""
        for label, words in ((self._warning, view.warning), (self._sealed, view.sealed)):
            label.setText(words)
            show_if(label, bool(words))
        show_if(self.next, bool(view.sealed))
        self._rows.show_lines(
            [
                (
                    seal.state,
                    seal.words,
                    seal.note,
                    ((seal.rank, seal.button),) if seal.button else (),
                )
                for seal in view.seals
            ]
        )


class SectionEditor(Card):
    """The text of one section; what was typed when the program last ended is shown again."""

    def __init__(self, presenter: MinutesPresenter, key: str) -> None:
        super().__init__(gap=8, margins=(18, 12, 18, 16))
        self._presenter, self._key = presenter, key
        self._shown = ""
        self._rewrite = Button(_("按事实重写"), "link", pressed=lambda: presenter.from_facts(key))
        self._keep = Button(_("存成模块"), "link", pressed=lambda: presenter.module_from(key))
        self.heading.setWordWrap(True)
        self.head.setStretch(0, 1)
        self.head.setStretch(1, 0)
        self.head.addWidget(self._keep)
        self.head.addWidget(self._rewrite)
        self._found = Notice()
        self._found.acted.connect(self._give_up)
        self._changed = Notice()
        self._changed.acted.connect(lambda: presenter.compare(key))
        self.area = SectionText(rows=3, most_rows=16)
        self._place = ""
        self._facts = Label("", "small", wrap=True)
        self._change = Button(_("去改"), "link", pressed=lambda: presenter.fill(self._place))
        self._foot = QWidget()
        foot = Row(self._foot, gap=8)
        foot.addWidget(self._facts, 1)
        foot.addWidget(self._change)
        for part in (self._changed, self._found, self.area, self._foot):
            self.body.addWidget(part)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(lambda: presenter.show_typed(key, self.area.value()))
        self.area.textChanged.connect(self._typed)
        self.area.draft_changed.connect(lambda text: presenter.keep_typing(key, text))
        self.area.finished.connect(self._finished)
        for keys, by in (("Alt+Up", -1), ("Alt+Down", 1)):
            move = QShortcut(QKeySequence(keys), self)
            move.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            move.activated.connect(lambda by=by: self._move(by))

    def show_section(self, section: SectionView) -> None:
        """Show it as recorded; what is being typed here stays."""
        self.show_heading(section.heading)
        self.area.setAccessibleName(section.heading)
        show_if(self._rewrite, section.edited)
        show_if(self._keep, section.module and section.edited)
        self._changed.show_notice(
            _("会议记录改了，您写的没有动") if section.changed else "", "waiting", "", _("对照")
        )
        self._place = section.place
        self._facts.setText(section.facts)
        show_if(self._foot, bool(section.facts))
        typing = self.area.hasFocus() or self.area.value() != self._shown
        if typing and self._shown:
            return
        self._shown = section.text
        self.area.show_value(section.text)
        if section.draft is not None:
            self.area.setPlainText(section.draft)  # unfinished: recorded when the field is left
            self._found.show_notice(
                _("找回了上次没写完的文字"), "waiting", _("离开这一段就记下。"), _("不要了")
            )
        self._pause.stop()

    def start(self) -> None:
        """Begin to write: at the first blank 【…】 where there is one."""
        self.area.setFocus()
        blank = self.area.document().find(BLANK)
        if not blank.isNull():
            self.area.setTextCursor(blank)

    def forget(self) -> None:
        """The section is no more."""
        self._pause.stop()
        self.area.blockSignals(True)
        self.hide()
        self.deleteLater()

    def _typed(self) -> None:
        if self.area.hasFocus():
            self._pause.start()

    def _move(self, by: int) -> None:
        self.area.finish()
        self._presenter.step(self._key, by)

    def _finished(self, text: str) -> None:
        self._pause.stop()
        self._shown = text
        self._found.show_notice("")
        self._presenter.finish(self._key, text)

    def _give_up(self) -> None:
        self._found.show_notice("")
        self.area.show_value(self._shown)
        self._presenter.give_up_draft(self._key)


class Corrections(Card):
    """After sealing: numbered corrections, and one more."""

    def __init__(self, presenter: MinutesPresenter) -> None:
        super().__init__(_("更正"), gap=8)
        self._presenter = presenter
        self._which = ChoiceChips()
        self._which.show_choices(
            [("sealed", _("归档的纪要")), ("corrected", _("附上更正"))], ["sealed"]
        )
        self._which.changed.connect(lambda keys: presenter.show_corrected(keys == ["corrected"]))
        self.list = EntryList(most=6)
        self.list.setAccessibleName(_("更正"))
        self._hint = Label(
            _("归档的纪要不再改动。发现差错，写明哪一处、改成什么，另编号记下。"),
            "small",
            wrap=True,
        )
        self.area = TextArea(_("如 第二项“三十个车位”应为“二十个车位”"), rows=2, most_rows=6)
        self.area.setAccessibleName(_("更正内容"))
        self._keep = Button(_("记下更正"), pressed=self._correct)
        for part in (self._which, self.list, self._hint, self.area, self._keep):
            self.body.addWidget(part)
        for signal in (self.area.draft_changed, self.area.finished):
            signal.connect(presenter.keep_correction)

    def show_view(self, view: MinutesView) -> None:
        """Only sealed minutes have corrections."""
        show_if(self, bool(view.sealed))
        self.list.show_rows([Entry(lead, text, note=lead) for lead, text in view.corrections])
        show_if(self.list, bool(view.corrections))
        show_if(self._which, bool(view.corrections))
        if not self.area.hasFocus():
            self.area.show_value(view.correction_draft)

    def empty(self) -> None:
        """Recorded."""
        self.area.show_value("")

    def _correct(self) -> None:
        if self.area.value().strip():
            self._presenter.correct(self.area.value())
        else:
            self.area.setFocus()
