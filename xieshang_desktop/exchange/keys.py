"""A unit's two keys, born on the machine where they are used: one signs, one opens seals; and
what of them is read aloud or typed (bundle-format.md §7, §14, §15).
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import os
import secrets
import shutil
import tempfile
from pathlib import Path
from typing import Final

import msgspec

from xieshang_desktop import replacing, resources
from xieshang_desktop.domain.messages import PublicKeys
from xieshang_desktop.errors import BadInput, WorldFailed
from xieshang_desktop.exchange import minisign
from xieshang_desktop.ids import now

SIGN_KEY: Final = "sign.key"
SIGN_PUBLIC: Final = "sign.pub"
SEAL_KEY: Final = "seal.key"
FORMER: Final = "former"
#: Keys that are whole and take the place of those beside them, also after a crash.
_NEXT: Final = "next"
_FILES: Final = (SIGN_KEY, SIGN_PUBLIC, SEAL_KEY)


class VillageKeys(msgspec.Struct, frozen=True, kw_only=True):
    """What signs and seals; `public_text` and `age_recipient` may be shown, the rest may not."""

    sign: minisign.SigningKey
    public_text: str
    age_recipient: str
    age_identity: str
    fingerprint: str

    def __repr__(self) -> str:
        return f"VillageKeys({self.key_name}, {self.age_recipient})"

    @property
    def key_name(self) -> str:
        """The signing key's id, as minisign shows it."""
        return minisign.key_name(self.sign.key_id)

    @property
    def public_line(self) -> str:
        """The second line of `sign.pub`."""
        return self.public_text.splitlines()[-1]

    @property
    def public(self) -> PublicKeys:
        """What others may see of them."""
        return PublicKeys(sign=self.public_line, seal=self.age_recipient)


class Fingerprint(msgspec.Struct, frozen=True):
    """The same value twice: 25 digits in five groups, and eight words."""

    digits: str
    words: tuple[str, ...]


def open_keys(folder: Path) -> VillageKeys:
    """The keys in `folder`, born there on first use: all of them or none.

    WorldFailed: keys_damaged (one is lost or changed: never replaced in silence),
    keys_unreadable, keys_not_writable.
    """
    if not _holds_anything(folder):
        _bear_keys(folder, _new_identity())
    _finish_rotation(folder)
    return _read_keys(folder)


def rotate(folder: Path) -> VillageKeys:
    """New keys; the former ones lie in `former/<key id>/` afterwards. All of it happens or, when
    it fails, nothing: at whatever moment the machine stops, `open_keys` gives the old pair or the
    new one. The failures of `open_keys`.
    """
    return _renew(folder, _new_identity())


def renew_signing(folder: Path) -> VillageKeys:
    """A new signing key beside the same identity, for a laptop whose old one was withdrawn; what
    was there becomes a former pair. The failures of `open_keys`."""
    return _renew(folder, open_keys(folder).age_identity)


def restore_seal(folder: Path, identity: str) -> VillageKeys:
    """Keys with an identity that recovery sheets gave back, and a new signing key; what was there
    before becomes a former pair. BadInput: seal_identity_wrong. The failures of `open_keys`.
    """
    import pyrage

    try:
        pyrage.x25519.Identity.from_str(identity)
    except pyrage.IdentityError as error:
        raise BadInput("seal_identity_wrong") from error
    if _holds_anything(folder):
        return _renew(folder, identity)
    _bear_keys(folder, identity)
    return _read_keys(folder)


def former_keys(folder: Path) -> dict[str, VillageKeys]:
    """The former pairs, by the ids of their signing keys; WorldFailed keys_damaged,
    keys_unreadable.
    """
    try:
        folders = sorted((folder / FORMER).iterdir())
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise WorldFailed("keys_unreadable", folder=str(folder), errno=error.errno) from error
    return {each.name: _read_keys(each) for each in folders if each.name.isalnum()}


def former_identities(folder: Path) -> list[str]:
    """What opens the seals of former pairs."""
    return [keys.age_identity for keys in former_keys(folder).values()]


def fingerprint(public_text: str, age_recipient: str) -> str:
    """25 digits in five groups that two people can compare aloud (bundle-format.md §7)."""
    return _in_digits(_digest(public_text.splitlines()[-1], age_recipient))


def enrolment_fingerprint(
    invitation: str,
    township: str,
    township_keys: PublicKeys,
    village: str,
    village_keys: PublicKeys,
) -> Fingerprint:
    """What both screens show when a village joins a township, and two people read aloud; units
    and invitation by their UUIDs (bundle-format.md §7).
    """
    digest = _digest(
        "xieshang-enrolment-1",
        invitation,
        *(township, township_keys.sign, township_keys.seal),
        *(village, village_keys.sign, village_keys.seal),
    )
    words = resources.path("words.txt").read_text("utf-8").split()
    return Fingerprint(_in_digits(digest), tuple(words[byte] for byte in digest[:8]))


def slip_code(slip_key: str, village: str, line: str, taken: int, last_hash: str) -> str:
    """The 12 digits of a receipt slip: the township has the village's `line` up to the number
    `taken`, whose entry's hash is `last_hash` (bundle-format.md §15). `slip_key` is 64
    hexadecimal digits.
    """
    said = f"xieshang-slip-1\n{village}\n{line}\n{taken}\n{last_hash}\n".encode()
    digest = hmac.digest(bytes.fromhex(slip_key), said, "sha256")
    digits = f"{int.from_bytes(digest, 'big') % 10**11:011d}"
    return next(f"{digits}{check}" for check in range(10) if slip_is_plausible(f"{digits}{check}"))


def slip_is_plausible(digits: str) -> bool:
    """Whether they are 12 digits of which the last fits by the Luhn formula: a single mistyped
    digit and most swaps of two do not.
    """
    if len(digits) != 12 or not (digits.isascii() and digits.isdecimal()):
        return False
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
    return (sum(doubled) + sum(map(int, digits[-1::-2]))) % 10 == 0


def _digest(*said: str) -> bytes:
    return hashlib.sha256("".join(f"{line}\n" for line in said).encode()).digest()


def _in_digits(digest: bytes) -> str:
    digits = f"{int.from_bytes(digest, 'big') % 10**25:025d}"
    return " ".join(digits[start : start + 5] for start in range(0, 25, 5))


def _holds_anything(folder: Path) -> bool:
    try:
        return any(folder.iterdir())
    except FileNotFoundError:
        return False
    except OSError as error:
        raise WorldFailed("keys_unreadable", folder=str(folder), errno=error.errno) from error


def _new_identity() -> str:
    import pyrage

    return str(pyrage.x25519.Identity.generate())


def _new_pair(folder: Path, identity: str) -> None:
    """Write a new signing key and the identity into a new folder, flushed."""
    import pyrage

    sign = minisign.new_signing_key(secrets.token_bytes(32), secrets.token_bytes(8))
    recipient = pyrage.x25519.Identity.from_str(identity).to_public()
    texts = {
        SIGN_KEY: minisign.write_secret(sign),
        SIGN_PUBLIC: minisign.write_public(sign),
        SEAL_KEY: f"# created: {now().isoformat(timespec='seconds')}\n"
        f"# public key: {recipient}\n{identity}\n",
    }
    folder.mkdir(mode=0o700)
    for name, text in texts.items():
        _write_private(folder / name, text)
    _flush_folder(folder)


def _bear_keys(folder: Path, identity: str) -> None:
    """Both keys appear at once: written and flushed in a folder beside, which is then renamed."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".keys-", dir=folder.parent) as beside:
            cradle = Path(beside) / "keys"
            _new_pair(cradle, identity)
            with contextlib.suppress(OSError):
                folder.rmdir()  # an empty folder stands there; Windows renames onto nothing only
            try:
                replacing.replace(cradle, folder)
            except OSError:
                if not _holds_anything(folder):
                    raise
                return  # another start was faster: its keys are the village's
        _flush_folder(folder.parent)
    except OSError as error:
        raise WorldFailed("keys_not_writable", folder=str(folder), errno=error.errno) from error


def _renew(folder: Path, identity: str) -> VillageKeys:
    """A new pair with this identity; the old one is copied to the former ones before."""
    former = folder / FORMER / open_keys(folder).key_name
    try:
        former.parent.mkdir(mode=0o700, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".keys-", dir=folder) as beside:
            if not former.exists():
                copied = Path(beside) / "former"
                copied.mkdir(mode=0o700)
                for name in filter(lambda name: (folder / name).exists(), _FILES):
                    _write_private(copied / name, (folder / name).read_text("utf-8"))
                _flush_folder(copied)
                replacing.replace(copied, former)
                _flush_folder(former.parent)
            _new_pair(Path(beside) / _NEXT, identity)
            # From here on the new pair is the unit's.
            replacing.replace(Path(beside) / _NEXT, folder / _NEXT)
            _flush_folder(folder)
    except OSError as error:
        raise WorldFailed("keys_not_writable", folder=str(folder), errno=error.errno) from error
    return open_keys(folder)


def _finish_rotation(folder: Path) -> None:
    """Put the next keys in their place, one after another; begun anew it goes on where it was."""
    coming = folder / _NEXT
    if not coming.is_dir():
        return
    try:
        for name in _FILES:
            if (coming / name).exists():
                replacing.replace(coming / name, folder / name)
        _flush_folder(folder)
        shutil.rmtree(coming)
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
