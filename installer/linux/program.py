"""The program folder: PyInstaller's, made from the files under version control and nothing else."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

#: Of what is under version control, this makes shipped files and is not shipped itself.
_NOT_SHIPPED = re.compile(r"resources/.*\.(py|po)$")


def make(root: Path, work: Path, update_key: Path | None) -> Path:
    """The folder, ready to be packed."""
    work.mkdir(parents=True, exist_ok=True)
    stage = work / "stage"
    _stage(root, stage)
    if update_key:
        shutil.copyfile(update_key, stage / "resources" / "release.pub")
    subprocess.run(
        [
            *(
                sys.executable,
                "-m",
                "PyInstaller",
                "--noconfirm",
                "--clean",
                "--log-level",
                "ERROR",
            ),
            *("--workpath", work / "pyinstaller", "--distpath", work),
            root / "installer" / "linux" / "xieshang.spec",
        ],
        env=os.environ | {"XIESHANG_STAGE": str(stage), "PYTHONHASHSEED": "0"},
        check=True,
    )
    folder = work / "xieshang"
    _strip(folder)
    subprocess.run(
        [
            *(sys.executable, "-m", "installer.making.sbom", folder, "--system", "linux"),
            *("--wheels", root / "build" / "wheels"),
            *("--out", folder / "_internal" / "resources" / "sbom.cdx.json"),
        ],
        cwd=root,
        check=True,
    )
    settle(folder)
    return folder


def commit_time(root: Path) -> int:
    """When the commit was made that is built, in seconds since 1970."""
    log = ["git", "-C", root, "log", "-1", "--format=%ct"]
    return int(subprocess.run(log, check=True, capture_output=True, text=True).stdout)


def version(root: Path) -> str:
    """The version of the program."""
    text = (root / "xieshang_desktop" / "__init__.py").read_text("utf-8")
    found = re.search(r'^__version__ = "([^"]+)"', text, re.MULTILINE)
    if found is None:
        raise ValueError("the program names no version")
    return found[1]


def settle(folder: Path) -> None:
    """Modes and times that do not tell who built it, and when."""
    epoch = int(os.environ["SOURCE_DATE_EPOCH"])
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            runs = path.is_dir() or bool(path.stat().st_mode & 0o100 and _starts(path))
            path.chmod(0o755 if runs else 0o644)
        os.utime(path, (epoch, epoch), follow_symlinks=False)


def libraries(folder: Path) -> list[Path]:
    """Every binary in the folder: the program's start and the libraries."""
    return [p for p in sorted(folder.rglob("*")) if p.is_file() and _magic(p) == b"\x7fELF"]


def needs_glibc(place: Path) -> tuple[int, ...]:
    """The oldest glibc that has all that the binaries of a folder, or one of them, ask for."""
    found = libraries(place) if place.is_dir() else [place]
    read = subprocess.run(["objdump", "-T", *found], check=True, capture_output=True, text=True)
    asked = re.findall(r"\(?GLIBC_([\d.]+)\)?", read.stdout)
    return max((tuple(map(int, number.split("."))) for number in set(asked)), default=(0,))


def _stage(root: Path, stage: Path) -> None:
    shutil.rmtree(stage, ignore_errors=True)
    listed = subprocess.run(
        ["git", "-C", root, "ls-files", "-z", "xieshang_desktop", "resources", "LICENSE"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    for name in filter(None, listed.split("\0")):
        if (root / name).is_file() and not _NOT_SHIPPED.match(name):
            (stage / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(root / name, stage / name)


def _strip(folder: Path) -> None:
    """Take out the names that only a debugger reads: a tenth of the folder. PyInstaller's start is
    left alone, because it carries the program's modules behind its end."""
    found = [path for path in libraries(folder) if path.name != "xieshang"]
    subprocess.run(["strip", "--strip-unneeded", *found], check=True)


def _magic(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(4)


def _starts(path: Path) -> bool:
    return path.name == "xieshang" or _magic(path)[:2] == b"#!"
