"""Minutes tell the course of a meeting plainly: times, who was there, who was heard, and how."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from tests.clock import HandClock
from tests.making import a_meeting, items_of, ready_topic, some_people, talk, undo_last
from xieshang_desktop.domain import documents
from xieshang_desktop.domain.attendance import Attendance
from xieshang_desktop.domain.meeting import (
    AgendaItem,
    Meeting,
    Opinion,
    Sitting,
    Statement,
    TopicOption,
)
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.record import Record
from xieshang_desktop.domain.span import Span
from xieshang_desktop.domain.stays import minutes_late
from xieshang_desktop.domain.terms import (
    AttendanceState,
    Form,
    Part,
    Stance,
    StatementWay,
    Venue,
)
from xieshang_desktop.errors import BadInput
from xieshang_desktop.ids import new_id
from xieshang_desktop.services import deliberation, minutes, papers_meeting, publishing
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.recorders import swap_recorder
from xieshang_desktop.services.sign_in import open_door


class Held:
    """A meeting of two hours on one topic, to which facts are added before it is closed."""

    def __init__(self, desk: Desk, clock: HandClock) -> None:
        self.desk, self.clock = desk, clock
        self.people = some_people(desk)
        self.topic = ready_topic(desk, self.people)
        self.meeting_id = a_meeting(desk, [self.topic.id])
        clock.moment += timedelta(days=10)
        deliberation.open_meeting(desk, self.meeting_id)
        self.began = self.meeting.opened_at or clock.moment
        (item,) = items_of(desk, self.meeting_id)
        self.item = item

    @property
    def meeting(self) -> Meeting:
        with self.desk.store.read() as reader:
            return reader.one(Meeting, self.meeting_id)

    def put(self, *values: Record) -> None:
        with self.desk.store.write() as uow:
            for value in values:
                uow.put(value, f"{value.NOUN}_changed")
            uow.commit()

    def change(self, **fields: Any) -> None:
        self.put(replace(self.meeting, **fields))

    def came(self, number: int, *stays: tuple[int, int | None], **fields: Any) -> Person:
        """Somebody came, and was there for stretches in minutes after the beginning."""
        person = self.people[number]
        values = {"state": AttendanceState.PRESENT, "part": Part.STAKEHOLDER} | fields
        spans = tuple(Span(self.at(a), None if b is None else self.at(b)) for a, b in stays)
        self.put(
            Attendance(
                id=new_id(),
                meeting_id=self.meeting_id,
                person_id=person.id,
                at=self.began,
                stays=spans,
                **values,
            )
        )
        return person

    def at(self, minutes_later: int) -> datetime:
        return self.began + timedelta(minutes=minutes_later)

    def opinion(self, text: str, **fields: Any) -> Opinion:
        values = {"speaker": "李德发", "group": "第三组"} | fields
        opinion = Opinion(
            id=new_id(),
            meeting_id=self.meeting_id,
            agenda_item_id=self.item.id,
            text=text,
            at=self.clock(),
            **values,
        )
        self.put(opinion)
        return opinion

    def paper(self) -> documents.MinutesPaper:
        """The minutes after two hours."""
        talk(self.desk, self.item.id)
        self.clock.moment = self.at(120)
        deliberation.close_meeting(self.desk, self.meeting_id)
        return minutes.open_minutes(self.desk, self.meeting_id).paper

    def course(self) -> str:
        return self.paper().sections[0].text


@pytest.fixture
def held(desk: Desk, clock: HandClock) -> Held:
    return Held(desk, clock)


def block(paper: documents.MinutesPaper, label: str) -> documents.AttendanceBlock:
    return next(each for each in paper.attendance if each.label == label)


def names(paper: documents.MinutesPaper, label: str) -> list[str]:
    return [name for entry in block(paper, label).entries for name in entry.names]


def test_who_came_late_left_or_came_back_is_said_plainly(held: Held) -> None:
    late = held.came(0, (20, None))
    left = held.came(1, (0, 80))
    back = held.came(2, (0, 30), (45, None))
    stayed = held.came(3, (0, None))
    briefly = held.came(4, (2, None))
    told = names(held.paper(), "出席")
    assert set(told) == {
        f"{late.name}（9:20到会）",
        f"{left.name}（10:20离席）",
        f"{back.name}（9:30离席，9:45返回）",
        stayed.name,
        briefly.name,
    }


def test_each_way_to_attend_has_its_block_and_its_number(held: Held) -> None:
    for number, state in enumerate(AttendanceState):
        held.came(number, state=state)
    paper = held.paper()
    assert [each.label for each in paper.attendance] == ["出席", "请假", "列席", "旁听", "缺席"]
    assert "实到1人，列席1人，旁听1人，请假1人，缺席1人。" in paper.sections[0].text


def test_households_are_counted_where_they_have_one_voice_each(held: Held) -> None:
    held.change(by_household=True)
    for number, household in enumerate(("甲", "乙", "乙")):
        held.came(number, household_id=household)
    paper = held.paper()
    assert block(paper, "出席").count == "2户3人"
    assert "实到3人（2户）" in paper.sections[0].text


def test_who_was_away_during_an_item_is_said_there(held: Held) -> None:
    held.came(0)
    away = held.came(1, (0, 40))
    held.put(replace(held.item, spans=(Span(held.at(50), held.at(110)),)))
    text = held.paper().sections[1].text
    assert f"讨论本项议程时在场1人，{away.name}不在场。" in text


def test_who_signed_in_after_the_end_was_in_the_room_for_no_item(held: Held) -> None:
    there = held.came(0)
    person = held.came(1, (600, None))
    held.put(replace(held.item, spans=(Span(held.at(0), held.at(60)),)))
    paper = held.paper()
    assert set(names(paper, "出席")) == {there.name, f"{person.name}（散会后签到）"}
    assert f"讨论本项议程时在场1人，{person.name}不在场。" in paper.sections[1].text


def test_nobody_is_late_before_the_time_that_was_named_as_at_the_door(held: Held) -> None:
    held.change(starts=held.at(20))  # it began twenty minutes early
    early = held.came(0, (10, None))
    back = held.came(1, (0, 5), (18, None))
    soon = held.came(2, (22, None))
    late = held.came(3, (30, None))
    told = names(held.paper(), "出席")
    assert set(told) == {early.name, back.name, soon.name, f"{late.name}（9:30到会）"}
    door = open_door(held.desk, held.meeting_id)
    assert minutes_late(door.attendances[early.id], door.room) == 0
    assert minutes_late(door.attendances[late.id], door.room) == 10


def test_from_door_to_door_nobody_came_late_or_left(held: Held) -> None:
    held.change(venue=Venue.DOOR_TO_DOOR)
    first, second = (held.came(n, stay) for n, stay in enumerate(((0, 20), (50, 70))))
    for number, (began, ended) in enumerate(((0, 30), (40, 120)), 1):
        held.put(
            Sitting(
                id=new_id(),
                meeting_id=held.meeting_id,
                number=number,
                place=f"第{number}户",
                began_at=held.at(began),
                ended_at=held.at(ended),
            )
        )
    assert set(names(held.paper(), "出席")) == {first.name, second.name}


def test_the_course_has_the_real_times_of_the_items(held: Held) -> None:
    spans = (Span(held.at(5), held.at(40)), Span(held.at(50), held.at(70)))
    held.put(replace(held.item, spans=spans))
    assert f"会议依次进行：{held.item.title}（9:05至9:40、9:50至10:10）。" in held.course()


def test_an_adjourned_meeting_tells_its_sittings_and_who_came_to_which(held: Held) -> None:
    next_day = timedelta(days=1)
    held.put(
        Sitting(
            id="s1",
            meeting_id=held.meeting_id,
            number=1,
            place="村委会",
            began_at=held.began,
            ended_at=held.at(60),
            note="停电",
            resumes=held.began + next_day,
        ),
        Sitting(
            id="s2",
            meeting_id=held.meeting_id,
            number=2,
            place="村小学",
            began_at=held.began + next_day,
            ended_at=held.at(60) + next_day,
        ),
    )
    held.came(0, (0, 60), (1440, 1500))
    only_first = held.came(1, (0, 60))
    held.clock.moment += next_day
    paper = held.paper()
    course = paper.sections[0].text
    assert "会议分2场进行：\n第1场，2026年3月12日（星期四）上午9:00至上午10:00，在村委会" in course
    assert "因停电休会，定于2026年3月13日（星期五）上午9:00复会；\n第2场" in course
    assert f"{only_first.name}（参加第1场）" in names(paper, "出席")


def test_an_urgent_meeting_says_why_its_notice_was_short(held: Held) -> None:
    held.change(urgent=True, notice_reason="汛期将至")
    assert "本次会议因情况紧急召开，通知于2026年3月2日发出，原因：汛期将至。" in held.course()


def test_other_units_and_another_form_stand_in_the_head(held: Held) -> None:
    held.change(partners=("柳河镇北王村", "县农业农村局"), form=Form.COURTYARD)
    paper = held.paper()
    assert paper.partners == ("柳河镇北王村", "县农业农村局")
    assert paper.way == "院坝协商"
    assert "会同柳河镇北王村、县农业农村局" in paper.sections[0].text


def test_a_meeting_entered_from_paper_says_when_and_keeps_its_true_time(held: Held) -> None:
    held.change(entered_on=date(2026, 4, 1), ends=held.at(120))
    paper = held.paper()
    assert paper.entered_on == date(2026, 4, 1)
    assert "记在纸上，于2026年4月1日补录" in paper.sections[0].text
    assert paper.when.startswith("2026年3月12日")


def test_a_recorder_who_handed_over_is_named_with_the_times(held: Held) -> None:
    held.change(recorder="李秀蓝")
    held.clock.moment = held.at(20)
    swap_recorder(held.desk, held.meeting_id, "周晓峰")
    held.change(recorder="周小峰")  # only written wrongly
    paper = held.paper()
    assert held.meeting.recorder == "周小峰"
    assert "李秀蓝（9:00至9:20）、周小峰记录。" in paper.sections[0].text
    assert paper.sections[0].text.count("周小峰") == 1
    assert paper.recorder == "李秀蓝、周小峰"


def test_a_recorder_who_was_named_by_mistake_never_recorded(held: Held) -> None:
    held.change(recorder="李秀兰")
    held.clock.moment = held.at(20)
    swap_recorder(held.desk, held.meeting_id, "周晓峰")
    held.clock.moment = held.at(25)
    swap_recorder(held.desk, held.meeting_id, "李德发")
    undo_last(held.desk)
    held.clock.moment = held.at(40)
    swap_recorder(held.desk, held.meeting_id, "李秀兰")
    paper = held.paper()
    assert "李秀兰（9:00至9:20）、周晓峰（9:20至9:40）、李秀兰记录。" in paper.sections[0].text
    assert paper.recorder == "李秀兰、周晓峰"


def test_who_already_records_does_not_take_over(held: Held) -> None:
    held.change(recorder="李秀兰")
    with pytest.raises(BadInput, match="recorder_same"):
        swap_recorder(held.desk, held.meeting_id, " 李秀兰 ")
    with pytest.raises(BadInput, match="recorder_missing"):
        swap_recorder(held.desk, held.meeting_id, " ")


def test_opinions_stand_in_order_each_with_its_stance(held: Held) -> None:
    for text, stance in (
        ("先修。", Stance.FOR),
        ("钱呢？", Stance.WORRIED),
        ("不修。", Stance.AGAINST),
    ):
        held.opinion(text, stance=stance)
    lines = held.paper().sections[1].text.split("\n")[-4:]
    assert lines == [
        "李德发（第三组）表示支持：先修。",
        "李德发（第三组）表示有顾虑：钱呢？",
        "李德发（第三组）表示不赞成：不修。",
        "李德发提出：路要修。",
    ]


def test_a_demand_has_its_answer_behind_it(held: Held) -> None:
    held.opinion("补偿先说清。", demand=True, answer="3月底前张榜公布。")
    text = held.paper().sections[1].text
    assert "对李德发（第三组）的诉求，答复如下：3月底前张榜公布。" in text


def test_dissent_stands_apart_by_name_or_without_one(held: Held) -> None:
    held.opinion("坚持改线。", dissent=True)
    held.opinion("占地太多。", dissent=True, unnamed=True, speaker="", group="")
    section = held.paper().sections[1]
    assert section.dissent == (
        "李德发（第三组）：坚持改线。",
        "一名参会人员（不具名）：占地太多。",
    )
    assert "改线" not in section.text


def test_who_was_heard_from_outside_is_told_with_the_way_and_the_witness(held: Held) -> None:
    statement = Statement(
        id=new_id(),
        meeting_id=held.meeting_id,
        agenda_item_id=held.item.id,
        person_id=held.people[0].id,
        way=StatementWay.TELEPHONE,
        stance=Stance.FOR,
        text="出钱抵工。",
        given_at=held.began,
        taken_by="李秀兰",
        witness="张德厚",
    )
    held.put(statement)
    held.opinion("出钱抵工。", stance=Stance.FOR, statement_id=statement.id)
    paper = held.paper()
    told = "李德发（第三组）未到场，3月12日以电话方式表示支持：出钱抵工。"
    assert f"{told}（李秀兰记录，张德厚在场见证）" in paper.sections[1].text
    assert "未到场的1人以电话等方式提出意见" in paper.sections[0].text


def test_options_stand_with_what_speaks_for_and_against(held: Held) -> None:
    held.put(
        TopicOption(
            id="o", topic_id=held.topic.id, position=1, text="分段修", pros="花钱少", cons="绕路"
        )
    )
    (option,) = held.paper().sections[1].options
    assert (option.text, option.pros, option.cons) == ("分段修", "花钱少", "绕路")


def test_the_mood_is_a_sentence_of_the_recorder(held: Held) -> None:
    held.put(replace(held.item, mood="多数人盼着早修。"))
    assert "会场情况：多数人盼着早修。" in held.paper().sections[1].text


def test_an_internal_item_is_in_the_minutes_and_on_no_wall(held: Held) -> None:
    inner = AgendaItem(
        id="inner", meeting_id=held.meeting_id, position=2, title="名单核对", public=False
    )
    held.put(inner)
    assert held.paper().sections[-1].heading == "名单核对（内部议程）"
    notice = publishing.notice_paper(held.desk, held.meeting_id, {})
    assert notice.topics == (held.item.title,)
    agenda = papers_meeting.agenda(held.desk, held.meeting_id, {})
    assert [line.title for line in agenda.items] == [held.item.title]
