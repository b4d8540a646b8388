"""The program itself in its folder for Windows, and compiled Python files.

A slow laptop starts twice as fast with them.
"""

from __future__ import annotations

import os
import py_compile
import re
import shutil
import subprocess
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[2]


def tracked() -> list[str]:
    """The program's files under version control that belong into a package."""
    done = subprocess.run(
        ["git", "ls-files", "-z", "--", "xieshang_desktop", "resources", "LICENSE"],
        cwd=_ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return sorted(name for name in done.stdout.split("\0") if name and packed(name))


def packed(name: str) -> bool:
    """Whether a tracked file goes along: no sources of translations, no makers of resources."""
    return not name.endswith(".po") and not (name.startswith("resources/") and name.endswith(".py"))


def add_program(app: Path, update_key: Path | None) -> None:
    """The program's files as they lie in the checkout, and the key of releases."""
    for name in tracked():
        source = _ROOT / name
        if source.exists():
            target = app / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
    if update_key is not None:
        shutil.copyfile(update_key, app / "resources" / "release.pub")


def compile_all(folder: Path) -> None:
    """Compile every Python file beside itself, to be used without looking whether the source is
    newer: that saves two questions to a slow disk for each module."""
    for file in sorted(folder.rglob("*.py")):
        _compile(file, file.relative_to(folder.parent).as_posix())


def change_version(app: Path, version: str) -> None:
    """Let the program say another version than the checkout's: for trying an upgrade."""
    file = app / "xieshang_desktop" / "__init__.py"
    words = file.read_text("utf-8")
    words = re.sub(r'(?m)^__version__ = ".*"', f'__version__ = "{version}"', words)
    file.write_text(words, "utf-8")
    _compile(file, "app/xieshang_desktop/__init__.py")


def _compile(file: Path, name: str) -> None:
    mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
    try:
        py_compile.compile(str(file), dfile=name, doraise=True, invalidation_mode=mode)
    except py_compile.PyCompileError as error:
        raise ValueError(f"{name}: {error.msg}") from error


def settle(program: Path, moment: int) -> None:
    """Modes and times that do not tell who built it, and when."""
    for path in (program, *program.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
        os.utime(path, (moment, moment))
