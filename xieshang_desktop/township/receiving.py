"""Taking in what villages hand over: each bundle whole or not at all, refused ones kept aside."""

from __future__ import annotations

import hashlib
import secrets
import shutil
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from msgspec.structs import replace

from xieshang_desktop.domain.messages import ENROLMENT, ENTRIES, Answer, write_message
from xieshang_desktop.domain.review_clocks import ClockWatch
from xieshang_desktop.domain.terms import ArrivalState, Carrier, VillageState
from xieshang_desktop.domain.township import Village, VillageKey
from xieshang_desktop.errors import BundleRefused, WorldFailed
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.keys import identities
from xieshang_desktop.storage import arrivals, messages
from xieshang_desktop.storage.arrivals import Arrival as Arrival
from xieshang_desktop.storage.files import keep_pieces, unwritable
from xieshang_desktop.storage.receiving import require_follows, take_in
from xieshang_desktop.storage.unit_of_work import Reader
from xieshang_desktop.township import directives, reviewing, rollup
from xieshang_desktop.township.villages import may_hand_over, require_township, store_of

if TYPE_CHECKING:
    from xieshang_desktop.exchange.reading import KnownSigner, OpenBundle

Progress = Callable[[int, int, str], object]
Cancelled = Callable[[], bool]

#: No bundle is larger (bundle-format.md §8): what is, is neither read nor kept.
_TOO_LARGE: Final = 2**31


class _Keys(NamedTuple):
    """What opens seals, and the known signers by key id: read once for forty sticks."""

    identities: list[str]
    signers: dict[str, KnownSigner]


#: Where refused bundles wait, in the data folder.
ASIDE: Final = "aside"
#: The fact of a refusal that says why its file could not be kept aside: a code.
NOT_KEPT: Final = "not_kept"
#: Refusals that may turn out well later: when what is missing came, a key was confirmed, the
#: program was brought up to date.
_MAY_PASS: Final = {
    "bundle_gap",
    "bundle_signer_unknown",
    "bundle_unit_unknown",
    "bundle_key_withdrawn",
    "bundle_line_forked",
    "bundle_schema_newer",
    "bundle_format_newer",
    "bundle_not_for_us",
}


def bundles_in(folder: Path) -> list[Path]:
    """Every bundle at the top of a stick or folder and one level below, by name; WorldFailed
    `drive_missing` when it cannot be read."""
    try:
        found = [*folder.glob("*.xsb"), *folder.glob("*/*.xsb")]
    except OSError as error:
        raise WorldFailed("drive_missing", folder=str(folder)) from error
    return sorted(found, key=lambda file: file.name)


def receive(
    desk: Desk,
    files: Sequence[Path],
    carrier: Carrier,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> list[Arrival]:
    """Take bundles in, each in a transaction of its own, and say what became of each. What waits
    for another bundle is tried again when that came in, in whatever order they lie there, and what
    was kept aside for a gap on other days too. Cancelled, what is in stays in.

    RuleBroken `not_township`; WorldFailed for our own disk. Whatever is wrong with one file is
    said in its arrival and hinders no other.
    """
    require_township(desk)
    keys = _Keys(identities(desk), {key.key_name: key for key in known_signers(desk)})
    found: dict[Path, Arrival] = {}
    waiting = list(files)
    while waiting:
        for place, file in enumerate(waiting):
            if cancelled is not None and cancelled():
                return list(found.values())
            if progress is not None:
                progress(len(files) - len(waiting) + place, len(files), file.name)
            found[file] = _receive_one(desk, keys, file, carrier)
        again = [f for f in waiting if found[f].code == "bundle_gap"]
        if len(again) == len(waiting) or not _brought_something(found, waiting):
            break
        waiting = again
    came = list(found.values())
    if _brought_something(found, files):
        known = {arrival.sha256 for arrival in came}
        came += [a for a in _retry(desk, {"bundle_gap"}) if a.sha256 not in known]
        rollup.freshen(desk)
    return came


def retry(desk: Desk) -> list[Arrival]:
    """Try again what is kept aside and may pass by now: a key was confirmed, a gap was closed."""
    return _retry(desk, _MAY_PASS)


def _retry(desk: Desk, codes: Collection[str]) -> list[Arrival]:
    with desk.store.read() as reader:
        aside = [each for each in arrivals.kept_aside(reader) if each.code in codes]
    waiting = {desk.folder / ASIDE / each.kept: each.carrier for each in aside}
    taken: list[Arrival] = []
    for carrier in Carrier:
        files = [file for file, by in waiting.items() if by is carrier]
        if files:
            came = receive(desk, files, carrier)
            taken += [a for a in came if a.state is not ArrivalState.REFUSED]
    return taken


def drop(desk: Desk, sha256: str) -> None:
    """Throw away a bundle that is kept aside; that it came and why it was refused stays known."""
    with desk.store.read() as reader:
        arrival = arrivals.arrival_of(reader, sha256)
    _drop(desk, [arrival] if arrival is not None and arrival.kept else [])


def drop_all(desk: Desk) -> int:
    """Throw away all that is kept aside; how many those were."""
    with desk.store.read() as reader:
        aside = arrivals.kept_aside(reader)
    _drop(desk, aside)
    return len(aside)


def _drop(desk: Desk, aside: Sequence[Arrival]) -> None:
    with desk.apart().store.write(desk.actor) as uow:
        for arrival in aside:
            arrivals.record_arrival(uow, replace(arrival, kept=""))
        uow.commit()
    for arrival in aside:
        with suppress(OSError):
            (desk.folder / ASIDE / arrival.kept).unlink()


def known_signers(desk: Desk) -> list[KnownSigner]:
    """Every key that was confirmed, with whose it is: withdrawn ones too, up to where they are
    trusted."""
    from xieshang_desktop.exchange.reading import KnownSigner

    with desk.store.read() as reader:
        keys = reader.all(VillageKey)
    return [KnownSigner(public_text=key.public_text, unit_id=key.village_id) for key in keys]


def _brought_something(found: dict[Path, Arrival], tried: Iterable[Path]) -> bool:
    return any(found[file].state is ArrivalState.TAKEN for file in tried)


def _receive_one(desk: Desk, keys: _Keys, file: Path, carrier: Carrier) -> Arrival:
    try:
        if not file.is_file():  # a device never ends
            return _unread(desk, file, carrier)
        if file.stat().st_size >= _TOO_LARGE:
            return _unread(desk, file, carrier, "bundle_too_large")
        with file.open("rb") as stream:
            sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
            size = stream.tell()
    except OSError:
        return _unread(desk, file, carrier)
    with desk.store.read() as reader:
        before = arrivals.arrival_of(reader, sha256)
    if before is not None and before.state is ArrivalState.TAKEN:
        return replace(before, state=ArrivalState.KNOWN, fresh=0)
    arrival = Arrival(
        sha256=sha256,
        name=file.name if before is None else before.name,
        size=size,
        state=ArrivalState.TAKEN,
        carrier=carrier,
        arrived_at=desk.clock(),
        clerk=desk.actor,
    )
    try:
        arrival = _take(desk, keys, file, arrival)
    except BundleRefused as refusal:
        arrival = _refuse(desk, file, arrival, refusal, keep=refusal.code in _MAY_PASS)
    except WorldFailed as problem:
        if problem.code != "bundle_unreadable":
            raise
        return _unread(desk, file, carrier)
    if before is not None and before.kept and not arrival.kept:
        with suppress(OSError):
            (desk.folder / ASIDE / before.kept).unlink()
    return arrival


def _take(desk: Desk, keys: _Keys, file: Path, arrival: Arrival) -> Arrival:
    from xieshang_desktop.exchange.reading import open_bundle

    with open_bundle(
        file,
        identities=keys.identities,
        known_signers=keys.signers.get,
        kinds={ENTRIES, ENROLMENT},
        scratch=desk.folder / "tmp",
    ) as bundle:
        info = bundle.info
        arrival = replace(
            arrival,
            kind=info.kind,
            sender=info.unit,
            sender_name=info.unit_name,
            line=info.line,
            first=info.first,
            last=info.last,
            files=len(bundle.files),
        )
        try:
            if info.addressee != desk.unit.id:
                raise BundleRefused("bundle_addressee_other", name=info.unit_name)
            if isinstance(bundle.message, Answer):
                return _take_answer(desk, bundle, arrival)
            return _take_entries(desk, bundle, arrival)
        except (ValueError, TypeError, OverflowError) as error:
            # Signed, and yet nothing that this program could have written.
            refusal = BundleRefused("bundle_entry_unreadable", place=info.first)
            refusal.__cause__ = error
        except BundleRefused as raised:
            refusal = raised
        # By now it is known whose it is.
        known = refusal.code in _MAY_PASS or bundle.signer in keys.signers
        return _refuse(desk, file, arrival, refusal, keep=known)


def _take_answer(desk: Desk, bundle: OpenBundle, arrival: Arrival) -> Arrival:
    """It waits for a person (see `villages.pending_answers`)."""
    if not isinstance(bundle.message, Answer):
        raise BundleRefused("bundle_kind_unknown", kind=bundle.info.kind)
    with desk.store.read() as reader:
        if not may_hand_over(reader, bundle.info.unit):
            raise BundleRefused("bundle_unit_unknown", name=bundle.info.unit_name)
    kept = messages.TakenMessage(
        sender=bundle.info.unit,
        kind=ENROLMENT,
        generation=0,
        number=bundle.message.number,
        sha256=arrival.sha256,
        content=write_message(bundle.message),
        taken_at=desk.clock(),
    )
    with desk.apart().store.write(desk.actor) as uow:
        messages.keep_message(uow, kept)
        arrivals.record_arrival(uow, arrival)
        uow.commit()
    return arrival


def _take_entries(desk: Desk, bundle: OpenBundle, arrival: Arrival) -> Arrival:
    info = bundle.info
    with desk.store.read() as reader:
        village = reader.find(Village, info.unit)
        key = reader.find(VillageKey, bundle.signer)
        is_theirs = may_hand_over(reader, info.unit)
    if (
        not is_theirs
        or village is None
        or village.state is not VillageState.ENROLLED
        or key is None
    ):
        raise BundleRefused("bundle_unit_unknown", name=info.unit_name)
    if key.withdrawn_at is not None and (
        info.line != key.trusted_line or info.last > key.trusted_number
    ):
        number = key.trusted_number
        raise BundleRefused("bundle_key_withdrawn", line=info.line, number=number)
    for digest in bundle.files:
        keep_pieces(desk.files, digest, bundle.read_file(digest))
    with desk.apart().store.write(desk.actor) as uow:
        require_follows(uow, info.unit, info.line, info.first, info.previous)
        clocks = ClockWatch(desk.clock())
        taken = take_in(uow, info.unit, info.line, clocks.passing(bundle.entries()))
        if taken.entries:
            theirs = Reader(store_of(desk, info.unit), uow.connection)
            reviewing.review(uow, theirs, taken.changed)
            directives.note_answers(uow, info.unit, taken.changed)
        state = ArrivalState.TAKEN if taken.entries else ArrivalState.KNOWN
        arrival = replace(arrival, fresh=taken.entries, state=state, facts=clocks.facts())
        arrivals.record_arrival(uow, arrival)
        uow.commit()
    return arrival


def _refuse(
    desk: Desk, file: Path, arrival: Arrival, refusal: BundleRefused, *, keep: bool
) -> Arrival:
    """Note the reason; `keep` the file aside when it may pass one day or a village's key signed it:
    nobody else fills our disk. What was refused changed nothing else."""
    folder = desk.folder / ASIDE
    name = f"{arrival.sha256}.xsb" if keep or file.parent == folder else ""
    facts = {n: v if isinstance(v, int) else str(v) for n, v in refusal.facts.items()}
    if name and file.parent != folder:
        part = folder / f"{name}.{secrets.token_hex(4)}.part"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, part)
            part.replace(folder / name)
        except OSError as error:
            if not file.exists():  # the stick was pulled
                return _unread(desk, file, arrival.carrier)
            with suppress(OSError):
                part.unlink(missing_ok=True)
            name, facts = "", facts | {NOT_KEPT: unwritable(error, folder).code}
    arrival = replace(
        arrival, state=ArrivalState.REFUSED, code=refusal.code, facts=facts, kept=name
    )
    with desk.apart().store.write(desk.actor) as uow:
        arrivals.record_arrival(uow, arrival)
        uow.commit()
    return arrival


def _unread(desk: Desk, file: Path, carrier: Carrier, code: str = "bundle_unreadable") -> Arrival:
    """The stick was pulled, or the file is no bundle by its size alone: nothing is known of it,
    nothing kept."""
    return Arrival(
        sha256="",
        name=file.name,
        size=0,
        state=ArrivalState.REFUSED,
        code=code,
        facts={"path": str(file)},
        carrier=carrier,
        arrived_at=desk.clock(),
        clerk=desk.actor,
    )
