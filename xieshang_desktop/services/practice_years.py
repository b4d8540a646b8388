"""The years of the practice village: every step goes through the services a convenor uses, in the
order of its days, so that the record is as true to form as a real one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from msgspec.structs import replace

from xieshang_desktop.domain.terms import Complexity, StepKind
from xieshang_desktop.domain.topic import Research
from xieshang_desktop.ids import new_id
from xieshang_desktop.services import practice_decisions, topics
from xieshang_desktop.services.practice_matters import (
    Matter,
    Matters,
    Raised,
    Refused,
    screening_of,
)
from xieshang_desktop.services.practice_meetings import Meetings
from xieshang_desktop.services.practice_notes import Notes
from xieshang_desktop.services.practice_plans import YearPlans
from xieshang_desktop.services.practice_results import Results
from xieshang_desktop.services.practice_stage import Cast, Stage

#: Meetings a year, topics on each agenda.
A_YEAR = 24
ON_AGENDA = 5

#: How long before the end the last meeting was: its minutes are still to be confirmed.
_LAST = timedelta(days=4)

#: How long before the first meeting its topics are raised.
_FIRST = timedelta(days=22)


class Years:
    """Plays the years day by day; at their end one meeting waits for its minutes, one is announced
    and one planned, and topics stand at every step."""

    def __init__(
        self, stage: Stage, years: int, progress: Callable[[int, int], object] | None = None
    ) -> None:
        """`progress(meetings held, of)`."""
        self._stage = stage
        self._desk = stage.desk
        self._count = years * A_YEAR
        self._held = 0
        self._progress = progress
        self._cast = Cast(stage)
        self._matters = Matters([group["name"] for group in stage.village["groups"]])
        self._matters.begin(self._count, ON_AGENDA)
        self._of_topic: dict[str, Matter] = {}
        self._notes = Notes(stage, self._cast)
        self._plans = YearPlans(stage)
        self._meetings = Meetings(stage, self._cast, self._of_topic, self._plans)
        self._results = Results(stage, self._of_topic)
        self._skip_reasons = [
            r["text"] for r in stage.village["skip_reasons"] if r["step"] == StepKind.RESEARCH
        ]

    def run(self) -> None:
        """Let the years pass."""
        stage = self._stage
        *days, announced, planned = meeting_days(stage.end - _LAST, self._count)
        self._plans.spread(days[0])
        self._notes.spread(days[0] - _FIRST)
        for day in days:
            self._plan_round(day, last=day is days[-1])
        self._plan_round(announced, held=False)
        span = stage.end - days[0]
        practice_decisions.decide(stage)
        refused = self._matters.refused
        for number, matter in enumerate(refused, 1):
            moment = days[0] + span * number / (len(refused) + 1)
            stage.at(moment, partial(self._refuse, matter))
        stage.play()
        accepted = self._leave_some_early()
        self._meetings.plan(self._starts(planned), [accepted])

    def _plan_round(self, day: datetime, *, held: bool = True, last: bool = False) -> None:
        """Five topics, a meeting and what follows; the `last` one waits for its minutes. Of those
        that are not `held` yet, one topic lacks its research."""
        stage = self._stage
        starts = self._starts(day)
        topic_ids: list[str] = []
        for offset in range(ON_AGENDA):
            raised = (
                day - _FIRST + timedelta(days=offset) - timedelta(hours=stage.chance.randint(1, 5))
            )
            stage.at(raised, partial(self._raise_next, topic_ids))
        stage.at(day - timedelta(days=17), lambda: self._settle_first(topic_ids))
        stage.at(day - timedelta(days=16), lambda: self._research(topic_ids[not held :]))

        def plan() -> None:
            meeting_id = self._meetings.plan(starts, topic_ids)
            stage.later(1, lambda: self._meetings.announce(meeting_id))
            if held:
                stage.at(starts, lambda: self._hold(meeting_id, last=last))

        stage.at(day - timedelta(days=15), plan)

    def _hold(self, meeting_id: str, *, last: bool) -> None:
        self._meetings.hold(meeting_id)
        self._results.follow(meeting_id, posted=not last)
        if not last:
            self._stage.later(2, lambda: self._meetings.seal(meeting_id))
        self._held += 1
        if self._progress is not None:
            self._progress(self._held, self._count)

    def _starts(self, day: datetime) -> datetime:
        return day.replace(hour=self._stage.chance.choice((9, 9, 14, 19)), minute=0)

    # -- topics -------------------------------------------------------------------------------

    def _raise_next(self, topic_ids: list[str]) -> None:
        matter = self._matters.next()
        topic_id = self._raise(matter)
        self._of_topic[topic_id] = matter
        topic_ids.append(topic_id)

    def _raise(self, matter: Raised) -> str:
        proposer = self._stage.chance.choice(self._cast.adults)
        topic = replace(
            self._notes.topic_of(matter, proposer) or topics.blank_topic(self._desk),
            title=matter.title,
            background=matter.background,
            source=matter.source,
            topic_class=matter.topic_class,
            kind=matter.kind,
            scope=matter.scope,
            complexity=matter.complexity,
            households=matter.households,
            group=matter.group,
            grid=matter.group.removeprefix("第").removesuffix("组") + "号网格",
            proposer=proposer.name,
            proposer_id=proposer.id,
            collective_property=matter.collective_property,
        )
        return topics.save_topic(self._desk, topic).id

    def _settle_first(self, topic_ids: list[str]) -> None:
        for topic_id in topic_ids:
            matter = self._of_topic[topic_id]
            topics.screen(self._desk, topic_id, screening_of(matter))
            topics.accept(self._desk, topic_id)
            duplicate = self._matters.duplicate_of(matter)
            if duplicate and self._stage.chance.random() < 0.3:
                topics.merge(self._desk, self._raise(duplicate), topic_id)
            topics.add_participants(self._desk, topic_id, self._cast.participants(matter))
            topics.settle_step(self._desk, topic_id, StepKind.PARTICIPANTS)

    def _research(self, topic_ids: list[str]) -> None:
        for topic_id in topic_ids:
            matter = self._of_topic[topic_id]
            chance = self._stage.chance
            if matter.complexity is Complexity.SIMPLE and chance.random() < 0.2:
                reason = chance.choice(self._skip_reasons)
                topics.skip_step(self._desk, topic_id, StepKind.RESEARCH, reason)
                continue
            research = Research(
                id=new_id(),
                topic_id=topic_id,
                made_on=self._desk.today,
                researchers=matter.research.who,
                findings=matter.research.findings,
            )
            topics.save_research(self._desk, research)
            topics.settle_step(self._desk, topic_id, StepKind.RESEARCH)

    def _refuse(self, matter: Refused) -> None:
        topic_id = self._raise(matter)
        topics.screen(self._desk, topic_id, screening_of(matter))
        topics.refuse(self._desk, topic_id, matter.reason, matter.answer)

    def _leave_some_early(self) -> str:
        """Matters just raised: two as they came, one screened, one accepted, whose id it gives."""
        ids = []
        for stage in range(4):
            matter = self._matters.next()
            ids.append(self._raise(matter))
            if stage >= 2:
                topics.screen(self._desk, ids[-1], screening_of(matter))
        return topics.accept(self._desk, ids[-1]).id


def meeting_days(latest: datetime, count: int) -> list[datetime]:
    """Two days in every month: `count` up to the latest, and the two that come after it."""
    early = (min(latest.day, 28) - 1) % 14 + 1
    year, month, late = latest.year, latest.month, min(latest.day, 28) > 14
    half = (year * 12 + month - 1) * 2 + late
    days = []
    for number in range(half - count + 1, half + 3):
        months, second = divmod(number, 2)
        day = early + 14 * second
        days.append(latest.replace(year=months // 12, month=months % 12 + 1, day=day))
    return days
