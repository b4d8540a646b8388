"""Everything that a roster or a person's form asks to be looked at has its sentence."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.promises.tree import PACKAGE, source_files
from xieshang_desktop.wording.attention import ATTENTION, attention_words

#: Where the code stands in the calls that make one: as the third argument, the second, by name.
_THIRD = {"add", "add_word"}
_SECOND = {"IdReading", "BirthReading"}
_NAMED = {"Attention", "Doubt"}


def _name(call: ast.Call) -> str:
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else ast.unparse(function)


def _codes(call: ast.Call) -> Iterator[str]:
    name = _name(call)
    given: list[ast.expr] = []
    if name in _THIRD:
        given = call.args[2:3]
    elif name in _SECOND:
        given = call.args[1:2]
    elif name in _NAMED:
        given = [keyword.value for keyword in call.keywords if keyword.arg == "code"]
    for each in given:
        if isinstance(each, ast.Constant) and each.value:
            yield str(each.value)


def _made() -> set[str]:
    roots = (PACKAGE / "intake", PACKAGE / "services", PACKAGE / "domain")
    return {
        code
        for path in source_files(*roots)
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        for code in _codes(node)
    }


def test_the_scan_sees_codes_however_they_are_made() -> None:
    assert _made() >= {"id_damaged", "household_missing", "namesake_known", "birth_ambiguous"}


def test_every_code_of_attention_has_its_sentence() -> None:
    assert sorted(_made() - ATTENTION.keys()) == []


def test_no_sentence_stands_for_a_code_that_nothing_makes() -> None:
    # `sheet_not_read` and those chosen by a condition are made under names: looked for as words.
    text = "".join(
        path.read_text("utf-8")
        for path in source_files(PACKAGE / "intake", PACKAGE / "services", PACKAGE / "domain")
    )
    assert [code for code in ATTENTION if f'"{code}"' not in text] == []


@pytest.mark.parametrize("code", sorted(ATTENTION))
def test_a_sentence_fits_the_cell_of_the_report(code: str) -> None:
    assert 4 <= len(attention_words(code)) <= 20
