"""收件 in words: drives, what came of a stick, each bundle with its reason."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.making import Attempts
from tests.presenters.told import Told
from tests.township.making import END, a_small_township
from xieshang_desktop.domain.terms import ArrivalState, Carrier
from xieshang_desktop.errors import WorldFailed
from xieshang_desktop.exchange.drives import Drive
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.storage.arrivals import Arrival
from xieshang_desktop.township.morning import ArrivalLine, read_morning, write_morning
from xieshang_desktop.township.overview import open_morning
from xieshang_desktop.township.taking import Stick, Taken
from xieshang_desktop.ui.presenters.frame_township import township_frame
from xieshang_desktop.ui.presenters.township_arrivals import arrival_detail, arrival_row
from xieshang_desktop.ui.presenters.township_receiving import ReceivingPresenter, result_saying


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Desk]:
    desk = a_small_township(tmp_path)
    yield desk
    desk.close()


def drive(**changes: Any) -> Drive:
    values = {"label": "KINGSTON", "path": Path("/media/k"), "free": 9 * 10**9, "read_only": False}
    return Drive(**(values | changes))


def arrival(state: ArrivalState, **changes: Any) -> Arrival:
    values = {
        "sha256": "0" * 64,
        "name": "XS1-a.xsb",
        "size": 1,
        "state": state,
        "carrier": Carrier.STICK,
        "arrived_at": END,
        "fresh": 12 if state is ArrivalState.TAKEN else 0,
    }
    return Arrival(**(values | changes))


def line(**changes: Any) -> ArrivalLine:
    values = {
        "key": "k",
        "at": END.isoformat(),
        "sender": "柳河镇张家村",
        "kind": "entries",
        "state": "taken",
        "fresh": 12,
        "first": 1,
        "last": 12,
        "code": "",
        "facts": {},
        "name": "XS1-a.xsb",
        "kept": "",
        "village_id": "v",
    }
    return ArrivalLine(**(values | changes))


def test_the_only_stick_with_bundles_is_chosen_by_itself(
    town: Desk, page: Told, attempts: Attempts
) -> None:
    presenter = ReceivingPresenter(town, page, attempts, drives=list)
    presenter.show_sticks([Stick(drive(), 3), Stick(drive(path=Path("/media/e"), label="E"), 0)])
    assert presenter.target() == Path("/media/k")
    assert page.last("show_taking") == ("", True)
    presenter.show_sticks([])
    assert presenter.target() is None
    assert "没有看到U盘" in page.last("show_drives")[2]


def test_a_stick_with_programs_is_warned_of_and_one_without_bundles_not_taken(
    town: Desk, page: Told, attempts: Attempts
) -> None:
    presenter = ReceivingPresenter(town, page, attempts, drives=list)
    presenter.show_sticks([Stick(drive(), 0, ("autorun.inf",))])
    (view,) = page.last("show_drives")[0]
    assert "autorun.inf" in view.note
    assert not view.usable


def test_a_read_only_stick_with_programs_is_warned_of_for_both(
    town: Desk, page: Told, attempts: Attempts
) -> None:
    presenter = ReceivingPresenter(town, page, attempts, drives=list)
    presenter.show_sticks([Stick(drive(read_only=True), 1, ("autorun.inf",))])
    (view,) = page.last("show_drives")[0]
    assert "autorun.inf" in view.note
    assert "只读" in view.note
    assert view.kind == "attention"


def test_a_stick_that_was_pulled_is_not_called_empty(
    town: Desk, page: Told, attempts: Attempts, tmp_path: Path
) -> None:
    presenter = ReceivingPresenter(town, page, attempts, drives=list)
    presenter.show_sticks([Stick(drive(path=tmp_path), 3)])
    with pytest.raises(WorldFailed) as failed:
        presenter.take(tmp_path, lambda *_told: None)  # type: ignore[arg-type]
    presenter.not_taken(failed.value)
    said = page.last("show_result")
    assert "U盘拔掉了，什么都没有收：KINGSTON" in said.sentence
    assert "插回去" in said.hint
    assert str(tmp_path) not in said.sentence + said.hint


def test_what_came_names_its_stick_and_is_over_when_another_is_plugged_in(
    town: Desk, page: Told, attempts: Attempts
) -> None:
    presenter = ReceivingPresenter(town, page, attempts, drives=list)
    presenter.show_sticks([Stick(drive(), 3)])
    presenter.taken(Taken(arrivals=(arrival(ArrivalState.TAKEN),), receipts=()), Path("/media/k"))
    assert page.last("show_result").sentence.startswith("KINGSTON ")
    presenter.show_sticks([])
    assert page.last("show_result").sentence
    presenter.show_sticks([Stick(drive(path=Path("/media/e"), label="E"), 1)])
    assert not page.last("show_result").sentence


def test_what_came_of_a_stick_is_said_in_one_sentence() -> None:
    taken = Taken(
        arrivals=(
            arrival(ArrivalState.TAKEN),
            arrival(ArrivalState.KNOWN),
            arrival(ArrivalState.REFUSED, code="bundle_damaged"),
        ),
        receipts=("柳河镇张家村",),
    )
    said = result_saying(taken, on_stick=True)
    assert "收下 1 个协商包，新记录 12 条" in said.sentence
    assert "1 个以前收过" in said.sentence
    assert "1 个没有收下" in said.sentence
    assert said.hint == "回执已写到U盘，可以拔了。"
    assert said.kind == "waiting"


def test_without_a_receipt_nobody_is_told_to_pull_the_stick() -> None:
    problem = WorldFailed("drive_read_only", folder="/media/k")
    problems = (("柳河镇张家村", problem),)
    taken = Taken(arrivals=(arrival(ArrivalState.TAKEN),), receipts=(), problems=problems)
    said = result_saying(taken, on_stick=True)
    assert "可以拔了" not in said.hint
    assert "回执没有写成" in said.hint


@pytest.mark.parametrize(
    ("changes", "chip"),
    [
        ({}, "已收下"),
        ({"state": "known"}, "以前收过"),
        ({"state": "refused", "code": "bundle_gap", "kept": "x.xsb"}, "另放着"),
        ({"kind": "enrolment", "answer": "waiting"}, "等着核对"),
        ({"kind": "enrolment", "answer": "enrolled"}, "已登记"),
        ({"kind": "enrolment"}, "没有登记"),
        ({"kind": "enrolment", "state": "refused"}, "没有收下"),
    ],
)
def test_each_bundle_has_its_state_in_words(changes: dict[str, Any], chip: str) -> None:
    assert arrival_row(line(**changes), date(2026, 11, 20))[3][0] == chip  # type: ignore[index]


def test_a_refused_bundle_says_why_and_what_to_do() -> None:
    facts = {"line": "00000000", "wanted": 5, "found": 9}
    detail = arrival_detail(line(state="refused", code="bundle_gap", facts=facts, kept="x.xsb"))
    assert detail.aside
    assert detail.sentence
    assert detail.hint


def test_the_first_page_of_the_next_start_is_what_was_left(town: Desk) -> None:
    morning = open_morning(town)
    assert morning.villages == 5
    assert len(morning.arrivals) == 5
    write_morning(town.folder, morning)
    assert read_morning(town.folder) == morning
    (town.folder / "township.json").write_text("{", "utf-8")
    assert read_morning(town.folder) is None


def test_the_state_line_counts_who_is_late(town: Desk) -> None:
    morning = open_morning(town)._replace(late=3)
    view = township_frame(morning)
    assert view.venue == town.unit.room
    assert ("attention", "3 个村逾期未交", "3 个逾期") in view.states
    assert township_frame(morning._replace(late=0)).states[1][0] == "done"
