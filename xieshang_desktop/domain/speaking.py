"""The floor: who speaks, who comes next and why, how much time is left, how it was shared out.

The rules are those of the 南塘 trial of Robert's rules: who has not spoken on the item goes first,
sides may alternate, so many minutes and so many times each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from enum import Enum

import msgspec

from xieshang_desktop.domain.meeting import Speech
from xieshang_desktop.domain.span import length_of
from xieshang_desktop.domain.terms import Stance

#: From here on the time left is shown as running out.
SOON = timedelta(seconds=30)


class TimeState(Enum):
    """How a timer is shown."""

    RUNNING = "running"
    SOON = "soon"
    OVER = "over"


class Floor(msgspec.Struct, frozen=True):
    """One item's floor. Who has it may pause; who was interrupted waits first of all."""

    speaking: Speech | None
    waiting: tuple[Speech, ...]
    spoken: tuple[Speech, ...]

    @property
    def following(self) -> Speech | None:
        """Who is called next."""
        return self.waiting[0] if self.waiting else None


class Share(msgspec.Struct, frozen=True, kw_only=True):
    """How often and how long one person spoke, in percent of all speaking time."""

    speaker: str
    group: str
    person_id: str | None
    times: int
    length: timedelta
    percent: int


def speaker_key(speech: Speech) -> tuple[str, str]:
    """Who a speech is by: the person, or a name as heard with its group; of those that another unit
    handed over without names each is somebody's own."""
    if speech.person_id:
        return speech.person_id, ""
    return (speech.speaker, f"/{speech.group}") if speech.speaker else (speech.id, "")


def is_running(speech: Speech) -> bool:
    """Whether somebody speaks at this moment."""
    return speech.ended_at is None and bool(speech.spans) and speech.spans[-1].until is None


def is_paused(speech: Speech) -> bool:
    """Whether somebody has begun, was stopped, and is to go on."""
    return speech.ended_at is None and bool(speech.spans) and speech.spans[-1].until is not None


def is_waiting(speech: Speech) -> bool:
    """Whether somebody has asked for the floor and not begun."""
    return speech.ended_at is None and not speech.spans


def floor_of(speeches: Iterable[Speech], item_id: str, *, alternating: bool = False) -> Floor:
    """The floor of one item, `waiting` in the order in which they are called."""
    here = sorted((s for s in speeches if s.agenda_item_id == item_id), key=_asked)
    begun = [s for s in here if s.ended_at is None and s.spans]
    begun.sort(key=lambda s: (is_running(s), s.spans[-1].until or s.spans[-1].since, s.id))
    speaking = begun[-1] if begun else None
    spoken = sorted((s for s in here if s.ended_at and s.spans), key=_began)
    waiting = [s for s in here if is_waiting(s)]
    before = [*spoken, *sorted(begun, key=_began)]
    return Floor(
        speaking,
        (*reversed(begun[:-1]), *_call_order(waiting, before, alternating=alternating)),
        tuple(spoken),
    )


def times_asked(speeches: Iterable[Speech], speech: Speech) -> int:
    """How often the one who speaks has had or asked for the floor on this item, up to and with
    this time; who withdrew did not have it."""
    same = [
        s
        for s in speeches
        if s.agenda_item_id == speech.agenda_item_id
        and speaker_key(s) == speaker_key(speech)
        and (s.spans or s.ended_at is None)
        and _asked(s) <= _asked(speech)
    ]
    return len(same)


def time_left(speech: Speech, minutes: int, now: datetime) -> timedelta:
    """How much of a speech's time is left; less than nothing when it is over."""
    return timedelta(minutes=minutes) - length_of(speech.spans, now)


def time_state(left: timedelta) -> TimeState:
    """Running, running out, or over."""
    if left <= timedelta():
        return TimeState.OVER
    return TimeState.SOON if left <= SOON else TimeState.RUNNING


def shares_of(speeches: Iterable[Speech], now: datetime) -> tuple[Share, ...]:
    """How speaking time was shared out, the longest first. The percents are whole numbers that
    make 100 together (largest remainder), all 0 while nobody has spoken a millisecond."""
    by_person: dict[tuple[str, str], list[Speech]] = {}
    for speech in sorted((s for s in speeches if s.spans), key=_began):
        by_person.setdefault(speaker_key(speech), []).append(speech)
    lengths = [
        sum((length_of(s.spans, now) for s in own), timedelta()) for own in by_person.values()
    ]
    percents = _percents([length // timedelta(milliseconds=1) for length in lengths])
    shares = [
        Share(
            speaker=own[-1].speaker,
            group=own[-1].group,
            person_id=own[-1].person_id,
            times=len(own),
            length=length,
            percent=percent,
        )
        for own, length, percent in zip(by_person.values(), lengths, percents, strict=True)
    ]
    return tuple(sorted(shares, key=lambda share: -share.length))


def _call_order(
    waiting: Sequence[Speech], before: Sequence[Speech], *, alternating: bool
) -> list[Speech]:
    """Who spoke least on the item goes first, then who asked first. Where the sides alternate,
    somebody of the other side is called before somebody of the side heard last, among those who
    spoke equally often; so nobody waits for more than one such call at each turn."""
    times = Counter(speaker_key(s) for s in before)
    rounds: dict[int, list[Speech]] = {}
    for speech in waiting:
        key = speaker_key(speech)
        rounds.setdefault(times[key], []).append(speech)
        times[key] += 1  # a second hand is a second time
    last = next((side for s in reversed(before) if (side := _side(s))), 0)
    order: list[Speech] = []
    for level in sorted(rounds):
        left = rounds[level]
        while left:
            other = _first(left, lambda s, last=last: _side(s) == -last)  # type: ignore[misc]
            pull = alternating and last and _side(left[0]) == last and other is not None
            speech = left.pop(other if pull and other is not None else 0)
            last = _side(speech) or last
            order.append(speech)
    return order


def _side(speech: Speech) -> int:
    """Two sides: for it, or with doubts; who said nothing is on neither."""
    if speech.stance is Stance.UNSAID:
        return 0
    return 1 if speech.stance is Stance.FOR else -1


def _first(speeches: Sequence[Speech], wanted: Callable[[Speech], bool]) -> int | None:
    return next((at for at, speech in enumerate(speeches) if wanted(speech)), None)


def _asked(speech: Speech) -> tuple[datetime, str]:
    return speech.asked_at, speech.id


def _began(speech: Speech) -> tuple[datetime, str]:
    return speech.spans[0].since, speech.id


def _percents(parts: Sequence[int]) -> list[int]:
    whole = sum(parts)
    if not whole:
        return [0] * len(parts)
    percents = [100 * part // whole for part in parts]
    by_rest = sorted(range(len(parts)), key=lambda at: -(100 * parts[at] % whole))
    for at in by_rest[: 100 - sum(percents)]:
        percents[at] += 1
    return percents
