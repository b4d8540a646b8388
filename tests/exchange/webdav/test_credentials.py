"""A password is kept in the key store if that proves to work, else in a file of one's own."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail, null
from keyring.errors import PasswordDeleteError

from xieshang_desktop.errors import WorldFailed
from xieshang_desktop.exchange.credentials import FILE, Credentials, Kept, KeptIn

ADDRESS = "https://xiang.invalid/dav"
USER = "qingshi"
WORD = "桥头-990000"


class Drawer(KeyringBackend):
    """A key store that works."""

    priority = 5

    def __init__(self) -> None:
        super().__init__()
        self.held: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.held.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.held[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.held.pop((service, username), None) is None:
            raise PasswordDeleteError


class Forgetful(Drawer):
    """Says nothing and keeps nothing."""

    def get_password(self, service: str, username: str) -> str | None:
        return None


class Broken(Drawer):
    """A driver that fails in its own way."""

    def set_password(self, service: str, username: str, password: str) -> None:
        raise OSError("no such bus")

    get_password = delete_password = set_password  # type: ignore[assignment]


class InClear(Drawer):
    """What `keyring` itself calls not recommended."""

    priority = 0.5  # type: ignore[assignment]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "settings"


def test_a_working_key_store_keeps_it_alone(folder: Path) -> None:
    drawer = Drawer()
    credentials = Credentials(folder, drawer)
    assert credentials.keep(ADDRESS, USER, WORD) is KeptIn.KEY_STORE
    assert credentials.read(ADDRESS, USER) == Kept(password=WORD, place=KeptIn.KEY_STORE)
    assert credentials.read(ADDRESS + "/", USER) is not None
    assert not folder.exists()
    credentials.forget(ADDRESS, USER)
    assert drawer.held == {}
    assert credentials.read(ADDRESS, USER) is None


@pytest.mark.parametrize("store", [fail.Keyring, null.Keyring, Forgetful, Broken, InClear])
def test_otherwise_a_file_keeps_it_for_its_owner_alone(
    folder: Path, store: Callable[[], KeyringBackend]
) -> None:
    credentials = Credentials(folder, store())
    assert credentials.keep(ADDRESS, USER, WORD) is KeptIn.FILE
    assert credentials.read(ADDRESS, USER) == Kept(password=WORD, place=KeptIn.FILE)
    assert (folder / FILE).stat().st_mode & 0o777 == 0o600
    assert os.listdir(folder) == [FILE]
    credentials.forget(ADDRESS, USER)
    assert credentials.read(ADDRESS, USER) is None
    assert WORD not in (folder / FILE).read_text("utf-8")


def test_the_system_without_a_key_store_uses_the_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "no.such.Backend")
    monkeypatch.setattr("keyring.core._keyring_backend", None)
    assert Credentials(folder).keep(ADDRESS, USER, WORD) is KeptIn.FILE


@pytest.fixture
def waiting() -> Iterator[type[Drawer]]:
    """A key store that waits for somebody who does not come, until the test is over."""
    over = threading.Event()

    class Waiting(Drawer):
        def get_password(self, service: str, username: str) -> str | None:
            over.wait()
            return None

    yield Waiting
    over.set()


def test_a_key_store_that_hangs_is_not_waited_for(folder: Path, waiting: type[Drawer]) -> None:
    credentials = Credentials(folder, waiting(), patience=0.05)
    assert credentials.keep(ADDRESS, USER, WORD) is KeptIn.FILE
    assert credentials.read(ADDRESS, USER) == Kept(password=WORD, place=KeptIn.FILE)
    assert credentials.read(ADDRESS, "somebody else") is None


def test_a_key_store_that_works_again_takes_the_place_of_the_file(folder: Path) -> None:
    Credentials(folder, Broken()).keep(ADDRESS, USER, "old")
    Credentials(folder, Broken()).keep(ADDRESS, "somebody else", "other")
    again = Credentials(folder, Drawer())
    assert again.keep(ADDRESS, USER, WORD) is KeptIn.KEY_STORE
    assert again.read(ADDRESS, USER) == Kept(password=WORD, place=KeptIn.KEY_STORE)
    assert list(json.loads((folder / FILE).read_bytes()).values()) == ["other"]


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b'{"a": 1}', b"\xff"])
def test_a_damaged_file_is_told_and_replaced_by_the_next_password(
    folder: Path, content: bytes
) -> None:
    folder.mkdir()
    (folder / FILE).write_bytes(content)
    credentials = Credentials(folder, fail.Keyring())
    with pytest.raises(WorldFailed) as failed:
        credentials.read(ADDRESS, USER)
    assert failed.value.code == "password_file_damaged"
    assert credentials.keep(ADDRESS, USER, WORD) is KeptIn.FILE
    assert credentials.read(ADDRESS, USER) is not None


def test_a_damaged_file_does_not_hide_the_key_store(folder: Path) -> None:
    credentials = Credentials(folder, Drawer())
    credentials.keep(ADDRESS, USER, WORD)
    folder.mkdir()
    (folder / FILE).write_bytes(b"{")
    assert credentials.read(ADDRESS, USER) == Kept(password=WORD, place=KeptIn.KEY_STORE)


def test_a_file_that_others_can_read_is_closed(folder: Path) -> None:
    credentials = Credentials(folder, null.Keyring())
    credentials.keep(ADDRESS, USER, WORD)
    (folder / FILE).chmod(0o644)
    credentials.read(ADDRESS, USER)
    assert (folder / FILE).stat().st_mode & 0o777 == 0o600


def test_a_folder_that_cannot_be_written_is_told(folder: Path) -> None:
    folder.write_text("a file")
    with pytest.raises(WorldFailed) as failed:
        Credentials(folder, null.Keyring()).keep(ADDRESS, USER, WORD)
    assert failed.value.code == "password_not_kept"


def test_a_password_is_not_shown_by_accident() -> None:
    assert WORD not in repr(Kept(password=WORD, place=KeptIn.FILE))
