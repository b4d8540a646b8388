"""Paper that proves itself: its code leads to the sealed record and tells whether it still is."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import msgspec
import pytest

from tests.clock import HandClock
from tests.confirming import confirm_by_looking
from tests.making import held_meeting, ready_topic, some_people
from tests.printing.reading import dense, pdfium_text
from xieshang_desktop.domain.documents import MinutesPaper
from xieshang_desktop.domain.minutes import Minutes
from xieshang_desktop.domain.terms import Rank
from xieshang_desktop.errors import BadInput, RuleBroken
from xieshang_desktop.services import minutes, proof, sealing
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.papers import PaperKind, compose, render
from xieshang_desktop.settings import Settings
from xieshang_desktop.storage.database import file_of


@pytest.fixture
def wanted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The settings of this machine ask for the line."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    confirm_by_looking()
    Settings().choose("proof_line", 1)


def sealed(desk: Desk, clock: HandClock) -> tuple[Minutes, str]:
    """Minutes that both convenors confirmed, and their topic."""
    topic = ready_topic(desk, some_people(desk))
    meeting_id = held_meeting(desk, clock, [topic.id])
    begun = minutes.open_minutes(desk, meeting_id).minutes
    sealing.confirm(desk, begun.id, Rank.FIRST)
    return sealing.confirm(desk, begun.id, Rank.SECOND).minutes, topic.id


@pytest.mark.usefixtures("wanted")
def test_the_code_on_sealed_minutes_leads_back_to_them(desk: Desk, clock: HandClock) -> None:
    kept, _topic = sealed(desk, clock)
    printed = proof.proof_of(kept)
    text = dense(pdfium_text(desk.files.read(kept.digest)))
    assert f"核验码{printed.code}" in text
    for words in (printed.code, printed.code.lower(), printed.code.replace("-", " "), printed.link):
        found = proof.check(desk, words)
        assert (found.minutes.id, found.intact) == (kept.id, True)
        assert found.pdf == desk.files.read(kept.digest)


@pytest.mark.usefixtures("wanted")
def test_the_posting_of_the_result_carries_the_same_code(desk: Desk, clock: HandClock) -> None:
    kept, topic_id = sealed(desk, clock)
    posting = compose(desk, PaperKind.RESULT, topic_id)
    assert posting.paper.proof == proof.proof_of(kept)
    assert proof.proof_of(kept).code in dense(pdfium_text(render(posting)))


def test_the_digest_covers_the_record_of_the_meeting(desk: Desk, clock: HandClock) -> None:
    kept, _topic = sealed(desk, clock)
    record = msgspec.json.decode(desk.files.read(kept.record_digest), type=MinutesPaper)
    assert all(line.confirmed_on for line in record.convenors)
    assert record.sections


@pytest.mark.usefixtures("wanted")
def test_a_record_that_was_changed_is_told(desk: Desk, clock: HandClock) -> None:
    kept, _topic = sealed(desk, clock)
    desk.files.path(kept.record_digest).write_bytes(b"{}")
    assert not proof.check(desk, proof.proof_of(kept).code).intact


@pytest.mark.usefixtures("wanted")
def test_minutes_exchanged_behind_the_journals_back_are_told(desk: Desk, clock: HandClock) -> None:
    kept, _topic = sealed(desk, clock)
    other = desk.files.keep(b"%PDF-1.7 other minutes")
    with sqlite3.connect(file_of(desk.folder)) as connection:
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'minutes'"
        ).fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("UPDATE minutes SET digest = ?", (other,))
    assert not proof.check(desk, proof.proof_of(kept).code).intact


@pytest.mark.usefixtures("wanted")
def test_papers_before_the_sealing_have_no_code(desk: Desk, clock: HandClock) -> None:
    topic = ready_topic(desk, some_people(desk))
    meeting_id = held_meeting(desk, clock, [topic.id])
    assert compose(desk, PaperKind.NOTICE, meeting_id).paper.proof is None
    assert compose(desk, PaperKind.MINUTES, meeting_id).paper.proof is None


def test_without_the_setting_papers_have_no_code(
    desk: Desk, clock: HandClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    confirm_by_looking()
    kept, topic_id = sealed(desk, clock)
    assert "核验码" not in pdfium_text(desk.files.read(kept.digest))
    assert compose(desk, PaperKind.RESULT, topic_id).paper.proof is None


@pytest.mark.parametrize("words", ["", "1234", "XXXX-XXXX-XXXX-XXXX", "https://example.cn"])
def test_what_is_no_code_is_said(desk: Desk, words: str) -> None:
    with pytest.raises(BadInput, match="proof_unreadable"):
        proof.check(desk, words)


def test_a_code_that_no_record_here_has_is_said(desk: Desk) -> None:
    with pytest.raises(RuleBroken, match="proof_unknown"):
        proof.check(desk, "0123-4567-89AB-CDEF")
