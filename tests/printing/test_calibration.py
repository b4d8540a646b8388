"""校准页: its bars are 100 mm long, its frame is the 版心."""

from __future__ import annotations

from tests.printing.bars import MM, dark_columns, dark_rows
from xieshang_desktop.printing.calibration import calibration_page
from xieshang_desktop.printing.preview import open_pages

_DOTS = 300 / 72


def test_both_bars_are_a_hundred_millimetres_long() -> None:
    with open_pages(calibration_page()) as pages:
        assert pages.count == 1
        across, down = dark_rows(pages, _DOTS), dark_columns(pages, _DOTS)
    assert abs(across / _DOTS / MM - 100) < 0.2
    assert abs(down / _DOTS / MM - 100) < 0.2


def test_it_says_what_to_do_and_is_the_same_each_time() -> None:
    pdf = calibration_page()
    assert pdf == calibration_page()
    with open_pages(pdf) as pages:
        text = pages.text(0).replace("\r\n", "")
        assert "粗横线应长100毫米" in text
        assert "实际大小" in text
        assert "上边离纸边37毫米，左边离纸边28毫米" in text
        assert not pages.coloured(0)
