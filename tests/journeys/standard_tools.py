"""The program's own commands and the tools of the bundle format, as processes of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.promises.tree import ROOT


def command(data: Path, *words: str) -> str:
    """What a command says on its standard output; its failure fails the test."""
    return subprocess.run(
        [sys.executable, "-P", "-m", "xieshang_desktop", "--data", data, *words],
        env=dict(os.environ) | {"PYTHONPATH": str(ROOT)},
        check=True,
        capture_output=True,
        text=True,
    ).stdout


def contents_of(bundle: Path, data: Path, folder: Path) -> bytes:
    """What `unzip -t` says of the bundle that `age` opened with the village's own key."""
    key, bag = data / "keys" / "seal.key", folder / "bag.zip"
    subprocess.run(["age", "-d", "-i", key, "-o", bag, bundle], check=True)
    return subprocess.run(["unzip", "-t", bag], check=True, capture_output=True).stdout
