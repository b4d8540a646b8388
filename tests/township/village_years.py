"""Years of one invented village as entries of its journal, each a real link of the chain."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from msgspec.structs import replace

from xieshang_desktop import resources
from xieshang_desktop.domain.attendance import Attendance
from xieshang_desktop.domain.entry import NOTHING_BEFORE, Entry, Header, write_entry
from xieshang_desktop.domain.meeting import AgendaItem, Meeting
from xieshang_desktop.domain.outcome import Outcome, Submission, Task
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.publicity import Notice, Posting
from xieshang_desktop.domain.record import Record
from xieshang_desktop.domain.terms import (
    AttendanceState,
    Body,
    Form,
    MeetingState,
    NoticeKind,
    NotOpen,
    OutcomeKind,
    Part,
    Rank,
    Sex,
    TaskState,
    TopicClass,
    TopicSource,
    TopicState,
    Venue,
)
from xieshang_desktop.domain.topic import Screening, Topic
from xieshang_desktop.domain.unit import Convenor, Unit
from xieshang_desktop.ids import BEIJING, new_id
from xieshang_desktop.storage.rows import payloads, plain_of

#: When the years end unless a clock is handed over.
END = datetime(2026, 11, 20, 9, 0, tzinfo=BEIJING)

_PLACES = (
    *("张家", "李家庄", "柳湾", "桥头", "西坡", "东沟", "南店", "北河", "石桥", "上杨"),
    *("下杨", "大王", "小王", "槐树湾", "杏花", "梨园", "青龙", "白马", "红旗", "前进"),
    *("团结", "和平", "新兴", "双井", "三里", "五里铺", "七里河", "九龙", "高庄", "赵集"),
    *("孙口", "周堤", "吴楼", "郑洼", "冯营", "陈桥", "褚岗", "卫庄", "蒋坝", "沈塘"),
)
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕欧阳"
_GIVEN = "桂兰建国秀英德厚志强玉梅春生文华小燕长海明远凤霞永福丽娟大勇雪芹国庆红军淑珍爱民"
_GROUPS = ("第一组", "第二组", "第三组", "第四组", "第五组", "第六组")
_PARTS = (Part.COUNCIL, Part.STAKEHOLDER, Part.STAKEHOLDER, Part.REPRESENTATIVE, Part.DEPARTMENT)
_FORMS = (Form.MEETING, Form.MEETING, Form.MEETING, Form.COURTYARD, Form.SQUARE, Form.WRITTEN)
_A_YEAR = 24
_DAY = timedelta(days=1)

Incoming = tuple[Header, Entry]


@cache
def _matters() -> list[dict[str, Any]]:
    content = json.loads(resources.path("practice", "matters.json").read_text("utf-8"))
    return list(content["matters"])


class VillageYears:
    """The journal of one invented village, written entry by entry on one line."""

    def __init__(self, number: int, clock_end: datetime = END) -> None:
        self.chance = random.Random(number)  # noqa: S311 - invented people, no secret
        self.line = f"{number:08x}"
        self.end = clock_end
        self.at = clock_end
        self.entries: list[Incoming] = []
        place = _PLACES[number % len(_PLACES)] + ("" if number < len(_PLACES) else "新")
        town = number % 8 == 3
        self.unit = Unit(
            id=new_id(),
            name=f"柳河镇{place}{'社区' if town else '村'}",
            room=f"柳河镇{place}{'社区' if town else '村'}协商议事室",
            township="柳河镇人民政府",
            body=Body.COMMUNITY if town else Body.VILLAGE,
            place="村委会二楼会议室",
        )
        self.convenors = [Convenor(id=new_id(), rank=rank, name=self._name()) for rank in Rank]
        self.people: list[Person] = []
        self._topics = 0

    def live(self, years: int) -> None:
        """So many years of meetings, every topic on its way, up to the end."""
        self.begin(years)
        step = timedelta(days=365) / _A_YEAR
        for number in range(years * _A_YEAR):
            held = self.at + step
            if number % 9 == 8:  # farm work: a meeting is left out
                self.at = held
                continue
            self.meeting(held.replace(hour=9, minute=0, second=0, microsecond=0))
            self.at = held

    def begin(self, years: int) -> None:
        """The first entries: the line, the unit, its convenors and its roster."""
        self.at = self.end - timedelta(days=365) * years
        record = json.dumps({"line": "", "number": 0, "hash": "", "device": new_id()}).encode()
        self._write("line_opened", "line", self.line, record, None)
        self.put(self.unit, "unit_named")
        for convenor in self.convenors:
            self.put(convenor, "convenor_took_office")
        self.people = [
            Person(
                id=new_id(),
                name=self._name(),
                sex=Sex.FEMALE if self.chance.random() < 0.45 else Sex.MALE,
                group=self.chance.choice(_GROUPS),
                party_member=self.chance.random() < 0.2,
                phones=(f"1990000{self.chance.randrange(10**4):04}",),
            )
            for _ in range(self.chance.randint(70, 120))
        ]
        for person in self.people:
            self.put(person, "person_added")

    def put(self, value: Record, kind: str) -> None:
        """A value as an entry."""
        plain = plain_of(value)
        self._write(kind, value.NOUN, value.id, *payloads(type(value), plain))

    def topic(self, day: date) -> tuple[Topic, dict[str, Any]]:
        """A matter that somebody raised and that was taken up or left out."""
        matter = self.chance.choice(_matters())
        group = self.chance.choice(_GROUPS)
        self._topics += 1
        topic = Topic(
            id=new_id(),
            number=f"{day.year}-{self._topics:02}",
            title=matter["title"].format(group=group),
            background=matter["background"].format(group=group),
            source=TopicSource(matter["source"]),
            topic_class=TopicClass(matter["topic_class"]),
            kind=matter["kind"],
            group=group,
            proposer=self.chance.choice(self.people).name,
            proposed_on=day,
        )
        self.put(topic, "topic_collected")
        return topic, matter

    def refuse(self, topic: Topic, day: date) -> None:
        """It is left out with a reason, and its proposer is told."""
        screening = Screening(
            small_cut=True,
            wide_relevance=False,
            strong_reaction=False,
            not_open=self.chance.choice(list(NotOpen)),
        )
        reason = "属两家之间的纠纷，由人民调解委员会办理。"
        refused = replace(
            topic,
            state=TopicState.REFUSED,
            screening=screening,
            decided_on=day,
            reason=reason,
            answer=reason,
            answered_on=day + 2 * _DAY,
        )
        self.put(refused, "topic_refused")

    def meeting(self, starts: datetime) -> Meeting:
        """A meeting with two topics, who came, and what became of both."""
        day = starts.date()
        topics = [self.topic(day - timedelta(days=20)) for _ in range(2)]
        if self.chance.random() < 0.3:
            self.refuse(self.topic(day - 18 * _DAY)[0], day - 15 * _DAY)
        form = self.chance.choice(_FORMS)
        meeting = Meeting(
            id=new_id(),
            number=f"{day.year}-{day.month:02}{day.day:02}",
            title=f"{day.year}年{day.month}月协商议事会",
            starts=starts,
            place="文化广场" if form is Form.SQUARE else "村委会二楼会议室",
            venue=Venue.SQUARE if form is Form.SQUARE else Venue.ROOM,
            form=form,
            chair=self.convenors[0].name,
            first_convenor_id=self.convenors[0].id,
            second_convenor_id=self.convenors[1].id,
            notice_on=day - 10 * _DAY,
        )
        self.at = starts - 12 * _DAY
        self.put(meeting, "meeting_planned")
        if starts > self.end:
            return meeting
        self.at = starts
        self._door(meeting)
        for position, (topic, matter) in enumerate(topics, 1):
            self._talk(meeting, position, topic, matter)
        done = replace(
            meeting,
            state=MeetingState.SEALED,
            opened_at=starts,
            closed_at=starts + timedelta(hours=2),
        )
        self.at = starts + timedelta(hours=2)
        self.put(done, "minutes_sealed")
        return done

    def _door(self, meeting: Meeting) -> None:
        count = min(self.chance.randint(25, 55), len(self.people))
        for place, person in enumerate(self.chance.sample(self.people, count)):
            observing = place % 12 == 11
            value = Attendance(
                id=new_id(),
                meeting_id=meeting.id,
                person_id=person.id,
                state=AttendanceState.OBSERVING if observing else AttendanceState.PRESENT,
                part=Part.OBSERVER if observing else self.chance.choice(_PARTS),
                at=meeting.starts - timedelta(minutes=20) + timedelta(seconds=20 * place),
            )
            self.put(value, "signed_in")

    def _talk(self, meeting: Meeting, position: int, topic: Topic, matter: dict[str, Any]) -> None:
        day = meeting.starts.date()
        taken = replace(topic, state=TopicState.ACCEPTED, decided_on=day - 17 * _DAY)
        self.put(taken, "topic_accepted")
        item = AgendaItem(
            id=new_id(),
            meeting_id=meeting.id,
            position=position,
            title=topic.title,
            topic_id=topic.id,
        )
        self.put(item, "agenda_item_added")
        kind = OutcomeKind(matter["outcome"])
        outcome = Outcome(
            id=new_id(),
            topic_id=topic.id,
            meeting_id=meeting.id,
            agenda_item_id=item.id,
            kind=kind,
            text=matter["outcome_text"] or "继续商量。",
            decided_on=day,
            conformity=self.convenors[0].name,
        )
        self.put(outcome, "outcome_decided")
        if kind is OutcomeKind.SUBMIT:
            self._submit(outcome, day)
        elif kind is OutcomeKind.CONSENSUS:
            self._follow(outcome, taken, matter, day)

    def _submit(self, outcome: Outcome, day: date) -> None:
        submission = Submission(
            id=new_id(),
            outcome_id=outcome.id,
            topic_id=outcome.topic_id,
            addressee="柳河镇人民政府",
            text="请协调解决。",
            submitted_on=day + 3 * _DAY,
            reply_due=day + 33 * _DAY,
        )
        self.put(submission, "submission_sent")
        answered = day + self.chance.randint(10, 40) * _DAY
        if answered <= self.end.date():
            reply = replace(submission, reply="已列入明年计划。", replied_on=answered)
            self.put(reply, "submission_replied")

    def _follow(self, outcome: Outcome, topic: Topic, matter: dict[str, Any], day: date) -> None:
        done = []
        for measure in matter["measures"]:
            due = day + timedelta(days=measure["days"])
            task = Task(
                id=new_id(),
                outcome_id=outcome.id,
                topic_id=topic.id,
                text=measure["text"],
                owner=measure["owner"],
                due=due,
            )
            self.put(task, "task_given")
            ends = due + self.chance.randint(-12, 6) * _DAY
            if ends <= self.end.date() and self.chance.random() < 0.97:
                result = measure["result"]
                finished = replace(task, state=TaskState.DONE, done_on=ends, result=result)
                self.put(finished, "task_done")
                done.append(ends)
        self._post(outcome, topic, day)
        last = max(done, default=day) + 10 * _DAY
        if len(done) < len(matter["measures"]) or last > self.end.date():
            return
        satisfied = int(matter["satisfaction"] or 90) - self.chance.randint(0, 8)
        self.put(
            replace(
                outcome,
                effect=matter["effect_text"] or "事情办好了。",
                effect_on=last,
                satisfaction=satisfied,
            ),
            "effect_recorded",
        )
        answer = matter["reply"] or "已经办好。"
        closed = replace(topic, state=TopicState.CLOSED, answer=answer, answered_on=last)
        self.put(closed, "topic_closed")

    def _post(self, outcome: Outcome, topic: Topic, day: date) -> None:
        notice = Notice(
            id=new_id(),
            kind=NoticeKind.RESULT,
            title=topic.title,
            issued_on=day + 2 * _DAY,
            meeting_id=outcome.meeting_id,
            topic_id=topic.id,
            days=15,
        )
        self.put(notice, "result_notice_issued")
        posting = Posting(
            id=new_id(),
            notice_id=notice.id,
            place="村务公开栏",
            posted_on=day + 2 * _DAY,
            removable_on=day + 18 * _DAY,
        )
        self.put(posting, "posted")
        down = posting.removable_on + self.chance.randint(0, 4) * _DAY
        if down <= self.end.date() and self.chance.random() < 0.95:
            self.put(replace(posting, removed_on=down), "posting_removed")

    def _name(self) -> str:
        return self.chance.choice(_SURNAMES) + "".join(self.chance.sample(_GIVEN, 2))

    def _write(
        self, kind: str, noun: str, object_id: str, record: bytes | None, private: bytes | None
    ) -> None:
        entry = write_entry(
            unit=self.unit.id,
            line=self.line,
            number=len(self.entries) + 1,
            action=object_id,
            at=self.at,
            actor=self.convenors[0].name,
            kind=kind,
            object_type=noun,
            object_id=object_id,
            record=record,
            private=private,
            previous=self.entries[-1][1].hash if self.entries else NOTHING_BEFORE,
        )
        self.entries.append((entry.read_header(), entry))


def bundles_of(writer: VillageYears, entries: int) -> Iterator[list[Incoming]]:
    """What a village wrote, cut into bundles of so many entries."""
    for start in range(0, len(writer.entries), entries):
        yield writer.entries[start : start + entries]
