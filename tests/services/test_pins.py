"""A convenor's PIN: six digits or more, slow to guess, reset with the other convenor."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.clock import HandClock
from tests.confirming import confirm_by_looking
from tests.making import undo_last
from xieshang_desktop.domain.unit import Convenor
from xieshang_desktop.errors import BadInput, RuleBroken
from xieshang_desktop.services import pins, unit
from xieshang_desktop.services.desk import Desk, open_desk
from xieshang_desktop.services.pins import Need
from xieshang_desktop.settings import Settings
from xieshang_desktop.storage import journal
from xieshang_desktop.storage.pins import pin_of

PIN, OTHER = "820461", "395172"


@pytest.fixture(autouse=True)
def _own_settings(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    confirm_by_looking()


@pytest.fixture
def first(desk: Desk) -> Convenor:
    return desk.convenors()[0]


@pytest.fixture
def second(desk: Desk) -> Convenor:
    return desk.convenors()[1]


def wrong(desk: Desk, convenor: Convenor, times: int) -> list[str]:
    """Try so often with another PIN; the codes of the refusals."""
    codes = []
    for _time in range(times):
        with pytest.raises(RuleBroken) as refused:
            pins.check_pin(desk, convenor.id, "111222")
        codes.append(refused.value.code)
    return codes


def until(refused: RuleBroken) -> datetime:
    """When the wait is over."""
    moment = refused.facts["until"]
    assert isinstance(moment, datetime)
    return moment


def notes(desk: Desk, convenor: Convenor) -> list[tuple[str, dict[str, str]]]:
    """What the journal says about this PIN."""
    with desk.store.read() as reader:
        past = journal.history(reader, convenor.id)
    told = [(e.read_header(), e.record) for e in past]
    return [(h.kind, json.loads(r or b"{}")) for h, r in told if h.object_type == pins.NOUN]


def test_a_pin_is_right_or_wrong_and_never_lies_there_as_it_is(
    desk: Desk, first: Convenor, second: Convenor
) -> None:
    pins.set_pin(desk, first.id, PIN)
    pins.set_pin(desk, second.id, PIN)
    pins.check_pin(desk, first.id, f" {PIN} ")
    pins.check_pin(desk, first.id, "８２０４６１")
    assert wrong(desk, first, 1) == ["pin_wrong"]
    assert pins.states(desk, [first.id])[first.id].failures == 1
    pins.check_pin(desk, first.id, PIN)
    assert pins.states(desk, [first.id])[first.id].failures == 0
    with desk.store.read() as reader:
        one, two = pin_of(reader, first.id), pin_of(reader, second.id)
        assert one is not None
        assert two is not None
        assert one.digest != two.digest
        assert PIN.encode() not in b"".join(
            bytes(e.header) + (e.record or b"") + (e.private or b"")
            for e in journal.entries_of_line(reader, desk.store.line)
        )
    assert journal_is_whole(desk)


def journal_is_whole(desk: Desk) -> bool:
    with desk.store.read() as reader:
        return journal.verify(reader) == []


@pytest.mark.parametrize("pin", ["", "12345", "1234a6", "1234567890123", "十二三四五六"])
def test_a_pin_has_six_to_twelve_digits(desk: Desk, first: Convenor, pin: str) -> None:
    with pytest.raises(BadInput, match="pin_short"):
        pins.set_pin(desk, first.id, pin)


@pytest.mark.parametrize("pin", ["000000", "123456", "987654", "3456789"])
def test_a_pin_that_everybody_tries_first_is_refused(desk: Desk, first: Convenor, pin: str) -> None:
    with pytest.raises(BadInput, match="pin_simple"):
        pins.set_pin(desk, first.id, pin)


def test_unless_the_unit_chooses_otherwise_everybody_needs_a_pin(
    desk: Desk, first: Convenor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "nothing chosen"))
    assert pins.need_of(desk, first) is Need.FIRST_PIN


def test_the_first_pin_is_set_once(desk: Desk, first: Convenor) -> None:
    with pytest.raises(RuleBroken, match="pin_unset"):
        pins.check_pin(desk, first.id, PIN)
    pins.set_pin(desk, first.id, PIN)
    with pytest.raises(RuleBroken, match="pin_there"):
        pins.set_pin(desk, first.id, OTHER)
    assert notes(desk, first) == [("pin_set", {"name": first.name})]


def test_what_is_asked_follows_the_choice_and_the_pin(
    desk: Desk, first: Convenor, second: Convenor
) -> None:
    assert pins.need_of(desk, first) is Need.NOTHING
    pins.set_pin(desk, first.id, PIN)
    assert pins.need_of(desk, first) is Need.PIN
    assert pins.need_of(desk, second) is Need.NOTHING
    Settings().choose("confirm_with", "pin")
    assert pins.need_of(desk, second) is Need.FIRST_PIN
    pins.remove_pin(desk, first.id, PIN)
    assert pins.need_of(desk, first) is Need.FIRST_PIN
    unit.change_convenor(desk, first.rank, "周敏", "", desk.today)
    assert pins.need_of(desk, desk_of_old(desk, first)) is Need.PAPER


def desk_of_old(desk: Desk, convenor: Convenor) -> Convenor:
    with desk.store.read() as reader:
        return reader.one(Convenor, convenor.id)


def test_who_leaves_office_leaves_the_pin(desk: Desk, first: Convenor) -> None:
    pins.set_pin(desk, first.id, PIN)
    unit.change_convenor(desk, first.rank, "周敏", "", desk.today)
    with desk.store.read() as reader:
        assert pin_of(reader, first.id) is None
    undo_last(desk)
    assert pins.need_of(desk, first) is Need.NOTHING


def test_five_wrong_tries_bring_a_wait_that_doubles_and_ends(
    desk: Desk, clock: HandClock, first: Convenor
) -> None:
    pins.set_pin(desk, first.id, PIN)
    assert wrong(desk, first, 5) == ["pin_wrong"] * 4 + ["pin_waits"]
    with pytest.raises(RuleBroken, match="pin_waits"):
        pins.check_pin(desk, first.id, PIN)  # also the right one
    clock.moment += timedelta(seconds=29)
    assert wrong(desk, first, 1) == ["pin_waits"]
    clock.moment += timedelta(seconds=1)
    assert wrong(desk, first, 1) == ["pin_waits"]  # the sixth: sixty seconds now
    clock.moment += timedelta(seconds=59)
    with pytest.raises(RuleBroken, match="pin_waits") as refused:
        pins.check_pin(desk, first.id, PIN)
    assert until(refused.value) - clock.moment < timedelta(seconds=1)
    clock.moment += timedelta(seconds=1)
    pins.check_pin(desk, first.id, PIN)
    assert wrong(desk, first, 4) == ["pin_wrong"] * 4


def test_the_longest_wait_is_an_hour(desk: Desk, clock: HandClock, first: Convenor) -> None:
    pins.set_pin(desk, first.id, PIN)
    for _time in range(16):
        clock.moment += timedelta(hours=1)
        wrong(desk, first, 1)
    with pytest.raises(RuleBroken, match="pin_waits") as refused:
        pins.check_pin(desk, first.id, PIN)
    left = until(refused.value) - clock.moment
    assert timedelta(minutes=59) < left <= timedelta(hours=1)


def test_a_restart_does_not_shorten_the_wait(desk: Desk, clock: HandClock, first: Convenor) -> None:
    pins.set_pin(desk, first.id, PIN)
    wrong(desk, first, 5)
    again = open_desk(desk.folder, desk.device.folder, clock)
    with pytest.raises(RuleBroken, match="pin_waits"):
        pins.check_pin(again, first.id, PIN)
    clock.moment += timedelta(seconds=30)
    pins.check_pin(again, first.id, PIN)
    again.close()


def test_a_clock_that_is_set_back_neither_ends_the_wait_nor_makes_it_endless(
    desk: Desk, clock: HandClock, first: Convenor
) -> None:
    pins.set_pin(desk, first.id, PIN)
    wrong(desk, first, 5)
    clock.moment -= timedelta(days=400)
    with pytest.raises(RuleBroken, match="pin_waits"):
        pins.check_pin(desk, first.id, PIN)
    clock.moment += timedelta(seconds=29)
    with pytest.raises(RuleBroken, match="pin_waits"):
        pins.check_pin(desk, first.id, PIN)
    clock.moment += timedelta(seconds=1)
    pins.check_pin(desk, first.id, PIN)


@given(steps=st.lists(st.integers(-20, 20), max_size=8))
@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_clock_moved_back_and_forth_never_shortens_the_wait(
    desk: Desk, clock: HandClock, steps: list[int]
) -> None:
    (convenor, _other) = desk.convenors()
    clock.moment += timedelta(days=1)
    if pins.need_of(desk, convenor) is Need.NOTHING:
        pins.set_pin(desk, convenor.id, PIN)
    pins.check_pin(desk, convenor.id, PIN)
    wrong(desk, convenor, 5)
    counted, waited = 5, 0
    for step in steps:
        clock.moment += timedelta(seconds=7 * step)  # never just at the end of a wait
        waited = max(0, waited + 7 * step)
        wrong(desk, convenor, 1)
        if waited > 30 * 2 ** (counted - 5):
            counted, waited = counted + 1, 0
        assert _failures(desk, convenor) == counted


def _failures(desk: Desk, convenor: Convenor) -> int:
    with desk.store.read() as reader:
        known = pin_of(reader, convenor.id)
    assert known is not None
    return known.failures


def test_a_changed_pin_needs_the_one_before(desk: Desk, first: Convenor) -> None:
    pins.set_pin(desk, first.id, PIN)
    with pytest.raises(RuleBroken, match="pin_wrong"):
        pins.change_pin(desk, first.id, "111222", OTHER)
    pins.change_pin(desk, first.id, PIN, OTHER)
    pins.check_pin(desk, first.id, OTHER)
    with pytest.raises(RuleBroken, match="pin_wrong"):
        pins.remove_pin(desk, first.id, PIN)
    pins.remove_pin(desk, first.id, OTHER)
    assert [kind for kind, _facts in notes(desk, first)] == [
        *("pin_set", "pin_changed", "pin_removed")
    ]


def test_a_forgotten_pin_is_reset_with_the_other_convenor_who_is_named(
    desk: Desk, first: Convenor, second: Convenor
) -> None:
    pins.set_pin(desk, first.id, PIN)
    with pytest.raises(RuleBroken, match="pin_other_missing"):
        pins.reset_pin(desk, first.id, OTHER, second.id, "739164")
    pins.set_pin(desk, second.id, "739164")
    assert pins.who_may_allow(desk, first.id) == [second]
    with pytest.raises(RuleBroken, match="pin_other_missing"):
        pins.reset_pin(desk, first.id, OTHER, first.id, PIN)  # nobody allows it to himself
    with pytest.raises(RuleBroken, match="pin_wrong"):
        pins.reset_pin(desk, first.id, OTHER, second.id, PIN)
    wrong(desk, first, 5)
    pins.reset_pin(desk, first.id, OTHER, second.id, "739164")
    pins.check_pin(desk, first.id, OTHER)
    assert notes(desk, first)[-1] == (
        "pin_reset",
        {"name": first.name, "allowed_by": second.name},
    )
    state = pins.states(desk, [first.id])[first.id]
    assert (state.kind, state.allowed_by, state.on) == ("pin_reset", second.name, desk.today)


def test_when_both_are_forgotten_a_written_reason_is_recorded(
    desk: Desk, first: Convenor, second: Convenor
) -> None:
    for each in (first, second):
        pins.set_pin(desk, each.id, PIN)
    with pytest.raises(BadInput, match="pin_reason_missing"):
        pins.reset_pin_with_reason(desk, first.id, OTHER, " 忘 ")
    pins.reset_pin_with_reason(desk, first.id, OTHER, "两人都忘了，监委会主任在场")
    pins.check_pin(desk, first.id, OTHER)
    assert notes(desk, first)[-1][1]["reason"] == "两人都忘了，监委会主任在场"
    assert journal_is_whole(desk)


def test_setting_a_pin_is_nothing_to_undo(desk: Desk, first: Convenor) -> None:
    pins.set_pin(desk, first.id, PIN)
    with pytest.raises(RuleBroken, match="undo_nothing"):
        undo_last(desk)
    pins.check_pin(desk, first.id, PIN)
