"""Collects the licence text of every part: `python -m installer.making.licences FOLDER --system …`.

They lie in FOLDER/licences, a folder for each part; 关于 shows them. Fails, naming it, when a file
belongs to no part or a part has no text. `installer.making.sbom` does this first.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from installer.making.parts import (
    Given,
    Part,
    Refused,
    arguments,
    files_of,
    find_parts,
    given_from,
)

FOLDER = "licences"


def main(words: list[str] | None = None) -> int:
    """1 when a part has no licence text, or a file no part."""
    given = given_from(arguments(__doc__).parse_args(words))
    try:
        parts = renew(given)
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        return 1
    print(f"The licence texts of {len(parts)} parts lie in {given.folder / FOLDER}")
    return 0


def renew(given: Given) -> list[Part]:
    """Find the parts and write their texts anew; gives the parts. `Refused` as `find_parts`."""
    if (given.folder / FOLDER).exists():
        shutil.rmtree(given.folder / FOLDER)
    parts = find_parts(given)
    collect(parts, given.folder)
    program = next(part for part in parts if part.kind == "application")
    program.files += [name for name in files_of(given.folder) if name.startswith(f"{FOLDER}/")]
    return parts


def collect(parts: list[Part], folder: Path) -> None:
    """Write the texts."""
    for part in (one for outer in parts for one in (outer, *outer.inside)):
        for name in text_names(part):
            file = folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(part.texts[file.name])


def text_names(part: Part) -> list[str]:
    """Where the texts of a part lie, from the program folder."""
    return [f"{FOLDER}/{part.lends or part.key}/{name}" for name in sorted(part.texts)]


if __name__ == "__main__":
    sys.exit(main())
