"""办理: keeps what was promised, shows the list and the marked row, does what is asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from gettext import gettext as _
from typing import NamedTuple, Protocol

from xieshang_desktop.domain.outcome import Outcome, Submission, Task
from xieshang_desktop.domain.topic import Topic
from xieshang_desktop.services import follow_up, publishing, topics
from xieshang_desktop.services.decision_file import DecisionLine
from xieshang_desktop.services.decision_links import meeting_for
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.follow_up_list import (
    FollowUp,
    ImplementationLine,
    list_follow_up,
)
from xieshang_desktop.ui.presenters.attempting import Attempt, Go
from xieshang_desktop.ui.presenters.follow_up_detail import FollowDetail, detail_of, handed_over
from xieshang_desktop.ui.presenters.follow_up_rows import (
    OPEN,
    FollowRow,
    filters_of,
    rows_of,
    summary_of,
)
from xieshang_desktop.ui.presenters.standing import standing_words


class FollowUpPage(Protocol):
    """What the presenter asks of the page."""

    def show_summary(self, words: str) -> None: ...
    def show_filters(self, filters: Sequence[tuple[str, str]], chosen: str) -> None: ...
    def show_rows(self, rows: Sequence[FollowRow], mark: str) -> None: ...
    def show_nothing(self, sentence: str, button: str) -> None: ...
    def show_detail(self, detail: FollowDetail | None) -> None: ...
    def ask_finish(self, asked: Asked) -> None: ...
    def ask_extend(self, asked: Asked) -> None: ...
    def ask_owner(self, asked: Asked) -> None: ...
    def ask_effect(self, asked: Asked) -> None: ...
    def ask_hand_in(self, asked: Asked) -> None: ...
    def ask_reply(self, asked: Asked) -> None: ...
    def ask_answer(self, asked: Asked) -> None: ...
    def ask_posting(self, asked: Asked) -> None: ...
    def show_photos(self, object_type: str, object_id: str, title: str) -> None: ...


class Asked(NamedTuple):
    """What a sheet is about, and what stands in its fields."""

    what: str
    text: str = ""
    who: str = ""
    day: date | None = None
    number: int | None = None


class FollowUpPresenter:
    """`mark` follows the list, `act` begins an action, the rest carries it out."""

    def __init__(self, desk: Desk, page: FollowUpPage, attempt: Attempt, go: Go) -> None:
        self._desk = desk
        self._page = page
        self._attempt = attempt
        self._go = go
        self._filter = OPEN
        self._words = ""
        self._key = ""
        self._found: FollowUp | None = None
        self._rows: list[FollowRow] = []

    def refresh(self) -> None:
        """Read everything again and show it."""
        self._found = list_follow_up(self._desk)
        self._rows = rows_of(self._found)
        self._page.show_summary(summary_of(self._rows))
        self._page.show_filters(filters_of(self._rows), self._filter)
        self._show()

    def find(self, object_id: str) -> None:
        """Mark a task, a submission, a result or a topic, in a filter that shows it; also by the
        key of its row (`implementation:…`)."""
        row = next((r for r in self._rows if object_id in {r.key, r.key.partition(":")[2]}), None)
        if row is not None:
            self._filter = row.groups[0]
            self._words = ""
            self._key = row.key
            self._page.show_filters(filters_of(self._rows), self._filter)
            self._show()

    def choose(self, key: str) -> None:
        """Show another filter."""
        self._filter = key
        self._show()

    def narrow(self, words: str) -> None:
        """Show only rows with these words."""
        self._words = words.lower()
        self._show()

    def mark(self, key: str) -> None:
        """Another row is marked: show it in full."""
        self._key = key
        detail = detail_of(self._found, key) if self._found and key else None
        object_id = key.partition(":")[2]
        if detail and (words := standing_words(self._desk, object_id)):
            detail = detail._replace(facts=(*detail.facts, (_("交到乡镇"), words)))
        if detail and any(action.key == "decide" for action in detail.actions):
            detail = handed_over(detail, self._decision())
        self._page.show_detail(detail)

    def open_topic(self, key: str = "") -> None:
        """Open the topic of a row."""
        row = next((r for r in self._rows if r.key == (key or self._key)), None)
        if row is not None:
            self._go("topics/topic", row.topic_id)

    def act(self, action: str) -> None:
        """Begin what a button of the marked row says."""
        kind, _colon, paper = action.partition(":")
        if kind == "paper":
            self._go("papers", f"{paper}:{self._id}")
        elif action == "topic":
            self.open_topic()
        elif action == "close":
            self._attempt(lambda: topics.close_topic(self._desk, self._id), _("已办结"))
        elif action == "issue":
            self._issue()
        elif action == "take_down":
            self._take_down()
        elif action == "photos":
            self._show_photos()
        elif action == "decide":
            self._go("meetings/decision_edit", f"outcome:{self._outcome_id()}")
        elif action == "decision" and (line := self._decision()):
            self._go("meetings/decision", line.meeting.id)
        else:
            begin = {
                "finish": (self._page.ask_finish, self._task),
                "extend": (self._page.ask_extend, self._task),
                "owner": (self._page.ask_owner, self._task),
                "effect": (self._page.ask_effect, self._effect),
                "hand_in": (self._page.ask_hand_in, self._submission),
                "reply": (self._page.ask_reply, self._submission),
                "answer": (self._page.ask_answer, self._answer),
                "post": (self._page.ask_posting, self._posting),
            }[action]
            begin[0](begin[1]())

    # ---- what the sheets ask for; False when it was refused

    def finish(self, result: str, day: date | None) -> bool:
        """办好了."""
        return self._attempt(
            lambda: follow_up.finish_task(self._desk, self._id, result, day), _("办结了")
        )

    def extend(self, due: date, reason: str) -> bool:
        """延期."""
        return self._attempt(
            lambda: follow_up.extend_task(self._desk, self._id, due, reason), _("期限已改")
        )

    def give_to(self, owner: str) -> bool:
        """换人办."""
        return self._attempt(
            lambda: follow_up.change_task_owner(self._desk, self._id, owner), _("已换人办")
        )

    def record_effect(self, effect: str, satisfaction: int | None, note: str) -> bool:
        """记效果."""
        outcome_id = self._outcome_id()
        return self._attempt(
            lambda: follow_up.record_effect(
                self._desk, outcome_id, effect, satisfaction=satisfaction, note=note
            ),
            _("效果已记下"),
        )

    def hand_in(self, text: str, addressee: str) -> bool:
        """报上去."""
        return self._attempt(
            lambda: follow_up.hand_in(self._desk, self._id, text, addressee), _("已记下报上去了")
        )

    def record_reply(self, reply: str) -> bool:
        """记答复."""
        return self._attempt(
            lambda: follow_up.record_reply(self._desk, self._id, reply), _("答复已记下")
        )

    def answer_proposer(self, answer: str) -> bool:
        """答复提出人."""
        return self._attempt(
            lambda: topics.answer_proposer(self._desk, self._id, answer), _("答复已记下")
        )

    def post(self, place: str, day: date | None) -> bool:
        """落实情况公示 hangs there since that day."""
        line = self._implementation()
        if line is None or line.notice is None:
            return False
        notice_id = line.notice.id
        return self._attempt(
            lambda: publishing.post(self._desk, notice_id, place, day), _("已记下张贴")
        )

    # ---- inside

    def _issue(self) -> None:
        topic_id = self._topic_id()
        self._attempt(
            lambda: publishing.issue_implementation(self._desk, topic_id),
            _("公示写好了，打印后张贴"),
            lambda _notice: self._go("papers", f"implementation:{topic_id}"),
        )

    def _take_down(self) -> None:
        """Every board that is due; while none is, too early is refused in words."""
        line = self._implementation()
        hanging = line.postings if line else ()
        due = [posting for posting in hanging if posting.removable_on <= self._desk.today]

        def remove() -> None:
            for posting in due or hanging:
                publishing.take_down(self._desk, posting.id)

        self._attempt(remove, _("已撤下"))

    def _show_photos(self) -> None:
        row = next(r for r in self._rows if r.key == self._key)
        if self._key.startswith("task:"):
            self._page.show_photos("task", self._id, row.what)
        else:
            self._page.show_photos("outcome", self._outcome_id(), row.topic)

    def _implementation(self) -> ImplementationLine | None:
        lines = self._found.implementations if self._found else ()
        return next((line for line in lines if line.topic.id == self._id), None)

    def _decision(self) -> DecisionLine | None:
        with self._desk.store.read() as reader:
            return meeting_for(reader, self._outcome_id())

    def _topic_id(self) -> str:
        return next(row.topic_id for row in self._rows if row.key == self._key)

    @property
    def _id(self) -> str:
        return self._key.partition(":")[2]

    def _show(self) -> None:
        shown = [row for row in self._rows if self._filter in row.groups and self._meant(row)]
        self._page.show_rows(shown, self._key)
        self._page.show_nothing("" if shown else self._nothing(), "" if self._rows else _("看议题"))

    def _meant(self, row: FollowRow) -> bool:
        return not self._words or any(
            self._words in each.lower() for each in (row.what, row.who, row.topic)
        )

    def _nothing(self) -> str:
        if not self._rows:
            return _("还没有要办的事。议题达成共识、散会以后，定下的措施会自己排到这里。")
        if self._words:
            return _("没有找到，换个词试试。")
        return _("这一栏里没有要办的事。")

    def _outcome_id(self) -> str:
        kind = self._key.partition(":")[0]
        if self._found is None or kind == "outcome":
            return self._id
        if kind == "implementation":
            posted = self._found.implementations
            return next(line.outcome.id for line in posted if line.topic.id == self._id)
        if kind == "task":
            return next(t.task.outcome_id for t in self._found.tasks if t.task.id == self._id)
        lines = self._found.submissions
        return next(s.submission.outcome_id for s in lines if s.submission.id == self._id)

    def _task(self) -> Asked:
        with self._desk.store.read() as reader:
            task = reader.one(Task, self._id)
        return Asked(task.text, who=task.owner, day=task.due)

    def _submission(self) -> Asked:
        with self._desk.store.read() as reader:
            submission = reader.one(Submission, self._id)
            topic = reader.one(Topic, submission.topic_id)
        return Asked(topic.title, submission.text, submission.addressee)

    def _effect(self) -> Asked:
        with self._desk.store.read() as reader:
            outcome = reader.one(Outcome, self._outcome_id())
            topic = reader.one(Topic, outcome.topic_id)
        return Asked(
            topic.title, outcome.effect, outcome.satisfaction_note, number=outcome.satisfaction
        )

    def _posting(self) -> Asked:
        line = self._implementation()
        return Asked(
            line.topic.title if line else "",
            who=publishing.last_place(self._desk),
            day=self._desk.today,
        )

    def _answer(self) -> Asked:
        with self._desk.store.read() as reader:
            topic = reader.one(Topic, self._id)
        return Asked(topic.title, topic.answer, topic.proposer)
