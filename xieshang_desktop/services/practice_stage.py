"""What the parts of the practice village share: its desk, its people, and what happens when."""

from __future__ import annotations

import heapq
import random
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any, Protocol

from xieshang_desktop.domain.attendance import Invitation
from xieshang_desktop.domain.people import Person, RoleHeld
from xieshang_desktop.domain.terms import Part, Role
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.practice_matters import Matter, Voice


class SetClock(Protocol):
    """A clock that is set by hand."""

    moment: datetime


class Stage:
    """The desk and its clock, with events in the order of their days until `end`."""

    def __init__(
        self, desk: Desk, village: dict[str, Any], clock: SetClock, end: datetime, seed: int
    ) -> None:
        self.desk = desk
        self.village = village
        self.clock = clock
        self.end = end
        self.chance = random.Random(seed)  # noqa: S311 - invented people, no secret
        self._events: list[tuple[datetime, int, Callable[[], object]]] = []
        self._sequence = 0

    def at(self, moment: datetime, event: Callable[[], object]) -> None:
        """Let something happen at a moment."""
        self._sequence += 1
        heapq.heappush(self._events, (moment, self._sequence, event))

    def later(self, days: int, event: Callable[[], object]) -> None:
        """Let something happen some days from now."""
        self.at(self.clock.moment + timedelta(days=days), event)

    def let_pass(self, **time: int) -> None:
        """Some time goes by."""
        self.clock.moment += timedelta(**time)

    def play(self) -> None:
        """Let everything happen that lies before the end, and be there."""
        while self._events and self._events[0][0] <= self.end:
            moment, _, event = heapq.heappop(self._events)
            self.clock.moment = max(moment, self.clock.moment)
            event()
        self.clock.moment = max(self.end, self.clock.moment)

    def any_of(self, key: str) -> Any:
        """One of the village's texts, places or people of a kind."""
        return self.chance.choice(self.village[key])

    def group(self) -> str:
        """One of the village's groups."""
        name: str = self.any_of("groups")["name"]
        return name


class Cast:
    """The people of the village by what they can be asked for."""

    def __init__(self, stage: Stage) -> None:
        self._chance = stage.chance
        with stage.desk.store.read() as reader:
            self._known = {person.id: person for person in reader.all(Person)}
            held = reader.all(RoleHeld)
        born = stage.clock.moment.year - 20
        people = self._known.values()
        self.adults = [p for p in people if p.villager and p.birth and int(p.birth[:4]) <= born]
        self._outsiders = [p for p in people if not p.villager]
        self._by_role: dict[Role, list[str]] = {}
        for role in held:
            self._by_role.setdefault(role.role, []).append(role.person_id)

    def participants(self, matter: Matter) -> list[tuple[str, Part, str]]:
        """Who takes part in a matter: neighbours, departments, third parties, the council."""
        near = [p.id for p in self.adults if p.group == matter.group]
        chosen: dict[str, Part] = {}
        for part, ids in (
            (Part.STAKEHOLDER, self._chance.sample(near, min(len(near), 7))),
            (Part.DEPARTMENT, self._from(matter.departments)),
            (Part.THIRD_PARTY, self._from(matter.third_parties)),
            (Part.COUNCIL, self._by_role[Role.COUNCIL_MEMBER]),
            (Part.SUPERVISION, self._by_role[Role.SUPERVISION_MEMBER][:3]),
            (
                Part.REPRESENTATIVE,
                self._chance.sample(self._by_role[Role.VILLAGE_REPRESENTATIVE], 3),
            ),
        ):
            for person_id in ids:
                chosen[person_id] = part
        return [(person_id, part, "") for person_id, part in chosen.items()]

    def speaker(self, voice: Voice, present: list[Invitation]) -> Person | None:
        """Somebody in the hall who may say this; None for an organisation nobody came from."""
        if voice.organisation:
            return next((p for p in self._outsiders if p.organisation == voice.organisation), None)
        part = _PARTS.get(voice.role, Part.STAKEHOLDER)
        fitting = [i for i in present if i.part is part] or present
        return self._known[self._chance.choice(fitting).person_id]

    def _from(self, organisations: Iterable[str]) -> list[str]:
        return [p.id for p in self._outsiders if p.organisation in organisations]


_PARTS = {
    "议事会成员": Part.COUNCIL,
    "村民代表": Part.REPRESENTATIVE,
    "村务监督委员会成员": Part.SUPERVISION,
}
