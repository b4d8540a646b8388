"""The papers there are, by kind: one file for each group."""

from __future__ import annotations

from xieshang_desktop.services.paper_list import (
    collection,
    decision,
    follow_up,
    ledgers,
    meeting,
    public,
    wall,
    written,
)
from xieshang_desktop.services.paper_list.kinds import PaperKind, PaperSpec

#: All papers, in the order people meet them.
SPECS: dict[PaperKind, PaperSpec] = {
    spec.kind: spec
    for group in (meeting, written, public, follow_up, collection, wall, decision, ledgers)
    for spec in group.PAPERS
}
