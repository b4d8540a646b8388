"""Topics: what may be saved, screened, refused, joined, skipped and closed, and what may not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from tests.clock import HandClock
from tests.making import (
    a_meeting,
    a_topic,
    accepted_topic,
    held_meeting,
    items_of,
    ready_topic,
    screening,
    some_people,
    some_research,
    talk,
    undo_last,
)
from xieshang_desktop.domain.outcome import Outcome, Submission, Task
from xieshang_desktop.domain.terms import NotOpen, OutcomeKind, Part, StepKind, TopicState
from xieshang_desktop.domain.topic import Participant, Topic
from xieshang_desktop.errors import BadInput, RuleBroken
from xieshang_desktop.services import deliberation, follow_up, meetings, publishing, topics
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.topic_file import (
    alike,
    find_topic,
    list_topics,
    open_topic,
    topics_to_merge_into,
)


def test_a_new_topic_is_numbered_within_its_year(desk: Desk) -> None:
    assert a_topic(desk, "一").number == "2026-01"
    assert a_topic(desk, "二").number == "2026-02"
    last_year = desk.today.replace(year=2025)
    assert a_topic(desk, "去年的事", proposed_on=last_year).number == "2025-01"


def test_the_number_after_ninety_nine_has_three_digits(desk: Desk) -> None:
    topic = a_topic(desk)
    with desk.store.write() as uow:
        uow.put(replace(topic, number="2026-99"), "topic_changed")
        uow.commit()
    assert a_topic(desk, "下一个").number == "2026-100"
    assert a_topic(desk, "再下一个").number == "2026-101"


@pytest.mark.parametrize(
    ("fields", "code"),
    [({"title": "  "}, "title_missing"), ({"proposer": ""}, "proposer_missing")],
)
def test_a_topic_needs_a_name_and_somebody_who_raised_it(
    desk: Desk, fields: dict[str, str], code: str
) -> None:
    with pytest.raises(BadInput, match=code):
        a_topic(desk, **fields)
    assert list_topics(desk) == []


def test_a_topic_cannot_be_raised_tomorrow(desk: Desk) -> None:
    with pytest.raises(BadInput, match="date_in_future"):
        a_topic(desk, proposed_on=desk.today + timedelta(days=1))


def test_an_old_form_does_not_take_back_how_far_a_topic_has_come(desk: Desk) -> None:
    old = a_topic(desk)
    topics.screen(desk, old.id, screening())
    topics.accept(desk, old.id)
    saved = topics.save_topic(desk, replace(old, title="东沟组道路硬化"))
    assert (saved.title, saved.state) == ("东沟组道路硬化", TopicState.ACCEPTED)
    assert saved.screening is not None
    assert find_topic(desk, old.id) == saved


def test_a_decided_topic_cannot_be_changed(desk: Desk) -> None:
    topic = a_topic(desk)
    topics.refuse(desk, topic.id, "不归村里管", "已经告诉您了")
    with pytest.raises(RuleBroken, match="topic_decided"):
        topics.save_topic(desk, replace(topic, title="换个名字"))


@pytest.mark.parametrize(
    "missing", ["small_cut_reason", "wide_relevance_reason", "strong_reaction_reason"]
)
def test_each_criterion_needs_its_reason(desk: Desk, missing: str) -> None:
    topic = a_topic(desk)
    with pytest.raises(BadInput, match="screening_reason_missing") as caught:
        topics.screen(desk, topic.id, replace(screening(), **{missing: " "}))
    assert caught.value.facts["criterion"] == missing.removesuffix("_reason")


def test_without_background_or_screening_a_topic_is_not_accepted(desk: Desk) -> None:
    bare = a_topic(desk, background="")
    with pytest.raises(RuleBroken, match="step_not_ready") as caught:
        topics.accept(desk, bare.id)
    assert caught.value.facts["missing"] == ["background", "screening"]


def test_what_is_not_open_to_consultation_can_only_be_refused(desk: Desk) -> None:
    topic = a_topic(desk)
    topics.screen(desk, topic.id, screening(NotOpen.LITIGATION))
    with pytest.raises(RuleBroken, match="not_open"):
        topics.accept(desk, topic.id)
    refused = topics.refuse(desk, topic.id, "法院正在审理", "等审完再说")
    assert (refused.state, refused.answered_on) == (TopicState.REFUSED, desk.today)


def test_an_accepted_topic_is_not_screened_again(desk: Desk) -> None:
    topic = accepted_topic(desk)
    for again in (
        lambda: topics.screen(desk, topic.id, screening()),
        lambda: topics.accept(desk, topic.id),
        lambda: topics.refuse(desk, topic.id, "原因", "答复"),
        lambda: topics.merge(desk, topic.id, a_topic(desk, "另一件").id),
    ):
        with pytest.raises(RuleBroken, match="topic_decided"):
            again()


def test_accepting_can_be_undone_in_one_go(desk: Desk) -> None:
    topic = accepted_topic(desk)
    undo_last(desk)
    file = open_topic(desk, topic.id)
    assert file.topic.state is TopicState.COLLECTED
    assert file.standing.current is StepKind.TOPIC


def test_a_refusal_needs_a_reason_and_an_answer(desk: Desk) -> None:
    topic = a_topic(desk)
    for reason, answer in (("", "答复"), ("原因", " ")):
        with pytest.raises(BadInput, match="refusal_needs_reason_and_answer"):
            topics.refuse(desk, topic.id, reason, answer)


def test_a_duplicate_is_joined_to_the_topic_that_goes_on(desk: Desk) -> None:
    first = accepted_topic(desk)
    twin = a_topic(desk, "东沟组生产道路太烂")
    merged = topics.merge(desk, twin.id, first.id)
    assert (merged.state, merged.reason) == (TopicState.MERGED, first.number)
    assert open_topic(desk, first.id).merged == (merged,)


def test_nothing_is_joined_to_itself_or_to_what_has_ended(desk: Desk) -> None:
    topic, ended = a_topic(desk), a_topic(desk, "另一件")
    topics.refuse(desk, ended.id, "原因", "答复")
    for into in (topic.id, ended.id):
        with pytest.raises(RuleBroken, match="merge_impossible"):
            topics.merge(desk, topic.id, into)


def test_likely_duplicates_are_offered_first(desk: Desk) -> None:
    other = a_topic(desk, "路灯")
    twin = a_topic(desk, "东沟组道路")
    topic = a_topic(desk, "东沟组生产道路硬化")
    assert [t.id for t in topics_to_merge_into(desk, topic)] == [twin.id, other.id]
    assert [t.id for t in open_topic(desk, topic.id).similar] == [twin.id]
    assert not alike(replace(topic, title="路"), replace(topic, title="路"))


def test_a_step_is_settled_only_when_nothing_is_missing(desk: Desk) -> None:
    topic = accepted_topic(desk)
    with pytest.raises(RuleBroken, match="step_not_ready") as caught:
        topics.settle_step(desk, topic.id, StepKind.PARTICIPANTS)
    assert caught.value.facts["missing"] == ["participants", "stakeholders"]
    people = some_people(desk)
    topics.add_participants(desk, topic.id, [(people[0].id, Part.COUNCIL, "")])
    with pytest.raises(RuleBroken, match="step_not_ready") as caught:
        topics.settle_step(desk, topic.id, StepKind.PARTICIPANTS)
    assert caught.value.facts["missing"] == ["stakeholders"]


def test_no_step_goes_on_before_the_topic_is_accepted(desk: Desk) -> None:
    topic = a_topic(desk)
    with pytest.raises(RuleBroken, match="topic_not_accepted"):
        topics.settle_step(desk, topic.id, StepKind.RESEARCH)
    with pytest.raises(RuleBroken, match="topic_not_accepted"):
        topics.skip_step(desk, topic.id, StepKind.RESEARCH, "水管爆裂，当天抢修")


def test_no_step_goes_on_after_the_topic_was_refused(desk: Desk) -> None:
    topic = a_topic(desk)
    topics.refuse(desk, topic.id, "原因", "答复")
    with pytest.raises(RuleBroken, match="topic_decided"):
        topics.skip_step(desk, topic.id, StepKind.RESEARCH, "水管爆裂，当天抢修")


@pytest.mark.parametrize("kind", [StepKind.TOPIC, StepKind.DISCUSSION, StepKind.PUBLICITY])
def test_three_of_the_five_steps_cannot_be_skipped(desk: Desk, kind: StepKind) -> None:
    topic = accepted_topic(desk)
    with pytest.raises(RuleBroken, match="step_not_skippable"):
        topics.skip_step(desk, topic.id, kind, "原因写得很清楚")


def test_skipping_needs_a_reason_that_says_something(desk: Desk) -> None:
    topic = accepted_topic(desk)
    for reason in ("", "   ", "急"):
        with pytest.raises(BadInput, match="skip_needs_reason"):
            topics.skip_step(desk, topic.id, StepKind.RESEARCH, reason)


def test_the_reason_for_skipping_can_be_put_better(desk: Desk) -> None:
    topic = accepted_topic(desk)
    first = topics.skip_step(desk, topic.id, StepKind.RESEARCH, "水管爆裂了")
    again = topics.skip_step(desk, topic.id, StepKind.RESEARCH, "水管爆裂，当天抢修")
    assert (again.id, again.skipped_reason) == (first.id, "水管爆裂，当天抢修")


def test_a_step_that_is_done_is_not_skipped_afterwards(desk: Desk) -> None:
    topic = ready_topic(desk, some_people(desk))
    with pytest.raises(RuleBroken, match="step_settled"):
        topics.skip_step(desk, topic.id, StepKind.RESEARCH, "其实没有调研")


def test_somebody_chosen_again_takes_the_new_part(desk: Desk) -> None:
    topic, people = accepted_topic(desk), some_people(desk)
    topics.add_participants(desk, topic.id, [(people[0].id, Part.COUNCIL, "")])
    topics.add_participants(desk, topic.id, [(people[0].id, Part.STAKEHOLDER, "自家门口")])
    ((participant, person),) = open_topic(desk, topic.id).participants
    assert (participant.part, person.id) == (Part.STAKEHOLDER, people[0].id)
    topics.remove_participant(desk, participant.id)
    with desk.store.read() as reader:
        assert reader.count(Participant) == 0


def test_research_says_who_went_and_what_they_found(desk: Desk) -> None:
    topic = accepted_topic(desk)
    for blank in ("findings", "researchers"):
        with pytest.raises(BadInput, match="research_empty"):
            topics.save_research(desk, replace(some_research(desk, topic.id), **{blank: " "}))
    later = replace(some_research(desk, topic.id), made_on=desk.today + timedelta(days=1))
    with pytest.raises(BadInput, match="date_in_future"):
        topics.save_research(desk, later)


def test_the_loop_names_everything_it_still_lacks(desk: Desk, clock: HandClock) -> None:
    topic = ready_topic(desk, some_people(desk))
    with pytest.raises(RuleBroken, match="loop_open") as caught:
        topics.close_topic(desk, topic.id)
    assert caught.value.facts["missing"] == ["steps", "answer"]
    held_meeting(desk, clock, [topic.id])
    publishing.post(desk, publishing.issue_result(desk, topic.id).id, "公开栏")
    assert open_topic(desk, topic.id).loop == ("tasks", "effect", "answer")
    with desk.store.read() as reader:
        (task,), (outcome,) = reader.all(Task), reader.all(Outcome)
    follow_up.finish_task(desk, task.id, "已报。")
    follow_up.record_effect(desk, outcome.id, "雨天能走。")
    topics.answer_proposer(desk, topic.id, "路修好了。")
    assert topics.close_topic(desk, topic.id).state is TopicState.CLOSED
    with pytest.raises(RuleBroken, match="topic_decided"):
        topics.close_topic(desk, topic.id)


def test_what_went_up_is_not_closed_before_its_reply(desk: Desk, clock: HandClock) -> None:
    topic = ready_topic(desk, some_people(desk))
    held_meeting(desk, clock, [topic.id], OutcomeKind.SUBMIT)
    assert "reply" in open_topic(desk, topic.id).loop
    with desk.store.read() as reader:
        (submission,) = reader.all(Submission)
    follow_up.hand_in(desk, submission.id, "请镇里定。", "柳河镇")
    follow_up.record_reply(desk, submission.id, "同意。")
    assert "reply" not in open_topic(desk, topic.id).loop


def test_an_answer_says_something(desk: Desk) -> None:
    with pytest.raises(BadInput, match="answer_missing"):
        topics.answer_proposer(desk, a_topic(desk).id, "  ")


def test_the_list_says_at_which_step_each_topic_stands(desk: Desk, clock: HandClock) -> None:
    people = some_people(desk)
    raised, accepted = a_topic(desk, "甲"), accepted_topic(desk, "乙")
    ready, discussed = ready_topic(desk, people, "丙"), ready_topic(desk, people, "丁")
    held_meeting(desk, clock, [discussed.id])
    steps = {line.topic.id: line.current for line in list_topics(desk)}
    assert steps == {
        raised.id: None,
        accepted.id: StepKind.PARTICIPANTS,
        ready.id: StepKind.DISCUSSION,
        discussed.id: StepKind.PUBLICITY,
    }
    only = list_topics(desk, TopicState.COLLECTED)
    assert [line.topic.id for line in only] == [raised.id]


def test_a_cancelled_meeting_does_not_count_as_discussion(desk: Desk) -> None:
    topic = ready_topic(desk, some_people(desk))
    meeting_id = a_meeting(desk, [topic.id])
    assert open_topic(desk, topic.id).standing.meeting_on is not None
    meetings.cancel_meeting(desk, meeting_id, "暴雨")
    file = open_topic(desk, topic.id)
    assert file.standing.meeting_on is None
    assert file.meetings == ()


def test_the_history_counts_people_chosen_in_one_action(desk: Desk, clock: HandClock) -> None:
    topic = ready_topic(desk, some_people(desk))
    kinds = {h.kind: h.times for h in open_topic(desk, topic.id).history}
    assert kinds["participant_chosen"] == 4
    assert list(kinds)[:3] == ["topic_collected", "topic_screened", "topic_accepted"]


def test_a_topic_taken_back_is_not_found(desk: Desk) -> None:
    topic = a_topic(desk)
    undo_last(desk)
    assert find_topic(desk, topic.id) is None
    with pytest.raises(RuleBroken, match="gone"):
        open_topic(desk, topic.id)


def test_a_topic_that_goes_on_is_not_discussed_yet(desk: Desk, clock: HandClock) -> None:
    topic = ready_topic(desk, some_people(desk))
    meeting_id = a_meeting(desk, [topic.id])
    clock.moment += timedelta(days=10)
    deliberation.open_meeting(desk, meeting_id)
    talk(desk, items_of(desk, meeting_id)[0].id, OutcomeKind.CONTINUE)
    deliberation.close_meeting(desk, meeting_id)
    assert open_topic(desk, topic.id).standing.current is StepKind.DISCUSSION
    with desk.store.read() as reader:
        assert reader.one(Topic, topic.id).state is TopicState.ACCEPTED
