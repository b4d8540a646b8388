"""公示: one line for each result, its next step in red."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from gettext import gettext as _

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.presenters.meeting_publicity import PublicityPresenter, PublicityView
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.card import Card
from xieshang_desktop.ui.widgets.check_rows import CheckRows
from xieshang_desktop.ui.widgets.date_field import DateField
from xieshang_desktop.ui.widgets.empty import Empty
from xieshang_desktop.ui.widgets.fields import LineField
from xieshang_desktop.ui.widgets.layout import Column, show_if
from xieshang_desktop.ui.widgets.sheet import Sheet
from xieshang_desktop.ui.widgets.text import Label


class PublicityTab(QWidget):
    """What is settled goes on the board; what hangs there long enough comes down."""

    def __init__(self, context: Context, page: QWidget) -> None:
        super().__init__()
        self._page = page
        self._today = lambda: context.desk.today
        self.presenter = PublicityPresenter(context.desk, self, context.attempt, context.go)
        column = Column(self, gap=12)
        self._early = Empty("megaphone", "")
        self._early.acted.connect(self.presenter.help_on)
        self._card = Card(_("协商结果公示"), gap=6)
        self.results = CheckRows(stacked=True)
        self.results.acted.connect(self.presenter.act)
        self._rule = Label("", "small", wrap=True)
        self._card.body.addWidget(self.results)
        self._card.body.addWidget(self._rule)
        column.addWidget(self._early, 1)
        self.more = Button(
            _("更多文书"), icon="paper", pressed=self.presenter.open_papers, reads=True
        )
        column.addWidget(self._card)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    def show_too_early(self, sentence: str, button: str) -> None:
        """Nothing to publish, or not yet."""
        show_if(self._card, False)
        show_if(self.more, False)
        show_if(self._early, True)
        self._early.show_sentence(sentence, button)

    def show_results(self, view: PublicityView) -> None:
        """Where each result stands."""
        show_if(self._early, False)
        show_if(self._card, True)
        show_if(self.more, True)
        self.results.show_lines([tuple(line) for line in view.lines])
        self._rule.setText(view.rule)

    def ask_posting(self, topic_id: str, title: str, place: str, day: date) -> None:
        """Where it hangs, and since when."""
        PostingSheet(
            self,
            title,
            place,
            day,
            self._today,
            lambda where, since: self.presenter.post(topic_id, where, since),
        ).open()

    def show_part(self, key: str) -> None:
        """Another part of the meeting."""
        self._page.show_part(key)

    def open_meeting(self, meeting_id: str) -> None:
        """Read the results of this meeting."""
        self.presenter.open(meeting_id)

    def first_field(self) -> QWidget:
        """The next step."""
        if self._card.isHidden():
            return self._early.button
        return self.results.main_button() or self._card


class PostingSheet(Sheet):
    """已张贴: place and day."""

    def __init__(
        self,
        host: QWidget,
        title: str,
        place: str,
        day: date,
        today: Callable[[], date],
        post: Callable[[str, date | None], bool],
    ) -> None:
        super().__init__(host, _("公示已张贴"), _("记下"))
        self._post = post
        self.body.addWidget(Label(title, "secondary", wrap=True))
        self.place = LineField(_("贴在哪里"), example=_("如 村务公开栏"), longest=60)
        self.place.show_value(place)
        self.day = DateField(_("哪天贴的"), today)
        self.day.show_day(day)
        self.body.addWidget(self.place)
        self.body.addWidget(self.day)
        self.accepted.connect(self._save)

    def _save(self) -> None:
        day = self.day.day()
        if not self.place.value():
            self.place.show_error(_("请写贴在哪里。"))
            self.place.setFocus()
        elif day is None:
            self.day.show_error(self.day.error() or _("请写哪天贴的。"))
            self.day.setFocus()
        elif self._post(self.place.value(), day):
            self.leave()


def build(context: Context, page: QWidget) -> PublicityTab:
    """The publicity of a meeting."""
    return PublicityTab(context, page)
