"""Posters: letters to be read from three metres, and A4 sheets that join without a gap."""

from __future__ import annotations

import subprocess
from datetime import date
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest
from msgspec.structs import replace

from tests.printing.reading import (
    MM,
    boxes,
    dark_columns,
    dense,
    lines,
    needs_qpdf,
    pdfium_text,
    words,
)
from tests.printing.samples import PUBLICITY
from tests.printing.samples_public import ANNOUNCEMENT, IMPLEMENTATION
from xieshang_desktop.domain.documents import Council, CouncilPair
from xieshang_desktop.printing.checking import Grid, check
from xieshang_desktop.printing.papers import render
from xieshang_desktop.printing.profile import profile
from xieshang_desktop.printing.tiles import plan

SIZES = {"poster-a3": (297, 420), "poster-a2": (420, 594)}

DAY = date(2026, 3, 28)

#: A stroke is about so small a part of a full Han character.
STROKES = 10


def sizes(pdf: bytes) -> set[tuple[int, int]]:
    with pypdfium2.PdfDocument(pdf) as document:
        return {(round(page.get_width() / MM), round(page.get_height() / MM)) for page in document}


@pytest.mark.parametrize("page", SIZES)
def test_a_poster_has_its_size_and_letters_to_be_read_from_three_metres(page: str) -> None:
    pdf = render(PUBLICITY, page=page).pdf
    assert sizes(pdf) == {SIZES[page]}
    body = [box for box in boxes(pdf, 0) if box.character == "根"]
    high = body[0].bottom - body[0].top
    assert high >= 12
    assert high / 3000 * 60 * 57.3 / STROKES >= 1.4  # minutes of arc for a stroke


@pytest.mark.parametrize("page", SIZES)
def test_a_poster_says_all_that_the_paper_says(page: str) -> None:
    for paper in (PUBLICITY, IMPLEMENTATION, ANNOUNCEMENT):
        small, large = (dense(pdfium_text(render(paper, page=p).pdf)) for p in ("", page))
        for said in ("2026年", paper.signer, paper.title[:8]):
            assert said in large
        assert len(large) > 0.9 * len(small)


def test_nothing_of_a_poster_stands_outside_its_text_area_but_the_page_number() -> None:
    for page in SIZES:
        layout = profile(page)
        rendered = render(IMPLEMENTATION, page=page)
        for number in range(rendered.pages):
            for row in lines(rendered.pdf, number):
                left = layout.sheet.left_mm - 0.5
                assert row[0].left > left
                assert row[-1].left < left + layout.sheet.text_width_mm


@pytest.mark.parametrize("page", SIZES)
def test_a_table_on_a_poster_is_read_from_as_far_as_the_text(page: str) -> None:
    rendered = render(IMPLEMENTATION, page=page)
    text = dense(pdfium_text(rendered.pdf))
    assert "1.办理事项：三组、五组之间村道硬化480米，两侧砌排水沟；责任单位（人）：村委会" in text
    assert "约定时限：2026年5月31日；落实情况：正在办理" in text
    body = profile(page).type.body
    for number in range(rendered.pages):
        for row in lines(rendered.pdf, number):
            if "办理事项" in words(row):
                assert (row[0].bottom - row[0].top) * MM == pytest.approx(body, abs=0.5)
    assert "序号" not in text


def council(*members: CouncilPair) -> Council:
    return Council(
        unit="槐树湾村",
        room="议事室",
        convenors=(),
        members=members,
        signer="槐树湾村民委员会",
        issued_on=DAY,
    )


def test_a_list_of_names_on_a_poster_has_a_line_for_everybody() -> None:
    pair = CouncilPair(
        name="王小梅", office="村民", group="三组", other_name="李德发", other_group="五组"
    )
    paper = council(pair)
    text = dense(pdfium_text(render(paper, page="poster-a3").pdf))
    assert "1.王小梅，村民，三组。2.李德发，五组。" in text


def test_columns_of_tables_to_write_in_grow_with_the_text() -> None:
    for page, (width, _high) in SIZES.items():
        layout = profile(page)
        pdf = render(council(), page=page).pdf
        (head,) = (row for row in lines(pdf, 0) if "召集人姓名" in dense(words(row)))
        window = (0, int(head[0].top) + 2, width, int(head[0].top) + 3)
        edge = layout.sheet.left_mm + layout.sheet.text_width_mm
        assert abs(max(dark_columns(pdf, 0, window)) - edge) < 1


@pytest.mark.parametrize(("page", "sheets"), [("poster-a3", 4), ("poster-a2", 8)])
def test_a_poster_is_cut_into_the_fewest_sheets(page: str, sheets: int) -> None:
    cut = plan(profile(page))
    assert cut.sheets == sheets
    full = replace(ANNOUNCEMENT, text="请大家互相转告。" * 400)
    rendered, large = render(full, page=page, tiled=True), render(full, page=page)
    assert sheets * (large.pages - 1) < rendered.pages <= sheets * large.pages
    assert sizes(rendered.pdf) == {(297, 210) if cut.wide else (210, 297)}


@pytest.mark.parametrize("page", SIZES)
def test_pieces_join_without_gap_or_overlap_and_leave_the_printer_its_edge(page: str) -> None:
    for layout in (profile(page), profile(page).turned()):
        cut = plan(layout)
        assert cut.across[0] == cut.down[0] == 0
        assert cut.across[-1] == layout.width
        assert cut.down[-1] == layout.height
        long, short = (277 + 0.01) * MM, (190 + 0.01) * MM
        wide, high = (long, short) if cut.wide else (short, long)
        for cuts, room in ((cut.across, wide), (cut.down, high)):
            for before, after in pairwise(cuts):
                assert 0 < after - before <= room


def test_every_piece_shows_its_part_of_the_poster() -> None:
    """The ink within the cut marks is the poster's ink, moved."""
    page = "poster-a3"
    cut = plan(profile(page))
    large = render(ANNOUNCEMENT, page=page).pdf
    tiled = render(ANNOUNCEMENT, page=page, tiled=True).pdf
    dots = 2.0
    with pypdfium2.PdfDocument(large) as one, pypdfium2.PdfDocument(tiled) as many:
        whole = one[0].render(scale=dots, grayscale=True).to_pil()
        number = 0
        for top, bottom in pairwise(cut.down):
            for left, right in pairwise(cut.across):
                sheet = many[number]
                picture = sheet.render(scale=dots, grayscale=True).to_pil()
                number += 1
                x = (sheet.get_width() - (right - left)) / 2
                y = (sheet.get_height() - (bottom - top)) / 2
                size = (int((right - left) * dots) - 6, int((bottom - top) * dots) - 6)
                part = _cut(picture, x * dots + 3, y * dots + 3, size)
                wanted = _cut(whole, left * dots + 3, top * dots + 3, size)
                assert abs(sum(part.histogram()[:128]) - sum(wanted.histogram()[:128])) < 900


def _cut(picture, left: float, top: float, size: tuple[int, int]):  # type: ignore[no-untyped-def]
    begin = (round(left), round(top))
    return picture.crop((*begin, begin[0] + size[0], begin[1] + size[1]))


def test_sheets_are_numbered_outside_the_piece_and_say_where_they_belong() -> None:
    text = dense(pdfium_text(render(ANNOUNCEMENT, page="poster-a3", tiled=True).pdf))
    for label in ("第1张（上左）", "第2张（上右）", "第3张（下左）", "第4张（下右）"):
        assert label in text
    long = replace(ANNOUNCEMENT, text="\n".join(["请大家互相转告。"] * 40))
    assert "第2面第1张（上左）" in dense(
        pdfium_text(render(long, page="poster-a3", tiled=True).pdf)
    )


def test_sheets_that_would_be_empty_are_left_out_and_the_others_say_so() -> None:
    short = replace(ANNOUNCEMENT, text="四月一日停水。")
    rendered = render(short, page="poster-a2", tiled=True)
    text = dense(pdfium_text(rendered.pdf))
    assert rendered.pages < 8
    blank = 8 - rendered.pages
    assert f"，共{rendered.pages}张，空白的{blank}张不用印" in text
    for number in range(rendered.pages):  # beside the label something stands on every sheet
        assert any("张（" not in words(row) for row in lines(rendered.pdf, number))


def test_cut_marks_stand_at_all_corners_and_within_the_printable_part() -> None:
    pdf = render(ANNOUNCEMENT, page="poster-a3", tiled=True).pdf
    cut = plan(profile("poster-a3"))
    wide, high = (cut.across[1]) / MM, (cut.down[1]) / MM
    left, top = (210 - wide) / 2, (297 - high) / 2
    for y in (top - 4, top + high + 4):  # between the ends of the upright strokes
        found = dark_columns(pdf, 0, (4, int(y), 206, int(y) + 1))
        assert any(abs(x - left) < 0.5 for x in found)
        assert any(abs(x - (left + wide)) < 0.5 for x in found)


@pytest.mark.parametrize("page", SIZES)
def test_the_check_finds_nothing_wrong_with_posters_and_their_sheets(page: str) -> None:
    for tiled in (False, True):
        checked = check(render(IMPLEMENTATION, page=page, tiled=tiled).pdf)
        assert checked.grid is (Grid.TILES if tiled else Grid.OTHER)
        assert [f.code for f in checked.findings] == []


@needs_qpdf
def test_other_programs_find_nothing_wrong(tmp_path: Path) -> None:
    for tiled in (False, True):
        file = tmp_path / f"{tiled}.pdf"
        file.write_bytes(render(IMPLEMENTATION, page="poster-a2", tiled=tiled).pdf)
        subprocess.run(["qpdf", "--check", str(file)], check=True, capture_output=True)


def test_a_practice_poster_says_so() -> None:
    text = pdfium_text(render(replace(PUBLICITY, practice=True), page="poster-a2").pdf)
    assert "仅供练习" in text


def test_the_same_value_gives_the_same_bytes() -> None:
    one, two = (render(PUBLICITY, page="poster-a3", tiled=True).pdf for _ in range(2))
    assert one == two
