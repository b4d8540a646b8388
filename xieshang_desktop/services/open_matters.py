"""What is open when the desk is handed over: every matter that the next convenors must see to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import msgspec

from xieshang_desktop.domain.dates import date_words
from xieshang_desktop.domain.decision import DecisionMeeting
from xieshang_desktop.domain.meeting import COMING, Meeting
from xieshang_desktop.domain.outcome import Outcome, Submission, Task
from xieshang_desktop.domain.publicity import Notice, Posting
from xieshang_desktop.domain.superior import Instruction
from xieshang_desktop.domain.terms import MeetingState, OutcomeKind, TaskState, TopicState
from xieshang_desktop.domain.terms_decision import DecisionState
from xieshang_desktop.domain.topic import Topic
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.storage import bundles
from xieshang_desktop.storage.unit_of_work import Reader


class Matter(msgspec.Struct, frozen=True, kw_only=True):
    """One open matter in the words of the paper: of which kind, what, how it stands, until when."""

    kind: str
    what: str
    state: str
    due: date | None = None


def open_matters(desk: Desk) -> tuple[Matter, ...]:
    """Topics, meetings, minutes, meetings that decide, tasks, postings, submissions, answers to
    proposers, what the township sent down and bundles without a receipt, in this order, each by its
    day."""
    with desk.store.read() as reader:
        return (
            *_topics(reader),
            *_meetings(reader),
            *_decisions(reader),
            *_tasks(reader),
            *_postings(reader),
            *_submissions(reader),
            *_answers(reader),
            *_instructions(reader),
            *_bundles(reader),
        )


def matter_line(matter: Matter) -> str:
    """One line as the record of the handing over keeps it."""
    due = f"，{date_words(matter.due)}前" if matter.due else ""
    return f"{matter.kind}：{matter.what}，{matter.state}{due}"


def _topics(reader: Reader) -> Iterator[Matter]:
    for state in (TopicState.COLLECTED, TopicState.ACCEPTED):
        for topic in reader.all(Topic, "proposed_on", state=state):
            what = f"{topic.title}（{topic.number}）" if topic.number else topic.title
            yield Matter(kind="议题", what=what, state=state.official)


def _meetings(reader: Reader) -> Iterator[Matter]:
    for meeting in reader.all(Meeting, "starts", state=list(COMING)):
        yield Matter(kind="会议", what=_called(meeting), state=meeting.state.official)
    for meeting in reader.all(Meeting, "starts", state=MeetingState.CLOSED):
        yield Matter(kind="纪要", what=_called(meeting), state="没有归档")


def _decisions(reader: Reader) -> Iterator[Matter]:
    states = [DecisionState.PLANNED, DecisionState.OPEN, DecisionState.CLOSED]
    for meeting in reader.all(DecisionMeeting, "starts", state=states):
        yield Matter(kind="决定会议", what=_called(meeting), state=meeting.state.official)


def _called(meeting: Meeting | DecisionMeeting) -> str:
    return f"{meeting.title}（{date_words(meeting.starts)}）"


def _tasks(reader: Reader) -> Iterator[Matter]:
    for task in reader.all(Task, "due", state=TaskState.OPEN):
        yield Matter(kind="办理事项", what=task.text, state=f"责任人{task.owner}", due=task.due)


def _postings(reader: Reader) -> Iterator[Matter]:
    postings = reader.all(Posting, "removable_on", removed_on=None)
    notices = {n.id: n for n in reader.all(Notice, id=[p.notice_id for p in postings])}
    for posting in postings:
        title = notices[posting.notice_id].title
        state = f"贴在{posting.place}，{date_words(posting.removable_on)}起可撤下"
        yield Matter(kind="公示", what=title, state=state)


def _submissions(reader: Reader) -> Iterator[Matter]:
    found = reader.all(Submission, "reply_due", replied_on=None)
    topics = {t.id: t for t in reader.all(Topic, id=[s.topic_id for s in found])}
    for each in found:
        state = f"等{each.addressee}答复" if each.submitted_on else "没有上报"
        title = topics[each.topic_id].title
        yield Matter(kind="上报事项", what=title, state=state, due=each.reply_due)


def _answers(reader: Reader) -> Iterator[Matter]:
    """Proposers whose matter was settled and who were told nothing yet (S0-21)."""
    topics = {t.id: t for t in reader.all(Topic, "number", state=TopicState.ACCEPTED)}
    settled = {
        o.topic_id
        for o in reader.all(Outcome, "decided_on", topic_id=list(topics))
        if o.kind is not OutcomeKind.CONTINUE
    }
    for topic in topics.values():
        if topic.id in settled and not topic.answer.strip():
            yield Matter(kind="答复提出人", what=topic.title, state=f"还没有答复{topic.proposer}")


def _instructions(reader: Reader) -> Iterator[Matter]:
    for each in reader.all(Instruction, "due", done_on=None):
        yield Matter(kind="乡镇交办", what=each.title, state="没有办完", due=each.due)


def _bundles(reader: Reader) -> Iterator[Matter]:
    for each in bundles.bundles_of(reader):
        if each.addressee and not each.confirmed_at:
            state = f"{date_words(each.written_at)}写出，没有等到回执"
            yield Matter(kind="协商包", what=each.name, state=state)
