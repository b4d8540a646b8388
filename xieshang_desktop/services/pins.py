"""A convenor's own PIN: set, asked for, changed, reset with the other convenor.

It shows who confirmed on this laptop. It is no electronic signature, and keeps nobody out who can
read the laptop's disk (docs/decisions/027).
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import pairwise

import msgspec
from msgspec.structs import replace

from xieshang_desktop.domain.entry import Entry
from xieshang_desktop.domain.topic import SHORTEST_REASON
from xieshang_desktop.domain.unit import Convenor
from xieshang_desktop.errors import BadInput, RuleBroken
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.settings import Settings
from xieshang_desktop.storage import journal
from xieshang_desktop.storage.pins import Pin, all_pins, drop_pins, keep_pin, pin_of
from xieshang_desktop.storage.unit_of_work import Reader, UnitOfWork

#: How long a PIN is.
FEWEST, MOST = 6, 12

#: So many tries are free; then the wait begins, and doubles with each further one.
FREE_TRIES = 5
_FIRST_WAIT, _LONGEST_WAIT = timedelta(seconds=30), timedelta(hours=1)

#: What entries about PINs are about; they hold names and reasons, never a PIN.
NOUN = "pin"

#: scrypt (RFC 7914): 16 MB and some 50 ms for each try.
_COST, _BLOCK, _SALT = 2**14, 8, 16


class Need(StrEnum):
    """What is asked of a convenor who confirms on the screen."""

    NOTHING = "nothing"
    PIN = "pin"
    FIRST_PIN = "first_pin"
    #: Out of office: only on paper.
    PAPER = "paper"


class PinState(msgspec.Struct, frozen=True, kw_only=True):
    """Since when a convenor has a PIN (None: has none), how often it was tried in vain since it
    was last right, and what happened to it last: the kind of the entry, its day, who allowed it,
    why."""

    set_on: date | None = None
    failures: int = 0
    kind: str = ""
    on: date | None = None
    allowed_by: str = ""
    reason: str = ""


def wanted(settings: Settings | None = None) -> bool:
    """Whether every convenor needs a PIN to confirm on the screen."""
    return (settings or Settings()).text("confirm_with") == "pin"


def need_of(desk: Desk, convenor: Convenor) -> Need:
    """What confirming on the screen takes; in the practice village nobody is made to set one."""
    if not convenor.serves_on(desk.today):
        return Need.PAPER
    with desk.store.read() as reader:
        known = pin_of(reader, convenor.id)
    if known is not None:
        return Need.PIN
    return Need.NOTHING if not wanted() or desk.unit.practice else Need.FIRST_PIN


def reset_for_reason(reader: Reader, convenor_id: str, since: datetime) -> date | None:
    """The last day, since then, on which the PIN was reset for a written reason alone."""
    for entry in reversed(journal.history(reader, convenor_id)):
        header = entry.read_header()
        told = header.object_type == NOUN and header.kind == "pin_reset" and header.at >= since
        if told and "reason" in msgspec.json.decode(entry.record or b"{}"):
            return header.at.date()
    return None


def states(desk: Desk, convenor_ids: list[str]) -> dict[str, PinState]:
    """How the PINs of these convenors stand."""
    with desk.store.read() as reader:
        known = all_pins(reader)
        past = {each: journal.history(reader, each) for each in convenor_ids}
    return {each: _state(known.get(each), past[each]) for each in convenor_ids}


def set_pin(desk: Desk, convenor_id: str, pin: str) -> None:
    """A convenor's first PIN. BadInput `pin_short`, `pin_simple`; RuleBroken `pin_there`."""
    fresh = _made(convenor_id, pin, desk.clock())
    with desk.store.write(desk.actor) as uow:
        convenor = uow.one(Convenor, convenor_id)
        if pin_of(uow, convenor_id) is not None:
            raise RuleBroken("pin_there", name=convenor.name)
        keep_pin(uow, fresh)
        _note(uow, "pin_set", convenor)
        uow.commit()


def change_pin(desk: Desk, convenor_id: str, old: str, new: str) -> None:
    """Another PIN, by who knows the one before. BadInput `pin_short`, `pin_simple`; RuleBroken as
    `check_pin`."""
    fresh = _made(convenor_id, new, desk.clock())
    check_pin(desk, convenor_id, old)
    _replace(desk, fresh, "pin_changed")


def remove_pin(desk: Desk, convenor_id: str, pin: str) -> None:
    """Confirm without a PIN again, by who knows it. RuleBroken as `check_pin`."""
    check_pin(desk, convenor_id, pin)
    with desk.store.write(desk.actor) as uow:
        drop_pins(uow, [convenor_id])
        _note(uow, "pin_removed", uow.one(Convenor, convenor_id))
        uow.commit()


def who_may_allow(desk: Desk, convenor_id: str) -> list[Convenor]:
    """The convenors in office whose PIN allows a new one for somebody who forgot theirs."""
    with desk.store.read() as reader:
        known = all_pins(reader)
        forgetful = reader.one(Convenor, convenor_id)
    return [
        each
        for each in desk.convenors()
        if each.id in known and each.id != convenor_id and not same_person(each, forgetful)
    ]


def reset_pin(desk: Desk, convenor_id: str, new: str, allowed_by: str, pin: str) -> None:
    """A new PIN for somebody who forgot theirs, allowed by the other convenor's PIN.

    BadInput `pin_short`, `pin_simple`; RuleBroken `pin_other_missing` when `allowed_by` may not
    allow it, and as `check_pin`.
    """
    fresh = _made(convenor_id, new, desk.clock())
    allowing = {each.id: each for each in who_may_allow(desk, convenor_id)}
    if allowed_by not in allowing:
        raise RuleBroken("pin_other_missing")
    check_pin(desk, allowed_by, pin)
    _replace(desk, fresh, "pin_reset", allowed_by=allowing[allowed_by].name)


def reset_pin_with_reason(desk: Desk, convenor_id: str, new: str, reason: str) -> None:
    """A new PIN when the other convenor's cannot be had either: the written reason is recorded.

    BadInput `pin_short`, `pin_simple`, `pin_reason_missing`.
    """
    if len(reason.strip()) < SHORTEST_REASON:
        raise BadInput("pin_reason_missing")
    fresh = _made(convenor_id, new, desk.clock())
    _replace(desk, fresh, "pin_reset", reason=reason.strip())


def forget_pins(uow: UnitOfWork, convenors: list[Convenor]) -> None:
    """These convenors leave: nobody confirms with their PINs any more."""
    gone = [each for each in convenors if pin_of(uow, each.id) is not None]
    drop_pins(uow, [each.id for each in gone])
    for convenor in gone:
        _note(uow, "pin_removed", convenor)


def check_pin(desk: Desk, convenor_id: str, pin: str) -> None:
    """That this is the convenor's PIN.

    RuleBroken `pin_unset`, `pin_wrong` with the tries `left` before a wait, `pin_waits` which tells
    `until` when. A wrong try is on the disk before anybody learns that it was wrong.
    """
    with desk.store.write(desk.actor) as uow:
        known = pin_of(uow, convenor_id)
        if known is None:
            raise RuleBroken("pin_unset", name=uow.one(Convenor, convenor_id).name)
        if known.failed_at is not None and known.failed_at > uow.at:
            # The clock was set back: the wait begins anew, neither shorter nor without end.
            known = replace(known, failed_at=uow.at)
            keep_pin(uow, known)
            uow.commit()
    _refuse_waiting(known, desk.clock())
    right = hmac.compare_digest(known.digest, _stretched(digits_of(pin), known.salt))
    if right and not known.failures:
        return
    counted = replace(
        known,
        failures=0 if right else known.failures + 1,
        failed_at=None if right else desk.clock(),
    )
    with desk.store.write(desk.actor) as uow:
        keep_pin(uow, counted)
        uow.commit()
    if not right:
        _refuse_waiting(counted, desk.clock())
        raise RuleBroken("pin_wrong", left=FREE_TRIES - counted.failures)


def same_person(one: Convenor, other: Convenor) -> bool:
    """Whether two offices are held by one person: by the roster where both stand there, else by
    the name."""
    if one.person_id and other.person_id:
        return one.person_id == other.person_id
    return one.name == other.name


def digits_of(pin: str) -> str:
    """The PIN as plain digits, also where an input method wrote full-width ones."""
    return "".join(str(int(each)) if each.isdecimal() else each for each in pin.strip())


def _made(convenor_id: str, pin: str, at: datetime) -> Pin:
    digits = digits_of(pin)
    if not digits.isdecimal() or not FEWEST <= len(digits) <= MOST:
        raise BadInput("pin_short", fewest=FEWEST, most=MOST)
    steps = {int(b) - int(a) for a, b in pairwise(digits)}
    if steps in ({0}, {1}, {-1}):
        raise BadInput("pin_simple")
    salt = secrets.token_bytes(_SALT)
    return Pin(convenor_id=convenor_id, salt=salt, digest=_stretched(digits, salt), set_at=at)


def _stretched(digits: str, salt: bytes) -> bytes:
    return hashlib.scrypt(digits.encode(), salt=salt, n=_COST, r=_BLOCK, p=1, dklen=32)


def _refuse_waiting(pin: Pin, now: datetime) -> None:
    """RuleBroken `pin_waits` while the wait after wrong tries is not over."""
    over = pin.failures - FREE_TRIES
    if over < 0 or pin.failed_at is None:
        return
    wait = min(_FIRST_WAIT * 2 ** min(over, 16), _LONGEST_WAIT)
    left = wait - (now - pin.failed_at)
    if left > timedelta():
        raise RuleBroken("pin_waits", until=now + left)


def _replace(desk: Desk, pin: Pin, kind: str, allowed_by: str = "", reason: str = "") -> None:
    with desk.store.write(desk.actor) as uow:
        keep_pin(uow, pin)
        _note(uow, kind, uow.one(Convenor, pin.convenor_id), allowed_by, reason)
        uow.commit()


def _note(
    uow: UnitOfWork, kind: str, convenor: Convenor, allowed_by: str = "", reason: str = ""
) -> None:
    facts = {"name": convenor.name, "allowed_by": allowed_by, "reason": reason}
    said = {name: words for name, words in facts.items() if words}
    uow.note(kind, NOUN, convenor.id, msgspec.json.encode(said))


def _state(pin: Pin | None, past: list[Entry]) -> PinState:
    state = PinState(set_on=pin.set_at.date() if pin else None, failures=pin.failures if pin else 0)
    told = [each for each in past if each.read_header().object_type == NOUN]
    if not told:
        return state
    header = told[-1].read_header()
    facts = msgspec.json.decode(told[-1].record or b"{}")
    return replace(
        state,
        kind=header.kind,
        on=header.at.date(),
        allowed_by=facts.get("allowed_by", ""),
        reason=facts.get("reason", ""),
    )
