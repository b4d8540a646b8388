"""Stances, dissent by name or without, demands and their answers, the mood in a sentence."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.making import a_meeting, items_of, ready_topic, some_people, talk, undo_last
from tests.township.road import Road, make_road
from xieshang_desktop.domain.meeting import AgendaItem, Opinion
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.terms import Carrier, PointKind, Sharing, Stance, StatementWay
from xieshang_desktop.errors import BadInput, RuleBroken
from xieshang_desktop.services import deliberation, handover, line_state, minutes, opinions, sharing
from xieshang_desktop.services.deliberation import ItemFile
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.ordering import shift_point
from xieshang_desktop.services.sign_in import sign_in
from xieshang_desktop.services.statements import record_statement
from xieshang_desktop.services.undoing import undo
from xieshang_desktop.storage import journal

SPEAKER = "王小二"


@pytest.fixture
def item_id(desk: Desk) -> str:
    """The item people talk about; 王小二 is there."""
    people = some_people(desk)
    meeting_id = a_meeting(desk, [ready_topic(desk, people).id])
    sign_in(desk, meeting_id, people[1].id)
    deliberation.open_meeting(desk, meeting_id)
    return items_of(desk, meeting_id)[0].id


def person_id(desk: Desk) -> str:
    with desk.store.read() as reader:
        return reader.all(Person, name=SPEAKER)[0].id


def file(desk: Desk, item_id: str) -> ItemFile:
    with desk.store.read() as reader:
        meeting_id = reader.one(AgendaItem, item_id).meeting_id
    return deliberation.open_hall(desk, meeting_id).items[0]


def stored_bytes(desk: Desk) -> bytes:
    """Everything the database holds on the disk, its log too."""
    with desk.store.read() as reader:
        reader.connection.execute("SELECT 1")
    return b"".join(path.read_bytes() for path in sorted(desk.folder.glob("*")) if path.is_file())


def raw_journal(desk: Desk, object_id: str) -> list[bytes]:
    with desk.store.read() as reader:
        return [
            (entry.record or b"") + (entry.private or b"") + entry.private_salt
            for entry in journal.history(reader, object_id)
        ]


def test_a_stance_is_said_with_the_opinion_or_afterwards(desk: Desk, item_id: str) -> None:
    one = deliberation.record_opinion(
        desk, item_id, "路要修。", speaker="李德发", stance=Stance.FOR
    )
    assert one.stance is Stance.FOR
    opinions.take_stance(desk, one.id, Stance.WORRIED)
    assert file(desk, item_id).opinions[0].stance is Stance.WORRIED
    undo_last(desk)
    assert file(desk, item_id).opinions[0].stance is Stance.FOR


def test_a_dissent_is_kept_apart_and_comes_back(desk: Desk, item_id: str) -> None:
    one = deliberation.record_opinion(desk, item_id, "不该占地。", speaker="李德发", dissent=True)
    other = deliberation.record_opinion(desk, item_id, "路要修。", speaker="赵春")
    assert [o.id for o in file(desk, item_id).dissents] == [one.id]
    assert [o.id for o in file(desk, item_id).said] == [other.id]
    opinions.keep_apart(desk, one.id, dissent=False)
    opinions.keep_apart(desk, other.id, dissent=True)
    assert [o.id for o in file(desk, item_id).dissents] == [other.id]
    undo_last(desk)
    assert file(desk, item_id).dissents == ()


def test_a_dissent_unnamed_from_the_start_stores_no_name_at_all(desk: Desk, item_id: str) -> None:
    one = deliberation.record_opinion(
        desk, item_id, "不该占地。", person_id=person_id(desk), speaker="不愿留名者", unnamed=True
    )
    assert (one.speaker, one.person_id, one.group, one.dissent) == ("", "", "", True)
    for raw in raw_journal(desk, one.id):
        assert person_id(desk).encode() not in raw
        assert SPEAKER.encode() not in raw
    assert "不愿留名者".encode() not in stored_bytes(desk)


def test_a_named_dissent_made_unnamed_is_erased_from_every_entry(desk: Desk, item_id: str) -> None:
    told = "甲乙丙丁戊"
    one = deliberation.record_opinion(desk, item_id, "不该占地。", speaker=told, dissent=True)
    deliberation.change_text(desk, Opinion, one.id, "不该占两户的地。")
    assert any(told.encode() in raw for raw in raw_journal(desk, one.id))
    opinions.make_unnamed(desk, one.id)
    kept = file(desk, item_id).dissents[0]
    assert (kept.speaker, kept.person_id, kept.group) == ("", "", "")
    assert (kept.text, kept.unnamed) == ("不该占两户的地。", True)
    with desk.store.read() as reader:
        entries = list(journal.history(reader, one.id))
        assert journal.verify(reader) == []
    assert entries[-1].read_header().kind == "private_erased"
    assert all(entry.private is None for entry in entries)
    assert all(told.encode() not in raw for raw in raw_journal(desk, one.id))
    desk.close()
    assert told.encode() not in b"".join(
        path.read_bytes() for path in Path(desk.folder).glob("*") if path.is_file()
    )


def test_the_person_behind_it_is_erased_too(desk: Desk, item_id: str) -> None:
    known = person_id(desk)
    one = deliberation.record_opinion(desk, item_id, "不该占地。", person_id=known, dissent=True)
    opinions.make_unnamed(desk, one.id)
    assert all(known.encode() not in raw for raw in raw_journal(desk, one.id))
    assert all(SPEAKER.encode() not in raw for raw in raw_journal(desk, one.id))


def test_what_was_made_unnamed_is_never_given_back_its_name(desk: Desk, item_id: str) -> None:
    one = deliberation.record_opinion(desk, item_id, "不该占地。", speaker="李德发", dissent=True)
    recorded = desk.store.recent[-1]
    opinions.make_unnamed(desk, one.id)
    assert desk.store.recent[-1] == recorded
    with pytest.raises(RuleBroken, match="undo_too_late"):
        undo(desk, recorded)
    with pytest.raises(BadInput, match="dissent_unnamed"):
        opinions.make_unnamed(desk, one.id)
    with pytest.raises(BadInput, match="dissent_unnamed"):
        opinions.keep_apart(desk, one.id, dissent=False)


@pytest.fixture
def road(tmp_path: Path) -> Iterator[Road]:
    made = make_road(tmp_path / "road")
    yield made
    made.close()


def named_dissent(desk: Desk) -> Opinion:
    meeting_id = a_meeting(desk, [ready_topic(desk, some_people(desk)).id])
    deliberation.open_meeting(desk, meeting_id)
    item = items_of(desk, meeting_id)[0]
    return deliberation.record_opinion(desk, item.id, "不该占地。", speaker="甲乙丙", dissent=True)


def test_a_bundle_that_was_not_sent_yet_goes_and_is_written_anew(road: Road) -> None:
    desk = road.village.desk
    one = named_dissent(desk)
    outgoing = line_state.outgoing(desk)
    (waiting,) = handover.write_bundles(desk, outgoing, carrier=Carrier.NETWORK)
    opinions.make_unnamed(desk, one.id)
    assert not waiting.exists()
    assert handover.open_handover(desk).bundles == ()


def test_a_township_that_was_told_the_name_loses_it_with_the_next_bundle(road: Road) -> None:
    desk = road.village.desk
    sharing.choose_sharing(desk, "opinion", Sharing.WHOLE)
    one = named_dissent(desk)
    road.carry(road.village)
    mirror = road.township.mirror(road.village)
    with mirror.store.read() as reader:
        assert reader.one(Opinion, one.id).speaker == "甲乙丙"
    opinions.make_unnamed(desk, one.id)
    road.carry(road.village)
    with mirror.store.read() as reader:
        assert reader.one(Opinion, one.id).speaker == ""
        assert all(
            "甲乙丙".encode() not in (e.private or b"") for e in journal.history(reader, one.id)
        )


def test_what_came_in_writing_keeps_the_name_it_was_registered_under(
    desk: Desk, item_id: str
) -> None:
    meeting_id = file(desk, item_id).item.meeting_id
    way = StatementWay.LETTER
    record_statement(desk, meeting_id, item_id, person_id(desk), way, "不该占地。")
    (told,) = file(desk, item_id).opinions
    with pytest.raises(RuleBroken, match="statement_named"):
        opinions.make_unnamed(desk, told.id)


def test_minutes_are_written_of_speakers_without_a_name(desk: Desk, item_id: str) -> None:
    one = deliberation.record_opinion(desk, item_id, "路要修。", speaker="李德发")
    deliberation.record_opinion(desk, item_id, "不该占地。", unnamed=True)
    with desk.store.write() as uow:  # as a township holds it that was given no names
        uow.put(replace(uow.one(Opinion, one.id), speaker="", person_id=""), "opinion_changed")
        uow.commit()
    talk(desk, item_id)
    meeting_id = file(desk, item_id).item.meeting_id
    deliberation.close_meeting(desk, meeting_id)
    paper = str(minutes.open_minutes(desk, meeting_id).paper)
    assert "路要修。" in paper
    assert "不该占地。" in paper


def test_a_demand_is_answered_in_a_line(desk: Desk, item_id: str) -> None:
    one = deliberation.record_opinion(desk, item_id, "占地怎么补？", speaker="李德发")
    opinions.mark_demand(desk, one.id, demand=True)
    assert file(desk, item_id).opinions[0].demand
    with pytest.raises(BadInput, match="answer_empty"):
        opinions.answer_demand(desk, one.id, "  ")
    opinions.answer_demand(desk, one.id, "按组里的标准补，月底前定。 ")
    answered = file(desk, item_id).opinions[0]
    assert (answered.demand, answered.answer) == (True, "按组里的标准补，月底前定。")
    opinions.mark_demand(desk, one.id, demand=False)
    assert (file(desk, item_id).opinions[0].demand, file(desk, item_id).opinions[0].answer) == (
        False,
        "",
    )


def test_the_mood_is_one_sentence(desk: Desk, item_id: str) -> None:
    opinions.write_mood(desk, item_id, " 气氛平和。 ")
    assert file(desk, item_id).item.mood == "气氛平和。"
    undo_last(desk)
    assert file(desk, item_id).item.mood == ""


def test_points_go_up_and_down_in_their_own_list(desk: Desk, item_id: str) -> None:
    talk(desk, item_id)
    second = deliberation.add_point(desk, item_id, PointKind.AGREED, "先修东头")
    deliberation.add_point(desk, item_id, PointKind.OPEN, "钱从哪里出")
    shift_point(desk, second.id, -1)
    found = file(desk, item_id)
    assert [p.text for p in found.agreed] == ["先修东头", "路宽3.5米。"]
    assert [p.text for p in found.open_points] == ["钱从哪里出"]
    undo_last(desk)
    assert [p.text for p in file(desk, item_id).agreed] == ["路宽3.5米。", "先修东头"]


def test_entries_without_a_name_carry_the_record_whole(desk: Desk, item_id: str) -> None:
    """A township that holds no private part still reads what was said."""
    one = deliberation.record_opinion(desk, item_id, "路要修。", speaker="李德发")
    with desk.store.read() as reader:
        entry = next(iter(journal.history(reader, one.id)))
    public = json.loads(entry.record or b"")
    assert "speaker" not in public
    assert public["text"] == "路要修。"
