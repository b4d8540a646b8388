"""The village's keys: born once, kept to the owner, usable by the standard tools."""

from __future__ import annotations

import os
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from xieshang_desktop.errors import WorldFailed
from xieshang_desktop.exchange.keys import SEAL_KEY, SIGN_KEY, SIGN_PUBLIC, fingerprint, open_keys


def test_keys_are_born_on_first_use_and_stay(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "keys"
    born = open_keys(folder)
    assert open_keys(folder) == born
    assert open_keys(tmp_path / "other" / "keys") != born
    assert sorted(path.name for path in folder.iterdir()) == [SEAL_KEY, SIGN_KEY, SIGN_PUBLIC]
    assert [path.name for path in folder.parent.iterdir()] == ["keys"]


def test_only_the_owner_may_read_the_keys(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    open_keys(folder)
    assert oct(folder.stat().st_mode & 0o777) == "0o700"
    assert {oct(path.stat().st_mode & 0o777) for path in folder.iterdir()} == {"0o600"}


def test_minisign_signs_and_verifies_with_the_key_files(tmp_path: Path) -> None:
    keys = open_keys(tmp_path / "keys")
    paper = tmp_path / "paper"
    paper.write_text("议事")
    signing = ["minisign", "-S", "-s", tmp_path / "keys" / SIGN_KEY, "-m", paper]
    subprocess.run(signing, check=True, input=b"", capture_output=True)
    verifying = ["minisign", "-V", "-p", tmp_path / "keys" / SIGN_PUBLIC, "-m", paper]
    subprocess.run(verifying, check=True, capture_output=True)
    assert (tmp_path / "keys" / SIGN_PUBLIC).read_text() == keys.public_text


def test_age_opens_with_the_key_file_what_age_sealed_to_the_recipient(tmp_path: Path) -> None:
    keys = open_keys(tmp_path / "keys")
    sealed = subprocess.run(
        ["age", "-r", keys.age_recipient], input="名册".encode(), check=True, capture_output=True
    ).stdout
    opened = subprocess.run(
        ["age", "-d", "-i", tmp_path / "keys" / SEAL_KEY],
        input=sealed,
        check=True,
        capture_output=True,
    ).stdout
    assert opened.decode() == "名册"


def test_keys_made_by_minisign_and_age_keygen_are_taken(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    folder.mkdir()
    made = ["minisign", "-G", "-W", "-p", folder / SIGN_PUBLIC, "-s", folder / SIGN_KEY]
    subprocess.run(made, check=True, capture_output=True)
    shown = subprocess.run(
        ["age-keygen", "-o", folder / SEAL_KEY], check=True, capture_output=True, text=True
    ).stderr
    keys = open_keys(folder)
    public = (folder / SIGN_PUBLIC).read_text()
    assert keys.public_text.splitlines()[1] == public.splitlines()[1]
    assert keys.public_text.splitlines()[0].split()[-1] == public.splitlines()[0].split()[-1]
    assert keys.age_recipient in shown


def test_an_empty_folder_gets_its_keys(tmp_path: Path) -> None:
    (tmp_path / "keys").mkdir()
    assert open_keys(tmp_path / "keys") == open_keys(tmp_path / "keys")


def test_two_starts_at_once_end_with_the_same_keys(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        born = list(pool.map(open_keys, [tmp_path / "keys"] * 8))
    assert all(keys == born[0] for keys in born)
    assert [path.name for path in tmp_path.iterdir()] == ["keys"]


@pytest.mark.parametrize("name", [SIGN_KEY, SEAL_KEY])
def test_a_lost_key_is_named_and_never_replaced(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "keys"
    open_keys(folder)
    (folder / name).unlink()
    with pytest.raises(WorldFailed) as failure:
        open_keys(folder)
    assert (failure.value.code, failure.value.facts["file"]) == ("keys_damaged", name)
    assert not (folder / name).exists()


@pytest.mark.parametrize("name", [SIGN_KEY, SEAL_KEY])
def test_a_changed_key_is_named(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "keys"
    open_keys(folder)
    text = (folder / name).read_text().rstrip("\n")
    changed = text[:-20] + ("A" if text[-20] != "A" else "C") + text[-19:]
    for damaged in (changed, "", text + "\n" + text, "\udcff"):
        (folder / name).write_bytes(damaged.encode(errors="surrogateescape"))
        with pytest.raises(WorldFailed) as failure:
            open_keys(folder)
        assert (failure.value.code, failure.value.facts["file"]) == ("keys_damaged", name)


def test_a_file_in_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "keys").write_text("")
    with pytest.raises(WorldFailed) as failure:
        open_keys(tmp_path / "keys")
    assert failure.value.code == "keys_unreadable"


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    with pytest.raises(WorldFailed) as failure:
        open_keys(tmp_path / "data" / "keys")
    assert failure.value.code in ("keys_unreadable", "keys_not_writable")
    too_long = tmp_path / ("k" * 250) / ("k" * 300)
    with pytest.raises(WorldFailed) as failure:
        open_keys(too_long)
    assert failure.value.code in ("keys_unreadable", "keys_not_writable")


def test_secrets_do_not_show_in_logs(tmp_path: Path) -> None:
    keys = open_keys(tmp_path / "keys")
    shown = repr(keys) + repr(keys.sign) + str([keys])
    assert keys.age_identity not in shown
    assert keys.sign.secret.hex() not in shown
    assert repr(keys.sign.secret)[2:-1] not in shown


def test_the_fingerprint_is_25_digits_that_change_with_each_key(tmp_path: Path) -> None:
    one, two = open_keys(tmp_path / "one"), open_keys(tmp_path / "two")
    groups = one.fingerprint.split(" ")
    assert [len(group) for group in groups] == [5] * 5
    assert "".join(groups).isdecimal()
    mixed = fingerprint(one.public_text, two.age_recipient)
    assert len({one.fingerprint, two.fingerprint, mixed}) == 3


def test_the_fingerprint_can_be_had_with_standard_tools(tmp_path: Path) -> None:
    keys = open_keys(tmp_path / "keys")
    said = f"{keys.public_text.splitlines()[1]}\n{keys.age_recipient}\n"
    digest = subprocess.run(
        ["sha256sum"], input=said, check=True, capture_output=True, text=True
    ).stdout.split()[0]
    assert keys.fingerprint.replace(" ", "") == f"{int(digest, 16) % 10**25:025d}"


def test_nothing_but_the_keys_is_left_behind(tmp_path: Path) -> None:
    before = set(os.listdir(tmp_path))
    open_keys(tmp_path / "keys")
    assert set(os.listdir(tmp_path)) - before == {"keys"}
