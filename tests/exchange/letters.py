"""Invented messages between the township and a village, and their bundles."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from tests.exchange.village import CLOCK, LINE, TOWNSHIP, UNIT
from xieshang_desktop.domain.messages import (
    Answer,
    BundleState,
    DirectiveNote,
    Directives,
    FileName,
    Invitation,
    InvitedVillage,
    LineState,
    Message,
    Receipt,
    ReturnNote,
    Rotation,
    UnitName,
    WithdrawnKey,
)
from xieshang_desktop.exchange.keys import VillageKeys
from xieshang_desktop.exchange.packing import AttachedFile, MessageContent

INVITATION = "0199a0b2-7c3d-7e4f-8a5b-1111aaaa2222"
#: The township's line.
DESK = "70570570"
CODE = "481216320064"
HASH = "ab" * 32


def receipt(number: int = 7) -> Receipt:
    """One line taken in, one entry returned, one key withdrawn."""
    return Receipt(
        number=number,
        generation=0,
        township=TOWNSHIP,
        village=UNIT,
        at=CLOCK,
        lines=(LineState(line=LINE, taken=12, hash=HASH, accepted=9, closed=False),),
        bundles=(
            BundleState(sha256=HASH, state="taken"),
            BundleState(sha256="cd" * 32, state="refused", code="bundle_damaged"),
        ),
        returns=(
            ReturnNote(
                id=INVITATION,
                line=LINE,
                number=3,
                object_type="topic",
                object_id=UNIT,
                reason="议题缺少背景说明，请补上。",
                at=CLOCK,
            ),
        ),
        keys=("1F2E3D4C5B6A7988",),
        withdrawn=(WithdrawnKey(key="AB", line=LINE, number=0, hash="0" * 64, at=CLOCK),),
    )


def directives(files: Iterable[AttachedFile] = ()) -> Directives:
    """A topic named by the party committee, with files, and a letter."""
    note = DirectiveNote(
        id=INVITATION,
        kind="topic",
        title="村道路灯怎么修",
        text="请各村协商本村路灯的维修。",
        due=date(2026, 12, 31),
        about_type="",
        about_id="",
        files=tuple(FileName(sha256=file.sha256, name="附件.pdf") for file in files),
        at=CLOCK,
    )
    return Directives(
        number=8, generation=0, township=TOWNSHIP, village=UNIT, at=CLOCK, directives=(note,)
    )


def invitation(township: VillageKeys, village: str | None = None) -> Invitation:
    """The township invites a village."""
    return Invitation(
        id=INVITATION,
        township=UnitName(id=TOWNSHIP, name="云岭镇"),
        village=InvitedVillage(id=village, name="青石村"),
        keys=township.public,
        address="https://dav.example.org/xieshang/",
        user="qingshi",
        certificate="",
        at=CLOCK,
    )


def answer(village: VillageKeys) -> Answer:
    """The village shows its keys."""
    return Answer(
        invitation=INVITATION,
        village=UnitName(id=UNIT, name="青石村"),
        keys=village.public,
        slip_key="5a" * 32,
        line=LINE,
        entry=41,
        hash=HASH,
        device="村委会 笔记本",
        at=CLOCK,
    )


def rotation(new: VillageKeys) -> Rotation:
    """The township has new keys."""
    return Rotation(
        number=9, generation=0, township=TOWNSHIP, village=UNIT, at=CLOCK, keys=new.public
    )


def to_send(message: Message, files: Iterable[AttachedFile] = ()) -> MessageContent:
    """What a bundle of the message is to hold."""
    from_village = isinstance(message, Answer)
    invited = isinstance(message, Invitation)
    return MessageContent(
        message=message,
        village_id=(message.village.id or message.id) if isinstance(message, Invitation) else UNIT,
        unit_id=UNIT if from_village else TOWNSHIP,
        unit_name="青石村" if from_village else "云岭镇",
        addressee=None if invited else TOWNSHIP if from_village else UNIT,
        line=LINE if from_village else DESK,
        files=list(files),
        device="笔记本",
        program_version="0.1.0",
        schema=1,
        clock=CLOCK,
    )
