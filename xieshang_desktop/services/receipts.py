"""What comes back from the township: receipts, directives, new keys; and the slip on paper."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from xieshang_desktop.domain.messages import (
    DIRECTIVES,
    ENROLMENT,
    RECEIPT,
    Directives,
    Invitation,
    Receipt,
    ReturnNote,
    Rotation,
    write_message,
)
from xieshang_desktop.domain.superior import Township
from xieshang_desktop.errors import BadInput, BundleRefused, RuleBroken
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.enrolment import current_township
from xieshang_desktop.services.enrolment import newest_receipt as newest_receipt
from xieshang_desktop.services.keys import identities
from xieshang_desktop.storage import bundles, journal
from xieshang_desktop.storage.files import keep_pieces
from xieshang_desktop.storage.messages import (
    TakenMessage,
    has_message,
    keep_message,
    newest_message,
)
from xieshang_desktop.storage.unit_of_work import Reader, UnitOfWork

if TYPE_CHECKING:
    from xieshang_desktop.exchange.reading import OpenBundle


class Standing(StrEnum):
    """How far one entry has come, from here to accepted."""

    HERE = "here"
    WRITTEN = "written"
    TAKEN_BY_SLIP = "slip"
    TAKEN = "taken"
    ACCEPTED = "accepted"
    RETURNED = "returned"


class MessageTaken(msgspec.Struct, frozen=True, kw_only=True):
    """A message that was taken in: its kind, number, and what it brought."""

    name: str
    kind: str
    number: int
    known: bool = False
    confirmed: int = 0
    returns: int = 0
    directives: int = 0


def take_message(desk: Desk, file: Path) -> MessageTaken:
    """Take one receipt, directives or change of keys in; the same once more changes nothing.

    RuleBroken `township_none`, `township_untrusted` before the fingerprint was compared;
    BundleRefused with the codes of bundle-format.md §8.
    """
    from xieshang_desktop.exchange.reading import KnownSigner, open_bundle

    township = current_township(desk)
    if township is None:
        raise RuleBroken("township_none")
    if township.trusted_on is None:
        raise RuleBroken("township_untrusted", name=township.name)
    with open_bundle(
        file,
        identities=identities(desk),
        known_signers=[KnownSigner(public_text=township.sign, unit_id=township.id)],
        kinds={RECEIPT, DIRECTIVES, ENROLMENT},
        scratch=desk.folder / "tmp",
    ) as bundle:
        if bundle.info.addressee != desk.unit.id:
            raise BundleRefused("bundle_addressee_other", name=bundle.info.unit_name)
        return _take(desk, township, bundle, file.name)


def open_returns(desk: Desk) -> tuple[ReturnNote, ...]:
    """What the township returned and still holds open."""
    receipt = newest_receipt(desk)
    return receipt.returns if receipt else ()


def standing(desk: Desk, object_id: str) -> Standing:
    """How far the newest entry of an object has come."""
    receipt = newest_receipt(desk)
    with desk.store.read() as reader:
        past = journal.history(reader, object_id)
        if not past:
            raise RuleBroken("gone", noun="entry", id=object_id)
        header = past[-1].read_header()
        written = [b for b in bundles.bundles_of(reader) if b.line == header.line]
        told = [each for each in (receipt.lines if receipt else ()) if each.line == header.line]
        # What another laptop wrote on after us is not what lies here, whatever its number.
        same = all(journal.hash_at(reader, t.line, t.taken) == t.hash for t in told if t.taken)
        confirmed = bundles.confirmed_number(reader, header.line)
    place = (header.line, header.number)
    if receipt is not None:
        if any((r.object_id, r.line, r.number) == (object_id, *place) for r in receipt.returns):
            return Standing.RETURNED
        for line in receipt.lines:
            if line.line == header.line and header.number <= (line.taken if same else confirmed):
                accepted = header.number <= line.accepted
                return Standing.ACCEPTED if accepted else Standing.TAKEN
    holding = [b for b in written if b.first <= header.number <= b.last]
    if any(b.slip_at is not None for b in holding):
        return Standing.TAKEN_BY_SLIP
    return Standing.WRITTEN if holding else Standing.HERE


def enter_slip(desk: Desk, digits: str) -> bundles.BundleRecord:
    """Type the 12 digits of a slip: the bundle it stands for is 已收（凭条）, not confirmed.

    BadInput `slip_wrong` (mistyped), `slip_unknown` (of another village, or of a bundle this
    laptop never wrote); RuleBroken `township_none`.
    """
    from xieshang_desktop.exchange.keys import slip_code, slip_is_plausible

    typed = "".join(each for each in digits if each.isdecimal())
    typed = "".join(str(int(each)) for each in typed)  # full-width digits too
    if not slip_is_plausible(typed):
        raise BadInput("slip_wrong", found=len(typed))
    township = current_township(desk)
    if township is None:
        raise RuleBroken("township_none")
    with desk.store.read() as reader:
        written = bundles.bundles_of(reader, addressee=township.id)
    for bundle in written:
        place = (desk.unit.id, bundle.line, bundle.last, bundle.last_hash)
        if slip_code(township.slip_key, *place) == typed:
            with desk.apart().store.write(desk.actor) as uow:
                bundles.slip_to(uow, bundle.line, bundle.last, desk.clock())
                uow.commit()
            return replace(bundle, slip_at=desk.clock())
    raise BadInput("slip_unknown")


def overtaken_lines(desk: Desk) -> list[tuple[str, int, int]]:
    """Lines of which the township has more than lies here: (line, theirs, ours). Another laptop
    of the village wrote on; a person decides. Those closed by now are none of them."""
    receipt = newest_receipt(desk)
    if receipt is None:
        return []
    with desk.store.read() as reader:
        return [
            (line.line, line.taken, ours)
            for line in receipt.lines
            if not line.closed and line.taken > (ours := journal.newest_number(reader, line.line))
            if not _closed_here(reader, line.line)
        ]


def _closed_here(reader: Reader, line: str) -> bool:
    """Whether the entry that closes it is written and on its way."""
    return any(e.read_header().kind == "line_closed" for e in journal.history(reader, line))


def close_line(desk: Desk, line: str) -> None:
    """What another laptop wrote on `line` after ours counts no more: a signed entry that travels.
    RuleBroken `line_open` for the line this laptop writes."""
    if line == desk.store.line:
        raise RuleBroken("line_open")
    with desk.apart().store.write(desk.actor) as uow:
        number = journal.newest_number(uow, line)
        journal.close_line(uow, line, number)
        uow.commit()


def _take(desk: Desk, township: Township, bundle: OpenBundle, name: str) -> MessageTaken:
    message, kind = bundle.message, bundle.info.kind
    if isinstance(message, Invitation) or not isinstance(message, Receipt | Directives | Rotation):
        raise BundleRefused("bundle_kind_unknown", kind=kind)
    taken = MessageTaken(name=name, kind=kind, number=message.number)
    with desk.store.read() as reader:
        if _is_known(reader, township, bundle, message):
            return replace(taken, known=True)
    if isinstance(message, Directives):
        for digest in bundle.files:
            keep_pieces(desk.files, digest, bundle.read_file(digest))
    at = desk.clock()
    with desk.apart().store.write(township.name) as uow:
        if _is_known(uow, township, bundle, message):  # another thread may have been faster
            return replace(taken, known=True)
        kept = TakenMessage(
            sender=township.id,
            kind=kind,
            generation=message.generation,
            number=message.number,
            sha256=bundle.sha256,
            content=write_message(message),
            signer=bundle.signer,
            taken_at=at,
        )
        keep_message(uow, kept)
        if isinstance(message, Receipt):
            taken = _take_receipt(uow, message, taken, at)
        elif isinstance(message, Directives):
            from xieshang_desktop.services.instructions import receive_directives

            taken = replace(taken, directives=receive_directives(uow, message))
        else:
            keys = {"sign": message.keys.sign, "seal": message.keys.seal}
            uow.put(replace(township, offered=None, **keys), "township_changed_keys")
        uow.commit()
    return taken


def _is_known(
    reader: Reader, township: Township, bundle: OpenBundle, message: Receipt | Directives | Rotation
) -> bool:
    """Whether this very file was taken in; BundleRefused when a newer message was."""
    if has_message(reader, bundle.sha256):
        return True
    # What another key signed opens no more: a township with new keys may count from 1 again.
    newest = newest_message(reader, township.id, bundle.info.kind, bundle.signer)
    if newest is not None and message.place <= (newest.generation, newest.number):
        raise BundleRefused("bundle_message_old", number=message.number, newest=newest.number)
    return False


def _take_receipt(
    uow: UnitOfWork, receipt: Receipt, taken: MessageTaken, at: datetime
) -> MessageTaken:
    """Bundles up to where the township has our lines are confirmed, those above are not. What it
    has of a line that another laptop wrote on counts as far as a line of ours grew from it."""
    before = len([b for b in bundles.bundles_of(uow) if b.confirmed_at is not None])
    theirs = {line.line: line for line in receipt.lines}
    taken_to: dict[str, int] = {}
    for line in reversed(journal.lines_of(uow)):  # children before their parents
        number = taken_to.get(line, 0)
        if (told := theirs.get(line)) is not None:
            same = journal.hash_at(uow, line, told.taken) == told.hash
            known = told.taken if same else bundles.confirmed_number(uow, line)
            number = max(number, min(known, told.taken))
        taken_to[line] = number
        parent, grown_from = journal.origin_of(uow, line)
        if number and parent:
            taken_to[parent] = max(grown_from, taken_to.get(parent, 0))
    for line, number in taken_to.items():
        bundles.confirm_to(uow, line, number, at)
    became = {each.sha256: each.code for each in receipt.bundles}
    for bundle in bundles.bundles_of(uow):
        refused = "" if bundle.confirmed_at else became.get(bundle.sha256, bundle.refused)
        if refused != bundle.refused:
            bundles.record_bundle(uow, replace(bundle, refused=refused))
    after = len([b for b in bundles.bundles_of(uow) if b.confirmed_at is not None])
    return replace(taken, confirmed=max(0, after - before), returns=len(receipt.returns))
