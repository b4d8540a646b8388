"""Whatever is written into its fields, a paper is a sane PDF in everybody's eyes."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import cycle
from pathlib import Path

import msgspec
import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.printing.every_paper import every_paper
from tests.printing.hostile import WORDS, filled, stretched, texts
from tests.printing.reading import (
    broken_for_others,
    dense,
    needs_poppler,
    needs_qpdf,
    pdfium_text,
    poppler_text,
)
from tests.printing.samples import MINUTES, NOTICE, sheet
from xieshang_desktop.domain.documents import Paper
from xieshang_desktop.printing.checking import Grid, check
from xieshang_desktop.printing.papers import render

#: One paper of text, one of text and tables, one of cards, and a table.
BASIC = ("notice", "minutes", "cards", "sheet")

PAPERS = {**every_paper(), "sheet": sheet(9), "blank_sheet": sheet(9, filled=False, spare_rows=4)}

#: What such texts may do to a paper: a character that no face has, a title of nothing, and marks
#: where there is nothing but marks.
ALLOWED = {"missing_character", "no_title", "no_author", "closing_mark_first", "opening_mark_last"}

#: Without the texts of many pages.
SHORT = [word for name, word in WORDS.items() if not name.startswith(("four", "three"))]


def faults(pdf: bytes) -> list[str]:
    """What the check finds beyond what such texts may do."""
    return [f"{each}" for each in check(pdf).findings if each.code not in ALLOWED]


def in_turn(*words: str) -> Callable[[], str]:
    """The words one after the other, again and again."""
    return cycle(words).__next__


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS.keys())
@pytest.mark.parametrize("name", BASIC)
def test_papers_stay_on_their_page(name: str, words: str) -> None:
    assert faults(render(filled(PAPERS[name], lambda: words)).pdf) == []


@pytest.mark.parametrize("times", [1, 3])
@pytest.mark.parametrize("paper", PAPERS.values(), ids=PAPERS.keys())
def test_every_paper_stays_on_its_page(paper: Paper, times: int) -> None:
    words = [*SHORT[times * 5 :], *SHORT[: times * 5]]
    assert faults(render(filled(stretched(paper, times), in_turn(*words))).pdf) == []


@pytest.mark.parametrize("paper", PAPERS.values(), ids=PAPERS.keys())
def test_every_paper_takes_a_title_of_four_pages_and_no_title(paper: Paper) -> None:
    for title in (WORDS["four pages in one field"], "", " \u3000 "):
        assert faults(render(msgspec.structs.replace(paper, title=title)).pdf) == []


@needs_qpdf
@needs_poppler
@pytest.mark.parametrize("paper", PAPERS.values(), ids=PAPERS.keys())
def test_a_paper_of_all_hostile_words_opens_everywhere(paper: Paper, tmp_path: Path) -> None:
    pdf = render(filled(stretched(paper, 2), in_turn(*SHORT))).pdf
    assert broken_for_others(pdf, tmp_path) == []
    assert faults(pdf) == []
    with pypdfium2.PdfDocument(pdf) as document:
        assert all(page.render(scale=0.3).width for page in document)


@pytest.mark.parametrize("paper", PAPERS.values(), ids=PAPERS.keys())
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(words=st.lists(texts, min_size=1, max_size=9))
def test_every_paper_of_any_texts_stays_on_its_page(paper: Paper, words: list[str]) -> None:
    assert faults(render(filled(paper, in_turn(*words))).pdf) == []


@pytest.mark.parametrize("paper", PAPERS.values(), ids=PAPERS.keys())
def test_every_good_paper_passes_its_check_short_and_long(paper: Paper) -> None:
    for each in (paper, stretched(paper, 12), msgspec.structs.replace(paper, practice=True)):
        assert check(render(each).pdf).findings == ()


@needs_qpdf
@needs_poppler
def test_500_attendees_fill_pages_that_open_everywhere(tmp_path: Path) -> None:
    pdf = render(sheet(500)).pdf
    assert broken_for_others(pdf, tmp_path) == []
    assert check(pdf).findings == ()
    assert check(pdf).pages > 22


def test_empty_minutes_are_a_paper_of_one_page() -> None:
    empty = msgspec.structs.replace(
        MINUTES, topics=(), sections=(), attendance=(), corrections=(), convenors=()
    )
    checked = check(render(empty).pdf)
    assert (checked.pages, checked.findings) == (1, ())


def test_a_title_of_four_pages_is_set_on_four_pages() -> None:
    title = WORDS["four pages in one field"]
    pdf = render(msgspec.structs.replace(NOTICE, title=title)).pdf
    assert check(pdf).pages >= 4
    assert check(pdf).findings == ()
    assert title in re.sub(r"—\d+—", "", dense(pdfium_text(pdf)))


@needs_poppler
@pytest.mark.parametrize(
    "name", ["a name of 300 characters", "rare characters", "operators of PDF", "markup"]
)
def test_what_can_be_printed_can_be_copied_again(name: str, tmp_path: Path) -> None:
    words = "".join(each for each in WORDS[name] if each not in "\U00030000\U0003fffd")
    pdf = render(msgspec.structs.replace(NOTICE, place=words)).pdf
    assert dense(words) in dense(pdfium_text(pdf))
    assert dense(words) in dense(poppler_text(pdf, tmp_path))


def test_control_characters_never_reach_the_paper() -> None:
    pdf = render(filled(NOTICE, lambda: WORDS["control characters"])).pdf
    assert "张三[31m李四王五" in dense(pdfium_text(pdf))
    assert check(pdf).grid is Grid.GBT9704
