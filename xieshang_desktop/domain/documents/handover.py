"""交接清单: the desk is handed over when convenors change (换届)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

import msgspec

from xieshang_desktop.domain.documents.paper import Paper


class OpenMatter(msgspec.Struct, frozen=True, kw_only=True):
    """One open matter: of which kind, what and how it stands; `seen` is written by hand."""

    kind: str
    what: str
    seen: str = ""


class HandoverList(Paper, frozen=True, kw_only=True):
    """交接清单: who gives and who takes, what is open, signed by giver, receiver and witness. What
    is not known yet is written by hand."""

    FORM: ClassVar[str] = "handover_list"

    elected_on: date | None = None
    handed_on: date | None = None
    outgoing: tuple[str, ...] = ()
    incoming: tuple[str, ...] = ()
    witness: str = ""
    matters: tuple[OpenMatter, ...] = ()
    count: int = 0
    note: str = ""
