"""A paper in the window: pages below each other, sizes, small pages, words to look for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.printing.samples import MINUTES, NOTICE
from xieshang_desktop.printing.papers import render
from xieshang_desktop.services.paper_pages import Pages, open_pages
from xieshang_desktop.ui import tasks, theme
from xieshang_desktop.ui.widgets.pdf_canvas import PAGE, WIDTH
from xieshang_desktop.ui.widgets.pdf_view import PdfView


@pytest.fixture(scope="module")
def minutes() -> bytes:
    return render(MINUTES).pdf


@pytest.fixture
def pages(minutes: bytes) -> Iterator[Pages]:
    opened = open_pages(minutes)
    yield opened
    tasks.stop()
    opened.close()


@pytest.fixture
def view(qtbot: QtBot, pages: Pages) -> PdfView:
    shown = PdfView()
    shown.add_tools()
    qtbot.addWidget(shown)
    shown.resize(1000, 640)
    shown.show()
    shown.activateWindow()
    qtbot.waitExposed(shown)
    shown.show_document(pages)
    return shown


def said(view: QWidget) -> str:
    return "\n".join(each.text() for each in view.findChildren(QLabel) if each.isVisible())


def dark(view: PdfView) -> int:
    """How many pixels of the canvas are black."""
    shown = view.canvas.viewport().grab().toImage()
    points = ((x, y) for x in range(0, shown.width(), 2) for y in range(0, shown.height(), 2))
    return sum(QColor(shown.pixel(x, y)).lightness() < 60 for x, y in points)


def test_the_first_page_is_there_as_soon_as_it_is_painted(view: PdfView) -> None:
    assert view.page() == 0
    assert dark(view) > 100
    assert not tasks.worker().tasks
    assert "/ 5 页" in said(view)


def test_pages_follow_each_other_and_page_keys_turn_them(qtbot: QtBot, view: PdfView) -> None:
    shown: list[int] = []
    view.page_shown.connect(shown.append)
    for _time in range(9):
        qtbot.keyClick(view.canvas, Qt.Key.Key_PageDown)
    assert view.page() == 4
    qtbot.keyClick(view.canvas, Qt.Key.Key_PageUp)
    assert view.page() == 3
    qtbot.keyClick(view.canvas, Qt.Key.Key_Home)
    assert view.page() == 0
    qtbot.keyClick(view.canvas, Qt.Key.Key_End)
    assert view.page() == 4
    assert set(shown) == {0, 1, 2, 3, 4}


def test_space_goes_on_by_a_screen_from_page_to_page(qtbot: QtBot, view: PdfView) -> None:
    for _time in range(12):
        qtbot.keyClick(view.canvas, Qt.Key.Key_Space)
    assert view.page() >= 3
    qtbot.keyClick(view.canvas, Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier)
    before = view.canvas.verticalScrollBar().value()
    qtbot.keyClick(view.canvas, Qt.Key.Key_Up)
    assert view.canvas.verticalScrollBar().value() < before


def test_a_number_leads_to_its_page(qtbot: QtBot, view: PdfView) -> None:
    view.pages.line.setFocus()
    view.pages.line.selectAll()
    qtbot.keyClicks(view.pages.line, "3")
    qtbot.keyClick(view.pages.line, Qt.Key.Key_Return)
    assert view.page() == 2
    view.pages.line.selectAll()
    qtbot.keyClicks(view.pages.line, "99")
    qtbot.keyClick(view.pages.line, Qt.Key.Key_Return)
    assert (view.page(), view.pages.line.text()) == (4, "5")


def test_sizes_go_from_fifty_to_three_hundred(qtbot: QtBot, view: PdfView) -> None:
    assert view.canvas.zoom() == WIDTH
    for _time in range(9):
        qtbot.keyClick(view.canvas, Qt.Key.Key_Plus)
    assert view.canvas.percent() == 300
    for _time in range(9):
        qtbot.keyClick(view.canvas, Qt.Key.Key_Minus)
    assert view.canvas.percent() == 50
    view.zoom.asked.emit(PAGE)
    assert view.canvas.horizontalScrollBar().maximum() == 0
    height = 842 * view.canvas.percent() / 100 * 96 / 72
    assert height < view.canvas.viewport().height() < height * 1.2


def test_fitted_to_the_width_there_is_no_scrolling_across(view: PdfView) -> None:
    for width in (400, 700, 1300, 500):
        view.resize(width, 500)
        assert view.canvas.horizontalScrollBar().maximum() == 0


def test_another_size_keeps_the_place(qtbot: QtBot, view: PdfView) -> None:
    view.canvas.go(2)
    for zoom in (300, 50, WIDTH):
        view.zoom.asked.emit(zoom)
        assert view.page() == 2, zoom
    theme.set_scale(150)
    qtbot.wait(1)
    assert view.page() == 2


def test_the_wheel_with_ctrl_changes_the_size(view: PdfView) -> None:
    place = QPointF(200, 200)
    for turn in (120, 120, -120):
        event = QWheelEvent(
            place,
            place,
            QPoint(),
            QPoint(0, turn),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.ControlModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(view.canvas.viewport(), event)
    assert view.canvas.percent() == 125 or view.canvas.percent() == 150


def test_what_is_large_comes_from_the_worker_and_is_sharp_in_the_end(
    qtbot: QtBot, view: PdfView
) -> None:
    view.zoom.asked.emit(300)
    coarse = view.canvas.viewport().grab().toImage()  # nothing waits for the worker
    assert tasks.worker().tasks
    qtbot.waitUntil(lambda: not tasks.worker().tasks, timeout=20_000)
    fine = view.canvas.viewport().grab().toImage()
    assert fine != coarse
    assert not tasks.worker().tasks  # what is there is not drawn again


def test_another_paper_while_one_is_drawn_is_no_matter(
    qtbot: QtBot, view: PdfView, pages: Pages
) -> None:
    view.zoom.asked.emit(300)
    view.canvas.viewport().grab()
    other = open_pages(render(NOTICE).pdf)
    view.show_document(other)
    pages.close()
    qtbot.waitUntil(lambda: not tasks.worker().tasks, timeout=20_000)
    view.canvas.viewport().grab()
    assert view.page() == 0
    assert not view.thumbnails.isVisible()  # one page needs none
    qtbot.waitUntil(lambda: not tasks.worker().tasks, timeout=20_000)
    view.show_document(None)
    other.close()


def test_small_pages_lead_to_the_large_ones(qtbot: QtBot, view: PdfView) -> None:
    assert view.thumbnails.isVisible()
    assert not view.thumbnails.picture(3).isNull()
    view.thumbnails.setFocus()
    qtbot.keyClick(view.thumbnails, Qt.Key.Key_Down)
    qtbot.keyClick(view.thumbnails, Qt.Key.Key_Down)
    assert view.page() == 2
    view.canvas.go(4)
    assert view.thumbnails.currentIndex().row() == 4


def test_small_pages_fold_away_where_it_is_narrow_or_somebody_says_so(view: PdfView) -> None:
    view.resize(640, 600)
    assert not view.thumbnails.isVisible()
    view.resize(1000, 600)
    assert view.thumbnails.isVisible()
    view.fold.click()
    assert not view.thumbnails.isVisible()
    assert view.fold.accessibleName() == "展开各页小图"
    view.fold.click()
    assert view.thumbnails.isVisible()


def test_words_are_found_marked_and_gone_through(qtbot: QtBot, view: PdfView) -> None:
    qtbot.keyClick(view.canvas, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert view.search.box.hasFocus()
    view.search.box.setText("路面破损率")  # it is broken over the end of page 1
    view.search.box.setText("放线")
    qtbot.keyClick(view.search.box, Qt.Key.Key_Return)
    first = said(view)
    assert "第 1 处，共 " in first
    hit = theme.colour("hit")
    shown = view.canvas.viewport().grab().toImage()
    points = ((x, y) for x in range(shown.width()) for y in range(shown.height()))
    assert any(QColor(shown.pixel(x, y)) == hit for x, y in points)
    qtbot.keyClick(view.search.box, Qt.Key.Key_Return)
    assert "第 2 处" in said(view)
    qtbot.keyClick(view.search.box, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(view.search.box, Qt.Key.Key_Up)
    last = said(view)
    count = first.split("共 ")[1].split(" ")[0]
    assert f"第 {count} 处，共 {count} 处" in last
    qtbot.keyClick(view.search.box, Qt.Key.Key_Escape)
    assert view.canvas.hasFocus()
    assert not view.search.isVisible()


def test_words_that_stand_nowhere_are_said_so(qtbot: QtBot, view: PdfView) -> None:
    view.open_search()
    view.search.box.setText("没有这句话")
    qtbot.waitUntil(lambda: "没有找到" in said(view), timeout=5_000)
    view.search.box.clear()
    qtbot.waitUntil(lambda: "没有找到" not in said(view), timeout=5_000)


def test_a_found_place_far_below_comes_into_view(qtbot: QtBot, view: PdfView) -> None:
    view.open_search()
    view.search.box.setText("更正记录")
    qtbot.keyClick(view.search.box, Qt.Key.Key_Return)
    assert view.page() == 4
    qtbot.keyClick(view.search.box, Qt.Key.Key_F3)
    assert view.page() == 4


def test_without_a_paper_words_stand_in_its_place(view: PdfView) -> None:
    view.show_document(None)
    view.show_waiting("正在排版…")
    assert not view.pages.isVisible()
    assert dark(view) >= 0
    assert view.page() == 0


@pytest.mark.parametrize("scale", theme.SCALES)
@pytest.mark.parametrize("width", [560, 700, 1186])
def test_nothing_of_the_bar_is_cut_off(view: PdfView, scale: int, width: int) -> None:
    theme.set_scale(scale)
    view.resize(width, 640)
    QApplication.processEvents()
    for part in (view.pages, view.zoom, view.canvas):
        left = part.mapTo(view, QPoint()).x()
        assert left >= 0
        assert left + part.width() <= view.width()
        assert part.width() >= part.minimumSizeHint().width()


def test_what_is_in_sight_is_kept_however_much_it_is(
    qtbot: QtBot, view: PdfView, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("xieshang_desktop.ui.widgets.pdf_bands._KEPT", 1)
    view.zoom.asked.emit(300)
    view.canvas.viewport().grab()
    qtbot.waitUntil(lambda: not tasks.worker().tasks, timeout=20_000)
    view.canvas.viewport().grab()
    assert not tasks.worker().tasks  # nothing is drawn over and over
