"""Records of an invented village as a convenor would make them: people, topics, meetings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from msgspec.structs import replace

from tests.blank_records import blank_records
from tests.clock import HandClock
from xieshang_desktop.domain.attachment import Attachment
from xieshang_desktop.domain.meeting import AgendaItem
from xieshang_desktop.domain.note import Note
from xieshang_desktop.domain.people import Person, RoleHeld
from xieshang_desktop.domain.search_keys import keys_of
from xieshang_desktop.domain.terms import (
    NotOpen,
    OutcomeKind,
    Part,
    PointKind,
    Rank,
    Role,
    Sex,
    StepKind,
)
from xieshang_desktop.domain.topic import Research, Screening, Topic
from xieshang_desktop.domain.unit import Convenor, Unit
from xieshang_desktop.errors import Problem
from xieshang_desktop.ids import BEIJING, Clock, new_id
from xieshang_desktop.services import deliberation, meetings, photos, topics
from xieshang_desktop.services.desk import Desk, set_up
from xieshang_desktop.services.undoing import undo
from xieshang_desktop.storage.people import add_keys

T = TypeVar("T")

MORNING = datetime(2026, 3, 2, 9, 0, tzinfo=BEIJING)

#: A title as long as anybody writes, with rare characters.
LONG = (
    "第十二组老街到河滩地三公里生产道路拓宽硬化并配套排水沟涵洞错车道"
    "太阳能路灯护栏和沿线龘䶮𠮷氏宗祠门前广场停车位统筹安排"
)


def a_desk(folder: Path, clock: Clock | None = None) -> Desk:
    """A village that was just set up, on the morning of 2 March 2026."""
    unit = Unit(
        id=new_id(),
        name="柳河镇张家村",
        room="柳河镇张家村协商议事室",
        township="柳河镇人民政府",
        place="村委会二楼会议室",
        official_phone="0990-2000128",
    )
    convenors = [
        Convenor(id=new_id(), rank=Rank.FIRST, name="张德厚", title="村党支部书记"),
        Convenor(id=new_id(), rank=Rank.SECOND, name="沈雅琴", title="县政协委员"),
    ]
    data = blank_records(folder / "data")
    desk = set_up(data, unit, convenors, folder / "device", clock or HandClock(MORNING))
    desk.actor = "张德厚"
    return desk


def some_people(desk: Desk, count: int = 12) -> list[Person]:
    """People on the roster, findable; the first three are on the council, the fourth supervises."""
    people = [
        Person(
            id=new_id(),
            name=f"王小{'一二三四五六七八九十甲乙丙丁戊己庚辛壬癸'[n % 20]}",
            group="第一组" if n % 2 else "第二组",
            sex=Sex.FEMALE if n % 3 else Sex.MALE,
        )
        for n in range(count)
    ]
    roles = [RoleHeld(id=new_id(), person_id=p.id, role=Role.COUNCIL_MEMBER) for p in people[:3]]
    roles.append(RoleHeld(id=new_id(), person_id=people[3].id, role=Role.SUPERVISION_MEMBER))
    with desk.store.write() as uow:
        uow.put_all(people, "person_added")
        uow.put_all(roles, "role_given")
        add_keys(uow, [(p.id, keys_of(p.name, p.phones)) for p in people])
        uow.commit()
    return people


def a_topic(desk: Desk, title: str = "东沟组生产道路硬化", **fields: Any) -> Topic:
    """A topic as it was raised."""
    values = {"title": title, "proposer": "李德发", "background": "路是土路，雨天走不了。"}
    return topics.save_topic(desk, replace(topics.blank_topic(desk), **(values | fields)))


def screening(not_open: NotOpen | None = None) -> Screening:
    """A screening with its reasons."""
    return Screening(
        small_cut=True,
        small_cut_reason="一条路",
        wide_relevance=True,
        wide_relevance_reason="46户",
        strong_reaction=False,
        strong_reaction_reason="两户提过",
        not_open=not_open,
    )


def accepted_topic(desk: Desk, title: str = "东沟组生产道路硬化") -> Topic:
    """A topic after its first step."""
    topic = a_topic(desk, title)
    topics.screen(desk, topic.id, screening())
    return topics.accept(desk, topic.id)


def ready_topic(desk: Desk, people: Sequence[Person], title: str = "东沟组生产道路硬化") -> Topic:
    """A topic that may be discussed: its first three steps are done."""
    topic = accepted_topic(desk, title)
    chosen = [(p.id, Part.STAKEHOLDER, "") for p in people[4:8]]
    topics.add_participants(desk, topic.id, chosen)
    topics.settle_step(desk, topic.id, StepKind.PARTICIPANTS)
    topics.save_research(desk, some_research(desk, topic.id))
    topics.settle_step(desk, topic.id, StepKind.RESEARCH)
    return topic


def some_research(desk: Desk, topic_id: str, findings: str = "路长1.8公里。") -> Research:
    """A research record of today."""
    return Research(
        id=new_id(),
        topic_id=topic_id,
        made_on=desk.today,
        researchers="村委会",
        findings=findings,
    )


def a_meeting(
    desk: Desk, topic_ids: Sequence[str] = (), days: int = 10, *, notice: bool = True
) -> str:
    """A meeting so many days from now, with everybody invited; gives its id."""
    blank = meetings.blank_meeting(desk, desk.clock() + timedelta(days=days))
    meeting = meetings.plan_meeting(desk, replace(blank, title="第一次协商议事会"), topic_ids)
    meetings.invite(desk, meetings.suggested(desk, meeting.id))
    if notice:
        meetings.issue_notice(desk, meeting.id)
    return meeting.id


def items_of(desk: Desk, meeting_id: str) -> list[AgendaItem]:
    """The agenda of a meeting."""
    with desk.store.read() as reader:
        return reader.all(AgendaItem, "position", meeting_id=meeting_id)


def talk(
    desk: Desk, item_id: str, kind: OutcomeKind = OutcomeKind.CONSENSUS, days: int = 30
) -> None:
    """What is said on one item, up to its route."""
    deliberation.record_opinion(desk, item_id, "路要修。", speaker="李德发")
    deliberation.add_point(desk, item_id, PointKind.AGREED, "路宽3.5米。")
    due = desk.today + timedelta(days=days)
    deliberation.add_measure(desk, item_id, "报奖补", "村委会", due)
    deliberation.route(desk, item_id, kind, "按3.5米硬化。", conformity="张德厚")


def held_meeting(
    desk: Desk,
    clock: HandClock,
    topic_ids: Sequence[str],
    kind: OutcomeKind = OutcomeKind.CONSENSUS,
) -> str:
    """A meeting that was held and closed, every topic on its way; gives its id."""
    meeting_id = a_meeting(desk, topic_ids)
    clock.moment += timedelta(days=10)
    deliberation.open_meeting(desk, meeting_id)
    for item in items_of(desk, meeting_id):
        talk(desk, item.id, kind)
    deliberation.close_meeting(desk, meeting_id)
    return meeting_id


def day(month: int, number: int) -> date:
    """A day of 2026."""
    return date(2026, month, number)


class Attempts:
    """Does what a presenter asks for and remembers what was said and which problem came."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.codes: list[str] = []

    def __call__(
        self,
        call: Callable[[], T],
        said: str = "",
        then: Callable[[T], object] | None = None,
        *,
        final: bool = False,
    ) -> bool:
        try:
            result = call()
        except Problem as problem:
            self.codes.append(problem.code)
            return False
        if said:
            self.said.append(said)
        if then is not None:
            then(result)
        return True


def undo_last(desk: Desk) -> str:
    """撤销 of the newest action of this session; gives its id."""
    action = desk.store.recent[-1]
    undo(desk, action)
    return action


def note_of(desk: Desk, note_id: str) -> Note:
    """One note as it is kept."""
    with desk.store.read() as reader:
        return reader.one(Note, note_id)


def attach_photo(
    desk: Desk, object_type: str, object_id: str, path: Path, caption: str = ""
) -> Attachment:
    """Read and keep a photo in one go."""
    return photos.keep_photo(desk, object_type, object_id, photos.read_photo(path), caption)
