"""What leaves the village: by kind of record whole, without what reaches a person, or not at all.

The journal's chain holds either way: what stays travels as its salted hash (bundle-format.md §5).
About the words of the minutes nobody chooses: they are what a village hands over, and always go.
Sections keep them apart only so that a name can be erased from them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import msgspec

from xieshang_desktop.domain.entry import Header
from xieshang_desktop.domain.minutes import MinutesSection
from xieshang_desktop.domain.records import RECORDS
from xieshang_desktop.domain.superior import SharingChoice, Township
from xieshang_desktop.domain.terms import Sharing
from xieshang_desktop.errors import BadInput
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.unsent import renew_unsent
from xieshang_desktop.storage.unit_of_work import Reader

#: Kinds of records about which a village may choose, in the order of the settings, with what they
#: are unless it chooses. Attendance goes as name and group because a person's other fields are
#: private; what was told in confidence 民情记录 stays (PIPL arts. 6, 13), and so does what each
#: person voted.
CHOICES: Final = {
    "person": Sharing.RECORD,
    "attendance": Sharing.RECORD,
    "signature": Sharing.RECORD,
    "opinion": Sharing.RECORD,
    "statement": Sharing.RECORD,
    "speech": Sharing.RECORD,
    "attachment": Sharing.RECORD,
    "note": Sharing.HASH,
    "clearance": Sharing.RECORD,
    "presence": Sharing.RECORD,
    "voice": Sharing.HASH,
}


class SharingLine(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of record on the settings page; `private` says whether it holds anything that
    reaches a person."""

    noun: str
    level: Sharing
    usual: Sharing
    private: bool


def sharing_levels(reader: Reader) -> dict[str, Sharing]:
    """How much of each kind leaves, for the kinds of CHOICES."""
    chosen = {choice.id: choice.level for choice in reader.all(SharingChoice)}
    return {noun: chosen.get(noun, usual) for noun, usual in CHOICES.items()}


def sharing_lines(desk: Desk) -> list[SharingLine]:
    """Every kind about which the village may choose."""
    with desk.store.read() as reader:
        levels = sharing_levels(reader)
    return [
        SharingLine(noun=noun, level=levels[noun], usual=usual, private=bool(RECORDS[noun].PRIVATE))
        for noun, usual in CHOICES.items()
    ]


def choose_sharing(desk: Desk, noun: str, level: Sharing) -> None:
    """From the next bundle on, and for those that have not left; what left before cannot be called
    back. BadInput
    `sharing_unknown` for a kind or a level that is not offered."""
    if noun not in CHOICES or (level is Sharing.WHOLE and not RECORDS[noun].PRIVATE):
        raise BadInput("sharing_unknown", noun=noun, level=level)
    with desk.store.write(desk.actor) as uow:
        choice = SharingChoice(id=noun, level=level, chosen_on=desk.today)
        uow.put(choice, "sharing_chosen")
        uow.commit()
    renew_unsent(desk)


def level_of(levels: dict[str, Sharing]) -> Callable[[Header], Sharing]:
    """How much of one entry leaves: the sections of the minutes whole; of other kinds about which
    nobody chooses, all but what reaches a person; the village's trust in its township never does
    whole."""

    def level(header: Header) -> Sharing:
        if header.object_type == Township.NOUN:
            return Sharing.RECORD
        if header.object_type == MinutesSection.NOUN:
            return Sharing.WHOLE
        return levels.get(header.object_type, Sharing.RECORD)

    return level
