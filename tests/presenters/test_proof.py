"""核对文书: from a code to the sealed record, in words."""

from __future__ import annotations

import pytest

from tests.clock import HandClock
from tests.making import held_meeting, ready_topic, some_people
from xieshang_desktop.domain.minutes import Minutes
from xieshang_desktop.domain.terms import Rank
from xieshang_desktop.services import minutes, sealing
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.proof import proof_of
from xieshang_desktop.ui.presenters.proof import look_up


@pytest.fixture
def sealed(desk: Desk, clock: HandClock) -> Minutes:
    topic = ready_topic(desk, some_people(desk))
    begun = minutes.open_minutes(desk, held_meeting(desk, clock, [topic.id])).minutes
    sealing.confirm(desk, begun.id, Rank.FIRST)
    return sealing.confirm(desk, begun.id, Rank.SECOND).minutes


@pytest.mark.parametrize("way", ["code", "link", "lower"])
def test_a_true_paper_is_recognised_by_code_and_by_scanner(
    desk: Desk, sealed: Minutes, way: str
) -> None:
    proof = proof_of(sealed)
    words = {"code": proof.code, "link": proof.link, "lower": f" {proof.code.lower()} "}[way]
    view = look_up(desk, words)
    assert view.kind == "done"
    assert view.sentence == "归档记录完好。"
    assert "如果手里的是纪要" in view.hint
    assert "通知、公示等" in view.hint
    assert view.corrections == ()
    assert ("纪要编号", sealed.number) in view.facts
    assert ("核验码", proof.code) in view.facts
    assert view.pdf == desk.files.read(sealed.digest)


def test_a_code_nobody_has_is_said_to_be_unknown(desk: Desk, sealed: Minutes) -> None:
    view = look_up(desk, "0000-0000-0000-0000")
    assert view.kind == "attention"
    assert "本机没有这份记录" in view.sentence
    assert view.facts == ()
    assert view.pdf == b""


def test_what_is_no_code_is_told_what_one_looks_like(desk: Desk) -> None:
    view = look_up(desk, "你好")
    assert "看不懂" in view.sentence
    assert "16位" in view.hint


def test_a_damaged_record_does_not_agree(desk: Desk, sealed: Minutes) -> None:
    for file in desk.folder.rglob(f"*{sealed.record_digest[2:]}*"):
        file.chmod(0o600)
        file.write_bytes(b"another")
    view = look_up(desk, proof_of(sealed).code)
    assert view.kind == "attention"
    assert "对不上" in view.sentence


def test_later_corrections_are_told_with_number_and_day(desk: Desk, sealed: Minutes) -> None:
    sealing.correct(desk, sealed.id, "第二段“三组”应为“五组”。")
    sealing.correct(desk, sealed.id, "时间应为下午三时。")
    view = look_up(desk, proof_of(sealed).code)
    assert (view.kind, view.meeting_id) == ("waiting", sealed.meeting_id)
    assert "有 2 处更正" in view.sentence
    assert view.corrections == (
        ("2026年3月12日", "更正1：第二段“三组”应为“五组”。"),
        ("2026年3月12日", "更正2：时间应为下午三时。"),
    )
