"""Papers on the way to the screen: composed from the records, rendered apart, opened as pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.clock import HandClock
from tests.making import a_meeting, held_meeting, ready_topic, some_people
from xieshang_desktop.domain.terms import Rank
from xieshang_desktop.errors import BadInput, RuleBroken, WorldFailed
from xieshang_desktop.services import minutes, papers
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.papers import PaperKind


@pytest.fixture
def closed(desk: Desk, clock: HandClock) -> tuple[str, str]:
    """A closed meeting and its topic."""
    topic = ready_topic(desk, some_people(desk))
    return held_meeting(desk, clock, [topic.id]), topic.id


def test_every_paper_of_a_meeting_renders(desk: Desk, closed: tuple[str, str]) -> None:
    meeting_id, topic_id = closed
    for kind in PaperKind:
        object_id = topic_id if kind is PaperKind.RESULT else meeting_id
        composed = papers.compose(desk, kind, object_id)
        assert papers.render(composed).startswith(b"%PDF")
        assert composed.name.endswith(".pdf")


def test_sealed_minutes_are_the_file_itself_and_corrections_print_beside(
    desk: Desk, closed: tuple[str, str]
) -> None:
    meeting_id, _topic_id = closed
    file = minutes.open_minutes(desk, meeting_id)
    minutes.confirm(desk, file.minutes.id, Rank.FIRST)
    sealed = minutes.confirm(desk, file.minutes.id, Rank.SECOND)
    minutes.correct(desk, file.minutes.id, "“李德发”应为“李德法”。")
    composed = papers.compose(desk, PaperKind.MINUTES, meeting_id)
    assert composed.pdf == desk.files.read(sealed.minutes.digest)
    assert papers.render(composed) is composed.pdf
    corrected = papers.compose(desk, PaperKind.CORRECTED_MINUTES, meeting_id)
    assert corrected.pdf == b""
    assert papers.render(corrected) != composed.pdf


def test_there_is_no_result_before_one(desk: Desk) -> None:
    topic = ready_topic(desk, some_people(desk))
    meeting_id = a_meeting(desk, [topic.id])
    with pytest.raises(RuleBroken, match="nothing_to_publish"):
        papers.compose(desk, PaperKind.RESULT, topic.id)
    with pytest.raises(RuleBroken, match="meeting_not_closed"):
        papers.compose(desk, PaperKind.MINUTES, meeting_id)


def test_pages_come_as_pictures_of_the_wanted_width(desk: Desk, closed: tuple[str, str]) -> None:
    pdf = papers.render(papers.compose(desk, PaperKind.NOTICE, closed[0]))
    pages = papers.open_pages(pdf)
    width, height = pages.size(0)
    assert (round(width), round(height)) == (595, 842)
    wide, high, colours = pages.render_wide(0, 300)
    assert wide == 300
    assert len(colours) == 3 * wide * high
    pages.close()
    with pytest.raises(BadInput, match="pdf_unreadable"):
        papers.open_pages(b"no paper")


def test_a_copy_to_open_elsewhere_is_written_once_inside_the_data_folder(desk: Desk) -> None:
    first = papers.put_aside(desk, "会议通知.pdf", b"%PDF-1")
    again = papers.put_aside(desk, "会议通知.pdf", b"%PDF-1")
    assert first == again
    assert first.is_relative_to(desk.folder)
    assert papers.put_aside(desk, "会议通知.pdf", b"%PDF-2") != first


def test_saving_into_a_folder_that_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(WorldFailed, match="folder_not_writable"):
        papers.save(b"%PDF", tmp_path / "file" / "会议通知.pdf")


def test_a_name_of_a_file_leaves_out_what_systems_refuse() -> None:
    name = papers.file_name("会议通知", 'A/B\\C:D*E?"F<G>H|I\n')
    assert name == "会议通知 A_B_C_D_E__F_G_H_I_.pdf"
    assert len(papers.file_name("公示", "长" * 200)) < 80
