"""民情记录: what people tell is kept, handled, and may become a topic."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from tests.making import note_of, undo_last
from xieshang_desktop.domain.note import Note
from xieshang_desktop.domain.terms import NoteChannel, TopicSource, TopicState
from xieshang_desktop.errors import BadInput, RuleBroken
from xieshang_desktop.services import notes
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.history import topic_history

TEXT = "东沟组的水渠春灌前要清一清，去年堵了三天。"


def told(desk: Desk, **fields: object) -> Note:
    """Something a villager told at the gate."""
    values = {"text": TEXT, "teller": "李德发", "group": "第三组", **fields}
    return notes.save_note(desk, replace(notes.blank_note(desk), **values))


def test_a_note_begins_with_today_and_who_writes(desk: Desk) -> None:
    desk.actor = "周建国"
    note = notes.blank_note(desk)
    assert (note.told_on, note.recorder, note.channel) == (desk.today, "周建国", NoteChannel.VISIT)


def test_a_note_needs_words_and_a_day_that_has_come(desk: Desk) -> None:
    with pytest.raises(BadInput, match="note_empty"):
        told(desk, text=" ")
    with pytest.raises(BadInput, match="date_in_future"):
        told(desk, told_on=desk.today + timedelta(days=1))
    assert notes.list_notes(desk) == []


def test_notes_are_listed_newest_first(desk: Desk) -> None:
    told(desk, text="旧", told_on=desk.today - timedelta(days=3))
    told(desk, text="新")
    assert [note.text for note, _topic in notes.list_notes(desk)] == ["新", "旧"]


def test_changing_a_note_keeps_what_was_done_about_it(desk: Desk) -> None:
    note = told(desk)
    notes.handle_note(desk, note.id, "已请镇水利站来看过。")
    notes.save_note(desk, replace(note, text="改过的话"))
    kept = note_of(desk, note.id)
    assert (kept.text, kept.handling, kept.handled_on) == (
        "改过的话",
        "已请镇水利站来看过。",
        desk.today,
    )
    undo_last(desk)
    assert note_of(desk, note.id).text == TEXT


def test_handling_needs_words_and_comes_after_the_telling(desk: Desk) -> None:
    note = told(desk)
    with pytest.raises(BadInput, match="handling_missing"):
        notes.handle_note(desk, note.id, "  ")
    with pytest.raises(BadInput, match="handled_before_told"):
        notes.handle_note(desk, note.id, "看过", desk.today - timedelta(days=1))
    with pytest.raises(BadInput, match="date_in_future"):
        notes.handle_note(desk, note.id, "看过", desk.today + timedelta(days=1))


def test_a_note_becomes_a_topic_once(desk: Desk) -> None:
    note = told(desk, told_on=desk.today - timedelta(days=2))
    topic = notes.raise_topic(desk, note.id, "东沟组水渠清淤", "李德发", TopicSource.VILLAGERS)
    assert (topic.state, topic.background, topic.proposed_on, topic.group) == (
        TopicState.COLLECTED,
        TEXT,
        note.told_on,
        "第三组",
    )
    assert topic_history(desk, topic.id)[0].kind == "topic_collected"
    assert [(n.topic_id, t) for n, t in notes.list_notes(desk)] == [(topic.id, topic)]
    with pytest.raises(RuleBroken, match="note_is_topic"):
        notes.raise_topic(desk, note.id, "再来一次", "李德发", TopicSource.VILLAGERS)


def test_taking_the_topic_back_frees_the_note(desk: Desk) -> None:
    note = told(desk)
    notes.raise_topic(desk, note.id, "东沟组水渠清淤", "李德发", TopicSource.GRID)
    undo_last(desk)
    assert notes.list_notes(desk) == [(note, None)]
    notes.raise_topic(desk, note.id, "东沟组水渠清淤", "李德发", TopicSource.GRID)


def test_a_topic_needs_a_name_and_somebody_to_answer(desk: Desk) -> None:
    note = told(desk, teller="")
    with pytest.raises(BadInput, match="title_missing"):
        notes.raise_topic(desk, note.id, " ", "李德发", TopicSource.VILLAGERS)
    with pytest.raises(BadInput, match="proposer_missing"):
        notes.raise_topic(desk, note.id, "水渠清淤", "", TopicSource.VILLAGERS)
