"""Every sample paper of this folder: whatever `samples*.py` has by name."""

from __future__ import annotations

import importlib
from pathlib import Path

from xieshang_desktop.domain.documents import Paper


def every_paper() -> dict[str, Paper]:
    """Name of the sample to its paper."""
    found: dict[str, Paper] = {}
    for file in sorted(Path(__file__).parent.glob("samples*.py")):
        module = importlib.import_module(f"tests.printing.{file.stem}")
        found |= {
            name.lower(): value for name, value in vars(module).items() if isinstance(value, Paper)
        }
    return found
