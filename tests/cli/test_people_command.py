"""`people find` as a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import run
from tests.promises.tree import ROOT

FOUND = """\
姓名,组别,户主,联系电话
单玉梅,1组,单玉梅,19900001234
尉迟恭,2组,尉迟恭,19900005678
仇𬭚,2组,仇𬭚,
张伟,1组,张伟,
张伟,3组,张伟,
"""

Find = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register of five people."""
    folder = tmp_path_factory.mktemp("register")
    (folder / "名册.csv").write_text(FOUND, "utf-8")
    assert run("--data", folder / "data", "roster", "import", folder / "名册.csv").status == 0
    return folder / "data"


@pytest.fixture
def find(register: Path) -> Find:
    def started(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "xieshang_desktop", "--data", str(register), "people"]
        return subprocess.run(
            [*command, *arguments],
            cwd=ROOT,
            env=dict(os.environ),
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )

    return started


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("单玉", "单玉梅"),
        ("shanyumei", "单玉梅"),
        ("sym", "单玉梅"),
        ("1234", "单玉梅"),
        ("yuchi", "尉迟恭"),
        ("qiu", "仇𬭚"),
    ],
)
def test_somebody_is_found_by_whatever_is_known(find: Find, typed: str, name: str) -> None:
    ran = find("find", typed, "--json")
    assert ran.returncode == 0
    assert [each["name"] for each in json.loads(ran.stdout)] == [name]


def test_namesakes_are_told_apart_by_their_groups(find: Find) -> None:
    answer = json.loads(find("find", "zhangwei", "--json").stdout)
    assert {each["group"] for each in answer} == {"第一组", "第三组"}
    assert len({each["id"] for each in answer}) == 2
    assert set(answer[0]) == {"id", "name", "group"}
    assert find("find", "zhangwei").stdout.splitlines() == ["张伟　第一组", "张伟　第三组"]


def test_nothing_typed_is_wrong_use_and_nobody_found_is_none(find: Find) -> None:
    assert find("find").returncode == 2
    assert find().returncode == 2
    ran = find("find", "欧阳", "--json")
    assert (ran.returncode, json.loads(ran.stdout)) == (0, [])


def test_finding_loads_no_window(register: Path) -> None:
    script = (
        "import sys\nfrom xieshang_desktop import cli\n"
        f"cli.main(['--data', {str(register)!r}, 'people', 'find', 'z'], lambda folder: 0)\n"
        "print(any(name.startswith(('PySide6', 'xieshang_desktop.ui')) for name in sys.modules),"
        " file=sys.stderr)\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ran.stderr.strip() == "False"
