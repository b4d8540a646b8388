"""What takes the room: `python -m installer.making.sizes FOLDER [--limit MB]`.

Prints the twenty largest parts of a program folder, or the size of one finished package. A library
counts as one part, and so do a face and a module of Qt with its Python half.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from pathlib import Path, PurePosixPath

MB = 1_000_000
_SHOWN = 20
_QT = re.compile(r"^(?:lib)?Qt6?([A-Z]\w*?)(?:\.abi3)?\.(?:so|dll|pyd|pyi?)\b")
_LIBRARY = re.compile(r"^([A-Za-z0-9_]+(?:[-.][A-Za-z0-9_]+)*?)-[0-9][^/]*\.dist-info$")
_SAME = {"pil": "pillow", "pypdfium2-raw": "pypdfium2", "nacl": "pynacl"}
#: Folders that say where something lies, not what it is.
_PLACES = {"_internal", "app", "lib", "Lib", "site-packages", "packages", "libraries", "usr", "opt"}


def main(arguments: list[str] | None = None) -> int:
    """1 when the limit is passed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="a program folder or one finished package")
    parser.add_argument("--limit", type=float, metavar="MB", help="the most it may take")
    given = parser.parse_args(arguments)
    if not given.folder.exists():
        parser.error(f"{given.folder} is not there")
    parts = sizes(given.folder)
    total = sum(parts.values())
    if given.folder.is_dir():
        print(f"The {min(_SHOWN, len(parts))} largest parts of {given.folder.name}:")
        for name, size in largest(parts):
            print(f"{size / MB:8.1f} MB  {size / max(total, 1):6.1%}  {name}")
    print(f"{total / MB:8.1f} MB  in all: {given.folder.name}")
    if given.limit is not None and total > given.limit * MB:
        print(
            f"{given.folder.name} takes {total / MB:.1f} MB; "
            f"at most {given.limit:g} MB are allowed.",
            file=sys.stderr,
        )
        return 1
    return 0


def sizes(folder: Path) -> Counter[str]:
    """Bytes of each part. Links take none; a file with two names counts once."""
    found: Counter[str] = Counter()
    if folder.is_file():
        found[folder.name] = folder.stat().st_size
        return found
    seen: set[tuple[int, int]] = set()
    for file in sorted(folder.rglob("*")):
        if file.is_symlink() or not file.is_file():
            continue
        facts = file.stat()
        if (facts.st_dev, facts.st_ino) in seen:
            continue
        seen.add((facts.st_dev, facts.st_ino))
        found[part_of(file.relative_to(folder).as_posix())] += facts.st_size
    return found


def largest(parts: Counter[str]) -> list[tuple[str, int]]:
    """The twenty largest, equal ones by name."""
    return sorted(parts.items(), key=lambda part: (-part[1], part[0]))[:_SHOWN]


def part_of(path: str) -> str:
    """The part that a file of the folder belongs to, as the list calls it."""
    names = list(PurePosixPath(path).parts)
    while len(names) > 1 and names[0] in _PLACES:
        names.pop(0)
    if "resources" in names[:-1]:
        return _of_resources(names[names.index("resources") + 1 :])
    if "xieshang_desktop" in names:
        return "the program's own code"
    if "PySide6" in names[:-1]:
        return _of_qt(names[names.index("PySide6") + 1 :])
    if module := _QT.match(names[-1]):
        return f"Qt {module[1]}"
    head = names[0]
    if library := _LIBRARY.match(head):
        return _plain(library[1])
    return (
        _plain(head.removesuffix(".libs"))
        if len(names) > 1 or head.startswith("libpython")
        else head
    )


def _of_resources(names: list[str]) -> str:
    if names[0] == "fonts" and names[-1].endswith((".ttf", ".otf", ".ttc")):
        return f"face {names[-1]}"
    return f"resources/{names[0]}"


def _of_qt(names: list[str]) -> str:
    if module := _QT.match(names[-1]):
        return f"Qt {module[1]}"
    if names[-1].startswith(("libicu", "icu")):
        return "Qt's ICU"
    if "plugins" in names[:-1]:
        return "Qt plug-ins"
    if "translations" in names[:-1]:
        return "Qt's translations"
    return "PySide6, the rest"


def _plain(name: str) -> str:
    if re.match(r"(lib)?python3", name):
        return "Python"
    plain = re.sub(r"[-_.]+", "-", name).lower()
    return _SAME.get(plain, plain)


if __name__ == "__main__":
    sys.exit(main())
