"""The program's icon for Windows."""

from __future__ import annotations

import struct
import subprocess
from pathlib import Path

#: The red of the calm palette (`ui/palettes.py`).
RED = b"#B3261E"

#: The sizes in which Windows shows an icon, at 100 to 250 %.
SIZES = (16, 20, 24, 32, 40, 48, 64, 96, 128, 256)


def draw(drawing: Path) -> bytes:
    """The ICO of a drawing in one colour."""
    coloured = drawing.read_bytes().replace(b"currentColor", RED)
    return icon({size: _picture(coloured, size) for size in SIZES})


def icon(pictures: dict[int, bytes]) -> bytes:
    """An ICO of PNG pictures by their size, which Windows reads since Vista."""
    at = 6 + 16 * len(pictures)
    head = struct.pack("<HHH", 0, 1, len(pictures))
    for size, picture in sorted(pictures.items()):
        side = size % 256  # 256 is written as 0
        head += struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(picture), at)
        at += len(picture)
    return head + b"".join(picture for _, picture in sorted(pictures.items()))


def _picture(drawing: bytes, size: int) -> bytes:
    command = ["rsvg-convert", "--width", str(size), "--height", str(size)]
    return subprocess.run(command, input=drawing, check=True, capture_output=True).stdout
