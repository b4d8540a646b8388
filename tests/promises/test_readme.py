"""What the documents tell a reader to type, open or look at is there."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from tests.promises.tree import ROOT

READERS_START = ["README.md", "README.zh-CN.md", "CONTRIBUTING.md"]
_COMMAND = re.compile(r"\./xieshang ((?:[a-z]+ ?){1,2})")
_LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")


def _commands() -> list[str]:
    texts = [(ROOT / name).read_text("utf-8") for name in READERS_START if (ROOT / name).exists()]
    return sorted({found.strip() for text in texts for found in _COMMAND.findall(text)})


@pytest.mark.parametrize("name", READERS_START)
def test_every_link_of_a_document_leads_somewhere(name: str) -> None:
    links = _LINK.findall((ROOT / name).read_text("utf-8"))
    assert [link for link in links if not (ROOT / link).exists()] == []


@pytest.mark.parametrize("command", _commands())
def test_every_command_of_the_documents_exists(command: str) -> None:
    answer = subprocess.run(
        [sys.executable, "-m", "xieshang_desktop", *command.split(), "--help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr


def test_the_english_and_the_chinese_readme_name_the_same_commands() -> None:
    english, chinese = ((ROOT / name).read_text("utf-8") for name in READERS_START[:2])
    assert set(_COMMAND.findall(english)) == set(_COMMAND.findall(chinese))
