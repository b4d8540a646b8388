"""Handing over: what the township has not confirmed goes into sealed bundles."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from xieshang_desktop import __version__
from xieshang_desktop.domain.attachment import Attachment
from xieshang_desktop.domain.entry import NOTHING_BEFORE, SCHEMA
from xieshang_desktop.errors import BadInput, WorldFailed
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.storage import bundles, journal
from xieshang_desktop.storage.unit_of_work import Reader

if TYPE_CHECKING:  # what it gives has these names above, where nobody knows of `exchange`
    from xieshang_desktop.exchange.drives import Drive as Drive
    from xieshang_desktop.exchange.packing import BundleContent
    from xieshang_desktop.exchange.reading import BundleReport as BundleReport

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]


class Handover(msgspec.Struct, frozen=True, kw_only=True):
    """What the exchange page shows: bundles written, and entries no bundle holds yet."""

    bundles: tuple[bundles.BundleRecord, ...]
    waiting: int
    unconfirmed: int


def open_handover(desk: Desk) -> Handover:
    """Where the exchange stands. Written is not confirmed: only a receipt confirms."""
    with desk.store.read() as reader:
        written = tuple(bundles.bundles_of(reader))
        return Handover(
            bundles=written,
            waiting=sum(bundles.waiting_entries(reader, n) for n in journal.lines_of(reader)),
            unconfirmed=sum(b.confirmed_at is None for b in written),
        )


def write_bundles(
    desk: Desk,
    folder: Path,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> list[Path]:
    """Write everything that no receipt has confirmed, one bundle for each line, and remember it.

    BadInput `bundle_empty` when the township has it all; the failures of a drive as they come.
    """
    from xieshang_desktop.exchange.keys import open_keys
    from xieshang_desktop.exchange.writing import write_bundle

    keys = open_keys(_keys_folder(desk))
    written: list[Path] = []
    with desk.store.read() as reader:
        contents = [c for line in journal.lines_of(reader) if (c := _content(desk, reader, line))]
    if not contents:
        raise BadInput("bundle_empty")
    for content in contents:
        bundle = write_bundle(
            content,
            keys,
            folder,
            scratch=desk.folder / "tmp",
            progress=progress,
            cancelled=cancelled,
        )
        record = bundles.BundleRecord(
            name=bundle.path.name,
            line=content.line,
            first=bundle.first,
            last=bundle.last,
            sha256=bundle.sha256,
            written_at=desk.clock(),
        )
        with desk.store.write(desk.actor) as uow:
            bundles.record_bundle(uow, record)
            uow.commit()
        written.append(bundle.path)
    desk.device.remember(desk.store, desk.folder)
    return written


def check_bundle(desk: Desk, file: Path) -> BundleReport:
    """Check a bundle of this unit in the fixed order; BundleRefused names the first failure."""
    from xieshang_desktop.exchange.keys import open_keys
    from xieshang_desktop.exchange.reading import check_bundle as check

    keys = open_keys(_keys_folder(desk))
    return check(
        file,
        identities=[keys.age_identity],
        known_signers=[keys.public_text],
        scratch=desk.folder / "tmp",
    )


def _keys_folder(desk: Desk) -> Path:
    """Where the keys lie; WorldFailed `keys_damaged` when they are gone although bundles were
    written with them: new ones would not open what was written."""
    folder = desk.folder / "keys"
    with desk.store.read() as reader:
        used = bool(bundles.bundles_of(reader))
    if used and not folder.is_dir():
        raise WorldFailed("keys_damaged", file=str(folder))
    return folder


def drives() -> list[Drive]:
    """The drives one can pull out, plugged in now."""
    from xieshang_desktop.exchange.drives import list_drives

    return list_drives()


class Stick(NamedTuple):
    """A drive plugged in now, with the bundles that lie on it by their names: ours, others'."""

    drive: Drive
    ours: int = 0
    others: int = 0


def look_at(desk: Desk, drive: Drive) -> Stick:
    """How many bundles lie at the top of a drive. A name proves nothing: it only warns of a stick
    that belongs to somebody else."""
    try:
        names = [path.name for path in drive.path.glob("XS1-*.xsb")]
    except OSError:
        names = []
    mine = f"XS1-{desk.unit.id[-12:]}-"
    ours = sum(name.startswith(mine) for name in names)
    return Stick(drive=drive, ours=ours, others=len(names) - ours)


def fingerprint(desk: Desk) -> str:
    """The fingerprint of the unit's keys, 25 digits in five groups; "" before they were born."""
    from xieshang_desktop.exchange.keys import open_keys

    folder = desk.folder / "keys"
    return open_keys(folder).fingerprint if folder.exists() else ""


def _content(desk: Desk, reader: Reader, line: str) -> BundleContent | None:
    from xieshang_desktop.exchange.packing import AttachedFile, BundleContent

    after = bundles.confirmed_number(reader, line)
    entries = list(journal.entries_of_line(reader, line, after))
    if not entries:
        return None
    previous = journal.hash_at(reader, line, after) if after else NOTHING_BEFORE
    attached = {
        header.object_id
        for entry in entries
        if (header := entry.read_header()).object_type == Attachment.NOUN
    }
    files = [a for a in reader.all(Attachment, id=list(attached))]
    return BundleContent(
        unit_id=desk.unit.id,
        unit_name=desk.unit.name or desk.unit.id,  # a unit begun by a command has no name yet
        addressee=None,
        line=line,
        entries=entries,
        previous_hash=previous or NOTHING_BEFORE,
        files=[
            AttachedFile(digest, desk.files.path(digest))
            for digest in dict.fromkeys(a.sha256 for a in files)
        ],
        device=desk.device.id,
        program_version=__version__,
        schema=SCHEMA,
        clock=desk.clock(),
    )
