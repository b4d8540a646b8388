"""A workshop for forged bundles: bags opened, changed, listed, signed and sealed again."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.exchange.village import check
from xieshang_desktop.errors import BundleRefused
from xieshang_desktop.exchange import manifest, minisign, seal
from xieshang_desktop.exchange.keys import VillageKeys

Bag = dict[str, bytes]
Change = Callable[[Bag], Bag]

INFO, MANIFEST, LINES = "bag-info.txt", "manifest-sha256.txt", "data/entries.jsonl"
TAGS, SIGNATURE = "tagmanifest-sha256.txt", "tagmanifest-sha256.txt.minisig"


def open_bag(clear: bytes) -> Bag:
    """Every file of a bag by name."""
    with zipfile.ZipFile(io.BytesIO(clear)) as box:
        return {name: box.read(name) for name in box.namelist()}


def close_bag(bag: Bag, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The bag as a ZIP."""
    clear = io.BytesIO()
    with zipfile.ZipFile(clear, "w", method) as box:
        for name, content in bag.items():
            box.writestr(zipfile.ZipInfo(name), content, method)
    return clear.getvalue()


def list_again(bag: Bag) -> Bag:
    """The bag with a payload manifest that lists what lies under `data/`."""
    hashes = {n: hashlib.sha256(c).hexdigest() for n, c in bag.items() if n.startswith("data/")}
    return {**bag, manifest.MANIFEST: manifest.write_manifest(hashes)}


def sign_again(bag: Bag, keys: VillageKeys) -> Bag:
    """The bag with right hashes of its tag files and a right signature."""
    tags = (manifest.DECLARATION, manifest.INFO, manifest.MANIFEST)
    signed = manifest.write_manifest({n: hashlib.sha256(bag[n]).hexdigest() for n in tags})
    signature = minisign.sign(keys.sign, signed, "forged").encode()
    return {**bag, manifest.TAG_MANIFEST: signed, manifest.SIGNATURE: signature}


def seal_clear(clear: bytes, keys: VillageKeys) -> bytes:
    """Anything, sealed to the village."""
    sealed = io.BytesIO()
    seal.seal(io.BytesIO(clear), sealed, [keys.age_recipient])
    return sealed.getvalue()


def refusal(path: Path, keys: VillageKeys) -> BundleRefused:
    """How the village refuses the file; a test fails if it does not."""
    with pytest.raises(BundleRefused) as refused:
        check(path, keys)
    return refused.value


def store(folder: Path, bag: Bag, keys: VillageKeys) -> Path:
    """The bag as a sealed file."""
    path = folder / "forged.xsb"
    path.write_bytes(seal_clear(close_bag(bag), keys))
    return path


def replace(name: str, old: bytes, new: bytes) -> Change:
    """In one file, once."""

    def change(bag: Bag) -> Bag:
        assert old in bag[name]
        return {**bag, name: bag[name].replace(old, new, 1)}

    return change


def without(name: str) -> Change:
    """One file less."""
    return lambda bag: {other: content for other, content in bag.items() if other != name}


def plus(name: str, content: bytes) -> Change:
    """One file more, or with other content."""
    return lambda bag: {**bag, name: content}
