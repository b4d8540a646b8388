"""Whether a township and its villages agree: every entry, every value, every figure, and nothing
confirmed that is not there."""

from __future__ import annotations

import pytest
from msgspec.structs import asdict

from tests.journeys.exchange_world import World
from tests.township.road import Side, TownshipSide, VillageSide, a_matter
from xieshang_desktop.domain.entry import Entry
from xieshang_desktop.domain.minutes import MinutesSection
from xieshang_desktop.domain.record import Record
from xieshang_desktop.domain.records import RECORDS
from xieshang_desktop.domain.terms import Sharing
from xieshang_desktop.errors import BundleRefused
from xieshang_desktop.services import handover, sharing
from xieshang_desktop.storage import figures, journal
from xieshang_desktop.storage.unit_of_work import Store
from xieshang_desktop.township import rollup
from xieshang_desktop.township.villages import store_of

#: Kinds about which a village chooses how much leaves.
_CHOSEN = frozenset(sharing.CHOICES)


def agree(world: World) -> None:
    """Both sides say the same, to the byte or to the hash."""
    assert world.township.faults() == []
    for village in world.villages:
        assert village.faults() == []
        assert world.township.mirrored_faults(village) == []
        _same_entries(world, village)
        _same_values(world, village)
        _nothing_confirmed_in_vain(world, village)
        _figures_as_rebuilt(world, village)
    _nobody_else_opens(world)


def _same_entries(world: World, village: VillageSide) -> None:
    there = entries_of(world.township, village)
    for place, ours in _entries(village).items():
        theirs = there[place]
        header = ours.read_header()
        assert (theirs.header, theirs.hash) == (ours.header, ours.hash)
        if header.object_type in _CHOSEN:
            assert theirs.record in (None, ours.record)
            # What left may have been erased here since; then it is gone there too.
            assert theirs.private in (None, ours.private), (place, header.kind)
        else:
            assert theirs.record == ours.record
            # The words of the minutes are what a village hands over.
            whole = header.object_type == MinutesSection.NOUN
            assert theirs.private == (ours.private if whole else None)
        if theirs.record is not None:
            assert theirs.record_salt == ours.record_salt
        if header.object_type == "note":
            assert theirs.record is None
        # The villages never changed what they share of who was there (`World.SHARED`).
        if header.object_type == "attendance":
            level = World.SHARED[world.villages.index(village)]
            assert theirs.record == (None if level is Sharing.HASH else ours.record)
            assert theirs.private == (ours.private if level is Sharing.WHOLE else None)


def _same_values(world: World, village: VillageSide) -> None:
    mirror = world.township.mirror(village)
    with village.desk.store.read() as ours, mirror.store.read() as theirs:
        for noun, record in RECORDS.items():
            here = {each.id: each for each in ours.all(record)}
            there = {each.id: each for each in theirs.all(record)}
            if noun not in _CHOSEN:
                assert there.keys() == here.keys(), noun
            for object_id, value in there.items():
                plain = _without_private(here[object_id])
                assert value in (here[object_id], plain), noun


def _nothing_confirmed_in_vain(world: World, village: VillageSide) -> None:
    with store_of(world.township.desk, village.id).read() as theirs:
        for bundle in handover.open_handover(village.desk).bundles:
            if bundle.confirmed_at is None:
                continue
            found = journal.hash_of(theirs, village.id, bundle.line, bundle.last)
            assert found == bundle.last_hash


def _figures_as_rebuilt(world: World, village: VillageSide) -> None:
    query = "SELECT * FROM figures WHERE unit_id = ? ORDER BY period, figure, kind"
    rollup.freshen(world.township.desk)
    with world.township.desk.apart().store.write() as uow:  # not committed
        kept = uow.connection.execute(query, (village.id,)).fetchall()
        figures.rebuild(uow, [village.id])
        assert uow.connection.execute(query, (village.id,)).fetchall() == kept


def _nobody_else_opens(world: World) -> None:
    for writer in world.villages:
        stick = world.stick()
        a_matter(writer.desk, "最后一件")
        writer.exchanges(stick)
        world.township.answers(writer, stick)
        for reader in world.villages:
            for file in stick.glob("*.xsb"):
                if reader is not writer:
                    with pytest.raises(BundleRefused, match="bundle_not_for_us"):
                        handover.check_bundle(reader.desk, file)


def entries_of(township: TownshipSide, village: VillageSide) -> dict[tuple[str, int], Entry]:
    """What the township has of a village."""
    return _read(store_of(township.desk, village.id))


def _entries(side: Side) -> dict[tuple[str, int], Entry]:
    return _read(side.desk.store)


def _read(store: Store) -> dict[tuple[str, int], Entry]:
    found: dict[tuple[str, int], Entry] = {}
    with store.read() as reader:
        for line in journal.lines_of(reader):
            for entry in journal.entries_of_line(reader, line):
                found[line, entry.read_header().number] = entry
    return found


def _without_private(value: Record) -> Record:
    kept = {n: v for n, v in asdict(value).items() if n not in value.PRIVATE}
    return type(value)(**kept)
