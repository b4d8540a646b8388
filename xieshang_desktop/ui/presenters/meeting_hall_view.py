"""What 议事 shows around the item in front: the agenda with its states, what is missing."""

from __future__ import annotations

import re
from datetime import date
from gettext import gettext as _
from typing import NamedTuple

from xieshang_desktop.domain.agenda import (
    ItemTimes,
    current_item,
    following_item,
    planned_times,
)
from xieshang_desktop.domain.meeting import AgendaItem, Sitting
from xieshang_desktop.domain.names import unbroken
from xieshang_desktop.domain.terms import OutcomeKind
from xieshang_desktop.services.deliberation import Hall, ItemFile
from xieshang_desktop.ui.presenters.meeting_talk_view import Row, has_route
from xieshang_desktop.wording.dates import near_date

#: A group or a number behind a title, which stays together.
_BRACKET = re.compile(r"（[^（）]{1,8}）$")


class HallView(NamedTuple):
    """The whole tab while people talk, or afterwards."""

    agenda: tuple[Row, ...]
    missing: tuple[Row, ...]  # what stands in the way of the end, by item
    key: str  # the item in front, or ""
    number: int
    of: int
    running: str  # the key of the item that is talked about, or ""
    following: str  # what the key for the next item does; "" where nothing is left
    begins: bool = False  # nothing is talked about yet, and something waits for it
    adjourned: str = ""  # when and why it goes on another time
    timed: bool = True  # items begin and end now; not where they were talked about on paper


class ItemChoice(NamedTuple):
    """An item as its form takes it; one of a `topic` is public."""

    key: str
    title: str
    kind: str
    minutes: int | None
    public: bool
    topic: bool = False


def hall_view(hall: Hall, item: ItemFile | None) -> HallView:
    """The agenda with one item in front."""
    items = [file.item for file in hall.items]
    times = planned_times(hall.meeting, items)
    running = current_item(items)
    missing = missing_rows(hall)
    waits = bool(missing) or not any(has_route(file) for file in hall.items)
    return HallView(
        agenda=tuple(_agenda_row(file, times[file.item.id]) for file in hall.items),
        missing=missing,
        key=item.item.id if item else "",
        number=item.item.position if item else 0,
        of=len(hall.items),
        running=running.id if running else "",
        following=_following(items),
        begins=running is None and following_item(items) is not None and waits,
    )


def item_choice(item: AgendaItem) -> ItemChoice:
    """What the form of an item begins with."""
    topic = item.topic_id is not None
    return ItemChoice(item.id, item.title, item.kind.value, item.minutes, item.public, topic)


def time_note(item: AgendaItem, times: ItemTimes) -> str:
    """When an item was talked about, or is planned to be: 9:04–9:31, 计划 9:20，20 分钟."""
    minutes = _("{0} 分钟").format(item.minutes) if item.minutes else ""
    if not item.spans:
        begins = _("计划 {0:%H:%M}").format(times.begins) if times.begins else ""
        return "，".join(part for part in (begins, minutes) if part)
    since, until = item.spans[0].since, item.spans[-1].until
    if until is None:
        return _("正在议，{0:%H:%M} 起").format(since)
    return f"{since:%H:%M}–{until:%H:%M}"


def _following(items: list[AgendaItem]) -> str:
    following = following_item(items)
    if following is not None:
        begun = any(item.spans for item in items)
        return _("下一项") if begun else _("第一项")
    return _("议完了") if current_item(items) else ""


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


def adjourned_words(last: Sitting | None, today: date) -> str:
    """休会中，11月24日 9:00 复会。"""
    if last is None or last.resumes is None:
        return _("休会中，复会的时间还没有定。")
    return _("休会中，定于{day} {at:%H:%M} 复会。").format(
        day=near_date(last.resumes.date(), today), at=last.resumes
    )


def unspoken(hall: Hall) -> tuple[str, ...]:
    """Topics on which nobody's opinion was recorded: allowed, but worth a question."""
    return tuple(f.item.title for f in hall.items if has_route(f) and not f.opinions)


def _agenda_row(file: ItemFile, times: ItemTimes) -> Row:
    item = file.item
    notes = [time_note(item, times)]
    if file.outcome is not None:
        notes.append(file.outcome.kind.words)
    elif not item.spans and (file.opinions or file.agreed or file.open_points):
        notes.append(_("议着"))
    if not item.public:
        notes.append(_("内部"))
    note = " · ".join(part for part in notes if part)
    title = _BRACKET.sub(lambda found: unbroken(found[0]), item.title)
    return Row(item.id, title, str(item.position), note)
