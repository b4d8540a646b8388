"""Colours can be read, sizes follow one factor, nothing is named that does not exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QFontInfo, QFontMetrics
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from xieshang_desktop import resources
from xieshang_desktop.ui import theme
from xieshang_desktop.ui.palettes import LIGHT, SUNLIGHT, Palette
from xieshang_desktop.ui.widgets import icons
from xieshang_desktop.ui.widgets.card import Card
from xieshang_desktop.ui.widgets.layout import Row

LOOKS = [theme.Look(scale, sunlight) for scale in theme.SCALES for sunlight in (False, True)]
BODY = [("ink", ground) for ground in ("ground", "nav", "paper", "red_soft", "neutral_soft")]
OTHER = [
    ("secondary", "ground"),
    ("secondary", "paper"),
    ("secondary", "red_soft"),
    ("secondary", "neutral_soft"),
    ("secondary", "amber_soft"),
    ("red", "paper"),
    ("red", "ground"),
    ("red", "nav"),
    ("red", "red_soft"),
    ("on_red", "red"),
    ("on_red", "red_dark"),
    ("green", "paper"),
    ("green", "ground"),
    ("green", "green_soft"),
    ("amber", "paper"),
    ("amber", "ground"),
    ("amber", "amber_soft"),
    ("paper", "ink"),
]


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.1."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("palette", [LIGHT, SUNLIGHT], ids=["light", "sunlight"])
def test_text_stands_out_from_its_ground(palette: Palette) -> None:
    colours = palette._asdict()
    for text, ground in BODY:
        assert contrast(colours[text], colours[ground]) >= 7, (text, ground)
    for text, ground in OTHER:
        assert contrast(colours[text], colours[ground]) >= 4.5, (text, ground)


@pytest.mark.parametrize("look", LOOKS)
def test_the_style_sheet_is_filled_for_every_look(qapp: QApplication, look: theme.Look) -> None:
    theme.start(qapp, look)
    text = theme.style_text()
    assert "$" not in text
    assert qapp.styleSheet() == text
    assert f"font-size: {round(26 * look.scale / 100)}px" in text


def test_all_sizes_come_from_one_factor_and_a_choice_is_remembered(qapp: QApplication) -> None:
    chosen: list[theme.Look] = []
    theme.start(qapp, remember=chosen.append)
    row = Row(gap=12)
    card = Card("事由")
    before = card.heading.sizeHint().height()
    theme.larger()
    theme.larger()
    theme.larger()
    assert theme.look().scale == 150
    assert theme.px(40) == 60
    assert theme.px(1) == 1
    assert theme.space(24) == 30
    assert theme.font(16).pixelSize() == 24
    assert card.body.contentsMargins().left() == theme.space(22)
    assert card.heading.sizeHint().height() > before
    assert row.spacing() == 12  # in no window: nothing to lay out anew
    theme.smaller()
    theme.set_sunlight(True)
    assert chosen == [
        theme.Look(125),
        theme.Look(150),
        theme.Look(125),
        theme.Look(125, sunlight=True),
    ]
    assert theme.colour("ink").name() == "#000000"


def test_the_face_has_chinese_in_two_weights(qapp: QApplication) -> None:
    for weight in (400, 500, 700):
        face = theme.font(16, weight)
        assert QFontMetrics(face).inFontUcs4(ord("协"))
        assert QFontInfo(face).family() == theme.font(16).family()


def test_every_icon_can_be_drawn(qapp: QApplication) -> None:
    names = sorted(path.stem for path in resources.path("icons").glob("*.svg"))
    assert "logo" in names
    for name in names:
        assert QSvgRenderer(str(resources.path("icons", f"{name}.svg"))).isValid(), name
        picture = icons.pixmap(name, "red", 20).toImage()
        drawn = [
            (x, y)
            for x in range(picture.width())
            for y in range(picture.height())
            if picture.pixelColor(x, y).alpha() > 100
        ]
        assert len(drawn) > 8, name


def test_no_colour_or_face_is_written_into_code() -> None:
    folder = Path(theme.__file__).parent
    for path in folder.rglob("*.py"):
        if path.name in ("theme.py", "palettes.py"):
            continue
        if path.parent.name == "hall_screen" and path.name in ("faces.py", "colours.py"):
            continue  # what is painted for a hall follows the height of its screen
        text = path.read_text("utf-8")
        assert not re.search(r"#[0-9A-Fa-f]{6}\b", text), path
        assert "setStyleSheet" not in text, path
        assert "setPixelSize" not in text, path
