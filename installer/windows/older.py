"""What an upgrade is tried with: `python -m installer.windows.older FOLDER`.

A setup of an older version, `older.exe`, which believes a key made here, and an update file to the
checkout's version, `newer.xsu`. Both hold the program folder that `build` left; nobody ships them.
"""

from __future__ import annotations

import argparse
import lzma
import os
import shutil
import subprocess
import sys
from pathlib import Path

from installer.making import update_file
from installer.windows import folder, packing
from installer.windows.building import ROOT, WORK

VERSION = "0.0.1"


def main() -> int:
    """0, or 1 with what is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    place = parser.parse_args().folder.resolve()
    os.environ.setdefault("SOURCE_DATE_EPOCH", "1795000000")
    secret, public = place / "release.key", place / "release.pub"
    keys = ["minisign", "-G", "-W", "-s", str(secret), "-p", str(public)]
    subprocess.run(keys, check=True, capture_output=True)
    try:
        _older_setup(place, public)
        _newer_file(place, secret)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _older_setup(place: Path, public: Path) -> None:
    program = place / "work" / "xieshang"
    shutil.copytree(WORK / "xieshang", program)
    shutil.copytree(WORK / "launcher", place / "work" / "launcher")
    folder.change_version(program / "app", VERSION)
    shutil.copyfile(public, program / "app" / "resources" / "release.pub")
    revision = update_file.revision_of(ROOT)
    packing.setup(program, place / "work", place / "older.exe", VERSION, revision, quick=True)
    shutil.rmtree(place / "work")


def _newer_file(place: Path, secret: Path) -> None:
    """Packed loosely: it is thrown away."""
    update_file._FILTERS = [{"id": lzma.FILTER_LZMA2, "preset": 0}]  # noqa: SLF001
    made = update_file.make(
        WORK / "xieshang",
        place,
        secret,
        system="windows-x86_64",
        version=update_file.version_of(ROOT),
        revision=update_file.revision_of(ROOT),
        commit="0" * 40,
        needs=VERSION,
        news_zh="试一试更新文件",
        news_en="An update file is tried",
    )
    made.rename(place / "newer.xsu")


if __name__ == "__main__":
    sys.exit(main())
