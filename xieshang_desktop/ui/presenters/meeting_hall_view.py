"""What 议事 shows: the agenda with its states, one item with all that was said on it."""

from __future__ import annotations

from datetime import date
from gettext import gettext as _
from typing import NamedTuple

from xieshang_desktop.domain.meeting import Measure, Opinion, Point
from xieshang_desktop.domain.terms import ItemKind, OutcomeKind
from xieshang_desktop.services.deliberation import Hall, ItemFile
from xieshang_desktop.ui.presenters.meeting_words import OUTCOME_CHIPS, day_words
from xieshang_desktop.wording.dates import short_date


class Row(NamedTuple):
    """A row of an entry list: key, text, lead, note, chip, kind of the chip."""

    key: str
    text: str
    lead: str = ""
    note: str = ""
    chip: str = ""
    chip_kind: str = "neutral"


class MeasureRow(NamedTuple):
    """A measure as it is shown and as its form takes it."""

    row: Row
    text: str
    owner: str
    due: date


class RouteView(NamedTuple):
    """The result of a topic so far."""

    kind: str
    text: str
    conformity: str


class ItemView(NamedTuple):
    """The item in front."""

    key: str
    number: int
    of: int
    title: str
    kind: str
    paragraphs: tuple[tuple[str, str], ...]  # heading and text: 事由, 调研, 上次
    opinions: tuple[Row, ...]
    agreed: tuple[Row, ...]
    open_points: tuple[Row, ...]
    measures: tuple[MeasureRow, ...]
    route: RouteView
    has_route: bool  # only topics that are discussed have a result


class HallView(NamedTuple):
    """The whole tab while people talk, or afterwards."""

    agenda: tuple[Row, ...]
    missing: tuple[Row, ...]  # what stands in the way of the end, by item
    item: ItemView | None


def hall_view(hall: Hall, item: ItemFile | None, earlier: tuple[str, ...], today: date) -> HallView:
    """The hall with one item in front; `earlier` is what was said of it before."""
    return HallView(
        agenda=tuple(_agenda_row(file) for file in hall.items),
        missing=missing_rows(hall),
        item=_item_view(hall, item, earlier, today) if item else None,
    )


def missing_rows(hall: Hall) -> tuple[Row, ...]:
    """What is missing before the meeting may end; the keys are those of the items."""
    rows = []
    for file in hall.items:
        if not has_route(file):
            continue
        lead = str(file.item.position)
        if file.outcome is None:
            rows.append(Row(file.item.id, _("“{0}”还没有协商结果").format(file.item.title), lead))
        elif file.outcome.kind is OutcomeKind.CONSENSUS and not file.measures:
            rows.append(
                Row(
                    file.item.id,
                    _("“{0}”达成了共识，还差一条办理措施").format(file.item.title),
                    lead,
                )
            )
    return tuple(rows)


def unspoken(hall: Hall) -> tuple[str, ...]:
    """Topics on which nobody's opinion was recorded: allowed, but worth a question."""
    return tuple(f.item.title for f in hall.items if has_route(f) and not f.opinions)


def has_route(file: ItemFile) -> bool:
    """Whether the item is a topic that is discussed."""
    return file.topic is not None and file.item.kind is ItemKind.DISCUSSION


def _agenda_row(file: ItemFile) -> Row:
    chip, kind = "", "neutral"
    if file.outcome is not None:
        chip, kind = file.outcome.kind.words, OUTCOME_CHIPS[file.outcome.kind]
    elif file.opinions or file.agreed or file.open_points:
        chip = _("议着")
    return Row(file.item.id, file.item.title, str(file.item.position), chip, "", kind)


def _item_view(hall: Hall, file: ItemFile, earlier: tuple[str, ...], today: date) -> ItemView:
    paragraphs: list[tuple[str, str]] = []
    if file.topic is not None:
        topic = file.topic
        kind = f"{topic.topic_class.words} · {topic.source.words}"
        proposed = _("{who} {day}提出").format(
            who=topic.proposer, day=day_words(topic.proposed_on, today)
        )
        paragraphs.append((_("事由"), topic.background or proposed))
    else:
        kind = file.item.kind.words
    paragraphs += [(_("上次协商"), words) for words in earlier]
    paragraphs += [
        (_("调研"), _("{0}，{1}：{2}").format(r.researchers, short_date(r.made_on), r.findings))
        for r in file.research
    ]
    outcome = file.outcome
    return ItemView(
        key=file.item.id,
        number=file.item.position,
        of=len(hall.items),
        title=file.item.title,
        kind=kind,
        paragraphs=tuple(paragraphs),
        opinions=tuple(_opinion_row(opinion) for opinion in file.opinions),
        agreed=_point_rows(file.agreed),
        open_points=_point_rows(file.open_points),
        measures=tuple(_measure_row(measure, today) for measure in file.measures),
        route=RouteView(
            outcome.kind.value if outcome else "",
            outcome.text if outcome else "",
            outcome.conformity if outcome else "",
        ),
        has_route=has_route(file),
    )


def _opinion_row(opinion: Opinion) -> Row:
    note = " · ".join(part for part in (opinion.group, f"{opinion.at:%H:%M}") if part)
    return Row(opinion.id, opinion.text, opinion.speaker, note)


def _point_rows(points: tuple[Point, ...]) -> tuple[Row, ...]:
    return tuple(Row(point.id, point.text, str(number)) for number, point in enumerate(points, 1))


def _measure_row(measure: Measure, today: date) -> MeasureRow:
    note = f"{measure.owner} · " + _("{0}前").format(day_words(measure.due, today))
    return MeasureRow(
        Row(measure.id, measure.text, "", note), measure.text, measure.owner, measure.due
    )
