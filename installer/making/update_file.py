"""Makes an update file out of a packed program's folder, and signs it with minisign.

    python -m installer.making.update_file FOLDER --system linux-x86_64 --key release.key \\
        --news-zh news.zh.txt --out build/packages

The same folder, commit and key give the same bytes. A key with a password: the password is read
from the standard input (one line), and given to minisign alone.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import lzma
import os
import re
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from pathlib import Path

from xieshang_desktop.versions import read_number

_ROOT = Path(__file__).resolve().parents[2]
_MANIFEST, _SIGNATURE, _PROGRAM = "update.json", "update.json.minisig", "program.tar.xz"
_BEIJING = timezone(timedelta(hours=8))
_PIECE = 1024 * 1024
#: A dictionary of 32 MB: unpacking takes as much memory, which a village laptop has.
_FILTERS = [{"id": lzma.FILTER_LZMA2, "preset": 6 | lzma.PRESET_EXTREME, "dict_size": 32 << 20}]
SYSTEMS = ("linux-x86_64", "windows-x86_64", "linux-aarch64")


def main(arguments: Sequence[str] | None = None) -> int:
    """Make one file; says its name, or what is missing."""
    parser = argparse.ArgumentParser(description=__doc__, prog="update_file")
    parser.add_argument("folder", type=Path, help="the packed program, as a version is laid down")
    parser.add_argument("--system", required=True, choices=SYSTEMS)
    parser.add_argument("--key", type=Path, required=True, help="secret key file of minisign")
    parser.add_argument("--news-zh", type=Path, required=True, help="what is new, a line each")
    parser.add_argument("--news-en", type=Path)
    parser.add_argument("--needs", default="0.1.0", help="the lowest version that may take it")
    parser.add_argument("--version", default="", help="instead of the checkout's")
    parser.add_argument("--revision", type=int, default=0, help="instead of the checkout's")
    parser.add_argument("--commit", default="", help="instead of the checkout's")
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args(arguments)
    start = given.folder / ("xieshang.exe" if given.system.startswith("windows") else "xieshang")
    if not start.is_file():
        parser.error(f"{start} is not there: this is no packed program")
    version = given.version or version_of(_ROOT)
    for number in (version, given.needs):
        if read_number(number) is None:
            parser.error(f"{number} is no version that a program takes: numbers with dots, 1.2.3")
    for file in filter(None, (given.key, given.news_zh, given.news_en)):
        if not file.is_file():
            parser.error(f"{file} is not there, or no file")
    made = make(
        given.folder,
        given.out,
        given.key,
        system=given.system,
        version=version,
        revision=given.revision or revision_of(_ROOT),
        commit=given.commit or _git("rev-parse", "HEAD"),
        needs=given.needs,
        news_zh=given.news_zh.read_text("utf-8").strip(),
        news_en=given.news_en.read_text("utf-8").strip() if given.news_en else "",
        password=_password(given.key),
    )
    sys.stdout.write(f"{made}\n")
    return 0


def make(
    folder: Path,
    out: Path,
    key: Path,
    *,
    system: str,
    version: str,
    revision: int,
    commit: str,
    needs: str,
    news_zh: str,
    news_en: str = "",
    password: str = "",
) -> Path:
    """The finished file, under a name that says what it is."""
    out.mkdir(parents=True, exist_ok=True)
    name = f"xieshang-{version}-{system}"
    with tempfile.TemporaryDirectory(dir=out) as scratch:
        place = Path(scratch)
        program = place / _PROGRAM
        unpacked = _pack(folder, program)
        manifest = {
            "format": 1,
            "version": version,
            "system": system,
            "commit": commit,
            "made": datetime.fromtimestamp(_moment(), _BEIJING).isoformat(),
            "needs": needs,
            "revision": revision,
            "news": {"zh": news_zh, "en": news_en},
            "program": {
                "name": _PROGRAM,
                "size": program.stat().st_size,
                "sha256": _sha256(program),
                "unpacked": unpacked,
            },
        }
        words = json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"
        (place / _MANIFEST).write_text(words, "utf-8")
        _sign(place / _MANIFEST, place / _SIGNATURE, key, name, password)
        box = place / "whole"
        with zipfile.ZipFile(box, "w", zipfile.ZIP_STORED) as archive:
            for part in (_MANIFEST, _SIGNATURE, _PROGRAM):
                entry = zipfile.ZipInfo(part)  # of 1 January 1980, whenever it is made
                entry.create_system = 3
                entry.external_attr = 0o644 << 16
                with (place / part).open("rb") as source, archive.open(entry, "w") as target:
                    while piece := source.read(_PIECE):
                        target.write(piece)
        target_file = out / f"{name}.xsu"
        os.replace(box, target_file)
    return target_file


def version_of(root: Path) -> str:
    """The version that the checkout makes."""
    return _found(root / "xieshang_desktop" / "__init__.py", r'__version__ = "([^"]+)"')


def revision_of(root: Path) -> int:
    """The revision of the tables that it writes."""
    return int(_found(root / "xieshang_desktop" / "storage" / "database.py", r"^REVISION = (\d+)"))


def _found(file: Path, pattern: str) -> str:
    found = re.search(pattern, file.read_text("utf-8"), re.MULTILINE)
    if found is None:
        raise SystemExit(f"{file} does not say it: {pattern}")
    return found[1]


def _pack(folder: Path, target: Path) -> int:
    """All of a folder, sorted, without owners and with one time: gives the bytes of its files."""
    unpacked = 0
    with (
        lzma.open(target, "wb", format=lzma.FORMAT_XZ, filters=_FILTERS) as stream,
        tarfile.open(fileobj=stream, mode="w", format=tarfile.PAX_FORMAT) as archive,
    ):
        for path in sorted(folder.rglob("*"), key=lambda each: each.relative_to(folder).parts):
            name = path.relative_to(folder).as_posix()
            member = archive.gettarinfo(path, name)
            if not (member.isreg() or member.isdir() or member.issym() or member.islnk()):
                raise SystemExit(f"{path} is neither file, folder nor link")
            if member.islnk():  # two names of one file: each is a file of its own
                member.type, member.linkname = tarfile.REGTYPE, ""
                member.size = path.stat().st_size
            member.uid = member.gid = 0
            member.uname = member.gname = ""
            member.mtime = _moment()
            member.mode = 0o755 if member.isdir() or member.mode & 0o100 else 0o644
            if member.isreg():
                unpacked += member.size
                with path.open("rb") as source:
                    archive.addfile(member, source)
            else:
                archive.addfile(member)
    return unpacked


def _sign(file: Path, signature: Path, key: Path, comment: str, password: str) -> None:
    command = ["minisign", "-S", "-s", str(key), "-m", str(file), "-x", str(signature)]
    command += ["-t", comment, "-c", "xieshang update file"]
    done = subprocess.run(
        command, input=f"{password}\n", capture_output=True, text=True, check=False
    )
    if done.returncode or not signature.is_file():
        raise SystemExit(f"minisign did not sign: {(done.stderr or done.stdout).strip()}")


def _password(key: Path) -> str:
    """Nothing for a key without one: its derivation is named in two bytes of the file."""
    packed = base64.b64decode(key.read_text("ascii").splitlines()[1])
    if packed[2:4] == bytes(2):
        return ""
    if sys.stdin.isatty():
        from getpass import getpass

        return getpass("password of the key: ")
    return sys.stdin.readline().rstrip("\n")


def _moment() -> int:
    """The time of the commit, as all of a build's files have it."""
    told = os.environ.get("SOURCE_DATE_EPOCH")
    return int(told) if told else int(_git("log", "-1", "--format=%ct"))


def _git(*arguments: str) -> str:
    done = subprocess.run(
        ["git", "-C", str(_ROOT), *arguments], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


if __name__ == "__main__":
    sys.exit(main())
