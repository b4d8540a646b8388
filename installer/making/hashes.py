"""Signs a release: `python -m installer.making.hashes [FOLDER] --key FILE [--public FILE]`.

Writes SHA256SUMS over every finished package in FOLDER (build/packages), and SHA256SUMS.minisig by
minisign with the secret key FILE, which asks for its password. With the public key it is checked at
once that people will find it right.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from installer.making.parts import ROOT, sha256
from installer.making.program import program_version

SUMS = "SHA256SUMS"
SIGNATURE = f"{SUMS}.minisig"
#: What is given out; other files in the folder are not named.
_PACKAGES = (".deb", ".exe", ".zip", ".xz", ".zst", ".gz", ".xsu")


def main(words: list[str] | None = None) -> int:
    """1 when there is nothing to sign or minisign refuses."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=ROOT / "build" / "packages")
    parser.add_argument("--key", type=Path, required=True, help="the secret key of releases")
    parser.add_argument(
        "--public", type=Path, help="the public one (installer/release.pub if it is there)"
    )
    given = parser.parse_args(words)
    packages = packages_in(given.folder)
    if not packages:
        print(f"No package lies in {given.folder}.", file=sys.stderr)
        return 1
    if not given.key.is_file():
        print(f"{given.key} is not there.", file=sys.stderr)
        return 1
    (given.folder / SUMS).write_text(sums(packages), "utf-8")
    status = _sign(given.folder, given.key)
    public = given.public or ROOT / "installer" / "release.pub"
    if status == 0 and (given.public or public.is_file()):
        status = _verify(given.folder, public)
    if status == 0:
        print(f"{len(packages)} packages: {given.folder / SUMS}, {given.folder / SIGNATURE}")
    return status


def packages_in(folder: Path) -> list[Path]:
    """The finished packages, by name."""
    return sorted(f for f in folder.glob("*") if f.is_file() and f.suffix in _PACKAGES)


def sums(packages: list[Path]) -> str:
    """Lines as `sha256sum --check` reads them; the names without folders."""
    return "".join(f"{sha256(file)}  {file.name}\n" for file in packages)


def _sign(folder: Path, key: Path) -> int:
    """The trusted comment names the release and no time: the same packages, the same signature."""
    (folder / SIGNATURE).unlink(missing_ok=True)
    told = f"xieshang {program_version()} packages"
    words = ["minisign", "-S", "-s", str(key), *_files(folder)]
    return subprocess.run([*words, "-t", told, "-c", told], check=False).returncode


def _files(folder: Path) -> list[str]:
    return ["-m", str(folder / SUMS), "-x", str(folder / SIGNATURE)]


def _verify(folder: Path, public: Path) -> int:
    words = ["minisign", "-V", "-q", "-p", str(public), *_files(folder)]
    return subprocess.run(words, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
