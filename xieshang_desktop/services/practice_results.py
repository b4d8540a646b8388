"""What comes of the practice village's meetings: postings, submissions, tasks, answers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from functools import partial

from xieshang_desktop import resources
from xieshang_desktop.domain.outcome import Outcome, Submission, Task
from xieshang_desktop.domain.publicity import Notice
from xieshang_desktop.domain.terms import OutcomeKind, TaskState
from xieshang_desktop.services import deliberation, follow_up, publishing, topics
from xieshang_desktop.services.photos import AFTER, BEFORE, ReadPhoto, keep_photo
from xieshang_desktop.services.practice_matters import Matter
from xieshang_desktop.services.practice_stage import Stage

#: Tasks that are left undone although their day has passed.
OVERDUE = 2


class Results:
    """Sees to every result in its time, but for two tasks that run past their day."""

    def __init__(self, stage: Stage, matters: Mapping[str, Matter]) -> None:
        """`matters` by the id of their topic."""
        self._stage = stage
        self._desk = stage.desk
        self._matters = matters
        self._late: dict[str, str] = {}  # task: outcome

    def follow(self, meeting_id: str, *, posted: bool) -> None:
        """What a meeting decided takes its way; `posted` says whether its results hang out."""
        stage = self._stage
        for file in deliberation.open_hall(self._desk, meeting_id).items:
            outcome = file.outcome
            if outcome is None or outcome.kind is OutcomeKind.CONTINUE:
                continue
            matter = self._matters[outcome.topic_id]
            if posted:
                stage.later(4, partial(self._publish, outcome))
                stage.later(6, partial(self._answer, outcome, matter))
                if outcome.kind is OutcomeKind.SUBMIT:
                    stage.later(5, partial(self._submit, outcome, matter))
            for deed in matter.measures:
                early = stage.chance.randint(1, 3)
                stage.later(deed.days - early, partial(self._do, outcome, deed.text, deed.result))
            longest = max((deed.days for deed in matter.measures), default=0)
            stage.later(max(longest, 34) + 4, partial(self._close, outcome, matter))

    def _publish(self, outcome: Outcome) -> None:
        self._hang(publishing.issue_result(self._desk, outcome.topic_id))

    def _hang(self, notice: Notice) -> None:
        """A notice hangs until its period is over."""
        place = self._stage.any_of("posting_places").format(group=self._stage.group())
        posting = publishing.post(self._desk, notice.id, place)
        days = (posting.removable_on - self._desk.today).days
        self._stage.later(days, lambda: publishing.take_down(self._desk, posting.id))

    def _answer(self, outcome: Outcome, matter: Matter) -> None:
        settled = outcome.kind is not matter.outcome  # it came back and was agreed on after all
        answer = f"您提的事这次商量定了：{outcome.text}" if settled else matter.reply
        topics.answer_proposer(self._desk, outcome.topic_id, answer)

    def _submit(self, outcome: Outcome, matter: Matter) -> None:
        with self._desk.store.read() as reader:
            submission = reader.all(Submission, outcome_id=outcome.id)[0]
        plea = matter.submission
        if plea is not None:
            follow_up.hand_in(self._desk, submission.id, plea.text, plea.addressee)
            record = partial(follow_up.record_reply, self._desk, submission.id, plea.reply)
            self._stage.later(26, record)

    def _do(self, outcome: Outcome, text: str, result: str | None) -> None:
        """A measure is done a little before its day, unless it is one of the two that are late."""
        with self._desk.store.read() as reader:
            tasks = reader.all(Task, outcome_id=outcome.id, text=text, state=TaskState.OPEN)
        ends = self._stage.end.date()
        for task in tasks:
            just_past = ends - timedelta(days=20) <= task.due < ends
            if just_past and len(self._late) < OVERDUE:
                self._late[task.id] = outcome.id
            else:
                follow_up.finish_task(self._desk, task.id, result or "已经办好。")

    def _close(self, outcome: Outcome, matter: Matter) -> None:
        if outcome.id in self._late.values():
            return
        follow_up.record_effect(
            self._desk,
            outcome.id,
            matter.effect_text or self._stage.any_of("later_effects"),
            satisfaction=matter.satisfaction,
            note=matter.satisfaction_comment,
        )
        for caption, when in ((BEFORE, "before"), (AFTER, "after")):
            self._illustrate(outcome, f"{matter.key}-{when}.jpg", f"{caption}（示意图）")
        self._hang(publishing.issue_implementation(self._desk, outcome.topic_id))
        topics.close_topic(self._desk, outcome.topic_id)

    def _illustrate(self, outcome: Outcome, name: str, caption: str) -> None:
        """A drawing where there is one for the matter, and said to be one: nobody took a photo."""
        picture = resources.path("practice", "pictures", name)
        if picture.exists():
            photo = ReadPhoto(picture.read_bytes(), name)
            keep_photo(self._desk, "outcome", outcome.id, photo, caption)
