"""Memory stays flat however large a bundle is."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path


def test_a_large_bundle_is_written_and_read_in_little_memory(tmp_path: Path) -> None:
    """200 MB, half of it entries; the way is the same for ten times as much."""
    command = [sys.executable, "-m", "tests.exchange.streaming", tmp_path, "200"]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    shutil.rmtree(tmp_path)
    size, growth = re.search(r"^(\d+) bytes.* growth (\d+) MiB", said, re.DOTALL).groups()  # type: ignore[union-attr]
    assert int(size) > 150_000_000, said
    assert int(growth) < 64, said
