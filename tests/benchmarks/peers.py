"""Peers from PyPI in a place of their own, `build/peers`, made from `requirements.txt` beside this
file when a benchmark first asks: no lock of the program knows them."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import venv
from functools import cache
from pathlib import Path

from tests.benchmarks.measure import Absent

HERE = Path(__file__).parent
_PLACE = HERE.parents[1] / "build" / "peers"
_LOCK = HERE / "requirements.txt"


class Installing:
    """Whether peers may be installed now: not when benchmarks are only kept alive."""

    allowed = True


@cache
def peers_python() -> str:
    """The Python that has the peers; Absent where they cannot or may not be installed."""
    python = _PLACE / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    mark = _PLACE / "installed"
    digest = hashlib.sha256(_LOCK.read_bytes()).hexdigest()
    if not mark.is_file() or mark.read_text("ascii") != digest:
        if not Installing.allowed:
            raise Absent
        venv.create(_PLACE, with_pip=True, clear=True)
        command = [str(python), "-m", "pip", "install", "-q", "--require-hashes", "-r", str(_LOCK)]
        done = subprocess.run(command, capture_output=True, check=False)
        if done.returncode:
            print(done.stderr.decode("utf-8", "replace")[-400:], file=sys.stderr)
            raise Absent
        mark.write_text(digest, "ascii")
    return str(python)
