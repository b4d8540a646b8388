"""A village's keys for a whole run, never changed by a test; a bag, a stick, and its content."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.exchange.forging import Bag, open_bag
from tests.exchange.village import JPEG, attach, make_content, pack_clear, write_entries
from xieshang_desktop.exchange.keys import VillageKeys, open_keys
from xieshang_desktop.exchange.packing import BundleContent


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> VillageKeys:
    return open_keys(tmp_path_factory.mktemp("village") / "keys")


@pytest.fixture
def bag(tmp_path: Path, keys: VillageKeys) -> Bag:
    files = [attach(tmp_path, JPEG + b"photo"), attach(tmp_path, b"%PDF paper")]
    return open_bag(pack_clear(make_content(write_entries(6), files), keys))


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


@pytest.fixture
def content(tmp_path: Path) -> BundleContent:
    return make_content(write_entries(5), [attach(tmp_path, JPEG + os.urandom(150_000))])
