"""What was written into bundles, and what waits for the township."""

from __future__ import annotations

from datetime import timedelta

from tests.storage.village import MORNING, person
from xieshang_desktop.storage.bundles import (
    BundleRecord,
    bundles_of,
    confirmed_number,
    record_bundle,
    waiting_entries,
)
from xieshang_desktop.storage.unit_of_work import Store


def test_what_no_bundle_holds_waits_and_only_a_receipt_confirms(store: Store) -> None:
    with store.write() as uow:
        uow.put_all([person(), person(), person()], "person_entered")
        uow.commit()
    with store.read() as reader:
        assert waiting_entries(reader, store.line) == 4
        assert confirmed_number(reader, store.line) == 0
    first = BundleRecord(
        name="XS1-a", line=store.line, first=1, last=2, sha256="0" * 64, written_at=MORNING
    )
    second = BundleRecord(
        name="XS1-b",
        line=store.line,
        first=1,
        last=3,
        sha256="1" * 64,
        written_at=MORNING + timedelta(hours=1),
        confirmed_at=MORNING + timedelta(days=1),
    )
    with store.write() as uow:
        record_bundle(uow, first)
        record_bundle(uow, second)
        uow.commit()
    with store.read() as reader:
        assert bundles_of(reader) == [second, first]
        assert waiting_entries(reader, store.line) == 1
        assert confirmed_number(reader, store.line) == 3
        assert confirmed_number(reader, "another") == 0
