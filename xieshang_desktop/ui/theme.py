"""How everything looks: colours, one factor for all sizes, the face, the one style sheet.

Sizes in code and in `resources/style.qss` are design pixels at 100 %; `px()` and `space()` give
screen pixels. A widget or layout with sizes of its own has a `rescale()`, called after a change.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from gettext import gettext as _
from string import Template
from typing import NamedTuple

from PySide6.QtCore import QLibraryInfo, Qt, QTranslator
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QLayout, QWidget

from xieshang_desktop import resources
from xieshang_desktop.ui.palettes import LIGHT, SUNLIGHT, Palette

ARGUMENTS = ["xieshang", "-style", "fusion"]  # for QApplication
SCALES = (100, 125, 150)

SYSTEM_FACES = (  # interface faces that have Chinese, best first; serif and script faces are no use
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "PingFang SC",
    "HarmonyOS Sans SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "Noto Sans SC",
    "WenQuanYi Micro Hei",
)


class Look(NamedTuple):
    """What the person chose: size in percent (one of `SCALES`) and the sunlight colours."""

    scale: int = 100
    sunlight: bool = False


_look = Look()
_remember: Callable[[Look], None] | None = None
_family = ""
_rare = False
_colours: dict[str, QColor] = {}


def start(
    app: QApplication, look: Look | None = None, remember: Callable[[Look], None] | None = None
) -> None:
    """Dress the program; `remember` is called with every later choice, so that it lasts.

    Make the `QApplication` with `ARGUMENTS`: asking Qt for the style afterwards costs 15 ms.
    """
    global _look, _remember, _family
    _look = look or Look()
    _remember = remember
    _family = _choose_face()
    _translate_qt(app)
    _dress(app)


def look() -> Look:
    """What is in force."""
    return _look


def palette() -> Palette:
    """The named colours in force."""
    return SUNLIGHT if _look.sunlight else LIGHT


def colour(name: str) -> QColor:
    """One named colour, ready to paint with."""
    if name not in _colours:
        _colours[name] = QColor(getattr(palette(), name))
    return _colours[name]


def px(design: float) -> int:
    """Screen pixels of something that holds text or is touched; hairlines stay thin."""
    return int(design) if abs(design) <= 1 else round(design * _look.scale / 100)


def space(design: float) -> int:
    """Screen pixels of empty space, which grows half as fast: the screen does not grow at all."""
    return round(design * (100 + _look.scale) / 200)


def line_width() -> int:
    """Screen pixels of a dividing line."""
    return palette().line_width


def font(size: float, weight: int = 400) -> QFont:
    """The interface face at `size` design pixels; weight 400, 500 or 700."""
    face = QFont(_family)
    face.setPixelSize(px(size))
    face.setWeight(QFont.Weight(weight))
    return face


def set_property(widget: QWidget, name: str, value: object) -> None:
    """Change what the style sheet asks about a widget, and show it so."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    if widget.testAttribute(
        Qt.WidgetAttribute.WA_WState_Polished
    ):  # else it is still to be dressed
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def set_kind(widget: QWidget, kind: str) -> None:
    """Change what a widget is: the `kind` of the style sheet."""
    set_property(widget, "kind", kind)


def larger() -> None:
    """The next larger size (Ctrl+=)."""
    set_scale(next((scale for scale in SCALES if scale > _look.scale), SCALES[-1]))


def smaller() -> None:
    """The next smaller size (Ctrl+-)."""
    set_scale(next((scale for scale in reversed(SCALES) if scale < _look.scale), SCALES[0]))


def set_scale(scale: int) -> None:
    """Show everything at one of `SCALES` percent."""
    _choose(_look._replace(scale=scale if scale in SCALES else 100))


def set_sunlight(on: bool) -> None:
    """Black on white with thick lines, for the courtyard."""
    _choose(_look._replace(sunlight=on))


def add_rare_faces() -> None:
    """Let characters the interface face lacks (GBK, Ext A to F) come from the shipped faces.

    Called once the first page stands: it costs 10 to 30 ms. Windows has its own faces for these.
    """
    global _rare
    if sys.platform != "win32" and not _rare:
        _rare = True
        for name in ("song.ttf", "rare-b-f.ttf"):
            QFontDatabase.addApplicationFont(str(resources.path("fonts", name)))
        for widget in QApplication.allWidgets():
            QWidget.update(widget)  # what stands already shows them, too


def style_text() -> str:
    """The style sheet with the colours and sizes in force."""
    text = resources.path("style.qss").read_text("utf-8")
    names: dict[str, str] = {name: str(value) for name, value in palette()._asdict().items()}
    names["icons"] = resources.path("icons").as_posix()
    text = re.sub(r"\b(\d+)px", lambda size: f"{px(int(size[1]))}px", text)
    return Template(text).substitute(names)


def _choose(look: Look) -> None:
    global _look
    app = QApplication.instance()
    if look == _look or not isinstance(app, QApplication):
        return
    _look = look
    _dress(app)
    for widget in app.allWidgets():
        rescale = getattr(widget, "rescale", None)
        if rescale is not None:
            rescale()
    for window in app.topLevelWidgets():
        for layout in window.findChildren(QLayout):
            rescale = getattr(layout, "rescale", None)
            if rescale is not None:
                rescale()
    if _remember is not None:
        _remember(look)


def _dress(app: QApplication) -> None:
    _colours.clear()
    app.setFont(font(16))
    shades = QPalette(colour("paper"), colour("paper"))
    for role, name in (
        (QPalette.ColorRole.Window, "ground"),
        (QPalette.ColorRole.WindowText, "ink"),
        (QPalette.ColorRole.Base, "paper"),
        (QPalette.ColorRole.AlternateBase, "ground"),
        (QPalette.ColorRole.Text, "ink"),
        (QPalette.ColorRole.Button, "paper"),
        (QPalette.ColorRole.ButtonText, "ink"),
        (QPalette.ColorRole.PlaceholderText, "secondary"),
        (QPalette.ColorRole.Highlight, "red_soft"),
        (QPalette.ColorRole.HighlightedText, "ink"),
        (QPalette.ColorRole.ToolTipBase, "paper"),
        (QPalette.ColorRole.ToolTipText, "ink"),
        (QPalette.ColorRole.Light, "line"),  # Fusion draws its few lines from these
        (QPalette.ColorRole.Mid, "line"),
        (QPalette.ColorRole.Dark, "edge"),
    ):
        shades.setColor(role, colour(name))
    app.setPalette(shades)
    app.setStyleSheet(style_text())


def _choose_face() -> str:
    for face in SYSTEM_FACES:
        if QFontDatabase.hasFamily(face):
            return face
    families: list[str] = []
    for name in ("ui.ttf", "hei.ttf"):  # one family: regular and medium
        number = QFontDatabase.addApplicationFont(str(resources.path("fonts", name)))
        families += QFontDatabase.applicationFontFamilies(number)
    return families[0] if families else ""


def _translate_qt(app: QApplication) -> None:
    """Qt's own words (copy, paste, file dialog) in the language of ours."""
    words = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if words.load(_("qtbase_zh_CN"), folder):
        app.installTranslator(words)
