"""The middle of the hall: what the item is about, who said what, and the line for the next."""

from __future__ import annotations

from gettext import gettext as _

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from xieshang_desktop.ui.presenters.meeting_hall import HallPresenter
from xieshang_desktop.ui.presenters.meeting_hall_view import ItemView
from xieshang_desktop.ui.widgets.card import Card
from xieshang_desktop.ui.widgets.entry_line import EntryLine
from xieshang_desktop.ui.widgets.entry_list import Entry, EntryAction, EntryList
from xieshang_desktop.ui.widgets.folding_card import FoldingCard
from xieshang_desktop.ui.widgets.layout import Column, Row, Scroll, show_if
from xieshang_desktop.ui.widgets.search_box import FilterBox
from xieshang_desktop.ui.widgets.text import Label


class Talk(QWidget):
    """Speaker, Enter, opinion, Enter: recorded, and on to the next speaker."""

    def __init__(self, presenter: HallPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self._scrolled_for = ""
        self._spoken = False
        self._column = column = Column(self, gap=14)
        self._about = _Paragraphs()
        self._topic_card = FoldingCard(Scroll(self._about))
        self._topic_card.folded.connect(self._fit)
        column.addWidget(self._topic_card, 2)
        column.addWidget(self._build_opinions(), 3)

    def show_item(self, item: ItemView, *, may_talk: bool) -> None:
        """One item with all that was said on it."""
        self._topic_card.show_heading(item.title)
        self._about.show_paragraphs(item.kind, item.paragraphs)
        self._opinions_card.show_heading(_("发言（{0}）").format(len(item.opinions)))
        self.opinions.set_edits(may_talk)
        actions = (EntryAction("remove", _("删去"), "Delete"),) if may_talk else ()
        self.opinions.set_actions(actions)
        count = len(self.opinions.rows())
        self.opinions.show_rows([Entry(*row) for row in item.opinions])
        if len(item.opinions) != count or self._scrolled_for != item.key:
            self._scrolled_for = item.key
            self.opinions.scrollToBottom()
        self._spoken = bool(item.opinions)
        self._none.setText(
            _("还没有发言。先写谁说的，回车；再写说了什么，回车记下。")
            if may_talk
            else _("这里没有发言记录。")
        )
        self._show_list()
        show_if(self._entry, may_talk)

    def show_drafts(self, drafts: dict) -> None:
        """What was being typed on this item."""
        with QSignalBlocker(self.speaker):
            self.speaker.setText(drafts.get("speaker", ""))
        self.opinion.show_value(drafts.get("opinion", ""))

    def show_speakers(self, rows) -> None:
        """Who is meant by what was typed."""
        self.speakers.show_rows([Entry(*row) for row in rows], rows[0].key if rows else "")
        self._show_list()

    def speaker_chosen(self, words: str) -> None:
        """Known: on to what is said."""
        with QSignalBlocker(self.speaker):
            self.speaker.setText(words)
            self.speaker.setCursorPosition(0)  # a long one shows its name, not its end
        self.opinion.setFocus()

    def finish_typing(self) -> None:
        """What is being typed is kept where it belongs, before another item comes."""
        self.opinion.finish()
        self._presenter.keep_typing("speaker", self.speaker.text())

    def empty(self, fields) -> None:
        """Recorded: ready for the next speaker."""
        if "opinion" in fields:
            self.opinion.show_value("")
            with QSignalBlocker(self.speaker):
                self.speaker.clear()
            self.show_speakers(())
            self.speaker.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where the window is low the opinions need the room: the background folds away."""
        opened = self._topic_card.fit(self.height())
        self._column.setStretch(0, 2 if opened else 0)

    def _build_opinions(self) -> Card:
        self._opinions_card = card = Card(gap=8)
        self._none = Label("", "secondary", wrap=True)
        self._none.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.opinions = EntryList(edits=True, most=0, lead=72)
        self.opinions.setAccessibleName(_("发言"))
        card.body.addWidget(self._none, 1)
        card.body.addWidget(self.opinions, 1)
        self.speakers = EntryList(clicks=True, most=0)
        self.speakers.setAccessibleName(_("到会的人"))
        self.speakers.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        card.body.addWidget(self.speakers, 1)
        self._entry = QWidget()
        entry = Row(self._entry, gap=10)
        self.speaker = FilterBox(_("谁说的  F2"))
        self.opinion = EntryLine(_("说了什么，回车记下"), _("说了什么"))
        entry.addWidget(self.speaker, 4, Qt.AlignmentFlag.AlignBottom)
        entry.addWidget(self.opinion, 7, Qt.AlignmentFlag.AlignBottom)
        card.body.addWidget(self._entry)
        self.speaker.drive(self.speakers)
        self.speaker.typed.connect(self._presenter.narrow_speakers)
        self.speaker.entered.connect(self._speaker_entered)
        self.speaker.editingFinished.connect(
            lambda: self._presenter.keep_typing("speaker", self.speaker.text())
        )
        self.speakers.opened.connect(self._presenter.choose_speaker)
        self.opinion.entered.connect(
            lambda text: self._presenter.record_opinion(self.speaker.text(), text)
        )
        for signal in (self.opinion.draft_changed, self.opinion.finished):
            signal.connect(lambda text: self._presenter.keep_typing("opinion", text))
        self.opinions.edited.connect(
            lambda key, text: self._presenter.change_text("opinion", key, text)
        )
        self.opinions.acted.connect(lambda key, _action: self._presenter.remove("opinion", key))
        return card

    def _show_list(self) -> None:
        """While a speaker is looked for, who is meant stands where the opinions are."""
        looking = bool(self.speakers.rows())
        show_if(self.speakers, looking)
        show_if(self.opinions, self._spoken and not looking)
        show_if(self._none, not self._spoken and not looking)

    def _speaker_entered(self, _text: str) -> None:
        """Enter takes the one who is marked; a name nobody here has is taken as heard."""
        marked = self.speakers.marked_key()
        if marked:
            self._presenter.choose_speaker(marked)
        elif self.speaker.text().strip():
            self.opinion.setFocus()


class _Paragraphs(QWidget):
    """Headings and texts of what the item is about."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("plain")
        self._column = Column(self, gap=6)
        self._kind = Label("", "small", wrap=True)
        self._column.addWidget(self._kind)
        self._column.addStretch(1)
        self._labels: list[tuple[Label, Label]] = []

    def show_paragraphs(self, kind: str, paragraphs) -> None:
        self._kind.setText(kind)
        while len(self._labels) < len(paragraphs):
            pair = Label("", "label"), Label("", "row", wrap=True)
            for label in pair:
                self._column.insertWidget(self._column.count() - 1, label)
            self._labels.append(pair)
        for number, pair in enumerate(self._labels):
            for label in pair:
                show_if(label, number < len(paragraphs))
        for pair, words in zip(self._labels, paragraphs, strict=False):
            pair[0].setText(words[0])
            pair[1].setText(words[1])
