"""The township's villages: invited, enrolled by telephone, kept for those without the program."""

from __future__ import annotations

import json
import secrets
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from xieshang_desktop.domain.messages import (
    ENROLMENT,
    Answer,
    Invitation,
    InvitedVillage,
    PublicKeys,
    UnitName,
    read_message,
)
from xieshang_desktop.domain.terms import UnitKind, VillageState
from xieshang_desktop.domain.township import Village, VillageKey
from xieshang_desktop.domain.unit import Unit
from xieshang_desktop.errors import BadInput, RuleBroken
from xieshang_desktop.ids import new_id
from xieshang_desktop.services import rule_profiles
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.keys import own_keys
from xieshang_desktop.services.message_contents import message_content
from xieshang_desktop.storage import holdings, journal, messages
from xieshang_desktop.storage.device import open_line
from xieshang_desktop.storage.receiving import line_head
from xieshang_desktop.storage.unit_of_work import Reader, Store

if TYPE_CHECKING:
    from xieshang_desktop.exchange.keys import Fingerprint


class Network(msgspec.Struct, frozen=True, kw_only=True):
    """Where the township's WebDAV folder is, as an invitation tells it; all empty without one."""

    address: str = ""
    user: str = ""
    certificate: str = ""


class Invited(msgspec.Struct, frozen=True, kw_only=True):
    """An invitation that was written: its file, and the 12 digits that open it and travel apart."""

    village: Village
    file: Path
    code: str


class PendingAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """An answer that waits for a person to compare the fingerprint. `village` is the enrolled
    village whose new laptop it is, None for a new one; `sha256` names it. It cannot be confirmed
    when we never wrote its invitation, or when that one served another village: `used_by`."""

    sha256: str
    answer: Answer
    fingerprint: Fingerprint
    village: Village | None
    known_invitation: bool = True
    used_by: Village | None = None


def require_township(desk: Desk) -> None:
    """RuleBroken `not_township` on a village's desk."""
    if desk.unit.kind is not UnitKind.TOWNSHIP:
        raise RuleBroken("not_township", name=desk.unit.name)


def store_of(desk: Desk, village_id: str) -> Store:
    """What a village handed over, to be read; there may be nothing yet."""
    return Store(desk.store.database, village_id, "", desk.clock, mirrored=True)


def list_villages(desk: Desk) -> list[Village]:
    """All villages, in the order in which they came."""
    with desk.store.read() as reader:
        return reader.all(Village)


def invite(
    desk: Desk,
    name: str,
    folder: Path,
    again: Village | None = None,
    network: Network | None = None,
) -> Invited:
    """Write an invitation for a village to `folder`. `again` is a village that was enrolled before
    and gets a new laptop without a backup, or the township's new keys by telephone.

    BadInput `village_name_missing`, the failures of a drive.
    """
    from xieshang_desktop.exchange.writing import write_message

    require_township(desk)
    name = " ".join(name.split())
    if not name:
        raise BadInput("village_name_missing")
    network, keys, invitation_id = network or Network(), own_keys(desk), new_id()
    known = again.id if again is not None and again.state is VillageState.ENROLLED else None
    invitation = Invitation(
        id=invitation_id,
        township=UnitName(id=desk.unit.id, name=desk.unit.name),
        village=InvitedVillage(id=known, name=name),
        keys=PublicKeys(sign=keys.public_line, seal=keys.age_recipient),
        address=network.address,
        user=network.user,
        certificate=network.certificate,
        at=desk.clock(),
    )
    code = f"{secrets.randbelow(10**12):012d}"
    written = write_message(
        message_content(desk, invitation, known or invitation_id, None),
        keys,
        folder,
        scratch=desk.folder / "tmp",
        code=code,
    )
    new = Village(id=invitation_id, name=name, state=VillageState.INVITED)
    village = replace(again or new, invitation=invitation_id, invited_on=desk.today)
    with desk.apart().store.write(desk.actor) as uow:
        uow.put(village, "village_invited")
        uow.commit()
    return Invited(village=village, file=written.path, code=code)


def pending_answers(desk: Desk) -> list[PendingAnswer]:
    """Answers that came in and nobody has judged, oldest first."""
    with desk.store.read() as reader:
        confirmed = {key.public_text for key in reader.all(VillageKey)}
        villages = {village.id: village for village in reader.all(Village)}
        found = {_shown(a): (m, a) for m, a in _waiting(reader)}  # written twice, shown once
        owners = _owners(reader) if found else {}
    return [
        PendingAnswer(
            sha256=message.sha256,
            answer=answer,
            fingerprint=_fingerprint(desk, answer),
            village=villages.get(answer.village.id),
            known_invitation=answer.invitation in owners,
            used_by=_used_by(owners.get(answer.invitation, []), answer),
        )
        for message, answer in found.values()
        if answer.keys.sign not in confirmed
    ]


def confirm(desk: Desk, pending: PendingAnswer) -> Village:
    """Both sides read the same fingerprint: the village is enrolled, its key trusted, and what was
    kept aside for want of it can be taken in (see `receiving.retry`). Where the township kept the
    village's records so far, they stay to be read and the village writes its own from now on.

    RuleBroken `village_is_ours`, `invitation_unknown`, `invitation_used`, `village_key_taken` when
    its key goes by the id of another one."""
    from xieshang_desktop.exchange.minisign import key_name_of

    answer = pending.answer
    with desk.apart().store.write(desk.actor) as uow:
        if not may_hand_over(uow, answer.village.id):
            raise RuleBroken("village_is_ours", name=answer.village.name)
        owners = _owners(uow).get(answer.invitation)
        if owners is None:
            raise RuleBroken("invitation_unknown", name=answer.village.name)
        if (other := _used_by(owners, answer)) is not None:
            raise RuleBroken("invitation_used", name=other.name)
        before = uow.find(Village, answer.village.id)
        invited = [v for v in uow.all(Village) if v.invitation == answer.invitation]
        known = before or next(iter(invited), None)
        village = Village(
            id=answer.village.id,
            name=known.name if known else answer.village.name,
            state=VillageState.ENROLLED,
            invitation=answer.invitation,
            invited_on=known.invited_on if known else None,
            enrolled_on=before.enrolled_on if before and before.enrolled_on else desk.today,
            age_recipient=answer.keys.seal,
            contact=known.contact if known else "",
            remark=known.remark if known else "",
            slip_key=answer.slip_key,
        )
        for each in invited:
            if each.id != village.id and each.state is VillageState.INVITED:
                uow.take_away(Village, each.id, "village_enrolled")
            elif each.id != village.id and each.state is VillageState.KEPT:
                uow.put(_gone(each, desk, "村里自己装了程序"), "village_left")
        uow.put(village, "village_enrolled")
        key_id = key_name_of(answer.keys.sign)
        same_id = uow.find(VillageKey, key_id)
        if same_id is not None and same_id.public_text != answer.keys.sign:
            raise RuleBroken("village_key_taken", name=answer.village.name)
        key = VillageKey(
            id=key_id,
            village_id=village.id,
            public_text=answer.keys.sign,
            device=answer.device,
            line=answer.line,
            confirmed_on=desk.today,
            confirmed_by=desk.actor,
            recipient=answer.keys.seal,
        )
        uow.put(key, "village_key_confirmed")
        if holdings.held_as(uow, village.id) is None:
            holdings.hold(uow, village.id, holdings.MIRRORED)
        messages.drop_message(uow, pending.sha256)
        uow.commit()
    return village


def refuse_answer(desk: Desk, pending: PendingAnswer) -> None:
    """The fingerprints differ: the answer is thrown away; somebody else may have made it."""
    with desk.apart().store.write(desk.actor) as uow:
        for message, answer in _waiting(uow):
            if _shown(answer) == _shown(pending.answer):
                messages.drop_message(uow, message.sha256)
        record = msgspec.json.encode({"village": pending.answer.village.name})
        uow.note("answer_refused", "answer", pending.answer.village.id, record)
        uow.commit()


def keys_of(reader: Reader, village_id: str) -> list[VillageKey]:
    """A village's signing keys, the newest last."""
    return reader.all(VillageKey, "confirmed_on", village_id=village_id)


def withdraw_key(
    desk: Desk, key_id: str, reason: str, line: str = "", number: int | None = None
) -> VillageKey:
    """Trust a key up to all that is here of its line, and no further: what comes after waits for a
    person. An entry that is here already and should not count is returned by itself.

    BadInput `reason_missing`, `number_wrong` when there is no such entry here, `number_taken` when
    more than that is here.
    """
    if not reason.strip():
        raise BadInput("reason_missing")
    with desk.apart().store.write(desk.actor) as uow:
        key = uow.one(VillageKey, key_id)
        line = line or key.line
        head = line_head(uow, key.village_id, line)
        number = head.number if number is None else number
        trusted = journal.hash_of(uow, key.village_id, line, number) if number else "0" * 64
        if trusted is None:
            raise BadInput("number_wrong", number=number, last=head.number)
        if number < head.number:
            raise BadInput("number_taken", number=number, last=head.number)
        key = replace(
            key,
            withdrawn_at=desk.clock(),
            trusted_line=line,
            trusted_number=number,
            trusted_hash=trusted,
            reason=reason.strip(),
        )
        uow.put(key, "village_key_withdrawn")
        uow.commit()
    return key


def keep_for(desk: Desk, name: str, room: str) -> Village:
    """A village without the program: the township keeps its records under the village's name, on
    a line of its own. BadInput `unit_name_missing`."""
    require_township(desk)
    if not name.strip() or not room.strip():
        raise BadInput("unit_name_missing")
    unit = Unit(id=new_id(), name=name.strip(), room=room.strip(), township=desk.unit.name)
    line, _ = open_line(desk.store.database, unit.id, desk.device, desk.folder, desk.clock)
    store = Store(desk.store.database, unit.id, line, desk.clock)
    with store.write(desk.actor) as uow:
        holdings.hold(uow, unit.id, holdings.KEPT)
        uow.put(unit, "unit_named")
        uow.put(rule_profiles.adopted(unit.profile, desk.today), "profile_adopted")
        uow.commit()
    village = Village(id=unit.id, name=unit.name, state=VillageState.KEPT, enrolled_on=desk.today)
    with desk.apart().store.write(desk.actor) as uow:
        uow.put(village, "village_kept")
        uow.commit()
    return village


def change_village(desk: Desk, village_id: str, **fields: str) -> Village:
    """Another name, contact or remark; BadInput `village_name_missing`."""
    with desk.apart().store.write(desk.actor) as uow:
        village = replace(uow.one(Village, village_id), **{n: v.strip() for n, v in fields.items()})
        if not village.name:
            raise BadInput("village_name_missing")
        uow.put(village, "village_changed")
        uow.commit()
    return village


def give_up(desk: Desk, village_id: str, reason: str) -> Village:
    """A village left: it owes nothing any more and is in no sum, nothing is taken in from it or
    written to it; what lies here stays to be read. BadInput `reason_missing`."""
    if not reason.strip():
        raise BadInput("reason_missing")
    with desk.apart().store.write(desk.actor) as uow:
        village = _gone(uow.one(Village, village_id), desk, reason.strip())
        uow.put(village, "village_left")
        uow.commit()
    return village


def take_back(desk: Desk, village_id: str) -> Village:
    """A village that left is here again, as it was; what was kept aside meanwhile can be taken in
    (see `receiving.retry`)."""
    with desk.apart().store.write(desk.actor) as uow:
        village = uow.one(Village, village_id)
        state = VillageState.ENROLLED if village.age_recipient else VillageState.INVITED
        if holdings.held_as(uow, village_id) == holdings.KEPT:
            state = VillageState.KEPT
        village = replace(village, state=state, left_on=None, left_why="")
        uow.put(village, "village_taken_back")
        uow.commit()
    return village


def may_hand_over(reader: Reader, unit_id: str) -> bool:
    """Whether records under this id are a village's to write: never our own, nor those that we
    keep for somebody."""
    return holdings.held_as(reader, unit_id) in (None, holdings.MIRRORED)


def _gone(village: Village, desk: Desk, reason: str) -> Village:
    return replace(village, state=VillageState.LEFT, left_on=desk.today, left_why=reason)


def _owners(reader: Reader) -> dict[str, list[Village]]:
    """Every invitation that we wrote, with the villages it stands or stood in."""
    villages = {village.id: village for village in reader.all(Village)}
    found: dict[str, dict[str, Village]] = defaultdict(dict)
    for entry in journal.history(reader, *villages):
        header = entry.read_header()
        if header.object_type == Village.NOUN and entry.record is not None:
            invitation = json.loads(entry.record).get("invitation")
            found[invitation][header.object_id] = villages[header.object_id]
    return {invitation: list(each.values()) for invitation, each in found.items() if invitation}


def _used_by(owners: list[Village], answer: Answer) -> Village | None:
    """Another village that this invitation served; None when it is still free, or its own."""
    if any(each.id == answer.village.id for each in owners):
        return None
    served = (VillageState.ENROLLED, VillageState.LEFT)
    return next((each for each in owners if each.state in served), None)


def _waiting(reader: Reader) -> list[tuple[messages.TakenMessage, Answer]]:
    """Every answer that was taken in, oldest first."""
    found = [
        (message, read_message(ENROLMENT, message.content))
        for message in messages.kept_messages(reader, ENROLMENT)
    ]
    return [(message, answer) for message, answer in found if isinstance(answer, Answer)]


def _shown(answer: Answer) -> tuple[str, str, PublicKeys]:
    """What two people compare of an answer."""
    return answer.invitation, answer.village.id, answer.keys


def _fingerprint(desk: Desk, answer: Answer) -> Fingerprint:
    from xieshang_desktop.exchange.keys import enrolment_fingerprint

    keys = own_keys(desk)
    return enrolment_fingerprint(
        answer.invitation,
        desk.unit.id,
        PublicKeys(sign=keys.public_line, seal=keys.age_recipient),
        answer.village.id,
        answer.keys,
    )
