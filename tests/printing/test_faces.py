"""Every character from the first face that has it, and text that copies right."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from tests.printing.reading import dark_columns, dense, needs_poppler, pdfium_text, poppler_text
from tests.printing.samples import HARD_NAMES, NOTICE, sheet
from xieshang_desktop import resources
from xieshang_desktop.errors import WorldFailed
from xieshang_desktop.printing.compose import Composer, Span
from xieshang_desktop.printing.embedding import to_unicode
from xieshang_desktop.printing.faces import MISSING, chain
from xieshang_desktop.printing.ink import Ink
from xieshang_desktop.printing.pages import make_pages, write_pdf
from xieshang_desktop.printing.papers import render
from xieshang_desktop.printing.profile import profile
from xieshang_desktop.printing.truetype import TrueType


def common_han() -> str:
    """The 8,105 characters of 通用规范汉字表."""
    return resources.path("fonts", "common-han.txt").read_text("utf-8").replace("\n", "")


def typeset(text: str, face: str) -> bytes:
    """One paragraph in one face."""
    ink = Ink()
    page = Composer(profile(), ink)
    page.paragraph([Span(text, face)], indent=0)
    contents = make_pages(page.rows, profile(), ink).contents
    return write_pdf(contents, profile(), ink, title="字", author="字", made_on=NOTICE.issued_on)


def without_page_numbers(text: str) -> str:
    return "".join(c for c in dense(text) if c not in "—0123456789\ufffe\x02")


def test_the_table_of_common_characters_is_whole() -> None:
    assert len(set(common_han())) == len(common_han()) == 8105


@pytest.mark.parametrize("face", ["fang", "kai", "hei", "xiaobiaosong", "song"])
def test_every_common_character_is_printed_by_every_face(face: str) -> None:
    glyphs = chain(face)
    assert not [c for c in common_han() if glyphs[c].missing]


@needs_poppler
@pytest.mark.parametrize("face", ["fang", "kai"])
def test_all_common_characters_copy_right_from_poppler_and_pdfium(
    face: str, tmp_path: Path
) -> None:
    han = common_han()
    pdf = typeset(han, face)
    assert without_page_numbers(poppler_text(pdf, tmp_path)) == han
    assert without_page_numbers(pdfium_text(pdf)) == han


@needs_poppler
def test_rare_names_copy_right(tmp_path: Path) -> None:
    pdf = render(sheet(20)).pdf
    for text in (dense(poppler_text(pdf, tmp_path)), dense(pdfium_text(pdf))):
        for name in HARD_NAMES:
            assert name in text


def test_codes_above_ffff_are_written_as_utf_16_pairs() -> None:
    assert "<0001> <4E2D>\n<0002> <D842DFB7>" in to_unicode("中𠮷")


def test_the_map_has_at_most_a_hundred_characters_in_a_block() -> None:
    text = to_unicode(map(chr, range(0x4E00, 0x4E00 + 250)))
    assert [line for line in text.split("\n") if line.endswith("beginbfchar")] == [
        "100 beginbfchar",
        "100 beginbfchar",
        "50 beginbfchar",
    ]


def test_fall_back_goes_face_supplement_song_rare() -> None:
    fang = chain("fang")
    assert [fang[c].file.stem for c in "中䶮𠮷"] == ["fang", "fang-supplement", "rare-b-f"]
    assert fang["\u3400"].file.stem == "song"


def test_a_character_that_no_face_has_prints_a_mark_and_is_missing() -> None:
    for character in "🎉م\ue81e\ufffd":
        glyph = chain("fang")[character]
        assert (glyph.character, glyph.missing) == (MISSING, True)


@pytest.mark.parametrize("face", ["fang", "kai", "hei", "xiaobiaosong"])
def test_chinese_marks_are_one_em_wide_and_from_a_chinese_face(face: str) -> None:
    for character in "“”‘’—…·，。、；：？！（）《》〔〕":
        assert chain(face)[character].box == 1
        assert not chain(face)[character].fallen


def test_preflight_names_each_character_and_where_it_stands() -> None:
    found = {(f.character, f.where): f.face for f in render(sheet(10)).fallbacks}
    assert found["𬭎", "𬭚𬭎"] == "fang-supplement"
    assert found["𠮷", "𠮷田"] == "rare-b-f"
    assert ("尉", "尉迟建国") not in found


def test_a_face_that_is_not_there_or_no_face_is_named(tmp_path: Path) -> None:
    with pytest.raises(WorldFailed) as missing:
        TrueType(tmp_path / "none.ttf")
    assert (missing.value.code, missing.value.facts) == ("font_missing", {"file": "none.ttf"})
    for content in (b"x", b"OTTO" + bytes(100), b"\0\1\0\0\0\1" + bytes(40)):
        (tmp_path / "bad.ttf").write_bytes(content)
        with pytest.raises(WorldFailed) as unusable:
            TrueType(tmp_path / "bad.ttf")
        assert unusable.value.code == "font_unusable"


def test_another_body_face_prints_the_body_and_ours_what_it_lacks() -> None:
    other = resources.path("fonts", "kai.ttf")
    assert chain("fang", other)["中"].file == other
    assert chain("fang", other)["\u3400"].file.stem == "song"
    assert render(NOTICE, body_face=other).pdf != render(NOTICE).pdf


def test_the_parts_of_a_composed_glyph_come_along() -> None:
    pdf = typeset("¨", "kai")  # two dots, each a glyph of its own
    columns = dark_columns(pdf, 0, (27, 36, 36, 44))
    gaps = [b - a for a, b in pairwise(columns) if b - a > 0.15]
    assert len(gaps) == 1


def test_a_yuan_sign_is_no_dollar() -> None:
    """Seen on paper: the 仿宋 draws a dollar in its place, though it copies right."""
    shape = chain("fang")["￥"]
    assert (shape.file.name, shape.fallen) == ("song.ttf", False)
    assert chain("fang")["$"].file.name == "fang.ttf"
