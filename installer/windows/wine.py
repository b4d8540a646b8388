"""A Windows of its own under Debian's wine, for `testing`."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

HERE = Path(__file__).parent
USER = "王 小明"


class Wine:
    """A Windows of its own: drive C with a user's folders, and an empty drive D."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.c, self.d = place / "prefix" / "drive_c", place / "d"
        self.user = self.c / "users" / USER
        self.environment = {
            "HOME": str(place / "home"),
            "LC_ALL": "C.UTF-8",
            "PATH": os.environ["PATH"],
            "USER": USER,
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": "winemenubuilder.exe=d;mscoree=d;mshtml=d",
            "WINEPREFIX": str(place / "prefix"),
        }
        (place / "home").mkdir()
        self.d.mkdir()
        self.start("wineboot", "--init")
        self.start("winecfg", "-v", "win10")
        (place / "prefix" / "dosdevices" / "d:").symlink_to(self.d)
        compiler = ["x86_64-w64-mingw32-gcc", "-O2", "-Wall", "-Wextra", "-Werror", "-s"]
        system = self.c / "windows" / "system32"
        for words in (
            ["-shared", "-o", system / "bcryptprimitives.dll", HERE / "bcryptprimitives.c"],
            ["-municode", "-o", place / "runner.exe", HERE / "runner.c"],
            ["-municode", "-o", place / "holder.exe", HERE / "holder.c"],
        ):
            subprocess.run([*compiler, *words, "-ladvapi32"], check=True)

    def start(self, *words: str, seconds: int = 300) -> int:
        """Run what Windows itself has; its exit status."""
        command = ["/usr/lib/wine/wine64", *words]
        return subprocess.run(
            command,
            env=self.environment,
            cwd=self.place,
            timeout=seconds,
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ).returncode

    def open(self, *words: str, **more: str) -> subprocess.Popen[bytes]:
        """Start a program with files for its streams, and go on."""
        command = ["/usr/lib/wine/wine64", self.path(self.place / "runner.exe")]
        command += [self.path(self.place / "out"), self.path(self.place / "err"), *words]
        quiet = subprocess.DEVNULL
        environment = self.environment | more
        return subprocess.Popen(
            command, env=environment, cwd=self.place, stdin=quiet, stdout=quiet, stderr=quiet
        )

    def run(self, *words: str, seconds: int = 300, **more: str) -> tuple[int, str, str]:
        """Run a program: exit status, what it said, what it complained about."""
        status = self.open(*words, **more).wait(seconds)
        said = [(self.place / name).read_text("utf-8", "replace") for name in ("out", "err")]
        return status, said[0], said[1]

    def path(self, place: Path) -> str:
        """How Windows calls a file."""
        for drive, root in (("C:", self.c), ("D:", self.d)):
            if place.is_relative_to(root):
                return "\\".join([drive, *place.relative_to(root).parts])
        return "Z:" + str(place).replace("/", "\\")

    def registry(self, key: str, name: str) -> str:
        """A value of HKEY_CURRENT_USER; "" when it is not there."""
        target = self.place / "registry.reg"
        target.unlink(missing_ok=True)
        self.start("reg", "export", f"HKCU\\{key}", self.path(target), "/y")
        if not target.exists():
            return ""
        words = target.read_text("utf-16", "replace")
        found = re.search(rf'^"?{re.escape(name)}"?=(?:"(.*)"|dword:(\w+))\r?$', words, re.M)
        return "" if found is None else (found[1] or found[2] or "").replace("\\\\", "\\")

    def end(self) -> None:
        """Nothing of it goes on running."""
        subprocess.run(["/usr/lib/wine/wineserver64", "-k"], env=self.environment, check=False)
        subprocess.run(["/usr/lib/wine/wineserver64", "-w"], env=self.environment, check=False)
