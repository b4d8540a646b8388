"""The door of a meeting that decides: people come, leave, come back, and the quorum with them."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from xieshang_desktop.domain.decision import DecisionMeeting, Presence, Stay, Voice, Vote
from xieshang_desktop.domain.decision_rules import is_adult
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.terms_decision import Counting, PresenceWay
from xieshang_desktop.errors import RuleBroken
from xieshang_desktop.ids import new_id
from xieshang_desktop.services.decision_file import COMING, DecisionFile, file_of, moment_of
from xieshang_desktop.services.decision_roll import Roll, roll_of
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.storage.people import people_by_ids
from xieshang_desktop.storage.unit_of_work import Reader, UnitOfWork


class DecisionDoor(msgspec.Struct, frozen=True, kw_only=True):
    """A meeting as its door sees it: its file, who may vote, and everybody by their ids."""

    file: DecisionFile
    roll: Roll
    people: dict[str, Person]

    def after(self, presence: Presence, person: Person | None = None) -> DecisionDoor:
        """The door with one presence more, or a changed one; `person` if new to it."""
        added = {} if person is None else {person.id: person}
        file = replace(
            self.file,
            presences=self.file.presences | {presence.person_id: presence},
            people=self.file.people
            | {presence.person_id: (self.people | added)[presence.person_id]},
        )
        return replace(self, file=file, people=self.people | added)

    def without(self, person_id: str) -> DecisionDoor:
        """The door after a presence was taken back."""
        left = {key: each for key, each in self.file.presences.items() if key != person_id}
        return replace(self, file=replace(self.file, presences=left))


def open_door(desk: Desk, meeting_id: str) -> DecisionDoor:
    """Everybody who may vote or is there; RuleBroken `gone`, `decision_rule_missing`."""
    with desk.store.read() as reader:
        file = file_of(reader, meeting_id)
        roll = roll_of(reader, file.meeting)
        wanted = list(dict.fromkeys([*sorted(roll.person_ids), *file.presences]))
        people = {p.id: p for p in people_by_ids(reader, wanted)}
    return DecisionDoor(file=file, roll=roll, people=people)


def come_in(
    desk: Desk, meeting_id: str, person_id: str, *, may_vote: bool | None = None
) -> Presence:
    """Somebody comes in, or comes back. Who may vote is read from the roll unless told; of a
    household only one has its voice, the next sits in.

    RuleBroken `decision_over`, `already_in_room`, `gone`.
    """
    with desk.store.write(desk.actor) as uow:
        room = room_of(uow, meeting_id)
        meeting, known = room.meeting, room.known(person_id)
        person = uow.one(Person, person_id)
        if known is not None and known.inside:
            if known.way is PresenceWay.ROOM:
                raise RuleBroken("already_in_room", name=person.name)
            here = known.stays[-1].ended(room.now)  # what was voted from afar stays so
            known = replace(known, stays=(*known.stays[:-1], here))
        by_households = meeting.counting is Counting.HOUSEHOLDS
        household = person.household_id if by_households else None
        if may_vote is None:
            may_vote = known.entitled if known else room.on_roll(uow, person)
        entitled = may_vote and is_adult(person, meeting.starts.date()) is not False
        if by_households:
            entitled = entitled and bool(household) and not room.represents(household, person_id)
        blank = Presence(id=new_id(), decision_meeting_id=meeting_id, person_id=person_id, stays=())
        presence = replace(
            known or blank,
            entitled=entitled,
            household_id=household if entitled else None,
            stays=(*(known or blank).stays, Stay(room.now)),
        )
        uow.put(presence, "came_back" if known else "came_in")
        uow.commit()
    return presence


def go_out(desk: Desk, meeting_id: str, person_id: str) -> Presence:
    """Somebody leaves the room, and with them those whose proxy they carry; RuleBroken
    `not_in_room`, `decision_over`."""
    with desk.store.write(desk.actor) as uow:
        room = room_of(uow, meeting_id)
        known = room.known(person_id)
        if known is None or not known.inside:
            raise RuleBroken("not_in_room")
        gone = [
            replace(p, stays=(*p.stays[:-1], p.stays[-1].ended(room.now)))
            for p in (known, *room.carried_by(person_id))
        ]
        uow.put_all(gone, "went_out")
        uow.commit()
    return gone[0]


def set_entitled(desk: Desk, meeting_id: str, person_id: str, entitled: bool) -> Presence:
    """Somebody who is there may vote after all, or only sits in.

    RuleBroken `not_in_room`, `decision_over`, `was_at_vote`, `under_eighteen`, `household_missing`,
    `household_represented`.
    """
    with desk.store.write(desk.actor) as uow:
        room = room_of(uow, meeting_id)
        known = room.standing(person_id)
        household = None
        if entitled:
            person = uow.one(Person, person_id)
            if is_adult(person, room.meeting.starts.date()) is False:
                raise RuleBroken("under_eighteen", name=person.name)
            if room.meeting.counting is Counting.HOUSEHOLDS:
                household = person.household_id
                if not household:
                    raise RuleBroken("household_missing", name=person.name)
                if room.represents(household, person_id):
                    raise RuleBroken("household_represented")
        known = replace(known, entitled=entitled, household_id=household)
        uow.put(known, "right_to_vote_set")
        uow.commit()
    return known


def set_member(desk: Desk, meeting_id: str, person_id: str, member: bool) -> Presence:
    """Somebody who is there belongs to the collective economy or does not: who does not has no
    voice in its matters (VCL art. 28 last paragraph). RuleBroken `not_in_room`, `decision_over`,
    `was_at_vote`."""
    with desk.store.write(desk.actor) as uow:
        known = replace(room_of(uow, meeting_id).standing(person_id), member=member)
        uow.put(known, "membership_set")
        uow.commit()
    return known


def take_back(desk: Desk, meeting_id: str, person_id: str) -> None:
    """The wrong person was signed in; RuleBroken `not_in_room`, `decision_over`, `was_at_vote`,
    `carries_proxies`."""
    with desk.store.write(desk.actor) as uow:
        room = room_of(uow, meeting_id)
        known = room.standing(person_id)
        if room.carried_by(person_id):
            raise RuleBroken("carries_proxies")
        voices = uow.all(Voice, decision_meeting_id=meeting_id, person_id=person_id)
        uow.take_away_all(Voice, [v.id for v in voices], "voice_taken_back")
        uow.take_away(Presence, known.id, "presence_taken_back")
        uow.commit()


class Room(NamedTuple):
    """A meeting that may still be written, with who is there, its votes, and who answered them."""

    meeting: DecisionMeeting
    presences: dict[str, Presence]
    votes: tuple[Vote, ...]
    answered: frozenset[str]
    now: datetime

    def known(self, person_id: str) -> Presence | None:
        """Somebody's presence, if they came."""
        return self.presences.get(person_id)

    def standing(self, person_id: str) -> Presence:
        """The same where it may be changed: no vote was taken while they were there."""
        known = self.known(person_id)
        if known is None:
            raise RuleBroken("not_in_room")
        at_a_vote = any(known.seen_at(vote.taken_at) for vote in self.votes)
        if at_a_vote or person_id in self.answered:
            raise RuleBroken("was_at_vote")
        return known

    def carried_by(self, person_id: str) -> list[Presence]:
        """Who takes part now by a proxy that somebody carries."""
        return [
            p
            for p in self.presences.values()
            if p.inside and p.way is PresenceWay.PROXY and p.carrier_id == person_id
        ]

    def on_roll(self, reader: Reader, person: Person) -> bool:
        """Whether the roll has somebody; where the roster does not know who may vote, everybody of
        the village may."""
        roll = roll_of(reader, self.meeting)
        return person.id in roll.person_ids if roll.person_ids else person.villager

    def represents(self, household: str | None, person_id: str) -> bool:
        """Whether somebody else has the voice of a household; who left leaves it to the next."""
        return any(
            p.entitled and p.inside and p.household_id == household and p.person_id != person_id
            for p in self.presences.values()
        )


def room_of(uow: UnitOfWork, meeting_id: str) -> Room:
    """The room of a meeting that goes on or is to come; RuleBroken `decision_over`, `gone`."""
    meeting = uow.one(DecisionMeeting, meeting_id)
    if meeting.state not in COMING:
        raise RuleBroken("decision_over", title=meeting.title)
    presences = {p.person_id: p for p in uow.all(Presence, decision_meeting_id=meeting_id)}
    votes = tuple(uow.all(Vote, decision_meeting_id=meeting_id))
    now = moment_of(meeting, presences.values(), votes, uow.at)
    voted = {vote.motion_id for vote in votes}
    answered = frozenset(
        voice.person_id
        for voice in uow.all(Voice, decision_meeting_id=meeting_id)
        if voice.motion_id in voted
    )
    return Room(meeting, presences, votes, answered, now)
