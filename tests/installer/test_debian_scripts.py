"""What dpkg runs: it says where records lie and deletes nothing, and replaces nothing in use."""

from __future__ import annotations

import json
import os
import pwd
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from installer.linux.debian import whole
from tests.making import a_desk
from tests.promises.tree import ROOT
from xieshang_desktop.settings import Settings
from xieshang_desktop.storage.device import places

FILES = ROOT / "installer" / "linux" / "files"


@pytest.fixture
def system(tmp_path: Path) -> Path:
    """A system with one person whose name has what breaks careless scripts."""
    (tmp_path / "etc").mkdir()
    (tmp_path / "etc/passwd").write_text("a:x:1:1::/village/村 干部:/bin/sh\n", "utf-8")
    (tmp_path / "village/村 干部/.config").mkdir(parents=True)
    return tmp_path


@pytest.fixture
def home(system: Path) -> Path:
    return system / "village/村 干部"


def run(script: str, does: str, system: Path, name: str = "") -> subprocess.CompletedProcess[str]:
    """A script as dpkg runs it for a system that lies in a folder."""
    return subprocess.run(
        ["sh", "-c", whole(FILES / script), script, does],
        env={
            "PATH": "/usr/bin:/bin",
            "DPKG_ROOT": str(system),
            "DPKG_MAINTSCRIPT_NAME": name,
        },
        capture_output=True,
        text=True,
        check=False,
    )


def said(script: str, does: str, system: Path) -> list[str]:
    """The Chinese lines of what it says; it ends well and complains of nothing."""
    ran = run(script, does, system)
    assert (ran.returncode, ran.stderr) == (0, "")
    return [line.removeprefix("协商桌面：") for line in ran.stdout.splitlines()[::2]]


def records(folder: Path) -> Path:
    folder.mkdir(parents=True)
    (folder / "xieshang.db").touch()
    return folder


@pytest.mark.parametrize("does", ["remove", "purge"])
def test_the_usual_folder_is_named(system: Path, home: Path, does: str) -> None:
    folder = records(home / ".local/share/xieshang/data")
    assert said("postrm", does, system) == [f"记录没有删，在 {folder}"]


def test_a_folder_that_the_settings_name_is_named(system: Path, home: Path) -> None:
    folder = records(system / r'D盘 \"资料"')
    Settings(home / ".config/xieshang/settings.json").choose("data", str(folder))
    Settings(home / ".config/xieshang/settings.json").choose("scale", 125)
    assert said("postrm", "purge", system) == [f"记录没有删，在 {folder}"]


def test_every_folder_is_named_that_the_program_noted(system: Path, home: Path) -> None:
    a_desk(system / "U盘").close()
    config = home / ".config/xieshang"
    (system / "U盘/device").rename(config)
    assert places(config) == {system / "U盘/data"}
    assert said("postrm", "purge", system) == [f"记录没有删，在 {system}/U盘/data"]
    (system / "U盘").rename(system / "taken out")
    assert said("postrm", "purge", system) == [
        f"记录也可能在 {system}/U盘/data，现在看不到：U盘没有插，或者移走了"
    ]


def test_versions_from_update_files_are_named(system: Path, home: Path) -> None:
    folder = home / ".local/share/xieshang/versions"
    (folder / "0.2.0").mkdir(parents=True)
    assert said("postrm", "purge", system) == [
        f"从更新文件装的版本没有删，在 {folder}；只是程序，不用了可以删"
    ]


def test_a_note_that_is_none_stops_nothing_and_writes_nothing_strange(
    system: Path, home: Path
) -> None:
    config = home / ".config/xieshang"
    config.mkdir()
    (config / "settings.json").write_bytes(b'{"data": "/tmp/\x1b[2J\xff", ')
    os.mkfifo(config / "0123abcd.json")
    (config / "0123abce.json").mkdir()
    (config / "0123abcf.json").write_text(json.dumps({"folder": "not from the root"}))
    ran = subprocess.run(
        ["sh", "-c", whole(FILES / "postrm"), "postrm", "purge"],
        env={"PATH": "/usr/bin:/bin", "DPKG_ROOT": str(system)},
        capture_output=True,
        check=True,
    )
    assert b"/tmp/[2J" in ran.stdout
    assert b"\x1b" not in ran.stdout
    assert ran.stderr == b""


def test_an_upgrade_says_nothing(system: Path, home: Path) -> None:
    records(home / ".local/share/xieshang/data")
    assert said("postrm", "upgrade", system) == []


def test_no_script_deletes_anything() -> None:
    for name in ("postrm", "in-use"):
        text = whole(FILES / name).partition("\n\n")[2]
        assert not re.search(r"\b(rm|rmdir|unlink|find|mv|dd)\b|-delete", text)


@pytest.mark.parametrize(("name", "does"), [("preinst", "upgrade"), ("prerm", "remove")])
def test_a_program_that_runs_is_neither_replaced_nor_removed(
    system: Path, name: str, does: str
) -> None:
    program = system / "usr/lib/xieshang/xieshang"
    program.parent.mkdir(parents=True)
    shutil.copy("/bin/sleep", program)
    assert run("in-use", does, system, name).returncode == 0
    with subprocess.Popen([program, "60"]) as running:
        try:
            refused = run("in-use", does, system, name)
        finally:
            running.kill()
    assert refused.returncode == 1
    who = pwd.getpwuid(os.geteuid()).pw_name
    assert f"协商桌面还开着（账户：{who}），什么也没有动" in refused.stderr
    assert run("in-use", does, system, name).returncode == 0


@pytest.mark.parametrize(
    ("name", "does"), [("preinst", "install"), ("prerm", "upgrade"), ("prerm", "failed-upgrade")]
)
def test_everything_else_that_dpkg_does_is_never_stopped(
    system: Path, name: str, does: str
) -> None:
    program = system / "usr/lib/xieshang/xieshang"
    program.parent.mkdir(parents=True)
    shutil.copy("/bin/sleep", program)
    with subprocess.Popen([program, "60"]) as running:
        try:
            assert run("in-use", does, system, name).returncode == 0
        finally:
            running.kill()
