"""The records behind one figure: of all villages or of one, of all kinds or of one."""

from __future__ import annotations

from datetime import date
from gettext import gettext as _
from typing import NamedTuple, Protocol

from xieshang_desktop.domain import periods
from xieshang_desktop.domain.figures import KINDS, OF_TODAY, Figure
from xieshang_desktop.domain.periods import Period
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.whereabouts import Whereabouts, page_of
from xieshang_desktop.township.overview import village_lines
from xieshang_desktop.township.rollup_lists import RecordRow, records_behind
from xieshang_desktop.ui.presenters.township_rollup import figure_words, period_words
from xieshang_desktop.wording.dates import near_date


class ListView(NamedTuple):
    """A page of records: village, title, words, day, key."""

    title: str
    line: str
    kinds: tuple[tuple[str, str], ...]
    kind: str
    villages: tuple[tuple[str, str], ...]
    village: str
    rows: tuple[tuple[object, ...], ...]
    page: int
    pages: int


class ListPage(Protocol):
    """What the presenter asks of the page."""

    def show_list(self, view: ListView) -> None: ...
    def show_village(self, village_id: str, page: str, object_id: str) -> None: ...


class ListPresenter:
    """One figure of one period."""

    def __init__(self, desk: Desk, page: ListPage) -> None:
        self._desk, self._page = desk, page
        self._figure = Figure.OUTCOMES
        self._period: Period = periods.year(desk.today.year)
        self._village, self._kind, self._at = "", "", 1
        self._rows: tuple[RecordRow, ...] = ()

    def open(self, what: str) -> None:
        """`figure#period#village`."""
        figure, period, village = [*what.split("#"), "", ""][:3]
        self._figure, self._period = Figure(figure), periods.read_period(period)
        self._village, self._kind, self._at = village, "", 1
        self.refresh()

    def choose(self, village: str, kind: str) -> None:
        """Of one village, of one kind."""
        self._village, self._kind, self._at = village, kind, 1
        self.refresh()

    def turn(self, by: int) -> None:
        """Another page of the list."""
        self._at += by
        self.refresh()

    def refresh(self) -> None:
        """Read the list again."""
        found = records_behind(
            self._desk,
            self._figure,
            self._period,
            self._village or None,
            self._at,
            kind=self._kind,
        )
        self._at, self._rows = min(found.page, found.pages), found.rows
        when = period_words(self._period)
        if self._figure in OF_TODAY:
            when = _("今天")
        terms = KINDS.get(self._figure)
        kinds = [(term.value, term.words) for term in terms] if terms else []
        villages = [(v.village.id, v.village.name) for v in village_lines(self._desk)]
        self._page.show_list(
            ListView(
                title=figure_words(self._figure),
                line=_("{when}，共 {total} 条").format(when=when, total=f"{found.total:,}"),
                kinds=(("", _("全部")), *kinds) if kinds else (),
                kind=self._kind,
                villages=(("", _("所有村（社区）")), *villages),
                village=self._village,
                rows=tuple(
                    _row(row, number, self._desk.today) for number, row in enumerate(found.rows)
                ),
                page=self._at,
                pages=found.pages,
            )
        )

    def look(self, key: str) -> None:
        """Open a record in its village's own pages."""
        row = self._rows[int(key)]
        where = whereabouts(self._desk, row.village_id, row.object_type, row.object_id)
        self._page.show_village(row.village_id, where.page or "topics", where.object_id)


def whereabouts(desk: Desk, village_id: str, noun: str, object_id: str) -> Whereabouts:
    """Which page of a village shows a record; RuleBroken `gone` when it is not held here."""
    from xieshang_desktop.services.desk import desk_of

    return page_of(desk_of(desk, village_id), noun, object_id)


def _row(row: RecordRow, number: int, today: date) -> tuple[object, ...]:
    times = _("{0} 人次").format(row.times) if row.times else ""
    words = "，".join(filter(None, (row.words, times)))
    day = near_date(row.day, today) if row.day else ""
    return (row.village, row.title or _("（留在村里）"), words, day, str(number))
