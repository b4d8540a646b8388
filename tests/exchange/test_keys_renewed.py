"""Keys that are rotated or restored: the old pair or the new one, never half of each."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from xieshang_desktop.errors import BadInput, WorldFailed
from xieshang_desktop.exchange import keys as key_files
from xieshang_desktop.exchange.keys import (
    SEAL_KEY,
    SIGN_KEY,
    SIGN_PUBLIC,
    VillageKeys,
    former_identities,
    former_keys,
    open_keys,
    restore_seal,
    rotate,
)

NAMES = [SEAL_KEY, SIGN_KEY, SIGN_PUBLIC]


def test_rotation_gives_new_keys_and_keeps_the_former_ones(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    first = open_keys(folder)
    assert former_identities(folder) == []
    second = rotate(folder)
    third = rotate(folder)
    assert open_keys(folder) == third
    assert former_keys(folder) == {first.key_name: first, second.key_name: second}
    assert set(former_identities(folder)) == {first.age_identity, second.age_identity}
    assert len({each.fingerprint for each in (first, second, third)}) == 3
    assert sorted(each.name for each in folder.iterdir()) == sorted([*NAMES, "former"])
    assert sorted(each.name for each in (folder / "former" / first.key_name).iterdir()) == NAMES


def test_only_the_owner_may_read_the_former_keys(tmp_path: Path) -> None:
    open_keys(tmp_path / "keys")
    rotate(tmp_path / "keys")
    for path in (tmp_path / "keys").rglob("*"):
        assert oct(path.stat().st_mode & 0o777) == ("0o700" if path.is_dir() else "0o600")


def test_age_opens_with_a_former_key_what_was_sealed_to_it(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    first = open_keys(folder)
    sealed = subprocess.run(
        ["age", "-r", first.age_recipient], input=b"x", check=True, capture_output=True
    ).stdout
    rotate(folder)
    former = folder / "former" / first.key_name / SEAL_KEY
    opening = ["age", "-d", "-i", former]
    assert subprocess.run(opening, input=sealed, check=True, capture_output=True).stdout == b"x"


#: Rotates in a process that dies at its n-th step on the file system.
DYING = """
import os, sys
from pathlib import Path
from xieshang_desktop.exchange import keys
left = int(sys.argv[2])
def dying(step):
    def stepping(*given, **named):
        global left
        left -= 1
        if left < 0:
            os._exit(9)
        return step(*given, **named)
    return stepping
keys.open_keys(Path(sys.argv[1]))
steps = [(Path, "rename"), (Path, "mkdir"), (os, "replace"), (os, "fsync"), (os, "open")]
for where, name in steps:
    setattr(where, name, dying(getattr(where, name)))
keys.rotate(Path(sys.argv[1]))
"""


def test_a_rotation_that_dies_at_any_step_leaves_the_old_pair_or_the_new_one(
    tmp_path: Path,
) -> None:
    born = open_keys(tmp_path / "keys")
    seen: set[bool] = set()
    for step in range(0, 200, 3):
        folder = tmp_path / f"{step}"
        shutil.copytree(tmp_path / "keys", folder)
        command = [sys.executable, "-c", DYING, folder, f"{step}"]
        ended = subprocess.run(command, check=False, capture_output=True)
        after = open_keys(folder)
        assert after == open_keys(folder)
        if after == born:
            assert ended.returncode == 9, ended.stderr
        else:
            assert (folder / SIGN_PUBLIC).read_text() == after.public_text
            assert after.sign != born.sign
            assert after.age_identity != born.age_identity
            assert former_keys(folder) == {born.key_name: born}
        seen.add(after == born)
        again = rotate(folder)
        assert born.age_identity in former_identities(folder)
        assert again != after
        if ended.returncode == 0:
            break
    assert seen == {True, False}


def test_a_restored_laptop_signs_with_a_new_key_and_opens_what_the_old_one_did(
    tmp_path: Path,
) -> None:
    lost = open_keys(tmp_path / "lost")
    restored = restore_seal(tmp_path / "keys", lost.age_identity)
    assert open_keys(tmp_path / "keys") == restored
    assert restored.age_identity == lost.age_identity
    assert restored.sign != lost.sign
    assert former_identities(tmp_path / "keys") == []


def test_keys_that_were_born_before_the_restore_become_former_ones(tmp_path: Path) -> None:
    lost, early = open_keys(tmp_path / "lost"), open_keys(tmp_path / "keys")
    restored = restore_seal(tmp_path / "keys", lost.age_identity)
    assert restored.age_identity == lost.age_identity
    assert former_identities(tmp_path / "keys") == [early.age_identity]


@pytest.mark.parametrize("identity", ["", "AGE-SECRET-KEY-1QQQQ", "age1qqq"])
def test_what_is_no_identity_is_told_and_changes_nothing(tmp_path: Path, identity: str) -> None:
    with pytest.raises(BadInput, match="seal_identity_wrong"):
        restore_seal(tmp_path / "keys", identity)
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_former_key_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    first = open_keys(folder)
    rotate(folder)
    (folder / "former" / first.key_name / SEAL_KEY).write_text("")
    with pytest.raises(WorldFailed, match="keys_damaged"):
        former_keys(folder)


def test_keys_of_the_tools_without_a_public_file_are_rotated_too(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    first = open_keys(folder)
    (folder / SIGN_PUBLIC).unlink()
    rotate(folder)
    assert former_keys(folder) == {first.key_name: first}


def test_a_file_in_place_of_the_former_folder_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    born = open_keys(folder)
    (folder / key_files.FORMER).write_text("")
    with pytest.raises(WorldFailed, match="keys_not_writable"):
        rotate(folder)
    with pytest.raises(WorldFailed, match="keys_unreadable"):
        former_keys(folder)
    assert open_keys(folder) == born


def test_what_is_shown_of_keys_is_public(tmp_path: Path) -> None:
    keys: VillageKeys = open_keys(tmp_path / "keys")
    assert keys.public.sign == keys.public_text.splitlines()[1] == keys.public_line
    assert keys.public.seal == keys.age_recipient
    assert keys.key_name in keys.public_text
