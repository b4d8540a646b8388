"""Runs the benchmarks: `python -m tests.benchmarks [-k NAME] [--json FILE] [--smallest]`."""

from __future__ import annotations

import argparse
import importlib
import sys
import tempfile
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import msgspec

from tests.benchmarks.measure import HEADING, Result, Subject, run
from tests.benchmarks.peers import Installing

ROUNDS = 5


def benchmarks(wanted: str) -> list[str]:
    """The benchmarks of this folder whose file name contains `wanted`."""
    here = Path(__file__).parent
    # Only benchmarks are imported later: the bare programs beside them start when imported.
    return sorted(
        file.stem
        for file in here.glob("*.py")
        if "\nBENCHMARK = " in file.read_text("utf-8")
        and wanted.lower().replace(" ", "_") in file.stem
    )


def measured(name: str, folder: Path, *, smallest: bool, rounds: int) -> Iterator[Result]:
    """The results of one benchmark, size by size."""
    subject = cast("Subject", importlib.import_module(f"tests.benchmarks.{name}"))
    sizes = subject.BENCHMARK.sizes
    for size in sizes[:1] if smallest else sizes:
        yield run(subject, size, folder, rounds=1 if smallest else rounds, warm_up=not smallest)


def main() -> int:
    """Prints a line for each benchmark; the exit status tells only whether each could be run."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("-k", default="", metavar="NAME", help="only those whose name has this")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every figure there too")
    parser.add_argument(
        "--smallest", action="store_true", help="one round at the smallest size, to keep them alive"
    )
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"at least {ROUNDS}")
    asked = parser.parse_args()
    names = benchmarks(asked.k)
    if not names:
        parser.error(f"no benchmark is named like {asked.k!r}")
    Installing.allowed = not asked.smallest
    results: list[Result] = []
    broken = 0
    print(HEADING)
    with tempfile.TemporaryDirectory(prefix="xieshang-benchmarks-") as folder:
        for name in names:
            try:
                for result in measured(
                    name,
                    Path(folder),
                    smallest=asked.smallest,
                    rounds=max(asked.rounds, ROUNDS),
                ):
                    results.append(result)
                    print(result.line(), flush=True)
            except Exception:  # one benchmark that cannot run must not hide the others
                broken += 1
                print(f"{name}: could not be run", flush=True)
                traceback.print_exc()
    if asked.json:
        asked.json.write_bytes(msgspec.json.format(msgspec.json.encode(results)))
    return 1 if broken else 0


sys.exit(main())
