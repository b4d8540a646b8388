"""Personal data is erased when the law asks; the chain and everybody else's data hold."""

from __future__ import annotations

import hashlib
from itertools import chain
from pathlib import Path

import msgspec

from tests.storage.village import faults, opened, person
from xieshang_desktop.domain.people import Person
from xieshang_desktop.storage import journal
from xieshang_desktop.storage.drafts import draft_of, save_draft
from xieshang_desktop.storage.unit_of_work import Store

OLD, NEW = "13911112222", "13933334444"


def erase(store: Store, person_id: str) -> None:
    with store.write(action="erase") as uow:
        journal.erase_private(uow, "person", person_id)
        uow.commit()


def test_every_private_payload_of_the_person_is_gone_and_the_chain_holds(store: Store) -> None:
    wu, zhou = person("吴", phones=(OLD,), remarks="低保"), person("周")
    with store.write() as uow:
        uow.put_all([wu, zhou], "person_entered")
        uow.put(msgspec.structs.replace(wu, phones=(NEW,)), "person_changed")
        uow.commit()
    erase(store, wu.id)
    with store.read() as reader:
        left = reader.one(Person, wu.id)
        assert (left.name, left.phones, left.remarks) == ("吴", (), "")
        assert reader.one(Person, zhou.id) == zhou
        history = journal.history(reader, wu.id)
        assert all(e.private is None for e in history)
        assert [e.read_header().kind for e in history][-1] == "private_erased"
        assert journal.history(reader, zhou.id)[0].private is not None
    assert faults(store) == []


def test_a_number_cannot_be_guessed_from_what_is_left(store: Store) -> None:
    wu = person(phones=(OLD,))
    with store.write() as uow:
        entered = uow.put(wu, "person_entered")
        uow.commit()
    erase(store, wu.id)
    with store.read() as reader:
        left = journal.history(reader, wu.id)[0]
    assert entered.private is not None
    guess = hashlib.sha256(left.private_salt + entered.private).hexdigest()
    assert left.read_header().private_hash != guess


def test_undoing_the_erasing_brings_nothing_private_back(store: Store) -> None:
    wu = person(phones=(OLD,))
    with store.write() as uow:
        uow.put(wu, "person_entered")
        uow.commit()
    erase(store, wu.id)
    with store.write() as uow:
        uow.undo("erase")
        uow.commit()
    with store.read() as reader:
        assert reader.one(Person, wu.id).phones == ()
    assert faults(store) == []


def test_what_is_entered_after_the_erasing_may_not_vanish_unsaid(store: Store) -> None:
    wu = person(phones=(OLD,))
    with store.write() as uow:
        uow.put(wu, "person_entered")
        uow.commit()
    erase(store, wu.id)
    with store.write() as uow:
        uow.put(msgspec.structs.replace(wu, phones=(NEW,)), "person_changed")
        uow.commit()
    assert faults(store) == []
    with store.write() as uow:
        uow.change("UPDATE entries SET private = NULL, private_salt = x'' WHERE number = 4", [()])
        uow.commit()
    assert {(f.number, f.code) for f in faults(store)} == {(4, "private"), (4, "row")}


def test_search_keys_and_drafts_of_the_person_are_gone_too(store: Store) -> None:
    wu, zhou = person("吴"), person("周")
    keys = [(store.unit_id, "02222", wu.id), (store.unit_id, "02222", zhou.id)]
    with store.write() as uow:
        uow.put_all([wu, zhou], "person_entered")
        uow.change("INSERT INTO person_keys (unit_id, key, person_id) VALUES (?, ?, ?)", keys)
        uow.commit()
    save_draft(store, wu.id, "remarks", "电话改为" + NEW)
    erase(store, wu.id)
    with store.read() as reader:
        left = reader.connection.execute("SELECT unit_id, key, person_id FROM person_keys")
        assert left.fetchall() == keys[1:]
        assert draft_of(reader, wu.id, "remarks") is None


def test_no_file_of_the_folder_holds_the_number_any_more(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    wu = person(phones=(OLD,), address="柳溪村一组12号")
    with opened(folder, tmp_path / "device") as store:
        with store.write() as uow:
            uow.put(wu, "person_entered")
            uow.put(msgspec.structs.replace(wu, phones=(NEW,)), "person_changed")
            uow.commit()
        erase(store, wu.id)
    files = [file for file in folder.rglob("*") if file.is_file()]
    content = b"".join(file.read_bytes() for file in files)
    assert files
    assert [n for n in chain((OLD, NEW), ["柳溪村一组12号"]) if n.encode() in content] == []
