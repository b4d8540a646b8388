"""The middle of the hall: what the item is about, who said what, and the line for the next."""

from __future__ import annotations

from gettext import gettext as _

from PySide6.QtCore import QSignalBlocker, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget

from xieshang_desktop.ui import theme
from xieshang_desktop.ui.presenters.meeting_opinions import DISSENT, UNNAMED
from xieshang_desktop.ui.presenters.meeting_talk import TalkPresenter
from xieshang_desktop.ui.presenters.meeting_talk_view import ItemView
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.card import Card
from xieshang_desktop.ui.widgets.choice_chips import ChoiceChips
from xieshang_desktop.ui.widgets.entry_line import EntryLine
from xieshang_desktop.ui.widgets.entry_list import Entry, EntryAction, EntryList
from xieshang_desktop.ui.widgets.flow import Flow
from xieshang_desktop.ui.widgets.folding_card import FoldingCard
from xieshang_desktop.ui.widgets.layout import NONE, Column, Row, Scroll, show_if
from xieshang_desktop.ui.widgets.paragraphs import Paragraphs
from xieshang_desktop.ui.widgets.search_box import FilterBox
from xieshang_desktop.ui.widgets.suggestions import Suggestions
from xieshang_desktop.ui.widgets.text import Label
from xieshang_desktop.ui.widgets.text_area import DRAFT_AFTER

_SAID, _APART = "said", "apart"
#: Design pixels that the background and the opinions below it need, before anybody has spoken and
#: afterwards: first the matter is read out, then what is said needs the room.
_LEAST, _LEAST_SPOKEN = 330, 600
#: The same where it stands without its heading, which it does until somebody speaks.
_LEAST_FLAT = 250


_GAP, _GAP_LOW = 14, 10
_MARGINS, _MARGINS_LOW = (22, 12, 22, 14), (12, 8, 12, 10)


class Talk(QWidget):
    """Speaker, Enter, opinion, Enter: recorded, and on to the next speaker. `wanted(key)`: one of
    the sheets, or the phrases."""

    wanted = Signal(str)

    def __init__(self, presenter: TalkPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self._scrolled_for = ""
        self._spoken = self._has_topic = False
        self._said = ""
        self._offered: list[tuple[str, str]] = []
        self._low = self._flat = False
        self._column = column = Column(self, gap=14)
        self.about = Paragraphs()
        self._topic_card = FoldingCard(Scroll(self.about))
        self._topic_card.folded.connect(self._fit)
        self.more = Button(_("更多"), "quiet", pressed=lambda: self.show_menu(self.more))
        self._topic_card.head.addWidget(self.more)
        column.addWidget(self._topic_card, 2)
        column.addWidget(self._build_opinions(), 3)

    def show_item(self, item: ItemView, *, may_talk: bool) -> None:
        """One item with all that was said on it."""
        self._topic_card.heading.setText(item.title)
        self.about.show_paragraphs(item.kind, item.paragraphs)
        self._has_topic = bool(item.topic_id)
        self._said = _("发言（{0}）").format(len(item.opinions)) if item.opinions else _("发言")
        for view, apart in ((self.opinions, _("列为保留意见")), (self.dissents, _("移回发言"))):
            view.set_edits(may_talk)
            view.set_actions(_actions(apart) if may_talk else ())
        before = len(self.opinions.rows()), len(self.dissents.rows())
        self.opinions.show_rows([Entry(*row) for row in item.opinions])
        other = self._scrolled_for != item.key
        self._scrolled_for = item.key
        if other or len(item.opinions) != before[0]:
            self._to_newest()
        self.dissents.show_rows([Entry(*row) for row in item.dissents])
        show_if(self.lists, bool(item.dissents))
        if item.dissents:
            chosen = self.lists.chosen() or [_SAID if item.opinions else _APART]
            if other:
                chosen = [_SAID if item.opinions else _APART]
            elif len(item.opinions) > before[0]:  # what was recorded just now is seen
                chosen = [_SAID]
            elif len(item.dissents) > before[1]:
                chosen = [_APART]
            offered = [
                (_SAID, _("发言（{0}）").format(len(item.opinions))),
                (_APART, _("保留意见（{0}）").format(len(item.dissents))),
            ]
        else:
            offered, chosen = [], []
        if offered != self._offered:  # buttons made anew would drop the keyboard
            self._offered = offered
            self.lists.show_choices(offered, chosen)
        self.lists.choose(*chosen)
        self._show_heading()
        self._spoken = bool(item.opinions or item.dissents)
        self._fit()
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

    def show_manner(self, stance: str, apart: str) -> None:
        """How the one who speaks says it; of one who is not to be named no name is asked."""
        self._shown = {self.stances: stance, self.apart: apart}
        for chips, key in self._shown.items():
            chips.choose(key)
        unnamed = apart == UNNAMED
        if unnamed:
            with QSignalBlocker(self.speaker):
                self.speaker.clear()
            if self.speaker.hasFocus():
                self.opinion.setFocus()
        self.speaker.setEnabled(not unnamed)
        self.speaker.setPlaceholderText(_("不留名") if unnamed else _("谁说的  F2"))

    def take_stance(self, stance: str) -> None:
        """By key: of the row that has the keyboard, else of the one being written."""
        row = self._row()
        if row:
            self._presenter.opinions.take_stance(row, stance)
        elif self._entry.isVisible():
            self._presenter.choose_stance(stance)

    def take_apart(self, apart: str) -> None:
        """The same for a dissent, by name or without."""
        row = self._row()
        if row:
            self._presenter.opinions.act(row, UNNAMED if apart == UNNAMED else "apart")
        elif self._entry.isVisible() and (apart, self._shown[self.apart]) != (DISSENT, UNNAMED):
            self._presenter.choose_apart(apart)  # who is not to be named keeps apart already

    def ask_answer(self) -> None:
        """What was answered to the row that has the keyboard, else to the newest one."""
        rows = self.opinions.rows()
        row = self._row() or (rows[-1].key if rows else "")
        if row and self._entry.isVisible():
            self._presenter.opinions.act(row, "answer")

    def speaker_chosen(self, words: str) -> None:
        """Known: on to what is said."""
        with QSignalBlocker(self.speaker):
            self.speaker.setText(words)
            self.speaker.setCursorPosition(0)  # a long one shows its name, not its end
        self.opinion.setFocus()

    def show_speaker_hint(self, words: str) -> None:
        """What is to be known of the name that was written; "" takes it back."""
        self.hint.setText(words)
        show_if(self.hint, bool(words))

    def written(self) -> bool:
        """Whether something stands in the line that is not recorded yet."""
        return bool(self.speaker.text().strip() or self.opinion.value().strip())

    def finish_typing(self) -> None:
        """What is being typed is kept where it belongs, before another item comes."""
        self.opinion.finish()
        self._keep_speaker()

    def empty(self, fields) -> None:
        """Recorded: ready for the next speaker."""
        if "opinion" in fields:
            self.opinion.show_value("")
            with QSignalBlocker(self.speaker):
                self.speaker.clear()
            self.show_speakers(())
            self.speaker.setEnabled(True)
            self.speaker.setFocus()

    def hasHeightForWidth(self) -> bool:
        return False

    def minimumSizeHint(self) -> QSize:
        """What it needs with the background folded: else an open one would ask for the height
        by which it is decided whether it may be open."""
        least = super().minimumSizeHint().width()
        inside = self._opinions_card.body
        high = inside.minimumHeightForWidth(max(self.width(), least))
        if not self._flat:
            high += self._topic_card.least_height() + self._column.spacing()
        return QSize(least, high)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        if not self.opinions.hasFocus():
            self._to_newest()

    def _to_newest(self) -> None:
        """Once the list has its new height."""
        QTimer.singleShot(0, self.opinions, self.opinions.scrollToBottom)

    def _fit(self) -> None:
        """Where the window is low the opinions need the room: the background folds away."""
        least = _LEAST_SPOKEN if self._spoken else _LEAST
        busy = self._spoken or bool(self.speakers.rows())
        reads = not busy and self.height() >= theme.px(_LEAST_FLAT)
        show_if(self._topic_card, reads or not self._flat)
        opened = self._topic_card.fit(self.height(), least) and (reads or not self._flat)
        self._column.setStretch(0, 2 if opened else 0)
        self._column.setStretch(1, 3 if busy or not opened else 0)

    def _build_opinions(self) -> Card:
        self._opinions_card = card = Card(gap=8, margins=_MARGINS)
        self.lists = ChoiceChips()
        self.lists.setAccessibleName(_("发言和保留意见"))
        self.lists.changed.connect(lambda _keys: self._show_list())
        card.head.insertWidget(1, self.lists)
        self._none = Label("", "secondary", wrap=True)
        self._none.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.opinions = EntryList(edits=True, most=0, lead=54, beside=True)
        self.opinions.setAccessibleName(_("发言"))
        self.dissents = EntryList(edits=True, most=0, lead=54, beside=True)
        self.dissents.setAccessibleName(_("保留意见"))
        card.body.addWidget(self._none, 1)
        card.body.addWidget(self.opinions, 1)
        card.body.addWidget(self.dissents, 1)
        self.speakers = EntryList(clicks=True, most=0)
        self.speakers.setAccessibleName(_("到会的人"))
        self.speakers.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        card.body.addWidget(self.speakers, 1)
        self._entry = QWidget()
        lines = Column(self._entry, gap=8)
        entry = Row(gap=10)
        lines.addLayout(entry)
        self.hint = Label("", "waiting", wrap=True)
        self.hint.hide()
        lines.addWidget(self.hint)
        self._manner = self._build_manner()
        lines.addWidget(self._manner)
        self.speaker = FilterBox(_("谁说的  F2"))
        self.opinion = EntryLine(_("说了什么，回车记下"), _("说了什么"))
        entry.addWidget(self.speaker, 4, Qt.AlignmentFlag.AlignBottom)
        entry.addWidget(self.opinion, 7, Qt.AlignmentFlag.AlignBottom)
        card.body.addWidget(self._entry)
        self.speaker.drive(self.speakers)
        self.speaker.typed.connect(self._presenter.narrow_speakers)
        self.speaker.entered.connect(self._speaker_entered)
        self.speaker.editingFinished.connect(self._keep_speaker)
        self._keeping = QTimer(self, singleShot=True, interval=DRAFT_AFTER)
        self._keeping.timeout.connect(self._keep_speaker)
        self.speaker.textEdited.connect(
            lambda _text: None if self._keeping.isActive() else self._keeping.start()
        )
        self.speakers.opened.connect(self._presenter.choose_speaker)
        self.opinion.entered.connect(
            lambda text: self._presenter.record_opinion(self.speaker.text(), text)
        )
        for signal in (self.opinion.draft_changed, self.opinion.finished):
            signal.connect(lambda text: self._presenter.keep_typing("opinion", text))
        for view in (self.opinions, self.dissents):
            view.edited.connect(lambda key, text: self._presenter.change_text("opinion", key, text))
            view.acted.connect(self._presenter.opinions.act)
        Suggestions(self.opinion, lambda typed: self._presenter.phrases.find("opinion", typed))
        return card

    def _build_manner(self) -> QWidget:
        """One small row: where the speaker stands, and whether it is kept apart."""
        manner = QWidget()
        row = Flow(manner, gap=8, row_gap=6)
        self.stances = ChoiceChips(may_be_none=True)
        self.stances.setAccessibleName(_("态度"))
        self.stances.changed.connect(lambda keys: self._chip(self.stances, keys))
        self.apart = ChoiceChips(may_be_none=True)
        self.apart.setAccessibleName(_("保留意见"))
        self.apart.changed.connect(lambda keys: self._chip(self.apart, keys))
        self.stances.setToolTip(_("支持 Alt+Z，有顾虑 Alt+G，不赞成 Alt+B"))
        self.apart.setToolTip(_("保留意见 Alt+L，保留意见、不留名 Alt+N"))
        for chips in (self.stances, self.apart):
            row.addWidget(chips)
        self._shown = {self.stances: "unsaid", self.apart: ""}
        self._show_manner_words()
        return manner

    def show_low(self, *, on: bool, flat: bool) -> None:
        """Where the window is low the keys of the manner stand in the tool tip only; where it is
        `flat` the item stands above everything, and what it is about in a sheet."""
        if (on, flat) == (self._low, self._flat):
            return
        self._low, self._flat = on, flat
        self._column.respace(_GAP_LOW if on else _GAP, NONE)
        self._opinions_card.body.respace(8, _MARGINS_LOW if on else _MARGINS)
        self._topic_card.show_low(on=on)
        self._topic_card.show_bare(on=flat)
        show_if(self.more, not flat)
        self._show_heading()
        self._show_manner_words()
        self._fit()

    def _show_heading(self) -> None:
        """Where the window is low the rows speak for themselves."""
        self._opinions_card.show_heading("" if self._low or self.lists.chosen() else self._said)

    def _show_manner_words(self) -> None:
        on = self._low
        stances = [
            ("for", _("支持"), "Alt+Z"),
            ("worried", _("有顾虑"), "Alt+G"),
            ("against", _("不赞成"), "Alt+B"),
        ]
        named, unnamed = _("保留意见"), _("匿名保留意见")
        if self._flat:
            named, unnamed = _("保留"), _("匿名保留")
        aparts = [(DISSENT, named, "Alt+L"), (UNNAMED, unnamed, "Alt+N")]
        for chips, choices in ((self.stances, stances), (self.apart, aparts)):
            words = [(key, name if on else f"{name} {keys}") for key, name, keys in choices]
            chips.show_choices(words, [self._shown[chips]])

    def _chip(self, chips: ChoiceChips, keys: list) -> None:
        key = keys[0] if keys else self._shown[chips]
        choose = (
            self._presenter.choose_stance if chips is self.stances else self._presenter.choose_apart
        )
        choose(key)

    def _keep_speaker(self) -> None:
        self._keeping.stop()
        self._presenter.keep_typing("speaker", self.speaker.text())

    def show_menu(self, below: QWidget) -> None:
        """What else there is to an item; each with its key."""
        menu = QMenu(self)
        for key, words, keys in (
            ("options", _("可选办法和利弊"), "Alt+F"),
            ("mood", _("看看大家的态度"), "Alt+T"),
            ("materials", _("照片和录音"), "Alt+M"),
            ("phrases", _("提示常用说法"), "Alt+S"),
            ("papers", _("印一套纸，离开电脑接着开会"), "F12"),
        ):
            if key != "options" or self._has_topic:
                menu.addAction(f"{words}\t{keys}", lambda key=key: self.wanted.emit(key))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(below.mapToGlobal(below.rect().bottomLeft()))

    def _row(self) -> str:
        """The opinion or dissent that has the keyboard."""
        for view in (self.opinions, self.dissents):
            if view.hasFocus():
                return view.marked_key()
        return ""

    def _show_list(self) -> None:
        """While a speaker is looked for, who is meant stands where the opinions are."""
        looking = bool(self.speakers.rows())
        self._fit()
        show_if(self.speakers, looking)
        apart = self.lists.chosen() == [_APART]
        show_if(self.opinions, self._spoken and not looking and not apart)
        show_if(self.dissents, self._spoken and not looking and apart)
        show_if(self._none, not self._spoken and not looking)

    def _speaker_entered(self, _text: str) -> None:
        """Enter takes the one who is marked; a name nobody here has is taken as heard."""
        marked = self.speakers.marked_key()
        if marked:
            self._presenter.enter_speaker(marked)
        elif self.speaker.text().strip() and self._presenter.take_as_heard(self.speaker.text()):
            self.opinion.setFocus()


def _actions(apart: str) -> tuple[EntryAction, ...]:
    """What can be done to an opinion; the keys are those of the hall, the list takes no others."""
    return (
        EntryAction("for", _("支持"), "Alt+Z"),
        EntryAction("worried", _("有顾虑"), "Alt+G"),
        EntryAction("against", _("不赞成"), "Alt+B"),
        EntryAction("answer", _("诉求和回应"), "Alt+H"),
        EntryAction("apart", apart, "Alt+L"),
        EntryAction(UNNAMED, _("抹去名字"), "Alt+N"),
        EntryAction("remove", _("删去"), "Delete"),
    )
