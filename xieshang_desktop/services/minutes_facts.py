"""Everything that minutes are written from, read once: the hall, who was there, what was told."""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from xieshang_desktop.domain.attendance import Attendance, Invitation
from xieshang_desktop.domain.meeting import Meeting, Sitting, Statement, TopicOption
from xieshang_desktop.domain.outcome import Outcome
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.stays import Room, room_of, stays_of
from xieshang_desktop.domain.terms import AttendanceState, Part
from xieshang_desktop.domain.topic import Step
from xieshang_desktop.services.attending import told_households
from xieshang_desktop.services.deliberation import Hall, ItemFile
from xieshang_desktop.services.presence import ItemPresence, presences_in
from xieshang_desktop.services.recorders import Recorder, recorders_of
from xieshang_desktop.services.sign_in import Door
from xieshang_desktop.services.statements import Slips, slips_of
from xieshang_desktop.storage.people import people_by_ids
from xieshang_desktop.storage.unit_of_work import Reader


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """What was entered on one meeting. `statements` are those that were given; `unaccounted` were
    asked to come, and nothing is known of them; `presences` are by their items."""

    hall: Hall
    invitations: tuple[Invitation, ...]
    attendances: tuple[Attendance, ...]
    people: dict[str, Person]
    sittings: tuple[Sitting, ...]
    statements: dict[str, Statement]
    slips: Slips
    options: dict[str, tuple[TopicOption, ...]]
    steps: dict[str, tuple[Step, ...]]
    earlier: dict[str, tuple[tuple[Meeting, Outcome], ...]]
    recorders: tuple[Recorder, ...]
    room: Room
    presences: dict[str, ItemPresence]
    unaccounted: int

    @property
    def meeting(self) -> Meeting:
        """The meeting itself."""
        return self.hall.meeting

    def of_state(self, state: AttendanceState) -> list[Attendance]:
        """Who attended in this way, of those still known."""
        return [a for a in self.attendances if a.state is state and a.person_id in self.people]

    @property
    def expected(self) -> set[str]:
        """Who was asked to come and speak; observers are not expected."""
        return {i.person_id for i in self.invitations if i.part is not Part.OBSERVER}

    @property
    def households(self) -> int:
        """For how many households somebody came. Households are counted for the whole meeting: one
        whose voice left, or that another of it speaks for since, was there all the same."""
        here = self.of_state(AttendanceState.PRESENT)
        return len({a.household_id for a in here if a.household_id})

    @property
    def heard_households(self) -> int:
        """The same with those that told something from outside."""
        here = {a.household_id for a in self.of_state(AttendanceState.PRESENT)}
        told = {s.household_id for s in self.statements.values()}
        return len((here | told) - {None, ""})


def facts_of(reader: Reader, hall: Hall) -> Facts:
    """What was entered on a meeting, within an open read."""
    meeting = hall.meeting
    sittings = reader.all(Sitting, "number", meeting_id=meeting.id)
    room = room_of(meeting, sittings)  # who did not leave left when the sitting ended
    attendances = [
        replace(a, stays=stays_of(a, room))
        for a in reader.all(Attendance, "at", meeting_id=meeting.id)
    ]
    statements = reader.all(Statement, meeting_id=meeting.id)
    topic_ids = [file.topic.id for file in hall.items if file.topic]
    options = reader.all(TopicOption, "position", topic_id=topic_ids)
    steps = reader.all(Step, topic_id=topic_ids)
    people = people_by_ids(
        reader, [*(a.person_id for a in attendances), *(s.person_id for s in statements)]
    )
    invitations = reader.all(Invitation, meeting_id=meeting.id)
    asked = people_by_ids(reader, [i.person_id for i in invitations])
    door = Door(
        meeting=meeting,
        invitations={i.person_id: i for i in invitations},
        attendances={a.person_id: a for a in attendances},
        people={p.id: p for p in (*people, *asked)},
        told=told_households(reader, meeting),
    )
    items = [file.item for file in hall.items]
    return Facts(
        hall=hall,
        invitations=tuple(invitations),
        attendances=tuple(attendances),
        people={person.id: person for person in people},
        sittings=tuple(sittings),
        statements={s.id: s for s in statements if s.told_on is not None and s.text.strip()},
        slips=slips_of(meeting, statements),
        options={i: tuple(o for o in options if o.topic_id == i) for i in topic_ids},
        steps={i: tuple(s for s in steps if s.topic_id == i) for i in topic_ids},
        earlier={f.topic.id: earlier_talks(reader, f) for f in hall.items if f.topic},
        recorders=recorders_of(reader, meeting),
        room=room,
        presences={p.item.id: p for p in presences_in(items, attendances, room)},
        unaccounted=len(door.unaccounted),
    )


def earlier_talks(reader: Reader, file: ItemFile) -> tuple[tuple[Meeting, Outcome], ...]:
    """What earlier meetings came to on a topic that came back."""
    if file.topic is None:
        return ()
    this = reader.one(Meeting, file.item.meeting_id)
    outcomes = reader.all(Outcome, "decided_on", topic_id=file.topic.id)
    found = [(reader.one(Meeting, o.meeting_id), o) for o in outcomes if o.meeting_id != this.id]
    return tuple((meeting, o) for meeting, o in found if meeting.starts < this.starts)
