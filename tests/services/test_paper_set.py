"""All the papers of a meeting: into a folder, or joined for one printer."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from msgspec.structs import replace

from tests.clock import HandClock
from tests.making import held_meeting, ready_topic, some_people
from tests.printing.reading import pdfium_text
from xieshang_desktop.domain.meeting import Meeting
from xieshang_desktop.errors import RuleBroken
from xieshang_desktop.services import paper_set
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.paper_list.kinds import PaperKind
from xieshang_desktop.services.paper_pages import join, open_pages


@pytest.fixture
def meeting_id(desk: Desk, clock: HandClock) -> str:
    return held_meeting(desk, clock, [ready_topic(desk, some_people(desk)).id])


def test_they_are_written_one_after_the_other_with_their_names(
    desk: Desk, meeting_id: str, tmp_path: Path
) -> None:
    told: list[tuple[int, int, str]] = []
    files = paper_set.write_papers(
        desk, meeting_id, tmp_path / "set", lambda *step: told.append(step)
    )
    wanted = paper_set.papers_of(desk, meeting_id)
    assert len(files) == len(wanted) == len(told)
    assert [step[0] for step in told] == list(range(len(wanted)))
    assert all(file.read_bytes().startswith(b"%PDF") for file in files)


def test_a_public_paper_that_hides_something_is_looked_at_first(
    desk: Desk, meeting_id: str, tmp_path: Path
) -> None:
    assert paper_set.uncleared(desk, meeting_id) == []
    with desk.store.write() as uow:
        meeting = uow.one(Meeting, meeting_id)
        uow.put(replace(meeting, place="有事打19900000001"), "meeting_changed")
        uow.commit()
    waiting = paper_set.uncleared(desk, meeting_id)
    assert (PaperKind.NOTICE, meeting_id) in waiting
    with pytest.raises(RuleBroken, match="papers_not_cleared"):
        paper_set.join_papers(desk, meeting_id)
    with pytest.raises(RuleBroken, match="papers_not_cleared") as refused:
        paper_set.write_papers(desk, meeting_id, tmp_path / "set")
    assert "会议通知" in refused.value.facts["papers"]
    assert "19900000001" not in refused.value.facts["papers"]
    assert not (tmp_path / "set").exists()


def test_who_stops_keeps_what_is_written(desk: Desk, meeting_id: str, tmp_path: Path) -> None:
    def stop(done: int, _total: int, _what: str) -> None:
        if done == 2:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        paper_set.write_papers(desk, meeting_id, tmp_path, stop)
    assert len(list(tmp_path.glob("*.pdf"))) == 2


def test_joined_papers_keep_their_pages_and_their_text(desk: Desk, meeting_id: str) -> None:
    whole = paper_set.join_papers(desk, meeting_id)
    text = pdfium_text(whole)
    assert "会议通知" in text or "通知" in text
    assert "签到表" in text


def blank(pages: int, size: tuple[float, float] = (595, 842)) -> bytes:
    from io import BytesIO

    with pypdfium2.PdfDocument.new() as document:
        for _ in range(pages):
            document.new_page(*size).close()
        kept = BytesIO()
        document.save(kept)
    return kept.getvalue()


def test_on_both_sides_no_paper_begins_on_the_back_of_another() -> None:
    papers = [blank(1), blank(2), blank(3, (842, 595)), blank(1)]
    assert open_count(join(papers)) == 7
    assert open_count(join(papers, on_new_sheets=True)) == 9


def open_count(pdf: bytes) -> int:
    pages = open_pages(pdf)
    try:
        return pages.count
    finally:
        pages.close()
