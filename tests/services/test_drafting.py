"""Text being typed: kept without an entry, until it is recorded or given up."""

from __future__ import annotations

from xieshang_desktop.services import drafting
from xieshang_desktop.services.desk import Desk


def test_a_draft_is_kept_changed_and_dropped_without_an_entry(desk: Desk) -> None:
    before = list(desk.store.recent)
    drafting.keep(desk, "item", "opinion", "路要")
    drafting.keep(desk, "item", "opinion", "路要修")
    drafting.keep(desk, "item", "owner", "村委会")
    assert drafting.kept(desk, "item", "opinion", "owner", "route") == {
        "opinion": "路要修",
        "owner": "村委会",
    }
    drafting.drop(desk, "item", "opinion", "route")
    assert drafting.kept(desk, "item", "opinion", "owner") == {"owner": "村委会"}
    assert desk.store.recent == before


def test_an_emptied_field_has_no_draft(desk: Desk) -> None:
    drafting.keep(desk, "item", "opinion", "路要修")
    drafting.keep(desk, "item", "opinion", " ")
    assert drafting.kept(desk, "item", "opinion") == {}
