"""What is compiled into the files of a part: what Qt takes from others, Microsoft's
run-time library."""

from __future__ import annotations

import fnmatch
import re
from pathlib import Path

from installer.making.parts import Given, Part
from installer.making.program import made, refused, table


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
