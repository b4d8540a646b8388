"""A village joins by stick and telephone, as the township's clerk sees it in the window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QApplication

from tests.clock import HandClock
from tests.making import a_desk, a_topic
from tests.pages.township_desk import FramedTownship, framed
from tests.township.making import END
from tests.township.quick_code import quick_codes
from xieshang_desktop.services import enrolment, handover
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.township import villages
from xieshang_desktop.township.overview import village_lines
from xieshang_desktop.ui import tasks
from xieshang_desktop.ui.pages.township_sheets import show_invitation
from xieshang_desktop.ui.presenters.township_villages import Invitation
from xieshang_desktop.ui.widgets import sheet
from xieshang_desktop.ui.widgets.button import Button

__all__ = ["framed"]


def settle(framed: FramedTownship) -> None:
    """Wait for the worker."""
    framed.qtbot.waitUntil(lambda: not tasks.worker().tasks, timeout=20_000)
    QApplication.processEvents()


def joined(framed: FramedTownship, folder: Path) -> tuple[Desk, Path]:
    """A village that answered its invitation, and the stick on which the answer lies."""
    stick = folder / "stick"
    stick.mkdir()
    with quick_codes():
        invited = villages.invite(framed.desk, "张家村", stick)
    village = a_desk(folder / "village", HandClock(END))
    invitation = enrolment.read_invitation(village, invited.file, invited.code)
    enrolment.join(village, invitation)
    enrolment.write_answer(village, stick)
    return village, stick


def test_the_fingerprint_is_compared_and_the_first_bundle_gets_its_receipt(
    framed: FramedTownship, tmp_path: Path
) -> None:
    village, stick = joined(framed, tmp_path)
    page = framed.open("receiving")
    settle(framed)
    page.take_from(stick)
    settle(framed)
    assert page.answers is not None
    said = framed.said(page.answers)
    assert "新村登记" in said
    fingerprint = enrolment.fingerprint(village)
    assert fingerprint.digits in said
    assert all(word in said for word in fingerprint.words)
    (buttons,) = page.answers.buttons.values()
    assert page.came.table.rows.row(0)[3] == ("等着核对", "waiting")
    buttons[0].click()
    said = framed.said(framed.sheet)
    assert fingerprint.digits in said
    assert all(word in said for word in fingerprint.words)
    assert "张家村" in said
    framed.sheet.yes.click()
    settle(framed)
    assert not page.answers.isVisible()
    assert "张家村已登记。" in framed.said(page.taking)
    assert "再插U盘收一次，把回执带回去" in framed.said(page.taking)
    assert page.came.table.rows.row(0)[3] == ("已登记", "done")

    enrolment.trust(village)
    a_topic(village)
    handover.write_bundles(village, stick)
    page.take_from(stick)
    settle(framed)
    said = framed.said(page.taking)
    assert "收下 1 个协商包" in said
    assert "回执已写到文件夹" in said
    taken, refused = handover.take_messages(village, stick)
    assert len(taken) == 1
    assert refused == []
    lines = {line.village.id: line for line in village_lines(framed.desk)}
    assert lines[village.unit.id].entries > 0
    page.take_from(stick)
    settle(framed)
    assert "以前收过" in framed.said(page.taking)
    village.close()


def test_a_fingerprint_that_differs_throws_the_answer_away(
    framed: FramedTownship, tmp_path: Path
) -> None:
    village, stick = joined(framed, tmp_path)
    page = framed.open("receiving")
    settle(framed)
    page.take_from(stick)
    settle(framed)
    assert page.answers is not None
    (buttons,) = page.answers.buttons.values()
    buttons[1].click()
    framed.sheet.yes.click()
    assert not page.answers.isVisible()
    assert villages.pending_answers(framed.desk) == []
    assert not sheet.is_open()
    assert page.came.table.rows.row(0)[3] == ("没有登记", "neutral")
    village.close()


def test_enter_does_not_agree_to_a_fingerprint_by_accident(
    framed: FramedTownship, tmp_path: Path
) -> None:
    village, stick = joined(framed, tmp_path)
    page = framed.open("receiving")
    settle(framed)
    page.take_from(stick)
    settle(framed)
    assert page.answers is not None
    (buttons,) = page.answers.buttons.values()
    buttons[0].click()
    assert framed.sheet.no.hasFocus()
    framed.qtbot.keyClick(framed.sheet.no, Qt.Key.Key_Return)
    framed.qtbot.waitUntil(lambda: not sheet.is_open())
    assert len(villages.pending_answers(framed.desk)) == 1
    village.close()


def test_a_bundle_that_waits_aside_is_thrown_away_by_hand(
    framed: FramedTownship, tmp_path: Path
) -> None:
    village, stick = joined(framed, tmp_path)
    enrolment.trust(village)
    handover.write_bundles(village, stick)
    page = framed.open("receiving")
    settle(framed)
    page.take_from(stick)
    settle(framed)
    aside = framed.desk.folder / "aside"
    assert len(list(aside.glob("*.xsb"))) == 1
    assert page.came.drop.isVisible()
    page.came.drop.click()
    framed.sheet.yes.click()
    assert list(aside.glob("*.xsb")) == []
    assert "丢掉了" in framed.said(page.taking)
    village.close()


def test_a_bundle_before_the_telephone_call_waits_aside_and_comes_in_with_it(
    framed: FramedTownship, tmp_path: Path
) -> None:
    village, stick = joined(framed, tmp_path)
    enrolment.trust(village)
    handover.write_bundles(village, stick)
    page = framed.open("receiving")
    settle(framed)
    page.take_from(stick)
    settle(framed)
    assert "1 个没有收下" in framed.said(page.taking)
    assert page.answers is not None
    (buttons,) = page.answers.buttons.values()
    buttons[0].click()
    framed.sheet.yes.click()
    settle(framed)
    assert "张家村已登记，又收下了 1 个" in framed.said(page.taking)
    village.close()


def test_a_key_is_withdrawn_with_its_reason(framed: FramedTownship, tmp_path: Path) -> None:
    village, stick = joined(framed, tmp_path)
    page = framed.open("receiving")
    settle(framed)
    page.take_from(stick)
    settle(framed)
    assert page.answers is not None
    (buttons,) = page.answers.buttons.values()
    buttons[0].click()
    framed.sheet.yes.click()
    settle(framed)
    detail = framed.open("villages/village", village.unit.id)
    framed.qtbot.wait(1)
    assert "钥匙" in framed.said(detail)
    with framed.desk.store.read() as reader:
        (key,) = villages.keys_of(reader, village.unit.id)
    detail.keys.acted.emit(key.id)
    framed.sheet.field("reason").show_value("电脑丢了")
    framed.sheet.yes.click()
    framed.qtbot.wait(1)
    assert "已撤销" in framed.said(detail)
    issuing = framed.open("issuing")
    framed.qtbot.wait(1)
    assert "电脑丢了" in framed.said(issuing)
    village.close()


def test_without_a_printer_the_code_becomes_no_file_to_lie_beside_the_invitation(
    framed: FramedTownship, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(list))
    invitation = Invitation("张家村.xsb", "1234 5678", "# 邀请\n\n口令 1234 5678", "邀请")
    shown = show_invitation(framed.context, invitation)
    next(b for b in shown.findChildren(Button) if b.accessibleName() == "印在纸上…").click()
    shown.leave()
    framed.qtbot.waitUntil(lambda: "没有装打印机" in framed.said(framed.sheet))
    assert "不存成文件" in framed.said(framed.sheet)
    assert not any("PDF" in button.accessibleName() for button in framed.sheet.findChildren(Button))
