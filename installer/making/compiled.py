"""What lies inside a part: Qt in PySide6's wheel; in the files themselves what Qt takes from
others, Microsoft's run-time library."""

from __future__ import annotations

import fnmatch
import re
from pathlib import Path

from installer.making.parts import Given, Part, Refused
from installer.making.program import made, refused, table

_WHEEL = "pyside6-essentials"
#: What of PySide6's wheel is Qt itself.
_QT = ("*/PySide6/Qt/*", "*/PySide6/Qt6*.dll", "*/PySide6/plugins/*", "*/PySide6/translations/*")
_QT_VERSION = r"\bQt ([0-9]+\.[0-9]+\.[0-9]+) \("


def set_qt_apart(parts: list[Part], given: Given) -> None:
    """Make Qt a part of its own, as those who look for its weaknesses ask for it. Its version is
    what its files tell; those of PySide6 have the same licence and the same texts."""
    wheel = next((part for part in parts if part.key == _WHEEL), None)
    files = [file for file in wheel.files if _fits(file, _QT)] if wheel else []
    if wheel is None or not files:
        return
    version = _version(_QT_VERSION, [given.folder / file for file in files])
    if not version:
        raise Refused("no file of Qt tells its version")
    wheel.files = [file for file in wheel.files if file not in files]
    qt = Part("qt", "Qt", version, wheel.licence, hashes=wheel.hashes, texts=wheel.texts)
    qt.purl, qt.cpe = f"pkg:generic/qt@{version}", f"cpe:2.3:a:qt:qt:{version}:*:*:*:*:*:*:*"
    qt.files = files
    parts.append(qt)
    parts.sort(key=lambda part: part.key)


def look_into(parts: list[Part], given: Given) -> list[str]:
    """Put what the files of a part contain below it; gives what must not be packed."""
    entries = [entry for entry in table() if entry.get("within")]
    wrong = []
    for part in parts:
        for entry in entries:
            files = [f for f in part.files if _fits(f, entry["files"])]
            if not files:
                continue
            inner = made(entry)
            inner.version = _version(entry["version"], [given.folder / f for f in files])
            if not inner.texts:
                inner.texts, inner.lends = part.texts, part.key
            part.inside.append(inner)
        wrong += [f"{f} must not be packed" for f in part.files if _fits(f, refused())]
    return wrong


def _fits(file: str, patterns: list[str] | tuple[str, ...]) -> bool:
    # A leading folder, so that `*/name` also fits a name without one; Windows' names vary in case.
    return any(fnmatch.fnmatch(f"/{file}".lower(), f"*/{p}".lower()) for p in patterns) or any(
        fnmatch.fnmatch(f"/{file}".lower(), p.lower()) for p in patterns
    )


def _version(pattern: str, files: list[Path]) -> str:
    """What the pattern finds in the first file that tells; a plain version stands for itself."""
    if not pattern or "(" not in pattern:
        return pattern
    wanted = re.compile(pattern.encode())
    for file in files:
        found = wanted.search(file.read_bytes())
        if found:
            return found[1].decode("ascii")
    return ""
