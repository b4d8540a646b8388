"""Bundles as another program might have written them: opened with the village's identity, changed,
signed again with its key, sealed to both."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from tests.exchange.forging import Bag, close_bag, list_again, open_bag, sign_again
from tests.township.road import Road, VillageSide
from xieshang_desktop.exchange import seal
from xieshang_desktop.exchange.keys import VillageKeys
from xieshang_desktop.services import handover
from xieshang_desktop.services.keys import own_keys

LINES, INFO = "data/entries.jsonl", "bag-info.txt"

Row = dict[str, Any]


def bag_of(file: Path, keys: VillageKeys) -> Bag:
    """The bag in a bundle."""
    clear = io.BytesIO()
    with file.open("rb") as sealed:
        seal.unseal(sealed, clear, [keys.age_identity])
    return open_bag(clear.getvalue())


def reworked(
    road: Road,
    file: Path,
    change: Callable[[Bag], Bag],
    village: VillageSide | None = None,
    signer: VillageKeys | None = None,
    to: Sequence[str] | None = None,
) -> Path:
    """The bundle with a changed bag, in place of what it was."""
    keys = own_keys((village or road.village).desk)
    bag = sign_again(list_again(change(bag_of(file, keys))), signer or keys)
    recipients = to or [keys.age_recipient, own_keys(road.township.desk).age_recipient]
    sealed = io.BytesIO()
    seal.seal(io.BytesIO(close_bag(bag)), sealed, recipients)
    file.write_bytes(sealed.getvalue())
    return file


def rows_of(bag: Bag) -> list[Row]:
    """The entries of a bag."""
    return [json.loads(row) for row in bag[LINES].splitlines()]


def with_rows(bag: Bag, rows: Sequence[Row]) -> Bag:
    """The bag with these entries."""
    lines = [json.dumps(row, ensure_ascii=False).encode() for row in rows]
    return {**bag, LINES: b"\n".join(lines) + b"\n"}


def with_header(row: Row, previous: str, **changed: object) -> Row:
    """An entry whose header says something else, chained to the one before."""
    header = json.loads(row["header"]) | {"previous": previous} | changed
    text = json.dumps(header, ensure_ascii=False, separators=(",", ":"))
    return {**row, "header": text, "hash": hashlib.sha256(text.encode()).hexdigest()}


def with_record(row: Row, previous: str, record: str) -> Row:
    """An entry with another record, whose hash is right."""
    salted = bytes.fromhex(row["record_salt"]) + record.encode()
    found = hashlib.sha256(salted).hexdigest()
    return with_header({**row, "record": record}, previous, record_hash=found)


def with_info(bag: Bag, label: str, value: str) -> Bag:
    """The bag with another field in its bag-info.txt; none with an empty value."""
    lines = bag[INFO].decode().splitlines()
    kept = [line for line in lines if not line.startswith(f"{label}:")]
    if value:
        kept.append(f"{label}: {value}")
    return {**bag, INFO: ("\n".join(kept) + "\n").encode()}


def lies(road: Road, village: VillageSide, **changed: object) -> Path:
    """The village's next bundle, the header of its last entry changed."""
    (file,) = handover.write_bundles(village.desk, road.stick())

    def change(bag: Bag) -> Bag:
        rows = rows_of(bag)
        rows[-1] = with_header(rows[-1], rows[-2]["hash"], **changed)
        return with_rows(bag, rows)

    return reworked(road, file, change, village)
