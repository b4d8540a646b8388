"""Where the password of the line is kept: the system's key store, or a file of ours alone."""

from __future__ import annotations

import contextlib
import os
import tempfile
import threading
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

import msgspec

from xieshang_desktop.errors import WorldFailed

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

FILE: Final = "line-passwords.json"
#: The name under which the key store shows it.
_SERVICE: Final = "xieshang"
#: Seconds; a key store may wait for a person who unlocks it, and we do not wait for both.
_PATIENCE: Final = 10.0

Answer = TypeVar("Answer")


class KeptIn(StrEnum):
    """Where a password lies."""

    KEY_STORE = "key_store"
    FILE = "file"


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """A password and where it lies."""

    password: str
    place: KeptIn

    def __repr__(self) -> str:
        return f"Kept({self.place})"


class Credentials:
    """Passwords by address and user.

    `folder`: the settings' folder, where the file lies that only its owner can read. `key_store`:
    another than the system's own. A key store that fails, hangs or forgets is passed over in
    favour of the file, and the answer says so.
    """

    def __init__(
        self, folder: Path, key_store: KeyringBackend | None = None, patience: float = _PATIENCE
    ) -> None:
        self._file = folder / FILE
        self._key_store = key_store
        self._patience = patience

    def keep(self, address: str, user: str, password: str) -> KeptIn:
        """Keeps it, in the key store if that proves to work. WorldFailed password_not_kept."""
        account = _account(address, user)
        if self._store(account, password):
            with contextlib.suppress(WorldFailed):  # an old copy; damaged, it holds nothing
                self._forget_in_file(account)
            return KeptIn.KEY_STORE
        try:
            known = self._read_file()
        except WorldFailed:
            known = {}  # what was in a damaged file is lost either way
        self._write_file({**known, account: password})
        return KeptIn.FILE

    def read(self, address: str, user: str) -> Kept | None:
        """The password; None if none is kept. WorldFailed password_file_damaged."""
        account = _account(address, user)
        damaged: WorldFailed | None = None
        try:
            in_file = self._read_file().get(account)
        except WorldFailed as failed:
            in_file, damaged = None, failed
        if in_file is not None:  # it lies there only if the key store did not take the newest
            return Kept(password=in_file, place=KeptIn.FILE)
        found = self._patiently(lambda store: store.get_password(_SERVICE, account))
        if found is not None:
            return Kept(password=found, place=KeptIn.KEY_STORE)
        if damaged is not None:
            raise damaged
        return None

    def forget(self, address: str, user: str) -> None:
        """It is kept nowhere any more. WorldFailed password_not_kept, password_file_damaged."""
        account = _account(address, user)
        self._patiently(lambda store: store.delete_password(_SERVICE, account))
        self._forget_in_file(account)

    def _store(self, account: str, password: str) -> bool:
        """Whether the key store took it and gives it back."""

        def put(store: KeyringBackend) -> bool:
            store.set_password(_SERVICE, account, password)
            return store.get_password(_SERVICE, account) == password

        return self._patiently(put) is True

    def _patiently(self, do: Callable[[KeyringBackend], Answer]) -> Answer | None:
        """What `do` gives with a key store that deserves the name; None if anything is wrong.

        In a thread of its own, because some wait for ever. Key stores are drivers of the system
        and fail with errors of any kind: all of them mean that this one cannot be used.
        """
        given: list[Answer] = []

        def ask() -> None:
            with contextlib.suppress(Exception):
                store = self._key_store or _system_store()
                if store.priority >= 1:  # below are those that keep nothing, or in clear
                    given.append(do(store))

        thread = threading.Thread(target=ask, name="key store", daemon=True)
        thread.start()
        thread.join(self._patience)
        return given[0] if given else None

    def _forget_in_file(self, account: str) -> None:
        known = self._read_file()
        if known.pop(account, None) is not None:
            self._write_file(known)

    def _read_file(self) -> dict[str, str]:
        try:
            if os.name == "posix" and self._file.stat().st_mode & 0o077:
                self._file.chmod(0o600)  # a copy or a backup had opened it to others
            return msgspec.json.decode(self._file.read_bytes(), type=dict[str, str])
        except FileNotFoundError:
            return {}
        except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
            raise WorldFailed("password_file_damaged", file=str(self._file)) from error

    def _write_file(self, known: dict[str, str]) -> None:
        """In one step, and never readable by others: temporary files are born with 0600."""
        folder = self._file.parent
        try:
            folder.mkdir(parents=True, exist_ok=True)
            descriptor, name = tempfile.mkstemp(prefix=FILE, suffix=".part", dir=folder)
            try:
                with open(descriptor, "wb") as file:
                    file.write(msgspec.json.encode(known))
                    file.flush()
                    os.fsync(file.fileno())
                Path(name).replace(self._file)
            except OSError:
                Path(name).unlink(missing_ok=True)
                raise
        except OSError as error:
            raise WorldFailed("password_not_kept", file=str(self._file)) from error


def _account(address: str, user: str) -> str:
    return f"{user}@{address.strip().rstrip('/')}"


def _system_store() -> KeyringBackend:
    import keyring

    return keyring.get_keyring()
