"""The bundle with the standard tools alone, as docs/bundle-format.md says in section 10."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
from pathlib import Path

import bagit
import pytest

from tests.exchange.village import JPEG, attach, check, make_content, write_entries
from xieshang_desktop.exchange.keys import SEAL_KEY, SIGN_KEY, SIGN_PUBLIC, VillageKeys, open_keys
from xieshang_desktop.exchange.lines import withhold_nothing
from xieshang_desktop.exchange.writing import BundleWritten, write_bundle


def run(*command: str | Path, within: Path | None = None, given: bytes = b"") -> bytes:
    english = {**os.environ, "LC_ALL": "C.UTF-8", "LANGUAGE": ""}
    return subprocess.run(
        command, cwd=within, input=given, check=True, capture_output=True, env=english
    ).stdout


@pytest.fixture
def village(tmp_path: Path) -> VillageKeys:
    return open_keys(tmp_path / "keys")


@pytest.fixture
def written(tmp_path: Path, village: VillageKeys) -> BundleWritten:
    """A bundle on a stick, private payloads and all."""
    (tmp_path / "stick").mkdir()
    files = [attach(tmp_path, JPEG + os.urandom(50_000)), attach(tmp_path, "名单".encode() * 999)]
    return write_bundle(
        make_content(write_entries(12), files),
        village,
        tmp_path / "stick",
        scratch=tmp_path / "tmp",
        withhold=withhold_nothing,
    )


@pytest.fixture
def bag(tmp_path: Path, written: BundleWritten) -> Path:
    """The bundle opened by age and unzip."""
    clear = run("age", "-d", "-i", tmp_path / "keys" / SEAL_KEY, written.path)
    (tmp_path / "bag.zip").write_bytes(clear)
    run("unzip", "-q", "-d", tmp_path / "bag", tmp_path / "bag.zip")
    return tmp_path / "bag"


def test_the_name_ends_with_the_hash_that_sha256sum_finds(written: BundleWritten) -> None:
    found = run("sha256sum", written.path).decode().split()[0]
    assert found == written.sha256
    assert written.path.name == f"XS1-0123456789ab-5eed0001-00000001-00000012-{found[:8]}.xsb"
    assert written.path.stat().st_size == written.size


def test_nothing_readable_is_in_the_sealed_file(written: BundleWritten) -> None:
    sealed = written.path.read_bytes()
    for readable in (b"PK\x03\x04", b"bagit", b"138000", "路灯".encode(), "青石".encode()):
        assert readable not in sealed


def test_unzip_finds_no_fault(bag: Path, tmp_path: Path) -> None:
    assert b"No errors detected" in run("unzip", "-t", tmp_path / "bag.zip")


def test_minisign_knows_the_village(bag: Path, tmp_path: Path) -> None:
    public = tmp_path / "keys" / SIGN_PUBLIC
    said = run("minisign", "-V", "-p", public, "-m", bag / "tagmanifest-sha256.txt").decode()
    assert "Signature and comment signature verified" in said


def test_sha256sum_agrees_with_both_manifests(bag: Path) -> None:
    run("sha256sum", "--strict", "-c", "tagmanifest-sha256.txt", within=bag)
    said = run("sha256sum", "--strict", "-c", "manifest-sha256.txt", within=bag).decode()
    assert said.count(": OK\n") == 3


def test_a_bagit_validator_finds_no_fault(bag: Path) -> None:
    opened = bagit.Bag(str(bag))
    opened.validate()
    assert opened.version_info == (1, 0)
    assert opened.info["Xieshang-Kind"] == "entries"
    assert opened.info["Xieshang-Unit-Name"] == "青石 村 村民委员会"
    assert opened.info["Xieshang-Laptop-Clock"] == "2026-11-20T09:30:00+08:00"


def test_headers_and_payloads_have_their_hashes_for_any_json_program(bag: Path) -> None:
    rows = (bag / "data" / "entries.jsonl").read_bytes().decode().split("\n")
    assert rows.pop() == ""
    assert len(rows) == 12
    previous = "0" * 64
    for number, text in enumerate(rows, 1):
        row = json.loads(text)
        header = json.loads(row["header"])
        assert hashlib.sha256(row["header"].encode()).hexdigest() == row["hash"]
        assert (header["number"], header["previous"]) == (number, previous)
        previous = row["hash"]
        for payload in ("record", "private"):
            salted = bytes.fromhex(row[f"{payload}_salt"]) + row[payload].encode()
            assert hashlib.sha256(salted).hexdigest() == header[f"{payload}_hash"]


def test_attachments_are_named_by_what_sha256sum_finds(bag: Path) -> None:
    files = sorted((bag / "data" / "files").iterdir())
    assert len(files) == 2
    for file in files:
        assert run("sha256sum", file).decode().split()[0] == file.name


def test_a_bag_closed_and_sealed_by_the_tools_is_read(
    bag: Path, tmp_path: Path, village: VillageKeys
) -> None:
    (bag / "tagmanifest-sha256.txt.minisig").unlink()
    signing = ["-S", "-s", tmp_path / "keys" / SIGN_KEY, "-m", bag / "tagmanifest-sha256.txt"]
    run("minisign", *signing)
    run("zip", "-q", "-X", "-D", "-r", tmp_path / "again.zip", ".", within=bag)
    sealed = tmp_path / "again.xsb"
    run("age", "-r", village.age_recipient, "-o", sealed, tmp_path / "again.zip")
    report = check(sealed, village)
    assert (report.first, report.last, report.entries, report.files) == (1, 12, 12, 2)
