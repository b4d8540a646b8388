"""The whole build for Windows, run by `build` with the build environment's Python."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

from installer.making.update_file import revision_of, version_of
from installer.windows import folder, icon, imports, libraries, packing, runtime, signatures

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent
WORK = ROOT / "build" / "windows"
OUT = ROOT / "build" / "packages"

#: Megabytes (10^6 bytes): the setup, and what it takes installed.
MOST_PACKED, MOST_INSTALLED = 120, 246


def main() -> int:
    """Make the packages; 1 with what is wrong, or when one is too large."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runtime", type=Path, metavar="FILE")
    parser.add_argument("--update-key", type=Path, metavar="FILE")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--only-program", action="store_true")
    given = parser.parse_args()
    key = given.update_key or ROOT / "installer" / "release.pub"
    if given.update_key and not key.is_file():
        parser.error(f"{key} is not there")
    log = subprocess.run(
        ["git", "log", "-1", "--format=%ct"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    os.environ["SOURCE_DATE_EPOCH"] = log.stdout.strip()
    os.umask(0o022)
    try:
        return _make(given, key if key.is_file() else None)
    except (OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1


def _make(given: argparse.Namespace, key: Path | None) -> int:
    program = WORK / "xieshang"
    for old in (program, WORK / "python", WORK / "packages"):
        shutil.rmtree(old, ignore_errors=True)
    program.mkdir(parents=True)
    runtime.unpack(
        given.runtime.read_bytes() if given.runtime else runtime.fetched(), WORK / "python"
    )
    runtime.lay_down(WORK / "python", program / "runtime")
    libraries.install(WORK)
    libraries.lay_down(WORK / "packages", program / "lib")
    folder.add_program(program / "app", key)
    for name in ("app", "lib"):
        folder.compile_all(program / name)
    version = version_of(ROOT)
    _launcher(program / "xieshang.exe", version)
    _check(program)
    _list_parts(program)
    folder.settle(program, int(os.environ["SOURCE_DATE_EPOCH"]))
    too_large = _measure(program, MOST_INSTALLED)
    if given.only_program:
        return too_large

    OUT.mkdir(parents=True, exist_ok=True)
    name = f"xieshang-{version}-windows-x86_64"
    setup = OUT / f"{name}-setup.exe"
    packing.setup(program, WORK, setup, version, revision_of(ROOT), quick=given.quick)
    too_large += _measure(setup, None if given.quick else MOST_PACKED)
    portable = OUT / f"{name}-portable.zip"
    packing.portable(program, portable, quick=given.quick)
    _measure(portable, None)
    for made in (setup, portable):
        print(f"made      : {made.relative_to(ROOT)}")
    return min(1, too_large)


def _launcher(target: Path, version: str) -> None:
    """Compile xieshang.exe with icon, version and manifest."""
    work = WORK / "launcher"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    (work / "xieshang.ico").write_bytes(icon.draw(ROOT / "resources" / "icons" / "logo.svg"))
    shutil.copyfile(HERE / "launcher.manifest", work / "launcher.manifest")
    words = (HERE / "launcher.rc.in").read_text("utf-8")
    words = words.replace("@NUMBERS@", ",".join(packing.numbers(version)))
    (work / "launcher.rc").write_text(words.replace("@VERSION@", version), "utf-8")
    tools = "x86_64-w64-mingw32-"
    _run([f"{tools}windres", "-c", "65001", "-O", "coff", "launcher.rc", "launcher.res"], work)
    _run(
        [
            *(f"{tools}gcc", "-O2", "-Wall", "-Wextra", "-Werror", "-municode", "-mwindows", "-s"),
            *("-Wl,--no-insert-timestamp", "-Wl,--dynamicbase", "-Wl,--nxcompat"),
            *("-Wl,--high-entropy-va", "-o", "xieshang.exe", HERE / "launcher.c", "launcher.res"),
        ],
        work,
    )
    shutil.copyfile(work / "xieshang.exe", target)


def _check(program: Path) -> None:
    """Signatures and libraries; the list of binaries goes along."""
    lines = signatures.listed(program, "xieshang.exe")
    (program / "binaries.txt").write_text("\n".join([*lines, ""]), "utf-8")
    unsigned = sum("  unsigned  " in line for line in lines)
    print(f"binaries  : {len(lines)}, {unsigned} of them unsigned and pinned by hash")
    missing = imports.missing(program)
    if missing:
        raise ValueError("\n".join(missing))


def _list_parts(program: Path) -> None:
    """The list of all parts, with their licences."""
    _run(
        [
            *(sys.executable, "-m", "installer.making.sbom", program, "--system", "windows"),
            *("--packages", WORK / "packages", "--wheels", WORK / "wheels"),
            *("--python", WORK / "python", "--own", "binaries.txt"),
            *("--out", program / "app" / "resources" / "sbom.cdx.json"),
        ],
        ROOT,
    )


def _measure(made: Path, most: int | None) -> int:
    """Print what takes the room; 1 when it is more than `most` megabytes."""
    limit = [] if most is None else ["--limit", str(most)]
    command = [sys.executable, "-m", "installer.making.sizes", str(made), *limit]
    return min(1, subprocess.run(command, cwd=ROOT, check=False).returncode)


def _run(command: list[str | Path], place: Path) -> None:
    done = subprocess.run(command, cwd=place, check=False)
    if done.returncode:
        raise ValueError(f"{command[0]}: {done.returncode}")


if __name__ == "__main__":
    sys.exit(main())
