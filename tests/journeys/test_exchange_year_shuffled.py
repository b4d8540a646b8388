"""The same world with everything that befalls it in no order at all: whatever happened, after all
was carried once more both sides agree."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from tests.journeys.exchange_agreement import agree
from tests.journeys.exchange_world import World
from tests.township.road import VillageSide
from xieshang_desktop.township import receiving, sending

#: How much happens in one world, and how many worlds there are; more of both were tried by hand.
STEPS = 90
SEEDS = range(1, 13)


class Shuffled:
    """One world, and what may befall it, each as often as its weight."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.world = World(folder, seed)
        self.chance = self.world.chance
        self.sticks = {village.id: self.world.stick() for village in self.world.villages}
        self.old: list[Path] = []
        self.copies: dict[str, list[Path]] = {side.id: [] for side in self.world.sides}
        self.images: dict[str, list[Path]] = {side.id: [] for side in self.world.sides}
        self.done: list[str] = []
        self.events: dict[Callable[[], None], int] = {
            self.somebody_writes: 14,
            self.a_meeting: 3,
            self.to_the_stick: 12,
            self.to_the_township: 12,
            self.by_network: 5,
            self.a_stick_is_lost: 3,
            self.a_stick_is_copied: 4,
            self.sticks_are_swapped: 3,
            self.an_old_stick_turns_up: 4,
            self.an_old_stick_comes_home: 3,
            self.a_copy_is_made: 4,
            self.a_laptop_is_restored: 3,
            self.a_laptop_goes_back: 2,
            self.old_keys_are_withdrawn: 2,
            self.the_townships_keys_change: 2,
            self.the_township_goes_back: 2,
            self.somebody_is_forgotten: 3,
            self.a_line_is_closed: 2,
            self.a_clock_is_wrong: 3,
            self.time_passes: 6,
            self.a_clerk_looks: 3,
            self.what_waits_is_tried: 2,
        }

    def run(self) -> None:
        events = list(self.events)
        for step in range(STEPS):
            event = self.chance.choices(events, [self.events[each] for each in events])[0]
            self.done.append(f"{step} {event.__name__}")
            event()
            self.world.clock.moment += timedelta(hours=1)

    def any_village(self) -> VillageSide:
        return self.chance.choice(self.world.villages)

    def somebody_writes(self) -> None:
        self.world.writes_something(self.any_village())

    def a_meeting(self) -> None:
        self.world.talks_over(self.any_village(), seal=self.chance.random() < 0.4)

    def to_the_stick(self) -> None:
        village = self.any_village()
        village.exchanges(self.sticks[village.id])

    def to_the_township(self) -> None:
        self.world.takes(self.sticks[self.any_village().id])

    def by_network(self) -> None:
        self.world.by_network(self.any_village())

    def a_stick_is_lost(self) -> None:
        village = self.any_village()
        shutil.rmtree(self.sticks[village.id])
        self.sticks[village.id] = self.world.stick()

    def a_stick_is_copied(self) -> None:
        self.old.append(self.world.twin_of(self.sticks[self.any_village().id]))

    def sticks_are_swapped(self) -> None:
        one, other = self.chance.sample(self.world.villages, 2)
        sticks = self.sticks
        sticks[one.id], sticks[other.id] = sticks[other.id], sticks[one.id]

    def an_old_stick_turns_up(self) -> None:
        if self.old:
            self.world.takes(self.chance.choice(self.old))

    def an_old_stick_comes_home(self) -> None:
        if self.old:
            self.any_village().exchanges(self.chance.choice(self.old))

    def a_copy_is_made(self) -> None:
        side = self.chance.choice(list(self.world.sides))
        if self.chance.random() < 0.5:
            self.copies[side.id].append(self.world.backs_up(side))
        else:
            self.images[side.id].append(self.world.image_of(side))

    def a_laptop_is_restored(self) -> None:
        village = self.any_village()
        if self.copies[village.id]:
            self.world.restores(village, self.chance.choice(self.copies[village.id]))

    def a_laptop_goes_back(self) -> None:
        village = self.any_village()
        if self.images[village.id]:
            self.world.goes_back(village, self.chance.choice(self.images[village.id]))

    def old_keys_are_withdrawn(self) -> None:
        self.world.withdraws_old_keys(self.any_village())

    def the_townships_keys_change(self) -> None:
        sending.rotate_keys(self.world.township.desk)

    def the_township_goes_back(self) -> None:
        copies = self.copies[self.world.township.id]
        if copies:
            self.world.township_restores(self.chance.choice(copies))

    def somebody_is_forgotten(self) -> None:
        self.world.erases(self.any_village())

    def a_line_is_closed(self) -> None:
        self.world.closes_overtaken(self.any_village())

    def a_clock_is_wrong(self) -> None:
        side = self.chance.choice(list(self.world.sides))
        side.clock.moment += timedelta(days=self.chance.randint(-300, 300))

    def time_passes(self) -> None:
        self.world.days_pass(self.chance.randint(1, 20))

    def a_clerk_looks(self) -> None:
        self.world.clerk_looks_through(self.any_village())

    def what_waits_is_tried(self) -> None:
        receiving.retry(self.world.township.desk)


@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_befalls_them_both_sides_agree_in_the_end(tmp_path: Path, seed: int) -> None:
    shuffled = Shuffled(tmp_path / "world", seed)
    try:
        shuffled.run()
        shuffled.world.settle()
        agree(shuffled.world)
    except BaseException:
        print("\n".join(shuffled.done))
        raise
    shuffled.world.close()
