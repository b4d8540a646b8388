"""Reading the publicity of a meeting: each result, its notice, where it hangs until when."""

from __future__ import annotations

import msgspec

from xieshang_desktop.domain.meeting import AgendaItem, Meeting
from xieshang_desktop.domain.outcome import Outcome
from xieshang_desktop.domain.publicity import Notice, Posting
from xieshang_desktop.domain.terms import MeetingState, NoticeKind
from xieshang_desktop.domain.topic import Topic
from xieshang_desktop.services.desk import Desk


class ResultFile(msgspec.Struct, frozen=True, kw_only=True):
    """One topic that the meeting led to an outcome."""

    item: AgendaItem
    topic: Topic
    outcome: Outcome
    notice: Notice | None
    postings: tuple[Posting, ...]


class PublicityFile(msgspec.Struct, frozen=True, kw_only=True):
    """A meeting's results; `last_place` is where something was posted last."""

    meeting: Meeting
    results: tuple[ResultFile, ...]
    last_place: str

    @property
    def closed(self) -> bool:
        """Whether the talk is over."""
        return self.meeting.state in {MeetingState.CLOSED, MeetingState.SEALED}


def open_publicity(desk: Desk, meeting_id: str) -> PublicityFile:
    """The results of a meeting in the order of its agenda, but of internal items."""
    with desk.store.read() as reader:
        meeting = reader.one(Meeting, meeting_id)
        items = reader.all(AgendaItem, "position", meeting_id=meeting_id)
        outcomes = {o.agenda_item_id: o for o in reader.all(Outcome, meeting_id=meeting_id)}
        topics = {t.id: t for t in reader.all(Topic, id=[i.topic_id for i in items if i.topic_id])}
        notices = {
            notice.topic_id: notice
            for notice in reader.all(Notice, topic_id=list(topics))
            if notice.kind is NoticeKind.RESULT
        }
        postings = reader.all(Posting, "posted_on", notice_id=[n.id for n in notices.values()])
        newest = reader.values(Posting, "1 = 1 ORDER BY id DESC LIMIT 1")
    return PublicityFile(
        meeting=meeting,
        results=tuple(
            ResultFile(
                item=item,
                topic=topics[item.topic_id],
                outcome=outcomes[item.id],
                notice=(notice := notices.get(item.topic_id)),
                postings=tuple(p for p in postings if notice and p.notice_id == notice.id),
            )
            for item in items
            if item.public and item.topic_id in topics and item.id in outcomes
        ),
        last_place=newest[0].place if newest else "",
    )
