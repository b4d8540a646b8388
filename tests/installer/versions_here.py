"""Versions of the program as small real folders: a base, newer ones beside it, real processes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
from pathlib import Path

from tests.promises.tree import ROOT
from xieshang_desktop import versions
from xieshang_desktop.versions import Version

#: What each program folder's start does: this package under another number, and no window.
_START = """
import os, sys, time
sys.path.insert(0, {root!r})
import xieshang_desktop
xieshang_desktop.__version__ = {version!r}
from xieshang_desktop import launching
def say(words):
    with open({log!r}, "a", encoding="utf-8") as log:
        log.write(f"{version} {{words}}\\n")
def main():
{behaviour}
status = launching.start_newer(sys.argv[1:], limit={limit})
if status is not None:
    say("passes on")
    sys.exit(status)
say(" ".join(["runs", *sys.argv[1:]]))
sys.exit(main())
"""

READY = 'launching.ready(); say("ready"); return 0'
CRASHES = 'raise RuntimeError("before its window stood")'
HANGS = "time.sleep(600)"
NO_END = 'launching.ready(); say("ready"); sys.stdin.read(); return 3'
REFUSED = "return launching.refused()"


class Computer:
    """A computer on which versions lie side by side under a folder of their own."""

    def __init__(self, folder: Path, limit: float = 20.0) -> None:
        self.home = folder / "home"
        self.home.mkdir()
        self.limit = limit
        self.log = folder / "log"
        self.base = folder / "base"

    def install_base(self, version: str = "0.1.0", behaviour: str = READY) -> None:
        """What a package put there."""
        self._lay_down(self.base, version, behaviour)

    def install_again(self, behaviour: str, version: str = "0.1.0") -> None:
        """The installed program does something else from now on."""
        self._write(self.base, version, behaviour)

    def add(self, name: str, behaviour: str = READY, *, proven: bool = False) -> Version:
        """A version as an update file lays it down."""
        folder = self.home / "versions" / name
        self._lay_down(folder, name, behaviour)
        (folder / versions.INSTALLED).write_text(json.dumps({"version": name, "revision": 1}))
        if proven:
            (folder / versions.PROVEN).touch()
        return Version(versions.read_number(name) or (), name, folder)

    def environment(self) -> dict[str, str]:
        """Of this computer, and nothing of whoever runs the tests."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith("XIESHANG_")}
        return kept | {"XIESHANG_HOME": str(self.home), "XIESHANG_LAUNCH": str(self.base)}

    def begin(self, *arguments: str) -> subprocess.Popen[str]:
        """Start the base, and go on."""
        return subprocess.Popen(
            [str(self.base / "xieshang"), *arguments],
            env=self.environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def start(self, *arguments: str) -> int:
        """Start the base, and wait for its end."""
        process = self.begin(*arguments)
        process.communicate(timeout=60)
        return process.returncode

    def rewrite(self, version: Version, behaviour: str) -> None:
        """The same version does something else from now on."""
        self._write(version.folder, version.name, behaviour)

    def log_text(self) -> str:
        """What the versions did so far."""
        return self.log.read_text("utf-8") if self.log.exists() else ""

    def said(self) -> list[str]:
        """What the versions did since this was last asked."""
        lines = self.log_text().splitlines()
        self.log.unlink(missing_ok=True)
        return lines

    def _lay_down(self, folder: Path, version: str, behaviour: str) -> None:
        folder.mkdir(parents=True)
        self._write(folder, version, behaviour)
        program = folder / "xieshang"
        program.write_text(f'#!/bin/sh\nexec {sys.executable} -P "{folder}/start.py" "$@"\n')
        program.chmod(0o755)

    def _write(self, folder: Path, version: str, behaviour: str) -> None:
        script = _START.format(
            root=str(ROOT),
            version=version,
            log=str(self.log),
            limit=self.limit,
            behaviour=textwrap.indent(behaviour, "    "),
        )
        (folder / "start.py").write_text(script, "utf-8")


def reason(version: Version) -> object:
    """Why it is not used any more; None while it is."""
    return version.note(versions.FAILED).get("reason")
