"""月报: three texts at the left, the paper as it will print at the right."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from gettext import gettext as _

from PySide6.QtWidgets import QWidget

from xieshang_desktop.services.papers import Composed
from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.paper_view import PaperView
from xieshang_desktop.ui.presenters.township_monthly import MonthlyPresenter
from xieshang_desktop.ui.widgets.card import Card
from xieshang_desktop.ui.widgets.fields import Field
from xieshang_desktop.ui.widgets.layout import Split
from xieshang_desktop.ui.widgets.page import Page
from xieshang_desktop.ui.widgets.text import Label
from xieshang_desktop.ui.widgets.text_area import TextArea


def build(context: Context) -> QWidget:
    """The page, wired to the desk."""
    page = MonthlyPage(context)
    page.shown.connect(page.refresh)
    return page


class MonthlyPage(Page):
    """What is typed is kept; leaving a text records it, and the paper follows."""

    def __init__(self, context: Context) -> None:
        super().__init__("", _("返回汇总"))
        self._presenter = MonthlyPresenter(context.desk, self, context.attempt)
        card = Card(gap=14)
        card.body.addWidget(
            Label(_("数字已经填好。写三段话，右边就是印出来的样子。"), "secondary", wrap=True)
        )
        self.areas: dict[str, TextArea] = {}
        for name, label, example in (
            ("judgement", _("研判"), _("这些数说明什么，下个月可能有什么")),
            ("problems", _("问题"), _("哪些办得慢、哪些村没有动静、为什么")),
            ("experience", _("经验"), _("哪个办法好用，别的村可以照着做")),
        ):
            area = self.areas[name] = TextArea(example, rows=3, most_rows=8)
            area.draft_changed.connect(partial(self._keep, name))
            area.finished.connect(self._write)
            card.body.addWidget(Field(label, area))
        card.body.addStretch(1)
        self.paper = PaperView(context.desk, context.attempt, main="primary")
        self.body.addWidget(Split(card, self.paper, (2, 3), least=360), 1)
        self.setFocusProxy(self.areas["judgement"])

    def open_object(self, object_id: str | None) -> None:
        """The report of the period of this label."""
        if object_id:
            self._presenter.open(object_id)

    def refresh(self) -> None:
        """Read it again, unless somebody is writing."""
        if not any(area.hasFocus() for area in self.areas.values()):
            self._presenter.refresh()

    def show_texts(self, title: str, texts: dict[str, str]) -> None:
        """What was written so far."""
        self.show_title(title)
        for name, text in texts.items():
            if self.areas[name].value() != text:
                self.areas[name].show_value(text)

    def show_paper(self, compose: Callable[[], Composed]) -> None:
        """The paper as it stands."""
        self.paper.show_paper(compose)

    def _keep(self, name: str, _text: object = "") -> None:
        self._presenter.keep(name, self.areas[name].value())

    def _write(self, _text: object = "") -> None:
        self._presenter.write({name: area.value() for name, area in self.areas.items()})
