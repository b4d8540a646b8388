"""Every check of a bundle has its own refusal, in the order that the format says."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from tests.exchange.forging import (
    INFO,
    LINES,
    MANIFEST,
    SIGNATURE,
    TAGS,
    Bag,
    Change,
    list_again,
    plus,
    refusal,
    replace,
    sign_again,
    store,
    without,
)
from tests.exchange.village import TOWNSHIP, UNIT, check
from xieshang_desktop.errors import BundleRefused, WorldFailed
from xieshang_desktop.exchange import minisign
from xieshang_desktop.exchange.keys import VillageKeys, open_keys
from xieshang_desktop.exchange.reading import check_bundle


def test_a_whole_bundle_tells_what_it_is(tmp_path: Path, keys: VillageKeys, bag: Bag) -> None:
    report = check(store(tmp_path, bag, keys), keys)
    assert (report.unit, report.unit_name) == (UNIT, "青石 村 村民委员会")
    assert (report.line, report.first, report.last, report.entries) == ("5eed0001", 1, 6, 6)
    assert (report.kind, report.files, report.addressee) == ("entries", 2, TOWNSHIP)
    assert report.signer in keys.public_text.splitlines()[0]
    assert report.written_at.isoformat() == "2026-11-20T09:30:00+08:00"
    assert (report.program_version, report.schema, report.device) == ("0.1.0", 1, "村委会 笔记本")
    last = json.loads(bag[LINES].split(b"\n")[-2])
    assert (report.previous, report.last_hash) == ("0" * 64, last["hash"])


def test_a_file_of_two_gibibytes_is_not_even_opened(tmp_path: Path, keys: VillageKeys) -> None:
    path = tmp_path / "huge.xsb"
    with path.open("wb") as file:
        file.truncate(2**31)
    assert refusal(path, keys).code == "bundle_too_large"


@pytest.mark.parametrize("content", [b"", b"a", b"PK\x03\x04clear", "名册".encode() * 9999])
def test_what_is_not_sealed_is_told(tmp_path: Path, keys: VillageKeys, content: bytes) -> None:
    path = tmp_path / "some.xsb"
    path.write_bytes(content)
    assert refusal(path, keys).code == "bundle_not_sealed"


def test_a_bundle_for_others_is_told(tmp_path: Path, keys: VillageKeys, bag: Bag) -> None:
    others = open_keys(tmp_path / "others")
    path = store(tmp_path, bag, others)
    assert refusal(path, keys).code == "bundle_not_for_us"
    with pytest.raises(BundleRefused) as refused:
        check_bundle(path, identities=[], known_signers=[], scratch=tmp_path / "tmp")
    assert refused.value.code == "bundle_not_for_us"


def test_a_bundle_cut_off_anywhere_is_told(tmp_path: Path, keys: VillageKeys, bag: Bag) -> None:
    path = store(tmp_path, bag, keys)
    whole = path.read_bytes()
    seen = set()
    for length in range(0, len(whole), 13):
        path.write_bytes(whole[:length])
        seen.add(refusal(path, keys).code)
    assert seen == {"bundle_not_sealed", "bundle_damaged"}


def test_a_bundle_with_more_behind_it_is_told(tmp_path: Path, keys: VillageKeys, bag: Bag) -> None:
    path = store(tmp_path, bag, keys)
    path.write_bytes(path.read_bytes() + b"\0")
    assert refusal(path, keys).code == "bundle_damaged"


def test_a_seal_with_an_endless_header_is_not_read_on(tmp_path: Path, keys: VillageKeys) -> None:
    path = tmp_path / "endless.xsb"
    path.write_bytes(b"age-encryption.org/v1\n" + b"-> X25519 AAAA\nAAAA\n" * 100_000)
    assert refusal(path, keys).code == "bundle_damaged"


def test_a_missing_file_is_the_worlds_failure(tmp_path: Path, keys: VillageKeys) -> None:
    for path in (tmp_path / "none.xsb", tmp_path):
        with pytest.raises(WorldFailed) as failure:
            check(path, keys)
        assert failure.value.code == "bundle_unreadable"


def test_a_file_in_place_of_the_scratch_folder_is_told(
    tmp_path: Path, keys: VillageKeys, bag: Bag
) -> None:
    path = store(tmp_path, bag, keys)
    (tmp_path / "tmp").write_text("")
    with pytest.raises(WorldFailed) as failure:
        check(path, keys)
    assert failure.value.code == "scratch_failed"


#: Changes after signing: what was changed → the code. Nothing is signed again.
TOUCHED: list[tuple[str, Change, str]] = [
    ("no declaration", without("bagit.txt"), "bundle_file_missing"),
    ("no info", without(INFO), "bundle_file_missing"),
    ("no manifest", without(MANIFEST), "bundle_file_missing"),
    ("no tag manifest", without(TAGS), "bundle_file_missing"),
    ("no signature", without(SIGNATURE), "bundle_file_missing"),
    ("no entries", without(LINES), "bundle_file_missing"),
    ("other declaration", replace("bagit.txt", b"1.0", b"0.97"), "bundle_info_wrong"),
    ("long declaration", plus("bagit.txt", b" " * 70_000), "bundle_info_wrong"),
    ("newer format", replace(INFO, b"Format: 1", b"Format: 2"), "bundle_format_newer"),
    ("no format", replace(INFO, b"Xieshang-Format: 1\n", b""), "bundle_info_wrong"),
    ("odd format", replace(INFO, b"Format: 1", b"Format: one"), "bundle_info_wrong"),
    ("other kind", replace(INFO, b"Kind: entries", b"Kind: letters"), "bundle_kind_unknown"),
    ("info not UTF-8", plus(INFO, b"\xff\xfe"), "bundle_info_wrong"),
    ("info without end", plus(INFO, b"Xieshang-Format: 1"), "bundle_info_wrong"),
    ("folded", replace(INFO, b"Xieshang-Kind", b" Xieshang-Kind"), "bundle_info_wrong"),
    ("label twice", replace(INFO, b"Xieshang-Kind", b"Xieshang-Format"), "bundle_info_wrong"),
    ("no colon", replace(INFO, b"Xieshang-Kind: ", b"Xieshang-Kind "), "bundle_info_wrong"),
    ("unit", replace(INFO, UNIT.encode(), b"../../etc"), "bundle_info_wrong"),
    ("line", replace(INFO, b"Line: 5eed0001", b"Line: 5EED0001"), "bundle_info_wrong"),
    ("first", replace(INFO, b"First: 1", b"First: 0"), "bundle_info_wrong"),
    ("many digits", replace(INFO, b"Last: 6", b"Last: " + b"9" * 9999), "bundle_info_wrong"),
    ("previous", replace(INFO, b"Previous: 00", b"Previous: 0"), "bundle_info_wrong"),
    ("clock", replace(INFO, b"+08:00", b""), "bundle_info_wrong"),
    ("no device", replace(INFO, b"Xieshang-Device", b"Device"), "bundle_info_wrong"),
    ("newer schema", replace(INFO, b"Schema: 1", b"Schema: 9"), "bundle_schema_newer"),
    ("unit name", replace(INFO, "青石".encode(), "白石".encode()), "bundle_file_differs"),
    ("signature cut", plus(SIGNATURE, b""), "bundle_signature_unreadable"),
    ("signature not text", plus(SIGNATURE, b"\xff" * 9), "bundle_signature_unreadable"),
    ("long signature", plus(SIGNATURE, b"\n" * 5000), "bundle_signature_unreadable"),
    ("comment", replace(SIGNATURE, b"hashed", b"hacked"), "bundle_signature_wrong"),
    ("tag manifest", replace(TAGS, b"  bagit", b"  nagit"), "bundle_signature_wrong"),
    ("long tag manifest", plus(TAGS, bytes(2**22 + 1)), "bundle_manifest_wrong"),
    ("manifest", replace(MANIFEST, b"  data/e", b"  data/E"), "bundle_file_differs"),
    ("entries", replace(LINES, b"topic-1", b"topic-2"), "bundle_file_differs"),
    ("unlisted", plus("readme.txt", b"hello"), "bundle_file_unlisted"),
    ("unlisted data", plus("data/more.jsonl", b"{}\n"), "bundle_file_unlisted"),
    ("autorun", plus("autorun.inf", b"[autorun]"), "bundle_file_unlisted"),
]


@pytest.mark.parametrize(("change", "code"), [t[1:] for t in TOUCHED], ids=[t[0] for t in TOUCHED])
def test_what_was_touched_after_signing_is_told(
    tmp_path: Path, keys: VillageKeys, bag: Bag, change: Change, code: str
) -> None:
    assert refusal(store(tmp_path, change(bag), keys), keys).code == code


def test_a_touched_attachment_is_told(tmp_path: Path, keys: VillageKeys, bag: Bag) -> None:
    for name in [name for name in bag if name.startswith("data/files/")]:
        refused = refusal(store(tmp_path, {**bag, name: bag[name] + b"."}, keys), keys)
        assert (refused.code, refused.facts["name"]) == ("bundle_file_differs", name)


def test_an_unknown_signer_is_named(tmp_path: Path, keys: VillageKeys, bag: Bag) -> None:
    others = open_keys(tmp_path / "others")
    refused = refusal(store(tmp_path, sign_again(bag, others), keys), keys)
    assert refused.code == "bundle_signer_unknown"
    assert str(refused.facts["signer"]) in others.public_text


HASH = b"0" * 64
NAME = hashlib.sha256(b"more").hexdigest()

#: What a known signer may have done wrong: tag files are listed and signed again.
LISTED_WRONG: list[tuple[str, Change, str]] = [
    ("listed, not there", plus(MANIFEST, HASH + b"  data/lost\n"), "bundle_file_missing"),
    ("nothing listed", plus(MANIFEST, b""), "bundle_file_unlisted"),
    ("one space", replace(MANIFEST, b"  data", b" data"), "bundle_manifest_wrong"),
    ("upper case", replace(MANIFEST, b"  data", b"A  data"), "bundle_manifest_wrong"),
    ("without end", lambda b: {**b, MANIFEST: b[MANIFEST][:-1]}, "bundle_manifest_wrong"),
    ("twice", lambda b: {**b, MANIFEST: b[MANIFEST] * 2}, "bundle_manifest_wrong"),
    ("not ASCII", plus(MANIFEST, HASH + "  data/册\n".encode()), "bundle_manifest_wrong"),
    ("long", lambda b: {**b, MANIFEST: b[MANIFEST] * 20_000}, "bundle_manifest_wrong"),
]


@pytest.mark.parametrize(
    ("change", "code"), [t[1:] for t in LISTED_WRONG], ids=[t[0] for t in LISTED_WRONG]
)
def test_a_wrong_list_is_told_although_signed(
    tmp_path: Path, keys: VillageKeys, bag: Bag, change: Change, code: str
) -> None:
    forged = sign_again(change(bag), keys)
    assert refusal(store(tmp_path, forged, keys), keys).code == code


def test_tag_files_must_be_the_three(tmp_path: Path, keys: VillageKeys, bag: Bag) -> None:
    for signed in (b"", bag[TAGS] + HASH + b"  data/entries.jsonl\n", bag[TAGS] * 2):
        signature = minisign.sign(keys.sign, signed, "x").encode()
        path = store(tmp_path, {**bag, TAGS: signed, SIGNATURE: signature}, keys)
        refused = refusal(path, keys)
        assert (refused.code, refused.facts["name"]) == ("bundle_manifest_wrong", TAGS)


@pytest.mark.parametrize("name", ["data/more.jsonl", f"data/files/{'0' * 64}", "data/files/a.exe"])
def test_a_listed_file_that_has_no_place_is_told(
    tmp_path: Path, keys: VillageKeys, bag: Bag, name: str
) -> None:
    forged = sign_again(list_again({**bag, name: b"more"}), keys)
    refused = refusal(store(tmp_path, forged, keys), keys)
    assert (refused.code, refused.facts["name"]) == ("bundle_file_unexpected", name)


def test_an_attachment_in_its_place_is_taken(tmp_path: Path, keys: VillageKeys, bag: Bag) -> None:
    forged = sign_again(list_again({**bag, f"data/files/{NAME}": b"more"}), keys)
    assert check(store(tmp_path, forged, keys), keys).files == 3
