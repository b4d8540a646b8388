"""Signing with a real pointer on the pad, and by the keys that open and end it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QInputDevice, QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.pages.meeting_room import Room
from xieshang_desktop.domain.signature import Signature
from xieshang_desktop.domain.strokes import bounds
from xieshang_desktop.domain.terms import SignatureWay
from xieshang_desktop.services import sign_in, signatures
from xieshang_desktop.ui import theme
from xieshang_desktop.ui.pages.meeting_door import DoorTab
from xieshang_desktop.ui.pages.signature_sheet import SignatureSheet
from xieshang_desktop.ui.widgets.signature_pad import SignaturePad

ENTER, ESCAPE, CTRL = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    room = Room(qtbot, tmp_path)
    yield room
    room.close()


@pytest.fixture
def door(room: Room) -> DoorTab:
    part: DoorTab = room.part("door")
    return part


@pytest.fixture
def pad(qtbot: QtBot) -> SignaturePad:
    pad = SignaturePad("请在这里写上名字")
    qtbot.addWidget(pad)
    pad.resize(600, 200)
    pad.show()
    pad.setFocus()
    return pad


def drag(pad: SignaturePad, *places: tuple[float, float]) -> None:
    """One stroke with the left button, in parts of the pad's width and height."""
    points = [QPoint(round(x * pad.width()), round(y * pad.height())) for x, y in places]
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=points[0])
    for point in points[1:]:
        QTest.mouseMove(pad, point)
        event_at(pad, point)
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=points[-1])


def event_at(pad: SignaturePad, point: QPoint) -> None:
    """A move with the button held, which QTest.mouseMove leaves out."""
    from PySide6.QtGui import QMouseEvent

    left = Qt.MouseButton.LeftButton
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(point),
        QPointF(pad.mapToGlobal(point)),
        Qt.MouseButton.NoButton,
        left,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(pad, event)


def write(pad: SignaturePad) -> None:
    drag(pad, (0.1, 0.2), (0.2, 0.7), (0.3, 0.25), (0.35, 0.8))
    drag(pad, (0.5, 0.3), (0.7, 0.3), (0.6, 0.9))


def signed(room: Room) -> list[Signature]:
    with room.desk.store.read() as reader:
        return reader.all(Signature)


def test_the_mouse_writes_strokes_in_thousandths_of_the_width(pad: SignaturePad) -> None:
    write(pad)
    first, second = pad.strokes()
    assert first[:2] == (100, 67)  # 60 of 600 pixels, 40 of 600
    assert second[-2:] == (600, 300)
    left, top, right, bottom = bounds(pad.strokes())
    assert (left, right) == (100, 700)
    assert 0 <= top < bottom <= 334


def test_what_is_written_is_seen_and_a_larger_size_keeps_it(pad: SignaturePad) -> None:
    def is_ink(x: float, y: float) -> bool:
        image = pad.grab().toImage()
        place = round(x * image.width()), round(y * image.height())
        return image.pixelColor(*place).lightness() < 60

    assert not is_ink(0.2, 0.7)
    write(pad)
    assert is_ink(0.2, 0.7)
    before = pad.strokes()
    theme.set_scale(150)
    pad.resize(900, 300)
    assert pad.strokes() == before
    assert is_ink(0.2, 0.7)
    theme.set_scale(100)


def test_a_stroke_over_the_edge_stays_at_the_edge(pad: SignaturePad) -> None:
    drag(pad, (0.5, 0.5), (1.4, 0.5), (1.4, 2.0), (-0.5, 2.0))
    left, _top, right, bottom = bounds(pad.strokes())
    assert (left, right) == (0, 1000)
    assert bottom <= 334


def test_keys_take_strokes_back(pad: SignaturePad) -> None:
    write(pad)
    QTest.keyClick(pad, Qt.Key.Key_Z, CTRL)
    assert len(pad.strokes()) == 1
    write(pad)
    QTest.keyClick(pad, Qt.Key.Key_Delete)
    assert pad.strokes() == ()


def test_a_pen_writes(pad: SignaturePad) -> None:
    device = QPointingDevice(
        "pen",
        1,
        QInputDevice.DeviceType.Stylus,
        QPointingDevice.PointerType.Pen,
        QInputDevice.Capability.Position,
        1,
        1,
    )

    def send(kind: QEvent.Type, x: float, y: float) -> None:
        at = QPointF(x, y)
        event = QTabletEvent(
            kind,
            device,
            at,
            QPointF(pad.mapToGlobal(at.toPoint())),
            0.5,
            0,
            0,
            0,
            0,
            0,
            Qt.KeyboardModifier.NoModifier,
            Qt.MouseButton.LeftButton,
            Qt.MouseButton.LeftButton,
        )
        QApplication.sendEvent(pad, event)
        assert event.isAccepted()

    send(QEvent.Type.TabletPress, 60, 60)
    send(QEvent.Type.TabletMove, 90, 150)
    send(QEvent.Type.TabletMove, 240, 30)
    send(QEvent.Type.TabletRelease, 240, 30)
    send(QEvent.Type.TabletMove, 500, 30)  # above the glass
    assert pad.strokes() == ((100, 100, 150, 250, 400, 50),)


def test_a_finger_writes(pad: SignaturePad) -> None:
    device = QTest.createTouchDevice()
    for place, act in (((60, 60), "press"), ((90, 150), "move"), ((240, 30), "move")):
        sequence = QTest.touchEvent(pad, device)
        getattr(sequence, act)(0, QPoint(*place), pad)
        sequence.commit()
    sequence = QTest.touchEvent(pad, device)
    sequence.release(0, QPoint(240, 30), pad)
    sequence.commit()
    assert pad.strokes() == ((100, 100, 150, 250, 400, 50),)


def test_the_last_one_who_came_signs_and_the_box_is_ready(room: Room, door: DoorTab) -> None:
    room.press("wxy", ENTER)
    room.press(ENTER, with_=CTRL)
    sheet = room.sheet
    assert isinstance(sheet, SignatureSheet)
    assert "王小一" in room.said(sheet)
    assert QApplication.focusWidget() is sheet.pad
    assert room.red() == ["签好了"]
    write(sheet.pad)
    room.press(ENTER)
    (signature,) = signed(room)
    assert len(signature.strokes) == 2
    assert QApplication.focusWidget() is door.box


def test_the_marked_person_is_signed_in_and_signs(room: Room, door: DoorTab) -> None:
    room.press("wxe")
    room.press(ENTER, with_=CTRL)
    write(room.sheet.pad)  # type: ignore[attr-defined]
    room.press(ENTER)
    (signature,) = signed(room)
    found = signatures.at_door(room.desk, room.meeting_id, signature.person_id)
    assert found.person.name == "王小二"


def test_ctrl_z_takes_the_signature_back_and_then_the_sign_in(room: Room, door: DoorTab) -> None:
    room.press("wxy", ENTER)
    room.press(ENTER, with_=CTRL)
    write(room.sheet.pad)  # type: ignore[attr-defined]
    room.press(ENTER)
    room.press(Qt.Key.Key_Z, with_=CTRL)
    assert signed(room) == []
    assert len(sign_in.open_door(room.desk, room.meeting_id).attendances) == 1
    room.press(Qt.Key.Key_Z, with_=CTRL)
    assert sign_in.open_door(room.desk, room.meeting_id).attendances == {}


def test_an_empty_pad_says_so_and_escape_signs_nothing(room: Room, door: DoorTab) -> None:
    room.press("wxy", ENTER)
    room.press(ENTER, with_=CTRL)
    room.press(ENTER)
    assert "不像签名" in room.said(room.sheet)
    room.press(ESCAPE)
    assert signed(room) == []
    assert QApplication.focusWidget() is door.box


def test_a_thumb_on_paper_has_a_witness(room: Room, door: DoorTab) -> None:
    room.press("wxy", ENTER)
    room.press(ENTER, with_=CTRL)
    sheet = room.sheet
    assert isinstance(sheet, SignatureSheet)
    sheet.way.chips.choose("fingerprint")
    sheet.way.changed.emit(["fingerprint"])
    assert QApplication.focusWidget() is sheet.witness.line
    assert not sheet.pad.isVisible()
    room.press(ENTER)
    assert "还没有写见证人" in room.said(sheet)
    room.write("李德发")
    room.press(ENTER)
    (signature,) = signed(room)
    assert (signature.way, signature.witness, signature.strokes) == (
        SignatureWay.FINGERPRINT,
        "李德发",
        (),
    )


def test_who_signed_is_shown_and_can_be_taken_back(room: Room, door: DoorTab) -> None:
    room.press("wxy", ENTER)
    room.press(ENTER, with_=CTRL)
    write(room.sheet.pad)  # type: ignore[attr-defined]
    room.press(ENTER)
    room.press(ENTER, with_=CTRL)
    sheet = room.sheet
    assert "签过名了" in room.said(sheet)
    before = sheet.pad.strokes()  # type: ignore[attr-defined]
    write(sheet.pad)  # type: ignore[attr-defined]
    assert sheet.pad.strokes() == before  # type: ignore[attr-defined]
    room.button("撤回签名", sheet).click()
    assert signed(room) == []


def test_a_changed_line_says_that_the_signature_no_longer_counts(room: Room, door: DoorTab) -> None:
    room.press("wxy", ENTER)
    room.press(ENTER, with_=CTRL)
    write(room.sheet.pad)  # type: ignore[attr-defined]
    room.press(ENTER)
    sign_in.observe(room.desk, room.meeting_id, signed(room)[0].person_id)
    room.context.changed.emit()
    room.press(ENTER, with_=CTRL)
    sheet = room.sheet
    assert "签名之后内容有改动" in room.said(sheet)
    assert sheet.pad.strokes() == ()  # type: ignore[attr-defined]
    write(sheet.pad)  # type: ignore[attr-defined]
    room.press(ENTER)
    assert len(signed(room)) == 1


def test_nobody_signs_before_anybody_came(room: Room, door: DoorTab) -> None:
    room.press(ENTER, with_=CTRL)
    assert "还没有人签到" in room.said(door)


@pytest.mark.parametrize("scale", [100, 150])
def test_the_pad_is_large_enough_to_write_and_nothing_is_cut(
    room: Room, door: DoorTab, scale: int
) -> None:
    theme.set_scale(scale)
    room.press("wxy", ENTER)
    room.press(ENTER, with_=CTRL)
    room.qtbot.wait(1)
    sheet = room.sheet
    assert isinstance(sheet, SignatureSheet)
    assert sheet.pad.width() >= 560 * scale / 100
    assert sheet.pad.visibleRegion().boundingRect().height() >= 180 * scale / 100
    theme.set_scale(100)


def test_the_minutes_are_signed_from_their_list(qtbot: QtBot, tmp_path: Path) -> None:
    from tests.making import held_meeting

    room = Room(qtbot, tmp_path)
    meeting_id = held_meeting(room.desk, room.clock, room.topic_ids[:1])
    for person in room.people[:3]:
        sign_in.sign_in(room.desk, meeting_id, person.id)
    page = room.open("meetings/signing", meeting_id)
    assert "到会 3 人，签了 0 人" in room.said(page)
    room.press("wxe", ENTER)
    assert "文本核对码" in room.said(room.sheet)
    write(room.sheet.pad)  # type: ignore[attr-defined]
    room.press(ENTER)
    assert "到会 3 人，签了 1 人" in room.said(page)
    assert QApplication.focusWidget() is page.box
    assert signed(room)[0].person_id == room.people[1].id
    room.nothing_cut_off()
    room.press(ESCAPE, ESCAPE)
    assert room.window.key() == "meetings/meeting"
    room.close()
