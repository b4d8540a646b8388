"""Papers of a township to one village: 督办函 and 退回单."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

import msgspec

from xieshang_desktop.domain.documents.paper import Paper


class SupervisionLetter(Paper, frozen=True, kw_only=True):
    """督办函: what the township presses for, by when. `record` says which record of the village it
    is about, `state` how that stands."""

    FORM: ClassVar[str] = "supervision_letter"

    number: str = ""
    addressee: str
    record: str = ""
    state: str = ""
    text: str
    due: date | None = None
    attachments: tuple[str, ...] = ()
    note: str = ""
    signer: str
    seal_space: bool = True


class ReturnedLine(msgspec.Struct, frozen=True, kw_only=True):
    """One record that came back."""

    record: str
    reason: str
    returned_on: date


class ReturnSlip(Paper, frozen=True, kw_only=True):
    """退回单: the records of one village that are returned, each with its reason."""

    FORM: ClassVar[str] = "return_slip"

    addressee: str
    records: tuple[ReturnedLine, ...]
    note: str = ""
    signer: str
    seal_space: bool = True
