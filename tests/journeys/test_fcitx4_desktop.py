"""A desktop that names fcitx: the program speaks with fcitx 4 by itself, and else loads nothing."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer

import pytest

from tests.journeys.starting import PATIENCE, started
from tests.pages import fake_fcitx4

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems have their own")


@contextmanager
def telling(command: list[str]) -> Iterator[Callable[[], str]]:
    """A process that is killed when the block is left; gives what reads its next line."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        too_long = Timer(PATIENCE, process.kill)
        too_long.start()
        try:
            assert process.stdout is not None
            yield process.stdout.readline
        finally:
            too_long.cancel()
            process.kill()


def test_a_desktop_that_names_fcitx_is_spoken_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bus = ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address"]
    with telling(bus) as daemon:
        address = daemon().strip()
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        monkeypatch.setenv("DISPLAY", ":7")
        monkeypatch.setenv("QT_IM_MODULE", "fcitx")
        fake = [sys.executable, fake_fcitx4.__file__, address, "org.fcitx.Fcitx-7", "0"]
        with telling(fake) as fcitx:
            assert fcitx() == "ready\n"
            with started(tmp_path / "data", tmp_path / "home"):
                assert fcitx() == "context for xieshang\n"
                assert fcitx() == "abilities 34\n"


def test_the_window_alone_loads_nothing_of_it() -> None:
    script = "import sys, xieshang_desktop.app; print('PySide6.QtDBus' in sys.modules)"
    command = [sys.executable, "-c", script]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "False\n"
