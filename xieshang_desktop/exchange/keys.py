"""The village's two keys, born on the machine where they are used: one signs, one opens seals."""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import tempfile
from pathlib import Path
from typing import Final

import msgspec

from xieshang_desktop.errors import WorldFailed
from xieshang_desktop.exchange import minisign
from xieshang_desktop.ids import now

SIGN_KEY: Final = "sign.key"
SIGN_PUBLIC: Final = "sign.pub"
SEAL_KEY: Final = "seal.key"


class VillageKeys(msgspec.Struct, frozen=True, kw_only=True):
    """What signs and seals; `public_text` and `age_recipient` may be shown, the rest may not."""

    sign: minisign.SigningKey
    public_text: str
    age_recipient: str
    age_identity: str
    fingerprint: str

    def __repr__(self) -> str:
        return f"VillageKeys({minisign.key_name(self.sign.key_id)}, {self.age_recipient})"


def open_keys(folder: Path) -> VillageKeys:
    """The keys in `folder`, born there on first use: all of them or none.

    WorldFailed: keys_damaged (one is lost or changed: never replaced in silence),
    keys_unreadable, keys_not_writable.
    """
    if not _holds_anything(folder):
        _bear_keys(folder)
    return _read_keys(folder)


def fingerprint(public_text: str, age_recipient: str) -> str:
    """25 digits in five groups that two people can compare aloud (bundle-format.md §7)."""
    said = f"{public_text.splitlines()[-1]}\n{age_recipient}\n".encode()
    number = int.from_bytes(hashlib.sha256(said).digest(), "big") % 10**25
    digits = f"{number:025d}"
    return " ".join(digits[start : start + 5] for start in range(0, 25, 5))


def _holds_anything(folder: Path) -> bool:
    try:
        return any(folder.iterdir())
    except FileNotFoundError:
        return False
    except OSError as error:
        raise WorldFailed("keys_unreadable", folder=str(folder), errno=error.errno) from error


def _bear_keys(folder: Path) -> None:
    """Both keys appear at once: written and flushed in a folder beside, which is then renamed."""
    import pyrage

    sign = minisign.new_signing_key(secrets.token_bytes(32), secrets.token_bytes(8))
    identity = pyrage.x25519.Identity.generate()
    texts = {
        SIGN_KEY: minisign.write_secret(sign),
        SIGN_PUBLIC: minisign.write_public(sign),
        SEAL_KEY: f"# created: {now().isoformat(timespec='seconds')}\n"
        f"# public key: {identity.to_public()}\n{identity}\n",
    }
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".keys-", dir=folder.parent) as beside:
            cradle = Path(beside) / "keys"
            cradle.mkdir(mode=0o700)
            for name, text in texts.items():
                _write_private(cradle / name, text)
            _flush_folder(cradle)
            with contextlib.suppress(OSError):
                folder.rmdir()  # an empty folder stands there; Windows renames onto nothing only
            try:
                cradle.rename(folder)
            except OSError:
                if not _holds_anything(folder):
                    raise
                return  # another start was faster: its keys are the village's
        _flush_folder(folder.parent)
    except OSError as error:
        raise WorldFailed("keys_not_writable", folder=str(folder), errno=error.errno) from error


def _write_private(path: Path, text: str) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(descriptor, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _flush_folder(folder: Path) -> None:
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _read_keys(folder: Path) -> VillageKeys:
    import pyrage

    name = SIGN_KEY
    try:
        sign = minisign.read_secret((folder / SIGN_KEY).read_text("utf-8"))
        name = SEAL_KEY
        lines = (folder / SEAL_KEY).read_text("utf-8").splitlines()
        secret = [line for line in lines if line and not line.startswith("#")]
        if len(secret) != 1:
            raise ValueError("lines")
        recipient = str(pyrage.x25519.Identity.from_str(secret[0]).to_public())
    except (FileNotFoundError, ValueError, pyrage.IdentityError) as error:
        raise WorldFailed("keys_damaged", folder=str(folder), file=name) from error
    except OSError as error:
        raise WorldFailed("keys_unreadable", folder=str(folder), errno=error.errno) from error
    public_text = minisign.write_public(sign)
    return VillageKeys(
        sign=sign,
        public_text=public_text,
        age_recipient=recipient,
        age_identity=secret[0],
        fingerprint=fingerprint(public_text, recipient),
    )
