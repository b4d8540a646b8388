"""The papers with which a meeting goes on without the laptop."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from tests.clock import HandClock
from tests.making import a_meeting, held_meeting, items_of, ready_topic, some_people, talk
from tests.printing.reading import pdfium_text
from xieshang_desktop.domain.topic import Topic
from xieshang_desktop.errors import RuleBroken
from xieshang_desktop.services import deliberation, running, speaking
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.papers_by_hand import hand_record, papers_by_hand
from xieshang_desktop.services.sign_in import sign_in


@pytest.fixture
def meeting_id(desk: Desk, clock: HandClock) -> str:
    """Two topics: the first is settled, the second is being talked about."""
    people = some_people(desk)
    topics = [ready_topic(desk, people, title) for title in ("修路", "清淤")]
    meeting_id = a_meeting(desk, [topic.id for topic in topics])
    clock.moment += timedelta(days=10)
    for person in people[:3]:
        sign_in(desk, meeting_id, person.id)
    deliberation.open_meeting(desk, meeting_id)
    first, second = items_of(desk, meeting_id)
    running.begin_item(desk, first.id)
    talk(desk, first.id)
    clock.moment += timedelta(minutes=20)
    running.next_item(desk, meeting_id)
    for person in people[3:5]:
        speaking.ask_floor(desk, second.id, person_id=person.id)
    speaking.next_speaker(desk, second.id)
    return meeting_id


def test_all_that_is_needed_is_in_one_pdf(desk: Desk, meeting_id: str) -> None:
    told: list[str] = []
    made = papers_by_hand(desk, meeting_id, lambda _at, _of, what: told.append(what))
    assert made.names == ("签到表", "手工记录表", "发言规则", "意见卡（清淤）")
    assert tuple(told) == made.names
    assert made.left_out == ()
    text = pdfium_text(made.pdf)
    for words in ("签到表", "手工记录表", "发言规则", "意见卡", "散会时间", "措施", "达成共识"):
        assert words in text, words


def test_who_is_there_already_need_not_sign_again(desk: Desk, meeting_id: str) -> None:
    text = pdfium_text(papers_by_hand(desk, meeting_id).pdf)
    assert text.count("已到") == 3


def test_the_agenda_says_what_is_done_and_only_the_rest_has_a_record(
    desk: Desk, meeting_id: str
) -> None:
    record = hand_record(desk, meeting_id, {})
    assert [(item.title, item.state) for item in record.agenda] == [
        ("修路", "议过"),
        ("清淤", "正在议"),
    ]
    assert (record.agenda[0].began, record.agenda[0].ended) == ("09:00", "09:20")
    assert [topic.topic for topic in record.topics] == ["清淤"]
    assert "实到3人" in record.printed


def test_who_has_the_floor_and_who_waits_stand_first_in_the_list(
    desk: Desk, meeting_id: str
) -> None:
    speakers = hand_record(desk, meeting_id, {}).speakers
    assert [speaker.time for speaker in speakers] == ["正在发言", ""]


def test_the_rules_have_this_meetings_times(desk: Desk, meeting_id: str) -> None:
    speaking.set_rules(desk, meeting_id, minutes=7, times=1, alternating=False)
    assert "不超过7分钟" in pdfium_text(papers_by_hand(desk, meeting_id).pdf)


def test_before_the_meeting_begins_it_is_printed_too(desk: Desk) -> None:
    people = some_people(desk)
    meeting_id = a_meeting(desk, [ready_topic(desk, people).id])
    assert len(papers_by_hand(desk, meeting_id).names) == 4


def test_a_card_whose_words_nobody_looked_at_is_left_out_and_named(
    desk: Desk, meeting_id: str
) -> None:
    with desk.store.write() as uow:
        topic = next(t for t in uow.all(Topic) if t.title == "清淤")
        uow.put(replace(topic, title="清淤，找19900000001"), "topic_changed")
        uow.commit()
    made = papers_by_hand(desk, meeting_id)
    assert made.left_out == ("意见卡（清淤）",)
    assert made.names == ("签到表", "手工记录表", "发言规则")


def test_a_meeting_that_is_over_needs_none(desk: Desk, clock: HandClock) -> None:
    people = some_people(desk)
    meeting_id = held_meeting(desk, clock, [ready_topic(desk, people).id])
    with pytest.raises(RuleBroken, match="meeting_over"):
        papers_by_hand(desk, meeting_id)


def test_without_an_agenda_there_is_nothing_to_go_on_with(desk: Desk) -> None:
    with pytest.raises(RuleBroken, match="agenda_empty"):
        papers_by_hand(desk, a_meeting(desk, notice=False))
