"""月报: the three texts a clerk writes below the figures, and the paper they make."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from xieshang_desktop.domain import periods
from xieshang_desktop.domain.periods import Period
from xieshang_desktop.services import drafting
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.papers import Composed
from xieshang_desktop.township.monthly import compose_summary, summary_of, write_summary
from xieshang_desktop.ui.presenters.attempting import Attempt
from xieshang_desktop.ui.presenters.township_rollup import last_month, report_words

#: The texts in the order of the paper.
FIELDS = ("judgement", "problems", "experience")


class MonthlyPage(Protocol):
    """What the presenter asks of the page."""

    def show_texts(self, title: str, texts: dict[str, str]) -> None: ...
    def show_paper(self, compose: Callable[[], Composed]) -> None: ...


class MonthlyPresenter:
    """One period at a time."""

    def __init__(self, desk: Desk, page: MonthlyPage, attempt: Attempt) -> None:
        self._desk, self._page, self._attempt = desk, page, attempt
        self.period: Period = last_month(desk.today)

    def open(self, label: str) -> None:
        """Show the report of this period."""
        self.period = periods.read_period(label)
        self.refresh()

    def refresh(self) -> None:
        """Read it again; what was being typed is offered again."""
        written = summary_of(self._desk, self.period)
        texts = {name: str(getattr(written, name)) for name in FIELDS}
        texts |= drafting.kept(self._desk, self._draft, *FIELDS)
        self._page.show_texts(report_words(self.period), texts)
        self._show_paper()

    def keep(self, name: str, text: str) -> None:
        """A text while it is typed."""
        drafting.keep(self._desk, self._draft, name, text)

    def write(self, texts: dict[str, str]) -> bool:
        """A field was left: the texts are recorded, and the paper shows them."""

        def record() -> None:
            write_summary(self._desk, self.period, **texts)
            drafting.drop(self._desk, self._draft, *FIELDS)

        done = self._attempt(record)
        self._show_paper()
        return done

    @property
    def _draft(self) -> str:
        return f"summary:{self.period.label}"

    def _show_paper(self) -> None:
        desk, period = self._desk, self.period
        self._page.show_paper(lambda: compose_summary(desk, period))
