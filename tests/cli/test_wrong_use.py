"""Help and complaints about wrong use are wholly in the language that was chosen."""

from __future__ import annotations

import argparse
import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.promises.tree import ROOT
from xieshang_desktop.cli.wrong_use import WORDS

#: Said to whoever builds a parser wrongly, or about kinds of arguments that are not used here.
_NEVER_SHOWN = re.compile(
    "conflict|cannot|callable|dest=|required' is|invalid option string|mutually|__call__"
    "|can't open|with mode"
)


def _said(language: str, *arguments: str) -> tuple[int, str]:
    ran = subprocess.run(
        [sys.executable, "-m", "xieshang_desktop", *arguments],
        cwd=ROOT,
        env={**os.environ, "XIESHANG_LANGUAGE": language, "LANG": "en_US.UTF-8", "COLUMNS": "200"},
        capture_output=True,
        encoding="utf-8",
    )
    return ran.returncode, ran.stdout + ran.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--nonsense"], "xieshang：不认得：--nonsense"),
        (["papers"], "xieshang papers：还缺：COMMAND"),
        (["papers", "write", "1"], "xieshang papers write：还缺：--out"),
        (["nonsense"], "没有 'nonsense'，可以写的是："),
        (["check", "disk"], "WHAT：没有 'disk'，可以写的是：'data', 'laptop'"),
        (["practice", "--years"], "--years：后面要写一个值"),
        (["practice", "--years", "99"], "--years：年数在 1 到 30 之间"),
        (["--help"], "显示这些说明"),
        (["papers", "check", "--help"], "用法：xieshang papers check"),
    ],
)
def test_wrong_use_is_told_in_chinese(arguments: list[str], words: str) -> None:
    status, said = _said("zh", *arguments)
    assert words in said
    assert status == (0 if "--help" in arguments else 2)
    assert not re.search(r"\b(usage|error|options|arguments?|required|choose|show)\b", said)


def test_in_english_it_is_what_argparse_says() -> None:
    assert _said("en", "papers")[1].endswith(
        "xieshang papers: error: the following arguments are required: COMMAND\n"
    )
    assert "show this help message and exit" in _said("en", "--help")[1]


def _of_argparse() -> Iterator[str]:
    """Every text that this Python's argparse gives to gettext."""
    tree = ast.parse(Path(argparse.__file__).read_text("utf-8"))
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id="_" | "ngettext"), args=given):
                for each in given:
                    if isinstance(each, ast.Constant) and isinstance(each.value, str):
                        yield each.value


def test_nothing_that_argparse_can_say_here_is_left_in_english() -> None:
    said = {words for words in _of_argparse() if not _NEVER_SHOWN.search(words)}
    assert sorted(said - set(WORDS)) == []
    blank = re.compile(r"%(?:\(\w+\))?[sr]")
    for english, words in WORDS.items():
        assert set(blank.findall(words)) <= set(blank.findall(english))
