"""Papers on the way to the screen: composed from the records, rendered apart, opened as pages."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from tests.clock import HandClock
from tests.making import a_meeting, held_meeting, ready_topic, some_people
from tests.printing.reading import lines, words
from xieshang_desktop.domain.documents import MinutesPaper
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.terms import Rank
from xieshang_desktop.errors import RuleBroken
from xieshang_desktop.services import minutes, papers, sealing
from xieshang_desktop.services.backup import back_up
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.paper_answers import keep_answers
from xieshang_desktop.services.paper_list import SPECS
from xieshang_desktop.services.paper_list.kinds import About
from xieshang_desktop.services.papers import PaperKind


@pytest.fixture
def closed(desk: Desk, clock: HandClock) -> tuple[str, str]:
    """A closed meeting and its topic."""
    topic = ready_topic(desk, some_people(desk))
    return held_meeting(desk, clock, [topic.id]), topic.id


def test_every_paper_of_a_meeting_renders(desk: Desk, closed: tuple[str, str]) -> None:
    meeting_id, topic_id = closed
    for spec in SPECS.values():
        object_id = {About.MEETING: meeting_id, About.TOPIC: topic_id}.get(spec.about)
        only = {PaperKind.CORRECTED_MINUTES, PaperKind.CANCELLATION}  # of another meeting than this
        if object_id is None or spec.kind in only:
            continue
        composed = papers.compose(desk, spec.kind, object_id)
        assert papers.render(composed).startswith(b"%PDF")
        assert composed.name.endswith(".pdf")


def test_sealed_minutes_are_the_file_itself_and_corrections_print_beside(
    desk: Desk, closed: tuple[str, str]
) -> None:
    meeting_id, _topic_id = closed
    file = minutes.open_minutes(desk, meeting_id)
    sealing.confirm(desk, file.minutes.id, Rank.FIRST)
    sealed = sealing.confirm(desk, file.minutes.id, Rank.SECOND)
    sealing.correct(desk, file.minutes.id, "“李德发”应为“李德法”。")
    composed = papers.compose(desk, PaperKind.MINUTES, meeting_id)
    assert composed.pdf == desk.files.read(sealed.minutes.digest)
    assert papers.render(composed) is composed.pdf
    corrected = papers.compose(desk, PaperKind.CORRECTED_MINUTES, meeting_id)
    assert corrected.pdf == b""
    assert papers.render(corrected) != composed.pdf


def test_what_is_renamed_later_does_not_change_sealed_minutes(
    desk: Desk, closed: tuple[str, str]
) -> None:
    meeting_id, _topic_id = closed
    begun = minutes.open_minutes(desk, meeting_id).minutes
    sealing.confirm(desk, begun.id, Rank.FIRST)
    sealing.confirm(desk, begun.id, Rank.SECOND)
    with pytest.raises(RuleBroken, match="not_corrected"):
        papers.compose(desk, PaperKind.CORRECTED_MINUTES, meeting_id)
    before = papers.compose(desk, PaperKind.MINUTES, meeting_id).paper
    with desk.store.write(desk.actor) as uow:
        for person in uow.all(Person):
            uow.put(replace(person, name="改名了"), "person_changed")
        uow.put(replace(desk.unit, name="改名村"), "unit_changed")
        uow.commit()
    sealing.correct(desk, begun.id, "更正一处。")
    assert papers.compose(desk, PaperKind.MINUTES, meeting_id).paper == before
    corrected = papers.compose(desk, PaperKind.CORRECTED_MINUTES, meeting_id).paper
    assert isinstance(corrected, MinutesPaper)
    assert replace(corrected, corrections=()) == before
    assert [line.text for line in corrected.corrections] == ["更正一处。"]


def test_a_changed_copy_is_not_shown_again(desk: Desk) -> None:
    copy = papers.put_aside(desk, "会议通知.pdf", b"%PDF-1")
    copy.write_bytes(b"%PDF changed elsewhere")
    assert papers.put_aside(desk, "会议通知.pdf", b"%PDF-1").read_bytes() == b"%PDF-1"
    back_up(desk)
    assert not copy.exists()


def test_a_file_name_stays_short_and_plain(desk: Desk) -> None:
    name = papers.file_name("会议通知", "𠮷" * 200 + "\u202e\u200b.exe")
    assert len(name.encode()) < 200
    assert papers.file_name("通告", "甲\u202e乙\u200b") == "通告 甲乙.pdf"


def test_there_is_no_result_before_one(desk: Desk) -> None:
    topic = ready_topic(desk, some_people(desk))
    meeting_id = a_meeting(desk, [topic.id])
    with pytest.raises(RuleBroken, match="nothing_to_publish"):
        papers.compose(desk, PaperKind.RESULT, topic.id)
    with pytest.raises(RuleBroken, match="meeting_not_closed"):
        papers.compose(desk, PaperKind.MINUTES, meeting_id)


def test_a_copy_to_open_elsewhere_is_written_once_inside_the_data_folder(desk: Desk) -> None:
    first = papers.put_aside(desk, "会议通知.pdf", b"%PDF-1")
    again = papers.put_aside(desk, "会议通知.pdf", b"%PDF-1")
    assert first == again
    assert first.is_relative_to(desk.folder)
    assert papers.put_aside(desk, "会议通知.pdf", b"%PDF-2") != first


def test_a_name_of_a_file_leaves_out_what_systems_refuse() -> None:
    name = papers.file_name("会议通知", 'A/B\\C:D*E?"F<G>H|I\n')
    assert name == "会议通知 A_B_C_D_E__F_G_H_I_.pdf"
    assert len(papers.file_name("公示", "长" * 200)) < 80


def test_a_title_is_broken_where_somebody_broke_it(desk: Desk, closed: tuple[str, str]) -> None:
    answers = {"title_lines": "关于第三组\n村道硬化协商结果的\n公示", "no_seal": "1"}
    composed = papers.compose(desk, PaperKind.RESULT, closed[1], answers)
    rows = [words(row) for row in lines(papers.render(composed), 0)[:3]]
    assert rows == ["关于第三组", "村道硬化协商结果的", "公示"]
    assert not getattr(composed.paper, "seal_space", True)


def test_what_was_answered_holds_wherever_the_paper_is_shown(
    desk: Desk, closed: tuple[str, str]
) -> None:
    keep_answers(desk, PaperKind.RESULT, closed[1], {"title_lines": "公示"})
    assert papers.compose(desk, PaperKind.RESULT, closed[1]).paper.title == "公示"
