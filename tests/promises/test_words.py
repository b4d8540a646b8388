"""What people read is wrapped for translation, and its English translation is complete."""

from __future__ import annotations

import ast
import gettext
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from tests.promises.tree import PACKAGE, ROOT, source_files

#: The functions that mark a text for translation, with the positions of their texts.
WRAPPERS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "N_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}
CATALOGUE = ROOT / "resources" / "locale" / "en" / "LC_MESSAGES" / "xieshang.po"

_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_BLANKS = re.compile(r"\{[^{}]*\}|%\([a-z_]+\)[sd]|%[sd]")

#: Chinese that is read from people, not shown to them.
READING = {PACKAGE / "ui" / "widgets" / "date_words.py"}

#: Chinese for English that is argparse's own: nothing of it is translated from Chinese.
OF_ARGPARSE = {PACKAGE / "cli" / "wrong_use.py"}

#: Chinese that is kept or printed, and therefore the same in every language of the screen.
OFFICIAL = {
    "协商议事室",  # what the name of every consultation room ends with
    "有事好商量",  # the platform's name, in red on its papers
    "户主",  # a relation as rosters write it
    "第",  # how the name of a group begins: 第七组
}

#: Where sentences for people stand.
TALKING = sorted(
    {
        PACKAGE / "settings.py",
        *source_files(PACKAGE / "app", PACKAGE / "cli", PACKAGE / "wording", PACKAGE / "ui"),
    }
    - READING
    - OF_ARGPARSE
)


def _bare_texts(tree: ast.Module) -> Iterator[ast.Constant]:
    """String constants that are neither a docstring nor the plain argument of a wrapper."""
    accepted: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
            name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
            if name in WRAPPERS:
                accepted.update(id(argument) for argument in node.args)
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            accepted.add(id(node.value))
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and id(node) not in accepted
            and node.value not in OFFICIAL
        ):
            yield node


@pytest.mark.parametrize("path", TALKING, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_chinese_for_people_is_wrapped_for_translation(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    bare = [(node.lineno, node.value) for node in _bare_texts(tree) if _HAN.search(str(node.value))]
    assert bare == []


def _marked() -> set[str | tuple[str, ...]]:
    found = extract_from_dir(
        PACKAGE,
        method_map=[("**.py", "python")],
        keywords=WRAPPERS,
    )
    return {message for _file, _line, message, _comments, _context in found}


@pytest.fixture(scope="module")
def english() -> Catalog:
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="en", abort_invalid=True)


def _ids(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def _strings(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def _said() -> set[str]:
    return {text if isinstance(text, str) else text[0] for text in _marked()}


def test_every_text_has_an_english_translation(english: Catalog) -> None:
    translated = {
        _ids(message)[0] for message in english if not message.fuzzy and all(_strings(message))
    }
    assert sorted(_said() - translated) == []


def test_the_catalogue_holds_nothing_that_no_code_says(english: Catalog) -> None:
    held = {_ids(message)[0] for message in english if message.id}
    assert sorted(held - _said()) == []
    assert not english.obsolete


def test_translations_fill_the_same_blanks(english: Catalog) -> None:
    for message in english:
        if message.id:
            blanks = {blank for text in _ids(message) for blank in _BLANKS.findall(text)}
            for text in _strings(message):
                assert set(_BLANKS.findall(text)) == blanks, message.id


def test_the_compiled_catalogue_is_made_from_the_written_one(english: Catalog) -> None:
    with CATALOGUE.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for message in english:
        if message.id:
            ids, strings = _ids(message), _strings(message)
            said = compiled.gettext(*ids) if len(ids) == 1 else compiled.ngettext(ids[0], ids[1], 1)
            assert said == strings[0]
