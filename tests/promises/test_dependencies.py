"""Every dependency is pinned with hashes, names no host, and has its reason written down."""

from __future__ import annotations

import ast
import re

import pytest

from tests.promises.tree import PACKAGE, ROOT, source_files

LOCKS = ["requirements.txt", "requirements-dev.txt"]


def _pins(file: str) -> dict[str, str]:
    text = (ROOT / file).read_text("utf-8")
    return dict(re.findall(r"^([A-Za-z0-9_.-]+)==([^\s;\\]+)", text, re.MULTILINE))


def _normalised(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize("lock", LOCKS)
def test_every_line_of_a_lock_is_a_pin_a_hash_or_a_note(lock: str) -> None:
    pin = re.compile(r"[a-z0-9-]+==\S+( ; [^:/@]+)? \\")
    digest = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")
    lines = (ROOT / lock).read_text("utf-8").splitlines()
    odd = [line for line in lines if not (pin.fullmatch(line) or digest.fullmatch(line))]
    assert odd == []
    assert lines


@pytest.mark.parametrize("lock", LOCKS)
def test_what_is_asked_for_is_what_is_locked(lock: str) -> None:
    asked = {_normalised(n): v for n, v in _pins(lock.replace(".txt", ".in")).items()}
    locked = {_normalised(n): v for n, v in _pins(lock).items()}
    assert asked.items() <= locked.items()


def test_both_locks_agree_where_they_meet() -> None:
    run, check = _pins(LOCKS[0]), _pins(LOCKS[1])
    assert {name: check[name] for name in run.keys() & check.keys()} == {
        name: run[name] for name in run.keys() & check.keys()
    }


@pytest.mark.parametrize("lock", LOCKS)
def test_every_dependency_has_its_reason_in_the_decisions(lock: str) -> None:
    decisions = " ".join(
        path.read_text("utf-8").lower() for path in (ROOT / "docs" / "decisions").glob("*.md")
    )
    unexplained = [
        name for name in _pins(lock.replace(".txt", ".in")) if name.lower() not in decisions
    ]
    assert unexplained == []


def test_decisions_are_numbered_without_gaps_and_dated() -> None:
    files = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert [int(path.name[:3]) for path in files] == list(range(1, len(files) + 1))
    undated = [
        path.name for path in files if not re.search(r"\d{4}-\d\d-\d\d", path.read_text("utf-8"))
    ]
    assert undated == []


def test_the_program_imports_everything_it_asks_for() -> None:
    imported = {
        name.partition(".")[0]
        for path in source_files(PACKAGE)
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        for name in _names_imported(node)
    }
    modules = {
        "pyside6-essentials": "PySide6",
        "pynacl": "nacl",
        "python-calamine": "python_calamine",
        "python-docx": "docx",
        "pillow": "PIL",
        "shamir-mnemonic": "shamir_mnemonic",
    }
    asked = map(_normalised, _pins("requirements.in"))
    assert [name for name in asked if modules.get(name, name) not in imported] == []


def _names_imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and not node.level:
        return [node.module or ""]
    return []
