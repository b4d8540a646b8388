"""The program's own files: what is under version control, and the faces and data among it."""

from __future__ import annotations

import fnmatch
import subprocess
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from installer.making.parts import ROOT, WRITTEN, Given, Part, endings, module_files, sources_of

_KEY = "xieshang-desktop"
#: Files outside `resources/` and the package that a package may hold.
_BESIDE = ("LICENSE", "CHANGELOG.md", "README.md", "README.zh-CN.md")


class Own:
    """The program and what lies in its `resources/`."""

    def __init__(self, given: Given) -> None:
        self._given = given
        self._tracked = tracked()
        self._program = Part(
            _KEY,
            "协商桌面 (xieshang-desktop)",
            program_version(),
            "Apache-2.0",
            kind="application",
            purl=f"pkg:generic/{_KEY}@{program_version()}",
            texts={"LICENSE": (ROOT / "LICENSE").read_bytes()},
        )
        self._data = [(entry, made(entry)) for entry in table() if not entry.get("within")]
        self._refused: list[str] = []

    def takes(self, file: str) -> bool:
        """Whether the file is the program's."""
        written = (*WRITTEN, *self._given.own, "xieshang", "xieshang.exe")
        if any(fnmatch.fnmatchcase(file, pattern) for pattern in written):
            self._program.files.append(file)
            return True
        for ending in (e for source in sources_of(file) for e in endings(source)):
            if not ending.startswith(("resources/", "xieshang_desktop/")) and ending not in _BESIDE:
                continue
            if ending not in self._tracked:
                continue
            for entry, part in self._data:
                if any(fnmatch.fnmatchcase(ending, pattern) for pattern in entry["files"]):
                    part.files.append(file)
                    return True
            self._program.files.append(file)
            return True
        return False

    def takes_module(self, name: str) -> bool:
        """Whether a module inside the program's one file is of the program; the names of the
        scripts that start it have no dot and lie in `installer/`."""
        files = module_files(name)
        own = any(file in self._tracked for file in files) and name.startswith("xieshang_desktop")
        starter = any(
            file.startswith("installer/") and file.endswith(f"/{name}.py") for file in self._tracked
        )
        if own or starter or name == "__main__":
            self._program.modules += 1
            return True
        return False

    def parts(self) -> list[Part]:
        """The program, and each face and data of another maker that is there."""
        return [self._program, *(part for _entry, part in self._data if part.files)]

    def wrong(self) -> list[str]:
        """Nothing more."""
        return []


@cache
def table() -> list[dict[str, Any]]:
    """The entries of parts.toml."""
    return list(_toml()["part"])


@cache
def refused() -> tuple[str, ...]:
    """Patterns of files that must not be packed."""
    return tuple(_toml()["refused"])


def _toml() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("parts.toml").read_text("utf-8"))


def made(entry: dict[str, Any]) -> Part:
    """The part that an entry tells of, with the texts of its licence; its version as it stands."""
    texts = {
        file.name: file.read_bytes()
        for pattern in entry.get("texts", ())
        for file in sorted(ROOT.glob(pattern))
    }
    version = "" if entry.get("within") else entry["version"]
    kind = entry.get("kind", "library")
    return Part(entry["key"], entry["name"], version, entry["licence"], kind=kind, texts=texts)


def program_version() -> str:
    """The program's version, without importing it."""
    words = (ROOT / "xieshang_desktop" / "__init__.py").read_text("utf-8")
    return words.partition('__version__ = "')[2].partition('"')[0]


@cache
def tracked() -> frozenset[str]:
    """Paths of all files under version control."""
    done = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return frozenset(done.stdout.split("\0"))
