"""Handing over: what the township has not confirmed goes into sealed bundles, and what lies on
the same stick from the township is taken in."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from xieshang_desktop.domain.messages import ENROLMENT
from xieshang_desktop.domain.superior import Township
from xieshang_desktop.domain.terms import Carrier
from xieshang_desktop.domain.township import VillageKey
from xieshang_desktop.errors import BadInput, BundleRefused, Problem, RuleBroken
from xieshang_desktop.services import bundle_contents
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.enrolment import current_township, newest_receipt
from xieshang_desktop.services.keys import has_keys, identities, own_keys
from xieshang_desktop.services.membership import membership
from xieshang_desktop.services.receipts import MessageTaken, open_returns, take_message
from xieshang_desktop.settings import Settings
from xieshang_desktop.storage import bundles, journal
from xieshang_desktop.storage.messages import has_message
from xieshang_desktop.storage.unit_of_work import Reader

if TYPE_CHECKING:  # what it gives has these names above, where nobody knows of `exchange`
    from xieshang_desktop.exchange.drives import Drive as Drive
    from xieshang_desktop.exchange.reading import BundleReport as BundleReport
    from xieshang_desktop.exchange.reading import KnownSigner
    from xieshang_desktop.storage.bundles import BundleRecord as BundleRecord

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]


_NAME = re.compile(r"XS1-[0-9a-f]{12}-([0-9a-f]{8})-(\d{8,16})-(\d{8,16})-[0-9a-f]{8}\.xsb")


class _Place(NamedTuple):
    """A line and the first and last entry of a bundle."""

    line: str
    first: int
    last: int


class Handover(msgspec.Struct, frozen=True, kw_only=True):
    """What the exchange page shows: bundles written, entries no bundle holds yet, bundles without
    a receipt, those of them that wait too long, and what the township returned."""

    bundles: tuple[bundles.BundleRecord, ...]
    waiting: int
    unconfirmed: int
    overdue: int
    returns: int


class Exchanged(msgspec.Struct, frozen=True, kw_only=True):
    """What one exchange with a stick or folder did; `refused` are file names with the reason."""

    written: tuple[Path, ...]
    taken: tuple[MessageTaken, ...]
    refused: tuple[tuple[str, Problem], ...]
    tidied: int = 0


class Stick(msgspec.Struct, frozen=True):
    """A drive plugged in now and the bundles at its top, by their names: ours, other villages';
    what the township wrote to us; invitations; and programs that would start by themselves."""

    drive: Drive
    ours: int = 0
    others: int = 0
    messages: int = 0
    invitations: tuple[Path, ...] = ()
    programs: tuple[str, ...] = ()


def open_handover(desk: Desk) -> Handover:
    """Where the exchange stands. Written is not confirmed: only a receipt confirms."""
    with desk.store.read() as reader:
        written = tuple(bundles.bundles_of(reader))
        waiting = sum(bundles.waiting_entries(reader, n) for n in journal.lines_of(reader))
    missing = [b for b in written if b.confirmed_at is None]
    return Handover(
        bundles=written,
        waiting=waiting,
        unconfirmed=len(missing),
        overdue=sum(is_overdue(b, desk.clock()) for b in missing),
        returns=len(open_returns(desk)),
    )


def is_overdue(bundle: bundles.BundleRecord, now: datetime) -> bool:
    """Whether a bundle to the township has waited for its receipt longer than the settings say."""
    late = bundles.is_late(bundle.written_at, now, Settings().number("receipt_days"))
    return bool(bundle.addressee) and bundle.confirmed_at is None and late


def write_bundles(
    desk: Desk,
    folder: Path,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
    carrier: Carrier = Carrier.FOLDER,
) -> list[Path]:
    """Write everything that no receipt has confirmed, line by line, in as many bundles as their
    size asks, and remember each. Before the township's fingerprint was compared they are sealed to
    the village alone.

    BadInput `bundle_empty` when the township has it all; the failures of a drive as they come.
    """
    from xieshang_desktop.exchange.writing import write_bundle

    keys, township = own_keys(desk), _trusted(desk)
    written: list[Path] = []
    with desk.store.read() as reader:
        for content in bundle_contents.contents(desk, reader, township, carrier):
            there = content.lies_in(reader, folder)
            if there is not None:
                written.append(there)
                continue
            bundle = write_bundle(
                content.bundle,
                keys,
                folder,
                scratch=desk.folder / "tmp",
                recipients=[township.seal] if township else [],
                withhold=content.withhold,
                progress=progress,
                cancelled=cancelled,
            )
            record = content.record(bundle, carrier, desk.clock())
            with desk.apart().store.write(desk.actor) as uow:
                heeded = bundles.choices_made(uow) == content.choices
                if heeded:
                    bundles.record_bundle(uow, record)
                uow.commit()
            if not heeded:  # somebody chose that less leaves, or erased, while it was written
                bundle.path.unlink(missing_ok=True)
                return write_bundles(desk, folder, progress, cancelled, carrier)
            written.append(bundle.path)
    if not written:
        raise BadInput("bundle_empty")
    desk.device.remember(desk.store, desk.folder)
    return written


def exchange_with(
    desk: Desk,
    folder: Path,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
    carrier: Carrier = Carrier.STICK,
) -> Exchanged:
    """Take in what the township wrote to us there, write what it has not confirmed, and remove
    our own bundles that it has: one action, as the stick goes home again."""
    taken, refused = take_messages(desk, folder)
    written: list[Path] = []
    try:
        written = write_bundles(desk, folder, progress, cancelled, carrier)
    except BadInput as problem:
        if problem.code != "bundle_empty":
            raise
    return Exchanged(
        written=tuple(written),
        taken=tuple(taken),
        refused=tuple(refused),
        tidied=_tidy(desk, folder, keep=written),
    )


def take_messages(desk: Desk, folder: Path) -> tuple[list[MessageTaken], list[tuple[str, Problem]]]:
    """Take in the messages to us that lie in a folder, older numbers first: what one brings (new
    keys) may open the next. Gives what was new, and what was refused with its reason."""
    from xieshang_desktop.exchange.seal import needs_code

    township = current_township(desk)
    if township is None:
        return [], []
    waiting = [file for file in messages_in(desk, folder) if not needs_code(file)]
    if township.trusted_on is None:
        untrusted = RuleBroken("township_untrusted", name=township.name)
        return [], [(file.name, untrusted) for file in waiting]
    taken: list[MessageTaken] = []
    refused: list[tuple[Path, Problem]] = []
    while waiting:
        refused = []
        for file in waiting:
            try:
                taken.append(take_message(desk, file))
            except BundleRefused as problem:
                if problem.facts.get("kind") != bundles.ENTRIES:  # another laptop's of the village
                    refused.append((file, problem))
        if len(refused) == len(waiting):
            break
        waiting = [file for file, _problem in refused]
    return [each for each in taken if not each.known], [(file.name, p) for file, p in refused]


def messages_in(desk: Desk, folder: Path) -> list[Path]:
    """Bundles at the top of a folder that are addressed to us by their names: neither ours nor what
    another laptop of the village wrote, on a line that the township knows or of several entries."""
    receipt = newest_receipt(desk)
    with desk.store.read() as reader:
        own = set(journal.lines_of(reader))
    if receipt is not None:
        own |= {each.line for each in receipt.lines}
    return [
        file
        for file in _bundles_in(folder, _mine(desk))
        if (place := _place_of(file)) is None
        or (place.line not in own and place.first == place.last)
    ]


def check_bundle(desk: Desk, file: Path) -> BundleReport:
    """Check a bundle of this unit in the fixed order; BundleRefused names the first failure."""
    from xieshang_desktop.exchange.reading import check_bundle as check

    known, scratch = _known_signers(desk), desk.folder / "tmp"
    return check(file, identities=identities(desk), known_signers=known, scratch=scratch)


def unpack_bundle(desk: Desk, file: Path, out: Path, code: str = "") -> None:
    """Check a bundle and lay its bag into an empty or new folder, for who wants to look inside; an
    invitation opens with its code. BadInput `folder_not_empty`; the codes of a bundle."""
    from xieshang_desktop.exchange.reading import open_bundle, open_with_code

    if out.exists() and any(out.iterdir()):
        raise BadInput("folder_not_empty", folder=str(out))
    if code:
        open_with_code(file, code).unpack(out)
        return
    known, scratch = _known_signers(desk), desk.folder / "tmp"
    with open_bundle(
        file, identities=identities(desk), known_signers=known, scratch=scratch
    ) as bundle:
        bundle.unpack(out)


def drives() -> list[Drive]:
    """The drives one can pull out, plugged in now."""
    from xieshang_desktop.exchange.drives import list_drives

    return list_drives()


def drive_places() -> list[Path]:
    """Where sticks and other drives are found, for choosing a file on them."""
    from xieshang_desktop.exchange.drives import mounted_places

    return mounted_places()


def look_at(desk: Desk, drive: Drive) -> Stick:
    """What lies at the top of a drive. A name proves nothing: it only warns of a stick that belongs
    to somebody else, and of programs that would start by themselves."""
    from xieshang_desktop.exchange.drives import programs_on
    from xieshang_desktop.exchange.seal import needs_code

    found = _bundles_in(drive.path, "XS1-")
    mine = [file for file in found if file.name.startswith(_mine(desk))]
    messages = messages_in(desk, drive.path)
    invitations = tuple(file for file in found if needs_code(file))
    return Stick(
        drive=drive,
        ours=len(mine) - len(messages),
        others=len([f for f in found if f not in mine and f not in invitations]),
        messages=len([f for f in messages if f not in invitations]),
        invitations=invitations,
        programs=programs_on(drive.path),
    )


def fingerprint(desk: Desk) -> str:
    """The fingerprint of the unit's own keys, 25 digits in five groups; "" before their birth."""
    return own_keys(desk).fingerprint if has_keys(desk) else ""


def _known_signers(desk: Desk) -> list[KnownSigner]:
    """Our own key, our township's, and those of the villages here."""
    from xieshang_desktop.exchange.reading import KnownSigner

    known = [KnownSigner(public_text=own_keys(desk).public_text, unit_id=desk.unit.id)]
    with desk.store.read() as reader:
        keys = reader.all(VillageKey)
    known += [KnownSigner(public_text=key.public_text, unit_id=key.village_id) for key in keys]
    township = current_township(desk)
    if township is not None:
        known.append(KnownSigner(public_text=township.sign, unit_id=township.id))
    return known


def _tidy(desk: Desk, folder: Path, keep: list[Path]) -> int:
    """Remove our own bundles that a receipt confirmed or those to `keep` replace, and what the
    township wrote to us and was taken in; how many. A drive that will not let go of them changes
    nothing."""
    state = membership(desk)
    with desk.store.read() as reader:
        done = {b.name for b in bundles.bundles_of(reader) if b.confirmed_at is not None}
        if state.key_known:
            done |= {b.name for b in bundles.bundles_of(reader, kind=ENROLMENT)}
        done |= {m.name for m in messages_in(desk, folder) if _was_taken(reader, m)}
        done |= _superseded(desk, reader, folder, keep)
    if state.township is not None and state.township.trusted_on is not None:
        prefix = f"XS1-{state.township.invitation[-12:]}-"
        done |= {file.name for file in _bundles_in(folder, prefix)}
    removed = 0
    for file in _bundles_in(folder, "XS1-"):
        if file.name in done and file not in keep:
            with suppress(OSError):
                file.unlink()
                removed += 1
    return removed


def _superseded(desk: Desk, reader: Reader, folder: Path, keep: list[Path]) -> set[str]:
    """Our bundles, also those nobody remembers, whose entries the township has or a bundle to keep
    holds. What holds one entry alone may be an answer: it goes only where it is remembered."""
    reach = [
        _Place(line, 1, number)
        for line in journal.lines_of(reader)
        if (number := bundles.confirmed_number(reader, line))
    ]
    reach += [place for file in keep if (place := _place_of(file))]
    entries = {b.name for b in bundles.bundles_of(reader)}
    return {
        file.name
        for file in _bundles_in(folder, _mine(desk))
        if (place := _place_of(file)) and (place.first < place.last or file.name in entries)
        if any(
            r.line == place.line and r.first <= place.first and place.last <= r.last for r in reach
        )
    }


def _place_of(file: Path) -> _Place | None:
    """What a bundle's name says of it; None when somebody gave it another name."""
    found = _NAME.fullmatch(file.name)
    return _Place(found[1], int(found[2]), int(found[3])) if found else None


def _was_taken(reader: Reader, file: Path) -> bool:
    from xieshang_desktop.exchange.target import sha256_of_file

    with suppress(OSError):
        return has_message(reader, sha256_of_file(file))
    return False


def _bundles_in(folder: Path, prefix: str) -> list[Path]:
    try:
        return sorted(folder.glob(f"{prefix}*.xsb"))
    except OSError:
        return []


def _mine(desk: Desk) -> str:
    return f"XS1-{desk.unit.id[-12:]}-"


def _trusted(desk: Desk) -> Township | None:
    township = current_township(desk)
    return township if township is not None and township.trusted_on is not None else None
