"""What people of the practice village tell through the years: 民情记录, some of it a topic."""

from __future__ import annotations

import random
from datetime import datetime
from functools import partial

import msgspec
from msgspec.structs import replace

from xieshang_desktop import resources
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.terms import NoteChannel, TopicSource
from xieshang_desktop.domain.topic import Topic
from xieshang_desktop.services import notes
from xieshang_desktop.services.practice_matters import Raised
from xieshang_desktop.services.practice_stage import Cast, Stage

#: Notes a year beside those that become topics; of villagers' topics one in so many was a note.
_A_YEAR = 20
_TO_TOPIC = 9


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """Something told, in which months (none: in any), and what was done about it within `days`;
    without `handling` it is still to be seen to."""

    text: str
    channel: NoteChannel
    handling: str = ""
    days: int = 0
    months: tuple[int, ...] = ()


class _File(msgspec.Struct, frozen=True):
    notes: tuple[Told, ...]


class Notes:
    """Lets people tell things; what they tell has a chance of its own, so that the meetings are
    the same with it and without."""

    def __init__(self, stage: Stage, cast: Cast) -> None:
        file = resources.path("practice", "notes.json").read_bytes()
        self._stage = stage
        self._cast = cast
        self._chance = random.Random("notes")  # noqa: S311 - invented people, no secret
        self._all = msgspec.json.decode(file, type=_File).notes
        self._left: list[Told] = []
        self._raised = 0

    def spread(self, begins: datetime) -> None:
        """Twenty a year, from the beginning to the end, the last of them this morning."""
        span = self._stage.end - begins
        count = round(span.days / 365.25 * _A_YEAR)
        for number in range(1, count):
            moment = begins + span * (number - self._chance.random()) / count
            hour, minute = self._chance.randint(8, 17), self._chance.randint(0, 59)
            self._stage.at(moment.replace(hour=hour, minute=minute), self._take)
        self._stage.at(self._stage.end, self._take)

    def topic_of(self, matter: Raised, proposer: Person) -> Topic | None:
        """Now and then a villager's topic is told first; gives the topic made of the note."""
        if matter.source is not TopicSource.VILLAGERS:
            return None
        self._raised += 1
        if self._raised % _TO_TOPIC:
            return None
        channel = self._chance.choice((NoteChannel.VISIT, NoteChannel.RECEPTION))
        note_id = self._save(matter.background, channel, proposer.name, matter.group)
        desk = self._stage.desk
        return notes.raise_topic(desk, note_id, matter.title, proposer.name, matter.source)

    def _take(self) -> None:
        told = self._next(self._stage.clock.moment.month)
        teller = self._chance.choice(self._cast.adults)
        name = "" if told.channel is NoteChannel.BOX else teller.name
        text, done = (each.replace("{group}", teller.group) for each in (told.text, told.handling))
        note_id = self._save(text, told.channel, name, teller.group)
        if done:
            handle = partial(notes.handle_note, self._stage.desk, note_id, done)
            self._stage.later(told.days, handle)

    def _next(self, month: int) -> Told:
        """Something that fits the month; all that fits comes before anything comes again."""
        fitting = [each for each in self._left if not each.months or month in each.months]
        if not fitting:
            self._left = [*self._left, *self._all]
            return self._next(month)
        told = self._chance.choice(fitting)
        self._left.remove(told)
        return told

    def _save(self, text: str, channel: NoteChannel, teller: str, group: str) -> str:
        desk = self._stage.desk
        note = replace(
            notes.blank_note(desk),
            channel=channel,
            teller=teller,
            group=group,
            text=text,
            recorder=self._chance.choice(self._stage.village["recorders"])["name"],
        )
        return notes.save_note(desk, note).id
