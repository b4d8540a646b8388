"""Planning a meeting: time and place, agenda, invitations, the notice in time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from msgspec.structs import replace

from xieshang_desktop.domain.attendance import Invitation
from xieshang_desktop.domain.meeting import COMING, AgendaItem, Meeting, Opinion
from xieshang_desktop.domain.outcome import Outcome
from xieshang_desktop.domain.people import RoleHeld
from xieshang_desktop.domain.publicity import Notice
from xieshang_desktop.domain.terms import (
    MeetingState,
    NoticeKind,
    OutcomeKind,
    Part,
    Role,
    TopicState,
)
from xieshang_desktop.domain.topic import Participant, Topic
from xieshang_desktop.errors import BadInput, RuleBroken
from xieshang_desktop.ids import new_id
from xieshang_desktop.services import past_times, rule_profiles
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.topics import next_number
from xieshang_desktop.storage.unit_of_work import Reader, UnitOfWork

#: Who is invited to every meeting, and as what (S4-05; VCL art. 37 for the supervision committee).
STANDING_PARTS = {
    Role.COUNCIL_MEMBER: Part.COUNCIL,
    Role.SUPERVISION_MEMBER: Part.SUPERVISION,
}

#: What happens to a meeting, not what its form says.
_TOLD = frozenset({"notice_on", "notice_reason"})
_COURSE = _TOLD | {
    *("number", "state", "opened_at", "closed_at", "profile", "answers_by"),
    *("entered_on", "end_reason"),
}


def blank_meeting(desk: Desk, starts: datetime) -> Meeting:
    """A meeting to fill in, with the unit's place, convenors and rule profile."""
    convenors = {c.rank: c for c in desk.convenors(starts.date())}
    first, second = convenors.get("first"), convenors.get("second")  # type: ignore[call-overload]
    return Meeting(
        id=new_id(),
        number="",
        title="",
        starts=starts,
        place=desk.unit.place,
        chair=first.name if first else "",
        first_convenor_id=first.id if first else None,
        second_convenor_id=second.id if second else None,
        profile=desk.profile.stamp,
    )


def suggested_title(desk: Desk, year: int) -> str:
    """A name for the next meeting of a year, to be changed at will: `2026年第3次协商议事会`."""
    with desk.store.read() as reader:
        number = next_number(reader, Meeting, year)
    return f"{year}年第{int(number.partition('-')[2])}次协商议事会"


def plan_meeting(desk: Desk, meeting: Meeting, topic_ids: Sequence[str] = ()) -> Meeting:
    """Keep a new meeting with an item for each topic; topics that go on from an earlier meeting
    (持续协商) come onto the agenda by themselves, with their history.

    BadInput `meeting_title_missing`, `place_missing`, `ends_before_begin`, `meeting_in_past`.
    """
    check_meeting(meeting)
    if meeting.starts.date() < desk.today:
        raise BadInput("meeting_in_past", day=meeting.starts.date())
    with desk.store.write(desk.actor) as uow:
        meeting = replace(meeting, number=next_number(uow, Meeting, meeting.starts.year))
        uow.put(meeting, "meeting_planned")
        chosen = dict.fromkeys([*topic_ids, *topics_to_continue(uow)])
        for position, topic_id in enumerate(chosen, 1):
            put_on_agenda(uow, meeting.id, uow.one(Topic, topic_id), position)
        uow.commit()
    return meeting


def change_meeting(desk: Desk, meeting: Meeting) -> Meeting:
    """Keep changed plans of a meeting that has not been closed; how far it has come stays. Of one
    that was entered afterwards its true times may be put right, and its notice.

    BadInput `meeting_title_missing`, `place_missing`, `ends_before_begin`, `meeting_in_past` for
    one that is still to come; RuleBroken `meeting_over`; and as `past_times.put_right`.
    """
    check_meeting(meeting)
    with desk.store.write(desk.actor) as uow:
        known = uow.one(Meeting, meeting.id)
        if known.state not in COMING:
            raise RuleBroken("meeting_over", title=known.title)
        kept = _COURSE if known.entered_on is None else _COURSE - _TOLD
        meeting = replace(meeting, **{name: getattr(known, name) for name in kept})
        moved = (meeting.starts, meeting.place) != (known.starts, known.place)
        if moved and known.state is MeetingState.PLANNED:
            if meeting.starts.date() < desk.today:
                raise BadInput("meeting_in_past", day=meeting.starts.date())
            # Those who were told were told another time or place: they must be told again.
            meeting = replace(meeting, notice_on=None, notice_reason="")
        if known.entered_on is not None:
            meeting = past_times.put_right(desk, uow, known, meeting)
        uow.put(meeting, "meeting_changed")
        uow.commit()
    return meeting


def cancel_meeting(desk: Desk, meeting_id: str, reason: str) -> Meeting:
    """Call a planned meeting off; its topics are free for another."""
    if not reason.strip():
        raise BadInput("reason_missing")
    with desk.store.write(desk.actor) as uow:
        meeting = uow.one(Meeting, meeting_id)
        if meeting.state is not MeetingState.PLANNED:
            raise RuleBroken("meeting_over", title=meeting.title)
        if uow.count(Opinion, meeting_id=meeting_id) or uow.count(Outcome, meeting_id=meeting_id):
            raise RuleBroken("meeting_over", title=meeting.title)
        meeting = replace(meeting, state=MeetingState.CANCELLED, notice_reason=reason)
        uow.put(meeting, "meeting_cancelled")
        uow.commit()
    return meeting


def suggested(desk: Desk, meeting_id: str) -> list[Invitation]:
    """Whom to invite: the participants of the topics, the council, the supervision committee."""
    with desk.store.read() as reader:
        invited = {i.person_id for i in reader.all(Invitation, meeting_id=meeting_id)}
        items = reader.all(AgendaItem, "position", meeting_id=meeting_id)
        found: dict[str, Invitation] = {}
        topics = [i.topic_id for i in items if i.topic_id]
        for participant in reader.all(Participant, topic_id=topics):
            found.setdefault(
                participant.person_id,
                _invitation(
                    meeting_id, participant.person_id, participant.part, participant.topic_id
                ),
            )
        for held in reader.all(RoleHeld, role=[r.value for r in STANDING_PARTS]):
            if held.until is None:
                part = STANDING_PARTS[held.role]
                found.setdefault(
                    held.person_id, _invitation(meeting_id, held.person_id, part, None)
                )
    return [i for person_id, i in found.items() if person_id not in invited]


def invite(desk: Desk, invitations: Iterable[Invitation]) -> list[Invitation]:
    """Invite; somebody already invited keeps the new part. RuleBroken `meeting_over` when the
    figures of the meeting stand."""
    wanted = list(invitations)
    with desk.store.write(desk.actor) as uow:
        known = {
            (i.meeting_id, i.person_id): i.id
            for meeting_id in {w.meeting_id for w in wanted}
            for i in uow.all(Invitation, meeting_id=meeting_id)
        }
        for meeting_id in dict.fromkeys(w.meeting_id for w in wanted):
            meeting = uow.one(Meeting, meeting_id)
            if meeting.state not in COMING:
                raise RuleBroken("meeting_over", title=meeting.title)
        wanted = [replace(w, id=known.get((w.meeting_id, w.person_id), w.id)) for w in wanted]
        uow.put_all(wanted, "invited")
        uow.commit()
    return wanted


def invite_person(desk: Desk, meeting_id: str, person_id: str, part: Part) -> Invitation:
    """Invite one person as a part."""
    return invite(desk, [_invitation(meeting_id, person_id, part, None)])[0]


def uninvite(desk: Desk, invitation_id: str) -> None:
    """Take an invitation back; RuleBroken `meeting_over` when the figures of the meeting stand."""
    with desk.store.write(desk.actor) as uow:
        meeting = uow.one(Meeting, uow.one(Invitation, invitation_id).meeting_id)
        if meeting.state not in COMING:
            raise RuleBroken("meeting_over", title=meeting.title)
        uow.take_away(Invitation, invitation_id, "invitation_withdrawn")
        uow.commit()


def issue_notice(desk: Desk, meeting_id: str, reason: str = "", day: date | None = None) -> Notice:
    """Issue the meeting's notice today (or on `day`, entered afterwards).

    RuleBroken `notice_late` when fewer days are left than the rule profile asks and no reason is
    given; `agenda_empty` without items; `meeting_over`; BadInput `date_in_future`.
    """
    day = day or desk.today
    if day > desk.today:
        raise BadInput("date_in_future", day=day)
    with desk.store.write(desk.actor) as uow:
        meeting = uow.one(Meeting, meeting_id)
        if meeting.state is not MeetingState.PLANNED:
            raise RuleBroken("meeting_over", title=meeting.title)
        if not uow.all(AgendaItem, meeting_id=meeting_id):
            raise RuleBroken("agenda_empty")
        days = desk.profile.number("notice_days") or 0
        deadline = rule_profiles.notice_until(desk.profile, meeting.starts.date())
        if day > deadline and not reason.strip():
            raise RuleBroken("notice_late", days=days, deadline=deadline)
        uow.put(replace(meeting, notice_on=day, notice_reason=reason.strip()), "notice_issued")
        known = [n for n in uow.all(Notice, meeting_id=meeting_id) if n.kind is NoticeKind.MEETING]
        notice = Notice(
            id=known[0].id if known else new_id(),
            kind=NoticeKind.MEETING,
            title=meeting.title,
            issued_on=day,
            meeting_id=meeting_id,
            contact=desk.unit.official_phone,
        )
        uow.put(notice, "notice_issued")
        uow.commit()
    return notice


def topics_coming(reader: Reader) -> set[str | None]:
    """Topics that stand on the agenda of a coming meeting; one that never took place is none."""
    today = reader.store.clock().date()
    meetings = [
        m
        for m in reader.all(Meeting, state=list(COMING))
        if m.state is not MeetingState.PLANNED or m.starts.date() >= today
    ]
    return {item.topic_id for item in reader.all(AgendaItem, meeting_id=[m.id for m in meetings])}


def topics_to_continue(reader: Reader) -> list[str]:
    """Topics whose last outcome is 持续协商 and which stand on no coming agenda."""
    coming = topics_coming(reader)
    waiting = []
    for topic in reader.all(Topic, "number", state=TopicState.ACCEPTED):
        outcomes = reader.all(Outcome, "decided_on", topic_id=topic.id)
        if outcomes and outcomes[-1].kind is OutcomeKind.CONTINUE and topic.id not in coming:
            waiting.append(topic.id)
    return waiting


def put_on_agenda(
    uow: UnitOfWork,
    meeting_id: str,
    topic: Topic,
    position: int,
    minutes: int | None = None,
) -> AgendaItem:
    """An item for a topic; RuleBroken `topic_not_accepted` before its screening is done."""
    if topic.state is not TopicState.ACCEPTED:
        raise RuleBroken("topic_not_accepted", title=topic.title)
    item = AgendaItem(
        id=new_id(),
        meeting_id=meeting_id,
        position=position,
        title=topic.title,
        topic_id=topic.id,
        minutes=minutes,
    )
    uow.put(item, "item_added")
    return item


def onto_next_agenda(uow: UnitOfWork, topic: Topic, but: str = "") -> None:
    """Onto the next planned meeting (`but` this one); without one, planning the next meeting takes
    it up."""
    today = uow.at.date()
    planned = [
        m
        for m in uow.all(Meeting, "starts", state=MeetingState.PLANNED)
        if m.starts.date() >= today and m.id != but
    ]
    if planned:
        items = uow.all(AgendaItem, meeting_id=planned[0].id)
        if not any(i.topic_id == topic.id for i in items):
            position = max((i.position for i in items), default=0) + 1
            put_on_agenda(uow, planned[0].id, topic, position)


def _invitation(meeting_id: str, person_id: str, part: Part, topic_id: str | None) -> Invitation:
    return Invitation(
        id=new_id(), meeting_id=meeting_id, person_id=person_id, part=part, topic_id=topic_id
    )


def check_meeting(meeting: Meeting) -> None:
    """BadInput `meeting_title_missing`, `place_missing`, `convenors_same`, `ends_before_begin`."""
    if not meeting.title.strip():
        raise BadInput("meeting_title_missing")
    if not meeting.place.strip():
        raise BadInput("place_missing")
    if meeting.first_convenor_id and meeting.first_convenor_id == meeting.second_convenor_id:
        raise BadInput("convenors_same")
    if meeting.ends is not None and meeting.ends <= meeting.starts:
        raise BadInput("ends_before_begin")
