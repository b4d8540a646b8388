"""The records behind each figure of the roll-up, a page at a time."""

from __future__ import annotations

from datetime import date

import msgspec

from xieshang_desktop.domain.figures import Figure
from xieshang_desktop.domain.periods import Period
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.storage.figure_sources import SOURCES
from xieshang_desktop.storage.figures import behind
from xieshang_desktop.township.rollup import chosen_villages, freshen, range_of_days

#: Rows of one page.
A_PAGE = 50


class RecordRow(msgspec.Struct, frozen=True, kw_only=True):
    """One record: whose, what to open, and its line. Behind sign-ins stand their meetings, `times`
    is how many came; behind people, how many times one came."""

    village_id: str
    village: str
    object_type: str
    object_id: str
    title: str
    day: date | None
    words: str
    times: int


class RecordPage(msgspec.Struct, frozen=True, kw_only=True):
    """A page of rows, of so many in all."""

    figure: Figure
    rows: tuple[RecordRow, ...]
    page: int
    pages: int
    total: int


def records_behind(
    desk: Desk,
    figure: Figure,
    period: Period,
    village: str | None = None,
    page: int = 1,
    *,
    kind: str = "",
) -> RecordPage:
    """The records that a figure counts, newest first, people by name; of one kind where it is
    given, of one village or of all. What is open is open today, whatever the period."""
    freshen(desk)
    with desk.store.read() as reader:
        names = {
            each.id: each.name
            for each in chosen_villages(reader, None if village is None else [village])
        }
        rows, total = behind(
            reader,
            list(names),
            figure,
            range_of_days(period),
            desk.today,
            kind=kind,
            limit=A_PAGE,
            offset=(max(page, 1) - 1) * A_PAGE,
        )
    noun = "person" if figure is Figure.PARTICIPANTS else SOURCES[figure].table
    return RecordPage(
        figure=figure,
        rows=tuple(
            RecordRow(
                village_id=row.unit_id,
                village=names[row.unit_id],
                object_type=noun,
                object_id=row.object_id,
                title=row.title,
                day=date.fromisoformat(row.day) if row.day else None,
                words=row.words,
                times=row.times,
            )
            for row in rows
        ),
        page=max(page, 1),
        pages=max(-(-total // A_PAGE), 1),
        total=total,
    )
