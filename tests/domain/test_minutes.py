"""The five haves of a meeting: what may be sealed, and what may still come."""

from __future__ import annotations

from datetime import date
from itertools import product

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.values import at
from xieshang_desktop.domain.meeting import AgendaItem, Measure, Meeting
from xieshang_desktop.domain.minutes import FiveHaves, five_haves
from xieshang_desktop.domain.outcome import Outcome
from xieshang_desktop.domain.terms import OutcomeKind

MEETING = Meeting(
    id="m", number="2026-01", title="三月议事", starts=at(9), place="议事室", opened_at=at(9, 2)
)
ITEM = AgendaItem(id="i", meeting_id="m", position=1, title="村口路灯", topic_id="t")
MEASURE = Measure(
    id="x", meeting_id="m", agenda_item_id="i", text="装六盏", owner="周", due=date(2026, 5, 1)
)


def outcome(kind: OutcomeKind, item: str = "i", effect: str = "") -> Outcome:
    return Outcome(
        id=f"o-{item}",
        topic_id="t",
        meeting_id="m",
        agenda_item_id=item,
        kind=kind,
        text="……",
        decided_on=date(2026, 3, 2),
        effect=effect,
    )


CONSENSUS = outcome(OutcomeKind.CONSENSUS, effect="已亮灯")


def test_a_meeting_with_everything_has_all_five() -> None:
    haves = five_haves(MEETING, [ITEM], [MEASURE], [CONSENSUS])
    assert haves == FiveHaves(True, True, True, True, True)
    assert haves.sealable


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"meeting": msgspec.structs.replace(MEETING, opened_at=None)}, "time"),
        ({"meeting": msgspec.structs.replace(MEETING, place=" ")}, "place"),
        ({"items": []}, "theme"),
        ({"measures": []}, "measures"),
        ({"measures": [msgspec.structs.replace(MEASURE, owner=" ")]}, "measures"),
        ({"measures": [msgspec.structs.replace(MEASURE, agenda_item_id="other")]}, "measures"),
        ({"outcomes": [outcome(OutcomeKind.CONSENSUS, effect=" ")]}, "effect"),
    ],
)
def test_each_have_can_be_missing_alone(changes: dict[str, object], missing: str) -> None:
    whole = {"meeting": MEETING, "items": [ITEM], "measures": [MEASURE], "outcomes": [CONSENSUS]}
    haves = five_haves(**(whole | changes))  # type: ignore[arg-type]
    assert [name for name in haves.__struct_fields__ if not getattr(haves, name)] == [missing]
    assert haves.sealable == (missing == "effect")


@pytest.mark.parametrize("kind", [OutcomeKind.CONTINUE, OutcomeKind.SUBMIT])
def test_going_on_and_going_up_are_measures_in_themselves(kind: OutcomeKind) -> None:
    assert five_haves(MEETING, [ITEM], [], [outcome(kind)]).sealable


def test_a_meeting_without_a_topic_leaves_nothing_to_be_done() -> None:
    briefing = AgendaItem(id="i", meeting_id="m", position=1, title="情况通报")
    assert five_haves(MEETING, [briefing], [], []).sealable


def test_a_meeting_without_any_outcome_has_neither_measures_nor_effect() -> None:
    haves = five_haves(MEETING, [ITEM], [MEASURE], [])
    assert (haves.measures, haves.effect, haves.sealable) == (False, False, False)


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from(OutcomeKind)), min_size=1))
def test_every_consensus_needs_a_measure_of_its_own(routes: list[tuple[str, OutcomeKind]]) -> None:
    outcomes = [outcome(kind, item) for item, kind in routes]
    agreed = sorted({item for item, kind in routes if kind is OutcomeKind.CONSENSUS})
    measures = [msgspec.structs.replace(MEASURE, agenda_item_id=item) for item in agreed]
    assert five_haves(MEETING, [ITEM], measures, outcomes).measures
    for left_out in measures:
        others = [measure for measure in measures if measure is not left_out]
        assert not five_haves(MEETING, [ITEM], others, outcomes).measures


def test_sealing_waits_for_all_but_the_effect() -> None:
    for haves in product((True, False), repeat=5):
        assert FiveHaves(*haves).sealable == all(haves[:4])
