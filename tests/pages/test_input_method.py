"""Which input method Qt is told to ask, from the environments that Chinese desktops set."""

from __future__ import annotations

import shutil
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from xieshang_desktop.app.input_method import asks_for_fcitx, modules, offered

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems have their own")


@pytest.mark.parametrize(
    ("environment", "asked"),
    [
        ({"QT_IM_MODULE": "fcitx", "XMODIFIERS": "@im=fcitx"}, "fcitx;ibus"),
        ({"QT_IM_MODULE": "fcitx5"}, "fcitx5;ibus"),
        ({"QT_IM_MODULE": "xim", "XMODIFIERS": "@im=fcitx"}, "xim;ibus"),
        ({"QT_IM_MODULES": "wayland;fcitx;ibus", "QT_IM_MODULE": "xim"}, "wayland;fcitx;ibus"),
        ({"QT_IM_MODULES": "wayland;fcitx"}, "wayland;fcitx;ibus"),
        ({"XMODIFIERS": "@im=fcitx"}, "wayland;ibus"),
        ({"QT_IM_MODULE": "ibus"}, "ibus"),
    ],
)
def test_ibus_is_asked_after_what_the_desktop_names(
    environment: dict[str, str], asked: str
) -> None:
    assert modules(environment) == asked


@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"QT_IM_MODULE": "", "XMODIFIERS": "@im=none"},
        {"QT_IM_MODULE": "none", "XMODIFIERS": "@im=fcitx"},
        {"QT_IM_MODULE": "compose"},
        {"QT_IM_MODULES": "simple"},
    ],
)
def test_where_no_input_method_is_wanted_nothing_is_changed(environment: dict[str, str]) -> None:
    with offered(environment | {"PATH": "/nowhere"}):
        assert modules(environment) == ""
    held = dict(environment)
    with offered(held):
        assert held == environment


@pytest.mark.parametrize(
    ("environment", "named"),
    [
        ({"QT_IM_MODULE": "fcitx"}, True),
        ({"QT_IM_MODULES": "wayland;fcitx;ibus"}, True),
        ({"QT_IM_MODULE": "xim", "XMODIFIERS": "@im=fcitx"}, True),
        ({"XMODIFIERS": "@im=fcitx"}, True),
        ({"QT_IM_MODULE": "ibus", "XMODIFIERS": "@im=ibus"}, False),
        ({"QT_IM_MODULE": "none", "XMODIFIERS": "@im=fcitx"}, False),
        ({}, False),
    ],
)
def test_fcitx_is_spoken_with_where_the_desktop_names_it(
    environment: dict[str, str], named: bool
) -> None:
    assert asks_for_fcitx(environment) is named


def test_without_ibus_a_program_of_its_name_stands_in_only_while_qt_starts(tmp_path: Path) -> None:
    environment = {"QT_IM_MODULE": "fcitx", "PATH": str(tmp_path)}
    before = dict(environment)
    with offered(environment):
        assert environment["QT_IM_MODULES"] == "fcitx;ibus"
        found = shutil.which("ibus-daemon", path=environment["PATH"])
        assert found is not None
        assert shutil.which("ibus-daemon", path=str(tmp_path)) is None
    assert environment == before
    assert not Path(found).parent.exists()


def test_an_ibus_that_is_there_is_taken_itself_also_when_qt_does_not_start(tmp_path: Path) -> None:
    own = tmp_path / "ibus-daemon"
    own.write_text("#!/bin/sh\n", encoding="utf-8")
    own.chmod(0o755)
    environment = {"QT_IM_MODULE": "fcitx", "QT_IM_MODULES": "", "PATH": str(tmp_path)}
    before = dict(environment)
    with suppress(OSError), offered(environment):
        assert environment["PATH"] == str(tmp_path)
        raise OSError
    assert environment == before
