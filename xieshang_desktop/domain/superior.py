"""What a village keeps of its township: whom it trusts, what it shares, what it was told."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

import msgspec

from xieshang_desktop.domain.record import Record
from xieshang_desktop.domain.terms import DirectiveKind, Sharing
from xieshang_desktop.domain.township import FileName


class Offer(msgspec.Struct, frozen=True, kw_only=True):
    """What an invitation offers to a village that trusts other keys of the same township: nothing
    of it counts before the fingerprint was compared."""

    invitation: str
    name: str
    sign: str
    seal: str
    address: str = ""
    user: str = ""
    certificate: str = ""


class Township(Record, frozen=True, kw_only=True):
    """The township a village hands over to; `id` is its unit id. `sign` and `seal` are its public
    keys, trusted since a person compared the fingerprint (`trusted_on`); what is `offered` waits
    for that. `address`, `user` and `certificate` are of its WebDAV folder."""

    NOUN: ClassVar[str] = "township"

    name: str
    invitation: str
    sign: str
    seal: str
    joined_on: date
    trusted_on: date | None = None
    left_on: date | None = None
    address: str = ""
    user: str = ""
    certificate: str = ""
    slip_key: str = ""
    offered: Offer | None = None

    PRIVATE: ClassVar[tuple[str, ...]] = ("slip_key",)


class SharingChoice(Record, frozen=True, kw_only=True):
    """How much of the records of one noun leaves the village from now on; `id` is the noun."""

    NOUN: ClassVar[str] = "sharing"

    level: Sharing
    chosen_on: date


class Instruction(Record, frozen=True, kw_only=True):
    """A directive as the village received it, under the same id; its entry tells the township
    that it arrived. `topic_id` is the topic made of it, `done_on` when nothing more is to do."""

    NOUN: ClassVar[str] = "instruction"

    kind: DirectiveKind
    number: int
    title: str
    text: str = ""
    due: date | None = None
    about_type: str = ""
    about_id: str = ""
    files: tuple[FileName, ...] = ()
    issued_at: datetime
    received_at: datetime
    topic_id: str | None = None
    done_on: date | None = None


class Reply(Record, frozen=True, kw_only=True):
    """The village's answer; `about` is the id of an instruction or of a return."""

    NOUN: ClassVar[str] = "reply"

    about: str
    text: str
    replied_on: date
    replied_by: str = ""
