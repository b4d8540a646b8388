"""Text being typed survives without an entry."""

from __future__ import annotations

from pathlib import Path

from tests.storage.village import opened
from xieshang_desktop.storage import journal
from xieshang_desktop.storage.drafts import draft_of, drop_draft, save_draft
from xieshang_desktop.storage.unit_of_work import Store


def test_the_last_text_of_a_field_is_there_after_a_restart(tmp_path: Path) -> None:
    with opened(tmp_path / "data", tmp_path / "device") as store:
        save_draft(store, "minutes", "course", "大家")
        save_draft(store, "minutes", "course", "大家先看了图")
        save_draft(store, "minutes", "result", "装路灯")
    with opened(tmp_path / "data", tmp_path / "device") as store, store.read() as reader:
        assert draft_of(reader, "minutes", "course") == "大家先看了图"
        assert draft_of(reader, "minutes", "result") == "装路灯"
        assert draft_of(reader, "other", "course") is None


def test_a_draft_writes_no_entry_and_is_nothing_to_undo(store: Store) -> None:
    save_draft(store, "minutes", "course", "大家")
    with store.read() as reader:
        assert len(list(journal.entries_of_line(reader, store.line))) == 1
    assert store.recent == []


def test_a_draft_is_dropped_together_with_the_change_that_keeps_its_text(store: Store) -> None:
    save_draft(store, "minutes", "course", "大家")
    with store.write() as uow:
        drop_draft(uow, "minutes", "course")
    with store.read() as reader:
        assert draft_of(reader, "minutes", "course") == "大家"
    with store.write() as uow:
        drop_draft(uow, "minutes", "course")
        uow.commit()
    with store.read() as reader:
        assert draft_of(reader, "minutes", "course") is None
