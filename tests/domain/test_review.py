"""Every rule of the field finds its fault, and nothing else."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from tests.domain.test_review_decisions import BROKEN as DECISIONS
from xieshang_desktop.domain.meeting import AgendaItem, Measure, Meeting, Point
from xieshang_desktop.domain.minutes import Confirmation, Minutes
from xieshang_desktop.domain.outcome import Outcome, Task
from xieshang_desktop.domain.publicity import Notice, Posting
from xieshang_desktop.domain.records import RECORDS
from xieshang_desktop.domain.review import (
    MeetingFile,
    PostingFile,
    TopicFile,
    judge_meeting,
    judge_posting,
    judge_topic,
    number_twice,
)
from xieshang_desktop.domain.review_references import REFERENCES, RULES
from xieshang_desktop.domain.review_words import NOUNS, REASONS, reason_of, title_of
from xieshang_desktop.domain.terms import (
    MeetingState,
    MinutesState,
    NoticeKind,
    NotOpen,
    OutcomeKind,
    PointKind,
    Rank,
    StepKind,
    TaskState,
    TopicClass,
    TopicSource,
    TopicState,
)
from xieshang_desktop.domain.topic import Screening, Step, Topic
from xieshang_desktop.ids import BEIJING
from xieshang_desktop.wording import review as words

DAY = date(2026, 3, 20)
MOMENT = datetime(2026, 3, 20, 9, 0, tzinfo=BEIJING)

SCREENING = Screening(small_cut=True, wide_relevance=True, strong_reaction=False)
TOPIC = Topic(
    id="t",
    number="2026-01",
    title="道路硬化",
    source=TopicSource.VILLAGERS,
    topic_class=TopicClass.LIVELIHOOD,
    proposer="李德发",
    proposed_on=DAY,
    state=TopicState.CLOSED,
    screening=SCREENING,
    answer="已经修好。",
)
STEPS = tuple(Step(id=f"s{kind}", topic_id="t", kind=kind, done_on=DAY) for kind in StepKind)
GOOD_TOPIC = TopicFile(
    topic=TOPIC,
    steps=STEPS,
    talked=True,
    founded=frozenset({StepKind.RESEARCH, StepKind.DISCUSSION, StepKind.PUBLICITY}),
)

MEETING = Meeting(
    id="m",
    number="2026-01",
    title="第一次协商议事会",
    starts=MOMENT,
    place="村部",
    first_convenor_id="c1",
    second_convenor_id="c2",
    state=MeetingState.SEALED,
    notice_on=DAY - timedelta(days=5),
    opened_at=MOMENT,
    closed_at=MOMENT + timedelta(hours=2),
)
ITEM = AgendaItem(id="i", meeting_id="m", position=1, title="道路硬化", topic_id="t")
POINT = Point(
    id="p", meeting_id="m", agenda_item_id="i", kind=PointKind.AGREED, position=1, text="3.5米"
)
MEASURE = Measure(
    id="e", meeting_id="m", agenda_item_id="i", text="报奖补", owner="村委会", due=DAY
)
OUTCOME = Outcome(
    id="o",
    topic_id="t",
    meeting_id="m",
    agenda_item_id="i",
    kind=OutcomeKind.CONSENSUS,
    text="按3.5米硬化。",
    decided_on=DAY,
)
TASK = Task(
    id="k",
    outcome_id="o",
    topic_id="t",
    text="报奖补",
    owner="村委会",
    due=DAY,
    state=TaskState.DONE,
    done_on=DAY,
    result="已报。",
)
MINUTES = Minutes(
    id="n",
    meeting_id="m",
    number="2026-01",
    state=MinutesState.SEALED,
    sealed_on=DAY,
    digest="0" * 64,
)
CONFIRMED = tuple(
    Confirmation(id=rank, minutes_id="n", convenor_id=convenor, rank=rank, digest="a", at=MOMENT)
    for rank, convenor in zip(Rank, ("c1", "c2"), strict=True)
)
STOOD_IN = (CONFIRMED[0], replace(CONFIRMED[1], convenor_id="substitute"))
GOOD_MEETING = MeetingFile(
    meeting=MEETING,
    notice_until=DAY - timedelta(days=3),
    items=(ITEM,),
    points=(POINT,),
    measures=(MEASURE,),
    outcomes=(OUTCOME,),
    tasks=(TASK,),
    minutes=(MINUTES,),
    confirmations=CONFIRMED,
)

NOTICE = Notice(
    id="q", kind=NoticeKind.RESULT, title="道路硬化", issued_on=DAY, topic_id="t", days=15
)
POSTING = Posting(
    id="r",
    notice_id="q",
    place="公开栏",
    posted_on=DAY,
    removable_on=DAY + timedelta(days=16),
    removed_on=DAY + timedelta(days=16),
)
GOOD_POSTING = PostingFile(posting=POSTING, notice=NOTICE)


def topic(**fields: Any) -> TopicFile:
    return replace(GOOD_TOPIC, topic=replace(TOPIC, **fields))


def step(kind: StepKind, **fields: Any) -> TopicFile:
    steps = [replace(each, **fields) if each.kind is kind else each for each in STEPS]
    return replace(GOOD_TOPIC, steps=tuple(steps))


def without(*kinds: StepKind, state: TopicState = TopicState.ACCEPTED) -> TopicFile:
    steps = tuple(each for each in STEPS if each.kind not in kinds)
    return replace(topic(state=state), steps=steps)


def meeting(**fields: Any) -> MeetingFile:
    return replace(GOOD_MEETING, meeting=replace(MEETING, **fields))


def outcome(**fields: Any) -> MeetingFile:
    return replace(GOOD_MEETING, outcomes=(replace(OUTCOME, **fields),))


def task(**fields: Any) -> MeetingFile:
    return replace(GOOD_MEETING, tasks=(replace(TASK, **fields),))


def posting(**fields: Any) -> PostingFile:
    return replace(GOOD_POSTING, posting=replace(POSTING, **fields))


def codes(file: TopicFile | MeetingFile | PostingFile) -> list[str]:
    match file:
        case TopicFile():
            found = list(judge_topic(file))
        case MeetingFile():
            found = list(judge_meeting(file))
        case _:
            found = list(judge_posting(file))
    for finding in found:
        assert finding.object_type in RECORDS
        reason = reason_of(finding)
        assert reason
        assert "{" not in reason
        assert words.rule_words(finding.code)
    return [finding.code for finding in found]


def test_records_that_keep_the_rules_give_no_finding() -> None:
    for file in (GOOD_TOPIC, GOOD_MEETING, GOOD_POSTING):
        assert codes(file) == []
    for state in TopicState:
        fields = {"merged_into": "u"} if state is TopicState.MERGED else {"reason": "另有政策"}
        assert codes(topic(state=state, **fields)) == []


BROKEN: dict[str, TopicFile | MeetingFile | PostingFile] = {
    "topic_refused_unanswered": topic(state=TopicState.REFUSED, reason=" "),
    "topic_merged_nowhere": topic(state=TopicState.MERGED),
    "topic_closed_unanswered": topic(answer=" "),
    "topic_closed_early": without(StepKind.PUBLICITY, state=TopicState.CLOSED),
    "topic_unscreened": topic(screening=None),
    "topic_not_open": topic(screening=replace(SCREENING, not_open=NotOpen.LITIGATION)),
    "topic_step_skipped": without(StepKind.PARTICIPANTS, StepKind.RESEARCH),
    "step_not_skippable": step(StepKind.DISCUSSION, skipped_reason="大家都同意"),
    "step_reason_missing": step(StepKind.RESEARCH, skipped_reason="略"),
    "step_out_of_order": without(StepKind.DISCUSSION),
    "step_without_research": replace(GOOD_TOPIC, founded=GOOD_TOPIC.founded - {StepKind.RESEARCH}),
    "step_without_discussion": replace(
        GOOD_TOPIC, founded=GOOD_TOPIC.founded - {StepKind.DISCUSSION}
    ),
    "step_without_publicity": replace(
        GOOD_TOPIC, founded=GOOD_TOPIC.founded - {StepKind.PUBLICITY}
    ),
    "posting_before_notice": posting(posted_on=DAY - timedelta(days=1)),
    "posting_removed_early": posting(removed_on=DAY + timedelta(days=15)),
    "posting_removed_before": posting(removable_on=DAY + timedelta(days=18)),
    "posting_without_proof": replace(GOOD_POSTING, unproven=True),
    "meeting_one_convenor": meeting(second_convenor_id="c1"),
    "meeting_cancelled_unexplained": replace(
        MeetingFile(meeting=replace(MEETING, state=MeetingState.CANCELLED))
    ),
    "meeting_unannounced": meeting(notice_on=None),
    "meeting_notice_late": meeting(notice_on=DAY - timedelta(days=2)),
    "meeting_never_opened": MeetingFile(
        meeting=replace(MEETING, state=MeetingState.OPEN, opened_at=None), items=(ITEM,)
    ),
    "meeting_without_agenda": MeetingFile(meeting=replace(MEETING, state=MeetingState.OPEN)),
    "meeting_never_closed": meeting(closed_at=None),
    "meeting_closed_before_opened": meeting(closed_at=MOMENT - timedelta(minutes=1)),
    "meeting_sealed_alone": replace(GOOD_MEETING, minutes=(), confirmations=()),
    "item_without_outcome": replace(
        GOOD_MEETING, items=(ITEM, replace(ITEM, id="j", topic_id="u"))
    ),
    "outcome_without_meeting": MeetingFile(
        meeting=replace(MEETING, state=MeetingState.PLANNED), items=(ITEM,), outcomes=(OUTCOME,)
    ),
    "outcome_undiscussed": outcome(topic_id="u"),
    "outcome_empty": outcome(text=" "),
    "consensus_without_points": replace(
        GOOD_MEETING, points=(replace(POINT, kind=PointKind.OPEN),)
    ),
    "consensus_without_task": replace(GOOD_MEETING, tasks=()),
    "task_incomplete": task(owner=""),
    "task_done_unexplained": task(result=""),
    "task_done_early": task(done_on=DAY - timedelta(days=1)),
    "minutes_sealed_early": meeting(state=MeetingState.CLOSED),
    "minutes_one_confirmation": replace(GOOD_MEETING, confirmations=CONFIRMED[:1]),
    "minutes_unconfirmed": replace(GOOD_MEETING, confirmations=()),
    "confirmation_unexplained": replace(GOOD_MEETING, confirmations=STOOD_IN),
    "minutes_haves_missing": replace(GOOD_MEETING, measures=(replace(MEASURE, owner=" "),)),
    "minutes_without_paper": replace(GOOD_MEETING, minutes=(replace(MINUTES, digest=""),)),
}


def test_a_meeting_entered_afterwards_may_say_why_its_notice_is_not_known() -> None:
    codes = {
        f.code
        for f in judge_meeting(
            meeting(notice_on=None, notice_reason="当时用广播通知", entered_on=DAY)
        )
    }
    assert "meeting_unannounced" not in codes
    codes = {f.code for f in judge_meeting(meeting(notice_on=None, entered_on=DAY))}
    assert "meeting_unannounced" in codes


@pytest.mark.parametrize("code", BROKEN)
def test_a_broken_rule_is_found_alone(code: str) -> None:
    assert codes(BROKEN[code]) == [code]


def test_every_rule_has_its_sentence_and_is_tried() -> None:
    elsewhere = {*RULES.values(), "reference_missing", "number_twice", "sealed_changed"}
    assert REASONS.keys() == BROKEN.keys() | DECISIONS.keys() | elsewhere
    assert REASONS.keys() == words.RULES.keys()
    assert reason_of(number_twice(TOPIC, "2026-01")) == "编号2026-01用了两次"


@pytest.mark.parametrize(
    "confirmations",
    [
        [replace(CONFIRMED[1], convenor_id=CONFIRMED[0].convenor_id), CONFIRMED[0]],
        [replace(CONFIRMED[1], digest="another text"), CONFIRMED[0]],
        [replace(CONFIRMED[1], rank=Rank.FIRST), CONFIRMED[0]],
    ],
    ids=["one person in both offices", "another text", "the same office twice"],
)
def test_two_convenors_confirm_the_same_text(confirmations: list[Confirmation]) -> None:
    file = replace(GOOD_MEETING, confirmations=tuple(confirmations))
    assert codes(file) == ["minutes_one_confirmation"]
    assert REASONS["minutes_one_confirmation"] == "会议纪要只有一位召集人确认"


def test_a_substitute_with_a_reason_is_right() -> None:
    explained = (STOOD_IN[0], replace(STOOD_IN[1], reason="住院"))
    assert codes(replace(GOOD_MEETING, confirmations=explained)) == []


def test_a_late_notice_with_its_reason_is_none() -> None:
    late = {"notice_on": DAY - timedelta(days=1)}
    assert codes(meeting(**late, notice_reason="汛情紧急")) == []
    assert codes(replace(meeting(**late), notice_until=None)) == []


def test_a_meeting_that_goes_on_needs_no_outcome_yet() -> None:
    open_meeting = replace(MEETING, state=MeetingState.OPEN, closed_at=None)
    assert codes(MeetingFile(meeting=open_meeting, items=(ITEM,))) == []


def test_before_the_law_named_fifteen_days_the_notice_counts() -> None:
    old = date(2025, 6, 2)
    file = PostingFile(
        notice=replace(NOTICE, issued_on=old, days=7),
        posting=replace(
            POSTING,
            posted_on=old,
            removable_on=old + timedelta(days=8),
            removed_on=old + timedelta(days=8),
        ),
    )
    assert codes(file) == []
    assert codes(replace(GOOD_POSTING, notice=replace(NOTICE, days=30))) == [
        "posting_removed_early"
    ]


def test_a_moment_without_a_zone_is_compared_all_the_same() -> None:
    assert codes(meeting(closed_at=datetime(2026, 3, 20, 8, 0))) == [  # noqa: DTZ001
        "meeting_closed_before_opened"
    ]


def test_what_refers_and_is_named_exists() -> None:
    for noun, fields in REFERENCES.items():
        assert noun in NOUNS
        for field, target in fields:
            assert field in RECORDS[noun].__struct_fields__
            assert target in RECORDS


def test_a_record_is_called_by_its_kind_and_words() -> None:
    assert title_of("topic", TOPIC) == "议题：2026-01 道路硬化"
    assert title_of("confirmation", CONFIRMED[0]) == "纪要确认"
    assert title_of("something", None) == "记录"
