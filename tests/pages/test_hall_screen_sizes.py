"""What the hall reads from the last row: ink measured on pictures of every usual screen."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from tests.making import LONG, MORNING
from xieshang_desktop.domain.span import Span
from xieshang_desktop.services.hall_screen import ScreenView, Slide, Voice
from xieshang_desktop.ui.hall_screen import faces
from xieshang_desktop.ui.hall_screen.colours import DARK, LIGHT, Colours
from xieshang_desktop.ui.hall_screen.composition import Composition, compose, width_for
from xieshang_desktop.ui.hall_screen.flow import Line
from xieshang_desktop.ui.hall_screen.window import Surface
from xieshang_desktop.ui.presenters.hall_screen_words import shown

#: Pixels across and down, and how many of them make one of Qt's.
SCREENS = [
    (1024, 768, 1.0),
    (1366, 768, 1.0),
    (1366, 768, 1.5),
    (1280, 1024, 1.0),
    (1920, 1080, 1.0),
    (1920, 1080, 1.5),
    (3840, 2160, 1.0),
    (3840, 2160, 2.0),
]
#: Not full: a screen that is a hair too small fails, a face that is a hair lighter does not.
POINT, LABEL = 1 / 20, 1 / 30

USUAL = ScreenView(
    unit="柳河镇张家村",
    brand="有事好商量",
    meeting="第一次协商议事会",
    open=True,
    item="东沟组生产道路硬化",
    agreed=("路要修，宽 3.5 米，秋收前完工", "六成用村级奖补，占地不补钱、补树苗"),
    open_points=("过路的 3 户出不出工、出多少",),
    speaking=Voice(name="孙有才", group="第五组"),
    waiting=(Voice(name="马长青", group="第二组"),),
    spans=(Span(MORNING - timedelta(seconds=36)),),
    limit=timedelta(minutes=2),
    present=37,
    minutes=2,
    times=2,
    number="2026-003",
    sheet="议题2026-003：东沟组生产道路硬化\n柳河镇张家村协商议事室 0990-2000128",
    message="中午休息到下午两点，请按时回来。",
)
FULL = replace(
    USUAL,
    item=LONG,
    agreed=tuple(f"路要修{LONG[:n]}" for n in (2, 30, 50, 12, 40, 8, 61, 22, 19, 44, 27, 5)),
    open_points=("国家项目补多少，由谁去问", LONG * 6),
    speaking=Voice(name="阿卜杜热合曼·买买提江", group="第十二村民小组"),
    waiting=(Voice(name="𠮷龘䶮", group="第十一村民小组"),),
)


class Picture:
    """One slide as a screen shows it."""

    def __init__(
        self,
        view: ScreenView,
        slide: Slide,
        screen: tuple[int, int, float],
        page: int = 0,
        colours: Colours = LIGHT,
    ) -> None:
        across, down, share = screen
        self.down, self.share = down, share
        self.colours = colours
        surface = Surface(lambda: MORNING)
        surface.resize(round(across / share), round(down / share))
        self.made: Composition = compose(
            shown(view, slide), width_for(surface.width(), surface.height())
        )
        self.page = min(page, len(self.made.pages) - 1)
        surface.show_slide(self.made, self.page, colours)
        self.image = QImage(across, down, QImage.Format.Format_RGB32)
        self.image.setDevicePixelRatio(share)
        self.image.fill(QColor("#00FF00"))
        surface.render(self.image)

    @property
    def lines(self) -> tuple[Line, ...]:
        """All lines of the page in view."""
        return (*self.made.fixed, *self.made.pages[self.page])

    def ink(self, rect: QRectF) -> float:
        """How high the ink in a part of the picture is, as a share of the screen's height."""
        scale = min(self.down / faces.HEIGHT, self.image.width() / self.made.width)
        rows = range(
            max(0, int(rect.top() * scale)), min(self.image.height(), int(rect.bottom() * scale))
        )
        columns = range(
            max(0, int(rect.left() * scale)), min(self.image.width(), int(rect.right() * scale))
        )
        inked = [y for y in rows if self._has_ink(y, columns)]
        return (inked[-1] - inked[0] + 1) / self.down if inked else 0.0

    def _has_ink(self, y: int, columns: range) -> bool:
        ground = self.image.pixelColor(columns[0], y)
        return any(
            abs(self.image.pixelColor(x, y).lightness() - ground.lightness()) > 60 for x in columns
        )


def of_size(line: Line, least: float, most: float = 1e9) -> bool:
    """Whether a line is set in such a size."""
    return least <= line.layout.font().pixelSize() <= most


def has_tall(line: Line) -> bool:
    """Whether the line has a character that fills its square."""
    text = line.layout.lineAt(line.number)
    words = line.layout.text()[text.textStart() : text.textStart() + text.textLength()]
    return any(c in words for c in "路商量同国程还第每实")


@pytest.mark.parametrize("screen", SCREENS, ids=str)
@pytest.mark.parametrize("view", [USUAL, FULL], ids=["usual", "full"])
def test_points_are_a_twentieth_and_labels_a_thirtieth_of_the_height(
    qapp: QApplication, screen: tuple[int, int, float], view: ScreenView
) -> None:
    picture = Picture(view, Slide.ITEM, screen)
    measured = []
    for line in picture.made.pages[0]:
        if has_tall(line):
            label = of_size(line, 0, faces.LABEL)
            share = picture.ink(line.rect)
            assert share >= (LABEL if label else POINT), line.layout.text()
            measured.append(label)
    assert set(measured) == {True, False}  # a label and a point


@pytest.mark.parametrize("screen", SCREENS[:2], ids=str)
def test_the_head_and_the_foot_are_labels_too(
    qapp: QApplication, screen: tuple[int, int, float]
) -> None:
    picture = Picture(USUAL, Slide.ITEM, screen)
    tall = [line for line in picture.made.fixed if has_tall(line)]
    assert len(tall) >= 3
    for line in tall:
        assert picture.ink(line.rect) >= LABEL, line.layout.text()


@pytest.mark.parametrize("slide", list(Slide))
@pytest.mark.parametrize("view", [USUAL, FULL], ids=["usual", "full"])
@pytest.mark.parametrize("screen", SCREENS, ids=str)
def test_nothing_is_smaller_than_a_label_nor_outside_nor_over_another(
    qapp: QApplication, slide: Slide, view: ScreenView, screen: tuple[int, int, float]
) -> None:
    width = width_for(screen[0] / screen[2], screen[1] / screen[2])
    made = compose(shown(view, slide), width)
    inside = QRectF(0, 0, width, faces.HEIGHT)
    for page in made.pages:
        lines = (*made.fixed, *page)
        for line in lines:
            assert of_size(line, faces.LABEL)
            assert inside.contains(line.rect.adjusted(0, 0, -9, 0)), line.layout.text()
        for number, line in enumerate(lines):
            ink = line.rect.adjusted(2, line.rect.height() * 0.2, -2, -line.rect.height() * 0.2)
            for other in lines[number + 1 :]:
                assert not ink.intersects(
                    other.rect.adjusted(2, other.rect.height() * 0.2, -2, 0)
                ), (line.layout.text(), other.layout.text())


@pytest.mark.parametrize("screen", SCREENS, ids=str)
def test_points_that_do_not_fit_are_all_on_pages(
    qapp: QApplication, screen: tuple[int, int, float]
) -> None:
    made = compose(shown(FULL, Slide.ITEM), width_for(screen[0], screen[1]))
    told = {line.layout.text() for page in made.pages for line in page}
    assert {*FULL.agreed, *FULL.open_points} <= told
    assert len(made.pages) > 3
    assert made.mark is not None
    whole = [line for page in made.pages for line in page if line.layout.text() == LONG * 6]
    assert len(whole) == whole[0].layout.lineCount()  # every line of it, none twice


def test_the_picture_fills_the_screen_whatever_stood_there(qapp: QApplication) -> None:
    for colours in (LIGHT, DARK):
        for slide in Slide:
            image = Picture(USUAL, slide, SCREENS[0], colours=colours).image
            corners = [(0, 0), (1023, 0), (0, 767), (1023, 767)]
            assert {image.pixelColor(*each).name() for each in corners} == {
                QColor(colours.ground).name()
            }


def test_the_code_is_dark_on_white_in_whole_pixels_in_both_colours(qapp: QApplication) -> None:
    for colours in (LIGHT, DARK):
        picture = Picture(USUAL, Slide.CODE, (1024, 768, 1.0), colours=colours)
        assert picture.made.code is not None
        square, rows = picture.made.code
        scale = 768 / faces.HEIGHT
        across = range(int(square.left() * scale) + 1, int(square.right() * scale))
        middle = int(square.center().y() * scale)
        seen = {picture.image.pixelColor(x, middle).name() for x in across}
        assert seen == {"#000000", "#ffffff"}
        assert len(rows) <= 53  # of version 9 or less: a telephone reads it from a seat


def test_a_title_with_rare_characters_has_no_boxes(qapp: QApplication) -> None:
    lines = compose(shown(FULL, Slide.ITEM), 1920).fixed
    title = next(line.layout for line in lines if line.layout.text() == LONG)
    glyphs = [run.glyphIndexes() for run in title.glyphRuns()]
    assert not any(0 in run for run in glyphs)


def test_the_title_is_in_xiaobiaosong(qapp: QApplication) -> None:
    lines = compose(shown(USUAL, Slide.ITEM), 1920).fixed
    title = next(line.layout for line in lines if line.layout.text() == USUAL.item)
    assert {run.rawFont().familyName() for run in title.glyphRuns()} == {"Noto Serif SC"}


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_colours_can_be_told_apart_by_old_eyes(colours: Colours) -> None:
    for behind in (colours.ground, colours.card):
        assert contrast(colours.ink, behind) >= 7
        for name in ("secondary", "red", "agreed", "open"):
            assert contrast(getattr(colours, name), behind) >= 4.5, name
    assert QColor(colours.ground).lightness() > 20  # never black: it would look switched off


def contrast(first: str, second: str) -> float:
    """WCAG 2.1 contrast ratio."""
    light, dark = sorted((_luminance(QColor(each)) for each in (first, second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: QColor) -> float:
    parts = [
        c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4
        for c in (colour.redF(), colour.greenF(), colour.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def test_a_miniature_is_the_same_picture(qapp: QApplication) -> None:
    small = Surface(lambda: MORNING)
    small.resize(160, 90)
    made = compose(shown(USUAL, Slide.ITEM), 1920)
    small.show_slide(made, 0, LIGHT)
    large = Picture(USUAL, Slide.ITEM, (1920, 1080, 1.0)).image
    shrunk = large.scaled(
        160, 90, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    drawn = small.grab().toImage()
    differing = sum(
        abs(drawn.pixelColor(x, y).lightness() - shrunk.pixelColor(x, y).lightness())
        for x in range(160)
        for y in range(90)
    )
    assert differing / (160 * 90) < 12
