"""A release is signed so that anybody can check it with `sha256sum` and `minisign`."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from installer.making.hashes import SIGNATURE, SUMS, main
from tests.installer.update_files import Keys, new_keys


@pytest.fixture
def release(tmp_path: Path) -> Path:
    folder = tmp_path / "packages"
    folder.mkdir()
    (folder / "xieshang-setup.exe").write_bytes(b"setup")
    (folder / "xieshang-desktop_0.1.0-1_amd64.deb").write_bytes(b"package")
    (folder / "notes.txt").write_text("not given out")
    return folder


def signed(release: Path, keys: Keys) -> int:
    words = [str(release), "--key", str(keys.secret), "--public", str(keys.public)]
    return main(words)


def check_signature(release: Path, keys: Keys) -> int:
    command = ["minisign", "-V", "-q", "-p", keys.public, "-m", release / SUMS]
    return subprocess.run(command, check=False, capture_output=True).returncode


def check_files(release: Path) -> int:
    command = ["sha256sum", "--check", "--strict", "--quiet", SUMS]
    return subprocess.run(command, cwd=release, check=False, capture_output=True).returncode


def test_every_package_is_named_and_both_programs_agree(tmp_path: Path, release: Path) -> None:
    keys = new_keys(tmp_path)
    assert signed(release, keys) == 0
    names = [line.split("  ")[1] for line in (release / SUMS).read_text().splitlines()]
    assert names == ["xieshang-desktop_0.1.0-1_amd64.deb", "xieshang-setup.exe"]
    assert check_signature(release, keys) == 0
    assert check_files(release) == 0


def test_a_changed_package_and_a_changed_list_are_found(tmp_path: Path, release: Path) -> None:
    keys = new_keys(tmp_path)
    signed(release, keys)
    (release / "xieshang-setup.exe").write_bytes(b"another")
    assert check_files(release) != 0
    (release / SUMS).write_text((release / SUMS).read_text().replace("a", "b"))
    assert check_signature(release, keys) != 0


def test_the_same_packages_and_key_give_the_same_bytes(tmp_path: Path, release: Path) -> None:
    keys = new_keys(tmp_path)
    signed(release, keys)
    first = (release / SIGNATURE).read_bytes()
    signed(release, keys)
    assert (release / SIGNATURE).read_bytes() == first


def test_a_key_that_is_not_the_published_one_is_noticed_at_once(
    tmp_path: Path, release: Path
) -> None:
    ours, other = new_keys(tmp_path, "ours"), new_keys(tmp_path, "other")
    assert signed(release, Keys(other.secret, ours.public)) != 0


def test_nothing_to_sign_or_no_key_is_said(
    tmp_path: Path, release: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path), "--key", str(tmp_path / "none.key")]) == 1
    assert "No package lies in" in capsys.readouterr().err
    assert main([str(release), "--key", str(tmp_path / "none.key")]) == 1
    assert "none.key is not there" in capsys.readouterr().err
