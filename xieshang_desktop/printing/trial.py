"""试印页: a line in every face, rare characters, marks and measured bars on one page, with which a
printer is tried; and what of the shipped faces is missing."""

from __future__ import annotations

from xieshang_desktop import resources
from xieshang_desktop.errors import Problem
from xieshang_desktop.printing.calibration import MADE_ON, bar_across, bar_down, paragraph
from xieshang_desktop.printing.faces import chain, face_files
from xieshang_desktop.printing.ink import Ink, PageInk
from xieshang_desktop.printing.pages import write_pdf
from xieshang_desktop.printing.profile import MM, Profile, profile
from xieshang_desktop.printing.texts import texts
from xieshang_desktop.printing.truetype import TrueType

FACES = ("xiaobiaosong", "fang", "hei", "kai", "song")
MARKS = "✓ ☐ ☑ 〔2026〕 ※ ①②③ ￥ ℃"
_COLUMN_MM = 42  # what stands before a line says which face it is in


def trial_page(rare: str) -> bytes:
    """The page as PDF, on A4; `rare` are the characters to try. The same bytes each time."""
    layout, ink, words = profile(), Ink(), texts("trial")
    page = PageInk(ink, layout.height)
    title, size = words("title"), layout.type.title
    wide = ink.chain("xiaobiaosong").width(title) * size
    left = layout.left + (layout.text_width - wide) / 2
    page.text(left, layout.top, title, "xiaobiaosong", size)
    row = 2
    for name in ("first", "second"):
        row = paragraph(page, ink, layout, words(name), row)
    bar_down(
        page, layout, layout.left + 132 * MM, layout.top + (row + 0.5) * layout.pitch, words("bar")
    )
    for face in FACES:
        row += 1
        _line(page, layout, row, words(face), words("sample"), face)
    _line(page, layout, row + 1, words("rare"), rare, "fang")
    _line(page, layout, row + 2, words("marks"), MARKS, "fang")
    bar_across(page, layout, layout.left, layout.top + (row + 5) * layout.pitch, words("bar"))
    return write_pdf([page.content()], layout, ink, title=title, author="", made_on=MADE_ON)


def face_faults(rare: str) -> tuple[tuple[str, ...], str]:
    """Names of shipped faces that are not there or damaged, and those of `rare` that no face has
    an outline for: 〓 would be printed in their place."""
    missing = []
    for name in face_files():
        try:
            TrueType(resources.path("fonts", name)).has("一")
        except (Problem, OSError, ValueError, IndexError):
            missing.append(name)
    if missing:
        return tuple(missing), ""
    undrawn = [each for each in rare if any(chain(face)[each].missing for face in FACES)]
    return (), "".join(undrawn)


def _line(page: PageInk, layout: Profile, row: int, what: str, words: str, face: str) -> None:
    top, size = layout.top + row * layout.pitch, layout.type.note
    page.text(layout.left, top, what, "song", size)
    page.text(layout.left + _COLUMN_MM * MM, top, words, face, size)
