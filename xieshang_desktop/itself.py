"""How this program is started again, and where it lies when it is packed."""

from __future__ import annotations

import sys
from pathlib import Path

#: The word that asks for the process which reads an old .xls; people never see it.
READ_XLS = "--read-xls"

_CHECKOUT = Path(__file__).resolve().parent.parent
_START = """import sys
sys.path.insert(0, {!r})
from xieshang_desktop.__main__ import main
sys.exit(main())"""


def command(*arguments: str) -> list[str]:
    """The command line that starts this very program with these arguments, from any folder."""
    program = program_folder()
    if program is None:
        return [sys.executable, "-P", "-c", _START.format(str(_CHECKOUT)), *arguments]
    if getattr(sys, "frozen", False) or Path(sys.executable).stem.lower() == "xieshang":
        return [sys.executable, *arguments]
    return [sys.executable, "-P", "-m", "xieshang_desktop", *arguments]


def typed() -> str:
    """What a person types in a terminal to start it."""
    if program_folder() is None:
        return "./xieshang"
    return sys.argv[0] if getattr(sys, "frozen", False) else sys.executable


def program_folder() -> Path | None:
    """The folder of the packed program with everything in it; None in a checkout.

    PyInstaller's folder holds the program that runs; on Windows the package lies in `app/` of it.
    """
    if getattr(sys, "frozen", False):
        return Path(sys.executable).resolve().parent
    if sys.platform == "win32" and _CHECKOUT.name == "app":
        return _CHECKOUT.parent
    return None
