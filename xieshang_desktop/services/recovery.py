"""The recovery sheets: three papers of which any two give the village's key back. They are set in
memory, shown and printed; no file of them is ever made here."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from xieshang_desktop.domain.documents import RecoverySheet, SheetWord
from xieshang_desktop.domain.terms import UnitKind
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.keys import has_keys, own_keys
from xieshang_desktop.services.typesetting import set_paper
from xieshang_desktop.storage.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xieshang_desktop.exchange.shares import Share

#: Who keeps which sheet (format §16); a township's own are kept apart in the same way.
KEEPERS = ("第一召集人", "第二召集人", "乡镇（街道）")
KEEPERS_OF_TOWNSHIP = ("主要负责人", "经办人", "县级联系单位")

_NOTE = "recovery.json"
#: So many characters of the recipient a sheet shows at either end.
_BEGINS, _ENDS = 12, 6


class Printing(msgspec.Struct, frozen=True):
    """When the sheets in use were printed, and the five digits that they have in common."""

    printing: str
    on: date


def new_sheets(desk: Desk) -> tuple[RecoverySheet, ...]:
    """Three sheets of a new printing. Each is a document of its own, so that no two of them come to
    stand on one leaf of paper. WorldFailed keys_…."""
    from xieshang_desktop.exchange.shares import split

    keys = own_keys(desk)
    key = f"{keys.age_recipient[:_BEGINS]}…{keys.age_recipient[-_ENDS:]}"
    shares = split(keys.age_identity)
    keepers = KEEPERS_OF_TOWNSHIP if desk.unit.kind is UnitKind.TOWNSHIP else KEEPERS
    return tuple(
        _sheet(desk, share, keeper, key) for share, keeper in zip(shares, keepers, strict=True)
    )


def render(sheet: RecoverySheet) -> bytes:
    """The sheet as PDF, for the screen and the printer."""
    return set_paper(sheet).pdf


def note_printed(desk: Desk, sheets: Sequence[RecoverySheet]) -> None:
    """Remember that these were printed: which printing, never what they say."""
    note = {
        "printing": sheets[0].printing,
        "on": desk.today.isoformat(),
        "recipient": own_keys(desk).age_recipient,
    }
    write_whole(desk.folder / _NOTE, json.dumps(note).encode())


def last_printing(desk: Desk) -> Printing | None:
    """The sheets that were printed of the present key, None while there are none: a backup alone
    opens nothing."""
    if not has_keys(desk):
        return None
    with suppress(OSError, ValueError, KeyError, TypeError):
        note = json.loads((desk.folder / _NOTE).read_bytes())
        if note["recipient"] == own_keys(desk).age_recipient:
            return Printing(str(note["printing"]), date.fromisoformat(note["on"]))
    return None


def _sheet(desk: Desk, share: Share, keeper: str, key: str) -> RecoverySheet:
    return RecoverySheet(
        unit=desk.unit.name or desk.unit.room,
        issued_on=desk.today,
        practice=desk.unit.practice,
        number=share.number,
        keeper=keeper,
        printing=share.printing,
        key=key,
        words=tuple(
            SheetWord(word=word, place=f"{place:04d}")
            for word, place in zip(share.words, share.places, strict=True)
        ),
        link=share.text,
    )
