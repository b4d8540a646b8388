"""The tree keeps its manners: small files, nothing left unfinished, every face with a licence."""

from __future__ import annotations

import ast
import re

from tests.promises.tree import PACKAGE, ROOT, source_files, written_files

#: Put together here, so that this file passes its own check.
_UNFINISHED = re.compile(r"\b(" + "|".join(["TO" + "DO", "FIX" + "ME", "X" * 3]) + r")\b")
_VAGUE_NAMES = {"utils", "util", "helpers", "helper", "manager", "base", "common", "misc"}


def test_no_source_file_is_longer_than_400_lines() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in source_files(PACKAGE, ROOT / "tests", ROOT / "resources", ROOT / "installer")
        if (lines := len(path.read_text("utf-8").splitlines())) > 400
    }
    assert long == {}


def test_nothing_is_marked_as_unfinished() -> None:
    marks = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in written_files()
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if _UNFINISHED.search(line)
    ]
    assert marks == []


def test_no_module_has_a_name_that_says_nothing() -> None:
    vague = [str(path) for path in source_files(PACKAGE) if path.stem in _VAGUE_NAMES]
    assert vague == []


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for path in source_files(PACKAGE)
        if (text := path.read_text("utf-8").lstrip()) and not text.startswith('"""')
    ]
    assert silent == []


def test_every_face_is_named_with_its_licence() -> None:
    faces = ROOT / "resources" / "fonts"
    readme = (faces / "README.md").read_text("utf-8")
    rows = {
        cells[1].strip("` "): cells[4].strip()
        for line in readme.splitlines()
        if line.startswith("| `") and len(cells := line.split("|")) > 5
    }
    for face in sorted(faces.glob("*.ttf")):
        assert rows.get(face.name), f"{face.name} has no row with a licence in its README.md"
    assert list((faces / "licences").iterdir())


def test_every_kept_value_has_its_word_in_the_glossary() -> None:
    glossary = (ROOT / "docs" / "house.md").read_text("utf-8").lower().split("## glossary")[1]
    records = {
        node.name
        for path in source_files(PACKAGE / "domain")
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.ClassDef) and "Record" in map(ast.unparse, node.bases)
    }
    words = {name: re.sub(r"(?<!^)(?=[A-Z])", " ", name).lower() for name in records}
    assert records
    assert [name for name, word in words.items() if f"| {word}" not in glossary] == []
