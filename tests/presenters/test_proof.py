"""核对文书: from a code to the sealed record, in words."""

from __future__ import annotations

import pytest

from tests.clock import HandClock
from tests.making import held_meeting, ready_topic, some_people
from tests.presenters.told import Told
from xieshang_desktop.domain.minutes import Minutes
from xieshang_desktop.domain.terms import Rank
from xieshang_desktop.services import minutes
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.proof import proof_of
from xieshang_desktop.ui.presenters.proof import ProofPresenter, ProofView


@pytest.fixture
def sealed(desk: Desk, clock: HandClock) -> Minutes:
    topic = ready_topic(desk, some_people(desk))
    begun = minutes.open_minutes(desk, held_meeting(desk, clock, [topic.id])).minutes
    minutes.confirm(desk, begun.id, Rank.FIRST)
    return minutes.confirm(desk, begun.id, Rank.SECOND).minutes


def said(page: Told) -> ProofView:
    view = page.last("show_proof")
    assert isinstance(view, ProofView)
    return view


@pytest.mark.parametrize("way", ["code", "link", "lower"])
def test_a_true_paper_is_recognised_by_code_and_by_scanner(
    desk: Desk, page: Told, sealed: Minutes, way: str
) -> None:
    proof = proof_of(sealed)
    words = {"code": proof.code, "link": proof.link, "lower": f" {proof.code.lower()} "}[way]
    ProofPresenter(desk, page).check(words)
    view = said(page)
    assert view.kind == "done"
    assert "一致" in view.sentence
    assert ("纪要编号", sealed.number) in view.facts
    assert ("核验码", proof.code) in view.facts
    assert view.pdf == desk.files.read(sealed.digest)


def test_a_code_nobody_has_is_said_to_be_unknown(desk: Desk, page: Told, sealed: Minutes) -> None:
    ProofPresenter(desk, page).check("0000-0000-0000-0000")
    view = said(page)
    assert view.kind == "attention"
    assert "本机没有这份记录" in view.sentence
    assert view.facts == ()
    assert view.pdf == b""


def test_what_is_no_code_is_told_what_one_looks_like(desk: Desk, page: Told) -> None:
    ProofPresenter(desk, page).check("你好")
    assert "看不懂" in said(page).sentence
    assert "16位" in said(page).hint


def test_a_damaged_record_does_not_agree(desk: Desk, page: Told, sealed: Minutes) -> None:
    for file in desk.folder.rglob(f"*{sealed.record_digest[2:]}*"):
        file.chmod(0o600)
        file.write_bytes(b"another")
    ProofPresenter(desk, page).check(proof_of(sealed).code)
    assert said(page).kind == "attention"
    assert "对不上" in said(page).sentence


def test_nothing_typed_says_nothing(desk: Desk, page: Told) -> None:
    ProofPresenter(desk, page).check("  ")
    assert page.calls == []
