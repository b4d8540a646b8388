"""Entries that a known village signed are still refused when they do not hold together."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.exchange.forging import (
    INFO,
    LINES,
    Bag,
    Change,
    list_again,
    open_bag,
    refusal,
    replace,
    sign_again,
    store,
)
from tests.exchange.village import TOWNSHIP, UNIT, check, make_content, pack_clear, write_entries
from xieshang_desktop.exchange.keys import VillageKeys


def on_row(number: int, change: Callable[[dict[str, object]], object]) -> Change:
    """Change one row of the entries, decoded."""

    def apply(bag: Bag) -> Bag:
        rows = bag[LINES].split(b"\n")
        row = json.loads(rows[number - 1])
        change(row)
        rows[number - 1] = json.dumps(row, ensure_ascii=False).encode()
        return {**bag, LINES: b"\n".join(rows)}

    return apply


def in_header(old: str, new: str, *, rehash: bool = True) -> Callable[[dict[str, object]], None]:
    def change(row: dict[str, object]) -> None:
        header = str(row["header"])
        assert old in header
        row["header"] = header = header.replace(old, new)
        if rehash:
            row["hash"] = hashlib.sha256(header.encode()).hexdigest()

    return change


def rows(change: Callable[[list[bytes]], list[bytes]]) -> Change:
    return lambda bag: {**bag, LINES: b"".join(change(bag[LINES].splitlines(keepends=True)))}


UNREADABLE = "bundle_entry_unreadable"
DEEP = "[" * 100_000
WRONG_ENTRIES: list[tuple[str, Change, str]] = [
    ("none", rows(lambda r: []), "bundle_number_wrong"),
    ("first missing", rows(lambda r: r[1:]), "bundle_number_wrong"),
    ("one missing", rows(lambda r: r[:2] + r[3:]), "bundle_number_wrong"),
    ("last missing", rows(lambda r: r[:-1]), "bundle_number_wrong"),
    ("two swapped", rows(lambda r: [r[1], r[0], *r[2:]]), "bundle_number_wrong"),
    ("one twice", rows(lambda r: [*r, r[-1]]), "bundle_number_wrong"),
    ("more than said", replace(INFO, b"Last: 6", b"Last: 5"), "bundle_number_wrong"),
    ("begins elsewhere", replace(INFO, b"Previous: 00", b"Previous: 10"), "bundle_chain_broken"),
    ("number", on_row(3, in_header('"number":3', '"number":4')), "bundle_number_wrong"),
    ("other content", on_row(3, in_header("召集人", "别人")), "bundle_chain_broken"),
    (
        "last rewritten",
        on_row(6, in_header("召集人", "别人", rehash=False)),
        "bundle_entry_differs",
    ),
    ("hash", on_row(6, lambda r: r.update(hash="0" * 64)), "bundle_entry_differs"),
    ("record", on_row(2, lambda r: r.update(record="{}")), "bundle_payload_differs"),
    ("private", on_row(2, lambda r: r.update(private="{}")), "bundle_payload_differs"),
    ("salt", on_row(2, lambda r: r.update(record_salt="0" * 32)), "bundle_payload_differs"),
    ("other unit", on_row(4, in_header(UNIT, TOWNSHIP)), "bundle_entry_foreign"),
    ("other line", on_row(4, in_header("5eed0001", "5eed0002")), "bundle_entry_foreign"),
    (
        "info of another unit",
        replace(INFO, UNIT.encode(), TOWNSHIP.encode()),
        "bundle_signer_foreign",
    ),
    ("not JSON", rows(lambda r: [b"{\n", *r]), UNREADABLE),
    ("empty row", rows(lambda r: [*r, b"\n"]), UNREADABLE),
    ("no end", rows(lambda r: [*r, b"{}"]), UNREADABLE),
    ("not UTF-8", rows(lambda r: [b"\xff" + r[0], *r[1:]]), UNREADABLE),
    ("BOM", rows(lambda r: [b"\xef\xbb\xbf" + r[0], *r[1:]]), UNREADABLE),
    (
        "lone surrogate",
        rows(lambda r: [r[0].replace(b"village", b"\\ud800"), *r]),
        "bundle_number_wrong",
    ),
    ("deep", rows(lambda r: [DEEP.encode() + b"\n", *r]), UNREADABLE),
    ("salt alone", on_row(2, lambda r: r.update(private=None)), UNREADABLE),
    ("payload alone", on_row(2, lambda r: r.update(private_salt=None)), UNREADABLE),
    ("short salt", on_row(2, lambda r: r.update(record_salt="00")), UNREADABLE),
    ("payload no object", on_row(2, lambda r: r.update(record="[]")), UNREADABLE),
    ("payload no JSON", on_row(2, lambda r: r.update(record="{'a': 1}")), UNREADABLE),
    ("deep payload", on_row(2, lambda r: r.update(record='{"a":' + DEEP)), UNREADABLE),
    ("header no JSON", on_row(2, lambda r: r.update(header="{}")), UNREADABLE),
    ("big number", on_row(2, in_header('"number":2', '"number":' + "9" * 5000)), UNREADABLE),
    ("no number", on_row(2, in_header('"number":2,', "")), UNREADABLE),
    ("clock", on_row(2, in_header('"at":"2026', '"at":"then')), UNREADABLE),
]


@pytest.mark.parametrize(
    ("change", "code"), [t[1:] for t in WRONG_ENTRIES], ids=[t[0] for t in WRONG_ENTRIES]
)
def test_entries_that_do_not_hold_are_told_although_signed(
    tmp_path: Path, keys: VillageKeys, bag: Bag, change: Change, code: str
) -> None:
    forged = sign_again(list_again(change(bag)), keys)
    assert refusal(store(tmp_path, forged, keys), keys).code == code


def test_an_endless_row_is_not_gathered(tmp_path: Path, keys: VillageKeys, bag: Bag) -> None:
    endless = {**bag, LINES: b" " * (17 * 1024 * 1024)}
    forged = sign_again(list_again(endless), keys)
    assert refusal(store(tmp_path, forged, keys), keys).code == UNREADABLE


def test_withheld_and_erased_payloads_are_no_fault(tmp_path: Path, keys: VillageKeys) -> None:
    content = make_content(write_entries(3))
    bag = open_bag(pack_clear(content, keys, withhold=True))
    assert b"138000" not in bag[LINES]
    for row in bag[LINES].splitlines():
        assert json.loads(row)["private"] is json.loads(row)["private_salt"] is None
        assert json.loads(row)["record_salt"]
    erased = on_row(2, lambda row: row.update(record=None, record_salt=None))(bag)
    path = store(tmp_path, sign_again(list_again(erased), keys), keys)
    assert check(path, keys).entries == 3


def test_unknown_labels_and_members_of_later_versions_are_passed_over(
    tmp_path: Path, keys: VillageKeys, bag: Bag
) -> None:
    later = {**bag, INFO: bag[INFO] + "Xieshang-Weather: 晴\n".encode()}
    later = on_row(1, lambda row: row.update(weather="fine"))(later)
    assert check(store(tmp_path, sign_again(list_again(later), keys), keys), keys).entries == 6
