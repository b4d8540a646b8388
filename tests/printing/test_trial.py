"""试印页: every face, rare characters that are really drawn, two bars of 100 mm."""

from __future__ import annotations

from tests.printing.bars import MM, dark_columns, dark_rows
from xieshang_desktop.printing.checking import check
from xieshang_desktop.printing.preview import open_pages
from xieshang_desktop.printing.trial import FACES, face_faults, trial_page
from xieshang_desktop.services.laptop_facts import RARE

_DOTS = 300 / 72


def test_both_bars_are_a_hundred_millimetres_long() -> None:
    with open_pages(trial_page(RARE)) as pages:
        assert pages.count == 1
        across, down = dark_rows(pages, _DOTS), dark_columns(pages, _DOTS)
    assert abs(across / _DOTS / MM - 100) < 0.2
    assert abs(down / _DOTS / MM - 100) < 0.2


def test_every_face_and_every_rare_character_is_on_it() -> None:
    pdf = trial_page(RARE)
    assert pdf == trial_page(RARE)
    with open_pages(pdf) as pages:
        text = pages.text(0)
    assert RARE in text
    assert text.count("有事好商量") == len(FACES)
    for name in ("小标宋", "仿宋", "黑体", "楷体", "宋体"):
        assert name in text


def test_nothing_falls_back_and_nothing_leaves_the_sheet() -> None:
    assert [finding.code for finding in check(trial_page(RARE)).findings] == ["no_author"]


def test_a_character_without_an_outline_is_told() -> None:
    assert face_faults(RARE) == ((), "")
    assert face_faults("\U000e0041") == ((), "\U000e0041")
