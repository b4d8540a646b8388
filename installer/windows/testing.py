"""Installs, drives, upgrades and removes the program under wine; `test` runs it.

The whole runs as a user without rights in a wine of its own in a temporary folder. That user's name
and all folders have Chinese characters and spaces in them.
"""

# ruff: noqa: S101  # assertions are its checks

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import traceback
import zipfile
from collections.abc import Callable
from pathlib import Path

from installer.making.update_file import version_of

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent
USER = "王 小明"
PROGRAM = "AppData/Local/Programs/xieshang"
OPEN, NOT_UNDERSTOOD, FOREIGN = 2, 3, 5


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


class Journey:
    """The steps, in order; each method is one check and stands on those before it."""

    def __init__(self, wine: Wine, setup: Path, portable: Path, tried: Path) -> None:
        self.wine, self.setup, self.portable = wine, setup, portable
        self.older, self.newer = tried / "older.exe", tried / "newer.xsu"
        self.program = wine.user / PROGRAM
        self.exe = wine.path(self.program / "xieshang.exe")
        self.data = wine.path(wine.d / "协商 资料")
        self.version = version_of(ROOT)

    def the_older_version_installs_silently(self) -> None:
        assert self._setup(self.older) == 0
        assert self._said("version") == "xieshang_desktop 0.0.1\n"
        apps = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\xieshang"
        assert self.wine.registry(apps, "DisplayName") == "协商桌面"
        assert self.wine.registry(apps, "DisplayVersion") == "0.0.1"
        assert int(self.wine.registry(apps, "EstimatedSize"), 16) > 100_000
        opens = self.wine.registry(
            r"Software\Classes\xieshang.bundle\shell\open\command", "@"
        ).replace('\\"', '"')
        assert opens == f'"{self.exe}" open "%1"', opens
        menu = self.wine.user / "AppData/Roaming/Microsoft/Windows/Start Menu/Programs"
        assert (menu / "协商桌面.lnk").exists()

    def a_practice_village_is_made(self) -> None:
        self._said("practice", "--years", "1", seconds=600)
        assert "资料完好" in self._said("check", "--data", self._practice())

    def a_roster_is_read_into_a_folder_on_drive_d(self) -> None:
        for name in ("roster-village.xls", "roster-clean.xlsx"):
            roster = self.wine.d / f"名册 {name}"
            shutil.copy(ROOT / "tests/data/rosters" / name, roster)
            words = self._said("roster", "import", self.wine.path(roster), "--data", self.data)
            assert re.search(r"\d+", words)
        assert "资料完好" in self._said("check", "--data", self.data)

    def papers_and_a_bundle_are_written(self) -> None:
        target = self.wine.d / "U盘 文书"
        target.mkdir()
        words = ["--out", self.wine.path(target), "--data", self._practice()]
        self._said("papers", "write", "latest", *words)
        papers = [str(file) for file in sorted(target.glob("*.pdf"))]
        assert len(papers) >= 10
        for paper in papers:
            text = subprocess.run(["pdftotext", paper, "-"], capture_output=True, check=True)
            assert len(text.stdout.decode("utf-8")) > 50
        self._said("bundle", "write", self.wine.path(target), "--data", self._practice())
        bundle = next(target.glob("*.xsb"))
        self._said("bundle", "check", self.wine.path(bundle), "--data", self._practice())

    def nothing_lying_about_gets_into_the_program(self) -> None:
        for name in ("nacl", "json", "sitecustomize", "usercustomize"):
            (self.wine.place / f"{name}.py").write_text("raise SystemExit(99)\n")
        rubbish = self.wine.path(self.wine.place)
        more = {"PYTHONPATH": rubbish, "PYTHONHOME": rubbish, "PYTHONSTARTUP": rubbish}
        status, said, complained = self.wine.run(self.exe, "version", **more)
        assert (status, said) == (0, "xieshang_desktop 0.0.1\n"), complained

    def a_running_program_is_not_replaced(self) -> None:
        shutil.rmtree(self.wine.user / "AppData/Local/xieshang/practice")
        running = self.wine.open(self.exe, "practice", "--years", "1")
        time.sleep(5)
        assert running.poll() is None
        started = time.monotonic()
        status = self.wine.start(self.wine.path(self.setup), "/S")
        assert status == OPEN, status
        assert time.monotonic() - started < 60
        assert running.wait(600) == 0
        assert self._said("version") == "xieshang_desktop 0.0.1\n"

    def an_update_file_is_taken_in(self) -> None:
        assert "试一试更新文件" in self._said("update", self.wine.path(self.newer), "--yes")
        assert (self._new_version() / "installed.json").exists()
        # Commands wait until a window of it has stood.
        assert self._said("version") == "xieshang_desktop 0.0.1\n"

    def its_window_stands_and_proves_it(self) -> None:
        started = time.monotonic()
        window = self.wine.open(self.exe, "--data", self._practice())
        while not (self._new_version() / "proven").exists():
            assert window.poll() is None, (self.wine.place / "err").read_text("utf-8", "replace")
            assert time.monotonic() - started < 200, "no window in time"
            time.sleep(0.2)
        print(f"   the window stood after {time.monotonic() - started:.1f} s")
        self.wine.end()
        window.wait(60)

    def commands_then_run_the_new_version_and_are_heard(self) -> None:
        assert self._said("version") == f"xieshang_desktop {self.version}\n"
        assert "资料完好" in self._said("check", "--data", self._practice())
        status, said, complained = self.wine.run(self.exe, "people", "--wrong")
        assert (status, said) == (2, "")
        assert "usage: xieshang" in complained
        shutil.rmtree(self._new_version())
        assert self._said("version") == "xieshang_desktop 0.0.1\n"

    def an_upgrade_leaves_the_records_alone(self) -> None:
        before = self._records()
        assert self._setup(self.setup) == 0
        assert self._said("version") == f"xieshang_desktop {self.version}\n"
        assert self._records() == before
        assert "资料完好" in self._said("check", "--data", self._practice())
        assert not list(self.program.glob("xieshang.*/")), "left over from the exchange"

    def a_cut_off_exchange_is_mended_by_the_next_setup(self) -> None:
        (self.program / "xieshang.old").mkdir()
        (self.program / "runtime").rename(self.program / "xieshang.old" / "runtime")
        assert self.wine.run(self.exe, "version")[0] == 1
        assert self._setup(self.setup) == 0
        assert self._said("version") == f"xieshang_desktop {self.version}\n"
        assert not (self.program / "xieshang.old").exists()

    def records_of_a_newer_version_are_not_given_to_an_older_one(self) -> None:
        database = self.wine.user / "AppData/Local/xieshang/data/xieshang.db"
        database.parent.mkdir(exist_ok=True)
        newer = bytearray((self.wine.d / "协商 资料/xieshang.db").read_bytes())
        newer[60:64] = (99).to_bytes(4, "big")
        database.write_bytes(newer)
        assert self._setup(self.setup) == NOT_UNDERSTOOD
        assert self._said("version") == f"xieshang_desktop {self.version}\n"
        status, _said, complained = self.wine.run(self.exe, "meetings")
        assert status == 1
        assert "99" in complained or "新" in complained
        shutil.rmtree(database.parent)

    def a_held_file_is_waited_for(self) -> None:
        self._hold(self.wine.d / "U盘 文书", "*纪要*.pdf", seconds="0.7")
        words = ["--out", self.wine.path(self.wine.d / "U盘 文书"), "--data", self._practice()]
        self._said("papers", "write", "latest", *words)

    def a_file_that_is_never_let_go_is_said_in_words(self) -> None:
        holder = self._hold(self.wine.d / "U盘 文书", "*纪要*.pdf", seconds="60")
        words = ["--out", self.wine.path(self.wine.d / "U盘 文书"), "--data", self._practice()]
        status, _said, complained = self.wine.run(self.exe, "papers", "write", "latest", *words)
        holder.kill()
        assert status == 1
        self._sentence(complained)

    def a_folder_that_can_not_be_written_is_said_in_words(self) -> None:
        target = self.wine.d / "只读"
        target.mkdir()
        target.chmod(0o555)
        words = ["--out", self.wine.path(target), "--data", self._practice()]
        status, _said, complained = self.wine.run(self.exe, "papers", "write", "latest", *words)
        assert status == 1
        self._sentence(complained)
        data = self.wine.path(target / "资料")
        roster = self.wine.path(self.wine.d / "名册 roster-clean.xlsx")
        status, _said, complained = self.wine.run(
            self.exe, "roster", "import", roster, "--data", data
        )
        assert status == 1
        self._sentence(complained)
        assert self._setup(self.setup, f"/D={self.wine.path(target)}\\协商") == FOREIGN

    def a_removal_keeps_the_records(self) -> None:
        settings = self.wine.user / "AppData/Local/xieshang/settings.json"
        settings.write_text(json.dumps({"data": self.data}, ensure_ascii=False), "utf-8")
        before = self._records()
        (self.wine.user / "AppData/Local/xieshang/versions/9.9").mkdir(parents=True)
        (self.program / "我的文件.txt").write_text("不是程序的", "utf-8")
        assert self._remove() == 0
        assert [file.name for file in self.program.iterdir()] == ["我的文件.txt"]
        assert self._records() == before
        assert not (self.wine.user / "AppData/Local/xieshang/versions").exists()
        assert not self.wine.registry(r"Software\Classes\.xsb", "@")
        menu = self.wine.user / "AppData/Roaming/Microsoft/Windows/Start Menu/Programs"
        assert not (menu / "协商桌面.lnk").exists()

    def a_folder_with_other_things_in_it_is_refused(self) -> None:
        assert self._setup(self.setup) == FOREIGN
        assert [file.name for file in self.program.iterdir()] == ["我的文件.txt"]

    def it_installs_into_a_folder_of_ones_own(self) -> None:
        self.program = self.wine.d / "我的 程序" / "协商 桌面"
        self.exe = self.wine.path(self.program / "xieshang.exe")
        assert self._setup(self.setup, f"/D={self.wine.path(self.program)}") == 0
        assert self._said("version") == f"xieshang_desktop {self.version}\n"
        assert "资料完好" in self._said("check")  # in the folder that the settings name
        assert self._remove() == 0
        assert not self.program.exists()

    def the_portable_folder_keeps_everything_on_the_stick(self) -> None:
        stick = self.wine.d / "我的 U盘"
        with zipfile.ZipFile(self.portable) as archive:
            archive.extractall(stick)
        folder = next(stick.iterdir())
        self.exe = self.wine.path(folder / "xieshang.exe")
        home = self.wine.user / "AppData/Local/xieshang"
        before = sorted(home.rglob("*"))
        self._said("practice", "--years", "1", seconds=600)
        assert (folder / "资料/practice/xieshang.db").exists()
        assert sorted(home.rglob("*")) == before

    def _setup(self, setup: Path, *words: str) -> int:
        return self.wine.run(self.wine.path(setup), "/S", *words)[0]

    def _remove(self) -> int:
        """Run the uninstaller; it copies itself elsewhere first unless told where it lies."""
        temporary = self.wine.place / "uninstall.exe"
        shutil.copy(self.program / "uninstall.exe", temporary)
        place = self.wine.path(self.program)
        command = [self.wine.path(temporary), "/S", *f"_?={place}".split(" ")]
        return self.wine.run(*command)[0]

    def _said(self, *words: str, seconds: int = 300) -> str:
        status, said, complained = self.wine.run(self.exe, *words, seconds=seconds)
        assert status == 0, f"{words}: {status}\n{said}\n{complained}"
        return said

    def _new_version(self) -> Path:
        return self.wine.user / "AppData/Local/xieshang/versions" / self.version

    def _practice(self) -> str:
        return self.wine.path(self.wine.user / "AppData/Local/xieshang/practice")

    def _records(self) -> dict[str, bytes]:
        folders = (self.wine.user / "AppData/Local/xieshang/practice", self.wine.d / "协商 资料")
        files = [f for folder in folders for f in folder.rglob("*") if f.is_file()]
        kept = [f for f in files if not f.name.endswith(("-wal", "-shm", ".lock"))]
        assert kept
        return {str(f): f.read_bytes() for f in kept}

    def _hold(self, folder: Path, pattern: str, seconds: str) -> subprocess.Popen[bytes]:
        mark = self.wine.place / "held"
        mark.unlink(missing_ok=True)
        file = self.wine.path(next(folder.glob(pattern)))
        command = [self.wine.path(self.wine.place / "holder.exe"), file, seconds]
        holder = subprocess.Popen(
            ["/usr/lib/wine/wine64", *command, self.wine.path(mark)],
            env=self.wine.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        while not mark.exists():
            assert holder.poll() is None, "the file could not be held"
            time.sleep(0.05)
        return holder

    def _sentence(self, complained: str) -> None:
        assert complained.strip(), "nothing was said"
        assert "Traceback" not in complained, complained
        print(f"   said: {complained.strip()}")


def main() -> int:
    """The number of checks that failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("setup", type=Path)
    parser.add_argument("portable", type=Path)
    parser.add_argument("tried", type=Path, help="the folder that `older` filled")
    parser.add_argument("--only", default="", help="up to this step")
    given = parser.parse_args()
    passed = failed = 0
    with tempfile.TemporaryDirectory(prefix="xieshang wine ") as place:
        wine = Wine(Path(place))
        journey = Journey(wine, given.setup.resolve(), given.portable, given.tried.resolve())
        steps = [n for n in vars(Journey) if not n.startswith("_")]
        for name in steps:
            step: Callable[[], None] = getattr(journey, name)
            started = time.monotonic()
            try:
                step()
            except (AssertionError, OSError, subprocess.SubprocessError, StopIteration):
                traceback.print_exc(file=sys.stdout)
                failed += 1
                word = "failed"
            else:
                passed += 1
                word = "passed"
            took = time.monotonic() - started
            print(f"{word:6} {took:5.1f} s  {name.replace('_', ' ')}", flush=True)
            if name == given.only:
                break
        wine.end()
    print(f"Windows under wine: {passed} passed, {failed} failed")
    return failed


if __name__ == "__main__":
    sys.exit(main())
