"""A village's laptop that lies: what no honest program writes is refused in words, and two who end
the same line end it in one place, whichever came first."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from itertools import permutations
from pathlib import Path

import pytest

from tests.storage.handed_over import VILLAGE, Line
from tests.storage.test_figures import a_township, kept, rebuilt, receive
from tests.storage.village import person, topic
from xieshang_desktop.domain.messages import RECEIPT
from xieshang_desktop.domain.records import RECORDS
from xieshang_desktop.domain.topic import Topic
from xieshang_desktop.errors import BundleRefused
from xieshang_desktop.storage import journal
from xieshang_desktop.storage.messages import TakenMessage, keep_message, kept_messages
from xieshang_desktop.storage.rows import layout_of, payloads, plain_of
from xieshang_desktop.storage.unit_of_work import Store


def refused(store: Store, line: Line, first: int = 1) -> str:
    """The code with which the line is refused; nothing of it stays."""
    before = kept(store)
    with pytest.raises(BundleRefused) as refusal:
        receive(store, line, first)
    assert kept(store) == before
    return refusal.value.code


def lying(
    kind: str, noun: str, object_id: str, record: bytes, private: bytes | None = None
) -> Line:
    line = Line()
    line.put(topic())
    line.write(kind, noun, object_id, record, private)
    return line


@pytest.mark.parametrize("number", [-5, 2**53, 10**20])
def test_a_closing_with_an_impossible_number_is_refused(tmp_path: Path, number: int) -> None:
    record = json.dumps({"line": "aaaa0001", "number": number}).encode()
    with a_township(tmp_path) as store:
        line = lying("line_closed", "line", "aaaa0001", record)
        assert refused(store, line) == "bundle_entry_unreadable"


@pytest.mark.parametrize("number", [-1, -(10**20), 10**20])
def test_a_line_that_grew_from_an_impossible_number_is_refused(tmp_path: Path, number: int) -> None:
    line = Line()
    line.entries.clear()
    origin = {"line": "bbbb0001", "number": number, "hash": "", "device": "d"}
    line.write("line_opened", "line", line.name, json.dumps(origin).encode(), None)
    with a_township(tmp_path) as store:
        assert refused(store, line) == "bundle_entry_unreadable"


def test_a_closing_of_one_line_under_the_name_of_another_is_refused(tmp_path: Path) -> None:
    line = lying("line_closed", "line", "deadbeef", b'{"line":"aaaa0001","number":1}')
    with a_township(tmp_path) as store:
        assert refused(store, line) == "bundle_entry_unreadable"


def test_another_object_that_calls_itself_a_closing_closes_nothing(tmp_path: Path) -> None:
    old = Line("aaaa0001")
    liar, later = Line("bbbb0002", old), Line("cccc0003", old)
    plain = plain_of(topic()) | {"id": later.name}
    liar.write("line_closed", "topic", later.name, payloads(Topic, plain)[0], None)
    liar.write("line_closed", "topic", later.name, None, None)
    later.put(topic("留着的"))
    with a_township(tmp_path) as store:
        for line in (old, liar, later):
            receive(store, line)
        held = Store(store.database, VILLAGE, "", store.clock, mirrored=True)
        with held.read() as theirs:
            assert journal.closed_lines(theirs) == {}
            assert [each.title for each in theirs.all(Topic)] == ["留着的"]


def test_a_record_that_is_another_object_than_its_header_names_is_refused(tmp_path: Path) -> None:
    known, other = topic(), topic("别的")
    record, _ = payloads(Topic, plain_of(other))
    with a_township(tmp_path) as store:
        line = lying("topic_changed", "topic", known.id, record)
        assert refused(store, line) == "bundle_entry_unreadable"


@pytest.mark.parametrize("private", [{"id": "other"}, {"name": "别人"}, {"zzz": 1}])
def test_the_private_payload_says_nothing_that_is_not_private(
    tmp_path: Path, private: dict[str, object]
) -> None:
    villager = person()
    record, _ = payloads(type(villager), plain_of(villager))
    said = json.dumps({"phones": ["19900000001"], **private}).encode()
    with a_township(tmp_path) as store:
        line = lying("person_changed", "person", villager.id, record, said)
        assert refused(store, line) == "bundle_entry_unreadable"


def test_the_id_of_every_value_stands_where_receiving_compares_it() -> None:
    for record in RECORDS.values():
        assert record.__struct_fields__[0] == "id"
        assert layout_of(record).select.startswith('SELECT "id",')


def test_two_who_end_the_same_line_end_it_in_one_place(tmp_path: Path) -> None:
    old = Line("aaaa0001")
    for title in ("甲", "乙", "丙"):
        old.put(topic(title))
    first, second = Line("bbbb0002", old), Line("cccc0003", old)
    first.close(old, 2)
    second.close(old, 3)
    found = []
    for place, order in enumerate(permutations((first, second))):
        with a_township(tmp_path / str(place)) as store:
            receive(store, old)
            for line in order:
                receive(store, line)
            held = Store(store.database, VILLAGE, "", store.clock, mirrored=True)
            with held.read() as theirs:
                assert journal.verify(theirs) == []
                titles = sorted(each.title for each in theirs.all(Topic))
                found.append((journal.closed_lines(theirs), titles))
            assert kept(store) == rebuilt(store)
    assert found == [({"aaaa0001": 3}, sorted(("甲", "乙")))] * 2


def test_two_messages_that_claim_the_same_place_do_not_hide_one_another(tmp_path: Path) -> None:
    with a_township(tmp_path) as store:
        with store.write() as uow:
            for digit in "ab":
                message = TakenMessage(
                    sender="x",
                    kind=RECEIPT,
                    generation=1,
                    number=1,
                    sha256=digit * 64,
                    content=digit.encode(),
                    taken_at=datetime(2026, 1, 5, tzinfo=UTC),
                )
                keep_message(uow, message)
                keep_message(uow, message)
            uow.commit()
        with store.read() as reader:
            assert [m.content for m in kept_messages(reader, RECEIPT)] == [b"a", b"b"]
