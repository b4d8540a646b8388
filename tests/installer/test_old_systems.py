"""The Python that the Linux packages are given out with is built from pinned sources of Debian."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from installer.linux import program
from installer.making.built import Built
from installer.making.parts import Given, Part
from tests.promises.tree import ROOT

LINUX = ROOT / "installer" / "linux"
SOURCES = LINUX / "python-sources.txt"
WHOLE_HASH = r"[0-9a-f]{64}"


def test_every_source_is_pinned_by_a_hash_and_compiled() -> None:
    compiled = (LINUX / "python-for-old-systems.sh").read_text("utf-8")
    for line in SOURCES.read_text("utf-8").splitlines():
        name, version, pinned = line.split(" ")
        assert re.fullmatch(r"[\w.:+~-]+", version)
        assert re.fullmatch(WHOLE_HASH, pinned)
        assert name in compiled


def test_the_compiler_is_pinned_and_its_lock_names_no_address() -> None:
    lock = (LINUX / "requirements-compiler.txt").read_text("utf-8")
    assert "://" not in lock
    assert re.search(rf"^ziglang==[\d.]+ \\\n +--hash=sha256:{WHOLE_HASH}$", lock, re.MULTILINE)


@pytest.mark.parametrize("name", ["python-for-old-systems", "python-for-old-systems.sh"])
def test_both_halves_are_scripts_that_sh_can_read(name: str) -> None:
    assert (
        subprocess.run(["sh", "-n", LINUX / name], capture_output=True, check=False).stderr == b""
    )


def a_mirror(place: Path, *versions: str, lost: str = "") -> None:
    """A mirror that lists these versions of one source; of the lost one it has no file."""
    listed = ""
    (place / "pool").mkdir(parents=True)
    for version in versions:
        content = f"{version}\n".encode()
        if version != lost:
            (place / f"pool/sound_{version}.dsc").write_bytes(content)
        digest = hashlib.sha256(content).hexdigest()
        listed += (
            f"Package: sound\nBinary: sound\nVersion: {version}\nDirectory: pool\n"
            f"Architecture: any\nFormat: 1.0\nFiles:\n {hashlib.md5(content).hexdigest()} "  # noqa: S324
            f"{len(content)} sound_{version}.dsc\nChecksums-Sha256:\n {digest} {len(content)} "
            f"sound_{version}.dsc\n\n"
        )
    index = place / "dists/bookworm/main/source/Sources"
    index.parent.mkdir(parents=True)
    index.write_text(listed, "utf-8")
    (place / "dists/bookworm/Release").write_text(
        "Origin: Debian\nCodename: bookworm\nComponents: main\nArchitectures: amd64\n"
        f"SHA256:\n {hashlib.sha256(listed.encode()).hexdigest()} {len(listed)} "
        "main/source/Sources\n",
        "utf-8",
    )


def from_mirror(place: Path, pins: str, *words: str) -> subprocess.CompletedProcess[str]:
    """The script in a checkout of its own, on a machine that has packages from `mirror` only."""
    shutil.copytree(
        ROOT / "installer", place / "installer", ignore=shutil.ignore_patterns("__pycache__")
    )
    (place / "installer/linux/python-sources.txt").write_text(pins, "utf-8")
    (place / "sources.list").write_text(f"deb file:{place}/mirror bookworm main\n", "utf-8")
    (place / "apt.conf").write_text(
        f'Dir::Etc::SourceList "{place}/sources.list"; Dir::Etc::SourceParts "/dev/null";\n'
        'Acquire::AllowInsecureRepositories "1"; APT::Get::AllowUnauthenticated "1";\n'
        'Acquire::Languages "none";\n',
        "utf-8",
    )
    return subprocess.run(
        [place / "installer/linux/python-for-old-systems", *words],
        env=os.environ | {"APT_CONFIG": str(place / "apt.conf")},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_version_that_debian_gives_no_more_is_told_with_what_to_do(tmp_path: Path) -> None:
    a_mirror(tmp_path / "mirror", "2.0-2")
    told = from_mirror(tmp_path, f"sound 2.0-1 {'0' * 64}\n")
    assert told.returncode == 1
    assert "Debian does not give sound 2.0-1 any more" in told.stderr
    assert "--renew" in told.stderr
    assert not (tmp_path / "build/python-2.28").exists()


def test_a_source_that_is_not_the_pinned_one_is_refused(tmp_path: Path) -> None:
    a_mirror(tmp_path / "mirror", "2.0-2")
    told = from_mirror(tmp_path, f"sound 2.0-2 {'0' * 64}\n")
    assert told.returncode == 1
    assert "sound 2.0-2 is not the pinned one" in told.stderr


def test_renewing_takes_the_newest_that_is_there_and_says_what_is_not(tmp_path: Path) -> None:
    a_mirror(tmp_path / "mirror", "2.0-9", "2.0-10", "2.0-11", lost="2.0-11")
    told = from_mirror(tmp_path, "sound 2.0-1 x\n", "--renew")
    assert told.returncode == 0, told.stderr
    assert "Debian has 2.0-11, but not here; taking 2.0-10" in told.stderr
    pinned = (tmp_path / "installer/linux/python-sources.txt").read_text("utf-8")
    digest = hashlib.sha256(b"2.0-10\n").hexdigest()
    assert pinned == f"sound 2.0-10 {digest}\n"


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """What the build leaves beside the Python that it made."""
    place = tmp_path / "python"
    (place / "share/sources").mkdir(parents=True)
    (place / "lib").mkdir()
    (place / "lib/libxkbcommon.so.0").write_bytes(b"keys")
    names = {"python3.11": "3.11.2-6+deb12u8", "libxkbcommon": "1.5.0-1", "zlib": "1:1.2-1"}
    lines = [f"{name} {version} -\n" for name, version in {**names, "zig": "0.17"}.items()]
    (place / "share/sources.txt").write_text("".join(lines), "utf-8")
    for name in (*names, "zig"):
        words = f"Files: *\nCopyright: of {name}\nLicense: Zlib\n"
        (place / "share/sources" / name).write_text(words, "utf-8")
    return place


def test_what_is_inside_python_is_listed_with_version_licence_and_text(
    built: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "program"
    (folder / "_internal").mkdir(parents=True)
    (folder / "_internal/libxkbcommon.so.0").write_bytes(b"keys")
    made = Built(Given(folder=folder, system="linux"), built)
    assert made.takes("_internal/libxkbcommon.so.0")
    python = Part("python", "Python", "3.11.2", "PSF-2.0")
    made.look_into([python])
    assert python.purl == "pkg:deb/debian/python3.11@3.11.2-6%2Bdeb12u8?arch=source"
    assert [(p.key, p.version, p.licence) for p in python.inside] == [
        ("zlib", "1:1.2-1", "Zlib"),
        ("zig", "0.17", "MIT"),
    ]
    assert all(p.texts for p in python.inside)
    assert [p.key for p in made.parts()] == ["libxkbcommon"]


def test_a_library_of_that_name_that_was_not_built_is_not_taken(
    built: Path, tmp_path: Path
) -> None:
    (tmp_path / "libxkbcommon.so.0").write_bytes(b"another")
    made = Built(Given(folder=tmp_path, system="linux"), built)
    assert not made.takes("libxkbcommon.so.0")
    assert made.parts() == []


def test_the_oldest_glibc_is_read_out_of_the_binaries(tmp_path: Path) -> None:
    shutil.copy("/bin/true", tmp_path / "true")
    assert (2, 2) < program.needs_glibc(tmp_path / "true") == program.needs_glibc(tmp_path)


def test_the_readme_says_the_glibc_that_the_build_keeps_to() -> None:
    building = (LINUX / "building.py").read_text("utf-8")
    found = re.search(r"OLDEST_GLIBC = \((\d+), (\d+)\)", building)
    assert found is not None
    assert f"glibc {found[1]}.{found[2]}" in (LINUX / "README.md").read_text("utf-8")
