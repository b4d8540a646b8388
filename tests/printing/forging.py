"""Pages with one mistake each, set by hand: what the check of papers has to find."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from struct import pack_into, unpack_from

from xieshang_desktop import resources
from xieshang_desktop.printing.ink import Ink, PageInk
from xieshang_desktop.printing.pages import write_pdf
from xieshang_desktop.printing.profile import MM, profile
from xieshang_desktop.printing.truetype import TrueType

LAYOUT = profile()
STRETCH = LAYOUT.advance / LAYOUT.type.body
TEXT = "三组五组之间的村道建于本世纪初全长约半公里路面破损严重雨天积水难行群众反映强烈请大家商量"


class Sheet:
    """One page that a test fills; lines and columns are those of the grid."""

    def __init__(self, page: PageInk) -> None:
        self.page = page

    def line(self, at: float, text: str, *, column: float = 0.0, size: float = 15.75) -> None:
        """A line of the grid, `at` from 0 for the first."""
        x = LAYOUT.left + column * LAYOUT.advance
        self.page.text(x, LAYOUT.top + at * LAYOUT.pitch, text, "fang", size, stretch=STRETCH)

    def lines(self, count: int, characters: int = 28) -> None:
        """That many full lines from the top."""
        for at in range(count):
            self.line(at, TEXT[:characters])

    def number(self, number: int, *, right: bool, down: float = 0.0) -> None:
        """A page number in its place, or millimetres lower."""
        x = LAYOUT.left + 14 if not right else LAYOUT.left + LAYOUT.text_width - 14 - 14 * 2.95
        top = (262 + 7 + down) * MM - (0.88 - 0.38) * 14
        self.page.text(x, top, f"— {number} —", "song", 14)


def forged(
    *pages: Callable[[Sheet], object],
    numbers: bool = True,
    title: str = "通知",
    author: str = "槐树湾村",
    keywords: str = "xieshang form=notice grid=gbt9704",
    body_face: Path | None = None,
) -> bytes:
    """A paper of these pages, numbered as they should be unless `numbers` is off."""
    ink, contents = Ink(body_face), []
    for number, fill in enumerate(pages, 1):
        page = PageInk(ink, LAYOUT.height)
        fill(Sheet(page))
        if numbers:
            Sheet(page).number(number, right=number % 2 == 1)
        contents.append(page.content())
    return _written(contents, ink, title, author, keywords)


def painted_over(*boxes: Sequence[float]) -> bytes:
    """A full page with black boxes (left, top, width, height in millimetres) laid over it."""
    ink = Ink()
    page = PageInk(ink, LAYOUT.height)
    Sheet(page).lines(5)
    Sheet(page).number(1, right=True)
    over = "".join(
        f"{x * MM:.2f} {LAYOUT.height - (y + h) * MM:.2f} {w * MM:.2f} {h * MM:.2f} re f\n"
        for x, y, w, h in boxes
    )
    keywords = "xieshang form=notice grid=gbt9704"
    return _written([page.content() + over], ink, "通知", "槐树湾村", keywords)


def _written(contents: list[str], ink: Ink, title: str, author: str, keywords: str) -> bytes:
    return write_pdf(
        contents,
        LAYOUT,
        ink,
        title=title,
        author=author,
        made_on=date(2026, 11, 16),
        keywords=keywords,
    )


def broken_face(folder: Path, character: str, *, blank: bool) -> Path:
    """A copy of our 仿宋 that prints this character as its empty box, or as nothing."""
    source = resources.path("fonts", "fang.ttf")
    data = bytearray(source.read_bytes())
    (count,) = unpack_from(">H", data, 4)
    records = [unpack_from(">4s4xL", data, 12 + 16 * number) for number in range(count)]
    place = dict(records)[b"loca"]
    glyph = TrueType(source).glyph(ord(character))
    box = unpack_from(">LL", data, place)
    (own,) = unpack_from(">L", data, place + 4 * glyph)
    pack_into(">LL", data, place + 4 * glyph, *((own, own) if blank else box))
    file = folder / "broken.ttf"
    file.write_bytes(data)
    return file
