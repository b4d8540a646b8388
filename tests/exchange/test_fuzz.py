"""Bundles spoiled in every way, most of them signed again with a known key: each is refused with
a code of the paper, or holds the same as before; what is taken, a stranger's reader takes too.

`FUZZ_SEED=7 pytest tests/exchange/test_fuzz.py` tries others.
"""

from __future__ import annotations

import io
import os
import resource
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple

import msgspec
import pytest

from tests.exchange import mutating, stranger
from tests.exchange.forging import Bag, open_bag, seal_clear
from tests.exchange.letters import answer, directives, invitation, receipt, rotation, to_send
from tests.exchange.mutating_files import FILES
from tests.exchange.mutating_said import SAID
from tests.exchange.mutating_zip import ZIP
from tests.exchange.test_format_paper import refusals
from tests.exchange.village import (
    JPEG,
    TOWNSHIP,
    UNIT,
    attach,
    known,
    make_content,
    pack_clear,
    write_entries,
)
from xieshang_desktop.domain.messages import Message
from xieshang_desktop.errors import BundleRefused
from xieshang_desktop.exchange.keys import VillageKeys, open_keys
from xieshang_desktop.exchange.manifest import BundleInfo
from xieshang_desktop.exchange.minisign import key_name_of
from xieshang_desktop.exchange.opened import KnownSigner, OpenBundle
from xieshang_desktop.exchange.reading import ALL_KINDS, open_bundle

SEED = int(os.environ.get("FUZZ_SEED", "20261122"))
CHUNKS, CASES, SEALED = 8, 2_600, 400
OTHER = "0199a0b2-7c3d-7e4f-8a5b-0000000000ff"


class Content(NamedTuple):
    """All that a reader finds in a bundle."""

    info: BundleInfo
    entries: list[tuple[object, object]]
    message: Message | None
    files: dict[str, bytes]


class Original(NamedTuple):
    """A whole bundle, who signed it, and whom its reader knows."""

    name: str
    clear: bytes
    bag: Bag
    keys: VillageKeys
    signers: list[KnownSigner]
    content: Content

    @property
    def coded(self) -> bool:
        return self.name == "invitation"


class Spoiled(NamedTuple):
    """What was made of an original, in which way, and whether it was signed again."""

    clear: bytes
    way: str
    signed: bool


def read(clear: bytes, signers: list[KnownSigner], *, coded: bool) -> Content:
    """Everything of steps 3 to 8 and 10; BundleRefused."""
    return content_of(OpenBundle(io.BytesIO(clear), signers, ALL_KINDS, with_code=coded))


def content_of(bundle: OpenBundle) -> Content:
    entries: list[tuple[object, object]] = list(bundle.entries())
    files = {digest: b"".join(bundle.read_file(digest)) for digest in bundle.files}
    return Content(bundle.info, entries, bundle.message, files)


@pytest.fixture(scope="module")
def originals(tmp_path_factory: pytest.TempPathFactory, keys: VillageKeys) -> list[Original]:
    folder = tmp_path_factory.mktemp("originals")
    township, other = open_keys(folder / "township"), open_keys(folder / "other")
    stranger_known = known(other, OTHER)
    files = [
        attach(folder, JPEG + b"photo" * 9),
        attach(folder, b"%PDF paper"),
        attach(folder, b"a"),
    ]
    all_known = [*stranger_known, *known(keys), *known(township, TOWNSHIP)]
    made = [
        ("entries", make_content(write_entries(5), files), keys, all_known),
        ("entries", make_content(write_entries(3, first=8, previous="a" * 64)), keys, all_known),
        ("receipt", to_send(receipt()), township, all_known),
        ("directives", to_send(directives(files), files), township, all_known),
        ("rotation", to_send(rotation(other)), township, all_known),
        ("answer", to_send(answer(keys)), keys, stranger_known),
        ("invitation", to_send(invitation(township, UNIT)), township, stranger_known),
    ]
    found = []
    for name, content, writer, signers in made:
        clear = pack_clear(content, writer)
        read_again = read(clear, signers, coded=name == "invitation")
        found.append(Original(name, clear, open_bag(clear), writer, signers, read_again))
    return found


def spoil(chance: Random, original: Original) -> Spoiled:
    """One way out of all."""
    if chance.random() < 0.25:
        return Spoiled(mutating.spoil_bytes(chance, original.clear), "bytes", False)
    draft = mutating.Draft(dict(original.bag), original.keys)
    kinds = chance.choice([ZIP, FILES, SAID, SAID])
    way = chance.choice(kinds)
    if kinds is SAID and chance.random() < 0.1:
        draft.relist = False
    if kinds is SAID and chance.random() < 0.1:
        draft.sign = False
    way(chance, draft)
    return Spoiled(draft.close(), way.__name__, draft.sign)


def agree_with_a_stranger(spoiled: Spoiled, original: Original, content: Content) -> None:
    """What was taken holds for a reader that was written from the paper, and is the same there."""
    publics = {
        key_name_of(signer.public_text): (signer.unit_id, signer.public_text.splitlines()[-1])
        for signer in original.signers
    }
    found = stranger.read(spoiled.clear, publics)
    assert found.info["Unit-Name"] == content.info.unit_name
    assert int(found.info["Last"]) == content.info.last
    assert {f"data/files/{digest}": file for digest, file in content.files.items()} == found.files
    assert [row["hash"] for row in found.rows] == [entry.hash for _h, entry in content.entries]  # type: ignore[attr-defined]
    for row, (_header, entry) in zip(found.rows, content.entries, strict=True):
        assert str(row["header"]).encode() == entry.header  # type: ignore[attr-defined]
        for name in ("record", "private"):
            text = row[name]
            assert (None if text is None else str(text).encode()) == getattr(entry, name)
    if content.message is not None:
        said = msgspec.convert(found.message, type(content.message))
        assert said == content.message


def peak() -> int:
    """The most memory this process ever had, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def rounds(
    originals: list[Original], chunk: int, cases: int
) -> Iterator[tuple[Original, Spoiled, str]]:
    """Each spoiled bundle with a name to find it by again."""
    for case in range(cases):
        name = f"FUZZ_SEED={SEED} chunk {chunk} case {case}"
        chance = Random(name)  # noqa: S311 - to be had again, not a secret
        original = chance.choice([*originals, *originals[:2]])
        spoiled = spoil(chance, original)
        yield original, spoiled, f"{name}: {original.name}, {spoiled.way}"


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_spoiled_bags_are_refused_or_hold_the_same(originals: list[Original], chunk: int) -> None:
    codes: Counter[str] = Counter()
    signed = taken = 0
    before = peak()
    for original, spoiled, name in rounds(originals, chunk, CASES):
        signed += spoiled.signed
        try:
            content = read(spoiled.clear, original.signers, coded=original.coded)
        except BundleRefused as refused:
            codes[refused.code] += 1
            continue
        except Exception as error:
            raise AssertionError(name) from error
        taken += 1
        if content != original.content:
            assert spoiled.signed, name
            try:
                agree_with_a_stranger(spoiled, original, content)
            except Exception as error:
                raise AssertionError(name) from error
    steps = refusals()
    wanted = set().union(*(steps[step] for step in (3, 4, 5, 6, 7, 8, 10)))
    print(f"FUZZ_SEED={SEED}", CASES, "cases,", signed, "signed again,", taken, "taken,", codes)
    assert wanted <= codes.keys(), wanted - codes.keys()
    assert codes.keys() <= wanted
    assert signed >= CASES / 2
    assert peak() - before < 64


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_spoiled_bundles_are_refused_or_hold_the_same(
    originals: list[Original], keys: VillageKeys, tmp_path: Path, chunk: int
) -> None:
    """The same through the seal: spoiled before it, or after."""
    codes: Counter[str] = Counter()
    sealed_to_us = [original for original in originals if not original.coded]
    for original, spoiled, name in rounds(sealed_to_us, chunk + CHUNKS, SEALED):
        chance = Random(f"{name} sealed")  # noqa: S311
        after = chance.random() < 0.4
        sealed = seal_clear(original.clear if after else spoiled.clear, keys)
        if after:
            ahead = chance.choice([22, 300, len(sealed)])
            sealed = mutating.spoil_bytes(chance, sealed[:ahead]) + sealed[ahead:]
        try:
            with open_bundle(
                io.BytesIO(sealed),
                identities=[keys.age_identity],
                known_signers=original.signers,
                scratch=tmp_path,
            ) as bundle:
                content = content_of(bundle)
        except BundleRefused as refused:
            codes[refused.code] += 1
            continue
        except Exception as error:
            raise AssertionError(name) from error
        if content != original.content:
            assert spoiled.signed, name
            assert not after, name
    assert {"bundle_damaged", "bundle_not_sealed", "bundle_not_for_us"} <= codes.keys()
    assert not list(tmp_path.iterdir())
