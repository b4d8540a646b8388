"""What a township keeps of its own: its villages, their keys, what it returned and sent down."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

import msgspec

from xieshang_desktop.domain.record import Record
from xieshang_desktop.domain.terms import DirectiveKind, VillageState


class Village(Record, frozen=True, kw_only=True):
    """A village of this township; `id` is the village's unit id once it is known, `invitation`
    the newest invitation, `slip_key` makes its receipt slips (bundle-format.md §14, §15). One that
    left did so on `left_on`, and `left_why` says why."""

    NOUN: ClassVar[str] = "village"
    PRIVATE: ClassVar[tuple[str, ...]] = ("slip_key",)

    name: str
    state: VillageState
    invitation: str = ""
    invited_on: date | None = None
    enrolled_on: date | None = None
    age_recipient: str = ""
    contact: str = ""
    remark: str = ""
    slip_key: str = ""
    left_on: date | None = None
    left_why: str = ""


class VillageKey(Record, frozen=True, kw_only=True):
    """A signing key that a person confirmed for a village; `id` is the key id. Withdrawn, it is
    trusted up to `trusted_number` of `trusted_line`, whose hash is `trusted_hash`. `recipient` is
    that of the laptop which signs with it."""

    NOUN: ClassVar[str] = "village_key"

    village_id: str
    public_text: str
    device: str = ""
    line: str = ""
    confirmed_on: date
    confirmed_by: str = ""
    recipient: str = ""
    withdrawn_at: datetime | None = None
    trusted_line: str = ""
    trusted_number: int = 0
    trusted_hash: str = ""
    reason: str = ""


class Returned(Record, frozen=True, kw_only=True):
    """A return 退回: one entry of a village that the township does not accept, and why. `rule` is
    the code of the rule that found it, empty when a person did; open until `settled_on`."""

    NOUN: ClassVar[str] = "returned"

    village_id: str
    line: str
    number: int
    object_type: str
    object_id: str
    title: str = ""
    rule: str = ""
    reason: str
    returned_at: datetime
    returned_by: str = ""
    settled_on: date | None = None
    settled_by: str = ""


class Acceptance(Record, frozen=True, kw_only=True):
    """Up to where a village's line was checked and accepted 采信; one for each line."""

    NOUN: ClassVar[str] = "acceptance"

    village_id: str
    line: str
    number: int
    accepted_at: datetime
    accepted_by: str = ""


class FileName(msgspec.Struct, frozen=True, kw_only=True):
    """A file by its content and the name it is shown by."""

    sha256: str
    name: str


class Directive(Record, frozen=True, kw_only=True):
    """One thing sent down to one village: what, until when, about which of its objects. Offered
    until `acknowledged_on`; a letter is open until `closed_on`."""

    NOUN: ClassVar[str] = "directive"

    village_id: str
    kind: DirectiveKind
    title: str
    text: str = ""
    due: date | None = None
    about_type: str = ""
    about_id: str = ""
    files: tuple[FileName, ...] = ()
    issued_at: datetime
    issued_by: str = ""
    acknowledged_on: date | None = None
    replied_on: date | None = None
    closed_on: date | None = None


class MonthlySummary(Record, frozen=True, kw_only=True):
    """What the clerk wrote of a period beside its figures (S1-24): 研判, 问题, 经验. `id` is the
    period's label, mostly a month: `2026-10`."""

    NOUN: ClassVar[str] = "monthly_summary"

    judgement: str = ""
    problems: str = ""
    experience: str = ""
    made_on: date
    made_by: str = ""
