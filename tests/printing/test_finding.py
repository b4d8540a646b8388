"""Words among the characters of a page."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from xieshang_desktop.printing.finding import Letter, find


def laid_out(*lines: str) -> list[Letter]:
    """Characters as a page tells of them: ems beside each other, a line break between lines."""
    letters = []
    for number, line in enumerate(lines):
        for at, character in enumerate(line):
            letters.append(Letter(ord(character), (at, 2.0 * number, at + 1, 2.0 * number + 1)))
        end = (float(len(line)), 2.0 * number, float(len(line)), 2.0 * number + 1)
        letters += [Letter(13, end), Letter(10, end)]
    return letters


def test_words_on_one_line_have_one_box() -> None:
    assert find(laid_out("村道硬化和村道照明"), "村道") == [[(0, 0, 2, 1)], [(5, 0, 7, 1)]]


def test_words_over_two_lines_have_a_box_on_each() -> None:
    assert find(laid_out("先放线后施", "工再公示"), "施工") == [[(4, 0, 5, 1), (0, 2, 1, 3)]]


def test_width_and_case_and_spaces_make_no_difference() -> None:
    letters = laid_out("面积１２亩 WiFi")
    assert find(letters, "12 亩wifi") == [[(2, 0, 10, 1)]]


def test_a_rare_character_is_found_however_its_halves_are_told() -> None:
    whole = [Letter(0x20BB7, (0, 0, 1, 1)), Letter(ord("田"), (1, 0, 2, 1))]
    halves = [Letter(0xD842, (0, 0, 1, 1)), Letter(0xDFB7, (0, 0, 1, 1)), whole[1]]
    assert find(whole, "𠮷田") == find(halves, "𠮷田") == [[(0, 0, 2, 1)]]
    assert find([Letter(0xD842, (0, 0, 1, 1)), whole[1]], "田") == [[(1, 0, 2, 1)]]


def test_nothing_is_found_for_nothing() -> None:
    assert find(laid_out("公示"), "  ") == []
    assert find([], "公示") == []


@given(st.text("公示村道12 ", max_size=40), st.integers(0, 39), st.integers(1, 5))
def test_what_stands_there_is_found(text: str, start: int, length: int) -> None:
    words = text[start : start + length]
    found = find(laid_out(text), words)
    assert bool(found) == bool(words.strip())
