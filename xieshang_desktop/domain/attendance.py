"""Who was invited, who came, and the figures at the door."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import ClassVar

import msgspec

from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.record import Record
from xieshang_desktop.domain.span import Span
from xieshang_desktop.domain.terms import AttendanceState, Part, Sex


class Invitation(Record, frozen=True, kw_only=True):
    """Somebody is asked to a meeting as a part, for one topic or for the whole."""

    NOUN: ClassVar[str] = "invitation"

    meeting_id: str
    person_id: str
    part: Part
    topic_id: str | None = None


#: In the room, in one way or another.
HERE = frozenset({AttendanceState.PRESENT, AttendanceState.OBSERVING, AttendanceState.VISITING})


class Attendance(Record, frozen=True, kw_only=True):
    """How one person attended one meeting; `at` is the moment at the door (of the mark, for who is
    not here), `reason` why not, why one left, or by what one speaks for a household not one's own.
    `stays` are the stretches in the room, empty while there is one that began with `at`; one that
    runs ends with its sitting (`domain.stays`). `household_id` names the household for which the
    person speaks (户代表, one voice each; `household_of`); `on_paper` says that it was entered from
    the paper sheet."""

    NOUN: ClassVar[str] = "attendance"
    PRIVATE: ClassVar[tuple[str, ...]] = ("reason",)

    meeting_id: str
    person_id: str
    state: AttendanceState
    part: Part
    at: datetime
    reason: str = ""
    stays: tuple[Span, ...] = ()
    household_id: str | None = None
    on_paper: bool = False

    @property
    def here(self) -> bool:
        """Whether the person came, in whichever way."""
        return self.state in HERE

    @property
    def spans(self) -> tuple[Span, ...]:
        """When the person was in the room; nothing for who did not come."""
        return (self.stays or (Span(self.at),)) if self.here else ()

    def in_room(self, moment: datetime) -> bool:
        """Whether the person was in the room at a moment."""
        return any(span.covers(moment) for span in self.spans)


class Count(msgspec.Struct, frozen=True):
    """How many of how many."""

    present: int
    expected: int


class DoorFigures(msgspec.Struct, frozen=True, kw_only=True):
    """The numbers shown at the door. A consultation has no quorum: they decide nothing."""

    total: Count
    women: int
    party_members: int
    parts: dict[Part, Count]
    households: Count


def household_of(person: Person) -> str:
    """For which household somebody speaks by himself: who is in none is one of his own; somebody
    from elsewhere speaks for none."""
    return (person.household_id or person.id) if person.villager else ""


def count_door(
    invitations: Iterable[Invitation],
    attendances: Collection[Attendance],
    people: Mapping[str, Person],
    told: Collection[str] = (),
) -> DoorFigures:
    """Figures from who was invited and who is there (应到, 实到). Observers (列席) and visitors
    (旁听) are neither expected nor counted as present; the excused and the absent are expected.
    Households (应到户, 实到户) are those of the expected, and those for which somebody speaks, here
    or from outside (`told`)."""
    expected = {i.person_id: i.part for i in invitations if i.part is not Part.OBSERVER}
    here = {a.person_id: a.part for a in attendances if a.state is AttendanceState.PRESENT}
    parts: dict[Part, Count] = {part: Count(0, 0) for part in Part if part is not Part.OBSERVER}
    for person_id, part in (expected | here).items():
        old = parts.get(part)
        if old is not None:
            parts[part] = Count(
                old.present + (person_id in here), old.expected + (person_id in expected)
            )
    known = [people[person_id] for person_id in here if person_id in people]
    asked = {household_of(people[person_id]) for person_id in expected if person_id in people}
    voices = {a.household_id for a in attendances if a.person_id in here and a.household_id}
    return DoorFigures(
        total=Count(len(here), len(expected)),
        women=sum(person.sex is Sex.FEMALE for person in known),
        party_members=sum(person.party_member for person in known),
        parts={part: count for part, count in parts.items() if count != Count(0, 0)},
        households=Count(len(voices | set(told)), len(asked - {""})),
    )
