"""What the sheet 打印 offers and says."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from xieshang_desktop.services.print_plan import Sides
from xieshang_desktop.ui.presenters.printing import (
    ALL,
    SOME,
    THIS,
    Chosen,
    PrintView,
    look,
    pages_offered,
)

A4, A3 = (595.28, 841.89), (841.89, 1190.55)
FIVE = [A4] * 5


class Printer(NamedTuple):
    papers: tuple[tuple[float, float], ...] = ((210.0, 297.0),)
    duplex: bool = False
    ready: bool = True


def shown(printer: Printer | None = None, **chosen: object) -> PrintView:
    """The sheet of five pages with page 2 in view."""
    fields = Chosen(printer="惠普")._replace(**chosen)
    return look(fields, printer or Printer(), FIVE, 1)


def pages(view: PrintView) -> list[int]:
    assert view.plan is not None
    return [page + 1 for face in view.plan.faces for page, _x in face.pages]


def test_all_pages_the_one_in_view_or_some() -> None:
    assert pages_offered(5, 1) == [
        (ALL, "全部 5 页"),
        (THIS, "这一页（第 2 页）"),
        (SOME, "选几页"),
    ]
    assert pages_offered(1, 0) == [(ALL, "只有 1 页")]
    assert pages(shown()) == [1, 2, 3, 4, 5]
    assert pages(shown(which=THIS)) == [2]
    assert pages(shown(which=SOME, pages="5,1-2")) == [5, 1, 2]


def test_what_it_takes_is_said_and_that_nothing_is_scaled() -> None:
    assert shown(copies=2).summary == "要 A4 纸 10 张。按实际大小印，不放大也不缩小。"
    assert shown(Printer(duplex=True), sides=Sides.BOTH).summary.startswith("要 A4 纸 3 张。")


def test_pages_that_are_not_there_stop_the_printing() -> None:
    view = shown(which=SOME, pages="1-9")
    assert view.plan is None
    assert view.pages_error == "没有第 9 页，一共 5 页。"
    assert shown(which=SOME, pages="").plan is None


@pytest.mark.parametrize("copies", [None, 0, 100])
def test_copies_are_one_to_ninety_nine(copies: int | None) -> None:
    view = shown(copies=copies)
    assert view.plan is None
    assert view.copies_error == "请填 1 到 99。"


def test_a_printer_that_turns_sheets_offers_both_sides_another_two_goes() -> None:
    assert [key for key, _words in shown(Printer(duplex=True)).sides] == [Sides.ONE, Sides.BOTH]
    view = shown(sides=Sides.BOTH)  # chosen for another printer
    assert [key for key, _words in view.sides] == [Sides.ONE, Sides.FRONTS, Sides.BACKS]
    assert view.side == Sides.ONE
    assert "分两次印" in view.sides_hint
    assert pages(shown(sides=Sides.FRONTS)) == [1, 3, 5]
    assert pages(shown(sides=Sides.BACKS)) == [2, 4]
    assert "翻过来" in shown(sides=Sides.FRONTS).sides_hint


def test_a_booklet_needs_a_printer_with_large_paper() -> None:
    view = shown(booklet=True)
    assert view.plan is None
    assert view.notice == "“惠普”没有 A3 纸。"
    assert "不印成小册子" in view.notice_hint
    large = Printer(papers=((210.0, 297.0), (297.0, 420.0)), duplex=True)
    folded = shown(large, booklet=True)
    assert folded.plan is not None
    assert folded.plan.booklet
    assert folded.side == Sides.BOTH  # leaves printed on one side are no book
    assert folded.summary.startswith("要 A3 纸 2 张。")


def test_a_poster_on_a_printer_without_its_paper_says_what_to_do() -> None:
    view = look(Chosen(printer="惠普"), Printer(), [A3], 0)
    assert view.plan is None
    assert view.notice == "“惠普”没有 A3 纸。"
    assert "保存" in view.notice_hint
    assert not view.may_fold


def test_a_printer_that_is_not_ready_is_told_of_and_may_be_tried() -> None:
    view = shown(Printer(ready=False))
    assert view.plan is not None
    assert view.notice == "“惠普”现在没有准备好。"
    assert "卡没卡纸" in view.notice_hint
