"""Update files made of small programs by the real maker, signed by the real minisign."""

from __future__ import annotations

import random
import subprocess
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from installer.making import update_file
from xieshang_desktop import launching, resources
from xieshang_desktop.services import updates
from xieshang_desktop.storage.database import REVISION

NEWS = "签到的名单可以按小组排\n公示到期提前三天提醒\n"


class Keys(NamedTuple):
    """A pair of minisign's own files."""

    secret: Path
    public: Path


def new_keys(folder: Path, name: str = "release", password: str = "") -> Keys:
    """Made by minisign, with a password or without."""
    keys = Keys(folder / f"{name}.key", folder / f"{name}.pub")
    command = ["minisign", "-G", "-s", str(keys.secret), "-p", str(keys.public)]
    typed = f"{password}\n{password}\n"
    command += [] if password else ["-W"]
    subprocess.run(command, input=typed, text=True, check=True, capture_output=True)
    return keys


def a_program(folder: Path, words: str = "the new program\n") -> Path:
    """A program folder as a build makes it: a file that starts, others, a link."""
    (folder / "_internal" / "lib").mkdir(parents=True)
    start = folder / ("xieshang" if updates.system().startswith("linux") else "xieshang.exe")
    start.write_text(f"#!/bin/sh\necho {words}")
    start.chmod(0o755)
    (folder / "_internal" / "lib" / "libQt6Core.so.6").write_bytes(
        random.Random(1).randbytes(100_000)  # noqa: S311  # what does not pack well
    )
    (folder / "_internal" / "libQt6Core.so.6").symlink_to("lib/libQt6Core.so.6")
    (folder / "_internal" / "村务.md").write_text("# 更新\n", "utf-8")
    (folder / "empty").mkdir()
    return folder


def make(program: Path, out: Path, keys: Keys, **other: Any) -> Path:
    """A file that fits here, but for what is told otherwise."""
    told = {
        "system": updates.system(),
        "version": "9.9.9",
        "revision": REVISION,
        "commit": "0" * 40,
        "needs": "0.1.0",
        "news_zh": NEWS.strip(),
        "news_en": "The list at the door can be sorted by group",
    }
    return update_file.make(program, out, keys.secret, **(told | other))


def install_here(monkeypatch: pytest.MonkeyPatch, folder: Path, keys: Keys | None) -> Path:
    """From now on this process is a packed program that believes these keys; gives the folder in
    which it keeps everything."""
    base, home, shipped = folder / "base", folder / "home", folder / "shipped"
    for each in (base, home, shipped):
        each.mkdir(parents=True, exist_ok=True)
    if keys is not None:
        (shipped / "release.pub").write_bytes(keys.public.read_bytes())
    real = resources.path

    def path(*parts: str) -> Path:
        return shipped / "release.pub" if parts == ("release.pub",) else real(*parts)

    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795300000")
    monkeypatch.setenv(launching.LAUNCH, str(base))
    monkeypatch.setenv("XIESHANG_HOME", str(home))
    monkeypatch.setattr(resources, "path", path)
    return home
