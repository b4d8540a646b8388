"""The whole build for Linux, run by `build` with the build environment's Python."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

from installer.linux import debian, portable, program

ROOT = Path(__file__).resolve().parent.parent.parent
OUT = ROOT / "build" / "packages"

#: Megabytes (10^6 bytes): the Debian package, and what it takes installed.
MOST_PACKED, MOST_INSTALLED = 120, 246

#: What the packages that are given out run on: 统信UOS 20 and 银河麒麟 V10 have it.
OLDEST_GLIBC = (2, 28)


def main() -> int:
    """Make the packages; the number of those that are too large."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--only-program", action="store_true")
    parser.add_argument("--update-key", type=Path)
    given = parser.parse_args()

    key = given.update_key or ROOT / "installer" / "release.pub"
    if given.update_key and not key.is_file():
        parser.error(f"{key} is not there")
    os.environ["SOURCE_DATE_EPOCH"] = str(program.commit_time(ROOT))
    os.umask(0o022)

    folder = program.make(ROOT, ROOT / "build" / "linux", key if key.is_file() else None)
    too_large = measure(folder, MOST_INSTALLED)
    glibc = program.needs_glibc(folder)
    print(f"glibc     : {_written(glibc)} or newer", flush=True)
    if glibc > OLDEST_GLIBC and not given.quick:
        print(f"More than glibc {_written(OLDEST_GLIBC)} is asked for by:", file=sys.stderr)
        for library in program.libraries(folder):
            if program.needs_glibc(library) > OLDEST_GLIBC:
                print(f"    {library.relative_to(folder)}", file=sys.stderr)
        return 1
    if given.only_program:
        return too_large

    OUT.mkdir(parents=True, exist_ok=True)
    version = program.version(ROOT)
    work = ROOT / "build" / "linux"
    package = debian.make(ROOT, folder, work, OUT, version, quick=given.quick)
    too_large += measure(package, None if given.quick else MOST_PACKED)
    archive = portable.make(folder, work, OUT, version, quick=given.quick)
    measure(archive, None)
    for made in (package, archive):
        print(f"made      : {made.relative_to(ROOT)}")
    return too_large


def measure(made: Path, most: int | None) -> int:
    """Print what takes the room; 1 when it is more than `most` megabytes."""
    limit = [] if most is None else ["--limit", str(most)]
    command = [sys.executable, "-m", "installer.making.sizes", str(made), *limit]
    return min(1, subprocess.run(command, cwd=ROOT, check=False).returncode)


def _written(version: tuple[int, ...]) -> str:
    return ".".join(map(str, version))


if __name__ == "__main__":
    sys.exit(main())
