"""A village joins its township: invitation, answer, the fingerprint read aloud, trust."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import asdict, replace

from xieshang_desktop.domain.messages import (
    ENROLMENT,
    RECEIPT,
    Answer,
    Invitation,
    PublicKeys,
    Receipt,
    UnitName,
    read_message,
)
from xieshang_desktop.domain.superior import Offer, Township
from xieshang_desktop.errors import BadInput, RuleBroken
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.keys import keys_folder, own_keys
from xieshang_desktop.services.message_contents import message_content
from xieshang_desktop.storage import bundles, journal
from xieshang_desktop.storage.messages import newest_message

if TYPE_CHECKING:
    from xieshang_desktop.exchange.keys import Fingerprint, VillageKeys


def current_township(desk: Desk) -> Township | None:
    """The township this village joined last and did not leave, or None."""
    with desk.store.read() as reader:
        joined = reader.all(Township, "joined_on", left_on=None)
    return joined[-1] if joined else None


def joining_township(desk: Desk) -> Township | None:
    """The township as its newest invitation offers it, not trusted before the fingerprint was
    compared; as it is trusted when no invitation waits for that."""
    township = current_township(desk)
    if township is None or township.offered is None:
        return township
    return replace(township, **asdict(township.offered), trusted_on=None, offered=None)


def newest_receipt(desk: Desk) -> Receipt | None:
    """The newest receipt of our township, or None."""
    township = current_township(desk)
    if township is None:
        return None
    with desk.store.read() as reader:
        found = newest_message(reader, township.id, RECEIPT)
    if found is None:
        return None
    receipt = read_message(RECEIPT, found.content)
    return receipt if isinstance(receipt, Receipt) else None


def read_invitation(desk: Desk, file: Path, code: str) -> Invitation:
    """What an invitation says, after its form and signature were checked.

    BundleRefused: `invitation_code_wrong`, the codes of a bundle; RuleBroken `invitation_for_other`
    when it names another village by its id.
    """
    from xieshang_desktop.exchange.reading import open_invitation

    invitation = open_invitation(file, code)
    if invitation.village.id not in (None, desk.unit.id):
        raise RuleBroken("invitation_for_other", name=invitation.village.name)
    return invitation


def join(desk: Desk, invitation: Invitation) -> Township:
    """Accept an invitation: from now on its answer can be written. Nothing is handed over before
    the fingerprints were compared; keys that were compared before hold until then. RuleBroken
    `township_joined` when the village belongs to another township already, `invitation_own` when it
    is our own unit's."""
    if invitation.township.id == desk.unit.id:
        raise RuleBroken("invitation_own")
    before = current_township(desk)
    if before is not None and before.id != invitation.township.id:
        raise RuleBroken("township_joined", name=before.name)
    own_keys(desk)
    offer = Offer(
        invitation=invitation.id,
        name=invitation.township.name,
        sign=invitation.keys.sign,
        seal=invitation.keys.seal,
        address=invitation.address,
        user=invitation.user,
        certificate=invitation.certificate,
    )
    if before is None or before.trusted_on is None:
        slip_key = before.slip_key if before else secrets.token_hex(32)
        township = Township(
            id=invitation.township.id, joined_on=desk.today, slip_key=slip_key, **asdict(offer)
        )
    elif (before.sign, before.seal) == (offer.sign, offer.seal):
        township = replace(before, **asdict(offer), joined_on=desk.today, offered=None)
    else:
        township = replace(before, offered=offer)
    _put(desk, township, "township_joined")
    return township


def write_answer(desk: Desk, folder: Path) -> Path:
    """The answer, for the township's eyes: our public keys and where our line stands. It may be
    written again, after a restore too; a signing key that the township withdrew is replaced.
    RuleBroken `township_none`."""
    from xieshang_desktop.exchange.writing import write_message

    township = _joining(desk)
    keys = _signing_keys(desk)
    with desk.store.read() as reader:
        newest = journal.newest(reader, desk.store.line)
    if newest is None:
        raise RuleBroken("gone", noun="line", id=desk.store.line)
    number = newest.read_header().number
    answer = Answer(
        invitation=township.invitation,
        village=UnitName(id=desk.unit.id, name=desk.unit.name or desk.unit.id),
        keys=PublicKeys(sign=keys.public_line, seal=keys.age_recipient),
        slip_key=township.slip_key,
        line=desk.store.line,
        entry=number,
        hash=newest.hash,
        device=desk.device.id,
        at=desk.clock(),
    )
    content = message_content(desk, answer, desk.unit.id, township.id)
    written = write_message(
        content, keys, folder, scratch=desk.folder / "tmp", recipients=[township.seal]
    )
    record = bundles.BundleRecord(
        name=written.path.name,
        kind=ENROLMENT,
        addressee=township.id,
        line=desk.store.line,
        first=written.first,
        last=written.last,
        sha256=written.sha256,
        size=written.size,
        written_at=desk.clock(),
    )
    with desk.apart().store.write(desk.actor) as uow:
        bundles.record_bundle(uow, record)
        uow.commit()
    return written.path


def fingerprint(desk: Desk) -> Fingerprint:
    """What both screens show and two people read aloud; RuleBroken `township_none`."""
    from xieshang_desktop.exchange.keys import enrolment_fingerprint

    township, keys = _joining(desk), own_keys(desk)
    return enrolment_fingerprint(
        township.invitation,
        township.id,
        PublicKeys(sign=township.sign, seal=township.seal),
        desk.unit.id,
        PublicKeys(sign=keys.public_line, seal=keys.age_recipient),
    )


def is_same(digits: str, said: str) -> bool:
    """Whether somebody typed the digits of a fingerprint, with spaces or without."""
    return "".join(digits.split()) == "".join(said.split()) != ""


def require_same(digits: str, said: str) -> None:
    """BadInput `fingerprint_differs` unless they are the same."""
    if not is_same(digits, said):
        raise BadInput("fingerprint_differs")


def trust(desk: Desk) -> Township:
    """Both sides read the same fingerprint: from now on bundles are sealed to this township."""
    township = replace(_joining(desk), trusted_on=desk.today)
    _put(desk, township, "township_trusted")
    return township


def change_line(desk: Desk, address: str, user: str) -> Township:
    """Where the township's folder on the network is; BadInput `address_wrong`."""
    address = address.strip().rstrip("/")
    if address and not address.startswith("https://"):
        raise BadInput("address_wrong", address=address)
    township = replace(_required(desk), address=address, user=user.strip())
    _put(desk, township, "township_changed")
    return township


def leave(desk: Desk) -> None:
    """The village belongs to this township no more; what it handed over stays there."""
    township = replace(_required(desk), left_on=desk.today)
    _put(desk, township, "township_left")


def _joining(desk: Desk) -> Township:
    township = joining_township(desk)
    if township is None:
        raise RuleBroken("township_none")
    return township


def _signing_keys(desk: Desk) -> VillageKeys:
    """Our keys, with a new signing key when the newest receipt names ours as withdrawn: what that
    one signed and no receipt confirmed is written anew."""
    from xieshang_desktop.exchange.keys import renew_signing

    keys, receipt = own_keys(desk), newest_receipt(desk)
    if receipt is None or keys.key_name not in {each.key for each in receipt.withdrawn}:
        return keys
    with desk.apart().store.write(desk.actor) as uow:
        bundles.refuse_unconfirmed(uow, "bundle_key_withdrawn")
        uow.commit()
    return renew_signing(keys_folder(desk))


def _required(desk: Desk) -> Township:
    township = current_township(desk)
    if township is None:
        raise RuleBroken("township_none")
    return township


def _put(desk: Desk, township: Township, kind: str) -> None:
    with desk.apart().store.write(desk.actor) as uow:
        uow.put(township, kind)
        uow.commit()
