"""Pages as pictures for the screen."""

from __future__ import annotations

import pytest

from tests.printing.samples import MINUTES, NOTICE, sheet
from xieshang_desktop.errors import BadInput
from xieshang_desktop.printing.papers import render
from xieshang_desktop.printing.preview import open_pages


def test_pages_come_as_tight_rows_of_rgb_at_any_scale() -> None:
    with open_pages(render(sheet(40)).pdf) as pages:
        assert pages.count == 3
        for scale in (0.5, 1.0, 1.37, 2.0):
            width, height, data = pages.render(1, scale)
            assert (width, height) == pytest.approx((595.28 * scale, 841.89 * scale), abs=1)
            assert len(data) == 3 * width * height


def test_the_paper_is_white_the_text_black_and_the_red_red() -> None:
    with open_pages(render(NOTICE).pdf) as pages:
        width, _, data = pages.render(0, 1.0)
        assert data[:3] == b"\xff\xff\xff"
        darkest = min(sum(data[at : at + 3]) for at in range(100 * width * 3, len(data), 3))
        assert darkest < 60


def test_the_text_and_the_size_of_a_page_are_told() -> None:
    with open_pages(render(NOTICE).pdf) as pages:
        assert "槐树湾村民委员会" in pages.text(0)
        assert pages.size(0) == pytest.approx((595.28, 841.89), abs=0.01)


def test_what_is_no_pdf_is_refused() -> None:
    with pytest.raises(BadInput) as refused:
        open_pages(b"no paper")
    assert refused.value.code == "pdf_unreadable"


def test_a_page_drawn_in_bands_is_the_page_drawn_whole() -> None:
    with open_pages(render(NOTICE).pdf) as pages:
        whole = pages.band(0, 600, 0, 849)
        bands = b"".join(pages.band(0, 600, top, min(200, 849 - top)) for top in range(0, 849, 200))
        assert bytes(whole) == bands
        assert len(pages.band(0, 600, 0, 849, grey=True)) == 600 * 849
        assert set(pages.band(0, 600, 900, 10)) == {255}


def test_colour_is_told_from_black() -> None:
    with open_pages(render(NOTICE).pdf) as plain, open_pages(render(MINUTES).pdf) as headed:
        assert not plain.coloured(0)
        assert headed.coloured(0)


def test_words_are_found_where_they_stand_whatever_line_they_are_broken_into() -> None:
    with open_pages(render(NOTICE).pdf) as pages:
        for words in ("槐树湾村民委员会", "三组、五组之间的村道硬化及排水沟修缮方案", "上午９:00"):
            found = pages.find(0, words)
            assert found, words
            for box in (box for boxes in found for box in boxes):
                assert 28 / 25.4 * 72 - 1 < box.left < box.left + box.width < 596
                assert 100 < box.top < 842 - box.height
        assert pages.find(0, "没有这句话") == []
        assert pages.find(0, " ") == []
        heights = {round(box.height, 1) for boxes in pages.find(0, "村民委员会") for box in boxes}
        assert all(height == pytest.approx(15.75, abs=1) for height in heights)
