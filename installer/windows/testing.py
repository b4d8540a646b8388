"""Installs, drives, upgrades and removes the program under wine; `test` runs it.

The whole runs as a user without rights in a wine of its own in a temporary folder. That user's name
and all folders have Chinese characters and spaces in them.
"""

# ruff: noqa: S101  # assertions are its checks

from __future__ import annotations

import argparse
import json
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import traceback
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from installer.making.update_file import version_of
from installer.windows.wine import Wine

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = "AppData/Local/Programs/xieshang"
OWN = r"Software\xieshang"
OPEN, NOT_UNDERSTOOD, FOREIGN = 2, 3, 5


class Journey:
    """The steps, in order; each method is one check and stands on those before it."""

    def __init__(self, wine: Wine, setup: Path, portable: Path, tried: Path) -> None:
        self.wine, self.setup, self.portable = wine, setup, portable
        self.older, self.newer = tried / "older.exe", tried / "newer.xsu"
        self.program = wine.user / PROGRAM
        self.exe = wine.path(self.program / "xieshang-program/xieshang.exe")
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
        assert "用法：xieshang" in complained
        shutil.rmtree(self._new_version())
        assert self._said("version") == "xieshang_desktop 0.0.1\n"

    def an_upgrade_leaves_the_records_alone(self) -> None:
        before = self._records()
        assert self._setup(self.setup) == 0
        assert self._said("version") == f"xieshang_desktop {self.version}\n"
        assert self._records() == before
        assert "资料完好" in self._said("check", "--data", self._practice())
        assert self._laid_down() == ["xieshang-program", "xieshang-uninstall.exe"]

    def records_of_an_older_version_are_brought_up_to_date(self) -> None:
        """Without a table, as if from before the first version: every revision is run on them."""
        behind = self.wine.d / "以前"
        behind.mkdir()
        with closing(sqlite3.connect(behind / "xieshang.db")) as raw:
            raw.execute("PRAGMA application_id = 0x5853444B")
        roster = self.wine.path(self.wine.d / "名册 roster-clean.xlsx")
        self._said("roster", "import", roster, "--data", self.wine.path(behind))
        assert "资料完好" in self._said("check", "--data", self.wine.path(behind))
        assert len(list(behind.glob("xieshang-before-0-*.db"))) == 1

    def a_version_of_an_update_file_does_not_stand_in_for_the_tried_one(self) -> None:
        newer = self._new_version().with_name("9.9")
        newer.mkdir(parents=True)
        shutil.copy(self.wine.place / "holder.exe", newer / "xieshang.exe")  # ends with 2
        for mark in ("installed.json", "proven"):
            (newer / mark).write_text("{}", "ascii")
        assert self.wine.run(self.exe, "version")[0] == 2
        assert self._setup(self.setup) == 0
        shutil.rmtree(newer)

    def cut_off_between_the_renamings_the_old_program_comes_back(self) -> None:
        whole, old = self.program / "xieshang-program", self.program / "xieshang-old"
        shutil.copytree(whole / "app", self.program / "xieshang-new" / "app")
        whole.rename(old)
        newer = self._newer_records()
        assert self._setup(self.setup) == NOT_UNDERSTOOD  # it gets no further than to tidy up
        shutil.rmtree(newer)
        assert self._laid_down() == ["xieshang-program", "xieshang-uninstall.exe"]
        assert self._said("version") == f"xieshang_desktop {self.version}\n"

    def cut_off_after_them_what_is_left_of_the_old_program_goes(self) -> None:
        old = self.program / "xieshang-old"
        shutil.copytree(self.program / "xieshang-program/app", old / "app")
        assert self._setup(self.setup) == 0
        assert self._laid_down() == ["xieshang-program", "xieshang-uninstall.exe"]

    def records_of_a_newer_version_are_not_given_to_an_older_one(self) -> None:
        newer = self._newer_records()
        assert self._setup(self.setup) == NOT_UNDERSTOOD
        assert self._said("version") == f"xieshang_desktop {self.version}\n"
        status, _said, complained = self.wine.run(self.exe, "meetings")
        assert status == 1
        assert "99" in complained or "新" in complained
        shutil.rmtree(newer)

    def a_newer_version_that_never_opened_the_records_keeps_no_older_one_out(self) -> None:
        self._note_newer_tables()
        assert self._setup(self.setup) == 0  # no records lie there at all
        self._note_newer_tables()
        records = self._newer_records(tables=1)
        assert self._setup(self.setup) == 0
        self._note_newer_tables()
        (records / "xieshang.db").chmod(0)
        assert self._setup(self.setup) == NOT_UNDERSTOOD
        shutil.rmtree(records)

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
        assert not self.wine.registry(OWN, "Revision")
        menu = self.wine.user / "AppData/Roaming/Microsoft/Windows/Start Menu/Programs"
        assert not (menu / "协商桌面.lnk").exists()

    def a_folder_with_other_things_in_it_is_refused(self) -> None:
        assert self._setup(self.setup) == FOREIGN
        assert [file.name for file in self.program.iterdir()] == ["我的文件.txt"]
        downloads = self.wine.d / "下载"
        downloads.mkdir()
        (downloads / self.setup.name).touch()  # begins with "xieshang-" too
        assert self._setup(self.setup, f"/D={self.wine.path(downloads)}") == FOREIGN
        assert [file.name for file in downloads.iterdir()] == [self.setup.name]

    def killed_and_then_held_it_installs_all_the_same_into_a_folder_of_ones_own(self) -> None:
        self.program = self.wine.d / "我的 程序" / "协商 桌面"
        self.exe = self.wine.path(self.program / "xieshang-program/xieshang.exe")
        place = f"/D={self.wine.path(self.program)}"
        self._kill_a_setup_that_unpacks(place)
        file = next((self.program / "xieshang-new").rglob("*.*"))
        holder = self._hold(file.parent, file.name, seconds="60")
        assert self._setup(self.setup, place) == OPEN
        holder.kill()
        self.wine.end()
        assert self._setup(self.setup, place) == 0
        assert self._said("version") == f"xieshang_desktop {self.version}\n"
        assert "资料完好" in self._said("check")  # in the folder that the settings name
        (self.program / "xieshang-program").rename(self.program / "xieshang-new")
        shutil.rmtree(self.program / "xieshang-new/lib")  # cut off in the middle of a removal
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

    def _kill_a_setup_that_unpacks(self, *words: str) -> None:
        running = self.wine.open(self.wine.path(self.setup), "/S", *words)
        while not (self.program / "xieshang-new/lib").exists():
            assert running.poll() is None, "it ended before it could be killed"
            time.sleep(0.05)
        self.wine.end()
        running.wait(60)
        assert self._laid_down() == ["xieshang-new"]

    def _laid_down(self) -> list[str]:
        return sorted(file.name for file in self.program.iterdir())

    def _note_newer_tables(self) -> None:
        """What a newer version leaves that was installed."""
        words = ["/v", "Revision", "/t", "REG_DWORD", "/d", "99", "/f"]
        assert self.wine.start("reg", "add", rf"HKCU\{OWN}", *words) == 0

    def _newer_records(self, tables: int = 99) -> Path:
        """Records in the usual place that a newer version wrote; the folder is to be removed."""
        database = self.wine.user / "AppData/Local/xieshang/data/xieshang.db"
        database.parent.mkdir(exist_ok=True)
        newer = bytearray((self.wine.d / "协商 资料/xieshang.db").read_bytes())
        newer[60:64] = tables.to_bytes(4, "big")
        database.write_bytes(newer)
        return database.parent

    def _remove(self) -> int:
        """Run the uninstaller; it copies itself elsewhere first unless told where it lies."""
        temporary = self.wine.place / "uninstall.exe"
        shutil.copy(self.program / "xieshang-uninstall.exe", temporary)
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
