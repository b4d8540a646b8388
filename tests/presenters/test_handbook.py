"""The handbook: every chapter has its place, every page its chapter, and words are found."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

import xieshang_desktop
from xieshang_desktop import resources
from xieshang_desktop.ui.places import PAGES, places
from xieshang_desktop.ui.presenters.handbook import (
    ORDER,
    Chapter,
    chapter_for,
    chapters,
    matching,
)


def test_the_chapters_are_the_files_of_the_handbook() -> None:
    files = {path.stem for path in resources.path("handbook", "zh").glob("*.md")}
    assert set(ORDER) == files
    assert [chapter.key for chapter in chapters()] == list(ORDER)


def test_every_chapter_begins_with_its_title() -> None:
    for chapter in chapters():
        assert chapter.text.startswith(f"# {chapter.title}\n")


@pytest.mark.parametrize("place", [place.key for place in places()])
def test_every_place_has_its_own_chapter(place: str) -> None:
    assert chapter_for(place) == place


@pytest.mark.parametrize("page", sorted(PAGES))
def test_every_page_has_a_chapter(page: str) -> None:
    assert chapter_for(page) in ORDER


@pytest.mark.parametrize(
    ("part", "chapter"),
    [
        ("plan", "meetings"),
        ("door", "sign_in"),
        ("hall", "deliberation"),
        ("minutes", "minutes"),
        ("publicity", "publicity"),
    ],
)
def test_each_part_of_a_meeting_has_its_chapter(part: str, chapter: str) -> None:
    assert chapter_for("meetings/meeting", part) == chapter


def test_an_unknown_page_begins_at_the_beginning() -> None:
    assert chapter_for("") == "start"


def test_a_title_comes_before_a_mention() -> None:
    found = matching(chapters(), "公示")
    assert found[0].key == "publicity"
    assert len(found) > 3
    assert matching(chapters(), "没有这个词") == []


@cache
def said_on_screen() -> set[str]:
    """Every text that the window can show, with … where something is filled in."""
    words = set()
    for path in (Path(xieshang_desktop.__file__).parent / "ui").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (
                isinstance(node, ast.Call)
                and ast.unparse(node.func) in ("_", "N_")
                and isinstance(node.args[0], ast.Constant)
            ):
                words.add(re.sub(r"\{[^}]*\}", "…", str(node.args[0].value)))
    return words


@pytest.mark.parametrize("chapter", chapters(), ids=lambda chapter: chapter.key)
def test_what_the_handbook_says_to_press_is_on_the_screen(chapter: Chapter) -> None:
    pressed = re.findall(r"点\*\*(.+?)\*\*", chapter.text)
    assert [words for words in pressed if words not in said_on_screen()] == []
