"""The papers with which a meeting goes on when the laptop can't: one PDF, made by one key."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import msgspec
from msgspec.structs import replace

from xieshang_desktop.domain import documents
from xieshang_desktop.domain.agenda import current_item, is_done, is_on
from xieshang_desktop.domain.dates import date_words, moment_words
from xieshang_desktop.domain.meeting import COMING, AgendaItem, Meeting
from xieshang_desktop.domain.speaking import floor_of
from xieshang_desktop.domain.terms import ItemKind
from xieshang_desktop.errors import RuleBroken
from xieshang_desktop.services.deliberation import Hall, ItemFile, hall_of
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.paper_list import SPECS
from xieshang_desktop.services.paper_list.kinds import PaperKind
from xieshang_desktop.services.paper_pages import join
from xieshang_desktop.services.papers import Composed, compose, rendered
from xieshang_desktop.services.papers_door import filled_sheet
from xieshang_desktop.services.sign_in import open_door
from xieshang_desktop.services.speaking import speeches_of
from xieshang_desktop.services.typesetting import set_paper

#: Empty rows of the sign-in sheet for who still comes and was not invited.
_SPARE = 20
#: One sheet of opinion cards for each topic; the print centre makes more.
_CARDS = 4
_TALKED_OVER = {ItemKind.DISCUSSION, ItemKind.ADVICE}

Step = Callable[[int, int, str], object]


class PapersByHand(msgspec.Struct, frozen=True, kw_only=True):
    """All of them as one PDF, what they are, and which were left out because what they hide was
    not looked at yet."""

    pdf: bytes
    names: tuple[str, ...]
    left_out: tuple[str, ...] = ()


def papers_by_hand(desk: Desk, meeting_id: str, step: Step | None = None) -> PapersByHand:
    """The sign-in sheet with who is there already and room for more, the agenda with what is done,
    the speakers' list, a record for each item that is left, the rules of speaking, opinion cards.

    RuleBroken `meeting_over`, `agenda_empty`.
    """
    with desk.store.read() as reader:
        meeting = reader.one(Meeting, meeting_id)
        hall = hall_of(reader, meeting)
    if meeting.state not in COMING:
        raise RuleBroken("meeting_over", title=meeting.title)
    if not hall.items:
        raise RuleBroken("agenda_empty")
    wanted: list[tuple[str, Callable[[], Composed | documents.Paper]]] = [
        ("签到表", lambda: _sign_in_sheet(desk, meeting_id)),
        (SPECS[PaperKind.HAND_RECORD].name, lambda: hand_record(desk, meeting_id, {})),
        (SPECS[PaperKind.SPEAKING_RULES].name, lambda: _rules(desk, meeting)),
    ]
    for file in _left(hall):
        if file.topic is not None:
            name = f"{SPECS[PaperKind.OPINION_CARD].name}（{file.item.title}）"
            wanted.append((name, lambda topic=file.topic.id: _cards(desk, topic)))  # type: ignore[misc]
    made, names, left_out = [], [], []
    for at, (name, make) in enumerate(wanted):
        if step is not None:
            step(at, len(wanted), name)
        paper = make()
        if not isinstance(paper, Composed):
            made.append(set_paper(paper).pdf)
        elif paper.guarded is None or paper.guarded.cleared:
            made.append(rendered(paper).pdf)
        else:
            left_out.append(name)
            continue
        names.append(name)
    return PapersByHand(pdf=join(made), names=tuple(names), left_out=tuple(left_out))


def hand_record(desk: Desk, meeting_id: str, _answers: Mapping[str, str]) -> documents.HandRecord:
    """手工记录表 of a meeting as it stands; RuleBroken `agenda_empty`."""
    door = open_door(desk, meeting_id)
    with desk.store.read() as reader:
        meeting = reader.one(Meeting, meeting_id)
        hall = hall_of(reader, meeting)
        speeches = speeches_of(reader, meeting_id)
    if not hall.items:
        raise RuleBroken("agenda_empty")
    items = [file.item for file in hall.items]
    on = current_item(items)
    floor = floor_of(speeches, on.id if on else "", alternating=meeting.alternating)
    now, here = desk.clock(), door.figures.total.present
    return documents.HandRecord(
        unit=desk.unit.name,
        title=f"{meeting.title}手工记录表",
        meeting=meeting.title,
        when=moment_words(meeting.starts),
        place=meeting.place,
        chair=meeting.chair,
        recorder=meeting.recorder,
        printed=f"{date_words(now)}{now:%H:%M}，实到{here}人",
        agenda=tuple(_item(item) for item in items),
        speakers=tuple(
            documents.HandSpeaker(
                name=speech.speaker,
                group=speech.group,
                item=str(on.position if on else ""),
                stance="",
                time="正在发言" if speech is floor.speaking else "",
            )
            for speech in (*([floor.speaking] if floor.speaking else []), *floor.waiting)
        ),
        topics=tuple(_topic(file) for file in _left(hall)),
        issued_on=desk.today,
        practice=desk.unit.practice,
    )


def _left(hall: Hall) -> Iterator[ItemFile]:
    """What is talked about now or later, and has something to be recorded."""
    for file in hall.items:
        if file.item.kind in _TALKED_OVER and (not is_done(file.item) or file.outcome is None):
            yield file


def _item(item: AgendaItem) -> documents.HandItem:
    state = "正在议" if is_on(item) else "议过" if is_done(item) else ""
    began = f"{item.spans[0].since:%H:%M}" if item.spans else ""
    until = item.spans[-1].until if item.spans else None
    return documents.HandItem(
        title=item.title,
        way=item.kind.official,
        minutes=f"{item.minutes}分钟" if item.minutes else "",
        state=state,
        began=began,
        ended=f"{until:%H:%M}" if until else "",
    )


def _topic(file: ItemFile) -> documents.HandTopic:
    return documents.HandTopic(
        number=str(file.item.position),
        topic=file.item.title,
        agreed=tuple(point.text for point in file.agreed),
        open_points=tuple(point.text for point in file.open_points),
        known=tuple(f"{m.text}，{m.owner}，{date_words(m.due)}前" for m in file.measures),
    )


def _sign_in_sheet(desk: Desk, meeting_id: str) -> documents.SignInSheet:
    """Who is there keeps the time as recorded, everybody else signs on the paper."""
    sheet = filled_sheet(desk, meeting_id, {})
    rows = tuple(
        replace(row, signed="", mark=None, note="\n".join(filter(None, (_came(row), row.note))))
        for row in sheet.rows
    )
    return replace(sheet, filled=False, rows=rows, counts=(), spare_rows=_SPARE)


def _came(row: documents.SignInRow) -> str:
    return f"{row.signed}已到" if row.signed else ""


def _rules(desk: Desk, meeting: Meeting) -> Composed:
    return compose(desk, PaperKind.SPEAKING_RULES, meeting.id)


def _cards(desk: Desk, topic_id: str) -> Composed:
    return compose(desk, PaperKind.OPINION_CARD, topic_id, {"cards": str(_CARDS), "named": "1"})
