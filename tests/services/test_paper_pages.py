"""Pages of a paper, for whoever draws them, on whichever thread."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.printing.samples import NOTICE, sheet
from xieshang_desktop.errors import BadInput
from xieshang_desktop.printing.papers import render
from xieshang_desktop.services.paper_pages import open_pages, tall_picture


def test_pages_are_drawn_in_bands_of_the_wanted_width() -> None:
    pages = open_pages(render(NOTICE).pdf)
    assert [round(side) for side in pages.size(0)] == [595, 842]
    assert len(pages.band(0, 300, 0, 424)) == 300 * 424 * 4
    width, height, colours = pages.render(0, 0.5)
    assert len(colours) == 3 * width * height
    pages.close()


def test_several_threads_may_draw_at_once() -> None:
    pages = open_pages(render(sheet(60)).pdf)
    first = pages.band(1, 400, 0, 566)
    with ThreadPoolExecutor(4) as pool:
        drawn = list(pool.map(lambda at: pages.band(at % 3, 400, 0, 566), range(24)))
        found = list(pool.map(lambda at: len(pages.find(at % 3, "议事会成员")), range(6)))
    assert all(drawn[at] == first for at in range(1, 24, 3))
    assert found[:3] == found[3:]
    assert all(found)
    pages.close()


def test_after_closing_pages_are_empty_and_closing_twice_is_no_matter() -> None:
    pages = open_pages(render(NOTICE).pdf)
    pages.close()
    pages.close()
    assert set(pages.band(0, 10, 0, 10)) == set(pages.band(0, 10, 0, 10, grey=True)) == {255}
    assert pages.find(0, "通知") == []
    assert not pages.coloured(0)


def test_what_is_no_paper_is_refused() -> None:
    for call in (open_pages, tall_picture):
        with pytest.raises(BadInput, match="pdf_unreadable"):
            call(b"no paper")
