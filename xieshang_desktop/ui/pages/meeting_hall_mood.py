"""看看大家的态度: cards counted by eye, and the sentence on it for the minutes."""

from __future__ import annotations

from gettext import gettext as _

from PySide6.QtWidgets import QWidget

from xieshang_desktop.ui.presenters.meeting_talk import TalkPresenter
from xieshang_desktop.ui.widgets.entry_line import EntryLine
from xieshang_desktop.ui.widgets.fields import Field
from xieshang_desktop.ui.widgets.layout import show_if
from xieshang_desktop.ui.widgets.mood_tiles import MoodTiles
from xieshang_desktop.ui.widgets.sheet import Sheet
from xieshang_desktop.ui.widgets.suggestions import Suggestions
from xieshang_desktop.ui.widgets.text import Label


class MoodSheet(Sheet):
    """Plus and minus, or 1 2 3; Tab to the sentence. The numbers leave with the program."""

    def __init__(self, host: QWidget, presenter: TalkPresenter, *, may_write: bool) -> None:
        super().__init__(host, _("看看大家的态度"), no=_("好了"), width=640)
        self._presenter = presenter
        self._shown = ""
        about = _(
            "请大家举卡片，数个大概，给主持人心里有数：往下该多听哪一边。"
            "数字不保存、不公布，也不作为结果。"
        )
        self.body.addWidget(Label(about, "secondary", wrap=True))
        self.tiles = MoodTiles()
        self.tiles.counted.connect(presenter.mood.count)
        self.body.addWidget(self.tiles)
        self.body.addWidget(Label(_("1 2 3 加一张，← → 选，+ − 加减"), "small"))
        self.sentence = EntryLine(_("例如：大多数人愿意支持，少数人担心资金"), _("会场气氛"), 3)
        field = Field(_("一句话写进纪要（可以不写）"), self.sentence)
        self.body.addWidget(field)
        show_if(field, may_write)
        Suggestions(self.sentence, lambda typed: presenter.phrases.find("mood", typed))
        for signal in (self.sentence.draft_changed, self.sentence.finished):
            signal.connect(lambda text: presenter.keep_typing("mood", text))
        self.sentence.entered.connect(self._write)

    def show_moods(self, moods, sentence: str) -> None:
        """The counts, and the sentence unless it is being written."""
        self.tiles.show_tiles(moods)
        if sentence != self._shown or not self.sentence.value():
            self._shown = sentence
            self.sentence.show_value(self._presenter.mood.draft() or sentence)

    def leave(self) -> None:
        """What was written is recorded."""
        self._write(self.sentence.value())
        super().leave()

    def _write(self, text: str) -> None:
        if self.sentence.isVisible() and text.strip() != self._shown.strip():
            self._shown = text.strip()
            self._presenter.mood.write(text)
