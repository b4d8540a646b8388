"""Runs first in the packed program.

What PyInstaller set for this process is not handed on: its search path for libraries was read when
the process began, and a program started from here, the system's viewer or browser, must find the
system's own libraries.
"""

import os

before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
os.environ.pop("LD_LIBRARY_PATH", None)
if before:
    os.environ["LD_LIBRARY_PATH"] = before

# As Python itself does where no language is set, so that file names are UTF-8 for Qt as well.
if (os.environ.get("LC_ALL") or os.environ.get("LC_CTYPE") or os.environ.get("LANG") or "C") in (
    "C",
    "POSIX",
):
    os.environ.pop("LC_ALL", None)
    os.environ["LC_CTYPE"] = "C.UTF-8"
