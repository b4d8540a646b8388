"""Where a village stands with its township, as the newest receipt says."""

from __future__ import annotations

from datetime import date

import msgspec

from xieshang_desktop.domain.messages import RECEIPT
from xieshang_desktop.domain.superior import Township
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.enrolment import joining_township, newest_receipt
from xieshang_desktop.services.keys import own_keys
from xieshang_desktop.storage.messages import first_message


class Membership(msgspec.Struct, frozen=True, kw_only=True):
    """Where the village stands with its township: not joined, to be compared by telephone,
    waiting for the first receipt, confirmed (`confirmed_on`: when it came). `key_known` is False
    when the township's newest receipt does not name this laptop's signing key: it has to be
    confirmed again."""

    township: Township | None
    key_known: bool
    confirmed_on: date | None = None
    key_withdrawn: bool = False


def membership(desk: Desk) -> Membership:
    """The state of the enrolment."""
    township = joining_township(desk)
    if township is None:
        return Membership(township=None, key_known=False)
    receipt = newest_receipt(desk)
    name = own_keys(desk).key_name
    with desk.store.read() as reader:
        first = first_message(reader, township.id, RECEIPT)
    return Membership(
        township=township,
        key_known=receipt is not None and name in receipt.keys,
        confirmed_on=first.date() if first else None,
        key_withdrawn=receipt is not None and name in {each.key for each in receipt.withdrawn},
    )
