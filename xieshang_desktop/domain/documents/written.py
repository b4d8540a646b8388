"""Papers of other forms of consultation: the slip for written opinions, a meeting called off."""

from __future__ import annotations

from typing import ClassVar

import msgspec

from xieshang_desktop.domain.documents.paper import Paper


class SlipMatter(msgspec.Struct, frozen=True, kw_only=True):
    """One item of the agenda on which an opinion is asked, with what it is about."""

    title: str
    text: str = ""


class WrittenSlip(Paper, frozen=True, kw_only=True):
    """书面协商意见表. Without a `name` it is for anybody to fill in; `due` is in words."""

    FORM: ClassVar[str] = "written_slip"

    meeting: str
    name: str = ""
    group: str = ""
    due: str = ""
    hand_in: str = ""
    matters: tuple[SlipMatter, ...]


class CancellationPaper(Paper, frozen=True, kw_only=True):
    """会议取消通知; `later` says that the meeting is held another day."""

    FORM: ClassVar[str] = "cancellation"

    addressees: tuple[str, ...]
    when: str
    place: str
    meeting: str
    reason: str
    later: str = ""
    contact: str = ""
    contact_phone: str = ""
    signer: str
    seal_space: bool = True
