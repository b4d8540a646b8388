"""A paper as one tall picture."""

from __future__ import annotations

import io

import pytest
from msgspec.structs import replace
from PIL import Image

from tests.printing.samples import MINUTES, NOTICE, PUBLICITY, section
from xieshang_desktop.errors import BadInput
from xieshang_desktop.printing.calibration import calibration_page
from xieshang_desktop.printing.papers import render
from xieshang_desktop.printing.tall_picture import MARGIN, WIDTH, tall_picture


def opened(png: bytes) -> Image.Image:
    assert png.startswith(b"\x89PNG")
    return Image.open(io.BytesIO(png)).convert("L").point(lambda shade: 255 * (shade < 128))


def test_a_notice_fills_the_width_within_its_margins() -> None:
    png = tall_picture(render(NOTICE).pdf)
    picture = opened(png)
    left, top, right, bottom = picture.getbbox() or (0, 0, 0, 0)
    assert picture.width == WIDTH
    assert left == pytest.approx(MARGIN, abs=3)
    assert right == pytest.approx(WIDTH - MARGIN, abs=3)
    assert top == pytest.approx(MARGIN, abs=3)
    assert bottom == pytest.approx(picture.height - MARGIN, abs=3)
    assert len(png) < 2_000_000


def test_pages_follow_each_other_without_a_gap_or_a_number() -> None:
    rendered = render(PUBLICITY)
    assert rendered.pages == 2
    picture = opened(tall_picture(rendered.pdf))
    rows = [bool(picture.crop((0, y, WIDTH, y + 1)).getbbox()) for y in range(picture.height)]
    inside = "".join("#" if row else "." for row in rows).strip(".")
    assert max(map(len, inside.split("#"))) < 200  # the lines before a signature, no foot of a page


def test_the_red_of_a_head_stays_red() -> None:
    picture = Image.open(io.BytesIO(tall_picture(render(MINUTES).pdf))).convert("RGB")
    colours = picture.getcolors(1_000) or []
    assert any(red > 180 and green < 80 and blue < 80 for _count, (red, green, blue) in colours)


def test_a_page_without_numbers_is_taken_too() -> None:
    assert opened(tall_picture(calibration_page())).width == WIDTH


def test_a_paper_that_is_too_long_is_refused() -> None:
    long = replace(MINUTES, sections=tuple(section(f"第{n}件事", 8) for n in range(6)))
    with pytest.raises(BadInput, match="picture_too_tall"):
        tall_picture(render(long).pdf)
    with pytest.raises(BadInput, match="pdf_unreadable"):
        tall_picture(b"no paper")
