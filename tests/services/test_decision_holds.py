"""What a meeting that decides was judged by, and what was voted on, holds: by no way it changes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from tests.clock import HandClock
from tests.deciding import (
    a_decision,
    an_assembly,
    an_open_decision,
    by_hands,
    first_motion,
    meeting_of,
    motions_of,
    on,
    say_all,
    some_motion,
)
from xieshang_desktop.domain.terms_decision import (
    Counting,
    DecisionBody,
)
from xieshang_desktop.errors import RuleBroken
from xieshang_desktop.ids import new_id
from xieshang_desktop.services import decision_door, decision_votes, decisions
from xieshang_desktop.services.decision_file import read_file
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.undoing import undo


def last(desk: Desk) -> str:
    """The newest action."""
    return desk.store.recent[-1]


# ---- what was voted on


def test_undo_does_not_rewrite_what_was_voted_on(desk: Desk) -> None:
    people = an_assembly(desk)
    meeting_id = an_open_decision(desk, people[:37])
    motion = motions_of(desk, meeting_id)[0]
    decisions.put_motion(desk, replace(motion, text="每户筹资五千元。"))
    changed = last(desk)
    second = decisions.put_motion(desk, some_motion(meeting_id, title="村规民约修改", minor=True))
    added = last(desk)
    by_hands(desk, motion.id, 30, 7)
    by_hands(desk, second.id, 37)
    for action in (changed, added):
        with pytest.raises(RuleBroken, match="motion_voted_on"):
            undo(desk, action)
    assert motions_of(desk, meeting_id)[0].text == "每户筹资五千元。"
    assert len(motions_of(desk, meeting_id)) == 2


def test_a_vote_taken_back_does_not_return_on_other_words(desk: Desk) -> None:
    people = an_assembly(desk)
    meeting_id = an_open_decision(desk, people[:37])
    motion = motions_of(desk, meeting_id)[0]
    by_hands(desk, motion.id, 37)
    decision_votes.take_vote_back(desk, motion.id)
    taken_back = last(desk)
    decisions.put_motion(desk, replace(motion, text="每户筹资五千元。"))
    with pytest.raises(RuleBroken, match="undo_lasting"):
        undo(desk, taken_back)


def test_a_vote_stays_once_the_meeting_is_over(desk: Desk) -> None:
    people = an_assembly(desk)
    meeting_id = an_open_decision(desk, people[:37])
    by_hands(desk, first_motion(desk, meeting_id), 37)
    taken = last(desk)
    decisions.close_decision(desk, meeting_id)
    with pytest.raises(RuleBroken, match="vote_closed"):
        undo(desk, taken)


def test_what_somebody_said_stays_with_the_vote(desk: Desk) -> None:
    people = an_assembly(desk)[:33]
    meeting_id = an_open_decision(desk, people)
    motion_id = first_motion(desk, meeting_id)
    say_all(desk, motion_id, people)
    said = last(desk)
    decision_votes.vote_by_roll_call(desk, motion_id)
    with pytest.raises(RuleBroken, match="motion_voted_on"):
        undo(desk, said)


# ---- by what it is judged


@pytest.mark.parametrize(
    "other",
    [
        {"entitled": 40},
        {"body": DecisionBody.VILLAGERS},
        {"starts": on(date(2026, 4, 1))},
        {"body": DecisionBody.VILLAGE_GROUP, "group": "第一组"},
    ],
)
def test_by_what_a_meeting_is_judged_stands_from_the_first_who_comes(
    desk: Desk, other: dict[str, object]
) -> None:
    people = an_assembly(desk)
    meeting_id = a_decision(desk)
    decision_door.come_in(desk, meeting_id, people[0].id)
    with pytest.raises(RuleBroken, match="decision_begun"):
        decisions.change_decision(desk, replace(meeting_of(desk, meeting_id), **other))


def test_people_do_not_become_households(desk: Desk) -> None:
    people = an_assembly(desk)
    meeting_id = a_decision(desk, body=DecisionBody.VILLAGERS)
    decision_door.come_in(desk, meeting_id, people[0].id)
    by_home = replace(meeting_of(desk, meeting_id), counting=Counting.HOUSEHOLDS)
    with pytest.raises(RuleBroken, match="decision_begun"):
        decisions.change_decision(desk, by_home)


def test_undo_does_not_change_by_what_a_meeting_is_judged(desk: Desk) -> None:
    people = an_assembly(desk)
    meeting_id = a_decision(desk)
    decisions.change_decision(desk, replace(meeting_of(desk, meeting_id), entitled=30))
    changed = last(desk)
    decision_door.come_in(desk, meeting_id, people[0].id)
    with pytest.raises(RuleBroken, match="decision_begun"):
        undo(desk, changed)
    assert meeting_of(desk, meeting_id).entitled == 30


def test_a_plan_with_people_in_it_is_not_undone(desk: Desk) -> None:
    people = an_assembly(desk)
    blank, _none = decisions.blank_decision(desk, on(date(2026, 4, 1)))
    meeting = decisions.plan_decision(desk, blank, some_motion())
    planned = last(desk)
    decision_door.come_in(desk, meeting.id, people[0].id)
    with pytest.raises(RuleBroken, match="decision_begun"):
        undo(desk, planned)


def test_after_the_beginning_only_the_recorder_and_the_supervision_are_written(
    desk: Desk,
) -> None:
    people = an_assembly(desk)
    meeting_id = an_open_decision(desk, people[:37])
    meeting = meeting_of(desk, meeting_id)
    for other in (
        {"chair": "李志强"},
        {"place": "镇政府"},
        {"party_studied_on": date(2027, 5, 1)},
        {"important": False},
    ):
        with pytest.raises(RuleBroken, match="decision_begun"):
            decisions.change_decision(desk, replace(meeting, **other))
    with pytest.raises(RuleBroken, match="decision_over"):
        decisions.tell(desk, meeting_id)
    decisions.close_decision(desk, meeting_id)
    kept = decisions.change_decision(
        desk, replace(meeting, recorder="张玉梅", supervision="程序合规。")
    )
    assert (kept.recorder, kept.supervision) == ("张玉梅", "程序合规。")


def test_a_meeting_begins_on_its_own_day_only(desk: Desk, clock: HandClock) -> None:
    an_assembly(desk)
    meeting_id = a_decision(desk, body=DecisionBody.VILLAGERS, days=20)
    with pytest.raises(RuleBroken, match="decision_other_day"):
        decisions.open_decision(desk, meeting_id)
    clock.moment += timedelta(days=21)
    with pytest.raises(RuleBroken, match="decision_other_day"):
        decisions.open_decision(desk, meeting_id)
    clock.moment -= timedelta(days=1)
    assert decisions.open_decision(desk, meeting_id).opened_at is not None


# ---- who may vote


def test_who_belongs_to_no_household_has_no_voice_among_households(desk: Desk) -> None:
    people = an_assembly(desk, 2, 4)
    single = replace(people[0], id=new_id(), household_id=None)
    with desk.store.write() as uow:
        uow.put(single, "person_added")
        uow.commit()
    meeting_id = an_open_decision(
        desk, people[:4], body=DecisionBody.VILLAGERS, counting=Counting.HOUSEHOLDS
    )
    assert not decision_door.come_in(desk, meeting_id, single.id, may_vote=True).entitled
    with pytest.raises(RuleBroken, match="household_missing"):
        decision_door.set_entitled(desk, meeting_id, single.id, True)
    assert read_file(desk, meeting_id).quorum(desk.clock()).present == 4


def test_a_child_has_no_vote(desk: Desk) -> None:
    people = an_assembly(desk)
    child = replace(people[0], id=new_id(), birth="2020-01-01")
    with desk.store.write() as uow:
        uow.put(child, "person_added")
        uow.commit()
    meeting_id = an_open_decision(desk, people[:3])
    assert not decision_door.come_in(desk, meeting_id, child.id, may_vote=True).entitled
    with pytest.raises(RuleBroken, match="under_eighteen"):
        decision_door.set_entitled(desk, meeting_id, child.id, True)


# ---- who was there


def test_who_was_at_a_vote_is_not_taken_away(desk: Desk) -> None:
    people = an_assembly(desk)
    meeting_id = an_open_decision(desk, people[:36])
    decision_door.come_in(desk, meeting_id, people[36].id)
    came = last(desk)
    by_hands(desk, first_motion(desk, meeting_id), 37)
    for deed in (
        lambda: decision_door.take_back(desk, meeting_id, people[0].id),
        lambda: decision_door.set_entitled(desk, meeting_id, people[0].id, False),
        lambda: undo(desk, came),
    ):
        with pytest.raises(RuleBroken, match="was_at_vote"):
            deed()
    decision_door.come_in(desk, meeting_id, people[40].id)
    decision_door.take_back(desk, meeting_id, people[40].id)  # came after the vote
    assert len(read_file(desk, meeting_id).presences) == 37


def test_who_left_before_a_vote_is_not_put_into_it(desk: Desk) -> None:
    people = an_assembly(desk)
    meeting_id = an_open_decision(desk, people[:37])
    decision_door.go_out(desk, meeting_id, people[0].id)
    went = last(desk)
    by_hands(desk, first_motion(desk, meeting_id), 36)
    with pytest.raises(RuleBroken, match="was_at_vote"):
        undo(desk, went)


def test_leaving_after_the_vote_is_undone(desk: Desk) -> None:
    people = an_assembly(desk)
    meeting_id = an_open_decision(desk, people[:37])
    by_hands(desk, first_motion(desk, meeting_id), 37)
    decision_door.go_out(desk, meeting_id, people[0].id)
    undo(desk, last(desk))
    assert read_file(desk, meeting_id).quorum(desk.clock()).present == 37


def test_a_clock_set_back_does_not_empty_the_room(desk: Desk, clock: HandClock) -> None:
    people = an_assembly(desk)
    meeting_id = an_open_decision(desk, people[:37])
    clock.moment -= timedelta(hours=1)
    assert read_file(desk, meeting_id).quorum(clock()).present == 37
    with pytest.raises(RuleBroken, match="already_in_room"):
        decision_door.come_in(desk, meeting_id, people[0].id)
    decision_door.go_out(desk, meeting_id, people[0].id)
    assert by_hands(desk, first_motion(desk, meeting_id), 36).present == 36
    decisions.close_decision(desk, meeting_id)
    presences = read_file(desk, meeting_id).presences.values()
    assert not any(p.inside for p in presences)
    assert all(span.until >= span.since for p in presences for span in p.stays if span.until)
