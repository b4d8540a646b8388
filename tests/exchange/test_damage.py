"""No damage anywhere in a bundle is taken for a bundle, and none makes the reader fall."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exchange.forging import Bag, close_bag, list_again, open_bag, seal_clear, sign_again
from tests.exchange.village import JPEG, attach, check, make_content, pack_clear, write_entries
from xieshang_desktop.errors import BundleRefused
from xieshang_desktop.exchange.keys import VillageKeys


class Workshop:
    """A whole bundle in its three states, and a place to try damaged ones."""

    def __init__(self, folder: Path, keys: VillageKeys) -> None:
        files = [attach(folder, JPEG + b"photo"), attach(folder, b"text")]
        self.keys = keys
        self.clear = pack_clear(make_content(write_entries(4), files), keys)
        self.bag: Bag = open_bag(self.clear)
        self.sealed = seal_clear(self.clear, keys)
        self._path = folder / "damaged.xsb"

    def refusal(self, sealed: bytes) -> str | None:
        """The code, or None if the bundle was taken."""
        self._path.write_bytes(sealed)
        try:
            check(self._path, self.keys)
        except BundleRefused as refused:
            return refused.code
        return None


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory, keys: VillageKeys) -> Workshop:
    return Workshop(tmp_path_factory.mktemp("workshop"), keys)


def flip(content: bytes, place: int, mask: int) -> bytes:
    changed = bytearray(content)
    changed[place % len(changed)] ^= mask
    return bytes(changed)


def test_the_whole_bundle_is_taken(workshop: Workshop) -> None:
    assert workshop.refusal(workshop.sealed) is None


@given(place=st.integers(0, 2**32), mask=st.integers(1, 255))
def test_a_changed_byte_of_the_sealed_file_is_refused(
    workshop: Workshop, place: int, mask: int
) -> None:
    code = workshop.refusal(flip(workshop.sealed, place, mask))
    assert code in {"bundle_not_sealed", "bundle_not_for_us", "bundle_damaged"}


@given(place=st.integers(0, 2**32), mask=st.integers(1, 255))
def test_a_byte_changed_before_sealing_is_refused_or_belongs_to_no_file(
    workshop: Workshop, place: int, mask: int
) -> None:
    damaged = flip(workshop.clear, place, mask)
    if workshop.refusal(seal_clear(damaged, workshop.keys)) is None:
        assert open_bag(damaged) == workshop.bag  # a date, a mode: nothing that is read


@given(st.data())
def test_a_changed_file_is_refused_also_when_listed_and_signed_again(
    workshop: Workshop, data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from(sorted(workshop.bag)))
    content = workshop.bag[name]
    place = data.draw(st.integers(0, len(content) - 1))
    damaged = data.draw(
        st.sampled_from(
            [
                content[:place],
                content[place:] + content[:place],
                content[:place] + content[place:] * 2,
                flip(content, place, data.draw(st.integers(1, 255))),
            ]
        )
    )
    bag = {**workshop.bag, name: damaged}
    if name.startswith("data/") and data.draw(st.booleans()):
        bag = list_again(bag)
    if "tag" not in name and data.draw(st.booleans()):
        bag = sign_again(bag, workshop.keys)
    code = workshop.refusal(seal_clear(close_bag(bag), workshop.keys))
    if damaged != content and code is None:
        # A known signer may name himself as he likes and list his files in any order; an untrusted
        # comment says nothing.
        turned = sorted(damaged.splitlines()) == sorted(content.splitlines())
        assert (
            name == "bag-info.txt"
            or name.endswith(".minisig")
            or (turned and name == "manifest-sha256.txt")
        )


@given(st.binary(max_size=2000))
def test_anything_sealed_to_us_is_refused(workshop: Workshop, content: bytes) -> None:
    code = workshop.refusal(seal_clear(content, workshop.keys))
    assert code is not None
    assert code.startswith("bundle_zip_")
