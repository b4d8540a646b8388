"""Gives a finished file or folder its name, also where a virus scanner holds it for a moment."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

#: Seconds to wait before trying again. Windows refuses while another program has the file open, as
#: scanners do right after it was written; elsewhere a refusal is meant.
WAITS: Final[Sequence[float]] = (0.02, 0.05, 0.1, 0.2, 0.4, 0.8) if sys.platform == "win32" else ()


def replace(
    source: Path,
    target: Path,
    waits: Sequence[float] = WAITS,
    attempt: Callable[[Path, Path], None] | None = None,
) -> None:
    """Rename, with patience; what stands at `target` is replaced. Raises OSError as the system."""
    rename = attempt or os.replace
    for wait in waits:
        try:
            rename(source, target)
        except PermissionError:
            time.sleep(wait)
        else:
            return
    rename(source, target)
