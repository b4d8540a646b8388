"""What a village shares by kind of record: offered in an order, chosen, written as an entry."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from xieshang_desktop.domain.records import RECORDS
from xieshang_desktop.domain.terms import Sharing
from xieshang_desktop.errors import BadInput
from xieshang_desktop.services import sharing
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.storage import journal


def test_unless_chosen_nothing_that_reaches_a_person_leaves(desk: Desk) -> None:
    lines = {line.noun: line for line in sharing.sharing_lines(desk)}
    assert Sharing.WHOLE not in {line.level for line in lines.values()}
    assert lines["note"].level is Sharing.HASH
    assert lines["person"].level is lines["attendance"].level is Sharing.RECORD
    assert lines["statement"].level is lines["speech"].level is Sharing.RECORD
    assert all(line.level is line.usual for line in lines.values())
    assert {noun for noun, line in lines.items() if line.private} <= set(RECORDS)


@pytest.mark.parametrize("noun", sharing.CHOICES)
def test_every_level_that_a_kind_has_can_be_chosen(desk: Desk, noun: str) -> None:
    for level in Sharing:
        if level is Sharing.WHOLE and not RECORDS[noun].PRIVATE:
            with pytest.raises(BadInput, match="sharing_unknown"):
                sharing.choose_sharing(desk, noun, level)
            continue
        sharing.choose_sharing(desk, noun, level)
        with desk.store.read() as reader:
            assert sharing.sharing_levels(reader)[noun] is level


def test_a_choice_is_an_entry_that_travels_itself(desk: Desk) -> None:
    sharing.choose_sharing(desk, "person", Sharing.HASH)
    with desk.store.read() as reader:
        newest = journal.newest(reader, desk.store.line)
        levels = sharing.level_of(sharing.sharing_levels(reader))
    assert newest is not None
    header = newest.read_header()
    assert (header.kind, header.object_id) == ("sharing_chosen", "person")
    assert levels(header) is Sharing.RECORD


def test_the_words_of_the_minutes_always_leave(desk: Desk) -> None:
    """They are private only so that a name can be erased from them: nobody is asked about them."""
    with desk.store.read() as reader:
        newest = journal.newest(reader, desk.store.line)
        levels = sharing.level_of(sharing.sharing_levels(reader))
    assert newest is not None
    header = replace(newest.read_header(), object_type="minutes_section")
    assert levels(header) is Sharing.WHOLE
    assert "minutes_section" not in sharing.CHOICES
    with pytest.raises(BadInput, match="sharing_unknown"):
        sharing.choose_sharing(desk, "minutes_section", Sharing.HASH)


def test_trust_in_the_township_never_leaves_whole(desk: Desk) -> None:
    with desk.store.read() as reader:
        newest = journal.newest(reader, desk.store.line)
    assert newest is not None
    header = replace(newest.read_header(), object_type="township")
    assert sharing.level_of({"township": Sharing.WHOLE})(header) is Sharing.RECORD
