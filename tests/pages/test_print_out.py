"""What comes out of the printer, measured as a reader of PDF sees it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPageLayout
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from tests.pages.printed import page_on, to_file
from tests.printing.bars import MM, dark_columns, dark_rows
from tests.printing.samples import MINUTES
from xieshang_desktop.errors import WorldFailed
from xieshang_desktop.printing.papers import render
from xieshang_desktop.services.paper_pages import Pages, calibration_page, open_pages
from xieshang_desktop.services.print_plan import PrintPlan, Sides, make_plan
from xieshang_desktop.ui.print_out import paint, prepare
from xieshang_desktop.ui.tasks import Cancelled

_DOTS = 300 / 72


@pytest.fixture(scope="module")
def minutes() -> bytes:
    return render(MINUTES).pdf


@pytest.fixture
def pages(qapp: QApplication, minutes: bytes) -> Iterator[Pages]:
    opened = open_pages(minutes)
    yield opened
    opened.close()


def plan_of(pages: Pages, *wanted: int, booklet: bool = False, **more: object) -> PrintPlan:
    sizes = [pages.size(index) for index in range(pages.count)]
    numbers = wanted or range(pages.count)
    return make_plan(numbers, sizes, booklet=booklet, **more)  # type: ignore[arg-type]


def printed(printer: QPrinter, pages: Pages, plan: PrintPlan) -> Pages:
    prepare(printer, plan, "文书")
    paint(printer, pages, plan)
    return open_pages(Path(printer.outputFileName()).read_bytes())


def test_a_hundred_millimetres_are_a_hundred_millimetres(
    qapp: QApplication, tmp_path: Path
) -> None:
    pages = open_pages(calibration_page())
    printer = to_file(tmp_path / "out.pdf", 1200)
    printer.setPageMargins(QMarginsF(20, 20, 20, 20), QPageLayout.Unit.Millimeter)
    out = printed(printer, pages, plan_of(pages))
    assert dark_rows(out, _DOTS) / _DOTS / MM == pytest.approx(100, abs=0.3)
    assert dark_columns(out, _DOTS) / _DOTS / MM == pytest.approx(100, abs=0.3)
    assert printer.resolution() == 600
    out.close()
    pages.close()


@pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="poppler is not installed")
def test_another_reader_measures_the_same(qapp: QApplication, tmp_path: Path) -> None:
    pages = open_pages(calibration_page())
    printed(to_file(tmp_path / "out.pdf", 600), pages, plan_of(pages)).close()
    pages.close()
    order = ["pdftoppm", "-r", "300", "-gray", "out.pdf", "page"]
    subprocess.run(order, cwd=tmp_path, check=True)
    (file,) = tmp_path.glob("page*.pgm")
    kind, sizes, _white, grey = file.read_bytes().split(b"\n", 3)
    assert kind == b"P5"
    width, height = map(int, sizes.split())
    read = _Read(width, height, bytearray(grey))
    assert dark_rows(read, _DOTS) / _DOTS / MM == pytest.approx(100, abs=0.3)
    assert dark_columns(read, _DOTS) / _DOTS / MM == pytest.approx(100, abs=0.3)


class _Read:
    """A picture of one page that another program drew at 300 dots to the inch."""

    def __init__(self, width: int, height: int, grey: bytearray) -> None:
        self._width, self._height, self._grey = width, height, grey

    def size(self, _index: int) -> tuple[float, float]:
        return self._width / _DOTS, self._height / _DOTS

    def band(
        self, _index: int, _width: int, _top: int, _height: int, *, grey: bool = False
    ) -> bytearray:
        assert grey
        return self._grey


def test_the_pages_chosen_come_in_their_order(pages: Pages, tmp_path: Path) -> None:
    out = printed(to_file(tmp_path / "out.pdf"), pages, plan_of(pages, 3, 0))
    assert [page_on(out, side, pages) for side in range(out.count)] == [3, 0]
    assert out.coloured(1)  # the red head
    assert not out.coloured(0)
    out.close()


def test_a_booklet_of_five_pages_is_printed_8_1_2_7_6_3_4_5(pages: Pages, tmp_path: Path) -> None:
    assert pages.count == 5
    printer = to_file(tmp_path / "out.pdf")
    plan = plan_of(pages, booklet=True, sides=Sides.BOTH)
    out = printed(printer, pages, plan)
    half = pages.size(0)[0]
    assert [round(side / MM) for side in out.size(0)] == [420, 297]
    sides = [(page_on(out, s, pages), page_on(out, s, pages, half)) for s in range(out.count)]
    assert sides == [(None, 0), (1, None), (None, 2), (3, 4)]
    assert printer.turned is QPrinter.DuplexMode.DuplexShortSide  # about the fold
    out.close()


def test_leaves_are_turned_about_their_long_edge(pages: Pages, tmp_path: Path) -> None:
    printer = to_file(tmp_path / "out.pdf")
    prepare(printer, plan_of(pages, sides=Sides.BOTH), "文书")
    assert printer.turned is QPrinter.DuplexMode.DuplexLongSide
    prepare(printer, plan_of(pages), "文书")
    assert printer.turned is QPrinter.DuplexMode.DuplexNone


def test_backs_of_an_odd_number_end_with_a_blank_side(pages: Pages, tmp_path: Path) -> None:
    out = printed(to_file(tmp_path / "out.pdf"), pages, plan_of(pages, sides=Sides.BACKS))
    assert [page_on(out, side, pages) for side in range(out.count)] == [1, 3, None]
    out.close()


def test_copies_come_one_whole_paper_after_the_other(pages: Pages, tmp_path: Path) -> None:
    out = printed(to_file(tmp_path / "out.pdf"), pages, plan_of(pages, 0, 1, copies=2))
    assert [page_on(out, side, pages) for side in range(out.count)] == [0, 1, 0, 1]
    out.close()


def test_it_is_told_how_far_the_printing_is(pages: Pages, tmp_path: Path) -> None:
    told: list[tuple[int, int, str]] = []
    printer, plan = to_file(tmp_path / "out.pdf"), plan_of(pages, 1, 2)
    prepare(printer, plan, "文书")
    paint(printer, pages, plan, lambda *step: told.append(step))
    assert told == [(0, 2, "第 1 页，共 2 页"), (1, 2, "第 2 页，共 2 页")]


def test_who_stops_the_printing_stops_it_between_two_sides(pages: Pages, tmp_path: Path) -> None:
    def stop(done: int, _total: int, _what: str) -> None:
        if done == 1:
            raise Cancelled

    printer, plan = to_file(tmp_path / "out.pdf"), plan_of(pages)
    prepare(printer, plan, "文书")
    with pytest.raises(Cancelled):
        paint(printer, pages, plan, stop)
    out = open_pages((tmp_path / "out.pdf").read_bytes())
    assert out.count == 1
    out.close()


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_takes_no_work_is_said_so(pages: Pages, tmp_path: Path) -> None:
    plan, printer = plan_of(pages), to_file(tmp_path / "no folder" / "out.pdf")
    prepare(printer, plan, "文书")
    with pytest.raises(WorldFailed, match="printer_failed"):
        paint(printer, pages, plan)


def test_no_band_of_a_page_takes_much_memory(pages: Pages, tmp_path: Path) -> None:
    taken: list[int] = []

    class Counted(Pages):
        def __init__(self) -> None:
            self.count = pages.count

        def size(self, index: int) -> tuple[float, float]:
            return pages.size(index)

        def coloured(self, index: int) -> bool:
            return pages.coloured(index)

        def band(
            self, index: int, width: int, top: int, height: int, *, grey: bool = False
        ) -> bytearray:
            rows = pages.band(index, width, top, height, grey=grey)
            taken.append(len(rows))
            return rows

    out = printed(to_file(tmp_path / "out.pdf", 600), Counted(), plan_of(pages, 0))
    out.close()
    assert max(taken) < 20_000_000
