"""What the practice village talks about: matters set in its groups, told apart when they return."""

from __future__ import annotations

from typing import TypeVar

import msgspec
from msgspec.structs import replace

from xieshang_desktop import resources
from xieshang_desktop.domain.terms import (
    Complexity,
    NotOpen,
    OutcomeKind,
    Scope,
    TopicClass,
    TopicSource,
)
from xieshang_desktop.domain.topic import Screening


class Voice(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody says, and as what; `stance` is support, concern, against or suggest."""

    text: str
    role: str
    stance: str = "suggest"
    organisation: str = ""


class Deed(msgspec.Struct, frozen=True, kw_only=True):
    """A measure: how many days it takes and what came of it."""

    text: str
    owner: str
    days: int
    result: str | None = None


class Findings(msgspec.Struct, frozen=True, kw_only=True):
    """What research found."""

    who: str
    findings: str


class Plea(msgspec.Struct, frozen=True, kw_only=True):
    """What goes up to the township and what comes back."""

    addressee: str
    text: str
    reply: str


class Raised(msgspec.Struct, frozen=True, kw_only=True):
    """What every matter has that somebody raises; `screening` gives a reason for each criterion."""

    key: str
    title: str
    kind: str
    topic_class: TopicClass
    source: TopicSource
    scope: Scope
    background: str
    screening: dict[str, str]
    met: tuple[str, ...] = ("small_cut", "wide_relevance", "strong_reaction")
    complexity: Complexity = Complexity.ORDINARY
    households: int | None = None
    collective_property: bool = False
    group: str = ""


class Matter(Raised, frozen=True, kw_only=True):
    """A matter with all that is said on it and comes of it."""

    research: Findings
    departments: tuple[str, ...]
    third_parties: tuple[str, ...]
    opinions: tuple[Voice, ...]
    agreed: tuple[str, ...]
    open: tuple[str, ...]
    measures: tuple[Deed, ...]
    outcome: OutcomeKind
    outcome_text: str
    reply: str
    effect_text: str
    satisfaction: int
    satisfaction_comment: str
    submission: Plea | None


class Refused(Raised, frozen=True, kw_only=True):
    """A matter that is left out."""

    not_open: NotOpen
    reason: str
    answer: str


class Duplicate(msgspec.Struct, frozen=True, kw_only=True):
    """Another villager's words for the matter whose key is `of`."""

    of: str
    title: str
    source: TopicSource
    background: str


class _File(msgspec.Struct, frozen=True, kw_only=True):
    matters: tuple[Matter, ...]
    refused: tuple[Refused, ...]
    duplicates: tuple[Duplicate, ...]


R = TypeVar("R", bound=Raised)

#: Neighbouring turns bring matters of different kinds.
_STRIDE = 7


class Matters:
    """Gives one matter after another; each comes to every group before it comes to one again."""

    def __init__(self, groups: list[str]) -> None:
        file = resources.path("practice", "matters.json").read_bytes()
        self._file = msgspec.json.decode(file, type=_File)
        self._groups = groups
        self._turn = 0

    @property
    def refused(self) -> list[Refused]:
        """The matters that are left out, each in a group."""
        return [self._placed(matter, at) for at, matter in enumerate(self._file.refused)]

    def begin(self, rounds: int, of: int) -> None:
        """Begin so that something goes up to the township in the last two of the `rounds` of
        `of` matters: the village then waits for an answer."""
        self._turn = next(
            turn
            for turn in range(len(self._file.matters))
            if all(
                OutcomeKind.SUBMIT in {self._at(turn + of * number + k).outcome for k in range(of)}
                for number in (rounds - 1, rounds - 2)
            )
        )

    def next(self) -> Matter:
        """The matter whose turn it is."""
        placed = self._placed(self._at(self._turn), self._turn)
        again = self._turn // len(self._file.matters)
        if again and "{group}" not in self._at(self._turn).title:
            placed = replace(placed, title=f"{placed.title}（{placed.group}）")
        self._turn += 1
        return placed

    def duplicate_of(self, matter: Matter) -> Matter | None:
        """The same matter as another villager puts it."""
        found = next((d for d in self._file.duplicates if d.of == matter.key), None)
        if found is None:
            return None
        return replace(
            matter,
            title=found.title.replace("{group}", matter.group),
            background=found.background.replace("{group}", matter.group),
            source=found.source,
        )

    def _at(self, turn: int) -> Matter:
        return self._file.matters[turn * _STRIDE % len(self._file.matters)]

    def _placed(self, matter: R, turn: int) -> R:
        again = turn // len(self._file.matters)
        group = self._groups[(turn + again) % len(self._groups)]
        text = msgspec.json.encode(matter).replace(b"{group}", group.encode())
        return replace(msgspec.json.decode(text, type=type(matter)), group=group)


def screening_of(matter: Raised) -> Screening:
    """The screening of a matter with its reasons."""
    return Screening(
        small_cut="small_cut" in matter.met,
        small_cut_reason=matter.screening["small_cut"],
        wide_relevance="wide_relevance" in matter.met,
        wide_relevance_reason=matter.screening["wide_relevance"],
        strong_reaction="strong_reaction" in matter.met,
        strong_reaction_reason=matter.screening["strong_reaction"],
        not_open=matter.not_open if isinstance(matter, Refused) else None,
    )
