"""The files that the Linux packages are made of: entries, file type, manuals, scripts, lists."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from configparser import RawConfigParser
from pathlib import Path

import pytest

from installer.linux.debian import whole
from tests.promises.tree import PACKAGE, ROOT

LINUX = ROOT / "installer" / "linux"
FILES = LINUX / "files"
SCRIPTS = [
    *(LINUX / name for name in ("build", "test", "steps.sh")),
    *(FILES / name for name in ("in-use", "postrm")),
    *sorted((FILES / "portable").glob("*.sh")),
]


def entry(name: str) -> dict[str, str]:
    """A desktop entry's fields."""
    parser = RawConfigParser(strict=True, delimiters="=")
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string((FILES / name).read_text("utf-8"))
    assert parser.sections() == ["Desktop Entry"]
    return dict(parser["Desktop Entry"])


def test_the_menu_calls_the_program_by_its_name() -> None:
    shown = entry("xieshang.desktop")
    assert shown["Name[zh_CN]"] == "协商桌面"
    assert shown["Exec"] == "xieshang"
    assert "NoDisplay" not in shown
    # The window says which entry it belongs to.
    assert 'setDesktopFileName("xieshang")' in (PACKAGE / "app/__init__.py").read_text("utf-8")


def test_a_bundle_is_opened_by_the_entry_that_the_menu_does_not_show() -> None:
    opening = entry("xieshang-open.desktop")
    assert opening["Exec"] == "xieshang open %f"
    assert opening["NoDisplay"] == "true"
    space = "{http://www.freedesktop.org/standards/shared-mime-info}"
    kind = ET.parse(FILES / "xieshang.xml").getroot().find(f"{space}mime-type")  # noqa: S314 - ours
    assert kind is not None
    assert opening["MimeType"] == f"{kind.get('type')};"
    pattern = kind.find(f"{space}glob")
    assert pattern is not None
    assert pattern.get("pattern") == "*.xsb"


@pytest.mark.parametrize("name", ["xieshang.1", "xieshang.zh_CN.1"])
def test_the_manual_has_a_place_for_the_commands_and_only_known_marks(name: str) -> None:
    text = (FILES / name).read_text("utf-8")
    assert text.count("@COMMANDS@") == 1
    marks = set(re.findall(r"^\.(\w+)", text, re.MULTILINE))
    assert marks <= {"TH", "SH", "TP", "PP", "B", "BR", "BI", "I", "IR", "RB", "br"}
    for place in ("~/.local/share/xieshang/data", "XIESHANG_HOME", "handbook"):
        assert place in text


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_every_script_is_one_that_sh_can_read(script: Path) -> None:
    text = whole(script)
    assert "@RECORDS@" not in text
    ran = subprocess.run(["sh", "-n"], input=text, capture_output=True, text=True, check=False)
    assert ran.stderr == ""


def test_removing_the_program_of_one_person_keeps_the_records(tmp_path: Path) -> None:
    home = tmp_path / "村 干部"
    records = home / ".local/share/xieshang/data/xieshang.db"
    records.parent.mkdir(parents=True)
    records.write_text("records")
    (home / ".local/share/xieshang/program").mkdir()
    ran = subprocess.run(
        ["sh", "-c", whole(FILES / "portable/从这台电脑删除.sh")],
        env={"HOME": str(home), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "记录没有删" in ran.stdout
    assert records.read_text() == "records"
    assert not (home / ".local/share/xieshang/program").exists()


def on_a_stick(tmp_path: Path, program: str) -> subprocess.CompletedProcess[str]:
    """The starter on a stick that keeps no mark that a file may be run; this is the program."""
    stick = tmp_path / "U盘 1"
    (stick / "program").mkdir(parents=True)
    (stick / "program/xieshang").write_text(f"#!/bin/sh\n{program}\n")
    return subprocess.run(
        [
            "sh",
            "-c",
            f"cat '{FILES}/portable/启动协商.sh' >'{stick}/s.sh'; sh '{stick}/s.sh' version",
        ],
        env={"HOME": str(tmp_path / "home"), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.skipif(os.geteuid() != 0, reason="only root mounts a file system")
@pytest.mark.parametrize("used_before", [False, True])
def test_a_write_protected_stick_is_said_in_words_also_in_a_window(
    tmp_path: Path, used_before: bool
) -> None:
    stick = tmp_path / "U盘 1"
    (stick / ("资料" if used_before else "")).mkdir(parents=True)
    shutil.copy(FILES / "portable/启动协商.sh", stick)
    shown = tmp_path / "zenity"  # a desktop's tool, on paper
    shown.write_text(f"#!/bin/sh\nprintf '%s\\n' \"$@\" >'{tmp_path}/shown'\n")
    shown.chmod(0o755)
    protect = 'mount --bind "$1" "$1" && mount -o remount,bind,ro "$1"'
    mounting = ["sh", "-c", protect, "sh", stick]
    if subprocess.run(mounting, capture_output=True, check=False).returncode:
        pytest.skip("mounting is not allowed here")
    try:
        ran = subprocess.run(
            ["sh", stick / "启动协商.sh", "version"],
            env={"HOME": str(tmp_path / "home"), "PATH": f"{tmp_path}:/usr/bin:/bin"},
            capture_output=True,
            text=True,
            check=False,
        )
    finally:
        subprocess.run(["umount", stick], check=True)
    assert ran.returncode == 1
    assert f"这个U盘写不进去，打不开：{stick}" in ran.stderr
    assert "写保护的小开关" in ran.stderr
    assert "mkdir" not in ran.stderr
    assert "这个U盘写不进去" in (tmp_path / "shown").read_text("utf-8")


def test_a_stick_leaves_nothing_on_the_borrowed_computer(tmp_path: Path) -> None:
    ran = on_a_stick(tmp_path, 'echo "$1 $XIESHANG_HOME"; exit 3')
    assert (ran.returncode, ran.stdout) == (3, f"version {tmp_path}/U盘 1/资料\n")
    assert list((tmp_path / "home/.cache").iterdir()) == []


def test_what_a_cut_session_left_is_removed_and_what_runs_is_not(tmp_path: Path) -> None:
    cache = tmp_path / "home/.cache"
    for name in ("dead", "runs"):
        (cache / f"xieshang-stick.{name}/program").mkdir(parents=True)
        (cache / f"xieshang-stick.{name}/starter").write_text("999999999\n")
    sleep = cache / "xieshang-stick.runs/program/xieshang"
    shutil.copy("/bin/sleep", sleep)
    with subprocess.Popen([sleep, "60"]) as running:
        try:
            assert on_a_stick(tmp_path, "exit 0").returncode == 0
            assert [left.name for left in cache.iterdir()] == ["xieshang-stick.runs"]
        finally:
            running.kill()


def test_the_list_of_what_is_kept_holds_every_part_of_qt_that_the_program_imports() -> None:
    text = (LINUX / "xieshang.spec").read_text("utf-8")
    found = re.search(r"^QT = \{([^}]*)\}", text, re.MULTILINE)
    assert found is not None
    kept = set(re.findall(r'"(\w+)"', found[1]))
    imported = {
        name
        for file in PACKAGE.rglob("*.py")
        for name in re.findall(r"from PySide6\.Qt(\w+) import", file.read_text("utf-8"))
    }
    assert imported <= kept
    assert not kept & {"Qml", "Quick", "WaylandClient", "Charts"}


def test_the_readme_says_the_limits_that_the_build_keeps() -> None:
    readme = (LINUX / "README.md").read_text("utf-8")
    building = (LINUX / "building.py").read_text("utf-8")
    found = re.search(r"MOST_PACKED, MOST_INSTALLED = (\d+), (\d+)", building)
    assert found is not None
    assert f"at most {found[1]} MB" in readme
    assert f"at most {found[2]} MB" in readme


def test_the_build_tools_are_pinned_and_the_lock_names_no_address() -> None:
    wanted = (ROOT / "installer/requirements-build.in").read_text("utf-8")
    lock = (ROOT / "installer/requirements-build.txt").read_text("utf-8")
    assert "://" not in lock
    for line in wanted.splitlines():
        if "==" in line:
            assert f"{line} \\" in lock
