"""Commands as processes of their own: what they load, how they end when their reader goes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.promises.tree import ROOT

_WHAT_IS_LOADED = """
import sys
from xieshang_desktop import cli
cli.main({arguments!r}, lambda folder: 0)
print(*sorted(sys.modules), file=sys.stderr)
"""


def _loaded(*arguments: str) -> set[str]:
    script = _WHAT_IS_LOADED.format(arguments=list(arguments))
    ran = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return set(ran.stderr.split())


def _tops(modules: set[str]) -> set[str]:
    return {name.partition(".")[0] for name in modules}


def test_the_version_loads_hardly_anything() -> None:
    ours = {name for name in _loaded("version") if name.startswith("xieshang_desktop.")}
    assert ours == {
        "xieshang_desktop.cli",
        "xieshang_desktop.cli.answers",
        "xieshang_desktop.cli.carrying",
        "xieshang_desktop.cli.parser",
        "xieshang_desktop.cli.village",
        "xieshang_desktop.cli.wrong_use",
        "xieshang_desktop.errors",
        "xieshang_desktop.itself",
        "xieshang_desktop.settings",
    }


def test_a_plain_start_does_without_the_commands() -> None:
    ours = {name for name in _loaded() if name.startswith("xieshang_desktop.")}
    assert ours == {
        "xieshang_desktop.cli",
        "xieshang_desktop.cli.answers",
        "xieshang_desktop.errors",
        "xieshang_desktop.settings",
    }


@pytest.mark.parametrize(
    "arguments",
    [("meetings", "--json"), ("topics",), ("people", "find", "zhang"), ("check",)],
    ids=lambda arguments: arguments[0],
)
def test_no_command_loads_qt_or_what_it_does_not_need(
    village: Path, arguments: tuple[str, ...]
) -> None:
    loaded = _tops(_loaded("--data", str(village), *arguments))
    heavy = {"PySide6", "sqlalchemy", "reportlab", "python_calamine", "pypdfium2"}
    assert loaded & heavy == set()


def test_a_reader_that_goes_away_is_no_crash(village: Path) -> None:
    command = [sys.executable, "-m", "xieshang_desktop", "--data", str(village), "topics", "--json"]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        said = process.stderr.read()
    assert process.returncode == 1
    assert said == b""


def test_names_with_rare_characters_are_written_under_any_locale(
    village: Path,
) -> None:
    command = [sys.executable, "-m", "xieshang_desktop", "--data", str(village), "meetings"]
    environment = dict(os.environ) | {
        "LC_ALL": "en_US.ISO-8859-1",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
        "PYTHONIOENCODING": "latin-1",
    }
    ran = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert "协商" in ran.stdout.decode("utf-8")
