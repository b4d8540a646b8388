"""The folder on a stick installs itself for one person: again, cut off, where it can't run."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from installer.linux.debian import whole
from tests.promises.tree import ROOT
from xieshang_desktop.settings import Settings

SCRIPT = ROOT / "installer/linux/files/portable/安装到这台电脑.sh"
REMOVAL = "从这台电脑删除.sh"


class Person:
    """Somebody's home, and a stick with the folder on it."""

    def __init__(self, place: Path) -> None:
        self.home = place / "村 & |干部"
        self.stick = place / "U盘 1"
        self.share = self.home / ".local/share/xieshang"
        (self.stick / "desktop/applications").mkdir(parents=True)
        for entry in ("xieshang", "xieshang-open"):
            file = self.stick / f"desktop/applications/{entry}.desktop"
            file.write_text("Exec=xieshang\n", "utf-8")
        for script in SCRIPT.parent.glob("*.sh"):
            (self.stick / script.name).write_text(whole(script), "utf-8")
        self.lay(self.stick / "program", "new")

    def lay(self, folder: Path, version: str, status: int = 0) -> None:
        """A program that names its version and what it was told it is."""
        folder.mkdir(parents=True, exist_ok=True)
        words = f'#!/bin/sh\necho "{version} $XIESHANG_TRIAL" >>"$HOME/ran"\nexit {status}\n'
        (folder / "xieshang").write_text(words, "utf-8")
        (folder / "xieshang").chmod(0o755)

    def install(self) -> subprocess.CompletedProcess[str]:
        """Run the script."""
        return self.run(self.stick / SCRIPT.name)

    def run(self, script: Path) -> subprocess.CompletedProcess[str]:
        """What it says, and its exit status."""
        return subprocess.run(
            ["sh", script],
            env={"HOME": str(self.home), "PATH": "/usr/bin:/bin"},
            capture_output=True,
            text=True,
            check=False,
        )

    @contextmanager
    def open_window(self, place: str) -> Iterator[None]:
        """A program runs there that waits for somebody."""
        program = self.share / place / "xieshang"
        program.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy("/bin/cat", program)
        with subprocess.Popen([program], stdin=subprocess.PIPE) as running:
            yield
            running.communicate()

    def installed(self) -> str:
        """Which program is there."""
        return (self.share / "program/xieshang").read_text("utf-8").split()[2].strip('"')

    def left(self) -> list[str]:
        return sorted(file.name for file in self.share.glob("program*"))


@pytest.fixture
def person(tmp_path: Path) -> Person:
    return Person(tmp_path)


def test_it_tries_the_new_program_and_says_where_the_records_lie(person: Person) -> None:
    done = person.install()
    assert done.returncode == 0, done.stderr
    assert f"资料在 {person.share}/data" in done.stdout
    assert (person.installed(), person.left()) == ("new", ["program"])
    entry = person.share.parent / "applications/xieshang.desktop"
    assert entry.read_text("utf-8") == f'Exec="{person.share}/program/xieshang"\n'
    assert (person.home / "ran").read_text("utf-8") == f"new {person.share}/program.new\n"


@pytest.mark.parametrize("left", ["program.new", "program.old", "program"])
def test_what_a_cut_off_upgrade_left_is_no_hindrance(person: Person, left: str) -> None:
    person.lay(person.share / left, "old")
    assert person.install().returncode == 0
    assert (person.installed(), person.left()) == ("new", ["program"])


def test_a_program_that_does_not_start_here_leaves_the_old_one(person: Person) -> None:
    person.lay(person.share / "program.old", "old")  # where a cut-off upgrade had put it
    person.lay(person.stick / "program", "new", status=1)
    done = person.install()
    assert done.returncode == 1
    assert "启动不了" in done.stderr
    assert (person.installed(), person.left()) == ("old", ["program"])


def test_under_an_open_window_nothing_is_exchanged(person: Person) -> None:
    with person.open_window("program"):
        done = person.install()
    assert (done.returncode, person.left()) == (1, ["program"])
    assert "请先关掉它的窗口" in done.stderr
    assert (person.share / "program/xieshang").read_bytes() == Path("/bin/cat").read_bytes()
    assert person.install().returncode == 0


@pytest.mark.parametrize("place", ["program", "versions/9.9"])
def test_under_an_open_window_nothing_is_removed(person: Person, place: str) -> None:
    person.install()
    script = person.share / "从这台电脑删除.sh"
    with person.open_window(place):
        done = person.run(script)
        assert (done.returncode, (person.share / place).exists()) == (1, True)
    assert "请先关掉它的窗口" in done.stderr
    assert person.run(script).returncode == 0
    assert not (person.share / place).exists()


@pytest.mark.parametrize("put_in", [True, False])
def test_records_in_another_place_are_named_when_the_program_comes_and_when_it_goes(
    person: Person, tmp_path: Path, put_in: bool
) -> None:
    records = tmp_path / "数据 盘/协商资料"
    Settings(person.home / ".config/xieshang/settings.json").choose("data", str(records))
    if put_in:
        records.mkdir(parents=True)
        (records / "xieshang.db").touch()
    assert f"资料在 {records}，升级" in person.install().stdout
    said = person.run(person.share / REMOVAL).stdout
    assert said.startswith("程序删掉了。\n")
    assert (f"记录没有删，在 {records}\n" if put_in else f"记录也可能在 {records}，") in said
    assert "没有找到记录" not in said


def test_records_in_the_usual_place_are_named_and_none_are_invented(person: Person) -> None:
    person.install()
    assert "没有找到记录。" in person.run(person.share / REMOVAL).stdout
    person.install()
    (person.share / "data").mkdir()
    (person.share / "data/xieshang.db").touch()
    assert f"记录没有删，在 {person.share}/data\n" in person.run(person.share / REMOVAL).stdout


def test_the_command_that_removes_it_works_as_it_is_printed(tmp_path: Path) -> None:
    person = Person(tmp_path / "it's $HOME")
    command = person.install().stdout.splitlines()[0].partition("不要了：")[2]
    done = subprocess.run(
        ["sh", "-c", command],
        env={"HOME": str(person.home), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert not person.share.exists()
