"""What goes down to a village: a receipt of all that stands, directives, new keys; and the slip."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import msgspec
from msgspec.structs import replace

from xieshang_desktop.domain.entry import sha256_of
from xieshang_desktop.domain.messages import (
    DIRECTIVES,
    ENROLMENT,
    RECEIPT,
    BundleState,
    Directives,
    LineState,
    PublicKeys,
    Receipt,
    ReturnNote,
    Rotation,
    WithdrawnKey,
)
from xieshang_desktop.domain.superior import Township
from xieshang_desktop.domain.terms import ArrivalState, Carrier, VillageState
from xieshang_desktop.domain.township import Acceptance, Returned, Village
from xieshang_desktop.errors import RuleBroken
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.keys import own_keys
from xieshang_desktop.services.message_contents import message_content
from xieshang_desktop.storage import arrivals, bundles, journal
from xieshang_desktop.storage.bundles import BundleRecord
from xieshang_desktop.storage.receiving import line_head
from xieshang_desktop.storage.unit_of_work import Reader
from xieshang_desktop.township import directives
from xieshang_desktop.township.villages import keys_of, require_township, store_of

#: Bundles that a receipt names: those of the last months on one stick, and more.
_BUNDLES_NAMED: Final = 200
#: Open returns that a receipt names, the oldest: the others are named as these are settled.
_RETURNS_NAMED: Final = 1000

Message = Receipt | Directives | Rotation


class Slip(msgspec.Struct, frozen=True, kw_only=True):
    """What a printed receipt slip says of one line: up to which entry, and 12 digits."""

    line: str
    taken: int
    code: str


def write_messages(
    desk: Desk,
    village_id: str,
    folder: Path,
    carrier: Carrier = Carrier.STICK,
    *,
    only_new: bool = False,
) -> list[Path]:
    """Write a village's receipt, the directives it has not acknowledged, and our new keys until it
    knows them, to a folder; the failures of a drive. Gives the files; with `only_new` none when
    all that is said was said before by the same carrier."""
    from xieshang_desktop.exchange.keys import former_keys
    from xieshang_desktop.exchange.writing import write_message

    village = _enrolled(desk, village_id)
    keys = own_keys(desk)
    written: list[Path] = []
    # What is said and its number are taken together: the highest number says the newest.
    with desk.apart().store.write(desk.actor) as uow:
        pending = _pending(desk, uow, village)
        if only_new and not _says_more(desk, village_id, pending, carrier):
            return []
        bundles.reserve_numbers(uow, village_id, pending[0].generation, len(pending))
        recipients = _recipients(uow, village)
        uow.commit()
    for message in pending:
        kind = _kind(message)
        signing = keys
        if isinstance(message, Rotation):
            known = _trusted_line(desk, village_id)
            former = former_keys(desk.folder / "keys").values()
            signing = next((each for each in former if each.public_line == known), keys)
        content = message_content(desk, message, village_id, village_id, _digests(message))
        bundle = write_message(
            content,
            signing,
            folder,
            scratch=desk.folder / "tmp",
            recipients=recipients,
        )
        record = BundleRecord(
            name=bundle.path.name,
            kind=kind,
            addressee=village_id,
            line=desk.store.line,
            generation=message.generation,
            first=message.number,
            last=message.number,
            last_hash=_said(message),
            sha256=bundle.sha256,
            size=bundle.size,
            files=len(content.files),
            carrier=carrier,
            written_at=desk.clock(),
        )
        with desk.apart().store.write(desk.actor) as uow:
            bundles.record_bundle(uow, record)
            uow.commit()
        written.append(bundle.path)
    return written


def note_sent(desk: Desk, files: Sequence[Path]) -> None:
    """These messages arrived at the line's other end: what they say need not be said again."""
    with desk.apart().store.write(desk.actor) as uow:
        for file in files:
            bundles.note_sent(uow, file.name, desk.clock())
        uow.commit()


def replaced(desk: Desk, village_id: str, names: Sequence[str]) -> list[str]:
    """Those of our files by name that a newer message to the village has replaced."""
    with desk.store.read() as reader:
        newest = {
            kind: found.name
            for kind in (RECEIPT, DIRECTIVES, ENROLMENT)
            if (found := bundles.newest_to(reader, village_id, kind))
        }
        known = [bundles.bundle_named(reader, name) for name in names]
    ours = [b for b in known if b is not None and b.addressee == village_id]
    return [b.name for b in ours if newest.get(b.kind, b.name) != b.name]


def receipt_for(reader: Reader, desk: Desk, village_id: str) -> Receipt:
    """All that stands between a village and us, with the next number."""
    generation = journal.generation_of(reader, desk.store.line)
    keys = keys_of(reader, village_id)
    opened = sorted(
        reader.all(Returned, village_id=village_id, settled_on=None), key=lambda r: r.returned_at
    )
    accepted = {a.line: a.number for a in reader.all(Acceptance, village_id=village_id)}
    with store_of(desk, village_id).read() as theirs:
        closed = journal.closed_lines(theirs)
        heads = {line: line_head(theirs, village_id, line) for line in journal.lines_of(theirs)}
    return Receipt(
        number=bundles.next_number(reader, village_id, generation),
        generation=generation,
        township=desk.unit.id,
        village=village_id,
        at=desk.clock(),
        lines=tuple(
            LineState(
                line=line,
                taken=head.number,
                hash=head.hash,
                accepted=min(accepted.get(line, 0), head.number),
                closed=line in closed,
            )
            for line, head in heads.items()
        ),
        bundles=tuple(
            BundleState(
                sha256=each.sha256,
                state="refused" if each.state is ArrivalState.REFUSED else "taken",
                code=each.code,
            )
            for each in arrivals.arrivals(reader, village_id, _BUNDLES_NAMED)
        ),
        returns=tuple(
            ReturnNote(
                id=each.id,
                line=each.line,
                number=each.number,
                object_type=each.object_type,
                object_id=each.object_id,
                reason=each.reason,
                at=each.returned_at,
            )
            for each in opened[:_RETURNS_NAMED]
        ),
        keys=tuple(key.id for key in keys if key.withdrawn_at is None),
        withdrawn=tuple(
            WithdrawnKey(
                key=key.id,
                line=key.trusted_line,
                number=key.trusted_number,
                hash=key.trusted_hash,
                at=key.withdrawn_at,
            )
            for key in keys
            if key.withdrawn_at is not None
        ),
    )


def slips(desk: Desk, village_id: str) -> list[Slip]:
    """The receipt slip of a village whose stick does not come back: one code for each line."""
    from xieshang_desktop.exchange.keys import slip_code

    village = _enrolled(desk, village_id)
    with store_of(desk, village_id).read() as theirs:
        heads = {line: line_head(theirs, village_id, line) for line in journal.lines_of(theirs)}
    return [
        Slip(
            line=line,
            taken=head.number,
            code=slip_code(village.slip_key, village_id, line, head.number, head.hash),
        )
        for line, head in heads.items()
        if head.number
    ]


def rotate_keys(desk: Desk) -> None:
    """New keys for the township; every village is told with its next message, signed with the key
    it knows. What is sealed to the former ones still opens."""
    from xieshang_desktop.exchange.keys import rotate
    from xieshang_desktop.services.keys import keys_folder

    require_township(desk)
    rotate(keys_folder(desk))
    with desk.apart().store.write(desk.actor) as uow:
        record = msgspec.json.encode({"seal": own_keys(desk).age_recipient})
        uow.note("township_keys_changed", "keys", desk.unit.id, record)
        uow.commit()


def _pending(desk: Desk, reader: Reader, village: Village) -> list[Message]:
    """The messages to write now, numbered one after the other; new keys first."""
    keys = own_keys(desk)
    present = PublicKeys(sign=keys.public_line, seal=keys.age_recipient)
    known = _trusted_line(desk, village.id)
    receipt = receipt_for(reader, desk, village.id)
    notes = directives.pending(reader, village.id)
    number, found = receipt.number, list[Message]()
    if known and known != present.sign:
        rotation = Rotation(
            number=number,
            generation=receipt.generation,
            township=desk.unit.id,
            village=village.id,
            at=receipt.at,
            keys=present,
        )
        found.append(rotation)
    found.append(replace(receipt, number=number + len(found)))
    if notes:
        told = Directives(
            number=number + len(found),
            generation=receipt.generation,
            township=desk.unit.id,
            village=village.id,
            at=receipt.at,
            directives=notes,
        )
        found.append(told)
    return found


def _recipients(reader: Reader, village: Village) -> list[str]:
    """Every laptop of the village whose key was not withdrawn; the newest when all were."""
    keys = keys_of(reader, village.id)
    trusted = {key.recipient for key in keys if key.withdrawn_at is None and key.recipient}
    return sorted(trusted) or [village.age_recipient]


def _trusted_line(desk: Desk, village_id: str) -> str:
    """The key of ours that the village says it trusts; empty before its records came."""
    with store_of(desk, village_id).read() as theirs:
        trusted = theirs.find(Township, desk.unit.id)
    return trusted.sign if trusted else ""


def _enrolled(desk: Desk, village_id: str) -> Village:
    with desk.store.read() as reader:
        village = reader.one(Village, village_id)
    if village.state is not VillageState.ENROLLED:
        raise RuleBroken("village_not_enrolled", name=village.name)
    return village


def _says_more(desk: Desk, village_id: str, pending: Sequence[Message], carrier: Carrier) -> bool:
    with desk.store.read() as reader:
        for message in pending:
            over_the_line = carrier is Carrier.NETWORK
            kind = _kind(message)
            before = bundles.newest_to(reader, village_id, kind, carrier, sent=over_the_line)
            if before is None or before.last_hash != _said(message):
                return True
    return False


def _said(message: Message) -> str:
    """The hash of what a message says, without its number and its time. After we went back to a
    copy it is said anew: nobody knows here what the village heard since."""
    silent = replace(message, number=1, at=datetime(1970, 1, 1, tzinfo=UTC))
    return sha256_of(msgspec.json.encode(silent))


def _kind(message: Message) -> str:
    if isinstance(message, Receipt):
        return RECEIPT
    return DIRECTIVES if isinstance(message, Directives) else ENROLMENT


def _digests(message: Message) -> list[str]:
    if not isinstance(message, Directives):
        return []
    return sorted({file.sha256 for note in message.directives for file in note.files})
