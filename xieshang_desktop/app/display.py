"""Whether there is a screen to open a window on, as Qt would end the program without a word; and
what is said beside a window."""

from __future__ import annotations

import os
import socket
import sys

from xieshang_desktop import itself


def has_display() -> bool:
    """Whether the display that the environment names answers; elsewhere than on Linux, True."""
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM"):
        return True
    if os.environ.get("WAYLAND_DISPLAY") and itself.program_folder() is None:
        return True  # the packed program has no plug-in for Wayland, and runs on its X server
    host, _colon, number = os.environ.get("DISPLAY", "").rpartition(":")
    number = number.partition(".")[0]
    if not number.isdecimal():
        return False
    if host not in {"", "unix"}:
        return True  # another machine's: only Qt can tell
    place = f"/tmp/.X11-unix/X{number}"  # noqa: S108 - where X servers listen
    return any(_answers(address) for address in (place, f"\0{place}"))


def tell_terminal(words: str) -> None:
    """What a window says too. On Windows there is no terminal: whatever ended with words and not
    with 0 the launcher shows in a box, which would say it twice."""
    if sys.platform != "win32":
        sys.stderr.write(words + "\n")


def _answers(address: str) -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as server:
        try:
            server.connect(address)
        except OSError:
            return False
    return True
