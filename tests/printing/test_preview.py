"""Pages as pictures for the screen."""

from __future__ import annotations

import pytest

from tests.printing.samples import NOTICE, sheet
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
