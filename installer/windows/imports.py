"""What the libraries ask Windows for.

Each library that a binary names must lie where Python or Windows looks for it, or be part of every
Windows 10. A missing one would show on a clean laptop only.
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from installer.windows.signatures import BINARIES

#: Part of every Windows 10, and what all of Python's extensions find loaded already.
SYSTEM = re.compile(
    r"(api-ms-win-.*|advapi32|authz|bcrypt|bcryptprimitives|comdlg32|crypt32|d2d1|d3d(9|11|12)|dnsapi"
    r"|dwmapi|dwrite|dxgi|gdi32|imagehlp|imm32|iphlpapi|kernel32|mpr|msvcrt|ncrypt|netapi32|ntdll"
    r"|ole32|oleaut32|pdh|powrprof|psapi|rpcrt4|secur32|setupapi|shcore|shell32|shlwapi|ucrtbase"
    r"|uiautomationcore|user32|userenv|uxtheme|version|winhttp|winmm|winspool|ws2_32|wtsapi32)"
    r"\.(dll|drv)"
)
#: PySide6 tells Windows to look into these two.
_QT = ("lib/PySide6", "lib/shiboken6")


def missing(folder: Path) -> list[str]:
    """A line for every library that would not be found."""
    binaries = [f for f in sorted(folder.rglob("*")) if f.suffix.lower() in BINARIES]
    there: dict[str, set[str]] = {}
    for file in binaries:
        there.setdefault(_place(file, folder), set()).add(file.name.lower())
    return [
        f"{file.relative_to(folder).as_posix()} needs {name}"
        for file in binaries
        for name in missing_from(imported(file), _place(file, folder), there)
    ]


def _place(file: Path, folder: Path) -> str:
    return file.parent.relative_to(folder).as_posix()


def missing_from(names: list[str], place: str, there: dict[str, set[str]]) -> list[str]:
    """Which of the libraries that a binary in `place` names are nowhere it would look."""
    looked = [place, "runtime"]
    if place.startswith(_QT):
        looked += _QT
    found = set().union(*(there.get(folder, set()) for folder in looked))
    return [name for name in names if name not in found and not SYSTEM.fullmatch(name)]


def imported(file: Path) -> list[str]:
    """The libraries that a binary names, in small letters."""
    command = ["x86_64-w64-mingw32-objdump", "-p", str(file)]
    said = subprocess.run(command, capture_output=True, text=True, errors="replace", check=True)
    return [name.lower() for name in re.findall(r"DLL Name: (\S+)", said.stdout)]
