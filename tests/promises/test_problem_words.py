"""Every code that is raised anywhere has its sentence, and every blank in it can be filled."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.promises.tree import PACKAGE, source_files
from xieshang_desktop.errors import Problem
from xieshang_desktop.exchange import target
from xieshang_desktop.wording import (
    problems_backup,
    problems_bundles,
    problems_carry,
    problems_decisions,
    problems_directives,
    problems_door,
    problems_enrolment,
    problems_files,
    problems_forms,
    problems_gate,
    problems_hall,
    problems_minutes,
    problems_paper_check,
    problems_papers,
    problems_people,
    problems_printing,
    problems_public,
    problems_registers,
    problems_rules,
    problems_sealing,
    problems_signing,
    problems_unit,
    problems_updates,
    problems_webdav,
    words_for,
)
from xieshang_desktop.wording.problems import problems

_CLASSES = {"Problem", "RuleBroken", "BadInput", "WorldFailed", "BundleRefused"}

#: Places that raise a code they were given: what it can be there.
_GIVEN = {
    ("exchange/opened.py", "code"): {
        "bundle_info_wrong",
        "bundle_signature_unreadable",
        "bundle_manifest_wrong",
    },
    ("exchange/target.py", "code"): {
        *target._MEANING.values(),  # noqa: SLF001
        *target._WINDOWS_MEANING.values(),  # noqa: SLF001
        "drive_failed",
    },
    ("storage/database.py", "words"): {
        "decision_begun",
        "motion_voted_on",
        "vote_closed",
        "photo_confirmed",
        "sealed",
        "journal",
    },
}


class Raised(NamedTuple):
    """One place that makes a problem: its code and the facts it gives (None: passes them on)."""

    code: str
    facts: frozenset[str] | None
    place: str


def _raised_in(path: Path) -> Iterator[Raised]:
    tree = ast.parse(path.read_text("utf-8"))
    functions = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)]
    for call in ast.walk(tree):
        if not (
            isinstance(call, ast.Call)
            and isinstance(call.func, ast.Name)
            and call.func.id in _CLASSES
            and call.args
        ):
            continue
        names = {keyword.arg for keyword in call.keywords}
        facts = None if None in names else frozenset(name for name in names if name)
        file = path.relative_to(PACKAGE).as_posix()
        for code in _codes(call.args[0], tree, functions, file):
            yield Raised(code, facts, f"{file}:{call.lineno}")


def _codes(
    given: ast.expr, tree: ast.Module, functions: list[ast.FunctionDef], file: str
) -> set[str]:
    """What the first argument can be."""
    words = ast.unparse(given)
    if (file, words) in _GIVEN:
        return _GIVEN[file, words]
    if isinstance(given, ast.Constant):
        return {str(given.value)}
    if isinstance(given, ast.IfExp):
        return _texts([given.body, given.orelse])
    if isinstance(given, ast.Call) and isinstance(given.func, ast.Name):
        made = [f for f in functions if f.name == given.func.id]
        return _texts(r.value for f in made for r in ast.walk(f) if isinstance(r, ast.Return))
    if isinstance(given, ast.Name):
        around = [f for f in functions if given in ast.walk(f)]
        return _texts(
            n.value
            for f in around
            for n in ast.walk(f)
            if isinstance(n, ast.Assign) and given.id in map(ast.unparse, n.targets)
        )
    if isinstance(given, ast.Attribute) and given.attr == "code":
        return set()  # another problem's code, raised on: found where it was first raised
    raise AssertionError(f"{file}: say in _GIVEN what {words} can be")


def _texts(values: Iterator[ast.expr | None] | list[ast.expr]) -> set[str]:
    """The texts that these expressions can give."""
    found: set[str] = set()
    for value in values:
        ends = [value.body, value.orelse] if isinstance(value, ast.IfExp) else [value]
        found |= {str(e.value) for e in ends if isinstance(e, ast.Constant) and e.value}
    return found


RAISED = [raised for path in source_files(PACKAGE) for raised in _raised_in(path)]


def _blanks(code: str) -> set[str]:
    return {
        blank
        for text in problems()[code]
        for _text, blank, _spec, _conversion in string.Formatter().parse(text)
        if blank
    }


def test_the_scan_sees_codes_however_they_are_raised() -> None:
    seen = {raised.code for raised in RAISED}
    assert seen >= {
        "title_missing",  # plainly
        "scratch_full",  # chosen between two
        "drive_pulled",  # from a table of the system's numbers
        "bundle_chain_broken",  # among many
        "data_locked",  # as a driver's error means it
        "disk_failing",  # by a function that looks for the cause
        "bundle_format_newer",  # by a name
        "not_a_roster",
    }


@pytest.mark.parametrize("code", sorted({raised.code for raised in RAISED}))
def test_every_code_has_words(code: str) -> None:
    places = [raised.place for raised in RAISED if raised.code == code]
    assert code in problems(), f"no sentence for {code}, raised at {', '.join(places)}"
    sentence, hint = problems()[code]
    assert sentence.rstrip("”」）) ")[-1:] in "。：}？", f"{code}: {sentence}"
    assert not hint or hint[-1] in "。}？", f"{code}: {hint}"


def test_every_blank_in_a_sentence_is_filled_wherever_its_code_is_raised() -> None:
    empty = [
        f"{raised.place} {raised.code} gives no {blank}"
        for raised in RAISED
        if raised.code in problems() and raised.facts is not None
        for blank in sorted(_blanks(raised.code) - raised.facts)
    ]
    assert empty == []


def test_no_sentence_stands_for_a_code_that_nothing_raises() -> None:
    assert sorted(problems().keys() - {raised.code for raised in RAISED}) == []


def test_no_code_has_two_sentences() -> None:
    tables = [
        problems_backup.BACKUP,
        problems_bundles.BUNDLES,
        problems_carry.CARRY,
        problems_directives.DIRECTIVES,
        problems_enrolment.ENROLMENT,
        problems_files.FILES,
        problems_gate.GATE,
        problems_paper_check.PAPER_CHECK,
        problems_papers.PAPERS,
        problems_people.PEOPLE,
        problems_printing.PRINTING,
        problems_public.PUBLIC,
        problems_registers.REGISTERS,
        problems_rules.RULES,
        problems_unit.UNIT,
        problems_updates.UPDATES,
        problems_webdav.WEBDAV,
        problems_door.DOOR,
        problems_signing.SIGNING,
        problems_hall.HALL,
        problems_minutes.MINUTES,
        problems_sealing.SEALING,
        problems_decisions.DECISIONS,
        problems_forms.FORMS,
    ]
    assert len(problems()) == sum(len(table) for table in tables)


def test_words_hold_no_computer_jargon() -> None:
    jargon = ("导出", "数据库", "哈希", "JSON", "SQLite", "异常", "Success", "文件系统")
    found = [
        f"{code}: {word}"
        for code, texts in problems().items()
        for text in texts
        for word in jargon
        if word in text
    ]
    assert found == []


def test_the_words_of_a_problem_come_with_its_facts() -> None:
    words = words_for(Problem("drive_full", folder="/media/KINGSTON"))
    assert "/media/KINGSTON" in words.sentence
    assert "U盘" in words.hint
