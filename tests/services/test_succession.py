"""换届: the desk is handed over with a list of what is open."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.clock import HandClock
from tests.confirming import confirm_by_looking
from tests.deciding import a_decision, an_assembly
from tests.making import a_meeting, a_topic, accepted_topic, held_meeting, ready_topic, some_people
from xieshang_desktop.domain.documents import HandoverList
from xieshang_desktop.domain.minutes import Succession
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.terms import OutcomeKind, Rank
from xieshang_desktop.errors import BadInput, RuleBroken
from xieshang_desktop.ids import new_id
from xieshang_desktop.services import minutes, papers, pins, publishing, sealing, unit
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.open_matters import open_matters
from xieshang_desktop.services.paper_list.kinds import PaperKind
from xieshang_desktop.services.succession import Incoming, hand_over, is_late

NEW_FIRST = Incoming(rank=Rank.FIRST, name="周敏", title="村党总支书记")


@pytest.fixture(autouse=True)
def _own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    confirm_by_looking()


def the_list(desk: Desk) -> HandoverList:
    paper = papers.build(desk, PaperKind.HANDOVER_LIST, "")
    assert isinstance(paper, HandoverList)
    return paper


def test_terms_change_on_the_day_and_old_pins_are_worth_nothing(desk: Desk) -> None:
    first, second = desk.convenors()
    stands_in = unit.name_substitute(desk, Rank.FIRST, "韩秀兰", "", desk.today)
    for each in (first, second, stands_in):
        pins.set_pin(desk, each.id, "820461")
    desk.actor = first.name
    done = hand_over(desk, [NEW_FIRST], handed_on=desk.today, witness="吴桂兰")
    (new, same) = desk.convenors()
    assert (new.name, new.title, new.since, same.id) == (
        *("周敏", "村党总支书记", desk.today),
        second.id,
    )
    assert desk.convenors(desk.today - timedelta(days=1))[0].id == first.id
    assert desk.substitutes() == []
    states = pins.states(desk, [first.id, second.id, stands_in.id, new.id])
    assert {key for key, state in states.items() if state.set_on} == {second.id}
    assert (done.outgoing, done.incoming, done.witness) == ((first.id,), (new.id,), "吴桂兰")
    assert desk.actor == "周敏"


def test_a_meeting_that_decides_is_open_until_its_record_is_sealed(desk: Desk) -> None:
    an_assembly(desk)
    a_decision(desk)
    (matter,) = [m for m in open_matters(desk) if m.kind == "决定会议"]
    assert matter.state == "准备中"
    assert "年" in matter.what


def test_everything_open_is_listed_and_stays_listed(desk: Desk, clock: HandClock) -> None:
    people = some_people(desk)
    a_topic(desk, "路灯不亮")
    held = held_meeting(desk, clock, [ready_topic(desk, people, "修路").id])
    held_meeting(desk, clock, [ready_topic(desk, people, "水渠").id], OutcomeKind.SUBMIT)
    a_meeting(desk, [ready_topic(desk, people, "垃圾清运").id])
    with desk.store.read() as reader:
        (repaired,) = [t for t in reader.all(type(accepted_topic(desk))) if t.title == "修路"]
    publishing.post(desk, publishing.issue_result(desk, repaired.id).id, "村务公开栏")
    kinds = [matter.kind for matter in open_matters(desk)]
    assert list(dict.fromkeys(kinds)) == [
        *("议题", "会议", "纪要", "办理事项", "公示", "上报事项", "答复提出人"),
    ]
    assert any(m.what == "报奖补" and m.due for m in open_matters(desk))
    before = the_list(desk)
    assert (before.handed_on, before.count) == (None, len(kinds))
    clock.moment += timedelta(days=1)
    hand_over(desk, [NEW_FIRST], handed_on=desk.today, elected_on=desk.today - timedelta(days=3))
    minutes_file = minutes.open_minutes(desk, held)
    new = desk.convenors()[0]  # who left office would sign on paper
    as_successor = {"convenor_id": new.id, "reason": "换届"}
    sealing.confirm(desk, minutes_file.minutes.id, Rank.FIRST, **as_successor)
    sealing.confirm(desk, minutes_file.minutes.id, Rank.SECOND)
    after = the_list(desk)
    assert after.matters == before.matters  # as it was handed over
    assert after.outgoing == ("周建国（第一召集人）",)
    assert after.incoming == ("周敏（第一召集人）",)
    assert papers.render(papers.compose(desk, PaperKind.HANDOVER_LIST)).startswith(b"%PDF")


def test_a_village_with_nothing_open_has_a_list_too(desk: Desk) -> None:
    assert the_list(desk).matters == ()
    assert papers.render(papers.compose(desk, PaperKind.HANDOVER_LIST)).startswith(b"%PDF")


def test_what_cannot_be_is_refused_and_nothing_changes(desk: Desk) -> None:
    first, second = desk.convenors()
    today, tomorrow = desk.today, desk.today + timedelta(days=1)
    for code, incoming, days in (
        ("succession_nobody", [], (today, None)),
        ("convenor_name_missing", [Incoming(rank=Rank.FIRST, name=" ")], (today, None)),
        ("convenor_same", [Incoming(rank=Rank.FIRST, name=first.name)], (today, None)),
        ("one_for_both", [Incoming(rank=Rank.FIRST, name=second.name)], (today, None)),
        ("date_in_future", [NEW_FIRST], (tomorrow, None)),
        ("date_in_future", [NEW_FIRST], (today, tomorrow)),
        ("succession_before_election", [NEW_FIRST], (today - timedelta(days=2), today)),
    ):
        handed_on, elected_on = days
        with pytest.raises((BadInput, RuleBroken), match=code):
            hand_over(desk, incoming, handed_on=handed_on, elected_on=elected_on)
    assert desk.convenors() == [first, second]
    with desk.store.read() as reader:
        assert reader.count(Succession) == 0


def test_both_may_change_at_once(desk: Desk) -> None:
    hand_over(desk, [NEW_FIRST, Incoming(rank=Rank.SECOND, name="何志远")], handed_on=desk.today)
    assert [c.name for c in desk.convenors()] == ["周敏", "何志远"]


def test_ten_days_after_the_election_is_in_time_and_eleven_is_late(desk: Desk) -> None:
    today = desk.today
    assert not is_late(None, today)
    assert not is_late(today - timedelta(days=10), today)
    assert is_late(today - timedelta(days=11), today)


def test_two_of_one_name_are_two_where_the_roster_has_two_and_titles_tell_them_apart(
    desk: Desk,
) -> None:
    _first, second = desk.convenors()
    namesake = Incoming(rank=Rank.FIRST, name=second.name, title="村务监督委员会主任")
    some_people(desk)
    with desk.store.write() as uow:
        (model, *_others) = uow.all(Person)
        uow.put(replace(model, id=new_id(), name=second.name), "person_added")
        uow.commit()
    with pytest.raises(RuleBroken, match="one_for_both"):
        hand_over(desk, [namesake], handed_on=desk.today)
    with desk.store.write() as uow:
        uow.put(replace(model, id=new_id(), name=second.name), "person_added")
        uow.commit()
    for title in ("", second.title):
        with pytest.raises(RuleBroken, match="one_for_both"):
            hand_over(desk, [replace(namesake, title=title)], handed_on=desk.today)
    hand_over(desk, [namesake], handed_on=desk.today)
    assert [each.name for each in desk.convenors()] == [second.name] * 2
