"""What 议事 shows of one item: what it is about, all that was said on it, what came of it."""

from __future__ import annotations

from datetime import date
from gettext import gettext as _
from typing import NamedTuple

from xieshang_desktop.domain.meeting import Measure, Opinion, Point
from xieshang_desktop.domain.terms import ItemKind, Stance
from xieshang_desktop.services.deliberation import Hall, ItemFile
from xieshang_desktop.ui.presenters.meeting_words import day_words
from xieshang_desktop.ui.presenters.topic_options import option_words
from xieshang_desktop.wording.dates import short_date

#: The colour of a stance; who has not said where they stand has no chip.
STANCE_CHIPS = {Stance.FOR: "done", Stance.WORRIED: "waiting", Stance.AGAINST: "attention"}


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
    """The item in front; `dissents` are kept apart from the other `opinions`. `one_sided` says
    that nobody worried or spoke against yet, before there is a result (S2-14)."""

    key: str
    title: str
    kind: str
    paragraphs: tuple[tuple[str, str], ...]  # heading and text: 事由, 调研, 上次, 可选办法
    opinions: tuple[Row, ...]
    dissents: tuple[Row, ...]
    agreed: tuple[Row, ...]
    open_points: tuple[Row, ...]
    measures: tuple[MeasureRow, ...]
    route: RouteView
    has_route: bool  # only topics that are discussed have a result
    topic_id: str  # "" where the item is about no topic
    one_sided: bool
    mood: str


def has_route(file: ItemFile) -> bool:
    """Whether the item is a topic that is discussed."""
    return file.topic is not None and file.item.kind is ItemKind.DISCUSSION


def item_view(hall: Hall, file: ItemFile, earlier: tuple[str, ...], today: date) -> ItemView:
    """One item; `earlier` is what was said of it before."""
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
    if file.options:
        paragraphs.append((_("可选办法"), "\n".join(option_words(file.options))))
    outcome = file.outcome
    return ItemView(
        key=file.item.id,
        title=file.item.title,
        kind=kind,
        paragraphs=tuple(paragraphs),
        opinions=tuple(_opinion_row(opinion) for opinion in file.said),
        dissents=tuple(_opinion_row(opinion) for opinion in file.dissents),
        agreed=_point_rows(file.agreed),
        open_points=_point_rows(file.open_points),
        measures=tuple(_measure_row(measure, today) for measure in file.measures),
        route=RouteView(
            outcome.kind.value if outcome else "",
            outcome.text if outcome else "",
            outcome.conformity if outcome else "",
        ),
        has_route=has_route(file),
        topic_id=file.topic.id if file.topic else "",
        one_sided=_one_sided(file),
        mood=file.item.mood,
    )


def speaker_words(opinion: Opinion) -> str:
    """Who said it: one who wishes not to be named, or whose name stayed in the village, has none;
    what was not told in the room says so."""
    name = _("不留名") if opinion.unnamed else opinion.speaker or _("发言人")
    return _("{0}（书面）").format(name) if opinion.statement_id else name


def _one_sided(file: ItemFile) -> bool:
    other = (Stance.WORRIED, Stance.AGAINST)
    heard = any(o.dissent or o.stance in other for o in file.opinions)
    return has_route(file) and bool(file.opinions) and not heard and file.outcome is None


def _opinion_row(opinion: Opinion) -> Row:
    clock = "" if opinion.statement_id else f"{opinion.at:%H:%M}"
    said = " · ".join(part for part in (opinion.group, clock) if part)
    if opinion.answer:
        said += "\n" + _("回应：{0}").format(opinion.answer)
    elif opinion.demand:
        said += _(" · 诉求，还没有回应")
    chip = opinion.stance.words if opinion.stance in STANCE_CHIPS else ""
    return Row(
        opinion.id,
        opinion.text,
        speaker_words(opinion),
        said,
        chip,
        STANCE_CHIPS.get(opinion.stance, "neutral"),
    )


def _point_rows(points: tuple[Point, ...]) -> tuple[Row, ...]:
    return tuple(Row(point.id, point.text, str(number)) for number, point in enumerate(points, 1))


def _measure_row(measure: Measure, today: date) -> MeasureRow:
    note = f"{measure.owner} · " + _("{0}前").format(day_words(measure.due, today))
    return MeasureRow(
        Row(measure.id, measure.text, "", note), measure.text, measure.owner, measure.due
    )
