"""A topic's five steps, and who would sit together."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.terms import (
    Part,
    Sex,
    StepKind,
    TopicClass,
    TopicSource,
    TopicState,
)
from xieshang_desktop.domain.topic import (
    Participant,
    Research,
    Screening,
    Standing,
    Step,
    Topic,
    mix_of,
)

DAY = date(2026, 3, 2)
SCREENED = Screening(small_cut=True, wide_relevance=True, strong_reaction=False)
TOPIC = Topic(
    id="t",
    number="2026-01",
    title="村口路灯",
    source=TopicSource.VILLAGERS,
    topic_class=TopicClass.LIVELIHOOD,
    proposer="吴桂兰",
    proposed_on=DAY,
)
COMPLETE = Standing(
    topic=msgspec.structs.replace(
        TOPIC, background="晚上看不见路", screening=SCREENED, state=TopicState.ACCEPTED
    ),
    research=(Research(id="r", topic_id="t", made_on=DAY, researchers="周", findings="六处暗"),),
    participants=(Participant(id="p", topic_id="t", person_id="x", part=Part.STAKEHOLDER),),
    meeting_on=DAY,
    discussed=True,
    result_notice=True,
    result_posted=True,
)

kinds = st.sampled_from(StepKind)


def step(kind: StepKind, reason: str = "") -> Step:
    return Step(id=kind, topic_id="t", kind=kind, done_on=DAY, skipped_reason=reason)


def changed(**fields: object) -> Topic:
    return msgspec.structs.replace(COMPLETE.topic, **fields)


@pytest.mark.parametrize("kind", StepKind)
def test_nothing_is_missing_from_a_topic_that_has_everything(kind: StepKind) -> None:
    assert COMPLETE.missing(kind) == ()


@pytest.mark.parametrize(
    ("kind", "codes"),
    [
        (StepKind.TOPIC, ("background", "screening", "acceptance")),
        (StepKind.PARTICIPANTS, ("participants", "stakeholders")),
        (StepKind.RESEARCH, ("research",)),
        (StepKind.DISCUSSION, ("meeting", "discussion")),
        (StepKind.PUBLICITY, ("result_notice", "posting")),
    ],
)
def test_a_topic_just_collected_lacks_all_of_it(kind: StepKind, codes: tuple[str, ...]) -> None:
    assert Standing(topic=TOPIC).missing(kind) == codes


@pytest.mark.parametrize(
    ("fields", "kind", "code"),
    [
        ({"topic": changed(background="  \n")}, StepKind.TOPIC, "background"),
        ({"topic": changed(screening=None)}, StepKind.TOPIC, "screening"),
        ({"topic": changed(state=TopicState.COLLECTED)}, StepKind.TOPIC, "acceptance"),
        ({"topic": changed(state=TopicState.REFUSED)}, StepKind.TOPIC, "acceptance"),
        ({"topic": changed(state=TopicState.MERGED)}, StepKind.TOPIC, "acceptance"),
        (
            {
                "participants": (
                    Participant(id="p", topic_id="t", person_id="x", part=Part.COUNCIL),
                )
            },
            StepKind.PARTICIPANTS,
            "stakeholders",
        ),
        ({"research": ()}, StepKind.RESEARCH, "research"),
        ({"meeting_on": None}, StepKind.DISCUSSION, "meeting"),
        ({"discussed": False}, StepKind.DISCUSSION, "discussion"),
        ({"result_notice": False}, StepKind.PUBLICITY, "result_notice"),
        ({"result_posted": False}, StepKind.PUBLICITY, "posting"),
    ],
)
def test_each_gap_is_named_alone(fields: dict[str, object], kind: StepKind, code: str) -> None:
    standing = msgspec.structs.replace(COMPLETE, **fields)
    assert standing.missing(kind) == (code,)
    assert all(standing.missing(other) == () for other in StepKind if other is not kind)


@given(st.sets(kinds), st.sets(kinds))
def test_no_discussion_before_research_or_a_written_reason(
    done: set[StepKind], skipped: set[StepKind]
) -> None:
    steps = [step(kind) for kind in done]
    steps += [step(kind, "路口只有一处，大家都清楚") for kind in skipped - done]
    standing = Standing(topic=TOPIC, steps=tuple(steps))
    before_talk = {StepKind.TOPIC, StepKind.PARTICIPANTS, StepKind.RESEARCH}
    assert standing.may_discuss() == (before_talk <= done | skipped)


@given(st.sets(kinds))
def test_the_current_step_is_the_first_open_one(settled: set[StepKind]) -> None:
    standing = Standing(topic=TOPIC, steps=tuple(step(kind) for kind in settled))
    open_steps = [kind for kind in StepKind if kind not in settled]
    assert standing.current == (open_steps[0] if open_steps else None)
    for kind in StepKind:
        assert (standing.step(kind) is not None) == (kind in settled)


people = st.lists(
    st.builds(
        Person,
        id=st.sampled_from("abcdefgh"),
        name=st.just("吴"),
        sex=st.sampled_from(Sex),
        group=st.sampled_from(["", "一组", "二组"]),
        party_member=st.booleans(),
    ),
    unique_by=lambda each: each.id,
)
participants = st.lists(
    st.builds(
        Participant,
        id=st.just("p"),
        topic_id=st.just("t"),
        person_id=st.sampled_from("abcdefgh"),
        part=st.sampled_from(Part),
    )
)


@given(participants, people)
def test_the_mix_counts_each_person_once_and_names_who_is_missing(
    chosen: list[Participant], roster: list[Person]
) -> None:
    mix = mix_of(chosen, roster)
    sitting = [each for each in roster if each.id in {p.person_id for p in chosen}]
    assert mix.total == len(sitting)
    assert mix.women == sum(each.sex is Sex.FEMALE for each in sitting) <= mix.total
    assert mix.party_members == sum(each.party_member for each in sitting)
    assert mix.groups == len({each.group for each in sitting} - {""})
    assert sum(mix.parts.values()) == len(chosen)
    for part in (Part.COUNCIL, Part.STAKEHOLDER, Part.SUPERVISION):
        assert (part in mix.missing) == all(p.part is not part for p in chosen)


def test_nobody_chosen_means_the_three_are_missing() -> None:
    assert mix_of([], []).missing == (Part.COUNCIL, Part.STAKEHOLDER, Part.SUPERVISION)
