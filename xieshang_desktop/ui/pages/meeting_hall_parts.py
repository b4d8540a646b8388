"""What the talk asks of the hall's page: given on to the talk, the results and their sheets."""

from __future__ import annotations

from functools import partial
from gettext import gettext as _

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from xieshang_desktop.ui import dialogs
from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.pages.meeting_hall_materials import MaterialsSheet
from xieshang_desktop.ui.pages.meeting_hall_mood import MoodSheet
from xieshang_desktop.ui.pages.meeting_hall_results import Results
from xieshang_desktop.ui.pages.meeting_hall_side import ResultsSide
from xieshang_desktop.ui.pages.meeting_hall_talk import Talk
from xieshang_desktop.ui.pages.topic_options import OptionsSheet
from xieshang_desktop.ui.presenters.meeting_opinions import DISSENT, UNNAMED
from xieshang_desktop.ui.presenters.meeting_talk import TalkPresenter
from xieshang_desktop.ui.presenters.meeting_talk_view import ItemView
from xieshang_desktop.ui.widgets.form_sheet import FormSheet
from xieshang_desktop.ui.widgets.paragraphs import Paragraphs
from xieshang_desktop.ui.widgets.reveal import focus_in_sight
from xieshang_desktop.ui.widgets.sheet import Sheet

#: Stances by the first letter of their pinyin: 支持, 顾虑, 不赞成.
STANCE_KEYS = (("Alt+Z", "for"), ("Alt+G", "worried"), ("Alt+B", "against"))


class TalkParts(QWidget):
    """The hall's page, as far as the talk goes: `talk` in the middle, `results` at the `side`."""

    talk: Talk
    results: Results
    side: ResultsSide

    def make_talk(self, context: Context, presenter: TalkPresenter) -> None:
        """Make the parts and their keys."""
        self._context, self._talking = context, presenter
        self._moods: MoodSheet | None = None
        self.talk = Talk(presenter)
        self.results = Results(presenter, lambda: context.desk.today)
        more = {
            "options": ("Alt+F", self._open_options),
            "mood": ("Alt+T", presenter.mood.ask),
            "materials": ("Alt+M", self._open_materials),
            "phrases": ("Alt+S", presenter.phrases.switch),
        }
        self.talk.wanted.connect(lambda key: more[key][1]() if key in more else None)
        for keys, call in more.values():
            self._talk_key(keys, call)
        for keys, stance in STANCE_KEYS:
            self._talk_key(keys, lambda stance=stance: self.talk.take_stance(stance))
        self._talk_key("Alt+L", lambda: self.talk.take_apart(DISSENT))
        self._talk_key("Alt+N", lambda: self.talk.take_apart(UNNAMED))
        self._talk_key("Alt+H", self.talk.ask_answer)

    # ---- what the presenter asks

    def show_item(self, item: ItemView, *, may_talk: bool, may_route: bool) -> None:
        """The item in front with all that was said on it."""
        self._item, self._may_talk = item, may_talk
        self.talk.show_item(item, may_talk=may_talk)
        self.results.show_item(item, may_talk=may_talk, may_route=may_route)
        self.side.show_item(item)

    def finish_typing(self) -> None:
        """Another item is about to come."""
        self.talk.finish_typing()
        self.results.finish_typing()

    def show_drafts(self, drafts: dict) -> None:
        """What was being typed on this item."""
        self.talk.show_drafts(drafts)
        self.results.show_drafts(drafts)

    def show_speakers(self, rows) -> None:
        """Who of those present is meant."""
        self.talk.show_speakers(rows)

    def speaker_chosen(self, words: str) -> None:
        """The speaker is known: on to what is said."""
        self.talk.speaker_chosen(words)

    def emptied(self, *fields: str) -> None:
        """These are recorded: ready for the next."""
        self.talk.empty(fields)
        self.results.empty(fields)

    def show_manner(self, stance: str, apart: str) -> None:
        """How the one who speaks says it."""
        self.talk.show_manner(stance, apart)

    def show_speaker_hint(self, words: str) -> None:
        """What is to be known of the name that was written."""
        self.talk.show_speaker_hint(words)

    def show_opinion(self, words: str) -> None:
        """What stands in the line for what is said."""
        self.talk.opinion.show_value(words)

    def ask_speaker(self) -> None:
        """Whose words these are is asked in the field itself."""
        focus_in_sight(self.talk.speaker)

    def ask_sign_in(self, name: str, then, as_heard) -> None:
        """Somebody invited speaks who has not signed in."""
        dialogs.ask(
            self,
            _("{0} 还没有签到").format(name),
            _("人已经到了，就先签到，再接着记。"),
            _("签到，接着记"),
            then,
            no=_("只写名字"),
            otherwise=as_heard,
        )

    def ask_answer(self, form) -> None:
        """Whether an opinion is a demand, and what was answered."""
        opinions = self._talking.opinions
        FormSheet(
            self,
            form,
            lambda: self._context.desk.today,
            partial(opinions.answer, form.key),
            partial(opinions.keep_answer, form.key),
        ).open()

    def ask_unnamed(self, opinion_id: str, words: str) -> None:
        """Whether a name is to be taken out for good."""
        question = dialogs.ask(
            self,
            _("抹去这条意见的名字？"),
            words,
            _("抹去名字"),
            lambda: self._talking.opinions.make_unnamed(opinion_id),
        )
        question.no.setFocus()

    def show_moods(self, moods, sentence: str) -> None:
        """The rough picture of the cards."""
        if self._moods is None:
            self._moods = MoodSheet(self, self._talking, may_write=self._may_talk)
            self._moods.closed.connect(self._forget_moods)
            self._moods.show_moods(moods, sentence)
            self._moods.open(self._moods.tiles)
        else:
            self._moods.show_moods(moods, sentence)

    # ---- inside

    def _forget_moods(self) -> None:
        self._moods = None

    def _open_options(self) -> None:
        if self._shows_item() and self._item.topic_id:
            OptionsSheet(self._context, self._item.topic_id, self._item.title).open()

    def open_about(self) -> None:
        """What the item is about, where there is no room for it above the talk."""
        if not self._shows_item():
            return
        told = Sheet(self, self._item.title, width=680)
        about = Paragraphs()
        about.show_paragraphs(self._item.kind, self._item.paragraphs)
        told.body.addWidget(about)
        told.open()

    def _open_materials(self) -> None:
        if self._shows_item():
            MaterialsSheet(self._context, self._item.key, may_add=self._may_talk).open()

    def _shows_item(self) -> bool:
        return self.talk.isVisible() and hasattr(self, "_item")

    def _talk_key(self, keys: str, call) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.activated.connect(lambda: call() if self.talk.isVisible() else None)
