"""The cards at the right of 纪要: five haves and confirmations, corrections, one for a section."""

from __future__ import annotations

from gettext import gettext as _

from PySide6.QtWidgets import QWidget

from xieshang_desktop.ui.presenters.meeting_minutes import (
    MinutesPresenter,
    MinutesView,
    SectionView,
)
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.card import Card
from xieshang_desktop.ui.widgets.check_rows import CheckRows
from xieshang_desktop.ui.widgets.chip import Chip
from xieshang_desktop.ui.widgets.choice_chips import ChoiceChips
from xieshang_desktop.ui.widgets.entry_list import Entry, EntryList
from xieshang_desktop.ui.widgets.layout import Flow, show_if
from xieshang_desktop.ui.widgets.notice import Notice
from xieshang_desktop.ui.widgets.section_text import SectionText
from xieshang_desktop.ui.widgets.text import Label
from xieshang_desktop.ui.widgets.text_area import TextArea


class Seals(Card):
    """五个有 in one line, and both convenors."""

    def __init__(self, presenter: MinutesPresenter) -> None:
        super().__init__(_("五个有"), gap=8)
        self._presenter = presenter
        box = QWidget()
        self._haves = Flow(box, gap=6, row_gap=6)
        policy = box.sizePolicy()
        policy.setHeightForWidth(True)
        box.setSizePolicy(policy)
        self._missing = Label("", "attention", wrap=True)
        self._help = Button(_("去议事补上"), pressed=presenter.help_on)
        self._rows = CheckRows()
        self._rows.acted.connect(presenter.ask_confirm)
        self._warning = Label("", "waiting", wrap=True)
        self._sealed = Label("", "done", wrap=True)
        self.next = Button(_("接着公示结果"), "primary", pressed=presenter.publish)
        for part in (
            box,
            self._missing,
            self._help,
            self._rows,
            self._warning,
            self._sealed,
            self.next,
        ):
            self.body.addWidget(part)

    def show_view(self, view: MinutesView) -> None:
        """What is there and what is missing."""
        self._haves.clear()
        for words, kind in view.haves:
            self._haves.addWidget(Chip(words, kind))
        for label, words in (
            (self._missing, view.missing),
            (self._warning, view.warning),
            (self._sealed, view.sealed),
        ):
            label.setText(words)
            show_if(label, bool(words))
        show_if(self._help, bool(view.missing))
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
        self.heading.setWordWrap(True)
        self.head.setStretch(0, 1)
        self.head.setStretch(1, 0)
        self.head.addWidget(self._rewrite)
        self._found = Notice()
        self._found.acted.connect(self._give_up)
        self.area = SectionText(rows=3, most_rows=16)
        self.body.addWidget(self._found)
        self.body.addWidget(self.area)
        self.area.draft_changed.connect(lambda text: presenter.keep_typing(key, text))
        self.area.finished.connect(self._finished)

    def show_section(self, section: SectionView) -> None:
        """Show it as recorded; what is being typed here stays."""
        self.show_heading(section.heading)
        self.area.setAccessibleName(section.heading)
        show_if(self._rewrite, section.edited)
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

    def forget(self) -> None:
        """The section is no more."""
        self.area.blockSignals(True)
        self.hide()
        self.deleteLater()

    def _finished(self, text: str) -> None:
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
