"""What a program folder is made of: each file belongs to a part, or nothing is built.

A part is a library, a face, Python, a library of the system, or the program. Whoever makes a
package names what the parts come from (`Given`); `find_parts` says which part each file is of.
"""

from __future__ import annotations

import argparse
import hashlib
import sysconfig
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

ROOT = Path(__file__).resolve().parent.parent.parent
#: Written by these programs themselves, after everything else: of the program.
WRITTEN = ("licences/*", "*resources/sbom.cdx.json", "*resources/release.pub")


class Refused(Exception):
    """The folder cannot be packed; the message says why, one reason in a line."""


@dataclass
class Part:
    """One thing with a name, a version and a licence. `key` names its folder of licence texts."""

    key: str
    name: str
    version: str
    licence: str  # an SPDX expression, or the licence's name
    kind: str = "library"  # as CycloneDX calls it
    purl: str = ""
    cpe: str = ""  # by which the lists of known weaknesses name it
    hashes: tuple[str, ...] = ()  # SHA-256 of the file it was installed from
    texts: dict[str, bytes] = field(default_factory=dict)  # licence texts by file name
    lends: str = ""  # the key of the part whose texts these are, when they are not its own
    files: list[str] = field(default_factory=list)  # paths within the folder
    modules: int = 0  # Python modules of it inside the program's one file
    inside: list[Part] = field(default_factory=list)  # what is compiled into it


@dataclass(frozen=True, kw_only=True)
class Given:
    """What the parts come from."""

    folder: Path
    system: str  # linux, windows
    requirements: Path = ROOT / "requirements.txt"
    packages: Path = Path(sysconfig.get_path("purelib"))  # where the libraries were installed
    wheels: Path | None = None  # the files they were installed from
    python: Path | None = None  # an unpacked Python for Windows
    root: Path = Path("/")  # the Debian system whose libraries were collected
    own: tuple[str, ...] = ()  # patterns of files that the build wrote itself


class Source(Protocol):
    """Where parts come from; asked in turn for each file and each module."""

    def takes(self, file: str) -> bool:
        """Whether the file, a path within the folder, is of one of its parts."""

    def takes_module(self, name: str) -> bool:
        """The same of a Python module inside the program's one file."""

    def parts(self) -> list[Part]:
        """The parts of which something was taken."""

    def wrong(self) -> list[str]:
        """Why what was taken must not be packed."""


def arguments(words: str | None) -> argparse.ArgumentParser:
    """A parser of everything that `Given` holds."""
    parser = argparse.ArgumentParser(description=words)
    parser.add_argument("folder", type=Path, help="the program folder that is packed")
    parser.add_argument("--system", choices=("linux", "windows"), required=True)
    parser.add_argument("--requirements", type=Path, default=Given.requirements)
    parser.add_argument(
        "--packages", type=Path, default=Given.packages, help="site-packages with the libraries"
    )
    parser.add_argument("--wheels", type=Path, help="the wheels they were installed from")
    parser.add_argument("--python", type=Path, help="the unpacked Python for Windows")
    parser.add_argument("--root", type=Path, default=Given.root, help="the Debian system built on")
    parser.add_argument(
        "--own", action="append", default=[], metavar="PATTERN", help="a file the build wrote"
    )
    return parser


def given_from(parsed: argparse.Namespace) -> Given:
    """What `arguments` read."""
    return Given(
        folder=parsed.folder,
        system=parsed.system,
        requirements=parsed.requirements,
        packages=parsed.packages,
        wheels=parsed.wheels,
        python=parsed.python,
        root=parsed.root,
        own=tuple(parsed.own),
    )


def find_parts(given: Given) -> list[Part]:
    """Every part with its files, by key. `Refused` names each file that belongs to none, each
    library that the lock does not pin, and each part without the text of its licence (crates of
    Rust inside a library have none: their makers' wheels only name it)."""
    from installer.making import built, compiled, libraries, native, program

    wrong: list[str] = []
    built_here = built.Built(given)
    sources: list[Source] = [
        program.Own(given),
        libraries.Libraries(given),
        built_here,
        native.Python(given),
        native.System(given),
    ]
    modules = native.frozen_modules(given.folder)
    for file in files_of(given.folder):
        if not any(source.takes(file) for source in sources):
            wrong.append(f"{file} belongs to no part that is known")
    for module in modules:
        if not any(source.takes_module(module) for source in sources):
            wrong.append(f"the module {module} belongs to no part that is known")
    found = sorted((p for s in sources for p in s.parts()), key=lambda part: part.key)
    built_here.look_into(found)
    compiled.set_qt_apart(found, given)
    wrong += compiled.look_into(found, given)
    wrong += [reason for source in sources for reason in source.wrong()]
    for part in found:
        wrong += [
            f"{each.name} has no text of its licence"
            for each in (part, *part.inside)
            if not each.texts and not each.purl.startswith("pkg:cargo/")
        ]
    if wrong:
        raise Refused("\n".join(wrong))
    return found


def files_of(folder: Path) -> list[str]:
    """Paths of all files, sorted. A link must lead to a file of the folder, which stands for it."""
    found = []
    inside = folder.resolve()
    for file in sorted(folder.rglob("*")):
        name = file.relative_to(folder).as_posix()
        if file.is_symlink():
            target = file.resolve()
            if not target.is_relative_to(inside) or not target.exists():
                raise Refused(f"{name} leads nowhere, or out of the folder")
        elif file.is_file():
            found.append(name)
    return found


def sha256(file: Path) -> str:
    """The hash of a file, in hexadecimal digits."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def endings(path: str) -> list[str]:
    """The path itself, then without its first folder, and so on to the bare name."""
    names = path.split("/")
    return ["/".join(names[at:]) for at in range(len(names))]


def sources_of(path: str) -> list[str]:
    """The file itself, and what a compiled Python file was made from."""
    if not path.endswith(".pyc"):
        return [path]
    folder, _slash, name = path.rpartition("/")
    stem = name.split(".")[0]
    folder = folder.removesuffix("__pycache__").rstrip("/")
    return [path, f"{folder}/{stem}.py" if folder else f"{stem}.py"]


def module_files(name: str) -> list[str]:
    """Where a module's source may lie."""
    path = name.replace(".", "/")
    return [f"{path}.py", f"{path}/__init__.py"]
