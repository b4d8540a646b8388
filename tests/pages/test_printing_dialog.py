"""打印: the sheet of our own before the printer, driven by keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinterInfo
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.pages.printed import LARGE, OFFICE, HandPrinters, page_on
from tests.printing.samples import MINUTES, NOTICE
from xieshang_desktop.printing.papers import render
from xieshang_desktop.services.paper_pages import open_pages
from xieshang_desktop.services.print_plan import Sides
from xieshang_desktop.ui import printing_dialog, tasks, theme
from xieshang_desktop.ui.main_window import MainWindow
from xieshang_desktop.ui.presenters.printing import SOME, THIS
from xieshang_desktop.ui.printers import PrinterFacts
from xieshang_desktop.ui.printing_dialog import PrintSheet, print_paper
from xieshang_desktop.ui.widgets import sheet
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.navigation import Place

Open = Callable[..., PrintSheet]


@pytest.fixture(scope="module")
def minutes() -> bytes:
    return render(MINUTES).pdf


@pytest.fixture
def window(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[MainWindow]:
    monkeypatch.setattr(printing_dialog, "_last_used", "")
    shown = MainWindow([Place("home", "工作台", "home")], lambda _key: QWidget())
    qtbot.addWidget(shown)
    shown.resize(1366, 768)
    shown.show()
    shown.activateWindow()
    shown.open("home")
    yield shown
    tasks.stop()


@pytest.fixture
def printers(tmp_path: Path) -> HandPrinters:
    return HandPrinters(tmp_path)


@pytest.fixture
def opened(window: MainWindow, printers: HandPrinters, minutes: bytes) -> PrintSheet:
    shown = print_paper(window, minutes, "纪要", 1, printers)
    assert isinstance(shown, PrintSheet)
    return shown


def said(part: QWidget) -> str:
    return "\n".join(each.text() for each in part.findChildren(QLabel) if each.isVisible())


def press(qtbot: QtBot, *keys: Qt.Key | str) -> None:
    for key in keys:
        target = QApplication.focusWidget()
        assert target is not None
        if isinstance(key, str):
            qtbot.keyClicks(target, key)
        else:
            qtbot.keyClick(target, key)


def until_printed(qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not tasks.worker().tasks, timeout=20_000)


def test_enter_prints_all_pages_and_says_so(
    qtbot: QtBot, window: MainWindow, printers: HandPrinters, opened: PrintSheet, minutes: bytes
) -> None:
    assert "要 A4 纸 5 张。按实际大小印" in said(opened)
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not sheet.is_open(), timeout=5_000)
    until_printed(qtbot)
    pages, out = open_pages(minutes), printers.out()
    assert [page_on(out, side, pages) for side in range(out.count)] == [0, 1, 2, 3, 4]
    assert printers.taken[0].docName() == "纪要"
    assert "已交给打印机：纪要" in said(window)
    pages.close()
    out.close()


def test_the_page_in_view_or_some_pages(
    qtbot: QtBot, printers: HandPrinters, opened: PrintSheet, minutes: bytes
) -> None:
    opened.which.chips.changed.emit([THIS])  # as when nothing was chosen yet
    opened.which.show_value(SOME)
    opened.which.changed.emit([SOME])
    assert opened.pages.line.hasFocus()
    press(qtbot, "4-9")
    assert opened.pages.error() == "没有第 9 页，一共 5 页。"
    assert not opened.yes.isEnabled()
    press(qtbot, Qt.Key.Key_Backspace, "5,1")
    assert opened.pages.error() == ""
    press(qtbot, Qt.Key.Key_Return)
    until_printed(qtbot)
    pages, out = open_pages(minutes), printers.out()
    assert [page_on(out, side, pages) for side in range(out.count)] == [3, 4, 0]
    pages.close()
    out.close()


def test_a_booklet_waits_for_a_printer_with_large_paper(
    qtbot: QtBot, printers: HandPrinters, opened: PrintSheet
) -> None:
    opened.booklet.setFocus()
    press(qtbot, Qt.Key.Key_Space)
    assert "“村委会”没有 A3 纸。" in said(opened)
    assert not opened.yes.isEnabled()
    opened.printer.setFocus()
    press(qtbot, Qt.Key.Key_Down)
    assert opened.printer.value() == "镇文印室"
    assert "没有 A3 纸" not in said(opened)
    assert "要 A3 纸 2 张。" in said(opened)
    assert opened.sides.value() == Sides.BOTH
    press(qtbot, Qt.Key.Key_Return)
    until_printed(qtbot)
    out = printers.out()
    assert out.count == 4
    assert out.size(0)[0] > 1100
    out.close()


def test_the_printer_of_last_time_comes_first(
    qtbot: QtBot, window: MainWindow, printers: HandPrinters, opened: PrintSheet, minutes: bytes
) -> None:
    assert opened.printer.value() == "村委会"
    opened.printer.setFocus()
    press(qtbot, Qt.Key.Key_Down, Qt.Key.Key_Return)
    until_printed(qtbot)
    again = print_paper(window, minutes, "纪要", 0, printers)
    assert isinstance(again, PrintSheet)
    assert again.printer.value() == "镇文印室"


def test_a_calibration_page_is_printed_and_the_sheet_stays(
    qtbot: QtBot, printers: HandPrinters, opened: PrintSheet
) -> None:
    opened.test_page.click()
    assert "横线和竖线都应是 100 毫米" in said(opened)
    until_printed(qtbot)
    out = printers.out()
    assert out.count == 1
    assert printers.taken[0].docName() == "校准页"
    assert sheet.current() is opened
    out.close()


def test_a_printer_that_is_off_is_told_of(
    window: MainWindow, tmp_path: Path, minutes: bytes
) -> None:
    printers = HandPrinters(tmp_path, 旧机=OFFICE._replace(ready=False))
    shown = print_paper(window, minutes, "纪要", 0, printers)
    assert "“旧机”现在没有准备好。" in said(shown)
    assert shown.yes.isEnabled()


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_takes_nothing_is_said_in_words(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, minutes: bytes
) -> None:
    printers = HandPrinters(tmp_path / "no folder", 旧机=OFFICE)
    print_paper(window, minutes, "纪要", 0, printers)
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "打印机没有接下这份文书" in said(window), timeout=20_000)
    assert "有没有纸" in said(window)


def test_a_computer_without_a_printer_says_what_helps(
    window: MainWindow, minutes: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(list))
    shown = print_paper(window, minutes, "纪要")
    assert "还没有装打印机" in said(shown)
    assert "实际大小" in said(shown)


def test_without_a_printer_the_same_paper_is_saved(
    qtbot: QtBot,
    window: MainWindow,
    minutes: bytes,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(list))
    shown = print_paper(window, minutes, "纪要")
    (keep,) = (b for b in shown.findChildren(Button) if b.accessibleName() == "存成 PDF…")
    qtbot.mouseClick(keep, Qt.MouseButton.LeftButton)
    assert not sheet.is_open()
    (dialog,) = window.findChildren(QFileDialog)
    assert dialog.selectedFiles()[0].endswith("/纪要.pdf")
    target = tmp_path / "纪要.pdf"
    dialog.fileSelected.emit(str(target))
    dialog.done(0)
    until_printed(qtbot)
    assert target.read_bytes() == minutes
    assert "存好了：纪要.pdf" in said(window)


def test_without_a_printer_a_secret_paper_is_offered_as_no_file(
    window: MainWindow, minutes: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(list))
    shown = print_paper(window, minutes, "恢复纸", secret=True)
    assert "只打印，不存成文件" in said(shown)
    assert all("PDF" not in each.accessibleName() for each in shown.findChildren(Button))


def test_escape_prints_nothing(qtbot: QtBot, printers: HandPrinters, opened: PrintSheet) -> None:
    press(qtbot, Qt.Key.Key_Escape)
    assert not sheet.is_open()
    assert printers.taken == []


def test_a_paper_of_one_page_asks_for_no_pages(window: MainWindow, printers: HandPrinters) -> None:
    shown = print_paper(window, render(NOTICE).pdf, "会议通知", 0, printers)
    assert isinstance(shown, PrintSheet)
    assert not shown.booklet.isVisible()
    assert not shown.pages.isVisible()
    assert "要 A4 纸 1 张。" in said(shown)


@pytest.mark.qt_log_ignore("QPrintDialog|QPrinter")
def test_the_window_of_the_system_is_one_step_away(
    qtbot: QtBot, window: MainWindow, printers: HandPrinters, opened: PrintSheet, minutes: bytes
) -> None:
    opened.copies.show_number(2)
    opened.copies.changed.emit("2")
    opened.system.click()
    dialog = window.findChild(QPrintDialog)
    assert dialog is not None
    assert not sheet.is_open()
    dialog.done(QPrintDialog.DialogCode.Accepted)
    until_printed(qtbot)
    pages, out = open_pages(minutes), printers.out()
    assert [page_on(out, side, pages) for side in range(out.count)] == [0, 1, 2, 3, 4] * 2
    pages.close()
    out.close()


@pytest.mark.parametrize("facts", [OFFICE, LARGE, PrinterFacts()])
@pytest.mark.parametrize("scale", [100, 150])
def test_nothing_of_the_sheet_is_cut_off(
    qtbot: QtBot,
    window: MainWindow,
    tmp_path: Path,
    minutes: bytes,
    facts: PrinterFacts,
    scale: int,
) -> None:
    theme.set_scale(scale)
    shown = print_paper(window, minutes, "纪要", 0, HandPrinters(tmp_path, 惠普激光=facts))
    assert isinstance(shown, PrintSheet)
    shown.booklet.setChecked(True)
    qtbot.wait(1)
    for part in (shown.printer, shown.which, shown.sides, shown.booklet, shown.yes, shown.system):
        assert part.width() >= part.minimumSizeHint().width()
        left = part.mapTo(shown, part.rect().topLeft()).x()
        assert 0 <= left <= left + part.width() <= shown.width()
    bottom = shown.yes.mapTo(shown, shown.yes.rect().bottomLeft()).y()
    assert bottom < shown.height()
