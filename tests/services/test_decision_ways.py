"""Calling names, secret papers, no quorum, late matters; and the record that is sealed of it."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from tests.deciding import (
    COUNTERS,
    a_decision,
    an_assembly,
    an_open_decision,
    by_hands,
    counted,
    first_motion,
    meeting_of,
    motions_of,
    on_its_day,
    say_all,
    some_motion,
)
from xieshang_desktop.domain.attachment import Attachment
from xieshang_desktop.domain.terms_decision import (
    Choice,
    DecisionBody,
    DecisionPaper,
    VotingWay,
)
from xieshang_desktop.errors import BadInput, RuleBroken
from xieshang_desktop.services import decision_door, decision_sealing, decision_votes, decisions
from xieshang_desktop.services.decision_file import read_file
from xieshang_desktop.services.decision_papers import decision_record, decision_signatures
from xieshang_desktop.services.desk import Desk

# ---- a roll call


def test_a_word_that_was_given_counts_after_its_speaker_left(desk: Desk) -> None:
    people = an_assembly(desk)[:34]
    meeting_id = an_open_decision(desk, people)
    motion_id = first_motion(desk, meeting_id)
    say_all(desk, motion_id, people, disagree=17)
    decision_door.go_out(desk, meeting_id, people[0].id)
    vote = decision_votes.vote_by_roll_call(desk, motion_id)
    assert (vote.count, vote.present, vote.passed) == (counted(17, 17), 34, False)


def test_who_leaves_without_a_word_was_present_and_did_not_vote(desk: Desk) -> None:
    people = an_assembly(desk)[:34]
    meeting_id = an_open_decision(desk, people)
    motion_id = first_motion(desk, meeting_id)
    say_all(desk, motion_id, people[:33], disagree=16)
    decision_door.go_out(desk, meeting_id, people[33].id)
    vote = decision_votes.vote_by_roll_call(desk, motion_id)
    assert (vote.count, vote.present, vote.passed) == (counted(17, 16), 34, False)


# ---- a secret ballot


def test_a_secret_ballot_carries_no_voices(desk: Desk) -> None:
    people = an_assembly(desk)[:33]
    meeting_id = an_open_decision(desk, people)
    motion = motions_of(desk, meeting_id)[0]
    say_all(desk, motion.id, people, disagree=3)
    decision_votes.vote_by_roll_call(desk, motion.id)
    decision_votes.take_vote_back(desk, motion.id)
    assert read_file(desk, meeting_id).voices[motion.id] == {}
    say_all(desk, motion.id, people[:5])  # a roll call broken off
    secret = decisions.put_motion(desk, replace(motion, way=VotingWay.BALLOT))
    assert read_file(desk, meeting_id).voices[motion.id] == {}
    with pytest.raises(RuleBroken, match="secret_motion"):
        decision_votes.say(desk, secret.id, people[0].id, Choice.AGREE)
    with pytest.raises(RuleBroken, match="secret_motion"):
        by_hands(desk, secret.id, 33)
    decision_votes.vote_by_ballot(
        *(desk, secret.id, counted(30, 3), COUNTERS), issued=33, returned=33, invalid=0
    )
    with pytest.raises(RuleBroken, match="signatures_secret"):
        decision_signatures(desk, meeting_id, {})


def test_a_ballot_after_a_broken_off_roll_call_forgets_it(desk: Desk) -> None:
    people = an_assembly(desk)[:33]
    meeting_id = an_open_decision(desk, people)
    motion_id = first_motion(desk, meeting_id)
    say_all(desk, motion_id, people[:5])
    decision_votes.vote_by_ballot(
        *(desk, motion_id, counted(30, 3), COUNTERS), issued=33, returned=33, invalid=0
    )
    assert read_file(desk, meeting_id).voices[motion_id] == {}


def test_fewer_hands_or_papers_than_people_need_a_word(desk: Desk) -> None:
    people = an_assembly(desk)[:33]
    meeting_id = an_open_decision(desk, people)
    motion_id = first_motion(desk, meeting_id)
    with pytest.raises(RuleBroken, match="rest_missing"):
        by_hands(desk, motion_id, 0)
    with pytest.raises(RuleBroken, match="rest_missing"):
        decision_votes.vote_by_ballot(
            *(desk, motion_id, counted(17), COUNTERS), issued=17, returned=17, invalid=0
        )
    told = counted(30)
    decision_votes.vote_by_hands(desk, motion_id, told, told, COUNTERS, rest="3人没有举手")
    (decided,) = decision_record(desk, meeting_id, {}).motions
    assert decided.voting.endswith("其余：3人没有举手。")


# ---- a meeting that could not decide


def test_a_meeting_without_a_quorum_is_sealed_with_its_reason(desk: Desk) -> None:
    people = an_assembly(desk)
    meeting_id = an_open_decision(desk, people[:10])
    motion_id = first_motion(desk, meeting_id)
    with pytest.raises(RuleBroken, match="decision_not_closed"):
        decisions.leave_unvoted(desk, motion_id, "到会人数不够")
    decisions.close_decision(desk, meeting_id)
    with pytest.raises(RuleBroken, match="decision_unvoted"):
        decision_sealing.seal_decision(desk, meeting_id)
    with pytest.raises(BadInput, match="reason_missing"):
        decisions.leave_unvoted(desk, motion_id, " ")
    decisions.leave_unvoted(desk, motion_id, "到会人数不够")
    decision_sealing.seal_decision(desk, meeting_id)
    (decided,) = decision_record(desk, meeting_id, {}).motions
    assert decided.voting == "未表决：到会人数不够。"
    with pytest.raises(RuleBroken, match="decision_nothing_passed"):
        decision_sealing.post_decision(desk, meeting_id, DecisionPaper.DECISION, "公开栏")


# ---- what was told beforehand


def test_a_late_matter_of_the_collective_is_refused(desk: Desk) -> None:
    people = an_assembly(desk)
    meeting_id = an_open_decision(desk, people, body=DecisionBody.COLLECTIVE_MEMBERS)
    late = some_motion(meeting_id, title="卖掉集体厂房")
    with pytest.raises(RuleBroken, match="motion_after_notice"):
        decisions.put_motion(desk, late)
    known = motions_of(desk, meeting_id)[0]
    with pytest.raises(RuleBroken, match="motion_after_notice"):
        decisions.put_motion(desk, replace(known, text="每户筹资五千元。"))
    assert by_hands(desk, known.id, 48).passed


def test_while_there_is_time_the_collective_is_told_again(desk: Desk) -> None:
    an_assembly(desk)
    meeting_id = a_decision(desk, days=15, body=DecisionBody.COLLECTIVE_MEMBERS)
    decisions.put_motion(desk, some_motion(meeting_id, title="厂房出租"))
    assert meeting_of(desk, meeting_id).notice_on is None
    told = decisions.tell(desk, meeting_id)
    assert told.told == tuple(m.told_as for m in motions_of(desk, meeting_id))


def test_a_late_matter_of_the_village_is_printed_as_such(desk: Desk) -> None:
    people = an_assembly(desk)
    meeting_id = an_open_decision(desk, people[:37])
    late = decisions.put_motion(desk, some_motion(meeting_id, title="村规民约修改", minor=True))
    by_hands(desk, first_motion(desk, meeting_id), 37)
    by_hands(desk, late.id, 37)
    first, second = decision_record(desk, meeting_id, {}).motions
    assert "临时提出" not in first.voting
    assert second.voting.startswith("临时提出。")


# ---- what was sealed


def test_the_files_of_a_sealed_decision_stay(desk: Desk) -> None:
    people = an_assembly(desk)
    meeting_id = an_open_decision(desk, people[:37])
    by_hands(desk, first_motion(desk, meeting_id), 37)
    decisions.close_decision(desk, meeting_id)
    decision_sealing.seal_decision(desk, meeting_id)
    with desk.store.read() as reader:
        files = reader.all(Attachment, object_id=meeting_id)
    assert len(files) == 3
    for file in files:
        with pytest.raises(RuleBroken, match="sealed"), desk.store.write() as uow:
            uow.take_away(Attachment, file.id, "file_removed")


def test_the_signing_sheet_of_a_sealed_decision_keeps_its_names(desk: Desk) -> None:
    people = an_assembly(desk)[:33]
    meeting_id = an_open_decision(desk, people)
    motion_id = first_motion(desk, meeting_id)
    say_all(desk, motion_id, people)
    decision_votes.vote_by_roll_call(desk, motion_id)
    decisions.close_decision(desk, meeting_id)
    before = decision_signatures(desk, meeting_id, {})
    decision_sealing.seal_decision(desk, meeting_id)
    with desk.store.write() as uow:
        uow.put(replace(people[0], name="改了名字"), "person_changed")
        uow.commit()
    assert replace(decision_signatures(desk, meeting_id, {}), salt="") == before


def test_nothing_is_posted_while_the_meeting_goes_on(desk: Desk) -> None:
    people = an_assembly(desk)
    meeting_id = an_open_decision(desk, people[:37])
    by_hands(desk, first_motion(desk, meeting_id), 37)
    with pytest.raises(RuleBroken, match="decision_not_closed"):
        decision_sealing.post_decision(desk, meeting_id, DecisionPaper.DECISION, "公开栏")


def test_a_study_after_the_meeting_is_not_printed(desk: Desk) -> None:
    people = an_assembly(desk)
    meeting_id = a_decision(desk)
    late = replace(meeting_of(desk, meeting_id), important=False, party_studied_on=date(2027, 5, 1))
    decisions.change_decision(desk, late)
    on_its_day(desk, meeting_id)
    decision_door.come_in(desk, meeting_id, people[0].id)
    decisions.open_decision(desk, meeting_id)
    assert "2027" not in str(decision_record(desk, meeting_id, {}).preparation)
