"""What fcitx 4 says as Qt's events, and the places and the name it is told."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt

from xieshang_desktop.app.fcitx4 import bus_name
from xieshang_desktop.app.fcitx4_events import composed, forwarded, on_screen

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems have their own")


def test_places_are_counted_in_the_pixels_of_the_screen() -> None:
    assert on_screen(QPoint(300, 200), QPoint(0, 0), 1.5) == QPoint(450, 300)
    second = QPoint(1920, 0)  # beside another one, whose pixels its own place is counted in
    assert on_screen(QPoint(2020, 100), second, 2) == QPoint(2120, 200)


def test_the_cursor_is_counted_in_bytes_and_lies_between_whole_characters() -> None:
    event = composed("𠀀中x", 7)
    assert event.preeditString() == "𠀀中x"
    assert [(each.start, each.length) for each in event.attributes()] == [(0, 4), (3, 1)]
    assert composed("", 0).attributes() == []


def test_a_key_that_is_given_back_is_a_key_again() -> None:
    letter = forwarded(ord("b"), 1, released=False)
    assert letter is not None
    assert (letter.text(), letter.key()) == ("b", Qt.Key.Key_B)
    arrow = forwarded(0xFF51, 4, released=True)
    assert arrow is not None
    assert (arrow.type(), arrow.key()) == (QEvent.Type.KeyRelease, Qt.Key.Key_Left)
    assert arrow.modifiers() == Qt.KeyboardModifier.ControlModifier
    assert forwarded(0xFFE1, 0, released=False) is None


@pytest.mark.parametrize(
    ("display", "name"),
    [(":0", "-0"), (":0.0", "-0"), ("unix:12.1", "-12"), ("", "-0")],
)
def test_each_display_has_an_fcitx_of_its_own(display: str, name: str) -> None:
    assert bus_name(display) == f"org.fcitx.Fcitx{name}"
